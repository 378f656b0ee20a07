"""How wide a line is on paper, near enough to say whether another word would have fitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

# Thousandths of the size of the letters, as in most book faces (Times, Garamond, Palatino); in others the
# proportions are much the same.
_WIDTHS = {
    250: " .,",
    280: "ijl:;'|!/\\tI",
    333: 'fr()[]-‐”“’"',
    389: "sJ",
    444: "aczeåäéà?ê",
    500: "0123456789bdghknopquvxyöü–_$*§ó",
    556: "SPFLETZB+=<>~^",
    667: "CRVXYÉ",
    722: "wADGHKNOQUÅÄÖ&",
    778: "m%@",
    900: "MW—…",
}
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}

Measure = Callable[[str], float]


@cache
def on_paper(text: str) -> float:
    """The width of `text` set in a book face, in thousandths of the size of its letters."""
    return float(sum(_OF_LETTER.get(letter, 500) for letter in text))


def in_letters(text: str) -> float:
    """The width of `text` on a typewriter."""
    return float(len(text))


def first_piece(text: str) -> str:
    """What of the next line would have had to fit: its first word, or the part of it up to a hyphen."""
    word = text.split(" ", 1)[0]
    head, hyphen, _ = word.partition("-")
    return head + hyphen if hyphen and len(head) > 1 else word


def measure_of(pairs: Sequence[tuple[str, str]]) -> tuple[Measure, float]:
    """The measure by which the lines have one right edge, and where that edge is.

    `pairs` are lines that surely go on in the next, and that next line. An edge is right if no line is wider, and
    none of them ends where the next word would have fitted.
    """
    found = [(_misses(pairs, measure), measure) for measure in (on_paper, in_letters)]
    (_, edge), measure = min(found, key=lambda each: each[0][0])
    return measure, edge


def _misses(pairs: Sequence[tuple[str, str]], measure: Measure) -> tuple[int, float]:
    widths = sorted(measure(line) for line, _ in pairs)
    edge = widths[min(len(widths) - 1, int(len(widths) * 0.98))] if widths else float("inf")
    return sum(1 for line, after in pairs if measure(f"{line} {first_piece(after)}") <= edge), edge
