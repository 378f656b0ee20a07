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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"

# The order of a paragraph's properties (ECMA-376 part 1, 17.3.1.26); Word refuses a file with another.
_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()

# Lists that pandoc always defines: its bullets (in symbol fonts), and the blank bullet of an item's later paragraphs.
_PANDOC_BULLETS = "991"
_PANDOC_NO_BULLET = "1000"


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


def finished(data: bytes, facts: DocxFacts, zipped: Callable[[Mapping[str, bytes]], bytes]) -> bytes:
    """pandoc's DOCX made whole, and put together by `zipped`; the same bytes for the same input."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _Body(parts).mend(facts)
    for name in [each for each in parts if each.startswith("word/header")]:
        parts[name] = _header(parts[name], facts)
    for name in [each for each in parts if each.startswith("word/footer")]:
        parts[name] = _footer(parts[name], facts)
    parts["docProps/core.xml"] = _properties(facts)
    return zipped(parts)


def missing_styles(data: bytes, reference: bytes) -> list[str]:
    """The styles that a finished file uses and its reference document does not have, as Word would name them."""
    used: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.match(r"word/(document|footnotes|header|footer)[^/]*\.xml$", name):
                used.update(re.findall(r'<w:[prtbl]+Style w:val="([^"]*)"', archive.read(name).decode("utf-8")))
    with zipfile.ZipFile(io.BytesIO(reference)) as archive:
        known = set(re.findall(r'w:styleId="([^"]*)"', archive.read("word/styles.xml").decode("utf-8")))
    return sorted(re.sub(r"(?<=[a-zåäö])(?=[A-Z0-9])", " ", unescape(each)) for each in used - known)


def _properties(facts: DocxFacts) -> bytes:
    moment = facts.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(facts.title)}</dc:title><dc:creator>{escape(facts.author)}</dc:creator>"
        f"<dc:language>{escape(facts.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _header(data: bytes, facts: DocxFacts) -> bytes:
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
        paragraph.extend([properties, run])
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
    """The main text, and the numbering and styles that it refers to."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        from lxml import etree

        self.parts = parts
        self.document = etree.fromstring(parts["word/document.xml"])
        self.numbering = etree.fromstring(parts["word/numbering.xml"])
        styles = etree.fromstring(parts["word/styles.xml"])
        self.styles: dict[str, Any] = {each.find(W + "name").get(W + "val"): each for each in styles.iter(W + "style")}
        self.lists = {each.get(W + "numId"): each.find(W + "abstractNumId") for each in self.numbering.iter(W + "num")}
        self.levels = {
            each.get(W + "abstractNumId"): {level.get(W + "ilvl"): level for level in each.iter(W + "lvl")}
            for each in self.numbering.iter(W + "abstractNum")
        }

    def mend(self, facts: DocxFacts) -> None:
        """Does all the mending, and puts the parts back."""
        body = self.document.find(W + "body")
        self._lists(body)
        self._after_tables(body)
        self._rules(body)
        self._pictures()
        if facts.draft:
            self._headers(body.find(W + "sectPr"))
        self._breaks(body, facts.own_page_numbers)
        self.parts["word/document.xml"] = serialised(self.document)
        self.parts["word/numbering.xml"] = serialised(self.numbering)

    # --- lists and the frame ---

    def _lists(self, body: Any) -> None:
        """Items get the style of an item and real bullets; the paragraphs of the decision frame become one frame."""
        frame = self._id("Beslutsruta")
        used: dict[int, str] = {}
        for paragraph in body.iter(W + "p"):
            properties = paragraph.find(W + "pPr")
            if properties is None:
                continue
            numbered = properties.find(W + "numPr")
            in_frame = frame is not None and _value(properties, "pStyle") == frame
            if in_frame and numbered is None and _style_of(paragraph.getnext()) == frame:
                _put(properties, new_element("keepNext"))
            if numbered is not None:
                self._item(properties, numbered, used, in_frame)

    def _item(self, properties: Any, numbered: Any, used: dict[int, str], in_frame: bool) -> None:
        number, level = _value(numbered, "numId"), int(_value(numbered, "ilvl") or 0)
        if properties.find(W + "pStyle") is None and (style := self._id("List Paragraph")):
            _put(properties, new_element("pStyle", val=style))
        if number == _PANDOC_NO_BULLET:
            self._later_paragraph(properties, numbered, level, used, in_frame)
            return
        abstract = self.lists[number]
        if abstract.get(W + "val") == _PANDOC_BULLETS and (bullets := self._list_of("Lista med punkter")):
            abstract.set(W + "val", bullets)
        elif (
            in_frame and level and self._is_plain_number(abstract, level) and (points := self._list_of("Beslutslista"))
        ):
            abstract.set(W + "val", points)
        used[level] = abstract.get(W + "val")

    def _later_paragraph(
        self, properties: Any, numbered: Any, level: int, used: dict[int, str], in_frame: bool
    ) -> None:
        """A further paragraph of an item: pandoc gives it a blank bullet, which is read aloud."""
        properties.remove(numbered)
        if in_frame:
            # Left and hanging indent as the item's, or the frame would be broken; a tab moves the text in.
            _put(properties, new_element("ind", left=720 + 360 * level, hanging=360 + 360 * level))
            run = new_element("r")
            run.append(new_element("tab"))
            properties.addnext(run)
            return
        definition = self.levels.get(used.get(level, ""), {}).get(str(level))
        indent = definition.find(f"{W}pPr/{W}ind") if definition is not None else None
        left = indent.get(W + "left") if indent is not None else str(720 * (level + 1))
        _put(properties, new_element("ind", left=left))

    def _is_plain_number(self, abstract: Any, level: int) -> bool:
        definition = self.levels[abstract.get(W + "val")].get(str(level))
        return definition is not None and _value(definition, "lvlText") == f"%{level + 1}."

    def _id(self, name: str) -> str | None:
        style = self.styles.get(name)
        return style.get(W + "styleId") if style is not None else None

    def _list_of(self, style: str) -> str | None:
        """The list that a style of the reference document belongs to."""
        found = self.styles.get(style)
        number = found.find(f"{W}pPr/{W}numPr/{W}numId") if found is not None else None
        return self.lists[number.get(W + "val")].get(W + "val") if number is not None else None

    # --- the rest ---

    def _after_tables(self, body: Any) -> None:
        """A paragraph after a table gets its space above."""
        first = self._id("First Paragraph")
        for table in body.iter(W + "tbl"):
            following = table.getnext()
            if first and _style_of(following) == self._id("Body Text"):
                following.find(f"{W}pPr/{W}pStyle").set(W + "val", first)

    def _rules(self, body: Any) -> None:
        """pandoc draws a rule as VML; a paragraph with a border says the same."""
        for drawn in list(body.iter(W + "pict")):
            paragraph = drawn.getparent().getparent()
            rule, properties = new_element("p"), new_element("pPr")
            if style := self._id("Avskiljare"):
                properties.append(new_element("pStyle", val=style))
            rule.append(properties)
            paragraph.getparent().replace(paragraph, rule)

    def _pictures(self) -> None:
        """A picture is described by its alternative text and by nothing of the machine it was built on."""
        for inline in self.document.iter(_INLINE):
            for side in "TBLR":
                inline.set("dist" + side, "0")
            described = inline.find(_DESCRIBED)
            for picture in inline.iter(_PICTURE):
                picture.set("descr", described.get("descr", "") if described is not None else "")
                picture.set("name", described.get("name", "") if described is not None else "")

    def _headers(self, section: Any) -> None:
        """An empty header for each kind of page that has none, so that the mark of a draft stands on them all."""
        from lxml import etree

        settings = etree.fromstring(self.parts["word/settings.xml"])
        kinds = {"default": True, "first": _on(section, "titlePg"), "even": _on(settings, "evenAndOddHeaders")}
        had = {each.get(W + "type") for each in section.iter(W + "headerReference")}
        for kind in [each for each, shown in kinds.items() if shown and each not in had]:
            name = f"header-utkast-{kind}.xml"
            self.parts[f"word/{name}"] = serialised(etree.Element(W + "hdr", nsmap={"w": W[1:-1]}))
            self._add("[Content_Types].xml", "Override", PartName=f"/word/{name}", ContentType=_HEADER_TYPE)
            target = {"Id": f"utkast-{kind}", "Type": f"{_R[1:-1]}/header", "Target": name}
            self._add("word/_rels/document.xml.rels", "Relationship", **target)
            reference = new_element("headerReference", type=kind)
            reference.set(_R + "id", f"utkast-{kind}")
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
                comment.getparent().replace(comment, _section_end(section, restart))
                restart = True
            else:
                comment.getparent().remove(comment)
                if following is not None and following.tag == W + "p":
                    _put(_properties_of(following), new_element("pageBreakBefore"))
        if restart:
            _restart(section)


def _section_end(section: Any, restart: bool) -> Any:
    """A paragraph that ends a section like `section`; an empty one, since what precedes may be a table."""
    paragraph, properties, ending = new_element("p"), new_element("pPr"), deepcopy(section)
    if restart:
        _restart(ending)
    properties.append(new_element("spacing", before=0, after=0, line=20, lineRule="exact"))
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


def new_element(name: str, **attributes: object) -> Any:
    """An element of Word's, with its attributes."""
    from lxml import etree

    return etree.Element(W + name, {W + key: str(value) for key, value in attributes.items()})


def _properties_of(paragraph: Any) -> Any:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = new_element("pPr")
        paragraph.insert(0, properties)
    return properties


def _put(properties: Any, element: Any) -> None:
    """Sets one property of a paragraph, in its place in the order."""
    old = properties.find(element.tag)
    if old is not None:
        properties.remove(old)
    order = [W + name for name in _ORDER]
    rank = order.index(element.tag)
    properties.insert(sum(1 for each in properties if order.index(each.tag) < rank), element)


def _value(element: Any, name: str) -> str | None:
    child = element.find(W + name)
    return child.get(W + "val") if child is not None else None


def _on(element: Any, name: str) -> bool:
    """Whether a switch of Word's is on: an element that is there, and does not say otherwise."""
    switch = element.find(W + name)
    return switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off")


def _style_of(paragraph: Any) -> str | None:
    properties = paragraph.find(W + "pPr") if paragraph is not None and paragraph.tag == W + "p" else None
    return _value(properties, "pStyle") if properties is not None else None


def serialised(tree: Any) -> bytes:
    """A tree as a part of a Word file."""
    from lxml import etree

    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
