"""Stage 4: the skeleton that a pack's template printed, and the texts in its places, become one tree: the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from .. import codes
from ..blocks import Node, attribute, div, joined, relevel, spoken_in
from ..blocks import nodes as every_node
from ..messages import msg
from ..problems import Problem
from ..spans import Source, Span, top_of
from .assemble import Statement
from .load.pack import Pack


class Document(Struct, frozen=True):
    """The whole text as one tree. `printed` has, for each block that came from a file, its place there; the
    block's number in the list is its mark in the tree (a Div with the key `block`)."""

    nodes: tuple[Node, ...]
    printed: tuple[tuple[str, Span], ...]


def document(skeleton_nodes: Sequence[Node], statement: Statement, pack: Pack) -> tuple[Document, list[Problem]]:
    """The document: the skeleton with every place filled, headings lowered to where they stand."""
    filler = _Filler(statement)
    nodes = list(filler.fill(joined(list(skeleton_nodes))))
    template = top_of(f"templates/{pack.file('.md.j2')}")
    problems = [*_html(skeleton_nodes, pack, template), *_unplaced(filler, statement, template)]
    return Document(tuple(nodes), tuple(filler.printed)), problems


def _html(skeleton_nodes: Sequence[Node], pack: Pack, template: Span) -> Iterator[Problem]:
    """What a pack says in HTML, or what looks like it (<Namn>), would be in no finished file."""
    for node in every_node(list(skeleton_nodes)):
        if node["t"] in ("RawInline", "RawBlock") and not node["c"][1].lstrip().startswith("<!--"):
            text = node["c"][1].strip().split("\n")[0]
            paths = [f"{name}/{file}" for name in pack.lineage for file in (f"{name}.md.j2", "fraser.yaml")]
            sources = [
                Source(f"templates/{path}", pack.files.get(path, b"").decode("utf-8", "replace")) for path in paths
            ]
            places = [each.span(at, at + len(text)) for each in sources if (at := each.text.find(text)) >= 0]
            yield Problem(
                codes.RAW_HTML,
                msg("“{text}” is HTML, and would not be printed", text=text),
                places[0] if places else template,
                msg("write \\{text} if the characters are to be printed", text=text),
            )


class _Filler:
    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.level = 0
        self.printed: list[tuple[str, Span]] = []
        self.placed: list[str] = []

    def fill(self, nodes: Sequence[Node]) -> Iterator[Node]:
        for node in nodes:
            if node["t"] == "Header":
                self.level = node["c"][0]
                yield {"t": "Header", "c": [self.level, ["", [], []], node["c"][2]]}
            elif node["t"] == "Div" and "plats" in node["c"][0][1]:
                yield from self._part(attribute(node, "key"))
            elif node["t"] == "Div":
                yield {"t": "Div", "c": [node["c"][0], list(self.fill(node["c"][1]))]}
            else:
                yield node

    def _part(self, key: str) -> Iterator[Node]:
        part = self.statement.parts.get(key)
        self.placed.append(key)
        for block in relevel(part.blocks, self.level) if part else ():
            self.printed.append((key, block.span))
            node = spoken_in(part.language, block.node) if part and part.language else block.node
            yield div([node], block=str(len(self.printed) - 1))


def _unplaced(filler: _Filler, statement: Statement, template: Span) -> Iterator[Problem]:
    """Every part is placed exactly once: the template may neither drop nor double a text."""
    for key, part in statement.parts.items():
        count = filler.placed.count(key)
        if count == 0:
            yield Problem(
                codes.TEXT_LOST,
                msg("the template leaves out the text of {path}", path=part.path),
                template,
                msg("print it with {{{{ … }}}}, as templates/utlatande does"),
            )
        elif count > 1:
            yield Problem(
                codes.TEXT_LOST,
                msg("the template prints the text of {path} {n} times", path=part.path, n=count),
                template,
                msg("print it once"),
            )
    for key in filler.placed:
        if key not in statement.parts:
            yield Problem(
                codes.UNKNOWN_PLACE, msg("the template has a place “{key}” that no text belongs to", key=key), template
            )
