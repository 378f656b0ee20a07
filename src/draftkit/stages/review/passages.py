"""A document's tree as the passages that are compared: paragraphs, headings, items of lists and rows of tables.

A passage is what a reader sees, with Markdown's own marks where something else than the words would be lost:
*emphasis*, [a link](its address), (fotnot: its text). Where its lines are broken in the file is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...blocks import Node
from .alignment import Passage
from .wording import tokens

HEADING, ITEM, ROW, CODE, NOTE, PARAGRAPH = "heading", "item", "row", "code", "note", "paragraph"
_ROUND = {"Emph": "*", "Strong": "**", "Underline": "_", "Strikeout": "~~", "Superscript": "^", "Subscript": "~"}


class Line(Struct, frozen=True):
    """A passage in its place: the headings above it, and its number in a numbered list.

    Its kind is the form and what is particular of it: "heading:2", "item:numbered:1" (the depth), "paragraph".
    `ruled_off`: it stands under no heading, since a line (---) of the document's own ends the sections above it.
    """

    passage: Passage
    under: tuple[str, ...] = ()
    number: int | None = None
    ruled_off: bool = False

    @property
    def form(self) -> str:
        """The form without what is particular: HEADING, ITEM …"""
        return self.passage.kind.partition(":")[0]

    @property
    def text(self) -> str:
        """The words."""
        return "".join(map(str, self.passage.tokens))


def lines(blocks: Iterable[Node]) -> tuple[Line, ...]:
    """The passages of a tree, in order; none of them is empty."""
    headings: list[tuple[int, str]] = []
    found = []
    for kind, text, number in _of_blocks(blocks, ""):
        text = " ".join(text.split()) if not kind.startswith(CODE) else text
        if not text:
            continue
        under = tuple(each for _, each in headings)
        if kind.startswith(HEADING):
            level = int(kind.partition(":")[2])
            headings = [each for each in headings if each[0] < level]
            under = tuple(each for _, each in headings)
            headings.append((level, text))
        found.append(Line(Passage(tokens(text), kind), under, number))
    return tuple(found)


def lines_of_document(blocks: Sequence[Node]) -> tuple[Line, ...]:
    """The passages of what draftkit writes, in which a line (---) is no passage, but ends the sections above it."""
    found: list[Line] = []
    part: list[Node] = []
    ruled_off = False
    for node in (*blocks, None):
        if node is not None and node["t"] != "HorizontalRule":
            part.append(node)
            continue
        found += [replace(each, ruled_off=ruled_off and not each.under) for each in lines(part)]
        part, ruled_off = [], True
    return tuple(found)


def plain_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that is no document, or cannot be read as one."""
    return tuple(Line(Passage(tokens(each.rstrip()), CODE)) for each in text.splitlines() if each.strip())


def _of_blocks(blocks: Iterable[Node], within: str) -> Iterator[tuple[str, str, int | None]]:
    """Kind, text and number of each passage; `within` is the item that they stand in."""
    for node in blocks:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Para", "Plain"):
            yield within or PARAGRAPH, _text(content), None
        elif kind == "Header":
            yield f"{HEADING}:{content[0]}", _text(content[2]), None
        elif kind == "BulletList":
            yield from _of_items(content, within, "bullet", None)
        elif kind == "OrderedList":
            yield from _of_items(content[1], within, "numbered", content[0][0])
        elif kind == "BlockQuote":
            yield from _of_blocks(content, within or f"{PARAGRAPH}:quote")
        elif kind == "CodeBlock":
            yield from ((CODE, each, None) for each in content[1].splitlines())
        elif kind == "RawBlock":
            text = content[1].strip()
            yield (NOTE, text[4:-3], None) if text.startswith("<!--") and text.endswith("-->") else (CODE, text, None)
        elif kind == "LineBlock":
            yield from ((within or PARAGRAPH, _text(each), None) for each in content)
        elif kind == "Table":
            yield from _of_table(content)
        elif kind == "HorizontalRule":
            yield PARAGRAPH, "* * *", None
        elif kind in ("Div", "Figure"):
            yield from _of_blocks(content[-1], within)
        elif kind == "DefinitionList":
            for term, meanings in content:
                yield within or PARAGRAPH, _text(term), None
                for each in meanings:
                    yield from _of_blocks(each, within)


def _of_items(
    items: Iterable[list[Node]], within: str, sort: str, first: int | None
) -> Iterator[tuple[str, str, int | None]]:
    depth = int(within.rpartition(":")[2]) + 1 if within.startswith(ITEM) else 1
    for at, item in enumerate(items):
        number = None if first is None else first + at
        for kind, text, own in _of_blocks(item, f"{ITEM}:{sort}:{depth}"):
            yield kind, text, own if own is not None else number


def _of_table(content: Any) -> Iterator[tuple[str, str, int | None]]:
    _, caption, _, head, bodies, foot = content
    yield from _of_blocks(caption[1], "")
    rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
    for row in rows:
        cells = (" ".join(text for _, text, _ in _of_blocks(cell[4], "")) for cell in row[1])
        yield ROW, " | ".join(cells), None


def _text(inlines: Iterable[Any]) -> str:
    return "".join(map(_inline, inlines))


def _inline(node: Any) -> str:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "LineBreak":
        return " ↵ "
    if kind in _ROUND:
        return f"{_ROUND[kind]}{_text(content)}{_ROUND[kind]}"
    if kind == "Code":
        return f"`{content[1]}`"
    if kind == "Link":
        text, address = _text(content[1]), content[2][0]
        return text if address in (text, f"mailto:{text}") else f"[{text}]({address})"
    if kind == "Image":
        return f"![{_text(content[1])}]({content[2][0]})"
    if kind == "Note":
        return f" (fotnot: {' '.join(text for _, text, _ in _of_blocks(content, ''))})"
    if kind in ("RawInline", "Math"):
        return str(content[1])
    if kind in ("Quoted", "Cite", "Span"):
        return _text(content[1])
    return _text(content) if isinstance(content, list) else ""
