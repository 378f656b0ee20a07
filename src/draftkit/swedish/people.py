"""People with their parties, as titles and running text name them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from .lists import enumerate_words


class Named(Struct, frozen=True):
    """A name and a party letter: `C`, `SD`, `-` for none, empty where it does not matter."""

    name: str
    party: str = ""


def with_parties(people: Sequence[Named]) -> str:
    """All the names, each group of one party with its letter once.

    A (C) / A och B (båda C) / A, B och C (alla C) / A (C) och B (L) / A och B (båda C) samt D (L).
    Neighbours of one party are one group; the order is kept, since it is the movers' own. Those without a party (-)
    have none in common: A (-) och B (-).
    """

    def group_of(numbered: tuple[int, Named]) -> tuple[str, int]:
        index, person = numbered
        return person.party, index if person.party == "-" else -1

    groups = [(party, [p.name for _, p in group]) for (party, _), group in groupby(enumerate(people), key=group_of)]
    named = [f"{enumerate_words(names)}{_letter(party, len(names))}" for party, names in groups]
    return enumerate_words(named)


def short(people: Sequence[Named]) -> str:
    """The form of a title: at most two names, then "m.fl.".

    A (C) / A och B (båda C) / A m.fl. (C) / A m.fl. (C, L).
    """
    if len(people) < 3:
        return with_parties(people)
    parties = dict.fromkeys(p.party for p in people if p.party)
    letters = f" ({', '.join(parties)})" if parties else ""
    return f"{people[0].name} m.fl.{letters}"


def _letter(party: str, count: int) -> str:
    if not party:
        return ""
    several = {1: "", 2: "båda "}.get(count, "alla ")
    return f" ({several}{party})"
