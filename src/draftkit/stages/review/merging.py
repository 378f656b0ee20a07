"""Two versions of a document's tree become one tree for the PDF, in which what was struck and added is marked.

Blocks that belong together are found as everywhere (alignment.py), and their words compared (wording.py). What is only
in one version goes within the Typst functions `tillagt` and `borttaget` (edges/engines/draftkit.typ), each change with
a number, by which its author stands in the margin.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from ...blocks import Node, attribute, div, nodes, raw_block, raw_inline, text_of, transform
from ...spans import Span
from ..render import Document
from .alignment import Passage, align
from .authorship import By, Change
from .wording import compare, letters, tokens

Lone = Literal["added", "removed"]
_EARLIER = "tidigare/"  # before the paths of the older version's pictures and pages
_BLOCKS = frozenset(
    "Para Plain Header BulletList OrderedList DefinitionList BlockQuote CodeBlock RawBlock Table Figure Div LineBlock "
    "HorizontalRule".split()
)
_FUNCTION = {"added": "tillagt", "removed": "borttaget"}


class Merged(Struct, frozen=True):
    """The document of both versions, and who made each numbered change in it ("moved" is said of it as well)."""

    document: Document
    changes: tuple[tuple[By, str], ...]


def earlier(path: str) -> str:
    """The path by which a merged tree names a picture or a page of the older version."""
    return f"{_EARLIER}{path}"


def merged(old: Document, new: Document, contents: Mapping[str, str], by: Callable[[Change], By]) -> Merged:
    """Both documents in one. `contents` has the hash of each file they show, those of the older by `earlier`."""
    merger = _Merger(old, new, contents, by)
    found = merger.blocks(transform(list(old.nodes), _renamed), list(new.nodes))
    return Merged(Document(tuple(_consecutive(found)), tuple(merger.printed)), tuple(merger.changes))


def _renamed(node: Node) -> list[Node] | None:
    if node["t"] == "Image":
        return [{**node, "c": [*node["c"][:2], [earlier(node["c"][2][0]), node["c"][2][1]]]}]
    if node["t"] == "Div" and attribute(node, "pdf-sida"):
        return [div([], pdf_sida=attribute(node, "pdf-sida"), fil=earlier(attribute(node, "fil")))]
    return None


class _Piece(Struct, frozen=True):
    """A word, a blank, or something that stays or goes as a whole, with the nodes around it from the outermost."""

    text: str
    around: tuple[str, ...]
    node: Node | None = None

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.text, self.around


def _weight(key: Any) -> int:
    return letters(key[0]) if key[0][:1] != "\x00" else 0


class _Merger:
    def __init__(self, old: Document, new: Document, contents: Mapping[str, str], by: Callable[[Change], By]) -> None:
        self.old, self.new, self.contents, self.by = old, new, contents, by
        self.printed: list[tuple[str, Span]] = []
        self.changes: list[tuple[By, str]] = []
        self.place: tuple[int | None, int | None] = (None, None)
        self.moved: set[int] = set()

    # --- blocks ---

    def blocks(self, old: Sequence[Node], new: Sequence[Node]) -> list[Node]:
        """The blocks of both versions, in order: what was removed before what was added in its place."""
        pairs = align([self._passage(each) for each in old], [self._passage(each) for each in new], _weight)
        for pair in pairs:
            if pair.kind == "moved" and pair.old is not None and pair.new is not None:
                self.moved |= {id(old[pair.old]), id(new[pair.new])}
        anchors = sorted(
            (pair.old, pair.new) for pair in pairs
            if pair.kind in ("same", "changed") and pair.old is not None and pair.new is not None
        )  # fmt: skip
        found: list[Node] = []
        a = b = 0
        for one, other in [*anchors, (len(old), len(new))]:
            found += [each for node in old[a:one] for each in self._lone(node, "removed")]
            found += [each for node in new[b:other] for each in self._lone(node, "added")]
            found += self._both(old[one], new[other]) if one < len(old) else []
            a, b = one + 1, other + 1
        return found

    def _passage(self, node: Node) -> Passage:
        kind = node["t"]
        if kind == "Div":
            inner, style = node["c"][1], attribute(node, "custom-style")
            if attribute(node, "block") and len(inner) == 1:
                return self._passage(inner[0])
            kind += f" {style or node['c'][0][2]}" if not attribute(node, "pdf-sida") else " page"
        elif kind == "Header":
            kind += f" {node['c'][0]}"
        elif kind == "Table":
            kind += f" {len(node['c'][2])}"
        return Passage(tuple(piece.key for piece in self._all(node)), kind.replace(":", ";"))

    def _all(self, node: Any) -> Iterator[_Piece]:
        """All the pieces of a block, its parts in order."""
        if isinstance(node, dict) and node["t"] in ("Para", "Plain", "Header"):
            yield from self._pieces(node["c"][2] if node["t"] == "Header" else node["c"], ())
            yield _Piece("\x00end", ())
        elif isinstance(node, dict) and node["t"] in ("CodeBlock", "RawBlock"):
            yield from (_Piece(each, (node["t"],)) for each in tokens(node["c"][1]))
        elif isinstance(node, dict) and node["t"] == "Div" and attribute(node, "pdf-sida"):
            path = attribute(node, "fil")
            yield _Piece(f"\x00page {self.contents.get(path, path)} {attribute(node, 'pdf-sida')}", ())
        elif isinstance(node, dict):
            yield from self._all(node.get("c"))
        elif isinstance(node, list):
            for each in node:
                yield from self._all(each)

    def _lone(self, node: Node, state: Lone, *, moved: bool = False) -> list[Node]:
        """A block that only one version has, with all of its text within the marks."""
        moved = moved or id(node) in self.moved
        kind = node["t"]
        if kind == "Div" and attribute(node, "block"):
            number = int(attribute(node, "block"))
            around = self._numbered((self.new if state == "added" else self.old).printed[number])
            outer, self.place = self.place, (None, number) if state == "added" else (number, None)
            inner = self._all_lone(node["c"][1], state, moved)
            self.place = outer
            return [{"t": "Div", "c": [around, inner]}]
        if kind == "Div" and attribute(node, "pdf-sida"):
            number = self._change(state, "", moved=moved)
            return [raw_block("typst", f'#sidmärke({number}, "{state}")'), node]
        if kind in ("CodeBlock", "HorizontalRule"):
            number = self._change(state, text_of(node), moved=moved)
            return [raw_block("typst", f"#{_FUNCTION[state]}({number})["), node, raw_block("typst", "];")]
        return [self._marked(node, state, moved)]

    def _all_lone(self, blocks: Sequence[Node], state: Lone, moved: bool) -> list[Node]:
        return [each for node in blocks for each in self._lone(node, state, moved=moved)]

    def _marked(self, tree: Any, state: Lone, moved: bool) -> Any:
        """A block, or a part of one, with the inlines in it within the marks."""
        if isinstance(tree, list):
            if tree and isinstance(tree[0], dict) and tree[0]["t"] in _BLOCKS:
                return self._all_lone(tree, state, moved)
            return [self._marked(each, state, moved) for each in tree]
        if not isinstance(tree, dict) or not isinstance(tree.get("c"), list):
            return tree
        if tree["t"] in ("Para", "Plain"):
            return {**tree, "c": self._within(tree["c"], state, text_of(tree), moved=moved)}
        if tree["t"] == "Header":
            return {**tree, "c": [*tree["c"][:2], self._within(tree["c"][2], state, text_of(tree), moved=moved)]}
        return {**tree, "c": self._marked(tree["c"], state, moved)}

    def _within(self, content: list[Node], state: Lone, said: str, **about: Any) -> list[Node]:
        if not content:
            return content
        number = self._change(state, said, **about)
        content = transform(content, lambda node: self._note(node, state))
        return [raw_inline("typst", f"#{_FUNCTION[state]}({number})["), *content, raw_inline("typst", "];")]

    def _note(self, node: Node, state: Lone) -> list[Node] | None:
        """A footnote is set elsewhere: what it says is within marks of its own."""
        return [{"t": "Note", "c": self._all_lone(node["c"], state, False)}] if node["t"] == "Note" else None

    def _change(self, state: Lone, said: str, *, before: str = "", after: str = "", moved: bool = False) -> int:
        """The number of a change that is made here."""
        by = self.by(Change(state, said, before, after, *self.place, moved=moved))
        self.changes.append((by, "moved" if moved else state))
        return len(self.changes) - 1

    def _numbered(self, origin: tuple[str, Span]) -> Any:
        self.printed.append(origin)
        return ["", [], [["block", str(len(self.printed) - 1)]]]

    def _both(self, old: Node, new: Node) -> list[Node]:
        """A block of both versions."""
        one, other = (attribute(each, "block") if each["t"] == "Div" else "" for each in (old, new))
        if one or other:
            outer, self.place = self.place, (int(one) if one else None, int(other) if other else None)
            around = self._numbered(self.new.printed[int(other)]) if other else None
            inner = self._inside(old["c"][1] if one else [old], new["c"][1] if other else [new])
            self.place = outer
            return [{"t": "Div", "c": [around, inner]}] if around else inner
        return self._inside([old], [new])

    def _inside(self, old: list[Node], new: list[Node]) -> list[Node]:
        if len(old) != 1 or len(new) != 1:
            return self.blocks(old, new)
        one, other = old[0], new[0]
        kind = other["t"]
        if kind in ("Para", "Plain"):
            return [{"t": kind, "c": self._words(one["c"], other["c"])}]
        if kind == "Header":
            return [{"t": kind, "c": [*other["c"][:2], self._words(one["c"][2], other["c"][2])]}]
        if kind in ("BulletList", "BlockQuote"):
            return [{"t": kind, "c": (self._items if kind == "BulletList" else self.blocks)(one["c"], other["c"])}]
        if kind == "OrderedList":
            return [{"t": kind, "c": [other["c"][0], self._items(one["c"][1], other["c"][1])]}]
        if kind == "Div" and not attribute(other, "pdf-sida"):
            return [{"t": kind, "c": [other["c"][0], self.blocks(one["c"][1], other["c"][1])]}]
        if kind == "Table" and _rowed(one) and _rowed(other):
            return [self._table(one, other)]
        if self._passage(one) == self._passage(other) and not any(each["t"] == "Note" for each in nodes(other)):
            return [other]
        return [*self._lone(one, "removed"), *self._lone(other, "added")]

    def _items(self, old: list[list[Node]], new: list[list[Node]]) -> list[list[Node]]:
        """The items of a list."""
        return [
            self.blocks(one, other) if one is not None and other is not None
            else [each for node in (other if one is None else one) or []
                  for each in self._lone(node, "added" if one is None else "removed")]
            for one, other in self._paired(old, new)
        ]  # fmt: skip

    def _paired(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """Items or rows of both versions in order, None for one that a version does not have."""
        sides = [[Passage(tuple(piece.key for piece in self._all(each))) for each in side] for side in (old, new)]
        anchors = sorted(
            (pair.old, pair.new) for pair in align(sides[0], sides[1], _weight)
            if pair.kind in ("same", "changed") and pair.old is not None and pair.new is not None
        )  # fmt: skip
        a = b = 0
        for one, other in [*anchors, (len(old), len(new))]:
            yield from ((each, None) for each in old[a:one])
            yield from ((None, each) for each in new[b:other])
            if one < len(old):
                yield old[one], new[other]
            a, b = one + 1, other + 1

    def _table(self, old: Node, new: Node) -> Node:
        """A table of as many columns in both versions, row by row."""
        attributes, caption, columns, head, (body,), foot = new["c"]
        _, _, _, old_head, (old_body,), old_foot = old["c"]
        rows = [
            self._rows(before, after)
            for before, after in (
                (old_head[1], head[1]), (old_body[2] + old_body[3], body[2] + body[3]), (old_foot[1], foot[1]),
            )
        ]  # fmt: skip
        content = [attributes, caption, columns, [head[0], rows[0]], [[*body[:2], [], rows[1]]], [foot[0], rows[2]]]
        return {"t": "Table", "c": content}

    def _rows(self, old: list[Any], new: list[Any]) -> list[Any]:
        found = []
        for one, other in self._paired(old, new):
            if one is not None and other is not None and len(one[1]) == len(other[1]):
                cells = zip(one[1], other[1], strict=True)
                found.append([other[0], [[*after[:4], self.blocks(before[4], after[4])] for before, after in cells]])
                continue
            found += [self._lone_row(one, "removed")] if one is not None else []
            found += [self._lone_row(other, "added")] if other is not None else []
        return found

    def _lone_row(self, row: Any, state: Lone) -> Any:
        return [row[0], [[*cell[:4], self._all_lone(cell[4], state, False)] for cell in row[1]]]

    # --- words ---

    def _words(self, old: list[Node], new: list[Node]) -> list[Node]:
        """The inlines of a paragraph, word by word."""
        ones, others = list(self._pieces(old, ())), list(self._pieces(new, ()))
        runs = compare([each.key for each in ones], [each.key for each in others], _weight)
        found: list[Node] = []
        a = b = 0
        for number, run in enumerate(runs):
            size = len(run.tokens)
            if run.kind == "same":
                pairs = zip(ones[a : a + size], others[b : b + size], strict=True)
                found += _built([self._kept(*each) for each in pairs])
                a, b = a + size, b + size
                continue
            pieces = ones[a : a + size] if run.kind == "removed" else others[b : b + size]
            a, b = a + size * (run.kind == "removed"), b + size * (run.kind == "added")
            near = [_said([key for each in some for key in each.tokens if each.kind in ("same", run.kind)])
                    for some in (runs[max(number - 2, 0) : number], runs[number + 1 : number + 3])]  # fmt: skip
            said = _said(run.tokens)
            if run.kind == "added" and number and runs[number - 1].kind == "removed":
                found.append(raw_inline("typst", "#h(0.2em, weak: true);"))  # two words, and not one
            found += self._within(_built(pieces), run.kind, said, before=near[0], after=near[1])
        return found

    def _kept(self, old: _Piece, new: _Piece) -> _Piece:
        """What stands in both; a footnote may have changed inside."""
        if new.node is None or old.node is None or new.node["t"] != "Note":
            return new
        return _Piece(new.text, new.around, {"t": "Note", "c": self.blocks(old.node["c"], new.node["c"])})

    def _pieces(self, content: Sequence[Node], around: tuple[str, ...]) -> Iterator[_Piece]:
        for node in content:
            kind = node["t"]
            if kind == "Str":
                yield from (_Piece(each, around) for each in tokens(node["c"]))
            elif kind in ("Space", "SoftBreak"):
                yield _Piece(" ", around)
            elif kind == "Note":
                yield _Piece("\x00note", around, node)
            elif kind == "Image":
                path = node["c"][2][0]
                said = f"\x00picture {self.contents.get(path, path)} {text_of(node['c'][1])}"
                yield _Piece(said, around, node)
            elif kind in ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
                yield from self._pieces(node["c"], (*around, json.dumps({"t": kind})))
            elif kind in ("Quoted", "Cite", "Span", "Link"):
                outside = {"t": kind, "c": [node["c"][0], None, *node["c"][2:]]}
                yield from self._pieces(node["c"][1], (*around, json.dumps(outside)))
            else:
                yield _Piece(f"\x00{json.dumps(node, sort_keys=True)}", around, node)


def _built(pieces: Sequence[_Piece]) -> list[Node]:
    """Inlines out of pieces: what stands within the same emphasis or link stands in one."""
    found: list[Node] = []
    at = 0
    while at < len(pieces):
        first = pieces[at].around[:1]
        end = at
        while end < len(pieces) and pieces[end].around[:1] == first:
            end += 1
        if first:
            inner = _built([_Piece(each.text, each.around[1:], each.node) for each in pieces[at:end]])
            outside = json.loads(first[0])
            content = inner if "c" not in outside else [outside["c"][0], inner, *outside["c"][2:]]
            found.append({"t": outside["t"], "c": content})
        else:
            found += _plain(pieces[at:end])
        at = end
    return found


def _plain(pieces: Sequence[_Piece]) -> Iterator[Node]:
    text = ""
    for each in pieces:
        if each.node is None:
            text += each.text
            continue
        if text:
            yield {"t": "Str", "c": text}
        text = ""
        yield each.node
    if text:
        yield {"t": "Str", "c": text}


def _rowed(table: Node) -> bool:
    """Whether a table is one of rows only: one body, and no cell that reaches over others."""
    bodies = table["c"][4]
    rows = [*table["c"][3][1], *(row for body in bodies for part in body[2:4] for row in part), *table["c"][5][1]]
    return len(bodies) == 1 and all(cell[2:4] == [1, 1] for row in rows for cell in row[1])


def _said(keys: Sequence[Any]) -> str:
    return "".join(text for text, _ in keys if not text.startswith("\x00"))


def _consecutive(blocks: list[Node]) -> list[Node]:
    """The blocks with no heading more than one level below the one before: PDF/UA bears no gap (ISO 14289-1, 7.4.2)."""
    above = 0

    def lowered(node: Node) -> Node:
        nonlocal above
        if node["t"] == "Header":
            above = min(node["c"][0], above + 1)
            return {"t": "Header", "c": [above, *node["c"][1:]]}
        if node["t"] == "Div":
            return {"t": "Div", "c": [node["c"][0], [lowered(each) for each in node["c"][1]]]}
        return node

    return [lowered(each) for each in blocks]
