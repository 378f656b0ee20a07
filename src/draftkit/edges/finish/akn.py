"""Akoma Ntoso as bytes, and read back: the words that a finished file really has. With lxml.

cobalt was looked at: it has classes for reading and changing acts and judgments, dates a new document by the clock, and
knows no statement. What it ships, the standard's XSD, the tests hold every document to.
"""

from __future__ import annotations

from typing import Any

from ...patterns import lazily
from ...stages.opendata.akn import NAMESPACE, OWN_NAMESPACE
from ...stages.opendata.element import Element

# What XML 1.0 cannot hold (2.2): control characters, halves of characters, and what is no character at all.
_UNWRITABLE = lazily("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIXES = {"xml": "http://www.w3.org/XML/1998/namespace", "dk": OWN_NAMESPACE}
# Elements whose content is no running text, so that line breaks in them add nothing to it.
_LAID_OUT = frozenset(
    "akomaNtoso statement doc meta identification FRBRWork FRBRExpression FRBRManifestation lifecycle workflow "
    "references proprietary preface container mainBody hcontainer intro content blockList item blockContainer "
    "embeddedStructure table tr th td attachments attachment".split()
)


def written(root: Element) -> bytes:
    """The file: UTF-8, with each element that is no part of a line on a line of its own."""
    from lxml import etree

    def built(each: Element, level: int) -> Any:
        attributes = {_whole(name, ""): _writable(value) for name, value in each.attributes.items()}
        made = etree.Element(_whole(each.tag, NAMESPACE), attributes, nsmap={None: NAMESPACE, "dk": OWN_NAMESPACE})
        last = None
        for child in each.children:
            if isinstance(child, Element):
                last = built(child, level + 1)
                made.append(last)
            elif last is None:
                made.text = (made.text or "") + _writable(child)
            else:
                last.tail = (last.tail or "") + _writable(child)
        if each.tag in _LAID_OUT and len(made):
            made.text = "\n" + " " * (level + 1)
            for child in made:
                child.tail = made.text
            made[-1].tail = "\n" + " " * level
        return made

    return bytes(etree.tostring(built(root, 0), xml_declaration=True, encoding="UTF-8")) + b"\n"


def _whole(name: str, default: str) -> str:
    """A name with its namespace, as lxml has it."""
    prefix, colon, local = name.rpartition(":")
    namespace = _PREFIXES[prefix] if colon else default
    return f"{{{namespace}}}{local}" if namespace else local


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def words(data: bytes) -> tuple[str, str]:
    """The text of a finished file and, apart from it, that of its footnotes.

    The numbers of lists are no part of it, nor is the mark of a draft.
    """
    from lxml import etree

    text: list[str] = []
    notes: list[str] = []
    root = etree.fromstring(data)
    _gather(root, text, notes)
    return "".join(text), "".join(notes)


def _gather(each: Any, text: list[str], notes: list[str]) -> None:
    kind = each.tag.rpartition("}")[2]
    if kind in ("meta", "num", "docStatus"):
        return
    into = notes if kind == "authorialNote" else text
    into.append(each.text or "")
    for child in each:
        _gather(child, into, notes)
        into.append(child.tail or "")
