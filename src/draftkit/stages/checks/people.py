"""Is everything known about the people that the document says of them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ... import codes
from ...messages import msg
from ...model import Person
from ...problems import Problem
from ...spans import Span
from .view import View


def movers_and_dissenters_have_parties(view: View) -> Iterator[Problem]:
    """A mover or dissenter without a party on the day: the document would name them without its letters."""
    for initiative in view.case.facts.initiatives:
        if initiative.kind == "motion":
            yield from _without_party(initiative.movers, initiative.raised_on, initiative.place("motionärer"))
    for dissent in view.case.dissents:
        yield from _without_party(dissent.dissenters, dissent.made_on, dissent.place("av"))


def _without_party(people: Sequence[Person], day: date | None, place: Span) -> Iterator[Problem]:
    for person in people:
        if not person.party_on(day):
            message = msg("the register does not say which party {name} belonged to", name=person.name)
            hint = msg("write “parti:” in register/personer.yaml; {none} for none", none='"-"')
            yield Problem(codes.NO_PARTY, message, place, hint)
