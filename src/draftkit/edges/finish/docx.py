"""The DOCX after pandoc: what its writer has no word for, and what Word would show wrongly.

Done on the XML with lxml, which python-docx brings; python-docx itself takes three times as long to load and
has no word for most of this either.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime
from html import escape, unescape
from typing import Any

from msgspec import Struct

from .lists import mend_lists, tidy
from .named import NamedLooks, missing
from .reference import Reference
from .sections import count_sections
from .settings import in_language, modern, with_country
from .together import Kinds, keep_together
from .watermark import watermark
from .wordxml import R, W, is_on, new_element, properties_of, put, serialised, style_of

_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_SHAPE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}spPr"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FRAME, _FRAME_COLOUR = 5080, "969696"  # 0.4 pt in EMU; as in the PDF
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


class DocxFacts(Struct, frozen=True):
    """What the file says of itself.

    `moment` is when it was made (UTC), `draft` the draft's mark, None in a final document.
    """

    title: str
    author: str
    language: str
    moment: datetime
    draft: str | None
    own_page_numbers: bool


def finished(
    data: bytes, facts: DocxFacts, zipped: Callable[[Mapping[str, bytes]], bytes], *, with_names: bool = True
) -> bytes:
    """pandoc's DOCX made whole, and put together by `zipped`; the same bytes for the same input.

    `with_names`: whether each look gets a name; where two files are to be compared, they get it afterwards.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _Body(parts).mend(facts)
    for number, name in enumerate(each for each in list(parts) if each.startswith("word/header")):
        parts[name] = _header(parts[name], facts, number)
    for name in [each for each in parts if each.startswith("word/footer")]:
        parts[name] = _footer(parts[name], facts)
    parts["word/settings.xml"] = modern(parts["word/settings.xml"], facts.language)
    parts["word/styles.xml"] = in_language(parts["word/styles.xml"], facts.language)
    parts["docProps/core.xml"] = _properties(facts)
    if with_names:
        give_names(parts)
    return zipped(parts)


def give_names(parts: dict[str, bytes]) -> None:
    """Gives each look in the text a name, and each section the headers that count its pages."""
    from lxml import etree

    count_sections(parts)
    looks = NamedLooks(etree.fromstring(parts["word/styles.xml"]))
    for name in ("word/document.xml", "word/footnotes.xml", "word/comments.xml"):
        if name in parts:
            tree = etree.fromstring(parts[name])
            looks.give(tree)
            parts[name] = serialised(tree)
    parts["word/styles.xml"] = serialised(looks.root)


def missing_styles(data: bytes, reference: bytes) -> list[str]:
    """The styles that a finished file uses and its reference document does not have, as Word would name them."""
    used: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.match(r"word/(document|footnotes|header|footer)[^/]*\.xml$", name):
                used.update(re.findall(r'<w:[prtbl]+Style w:val="([^"]*)"', archive.read(name).decode("utf-8")))
        styles = archive.read("word/styles.xml").decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(reference)) as archive:
        known = set(re.findall(r'w:styleId="([^"]*)"', archive.read("word/styles.xml").decode("utf-8")))
    gone = missing({unescape(each) for each in used}, styles, {unescape(each) for each in known})
    return sorted(re.sub(r"(?<=[a-zåäö])(?=[A-Z0-9])", " ", each) for each in gone)


def _properties(facts: DocxFacts) -> bytes:
    moment = facts.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(facts.title)}</dc:title><dc:creator>{escape(facts.author)}</dc:creator>"
        f"<dc:language>{escape(with_country(facts.language))}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _header(data: bytes, facts: DocxFacts, number: int) -> bytes:
    """A header with the mark of a draft and, where bilagor have page numbers of their own, the section's pages."""
    from lxml import etree

    header = etree.fromstring(data)
    _count_own_pages(header, facts)
    if facts.draft:
        paragraph = new_element("p")
        properties = new_element("pPr")
        properties.append(new_element("pStyle", val="Utkast"))
        run, text = new_element("r"), new_element("t")
        text.text = f"UTKAST {facts.draft}"
        run.append(text)
        paragraph.extend([properties, run, watermark(number)])
        header.insert(0, paragraph)
    return serialised(header)


def _footer(data: bytes, facts: DocxFacts) -> bytes:
    """A footer, where page numbers may stand as well."""
    from lxml import etree

    footer = etree.fromstring(data)
    _count_own_pages(footer, facts)
    return serialised(footer)


def _count_own_pages(margin: Any, facts: DocxFacts) -> None:
    """Word writes a field in one of two ways."""
    if not facts.own_page_numbers:
        return
    for field in margin.iter(W + "instrText"):
        field.text = (field.text or "").replace("NUMPAGES", "SECTIONPAGES")
    for field in margin.iter(W + "fldSimple"):
        field.set(W + "instr", field.get(W + "instr", "").replace("NUMPAGES", "SECTIONPAGES"))


class _Body:
    """The main text and the footnotes, and the numbering and styles that they refer to."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        from lxml import etree

        self.parts = parts
        self.document = etree.fromstring(parts["word/document.xml"])
        self.notes = etree.fromstring(parts["word/footnotes.xml"])
        self.numbering = etree.fromstring(parts["word/numbering.xml"])
        self.reference = Reference(etree.fromstring(parts["word/styles.xml"]), self.numbering)

    def mend(self, facts: DocxFacts) -> None:
        """Does all the mending, and puts the parts back."""
        body = self.document.find(W + "body")
        for tree in (body, self.notes):
            mend_lists(tree, self.reference)
            self._tables(tree)
            self._rules(tree)
            self._pictures(tree)
            for each in tree.iter(W + "lang"):
                each.set(W + "val", with_country(each.get(W + "val", "")))
        self._small_notes()
        self._note_pictures()
        self._name_pictures()
        self._signatures(body)
        tidy(self.numbering, self.reference, (body, self.notes))
        running = self.reference.ids("Body Text", "First Paragraph", "Stycke efter tabell")
        introduced = self.reference.ids("Block Text", "Source Code", "Figure")
        keep_together(body, Kinds(running, introduced, self.reference.id("Beslutsruta")))
        if facts.draft:
            self._headers(body.find(W + "sectPr"))
        self._breaks(body, facts.own_page_numbers)
        self.parts["word/document.xml"] = serialised(self.document)
        self.parts["word/footnotes.xml"] = serialised(self.notes)
        self.parts["word/numbering.xml"] = serialised(self.numbering)

    def _small_notes(self) -> None:
        """What stands in a footnote is as small as its text, lists and tables too."""
        large = self.reference.ids(
            "Body Text",
            "First Paragraph",
            "Compact",
            "List Paragraph",
            "Tabelltext",
            "Tabellhuvud",
            "Stycke efter tabell",
        )
        if small := self.reference.id("footnote text"):
            for each in self.notes.iterfind(f".//{W}p/{W}pPr/{W}pStyle"):
                if each.get(W + "val") in large:
                    each.set(W + "val", small)

    def _note_pictures(self) -> None:
        """A picture in a footnote: pandoc says only in the main text's relationships what it is."""
        from lxml import etree

        own, there = "word/_rels/footnotes.xml.rels", "word/_rels/document.xml.rels"
        links = etree.fromstring(self.parts[own])
        known = {each.get("Id") for each in links}
        shown = {each.get(R + "embed") for each in self.notes.iter() if each.get(R + "embed")} - known
        for each in [each for each in etree.fromstring(self.parts[there]) if each.get("Id") in shown]:
            links.append(each)
        if shown:
            self.parts[own] = serialised(links)

    def _signatures(self, body: Any) -> None:
        """The lines of a signature: the first, those after it, and the last, which does not hold on to what follows."""
        first, then, last = (self.reference.id(f"Underskrift{each}") for each in ("", " namn", " titel"))
        lines = [each for each in body.iterfind(W + "p") if style_of(each) == first] if first else []
        for line, after in [(each, style_of(each.getnext()) == first) for each in lines]:
            wanted = then if after else last
            if wanted and style_of(line.getprevious()) in (first, then):
                line.find(f"{W}pPr/{W}pStyle").set(W + "val", wanted)

    def _tables(self, tree: Any) -> None:
        """The text of a table gets the style of such text; a paragraph after a table gets its space above."""
        running = self.reference.ids("First Paragraph", "Body Text")
        compact = self.reference.ids("Compact")
        after = self.reference.id("Stycke efter tabell") or self.reference.id("First Paragraph")
        text, head = self.reference.id("Tabelltext"), self.reference.id("Tabellhuvud")
        for table in tree.iter(W + "tbl"):
            for row in table.findall(W + "tr"):
                style = head if row.find(f"{W}trPr/{W}tblHeader") is not None else text
                for paragraph in row.iterfind(f"{W}tc/{W}p"):
                    is_item = paragraph.find(f"{W}pPr/{W}numPr") is not None
                    if style and not is_item and style_of(paragraph) in running | compact:
                        paragraph.find(f"{W}pPr/{W}pStyle").set(W + "val", style)
            following = table.getnext()
            if after and style_of(following) in running:
                following.find(f"{W}pPr/{W}pStyle").set(W + "val", after)

    def _rules(self, tree: Any) -> None:
        """pandoc draws a rule as VML; a paragraph with a border says the same."""
        for drawn in list(tree.iter(W + "pict")):
            paragraph = drawn.getparent().getparent()
            rule, properties = new_element("p"), new_element("pPr")
            if style := self.reference.id("Avskiljare"):
                properties.append(new_element("pStyle", val=style))
            rule.append(properties)
            paragraph.getparent().replace(paragraph, rule)

    def _pictures(self, tree: Any) -> None:
        """A picture is described by its alternative text and by nothing of the machine it was built on.

        One that stands alone gets a style without the space between lines, which Word would stretch with the picture.
        A page of a PDF gets a thin frame: white paper on white paper has no edge.
        """
        from lxml import etree

        figure, running = self.reference.id("Figure"), self.reference.ids("First Paragraph", "Body Text")
        for paragraph in tree.iter(W + "p"):
            alone = paragraph.find(f".//{W}drawing") is not None and paragraph.find(f".//{W}t") is None
            if figure and alone and style_of(paragraph) in running:
                paragraph.find(f"{W}pPr/{W}pStyle").set(W + "val", figure)
        for inline in tree.iter(_INLINE):
            for side in "TBLR":
                inline.set("dist" + side, "0")
            described = inline.find(_DESCRIBED)
            for picture in inline.iter(_PICTURE):
                picture.set("descr", described.get("descr", "") if described is not None else "")
        for comment in [each for each in tree.iter(etree.Comment) if each.text == "pdf-sida"]:
            for shape in comment.getparent().iter(_SHAPE):
                _frame(shape)
            comment.getparent().remove(comment)

    def _name_pictures(self) -> None:
        """Word lists the pictures by name, and a reader may be told it."""
        inlines = [each for tree in (self.document, self.notes) for each in tree.iter(_INLINE)]
        for number, inline in enumerate(inlines, start=1):
            for each in inline.iter(_DESCRIBED, _PICTURE):
                each.set("name", f"Bild {number}")

    def _headers(self, section: Any) -> None:
        """An empty header for each kind of page that has none, so that the mark of a draft stands on them all."""
        from lxml import etree

        settings = etree.fromstring(self.parts["word/settings.xml"])
        kinds = {"default": True, "first": is_on(section, "titlePg"), "even": is_on(settings, "evenAndOddHeaders")}
        had = {each.get(W + "type") for each in section.iter(W + "headerReference")}
        for kind in [each for each, shown in kinds.items() if shown and each not in had]:
            name = f"header-utkast-{kind}.xml"
            self.parts[f"word/{name}"] = serialised(etree.Element(W + "hdr", nsmap={"w": W[1:-1]}))
            self._add("[Content_Types].xml", "Override", PartName=f"/word/{name}", ContentType=_HEADER_TYPE)
            target = {"Id": f"utkast-{kind}", "Type": f"{R[1:-1]}/header", "Target": name}
            self._add("word/_rels/document.xml.rels", "Relationship", **target)
            reference = new_element("headerReference", type=kind)
            reference.set(R + "id", f"utkast-{kind}")
            section.insert(0, reference)

    def _add(self, part: str, name: str, **attributes: str) -> None:
        """Adds an element to one of the package's own lists."""
        from lxml import etree

        tree = etree.fromstring(self.parts[part])
        etree.SubElement(tree, f"{{{etree.QName(tree).namespace}}}{name}", attributes)
        self.parts[part] = serialised(tree)

    def _breaks(self, body: Any, own_page_numbers: bool) -> None:
        """The comments left for new pages and bilagor become page breaks and, with own numbering, sections."""
        from lxml import etree

        section = body.find(W + "sectPr")
        restart = False
        for comment in [each for each in body.iter(etree.Comment) if each.text in ("ny-sida", "bilaga")]:
            following = comment.getnext()
            if comment.text == "bilaga" and own_page_numbers:
                comment.getparent().replace(comment, _section_end(section, restart, self.reference.id("Avsnittsslut")))
                restart = True
            else:
                comment.getparent().remove(comment)
                if following is not None and following.tag == W + "p":
                    put(properties_of(following), new_element("pageBreakBefore"))
        if restart:
            _restart(section)


def _frame(shape: Any) -> None:
    """A line round a picture; what it is filled with stands first in it (ECMA-376 part 1, 20.1.2.2.24)."""
    from lxml import etree

    line = shape.find(_DRAWING + "ln")
    line.set("w", str(_FRAME))
    line.remove(line.find(_DRAWING + "noFill"))
    fill = etree.Element(_DRAWING + "solidFill")
    etree.SubElement(fill, _DRAWING + "srgbClr", val=_FRAME_COLOUR)
    line.insert(0, fill)


def _section_end(section: Any, restart: bool, style: str | None) -> Any:
    """A paragraph that ends a section like `section`; an empty and low one, since what precedes may be a table."""
    paragraph, properties, ending = new_element("p"), new_element("pPr"), deepcopy(section)
    if restart:
        _restart(ending)
    low = {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}
    properties.append(new_element("pStyle", val=style) if style else new_element("spacing", **low))
    properties.append(ending)
    paragraph.append(properties)
    return paragraph


def _restart(section: Any) -> None:
    """Pages of the section are counted from 1; the element stands after the margins (ECMA-376 part 1, 17.6.17)."""
    for old in section.findall(W + "pgNumType"):
        section.remove(old)
    earlier = [
        each
        for each in section
        if each.tag
        in {
            W + name
            for name in (
                "headerReference",
                "footerReference",
                "footnotePr",
                "endnotePr",
                "type",
                "pgSz",
                "pgMar",
                "paperSrc",
                "pgBorders",
                "lnNumType",
            )
        }
    ]
    section.insert(len(earlier), new_element("pgNumType", start=1))
