"""The styles and lists that a Word file has from its reference document, by the names that Word calls them."""

from __future__ import annotations

from typing import Any

from .wordxml import W, value


class Reference:
    """What the text can look like. `lists` leads from a list to its definition, `levels` from that to its levels."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self.styles = {value(each, "name"): each for each in styles.iter(W + "style")}
        self.lists = {each.get(W + "numId"): each.find(W + "abstractNumId") for each in numbering.iter(W + "num")}
        self.levels = {
            each.get(W + "abstractNumId"): {int(level.get(W + "ilvl")): level for level in each.iter(W + "lvl")}
            for each in numbering.iter(W + "abstractNum")
        }

    def id(self, name: str) -> str | None:
        """The id of a style; None where there is none of the name."""
        style = self.styles.get(name)
        return style.get(W + "styleId") if style is not None else None

    def ids(self, *names: str) -> set[str | None]:
        """The ids of styles, of those that there are."""
        return {self.id(each) for each in names} - {None}

    def indent(self, name: str) -> int | None:
        """How far in a style's text begins, in twentieths of a point."""
        style = self.styles.get(name)
        return _left(style) if style is not None else None

    def list_of(self, name: str) -> str | None:
        """The definition of the list that a style belongs to."""
        style = self.styles.get(name)
        number = style.find(f"{W}pPr/{W}numPr/{W}numId") if style is not None else None
        return str(self.lists[number.get(W + "val")].get(W + "val")) if number is not None else None

    def indent_of_item(self, definition: str, level: int) -> int | None:
        """How far in the text of a list's items begins."""
        found = self.levels.get(definition, {}).get(level)
        return _left(found) if found is not None else None

    def is_plainly_numbered(self, definition: str, level: int) -> bool:
        """Whether the items have numbers like 1."""
        found = self.levels.get(definition, {}).get(level)
        decimal = found is not None and value(found, "numFmt") == "decimal"
        return decimal and value(found, "lvlText") == f"%{level + 1}."


def _left(element: Any) -> int | None:
    indent = element.find(f"{W}pPr/{W}ind")
    return int(indent.get(W + "left") or 0) if indent is not None else None
