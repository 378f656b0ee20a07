"""A reservation, a särskilt uttalande or an ersättaryttrande."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from ...facts import TEXT as LINE
from ...messages import msg
from ...model import Dissent
from .answer import TEXT
from .desk import Desk, Fragment, Made, registered, slug_of
from .markdowntext import clauses
from .phrases import suggested
from .questions import Answers, Points, Prose, Question, of_record, one, several, tree_of, with_known

LEAD, CLAUSES = "inledning", "att"
_WITH_A_PROPOSAL = "reservation"  # the only dissent that proposes another decision
# The bodies that propose and do not decide.
_LEADS = {"beredning": "reservation_i_beredningen_inledning", "styrelse": "reservation_i_styrelsen_inledning"}


def questions(desk: Desk, answers: Answers) -> Iterator[Question]:
    """Who made it, where; and what it says, unless it is only known to exist."""
    found = of_record(Dissent, answers, leave=("språk", "källa", "lås", "undantag"))
    offers = _where(desk)
    known = {"organ": offers[0] if len(offers) == 1 else "", "datum": _day(desk, answers)}
    for each in with_known(found, known):
        yield replace(each, offers=offers) if each.key == "organ" else each
    if one(answers, "text"):
        return
    if one(answers, "typ") == _WITH_A_PROPOSAL:
        yield Question(CLAUSES, Points(clauses=True), msg("what should have been decided, one point at a time"))
        if several(answers, CLAUSES):
            yield Question(
                LEAD,
                LINE,
                msg("the words before the points, as they are written"),
                required=True,
                default=_lead(desk, answers),
            )
    yield Question(TEXT, Prose(), msg("the text; paste it here, or leave it for later"))


def made(desk: Desk, answers: Answers) -> Made:
    """avvikande/<organ>-<parti>.md; for several parties all of them, and for none the surname."""
    desk, registers = registered(desk, answers)
    page = Fragment(tree_of(Dissent, answers))
    if not one(answers, "text"):
        if one(answers, "typ") == _WITH_A_PROPOSAL:
            page.led(LEAD, one(answers, LEAD), CLAUSES, clauses(several(answers, CLAUSES)))
        page.prose(TEXT, one(answers, TEXT))
    body = desk.body(one(answers, "organ"))
    place = body.slug if body else slug_of(one(answers, "organ")) or "organ"
    path = desk.free(f"{desk.folder}/avvikande/{place}{_whose(desk, answers)}.md")
    return Made(desk.folder, {path: page.page}, registers, path)


def _where(desk: Desk) -> tuple[str, ...]:
    """The nämnder that have answered, and those above them that have met by the case's stage."""
    if desk.case is None:
        return ()
    boards = [each.body.name for each in desk.case.responses if each.kind == "nämndbeslut"]
    steps = desk.case.facts.proceedings
    boards += [body.name for body in desk.of_kind("beredning")] if steps.committee else []
    boards += [body.name for body in desk.of_kind("styrelse")] if steps.board else []
    return tuple(boards)


def _day(desk: Desk, answers: Answers) -> str:
    """The day of the meeting at which it must have been made, where the case knows it."""
    body = desk.body(one(answers, "organ"))
    if body is None or desk.case is None:
        return ""
    steps = desk.case.facts.proceedings
    day: date | None = None
    if body.kind == "styrelse":
        day = steps.board.held_on if steps.board else None
    elif body.kind == "beredning":
        day = steps.committee.held_on if steps.committee else None
    else:
        day = next((each.meeting_on for each in desk.case.responses if each.body.slug == body.slug), None)
    return day.isoformat() if day else ""


def _lead(desk: Desk, answers: Answers) -> str:
    """Jag föreslår att kulturnämnden beslutar"""
    body = desk.body(one(answers, "organ"))
    if body is None:
        return ""
    count = len(several(answers, "av")) or 1
    phrase = _LEADS.get(body.kind, "reservation_inledning")
    return suggested(desk.pack, phrase, count, organ=body.name)


def _whose(desk: Desk, answers: Answers) -> str:
    """-l, -l-mp; -engmark for who has no party."""
    found: list[str] = []
    for name in several(answers, "av"):
        person = desk.person(name)
        party = person.party_on(desk.project.today) if person else ""
        surname = slug_of(person.name if person else name).rpartition("-")[2]
        found.append(surname if party in ("", "-") else slug_of(party))
    return "".join(f"-{each}" for each in dict.fromkeys(found))
