"""An answer in its parts: the letterhead, the decision, the text, the dissents, and what only a protocol has.

Each block goes to one part, so that none is printed twice and none is lost. What is taken for letterhead is only what
says facts or names the paper; every other line stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ...blocks import Node, nodes, text_of
from ...messages import Message, msg
from ...model import Registers
from ...patterns import lazily
from .proposals import DATE, bodies_in
from .story import Left

_LONG = 25  # words; a paragraph with more is text, and no letterhead
_HEAD = 40  # blocks in which a letterhead is looked for

_TITLE = lazily(
    r"(?:svar på|remissvar|yttrande (?:över|om|angående|med anledning)|yttrande$|remiss\b|angående|svar till|"
    r"tjänsteutlåtande|tjänsteskrivelse|kontorsyttrande|remissyttrande|motion\b|ärende\b|rubrik\b)",
    re.IGNORECASE,
)
_PAPER = lazily(
    r"(?:(?:\w+s )?(?:tjänsteutlåtande|tjänsteskrivelse|kontorsyttrande|yttrande|remissvar|remissyttrande|"
    r"protokollsutdrag|sammanträdesprotokoll|protokoll|beslut|delegationsbeslut|utdrag(?: ur protokoll)?|motion|"
    r"reservation|handling|utkast|kopia))(?: \d+)?(?: \(\d+\))?",
    re.IGNORECASE,
)
_LABEL = lazily(
    r"(?:datum|dat|dnr|diarienummer|diarienr|beteckning|er[ts]? beteckning|ert dnr|"
    r"vårt? (?:beteckning|dnr|referens)|sida|sid|handläggare|kontakt|kontaktperson|telefon|tfn|tel|e-post|epost|e-mail|"
    r"mejl|adress|postadress|besöksadress|mottagare|sammanträdesdatum|sammanträdesdag|mötesdatum|plats|tid|paragraf|"
    r"avdelning|enhet|ärende(?:nummer)?|remissinstans|webbplats|org\.?nr|organisationsnummer|växel|fax|ordförande|"
    r"sekreterare|justerare)"
    r"(?:\.|\b)(?P<value>[ :/].*)?",
    re.IGNORECASE,
)
_FACT = lazily(
    rf"(?:[A-ZÅÄÖ][\w åäö-]{{1,30}},? )?{DATE}(?: (?:§ ?)?\d+)?|§+ ?\d+\b.*|\d+ ?\(\d+\)|sid(?:a)? \d+.*|"
    r"[\w.+-]+@[\w.-]+|(?:www\.|https?://)\S+|0\d{1,3}[- /]?[\d ]{5,}|\+46[\d ()-]+|\d{3} ?\d\d [A-ZÅÄÖ][\wåäöÅÄÖ ]+|"
    r"(?:KS|[A-ZÅÄÖ]{2,5})[ -]?\d{4}[/:-]\d+(?:-[\d.]+)?",
    re.IGNORECASE,
)
_TO = lazily(r"till:?(?:\s+[\wåäöÅÄÖ: -]{0,50})?", re.IGNORECASE)

# Who decides: a body, and nobody who only proposes that it should.
_NO_WHO = r"(?!(?:föreslår|yrkar|anser|vill|att)\b)"
_WHO = rf"(?!(?:jag|vi|därför|om|när|som)\b){_NO_WHO}[\wåäöÅÄÖ-]+(?: {_NO_WHO}[\wåäöÅÄÖ-]+){{0,5}}?"
_DECISION = lazily(
    rf"(?:{_WHO}(?:s|:s) )?beslut(?:et)?[:.]?|beslut (?:i|av) {_WHO}[:.]?|"
    rf"{_WHO} (?:beslutar|beslutade|beslöt)(?: följande| att| vid sitt sammanträde[^.:]{{0,40}})?[:.]?",
    re.IGNORECASE,
)
# The words before a decision, and nothing of the decision itself: “Nämnden beslutade avstyrka motionen.” is one.
_LEAD = lazily(
    rf"{_WHO} (?:beslutar|beslutade|beslöt|har beslutat)(?:,? (?:(?:enligt )?följande|att|enhälligt|därför|även|också|"
    rf"för egen del|i ärendet|vid (?:sitt |nämndens |styrelsens )?(?:sammanträde|möte)|(?:den )?{DATE}))*[:.]?|"
    r"att[:.]?",
    re.IGNORECASE,
)
_PROPOSED = lazily(
    r"(?:(?:[\wåäöÅÄÖ -]+s )?förslag till (?:beslut|nämndbeslut)|förslag till beslut i [\wåäöÅÄÖ -]+)[:.]?",
    re.IGNORECASE,
)
_AS_PROPOSED = lazily(
    r"(?:beslut\w*|bifall\w*)[^.]{0,60}(?:i enlighet med|enligt) (?:\w+ ){0,3}(?:förslag|tjänsteutlåtande)",
    re.IGNORECASE,
)
_DISSENT = lazily(
    r"(?:(?P<numbered>\d+\. )?)(?P<kind>reservation|särskilt uttalande|ersättaryttrande|särskilda uttalanden|"
    r"ersättaryttranden|reservationer)\b(?P<rest>.{0,120})",
    re.IGNORECASE,
)
_MENTIONED = lazily(
    r"reserverar sig|reserverade sig|anmäler reservation|lämnar? (?:ett )?särskilt uttalande", re.IGNORECASE
)
_MAIN_TEXT = lazily(
    r"(?:\w+s )?(?:tjänsteutlåtande|tjänsteskrivelse|kontorsyttrande|yttrande|remissvar)\b", re.IGNORECASE
)
_PROTOCOL = lazily(r"protokoll|sammanträdesdatum|paragrafen är|justerandes? (?:signatur|sign)", re.IGNORECASE)
_OF_PROTOCOL = lazily(
    r"(?:ärendet?|ärendebeskrivning|handlingar(?: i ärendet)?|beslutsunderlag|underlag(?: för beslut)?|yrkanden?|"
    r"framställda yrkanden|beslutsgång(?:en)?|propositionsordning|omröstning|voteringsresultat|närvarande|beslutande|"
    r"tjänstgörande ersättare|justering|paragrafen är.*|beslutet (?:skickas|skickat|expedieras) till|skickas till|"
    r"expedieras till|expediering|vid protokollet|underskrifter|anslag|beslutsexpediering|kopia till|bilagor)[:.]?",
    re.IGNORECASE,
)
_KINDS = {"rese": "reservation", "särs": "särskilt uttalande", "ersä": "ersättaryttrande"}


class DissentFound(Struct, frozen=True):
    """A dissent within an answer: its kind, its heading and first line, which name people, and its blocks.

    `level` is its heading's.
    """

    kind: str
    named: tuple[str, str]
    blocks: tuple[Node, ...]
    level: int = 9


class Division(Struct, frozen=True):
    """The parts of an answer. `head` are the lines of the letterhead; `left` all that is in no part."""

    head: tuple[str, ...] = ()
    decision: tuple[Node, ...] = ()
    proposed: tuple[Node, ...] = ()
    as_proposed: bool = False
    text: tuple[Node, ...] = ()
    dissents: tuple[DissentFound, ...] = ()
    left: tuple[Left, ...] = ()


class _Parts(Struct):
    """The parts while they are gathered."""

    decision: list[Node] = field(default_factory=list)
    proposed: list[Node] = field(default_factory=list)
    text: list[Node] = field(default_factory=list)
    dissents: list[DissentFound] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    in_dissent: bool = False  # whether what comes next may be a part of the last dissent

    def leave(self, where: Message, reason: Message, blocks: Sequence[Node]) -> None:
        text = _said(blocks)
        if text:
            self.left.append(Left(where, reason, text))


def divided(blocks: Sequence[Node], registers: Registers, *, deciding: bool = True) -> Division:
    """The parts of an answer. `deciding`: whether it may hold a decision; otherwise all that is text stays so."""
    head, rest, left = _letterhead(blocks, registers)
    parts = _Parts(left=left)
    protocol = any(_PROTOCOL.search(line) for line in head) or any(
        _PROTOCOL.search(line) for node in rest[:6] for line in lines_of(node) if len(line) < 80
    )
    sections = list(_sections(rest))
    starts = [index for index, each in enumerate(sections) if each.heading and _MAIN_TEXT.match(each.title)]
    until = starts[0] if starts else len(sections)
    for index, each in enumerate(sections):
        if index == until and (protocol or parts.decision):
            more, kept, facts = _letterhead(each.whole, registers)
            head += more
            parts.left += facts
            each = replace(each, heading=None, nodes=tuple(kept))
        _place(each, parts, in_protocol=deciding and protocol and index < until, deciding=deciding)
    everything = " ".join(line for node in blocks for line in lines_of(node))
    return Division(
        tuple(head), tuple(parts.decision), tuple(parts.proposed), bool(_AS_PROPOSED.search(everything)),
        tuple(parts.text), tuple(parts.dissents), tuple(parts.left),
    )  # fmt: skip


def adopted(division: Division) -> Division:
    """The answer of a nämnd that decided as its administration had proposed: the proposal is the decision."""
    if division.decision or not division.proposed:
        return division
    moved = {id(node) for node in division.proposed}
    text = [node for node in division.text if id(node) not in moved]
    left = list(division.left)
    decision, where = [], msg("under “{heading}”", heading=text_of(division.proposed[0]).strip())
    for node in division.proposed:
        if node["t"] == "Header":
            left.append(Left(where, msg("the document writes this heading by itself"), text_of(node).strip()))
        else:
            decision.append(node)
    decided, leads = _points(decision)
    left += [Left(where, _OWN_WORDS, text_of(node).strip()) for node in leads]
    return replace(division, decision=tuple(decided), text=tuple(text), left=tuple(left))


_OWN_WORDS = msg("the document writes this sentence by itself")


# --- the letterhead ------------------------------------------------------------------------------


def _letterhead(blocks: Sequence[Node], registers: Registers) -> tuple[list[str], list[Node], list[Left]]:
    """The lines of the letterhead, the other blocks, and the letterhead as what is left out."""
    head: list[str] = []
    kept: list[Node] = []
    left: list[Left] = []
    previous = ""
    for index, node in enumerate(blocks):
        lines = list(lines_of(node))
        said = _said([node])
        if index == 0 and lines and _dissent_kind(lines[0]):  # a dissent that came by itself
            left.append(Left(msg("in the letterhead"), msg("the document writes this heading by itself"), said))
            continue
        facts = (
            bool(said)
            and not _decides(node, lines)
            and all(_is_letterhead(line, lines[i - 1] if i else previous, registers) for i, line in enumerate(lines))
        )
        if index >= _HEAD or (not facts and _begins_text(node, lines)):
            kept += blocks[index:]
            break
        head += lines
        if facts:
            left.append(Left(msg("in the letterhead"), msg("it is facts about the answer"), said))
        else:
            kept.append(node)
        previous = lines[-1] if lines else previous
    return head, kept, left


def _said(blocks: Sequence[Node]) -> str:
    """The lines of blocks that are left out, with a line for each of their pictures."""
    lines = [line for node in blocks for line in lines_of(node)]
    shown = [node for node in nodes(list(blocks)) if node["t"] == "Image"]
    return "\n".join([*lines, *(f"[bild] {text_of(node['c'][1])}".strip() for node in shown)])


def _decides(node: Node, lines: Sequence[str]) -> bool:
    """Whether a block is the heading of a decision or of a proposal to one."""
    text = " ".join(lines)
    heading = node["t"] == "Header" or text.casefold() != "beslut"
    return heading and bool(_DECISION.fullmatch(text) or _PROPOSED.fullmatch(text))


def _begins_text(node: Node, lines: Sequence[str]) -> bool:
    """Whether the text proper begins: at a list, a heading that is no title, or a paragraph of some length."""
    if node["t"] not in ("Para", "Header"):
        return True
    text = " ".join(lines)
    if node["t"] == "Header":
        return _decides(node, lines) or not (_TITLE.match(text) or node["c"][0] == 1)
    return len(text.split()) > _LONG or _decides(node, lines) or bool(_dissent_kind(text))


def _is_letterhead(line: str, previous: str, registers: Registers) -> bool:
    line = line.strip()
    if not line or _FACT.fullmatch(line) or _labels(line) or _PAPER.fullmatch(line) or _TO.fullmatch(line):
        return True
    if _TITLE.match(line) and len(line.split()) < _LONG and not line.endswith((".", ":")):
        return True
    for body, name, start in bodies_in(line, registers):
        rest = (line[:start] + line[start + len(name) :]).strip(" ,.:/–-")
        if body and (
            not rest or _PAPER.fullmatch(rest) or _PAPER.fullmatch(rest.removeprefix("s ")) or _FACT.fullmatch(rest)
        ):
            return True
    if re.fullmatch(
        r"[A-ZÅÄÖ][\wåäöÅÄÖ-]+ (?:kommun|stad|region)(?:,? (?:sid\w* )?\d+ ?\(\d+\))?|(?:[A-ZÅÄÖ]{3,} ?)+", line
    ):
        return True
    labelled = _LABEL.fullmatch(previous.strip()) and len(previous.strip(" :").split()) == 1  # above its value
    return bool(labelled) and len(line.split()) < 6 and not line.endswith(".")


def _labels(line: str) -> bool:
    """Whether a line is a label with its value, and no sentence that begins with such a word."""
    match = _LABEL.fullmatch(line)
    if match is None:
        return False
    value = match["value"] or ""
    return value.startswith(":") or (len(value.split()) < 5 and not line.endswith("."))


def lines_of(node: Node) -> Iterator[str]:
    """The lines of a block: those of a paragraph, the rows of a table, the items of a list."""
    if node["t"] == "Table":
        heads, bodies = node["c"][3][1], [row for body in node["c"][4] for row in body[3]]
        for row in (*heads, *bodies):
            row_text = " ".join(text_of(cell[4]).strip() for cell in row[1]).strip()
            if row_text:
                yield " ".join(row_text.split())
        return
    if node["t"] in ("BulletList", "OrderedList", "BlockQuote"):
        children = node["c"] if node["t"] == "BlockQuote" else [
            block for item in (node["c"] if node["t"] == "BulletList" else node["c"][1]) for block in item
        ]  # fmt: skip
        for each in children:
            yield from lines_of(each)
        return
    content = node["c"][2] if node["t"] == "Header" else node.get("c", []) if node["t"] in ("Para", "Plain") else []
    notes: list[str] = []
    line: list[Node] = []
    for each in (*content, {"t": "LineBreak"}):
        if each["t"] == "LineBreak":
            yield from filter(None, [" ".join(text_of(line, notes=notes).split())])
            line = []
        else:
            line.append(each)
    yield from (" ".join(each.split()) for each in notes)


# --- sections ------------------------------------------------------------------------------------


class _Section(Struct, frozen=True):
    """A heading, or None for the text before the first, and what stands below it."""

    heading: Node | None
    nodes: tuple[Node, ...]
    level: int
    above: str = ""  # the title of the section that it is a part of, where that is one of dissents

    @property
    def title(self) -> str:
        return " ".join(text_of(self.heading).split()) if self.heading else ""

    @property
    def whole(self) -> list[Node]:
        return [*([self.heading] if self.heading else []), *self.nodes]


def _sections(blocks: Sequence[Node]) -> Iterator[_Section]:
    """The text by its headings; a paragraph such as “Kulturnämnden beslutar” is one, and so is “Reservation av …”."""
    heading: Node | None = None
    nodes: list[Node] = []
    level = 0
    for node in blocks:
        lines = list(lines_of(node))
        line = lines[0] if len(lines) == 1 else ""
        acts = node["t"] == "Para" and len(line) < 90 and (
            _DECISION.fullmatch(line) or _PROPOSED.fullmatch(line) or _dissent_kind(line, strict=True)
        )  # fmt: skip
        title = " ".join(text_of(heading).split()) if heading is not None else ""
        if acts and not nodes and _DECISION.fullmatch(title) and _LEAD.fullmatch(line):
            acts = None  # the sentence below a heading “Beslut”
        if node["t"] == "Header" or acts:
            if heading is not None or nodes:
                yield _Section(heading, tuple(nodes), level)
            heading, nodes = node, []
            level = node["c"][0] if node["t"] == "Header" else level or 9
        else:
            nodes.append(node)
    yield _Section(heading, tuple(nodes), level)


def _dissent_kind(line: str, *, strict: bool = False) -> str:
    """The kind of dissent that a heading begins; `strict`: only where it also says whose."""
    match = _DISSENT.fullmatch(line.strip())
    if match is None:
        return ""
    rest = match["rest"].strip(" :.")
    if strict and not re.match(r"(?:av|från|\()", rest):
        return ""
    if rest and not re.match(r"(?:av|från|m\.?m|i |\(|till|\d|nr|[A-ZÅÄÖ])", rest):
        return ""
    return _KINDS[match["kind"][:4].lower()]


def _place(section: _Section, parts: _Parts, *, in_protocol: bool, deciding: bool) -> None:
    """Puts a section where it belongs."""
    title = section.title
    where = msg("under “{heading}”", heading=title) if title else msg("at the beginning")
    if deciding and title and _DECISION.fullmatch(title) and not parts.decision and section.nodes:
        points, leads = _points(section.nodes)
        if points:
            parts.decision += points
            parts.leave(
                where, msg("the document writes this heading by itself"), [section.heading] if section.heading else []
            )
            parts.leave(where, _OWN_WORDS, leads)
            return
    kind = _dissent_kind(title) if title else ""
    if kind:
        if not section.nodes or not any(len(" ".join(lines_of(node)).split()) > 1 for node in section.nodes):
            parts.leave(where, msg("the document writes this heading by itself"), section.whole)
            return
        mentioned = " ".join(line for node in section.nodes for line in lines_of(node))
        if _MENTIONED.search(mentioned) and len(mentioned.split()) < 30 and len(section.nodes) == 1:
            parts.leave(where, msg("a dissent is mentioned, but its text is not in the file"), section.whole)
            return
        parts.in_dissent = True
        first = next((line for node in section.nodes for line in lines_of(node)), "")
        parts.dissents.append(DissentFound(kind, (title, first), section.nodes, section.level))
        parts.leave(
            where, msg("the document writes this heading by itself"), [section.heading] if section.heading else []
        )
        return
    if section.heading and section.heading["t"] == "Header" and _is_within_dissent(section, parts):
        last = parts.dissents[-1]
        parts.dissents[-1] = replace(last, blocks=(*last.blocks, *section.whole))
        return
    parts.in_dissent = False
    if title and _PROPOSED.fullmatch(title) and not parts.proposed:
        parts.proposed += section.whole
    elif in_protocol and title and _OF_PROTOCOL.fullmatch(title):
        parts.leave(where, msg("it belongs to the protocol, and not to the answer"), section.whole)
        return
    parts.text += section.whole


def _is_within_dissent(section: _Section, parts: _Parts) -> bool:
    """Whether a section that follows a dissent is a part of it: one whose heading is below the dissent's."""
    other = _OF_PROTOCOL.fullmatch(section.title) or _MAIN_TEXT.match(section.title)
    return parts.in_dissent and section.level > parts.dissents[-1].level and not other


def _points(blocks: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The decision as a numbered list, with what stands after it; and the sentence that leads to it."""
    leads: list[Node] = []
    rest = list(blocks)
    while rest and rest[0]["t"] == "Para" and _LEAD.fullmatch(" ".join(lines_of(rest[0]))):
        leads.append(rest.pop(0))
    style = [1, {"t": "Decimal"}, {"t": "Period"}]
    if not rest:
        return [], leads
    if rest[0]["t"] in ("OrderedList", "BulletList"):
        items = rest[0]["c"][1] if rest[0]["t"] == "OrderedList" else rest[0]["c"]
        first = {"t": "OrderedList", "c": [style if rest[0]["t"] == "BulletList" else rest[0]["c"][0], items]}
        return [first, *rest[1:]], leads
    paragraphs: list[Node] = []
    while rest and rest[0]["t"] == "Para":
        paragraphs.append(_without_number(rest.pop(0), len(paragraphs) + 1))
    if not paragraphs:
        return [], leads
    items = [[{"t": "Plain", "c": node["c"]}] for node in paragraphs]
    return [{"t": "OrderedList", "c": [style, items]}, *rest], leads


def _without_number(node: Node, number: int) -> Node:
    """A point without the number that somebody has typed before it: the list has it."""
    content = node["c"]
    if len(content) > 2 and content[0]["t"] == "Str" and content[0]["c"] in (f"{number}.", f"{number})"):
        return {"t": "Para", "c": content[2:]}
    return node
