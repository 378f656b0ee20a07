"""Names in running text: of bodies as the register has them, of things as the case writes them elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ...messages import msg
from ...model import Body, Dissent, Registers, Response
from ...patterns import lazily
from ...problems import InQuoted, Related, Severity, Stops
from ...swedish.likeness import slips
from ...swedish.wordclasses import CANNOT_END
from ...swedish.words import genitive, upper_first
from .language import split_compounds
from .rule import Finding, case_rule
from .text import Capital, Text
from .view import View

_END_OF_NAME = lazily(r"(?::?s)?(?![\w@-]|\.\w)")
_COMPANY = lazily(r"(?:(AB|HB|KB) )?(.+?)(?: (AB|HB|KB))?")


def _names(registers: Registers) -> list[str]:
    """The names of the bodies and of their administrations, the longest first."""
    bodies = registers.bodies.values()
    names = {name for each in bodies for name in (each.name, each.administration) if name}
    return sorted(names, key=lambda name: (-len(name), name))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where `name` stands in `text` as a whole, perhaps in the genitive; the end is that of the name itself."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = text[start - 1 : start]
        if not before.isalnum() and before not in ("@", "/", "-", ".") and _END_OF_NAME.match(text, end):
            yield start, end
        start = text.find(name, end)


# --- a part of the name -------------------------------------------------------------------------------


@case_rule("DK440", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def body_by_part_of_its_name(view: View) -> Iterator[Finding]:
    """A body is called by a part of its name.

    The register has the whole name, with AB in its place. Whoever reads the decision must be able to see which legal
    person is meant. A shorter name that is to be allowed is written in the register, as kortform or alias; where the
    whole name stands in the same sentence, nothing is said, and where it stands earlier in the text, the shorter one is
    a remark.

    Bad:
        synpunkter.md
        Enligt Stensunda Stadshus är lokalerna tomma. Det anser Stensundabostäder också.
               ^^^^^^^^^^^^^^^^^^                               ^^^^^^^^^^^^^^^^^
    Bad:
        register/organ.yaml
        mhn: {namn: miljö- och hälsoskyddsnämnden, typ: facknämnd}
        synpunkter.md
        Såväl kulturnämnden som miljönämnden är positiva.
                                ^^^^^^^^^^^^
    Good:
        register/organ.yaml
        mhn: {namn: miljö- och hälsoskyddsnämnden, typ: facknämnd, alias: [hälsoskyddsnämnden]}
        synpunkter.md
        Dåvarande miljönämnden hade ansvaret före hälsoskyddsnämnden.
    Good:
        register/organ.yaml
        mhn: {namn: miljö- och hälsoskyddsnämnden, typ: facknämnd}
        synpunkter.md
        Såväl miljö- och hälsoskyddsnämnden som kulturnämnden är positiva.
    Good:
        synpunkter.md
        Enligt Stensunda Stadshus AB:s och AB Stensundabostäders svar, där Stensundabostäder räknar med högre hyra,
        är de tomma.
    """
    names = _names(view.registers)
    others = {
        other.casefold()
        for each in view.registers.bodies.values()
        for other in (each.name, each.short_form, each.administration, *each.aliases)
        if other
    }
    for body in view.registers.bodies.values():
        match = _COMPANY.fullmatch(body.name)
        if match is None or not (match[1] or match[3]) or match[2].casefold() in others:
            continue
        longer = [name for name in names if match[2] in name]
        for text in view.texts:
            if match[2] in text.plain and not (text.quoted and _is_by(text, body)):
                yield from _parts(text, body, match[2], longer)
    for part, body in _halves(view.registers, {name.casefold() for name in names} | others).items():
        for text in view.own_texts:
            for start, end in _places(text.lowered, part) if part in text.lowered else ():
                if not _FORMER.search(text.plain, max(0, start - 20), start):
                    yield _is_registered_as(text, start, end, body)


# What a former nämnd, or the other half of the name, has before it.
_FORMER = lazily(r"(?:dåvarande|tidigare|förra|före detta|f\.d\.|andra|annan|- (?:och|samt|eller)) +$", re.I)
_TWO_FIELDS = lazily(r"(\w+)- och (\w+?)(s?(?:nämnden|kontoret|förvaltningen))")


def _halves(registers: Registers, others: set[str]) -> dict[str, Body]:
    """What a nämnd of two fields may be called by one of them, where nothing else is called that."""
    found: dict[str, list[Body]] = {}
    for body in registers.bodies.values():
        if fields := _TWO_FIELDS.fullmatch(body.name):
            tail = fields[3].removeprefix("s")
            for part in {f"{fields[1]}{tail}", f"{fields[1]}s{tail}", f"{fields[2]}{fields[3]}"}:
                found.setdefault(part, []).append(body)
    return {part: bodies[0] for part, bodies in found.items() if len(bodies) == 1 and part not in others}


def _is_by(text: Text, body: Body) -> bool:
    """Whether a text is the body's own, which may call itself what it likes."""
    return isinstance(text.fragment, Response | Dissent) and text.fragment.body.slug == body.slug


def _parts(text: Text, body: Body, part: str, longer: list[str]) -> Iterator[Finding]:
    whole = [place for name in longer for place in _places(text.plain, name)]
    full = [start for start, _ in _places(text.plain, body.name)]
    for start, end in _places(text.plain, part):
        if any(first <= start and end <= last for first, last in whole) or _may_be_a_noun(text, part, start):
            continue
        first, last = _sentence(text, start)
        if any(first <= other < last for other in full):
            continue
        earlier = [other for other in full if other < start]
        if earlier and text.quoted:
            continue
        yield _is_registered_as(text, start, end, body, Severity.INFO if earlier else None)


def _is_registered_as(text: Text, start: int, end: int, body: Body, judged: Severity | None = None) -> Finding:
    part, path = text.plain[start:end], body.place("").path
    message = msg("“{part}” is in the register as “{name}”", part=part, name=body.name)
    hint = msg("write “{name}”, or add “{part}” as alias in {path}", name=body.name, part=part, path=path)
    return Finding(text.span(start, end), message, hint, judged=judged)


def _may_be_a_noun(text: Text, part: str, start: int) -> bool:
    """Whether the capital of the part's first word may be that of a sentence: “Skolfastigheter i Stensunda är dyra”."""
    if sum(word[0].isupper() for word in part.split()) > 1 and " i " not in part:
        return False
    before = text.plain[:start].rstrip(" ")[-1:]
    return " " in part and before in ("", "\n", ".", "!", "?", ":")


def _sentence(text: Text, index: int) -> tuple[int, int]:
    """Where the sentence that holds a place begins and ends; or its passage."""
    for start, end in text.sentences:
        if start <= index < end:
            return start, end
    passage = text.passage_at(index)
    return (passage.start, passage.end) if passage else (index, index)


# --- capitals -----------------------------------------------------------------------------------------

_OFFICIAL = lazily(
    r"(?:Kommun(?:fullmäktige|styrelsen)|Borgarrådsberedningen|Riksdagen|Regeringen|Nämnden|Förvaltningen|"
    r"[A-ZÅÄÖ][a-zåäö]+förvaltning(?:en|arna)|(?!Stats|Riksgälds)[A-ZÅÄÖ][a-zåäö]+kontor(?:et|en)|"
    r"(?:Kultur|Miljö|Bygg|Byggnads|Stadsbyggnads|Samhällsbyggnads|Trafik|Utbildnings|Social|Service|Idrotts|Fritids|"
    r"Arbetsmarknads|Fastighets|Exploaterings|Kyrkogårds|Äldre|Val|Stadsdels|Hälsoskydds|Skol|Gymnasie|Omsorgs|Plan|"
    r"Överförmyndar|Räddnings|Krislednings|Fack|Grundskole|Förskole|Ungdoms|Gatu|Park|Lokal|Närings|Kommundels|Teknik)"
    r"nämnd(?:en|er|erna))s?"
)


_BEFORE_CAPITAL = lazily(r" [A-ZÅÄÖÉ]")  # the word is the first of a name: Arkitektkontoret Nordan AB


@case_rule("DK441", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def capital_in_mid_sentence(view: View) -> Iterator[Finding]:
    """A body that is written without a capital has one in the middle of a sentence.

    Kommunfullmäktige, kommunstyrelsen and the nämnder are words of the language, and have a capital only where a
    sentence begins (Myndigheternas skrivregler). A body that the register writes with a capital keeps it.

    Bad:
        synpunkter.md
        Jag vill att Kommunfullmäktige bifaller motionen och att Kulturnämndens svar följs.
                     ^^^^^^^^^^^^^^^^^                           ^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Så här är det: Kulturnämnden är positiv, enligt Norra stadsdelsnämnden och Arkitektkontoret Nordan AB.
        ”Kommunfullmäktige bör bifalla”, säger
        kulturnämnden, liksom Socialstyrelsen.
    """
    lower = _lower_names(view.registers)
    unended = {(text.path, each.start) for text, each in view.unended}
    for text in view.texts:
        for each in text.capitals:
            if each.word in view.names or not _is_within(text, each) or (text.path, each.start) in unended:
                continue
            names = lower.get(each.word.removesuffix("s"), ())
            name = next((name for name in names if text.plain.startswith(name, each.start)), "")
            if not name and not _OFFICIAL.fullmatch(each.word):
                continue
            end = max(each.end, each.start + len(name))
            if _BEFORE_CAPITAL.match(text.plain, end):
                continue
            found = text.plain[each.start : end]
            right = found[0].lower() + found[1:]
            message = msg("“{name}” has a capital in the middle of a sentence", name=found)
            fix = text.cure(each.start, end, right)
            yield Finding(text.span(each.start, end), message, msg("write “{word}”", word=right), fix=fix)


def _lower_names(registers: Registers) -> dict[str, list[str]]:
    """The names that begin without a capital, as they would be with one, by their first words."""
    found: dict[str, list[str]] = {}
    for name in _names(registers):
        if name[0].islower():
            found.setdefault(upper_first(name).split()[0], []).append(upper_first(name))
    return found


def _is_within(text: Text, each: Capital) -> bool:
    """Whether the word stands within a sentence, and not on a line of its own, as below a signature."""
    before = each.before.rstrip(",")
    if before[:1].isupper() and before.lower() not in CANNOT_END:
        return False
    new_line = "\n" in text.written(each.start - 2, each.start)
    return before.isalpha() or (bool(before) and not new_line)


@case_rule("DK442", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def other_capitals_in_name(view: View) -> Iterator[Finding]:
    """A name has other capitals than in the register.

    A name is written as its bearer writes it, and everywhere alike; else a search does not find it.

    Bad:
        synpunkter.md
        Hyran sätts av ab Stensundabostäder enligt Stensunda stadshus AB.
                       ^^^^^^^^^^^^^^^^^^^^        ^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Hyran sätts av AB Stensundabostäder enligt Stensunda Stadshus AB:s svar. Föreningen Fixarna är positiv, och
        föreningen Fixarna likaså.
    """
    names = [name for name in _names(view.registers) if name != name.lower()]
    for text in view.texts:
        taken = set[int]()
        for name in names:
            for start, end in _places(text.lowered, name.lower()):
                found = text.plain[start:end]
                if start in taken:
                    continue
                taken.add(start)
                if found in (name, upper_first(name)) or found.isupper():
                    continue
                yield Finding(
                    text.span(start, end),
                    msg("“{found}” is in the register as “{name}”", found=found, name=name),
                    msg("write “{word}”", word=name),
                    fix=text.cure(start, end, name),
                )


# --- two spellings ------------------------------------------------------------------------------------

_INITIALS = ("IT", "TV", "AI", "HR", "GPS", "SMS", "VD", "ID")
_LONG_DEFINITE = lazily(r"[A-ZÅÄÖ][a-zåäö]{6,}(?:en|et|an|on|na)")


@case_rule("DK443", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def two_spellings(view: View) -> Iterator[Finding]:
    """The same word is written in two ways.

    “it-” and “IT-” are both right, but not in the same document: one of them is chosen (Myndigheternas skrivregler
    prefer “it”). What is called “Skolplattformen” in one place and “skolplattformen” in another looks like two things.
    The rarer spelling is underlined. How others write “it” is looked at within each of their texts.

    Bad:
        synpunkter.md
        Kommunens it-miljö och it-stöd är bra, men IT-säkerheten brister.
                                                   ^^
    Bad:
        synpunkter.md
        Det är problem med Verktygspoolen. I verktygspoolen finns inget, och verktygspoolen är dyr.
                           ^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        It-miljön är kommunens it-stöd. Verktygspoolen är bra, för i Verktygspoolen finns allt.
    """
    yield from _initials(view.own_texts)
    for text in view.quoted_texts:
        yield from _initials([text])
    yield from _capitals(view)


def _initials(texts: Sequence[Text]) -> Iterator[Finding]:
    """The rarer of “it” and “IT”, and the like; where they are as many, the capitals."""
    for word in _INITIALS:
        if not any(word in text.plain for text in texts):
            continue
        upper = [(text, place) for text in texts for place in _words(text.plain, word)]
        lower = [(text, place) for text in texts for place in _words(text.lowered, word.lower())]
        lower = [(text, (start, end)) for text, (start, end) in lower if text.plain[start:end] != word]
        if upper and lower:
            yield from _rarer(upper, lower)


def _words(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where `word` stands, alone or as the first part of a compound."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        before = text[start - 1 : start]
        if not before.isalnum() and before != "-" and not text[end : end + 1].isalnum():
            yield start, end
        start = text.find(word, end)


Occurrences = list[tuple[Text, tuple[int, int]]]


def _rarer(one: Occurrences, other: Occurrences) -> Iterator[Finding]:
    """The fewer of two lists of places, each with the first of the others beside it; of two as long, `one`."""
    rare, usual = (one, other) if len(one) <= len(other) else (other, one)
    beside, place = usual[0]
    right = beside.plain[slice(*place)]
    for text, (start, end) in rare:
        found = text.plain[start:end]
        yield Finding(
            text.span(start, end),
            msg("“{found}” is written “{other}” elsewhere", found=found, other=right),
            msg("write it in one way"),
            (Related(beside.span(*place), msg("“{word}” here", word=right)),),
        )


def _capitals(view: View) -> Iterator[Finding]:
    """What is called by a capitalised noun in one place, and by the same noun without a capital in another."""
    places = defaultdict[str, Occurrences](list)
    unended = {(text.path, each.start) for text, each in view.unended}
    for text in view.texts:
        for each in text.capitals:
            if not _LONG_DEFINITE.fullmatch(each.word) or each.after[:1].isupper():
                continue
            if _is_within(text, each) and (text.path, each.start) not in unended:
                places[each.word].append((text, (each.start, each.end)))
    lower_names = _lower_names(view.registers)
    for word, upper in places.items():
        if word in view.names or _OFFICIAL.fullmatch(word) or word in lower_names:
            continue
        forms = (word.lower(), word.lower() + "s")
        if any(form in text.forms for text in view.texts for form in forms):
            lower = [
                (text, place) for text in view.texts for form in forms if form in text.forms
                for place in _words(text.plain, form)
            ]  # fmt: skip
            yield from _rarer(upper, lower)


# --- genitives ----------------------------------------------------------------------------------------

_CAPITALS_S = lazily(r"[A-ZÅÄÖ]{2,}s(?![\w-])")
_APOSTROPHE_S = lazily(r"[’']s(?!\w)")
_COLON_S = lazily(r":s(?![\w-])")
_WORD_BEFORE = lazily(r"[^\W_]+(?:-[^\W_]+)*$")
_ENGLISH = frozenset("McDonald Levi Kellogg Lloyd Moody Women Men Children People World King Queen John".split())


@case_rule("DK444", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def wrong_genitive(view: View) -> Iterator[Finding]:
    """A genitive is not written as in Swedish.

    Swedish has no apostrophe in the genitive. What is read letter by letter has a colon before its s, “SKR:s”; other
    names have none, “Stensundas” (Myndigheternas skrivregler).

    Bad:
        synpunkter.md
        SKRs rapport och Omar's motion gäller Stensunda:s bibliotek.
        ^^^^             ^^^^^^               ^^^^^^^^^^^
    Good:
        synpunkter.md
        SKR:s rapport, Omars motion och vd:s brev till King’s College ligger i Hans pärm.
    """
    for text in view.texts:
        for match in _CAPITALS_S.finditer(text.plain):
            word = match[0][:-1]
            if not text.plain[match.start() - 1 : match.start()].isalnum() and match[0] not in view.names:
                yield _genitive(text, match.start(), match.end(), word)
        for pattern in (_APOSTROPHE_S, _COLON_S):
            for match in pattern.finditer(text.plain):
                before = _WORD_BEFORE.search(text.plain, max(0, match.start() - 40), match.start())
                if before and _is_swedish(view, text, before[0], match.end(), colon=pattern is _COLON_S):
                    yield _genitive(text, before.start(), match.end(), before[0])


def _genitive(text: Text, start: int, end: int, word: str) -> Finding:
    right = genitive(word)
    message = msg("“{found}” is no Swedish genitive", found=text.plain[start:end])
    return Finding(text.span(start, end), message, msg("write “{word}”", word=right), fix=text.cure(start, end, right))


def _is_swedish(view: View, text: Text, word: str, end: int, *, colon: bool) -> bool:
    """Whether a word before ’s or :s is of a kind that has neither in Swedish (or has the other)."""
    last = word.rpartition("-")[2]
    if colon:
        return last[-1:].islower() and len(last) > (2 if last[0].isupper() else 4)
    if word.isupper() or word in view.names:
        return True
    after = text.plain[end:].lstrip(" ")[:1]
    if word[0].isupper():
        return word not in _ENGLISH and after.islower()
    return len(word) > 3 and any(word in other.forms for other in view.texts) and after.islower()


# --- slips in names -----------------------------------------------------------------------------------

_TAILS = ("nämnden", "kontoret", "förvaltningen", "styrelsen", "fullmäktige", "beredningen", "utskottet")
_DEFINITE_ENDING = lazily(r"(?:en|et|er|ar|or|n|e)$")
_INFLECTION = lazily(r"(?:e?n|e?t|e?r|e?rna|arna?|orna?|ar|or|e|a)?s?(?:-.*)?")


@case_rule("DK445", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def nearly_a_body(view: View) -> Iterator[Finding]:
    """A word is nearly the name of a body in the register.

    It is a slip of the pen, or a name written as two words. Inflected forms, such as “kulturnämnder”, are passed over.

    Bad:
        synpunkter.md
        Det anser kulturnämden, och även stadslednings kontoret och AB Stensundabostader.
                  ^^^^^^^^^^^^           ^^^^^^^^^^^^^^^^^^^^^^        ^^^^^^^^^^^^^^^^^
    Bad:
        register/organ.yaml
        mhn: {namn: miljö- och hälsoskyddsnämnden, typ: facknämnd}
        va: {namn: Stensunda Vatten och Avlopp AB, typ: bolag}
        synpunkter.md
        Det anser hälso- och miljöskyddsnämnden och Stensundas Vatten och Avlopp AB.
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Det anser kulturnämnden, kulturnämndens ordförande och andra kommuners kulturnämnder, men ingen naturnämnd.
    """
    names = _names(view.registers)
    targets = sorted({word for name in names for word in name.split() if _is_telling(word)})
    known = {word.lower() for word in targets}
    near = _near_words({form for text in view.texts for form in text.forms if len(form) > 6}, targets, known)
    for text in view.texts:
        for form in sorted(near.keys() & text.forms):
            for start, end in _words(text.plain, form):
                yield _nearly(text, start, end, near[form])
        yield from _split_names(text, targets)
        yield from _other_fields(text, names)
        yield from _other_first_words(text, names)


def _is_telling(word: str) -> bool:
    """Whether a word of a name is long and odd enough for what is nearly it to be a slip."""
    return word.endswith(_TAILS) or (len(word) > 8 and word[0].isupper())


def _near_words(forms: Iterable[str], targets: Iterable[str], known: set[str]) -> dict[str, str]:
    """The forms that are a slip of one of the names, each with the name."""
    beginning, ending = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for target in targets:
        beginning[target[:3].lower()].append(target)
        ending[target[-4:]].append(target)
        ending[genitive(target)[-4:]].append(target)
    near: dict[str, str] = {}
    for form in forms:
        lower = form.lower()
        alike = [*beginning.get(lower[:3], ()), *ending.get(lower[-4:], ())]
        for target in alike if alike and lower not in known else ():
            if abs(len(form) - len(target)) < 3 and (right := _meant(lower, target)):
                near[form] = right
                break
    return near


def _meant(form: str, name: str) -> str:
    """The name, or its genitive, that a form in lower case is a slip of; empty where it is a word of its own."""
    stem = _DEFINITE_ENDING.sub("", name.lower())
    inflected = form.startswith(stem) and _INFLECTION.fullmatch(form, len(stem))
    if inflected or form.removesuffix("s") == name.lower().removesuffix("s"):
        return ""
    for right in (name, genitive(name)) if form[0] == name[0].lower() else ():
        meant, half = right.lower(), len(form) // 2 - 1
        if form[:half] == meant[:half] or form[-half:] == meant[-half:]:  # one slip leaves one half as it was
            alike = form[:3] == meant[:3] and form[-3:] == meant[-3:]
            if slips(form, meant) <= (2 if len(name) > 11 and alike else 1):
                return right
    return ""


def _nearly(text: Text, start: int, end: int, name: str) -> Finding:
    right = upper_first(name) if text.plain[start].isupper() else name
    message = msg("“{found}” is nearly “{name}”", found=text.plain[start:end], name=right)
    return Finding(text.span(start, end), message, msg("write “{word}”", word=right), fix=text.cure(start, end, right))


def _split_names(text: Text, targets: Iterable[str]) -> Iterator[Finding]:
    """Names of one word that are written as two."""
    for name in targets:
        tail = next((tail for tail in _TAILS if name.endswith(tail) and len(name) > len(tail) + 2), "")
        part = name.lower().removesuffix(tail)
        if not tail or part not in text.lowered:
            continue
        for match in re.finditer(rf"{re.escape(part)}(?: +|-){tail}s?(?!\w)", text.lowered):
            told = {first.start for first in split_compounds(text)}
            if not text.lowered[match.start() - 1 : match.start()].isalnum() and match.start() not in told:
                right = name + ("s" if match[0].endswith("s") and not tail.endswith("s") else "")
                yield _nearly(text, match.start(), match.end(), right)


_FIELDS = lazily(r"(\w+)- och (\w+?)(nämnden|kontoret|förvaltningen)(?!\w)")
_SECOND_FIELD = lazily(r"- och \w+?(?:nämnden|kontoret|förvaltningen)(?!\w)")


def _other_fields(text: Text, names: Sequence[str]) -> Iterator[Finding]:
    """Bodies of two fields that are named in the wrong order, or a little otherwise."""
    right = {_fields(match): name for name in names if (match := _FIELDS.fullmatch(name.lower()))}
    lowered = {name.lower() for name in names}
    for second in _SECOND_FIELD.finditer(text.lowered) if right and "- och " in text.lowered else ():
        first = _WORD_BEFORE.search(text.lowered, max(0, second.start() - 40), second.start())
        match = _FIELDS.fullmatch(text.lowered, first.start(), second.end()) if first else None
        name = right.get(_fields(match)) if match else None
        if match and name is not None and match[0] not in lowered:
            yield _nearly(text, *match.span(), name)


def _fields(match: re.Match[str]) -> tuple[frozenset[str], str]:
    """How the two fields begin, whichever is first, and what the body is."""
    return frozenset((match[1][:4], match[2][:4])), match[3]


def _other_first_words(text: Text, names: Sequence[str]) -> Iterator[Finding]:
    """Names whose first word is another than in the register by a letter or two: Stensundas Vatten och Avlopp AB."""
    for name in names:
        first, _, rest = name.partition(" ")
        if len(first) < 4 or not first[0].isupper() or len(rest) < 8 or rest not in text.plain:
            continue
        for start, end in _places(text.plain, rest):
            word = _WORD_BEFORE.search(text.plain, max(0, start - 41), start - 1)
            if word is None or word[0][:3] != first[:3] or word[0] == first or f"{word[0]} {rest}" in names:
                continue
            if slips(word[0], first) < 3:
                yield _nearly(text, word.start(), end, name)
