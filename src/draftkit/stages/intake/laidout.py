"""A text with layout: its lines become passages by how near they stand, where they begin, and how they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from ...messages import Message
from ..compositor import stretch
from .furniture import where
from .hyphens import Vocabulary, joined, vocabulary
from .landmarks import Landmarks
from .lines import NOTE, NOTE_MARK, Line, Page
from .marks import Mark, begins_low, ends_a_sentence, is_unfinished, item_mark
from .passages import Passage, levelled
from .tables import Grid, with_tables
from .widths import first_piece

Style = tuple[float, bool, bool]  # size, bold, italic

_SMALLER = 0.93  # of the body's size: a footnote
_GAP = 1.13  # of the usual distance between lines: another paragraph
_INDENT = 4.0  # points that a line must be moved to begin anew
_LONGEST_HEADING = 200
_SAME_COLUMN = 25.0  # points between the beginnings of lines of one column
_FEW = 4
_LIST_INDENT = 8.0


class _Placed(Struct, frozen=True):
    """A line, or a whole table, with the page that it is on."""

    line: Line
    where: Message
    page: int
    top: bool  # the first of its page
    grid: Grid | None = None
    edge: float = 0.0  # where the lines end that begin where this one does
    landmark: int = 0
    within: bool = False


class _Growing(Struct):
    lines: list[_Placed]
    mark: Mark | None
    landmark: bool
    text_left: float  # where the words of an item begin, from its second line on

    @property
    def last(self) -> Line:
        return self.lines[-1].line


class _Look(Struct, frozen=True):
    """What is usual in this file: the body's size, the distance of its lines, and where they begin and end."""

    size: float
    pitch: float
    left: float
    right: float
    styles: dict[Style, int] = field(default_factory=dict)


def passages(pages: Sequence[Page], landmarks: Landmarks) -> tuple[list[Passage], list[Passage]]:
    """The passages of a text whose places are known, and its footnotes."""
    pages = [part for page in pages for part in _ways_up(page)]
    look = _look(pages)
    known = vocabulary(line.text for page in pages for line in page.lines)
    texts, notes = _without_notes(pages, look, known)
    placed = _with_landmarks([each for page in texts for each in _placed(page, look)], landmarks)
    grown: list[_Growing] = []
    for each in placed:
        if each.within or (grown and not each.landmark and not _parted(grown[-1], each, look)):
            grown[-1].lines.append(each)
            if grown[-1].mark and len(grown[-1].lines) == 2:
                grown[-1].text_left = each.line.left
        else:
            grown.append(_begun(each, grown[-1] if grown else None))
    look = replace(look, styles=_ranks(grown, look))
    return list(levelled(_passage(each, after, look, known) for each, after in _with_next(grown))), notes


def _ways_up(page: Page) -> Iterator[Page]:
    """The page's lines by how they are turned: a table that lies on its side is read by itself."""
    for turn in dict.fromkeys(line.turned for line in page.lines):
        yield replace(page, lines=tuple(line for line in page.lines if line.turned == turn))


def _look(pages: Sequence[Page]) -> _Look:
    lines = [line for page in pages for line in page.lines]
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    body = [line for line in lines if line.size == size and not line.cells]
    distances = Counter(
        round((after.baseline - line.baseline) * 2) / 2
        for page in pages
        for line, after in zip(page.lines, page.lines[1:], strict=False)
        if line.size == after.size == size and 0 < after.baseline - line.baseline < 2.6 * size
    )
    pitch = distances.most_common(1)[0][0] if distances else size * 1.3
    rights = sorted(line.right for line in body)
    lefts = Counter(round(line.left) for line in body)
    return _Look(
        size, pitch,
        left=float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        right=rights[int(len(rights) * 0.98)] if rights else 0.0,
    )  # fmt: skip


# --- footnotes -----------------------------------------------------------------------------------


def _without_notes(pages: Sequence[Page], look: _Look, known: Vocabulary) -> tuple[list[Page], list[Passage]]:
    """The pages without the footnotes below their texts, and these, each with a name of its own.

    A raised number is a footnote's where its page has that footnote; otherwise it is a number.
    """
    kept: list[Page] = []
    notes: list[Passage] = []
    for page in pages:
        start = len(page.lines)
        while start and page.lines[start - 1].size < look.size * _SMALLER and not page.lines[start - 1].cells:
            start -= 1
        first = next((i for i in range(start, len(page.lines)) if NOTE.match(page.lines[i].text)), None)
        taken = {note.mark for note in notes}
        names: dict[str, str] = {}
        for number, note in _notes(page, page.lines[first:] if first is not None else (), known):
            names[number] = f"{number}-{page.number}" if number in taken else number
            notes.append(replace(note, mark=names[number]))
        lines = page.lines[:first] if first is not None else page.lines
        kept.append(replace(page, lines=tuple(_with_names(line, names) for line in lines)))
    return kept, notes


def _with_names(line: Line, names: Mapping[str, str]) -> Line:
    """A line with its raised numbers as the names of footnotes, or as plain numbers."""

    def named(text: str) -> str:
        return NOTE.sub(lambda mark: NOTE_MARK.format(names[mark[1]]) if mark[1] in names else mark[1], text)

    return replace(
        line, text=named(line.text), cells=tuple(replace(cell, text=named(cell.text)) for cell in line.cells)
    )


def _notes(page: Page, lines: Sequence[Line], known: Vocabulary) -> Iterator[tuple[str, Passage]]:
    """The footnotes of a page, each with its number."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        number = NOTE.match(line.text)
        if number:
            found.append((number[1], [line.text[number.end() :].strip()]))
        else:
            found[-1][1].append(line.text)
    for mark, texts in found:
        text = NOTE.sub(r"\1", joined(texts, known))
        yield mark, Passage("note", text, where(page, lines[0]), page=page.number)


# --- lines to passages ---------------------------------------------------------------------------


def _placed(page: Page, look: _Look) -> list[_Placed]:
    lines = list(with_tables(page.lines))
    found = []
    for index, (line, grid) in enumerate(lines):
        beside = [other for other, table in lines if not table and not other.cells]
        rights = sorted(other.right for other in beside if abs(other.left - line.left) < _SAME_COLUMN)
        edge = rights[int(len(rights) * 0.95)] if len(rights) > _FEW else look.right
        found.append(_Placed(line, where(page, line), page.number, index == 0, grid, edge))
    return found


def _with_landmarks(placed: list[_Placed], landmarks: Landmarks) -> list[_Placed]:
    inside = 0
    for index, each in enumerate(placed):
        if inside:
            placed[index] = replace(each, within=True)
            inside -= 1
            continue
        next_ones = placed[index : index + 6]
        reach = next((number for number, one in enumerate(next_ones) if one.grid), len(next_ones))
        if not reach or begins_low(each.line.text):  # the end of a paragraph may be the name of a board
            continue
        if length := landmarks.length([one.line.text for one in next_ones[:reach]]):
            placed[index] = replace(each, landmark=length)
            inside = length - 1
    return placed


def _begun(each: _Placed, before: _Growing | None) -> _Growing:
    mark = None if each.landmark or each.grid else _mark(each.line, before)
    return _Growing([each], mark, bool(each.landmark), each.line.left + 1)


def _mark(line: Line, before: _Growing | None) -> Mark | None:
    """The mark of an item. A dash or a number may begin a line that goes on with the one before it."""
    mark = item_mark(line.text)
    if mark is None or mark.sure or before is None or before.lines[-1].grid:
        return mark
    moved = line.left > before.lines[0].line.left + _INDENT / 2 or before.mark is not None
    return mark if moved or ends_a_sentence(before.last.text) or not is_unfinished(before.last.text) else None


def _parted(before: _Growing, each: _Placed, look: _Look) -> bool:
    """Whether a line begins a passage of its own."""
    line, last = each.line, before.last
    if each.grid or before.lines[-1].grid or before.landmark or _style(line) != _style(last):
        return not _one_run(before, each, look)
    if _mark(line, before) is not None and _begins_an_item(before, each):
        return True
    distance = (line.baseline - last.baseline) / max(line.size, 1)
    if each.top or line.turned != last.turned or distance <= 0:
        return _parted_by_page(before, each, look)
    if distance > look.pitch / max(look.size, 1) * _GAP:
        return True
    return _moved(before, line, look) or _had_room(before.lines[-1], line, look)


def _one_run(before: _Growing, each: _Placed, look: _Look) -> bool:
    """Whether a line of another look goes on with the one before it: a word in bold letters may fill it."""
    line, last = each.line, before.last
    if each.grid or before.lines[-1].grid or before.landmark or each.top or abs(line.size - last.size) > 0.3:
        return False
    near = 0 < line.baseline - last.baseline <= look.pitch * line.size / max(look.size, 1) * 1.05
    return near and begins_low(line.text) and is_unfinished(last.text) and item_mark(line.text) is None


def _begins_an_item(before: _Growing, each: _Placed) -> bool:
    mark = _mark(each.line, before)
    if mark is None or mark.sure or mark.mark == "-":
        return mark is not None
    ended = not is_unfinished(before.last.text) or before.mark is not None
    return ended or abs(each.line.left - before.lines[0].line.left) > _INDENT / 2


def _parted_by_page(before: _Growing, each: _Placed, look: _Look) -> bool:
    """Whether a passage ends with its page, or its column."""
    last, line = before.last, each.line
    if _style(line)[0] > look.size + 0.7 or last.turned != line.turned:
        return True
    if begins_low(line.text):
        return ends_a_sentence(last.text)
    if _mark(line, before) is not None or _moved(before, line, look):
        return True
    return ends_a_sentence(last.text) or not is_unfinished(last.text) or _had_room(before.lines[-1], line, look)


def _moved(before: _Growing, line: Line, look: _Look) -> bool:
    """Whether a line begins further to the right or left than the passage goes on."""
    if before.mark is not None:
        if len(before.lines) == 1:
            return line.left < before.lines[0].line.left - _INDENT or line.left > before.text_left + 60
        return abs(line.left - before.text_left) > _INDENT
    start = before.lines[-1].line.left if len(before.lines) > 1 else min(before.lines[0].line.left, line.left)
    return line.left > start + _INDENT or (len(before.lines) > 1 and line.left < start - _INDENT)


def _had_room(before: _Placed, line: Line, look: _Look) -> bool:
    """Whether the next word, or the words that stay with it, would have fitted: the line ended there on purpose."""
    last = before.line
    if last.size > look.size + 0.7 or not last.text:
        return False
    letter = (last.right - last.left) / max(len(last.text), 1)
    needed = max(len(first_piece(line.text)), len(stretch(line.text)))
    room = before.edge - last.right - letter * (needed + 2)
    return room > 0.06 * (before.edge - last.left) and not begins_low(line.text) and not _goes_on(last.text)


def _goes_on(text: str) -> bool:
    return text.endswith((",", "-", "–"))


# --- what each passage is ------------------------------------------------------------------------


def _style(line: Line) -> Style:
    return round(line.size * 2) / 2, line.bold, line.italic


def _ranks(grown: Sequence[_Growing], look: _Look) -> dict[Style, int]:
    """The level of each look that a heading may have: the larger and the bolder the higher."""
    styles = {_style(each.lines[0].line) for each in grown if _may_head(each, look)}
    ordered = sorted(styles, key=lambda style: (-style[0], not style[1], style[2]))
    return {style: level for level, style in enumerate(ordered, start=1)}


def _may_head(each: _Growing, look: _Look) -> bool:
    first = each.lines[0]
    size, bold, italic = _style(first.line)
    text = " ".join(one.line.text for one in each.lines)
    if (
        first.grid
        or (each.mark and each.mark.mark == "-")
        or len(text) > _LONGEST_HEADING
        or not any(map(str.isalpha, text))
    ):
        return False
    if size > look.size + 0.7:
        return not text.endswith((",", ";"))
    if size < look.size - 0.7 or (not bold and not italic):
        return False
    return len(each.lines) <= 3 and is_unfinished(text) and not begins_low(text) and len(text) < 150


def _with_next(grown: Sequence[_Growing]) -> Iterator[tuple[_Growing, _Growing | None]]:
    return zip_longest(grown, grown[1:])


def _passage(each: _Growing, after: _Growing | None, look: _Look, known: Vocabulary) -> Passage:
    first = each.lines[0]
    if first.grid:
        rows = tuple(tuple(joined(cell, known) if cell else "" for cell in row) for row in first.grid)
        return Passage("table", "", first.where, rows=rows, page=first.page)
    texts = [one.line.text for one in each.lines]
    style = _style(first.line)
    heads = _may_head(each, look) and style in look.styles and after is not None and _is_other(style, after, look)
    if heads:
        return Passage("heading", joined(texts, known), first.where, look.styles[style], page=first.page)
    if each.mark:
        texts[0] = each.mark.text
        level = round((first.line.left - look.left) / _LIST_INDENT)
        return Passage("item", joined(texts, known), first.where, level, each.mark.mark, page=first.page)
    return Passage("paragraph", joined(texts, known), first.where, page=first.page)


def _is_other(style: Style, after: _Growing, look: _Look) -> bool:
    """Whether what follows looks otherwise, or is a heading itself: else a bold paragraph is only that."""
    return (
        style[0] > look.size + 0.7
        or _style(after.lines[0].line) != style
        or after.landmark
        or bool(after.lines[0].grid)
    )
