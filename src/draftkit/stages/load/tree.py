"""A file of keys and values as a tree of text with places: what YAML and TOML are read into."""

from __future__ import annotations

from msgspec import Struct

from ...spans import Span

# Nobody changes a tree. Its classes are not frozen since a thousand cases have half a million nodes, and a frozen one
# takes twice as long to make.


class Scalar(Struct):
    """A text, empty where the user wrote nothing."""

    text: str
    span: Span


class Sequence(Struct):
    """A list."""

    items: tuple[Tree, ...]
    span: Span


class Mapping(Struct):
    """Keys and values, in the order written."""

    items: tuple[tuple[Scalar, Tree], ...]
    span: Span


Tree = Scalar | Sequence | Mapping
