"""A finished Word file as it is read to be compared: its parts, their trees, and what is said of an element."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from .wordxml import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
BODY_PARTS = ("word/document.xml", "word/footnotes.xml")
_MARK = re.compile(r"dk(\d+)")  # the comment that says which text of the ärende a paragraph came from


class Package:
    """The parts of a Word file, the trees of those that are merged, and what they refer to."""

    def __init__(self, data: bytes) -> None:
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        headers = sorted(name for name in self.parts if re.fullmatch(r"word/(header|footer)[^/]*\.xml", name))
        self.trees = {name: etree.fromstring(self.parts[name]) for name in (*BODY_PARTS, *headers)}
        self.headers = headers
        self.numbering = etree.fromstring(self.parts["word/numbering.xml"])
        self.lists = {each.get(W + "numId"): each for each in self.numbering.iter(W + "num")}
        self.kinds = {each.get(W + "abstractNumId"): each for each in self.numbering.iter(W + "abstractNum")}
        noted = next(self.trees[BODY_PARTS[0]].iter(W + "footnoteReference"), None)
        self.first_note = next(noted.iterancestors(W + "p"), None) if noted is not None else None
        self.notes = {each.get(W + "id"): each for each in self.trees["word/footnotes.xml"].iter(W + "footnote")}
        self.links = {name: self._links(name) for name in self.trees}

    def _links(self, name: str) -> dict[str, dict[str, str]]:
        from lxml import etree

        data = self.parts.get(relationships_of(name))
        found = etree.fromstring(data).iter(REL + "Relationship") if data else ()
        return {each.get("Id"): dict(each.attrib) for each in found}

    def target(self, part: str, link: str) -> str:
        """What a relationship leads to: an address, or the content of a picture by its hash."""
        from hashlib import sha256

        about = self.links[part][link]
        if about.get("TargetMode") == "External":
            return about["Target"]
        return sha256(self.parts[posixpath.normpath(f"word/{about['Target']}")]).hexdigest()


def relationships_of(part: str) -> str:
    """The part that says what the links of a part lead to."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def units(container: Any) -> list[Any]:
    """The paragraphs and tables of a container."""
    return [each for each in container if each.tag in (W + "p", W + "tbl")]


def number_of(paragraph: Any) -> int | None:
    """The number of the block that a paragraph came from, by the comment in it."""
    from lxml import etree

    for each in paragraph.iter(etree.Comment):
        if match := _MARK.fullmatch((each.text or "").strip()):
            return int(match[1])
    return None


def without_marks(tree: Any) -> None:
    """Takes the comments out that say which text a paragraph came from."""
    from lxml import etree

    for each in [each for each in tree.iter(etree.Comment) if _MARK.fullmatch((each.text or "").strip())]:
        each.getparent().remove(each)


def list_of(properties: Any) -> str | None:
    """The list that a paragraph with these properties is an item of."""
    number = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
    return number.get(W + "val") if number is not None else None


def used_lists(package: Package) -> set[str]:
    """The numbers of the lists that have an item."""
    return {each.get(W + "val") for tree in package.trees.values() for each in tree.iter(W + "numId")}


def as_text(element: Any) -> str:
    """An element as text, the same for the same content however it is written."""
    if element is None:
        return ""
    attributes = " ".join(f"{key}={value}" for key, value in sorted(element.attrib.items()))
    inner = "".join(as_text(each) for each in element if isinstance(each.tag, str))
    return f"<{element.tag} {attributes}>{(element.text or '').strip()}{inner}</>"


def plain_text(paragraph: Any) -> str:
    """The words of a paragraph, however they look."""
    return "".join(each.text or "" for each in paragraph.iter(W + "t"))
