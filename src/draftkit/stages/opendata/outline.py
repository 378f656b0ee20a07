"""The document's tree by its headings: sections within sections, and for each block the text that it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct, field

from ...blocks import Node, attribute, div
from ...spans import Span
from ..render import Document


class Placed(Struct, frozen=True):
    """A block at the top of the document: the key of the text that it came from, and its place there.

    Both are empty for what the pack says itself.
    """

    node: Node
    key: str = ""
    span: Span | None = None


class Section(Struct, frozen=True):
    """A heading, what stands below it, and the sections below that. `appendix`: the number of the bilaga it begins.

    What the pack puts below a line across the page belongs to no heading: it is a section without one.
    """

    heading: Placed | None
    level: int
    appendix: int | None
    blocks: tuple[Placed, ...]
    sections: tuple[Section, ...]


class Outline(Struct, frozen=True):
    """What stands before the first heading, and the sections."""

    opening: tuple[Placed, ...]
    sections: tuple[Section, ...]


class _Open(Struct):
    """A section that is being gathered; the document itself is one, of level 0."""

    heading: Placed | None
    level: int
    appendix: int | None = None
    blocks: list[Placed] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def outline(document: Document, whole: Callable[[str], bool] = lambda key: False) -> Outline:
    """The document by its headings. What only a page needs (a new page) is left out; a bilaga is its section's.

    A text for whose key `whole` is true stays in one piece, in a Div with the key `text`: its headings begin no
    sections.
    """
    return of_blocks(placed(document.nodes, document, whole))


def of_blocks(blocks: Iterable[Placed]) -> Outline:
    """Blocks that are placed already, by their headings."""
    stack = [_Open(None, 0)]
    appendix: int | None = None
    for block in blocks:
        number = attribute(block.node, "bilaga") if block.node["t"] == "Div" else ""
        appendix = int(number) if number else _put(block, stack, appendix)
    return _closed(stack)


def placed(nodes: Iterable[Node], document: Document, whole: Callable[[str], bool]) -> list[Placed]:
    """The nodes with their places.

    {"t":"Div", block: 3, [Para]} -> the Para, which came from the third text printed.
    """
    found = (each for node in nodes for each in _found(node, document))
    result: list[Placed] = []
    for key, blocks in groupby(found, key=lambda each: each.key):
        if key and whole(key):
            together = list(blocks)
            result.append(Placed(div([each.node for each in together], text=key), key, together[0].span))
        else:
            result += blocks
    return result


def _found(node: Node, document: Document) -> Iterator[Placed]:
    if node["t"] != "Div":
        yield Placed(node)
    elif number := attribute(node, "block"):
        yield from (Placed(each, *document.printed[int(number)]) for each in node["c"][1])
    elif not attribute(node, "ny-sida"):
        yield Placed(node)


def _put(block: Placed, stack: list[_Open], appendix: int | None) -> int | None:
    """Puts a block where it belongs; the number of the bilaga that is still to begin."""
    if block.node["t"] == "HorizontalRule" and not block.key:
        while len(stack) > 1:
            _close(stack)
        stack.append(_Open(None, 1))
    if block.node["t"] != "Header":
        stack[-1].blocks.append(block)
        return appendix
    level = block.node["c"][0]
    while stack[-1].level >= level:
        _close(stack)
    stack.append(_Open(block, level, appendix))
    return None


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    section = Section(done.heading, done.level, done.appendix, tuple(done.blocks), tuple(done.sections))
    stack[-1].sections.append(section)


def _closed(stack: list[_Open]) -> Outline:
    while len(stack) > 1:
        _close(stack)
    return Outline(tuple(stack[0].blocks), tuple(stack[0].sections))
