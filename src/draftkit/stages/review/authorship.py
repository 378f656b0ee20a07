"""Who changed what, and when: each change is looked for in the commits between two versions.

Git tells of lines, but a paragraph's lines are all new when it has been wrapped anew, and one paragraph may have been
changed by several people. So the words of a change are looked for, with some of those around them: the commit that
made them more in a file than they were has added them, the one that made them fewer has struck them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from ...patterns import lazily


class Change(Struct, frozen=True):
    """A change as its author is looked for: the words, those around it, and the texts that it belongs to.

    `old` and `new` are the numbers of the blocks in each version's document; None for what the template printed.
    """

    state: Literal["added", "removed"]
    words: str
    before: str = ""
    after: str = ""
    old: int | None = None
    new: int | None = None
    moved: bool = False


class By(Struct, frozen=True):
    """Who made a change, and when: the time of the author's own clock, as 2031-03-03T14:05:00; "" where unknown."""

    author: str
    moment: str


class Step(Struct, frozen=True, dict=True):
    """What one commit did to one file: its text before and after; "" where it was not there."""

    by: By
    before: str
    after: str

    @cached_property
    def words(self) -> tuple[str, str]:
        """Both texts as words alone, with a blank on each side of each word."""
        return words(self.before), words(self.after)


_WORD = lazily(r"\w+")
_NEAR = 3  # words on each side of a change that are looked for with it


def words(text: str) -> str:
    """The words of a text, without marks and markup: " Den 20 maj "."""
    return f" {' '.join(_WORD.findall(text))} "


def author(
    change: Change, paths: Sequence[str], shared: Sequence[str], steps: Mapping[str, Sequence[Step]], otherwise: By
) -> By:
    """Who made `change`.

    `steps` has what was done to each file, the latest first. `paths` are the files that the changed text stands in;
    where it is none, or nothing was done to them, the change follows from something in `shared`. Where no words tell,
    it is who last did something to one of the files; and where nobody did, `otherwise`.
    """
    for group in (paths, shared):
        done = [step for path in group for step in steps.get(path, ())]
        found = next((step.by for wanted in _looked_for(change) for step in done if _did(step, wanted, change)), None)
        if found:
            return found
        if done:
            return max((step.by for step in done), key=lambda by: by.moment)
    return otherwise


def _looked_for(change: Change) -> Iterable[str]:
    """The words of a change: first with those around them, then by themselves, then each that is long."""
    own = words(change.words).strip()
    left, right = words(change.before).split()[-_NEAR:], words(change.after).split()[:_NEAR]
    for some in ([*left, own, *right], [*left, own], [own, *right], [own]):
        wanted = " ".join(each for each in some if each)
        if wanted:
            yield f" {wanted} "
    for word in sorted(own.split(), key=len, reverse=True)[:3]:
        yield f" {word} "


def _did(step: Step, wanted: str, change: Change) -> bool:
    before, after = (_times(text, wanted) for text in step.words)
    return after > before if change.state == "added" else before > after


def _times(text: str, wanted: str) -> int:
    """How often the words stand in the text; the blank between two may belong to both."""
    return len(re.findall(f"(?={re.escape(wanted)})", text))
