"""A rule: one function, whose docstring is its manual page and whose page's examples are its test.

    @text_rule("DK401", in_quoted=InQuoted.MILDER)
    def doubled_word(text: Text) -> Iterator[Finding]:
        \"\"\"The same word stands twice in a row.

        It is easily done when a sentence is rewritten, and hard to see for the one who wrote it.

        Bad:
            synpunkter.md
            Jag anser att att förslaget är bra.
                      ^^^^^^^
        Good:
            synpunkter.md
            Jag anser att det är bra, och det det innebär.
        \"\"\"

The function's name is the rule's; a new rule touches nothing else. An example names its file, and shows what stands
there: the lines of a text, or the keys of arende.yaml that it is about; tests/test_rules.py lays it over a small case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct

from ...messages import Message
from ...problems import Code, InQuoted, Problem, Related, Severity, Stops
from ...spans import Span
from .text import Text
from .view import View

Subject = TypeVar("Subject", View, Text)


class Finding(Struct, frozen=True):
    """What a rule says of one place; the rule's code and severity are added by the one who asked it."""

    span: Span
    message: Message
    hint: Message | None = None
    related: tuple[Related, ...] = ()
    fix: str | None = None
    judged: Severity | None = None  # where it is another than the rule's


class Rule(Struct, Generic[Subject], frozen=True):
    """A rule: what it looks for, and the function that looks."""

    code: Code
    look: Callable[[Subject], Iterable[Finding]]

    def problems(self, subject: Subject) -> Iterable[Problem]:
        """What the rule finds in `subject`."""
        for found in self.look(subject):
            yield Problem(self.code, found.message, found.span, found.hint, found.related, found.fix, found.judged)


CASE_RULES: list[Rule[View]] = []
TEXT_RULES: list[Rule[Text]] = []

CaseLook = Callable[[View], Iterable[Finding]]
TextLook = Callable[[Text], Iterable[Finding]]


def case_rule(
    number: str,
    severity: Severity = Severity.ERROR,
    stops: Stops = Stops.FINAL,
    *,
    in_quoted: InQuoted = InQuoted.SAME,
    masked: bool = False,
) -> Callable[[CaseLook], CaseLook]:
    """Registers a function that looks at the case as a whole. `masked` is for what a report is not to repeat."""

    def register(look: CaseLook) -> CaseLook:
        CASE_RULES.append(Rule(_code(number, severity, stops, in_quoted, look, masked=masked), look))
        return look

    return register


def text_rule(
    number: str,
    severity: Severity = Severity.WARNING,
    stops: Stops = Stops.NOTHING,
    *,
    in_quoted: InQuoted = InQuoted.MILDER,
    told: bool = True,
) -> Callable[[TextLook], TextLook]:
    """Registers a function that looks at one text at a time. `told` is False for what only `check --fix` cares for."""

    def register(look: TextLook) -> TextLook:
        TEXT_RULES.append(Rule(_code(number, severity, stops, in_quoted, look, told), look))
        return look

    return register


def _code(
    number: str,
    severity: Severity,
    stops: Stops,
    in_quoted: InQuoted,
    look: Callable[..., Iterable[Finding]],
    told: bool = True,
    masked: bool = False,
) -> Code:
    return Code(number, look.__name__.replace("_", "-"), severity, stops, look.__doc__ or "", in_quoted, told, masked)
