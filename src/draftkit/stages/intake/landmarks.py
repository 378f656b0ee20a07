"""What is known beforehand of a text whose lines are to be joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct


class Landmarks(Struct, frozen=True):
    """What a kind of document always has.

    `length` says how many of the next lines are a sentence or a heading that stands by itself wherever it stands; 0
    for none. `begins` says whether a line begins as a paragraph of this document usually does.
    """

    length: Callable[[Sequence[str]], int]
    begins: Callable[[str], bool]


NO_LANDMARKS = Landmarks(lambda lines: 0, lambda line: False)
