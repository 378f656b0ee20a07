"""The lists of a Word file: items with the bullets and numbers of the reference document, and an item's paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .reference import Reference
from .wordxml import W, new_element, put, value

# Lists that pandoc always defines: its bullets (in symbol fonts), and the blank bullet of an item's later paragraphs.
_PANDOC = "99"  # how the numbers of its definitions begin
_PANDOC_BULLETS = "991"
_PANDOC_NO_BULLET = "1000"
_LONGEST = 7  # digits of a number of pandoc's; with its A before it, no more than the 8 of w:nsid
_PANDOC_STEP = 720  # by which it moves in each level, in twentieths of a point


def mend_lists(tree: Any, reference: Reference) -> None:
    """Gives items the style of an item and real bullets; those of the decision frame stay in one frame."""
    frame = reference.id("Beslutsruta")
    used: dict[int, str] = {}
    for properties in tree.iter(W + "pPr"):
        numbered = properties.find(W + "numPr")
        if numbered is None:
            continue
        in_frame = frame is not None and value(properties, "pStyle") == frame
        level = int(value(numbered, "ilvl") or 0)
        if properties.find(W + "pStyle") is None and (style := reference.id("List Paragraph")):
            put(properties, new_element("pStyle", val=style))
        if value(numbered, "numId") == _PANDOC_NO_BULLET:
            properties.remove(numbered)
            left = reference.indent_of_item(used.get(level, ""), level) or _PANDOC_STEP * (level + 1)
            if in_frame:
                _in_frame(properties, left, reference.indent("Beslutsruta") or 0)
            else:
                _moved_in(properties, left, level, reference)
        else:
            used[level] = _item(reference.lists[value(numbered, "numId")], level, in_frame, reference)


def tidy(numbering: Any, reference: Reference, trees: Sequence[Any]) -> None:
    """Leaves only the lists that have an item or a style, and gives those that remain numbers that Word can read.

    pandoc numbers a definition after what its list begins with, however much that is.
    """
    styled = {each.get(W + "val") for style in reference.styles.values() for each in style.iter(W + "numId")}
    used = {each.get(W + "val") for tree in trees for each in tree.iter(W + "numId")} | styled
    for each in [each for each in numbering.iter(W + "num") if each.get(W + "numId") not in used]:
        numbering.remove(each)
    definitions = {value(each, "abstractNumId") for each in numbering.iter(W + "num")}
    for number, each in enumerate(list(numbering.iter(W + "abstractNum"))):
        id_ = each.get(W + "abstractNumId")
        if id_ not in definitions:
            numbering.remove(each)
        elif len(id_) > _LONGEST:
            each.set(W + "abstractNumId", f"{_PANDOC}{number:05}")
            for name in each.iter(W + "nsid"):
                name.set(W + "val", f"{_PANDOC}{number:06}")
            for list_ in numbering.iterfind(f"{W}num/{W}abstractNumId[@{W}val='{id_}']"):
                list_.set(W + "val", f"{_PANDOC}{number:05}")


def _item(list_: Any, level: int, in_frame: bool, reference: Reference) -> str:
    """Leads a list of pandoc's to the definition of the reference document; the one it then has."""
    definition = list_.get(W + "val")
    wanted = None
    if definition == _PANDOC_BULLETS:
        wanted = (reference.list_of("Beslutspunkter") if in_frame else None) or reference.list_of("Lista med punkter")
    elif definition.startswith(_PANDOC) and reference.is_plainly_numbered(definition, level):
        wanted = reference.list_of("Beslutslista" if in_frame else "Numrerad lista")
    if wanted is not None:
        list_.set(W + "val", wanted)
    elif not in_frame and definition.startswith(_PANDOC):
        _as_far_in(definition, reference)
    return str(list_.get(W + "val"))


def _as_far_in(definition: str, reference: Reference) -> None:
    """A list with numbers of its own kind (a, b, iv) is moved in as much as one with plain numbers."""
    model = reference.levels.get(reference.list_of("Numrerad lista") or "", {})
    for level, one in reference.levels[definition].items():
        own, wanted = (each.find(f"{W}pPr/{W}ind") if each is not None else None for each in (one, model.get(level)))
        if own is not None and wanted is not None:
            own.attrib.update(wanted.attrib)


def _in_frame(properties: Any, left: int, edge: int) -> None:
    """A further paragraph within the frame hangs out to its edge, as the item does, or the frame would be broken.

    A tab moves the text in.
    """
    put(properties, new_element("ind", left=left, hanging=max(left - edge, 0)))
    run = new_element("r")
    run.append(new_element("tab"))
    properties.addnext(run)


def _moved_in(properties: Any, left: int, level: int, reference: Reference) -> None:
    """A further paragraph begins where the text of its item does: pandoc's blank bullet would be read aloud."""
    continued = "List Continue" if level == 0 else f"List Continue {level + 1}"
    is_plain = value(properties, "pStyle") in reference.ids("List Paragraph", "Compact")
    if is_plain and reference.indent(continued) == left:
        put(properties, new_element("pStyle", val=reference.id(continued)))
    else:
        put(properties, new_element("ind", left=left))
