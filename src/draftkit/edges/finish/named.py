"""What a paragraph or some words of a Word file say of their own look becomes a style with a name.

    <w:pPr><w:pStyle w:val="Tabelltext"/><w:jc w:val="right"/></w:pPr>  ->  the style "Tabelltext höger"
    <w:rPr><w:rStyle w:val="Hyperlnk"/><w:b/></w:rPr>                   ->  the style "Hyperlink Strong"

A look with a name can be changed everywhere at once, in Word. Where the reference document has a style of the very
name, it is taken; otherwise one is made. What is no look stays: which list a paragraph is an item of, where a section
ends, the language of a word, and what has been changed by whom.
"""

from __future__ import annotations

import re
from typing import Any

from .wordxml import W, new_element, properties_of, style_of, value

MADE = "dk-"  # how the id of a style that was made here begins

_NO_LOOK = {
    W + name
    for name in "pStyle numPr rPr sectPr pPrChange rStyle lang ins del moveFrom moveTo rPrChange".split()
}  # fmt: skip

# What is said, and the words for it. A name of Word's own (Strong) is shown in the language of the one who reads.
_WORDS = {
    "keepNext": "hålls ihop",
    "pageBreakBefore": "ny sida",
    "jc=right": "höger",
    "jc=end": "höger",
    "jc=center": "centrerad",
    "b": "Strong",
    "i": "Emphasis",
    "strike": "genomstruken",
    "u=single": "understruken",
    "smallCaps": "kapitäler",
    "vertAlign=superscript": "upphöjd",
    "vertAlign=subscript": "nedsänkt",
}
_TWIPS_IN_A_MM = 56.69
_COMPLEX = {W + "bCs", W + "iCs"}  # of complex scripts; they say what b and i say


class NamedLooks:
    """The styles of a file, `root`, and those that are added to them."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.by_id = {each.get(W + "styleId"): each for each in root.iter(W + "style")}
        self.by_name = {_name_of(each): each for each in self.by_id.values()}

    def give(self, tree: Any) -> None:
        """Names every look in a part of the file."""
        for properties in tree.iter(W + "pPr"):
            self._paragraph(properties)
        for paragraph in tree.iter(W + "p"):
            if style_of(paragraph) is None:  # it has the default one, and says so
                _set_style(properties_of(paragraph), "pStyle", self.id_of("Body Text") or self._default("paragraph"))
        for properties in list(tree.iter(W + "rPr")):
            if properties.getparent().tag in (W + "r", W + "rPrChange"):
                self._words(properties)

    def id_of(self, name: str) -> str | None:
        """The id of the style that Word calls so."""
        style = self.by_name.get(name)
        return style.get(W + "styleId") if style is not None else None

    # --- paragraphs ---

    def _paragraph(self, properties: Any) -> None:
        said = [each for each in properties if isinstance(each.tag, str) and each.tag not in _NO_LOOK]
        for each in said:
            properties.remove(each)
        base = value(properties, "pStyle") or self._default("paragraph")
        said = [each for each in said if not self._goes_without_saying(each, base)]
        if said:
            _set_style(properties, "pStyle", self._style("paragraph", base, "pPr", said))

    def _goes_without_saying(self, said: Any, style: str) -> bool:
        """Whether a paragraph that says nothing else stands so anyway: to the left."""
        return said.tag == W + "jc" and said.get(W + "val") in ("left", "start") and not self._says(style, "pPr", "jc")

    # --- words ---

    def _words(self, properties: Any) -> None:
        said = [each for each in properties if isinstance(each.tag, str) and each.tag not in _NO_LOOK]
        for each in said:
            properties.remove(each)
        said = [each for each in {each.tag: each for each in said}.values() if each.tag not in _COMPLEX]
        if any(each.tag == W + "b" for each in said) and self._is_bold_here(properties):
            said = [each for each in said if each.tag != W + "b"]
        if said:
            base = value(properties, "rStyle") or self._default("character")
            _set_style(properties, "rStyle", self._style("character", base, "rPr", said))
        if not len(properties) and properties.getparent().tag == W + "r":
            properties.getparent().remove(properties)

    def _is_bold_here(self, properties: Any) -> bool:
        """Whether the words are bold by their paragraph's style, or as the head of a table.

        Two styles that both say bold make text that is not (ECMA-376 part 1, 17.7.3).
        """
        paragraph = next(properties.iterancestors(W + "p"), None)
        style = style_of(paragraph)
        if style and _on(self._says(style, "rPr", "b")):
            return True
        row = next(properties.iterancestors(W + "tr"), None)
        if row is None or row.find(f"{W}trPr/{W}tblHeader") is None:
            return False
        look = self.by_id.get(value(next(row.iterancestors(W + "tbl")).find(W + "tblPr"), "tblStyle") or "")
        heads = look.findall(f"{W}tblStylePr[@{W}type='firstRow']/{W}rPr/{W}b") if look is not None else []
        return any(_on(each) for each in heads)

    # --- the styles ---

    def _says(self, style: str, kind: str, name: str) -> Any:
        """What a style says of something, itself or by what it is based on."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            found = self.by_id[style].find(f"{W}{kind}/{W}{name}")
            if found is not None:
                return found
            style = value(self.by_id[style], "basedOn") or ""
        return None

    def _default(self, kind: str) -> str:
        """The id of the style of what has none."""
        styles = self.by_id.values()
        found = [each for each in styles if each.get(W + "type") == kind and each.get(W + "default") in ("1", "true")]
        return str(found[0].get(W + "styleId")) if found else ""

    def _style(self, type_: str, base: str, kind: str, said: list[Any]) -> str:
        """The id of the style that is like `base`, and is what was `said` besides."""
        name = self._name(base, said)
        if name not in self.by_name:
            self._add(type_, name, base, kind, said)
        return str(self.id_of(name))

    def _name(self, base: str, said: list[Any]) -> str:
        known = self.by_id.get(base)
        plain = known is None or known.get(W + "default") in ("1", "true")
        first = "" if plain else re.sub(r"^heading (?=\d)", "Rubrik ", _name_of(known))
        return " ".join(filter(None, (first, *map(_said, said))))

    def _add(self, type_: str, name: str, base: str, kind: str, said: list[Any]) -> None:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_ASCII)).strip("-")
        id_ = next(each for n in range(len(self.by_id) + 1) if (each := f"{MADE}{slug}{n or ''}") not in self.by_id)
        style = new_element("style", type=type_, customStyle=1, styleId=id_)
        style.append(new_element("name", val=name))
        if base:
            style.append(new_element("basedOn", val=base))
        style.append(new_element("uiPriority", val=99))
        look = new_element(kind)
        for each in said:
            look.append(each)
            if each.tag in (W + "b", W + "i"):
                look.append(new_element(each.tag.removeprefix(W) + "Cs"))
        style.append(look)
        self.root.append(style)
        self.by_id[id_] = self.by_name[name] = style


_ASCII = str.maketrans("åäöé", "aaoe")


def missing(used: set[str], styles: str, known: set[str]) -> set[str]:
    """The ids of the styles that a file uses and the reference document does not have.

    `styles` is the file's styles as XML, `known` the ids in the reference document. What was made here is missing where
    what it is like is.
    """
    based = dict(re.findall(rf'w:styleId="({MADE}[^"]*)">(?:(?!</w:style>).)*?<w:basedOn w:val="([^"]*)"', styles))
    real = {based.get(each, each) for each in used}
    return {each for each in real if each not in known and not each.startswith(MADE)}


def _name_of(style: Any) -> str:
    return value(style, "name") or ""


def _set_style(properties: Any, name: str, id_: str) -> None:
    found = properties.find(W + name)
    if found is None:
        found = new_element(name)
        properties.insert(0, found)
    found.set(W + "val", id_)


def _on(element: Any) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def _said(element: Any) -> str:
    """A property in a word or two: "höger", "indrag 15 mm", "spacing before 0 after 0"."""
    name = element.tag.removeprefix(W)
    value = element.get(W + "val")
    if set(element.attrib) <= {W + "val"} and (value is None or _on(element)):
        known = _WORDS.get(name if value in (None, "1", "true", "on") else f"{name}={value}")
        if known:
            return known
    if name == "ind" and element.get(W + "left", "").isdecimal():
        hanging = " hängande" if element.get(W + "hanging") else ""
        return f"indrag {int(element.get(W + 'left')) / _TWIPS_IN_A_MM:.0f} mm{hanging}"
    attributes = sorted((key.removeprefix(W), text) for key, text in element.attrib.items())
    return " ".join([name, *(text if key == "val" else f"{key} {text}" for key, text in attributes)])
