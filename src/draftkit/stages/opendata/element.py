"""An element of XML as a value."""

from __future__ import annotations

from msgspec import Struct


class Element(Struct):
    """A name, attributes and content in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str]


def element(tag: str, *children: Element | str, **attributes: str | None) -> Element:
    """An element. Attributes without a value are left out, and so is the _ after a word of Python's (class_)."""
    given = {name.removesuffix("_"): value for name, value in attributes.items() if value}
    return Element(tag, given, list(children))
