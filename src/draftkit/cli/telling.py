"""What is told while many ärenden are built: what came of each, in their order, and at the end of them all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ..edges.bar import Bar
from ..edges.workers import Failed, Limits, Reason
from ..messages import Message, msg, msg_n, words
from .app import human, shown, translations
from .making import Made
from .order import Order

_AT = {
    "": msg("before its texts had been read"),
    "read": msg("while its texts and bilagor were read"),
    "assemble": msg("while the pack put it together"),
    "typeset": msg("while its pages were set"),
    "write": msg("while its files were laid in their folder"),
}


class Telling:
    """Tells of the cases in `folders`, each when those before it have been told of; a bar shows how far it has come."""

    def __init__(self, order: Order, folders: Sequence[str]) -> None:
        self.order, self.folders, self.language = order, folders, translations()
        self.drawer = human({}, self.language, final=order.final)
        self.drawer.colour = order.colour
        self.bar = Bar(sys.stderr, len(folders), shown=sys.stderr.isatty() and not os.environ.get("CI"))
        self.outcomes: dict[str, Made | None] = {}  # None: as it was
        self.told = 0
        self.errors = 0
        self.said: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.end()
        if kind is KeyboardInterrupt:
            for folder in self.folders[self.told :]:
                self._say(folder)
            done, total = sum(each is not None for each in self.outcomes.values()), len(self.folders)
            said = msg("interrupted: {done} of {total} ärenden were done; the others are as they were",
                       done=done, total=total)  # fmt: skip
            print(words(said, self.language), file=sys.stderr)

    @property
    def failing(self) -> list[str]:
        """The names of the cases that have an error."""
        found = [(Path(folder).name, self.outcomes.get(folder)) for folder in self.folders]
        return [name for name, outcome in found if outcome is not None and outcome.failed]

    def begun(self, folders: Iterator[str]) -> Iterator[str]:
        """The cases that are to be built, as they are asked for: the bar is drawn when there is one."""
        for each in folders:
            self.bar.show(len(self.outcomes), self._so_far())
            yield each

    def unchanged(self, folder: str) -> None:
        """The case is as it was built."""
        self.outcomes[folder] = None
        self._tell()

    def ended(self, folder: str, outcome: Made | Failed, limits: Limits) -> None:
        """Something came of the case."""
        if isinstance(outcome, Failed):
            case = Path(folder).name
            message, hint = _what_failed(case, outcome, limits)
            trace = outcome.detail if outcome.reason is Reason.BUG else ""
            said = words(msg("{case}: not built", case=case), self.language)
            outcome = Made((f"{trace}{self.drawer.told(message, hint)}\n\n",), said, failed=True)
        self.outcomes[folder] = outcome
        self.errors += outcome.failed
        self._tell()
        self.bar.show(len(self.outcomes), self._so_far())

    def finish(self, left_over: Sequence[Path]) -> None:
        """All is done: what came of it, and which builds have no ärende any longer."""
        self.bar.end()
        for path in left_over:
            print(words(_left_over(shown(path)), self.language))
        if self.order.briefly or len(self.folders) != 1:
            print(self._tally())

    def _tell(self) -> None:
        """Prints what can be printed in the order of the cases."""
        while self.told < len(self.folders) and self.folders[self.told] in self.outcomes:
            self._say(self.folders[self.told])
            self.told += 1

    def _say(self, folder: str) -> None:
        """Prints what came of a case, and keeps no more than whether it has an error: there may be thousands."""
        outcome = self.outcomes.get(folder)
        if outcome is not None:
            for each in outcome.problems:
                if each not in self.said:  # what is wrong with a register is wrong with every ärende
                    self.said.add(each)
                    self.bar.write(each, sys.stderr)
            self.bar.write(f"{outcome.summary}\n", sys.stdout)
            self.outcomes[folder] = Made((), "", outcome.failed, outcome.waits)

    def _so_far(self) -> str:
        done, total = len(self.outcomes), len(self.folders)
        said: list[Message] = [msg("{done} of {total} ärenden", done=done, total=total)]
        said += [msg_n("{n} with errors", "{n} with errors", self.errors)] if self.errors else []
        return ", ".join(words(each, self.language) for each in said)

    def _tally(self) -> str:
        """What came of them all: 3 byggda, 996 oförändrade, 1 med fel: ks-2031-0417."""
        failing, outcomes = self.failing, list(self.outcomes.values())
        unchanged = sum(each is None for each in outcomes)
        waiting = sum(each is not None and each.waits for each in outcomes)
        said = [msg_n("{n} built", "{n} built", len(outcomes) - unchanged - waiting - len(failing))]
        said += [msg_n("{n} not ready", "{n} not ready", waiting)] if waiting else []
        said += [msg_n("{n} unchanged", "{n} unchanged", unchanged)] if self.order.briefly else []
        said += [msg_n("{n} with errors: {names}", "{n} with errors: {names}", len(failing), names=failing)] * bool(
            failing
        )
        return ", ".join(words(each, self.language) for each in said)


def _left_over(path: str) -> Message:
    return msg(
        "{path} is left of an ärende that is no longer in drafts/; remove the folder if nobody needs it", path=path
    )


def _what_failed(case: str, failed: Failed, limits: Limits) -> tuple[Message, Message]:
    """Why nothing came of a case, and what to do."""
    at = _AT[failed.stage]
    if failed.reason is Reason.TIME:
        return (
            msg_n("{case} was ended after {n} second, {at}", "{case} was ended after {n} seconds, {at}",
                  limits.seconds, case=case, at=at),
            msg("see whether the pack goes on for ever, or a text or a bilaga is very large; "
                "--tid gives it more seconds"),
        )  # fmt: skip
    if failed.reason is Reason.MEMORY:
        return (
            msg("{case} was ended, since {megabytes} MB of memory did not suffice, {at}",
                megabytes=limits.megabytes, case=case, at=at),
            msg("see whether the pack goes on for ever, or a text or a bilaga is very large; "
                "--minne gives it more megabytes"),
        )  # fmt: skip
    if failed.reason is Reason.BUG:
        return (
            msg("draftkit itself failed with {case}, {at}", case=case, at=at),
            msg("send what stands above to those who keep draftkit; the other ärenden are not touched by it"),
        )
    return (
        msg("the process that built {case} died ({how}), {at}", case=case, how=failed.detail, at=at),
        msg("build it again; where the computer is short of memory, --jobs 1 takes less of it"),
    )
