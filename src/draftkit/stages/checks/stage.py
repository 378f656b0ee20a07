"""Is everything there that the case's stage calls for?"""

from __future__ import annotations

from collections.abc import Iterator

from ... import codes
from ...facts import plain_key
from ...messages import msg
from ...model import OwnSection
from ...problems import Problem, Related
from .view import View


def step_is_recorded(view: View) -> Iterator[Problem]:
    """The stage's own behandling, and that of the stages before it."""
    facts, steps = view.case.facts, view.case.facts.proceedings
    recorded = {
        "borgarrådsberedning": steps.committee,
        "kommunstyrelse": steps.board,
        "kommunfullmäktige": steps.council,
    }
    for stage, step in recorded.items():
        if stage == "borgarrådsberedning" and facts.stage != stage:
            continue
        if facts.reached(stage) and step is None:
            message = msg("the stage is “{stage}”, but its “behandling” is missing", stage=facts.stage)
            hint = msg("write “behandling:” with “{step}:” below it, or an earlier stage", step=stage)
            yield Problem(codes.STAGE_NOT_REACHED, message, facts.place("skede"), hint)
    if facts.stage == "borgarrådsberedning" and steps.committee and steps.committee.held_on is None:
        yield Problem(
            codes.MISSING_FACT,
            msg("“{key}” is missing", key="datum"),
            steps.committee.place(),
            msg("write the day of the meeting: {example}", example="datum: 2031-09-08"),
        )


def sections_are_written(view: View) -> Iterator[Problem]:
    """The sections that the pack requires at this stage, each once."""
    written: dict[str, OwnSection] = {}
    for section in view.case.sections:
        other = written.setdefault(plain_key(section.slot), section)
        if other is not section:
            related = (Related(other.span, msg("the other is here")),)
            yield Problem(
                codes.SECTION_TWICE,
                msg("two files for the section “{name}”", name=section.slot),
                section.span,
                msg("put the text in one file"),
                related,
            )
    for spec in view.pack.facts.sections:
        found = written.get(plain_key(spec.slot))
        needed = spec.needed_from is not None and view.case.facts.reached(spec.needed_from)
        if needed and (found is None or found.prose.empty):
            place = found.span if found else view.case.facts.place("skede")
            yield Problem(
                codes.MISSING_SECTION,
                msg("the section “{title}” is not written", title=spec.title),
                place,
                msg("write it in {path}", path=spec.path),
            )


def proposals_are_written(view: View) -> Iterator[Problem]:
    """A proposal for each body that is to decide, and none for another."""
    kinds = [spec.decider for spec in view.pack.facts.proposals]
    seen: dict[str, object] = {}
    for proposal in view.case.proposals:
        if proposal.decider.kind not in kinds:
            message = msg("the document has no decision by {name}", name=proposal.decider.name)
            yield Problem(
                codes.UNEXPECTED_PROPOSAL,
                message,
                proposal.place("beslutar"),
                msg("those who decide here: {kinds}", kinds=kinds),
            )
        if proposal.decider.slug in seen:
            yield Problem(
                codes.PROPOSED_TWICE,
                msg("two proposals for {name} to decide on", name=proposal.decider.name),
                proposal.place("beslutar"),
                msg("put the points in one file"),
            )
        seen[proposal.decider.slug] = proposal
    for spec in view.pack.facts.proposals:
        needed = spec.needed_from is not None and view.case.facts.reached(spec.needed_from)
        if needed and not any(p.decider.kind == spec.decider and not p.prose.empty for p in view.case.proposals):
            yield Problem(
                codes.MISSING_PROPOSAL,
                msg("there is no proposal for {kind} to decide on", kind=spec.decider),
                view.case.facts.place("skede"),
                msg("write one in forslag/"),
            )
