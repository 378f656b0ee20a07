"""What only follows from a file that cannot be read: told once, at that file, and not again wherever it is missed."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from ...messages import msg
from ...model import Case, Registers
from ...problems import Problem, Related, Severity
from ...project import BODIES, PEOPLE, Project

# By name, the codes that say of something that it is not there: perhaps its file only cannot be read.
MISSED = frozenset(
    {
        "missing-section", "missing-answer", "missing-summary", "missing-proposal",
        "summary-without-answer", "dissent-without-answer",
    }
)  # fmt: skip


def without_echoes(
    problems: Iterable[Problem], registers: Registers, project: Project, folder: str, case: Case | None
) -> list[Problem]:
    """The problems without those that may be gone when the others are mended."""
    problems = list(problems)
    wrong = {problem.span.path for problem in problems if problem.severity() is Severity.ERROR}
    echoes = set(MISSED) if case is not None and _unread(project, folder, case, wrong) else set()
    if any(problem.code.name == "unknown-slot" for problem in problems):
        echoes.add("missing-section")
    broken = [problem.span.path for problem in problems]
    if not registers.bodies and _told_of(BODIES, broken):
        echoes.add("unknown-body")
    if not registers.people and _told_of(PEOPLE, broken):
        echoes.add("unknown-person")
    if case is not None:
        problems = [problem for problem in problems if not _is_of_appendix_set_aside(problem, project, case)]
    return _once([problem for problem in problems if problem.code.name not in echoes])


def _is_of_appendix_set_aside(problem: Problem, project: Project, case: Case) -> bool:
    """Whether a bilaga is said not to exist that is there, and only is not read."""
    if problem.code.name != "missing-appendix":
        return False
    named = [each for each in case.facts.appendices if each.place("fil") == problem.span]
    return any(project.set_aside(posixpath.normpath(f"{case.folder}/{each.path}")) for each in named)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, where a name that is in no register is told once, with the other places beside it."""
    found: dict[object, Problem] = {}
    for problem in sorted(problems, key=lambda each: each.span):
        unknown = problem.code.name in ("unknown-body", "unknown-person")
        key: object = (problem.code.name, problem.message) if unknown else id(problem)
        first = found.setdefault(key, problem)
        if first is not problem:
            found[key] = replace(first, related=(*first.related, Related(problem.span, msg("here too"))))
    return list(found.values())


def _unread(project: Project, folder: str, case: Case, wrong: Collection[str]) -> bool:
    """Whether a text of the case's folder could not be read, and a problem says so."""
    read = {fragment.path for fragment in case.fragments if not fragment.prose.empty}
    texts = [path for path in wrong if path.startswith(f"{folder}/") and path.endswith(".md")]
    aside = (*project.links, *project.refused)
    return any(path not in read for path in texts) or any(each.startswith(f"{folder}/") for each in aside)


def _told_of(path: str, broken: Collection[str]) -> bool:
    return any(f"{path}/".startswith(f"{each}/") for each in broken)
