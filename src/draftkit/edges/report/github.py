"""Problems as annotations of GitHub Actions: a line each, which GitHub shows beside the line of the file.

    ::error file=drafts/ks-2031-0417/arende.yaml,line=4,col=14,endLine=4,endColumn=24,title=DK103::”2031-13-40” …

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from ...problems import Severity
from .outcome import Outcome

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(outcome: Outcome) -> str:
    """The annotations; nothing where there are no problems."""
    lines = []
    for each in outcome.problems:
        span = each.span
        places = {"file": outcome.path(span), "line": span.line, "col": span.col}
        if span.end_line == span.line:  # GitHub wants columns only within a line
            places |= {"endLine": span.line, "endColumn": max(span.end_col - 1, span.col)}
        else:
            places |= {"endLine": span.end_line}
            del places["col"]
        places["title"] = each.code.number
        shown = ",".join(f"{key}={_property(str(value))}" for key, value in places.items())
        lines.append(f"::{_COMMANDS[outcome.severity(each)]} {shown}::{_data(outcome.say(each))}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
