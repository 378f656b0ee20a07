"""Lines that stand in columns: a table becomes rows of cells, and text beside a box is read one column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from .lines import Cell, Line
from .marks import begins_low, ends_a_sentence, item_mark

Grid = tuple[tuple[tuple[str, ...], ...], ...]  # rows of cells of lines

_GUTTER = 4.0  # points between two columns
_FAR = 2.4  # of the letters' size: further from a row than this, a line is below the table
_LEAST_ROWS = 2


def with_tables(lines: Sequence[Line]) -> Iterator[tuple[Line, Grid | None]]:
    """The lines in reading order; those of a table as one line with its grid.

    A box beside the text is read where the sentence beside it has ended.
    """
    held: list[Line] = []
    pieces = list(_pieces_of(lines))
    for (line, grid, box), (after, _, _) in pairwise([*pieces, (None, None, False)]):
        assert line is not None
        if box:
            held.append(line)
            continue
        yield line, grid
        if held and (after is None or (ends_a_sentence(line.text) and not begins_low(after.text))):
            yield from ((each, None) for each in held)
            held = []
    yield from ((each, None) for each in held)


def _pieces_of(lines: Sequence[Line]) -> Iterator[tuple[Line, Grid | None, bool]]:
    """Line after line, or a whole table; and whether it is in a box beside the text."""
    lines = [_without_marks_as_cells(line) for line in lines]
    index = 0
    while index < len(lines):
        end = _region(lines, index)
        if end is None:
            yield lines[index], None, False
            index += 1
            continue
        region = lines[index:end]
        columns = _columns(region)
        if _is_text_in_columns(region, columns):
            boxed = _box(region, columns)
            order = sorted(range(len(columns)), key=lambda column: column == boxed)
            yield from ((line, None, column == boxed) for column in order for line in _only(region, columns, column))
        else:
            first = replace(region[0], text=" ".join(line.text for line in region), cells=())
            yield first, tuple(_rows(region, columns)), False
        index = end


def _box(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> int | None:
    """Which of two columns is a box beside the text: the one with less in it, where they share no baselines."""
    if not any(_overlap(line, after) for line, after in pairwise(lines)):
        return None
    return min(range(len(columns)), key=lambda column: sum(len(line.text) for line in _only(lines, columns, column)))


def _without_marks_as_cells(line: Line) -> Line:
    """A line whose first cell is only the mark of an item is a line of text."""
    if len(line.cells) == 2 and item_mark(f"{line.cells[0].text} x") is not None:
        return replace(line, cells=())
    return line


def _region(lines: Sequence[Line], start: int) -> int | None:
    """Where the table or the two columns end that begin with the line `start`; None where none do."""
    if not _beside(lines, start):
        return None
    end, last_row = start + 1, start + 1
    rows = 1
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        if not 0 <= line.baseline - before.baseline <= _FAR * max(line.size, before.size):
            break
        columns = _columns(lines[start : end + 1])
        if len(columns) < 2 or len(columns) < len(_columns(lines[start:last_row])) - 1:
            break
        if not line.cells and _spans(line, _columns(lines[start:last_row])):
            break
        end += 1
        if _beside(lines, end - 1):
            rows += 1
            last_row = end
        elif _below(lines, start, end):
            last_row = end
    return last_row if rows >= _LEAST_ROWS and len(_columns(lines[start:last_row])) > 1 else None


def _beside(lines: Sequence[Line], index: int) -> bool:
    """Whether a line has something beside it: cells of its own, or another line a little higher or lower."""
    line = lines[index]
    return bool(line.cells) or any(
        _overlap(line, other) for other in (*lines[max(index - 2, 0) : index], *lines[index + 1 : index + 3])
    )


def _overlap(line: Line, other: Line) -> bool:
    """Whether two lines are nearer to each other than lines of one text are, and stand beside each other."""
    near = 0 < abs(line.baseline - other.baseline) < 0.8 * min(line.size, other.size)
    return near and (line.right + _GUTTER < other.left or other.right + _GUTTER < line.left)


def _below(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the line before `end` is the second line of a cell: nearer to its row than rows are to each other."""
    gaps = [after.baseline - line.baseline for line, after in pairwise(lines[start : end - 1])]
    own = lines[end - 1].baseline - lines[end - 2].baseline
    return bool(gaps) and own * 1.07 < max(gaps) and own < min(gaps) * 1.05


def _pieces(line: Line) -> Sequence[Cell]:
    return line.cells or (Cell(line.text, line.left, line.right),)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where each column reaches: what all the lines leave empty parts them."""
    spans = sorted((cell.left, cell.right) for line in lines for cell in _pieces(line))
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left <= columns[-1][1] + _GUTTER:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _spans(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line reaches over more than one column."""
    return sum(1 for left, right in columns if line.left < right and line.right > left) > 1


def _column_of(cell: Cell, columns: Sequence[tuple[float, float]]) -> int:
    return next(
        index for index, (left, right) in enumerate(columns) if left - 0.5 <= cell.left and cell.right <= right + 0.5
    )


def _is_text_in_columns(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the columns are running text: most of the lines of each go on in the next line of the same.

    The lines of a table stand on the baselines of its rows, and its rows are further apart than their lines.
    """
    if len(columns) != 2 or len(lines) < 4:
        return False
    loose = any(_overlap(line, after) for line, after in pairwise(lines))
    return (loose or _row_distance(lines) == 0) and all(_goes_on(lines, columns, index) for index in range(2))


def _goes_on(lines: Sequence[Line], columns: Sequence[tuple[float, float]], index: int) -> bool:
    texts = [cell.text for line in lines for cell in _pieces(line) if _column_of(cell, columns) == index]
    on = sum(1 for text, after in pairwise(texts) if not ends_a_sentence(text) and begins_low(after))
    return len(texts) > 1 and on * 2 >= len(texts) - 1 and max(map(len, texts)) > 18


def _only(lines: Sequence[Line], columns: Sequence[tuple[float, float]], column: int) -> Iterator[Line]:
    """The lines of one column."""
    for line in lines:
        for cell in _pieces(line):
            if _column_of(cell, columns) == column:
                size = cell.size or line.size
                yield replace(line, text=cell.text, left=cell.left, right=cell.right, size=size, cells=())


def _rows(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The rows: a line begins a new one, unless it stands nearer to the one before than rows do."""
    row: list[list[str]] = [[] for _ in columns]
    limit = _row_distance(lines)
    before: Line | None = None
    for line in lines:
        if before is not None and line.baseline - before.baseline > limit:
            yield tuple(map(tuple, row))
            row = [[] for _ in columns]
        for cell in _pieces(line):
            row[_column_of(cell, columns)].append(cell.text)
        before = line
    yield tuple(map(tuple, row))


def _row_distance(lines: Sequence[Line]) -> float:
    """The distance from which on a line begins a new row: 0 where every line is a row of its own."""
    gaps = sorted(after.baseline - line.baseline for line, after in pairwise(lines))
    if not gaps or gaps[-1] < gaps[0] * 1.12:
        return 0.0
    widest = max(pairwise(gaps), key=lambda pair: pair[1] / max(pair[0], 0.1), default=(0.0, 0.0))
    return (widest[0] + widest[1]) / 2
