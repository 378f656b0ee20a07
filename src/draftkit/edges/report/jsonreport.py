"""Problems as other programs read them: one JSON object on standard output."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import NullTranslations
from typing import Any

from ...messages import words
from ...problems import Problem
from ...spans import Span


def report(problems: Sequence[Problem], language: NullTranslations, *, final: bool) -> str:
    """The problems with code, severity, message, hint and places (1-based, the end exclusive)."""

    def place(span: Span) -> dict[str, Any]:
        return {
            "path": span.path,
            "line": span.line,
            "col": span.col,
            "end_line": span.end_line,
            "end_col": span.end_col,
        }

    found = [
        {
            "code": each.code.number,
            "name": each.code.name,
            "severity": each.severity(final=final).name.lower(),
            "message": words(each.message, language),
            "hint": words(each.hint, language) if each.hint else None,
            **place(each.span),
            "related": [{"note": words(other.note, language), **place(other.span)} for other in each.related],
        }
        for each in problems
    ]
    return json.dumps({"problems": found}, ensure_ascii=False, indent=1)
