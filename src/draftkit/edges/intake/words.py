"""Every word that stands in a Word or OpenDocument file, found without regard to what the readers make of it.

The readers are held to this count: a word that is neither in the text nor in the list of what was left out is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...patterns import lazily
from .numbering import local
from .package import Package

_W = lazily(r"wordprocessingml|drawingml|officeDocument/2006/math|officeDocument/math|word/2010|word/2012")
_READ = ("header", "footer", "footnotes", "endnotes", "comments", "chart", "diagramData")
_ODF_BLANKS = ("s", "tab", "line-break")


def branch(alternatives: Any) -> Any:
    """The one of two versions of a drawing that is read: the newer, unless the older has more words.

    None where there is neither.
    """
    versions = [each for each in alternatives if local(each) in ("Choice", "Fallback")]
    return max(versions, key=lambda each: len("".join(_words(each))), default=None)


def every_word(package: Package, main: str) -> Iterator[str]:
    """The text of each paragraph in the parts of a DOCX that a reader sees."""
    seen: set[str] = set()
    waiting = [main]
    while waiting:
        part = waiting.pop(0)
        root = package.xml(part) if part not in seen else None
        seen.add(part)
        if root is None:
            continue
        yield from _words(root)
        waiting += [each.target for each in package.relations(part).values() if each.kind in _READ and not each.outside]


def _words(root: Any) -> Iterator[str]:
    """The text below an element, a string for each paragraph; a text box breaks the one that it is fastened to."""
    found: list[list[str]] = [[]]

    def walk(element: Any) -> Iterator[str]:
        name = local(element)
        if name == "p":
            found.append([])
        elif name in ("t", "delText", "v") and element.text and (name != "v" or "chart" in element.tag):
            found[-1].append(element.text if name != "v" else f" {element.text} ")
        elif name in ("tab", "br", "cr", "ptab"):
            found[-1].append(" ")
        children = element
        if name == "AlternateContent":
            chosen = branch(element)
            children = [] if chosen is None else [chosen]
        for each in children:
            yield from walk(each)
        if name == "p":
            yield "".join(found.pop())

    yield from walk(root)
    yield from map("".join, found)


def every_word_odf(package: Package) -> Iterator[str]:
    """The text of each paragraph of an ODT: in the text itself, in headers and footers, in formulas and charts."""
    for part in sorted(package.parts):
        if part not in ("content.xml", "styles.xml") and not part.endswith("/content.xml"):
            continue
        root = package.xml(part)
        if root is not None:
            yield from _odf(root)


_HOLDERS = ("text", "section", "list", "list-item", "list-header", "table-cell")


def stray(element: Any) -> Iterator[str]:
    """The words that stand below an element but in no paragraph, where OpenDocument allows none."""
    if local(element) in _HOLDERS and (
        "text:1.0" in element.tag or "office:1.0" in element.tag or "table:1.0" in element.tag
    ):
        yield from (
            text for each in (element.text, *(child.tail for child in element)) if (text := (each or "").strip())
        )


def _odf(element: Any) -> Iterator[str]:
    """The text of each paragraph below an element; what stands between paragraphs is layout, or ought to be."""
    if local(element) in ("p", "h") and "text:1.0" in element.tag:
        inner: list[str] = []
        own = "".join(_mixed(element, inner))
        yield own
        yield from inner
        return
    if local(element) in ("mi", "mn", "mo", "mtext"):
        yield element.text or ""
    yield from stray(element)
    for each in element:
        if isinstance(each.tag, str):
            yield from _odf(each)


def _mixed(element: Any, inner: list[str]) -> Iterator[str]:
    """The text of a paragraph; the paragraphs within it (notes, comments, text boxes) go to `inner`."""
    yield element.text or ""
    for each in element:
        if isinstance(each.tag, str):
            name = local(each)
            if name in _ODF_BLANKS:
                yield " "
            elif name in ("p", "h") and "text:1.0" in each.tag:
                inner += _odf(each)
            elif name == "annotation":
                for one in each:
                    inner += _odf(one) if isinstance(one.tag, str) else ()
            elif name in ("note-citation", "desc", "script", "event-listeners") or (
                name == "title" and "svg" in each.tag
            ):
                pass
            else:
                yield from _mixed(each, inner)
        yield each.tail or ""
