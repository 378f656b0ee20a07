"""Who changed what, and when: each word of a change is followed through the commits between two versions.

Git tells of lines, but a paragraph's lines are all new when it has been wrapped anew, and one paragraph may have been
changed by several people. So a word that was added is followed backwards, commit by commit, until the one that put it
there, and a word that was struck forwards until the one that took it away; those that moved its paragraph are met on
the way. Where that does not tell who it was, all who may have done it are named, and never one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from ...patterns import lazily
from ...spans import Span
from .alignment import Passage, align
from .wording import kept


class Change(Struct, frozen=True):
    """A change as its author is looked for: the words, those around it, and the texts that it belongs to.

    `old` and `new` are the numbers of the blocks in each version's document; None for what the template printed.
    Without words around it, it is a whole passage, which may have been moved.
    """

    state: Literal["added", "removed"]
    words: str
    before: str = ""
    after: str = ""
    old: int | None = None
    new: int | None = None
    moved: bool = False


class By(Struct, frozen=True):
    """Who made a change, and when it was checked in, by that clock: 2031-03-03T14:05:00; "" where unknown."""

    author: str
    moment: str


class Makers(Struct, frozen=True):
    """Those who made a change, each once, the first first; where it is not `certain`, one or more of them did."""

    people: tuple[By, ...]
    certain: bool = True


class Step(Struct, frozen=True, dict=True):
    """What one commit did to one file: its text before and after; "" where it was not there.

    `beside` has what a merge found in the other branches: only what is in none of its texts was typed by the merger.
    """

    by: By
    before: str
    after: str
    beside: tuple[str, ...] = ()

    @property
    def befores(self) -> tuple[str, ...]:
        """The text before, in each branch."""
        return (self.before, *self.beside)

    @cached_property
    def facts(self) -> tuple[tuple[str, ...], str]:
        """The words from which other texts follow, before and after: the facts at a text's head, or all of a file."""
        return tuple(words(_facts(text)) for text in self.befores), words(_facts(self.after))


class Place(Struct, frozen=True):
    """Where a changed passage stands: the whole text of its file in that version, and where it is in it."""

    text: str
    span: Span


_WORD = lazily(r"\w+")
_HEAD = lazily(r"---\n.*?\n---(?:\n|\Z)", re.DOTALL)
_END = "\n\n"  # the end of a paragraph, among the words
_NEAR = 3  # words on each side of a change that are looked for with it


def words(text: str) -> str:
    """The words of a text, without marks and markup: " Den 20 maj "."""
    return f" {' '.join(_WORD.findall(text))} "


def makers(change: Change, place: Place | None, own: Sequence[Step], shared: Sequence[Step]) -> Makers:
    """Who made `change`; nobody, where nothing was done to any file.

    `place` is where the words stand: in the new version where they were added, else in the old one. `own` is what was
    done to its file, the latest first. Without them, the change follows from one of `shared`.
    """
    if place and own:
        return _of_text(change, place, own)
    for wanted in _looked_for(change):
        if found := [step for step in shared if _did(step, wanted, change)]:
            return _makers(found, certain=False)
    return _makers(shared, certain=False)


def _makers(steps: Iterable[Step], *, certain: bool) -> Makers:
    last: dict[str, By] = {}
    for by in sorted((step.by for step in steps), key=lambda each: each.moment):
        last[by.author] = by
    return Makers(tuple(last.values()), certain or len(last) < 2)


# --- in the text that has changed ------------------------------------------------------------------


def _of_text(change: Change, place: Place, steps: Sequence[Step]) -> Makers:
    """Who made a change in a text, by what has become of each of its words."""
    whole = not words(change.before + " " + change.after).strip()
    there = _passage(place)
    places = _found(change, place.text, there)
    traces = [_Trace(change, place.text, each, steps) for each in places or [there]]
    found = [step for each in traces for step in (each.made + each.moved if whole else each.made)]
    if whole and any(each.kept and not each.moved for each in traces):
        # What neither came nor went has been passed by others, and which of them were moved is a matter of taste.
        return _makers([*found, *([step for step in steps if _reordered(step)] or steps)], certain=False)
    if found:
        return _makers(found, certain=len(places) == 1)
    near = _Trace(change, place.text, there, steps)
    return _makers(near.made or steps, certain=False)


# A step on the way from one version to the other: the texts that it comes from, and those that it leads to.
_Leg = tuple[Step, tuple[str, ...], tuple[str, ...]]


class _Trace:
    """What has become of words on their way from one version to the other.

    `made` are the steps that put them there (or took them away), `moved` those that moved their paragraph; `kept` tells
    whether some words are met in no step.
    """

    def __init__(self, change: Change, text: str, numbers: Iterable[int], steps: Sequence[Step]) -> None:
        self.made: list[Step] = []
        self.moved: list[Step] = []
        self.kept = False
        back = change.state == "added"
        way: list[_Leg] = [(each, (each.after,), each.befores) for each in steps] if back else [
            (each, each.befores, (each.after,)) for each in reversed(steps)]  # fmt: skip
        for number in numbers:
            self._follow(text, number, way)

    def _follow(self, text: str, number: int, way: Sequence[_Leg]) -> None:
        for step, nears, fars in way:
            # A text that is not the one before it is that of a branch which was joined with others.
            stands = {near: number if near == text else _ways(text, near).to.get(number) for near in nears}
            here = [(near, at) for near, at in stands.items() if at is not None]
            if not here:
                continue
            there = [(far, at, _ways(near, far)) for near, at in here for far in fars]
            if all(at in ways.moved for _, at, ways in there) and step not in self.moved:
                self.moved.append(step)
            found = [(far, ways.to[at]) for far, at, ways in there if at in ways.to]
            if not found and len(here) == len(stands):
                if step not in self.made:
                    self.made.append(step)
                return
            if found:
                text, number = found[0]
        self.kept = self.kept or _chunks(text)[0][number] != _END


def _passage(place: Place) -> range:
    """The numbers of the chunks on the lines of a passage."""
    chunks, lines = _chunks(place.text)
    last = place.span.end_line - (place.span.end_col == 1)
    first = lines[min(place.span.line, len(lines)) - 1]
    return range(first, lines[last] if last < len(lines) else len(chunks))


def _found(change: Change, text: str, within: range) -> list[range]:
    """Where the words of a change stand: with as many as possible of those around them, rather within the passage."""
    chunks, _ = _chunks(text)
    for part in (within, range(len(chunks))):
        of = [(word, number) for number in part for word in _WORD.findall(chunks[number])]
        said = [word for word, _ in of]
        for left, own, right in _with_neighbours(change):
            wanted = [*left, *own, *right]
            starts = [at for at in range(len(said) - len(wanted) + 1) if said[at : at + len(wanted)] == wanted]
            ranges = [(at + len(left), at + len(left) + len(own)) for at in starts]
            if own and ranges:
                return [range(of[a][1], of[b - 1][1] + 1) for a, b in ranges]
            if ranges and left and right:  # between two words: a mark, or the end of a paragraph
                return [range(of[a - 1][1], of[a][1] + 1) for a, _ in ranges]
    return []


def _with_neighbours(change: Change) -> Iterator[tuple[list[str], list[str], list[str]]]:
    own = _WORD.findall(change.words)
    left, right = _WORD.findall(change.before)[-_NEAR:], _WORD.findall(change.after)[:_NEAR]
    for one, other in ((left, right), (left[-1:], right[:1]), (left, []), ([], right), ([], [])):
        if one or own or other:
            yield one, own, other


class _Ways(Struct, frozen=True):
    """Where each chunk of a text stands in another, and those whose paragraphs have been moved there."""

    to: Mapping[int, int]
    moved: frozenset[int]


@lru_cache(maxsize=256)
def _ways(near: str, far: str) -> _Ways:
    ones, others = (_paragraphs(_chunks(text)[0]) for text in (near, far))
    sides = [[Passage(tuple(each for _, each in paragraph)) for paragraph in side] for side in (ones, others)]
    pairs = align(sides[0], sides[1])
    to: dict[int, int] = {}
    moved: set[int] = set()

    def link(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> None:
        same = kept([each for _, each in old], [each for _, each in new])
        to.update((old[a][0], new[b][0]) for a, b in same)

    away, come = set(), set()
    for pair in pairs:
        if pair.kind == "moved" and pair.old is not None and pair.new is not None:
            link(ones[pair.old], others[pair.new])
            moved.update(number for number, _ in ones[pair.old])
            away.add(pair.old)
            come.add(pair.new)
    a = b = 0
    frame = [(pair.old, pair.new) for pair in pairs if pair.kind == "same"]
    for one, other in [*frame, (len(ones), len(others))]:
        assert one is not None
        assert other is not None
        link([each for number in range(a, one) if number not in away for each in ones[number]],
             [each for number in range(b, other) if number not in come for each in others[number]])  # fmt: skip
        if one < len(ones):
            to.update(zip((n for n, _ in ones[one]), (n for n, _ in others[other]), strict=True))
        a, b = one + 1, other + 1
    return _Ways(to, frozenset(moved))


def _reordered(step: Step) -> bool:
    return all(_ways(before, step.after).moved for before in step.befores)


@lru_cache(maxsize=256)
def _chunks(text: str) -> tuple[list[str], list[int]]:
    """What stands between blanks, with the ends of paragraphs; and the number of the first on each line."""
    chunks: list[str] = []
    lines: list[int] = []
    for line in text.split("\n"):
        lines.append(len(chunks))
        if line.strip():
            chunks += line.split()
        elif chunks and chunks[-1] != _END:
            chunks.append(_END)
    return chunks, lines


def _paragraphs(chunks: Sequence[str]) -> list[list[tuple[int, str]]]:
    """The chunks with their numbers, paragraph by paragraph."""
    found: list[list[tuple[int, str]]] = [[]]
    for number, each in enumerate(chunks):
        found[-1].append((number, each))
        if each == _END:
            found.append([])
    return [each for each in found if each]


# --- in what a text follows from -------------------------------------------------------------------


def _facts(text: str) -> str:
    head = _HEAD.match(text)
    return head[0] if head else text


def _looked_for(change: Change) -> Iterable[str]:
    """The words of a change: first with those around them, then by themselves, then each that is long."""
    for left, own, right in _with_neighbours(change):
        yield words(" ".join([*left, *own, *right]))
    for word in sorted(_WORD.findall(change.words), key=len, reverse=True)[:3]:
        yield f" {word} "


def _did(step: Step, wanted: str, change: Change) -> bool:
    befores, after = step.facts
    times = [_times(text, wanted) for text in befores]
    return _times(after, wanted) > max(times) if change.state == "added" else min(times) > _times(after, wanted)


def _times(text: str, wanted: str) -> int:
    """How often the words stand in the text; the blank between two may belong to both."""
    return len(re.findall(f"(?={re.escape(wanted)})", text))
