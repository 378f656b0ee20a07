"""Word's XML: its elements, the order of a paragraph's properties, and what an element says."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The order of a paragraph's properties (ECMA-376 part 1, 17.3.1.26); Word refuses a file with another.
_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()


def new_element(name: str, /, **attributes: object) -> Any:
    """An element of Word's, with its attributes."""
    from lxml import etree

    return etree.Element(W + name, {W + key: str(value) for key, value in attributes.items()})


def properties_of(paragraph: Any) -> Any:
    """The properties of a paragraph, which gets some where it has none."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = new_element("pPr")
        paragraph.insert(0, properties)
    return properties


def put(properties: Any, element: Any) -> None:
    """Sets one property of a paragraph, in its place in the order."""
    old = properties.find(element.tag)
    if old is not None:
        properties.remove(old)
    order = [W + name for name in _ORDER]
    rank = order.index(element.tag)
    properties.insert(sum(1 for each in properties if order.index(each.tag) < rank), element)


def value(element: Any, name: str) -> str | None:
    """What a child of an element says."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def is_on(element: Any, name: str) -> bool:
    """Whether a switch of Word's is on: an element that is there, and does not say otherwise."""
    switch = element.find(W + name)
    return switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off")


def style_of(paragraph: Any) -> str | None:
    """The id of a paragraph's style; None where it has none, or is no paragraph."""
    return value(paragraph.find(W + "pPr"), "pStyle") if paragraph is not None and paragraph.tag == W + "p" else None


def serialised(tree: Any) -> bytes:
    """A tree as a part of a Word file."""
    from lxml import etree

    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
