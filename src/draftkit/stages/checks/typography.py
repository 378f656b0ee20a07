"""Marks, blanks and dashes: how Swedish is set, after Myndigheternas skrivregler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...messages import msg
from ...patterns import lazily
from ...problems import InQuoted, Severity, Stops
from .rule import Finding, case_rule, text_rule
from .text import Text
from .view import View

_NO_BREAK = "\u00a0"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"

# Quotations within other marks than ”…” and ’…’.
_QUOTATION = lazily(
    r"(?<![^\s(–-])\"(?=\S)[^”\"\n]+(?<=\S)”(?!\w)|(?<![^\s(–-])”(?=\S)[^”\"\n]+(?<=[^\s\d])\"(?!\w)|"
    r"\"[^\"\n]*\"|“[^“”\"\n]*[”“\"]|„[^„“”\n]*[“”]|«[^«»\n]*»|»[^«»\n]*«|‘[^‘’\n]*’|'[^'\n]*'(?!\w)"
)


@case_rule("DK420", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def quotation_marks(view: View) -> Iterator[Finding]:
    """A quotation stands within other marks than ”…”.

    Swedish has the same mark before and after: ” and, for a quotation within another, ’ (Myndigheternas skrivregler).
    Straight marks, English and French ones, and a mark of another kind before than after, are a warning where another
    text of the case has Swedish ones, and otherwise a remark.

    Bad:
        synpunkter.md
        Motionen talar om "lånebara" verktyg och om ”verkstäder”.
                          ^^^^^^^^^^
    Bad:
        synpunkter.md
        Motionen talar om ”lånebara verktyg" i 19" skåp.
                          ^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Motionen talar om ”lånebara ’verktyg’” av typen `"xyz"` i 19" skåp, [här](https://stensunda.se "länk").
    """
    mixed = any("”" in text.plain for text in view.texts)
    for text in view.texts:
        for match in _QUOTATION.finditer(text.plain):
            start, end = match.span()
            if text.plain[start - 1 : start].isalnum() or end - start < 3 or match[0][1:2] == " ":
                continue
            passage = text.passage_at(start)
            within = match[0][0] != "”" and passage is not None and text.plain.count("”", passage.start, start) % 2
            mark = "’" if within and match[0][0] in "'‘" else "”"
            written = text.written(start, end)
            yield Finding(
                text.at(match),
                msg("quotation marks that are not Swedish: {found}", found=match[0].replace("\0", "")),
                msg("write {mark}…{mark}", mark=mark),
                fix=mark + written[1:-1] + mark,
                judged=None if mixed else Severity.INFO,
            )


_AFTER_NUMBER = lazily(
    rf"\d( )(?=§|kap\.|%|°|(?:{_MONTHS}|kronor|kr|tkr|mnkr|mkr|procent|miljoner|miljarder|km|meter|kvadratmeter|kvm|"
    r"m²|m³|ha|kg|ton|kWh|MWh|GWh)\b|\d{3}(?!\d))"
)
_BEFORE_NUMBER = lazily(rf"(?:§|kl\.|nr|s\.)( )(?=\d)|den( )(?=\d{{1,2}}[ {_NO_BREAK}](?:{_MONTHS})\b)")


@text_rule("DK421", Severity.INFO, in_quoted=InQuoted.SILENT, told=False)
def blank_that_may_break(text: Text) -> Iterator[Finding]:
    """A number may be parted from what belongs to it at the end of a line.

    A no-break space keeps “5 §”, “den 9 maj”, “1 000 000” and “100 kronor” together. It cannot be seen, so nobody is
    told where one is missing; `draftkit check --fix` puts them in the rotel's own texts.

    Bad:
        synpunkter.md
        Enligt 5 § kostar det 1 000 kronor.
                ^              ^   ^
    Good:
        synpunkter.md
        Enligt 5\u00a0§ ska alla 20 bibliotek år 2031 låna ut verktyg.
    """
    if text.quoted:
        return
    for pattern in (_AFTER_NUMBER, _BEFORE_NUMBER):
        for match in pattern.finditer(text.plain):
            start, end = match.span(match.lastindex or 1)
            thousands = text.plain[end].isdigit() and pattern is _AFTER_NUMBER
            word = text.plain[match.start() - 1 : match.start()].isalpha() and pattern is _BEFORE_NUMBER
            if word or (thousands and re.search(r"\d{4}$|[^\W\d_]\d+$|-\d+$", text.plain[max(0, start - 12) : start])):
                continue
            if text.written(start, end) == " ":
                yield Finding(text.span(start, end), msg("a no-break space keeps these together"), fix=_NO_BREAK)


# --- blanks -------------------------------------------------------------------------------------------

_BLANK_BEFORE = lazily(r" ([,.;:!?])(?![\w.,;:!?/)])")


@text_rule("DK422")
def blank_before_mark(text: Text) -> Iterator[Finding]:
    """There is a blank before a comma, a full stop or another such mark.

    The mark belongs to the word before it; the blank comes after.

    Bad:
        synpunkter.md
        Verktygen behövs , och de lånas .
                        ^^             ^^
    Good:
        synpunkter.md
        Verktygen behövs, och de lånas … ofta. Se `verktyg` , eller skriv .docx efter namnet.
    """
    for match in _BLANK_BEFORE.finditer(text.plain):
        start = len(text.plain[: match.start() + 1].rstrip(" "))
        before = text.plain[start - 1 : start]
        ratio = match[1] == ":" and before.isdigit() and text.plain[match.end() :].lstrip(" ")[:1].isdigit()
        if (before.isalnum() or before in ')”"') and text.written(start, match.end() - 1).isspace() and not ratio:
            message = msg("a blank before “{mark}”", mark=match[1])
            fix = match[1] if "\n" not in text.written(start, match.end()) else None
            yield Finding(text.span(start, match.end()), message, msg("write the mark next to the word"), fix=fix)


_NO_BLANK = lazily(
    r"\.(?=[A-ZÅÄÖ][a-zåäö])|[,;!?](?=[^\W\d_])|:(?=[A-ZÅÄÖ]?[a-zåäö]{3})|\((?=[A-ZÅÄÖ0-9])|\)(?=[^\W\d_])"
)
_BEFORE = lazily(r"[^\s\0(]*$")
_AFTER = lazily(r"[^\W_]+")
_ADDRESS = lazily(r"@|://|\.[a-z]{2,4}$|\\|_")


@text_rule("DK423")
def no_blank_after_mark(text: Text) -> Iterator[Finding]:
    """There is no blank after a full stop, a comma or a bracket.

    Two words have been written as one, and are read, and found in a search, as one.

    Bad:
        synpunkter.md
        Verktygen behövs.De lånas ofta,men sällan länge.
                  ^^^^^^^^^       ^^^^^^^^
    Bad:
        synpunkter.md
        Omar Haddad(L) har rätt.
             ^^^^^^^^^
    Good:
        synpunkter.md
        Ett (o)känt värde av 3,5 i SKR:s lista, som svar(et) i filen svar.docx på info@Stensunda.Se, bl.a. S:t Erik.
    """
    for match in _NO_BLANK.finditer(text.plain):
        mark, at = match[0], match.start()
        before = _BEFORE.search(text.plain, max(0, at - 40), at)
        after = _AFTER.match(text.plain, at + 1)
        if before is None or after is None or not _parted(text.plain, mark, before[0], at):
            continue
        start, end = (before.start() if mark != ")" else at), after.end()
        if mark == "(":
            end = max(end, text.plain.find(")", end) + 1) if ")" in text.plain[end : end + 30] else end
        token = f"{before[0]}{mark}{after[0]}"
        if _ADDRESS.search(token) or text.plain[end : end + 1] in ("@", "/") or text.plain[end : end + 2] == "./":
            continue
        found, written = text.plain[start:end], text.written(start, end)
        cut = at - start + (mark != "(")
        message = msg("no blank in “{found}”", found=found.replace("\0", ""))
        yield Finding(
            text.span(start, end), message, msg("write “{word}”", word=f"{found[:cut]} {found[cut:]}"),
            fix=f"{written[:cut]} {written[cut:]}",
        )  # fmt: skip


def _parted(plain: str, mark: str, before: str, at: int) -> bool:
    """Whether a mark with no blank after it (or before a bracket) stands between two words."""
    if mark == ".":
        return len(before) > 2 and before[-3:].islower() and before[-3:].isalpha() and "." not in before
    if mark == ":":
        return before.isalpha() and before[-3:].islower() and len(before) > 2
    if mark == "(":
        return before[-2:].isalpha() and before[-2:].islower() and len(before) > 2
    if mark == ")":
        opened = plain.rfind("(", max(0, at - 60), at)
        inside = plain[opened + 1 : at]
        return (
            opened > 0
            and plain[opened - 1] == " "
            and (any(c.isupper() or c.isdigit() for c in inside) or " " in inside)
        )
    return before[-1:].isalpha()


_INSIDE = lazily(r"\(( +)(?=\w)|(?<=\w)( +)\)")


@text_rule("DK430")
def blank_inside_bracket(text: Text) -> Iterator[Finding]:
    """There is a blank inside a bracket.

    A bracket stands next to the words that it holds; the blanks are outside it (Myndigheternas skrivregler).

    Bad:
        synpunkter.md
        Verktygen ( se bilaga 2 ) behövs.
                   ^           ^
    Good:
        synpunkter.md
        Verktygen (se bilaga 2) behövs ( … ) ofta.
    """
    for match in _INSIDE.finditer(text.plain) if "( " in text.plain or " )" in text.plain else ():
        start, end = match.span(match.lastindex or 0)
        if text.written(start, end).strip(" ") == "":
            yield Finding(text.span(start, end), msg("a blank inside the bracket"), msg("remove it"), fix="")


_TWICE = lazily(r"(?<![\s.,…/\\])(?:\.\.(?![.\w/\\])|,,(?!,))")


@text_rule("DK431")
def mark_twice(text: Text) -> Iterator[Finding]:
    """A full stop or a comma stands twice.

    One is enough, also after an abbreviation that ends a sentence. Three full stops (…) are another mark.

    Bad:
        synpunkter.md
        Verktygen behövs,, och de är billiga..
                        ^^                  ^^
    Good:
        synpunkter.md
        Verktygen behövs m.m. De är… billiga ... Filen ligger i ../bilder, och så vidare...
    """
    for match in _TWICE.finditer(text.plain) if ".." in text.plain or ",," in text.plain else ():
        message = msg("“{mark}” stands twice", mark=match[0][0])
        yield Finding(text.at(match), message, msg("remove one of them"), fix=match[0][0])


_THOUSANDS = lazily(r"(?<![\w.,:/§-])(?<!\d[ \u00a0])[1-9]\d{0,2}(?:\.\d{3})+(?![\w:/-]|[.,]\d)")
_NUMBER_OF = lazily(r"(?:nr|dnr|version|kap\.|punkt|avsnitt|kapitel|bilaga|standard|ISO|EN|org\.nr|kl\.) *$", re.I)


@text_rule("DK432")
def point_in_thousands(text: Text) -> Iterator[Finding]:
    """A full stop parts the thousands of a number.

    Swedish parts them with a no-break space, “1 150” (Myndigheternas skrivregler); a full stop may be read as that of
    a decimal.

    Bad:
        synpunkter.md
        Drygt 1.150 samtal kostade 2.300.000 kronor.
              ^^^^^                ^^^^^^^^^
    Good:
        synpunkter.md
        Drygt 1 150 samtal, se avsnitt 3.125, version 1.200 och bilaga 2.100.
    """
    for match in _THOUSANDS.finditer(text.plain):
        if not _NUMBER_OF.search(text.plain, max(0, match.start() - 14), match.start()):
            right = match[0].replace(".", _NO_BREAK)
            message = msg("a full stop parts the thousands of “{number}”", number=match[0])
            yield Finding(text.at(match), message, msg("write “{word}”", word=right), fix=right)


_ACCENT = lazily(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")
_AROUND = lazily(r"[^\W\d_]+")


@text_rule("DK433")
def accent_alone(text: Text) -> Iterator[Finding]:
    """An accent stands where a colon or an apostrophe is meant.

    The keys ´ and ` put an accent on a letter; between two letters they are a slip. The short form of Sankt is “S:t”.

    Bad:
        synpunkter.md
        Vid S´t Olof står D`Artagnans hus.
            ^^^           ^^^^^^^^^^^
    Good:
        synpunkter.md
        Vid S:t Olof står D’Artagnans hus, på Rosénvägen.
    """
    for match in _ACCENT.finditer(text.plain) if "´" in text.plain or "`" in text.plain else ():
        before = re.search(r"[^\W\d_]+$", text.plain[max(0, match.start() - 40) : match.start()])
        after = _AROUND.match(text.plain, match.end())
        if before is None or after is None:
            continue
        start, end = match.start() - len(before[0]), after.end()
        mark = ":" if before[0] == "S" and after[0] in ("t", "ta") else "’"
        right = f"{before[0]}{mark}{after[0]}"
        message = msg("an accent stands alone in “{word}”", word=text.plain[start:end])
        fix = right if text.written(start, end) == text.plain[start:end] else None
        yield Finding(text.span(start, end), message, msg("write “{word}”", word=right), fix=fix)


_TWO_BLANKS = lazily(r"  +(?=[^\s])")


@text_rule("DK424", Severity.INFO)
def two_blanks(text: Text) -> Iterator[Finding]:
    """Two blanks stand in a row in a sentence.

    In the finished document they are one; in the file they are in the way of a search, and of a comparison.

    Bad:
        synpunkter.md
        Verktygen  behövs.
                 ^^
    Good:
        synpunkter.md
        Verktygen behövs.  De lånas ofta.

        - en punkt
          på två rader
    """
    for match in _TWO_BLANKS.finditer(text.plain):
        start, end = match.span()
        if text.plain[start - 1 : start] in ("", "\n", ".", "!", "?", ":") or text.written(start, end).strip(" "):
            continue
        passage = text.passage_at(start)
        if passage is not None and passage.kind != "cell":
            yield Finding(text.span(start, end), msg("two blanks in a row"), msg("remove one of them"), fix=" ")


_SIGN = lazily(r"§+(?=\d)|\d+(?: ?[a-z])?§")


@text_rule("DK425")
def section_sign(text: Text) -> Iterator[Finding]:
    """A section sign has no blank beside it.

    “5 §” is a section of an act, “§ 5” one of a record, both with a blank (Myndigheternas skrivregler); a no-break
    space, so that they stay together.

    Bad:
        synpunkter.md
        Enligt 35§ och enligt §12 i protokollet.
               ^^^            ^^^
    Good:
        synpunkter.md
        Enligt 5 kap. 35 § och enligt § 12 i protokollet, §§ 3–5.
    """
    for match in _SIGN.finditer(text.plain) if "§" in text.plain else ():
        start, end = match.start(), match.end()
        while text.plain[end : end + 1].isdigit():
            end += 1
        found = text.plain[start:end]
        right = (
            found.replace("§", f"{_NO_BREAK}§") if found.endswith("§") else re.sub(r"(§+)", rf"\1{_NO_BREAK}", found)
        )
        message = msg("no blank in “{found}”", found=found)
        hint = msg("write “{word}”", word=right)
        yield Finding(text.span(start, end), message, hint, fix=right if text.written(start, end) == found else None)


_PERCENT = lazily(r"\d(?:[\d,.]*\d)?%(?![\w-])")


@text_rule("DK426")
def percent_sign(text: Text) -> Iterator[Finding]:
    """A percent sign has no blank before it.

    Write “50 %” in a table and “50 procent” in running text (Myndigheternas skrivregler).

    Bad:
        synpunkter.md
        Ungefär 50% av lånen gäller verktyg.
                ^^^
    Good:
        synpunkter.md
        Ungefär 50 % eller femtio procent av lånen gäller verktyg.
    """
    for match in _PERCENT.finditer(text.plain) if "%" in text.plain else ():
        number = match[0][:-1]
        message = msg("no blank in “{found}”", found=match[0])
        hint = msg("write “{number} procent”, or “{number} %” in a table", number=number)
        yield Finding(text.at(match), message, hint, fix=f"{number}{_NO_BREAK}%")


# --- dashes -------------------------------------------------------------------------------------------

_HYPHEN = lazily(r" (--?) +(?=[\w(”])")


_COMPLETED = lazily(r"(?:och|eller|samt|respektive)\b")  # miljö- och hälsoskydd


@text_rule("DK427")
def hyphen_for_dash(text: Text) -> Iterator[Finding]:
    """A hyphen stands where a dash is meant.

    The dash between parts of a sentence is longer than a hyphen and has a blank on both sides: – (Myndigheternas
    skrivregler).

    Bad:
        synpunkter.md
        Verktygen - som är dyra - behövs.
                  ^             ^
    Good:
        synpunkter.md
        Verktygen – som är dyra – behövs i miljö- och kulturarbetet.

        - Detta är en punkt.
    """
    for match in _HYPHEN.finditer(text.plain):
        at = match.start(1)
        before = text.plain[:at].rstrip(" ")[-1:]
        numbers = before.isdigit() and text.plain[match.end()].isdigit()
        if before.isalpha() and _COMPLETED.match(text.plain, match.end()) and text.written(at - 1, at + 1) == " -":
            message, hint = msg("a blank before the hyphen"), msg("write the hyphen next to the word")
            yield Finding(text.span(at - 1, at + 1), message, hint, fix="-")
            continue
        if (before.isalnum() or before in '),”".%') and before and not numbers and text.written(at, at + 1) == "-":
            yield Finding(
                text.at(match, 1),
                msg("a hyphen stands where a dash is meant"),
                msg("write – with a blank on both sides"),
                fix="–",
            )


_BETWEEN_NUMBERS = lazily(r"-(?<=\d-)\d")
_YEARS = lazily(r"((?:19|20)\d\d)-((?:19|20)?\d\d)(?![\w-]|[:/]\d)")
_INTERVAL = lazily(
    r"\d{1,3}-\d{1,3}(?= +(?:[§%]|(?:år|månader|veckor|dagar|timmar|minuter|procent|kronor|meter|km|kvadratmeter|"
    rf"personer|elever|barn|platser|åringar|miljoner|tkr|mnkr|{_MONTHS})\b))"
)
_COUNTED = lazily(
    r"(?:kl\.|s\.|årskurs|årskurserna|åk|sidorna|punkterna|klockan|§§)"
    r" +(\d{1,3}(?:\.\d\d)?-\d{1,3}(?:\.\d\d)?)(?![\w-])"
)
_NUMBER_BEFORE = lazily(r"(?:[nN]r|[dD]nr|[dD]iarienummer|[pP]rop\.|[bB]et\.|[rR]skr\.|Ds|[A-ZÅÄÖ]{2,}) +$")


@text_rule("DK428")
def hyphen_in_interval(text: Text) -> Iterator[Finding]:
    """A hyphen stands between the ends of an interval.

    An interval has a dash without blanks: 2031–2035, 10–15 år (Myndigheternas skrivregler).

    Bad:
        synpunkter.md
        Under 2031-2033 köps verktyg för personer som är 15-20 år.
              ^^^^^^^^^                                  ^^^^^
    Good:
        synpunkter.md
        Under 2031–2033 enligt dnr 2031-2045, beslutat 2031-10-13 på telefon 08-123 45.
    """
    if not _BETWEEN_NUMBERS.search(text.plain):
        return
    for match in _YEARS.finditer(text.plain):
        first, last = match[1], match[2]
        follows = first < last if len(last) == 4 else int(last) == (int(first) + 1) % 100 > 12
        if follows:
            yield from _interval(text, match, 0)
    for match in _INTERVAL.finditer(text.plain):
        yield from _interval(text, match, 0)
    for match in _COUNTED.finditer(text.plain):
        yield from _interval(text, match, 1)


def _interval(text: Text, match: re.Match[str], group: int) -> Iterator[Finding]:
    start, end = match.span(group)
    before = text.plain[max(0, start - 16) : start]
    if (
        before[-1:].isalnum()
        or before[-1:] in ("-", "/", ":", ".", "–")
        or (group == 0 and _NUMBER_BEFORE.search(before))
    ):
        return
    right = match[group].replace("-", "–")
    message = msg("a hyphen in the interval “{found}”", found=match[group])
    yield Finding(text.span(start, end), message, msg("write “{word}”", word=right), fix=right)


# --- lists --------------------------------------------------------------------------------------------

_BULLET = lazily(r"^[ \t>]*([•·●▪■◦‣→]|[–—](?=[ \t])|\*(?=[^\s*])|-(?=[^\W\d_]))[ \t]*(?=\S)", re.MULTILINE)


@text_rule("DK429")
def fake_bullet(text: Text) -> Iterator[Finding]:
    """Points begin with a sign that makes no list.

    Where lines begin with •, – or a * with no blank after it, the document has one paragraph of them and no list: it
    looks untidy, and a screen reader does not say that there are points. Begin each with “- ”, after an empty line.

    Bad:
        synpunkter.md
        Tre saker behövs:

        • verktyg
        ^
        • lokaler
        • personal
    Good:
        synpunkter.md
        – Det är ett citat, sade hon.

        - verktyg
        - lokaler
    """
    marks = [match for match in _BULLET.finditer(text.source.text, text.start) if _in_paragraph(text, match)]
    run = 1
    for earlier, match in pairwise([None, *marks]):
        assert match is not None
        run = run + 1 if earlier is not None and _next_line(text, earlier, match) else 1
        if run == 2 and earlier is not None:
            start, end = earlier.span(1)
            message = msg("“{mark}” makes no list", mark=earlier[1])
            hint = msg("begin each point with “- ”, and leave an empty line before the first")
            yield Finding(text.source.span(start, end), message, hint)


def _in_paragraph(text: Text, match: re.Match[str]) -> bool:
    passage = text.passage_at(match.start(1) - text.start)
    return passage is not None and passage.kind in ("paragraph", "item")


def _next_line(text: Text, earlier: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a point stands below another with the same sign, with nothing but empty lines between them."""
    between = text.source.text[earlier.end() : match.start()]
    return earlier[1] == match[1] and between.count("\n\n") <= 1 and len(between.strip().split("\n\n")) == 1
