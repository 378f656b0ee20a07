"""The outcome of a check as Markdown: a row for each ärende, and its problems below, for the page of a pull request.

| Ärende | Skede | Fel | Varningar | Slutligt dokument |
| --- | --- | ---: | ---: | --- |
| **KS 2031/0417** Motion om … | beredning | 1 | 2 | hindras av 3 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...messages import msg, msg_n
from ...patterns import lazily
from ...problems import Problem, Severity, stopping
from .human import visible
from .outcome import CaseOutcome, Outcome

_NAMES = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("remark")}
_MOST = 30  # problems of an ärende that are shown; GitHub takes a page of 1 MB
_LONG = 300  # characters of a sentence
_ROWS = 1000
_MARKUP = lazily(r"([\\`*_\[\]<>&|~$#!]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def report(outcome: Outcome) -> str:
    """The table, the tally, and for each ärende that has any its problems, the worst first."""
    heads = (msg("Ärende"), msg("Stage"), msg("Errors"), msg("Warnings"), msg("Final document"))
    lines = [_row([outcome.words(each) for each in heads]), "| --- | --- | ---: | ---: | --- |"]
    lines += [_row(_cells(each, outcome)) for each in outcome.cases[:_ROWS]]
    if len(outcome.cases) > _ROWS:
        lines += ["", outcome.words(msg("… and {n} more", n=len(outcome.cases) - _ROWS))]
    for each in outcome.cases[:_ROWS]:
        lines += _details(each, outcome)
    return "\n".join(lines) + "\n"


def _cells(case: CaseOutcome, outcome: Outcome) -> list[str]:
    severities = [outcome.severity(each) for each in case.problems]
    name = f"**{escaped(case.case_number)}** {escaped(case.title)}" if case.case_number else ""
    folder = f"`{_code(outcome.prefix + case.folder)}`"
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    left = len(stopping(case.problems, final=True))
    ready = msg("can be built") if not left else msg_n("{n} hindrance", "{n} hindrances", left)
    return [f"{name}<br>{folder}" if name else folder, escaped(case.stage), str(errors), str(warnings),
            outcome.words(ready)]  # fmt: skip


def _details(case: CaseOutcome, outcome: Outcome) -> Iterator[str]:
    told = [each for each in case.problems if outcome.severity(each) is not Severity.INFO]
    if not told:
        return
    told.sort(key=lambda each: -outcome.severity(each))
    yield from ("", f"### {escaped(case.case_number or case.folder)}", "")
    yield from (_item(each, outcome) for each in told[:_MOST])
    if len(told) > _MOST:
        yield f"- {outcome.words(msg('… and {n} more', n=len(told) - _MOST))}"


def _item(problem: Problem, outcome: Outcome) -> str:
    name = outcome.words(_NAMES[outcome.severity(problem)])
    place = f"{outcome.prefix}{problem.span}"
    return f"- **{name} {problem.code.number}** `{_code(place)}` {escaped(outcome.say(problem))}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """A text that a page shows as it stands: no link, picture, mention or HTML comes of it."""
    short = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return _MARKUP.sub(r"\\\1", " ".join(visible(short).split())).replace("@", "&#64;")


def _code(text: str) -> str:
    """A text between backticks, in a table perhaps."""
    return " ".join(visible(text).split()).replace("`", "ˋ").replace("|", "¦")
