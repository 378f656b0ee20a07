"""What the document is to have at the case's stage, and nobody has written yet."""

from __future__ import annotations

from ..facts import plain_key
from ..model import Case, OwnSection
from .load.pack import Pack, ProposalSpec, SectionSpec


def sections(case: Case, pack: Pack) -> list[SectionSpec]:
    """The sections that the stage calls for and that have no text."""
    found = written(case)
    return [spec for spec in pack.facts.sections if _needed(case, spec) and _is_empty(found, spec)]


def proposals(case: Case, pack: Pack) -> list[ProposalSpec]:
    """The decisions that the stage calls for and that there is no proposal for."""
    deciders = {each.decider.kind for each in case.proposals if not each.prose.empty}
    return [spec for spec in pack.facts.proposals if _needed(case, spec) and spec.decider not in deciders]


def written(case: Case) -> dict[str, OwnSection]:
    """The sections by name; of two for one, the first."""
    return {plain_key(section.slot): section for section in reversed(case.sections)}


def _is_empty(found: dict[str, OwnSection], spec: SectionSpec) -> bool:
    section = found.get(plain_key(spec.slot))
    return section is None or section.prose.empty


def _needed(case: Case, spec: SectionSpec | ProposalSpec) -> bool:
    return spec.needed_from is not None and case.facts.reached(spec.needed_from)
