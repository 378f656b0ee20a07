"""The number of pages of each section, where bilagor have page numbers of their own.

Word counts them itself (SECTIONPAGES), always anew. LibreOffice does not know that field and shows what stands in it;
so there stands in it another one: the page number at the end of the section (PAGEREF), which both know. A header that
says so is therefore the section's own.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from .wordxml import R, W, new_element, serialised

_DOCUMENT, _LINKS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_FIELD = "SECTIONPAGES"
_SHAPE = re.compile(rb"(?<=PowerPlusWaterMarkObject)\d+|(?<=_x0000_s)\d+")
_SHAPES_EACH = 10  # more than the kinds of headers that a section has


def count_sections(parts: dict[str, bytes]) -> None:
    """Gives each section the headers and footers that count its pages."""
    if not any(_FIELD.encode() in data for name, data in parts.items() if re.match(r"word/(header|footer)", name)):
        return
    from lxml import etree

    document, links, types = (etree.fromstring(parts[name]) for name in (_DOCUMENT, _LINKS, _TYPES))
    targets = {each.get("Id"): each for each in links}
    body, shared = document.find(W + "body"), dict(parts)
    counted: set[str] = set()
    for number, section in enumerate(body.iter(W + "sectPr"), start=1):
        name = f"_avsnitt{number}"
        _mark_end(body, section, name)
        for reference in section.iter(W + "headerReference", W + "footerReference"):
            about = targets[reference.get(R + "id")]
            part = posixpath.normpath(posixpath.join("word", about.get("Target")))
            if _FIELD.encode() not in shared[part]:
                continue
            own = _named(part, number) if part in counted else part
            parts[own] = _counting(shared[part], name, number)
            if own == part:
                counted.add(part)
                continue
            if linked := shared.get(_links_of(part)):
                parts[_links_of(own)] = linked
            target = {"Id": f"avsnitt{number}-{about.get('Id')}", "Type": about.get("Type")}
            etree.SubElement(links, about.tag, {**target, "Target": posixpath.relpath(own, "word")})
            kind = next(each for each in types if each.get("PartName") == f"/{part}")
            etree.SubElement(types, kind.tag, {"PartName": f"/{own}", "ContentType": kind.get("ContentType")})
            reference.set(R + "id", target["Id"])
    for name, tree in ((_DOCUMENT, document), (_LINKS, links), (_TYPES, types)):
        parts[name] = serialised(tree)


def _links_of(part: str) -> str:
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"


def _named(part: str, number: int) -> str:
    stem, ending = posixpath.splitext(part)
    return f"{stem}-avsnitt{number}{ending}"


def _mark_end(body: Any, section: Any, name: str) -> None:
    """A bookmark in the last paragraph of a section: the one that the section stands in, or the last of the text."""
    paragraph = next(section.iterancestors(W + "p"), None)
    if paragraph is None:
        before = section.getprevious()
        paragraph = before if before is not None and before.tag == W + "p" else None
    id_ = 1 + max((int(each.get(W + "id")) for each in body.iter(W + "bookmarkStart")), default=0)
    marks = [new_element("bookmarkStart", id=id_, name=name), new_element("bookmarkEnd", id=id_)]
    if paragraph is not None:
        paragraph.extend(marks)
    else:
        for mark in marks:
            section.addprevious(mark)


def _counting(data: bytes, bookmark: str, number: int) -> bytes:
    """A header whose count of pages holds the page number at a bookmark; Word writes a field in one of two ways."""
    from lxml import etree

    shifted = _SHAPE.sub(lambda each: b"%d" % (int(each[0]) + _SHAPES_EACH * (number - 1)), data)
    header = etree.fromstring(shifted)
    for field in [each for each in header.iter(W + "fldSimple") if _FIELD in each.get(W + "instr", "")]:
        inner = new_element("fldSimple", instr=f" PAGEREF {bookmark} ")
        inner.extend(list(field))
        field.append(inner)
    for code in [each for each in header.iter(W + "instrText") if _FIELD in (each.text or "")]:
        marks = list(code.xpath("following::w:fldChar", namespaces={"w": W[1:-1]}))[:2]
        if [each.get(W + "fldCharType") for each in marks] == ["separate", "end"]:
            text = new_element("instrText")
            text.text = f" PAGEREF {bookmark} "
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            opening = [new_element("fldChar", fldCharType="begin"), text]
            for each in reversed([*opening, new_element("fldChar", fldCharType="separate")]):
                marks[0].addnext(each)
            marks[1].addprevious(new_element("fldChar", fldCharType="end"))
    return serialised(header)
