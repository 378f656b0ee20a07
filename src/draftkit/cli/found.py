"""What `check` keeps of each ärende."""

from __future__ import annotations

from msgspec import Struct

from ..edges.report.outcome import CaseOutcome
from ..pipeline import Checked
from ..problems import Problem
from ..stages.checks.exemptions import Exempted


class Found(Struct, frozen=True):
    """What was found in an ärende: its problems, what is exempted or may be mended, and the files that were read."""

    case: CaseOutcome
    exempted: tuple[Exempted, ...] = ()
    mendable: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()


def found_in(checked: Checked) -> Found:
    """What is kept of `checked`: not its texts, for there may be a thousand of them."""
    case = CaseOutcome(checked.folder, checked.problems)
    if checked.case is not None:
        facts = checked.case.facts
        case = CaseOutcome(checked.folder, checked.problems, facts.case_number, facts.title, facts.stage)
    return Found(case, checked.exempted, checked.mendable, checked.files)
