"""The rule book: all the rules, and all the codes that there are."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ... import codes
from ...problems import Code, InQuoted, Problem, Severity, Stops
from . import (  # noqa: F401 - a module registers its rules when it is imported
    appendices,
    bilagor,
    coverage,
    crossreading,
    dates,
    decisions,
    dissents,
    formulas,
    language,
    names,
    origins,
    people,
    personal,
    references,
    spelling,
    stage,
    structure,
    typography,
)
from .rule import CASE_RULES, TEXT_RULES
from .text import Text
from .view import View

# Every code there is, by its number: what is found in reading (codes.py), and the rules.
CODES: dict[str, Code] = {
    each.number: each
    for each in (
        *(value for value in vars(codes).values() if isinstance(value, Code)),
        *(rule.code for rule in CASE_RULES),
        *(rule.code for rule in TEXT_RULES),
    )
}


def of_texts(texts: Iterable[Text]) -> list[Problem]:
    """What is wrong in each text by itself."""
    texts = list(texts)
    problems = [problem for text in texts for rule in TEXT_RULES for problem in rule.problems(text)]
    return judged(problems, texts)


def of_case(view: View) -> list[Problem]:
    """What is wrong with the case as a whole, and in its texts when they are read against each other.

    What stops every build has been told (first.py).
    """
    later = [rule for rule in CASE_RULES if rule.code.stops is not Stops.BUILD]
    problems = [problem for rule in later for problem in rule.problems(view)]
    return judged(problems, view.texts)


def judged(problems: Iterable[Problem], texts: Iterable[Text]) -> list[Problem]:
    """The problems with those in quoted text judged as their codes say: a step milder, or not at all."""
    quoted = {text.path for text in texts if text.quoted}
    kept = []
    for each in problems:
        if each.code.in_quoted is InQuoted.SAME or each.span.path not in quoted:
            kept.append(each)
        elif each.code.in_quoted is InQuoted.MILDER and each.severity() > Severity.INFO:
            kept.append(replace(each, judged=Severity(each.severity() - 1), lenient=True))
    return kept
