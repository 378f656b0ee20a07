"""The numbers of a list as they are printed: pandoc's tree has only the first, and their style."""

from __future__ import annotations

from ...blocks import Node
from ...swedish.numerals import letter, roman


def numbers(ordered: Node) -> list[str]:
    """What stands before each item of an OrderedList: 1. 2. 3., (a) (b), i) ii)."""
    (first, style, delimiter), items = ordered["c"]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter["t"], ("", "."))
    return [f"{before}{_number(first + index, style['t'])}{after}" for index in range(len(items))]


def _number(number: int, style: str) -> str:
    if style.endswith("Roman"):
        return roman(number) if style == "UpperRoman" else roman(number).lower()
    if style.endswith("Alpha"):
        return letter(number).upper() if style == "UpperAlpha" else letter(number)
    return str(number)
