"""pandoc's document tree as plain data, and the few operations that draftkit needs on it.

A tree is what pandoc prints as JSON: `{"t": "Para", "c": [...]}`, lists and strings. It is data, not
objects: pandoc reads it back as it is. (panflute and pandocfilters were looked at: the first wraps every
element in an object, which costs more than the reading; the second is a walker of some ten lines.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .spans import Span

Node = dict[str, Any]
NO_ATTRIBUTES: tuple[str, list[str], list[list[str]]] = ("", [], [])
_SPACES = ("Space", "SoftBreak", "LineBreak")


class Block(Struct, frozen=True):
    """A block at the top level of a fragment, and the lines it was written on."""

    node: Node
    span: Span


class Parsed(Struct, frozen=True):
    """What pandoc made of a body: its top-level blocks and the lines of each, [first, last), counted from 1."""

    blocks: Sequence[Node]
    lines: Sequence[tuple[int, int]]
    too_deep: bool = False  # nested so deeply that its tree cannot be read at all


def nodes(tree: object) -> list[Node]:
    """Every element below `tree`, itself included, in reading order."""
    found: list[Node] = []
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found.append(each)
            each = each.get("c")
        if isinstance(each, list):
            waiting.extend(reversed(each))
    return found


def depth(tree: object) -> int:
    """How many lists, quotations, emphases and the like stand in each other, at most."""
    deepest = 0
    waiting: list[tuple[object, int]] = [(tree, 0)]
    while waiting:
        each, level = waiting.pop()
        if isinstance(each, dict):
            level += each["t"] in _NESTING
            deepest = max(deepest, level)
            each = each.get("c")
        if isinstance(each, list):
            waiting.extend((inner, level) for inner in each)
    return deepest


_NESTING = frozenset("BlockQuote BulletList OrderedList Div Emph Strong Strikeout Span Link Image Note".split())


def text_of(tree: object, *, notes: list[str] | None = None) -> str:
    """The printed text of `tree`: no markup, no list numbers, no alternative texts.

    A footnote's text stands elsewhere on the page: it is left out, and added to `notes` if given.
    """
    parts: list[str] = []
    _gather(tree, parts, notes)
    return "".join(parts)


def _gather(tree: object, parts: list[str], notes: list[str] | None) -> None:
    if isinstance(tree, list):
        for each in tree:
            _gather(each, parts, notes)
        return
    if not isinstance(tree, dict):
        return
    kind = tree["t"]
    content: Any = tree.get("c")
    if kind == "Str":
        parts.append(content)
    elif kind in _SPACES:
        parts.append(" ")
    elif kind in ("Code", "CodeBlock", "Math"):
        parts.append(content[1])
    elif kind == "Note":
        if notes is not None:
            notes.append(text_of(content))
    elif kind not in ("RawInline", "RawBlock", "Image"):
        _gather(content, parts, notes)
        if kind in ("Para", "Plain", "Header"):
            parts.append("\n")


def letters(text: str) -> str:
    """Only the letters and digits: what two typesettings of one text have in common."""
    return "".join(filter(str.isalnum, text))


def without_attributes(tree: Any) -> Any:
    """`tree` with every identifier, class and key taken away, in place: they are ours to set, not an author's."""
    for node in nodes(tree):
        kind = node["t"]
        content: Any = node.get("c")
        if kind == "Header":
            content[1] = list(NO_ATTRIBUTES)
        elif kind in ("Code", "CodeBlock", "Link", "Image", "Span", "Div", "Table", "Figure"):
            content[0] = list(NO_ATTRIBUTES)
    return tree


def replace_inlines(tree: Any, change: Callable[[list[Node]], list[Node]]) -> Any:
    """`tree` with `change` done to each run of inlines, innermost first, in place."""
    if isinstance(tree, dict):
        if isinstance(tree.get("c"), list):
            tree["c"] = replace_inlines(tree["c"], change)
    elif isinstance(tree, list):
        tree = [replace_inlines(each, change) for each in tree]
        if tree and isinstance(tree[0], dict) and tree[0].get("t") in _INLINES:
            tree = change(tree)
    return tree


_INLINES = frozenset(
    "Str Emph Underline Strong Strikeout Superscript Subscript SmallCaps Quoted Cite Code Space SoftBreak "
    "LineBreak Math RawInline Link Image Note Span".split()
)


def relevel(blocks: Sequence[Block], above: int) -> list[Block]:
    """The blocks with their headings lowered to stand below a heading of level `above`.

    Levels are made consecutive, since neither a screen reader nor PDF/UA (ISO 14289-1, 7.4.2) bears a gap:
    with `above` 2, the headings 2, 4, 3 become 3, 4, 4.
    """
    open_levels: list[int] = []

    def new_level(old: int) -> int:
        while open_levels and open_levels[-1] >= old:
            open_levels.pop()
        open_levels.append(old)
        return min(above + len(open_levels), 6)

    def lowered(node: Node) -> Node:
        if node["t"] == "Header":
            return {"t": "Header", "c": [new_level(node["c"][0]), *node["c"][1:]]}
        if node["t"] in ("BlockQuote", "BulletList"):
            return {**node, "c": _each(node["c"], lowered)}
        if node["t"] == "OrderedList":
            return {**node, "c": [node["c"][0], _each(node["c"][1], lowered)]}
        return node

    return [replace(block, node=lowered(block.node)) for block in blocks]


def _each(blocks: Sequence[Any], change: Callable[[Node], Node]) -> list[Any]:
    """The blocks, or the items with theirs, each changed."""
    return [_each(each, change) if isinstance(each, list) else change(each) for each in blocks]


def unnumbered_if_single(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, where a numbered list of one point has become its point.

    One decision has no number; two or more have (research/domain.md 1.2, rows 6 and 25).
    """
    result: list[Block] = []
    for block in blocks:
        if block.node["t"] == "OrderedList" and len(block.node["c"][1]) == 1:
            result += [replace(block, node=_paragraph(each)) for each in block.node["c"][1][0]]
        else:
            result.append(block)
    return result


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a proposal: a bulleted list of points is numbered 1, 2, 3."""
    result: list[Block] = []
    for block in blocks:
        if block.node["t"] == "BulletList":
            style = [1, {"t": "Decimal"}, {"t": "Period"}]
            block = replace(block, node={"t": "OrderedList", "c": [style, block.node["c"]]})
        result.append(block)
    return result


def _paragraph(node: Node) -> Node:
    return {"t": "Para", "c": node["c"]} if node["t"] == "Plain" else node


def joined(tree: Any) -> Any:
    """`tree` with each run of words and spaces made one string.

    A writer prints the same, and everybody who walks the tree meets a tenth of the nodes.
    """
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": joined(content)} if isinstance(content, list) else tree
    if not isinstance(tree, list):
        return tree
    result: list[Any] = []
    run: list[str] = []
    for each in tree:
        text = _run_text(each)
        if text is not None:
            run.append(text)
            continue
        if run:
            result.append({"t": "Str", "c": "".join(run)})
            run = []
        result.append(joined(each))
    return [*result, {"t": "Str", "c": "".join(run)}] if run else result


def _run_text(node: Any) -> str | None:
    """A word's or a space's text; None for anything else."""
    if not isinstance(node, dict):
        return None
    if node["t"] == "Str":
        return str(node["c"])
    return " " if node["t"] in ("Space", "SoftBreak") else None


def transform(tree: Any, change: Callable[[Node], list[Node] | None]) -> Any:
    """`tree`, from the leaves up, with each node for which `change` gives a list replaced by it.

    What does not change is shared with `tree`, not copied.
    """
    if isinstance(tree, dict):
        content = tree.get("c")
        new = transform(content, change) if isinstance(content, list) else content
        return tree if new is content else {**tree, "c": new}
    if not isinstance(tree, list):
        return tree
    result: list[Any] = []
    changed = False
    for each in tree:
        new = transform(each, change)
        replaced = change(new) if isinstance(new, dict) else None
        changed = changed or new is not each or replaced is not None
        result += [new] if replaced is None else replaced
    return result if changed else tree


# --- making nodes --------------------------------------------------------------------------------


def div(content: list[Node], **attributes: str) -> Node:
    """A Div with key-value attributes; a key's `_` is written `-`."""
    pairs = [[key.replace("_", "-"), value] for key, value in attributes.items()]
    return {"t": "Div", "c": [["", [], pairs], content]}


def paragraph(text: str) -> Node:
    """A paragraph of plain text."""
    return {"t": "Para", "c": inlines(text)}


def inlines(text: str) -> list[Node]:
    """Plain text as words and spaces."""
    result: list[Node] = []
    for word in text.split():
        result += [{"t": "Space"}] if result else []
        result.append({"t": "Str", "c": word})
    return result


def span_in(language: str, content: list[Node]) -> Node:
    """A part of a line in a language that is not the document's."""
    return {"t": "Span", "c": [["", [], [["lang", language]]], content]}


def spoken_in(language: str, tree: Any) -> Any:
    """`tree` with each paragraph and heading in it marked as being in `language`."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] in ("Para", "Plain") and node["c"]:
            return [{**node, "c": [span_in(language, node["c"])]}]
        if node["t"] == "Header":
            return [{**node, "c": [*node["c"][:2], [span_in(language, node["c"][2])]]}]
        return None

    (marked,) = transform([tree], change)
    return marked


def header(level: int, content: list[Node]) -> Node:
    """A heading."""
    return {"t": "Header", "c": [level, list(NO_ATTRIBUTES), content]}


def raw_block(target: str, text: str) -> Node:
    """A block that only the writer of `target` ("typst", "openxml") prints; never from a user's text."""
    return {"t": "RawBlock", "c": [target, text]}


def raw_inline(target: str, text: str) -> Node:
    """The same within a line."""
    return {"t": "RawInline", "c": [target, text]}


def attribute(node: Node, key: str) -> str:
    """The value of a Div's or Span's attribute; empty where it has none."""
    return next((value for name, value in node["c"][0][2] if name == key), "")
