"""Tables as a page wants them: how wide each column is, how large the letters, and what stands to the right.

Widths are counted in em of the table's letters; for typst, which measures the rest, by rough widths of letters, and for
Word by those of its own font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from ..blocks import Node, nodes, text_of
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

_WORD_ROOM = 37.8  # the width of the text in Word: 7 938 twentieths of a point, where an em has 210
_WORD_PADDING = 1.29  # on both sides of a cell together, 210 of them, and 60 to spare: Word rounds
# Times New Roman Bold, as the head is and a sum, in thousandths of an em; then what is narrower where it is not bold.
_BOLD = {
    250: " ,.|\u00a0", 278: "'/\\il", 333: "!()-:;[]`fjt’‘", 389: "Isš{}", 444: "cerzçèéêëž",
    500: "0123456789#$*?J_agovxyàáâåäòóöø§–”“", 556: "SbdhknpqußñùúüŠ", 611: "FP+<=>−", 667: "BELTZÈÉÊËŽ",
    722: "ACDNRUVXYwÀÁÅÄÇæÜÚ", 778: "GHKOQÒÓÖØ", 833: "m&", 944: "M@", 1000: "%W—…‰Æ",
}  # fmt: skip
_REGULAR = {
    278: "jt",
    333: "Ir",
    444: "aàáâåä?”“",
    500: "bdhknpqußñùúü",
    556: "FPŠS",
    611: "ELTZÈÉÊË",
    722: "GHKOQÒÓÖØ",
}
_LETTERS = {
    True: {char: width for width, chars in _BOLD.items() for char in chars},
    False: {char: width for widths in (_BOLD, _REGULAR) for width, chars in widths.items() for char in chars},
}
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
    columns = [_Column.of(cells, [_width] * len(cells)) for cells in _cells(table)]
    scale, widths = _widths(columns)
    laid = _with_columns(table, columns, widths, sum(widths))
    longest = max((column.letters for column in columns), default=0)
    narrow = tuple(width < _NARROW_COLUMN for width in widths)
    roomy = tuple(width >= column.word + _PADDING or not width for width, column in zip(widths, columns, strict=True))
    return Laid(laid, scale, narrow, roomy, longest > _LONG_CELL)


def with_widths(table: Node) -> Node:
    """The table for Word, which does not measure texts as typst does: one that breaks no line has widths as well."""
    columns = [_Column.of(cells, _measures(cells)) for cells in _cells(table)]
    widths = _word_widths(columns)
    return _with_columns(table, columns, widths, max(_WORD_ROOM, sum(widths)))


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
    def of(cells: Sequence[list[Node]], measures: Sequence[Callable[[str], float]]) -> _Column:
        texts = [text_of(cell).strip() for cell in cells]
        body = texts[1:]
        numbers = all(each in _NO_NUMBER or _NUMBER.fullmatch(each) for each in body) and any(
            each not in _NO_NUMBER for each in body
        )
        widths = [measure(each) for each, measure in zip(texts, measures, strict=True)]
        words = [measure(word) for each, measure in zip(texts, measures, strict=True) for word in each.split()]
        of_body = max(widths[1:], default=0.0) if numbers else 0.0  # a sum is never parted
        word = max(words, default=0.0)
        names = (  # never divided
            measure(each)
            for text, measure in zip(texts, measures, strict=True)
            for each in text.split()[1:] if each[0].isupper()
        )  # fmt: skip
        letters = max(map(len, texts), default=0)
        least = max(min(word, _PIECE), of_body, *names)
        return _Column(max(word, of_body), least, max(widths, default=0.0), letters, numbers)


def _width(text: str) -> float:
    """The width of a text in em, roughly."""
    return sum(
        0.29 if char in _NARROW else 0.82 if char in _WIDE else 0.66 if char.isupper() else 0.48 for char in text
    )


def _width_in_word(text: str, *, bold: bool) -> float:
    """The width of a text in em, in the letters of Word's font; of a letter that is not known, a wide one."""
    widths = _LETTERS[bold]
    return sum(widths.get(char, 778 if char.isupper() else 556) for char in text) / 1000


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
    words, divided, comfortable = _least(columns)
    large, smaller, small = _SCALES
    for scale, least in ((large, comfortable), (large, words), (smaller, words), (smaller, divided), (small, divided)):
        room = _ROOM / scale - _PADDING * len(columns)
        if sum(least) <= room:
            break
    return scale, [width + _PADDING for width in _shared(room, least, [each.text for each in columns])]


def _word_widths(columns: Sequence[_Column]) -> list[float]:
    """The widths of the columns in em, for Word: its letters are of one size, and it divides a word at any letter.

    Tried in turn: short texts on one line, no word divided, only the longest words divided.
    """
    texts, room = [each.text for each in columns], _WORD_ROOM - _WORD_PADDING * len(columns)
    if sum(texts) <= room:
        return [text * _SPARE + _WORD_PADDING for text in texts]
    words, divided, comfortable = _least(columns)
    for least in (comfortable, words, _longest_divided(words, divided, room)):
        if sum(least) <= room:
            break
    return [width + _WORD_PADDING for width in _shared(room, least, texts)]


def _longest_divided(words: Sequence[float], divided: Sequence[float], room: float) -> list[float]:
    """What columns need where their words do not all have room: those stay whole that are not among the longest."""
    few, many = 0.0, max(words)
    for _ in range(40):
        longest = (few + many) / 2
        if sum(max(least, min(word, longest)) for word, least in zip(words, divided, strict=True)) > room:
            many = longest
        else:
            few = longest
    return [max(least, min(word, few)) for word, least in zip(words, divided, strict=True)]


def _least(columns: Sequence[_Column]) -> tuple[list[float], list[float], list[float]]:
    """What columns need so that no word is divided, so that long ones are, and so that short texts stay on one line."""
    words, divided = [each.word for each in columns], [each.divided for each in columns]
    comfortable = [max(each.word, min(each.text, _COMFORT)) for each in columns]
    if max(each.text for each in columns) > 2 * _ROOM:  # a long text needs the room more than the head over a sum does
        heads = [max(each.divided, min(each.word, _HALF_HEAD)) if each.numbers else _ROOM for each in columns]
        comfortable = [min(head, most) for head, most in zip(heads, comfortable, strict=True)]
    return words, divided, comfortable


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


def _cells(table: Node) -> list[list[list[Node]]]:
    """The content of the cells of each column; the first is that of its head."""
    found: list[list[list[Node]]] = [[] for _ in table["c"][2]]
    for row in _rows(table):
        for column, cell in zip(found, row[1], strict=False):
            column.append(cell[4])
    return found


def _measures(cells: Sequence[list[Node]]) -> list[Callable[[str], float]]:
    """What measures each cell for Word: its head is bold, and so is what has a bold word in it."""
    bold = [at == 0 or any(each["t"] == "Strong" for each in nodes(cell)) for at, cell in enumerate(cells)]
    return [partial(_width_in_word, bold=each) for each in bold]


def _rows(table: Node) -> Iterator[Any]:
    _, _, _, head, bodies, foot = table["c"]
    yield from head[1]
    for body in bodies:
        yield from body[2]
        yield from body[3]
    yield from foot[1]
