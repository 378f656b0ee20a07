"""What only follows from a file that cannot be read: told once, at that file, and not again wherever it is missed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ... import codes
from ...model import Case, Registers
from ...problems import Problem, Severity
from ...project import BODIES, PEOPLE, Project

# What a file says that is not there, and perhaps only cannot be read.
_MISSED = frozenset(
    {
        codes.MISSING_SECTION, codes.MISSING_ANSWER, codes.MISSING_SUMMARY, codes.MISSING_PROPOSAL,
        codes.SUMMARY_WITHOUT_ANSWER, codes.DISSENT_WITHOUT_ANSWER,
    }
)  # fmt: skip


def without_echoes(
    problems: Iterable[Problem], registers: Registers, project: Project, folder: str, case: Case | None
) -> list[Problem]:
    """The problems without those that may be gone when the others are mended."""
    problems = list(problems)
    wrong = {problem.span.path for problem in problems if problem.severity() is Severity.ERROR}
    echoes = set(_MISSED) if case is not None and _unread(project, folder, case, wrong) else set()
    if any(problem.code is codes.UNKNOWN_SLOT for problem in problems):
        echoes.add(codes.MISSING_SECTION)
    broken = [problem.span.path for problem in problems]
    if not registers.bodies and _told_of(BODIES, broken):
        echoes.add(codes.UNKNOWN_BODY)
    if not registers.people and _told_of(PEOPLE, broken):
        echoes.add(codes.UNKNOWN_PERSON)
    return [problem for problem in problems if problem.code not in echoes]


def _unread(project: Project, folder: str, case: Case, wrong: Collection[str]) -> bool:
    """Whether a text of the case's folder could not be read, and a problem says so."""
    read = {fragment.path for fragment in case.fragments if not fragment.prose.empty}
    texts = [path for path in wrong if path.startswith(f"{folder}/") and path.endswith(".md")]
    return any(path not in read for path in texts) or any(link.startswith(f"{folder}/") for link in project.links)


def _told_of(path: str, broken: Collection[str]) -> bool:
    return any(f"{path}/".startswith(f"{each}/") for each in broken)
