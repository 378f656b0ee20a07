"""What was done to each file, whatever it was called: its history through the commits that gave it another name.

    latest   Kim    svar.md -> remissvar/kulturnamnden.md, a word changed    one step, from the one to the other
    earlier  Sara   svar.md, two words changed                               a step of the same history

Git has no record of names: a file that is gone and one that is new in the same commit are one, where their words are
nearly the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from msgspec import Struct

from .alignment import Passage, likest
from .authorship import By, Step


class Done(Struct, frozen=True):
    """What one commit did: each file's text before and after it by path; None where it was not there.

    `beside` has the texts that a merge found in the other branches, beside the first.
    """

    by: By
    texts: Mapping[str, tuple[str | None, str | None]]
    beside: Mapping[str, tuple[str, ...]] = {}


class Lineages(Struct, frozen=True):
    """The steps of each file, the latest first, by the path that it has in the new version, and in the old one."""

    new: Mapping[str, Sequence[Step]]
    old: Mapping[str, Sequence[Step]]


def lineages(done: Sequence[Done]) -> Lineages:
    """The histories of all files that `done` tells of, which has the latest commit first."""
    steps: list[tuple[int, Step]] = []
    latest: dict[str, int] = {}  # the history of each file, by its path in the new version,
    here: dict[str, int] = {}  # and by the path that it has as far back as has been read
    joined: dict[int, int] = {}
    fresh, seen = count(), set[str]()
    for each in done:
        names = earlier_names(each.texts)
        for path, (before, after) in each.texts.items():
            if path in names.values():
                continue  # told of with its new name
            history = here.pop(path) if path in here else next(fresh)
            if path not in seen and after is not None:
                latest[path] = history
            was = names.get(path, path)
            if path in names:
                before = each.texts[was][0]
                if was in here:  # edited under the earlier name meanwhile, on a branch
                    joined[here[was]] = history
            if before is not None:
                here[was] = history
            seen |= {path, was}
            steps.append((history, Step(each.by, before or "", after or "", each.beside.get(path, ()))))

    def whole(history: int) -> list[Step]:
        return [step for number, step in steps if _last(joined, number) == _last(joined, history)]

    return Lineages(
        {path: whole(history) for path, history in latest.items()},
        {path: whole(history) for path, history in here.items()},
    )


def _last(joined: Mapping[int, int], history: int) -> int:
    while history in joined:
        history = joined[history]
    return history


def earlier_names(texts: Mapping[str, tuple[str | None, str | None]]) -> dict[str, str]:
    """The files that one commit gave another name: the earlier by the new one."""
    gone = {path: before for path, (before, after) in texts.items() if before and after is None}
    come = {path: after for path, (before, after) in texts.items() if after and before is None}
    passages = [[Passage(tuple(text.split())) for text in side.values()] for side in (gone, come)]
    pairs = likest(passages[0], passages[1])
    ones, others = [*gone], [*come]
    return {others[new]: ones[old] for old, new in pairs}
