"""What is wrong with the user's text: a value, collected and shown, never raised.

Three kinds of failure have three treatments. The user's text: a `Problem`. The machine (a full disk, a
locked file): `DraftkitError`, caught once in the cli. A bug: a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct

from .messages import Message
from .spans import Span


class Severity(IntEnum):
    """How bad: an error is `fel`, a warning `varning`, a remark `upplysning`."""

    ERROR = 3
    WARNING = 2
    INFO = 1


class Stops(IntEnum):
    """What a problem stops: every build, only the final one, or none."""

    BUILD = 2
    FINAL = 1
    NOTHING = 0


class InQuoted(IntEnum):
    """How a kind of problem is judged in quoted text, which only its author may change (DESIGN section 3)."""

    SAME = 0
    MILDER = 1  # one step: a warning becomes a remark, a remark is not told
    SILENT = 2


class Code(Struct, frozen=True):
    """One kind of problem: a stable number, an English name, what it does to a build, and its manual page.

    The page is written as a docstring is: a line that says what is wrong, paragraphs on why, and examples under
    `Bad:` and `Good:`, which tests/test_rules.py runs.
    """

    number: str
    name: str
    severity: Severity = Severity.ERROR
    stops: Stops = Stops.BUILD
    page: str = ""
    in_quoted: InQuoted = InQuoted.SAME
    told: bool = True  # False: only `check --fix` cares, and nobody is told of each place
    masked: bool = False  # True: what stands at the place is not to be repeated, for the log of a check may be public


class Related(Struct, frozen=True):
    """Another place that the reader needs to see, with a short note on why."""

    span: Span
    note: Message


class Problem(Struct, frozen=True):
    """What is wrong (`message`), where (`span`), and what to do (`hint`).

    `fix` is what the text at `span` should be, where that is beyond doubt. `judged` is the severity where settings or
    quoted text make it another than the code's own; `lenient` says that it therefore stops nothing.
    """

    code: Code
    message: Message
    span: Span
    hint: Message | None = None
    related: tuple[Related, ...] = ()
    fix: str | None = None
    judged: Severity | None = None
    lenient: bool = False

    @property
    def stops(self) -> Stops:
        """What it stops."""
        return Stops.NOTHING if self.lenient else self.code.stops

    def severity(self, *, final: bool = False) -> Severity:
        """The severity in a draft, or in a final build, where what stops it is an error."""
        if final and self.stops is Stops.FINAL:
            return Severity.ERROR
        return self.judged or self.code.severity


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by place, each once."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.span, p.code.number, p.message.msgid))


def stopping(problems: Iterable[Problem], *, final: bool) -> list[Problem]:
    """Those of `problems` that stop a build (a final one, or any)."""
    if final:
        return [p for p in problems if p.stops >= Stops.FINAL or p.severity(final=True) is Severity.ERROR]
    return [p for p in problems if p.stops is Stops.BUILD]


class DraftkitError(Exception):
    """The machine failed: what happened, and what the user can do about it."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.msgid)
        self.message = message
        self.hint = hint
