"""What Word makes of a file with tracked changes when all are accepted or rejected: an own, plain reading of it.

It knows nothing of how draftkit writes such files. It was held against what LibreOffice makes of the same files
(bench/redline_in_libreoffice.py).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def settled(data: bytes, *, accept: bool) -> list[str]:
    """All that the file says when every change has been accepted, or rejected; a line for each paragraph and row."""
    return _File(data, accept=accept).lines()


def misread(data: bytes) -> list[str]:
    """What LibreOffice 7.4 would settle in another way than Word, by what was seen of it.

    A paragraph that one author has struck and added elsewhere it takes to be moved, and settles both out of order. The
    end of a paragraph goes with a changed picture that stands last in it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(W + "body")
    paragraphs = list(body.iter(W + "p"))
    struck, added = (
        {
            (each.find(f".//{W}{kind}").get(W + "author"), "".join(t.text or "" for t in each.iter(W + name)))
            for each in paragraphs
            if {mark.tag for mark in each if mark.tag != W + "pPr"} == {W + kind}
        }
        for kind, name in (("del", "delText"), ("ins", "t"))
    )
    found = [f"moved by {author}: {text}" for author, text in sorted(struck & added) if " " in text.strip()]
    for each in paragraphs:
        end = [mark for kind in ("ins", "del") for mark in each.iterfind(f"{W}pPr/{W}rPr/{W}{kind}")]
        last = each[-1] if len(each) else None
        if not end and last is not None and last.tag in (W + "ins", W + "del") and last[-1][-1].tag == W + "drawing":
            found.append(f"the end after a picture: {_written(last)[:80]}")
    return found


class _File:
    def __init__(self, data: bytes, *, accept: bool) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.kept, self.gone = ("ins", "del") if accept else ("del", "ins")
        self.accept = accept
        self.body = etree.fromstring(self.parts["word/document.xml"]).find(W + "body")
        notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.notes = {each.get(W + "id"): each for each in notes.iter(W + "footnote")}
        numbering = etree.fromstring(self.parts["word/numbering.xml"])
        kinds = {each.get(W + "abstractNumId"): each for each in numbering.iter(W + "abstractNum")}
        self.lists = {
            each.get(W + "numId"): "".join(
                map(_written, kinds[each.find(W + "abstractNumId").get(W + "val")].iter(W + "lvl"))
            )
            for each in numbering.iter(W + "num")
        }
        self.met: dict[str, int] = {}

    def lines(self) -> list[str]:
        found = list(self._container(self.body, "document"))
        for name in sorted(self.parts):
            if name.startswith("word/header"):
                found += self._container(etree.fromstring(self.parts[name]), name)
        return found

    def _container(self, container: Any, part: str) -> Iterator[str]:
        begun: list[tuple[str, str]] = []
        gone = behind_table = False
        for each in container:
            if each.tag == W + "tbl":
                if begun:
                    assert not "".join(text for _, text in begun), "what stands before a table is joined with nothing"
                    begun = []
                yield from self._table(each, part)
                behind_table = True
            elif each.tag == W + "p":
                begun += self._runs(each, part)
                gone = each.find(f"{W}pPr/{W}rPr/{W}{self.gone}") is not None
                if gone:
                    continue  # its end is gone: what it said belongs to the next
                yield f"{self._look(each)} {_joined(begun)}"
                begun, behind_table = [], False
        # Behind a table there is no end before it that could go instead: Word keeps an empty paragraph then.
        assert not gone or behind_table, "the last end of a paragraph cannot go"

    def _table(self, table: Any, part: str) -> Iterator[str]:
        rows = [row for row in table.findall(W + "tr") if row.find(f"{W}trPr/{W}{self.gone}") is None]
        if rows:
            yield "table"
        for row in rows:
            heading = row.find(f"{W}trPr/{W}tblHeader") is not None
            yield "row of headings" if heading else "row"
            for cell in row.findall(W + "tc"):
                yield "cell"
                yield from self._container(cell, part)
        if rows:
            yield "end of table"

    def _look(self, paragraph: Any) -> str:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return "[]"
        before = properties.find(f"{W}pPrChange/{W}pPr")
        shown = before if before is not None and not self.accept else properties
        said = []
        for each in shown:
            if each.tag == W + "numPr":
                number = each.find(W + "numId").get(W + "val")
                order = self.met.setdefault(number, len(self.met))
                said.append(f"list {order} {each.find(W + 'ilvl').get(W + 'val')} {self.lists[number]}")
            elif each.tag not in (W + "rPr", W + "sectPr", W + "pPrChange"):
                said.append(_written(each))
        return f"[{' '.join(said)}]"

    def _runs(self, paragraph: Any, part: str) -> Iterator[tuple[str, str]]:
        """The words, each with how it looks and where it leads."""
        for run in paragraph.iter(W + "r"):
            around = [each for each in run.iterancestors() if each.tag in (W + "ins", W + "del", W + "hyperlink")]
            if any(each.tag == W + self.gone for each in around):
                continue
            links = [self._target(part, each.get(R + "id")) for each in around if each.tag == W + "hyperlink"]
            form = "".join(map(_written, run.findall(W + "rPr"))) + "".join(links)
            for each in run:
                if each.tag in (W + "t", W + "delText"):
                    yield form, each.text or ""
                elif each.tag == W + "footnoteReference":
                    yield form, f"<note {list(self._container(self.notes[each.get(W + 'id')], 'footnotes'))}>"
                elif each.tag == W + "drawing":
                    shown = [self._target(part, link) for inner in each.iter() if (link := inner.get(R + "embed"))]
                    text = [inner.get("descr") for inner in each.iter() if str(inner.tag).endswith("}docPr")]
                    yield form, f"<picture {shown} {text}>"
                elif each.tag not in (W + "rPr", W + "commentReference"):
                    yield form, f"<{etree.QName(each).localname}>"

    def _target(self, part: str, link: str | None) -> str:
        name = "word/_rels/document.xml.rels" if part == "document" else f"word/_rels/{part}.xml.rels"
        for each in etree.fromstring(self.parts[name]):
            if each.get("Id") == link:
                outside = each.get("TargetMode") == "External"
                return (
                    str(each.get("Target")) if outside else sha256(self.parts[f"word/{each.get('Target')}"]).hexdigest()
                )
        raise AssertionError(f"{link} leads nowhere")


def _written(element: Any) -> str:
    inner = "".join(_written(each) for each in element if isinstance(each.tag, str))
    said = " ".join(f"{etree.QName(key).localname}={value}" for key, value in sorted(element.attrib.items()))
    return f"<{etree.QName(element).localname} {said}>{inner}"


def _joined(runs: list[tuple[str, str]]) -> str:
    found: list[list[str]] = []
    for form, text in runs:
        if found and found[-1][0] == form:
            found[-1][1] += text
        else:
            found.append([form, text])
    return "".join(f"{{{form}}}{text}" if form else text for form, text in found if text)
