"""Problems as other programs read them: one JSON object."""

from __future__ import annotations

from typing import Any

import msgspec

from ...messages import words
from ...problems import Problem
from ...spans import Span
from .outcome import Outcome


def report(outcome: Outcome) -> str:
    """The problems with code, severity, message, hint and places (1-based, the end exclusive), and the exempted."""

    def shown(each: Problem) -> dict[str, Any]:
        return {
            "code": each.code.number,
            "name": each.code.name,
            "severity": outcome.severity(each).name.lower(),
            "message": words(each.message, outcome.language),
            "hint": words(each.hint, outcome.language) if each.hint else None,
            **place(each.span),
            "related": [{"note": words(other.note, outcome.language), **place(other.span)} for other in each.related],
            "fix": each.fix,
        }

    found = {
        "problems": [shown(each) for each in outcome.problems],
        "exempted": [{**shown(each.problem), "reason": each.reason} for each in outcome.exempted],
        "files": len(outcome.files),
        "rules": len(outcome.codes),
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode()


def place(span: Span) -> dict[str, Any]:
    """A place as JSON."""
    return {"path": span.path, "line": span.line, "col": span.col, "end_line": span.end_line, "end_col": span.end_col}
