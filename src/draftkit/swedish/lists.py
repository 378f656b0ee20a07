"""Enumerations in running text."""

from __future__ import annotations

from collections.abc import Sequence

from ..patterns import lazily

_AND = lazily(r"\boch\b")


def enumerate_words(items: Sequence[str]) -> str:
    """A, B och C; never a comma before the last word.

    Where an item has an "och" of its own (miljö- och hälsoskyddsnämnden) the last one is joined
    with "samt", so that the items can be told apart. A parenthesis belongs to its item.
    """
    if len(items) < 2:
        return "".join(items)
    joint = "samt" if any(_AND.search(item.partition(" (")[0]) for item in items) else "och"
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
