"""How a build goes, and what came of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from gettext import NullTranslations
from pathlib import Path
from typing import TextIO

from ..messages import Message, msg, msg_n, words
from ..pipeline import Checked, Composed
from ..problems import Severity
from ..publish import Published
from .app import shown

_STAGES = {
    "read": msg("reads"),
    "assemble": msg("assembles"),
    "typeset": msg("typesets"),
    "write": msg("writes"),
}


class Progress:
    """The stages of one case as they begin: a line at a terminal that is written over, nothing elsewhere.

    `told` is told of each stage too.
    """

    def __init__(
        self, stream: TextIO, language: NullTranslations, case: str, told: Callable[[str], None] = lambda name: None
    ) -> None:
        self.stream, self.language, self.case, self.told = stream, language, case, told
        self.shown = stream.isatty() and not os.environ.get("CI")
        self.times: dict[str, float] = {}
        self._stage, self._since = "", time.perf_counter()

    def stage(self, name: str) -> None:
        """Begins a stage."""
        self._end()
        self._stage, self._since = name, time.perf_counter()
        self.told(name)
        if self.shown:
            self.stream.write(f"\r\033[K{self.case}: {words(_STAGES[name], self.language)} …")
            self.stream.flush()

    def done(self) -> dict[str, float]:
        """Ends the last stage; the seconds of each."""
        self._end()
        if self.shown:
            self.stream.write("\r\033[K")
            self.stream.flush()
        return self.times

    def _end(self) -> None:
        if self._stage:
            self.times[self._stage] = time.perf_counter() - self._since


def summary(
    composed: Composed,
    published: Published,
    target: Path,
    times: Mapping[str, float],
    language: NullTranslations,
    *,
    final: bool,
) -> str:
    """The end of a build: what was made, from what, what was left out and why, and how long it took."""
    checked = composed.checked
    tally = _tally(published, final=final)
    if not published.files:
        return words(_not_built(checked, tally), language)
    name = (
        msg("{case}, draft {digits}", case=Path(checked.folder).name, digits=published.draft)
        if published.draft
        else msg("{case}, final", case=Path(checked.folder).name)
    )
    lines: list[Message | str] = [name]
    for file in sorted(published.files):
        lines.append(f"  {shown(target / file)}  {_size(len(published.files[file]))}")
    pages = [msg_n("{n} page", "{n} pages", published.pages)] if published.pages else []
    found = len(checked.case.fragments) if checked.case else 0
    lines.append(
        msg(
            "  {contents}",
            contents=[*pages, msg_n("{n} word", "{n} words", published.words), _fragments(composed, found), tally],
        )
    )
    for each in composed.statement.unprinted if composed.statement else ():
        lines.append(msg("  not printed: {path}: {reason}", path=each.path, reason=each.reason))
    lines.append(
        msg(
            "  time: {times}",
            times=[
                msg("{stage} {ms} ms", stage=_STAGES[stage], ms=round(seconds * 1000))
                for stage, seconds in times.items()
            ],
        )
    )
    return "\n".join(words(line, language) for line in lines)


def brief(composed: Composed, published: Published, language: NullTranslations, *, final: bool) -> str:
    """The end of a build in one line, where there are many of them."""
    tally, case = _tally(published, final=final), Path(composed.checked.folder).name
    if not published.files:
        return words(_not_built(composed.checked, tally), language)
    pages = [msg_n("{n} page", "{n} pages", published.pages)] if published.pages else []
    contents = [*pages, msg_n("{n} word", "{n} words", published.words), tally]
    if published.draft:
        return words(
            msg("{case}: draft {digits}, {contents}", case=case, digits=published.draft, contents=contents), language
        )
    return words(msg("{case}: final, {contents}", case=case, contents=contents), language)


def _tally(published: Published, *, final: bool) -> Message:
    severities = [problem.severity(final=final) for problem in published.problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    return msg(
        "{errors}, {warnings}",
        errors=msg_n("{n} error", "{n} errors", errors),
        warnings=msg_n("{n} warning", "{n} warnings", warnings),
    )


def _not_built(checked: Checked, tally: Message) -> Message:
    case = Path(checked.folder).name
    return msg("{case}: not built, {tally}; earlier files are left as they were", case=case, tally=tally)


def _fragments(composed: Composed, found: int) -> Message:
    statement = composed.statement
    printed = {part.path for part in statement.parts.values()} if statement else set()
    texts = {each.path for each in composed.checked.case.fragments} if composed.checked.case else set()
    return msg("{printed} of {found} texts printed", printed=len(printed & texts), found=found)


def _size(number: int) -> str:
    return f"{max(round(number / 1024), 1)} kB"
