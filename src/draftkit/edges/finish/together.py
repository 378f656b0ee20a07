"""What stands together in a Word file: an introduction with what it introduces, names with what is signed, a decision.

Word moves a paragraph to the next page with the one that follows it where the paragraph says so (w:keepNext). Headings
say it by their style, and so do signatures; of the rest it depends on what follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from .wordxml import W, new_element, properties_of, put, style_of

_LETTERS_ON_A_LINE = 75  # of a table's text, across the whole measure
_SHORT_TABLE = 13  # lines: about a third of a page, as in the PDF
_LONG_ROW = 25  # lines
_SHORT_LINE = 60  # letters: a line that is no sentence, where it ends so
_MOST_NAMES = 12  # on one page with each other, as in the PDF
_SHORT_DECISION = 1_800  # letters: about two thirds of a page, as in the PDF


class Kinds(Struct, frozen=True):
    """The ids of styles: of running text, of what running text introduces, and of the paragraphs of a decision."""

    running: Collection[str | None]
    introduced: Collection[str | None]
    decision: str | None


def keep_together(body: Any, kinds: Kinds) -> None:
    """Marks the paragraphs of `body` that belong with the next one."""
    for paragraph in body.iter(W + "p"):
        following = paragraph.getnext()
        if following is not None and following.tag in (W + "p", W + "tbl") and _keeps(paragraph, following, kinds):
            put(properties_of(paragraph), new_element("keepNext"))
    _keep_names(body, kinds.running)
    for table in body.iter(W + "tbl"):
        _keep_rows(table)


def _keeps(paragraph: Any, following: Any, kinds: Kinds) -> bool:
    style = style_of(paragraph)
    if style is not None and style == kinds.decision:
        return style_of(following) == style and (_is_first(paragraph, style) or _is_short(paragraph, style))
    if style not in kinds.running or _is_item(paragraph) or paragraph.find(f".//{W}drawing") is not None:
        return False
    return following.tag == W + "tbl" or _is_item(following) or style_of(following) in kinds.introduced


def _keep_names(body: Any, running: Collection[str | None]) -> None:
    """A place and a day, and the names below, stand on one page, with the end of what is signed: two of its points."""
    names = 0
    for paragraph in body.iter(W + "p"):
        following = paragraph.getnext()
        names = names + 1 if _is_name(paragraph, running) and _is_name(following, running) else 0
        if not 0 < names < _MOST_NAMES:
            continue
        kept = [paragraph]
        if names == 1:
            before = paragraph.getprevious()
            earlier = before.getprevious() if before is not None else None
            if style_of(before) in running or _is_item(before):
                kept.append(before)
            if _is_item(before) and _is_item(earlier):
                kept.append(earlier)
        for each in kept:
            put(properties_of(each), new_element("keepNext"))


def _is_name(paragraph: Any, running: Collection[str | None]) -> bool:
    """Whether a paragraph is one line that is no sentence, as in the PDF (stages/compositor.py)."""
    if paragraph is None or _is_item(paragraph) or style_of(paragraph) not in running:
        return False
    text = "".join(each.text or "" for each in paragraph.iter(W + "t")).strip()
    return 0 < len(text) <= _SHORT_LINE and text[-1] not in ".:;?!”"


def _is_item(paragraph: Any) -> bool:
    return paragraph is not None and paragraph.tag == W + "p" and paragraph.find(f"{W}pPr/{W}numPr") is not None


def _is_first(paragraph: Any, style: str) -> bool:
    return style_of(paragraph.getprevious()) != style


def _is_short(paragraph: Any, style: str) -> bool:
    """Whether the paragraphs of the style that follow on each other here are few enough to be kept on one page."""
    return sum(_letters(each) for each in _run(paragraph, style)) <= _SHORT_DECISION


def _run(paragraph: Any, style: str) -> Iterator[Any]:
    """All paragraphs of the style that stand together with this one."""
    first = paragraph
    while style_of(first.getprevious()) == style:
        first = first.getprevious()
    while first is not None and style_of(first) == style:
        yield first
        first = first.getnext()


def _keep_rows(table: Any) -> None:
    """No row is broken by a page, but for one that may be longer than that; a short table is not either."""
    rows, shares = table.findall(W + "tr"), _shares(table)
    for row in [each for each in rows if _lines(each, shares) <= _LONG_ROW]:
        properties = row.find(W + "trPr")
        if properties is None:
            properties = new_element("trPr")
            row.insert(sum(1 for each in row if each.tag == W + "tblPrEx"), properties)
        properties.insert(0, new_element("cantSplit"))
    if sum(_lines(row, shares) for row in rows) <= _SHORT_TABLE:
        for row in rows[:-1]:
            for paragraph in row.iter(W + "p"):
                put(properties_of(paragraph), new_element("keepNext"))


def _shares(table: Any) -> list[float]:
    widths = [float(each.get(W + "w") or 0) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
    return [width / (sum(widths) or 1) for width in widths]


def _lines(row: Any, shares: list[float]) -> int:
    """About how many lines a row takes."""
    cells = row.findall(W + "tc")
    rooms = [max(_LETTERS_ON_A_LINE * share, 1) for share in shares] or [_LETTERS_ON_A_LINE]
    return max((int(_letters(each) // room) + 1 for each, room in zip(cells, rooms, strict=False)), default=1)


def _letters(element: Any) -> int:
    return sum(len(each.text or "") for each in element.iter(W + "t"))
