"""A text without layout: its lines become passages by how wide they are, how they begin and how they end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ...messages import Message
from ...patterns import lazily
from ...swedish.dates import MONTHS
from .furniture import where
from .hyphens import Vocabulary, joined, vocabulary
from .landmarks import Landmarks
from .lines import Line, Page
from .marks import Mark, begins_a_point, begins_low, ends_a_sentence, is_divided, is_unfinished, item_mark
from .passages import Passage, levelled
from .widths import Measure, first_piece, measure_of

_TIGHT = 0.985  # of the right edge: widths are near enough, not exact
_ITEMS_EDGE = 0.95  # of the right edge, where no item shows where its own is
_SHORT_LINE = 0.62
_LONGEST_HEADING = 110
_DATED = lazily(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b|\d{{4}}-\d\d-\d\d")
_LEADING_IN = lazily(r"(?:beslutar|beslutade|att|följande|föreslår|bland annat|och|eller|som)$", re.IGNORECASE)


class _Row(Struct, frozen=True):
    line: Line
    where: Message
    page: int
    page_top: bool
    after: str = ""  # the line after it
    landmark: int = 0  # the lines of the landmark that begins here
    within: bool = False  # inside a landmark that began earlier


class _Growing(Struct):
    """A passage that may go on in the next line."""

    rows: list[_Row]
    mark: Mark | None
    landmark: bool = False

    @property
    def last(self) -> Line:
        return self.rows[-1].line


def passages(pages: Sequence[Page], landmarks: Landmarks) -> list[Passage]:
    """The passages of a text whose places are not known."""
    rows = _rows(pages, landmarks)
    known = vocabulary(row.line.text for row in rows)
    joins = _Joins(rows, landmarks)
    grown: list[_Growing] = []
    for row in rows:
        if row.within or (grown and not row.landmark and not joins.parted(grown[-1], row)):
            grown[-1].rows.append(row)
        else:
            mark = None if row.landmark else joins.mark(grown[-1] if grown else None, row)
            grown.append(_Growing([row], mark, bool(row.landmark)))
    found = list(levelled(_passage(each, known) for each in grown))
    return _with_headings(found, [each.landmark for each in grown])


def _rows(pages: Sequence[Page], landmarks: Landmarks) -> list[_Row]:
    rows = [
        _Row(line, where(page, line), page.number, page_top=index == 0 and number > 0)
        for number, page in enumerate(pages)
        for index, line in enumerate(page.lines)
    ]
    texts = [row.line.text for row in rows]
    inside = 0
    for index, row in enumerate(rows):
        length = landmarks.length(texts[index : index + 6]) if not inside else 0
        rows[index] = replace(row, after="".join(texts[index + 1 : index + 2]), landmark=length, within=inside > 0)
        inside = max(length, inside) - 1 if length or inside else 0
    return rows


class _Joins:
    """Whether a line goes on in the next, in this text."""

    def __init__(self, rows: Sequence[_Row], landmarks: Landmarks) -> None:
        self._landmarks = landmarks
        pairs = [(a, b) for a, b in pairwise(rows) if not b.page_top]
        close = sum(1 for _, b in pairs if b.line.blanks_before == 0)
        # Blank lines part paragraphs where some lines have none between them and some have.
        self.spaced = bool(pairs) and 0.1 < close / len(pairs) < 0.97
        gaps = sorted(b.line.blanks_before for _, b in pairs)
        self.usual_gap = 0 if self.spaced or not gaps else gaps[len(gaps) // 2]
        long = sum(1 for row in rows if row.line.long_blank_after)
        self.long_blank_tells = 0 < long < len(rows) * 0.35
        self.measure, self.edge, self.items_edge = _edges(rows)

    def mark(self, before: _Growing | None, row: _Row) -> Mark | None:
        """The mark of an item that `row` begins with, where it can begin one."""
        mark = item_mark(row.line.text)
        if mark is None or mark.sure or before is None or self._in_order(before, mark):
            return mark
        ended = ends_a_sentence(before.last.text) or not is_unfinished(before.last.text)
        return mark if ended or self._had_room(before, row) or self._blank_before(row) else None

    def parted(self, before: _Growing, row: _Row) -> bool:
        """Whether `row` begins a passage of its own."""
        if before.landmark or self.mark(before, row) is not None:
            return True
        text, last = row.line.text, before.last
        if is_divided(last.text):
            return False
        if row.page_top:
            return self._parted_by_width(before, row)
        if self._blank_before(row):
            return not (self.spaced and self._torn(before, row))
        if last.long_blank_after and self.long_blank_tells and not begins_low(text):
            return True
        return self._parted_within(before, row) if self.spaced else self._parted_by_width(before, row)

    def _parted_by_width(self, before: _Growing, row: _Row) -> bool:
        text, last = row.line.text, before.last.text
        if begins_low(text) and not begins_a_point(text):
            return ends_a_sentence(last)
        if begins_a_point(text) and is_unfinished(last) and not self._had_room(before, row):
            return False
        begins = self._may_head(row) or self._landmarks.begins(text)
        return self._had_room(before, row) or (ends_a_sentence(last) and begins)

    def _may_head(self, row: _Row) -> bool:
        """Whether a line is too short for one that goes on, and has no full stop: it heads what follows."""
        text = row.line.text
        short = self.measure(f"{text} {first_piece(row.after)}") <= self.edge * _SHORT_LINE
        return short and is_unfinished(text) and bool(row.after) and not begins_low(row.after)

    def _parted_within(self, before: _Growing, row: _Row) -> bool:
        """The same where a blank line parts paragraphs, and there is none: lists, headings and signatures."""
        text, last = row.line.text, before.last.text
        if begins_low(text):
            listed = last.endswith((":", ".", ",")) or begins_a_point(before.rows[0].line.text)
            return ends_a_sentence(last) or (begins_a_point(text) and listed and self._had_room(before, row))
        short = self.measure(last) < self.edge * _SHORT_LINE
        return short and self._had_room(before, row) and (is_unfinished(last) or ends_a_sentence(last))

    def _torn(self, before: _Growing, row: _Row) -> bool:
        """Whether a blank line stands in the middle of a sentence."""
        return begins_low(row.line.text) and is_unfinished(before.last.text) and not self._had_room(before, row)

    def _blank_before(self, row: _Row) -> bool:
        return row.line.blanks_before > self.usual_gap and not row.page_top

    def _had_room(self, before: _Growing, row: _Row) -> bool:
        edge = self.items_edge if before.mark else self.edge
        return self.measure(f"{before.last.text} {first_piece(row.line.text)}") <= edge * _TIGHT

    @staticmethod
    def _in_order(before: _Growing, mark: Mark) -> bool:
        """Whether it is the number after the one before it."""
        return before.mark is not None and before.mark.mark.isdigit() and mark.mark == str(int(before.mark.mark) + 1)


def _edges(rows: Sequence[_Row]) -> tuple[Measure, float, float]:
    """How wide lines are, and where the right edges of paragraphs and of items are."""
    pairs: list[tuple[str, str]] = []
    in_items: list[tuple[str, str]] = []
    item = False
    for row, after in pairwise(rows):
        mark = item_mark(row.line.text)
        goes_on = is_unfinished(row.line.text) and begins_low(after.line.text) and not row.landmark
        item = (mark is not None and (mark.sure or mark.mark.isdigit())) or (item and goes_on)
        if goes_on and item_mark(after.line.text) is None:
            (in_items if item else pairs).append((row.line.text, after.line.text))
    measure, edge = measure_of(pairs or in_items)
    widths = [measure(line) for line, _ in in_items]
    return measure, edge, min(max(widths), edge) if len(widths) > 1 else edge * _ITEMS_EDGE


def _passage(grown: _Growing, known: Vocabulary) -> Passage:
    first = grown.rows[0]
    lines = [row.line.text for row in grown.rows]
    if grown.mark:
        lines[0] = grown.mark.text
    text = joined(lines, known)
    kind, mark = ("item", grown.mark.mark) if grown.mark else ("paragraph", "")
    level = int(first.line.left) if grown.mark else 1
    return Passage(kind, text, first.where, level, mark, page=first.page)  # type: ignore[arg-type]


# --- headings ------------------------------------------------------------------------------------


def _with_headings(found: list[Passage], landmarks: Sequence[bool]) -> list[Passage]:
    """The passages with those that head others told: short, without a full stop, and with a text below them."""
    perhaps = [_may_head(each) or mark for each, mark in zip(found, landmarks, strict=True)]
    result: list[Passage] = []
    for index, passage in enumerate(found):
        after = index
        while after < len(found) and perhaps[after] and after - index < 3:
            after += 1
        heads = (
            index < after < len(found) and not perhaps[after] and _has_text_for(passage, found[index + 1], found[after])
        )
        if perhaps[index] and _may_head(passage) and heads:
            number = f"{passage.mark}. " if passage.kind == "item" else ""
            passage = replace(passage, kind="heading", text=number + passage.text, mark="")
        result.append(passage)
    return result


def _may_head(passage: Passage) -> bool:
    """Short, without a full stop, and no date. A number before it is an item's or a chapter's."""
    if passage.kind == "item" and not (passage.mark.isdigit() and passage.text[:1].isupper()):
        return False
    text = passage.text
    return (
        len(text) <= _LONGEST_HEADING
        and (is_unfinished(text) or text.endswith(("m.m.", "m.fl.")))
        and not text.endswith((",", "-", "–"))
        and not begins_low(text)
        and not _DATED.search(text)
    )


def _has_text_for(heading: Passage, next_one: Passage, text: Passage) -> bool:
    """Whether what follows is a text that can have a heading."""
    if text.kind == "item":
        return heading.kind != "item" and not _LEADING_IN.search(heading.text)
    if heading.kind == "item":  # "1. Bakgrund" is a heading where no "2." follows at once
        return next_one is text and not is_unfinished(text.text)
    return not is_unfinished(text.text) and not begins_low(text.text)
