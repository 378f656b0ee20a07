"""Tables as a page wants them: how wide each column is, how large the letters, and what stands to the right.

Widths are counted in em of the table's letters, by rough widths of letters: typst measures the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..blocks import Node, text_of
from ..patterns import lazily

_ROOM = 36.5  # the width of the text, in em of a table's letters (10.5 pt)
_PADDING = 1.0  # on both sides of a cell together
_SCALES = (1.0, 0.9, 0.8)  # of the letters, for tables that are too wide otherwise; the last is 8.4 pt
_PIECE = 4.2  # a word that must be divided needs at least this: some nine letters
_LONG_CELL = 1200  # letters: a row with so much may be parted between two pages

_NUMBER = lazily(r"[-–−+±]?[\d \u00a0.,]*\d(?: ?(?:%|‰|kr|tkr|mkr|mnkr))?\*?")
_NO_NUMBER = ("", "–", "-", "—", "…")

_NARROW, _WIDE = frozenset("iljtfrI.,:;'()|!/-[] "), frozenset("mwMWÅÄÖ%@—…&QOG")


class Laid(Struct, frozen=True):
    """A table with the widths of its columns, the scale of its letters, and whether a page may end within a row."""

    table: Node
    scale: float
    may_break_rows: bool


def laid_out(table: Node) -> Laid:
    """The table for the page. Widths that stand in it are not heeded: Markdown has them from its dashes."""
    columns = [_Column.of(cells) for cells in _by_column(table)]
    aligned = [_alignment(spec[0], column) for spec, column in zip(table["c"][2], columns, strict=True)]
    scale, widths = _widths(columns)
    specs = [[align, width] for align, width in zip(aligned, widths, strict=True)]
    longest = max((column.letters for column in columns), default=0)
    return Laid({"t": "Table", "c": [*table["c"][:2], specs, *table["c"][3:]]}, scale, longest > _LONG_CELL)


def with_cells(table: Node, change: Callable[[list[Node]], list[Node]]) -> Node:
    """The table with the blocks of each cell changed."""
    attributes, caption, specs, head, bodies, foot = table["c"]

    def rows(these: Iterable[Any]) -> list[Any]:
        return [[row[0], [[*cell[:4], change(cell[4])] for cell in row[1]]] for row in these]

    changed = [[body[0], body[1], rows(body[2]), rows(body[3])] for body in bodies]
    return {
        "t": "Table",
        "c": [attributes, caption, specs, [head[0], rows(head[1])], changed, [foot[0], rows(foot[1])]],
    }


class _Column(Struct, frozen=True):
    """What the cells of a column need, in em: their longest word, that word divided, and their longest text.

    `letters` are those of that text; `numbers` tells whether there are only numbers below the head.
    """

    word: float
    divided: float
    text: float
    letters: int
    numbers: bool

    @staticmethod
    def of(cells: Sequence[str]) -> _Column:
        body = cells[1:]
        numbers = all(each in _NO_NUMBER or _NUMBER.fullmatch(each) for each in body) and any(
            each not in _NO_NUMBER for each in body
        )
        texts = [_width(each) for each in cells]
        text = max(texts, default=0.0)
        words = [_width(word) for each in cells for word in each.split()]
        of_body = max((_width(each) for each in body), default=0.0) if numbers else 0.0  # a sum is never parted
        word = max(words, default=0.0)
        letters = max(map(len, cells), default=0)
        return _Column(max(word, of_body), max(min(word, _PIECE), of_body), text, letters, numbers)


def _width(text: str) -> float:
    """The width of a text in em, roughly."""
    return sum(
        0.29 if char in _NARROW else 0.82 if char in _WIDE else 0.66 if char.isupper() else 0.48 for char in text
    )


def _alignment(written: Node, column: _Column) -> Node:
    """Numbers stand to the right and all else to the left, where nobody said otherwise."""
    if written["t"] != "AlignDefault":
        return written
    return {"t": "AlignRight" if column.numbers else "AlignLeft"}


def _widths(columns: Sequence[_Column]) -> tuple[float, list[Node]]:
    """The scale of the letters and the widths of the columns; they need none where no line has to be broken."""
    if sum(column.text + _PADDING for column in columns) <= _ROOM:
        return 1.0, [{"t": "ColWidthDefault"}] * len(columns)
    for scale, divided in ((_SCALES[0], False), (_SCALES[1], False), (_SCALES[1], True), (_SCALES[2], True)):
        room = _ROOM / scale - _PADDING * len(columns)
        least = [each.divided if divided else each.word for each in columns]
        if sum(least) <= room:
            break
    widths = [width + _PADDING for width in _shared(room, least, [each.text for each in columns])]
    return scale, [{"t": "ColWidth", "c": round(width / sum(widths), 4)} for width in widths]


def _shared(room: float, least: Sequence[float], texts: Sequence[float]) -> list[float]:
    """The room shared so that the longest text of each column takes as many lines as those of the others."""
    few, many = 0.5, 10_000.0
    for _ in range(40):
        lines = (few * many) ** 0.5
        if sum(max(word, text / lines) for word, text in zip(least, texts, strict=True)) > room:
            few = lines
        else:
            many = lines
    return [max(word, text / many) for word, text in zip(least, texts, strict=True)]


def _by_column(table: Node) -> list[list[str]]:
    """The texts of the cells of each column; the first is that of its head."""
    found: list[list[str]] = [[] for _ in table["c"][2]]
    for row in _rows(table):
        for column, cell in zip(found, row[1], strict=False):
            column.append(text_of(cell[4]).strip())
    return found


def _rows(table: Node) -> Iterator[Any]:
    _, _, _, head, bodies, foot = table["c"]
    yield from head[1]
    for body in bodies:
        yield from body[2]
        yield from body[3]
    yield from foot[1]
