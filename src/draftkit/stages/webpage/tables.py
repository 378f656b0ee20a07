"""A table: which of its cells are headings of what, and whether a narrow screen has room for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ...blocks import Node, nodes, text_of
from ..compositor import stretches
from .written import Tag, tag

_ALIGN = {"AlignRight": "höger", "AlignCenter": "mitten"}
# What a screen of 320 CSS pixels has room for (WCAG 1.4.10), in the table's own em; a letter is half an em or less, and
# somebody may have set wider spacing (WCAG 1.4.12).
_NARROW, _LETTER, _PADDING = 18.5, 0.64, 0.9

Blocks = Callable[[Sequence[Node]], list[Tag]]


def table(content: Any, blocks: Blocks) -> Tag:
    """The `table` of pandoc's Table. `blocks` writes what is in a cell."""
    _, caption, specs, head, bodies, foot = content
    aligns = [spec[0]["t"] for spec in specs]
    said = blocks(caption[1])
    parts = [tag("caption", *said)] if said else []
    rows = [row for row in head[1] if text_of(row[1]).strip() or _has_pictures(row)]
    parts += _part("thead", [_row(row, aligns, blocks, heads=len(row[1]), scope="col") for row in rows])
    for body in bodies:
        inside = [_row(row, aligns, blocks, heads=len(row[1]), scope="col") for row in body[2]]
        inside += [_row(row, aligns, blocks, heads=body[1], scope="row") for row in body[3]]
        parts += _part("tbody", inside)
    parts += _part("tfoot", [_row(row, aligns, blocks, heads=0, scope="row") for row in foot[1]])
    return tag("table", *parts)


def _part(name: str, rows: list[Tag]) -> list[Tag]:
    return [tag(name, *rows)] if rows else []


def _has_pictures(row: Any) -> bool:
    return any(node["t"] == "Image" for _, _, _, _, content in row[1] for node in nodes(content))


def _row(row: Any, aligns: Sequence[str], blocks: Blocks, *, heads: int, scope: str) -> Tag:
    """A row whose first `heads` columns are headings of a column or a row; an empty cell is a heading of nothing."""
    cells: list[Tag | str] = []
    column = 0
    for _, own, down, across, content in row[1]:
        inside = blocks(content)
        if len(inside) == 1 and inside[0].name == "p" and not inside[0].attributes:
            inside = inside[0].children  # type: ignore[assignment]
        align = own["t"] if own["t"] != "AlignDefault" else aligns[column] if column < len(aligns) else ""
        heading = column < heads and bool(inside)
        wide = f"{scope}group" if (across if scope == "col" else down) > 1 else scope
        cells.append(
            tag(
                "th" if heading else "td", *inside, scope=wide if heading else None, class_=_ALIGN.get(align),
                colspan=str(across) if across > 1 else None, rowspan=str(down) if down > 1 else None,
            )
        )  # fmt: skip
        column += across
    return tag("tr", *(cells or [tag("td")]))


def is_wide(content: Any) -> bool:
    """Whether the table cannot be made as narrow as a telephone without breaking words."""
    return too_wide([text_of(cell[4]) for cell in row[1] for _ in range(cell[3])] for row in _rows(content))


def too_wide(rows: Iterable[Sequence[str]]) -> bool:
    """The same of a table whose rows have a text for each column."""
    longest: dict[int, int] = {}
    for row in rows:
        for column, text in enumerate(row):
            longest[column] = max(longest.get(column, 1), *map(len, _pieces(text)), 1)
    return sum(letters * _LETTER + _PADDING for letters in longest.values()) > _NARROW


def _pieces(text: str) -> Iterator[str]:
    """What stands on one line: words, and what belongs together (1 234)."""
    for each in stretches(text, in_cell=True):
        yield from [each] if " " in each.strip() else each.replace("-", "- ").replace("/", "/ ").split()


def _rows(content: Any) -> Iterator[Any]:
    _, _, _, head, bodies, foot = content
    yield from head[1]
    for body in bodies:
        yield from (*body[2], *body[3])
    yield from foot[1]
