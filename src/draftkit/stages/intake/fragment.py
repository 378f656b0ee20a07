"""Facts and blocks to a fragment's tree, its front matter and the names of its files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from ...blocks import NO_ATTRIBUTES, Block, Node, relevel, transform
from ...facts import plain_key
from ...patterns import lazily
from ...spans import top_of
from ..yamltext import Value, row

_NOT_IN_NAMES = lazily(r"[^a-z0-9]+")


def front(facts: Mapping[str, Value | None]) -> str:
    """The facts of a fragment between their lines `---`; those that are None are left out."""
    lines = [row(key, value) for key, value in facts.items() if value is not None]
    return "---\n" + "\n".join(lines) + "\n---\n"


def slotted(slots: Mapping[str, Sequence[Node]]) -> list[Node]:
    """One tree of the blocks of several slots, each below its heading; those of the slot "" have none."""
    tree: list[Node] = []
    for name, blocks in slots.items():
        if name and blocks:
            tree.append({"t": "Header", "c": [1, list(NO_ATTRIBUTES), [{"t": "Str", "c": name}]]})
        tree += levelled(blocks, 1)
    return tree


def levelled(blocks: Sequence[Node], above: int) -> list[Node]:
    """The blocks with their headings lowered to stand below level `above`, without a gap between levels."""
    return [block.node for block in relevel([Block(node, top_of("")) for node in blocks], above)]


def with_pictures(blocks: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
    """The blocks with the pictures by the names that they have in the case's folder."""

    def renamed(node: Node) -> list[Node] | None:
        if node["t"] != "Image":
            return None
        attributes, alternative, (name, title) = node["c"]
        return [{"t": "Image", "c": [attributes, alternative, [names.get(name, name), title]]}]

    found: list[Node] = transform(list(blocks), renamed)
    return found


def file_name(text: str) -> str:
    """A name of a–z, 0–9 and hyphens: Kulturnämnden -> kulturnamnden."""
    return _NOT_IN_NAMES.sub("-", plain_key(text).replace("_", "-")).strip("-")[:60] or "text"


def free_name(path: str, taken: Mapping[str, object]) -> str:
    """`path`, or the first of path-2, path-3 … that is not taken."""
    stem, ending = posixpath.splitext(path)
    number, found = 1, path
    while found in taken:
        number += 1
        found = f"{stem}-{number}{ending}"
    return found


def narrowed(text: str) -> str:
    """Markdown with one blank after the number of an item, as people write it; pandoc lays two.

    "1.  Nämnden …" "    remissen." -> "1. Nämnden …" "   remissen."
    """
    lines: list[str] = []
    within: list[tuple[int, int]] = []  # where the text of each item that is open begins, and how far it has moved
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        while within and line and indent < within[-1][0]:
            within.pop()
        moved = within[-1][1] if within else 0
        line = line[moved:]
        if item := _WIDE_ITEM.match(line):
            within.append((indent + 4, moved + 1))
            line = f"{item[1]} {line[item.end() :]}"
        lines.append(line)
    return "\n".join(lines)


_WIDE_ITEM = lazily(r"( *\d[.)])  (?=\S)")


# --- reading back --------------------------------------------------------------------------------


def alike(one: Sequence[Node], other: Sequence[Node]) -> bool:
    """Whether two trees print the same, whatever they call it."""
    return bool(_plain(list(one)) == _plain(list(other)))


def _plain(tree: Any) -> Any:
    """A tree without what makes no difference in print: attributes, kinds of blanks, tight and loose lists."""
    if isinstance(tree, list):
        return [_plain(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    kind: str = tree["t"]
    content: Any = tree.get("c")
    if kind == "RawBlock":
        return ("Para", [(content[1].strip(), frozenset({"Raw"}))])
    if kind in ("Para", "Plain"):
        return ("Para", _runs(content))
    if kind == "Header":
        return ("Header", content[0], _runs(content[2]))
    if kind == "OrderedList":
        return ("OrderedList", content[0][0], content[0][2]["t"], _plain(content[1]))
    if kind == "Table":
        rows = [*content[3][1], *(row for body in content[4] for row in body[3])]
        return ("Table", [[_plain(cell[4]) for cell in row[1]] for row in rows])
    return (kind, _plain(content))


def _runs(inlines: Any) -> list[Any]:
    """A paragraph's letters with their look; bold within italic is italic within bold."""
    found: list[Any] = []

    def add(text: Any, look: frozenset[str]) -> None:
        if found and isinstance(text, str) and isinstance(found[-1][0], str) and found[-1][1] == look:
            found[-1] = (found[-1][0] + text, look)
        else:
            found.append((text, look))

    def walk(nodes: Any, look: frozenset[str]) -> None:
        for node in nodes:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind in ("Strong", "Emph"):
                walk(content, look | {kind})
            elif kind == "Link":
                walk(content[1], look | {f"to {content[2][0]}"})
            elif kind == "Str":
                add(content, look)
            elif kind in ("Space", "SoftBreak"):
                add(" ", look)
            elif kind == "RawInline":
                add(content[1].strip(), frozenset({"Raw"}))
            elif kind == "Image":
                add(("Image", _runs(content[1]), content[2][0]), look)
            elif kind == "Note":
                add(("Note", _plain(content)), look)
            else:
                add((kind, _plain(content)), look)

    walk(inlines, frozenset())
    return found
