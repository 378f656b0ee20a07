"""A new ärende: its folder, arende.yaml, and the files that the pack calls for at its stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ...facts import Date, OneOf, facts_of, plain_key
from ...messages import msg
from ...model import STAGES, CaseFacts, Proceedings
from ..load.case import DEFAULT_PACK, FACTS
from ..load.pack import ProposalSpec
from ..load.workspace import SCHEMA
from ..yamltext import Sheet
from .desk import Desk, Fragment, Made, Page, registered, slug_of
from .markdowntext import points
from .questions import Answers, Points, Question, of_fact, of_record, one, several, tree_of, with_known

_SEEN_TO = ("schema", "dokumenttyp", "behandling", "initiativ.bilaga")
_PROPOSAL = "förslag"


def questions(desk: Desk, answers: Answers) -> Iterator[Question]:
    """What a case's facts are, at the stage that it has come to."""
    for question in with_known(of_record(CaseFacts, answers, leave=_SEEN_TO), _known(desk, answers)):
        record = question.key == "initiativ.handling" and one(answers, "dnr")
        yield replace(question, example=f"{record}-1") if record else question
    yield from _steps(answers)
    for each in desk.pack.facts.extra:
        declared = each.declared()
        yield of_fact(declared, declared.key, required=declared.required)
    for spec, name in _deciders(desk):
        help_ = msg("what {name} is to decide, one point at a time", name=name)
        yield Question(f"{_PROPOSAL}-{spec.decider}", Points(), help_, asked=False, label=f"{_PROPOSAL} {name}")


def made(desk: Desk, answers: Answers) -> Made:
    """The folder, which is called as the diarienummer is."""
    desk, registers = registered(desk, answers)
    folder = f"drafts/{slug_of(one(answers, 'dnr')) or 'x'}"
    new = {f"{folder}/{FACTS}": facts_page(desk, answers)}
    stage = _stage(answers)
    for section in desk.pack.facts.sections:
        if section.needed_from is not None and STAGES.index(section.needed_from) <= stage:
            new[f"{folder}/{section.path}"] = Fragment({"avsnitt": section.slot}).page
    for spec, name in _deciders(desk):
        body = desk.body(name)
        items = several(answers, f"{_PROPOSAL}-{spec.decider}")
        if body is not None and (items or _needed(spec, stage)):
            page = Fragment({"typ": "förslag", "föreslår": _proposer(desk, spec), "beslutar": body.name})
            page.block(f"{_PROPOSAL}-{spec.decider}", points(items))
            new[f"{folder}/forslag/{slug_of(body.name)}.md"] = page.page
    taken = any(path.casefold().startswith(f"{folder.casefold()}/") for path in desk.project.files)
    refused = {"dnr": (msg("there is already an ärende in {folder}", folder=folder), msg("write another number"))}
    first = next((path for path in new if path.endswith(".md")), "")
    return Made(folder, new, registers, first, refused if taken else {})


def facts_page(desk: Desk, answers: Answers, appendix: Mapping[str, str] | None = None) -> Page:
    """arende.yaml; with `appendix` as its one bilaga, which holds what started the case."""
    facts = tree_of(CaseFacts, answers)
    if appendix and isinstance(started := facts.get("initiativ"), tuple):
        facts["initiativ"] = ({**started[0], "bilaga": appendix["id"]}, *started[1:])
        facts["bilagor"] = (appendix,)
    usual = desk.settings.pack if desk.settings else DEFAULT_PACK
    known = {"schema": str(SCHEMA), "dokumenttyp": desk.pack.name if desk.pack.name != usual else ""}
    order = [each.key for each in facts_of(CaseFacts)]
    extra = {each.key: answers.get(each.key, "") for each in desk.pack.facts.extra}
    sheet = Sheet()
    everything = known | facts
    sheet.facts({key: everything[key] for key in order if key in everything} | extra)
    return Page(sheet.text, sheet.places)


def _known(desk: Desk, answers: Answers) -> dict[str, str | tuple[str, ...]]:
    """The stage that a new case is at; and who presents it, where one borgarråd alone has the rotel."""
    rotel = one(answers, "rotel")
    presenters = [
        person.slug
        for person in desk.registers.people.values()
        if any(office.rotel == rotel and office.held_on(desk.project.today) for office in person.offices)
    ]
    return {
        "skede": STAGES[0],
        "initiativ.typ": "motion",
        "föredragande": tuple(presenters) if rotel and len(presenters) == 1 else (),
    }


def _steps(answers: Answers) -> Iterator[Question]:
    """What has happened, as far as the stage says: of its own step all of it, with the day."""
    stage = _stage(answers)
    for step in facts_of(Proceedings):
        if STAGES.index(step.key) > stage or not isinstance(step.kind, OneOf):
            continue
        last = STAGES.index(step.key) == stage
        optional = not last and step.key == STAGES[1]
        for each in of_record(step.kind.cls, answers, prefix=f"behandling.{step.key}.", optional=optional):
            day = last and isinstance(each.kind, Date)
            yield replace(each, required=each.required or day, asked=True)


def _stage(answers: Answers) -> int:
    """How far the case has come, as a place in STAGES."""
    plain = {plain_key(stage): number for number, stage in enumerate(STAGES)}
    return plain.get(plain_key(one(answers, "skede")), 0)


def _deciders(desk: Desk) -> Iterator[tuple[ProposalSpec, str]]:
    """The bodies that decide something in the document, as the pack names their kinds."""
    for spec in desk.pack.facts.proposals:
        bodies = desk.of_kind(spec.decider)
        if bodies:
            yield spec, bodies[0].name


def _needed(spec: ProposalSpec, stage: int) -> bool:
    return spec.needed_from is not None and STAGES.index(spec.needed_from) <= stage


def _proposer(desk: Desk, spec: ProposalSpec) -> str:
    """Kommunstyrelsen, for what kommunfullmäktige decides; nobody where a body decides for its own part."""
    boards = desk.of_kind("styrelse")
    return boards[0].name if boards and spec.decider == "fullmäktige" else ""
