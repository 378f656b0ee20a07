"""Spelling, as far as it can be said without a dictionary: what one has to answer, and how near two words are.

A dictionary cannot have every compound that Swedish makes. So a word is also right where two known words make it up
(kompost + grep, hågkomst + s + resor), unless the dictionary has a word that is one slip away (gräs + snitt).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..patterns import lazily
from .likeness import slips

LEAST = 4  # letters of a part; among shorter ones there is a word for every slip of the pen
_TRIPLED = lazily(r"(.)\1\1")


class Speller(Protocol):
    """A dictionary."""

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary."""
        ...

    def suggestions(self, word: str) -> Sequence[str]:
        """Words that it may have been meant to be, the best first."""
        ...


def knows(speller: Speller, word: str) -> bool:
    """Whether a word, or each part of one with hyphens, is known."""
    return speller.knows(word) or ("-" in word and all(map(speller.knows, filter(None, word.split("-")))))


def knows_first_part(speller: Speller, word: str) -> bool:
    """Whether a word is known as the first part of a compound: the “samhälls” of samhälls- och kulturfrågor."""
    return speller.knows(f"{word}frågor")


def is_compound(speller: Speller, word: str) -> bool:
    """Whether a word is made up of two known ones, with or without an s between them."""
    if len(word) < 2 * LEAST or _TRIPLED.search(word):
        return False
    for at in range(LEAST, len(word) - LEAST + 1):
        if speller.knows(word[at:]):
            first = word[:at]
            linked = first.endswith("s") and at > LEAST and speller.knows(first[:-1])
            if linked or speller.knows(first):
                return True
    return False


def one_slip(word: str, other: str) -> bool:
    """Whether one letter more, less, other, or two that have changed places, are all that parts two words."""
    return slips(word, other) == 1
