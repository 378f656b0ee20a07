"""What a Word file says of itself as a whole: which Word it is of, and its language."""

from __future__ import annotations

from .wordxml import W, new_element, serialised


def modern(data: bytes, language: str) -> bytes:
    """The settings of a file that Word opens as its own, not as one of an earlier Word's ("compatibility mode")."""
    from lxml import etree

    settings = etree.fromstring(data)
    compat = settings.find(W + "compat")
    if compat is None:
        compat = new_element("compat")
        settings.insert(sum(1 for each in settings if _is_before_compat(each.tag)), compat)
    for each in compat.findall(f"{W}compatSetting[@{W}name='compatibilityMode']"):
        compat.remove(each)
    at = sum(1 for each in compat if each.tag != W + "compatSetting")
    compat.insert(at, new_element("compatSetting", name="compatibilityMode", uri=_WORD, val=_WORD_2013))
    for each in settings.iter(W + "themeFontLang"):
        each.set(W + "val", with_country(language))
    return serialised(settings)


def _is_before_compat(tag: str) -> bool:
    """Those of later Words, and of formulas, stand after it too."""
    return tag.startswith(W) and tag not in _AFTER_COMPAT


def in_language(data: bytes, language: str) -> bytes:
    """The styles, in whose defaults the language of the text stands; a country that is given already stays."""
    from lxml import etree

    styles = etree.fromstring(data)
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    said = defaults.find(W + "lang") if defaults is not None else None
    if defaults is not None and said is None:
        said = new_element("lang")
        defaults.append(said)
    if said is not None and said.get(W + "val", "").partition("-")[0] != language.partition("-")[0]:
        said.set(W + "val", with_country(language))
    return serialised(styles)


def with_country(language: str) -> str:
    """A language as Word names it: "sv" is "sv-SE". One that is not known stays as it is."""
    return language if "-" in language else f"{language}-{_COUNTRIES[language]}" if language in _COUNTRIES else language


_COUNTRIES = {
    "da": "DK", "de": "DE", "en": "GB", "es": "ES", "et": "EE", "fi": "FI", "fr": "FR", "is": "IS", "it": "IT",
    "lt": "LT", "lv": "LV", "nb": "NO", "nl": "NL", "nn": "NO", "pl": "PL", "pt": "PT", "se": "SE", "sv": "SE",
}  # fmt: skip

_WORD = "http://schemas.microsoft.com/office/word"
_WORD_2013 = 15  # the latest; Word 2016 and later say the same

# The settings that stand after w:compat (ECMA-376 part 1, 17.15.1.78).
_AFTER_COMPAT = {
    W + name
    for name in (
        "docVars rsids attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
        "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults "
        "doNotEmbedSmartTags decimalSymbol listSeparator"
    ).split()
}
