"""The document's text as HTML: sections by its headings, footnotes at its end, tables, figures and bilagor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct, field

from ...blocks import Node, attribute, nodes, text_of
from ...patterns import lazily
from ..compositor import stretches
from ..intake.passages import Passage
from ..opendata.outline import Outline, Placed, Section, outline
from ..render import Document
from . import tables
from .anchors import Anchors
from .written import Tag, tag

Say = Callable[..., str]


class Picture(Struct, frozen=True):
    """A picture as a data URI, and its size in CSS pixels."""

    source: str
    width: int
    height: int


class PdfPage(Struct, frozen=True):
    """A page of a PDF bilaga: where it lies, what it is called, its picture, and its text."""

    address: str  # of the original, from the page
    file: str
    number: int
    alternative: str
    picture: Picture | None = None
    text: tuple[Passage, ...] = ()


class Laid(Struct, frozen=True):
    """What is not text, by the path that the tree has; the pages of PDF bilagor by path and page."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    pages: Mapping[tuple[str, int], PdfPage] = field(default_factory=dict)


class Entry(Struct):
    """A line of the table of contents: the heading, its place in the page, and the lines below it."""

    anchor: str
    heading: list[Tag | str]
    below: list[Entry] = field(default_factory=list)


class Content(Struct):
    """The page's content: what stands above the text, the table of contents, the text, the footnotes."""

    opening: list[Tag]
    contents: list[Entry]
    text: list[Tag]
    notes: list[Tag]


def content(document: Document, title: str, laid: Laid, say: Say) -> Content:
    """The document as HTML. `title` is its heading where the pack prints none; `say` gives the pack's phrases."""
    writer = _Writer(document, laid, say)
    whole = outline(document)
    above, rest = _opening(whole)
    opening = writer.opening(above, title)
    text = writer.placed(rest)
    entries: list[Entry] = []
    for section in whole.sections:
        text.append(writer.section(section, entries))
    return Content(opening, entries, text, writer.notes)


def _opening(whole: Outline) -> tuple[Sequence[Placed], Sequence[Placed]]:
    """What stands before the first heading: the pack's own first lines, and what else there may be."""
    first = next((n for n, each in enumerate(whole.opening) if each.key or not _style(each.node)), len(whole.opening))
    return whole.opening[:first], whole.opening[first:]


def _style(node: Node) -> str:
    return attribute(node, "custom-style") if node["t"] == "Div" else ""


_INLINE = {
    "Emph": ("em", None),
    "Strong": ("strong", None),
    "Underline": ("u", None),
    "Strikeout": ("s", None),
    "Superscript": ("sup", None),
    "Subscript": ("sub", None),
    "SmallCaps": ("span", "kapitäler"),
}
_QUOTES = {"DoubleQuote": "”", "SingleQuote": "’"}
_LIST_TYPES = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
_DELIMITERS = {"OneParen": "parentes", "TwoParens": "parenteser"}
# Where a link may lead. What else an address can be is code (javascript:), or means nothing to the one who reads.
_ADDRESS = lazily(r"(?P<place>https?://[^/?#\s.]+(?:\.[^/?#\s.]+)*\.?|mailto:|tel:)(?P<rest>\S*)", re.IGNORECASE)
# What may not stand in an address (URL Standard, 4.3), but is often written.
_NOT_IN_AN_ADDRESS = lazily(r'["<>\\^`{|}\[\]\x00-\x1f]|%(?![0-9A-Fa-f]{2})')
_BOX, _REFERENCE = "Beslutsruta", "Hänvisning"
_DEEPEST = 2  # levels of the table of contents


class _Pointing(Struct):
    """What may name a place further down: what was made of it, its words, the heading above it, its number in a list.

    A bilaga that is alone stands in no list: its number is 1.
    """

    made: Tag
    words: str
    below: str
    number: int | None
    heading: str = ""  # to which it leads


class _Writer:
    """Goes through the document in the order in which it is read; the footnotes and tables are numbered on the way."""

    def __init__(self, document: Document, laid: Laid, say: Say) -> None:
        self.laid, self.say = laid, say
        self.anchors = Anchors()
        self.notes: list[Tag] = []
        self.tables = self.boxes = 0
        self.heading = ""  # the nearest above what is written
        self.appendix: int | None = None  # the bilaga that is written
        self.in_cell = False
        self.above: list[str] = []  # the headings of the sections that are being written
        self.pointing: list[_Pointing] = []
        # The number of the block that a node is, by the node itself: an outline has no place for it.
        self.blocks = {
            id(node["c"][1][0]): number
            for node in nodes(list(document.nodes))
            if node["t"] == "Div" and (number := attribute(node, "block")) and node["c"][1]
        }

    # --- sections ---

    def opening(self, blocks: Sequence[Placed], title: str) -> list[Tag]:
        """The first lines, the document's heading among them."""
        found: list[Tag] = []
        headed = False
        for each in blocks:
            made = self.all([each.node])
            if not headed and _style(each.node) == "Title" and made:
                made[0].name, headed = "h1", True
            found += made
        return found if headed else [tag("h1", title, class_="bara-uppläst", data_genererat=True), *found]

    def section(self, section: Section, entries: list[Entry]) -> Tag:
        inside: list[Tag | str] = []
        anchor, below = None, entries
        if section.heading:
            heading = self._heading(section.heading.node, section.heading)
            anchor = self.anchors.of(text_of(section.heading.node).strip())
            heading.attributes = {"id": anchor, **heading.attributes}
            inside.append(heading)
            entry = Entry(anchor, self.inlines(_bare(section.heading.node["c"][2])))
            entries.append(entry)
            # A bilaga is a document by itself: what is in it would make the others hard to find.
            below = [] if section.appendix else entry.below
            self._lead_here(section, anchor, _words(section.heading.node))
        outside = self.appendix
        self.appendix = section.appendix or outside
        self.above.append(_words(section.heading.node) if section.heading else "")
        inside += self.placed(section.blocks)
        inside += [self.section(each, below) for each in section.sections]
        self.appendix = outside
        self.above.pop()
        if anchor is None:
            return tag("div", *inside, class_="avsnitt")
        # Only the bilagor are landmarks: among the other parts one finds the way by their headings.
        named = anchor if section.appendix else None
        return tag("section", *inside, aria_labelledby=named, class_="bilaga" if section.appendix else None)

    def _heading(self, node: Node, placed: Placed | None = None) -> Tag:
        level = node["c"][0] + 1  # the page's heading is the only one of level 1
        language, words = _in_one_language(node["c"][2])
        deep = str(level) if level > 6 else None
        self.heading = text_of(_bare(words)).strip()
        made = tag(f"h{min(level, 6)}", *self.inlines(words), lang=language, aria_level=deep)
        return self._marked([made], node)[0]

    def placed(self, blocks: Iterable[Placed]) -> list[Tag]:
        found: list[Tag] = []
        for each in blocks:
            made = self.all([each.node])
            if not each.key and self.appendix is None:
                self._point(each.node, made)
            found += made
        return found

    # --- what the pack says of other places ---

    def _point(self, node: Node, made: list[Tag]) -> None:
        """Notes what the pack itself prints that may name a place further down: lists of bilagor, references."""
        if node["t"] == "OrderedList":
            items = zip(made[0].children, node["c"][1], strict=True)
            self.pointing += [
                _Pointing(item, text_of(blocks).strip(), self.heading, number)
                for number, (item, blocks) in enumerate(items, start=node["c"][0][0])
                if isinstance(item, Tag)
            ]
        elif node["t"] == "Para" or _style(node) == _REFERENCE:
            number = 1 if node["t"] == "Para" else None
            self.pointing += [_Pointing(each, text_of(node).strip(), self.heading, number) for each in made]

    def _lead_here(self, section: Section, anchor: str, heading: str) -> None:
        """Makes links of what names this section; only where number, words and heading all say the same."""
        for each in self.pointing:
            if section.appendix:
                named = each.number == section.appendix and _begins_with_the_end_of(heading, each.words)
            else:
                part, *between = self.above or [""]
                named = each.number is None and between == [each.below] and _from_to(each.words, heading, part)
            if not named or len(heading) <= len(each.heading):  # “Reservation av Kim” is not that of “Kim och Jo”
                continue
            if each.heading:
                each.made.children = each.made.children[0].children  # type: ignore[union-attr]
            if all(isinstance(inside, str) or inside.name == "span" for inside in each.made.children):
                each.made.children, each.heading = [tag("a", *each.made.children, href=f"#{anchor}")], heading

    # --- blocks ---

    def all(self, blocks: Iterable[Node]) -> list[Tag]:
        return [made for each in blocks for made in self._marked(list(self.block(each)), each)]

    def _marked(self, made: list[Tag], node: Node) -> list[Tag]:
        """What a block became, with the block's number, by which it is counted."""
        number = self.blocks.pop(id(node), None)
        if number is None:
            return made
        made = made or [tag("div")]
        made[0].attributes["data-block"] = number
        return made

    def block(self, node: Node) -> Iterator[Tag]:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                yield self._paragraph(node)
            case "Header":
                yield self._heading(node)
            case "LineBlock":
                lines = [inline for line in content for inline in ({"t": "LineBreak"}, *line)]
                yield tag("p", *self.inlines(lines[1:]))
            case "CodeBlock":
                yield tag("pre", tag("code", content[1]))
            case "BulletList":
                yield tag("ul", *map(self._item, content))
            case "OrderedList":
                yield self._ordered(content)
            case "DefinitionList":
                yield tag("dl", *(made for each in content for made in self._explained(*each)))
            case "BlockQuote":
                yield tag("blockquote", *self.all(content))
            case "Table":
                yield self._table(content)
            case "Figure":
                said = self.all(content[1][1])
                yield tag("figure", *([tag("figcaption", *said)] if said else []), *self.all(content[2]))
            case "HorizontalRule":
                yield tag("hr")
            case "Div":
                yield from self._div(node)
            case "RawBlock" | "Null":
                return
            case other:
                raise ValueError(other)

    def _paragraph(self, node: Node) -> Tag:
        """A paragraph; one that is a picture only is a figure."""
        language, words = _in_one_language(node["c"]) if node["t"] == "Para" else (None, node["c"])
        content = [each for each in words if each["t"] not in ("Space", "SoftBreak", "RawInline")]
        if len(content) == 1 and content[0]["t"] == "Image":
            return tag("figure", *self.inlines(content), lang=language)
        return tag("p", *self.inlines(words), lang=language)

    def _item(self, blocks: Sequence[Node]) -> Tag:
        """An item of a list; in a tight one its text stands directly in it."""
        made: list[Tag | str] = []
        for each in blocks:
            below = self.all([each])
            tight = each["t"] == "Plain" and len(below) == 1 and below[0].name == "p"
            made += below[0].children if tight else below
        return tag("li", *made)

    def _ordered(self, content: Any) -> Tag:
        (first, style, delimiter), items = content
        return tag(
            "ol", *map(self._item, items), start=str(first) if first != 1 else None,
            type=_LIST_TYPES.get(style["t"]), class_=_DELIMITERS.get(delimiter["t"]),
        )  # fmt: skip

    def _explained(self, term: list[Node], given: list[list[Node]]) -> list[Tag]:
        return [tag("dt", *self.inlines(term)), *(tag("dd", *self.all(each)) for each in given)]

    def _table(self, content: Any) -> Tag:
        outside, self.in_cell = self.in_cell, True
        made = tables.table(content, self.all)
        self.in_cell = outside
        return self._framed(made, tables.is_wide(content), text_of(content[1][1]).strip())

    def _framed(self, made: Tag, wide: bool, caption: str = "") -> Tag:
        """A table, in a frame that can be moved sideways; where it may have to be, one can get to it with the keys.

        Then it is a group with a name, so that it is told what one has come to; no landmark, of which there are few.
        """
        self.tables += 1
        if not wide:
            return tag("div", made, class_="tabell")
        name = caption or self.say("webb_tabell", nummer=self.tables, rubrik=self.heading)
        return tag("div", made, class_="tabell", role="group", aria_label=name, tabindex="0")

    def _div(self, node: Node) -> Iterator[Tag]:
        content = node["c"][1]
        style = attribute(node, "custom-style")
        if attribute(node, "pdf-sida"):
            yield from self._pdf_page(self.laid.pages[attribute(node, "fil"), int(attribute(node, "pdf-sida"))])
        elif attribute(node, "block") or not style:
            yield from self.all(content)
        elif style == _BOX:
            yield self._box(self.all(content))
        else:
            made = self.all(content)
            if len(made) != 1:
                made = [tag("div", *made)]
            made[0].attributes["class"] = " ".join([*filter(None, [made[0].attributes.get("class")]), _class(style)])
            yield made[0]

    def _box(self, inside: list[Tag]) -> Tag:
        """The frame with a decision: a group that has its first sentence as name."""
        self.boxes += 1
        anchor = f"beslut_{self.boxes}"
        if inside and "data-block" not in inside[0].attributes:
            inside[0].attributes["id"] = anchor
            return tag("div", *inside, class_=_class(_BOX), role="group", aria_labelledby=anchor)
        return tag("div", *inside, class_=_class(_BOX))

    # --- bilagor ---

    def _pdf_page(self, page: PdfPage) -> Iterator[Tag]:
        """A page of a PDF: its picture, the way to the original, and its text, which can be read aloud and enlarged."""
        link = tag(
            "a", self.say("webb_pdf_länk", sida=page.number, fil=page.file, bilaga=self.appendix),
            href=f"{page.address}#page={page.number}",
        )  # fmt: skip
        said: list[Tag | str] = [link]
        if page.picture is None:
            why = "webb_pdf_utan_bild" if page.text else "webb_pdf_bara_original"
            said = [page.alternative, ". ", self.say(why), " ", link]
        elif not page.text:
            said = [self.say("webb_pdf_utan_text"), " ", link]
        picture = [_image(page.picture, page.alternative)] if page.picture else []
        yield tag("figure", *picture, tag("figcaption", *said, data_genererat=True), class_="pdf-sida")
        if page.text:
            summary = tag("summary", self.say("webb_pdf_text", sida=page.number))
            yield tag(
                "details",
                summary,
                *self._passages(page.text),
                open=True,
                class_="pdf-text har-bild" if page.picture else "pdf-text",
                data_genererat=True,
            )

    def _passages(self, passages: Sequence[Passage]) -> Iterator[Tag]:
        """The text of a page of a PDF; items without numbers that follow each other are a list."""
        for listed, each in groupby(passages, key=lambda one: one.kind == "item" and one.mark == "-"):
            if listed:
                yield tag("ul", *(tag("li", *_kept(item.plain)) for item in each))
            else:
                yield from map(self._passage, each)

    def _passage(self, passage: Passage) -> Tag:
        """A part of the text of a PDF. A heading is only stressed: nobody knows where in the document it belongs."""
        if passage.kind == "table":
            rows = [tag("tr", *(tag("td", *_kept(cell, in_cell=True)) for cell in row)) for row in passage.rows]
            return self._framed(tag("table", tag("tbody", *rows)), tables.too_wide(passage.rows))
        if passage.kind == "heading":
            return tag("p", tag("strong", *_kept(passage.plain)))
        return tag("p", *_kept(f"{passage.mark} {passage.plain}" if passage.mark else passage.plain))

    # --- within a line ---

    def inlines(self, content: Iterable[Node]) -> list[Tag | str]:
        return [made for each in content for made in self._inline(each)]

    def _inline(self, node: Node) -> Iterator[Tag | str]:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                yield from _kept(content, in_cell=self.in_cell)
            case "Space" | "SoftBreak":
                yield " "
            case "LineBreak":
                yield tag("br")
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps" as look:
                name, class_ = _INLINE[look]
                yield tag(name, *self.inlines(content), class_=class_)
            case "Quoted":
                quote = _QUOTES[content[0]["t"]]
                yield from (quote, *self.inlines(content[1]), quote)
            case "Cite":
                yield from self.inlines(content[1])
            case "Span":
                language = attribute(node, "lang")
                inside = self.inlines(content[1])
                yield from [tag("span", *inside, lang=language)] if language else inside
            case "Code" | "Math":
                yield tag("code", content[1])
            case "Link":
                inside = self.inlines(content[1])
                address = _address(content[2][0])
                yield from [tag("a", *inside, href=address)] if address else inside
            case "Image":
                yield _image(self.laid.pictures[content[2][0]], text_of(content[1]).strip())
            case "Note":
                yield self._note(content)
            case "RawInline":
                return
            case other:
                raise ValueError(other)

    def _note(self, content: list[Node]) -> Tag:
        """The number of a footnote; its text goes to the end of the page, with a way back."""
        here = tag("li")
        self.notes.append(here)
        number = len(self.notes)
        anchor, place = f"fotnot_{number}", f"fotnot_{number}_plats"
        back = tag("a", "↩", href=f"#{place}", role="doc-backlink",
                   aria_label=self.say("webb_tillbaka", nummer=number), data_genererat=True)  # fmt: skip
        text: list[Tag | str] = [*self.all(content)]
        last = text[-1] if text else None
        if isinstance(last, Tag) and last.name == "p":
            last.children += [" ", back]
        else:
            text.append(tag("p", back))
        here.attributes, here.children = {"id": anchor}, text
        mark = tag("a", str(number), href=f"#{anchor}", id=place, role="doc-noteref",
                   aria_label=self.say("webb_fotnot", nummer=number), data_genererat=True)  # fmt: skip
        return tag("sup", mark)


def _kept(words: str, *, in_cell: bool = False) -> Iterator[Tag | str]:
    """Words with what belongs together marked, so that no line ends within it: “den” and “8 november 2031”."""
    run = ""
    for each in stretches(words, in_cell=in_cell):
        if " " in each.strip(" "):
            yield from filter(None, (run, tag("span", each, class_="ihop")))
            run = ""
        else:
            run += each
    if run:
        yield run


def _address(written: str) -> str | None:
    """Where a link leads, spelt as an address is to be; None where it leads nowhere that a reader can be sent."""
    found = _ADDRESS.fullmatch(written.strip())
    if found is None:
        return None
    before, mark, after = found["rest"].partition("#")
    rest = before + mark + after.replace("#", "%23")
    return found["place"] + _NOT_IN_AN_ADDRESS.sub(lambda each: f"%{ord(each[0]):02X}", rest)


def _in_one_language(content: list[Node]) -> tuple[str | None, list[Node]]:
    """The language that all of a paragraph is marked as being in, and the paragraph without the mark."""
    if len(content) == 1 and content[0]["t"] == "Span" and (language := attribute(content[0], "lang")):
        return language, content[0]["c"][1]
    return None, content


def _words(heading: Node) -> str:
    return text_of(_bare(heading["c"][2])).strip()


def _from_to(words: str, heading: str, part: str) -> bool:
    """Whether a reference begins with a heading and ends with that of the part it is in: “Reservation av …, se …”."""
    return bool(heading and part) and words.startswith(heading) and words.endswith(part)


def _begins_with_the_end_of(heading: str, words: str) -> bool:
    """Whether what a list says of a bilaga is what its heading ends with, before any comma: “Karta, dnr KS 1”."""
    parts = words.split(", ")
    return any(heading.endswith(f" {', '.join(parts[:n])}") for n in range(1, len(parts) + 1) if words)


def _bare(heading: list[Node]) -> list[Node]:
    """A heading's words without what can stand only once, or leads elsewhere: notes, pictures, links."""
    found: list[Node] = []
    for node in heading:
        if node["t"] in ("Note", "Image"):
            continue
        if node["t"] == "Link":
            found += _bare(node["c"][1])
        elif node["t"] in _INLINE:
            found.append({"t": node["t"], "c": _bare(node["c"])})
        elif node["t"] in ("Span", "Quoted"):
            found.append({"t": node["t"], "c": [node["c"][0], _bare(node["c"][1])]})
        else:
            found.append(node)
    return found


def _image(picture: Picture, alternative: str) -> Tag:
    return tag("img", src=picture.source, alt=alternative, width=str(picture.width), height=str(picture.height))


def _class(style: str) -> str:
    """A style's name as a class: "Min stil" -> Min-stil."""
    return "-".join(style.split())
