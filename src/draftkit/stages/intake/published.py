"""A published utlåtande becomes an ärende's folder: the facts that its sentences were made from, and its texts.

    pages -> passages -> the parts of the document -> facts and fragments -> files

What the pack prints by itself is read back as facts; what people wrote becomes fragments; what fits nowhere is listed
and kept. Nothing is guessed: a fact that the text does not give is left out, and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...messages import Message, msg
from ...model import Registers
from ..load.pack import Pack
from . import casefiles
from .account import Account
from .answers import Answers, answers
from .furniture import Dropped
from .landmarks import Landmarks
from .lines import Page
from .marks import begins_low, ends_a_sentence
from .organs import Names, entries
from .outline import Found, Outline, Part
from .passages import Passage
from .phrases import Phrasebook
from .preparation import Facts, Referred, head, movers_in_full, proceedings, proposals, referral
from .reflow import Reflowed, reflow


class Imported(Struct, frozen=True):
    """A published document as a case's folder.

    `files` are by path within the folder; `registers` are the lines to add to register/organ.yaml and
    register/personer.yaml, by path. What is in no file is in one of four lists, each in the order of the text:
    `printed` are sentences that the pack prints again from the facts, `reworded` those that it prints in other words,
    `unplaced` is text without a place (it is kept in kallor/ej-placerat.txt), and `dropped` is what stood on the pages
    besides the text. `missing` are facts that the text does not give, each with the file where it is to be written.
    """

    folder: str
    files: Mapping[str, bytes]
    registers: Mapping[str, Sequence[str]]
    printed: tuple[Dropped, ...]
    reworded: tuple[Dropped, ...]
    unplaced: tuple[Dropped, ...]
    dropped: tuple[Dropped, ...]
    missing: tuple[Message, ...]


def recognised(reflowed: Reflowed, pack: Pack) -> bool:
    """Whether a text is a whole published document, and not one answer or motion."""
    return Outline(pack, Phrasebook(pack)).weight(reflowed.passages) >= 4


def case_of(pages: Sequence[Page], pack: Pack, registers: Registers) -> Imported:
    """The case's folder that prints the document on `pages` with `pack`."""
    outline = Outline(pack, Phrasebook(pack))
    named = outline.named(pages)
    begins = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(named)))})\b", re.IGNORECASE) if named else None
    landmarks = Landmarks(
        lambda lines: outline.landmark(lines, named), lambda line: bool(begins and begins.match(line))
    )
    reflowed = reflow(pages, landmarks)
    passages, box = _without_floating_box(list(reflowed.passages), outline)
    return _Reader(outline, pack, registers, reflowed, passages, box).imported()


class _Reader:
    """Reads part after part into facts and fragments."""

    def __init__(
        self,
        outline: Outline,
        pack: Pack,
        registers: Registers,
        reflowed: Reflowed,
        passages: list[Passage],
        box: list[Passage],
    ) -> None:
        self.outline, self.pack, self.reflowed = outline, pack, reflowed
        self.names = Names(registers)
        self.account = Account()
        self.facts = Facts()
        self.passages = passages
        self.box = box
        self.parts = outline.parts(passages)
        self.files = casefiles.Files(pack, reflowed.notes)

    def imported(self) -> Imported:
        """The facts, then the texts, in the order in which one needs the other."""
        self._headings()
        head(self._texts(Part.HEAD), self.facts, self.outline, self.names, self.account)
        self._own_parts()
        movers_in_full(self.facts, [*self._texts(Part.SUMMARY), *self._texts(Part.CASE)], self.names, self.account)
        referred = referral(self._texts(Part.REFERRAL), self.outline, self.names, self.account)
        answered = answers(
            self._texts(Part.ANSWERS), self._texts(Part.DISSENTS), referred, self.outline, self.names, self.account
        )
        proceedings(self._part(Part.PROCEEDINGS), self.facts, self.outline, self.names, self.account)
        self._appendices()
        self._summaries(referred, answered)
        self.files.answers(answered)
        self.files.dissents([*self.facts.dissents, *answered.dissents], self.names)
        self.facts.raise_day(self.passages, self.account)
        self.files.case(self.facts, referred, answered, self.names, self.account)
        unplaced = _in_order(self.account.unplaced)
        self.files.leave(unplaced)
        return Imported(
            casefiles.folder_of(self.facts.case_number),
            self.files.written(),
            entries(self.names),
            _in_order(self.account.printed),
            _in_order(self.account.reworded),
            unplaced,
            self.reflowed.dropped,
            tuple(self.account.missing),
        )

    def _headings(self) -> None:
        """The headings of the parts: those that are read together with their parts aside."""
        for found in self.parts:
            passage = self.passages[max(found.start, 0)]
            read_with_its_part = found.part in (Part.HEAD, Part.PRESENTER, Part.PROCEEDINGS, Part.APPENDIX)
            if not read_with_its_part and not self._begins_its_part(found.part, passage):
                self.account.read(passage, exact=self.outline.is_heading_of(passage.plain, found.part))

    def _own_parts(self) -> None:
        decided = self.box or self._texts(Part.PROPOSAL)
        if self.box:
            for passage in self._texts(Part.PROPOSAL):
                self.account.leave(passage, msg("stands below the heading of the proposal without being one"))
        self.files.proposals(proposals(decided, self.outline, self.names, self.account))
        presenter = self._part(Part.PRESENTER)
        if presenter:
            self.facts.presented_by(presenter[0], self.outline, self.names, self.account)
            for passage in presenter[1:]:
                self.account.leave(passage, msg("stands before the first heading of the borgarråd's part"))
        else:
            self.account.lacks("föredragande")
        for part, slot in ((Part.SUMMARY, "sammanfattning"), (Part.OPINION, "synpunkter"), (Part.CASE, "ärendet")):
            self.files.section(slot, self._texts(part))

    def _appendices(self) -> None:
        self.facts.list_appendices(self._texts(Part.LIST_OF_APPENDICES), self.outline, self.account)
        for found in self.parts:
            if found.part is Part.APPENDIX:
                title = self.passages[found.start]
                text = self.passages[found.start + 1 : found.end]
                self.facts.appendix_text(title, text, self.outline, self.account)

    def _summaries(self, referred: Referred, answered: Answers) -> None:
        self.files.summaries(referred.summaries(answered, self.names, self.account))

    def _part(self, part: Part) -> list[Passage]:
        """The passages of a part, its heading first."""
        found = next((each for each in self.parts if each.part is part), None)
        return self.passages[max(found.start, 0) : found.end] if found else []

    def _texts(self, part: Part) -> list[Passage]:
        """The passages of a part below its heading."""
        passages = self._part(part)
        return passages if passages and self._begins_its_part(part, passages[0]) else passages[1:]

    def _begins_its_part(self, part: Part, passage: Passage) -> bool:
        """Whether a part has no heading but begins with its own text: what is proposed, or the first answer."""
        if part is Part.ANSWERS:
            return not self.outline.is_titled(passage.plain, part)
        return part is Part.HEAD or (part is Part.PROPOSAL and self.outline.lead(passage.plain))


def _in_order(notes: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """The notes in the order of the text, by the page or the line that each names."""
    return tuple(sorted(notes, key=lambda note: int(str(dict(note.where.args)["n"]))))


def _without_floating_box(passages: list[Passage], outline: Outline) -> tuple[list[Passage], list[Passage]]:
    """The passages without the box of the proposal, where it floats and has come out in another place; and the box.

    … säkerställa en god och          <- left open
    Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.
    Motionen besvaras med hänvisning till vad som sägs i utlåtandet.
    kostnadseffektiv miljö.           <- goes on
    """
    found = {each.part: each for each in outline.parts(passages)}
    place = found.get(Part.PROPOSAL)
    if place and _has_lead(passages, place, outline):
        return passages, []
    start = next((index for index, each in enumerate(passages) if outline.lead(each.plain)), None)
    if start is None:
        return passages, []
    end = _end_of_box(passages, start, outline)
    before, after = passages[:start], passages[end:]
    if before and after and not ends_a_sentence(before[-1].plain) and begins_low(after[0].plain):
        kind = before[-1].kind if before[-1].kind == "item" else "paragraph"
        before[-1] = replace(before[-1], kind=kind, text=f"{before[-1].text} {after[0].text}")
        after = after[1:]
    return [*before, *after], passages[start:end]


def _has_lead(passages: Sequence[Passage], place: Found, outline: Outline) -> bool:
    return any(outline.lead(each.plain) for each in passages[place.start : place.end])


def _end_of_box(passages: Sequence[Passage], start: int, outline: Outline) -> int:
    """Where the box ends: after its points, if they are numbered; else before the rest of the sentence it fell into."""
    end = start + 1
    while end < len(passages) and (passages[end].kind == "item" or outline.lead(passages[end].plain)):
        end += 1
    if end > start + 1:
        return end
    if start and not ends_a_sentence(passages[start - 1].plain):
        for index in range(end, min(end + 6, len(passages))):
            if begins_low(passages[index].plain):
                return index
    return min(end + 1, len(passages))
