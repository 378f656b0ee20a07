"""Findings that somebody has decided not to be told of: each with a reason, and counted.

A rule is exempted in the file that it is about (`undantag:` in its front matter, or in arende.yaml), or for files of
many cases in draftkit.toml. What stops every build cannot be exempted: without it there is no document. An exemption
that exempts nothing is itself a finding, so that none outlives its reason.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ... import codes
from ...messages import msg
from ...model import Case, Exemption, Settings, SharedExemption
from ...problems import Code, Problem, Severity, Stops
from ...spans import Source, Span
from ..load.decode import did_you_mean, is_slip, nearest


class Exempted(Struct, frozen=True):
    """A problem that is not told, and why."""

    problem: Problem
    reason: str


def exempted(
    problems: Iterable[Problem], case: Case, known: Mapping[str, Code]
) -> tuple[list[Problem], list[Exempted]]:
    """The problems that are left, those of the exemptions themselves among them, and those that are exempted."""
    left, gone = list[Problem](), list[Exempted]()
    used: set[int] = set()
    in_force = list(_in_force(case))
    for problem in problems:
        applied = [each for each in in_force if each.covers(problem)]
        used |= {id(each.exemption) for each in applied}
        if applied:
            gone.append(Exempted(problem, applied[0].exemption.reason))
        else:
            left.append(problem)
    return [*left, *_wrong(in_force, known, used)], gone


class _InForce(Struct, frozen=True):
    """An exemption, and the file or files that it is for; `sources` are their texts, where it is for some words."""

    exemption: Exemption
    pattern: str
    sources: Mapping[str, Source]

    def covers(self, problem: Problem) -> bool:
        """Whether `problem` is one that it exempts."""
        path = problem.span.path
        if problem.code.number != self.exemption.rule or problem.code.stops is Stops.BUILD:
            return False
        if not fnmatch.fnmatchcase(path, self.pattern):
            return False
        if self.exemption.text is None:
            return True
        return path in self.sources and self.exemption.text in self.sources[path].slice(problem.span)


def _in_force(case: Case) -> Iterator[_InForce]:
    """The exemptions for files of this case."""
    facts = f"{case.folder}/arende.yaml"
    sources = {each.path: each.prose.source for each in case.fragments}
    for each in case.facts.exemptions:
        yield _InForce(each, facts, sources)
    for fragment in case.fragments:
        yield from (_InForce(each, fragment.path, sources) for each in fragment.exemptions)
    for shared in case.settings.exemptions:
        if fnmatch.filter([facts, *sources], shared.path):
            yield _InForce(shared, shared.path, sources)


def _wrong(in_force: Iterable[_InForce], known: Mapping[str, Code], used: Collection[int]) -> Iterator[Problem]:
    """What is wrong with the exemptions: no such rule, one that cannot be exempted, or nothing to exempt."""
    for each in (one.exemption for one in in_force):
        code = known.get(each.rule)
        place = each.place("regel")
        if code is None:
            yield _unknown(each.rule, place, known)
        elif code.stops is Stops.BUILD:
            message = msg("{rule} cannot be exempted: without it there is no document", rule=each.rule)
            yield Problem(codes.EXEMPTION_REFUSED, message, place, msg("mend it, and remove the exemption"))
        elif id(each) not in used and not _is_pattern(each):
            message = msg("the exemption from {rule} is not needed: nothing is found here", rule=each.rule)
            yield Problem(codes.EXEMPTION_UNUSED, message, place, msg("remove it"))


def _is_pattern(exemption: Exemption) -> bool:
    """Whether it is for several files, and may be needed in those of another case."""
    return isinstance(exemption, SharedExemption) and any(char in exemption.path for char in "*?[")


def _unknown(rule: str, place: Span, known: Mapping[str, Code]) -> Problem:
    near = nearest(rule, known)
    hint = did_you_mean(near) if near and is_slip(rule, near) else msg("draftkit rules lists them all")
    return Problem(codes.UNKNOWN_RULE, msg("there is no rule “{rule}”", rule=rule), place, hint)


def reweighed(problems: Iterable[Problem], settings: Settings, known: Mapping[str, Code]) -> list[Problem]:
    """The problems with the severities that draftkit.toml gives them, and what is wrong there."""
    weights: dict[str, Severity] = {}
    found = list[Problem]()
    rules = settings.rules
    for key, numbers, severity in (
        ("fel", rules.errors, Severity.ERROR),
        ("varning", rules.warnings, Severity.WARNING),
        ("upplysning", rules.remarks, Severity.INFO),
    ):
        for number in numbers:
            weights[number] = severity
            if number not in known:
                found.append(_unknown(number, rules.place(key), known))
    if not weights:
        return [*problems]
    return [*(_weighed(each, weights) for each in problems), *found]


def _weighed(problem: Problem, weights: Mapping[str, Severity]) -> Problem:
    """A problem with its new severity; what is milder in quoted text stays so much milder."""
    weight = weights.get(problem.code.number)
    if weight is None or problem.code.stops is Stops.BUILD:
        return problem
    milder = problem.code.severity - problem.severity()
    return replace(problem, judged=Severity(max(weight - milder, Severity.INFO)))
