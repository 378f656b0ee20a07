"""The outline of a published document: which passages are its own headings, and which belong to what it quotes.

An answer that is quoted may have headings of the same words (Förslag till beslut, Sammanfattning, Beredning). The
document's own come in a known order; so of all that could be headings of its own, those are that together make the
best such row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from msgspec import Struct

from ...facts import plain_key
from ...model import DISSENT_KINDS
from ...patterns import lazily
from ..load.pack import Pack
from .lines import Page
from .marks import begins_low, is_unfinished
from .names import People, bodies, people
from .organs import nominative
from .passages import Passage
from .phrases import Phrasebook, Said


class Part(IntEnum):
    """The parts of an utlåtande, in their order."""

    HEAD = 0
    PROPOSAL = 1
    PRESENTER = 2
    SUMMARY = 3
    REFERRAL = 4
    OPINION = 5
    LIST_OF_APPENDICES = 6
    PROCEEDINGS = 7
    CASE = 8
    ANSWERS = 9
    DISSENTS = 10
    APPENDIX = 11


# What the headings of the parts were called before, or are called elsewhere; and how sure it is that they are these.
_OLDER: Mapping[str, Sequence[tuple[Part, float]]] = {
    "sammanfattning": ((Part.SUMMARY, 1.0),),
    "ärendet": ((Part.SUMMARY, 0.8), (Part.CASE, 0.8)),
    "ärendena": ((Part.SUMMARY, 0.8), (Part.CASE, 0.8)),
    "bakgrund": ((Part.SUMMARY, 0.8), (Part.CASE, 0.8)),
    "ärendet i korthet": ((Part.SUMMARY, 1.0),),
    "motionen": ((Part.CASE, 0.6), (Part.SUMMARY, 0.5)),
    "beredning": ((Part.REFERRAL, 1.5), (Part.ANSWERS, 1.0)),
    "ärendets beredning": ((Part.REFERRAL, 1.5), (Part.ANSWERS, 1.0)),
    "remisser": ((Part.REFERRAL, 1.5), (Part.ANSWERS, 1.3)),
    "remissyttranden": ((Part.ANSWERS, 1.5),),
    "remissvar": ((Part.ANSWERS, 1.5),),
    "inkomna yttranden": ((Part.ANSWERS, 1.5),),
    "remissinstansernas svar": ((Part.ANSWERS, 1.5),),
    "mina synpunkter": ((Part.OPINION, 2.0),),
    "våra synpunkter": ((Part.OPINION, 2.0),),
    "borgarrådets synpunkter": ((Part.OPINION, 2.0),),
    "synpunkter": ((Part.OPINION, 0.8),),
    "bilaga": ((Part.LIST_OF_APPENDICES, 1.0),),
    "bilagor": ((Part.LIST_OF_APPENDICES, 1.0),),
    "reservationer": ((Part.DISSENTS, 1.5),),
    "reservationer m.m": ((Part.DISSENTS, 1.5),),
    "reservationer och särskilda uttalanden": ((Part.DISSENTS, 1.5),),
    "reservationer och särskilda uttalanden m.m": ((Part.DISSENTS, 1.5),),
    "förslag till beslut": ((Part.PROPOSAL, 1.0),),
}
_SECTIONS = {"sammanfattning": Part.SUMMARY, "synpunkter": Part.OPINION, "arendet": Part.CASE}
_HEADINGS = {
    "förslag_rubrik": Part.PROPOSAL,
    "beredning_rubrik": Part.REFERRAL,
    "synpunkter_rubrik": Part.OPINION,
    "bilagor_rubrik": Part.LIST_OF_APPENDICES,
    "ärendet_rubrik": Part.CASE,
    "remissammanställning_rubrik": Part.ANSWERS,
    "avvikande_rubrik": Part.DISSENTS,
}
_CURRENT = 3.0
_PLACE = lazily(r"[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ][\w-]*)?")
# Sentences that are the document's own wherever they stand, and those that are headings of answers and dissents.
_SENTENCES = (
    "etikett", "föreslår", "för_egen_del", "föredragande", "remitterat", "tillstyrker", "delar", "delar_inte",
    "underskrift_ort", "nämnden_beslutade", "svarets_lydelse", "underremiss_rubrik", "avvikande_hänvisning",
    "avvikande_i_styrelsen", "avvikande_utan_text", "avvikande",
)  # fmt: skip
_LONGEST = 300
_ASKED = lazily(
    r"remitterats? (?:\w+ )?till (?:följande )?(?:dotterbolage[tn] )?(?P<names>[^.]*(?:\.(?=\w|,)[^.]*)*)\.(?=\s|$)"
)

_WROTE = lazily(
    r"(?:^|(?<=[.:\s]))(?P<name>[A-ZÅÄÖ][\w-]*(?: (?:[A-ZÅÄÖ][\w-]*|och|i|för))*)"
    r" (?:tjänsteutlåtande|kontorsyttrande)\b"
)


class Dissenting(Struct, frozen=True):
    """The heading of a dissent: its kind, whose it is, and whether it only says where the text stands."""

    kind: str
    who: People
    pointer: bool
    exact: bool


class Found(Struct, frozen=True):
    """A part of the document: where its heading stands, and where its text ends."""

    part: Part
    start: int
    end: int


class Outline:
    """What a pack calls the parts of its document, and what its sentences are."""

    def __init__(self, pack: Pack, book: Phrasebook) -> None:
        self.book = book
        self._titles: dict[str, list[tuple[Part, float]]] = {key: list(found) for key, found in _OLDER.items()}
        self._current: dict[Part, set[str]] = {}
        self._alone = {
            heading_key(title) for title in (*book.words("underremiss_rubrik"), "På kommunstyrelsens vägnar")
        }
        for name, part in _HEADINGS.items():
            for title in book.words(name):
                self._title(title, part)
        for spec in pack.facts.sections:
            if part_of := _SECTIONS.get(plain_key(spec.slot)):
                self._title(spec.title, part_of)

    def _title(self, title: str, part: Part) -> None:
        self._current.setdefault(part, set()).add(title)
        known = self._titles.setdefault(heading_key(title), [])
        known[:] = [each for each in known if each[0] is not part] + [(part, _CURRENT)]

    def is_heading_of(self, text: str, part: Part) -> bool:
        """Whether the pack itself heads `part` with these words."""
        return text in self._current.get(part, ())

    def parts(self, passages: Sequence[Passage]) -> list[Found]:
        """The parts of the document, in order; the first is its head."""
        candidates = [
            (index, part, weight)
            for index, passage in enumerate(passages)
            for part, weight in self._candidates(passages, index, passage)
        ]
        row = _best_row(candidates)
        starts = [(Part.HEAD, -1), *((part, index) for index, part, _ in row)]
        ends = [index for _, index in starts[1:]] + [len(passages)]
        return [Found(part, start, end) for (part, start), end in zip(starts, ends, strict=True)]

    def weight(self, passages: Sequence[Passage]) -> float:
        """How sure it is that the passages are a whole published document; 4 and more is sure."""
        book = self.book
        texts = [each.plain for each in passages if len(each.plain) < _LONGEST]
        signs = (
            (2.0, any(book.whole("etikett", text) for text in texts[:12])),
            (2.0, any(self.presenting(text) for text in texts)),
            (2.0, any(book.whole("tillstyrker", text) or book.whole("delar", text) for text in texts)),
            (1.0, any(self._own_lead(text) for text in texts)),
            (1.5, any(self._titled(text, Part.OPINION, 2.0) for text in texts)),
            (1.0, any(self._titled(text, Part.ANSWERS, 1.3) for text in texts)),
            (1.0, sum(1 for text in texts if book.whole("svarets_lydelse", text)) > 0),
            (1.0, sum(1 for text in texts if book.whole("svarets_lydelse", text)) > 1),
        )
        return sum(weight for weight, there in signs if there)

    def _titled(self, text: str, part: Part, least: float) -> bool:
        return any(each is part and weight >= least for each, weight in self._titles.get(heading_key(text), ()))

    def _own_lead(self, text: str) -> bool:
        said = self.book.whole("föreslår", text)
        return bool(said) and is_top(said["föreslår"]) and is_top(said["beslutar"]) if said else False

    def lead(self, text: str) -> bool:
        """Whether a passage leads in what the document proposes: Kommunstyrelsen föreslår att …"""
        if self._own_lead(text):
            return True
        own = self.book.whole("för_egen_del", text)
        return bool(own and is_top(own["beslutar"]) and "egen del" in text)

    def _candidates(self, passages: Sequence[Passage], index: int, passage: Passage) -> Iterator[tuple[Part, float]]:
        text = passage.plain
        if len(text) > _LONGEST:
            return
        for part, weight in self._titles.get(heading_key(text), ()):
            if part is Part.ANSWERS and weight < _CURRENT and not self._answers_follow(passages, index):
                continue
            if part is Part.REFERRAL and weight < _CURRENT and not self._remitted(passages, index):
                continue
            if part is Part.DISSENTS and weight < _CURRENT and not self._dissents_follow(passages, index):
                continue
            yield part, weight
        if self.presenting(text):
            yield Part.PRESENTER, 2.5
        if self.lead(text):
            yield Part.PROPOSAL, 0.9
        if self.book.whole("tillstyrker", text):
            yield Part.PROCEEDINGS, 2.5
        elif self.book.whole("delar", text) or self.book.whole("delar_inte", text):
            yield Part.PROCEEDINGS, 2.0
        if self._begins_the_answers(passages, index):
            yield Part.ANSWERS, 0.4
        if self.book.whole("bilaga_rubrik", text) and len(text) < 200:
            yield Part.APPENDIX, 0.7

    def _begins_the_answers(self, passages: Sequence[Passage], index: int) -> bool:
        """Whether a passage heads an answer, where nothing heads them all: a short one, and the lead below it."""
        text = passages[index].plain
        after = [each.plain for each in passages[index + 1 : index + 2]]
        short = len(text) < 100 and is_unfinished(text) and passages[index].kind in ("heading", "paragraph")
        return short and any(
            self.book.whole("svarets_lydelse", each) or self.book.whole("nämnden_beslutade", each) for each in after
        )

    def is_titled(self, text: str, part: Part) -> bool:
        """Whether a text is a heading of `part`, by the pack's words or older ones."""
        return any(each is part for each, _ in self._titles.get(heading_key(text), ()))

    def _answers_follow(self, passages: Sequence[Passage], index: int) -> bool:
        after = [each.plain for each in passages[index + 1 : index + 8]]
        return any(
            self.book.whole("svarets_lydelse", text) or self.book.whole("nämnden_beslutade", text) for text in after
        )

    def _remitted(self, passages: Sequence[Passage], index: int) -> bool:
        after = [each.plain for each in passages[index + 1 : index + 3]]
        return any(self.book.at("remitterat", text, 0) for text in after)

    def _dissents_follow(self, passages: Sequence[Passage], index: int) -> bool:
        return any(self.dissent(each.plain) for each in passages[index + 1 : index + 4])

    def presenting(self, text: str) -> Said | None:
        """What a passage says of who presents the case: Föredragande borgarrådet X."""
        return self.book.whole("föredragande", text, lambda said: people(said["föredragande"]))

    def dissent(self, text: str) -> Dissenting | None:
        """What the heading of a dissent says: Reservation av A (C), se Reservationer m.m."""
        for name in ("avvikande_hänvisning", "avvikande_i_styrelsen", "avvikande_utan_text", "avvikande"):
            said = self.book.whole(name, text, lambda said: people(said["av"]))
            who = people(said["av"]) if said else None
            kind = said["typ"].lower() if said else ""
            if said and who and kind in DISSENT_KINDS:
                return Dissenting(kind, who, name == "avvikande_hänvisning", said.exact and not who.more)
        return None

    def landmark(self, lines: Sequence[str], names: frozenset[str]) -> int:
        """How many of `lines` are together a sentence or a heading of the document's own; 0 for none.

        `names` are those of the bodies that the document names, as they are compared (`heading_key`).
        """
        key = heading_key(lines[0])
        if key in self._titles or key in names or key in self._alone:
            return 1
        text, found = "", 0
        for count, line in enumerate(lines if not begins_low(lines[0]) else (), start=1):
            text = _together(text, line)
            if len(text) > _LONGEST or (count > 1 and heading_key(line) in self._titles):
                break
            if self._is_sentence(text):
                found = count
        # A heading and the sentence below it are two, even where they could be one.
        return found if found < 2 or not self._is_sentence(texts(lines[1:found])) else int(self._is_sentence(lines[0]))

    def _is_sentence(self, text: str) -> bool:
        for name in _SENTENCES:
            said = self.book.whole(name, text)
            if said is None:
                continue
            if name in ("föreslår", "för_egen_del"):
                return self.lead(text)
            if name.startswith("avvikande"):
                if self.dissent(text):
                    return True
                continue
            if name == "föredragande" and not self.presenting(text):
                continue
            if name == "underskrift_ort" and not _PLACE.fullmatch(said["ort"]):
                continue
            if name == "remitterat":
                continue
            return True
        return False

    def named(self, pages: Sequence[Page]) -> frozenset[str]:
        """The names of those who were asked or have written, as they are compared."""
        text = texts([line.text for page in pages for line in page.lines])
        asked = [name for match in _ASKED.finditer(text) for name in bodies(match["names"], lambda name: False)]
        wrote = [nominative(match["name"]) for match in _WROTE.finditer(text)]
        return frozenset(map(heading_key, asked + wrote))


def heading_key(text: str) -> str:
    """A heading as it is compared with others: ÄRENDET and Ärendet: are one."""
    return " ".join(text.casefold().split()).rstrip(" .:")


def is_top(name: str) -> bool:
    """Whether a name is that of a body that the document itself proposes for."""
    return heading_key(name) in ("kommunstyrelsen", "kommunfullmäktige", "borgarrådsberedningen")


def _together(text: str, line: str) -> str:
    """Two lines as one, near enough to know a sentence again: remis- sen -> remissen."""
    if not text:
        return line
    if text.endswith("-") and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}"


def _best_row(candidates: Sequence[tuple[int, Part, float]]) -> list[tuple[int, Part, float]]:
    """The row of candidates, each later and of a later part than the one before, that weighs most.

    Bilagor may be many; of all other parts there is one.
    """
    best: list[tuple[float, int | None]] = []
    for here, (index, part, weight) in enumerate(candidates):
        total, before = weight, None
        for earlier, (other_index, other, _) in enumerate(candidates[:here]):
            in_order = other < part or (other is part is Part.APPENDIX)
            if other_index < index and in_order and best[earlier][0] + weight > total:
                total, before = best[earlier][0] + weight, earlier
        best.append((total, before))
    at: int | None = max(range(len(best)), key=lambda each: best[each][0], default=None)
    row: list[tuple[int, Part, float]] = []
    while at is not None:
        row.append(candidates[at])
        at = best[at][1]
    return row[::-1]


def texts(lines: Sequence[str]) -> str:
    """All the lines as one text, near enough to find a sentence in it."""
    text = ""
    for line in lines:
        text = _together(text, line)
    return text
