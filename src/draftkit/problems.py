"""What is wrong with the user's text: a value, collected and shown, never raised.

Three kinds of failure have three treatments. The user's text: a `Problem`. The machine (a full disk, a
locked file): `DraftkitError`, caught once in the cli. A bug: a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

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


@dataclass(frozen=True)
class Code:
    """One kind of problem: a stable number, an English name, and what it does to a build."""

    number: str
    name: str
    severity: Severity = Severity.ERROR
    stops: Stops = Stops.BUILD


@dataclass(frozen=True)
class Related:
    """Another place that the reader needs to see, with a short note on why."""

    span: Span
    note: Message


@dataclass(frozen=True)
class Problem:
    """What is wrong (`message`), where (`span`), and what to do (`hint`)."""

    code: Code
    message: Message
    span: Span
    hint: Message | None = None
    related: tuple[Related, ...] = ()

    def severity(self, *, final: bool = False) -> Severity:
        """The severity in a draft, or in a final build, where what stops it is an error."""
        if final and self.code.stops is Stops.FINAL:
            return Severity.ERROR
        return self.code.severity


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by place, each once."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.span, p.code.number, p.message.msgid))


def stopping(problems: Iterable[Problem], *, final: bool) -> list[Problem]:
    """Those of `problems` that stop a build (a final one, or any)."""
    threshold = Stops.FINAL if final else Stops.BUILD
    return [p for p in problems if p.code.stops >= threshold]


class DraftkitError(Exception):
    """The machine failed: what happened, and what the user can do about it."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.msgid)
        self.message = message
        self.hint = hint
