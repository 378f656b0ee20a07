"""The numbers that Word writes before paragraphs, written into the file: for pandoc, which knows only those of lists.

A heading "2.1 Avgifter" and a paragraph "3 §" would else be printed as "Avgifter", and as point 3 of a list.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ...patterns import lazily
from .numbering import Label, Numbering, label_of, local
from .package import Package, main_part, opened, printed
from .wordstyles import Styles, child, val_of

_OF_A_LIST = lazily(r"\(?[A-Za-z]{1,4}[.)]")  # what pandoc makes a list of: a) B. (iv)
_GONE = ("del", "moveFrom")
_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")  # what stands before numPr


def with_numbers(data: bytes) -> bytes | None:
    """The DOCX with each number that is no list's as a word of its own; None where there are none.

    Raises Unreadable where the file cannot be taken in.
    """
    package = opened(data)
    main = main_part(package)
    root = package.xml(main)
    changed = False
    for paragraph, label in _labelled(package, main):
        number = label.text or (f"{label.item.number}" if label.item and label.item.number is not None else "")
        if number and any(each.text for each in paragraph.iter() if local(each) in ("t", "delText")):
            _write(paragraph, number)
            changed = True
    return _repacked(data, main, printed(root)) if changed else None


def _labelled(package: Package, main: str) -> Iterator[tuple[Any, Label]]:
    """The paragraphs that pandoc would not print the number of, and their numbers."""
    related = {each.kind: each.target for each in package.relations(main).values() if not each.outside}
    styles = Styles(package.xml(related.get("styles", "")))
    numbering = Numbering(package.xml(related.get("numbering", "")))
    for paragraph in _paragraphs(package.xml(main)):
        properties = child(paragraph, "pPr")
        style_id = val_of(properties, "pStyle") or styles.default
        style = styles.style(style_id)
        label = label_of(numbering, properties, style_id, style.numbered)
        if style.level or (label.text and not _OF_A_LIST.fullmatch(label.text)):
            yield paragraph, label


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs in their order; of two versions of a drawing those of the newer, and none that is struck."""
    for each in element:
        name = local(each)
        if name == "p":
            yield each
        if name not in ("Fallback", *_GONE):
            yield from _paragraphs(each)


def _write(paragraph: Any, number: str) -> None:
    """Puts the number first in a paragraph, which is then no place in a list and has no indent."""
    space = paragraph.tag.rpartition("}")[0] + "}"
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{space}pPr", {})
        paragraph.insert(0, properties)
    for each in [each for each in properties if local(each) in ("numPr", "ind")]:
        properties.remove(each)
    place = next((i for i, each in enumerate(properties) if local(each) not in _ORDER), len(properties))
    none = properties.makeelement(f"{space}numPr", {})
    none.append(none.makeelement(f"{space}numId", {f"{space}val": "0"}))
    properties.insert(place, none)
    run = paragraph.makeelement(f"{space}r", {})
    text = run.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = f"{number} "
    run.append(text)
    paragraph.insert(1, run)


def _repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The package with another content of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            same = info.filename.replace("\\", "/").lstrip("/") != name
            new.writestr(info.filename, old.read(info) if same else content)
    return out.getvalue()
