"""Lines that stand in columns: a table becomes rows of cells, and text beside a box is read one column at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .lines import Cell, Line
from .marks import begins_low, ends_a_sentence, item_mark

Grid = tuple[tuple[tuple[str, ...], ...], ...]  # rows of cells of lines

_GUTTER = 4.0  # points between two columns
_FAR = 2.4  # of the letters' size: further from a row than this, a line is below the table
_LEAST_ROWS = 2


def with_tables(lines: Sequence[Line]) -> Iterator[tuple[Line, Grid | None]]:
    """The lines in reading order; those of a table as one line with its grid."""
    lines = [_without_marks_as_cells(line) for line in lines]
    index = 0
    while index < len(lines):
        end = _region(lines, index)
        if end is None:
            yield lines[index], None
            index += 1
            continue
        region = lines[index:end]
        columns = _columns(region)
        if _is_text_in_columns(region, columns):
            yield from ((line, None) for line in _one_by_one(region, columns))
        else:
            first = replace(region[0], text=" ".join(line.text for line in region), cells=())
            yield first, tuple(_rows(region, columns))
        index = end


def _without_marks_as_cells(line: Line) -> Line:
    """A line whose first cell is only the mark of an item is a line of text."""
    if len(line.cells) == 2 and item_mark(f"{line.cells[0].text} x") is not None:
        return replace(line, cells=())
    return line


def _region(lines: Sequence[Line], start: int) -> int | None:
    """Where the table ends that begins with the line `start`; None where none does."""
    if not lines[start].cells:
        return None
    end, last_row = start + 1, start + 1
    rows = 1
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        distance = line.baseline - before.baseline
        if not 0 <= distance <= _FAR * max(line.size, before.size):
            break
        columns = _columns(lines[start : end + 1])
        if len(columns) < 2 or len(columns) < len(_columns(lines[start:last_row])) - 1:
            break
        if not line.cells and _spans(line, _columns(lines[start:last_row])):
            break
        end += 1
        if line.cells:
            rows += 1
            last_row = end
        elif _below(lines, start, end):
            last_row = end
    return last_row if rows >= _LEAST_ROWS else None


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
    """Whether the columns are running text: most of the lines of one go on in the next line of the same."""
    if len(columns) != 2 or len(lines) < 4:
        return False
    for index in range(2):
        texts = [cell.text for line in lines for cell in _pieces(line) if _column_of(cell, columns) == index]
        on = sum(1 for text, after in pairwise(texts) if not ends_a_sentence(text) and begins_low(after))
        if len(texts) > 3 and on * 2 > len(texts) - 1 and max(map(len, texts)) > 25:
            return True
    return False


def _one_by_one(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Iterator[Line]:
    """The lines of the first column, then those of the second."""
    for index in range(len(columns)):
        for line in lines:
            for cell in _pieces(line):
                if _column_of(cell, columns) == index:
                    yield replace(line, text=cell.text, left=cell.left, right=cell.right, cells=())


def _rows(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The rows: a line begins a new one, unless it stands nearer to the one before than rows do."""
    row: list[list[str]] = [[] for _ in columns]
    limit = _row_distance(lines, len(columns))
    before: Line | None = None
    for line in lines:
        if before is not None and line.baseline - before.baseline > limit:
            yield tuple(map(tuple, row))
            row = [[] for _ in columns]
        for cell in _pieces(line):
            row[_column_of(cell, columns)].append(cell.text)
        before = line
    yield tuple(map(tuple, row))


def _row_distance(lines: Sequence[Line], width: int) -> float:
    """The distance from which on a line begins a new row: 0 where every line is a row of its own."""
    gaps = sorted(after.baseline - line.baseline for line, after in pairwise(lines))
    if not gaps or gaps[-1] < gaps[0] * 1.12:
        return 0.0
    widest = max(pairwise(gaps), key=lambda pair: pair[1] / max(pair[0], 0.1), default=(0.0, 0.0))
    return (widest[0] + widest[1]) / 2
