"""The document's text in the elements of Akoma Ntoso 3.0 (OASIS LegalDocML).

A section is a hierarchical container; an answer to the remiss or a dissent is an embedded structure that refers to who
wrote it; a bilaga at the end is an attachment, with a document of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from ...blocks import Node, attribute, text_of
from ..render import Document
from .element import Element, element
from .listing import numbers
from .naming import address
from .outline import Outline, Placed, Section, of_blocks, outline, placed
from .texts import Laid

# A run of text in which names and dates are to be marked: the words, and what stands round them.
Mark = Callable[[str], Element]
Marks = Sequence[tuple[str, Mark]]


class Quotes(Struct, frozen=True):
    """What is known of the texts: for the key of one that is quoted, the references to who wrote it.

    `marks` are the words to mark in what stands before the first heading and below a style, by the style.
    """

    authors: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)


class Parts(Struct, frozen=True):
    """The text, cut where Akoma Ntoso cuts it: before the first heading, the body, the bilagor by number."""

    preface: list[Element]
    body: list[Element]
    attachments: list[Attachment]


class Attachment(Struct, frozen=True):
    """A bilaga: its number, its heading, and its text; or the file, where it is a PDF laid page by page."""

    number: int
    heading: list[Element]
    body: list[Element]
    file: str | None = None


def parts(document: Document, laid: Laid, quotes: Quotes) -> Parts:
    """The text in elements, without identifiers. The bilagor that stand last are attachments."""
    writer = _Writer(document, laid, quotes)
    whole = outline(document, lambda key: key in quotes.authors)
    sections = list(whole.sections)
    first = len(sections)
    while first and sections[first - 1].appendix is not None:
        first -= 1
    opening = writer.blocks(whole.opening)
    body = [writer.section(each) for each in sections[:first]]
    attachments = [writer.attachment(each) for each in sections[first:]]
    return Parts(opening, body, attachments)


_INLINE = {
    "Emph": ("i", None),
    "Strong": ("b", None),
    "Underline": ("u", None),
    "Superscript": ("sup", None),
    "Subscript": ("sub", None),
    "Strikeout": ("span", "genomstruken"),
    "SmallCaps": ("span", "kapitäler"),
}
_QUOTES = {"DoubleQuote": "”", "SingleQuote": "’"}
_ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
_GAP = "Lucka"  # the style of what is not written yet


class _Writer:
    """Goes through the document in the order in which it is read; the footnotes are numbered on the way."""

    def __init__(self, document: Document, laid: Laid, quotes: Quotes) -> None:
        self.document, self.laid, self.quotes = document, laid, quotes
        self.notes = 0

    # --- sections ---

    def section(self, section: Section) -> Element:
        heading = self._heading(section)
        content = self.blocks(section.blocks)
        below = [self.section(each) for each in section.sections]
        if below:
            inside = [element("intro", *content), *below] if content else below
        else:
            inside = [element("content", *content)]
        return element("hcontainer", *heading, *inside, name="avsnitt", class_=f"nivå-{section.level}")

    def _heading(self, section: Section) -> list[Element]:
        return [element("heading", *self.inlines(section.heading.node["c"][2]))] if section.heading else []

    def attachment(self, section: Section) -> Attachment:
        heading = self._heading(section)
        files = {_file(each.node) for each in section.blocks}
        only = files.pop() if len(files) == 1 and not section.sections else None
        if only:
            return Attachment(section.appendix or 0, heading, [], self.laid.copies[only])
        inside = Outline(section.blocks, section.sections)
        return Attachment(section.appendix or 0, heading, self.flow(inside))

    def flow(self, whole: Outline) -> list[Element]:
        """Blocks and the sections after them, where both may stand side by side."""
        return [*self.blocks(whole.opening), *map(self.section, whole.sections)]

    # --- blocks ---

    def blocks(self, blocks: Iterable[Placed]) -> list[Element]:
        return [made for each in blocks for made in self.block(each.node)]

    def all(self, nodes: Iterable[Node]) -> list[Element]:
        return [made for each in nodes for made in self.block(each)]

    def some(self, nodes: Iterable[Node]) -> list[Element]:
        """The same where there must be something: an item of a list may be empty on the page, but not here."""
        return self.all(nodes) or [element("p")]

    def block(self, node: Node, style: str | None = None) -> Iterator[Element]:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                yield self._paragraph(content, style)
            case "Header":
                yield element("block", *self.inlines(content[2]), name="rubrik", class_=f"nivå-{content[0]}")
            case "LineBlock":
                lines = [inline for line in content for inline in ({"t": "LineBreak"}, *line)]
                yield self._paragraph(lines[1:], style)
            case "CodeBlock":
                yield _verbatim("block", content[1], name="kod")
            case "BulletList":
                yield element("blockList", *(element("item", *self.some(each)) for each in content), class_="punkter")
            case "OrderedList":
                items = zip(numbers(node), content[1], strict=True)
                yield element("blockList", *(element("item", element("num", n), *self.some(each)) for n, each in items))
            case "DefinitionList":
                yield element("blockList", *(self._explained(*each) for each in content), class_="ordlista")
            case "BlockQuote":
                yield element("blockContainer", *self.some(content), class_="citat")
            case "Table":
                yield from self._table(content)
            case "Figure":
                inside = [*self.all(content[1][1]), *self.all(content[2])]
                yield element("blockContainer", *(inside or [element("p")]), class_="figur")
            case "HorizontalRule":
                yield element("p", class_="linje")
            case "Div":
                yield from self._div(node)
            case "RawBlock" | "Null":
                return
            case other:
                raise ValueError(other)

    def _paragraph(self, content: list[Node], style: str | None) -> Element:
        status = "editorial" if style == _GAP else None
        return element("p", *self.inlines(content, self.quotes.marks.get(style or "", ())), class_=style, status=status)

    def _explained(self, term: list[Node], given: list[list[Node]]) -> Element:
        blocks = [block for each in given for block in each]
        return element("item", element("heading", *self.inlines(term)), *self.some(blocks))

    def _div(self, node: Node) -> Iterator[Element]:
        content = node["c"][1]
        style = attribute(node, "custom-style") or None
        if key := attribute(node, "text"):
            inside = self.flow(of_blocks(Placed(each) for each in content))
            if inside:
                yield element("p", element("embeddedStructure", *inside, refersTo=self.quotes.authors[key]))
        elif page := attribute(node, "pdf-sida"):
            path = attribute(node, "fil")
            link = element(
                "a", href=address(f"{self.laid.copies[path]}#page={page}"), title=self.laid.page_texts[path, int(page)]
            )
            yield element("p", link, class_="sida")
        elif attribute(node, "block"):
            yield from self.all(content)
        elif all(each["t"] in ("Para", "Plain") for each in content):
            for each in content:
                yield from self.block(each, style)
        else:
            inside = self.blocks(placed(content, self.document, lambda key: key in self.quotes.authors))
            if inside:
                yield element("blockContainer", *inside, class_=style)

    def _table(self, content: Any) -> Iterator[Element]:
        _, caption, specs, head, bodies, foot = content
        aligns = [_ALIGN.get(spec[0]["t"]) for spec in specs]
        said = self.all(caption[1])
        rows = [self._row(row, aligns, "th") for row in head[1]]
        for body in bodies:
            rows += [self._row(row, aligns, "th") for row in body[2]]
            rows += [self._row(row, aligns, "td") for row in body[3]]
        rows += [self._row(row, aligns, "td") for row in foot[1]]
        if rows and len(said) == 1 and said[0].tag == "p":
            yield element("table", element("caption", *said[0].children), *rows)
        else:
            yield from said
            if rows:
                yield element("table", *rows)

    def _row(self, row: Any, aligns: Sequence[str | None], tag: str) -> Element:
        cells = []
        for index, (_, own, rows, columns, blocks) in enumerate(row[1]):
            align = _ALIGN.get(own["t"]) or (aligns[index] if index < len(aligns) else None)
            style = f"text-align: {align}" if align else None
            spans = {"rowspan": str(rows) if rows > 1 else None, "colspan": str(columns) if columns > 1 else None}
            cells.append(element(tag, *self.all(blocks), style=style, **spans))
        return element("tr", *(cells or [element("td")]))

    # --- within a line ---

    def inlines(self, nodes: Iterable[Node], marks: Marks = ()) -> list[Element | str]:
        return [made for each in nodes for made in self._inline(each, marks)]

    def _inline(self, node: Node, marks: Marks) -> Iterator[Element | str]:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                yield from marked(content, marks)
            case "Space" | "SoftBreak":
                yield " "
            case "LineBreak":
                yield element("eol")
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps" as look:
                tag, class_ = _INLINE[look]
                yield element(tag, *self.inlines(content), class_=class_)
            case "Quoted":
                quote = _QUOTES[content[0]["t"]]
                yield from (quote, *self.inlines(content[1]), quote)
            case "Cite":
                yield from self.inlines(content[1])
            case "Span":
                if language := attribute(node, "lang"):
                    yield element("span", *self.inlines(content[1]), **{"xml:lang": language})
                else:
                    yield from self.inlines(content[1])
            case "Code":
                yield _verbatim("span", content[1], class_="kod")
            case "Math":
                yield _verbatim("span", content[1], class_="formel")
            case "Link":
                yield element("a", *self.inlines(content[1]), href=address(content[2][0]))
            case "Image":
                yield element("img", src=self.laid.pictures[content[2][0]], alt=text_of(content[1]).strip())
            case "Note":
                self.notes += 1
                marker = str(self.notes)
                yield element("authorialNote", *self.some(content), marker=marker, placement="bottom")
            case "RawInline":
                return
            case other:
                raise ValueError(other)


def marked(text: str, marks: Marks) -> Iterator[Element | str]:
    """The text with the first place of each of the words marked, in the order in which they stand."""
    places = sorted((text.find(words), len(words), make) for words, make in marks if words and words in text)
    end = 0
    for start, length, make in places:
        if start < end:
            continue  # within words that are marked already
        if start > end:
            yield text[end:start]
        end = start + length
        yield make(text[start:end])
    if end < len(text):
        yield text[end:]


def _verbatim(tag: str, text: str, **attributes: str) -> Element:
    """Lines that stand as they are written, each space of them."""
    inside: list[Element | str] = []
    for number, line in enumerate(text.split("\n")):
        inside += [element("eol"), line] if number else [line]
    return element(tag, *inside, **attributes, **{"xml:space": "preserve"})


def _file(node: Node) -> str:
    """The file of a page of a PDF; empty for any other block."""
    return attribute(node, "fil") if node["t"] == "Div" and attribute(node, "pdf-sida") else ""
