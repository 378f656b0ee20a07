"""The styles of a Word file: what a paragraph or a run is, after all that its style is based on."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from ...patterns import lazily
from .numbering import local, val, value

_HEADING = lazily(r"(?:heading|rubrik) ?([1-9])", re.IGNORECASE)
_CONTENTS = lazily(
    r"(?:toc|innehåll) ?(?:\d|heading)|table of (?:figures|authorities)|innehållsförteckning", re.IGNORECASE
)
_QUOTES = ("quote", "intense quote", "block text", "citat", "starkt citat", "blockcitat")
_TITLES = ("title", "rubrik")
OFF = ("0", "false", "off", "none")


class Style(Struct, frozen=True):
    """What a style says: `numbered` is its list and level."""

    name: str = ""
    level: int = 0
    contents: bool = False
    quoted: bool = False
    hidden: bool = False
    bold: bool = False
    italic: bool = False
    numbered: tuple[str | None, int | None] = (None, None)


class Styles:
    """The styles by their ids."""

    def __init__(self, root: Any) -> None:
        self._elements = (
            {value(each, "styleId"): each for each in root if local(each) == "style"} if root is not None else {}
        )
        self._found: dict[str, Style] = {}
        defaults = [
            id_
            for id_, each in self._elements.items()
            if value(each, "type") == "paragraph" and value(each, "default") not in (None, *OFF)
        ]
        self.default = (defaults or [""])[0] or ""

    def style(self, id_: str) -> Style:
        """The style with this id; a blank one where there is none."""
        if id_ not in self._found:
            self._found[id_] = self._style(id_)
        return self._found[id_]

    def _style(self, id_: str) -> Style:
        chain: list[Any] = []
        next_id: str | None = id_
        while next_id in self._elements and len(chain) < 20:
            chain.append(self._elements[next_id])
            next_id = val_of(chain[-1], "basedOn")
        names = [val_of(each, "name") or "" for each in chain]
        if not chain:  # some programs name a style that they do not define
            names = [id_]
        level = next((int(match[1]) for name in names if (match := _HEADING.fullmatch(name))), 0)
        level = level or int(any(name.lower() in _TITLES for name in names))
        list_id = depth = None
        for each in chain:
            outline = val_of(each, "pPr", "outlineLvl")
            if not level and outline is not None and outline.isdigit() and int(outline) < 9:
                level = int(outline) + 1
            list_id = list_id if list_id is not None else val_of(each, "pPr", "numPr", "numId")
            depth = depth if depth is not None else val_of(each, "pPr", "numPr", "ilvl")
        return Style(
            name=names[0],
            level=level,
            contents=bool(_CONTENTS.match(names[0])),
            quoted=any(name.lower() in _QUOTES for name in names),
            hidden=_switched(chain, "vanish"),
            bold=_switched(chain, "b"),
            italic=_switched(chain, "i"),
            numbered=(list_id, int(depth) if depth is not None and depth.isdigit() else None),
        )


def _switched(chain: list[Any], name: str) -> bool:
    """Whether the nearest style of the chain that says anything of `name` says that it is on."""
    for each in chain:
        found = child(each, "rPr", name)
        if found is not None:
            return is_on(found)
    return False


def is_on(element: Any) -> bool:
    """Whether a switch such as `w:b` is on: it is unless it says otherwise."""
    return element is not None and val(element).lower() not in OFF


def child(element: Any, *names: str) -> Any:
    """The first element on the way `names` below an element; None where there is none."""
    for name in names:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


def val_of(element: Any, *names: str) -> str | None:
    """The attribute `w:val` of the element on the way `names`."""
    found = child(element, *names)
    return None if found is None else value(found, "val")
