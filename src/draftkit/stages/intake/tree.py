"""Paragraphs and tables to pandoc's tree, in what our Markdown can hold; what it cannot is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from ...blocks import NO_ATTRIBUTES, Node, letters, nodes, text_of, transform
from ...messages import msg
from ...patterns import lazily
from .story import Altered, Cell, Grid, Item, Paragraph, Piece

_LONGEST_CELL = 400  # letters; a cell with more is a frame round text, and no table

_SIDES = {"right": "AlignRight", "center": "AlignCenter"}


class Treed(Struct, frozen=True):
    """Blocks, and what had to take another form."""

    blocks: tuple[Node, ...]
    altered: tuple[Altered, ...]


def treed(pieces: Sequence[Piece]) -> Treed:
    """The blocks of a text."""
    altered: list[Altered] = []
    return Treed(tuple(_blocks(pieces, altered)), tuple(altered))


def _blocks(pieces: Sequence[Piece], altered: list[Altered]) -> list[Node]:
    result: list[Node] = []
    for kind, group in groupby(pieces, key=_kind):
        members = list(group)
        if kind == "table":
            for each in members:
                result += _table(each, altered) if isinstance(each, Grid) else []
            continue
        paragraphs = [each for each in members if isinstance(each, Paragraph)]
        if kind == "list":
            result += lists(paragraphs)
        elif kind == "quote":
            result.append({"t": "BlockQuote", "c": [_paragraph(each) for each in paragraphs]})
        else:
            result += [_paragraph(each) for each in paragraphs]
    return _apart(result)


def _kind(piece: Piece) -> str:
    if isinstance(piece, Grid):
        return "table"
    if piece.level:
        return "text"
    return "list" if piece.item else "quote" if piece.quoted else "text"


def _paragraph(paragraph: Paragraph) -> Node:
    content = list(paragraph.content)
    if not paragraph.level or not letters(text_of(content)):
        return {"t": "Para", "c": content}
    return {"t": "Header", "c": [paragraph.level, list(NO_ATTRIBUTES), heading(content)]}


def heading(content: Sequence[Node]) -> list[Node]:
    """The inlines of a heading: no emphasis, which its look has already, and one line."""
    result: list[Node] = []
    for node in on_one_line(content):
        result += heading(node["c"]) if node["t"] in ("Strong", "Emph") else [node]
    return result


def on_one_line(content: Sequence[Node]) -> list[Node]:
    """Inlines with a blank for each line break, also within what is bold or italic."""
    found: list[Node] = transform(list(content), lambda node: [{"t": "Space"}] if node["t"] == "LineBreak" else None)
    return found


# --- lists ---------------------------------------------------------------------------------------


class _List(Struct):
    """A list while it is made: what its first number is, None for bullets, and its items."""

    first: int | None
    items: list[list[Node]]

    def continues(self, item: Item) -> bool:
        """Whether an item is the next of this list."""
        if (self.first is None) != (item.number is None):
            return False
        return self.first is None or item.number == self.first + len(self.items)


def lists(paragraphs: Sequence[Paragraph]) -> list[Node]:
    """Neighbouring items as lists, the deeper ones within those before them."""
    result: list[Node] = []
    current: _List | None = None
    base = min((each.item.depth for each in paragraphs[:1] if each.item), default=0)
    waiting: list[Paragraph] = []

    def close() -> None:
        nonlocal waiting
        if waiting and current is not None:
            current.items[-1] += lists(waiting)
        waiting = []

    for each in paragraphs:
        item = each.item or Item(0)
        if item.within and (current is None or item.depth <= base):
            close()
            result += [_list(current)] if current else []
            current = None
            result.append({"t": "Para", "c": list(each.content)})
        elif item.within and not waiting and current is not None:
            current.items[-1].append({"t": "Para", "c": list(each.content)})
        elif current is not None and item.depth > base:
            waiting.append(each)
        else:
            close()
            base = min(base, item.depth)
            if current is None or not current.continues(item):
                result += [_list(current)] if current else []
                current = _List(item.number, [])
            current.items.append([{"t": "Para", "c": list(each.content)}])
    close()
    return _apart([*result, *([_list(current)] if current else [])])


def _list(found: _List) -> Node:
    tight = all(sum(node["t"] == "Para" for node in item) <= 1 for item in found.items)
    items = [[_tight(node) for node in item] if tight else item for item in found.items]
    if found.first is None:
        return {"t": "BulletList", "c": items}
    return {"t": "OrderedList", "c": [[found.first, {"t": "Decimal"}, {"t": "Period"}], items]}


def _tight(node: Node) -> Node:
    return {"t": "Plain", "c": node["c"]} if node["t"] == "Para" else node


def _apart(blocks: Sequence[Node]) -> list[Node]:
    """Neighbouring lists of one kind told apart, which Markdown would read as one: 1. 2. and then 1) 2)."""
    result: list[Node] = []
    for node in blocks:
        last = result[-1] if result else None
        if last is not None and last["t"] == node["t"] == "BulletList":
            result[-1] = {"t": "BulletList", "c": [*last["c"], *node["c"]]}
            continue
        if last is not None and last["t"] == node["t"] == "OrderedList" and last["c"][0][2]["t"] == "Period":
            (first, style, _), items = node["c"]
            node = {"t": "OrderedList", "c": [[first, style, {"t": "OneParen"}], items]}
        result.append(node)
    return result


# --- tables --------------------------------------------------------------------------------------


def _table(grid: Grid, altered: list[Altered]) -> list[Node]:
    width = max((sum(cell.across for cell in row) for row in grid.rows), default=0)
    text = " ".join(text for row in grid.rows for cell in row for text in _texts(cell.pieces))
    if width < 2 or _is_frame(grid):
        inner = [piece for row in grid.rows for cell in row for piece in cell.pieces]
        if width > 1:
            altered.append(Altered(msg("a table that Markdown cannot hold stands as text, cell by cell"), text))
        return _blocks(inner, altered)
    rows = [row for row in grid.rows if any(cell.pieces or cell.covered for cell in row)]
    heads = sum(row in grid.rows[: grid.heads] for row in rows[: grid.heads])
    if any((cell.across > 1 and cell.pieces) or cell.covered for row in rows for cell in row):
        altered.append(Altered(msg("merged cells of a table: the first has the text, the others are empty"), text))
    if any(len([*_contents(cell.pieces)]) > 1 for row in rows for cell in row):
        altered.append(Altered(msg("paragraphs in one cell of a table stand on one line"), text))
    if heads > 1:
        altered.append(Altered(msg("a table with several rows of headings has one, and the others below it"), text))
    head = rows[0] if heads else ()
    body = rows[1:] if heads else rows
    sides = [_side(rows[heads:], column) for column in range(width)]
    attributes = list(NO_ATTRIBUTES)
    specs = [[{"t": side}, {"t": "ColWidthDefault"}] for side in sides]
    return [
        {
            "t": "Table",
            "c": [
                attributes, [None, []], specs, [attributes, [_row(head, width)]],
                [[attributes, 0, [], [_row(row, width) for row in body]]], [attributes, []],
            ],
        }
    ]  # fmt: skip


def _is_frame(grid: Grid) -> bool:
    """Whether a table is a frame round text: tables, headings or long texts stand in it, or it has one row."""
    cells = [cell for row in grid.rows for cell in row]
    nested = any(isinstance(piece, Grid) for cell in cells for piece in cell.pieces)
    headed = any(isinstance(piece, Paragraph) and piece.level for cell in cells for piece in cell.pieces)
    longest = max((sum(map(len, _texts(cell.pieces))) for cell in cells), default=0)
    filled = [row for row in grid.rows if any(cell.pieces for cell in row)]
    return nested or headed or longest > _LONGEST_CELL or (len(filled) < 2)


def _side(rows: Sequence[Sequence[Cell]], column: int) -> str:
    """How a column is set: as most of its cells are."""
    found = [each for each in (_at(row, column) for row in rows) if each is not None and each.pieces]
    sides = [each.side for each in found]
    side = max(set(sides), key=sides.count) if sides else ""
    return _SIDES.get(side, "AlignDefault")


def _at(row: Sequence[Cell], column: int) -> Cell | None:
    place = 0
    for cell in row:
        if place == column:
            return cell
        place += cell.across
    return None


def _row(row: Sequence[Cell], width: int) -> Node:
    cells: list[Node] = []
    for cell in row:
        cells += [_cell(cell), *(_cell(Cell(())) for _ in range(cell.across - 1))]
    cells += [_cell(Cell(())) for _ in range(width - len(cells))]
    return [list(NO_ATTRIBUTES), cells]  # type: ignore[return-value]


def _cell(cell: Cell) -> Node:
    inlines: list[Node] = []
    for each in _contents(cell.pieces):
        inlines += [{"t": "Space"}] if inlines else []
        inlines += on_one_line(each)
    blocks = [{"t": "Plain", "c": inlines}] if inlines else []
    return [list(NO_ATTRIBUTES), {"t": "AlignDefault"}, 1, 1, blocks]  # type: ignore[return-value]


def _contents(pieces: Sequence[Piece]) -> Iterator[Sequence[Node]]:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            number = piece.item.number if piece.item else None
            before: list[Node] = [] if number is None else [{"t": "Str", "c": f"{number}."}, {"t": "Space"}]
            yield [*before, *piece.content]


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield text_of(list(piece.content)).strip()
        else:
            for row in piece.rows:
                for cell in row:
                    yield from _texts(cell.pieces)


# --- one tree ------------------------------------------------------------------------------------


def without_emphasis(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with plain words only: for what does not survive being written and read."""

    def plain(node: Node) -> list[Node] | None:
        if node["t"] in ("Strong", "Emph"):
            return list(node["c"])
        return list(node["c"][1]) if node["t"] == "Link" else None

    found: list[Node] = transform(list(blocks), plain)
    return found


def literal(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with each word that pandoc's writer would spoil given to it as it is to be written.

    After a backslash it swallows the next character, and an & it never escapes: C:\\_x, &amp;
    """

    def escaped(node: Node) -> list[Node] | None:
        if node["t"] != "Str" or not _SPOILT.search(node["c"]):
            return None
        return [{"t": "RawInline", "c": ["commonmark", _MARKS.sub(r"\\\g<0>", node["c"])]}]

    found: list[Node] = transform(list(blocks), escaped)
    return found


_SPOILT = lazily(r"\\|&|^~~~|^===")
_MARKS = lazily(r"[!-/:-@\[-`{-~]")


def pictures(blocks: Sequence[Node]) -> list[str]:
    """The names of the pictures in a tree, in their order."""
    return list(dict.fromkeys(node["c"][2][0] for node in nodes(list(blocks)) if node["t"] == "Image"))
