"""A case and its ledger as the open JSON has them: what the document tells of, and nothing that it is silent about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from msgspec import Struct

from ...blocks import Block, numbered, text_of, unnumbered_if_single
from ...facts import plain_key
from ...model import Appendix, BoardStep, Body, Case, Dissent, Fragment, Initiative, Person, Proposal, Quoted, Response
from .. import assemble
from ..checks.appendices import path_of
from ..ledger import Entry, Ledger, in_print_order
from . import shape
from .outline import Placed
from .texts import Source


class Files(Struct, frozen=True):
    """What is to be said of the case's files, by path: the SHA-256 of each, and where a copy lies, if it does."""

    hashes: Mapping[str, str]
    copies: Mapping[str, str]


def statement(
    case: Case, ledger: Ledger, made: assemble.Statement, text: shape.Document, files: Files, draft: str | None
) -> shape.Statement:
    """The whole of the open JSON."""
    return shape.Statement(
        address=shape.ADDRESS,
        draft=draft,
        kind=case.facts.pack or case.settings.pack,
        day=made.day,
        municipality=case.settings.municipality,
        language=case.settings.language,
        case=_facts(case, made.day),
        referral=_referral(case, ledger),
        proposals=tuple(_proposal(case, each) for each in case.proposals if _printed(each, made)),
        dissents=tuple(_dissent(case, each, made) for each in told_dissents(case, ledger)),
        appendices=tuple(_appendix(case, *each, files) for each in enumerate(case.facts.appendices, start=1)),
        document=text,
    )


def sources(case: Case) -> Callable[[Placed], Source]:
    """Whose words a block has, and the file that it came from, within the case's folder."""
    own = {each.path for each in case.fragments if not isinstance(each, Quoted)}

    def source(placed: Placed) -> Source:
        if placed.span is None:
            return "mall", None
        return "egen" if placed.span.path in own else "citat", _within(case, placed.span.path)

    return source


def told_dissents(case: Case, ledger: Ledger) -> list[Dissent]:
    """Those that the document tells of: of bodies that have met by the stage, and of those that have answered."""
    answered = {entry.body.slug for entry in ledger.entries if entry.response}

    def is_told(dissent: Dissent) -> bool:
        stage = {"beredning": "borgarrådsberedning", "styrelse": "kommunstyrelse"}.get(dissent.body.kind)
        return case.facts.reached(stage) if stage else dissent.body.slug in answered

    return [each for each in in_print_order(case.dissents) if is_told(each)]


# --- bodies and people -----------------------------------------------------------------------------


def body(found: Body) -> shape.Body:
    """A body as it is published."""
    return shape.Body(slug=found.slug, name=found.name, kind=found.kind, administration=found.administration)


def person(found: Person, day: date | None) -> shape.Person:
    """A person as it is published, with the party and the assignments of `day`."""
    party = found.party_on(day)
    offices = [each for each in found.offices if day is None or each.held_on(day)]
    return shape.Person(
        slug=found.slug,
        name=found.name,
        party=party if party not in ("", "-") else None,
        offices=tuple(shape.Office(office=each.office, body=each.body, rotel=each.rotel) for each in offices),
    )


def _people(found: Iterable[Person], day: date | None) -> tuple[shape.Person, ...]:
    return tuple(person(each, day) for each in found)


# --- the ärende ------------------------------------------------------------------------------------


def _facts(case: Case, day: date) -> shape.CaseFacts:
    facts = case.facts
    return shape.CaseFacts(
        case_number=facts.case_number,
        number=facts.number,
        title=facts.title,
        rotel=facts.rotel,
        stage=facts.stage,
        presenters=_people(facts.presenters, day),
        initiatives=tuple(_initiative(each) for each in facts.initiatives),
        proceedings=_proceedings(case),
        extra={key: _plain(value) for key, value in facts.extra.items()},
    )


def _plain(value: object) -> object:
    """A fact of the pack's own, as JSON has it."""
    if isinstance(value, Body):
        return body(value)
    if isinstance(value, Person):
        return person(value, None)
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _initiative(found: Initiative) -> shape.Initiative:
    return shape.Initiative(
        kind=found.kind,
        movers=_people(found.movers, found.raised_on),
        raised_on=found.raised_on,
        number=found.number,
        record_number=found.record_number,
        appendix=found.appendix,
    )


def _proceedings(case: Case) -> shape.Proceedings:
    """The steps that the stage has reached; later ones are not told of, even where they are written."""
    steps, reached = case.facts.proceedings, case.facts.reached
    committee = steps.committee if reached("borgarrådsberedning") else None
    board = steps.board if reached("kommunstyrelse") else None
    council = steps.council if reached("kommunfullmäktige") else None
    return shape.Proceedings(
        committee=shape.CommitteeStep(held_on=committee.held_on, outcome=committee.outcome) if committee else None,
        board=_board(board) if board else None,
        council=shape.CouncilStep(held_on=council.held_on) if council else None,
    )


def _board(step: BoardStep) -> shape.BoardStep:
    signatory = person(step.signatory, step.held_on)
    return shape.BoardStep(held_on=step.held_on, outcome=step.outcome, signatory=signatory, title=step.title)


# --- the remiss, the proposals, the dissents, the bilagor --------------------------------------------


def _referral(case: Case, ledger: Ledger) -> shape.Referral | None:
    referral = case.facts.referral
    if referral is None:
        return None
    asked = tuple(_consultee(case, each) for each in ledger.entries)
    return shape.Referral(sent_on=referral.sent_on, due_on=referral.due_on, consultees=asked)


def _consultee(case: Case, entry: Entry) -> shape.Consultee:
    return shape.Consultee(
        body=body(entry.body),
        asked_by=entry.asked_by.slug if entry.asked_by else None,
        status=cast(Any, entry.status.value),
        answered_on=entry.answered_on,
        answer=_answer(case, entry, entry.response) if entry.response else None,
        summary=_within(case, entry.summary.path) if entry.summary else None,
    )


def _answer(case: Case, entry: Entry, response: Response) -> shape.Answer:
    decided = next((blocks for slot, blocks in response.prose.slots.items() if plain_key(slot) == "beslut"), ())
    return shape.Answer(
        kind=response.kind,
        sender=assemble.sender(entry),
        meeting_on=response.meeting_on,
        dated_on=response.dated_on,
        rendering=response.rendering,
        decision=points(unnumbered_if_single(decided)),
        path=_within(case, response.path),
    )


def _proposal(case: Case, found: Proposal) -> shape.Proposal:
    return shape.Proposal(
        proposer=body(found.proposer) if found.proposer else None,
        decider=body(found.decider),
        points=points(unnumbered_if_single(numbered(found.prose.slot()))),
        path=_within(case, found.path),
    )


def points(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The points of a decision as plain text: each item of a list, and each paragraph that stands by itself."""
    found: list[object] = []
    for block in blocks:
        content = block.node.get("c")
        if block.node["t"] == "OrderedList":
            found += content[1]  # type: ignore[index]
        elif block.node["t"] == "BulletList":
            found += content or []
        else:
            found.append(block.node)
    return tuple(filter(None, (text_of(each).strip() for each in found)))


def _dissent(case: Case, found: Dissent, made: assemble.Statement) -> shape.Dissent:
    return shape.Dissent(
        kind=found.kind,
        body=body(found.body),
        dissenters=_people(found.dissenters, found.made_on),
        made_on=found.made_on,
        there=_printed(found, made),
        path=_within(case, found.path),
    )


def _appendix(case: Case, position: int, found: Appendix, files: Files) -> shape.Appendix:
    path = path_of(case.folder, found) or ""
    return shape.Appendix(
        position=position,
        id=found.id,
        title=found.title,
        record_number=found.record_number,
        placement=found.placement,
        path=found.path,
        sha256=files.hashes.get(path),
        copy=files.copies.get(path),
        alternative=found.alternative,
    )


def _printed(fragment: Fragment, made: assemble.Statement) -> bool:
    return any(part.path == fragment.path for part in made.parts.values())


def _within(case: Case, path: str) -> str:
    """A path from the case's folder: what lies inside a Word file is called as the file."""
    return path.removeprefix(f"{case.folder}/")
