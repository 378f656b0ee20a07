"""Two versions of one passage, word by word: what is the same, what was struck and what was added.

A token is anything hashable: a word, a mark or a blank of plain text (`tokens`), or one of a document's tree.

difflib is the library of choice here, with two things added. It looks for the longest stretch that two texts share,
as a reader would; the shortest script of edits, which rapidfuzz and diff-match-patch look for, keeps every “att” and
“och” of a sentence that has been rewritten, and nobody can read what comes of it. Blanks and marks are its junk: they
belong to a stretch that is the same, but are never the reason for one. And a word or two that stand alone between
greater changes are taken to have changed with them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ...patterns import lazily
from .rows import longest_row

Weight = Callable[[Hashable], int]


class Run(Struct, frozen=True):
    """Tokens that stand in both versions, or only in the old (removed) or the new one (added)."""

    kind: Literal["same", "removed", "added"]
    tokens: tuple[Hashable, ...]


# A word with what stands within it (KS 2031/0417, e-post, 5.3), blanks, or one mark.
_TOKEN = lazily(r"\w+(?:[-–/:.,’'@&·]+\w+)*|\s+|[^\w\s]")
_LONG = 4_000_000  # comparisons of a token with a token: more than that, and the passage is divided first
_TOGETHER = 7  # tokens by which a place is known again
_ISLAND = 2  # words that may be taken to have changed with what stands around them


def tokens(text: str) -> tuple[str, ...]:
    """The words, marks and blanks of a text, in order; together they are the text.

    "Den 20 maj, KS 2031/0417." -> Den| |20| |maj|,| |KS| |2031/0417|.
    """
    return tuple(_TOKEN.findall(text))


@lru_cache(maxsize=1 << 16)
def letters(token: Hashable) -> int:
    """How much a token weighs: its letters and digits. A blank or a mark weighs nothing."""
    return sum(map(str.isalnum, token if isinstance(token, str) else str(token)))


def compare(old: Sequence[Hashable], new: Sequence[Hashable], weight: Weight = letters) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`: what was struck before what was added in its place.

    The runs that are the same or removed have together the tokens of `old`, those the same or added those of `new`.
    """
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    middle = old[before : len(old) - after], new[before : len(new) - after]
    stretches = [
        _Stretch("same", old[:before], new[:before]),
        *_stretches(*middle, weight),
        _Stretch("same", old[len(old) - after :], new[len(new) - after :]),
    ]
    return tuple(_runs(_without_islands(_joined(stretches), weight)))


def kept(old: Sequence[Hashable], new: Sequence[Hashable], weight: Weight = letters) -> list[tuple[int, int]]:
    """The places of each token that both have in common, however lonely it stands among what has changed."""
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    a = b = 0
    found: list[tuple[int, int]] = []
    middle = old[before : len(old) - after], new[before : len(new) - after]
    for each in [
        _Stretch("same", old[:before], new[:before]),
        *_stretches(*middle, weight),
        _Stretch("same", old[len(old) - after :], new[len(new) - after :]),
    ]:
        if each.kind == "same":
            found += zip(range(a, a + len(each.old)), range(b, b + len(each.new)), strict=True)
        a, b = a + len(each.old), b + len(each.new)
    return found


def old_side(runs: Iterable[Run]) -> tuple[Hashable, ...]:
    """The tokens of the old version."""
    return tuple(token for run in runs if run.kind != "added" for token in run.tokens)


def new_side(runs: Iterable[Run]) -> tuple[Hashable, ...]:
    """The tokens of the new version."""
    return tuple(token for run in runs if run.kind != "removed" for token in run.tokens)


class _Stretch(Struct, frozen=True):
    """A part of both versions that is the same in them, or has changed."""

    kind: Literal["same", "changed"]
    old: Sequence[Hashable]
    new: Sequence[Hashable]


def _shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many tokens the two begin with together."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _stretches(old: Sequence[Hashable], new: Sequence[Hashable], weight: Weight) -> list[_Stretch]:
    """What is the same and what has changed; a very long passage is first divided where that is certain."""
    found: list[_Stretch] = []
    done_old = done_new = 0
    for a, b in [*(_landmarks(old, new) if len(old) * len(new) > _LONG else ()), (len(old), len(new))]:
        found += _between(old[done_old:a], new[done_new:b], weight)
        done_old, done_new = a, b
    return found


def _between(old: Sequence[Hashable], new: Sequence[Hashable], weight: Weight) -> list[_Stretch]:
    if not old or not new or len(old) * len(new) > _LONG:
        return [_Stretch("changed", old, new)]
    matcher = SequenceMatcher(lambda token: weight(token) == 0, old, new, autojunk=False)
    return [
        _Stretch("same" if kind == "equal" else "changed", old[a:b], new[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
    ]


def _landmarks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places, in order, where words stand together that do so nowhere else in either version."""
    ones, others = _only_places(old), _only_places(new)
    return longest_row((a, others[words]) for words, a in ones.items() if words in others)


def _only_places(tokens: Sequence[Hashable]) -> dict[tuple[Hashable, ...], int]:
    """Where each row of some tokens begins that stands in one place only."""
    places: dict[tuple[Hashable, ...], int] = {}
    for at in range(len(tokens) - _TOGETHER + 1):
        words = tuple(tokens[at : at + _TOGETHER])
        places[words] = -1 if words in places else at
    return {words: at for words, at in places.items() if at >= 0}


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """The stretches without empty ones, and those of one kind that meet made one."""
    result: list[_Stretch] = []
    for each in stretches:
        if result and result[-1].kind == each.kind:
            last = result.pop()
            each = _Stretch(each.kind, [*last.old, *each.old], [*last.new, *each.new])
        if each.old or each.new:
            result.append(each)
    return result


def _without_islands(stretches: list[_Stretch], weight: Weight) -> list[_Stretch]:
    """The stretches, where what is the same but lies alone between greater changes has changed with them.

    [-20-]{+3+} [-maj-]{+juni+} -> [-20 maj-]{+3 juni+}
    """
    result = stretches
    while True:
        heavy = [_heaviest(each, weight) for each in result]
        drowned = [
            0 < number < len(result) - 1
            and each.kind == "same"
            and sum(weight(token) > 0 for token in each.old) <= _ISLAND
            and heavy[number] <= min(heavy[number - 1], heavy[number + 1])
            for number, each in enumerate(result)
        ]
        if not any(drowned):
            return result
        result = _joined(
            _Stretch("changed", each.old, each.new) if gone else each
            for each, gone in zip(result, drowned, strict=True)
        )


def _heaviest(stretch: _Stretch, weight: Weight) -> int:
    return max(sum(map(weight, stretch.old)), sum(map(weight, stretch.new)))


def _runs(stretches: Iterable[_Stretch]) -> Iterable[Run]:
    for each in stretches:
        if each.kind == "same":
            yield Run("same", tuple(each.old))
            continue
        if each.old:
            yield Run("removed", tuple(each.old))
        if each.new:
            yield Run("added", tuple(each.new))
