"""Whether the last page of each part of the document has enough on it, and what is tried where it has not.

A part is what begins on a page of its own: the document's head, Ärendet, each bilaga. A last page with a line or two
looks like a mistake. So such a part is set again: a little closer, where that may save the page, else with shorter
pages, so that more is left for the last. Most documents need neither and are set once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from msgspec import Struct

LEAST_LINES = 5  # a last page with fewer is too empty
ATTEMPTS = 4

# What each degree of closeness saves on a page, in lines; draftkit.typ has what it does (`tätt`).
_SAVED = {-1: 1.3, -2: 2.0}
_MOST_SHORTER = 8


class End(Struct, frozen=True):
    """Where a part ends: its number, counted from 0, its last page, and how many lines of text it has there.

    Where a page of a PDF ends it, that place is above the first line of the next page.
    """

    part: int
    page: int
    lines: float


def too_short(ends: Sequence[End]) -> dict[int, tuple[int, float]]:
    """The parts of more than one page with too little on their last: the pages before it, and the lines on it."""
    found = {}
    before = 0
    for end in ends:
        last = end.page if end.lines > 0 else end.page - 1
        if last - before > 1 and end.lines > 0 and round(end.lines, 1) < LEAST_LINES:
            found[end.part] = (last - before - 1, end.lines)
        before = last
    return found


class Balance(Struct):
    """The degrees by which parts are set otherwise: lines by which pages are shorter, or below 0 how close.

    `plans` has what is still to be tried for each part that has been too short.
    """

    degrees: dict[int, int]
    plans: dict[int, list[int]]

    def next(self, ends: Sequence[End]) -> bool:
        """Chooses the next degree for each part that is too short still; False where there is nothing to try."""
        changed = False
        for part, (pages, lines) in too_short(ends).items():
            plan = self.plans.setdefault(part, _plan(pages, lines))
            degree = plan.pop(0) if plan else 0
            changed = changed or degree != self.degrees.get(part, 0)
            self.degrees[part] = degree
        return changed

    def said(self) -> Mapping[str, int]:
        """The degrees for draftkit.typ."""
        return {str(part): degree for part, degree in sorted(self.degrees.items()) if degree}


def _plan(pages: int, lines: float) -> list[int]:
    """What to try, in order: as close as saves `lines` over `pages`; then shorter pages, and shorter still."""
    closer = [degree for degree, saved in _SAVED.items() if lines <= saved * pages]
    shorter = ceil((LEAST_LINES - lines) / pages) + 1  # a page seldom ends just where it may
    return [*closer[:1], *(each for each in (shorter, shorter + 2) if each <= _MOST_SHORTER)]
