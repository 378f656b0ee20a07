"""The structure that a reader who cannot see the page is led by: headings, tables, pictures, links.

What is printed must be accessible (lagen 2018:1937; EN 301 549, chapter 10, which for documents means WCAG 2.1 AA).
Most of it the typesetting sees to; here is what only an author can do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...blocks import Block, Node, nodes, text_of
from ...facts import plain_key
from ...messages import Message, msg, msg_n
from ...model import AppendixText, Fragment, Response
from ...patterns import lazily, soon
from ...problems import InQuoted, Related, Severity, Stops
from ...spans import Source, Span, top_of
from ..load.pack import Pack
from ..load.texts import is_litter
from .rule import Finding, case_rule, text_rule
from .text import Passage, Text
from .view import View

LONG_HEADING = 120  # characters
LONG_ALTERNATIVE = 250  # characters

_MARKS = lazily(r"#+")
_ENDS_WITH_STOP = soon(r"[^\W\d]{2,}[”\"»)]?(?P<stop>\.)$")
# What is shortened with a full stop: m.m., m.fl., etc.
_SHORTENED = lazily(
    r"(?:\b[^\W\d]{1,2}\.[ ]?[^\W\d]{1,4}|\b(?:etc|osv|dyl|mm|mfl|forts|inkl|exkl|resp|inc|ltd))\.$", re.I
)
_CELL = lazily(r"(?<!\\)\|")
_RULE_ROW = lazily(r"[ \t>]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*")
_FILE_NAME = lazily(r"\S+\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|pdf|docx?|emf)", re.IGNORECASE)
_CAMERA = lazily(r"(?:img|dsc[nf]?|pic|image|bild|foto|picture|scan|skärmbild)[ _-]?[\d_-]+", re.IGNORECASE)
_SAYS_NOTHING = lazily(
    r"(?:en |ett )?(?:bild(?:en)?|foto(?:t|grafi)?|illustration(?:en)?|figur(?:en)?|diagram(?:met)?|graf(?:en)?"
    r"|kart(?:a|an)|image|img|picture|photo|skärmbild(?:en)?|skärmdump(?:en)?|tabell(?:en)?|logga|logotyp(?:en)?|alternativtext|alt)"
    r"[ ]?\d*[.:]?",
    re.IGNORECASE,
)
_PICTURE = lazily(r"!\[(?P<text>[^\]]*)\]\(")
_VAGUE_LINK = lazily(
    r"(?<![!\\])\[[*_ ]*"
    r"(?P<text>(?:klicka |tryck |se |länk |mer |läs mer )?här|hit|(?:se |denna |följande |den här )?länk(?:en)?|läs mer"
    r"|mer info(?:rmation)?|read more|click here)[*_ ]*\](?=[(\[])",
    re.IGNORECASE,
)
_FORCED_BREAK = lazily(r"[^\s.:;!?|\\](?P<mark>[ ]{2,}|\\)\n[ \t>]*[a-zåäöé]")
_CAPTION = lazily(r"(?:tabell|figur|diagram|bild|karta)\b", re.IGNORECASE)


# --- headings ------------------------------------------------------------------------------------


@text_rule("DK240", in_quoted=InQuoted.SAME)
def heading_level_skipped(text: Text) -> Iterator[Finding]:
    """A heading is more than one level below the one above it.

    Whoever listens to a document moves by its headings, and a level that is missing sounds like a part that is
    missing (EN 301 549, 10.1.3.1). draftkit prints the headings without the gap, but cannot know whether the heading
    belongs under the one above it or beside it.

    A text in one part has no heading of level 1; its first heading is of level 2.

    Bad:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        ## Verktyg
        Verktygen behövs.
        #### Kostnader
        ^^^^
        Kostnaderna är små.
    Bad:
        arendet.md
        Motionärerna föreslår lånebara verktyg.
        ### Bakgrund
        ^^^
        Frågan är gammal.
    Good:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        ## Verktyg
        ### Inköp
        #### Kostnader
        Kostnaderna är små.
        ## Lokaler
        Lokaler finns.
    """
    above = 1
    for heading in text.having("heading"):
        if heading.level > above + 1:
            message = msg("the heading goes from level {above} to level {level}", above=above, level=heading.level)
            hint = msg("write {marks} if it belongs below the one above", marks="#" * (above + 1))
            yield Finding(_marks(text, heading), message, hint)
        above = heading.level


def _marks(text: Text, heading: Passage) -> Span:
    """Where a heading's # stand."""
    place = text.span(heading.start, heading.end)
    marks = _MARKS.search(text.source.line(place.line))
    return Span(place.path, place.line, marks.start() + 1, place.line, marks.end() + 1) if marks else place


@case_rule("DK241", Severity.WARNING, Stops.NOTHING)
def heading_of_the_document(view: View) -> Iterator[Finding]:
    """A text has a heading that is one of the document's own.

    The document has one “Förslag till beslut” and one “Reservationer m.m.”. Whoever looks for them, by eye, by the
    list of headings or with a machine, must not end up in a proposal that a nämnd has already dealt with. Leave the
    part out of an answer that is quoted in the main (“återgivning: i huvudsak”), or make the heading say whose it is.

    In quoted text only headings of several words are told, since “Ärendet” or “Bilagor” stands in any document. A
    bilaga is a document by itself, and may have any heading.

    Bad:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        Kulturförvaltningen är positiv.
        ## Förslag till beslut
           ^^^^^^^^^^^^^^^^^^^
        Kulturnämnden godkänner tjänsteutlåtandet.
    Bad:
        arendet.md
        ## Beredning
           ^^^^^^^^^
        Ärendet har beretts.
    Good:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        ## Förslag till nya öppettider
        Biblioteken kan ha öppet längre.
        ## Ärendet
        Motionen gäller verktyg.
    """
    own = _headings_of(view.pack)
    for text in view.texts:
        if isinstance(text.fragment, AppendixText):
            continue
        for heading in text.having("heading"):
            words = _plain(text.of(heading))
            slot = heading.slot and heading.level == 1
            if words in own and not slot and (" " in words or not text.quoted):
                yield Finding(
                    text.span(heading.start, heading.end),
                    msg("“{heading}” is one of the document's own headings", heading=text.of(heading)),
                    msg("leave the part out, or let the heading say whose it is"),
                )


def _headings_of(pack: Pack) -> frozenset[str]:
    """The headings that the document has of itself."""
    titles = [section.title for section in pack.facts.sections]
    titles += [form for key, each in pack.phrases.items() if key.endswith("_rubrik") for form in each.forms.values()]
    return frozenset(_plain(title) for title in titles if "{" not in title)


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split()).rstrip(" .:")


@case_rule("DK242", Severity.WARNING, Stops.NOTHING)
def empty_section(view: View) -> Iterator[Finding]:
    """A heading has no text below it.

    Either the text was lost on the way here, or the heading is left over. A heading followed by one of a lower level
    is no mistake.

    Bad:
        arendet.md
        Motionärerna föreslår lånebara verktyg.
        ## Bakgrund
        ^^^^^^^^^^^
        ## Motionens förslag
        Verktyg ska kunna lånas.
    Bad:
        remissvar/kulturnamnden.md
        # Beslut
        1. Kulturnämnden godkänner tjänsteutlåtandet.
        # Svar
        ^^^^^^
    Good:
        arendet.md
        ## Bakgrund
        ### Tidigare beslut
        Nämnden har prövat frågan.
    """
    for text in view.texts:
        slots = text.fragment.prose.slots
        for blocks in slots.values():
            for block, after in pairwise((*blocks, None)):
                if block is not None and _is_empty(block, after):
                    yield _empty(block.span)
        missing = [plain_key(name) for name, blocks in slots.items() if not blocks]
        told = [plain_key(name) for name in _required(view.pack, text.fragment)]
        for heading in text.having("heading") if missing else ():
            if heading.level == 1 and plain_key(heading.slot) in missing and plain_key(heading.slot) not in told:
                yield _empty(text.source.whole_line(text.span(heading.start, heading.end).line))


def _is_empty(block: Block, after: Block | None) -> bool:
    """Whether a block is a heading with words, and the next one a heading that is not below it."""
    if not _is_heading(block) or not text_of(block.node).strip():
        return False
    return after is None or (_is_heading(after) and int(after.node["c"][0]) <= int(block.node["c"][0]))


def _empty(place: Span) -> Finding:
    return Finding(place, msg("nothing stands below the heading"), msg("write the text, or remove the heading"))


def _is_heading(block: Block) -> bool:
    return bool(block.node["t"] == "Header")


def _required(pack: Pack, fragment: Fragment) -> tuple[str, ...]:
    """The parts of a text whose absence is an error, and told as such."""
    spec = pack.slots_of(fragment.kind) if isinstance(fragment, Response) else None
    return spec.required if spec else ()


@case_rule("DK243", Severity.WARNING, Stops.NOTHING, in_quoted=InQuoted.MILDER)
def heading_ends_with_full_stop(view: View) -> Iterator[Finding]:
    """A heading or a title ends with a full stop.

    Svenska skrivregler: a heading has no full stop, but may have a question mark or an exclamation mark. What is
    shortened, as “m.m.”, keeps its own.

    Bad:
        arendet.md
        ## Motionens förslag.
                            ^
        Verktyg ska kunna lånas.
    Bad:
        arende.yaml
        rubrik: Motion om lånebara verktyg.
                                          ^
    Good:
        arendet.md
        ## Avgifter m.m.
        Lånen är avgiftsfria.
        ## Vad kostar det?
        Inte mycket.
    """
    for text in view.texts:
        for heading in text.having("heading"):
            stop = _stop(text.of(heading))
            if stop is not None:
                place = text.span(heading.start + stop, heading.start + stop + 1)
                yield Finding(place, msg("the heading ends with a full stop"), msg("remove the full stop"), fix="")
    facts = view.case.facts
    for title, place in [(facts.title, facts.place("rubrik"))] + [
        (each.title, each.place("rubrik")) for each in facts.appendices
    ]:
        stop = _stop(title)
        if stop is not None:
            at = view.within(place, title, stop, stop + 1)
            yield Finding(at, msg("the title ends with a full stop"), msg("remove the full stop"))


def _stop(heading: str) -> int | None:
    """Where the full stop stands that a heading should not have."""
    heading = heading.rstrip()
    stop = _ENDS_WITH_STOP.search(heading)
    return stop.start("stop") if stop and not _SHORTENED.search(heading) else None


@text_rule("DK247", Severity.INFO)
def heading_too_long(text: Text) -> Iterator[Finding]:
    """A heading is longer than 120 characters.

    It takes up several lines, and cannot be taken in at a glance in a list of headings. Let it name the subject, and
    say the rest in the text.

    Bad:
        arendet.md
        ## Motionärernas förslag om att biblioteken ska låna ut verktyg till invånarna och om att det ska finnas minst tre öppna verkstäder
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Verktyg ska kunna lånas.
    Good:
        arendet.md
        ## Motionärernas förslag om att biblioteken ska låna ut verktyg till invånarna
        Verktyg ska kunna lånas.
    """  # noqa: E501
    for heading in text.having("heading"):
        length = heading.end - heading.start
        if length > LONG_HEADING:
            message = msg("the heading has {n} characters", n=length)
            yield Finding(text.span(heading.start, heading.end), message, msg("let it name the subject"))


@text_rule("DK251")
def bold_for_heading(text: Text) -> Iterator[Finding]:
    """A line in bold stands where a heading is meant.

    It looks like a heading but is none: it is missing in the list of headings, and a screen reader passes over it
    (EN 301 549, 10.1.3.1; WCAG 1.3.1). Write ## before it, and take the asterisks away.

    A sentence in bold, words that end with a colon, a title above a table or picture, and a signature at the end are
    passed over.

    Bad:
        arendet.md
        Motionärerna föreslår lånebara verktyg.

        **Tidigare beslut**
        ^^^^^^^^^^^^^^^^^^^

        Nämnden har prövat frågan.
    Good:
        arendet.md
        **Motionen bör avslås.**

        Skälet är att verktygen redan finns.

        **Kostnader**

        | Post | Kronor |
        |------|-------:|
        | Skåp | 4 000 |

        **Sara Lindqvist**
    """
    for blocks in text.fragment.prose.slots.values():
        for block, after in pairwise(blocks):
            words = _bold(block.node)
            if words and not words.endswith((".", "!", "?", ":")) and not _CAPTION.match(words) and _is_text(after):
                message = msg("“{words}” is bold, but no heading", words=words)
                yield Finding(block.span, message, msg("write ## before it"))


def _bold(node: Node) -> str:
    """The words of a paragraph that is bold as a whole; empty for any other."""
    if node["t"] != "Para":
        return ""
    return text_of(node).strip() if [each["t"] for each in node["c"]] == ["Strong"] else ""


def _is_text(block: Block) -> bool:
    """Whether it is what may stand below a heading, and no table or picture, which has a title of its own."""
    node = block.node
    return (
        node["t"] not in ("Header", "Table") and not _bold(node) and all(each["t"] != "Image" for each in nodes(node))
    )


@text_rule("DK252")
def heading_twice(text: Text) -> Iterator[Finding]:
    """The same heading stands twice on the same level below the same heading.

    Something has been pasted twice, or two parts cannot be told apart in a list of headings.

    Bad:
        arendet.md
        ## Bakgrund
        Frågan är gammal.
        ## Kostnader
        De är små.
        ## Bakgrund
           ^^^^^^^^
        Frågan har prövats.
    Good:
        arendet.md
        ## Lån
        ### Kostnader
        De är små.
        ## Verkstäder
        ### Kostnader
        De är stora.
    """
    above: list[tuple[int, str]] = []
    first: dict[tuple[tuple[int, str], ...], Passage] = {}
    for heading in text.having("heading"):
        words = _plain(text.of(heading))
        above = [each for each in above if each[0] < heading.level] + [(heading.level, words)]
        earlier = first.setdefault(tuple(above), heading)
        if earlier is not heading:
            yield Finding(
                text.span(heading.start, heading.end),
                msg("the heading “{heading}” stands twice", heading=text.of(heading)),
                msg("remove what is there twice, or let the headings say what parts them"),
                (Related(text.span(earlier.start, earlier.end), msg("first given here")),),
            )


# --- tables, pictures and links ------------------------------------------------------------------


@text_rule("DK244", in_quoted=InQuoted.SAME)
def table_without_header(text: Text) -> Iterator[Finding]:
    """A table has no header, or a column with figures has none.

    A screen reader says the header with each value (EN 301 549, 10.1.3.1); without it, the values are loose numbers.
    The corner above the first column may be empty.

    Bad:
        arendet.md
        | Kostnad | 2032 |  |
                          ^^
        |---------|-----:|-----:|
        | Verktyg | 440 | 120 |
    Bad:
        arendet.md
        |  |  |
        ^^^^^^^
        |---------|-----:|
        | Verktyg | 440 |
    Good:
        arendet.md
        |  | 2032 | 2033 |
        |---------|-----:|-----:|
        | Verktyg | 440 | 120 |
    """
    for block in _blocks(text):
        if block.node["t"] == "Table":
            yield from _unnamed_columns(block, text.source)


def _unnamed_columns(block: Block, source: Source) -> Iterator[Finding]:
    _, _, _, (_, head), bodies, _ = block.node["c"]
    names = [text_of(cell).strip() for cell in (head[0][1] if head else ())]
    rows = [[bool(text_of(cell).strip()) for cell in row] for body in bodies for _, row in body[3]]
    line = block.span.line
    if not any(names):
        if any(any(row) for row in rows):
            yield Finding(source.whole_line(line), msg("the table has no header"), msg("write what each column shows"))
        return
    filled = {column for row in rows for column, words in enumerate(row) if words}
    unnamed = [column for column, name in enumerate(names) if column in filled and column and not name]
    if unnamed:
        message = msg_n(
            "column {columns} of the table has no header",
            "columns {columns} of the table have no header",
            len(unnamed),
            columns=[column + 1 for column in unnamed],
        )
        yield Finding(_header_cell(source, line, unnamed[0]), message, msg("write what each column shows"))


@text_rule("DK253", in_quoted=InQuoted.SAME)
def table_read_as_text(text: Text) -> Iterator[Finding]:
    """A table is written so that Markdown reads it as running text.

    It is one only where the row of dashes has as many columns as the headings above it, and where nothing stands right
    above the headings. Otherwise its bars and dashes are printed as they stand.

    Bad:
        arendet.md
        | Kostnad | 2032 |
        |---------|-----:|-----:|
        ^^^^^^^^^^^^^^^^^^^^^^^^^
        | Verktyg | 440 | 120 |
    Bad:
        arendet.md
        Kostnaden framgår av tabellen.
        | Kostnad | 2032 |
        |---------|-----:|
        ^^^^^^^^^^^^^^^^^^
        | Verktyg | 440 |
    Good:
        arendet.md
        Kostnaden framgår av tabellen.

        | Kostnad | 2032 | 2033 |
        |---------|-----:|-----:|
        | Verktyg | 440 | 120 |
    """
    for block in _blocks(text):
        if block.node["t"] != "Para":
            continue
        for line in range(block.span.line + 1, min(block.span.end_line, text.source.last_line) + 1):
            dashes, above = text.source.line(line), text.source.line(line - 1)
            if _CELL.search(above) and _RULE_ROW.fullmatch(dashes):
                yield Finding(text.source.whole_line(line), *_why_no_table(_columns(dashes), _columns(above)))
                break


def _why_no_table(dashes: int, headings: int) -> tuple[Message, Message]:
    if dashes == headings:
        said = msg("a table is read as running text")
        return said, msg("leave an empty line above the table's headings")
    said = msg("a table is read as running text: the row of dashes has {n} columns, and the headings have {m}",
               n=dashes, m=headings)  # fmt: skip
    return said, msg("write as many columns in both")


def _columns(row: str) -> int:
    """How many cells a row of a table has."""
    words = row.strip(" \t>")
    return len(_CELL.findall(words)) + 1 - words.startswith("|") - (words.endswith("|") and not words.endswith("\\|"))


def _header_cell(source: Source, line: int, column: int) -> Span:
    """The place of one cell in a table's first line; the line where it is written in another way."""
    words = source.line(line)
    bars = [bar.start() for bar in _CELL.finditer(words)]
    if not words.lstrip(" \t>").startswith("|"):
        bars.insert(0, -1)
    if column >= len(bars):
        return source.whole_line(line)
    end = bars[column + 1] if column + 1 < len(bars) else len(words)
    start = bars[column] + 1
    return Span(source.path, line, start + 1, line, max(end, start + 1) + 1)


@case_rule("DK245", Severity.WARNING, Stops.NOTHING)
def picture_text(view: View) -> Iterator[Finding]:
    """The alternative text of a picture does not say what the picture shows.

    It is all that somebody who cannot see the picture has (EN 301 549, 10.1.1.1; WCAG 1.1.1): a file's name or “bild”
    says nothing. Write what the reader is to learn from the picture. What takes more than 250 characters belongs in
    the text itself, except where the picture is a bilaga by itself.

    Bad:
        arendet.md
        Så här ser det ut.

        ![utlan-2030.png](bilder/utlan-2030.png)
          ^^^^^^^^^^^^^^
        bilder/utlan-2030.png
        (en bild)
    Bad:
        arende.yaml
        bilagor: [{rubrik: Skiss, fil: bilagor/skiss.png, placering: i dokumentet, alternativtext: Bild 1}]
                                                                                                   ^^^^^^
        bilagor/skiss.png
        (en bild)
    Good:
        arendet.md
        ![Utlåningen ökade från 210 till 380 lån under 2030.](bilder/utlan-2030.png)
        bilder/utlan-2030.png
        (en bild)
    """
    for text in view.texts:
        for block in _blocks(text) if "![" in text.source.text else ():
            yield from _pictures(block, text.source)
    for appendix in view.case.facts.appendices:
        if appendix.alternative and _says_nothing(appendix.alternative, appendix.path):
            yield Finding(appendix.place("alternativtext"), *_SAYS_NOTHING_OF_IT)


def _pictures(block: Block, source: Source) -> Iterator[Finding]:
    """What is wrong with the alternative texts in one block; those that are missing are told elsewhere."""
    pictures = [node for node in nodes(block.node) if node["t"] == "Image"]
    written = list(_PICTURE.finditer(source.slice(block.span))) if pictures else []
    start = source.starts[block.span.line - 1] + block.span.col - 1
    for number, node in enumerate(pictures):
        text = text_of(node["c"][1]).strip()
        place = block.span
        if len(written) == len(pictures):
            place = source.span(start + written[number].start("text"), start + written[number].end("text"))
        if text and _says_nothing(text, node["c"][2][0]):
            yield Finding(place, *_SAYS_NOTHING_OF_IT)
        elif len(text) > LONG_ALTERNATIVE:
            message = msg("the alternative text has {n} characters", n=len(text))
            yield Finding(place, message, msg("say in it what matters, and the rest in the text"))


_SAYS_NOTHING_OF_IT = (
    msg("the alternative text does not say what the picture shows"),
    msg("write what the reader is to learn from the picture"),
)


def _says_nothing(text: str, path: str) -> bool:
    stem = posixpath.splitext(posixpath.basename(path))[0]
    named = text.casefold() == stem.casefold() and not text.isalpha()
    return named or any(each.fullmatch(text) for each in (_FILE_NAME, _CAMERA, _SAYS_NOTHING))


@text_rule("DK246")
def vague_link(text: Text) -> Iterator[Finding]:
    """A link says “här” or “läs mer”, and not where it leads.

    Screen readers list the links of a document by themselves, and on paper there is nothing to click on (EN 301 549,
    10.2.4.4; WCAG 2.4.4). Let the linked words name what is to be found there.

    Bad:
        arendet.md
        Enkäten finns [här](https://www.example.com/enkat).
                       ^^^
    Good:
        arendet.md
        Svaren finns i [bibliotekets enkät](https://www.example.com/enkat), och här är de sammanfattade.
    """
    body = text.source.text
    for link in _VAGUE_LINK.finditer(body, text.start) if "](" in body or "][" in body else ():
        at = link.start("text") - text.start
        if text.plain[at : at + 1].strip("\0 "):  # else it stands in code
            message = msg("“{words}” does not say where the link leads", words=link["text"])
            yield Finding(
                text.span(at, link.end("text") - text.start), message, msg("link the words that name what is there")
            )


# --- lines ------------------------------------------------------------------------


@text_rule("DK249")
def sentence_broken_by_force(text: Text) -> Iterator[Finding]:
    r"""A line break is forced in the middle of a sentence.

    Two blanks at the end of a line, or a backslash, make a line break that is printed. In the middle of a sentence it
    is a remnant of the file that the text was copied from, and nobody sees it before it is on paper.

    Bad:
        synpunkter.md
        Jag tycker att förslaget är bra och\
                                           ^
        att det bör genomföras.
    Good:
        synpunkter.md
        Biblioteket ligger på Storgatan 1\
        Stensunda
    """
    body = text.source.text
    for match in _FORCED_BREAK.finditer(body, text.start) if "  \n" in body or "\\\n" in body else ():
        start, end = match.start("mark") - text.start, match.end("mark") - text.start
        if text.plain[end : end + 1] == " ":  # within a passage; elsewhere a line ends anyway
            message = msg("a line break is forced in the middle of a sentence")
            yield Finding(text.span(start, end), message, msg("remove the line break"))


def _blocks(text: Text) -> Iterable[Block]:
    """All the blocks of a text."""
    return (block for blocks in text.fragment.prose.slots.values() for block in blocks)


# --- files ---------------------------------------------------------------------------------------

_PLAIN_NAME = soon(r"[A-Za-z0-9._~-]+")


@case_rule("DK015", Severity.WARNING, Stops.NOTHING)
def letter_in_file_name(view: View) -> Iterator[Finding]:
    """The name of a file or folder has å, ä, ö, a blank or another sign.

    Such names come out differently on different computers: a file is then not found, or is there twice. Use a–z, 0–9,
    the hyphen, the low line and the full stop; what a file is stands in its facts, not in its name.

    Bad:
        remissvar/fixarna-å.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Föreningen Fixarna tillstyrker förslaget.
    Good:
        remissvar/fixarna_2.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Föreningen Fixarna tillstyrker förslaget.
    """
    for path in view.paths:
        inside = path.removeprefix(f"{view.case.folder}/")
        if not all(map(_PLAIN_NAME.fullmatch, inside.split("/"))) and not is_litter(inside):
            hint = msg("write its name with a–z, 0–9, - and _, and change it where it is referred to")
            message = msg("“{name}” is a name that other computers may read differently", name=inside)
            yield Finding(top_of(path), message, hint)
