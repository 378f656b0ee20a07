"""What a check came to, as every format of the report is given it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations
from typing import TYPE_CHECKING

from msgspec import Struct

from ...messages import Message, words
from ...problems import Code, Problem, Severity
from ...spans import Span

if TYPE_CHECKING:  # the rules are many, and loaded when pandoc has something to do
    from ...stages.checks.exemptions import Exempted

NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class CaseOutcome(Struct, frozen=True):
    """What a check found in one ärende; what its facts say is empty where they cannot be read."""

    folder: str
    problems: Sequence[Problem]
    case_number: str = ""
    title: str = ""
    stage: str = ""


class Outcome(Struct, frozen=True):
    """The problems in order, what was exempted, the files that were read and the codes that were looked for.

    `cases`: the problems by ärende; a problem of what they share stands in each.
    `prefix` leads from where the command runs to the working folder: other programs open files from there.
    """

    problems: Sequence[Problem]
    exempted: Sequence[Exempted]
    files: Sequence[str]
    codes: Sequence[Code]
    language: NullTranslations
    final: bool = False
    strict: bool = False
    prefix: str = ""
    cases: Sequence[CaseOutcome] = ()

    def severity(self, problem: Problem) -> Severity:
        """How bad a problem is, in a draft or for the final document."""
        return problem.severity(final=self.final)

    def fails(self, problem: Problem) -> bool:
        """Whether a problem makes the check fail: an error, or with `strict` a warning."""
        return self.severity(problem) >= (Severity.WARNING if self.strict else Severity.ERROR)

    def path(self, span: Span) -> str:
        """The file of a place, from where the command runs."""
        return self.prefix + span.path

    def words(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return words(message, self.language)

    def say(self, problem: Problem) -> str:
        """The message and the hint, as two sentences."""
        message = words(problem.message, self.language)
        return f"{message}. {words(problem.hint, self.language)}" if problem.hint else message

    @property
    def failed(self) -> bool:
        """Whether any problem makes the check fail."""
        return any(self.fails(each) for each in self.problems)
