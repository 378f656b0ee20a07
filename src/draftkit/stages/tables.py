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
_SPARE = 1.1  # of a text's width where a line must not be broken, since letters are counted roughly
_PADDING = 1.0  # on both sides of a cell together
_SCALES = (1.0, 0.9, 0.8)  # of the letters, for tables that are too wide otherwise; the last is 8.4 pt
_PIECE = 4.2  # a word that must be divided needs at least this: some nine letters
_HALF_HEAD = 6.4  # half of a long word at the head of a column
_COMFORT = 9.0  # a text up to this wide, some twenty letters, is kept on one line where there is room
_NARROW_COLUMN = 16.0  # narrower columns need more words to be divided: some thirty-five letters on a line
_LONG_CELL = 1200  # letters: a row with so much may be parted between two pages

_NUMBER = lazily(r"[-–−+±]?[\d \u00a0.,]*\d(?: ?(?:%|‰|kr|tkr|mkr|mnkr))?\*?")
_NO_NUMBER = ("", "–", "-", "—", "…")

_NARROW, _WIDE = frozenset("iljtfrI.,:;'()|!/-[] "), frozenset("mwMWÅÄÖ%@—…&QOG")


class Laid(Struct, frozen=True):
    """A table with the widths of its columns, and the scale of its letters.

    `narrow` tells of each column whether its lines are short, `roomy` whether each word has room without being divided;
    `may_break_rows` whether a page may end within a row.
    """

    table: Node
    scale: float
    narrow: tuple[bool, ...]
    roomy: tuple[bool, ...]
    may_break_rows: bool


def laid_out(table: Node) -> Laid:
    """The table for the page. Widths that stand in it are not heeded: Markdown has them from its dashes."""
    columns = [_Column.of(cells) for cells in _by_column(table)]
    scale, widths = _widths(columns)
    laid = _with_columns(table, columns, widths, sum(widths))
    longest = max((column.letters for column in columns), default=0)
    narrow = tuple(width < _NARROW_COLUMN for width in widths)
    roomy = tuple(width >= column.word + _PADDING or not width for width, column in zip(widths, columns, strict=True))
    return Laid(laid, scale, narrow, roomy, longest > _LONG_CELL)


def with_widths(table: Node) -> Node:
    """The table for Word, which does not measure texts as typst does: one that breaks no line has widths as well."""
    columns = [_Column.of(cells) for cells in _by_column(table)]
    _, widths = _widths(columns)
    if not any(widths):
        widths = [column.text * _SPARE + _PADDING for column in columns]
    return _with_columns(table, columns, widths, max(_ROOM, sum(widths)))


def _with_columns(table: Node, columns: Sequence[_Column], widths: Sequence[float], whole: float) -> Node:
    aligned = [_alignment(spec[0], column) for spec, column in zip(table["c"][2], columns, strict=True)]
    specs = [[align, _share(width, whole)] for align, width in zip(aligned, widths, strict=True)]
    return {"t": "Table", "c": [*table["c"][:2], specs, *table["c"][3:]]}


def _share(width: float, whole: float) -> Node:
    return {"t": "ColWidth", "c": round(width / whole, 4)} if whole else {"t": "ColWidthDefault"}


def with_cells(table: Node, change: Callable[[int, list[Node]], list[Node]]) -> Node:
    """The table with the blocks of each cell changed; `change` is given the place of the cell in its row, too."""
    attributes, caption, specs, head, bodies, foot = table["c"]

    def rows(these: Iterable[Any]) -> list[Any]:
        return [[row[0], [[*cell[:4], change(at, cell[4])] for at, cell in enumerate(row[1])]] for row in these]

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
        names = (_width(each) for text in cells for each in text.split()[1:] if each[0].isupper())  # never divided
        letters = max(map(len, cells), default=0)
        return _Column(max(word, of_body), max(min(word, _PIECE), of_body, *names), text, letters, numbers)


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


def _widths(columns: Sequence[_Column]) -> tuple[float, list[float]]:
    """The scale of the letters, and the widths of the columns in em; 0 where no line has to be broken.

    Tried in turn: short texts on one line, no word divided, smaller letters, words divided.
    """
    if sum(column.text + _PADDING for column in columns) <= _ROOM:
        return 1.0, [0.0] * len(columns)
    words, divided = [each.word for each in columns], [each.divided for each in columns]
    comfortable = [max(each.word, min(each.text, _COMFORT)) for each in columns]
    if max(each.text for each in columns) > 2 * _ROOM:  # a long text needs the room more than the head over a sum does
        heads = [max(each.divided, min(each.word, _HALF_HEAD)) if each.numbers else _ROOM for each in columns]
        comfortable = [min(head, most) for head, most in zip(heads, comfortable, strict=True)]
    large, smaller, small = _SCALES
    for scale, least in ((large, comfortable), (large, words), (smaller, words), (smaller, divided), (small, divided)):
        room = _ROOM / scale - _PADDING * len(columns)
        if sum(least) <= room:
            break
    return scale, [width + _PADDING for width in _shared(room, least, [each.text for each in columns])]


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
