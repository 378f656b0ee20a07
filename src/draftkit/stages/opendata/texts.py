"""pandoc's blocks as the open JSON has them: a text without marks, and beside it what holds for parts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ...blocks import Node, attribute, text_of
from ..render import Document
from . import shape
from .listing import numbers
from .outline import Placed, Section, outline, placed


class Laid(Struct, frozen=True):
    """Where what is not text lies, from the folder of the finished documents.

    `pictures`: by the path that the tree has; `copies`: bilagor that are PDF files, by their path; `page_texts`: the
    words for each page of these.
    """

    pictures: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    page_texts: Mapping[tuple[str, int], str] = field(default_factory=dict)


Source = tuple[shape.Origin, str | None]


def document(whole: Document, laid: Laid, source: Callable[[Placed], Source]) -> shape.Document:
    """The whole text. `source` tells whose words a block has, and which file it came from."""
    writer, parts = _Writer(whole, laid, source), outline(whole)
    opening = writer.placed(parts.opening)
    sections = tuple(writer.section(each) for each in parts.sections)
    return shape.Document(opening=opening, sections=sections, notes=tuple(writer.notes))


_LOOKS = {
    "Emph": "kursiv",
    "Strong": "fet",
    "Underline": "understruken",
    "Strikeout": "genomstruken",
    "Superscript": "upphöjd",
    "Subscript": "nedsänkt",
    "SmallCaps": "kapitäler",
}
_QUOTES = {"DoubleQuote": "”", "SingleQuote": "’"}
_ALIGN = {"AlignLeft": "vänster", "AlignRight": "höger", "AlignCenter": "mitten"}


class _Writer:
    """Goes through the document in the order in which it is read; the footnotes are numbered on the way."""

    def __init__(self, document: Document, laid: Laid, source: Callable[[Placed], Source]) -> None:
        self.document, self.laid, self.source = document, laid, source
        self.notes: list[shape.Note] = []

    def section(self, section: Section) -> shape.Section:
        return shape.Section(
            level=section.level,
            appendix=section.appendix,
            heading=self._heading(section.heading) if section.heading else None,
            blocks=self.placed(section.blocks),
            sections=tuple(self.section(each) for each in section.sections),
        )

    def _heading(self, heading: Placed) -> shape.Title:
        origin, path = self.source(heading)
        text, marks = self.text(heading.node["c"][2])
        return shape.Title(text=text, marks=marks, origin=origin, path=path)

    def placed(self, blocks: Sequence[Placed]) -> tuple[shape.AnyBlock, ...]:
        """Blocks that stand directly in a section, each with its origin; one that has texts within it has it there."""
        found: list[shape.AnyBlock] = []
        for each in blocks:
            origin, path = self.source(each)
            found += [replace(block, origin=origin, path=path) for block in self.blocks([each.node])]
        return tuple(found)

    def blocks(self, nodes: Iterable[Node]) -> Iterator[shape.AnyBlock]:
        for node in nodes:
            yield from self.block(node)

    def block(self, node: Node) -> Iterator[shape.AnyBlock]:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                text, marks = self.text(content)
                yield shape.Paragraph(text=text, marks=marks)
            case "Header":
                text, marks = self.text(content[2])
                yield shape.Heading(level=content[0], text=text, marks=marks)
            case "LineBlock":
                lines = [inline for line in content for inline in ({"t": "LineBreak"}, *line)]
                text, marks = self.text(lines[1:])
                yield shape.Paragraph(text=text, marks=marks)
            case "CodeBlock":
                yield shape.Code(text=content[1])
            case "BulletList":
                yield shape.List(items=tuple(shape.Item(blocks=self.all(each)) for each in content))
            case "OrderedList":
                numbered = zip(numbers(node), content[1], strict=True)
                yield shape.List(items=tuple(shape.Item(number=n, blocks=self.all(each)) for n, each in numbered))
            case "DefinitionList":
                yield shape.List(items=tuple(self._explained(term, given) for term, given in content))
            case "BlockQuote":
                yield shape.Quotation(blocks=self.all(content))
            case "Table":
                yield self._table(content)
            case "Figure":
                yield shape.Group(caption=self.all(content[1][1]), blocks=self.all(content[2]))
            case "HorizontalRule":
                yield shape.Rule()
            case "Div":
                yield from self._div(node)
            case "RawBlock" | "Null":
                return
            case other:
                raise ValueError(other)

    def all(self, nodes: Iterable[Node]) -> tuple[shape.AnyBlock, ...]:
        return tuple(self.blocks(nodes))

    def _explained(self, term: list[Node], given: list[list[Node]]) -> shape.Item:
        text, marks = self.text(term)
        return shape.Item(
            term=shape.Paragraph(text=text, marks=marks), blocks=self.all(block for each in given for block in each)
        )

    def _div(self, node: Node) -> Iterator[shape.AnyBlock]:
        content = node["c"][1]
        style = attribute(node, "custom-style") or None
        if attribute(node, "block"):
            yield from self.placed(placed([node], self.document, lambda key: False))
        elif page := attribute(node, "pdf-sida"):
            path = attribute(node, "fil")
            alternative = self.laid.page_texts[path, int(page)]
            yield shape.Page(copy=self.laid.copies[path], number=int(page), alternative=alternative)
        elif all(each["t"] in ("Para", "Plain") for each in content):
            for each in self.all(content):
                yield replace(each, style=style)
        else:
            yield shape.Group(style=style, blocks=self.all(content))

    def _table(self, content: Any) -> shape.Table:
        _, caption, specs, head, bodies, foot = content
        aligns = [_ALIGN.get(spec[0]["t"]) for spec in specs]
        said = self.all(caption[1])
        rows = [self._row(row, aligns, heading=True) for row in head[1]]
        for body in bodies:
            rows += [self._row(row, aligns, heading=True) for row in body[2]]
            rows += [self._row(row, aligns, heading=False) for row in body[3]]
        rows += [self._row(row, aligns, heading=False) for row in foot[1]]
        return shape.Table(caption=said, rows=tuple(rows))

    def _row(self, row: Any, aligns: Sequence[Any], *, heading: bool) -> shape.Row:
        cells = []
        for index, (_, own, rows, columns, blocks) in enumerate(row[1]):
            align = _ALIGN.get(own["t"]) or (aligns[index] if index < len(aligns) else None)
            cells.append(
                shape.Cell(heading=heading, columns=columns, rows=rows, align=align, blocks=self.all(blocks))  # type: ignore[arg-type]
            )
        return shape.Row(cells=tuple(cells))

    # --- within a line ---

    def text(self, inlines: Iterable[Node]) -> tuple[str, tuple[shape.Mark, ...]]:
        """A run of inlines as plain text, and what holds for parts of it, the outer before the inner."""
        line = _Line()
        self._gather(inlines, line)
        return "".join(line.parts), tuple(sorted(line.marks, key=lambda mark: (mark.start, -mark.end)))

    def _gather(self, inlines: Iterable[Node], line: _Line) -> None:
        for node in inlines:
            self._inline(node, line)

    def _inline(self, node: Node, line: _Line) -> None:
        content: Any = node.get("c")
        start = line.length
        match node["t"]:
            case "Str":
                line.add(content)
            case "Space" | "SoftBreak":
                line.add(" ")
            case "LineBreak":
                line.add("\n")
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps" as look:
                self._gather(content, line)
                line.mark(_LOOKS[look], start)
            case "Quoted":
                line.add(_QUOTES[content[0]["t"]])
                self._gather(content[1], line)
                line.add(_QUOTES[content[0]["t"]])
            case "Cite":
                self._gather(content[1], line)
            case "Span":
                self._gather(content[1], line)
                if language := attribute(node, "lang"):
                    line.mark("språk", start, language=language)
            case "Code":
                line.add(content[1])
                line.mark("kod", start)
            case "Math":
                line.add(content[1])
                line.mark("formel", start)
            case "Link":
                self._gather(content[1], line)
                line.mark("länk", start, target=content[2][0])
            case "Image":
                words = text_of(content[1]).strip()
                line.mark("bild", start, path=self.laid.pictures[content[2][0]], alternative=words)
            case "Note":
                number = len(self.notes) + 1
                line.mark("fotnot", start, number=number)
                self.notes.append(shape.Note(number=number, blocks=self.all(content)))
            case "RawInline":
                return
            case other:
                raise ValueError(other)


class _Line(Struct):
    parts: list[str] = field(default_factory=list)
    marks: list[shape.Mark] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, kind: Any, start: int, **more: Any) -> None:
        self.marks.append(shape.Mark(start=start, end=self.length, kind=kind, **more))
