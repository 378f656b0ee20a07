"""The rule book: all the rules, and all the codes that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ... import codes
from ...problems import Code, InQuoted, Problem, Severity, Stops
from . import (  # noqa: F401 - a module registers its rules when it is imported
    answers,
    appendices,
    bilagor,
    coverage,
    dates,
    decisions,
    dissents,
    formulas,
    language,
    motions,
    names,
    origins,
    people,
    personal,
    points,
    references,
    spelling,
    stage,
    stances,
    structure,
    summaries,
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


# The rules of Swedish, which hold for nothing else.
_OF_SWEDISH = (language.__name__, typography.__name__)


class TextRules:
    """Asks the rules that look at one text at a time, of each text once."""

    def __init__(self) -> None:
        self._found: dict[Text, list[Problem]] = {}

    def ask(self, text: Text) -> list[Problem]:
        """What the rules find in a text."""
        if text not in self._found:
            asked = [rule for rule in TEXT_RULES if not (text.foreign and rule.look.__module__ in _OF_SWEDISH)]
            self._found[text] = [problem for rule in asked for problem in rule.problems(text)]
        return self._found[text]

    def at_work(self, texts: Sequence[Text]) -> Iterator[bool]:
        """Asks of one of the texts that have come so far at each step; True where there was one."""
        while True:
            yield len(self._found) < len(texts) and self.ask(texts[len(self._found)]) is not None

    def of(self, texts: Sequence[Text]) -> list[Problem]:
        """What is wrong in each text by itself."""
        return judged([problem for text in texts for problem in self.ask(text)], texts)


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
