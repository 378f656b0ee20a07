"""A file of keys and values as a tree of text with places: what YAML and TOML are read into."""

from __future__ import annotations

from dataclasses import dataclass

from ...spans import Span

# Nobody changes a tree. Its classes are not frozen since a thousand cases have half a million nodes, and a frozen one
# takes twice as long to make.


@dataclass(slots=True)
class Scalar:
    """A text, empty where the user wrote nothing."""

    text: str
    span: Span


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    span: Span


@dataclass(slots=True)
class Mapping:
    """Keys and values, in the order written."""

    items: tuple[tuple[Scalar, Tree], ...]
    span: Span


Tree = Scalar | Sequence | Mapping
