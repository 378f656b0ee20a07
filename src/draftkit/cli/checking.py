"""What `check` does with each ärende where it has limits: in CI, where anybody's text is checked with nobody watching.

Each ärende is checked in a process that has a limit of time and memory (edges/workers.py). One that comes to its limit
has an error, and the others are checked all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct

from .. import codes
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..edges.report.outcome import CaseOutcome
from ..edges.workers import Desk, Failed, Limits, Reason, Work, shared_out
from ..messages import Message, msg
from ..pipeline import check
from ..problems import DraftkitError, Problem
from ..spans import top_of
from ..stages.load.case import FACTS
from ..stages.load.workspace import Workspace, workspace
from ..swedish.spelling import Speller
from .found import Found, found_in

_USUAL = Limits(20, 2000)
_MOST = 5  # ärenden that come to their limit; then it is what they share, and nobody waits for the rest


class Order(Struct, frozen=True):
    """What is asked for, as it is handed from one process to another."""

    root: Path
    today: date
    spelling: bool


def limits(seconds: int | None, megabytes: int | None) -> Limits:
    """What each ärende may take, where it is said, and otherwise."""
    return Limits(seconds or _USUAL.seconds, megabytes or _USUAL.megabytes)


def checked_apart(order: Order, folders: Sequence[str], jobs: int, most: Limits) -> list[Found]:
    """What is found in each ärende, checked in processes of their own with limits."""
    found: dict[str, Found] = {}
    ended = 0
    with closing(shared_out(iter(folders), partial(_set_up, order), jobs, most)) as done:
        for folder, outcome in done:
            if isinstance(outcome, _Trouble):
                raise DraftkitError(outcome.message, outcome.hint)
            if isinstance(outcome, Failed):
                ended += outcome.reason in (Reason.TIME, Reason.MEMORY)
                outcome = _not_checked(folder, *_why(outcome, most))
            found[folder] = outcome
            if ended == _MOST:
                break
    message = msg("the ärende has not been checked, since {n} others came to their limits", n=_MOST)
    hint = msg("see to those first")
    return [found.get(each) or _not_checked(each, message, hint) for each in folders]


def _not_checked(folder: str, message: Message, hint: Message | None) -> Found:
    problem = Problem(codes.TOO_LARGE, message, top_of(f"{folder}/{FACTS}"), hint)
    return Found(CaseOutcome(folder, (problem,)))


def _why(failed: Failed, limits: Limits) -> tuple[Message, Message]:
    """Why an ärende could not be checked, and what to do. A bug is raised as one."""
    if failed.reason is Reason.TIME:
        return (
            msg("the check of the ärende takes longer than {n} seconds, and was ended", n=limits.seconds),
            msg("see whether a text or a bilaga is very large, or a line very long; divide it"),
        )
    if failed.reason is Reason.MEMORY:
        return (
            msg("the check of the ärende takes more than {n} MB of memory, and was ended", n=limits.megabytes),
            msg("see whether a text or a bilaga is very large; divide it, or save the bilaga smaller"),
        )
    if failed.reason is Reason.BUG:
        raise RuntimeError(failed.detail)
    return (
        msg("the process that checked the ärende died ({how})", how=failed.detail),
        msg("see whether a text or a bilaga is very large, or made to do harm"),
    )


# --- in a process of its own ---------------------------------------------------------------------


def _set_up(order: Order, desk: Desk) -> Work:
    """What a process does with each ärende."""
    return _Bench(order, desk).check


class _Trouble(Struct, frozen=True):
    """What the machine could not do (a DraftkitError), as it is handed from one process to another."""

    message: Message
    hint: Message | None


class _Bench:
    """Where one process works: its pandoc, and what all the ärenden share."""

    def __init__(self, order: Order, desk: Desk) -> None:
        self.order, self.desk = order, desk
        self.pandoc: Pandoc | None = None

    @cached_property
    def shared(self) -> Workspace:
        """What all the ärenden share."""
        return workspace(disk.project(self.order.root, [], self.order.today))

    @cached_property
    def speller(self) -> Speller | None:
        """The dictionary, where the spelling is to be looked up."""
        from ..edges.spelling import speller

        return speller() if self.order.spelling else None

    def check(self, folder: str) -> Found | _Trouble:
        """Checks the ärende in `folder`. A text that ends pandoc is a problem of this one alone."""
        try:
            if self.pandoc is None:
                self.pandoc = Pandoc()
                self.desk.engine(self.pandoc.pid)
            project = disk.project(self.order.root, [self.order.root / folder], self.order.today)
            return found_in(check(project, folder, self.pandoc, shared=self.shared, speller=self.speller))
        except (DraftkitError, OSError) as error:
            if self.pandoc is not None and self.pandoc.is_gone():
                if self.pandoc.out_of_memory():
                    raise MemoryError from error
                self.pandoc.close()
                self.pandoc = None  # the next ärende starts another
                hint = msg("see whether a text or a bilaga is very large, or made to do harm")
                return _not_checked(folder, msg("pandoc stopped while it read the ärende"), hint)
            told = disk.refused(error) if isinstance(error, OSError) else error
            return _Trouble(told.message, told.hint)
