"""Passages: what a text consists of once its lines are joined; and how each is written in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...messages import Message
from ...patterns import lazily
from .lines import NOTE, NOTE_MARK

Kind = Literal["heading", "paragraph", "item", "table", "note"]

# What Markdown would take for a mark of its own, wherever it stands ...
_MARKS = lazily(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[*`]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])"
    r"|&(?=\#?\w+;)|\[(?=\^)|\[(?=[^\]]*\]\s?[(\[:])|!(?=\[)|\](?=[(\[:])"
)
# ... and at the beginning of a line.
_AT_THE_START = lazily(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=>|\#{1,6}(?:\s|$)|[-+](?:\s|$)|-{3}|~{3})")


class Passage(Struct, frozen=True):
    """A paragraph, heading, item of a list, table or footnote: its words without any markup.

    `level` is how far below the others a heading or an item stands, from 1. `mark` is "-" or the number that begins
    an item, or the number of a footnote. `rows` are a table's. `where` says where it began.
    """

    kind: Kind
    text: str
    where: Message
    level: int = 1
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    page: int = 0

    @property
    def plain(self) -> str:
        """The words without the numbers of footnotes."""
        return NOTE.sub("", self.text)

    @property
    def words(self) -> str:
        """All the words, those of a table's cells too."""
        return " ".join(cell for row in self.rows for cell in row if cell) if self.rows else self.plain


def markdown(passages: Sequence[Passage], *, top: int = 2) -> str:
    """The passages as Markdown that reads back word for word; the highest heading gets the level `top`.

    Levels are made consecutive: a heading of level 4 below one of level 2 becomes one of level 3.
    """
    parts: list[str] = []
    for written, close in _written(passages, top):
        parts += [("\n" if close else "\n\n") if parts else "", written]
    return "".join(parts) + ("\n" if parts else "")


def _written(passages: Sequence[Passage], top: int) -> Iterator[tuple[str, bool]]:
    """Each passage, as it is written, and whether it stands close to the one before: an item of the same list."""
    levels = _levels(passages, top)
    lists = _Lists()
    for passage in passages:
        if passage.kind == "item":
            begun = lists.begun
            yield lists.item(passage), begun
            continue
        lists = _Lists()
        if passage.kind == "heading":
            yield f"{'#' * levels[passage.level]} {_heading(passage.text)}", False
        elif passage.kind == "table":
            yield _table(passage.rows), False
        elif passage.kind == "note":
            yield f"[^{passage.mark}]: {escaped(passage.text)}", False
        else:
            yield escaped(passage.text), False


class _List(Struct):
    level: int
    mark: str
    other: bool = False


class _Lists:
    """The lists that are open at an item, the outermost first."""

    def __init__(self) -> None:
        self.open: list[_List] = []

    @property
    def begun(self) -> bool:
        """Whether an item has been written."""
        return bool(self.open)

    def item(self, passage: Passage) -> str:
        """The item as it is written. A list right after another gets another mark, to be a list of its own."""
        while len(self.open) > 1 and self.open[-1].level > passage.level:
            self.open.pop()
        if not self.open or self.open[-1].level < passage.level:
            self.open.append(_List(passage.level, passage.mark))
        else:
            inner = self.open[-1]
            if inner.mark.isdigit() != passage.mark.isdigit():
                inner.other = False  # a bullet ends a list of numbers by itself
            elif passage.mark.isdigit() and int(passage.mark) != int(inner.mark) + 1:
                inner.other = not inner.other
            inner.mark, inner.level = passage.mark, passage.level
        other = self.open[-1].other
        mark = ("*" if other else "-") if passage.mark == "-" else passage.mark + (")" if other else ".")
        return f"{'    ' * (len(self.open) - 1)}{mark} {escaped(passage.text)}"


def _levels(passages: Iterable[Passage], top: int) -> dict[int, int]:
    """The level in Markdown of each level of heading: consecutive, from `top`."""
    used = sorted({each.level for each in passages if each.kind == "heading"})
    return {level: min(top + index, 6) for index, level in enumerate(used)}


def _heading(text: str) -> str:
    """A heading's words; a # at the end would be taken for its closing mark."""
    written = escaped(text, at_start=False)
    return f"{written[:-1]}\\#" if written.endswith("#") else written


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [
        "| " + " | ".join(escaped(cell, at_start=False).replace("|", "\\|") for cell in row) + " |" for row in padded
    ]
    return "\n".join([lines[0], "|" + "----|" * width, *lines[1:]])


def escaped(text: str, *, at_start: bool = True) -> str:
    """`text` as Markdown that prints exactly these words, on one line; a footnote's mark as [^1]."""
    pieces = NOTE.split(" ".join(text.split()))
    written = "".join(
        f"[^{piece}]" if index % 2 else _MARKS.sub(lambda mark: f"\\{mark[0]}", piece)
        for index, piece in enumerate(pieces)
    )
    mark = _AT_THE_START.match(written) if at_start else None
    return f"{written[: mark.end()]}\\{written[mark.end() :]}" if mark else written


def with_notes(passages: Sequence[Passage], notes: Sequence[Passage]) -> list[Passage]:
    """The passages followed by those of `notes` whose numbers stand in them."""
    numbers = [number for each in passages for number in _numbers(each)]
    return [*passages, *(note for number in numbers for note in notes if note.mark == number)]


def _numbers(passage: Passage) -> list[str]:
    texts = [cell for row in passage.rows for cell in row] if passage.rows else [passage.text]
    return [number for text in texts for number in NOTE.findall(text)]


def marked(number: str) -> str:
    """A footnote's number as it stands in a running text."""
    return NOTE_MARK.format(number)


def levelled(found: Iterable[Passage]) -> Iterator[Passage]:
    """The passages with the levels of items counted 1, 2, 3 from the outermost of each list."""
    run: list[Passage] = []
    for passage in found:
        if passage.kind == "item":
            run.append(passage)
            continue
        yield from _counted(run)
        run = []
        yield passage
    yield from _counted(run)


def _counted(run: Sequence[Passage]) -> Iterator[Passage]:
    levels = sorted({each.level for each in run})
    for each in run:
        yield replace(each, level=levels.index(each.level) + 1)
