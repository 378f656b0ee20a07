"""Which passage of an older version became which of a newer one: the same, changed, moved, added or removed.

A passage is a paragraph, a heading, an item of a list or a row of a table: its tokens (wording.py) and its kind.
Passages that are the same, or nearly, and in the same order are the frame: those that let the fewest words move. What
lies between two parts of the frame is paired by likeness, in its order; what then is left alone is looked for in the
rest of the text, since it may have been moved, and perhaps edited as well. Likeness is the share of the letters that
stand in words which both have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from heapq import nlargest, nsmallest
from typing import Literal

from msgspec import Struct

from .rows import heaviest_row, longest_row
from .wording import Weight, letters

_CHANGED = 0.4  # so alike are two passages in the same place when one is the other, edited
_MOVED = 0.6  # and two in different places,
_MOVED_LETTERS = 24  # which share so many letters: a short passage that is like another proves nothing
_SHORT = 30  # letters of a passage that is alone in its place, and another in its place later
_SMALL = 900  # pairs between two parts of the frame that are all compared
_RAREST = 12  # words of a passage by which it is looked for, the rarest,
_RARE = 60  # unless more passages than that have them
_NEAREST = 4  # passages found so that are compared


class Passage(Struct, frozen=True):
    """What is compared as a whole. Only passages of one kind are the same; `kind` is the caller's word.

    What it is before a colon tells which passages may be taken for each other: a "heading:2" may have become a
    "heading:3", but no "paragraph".
    """

    tokens: tuple[Hashable, ...]
    kind: str = "paragraph"


class Pair(Struct, frozen=True):
    """A passage's place in the old and the new version, from 0; None where it is in one only.

    "changed" stands where it stood. "moved" does not, and may be edited too: then its tokens differ.
    """

    kind: Literal["same", "changed", "moved", "added", "removed"]
    old: int | None
    new: int | None


def align(old: Sequence[Passage], new: Sequence[Passage], weight: Weight = letters) -> tuple[Pair, ...]:
    """Every passage of both versions once, in the order of the new one.

    What was removed follows what it followed; what was moved stands where it has come to.
    """
    like = _Likeness(old, new, weight)
    frame = _frame(old, new, like)
    found = [("same" if old[a] == new[b] else "changed", a, b) for a, b in frame]
    lone = _Lone(frame, len(old), len(new))
    found += [("moved", a, b) for a, b in lone.without(_equal(old, new, lone))]
    for gap in _gaps(frame, len(old), len(new)):
        ones, others = lone.among(*gap)
        pairs = _in_order(like.pairs(ones, others, _CHANGED)) or like.short(ones, others)
        found += [("changed", a, b) for a, b in lone.without(pairs)]
    rest = like.pairs([*lone.old], [*lone.new], _MOVED, shared=_MOVED_LETTERS)
    found += [("moved", a, b) for a, b in lone.without(_each_once(rest))]
    return _in_reading_order([Pair(kind, a, b) for kind, a, b in found], lone)  # type: ignore[arg-type]


def likest(old: Sequence[Passage], new: Sequence[Passage], weight: Weight = letters) -> list[tuple[int, int]]:
    """Which of `old` became which of `new`, wherever they stand: files that have been moved, say, and edited."""
    return _each_once(_Likeness(old, new, weight).pairs(range(len(old)), range(len(new)), _MOVED))


def likeness(one: Passage, other: Passage, weight: Weight = letters) -> float:
    """How like each other two passages are: from 0, which is no word in common, to 1."""
    return _Likeness([one], [other], weight).of(0, 0)[0]


class _Lone:
    """The passages of both versions that have not found each other yet."""

    def __init__(self, frame: Iterable[tuple[int, int]], old: int, new: int) -> None:
        self.old = dict.fromkeys(range(old))
        self.new = dict.fromkeys(range(new))
        self.without(frame)

    def without(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Takes away those of `pairs`, which it returns."""
        found = list(pairs)
        for a, b in found:
            del self.old[a], self.new[b]
        return found

    def among(self, old: range, new: range) -> tuple[list[int], list[int]]:
        """Those in a part of each version."""
        return [each for each in old if each in self.old], [each for each in new if each in self.new]


class _Likeness:
    """How like each other the passages are, from 0 to 1, and which are worth a comparison."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage], weight: Weight) -> None:
        self.old, self.new, self.weight = old, new, weight
        self._words: dict[tuple[bool, int], tuple[Counter[Hashable], int]] = {}

    def pairs(
        self, old: Sequence[int], new: Sequence[int], least: float, *, shared: int = 0
    ) -> list[tuple[float, int, int]]:
        """Those of `old` and `new` that are at least so like, and share so many letters: the likest first."""
        if not old or not new:
            return []
        small = len(old) * len(new) <= _SMALL and not shared
        near = ((a, b) for a in old for b in new) if small else self._near(old, new)
        found = []
        for a, b in near:
            likeness, common = self.of(a, b)
            if likeness >= least and common >= shared:
                found.append((likeness, a, b))
        return sorted(found, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1], each[2]))

    def short(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """A name or the like in the place of another, which have nothing in common but that."""
        if len(old) != 1 or len(new) != 1 or _form(self.old[old[0]]) != _form(self.new[new[0]]):
            return []
        heavy = max(self._counted(new=False, number=old[0])[1], self._counted(new=True, number=new[0])[1])
        return [(old[0], new[0])] if heavy <= _SHORT else []

    def _near(self, old: Sequence[int], new: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Pairs that share words which few passages have."""
        having: dict[Hashable, list[int]] = defaultdict(list)
        for b in new:
            for word in self._counted(new=True, number=b)[0]:
                having[word].append(b)
        for a in old:
            words = [word for word in self._counted(new=False, number=a)[0] if 0 < len(having.get(word, ())) <= _RARE]
            met = Counter(
                b for word in nsmallest(_RAREST, words, key=lambda each: len(having[each])) for b in having[word]
            )
            yield from ((a, b) for b in nlargest(_NEAREST, met, key=met.__getitem__))

    def of(self, a: int, b: int) -> tuple[float, int]:
        """The likeness of two passages (Dice's coefficient of their words, by weight), and the weight they share."""
        if _form(self.old[a]) != _form(self.new[b]):
            return 0.0, 0
        (one, whole), (other, entire) = self._counted(new=False, number=a), self._counted(new=True, number=b)
        few, many = (one, other) if len(one) <= len(other) else (other, one)
        common = sum(self.weight(word) * min(number, many[word]) for word, number in few.items() if word in many)
        return (2 * common / (whole + entire) if whole + entire else 0.0), common

    def weight_of(self, a: int) -> int:
        """The weight of a passage of the old version."""
        return self._counted(new=False, number=a)[1]

    def _counted(self, *, new: bool, number: int) -> tuple[Counter[Hashable], int]:
        """The words of a passage by their number, and the weight of all of them."""
        if (new, number) not in self._words:
            tokens = (self.new if new else self.old)[number].tokens
            words = Counter(each for each in tokens if self.weight(each))
            self._words[new, number] = words, sum(self.weight(word) * n for word, n in words.items())
        return self._words[new, number]


def _form(passage: Passage) -> str:
    return passage.kind.partition(":")[0]


def _frame(old: Sequence[Passage], new: Sequence[Passage], like: _Likeness) -> list[tuple[int, int]]:
    """The passages that are the same, or nearly, and in the same order.

    First those that stand once in each version, or are like no other as much: of them, those that have kept their order
    and weigh most together. Then, between them, what difflib finds, which by itself would take the first that matches,
    and call all the others moved.
    """
    names: dict[Passage, int] = {}
    one, other = ([names.setdefault(each, len(names)) for each in side] for side in (old, new))
    once, there = _once(one), _once(other)
    pairs = {(a, there[name]): 1 + like.weight_of(a) for name, a in once.items() if name in there}
    both = {*one} & {*other}
    lone = [[at for at, name in enumerate(side) if name not in both] for side in (one, other)]
    edited = _each_once(like.pairs(lone[0], lone[1], _MOVED, shared=_MOVED_LETTERS))
    row = heaviest_row({**pairs, **{(a, b): like.of(a, b)[1] for a, b in edited}})
    found: list[tuple[int, int]] = []
    begin = (0, 0)
    for a, b in [*row, (len(one), len(other))]:
        matcher = SequenceMatcher(None, one[begin[0] : a], other[begin[1] : b], autojunk=False)
        blocks = matcher.get_matching_blocks()
        found += [(begin[0] + x + step, begin[1] + y + step) for x, y, size in blocks for step in range(size)]
        found.append((a, b))
        begin = a + 1, b + 1
    return found[:-1]


def _once(names: Sequence[int]) -> dict[int, int]:
    """Where the names stand that stand in one place only."""
    numbers = Counter(names)
    return {name: at for at, name in enumerate(names) if numbers[name] == 1}


def _gaps(frame: Sequence[tuple[int, int]], old: int, new: int) -> Iterable[tuple[range, range]]:
    """What lies between the parts of the frame."""
    before = (-1, -1)
    for a, b in [*frame, (old, new)]:
        if a - before[0] > 1 and b - before[1] > 1:
            yield range(before[0] + 1, a), range(before[1] + 1, b)
        before = a, b


def _equal(old: Sequence[Passage], new: Sequence[Passage], lone: _Lone) -> list[tuple[int, int]]:
    """Those that stand word for word in another place."""
    places: dict[Passage, list[int]] = defaultdict(list)
    for b in reversed(lone.new):
        places[new[b]].append(b)
    return [(a, places[old[a]].pop()) for a in lone.old if places.get(old[a])]


def _in_order(pairs: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The likest pairs that do not cross each other: as many as have kept their order, then others by likeness."""
    row = longest_row(_each_once(pairs))
    ones, others = [a for a, _ in row], [b for _, b in row]
    for _, a, b in pairs:
        at = bisect_left(ones, a)
        taken = at < len(ones) and ones[at] == a
        if not taken and (at == 0 or others[at - 1] < b) and (at == len(others) or b < others[at]):
            ones.insert(at, a)
            others.insert(at, b)
    return list(zip(ones, others, strict=True))


def _each_once(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The likest pairs, each passage in one of them."""
    ones: dict[int, int] = {}
    others: set[int] = set()
    for _, a, b in pairs:
        if a not in ones and b not in others:
            ones[a] = b
            others.add(b)
    return sorted(ones.items())


def _in_reading_order(pairs: Sequence[Pair], lone: _Lone) -> tuple[Pair, ...]:
    """All pairs in the new version's order, with what is only in one of them."""
    by_new = {pair.new: pair for pair in pairs} | {b: Pair("added", None, b) for b in lone.new}
    after: dict[int | None, list[Pair]] = defaultdict(list)
    where: int | None = None  # the new place of what a removed passage followed
    here = {pair.old: pair.new for pair in pairs if pair.kind != "moved"}
    for a in range(len(pairs) + len(lone.old)):
        if a in lone.old:
            after[where].append(Pair("removed", a, None))
        elif a in here:
            where = here[a]
    result = list(after[None])
    for b in sorted(by_new, key=lambda each: each or 0):
        result += [by_new[b], *after[b]]
    return tuple(result)
