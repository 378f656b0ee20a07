"""What a file from Word or OpenDocument holds, before it is anybody's Markdown: paragraphs and tables in their order.

`Original` is all that a reader found. Nothing in it is dropped: what is not among its pieces is among `left`, with the
reason why, and what had to take another form is among `altered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from ...blocks import Node, text_of
from ...messages import Message

CHANGES = ("godkänn", "visa", "avvisa")  # what to do with tracked changes


class Left(Struct, frozen=True):
    """Words of the original that are not in the text: where they stood, why they are left out, and the words."""

    where: Message
    reason: Message
    text: str


class Altered(Struct, frozen=True):
    """What is in the text in another form than in the original, and the words that it concerns."""

    what: Message
    text: str = ""


class Item(Struct, frozen=True):
    """A paragraph's place in a list: how deep (0 outermost), and its number; None for a bullet.

    `within`: no item of its own, but a paragraph in the item before it.
    """

    depth: int
    number: int | None = None
    within: bool = False


class Paragraph(Struct, frozen=True):
    """Text with its marks; `level` is 1–9 for a heading, 0 for other text."""

    content: tuple[Node, ...]
    level: int = 0
    item: Item | None = None
    quoted: bool = False


class Cell(Struct, frozen=True):
    """A cell of a table: its pieces, and how many columns it takes. `covered`: it is part of the cell above it."""

    pieces: tuple[Piece, ...]
    across: int = 1
    covered: bool = False
    side: str = ""  # "right" or "center"


class Grid(Struct, frozen=True):
    """A table; the first `heads` rows are its heading."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


Piece = Paragraph | Grid


class Revision(Struct, frozen=True):
    """Tracked changes by one person: how many insertions and deletions."""

    author: str
    insertions: int
    deletions: int


class Original(Struct, frozen=True):
    """A file as it was read.

    `media`: its pictures by name, and `margins` the lines of its headers and footers. `written` are all the words
    that stand in it, paragraph by paragraph, counted without regard to what the reader made of them; `added` are
    words that it shows but that stand nowhere in it, such as the numbers of its headings.
    """

    pieces: tuple[Piece, ...] = ()
    left: tuple[Left, ...] = ()
    altered: tuple[Altered, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    margins: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    title: str = ""


def paragraphs(pieces: Iterable[Piece]) -> Iterator[Sequence[Node]]:
    """The paragraphs of pieces, those of tables among them, in reading order."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            if piece.item is not None and piece.item.number is not None:
                yield [{"t": "Str", "c": f"{piece.item.number}."}, {"t": "Space"}, *piece.content]
            else:
                yield piece.content
        else:
            for row in piece.rows:
                for cell in row:
                    yield from paragraphs(cell.pieces)


def lines(pieces: Iterable[Piece]) -> list[str]:
    """The text of pieces, a line for each paragraph."""
    found = []
    for each in paragraphs(pieces):
        notes: list[str] = []
        text = text_of(list(each), notes=notes)
        found += [line.strip() for line in (text, *notes) if line.strip()]
    return found
