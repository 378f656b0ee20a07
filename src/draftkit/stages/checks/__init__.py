"""Stage 2: what is wrong with a case as a whole. One function for each question, from values to Problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...model import Case
from ...problems import Problem
from ..ledger import Ledger
from ..load.pack import Pack
from . import appendices, coverage, people, stage
from .view import View

CHECKS = (
    coverage.asked_once,
    coverage.answers_were_asked_for,
    coverage.one_answer_each,
    coverage.one_summary_each,
    coverage.dissents_have_a_place,
    coverage.administrations_are_known,
    coverage.nothing_is_missing,
    coverage.dates_are_given,
    people.movers_and_dissenters_have_parties,
    stage.step_is_recorded,
    stage.sections_are_written,
    stage.proposals_are_written,
    appendices.are_usable,
    appendices.are_known,
)


def run(case: Case, ledger: Ledger, pack: Pack, files: Iterable[str], today: date) -> list[Problem]:
    """What the whole case fails in, checked against its pack, its ledger and the files that exist."""
    view = View(case, ledger, pack, frozenset(files), today)
    return [problem for check in CHECKS for problem in check(view)]
