"""Problems as SARIF 2.1.0 (OASIS), which code review systems and editors read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...manual import page
from ...messages import words
from ...problems import Code, Problem, Severity
from ...spans import Span
from .outcome import Outcome

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(outcome: Outcome) -> str:
    """The log of one run: all the rules that were looked for, what they found, and what was exempted."""
    index = {code.number: number for number, code in enumerate(outcome.codes)}
    results = [_result(outcome, each, index) for each in outcome.problems]
    results += [
        {**_result(outcome, each.problem, index), "suppressions": [{"kind": "inSource", "justification": each.reason}]}
        for each in outcome.exempted
    ]
    driver = {"name": "draftkit", "version": __version__, "rules": [_rule(outcome, code) for code in outcome.codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(outcome: Outcome, code: Code) -> dict[str, Any]:
    said = [words(each, outcome.language) for each in page(code.page).said]
    return {
        "id": code.number,
        "name": code.name,
        "shortDescription": {"text": said[0] or code.name},
        "fullDescription": {"text": "\n\n".join(said) or code.name},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(outcome: Outcome, problem: Problem, index: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": problem.code.number,
        "ruleIndex": index[problem.code.number],
        "level": _LEVELS[outcome.severity(problem)],
        "message": {"text": outcome.say(problem)},
        "locations": [_location(outcome, problem.span)],
    }
    if problem.related:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": words(each.note, outcome.language)}, **_location(outcome, each.span)}
            for number, each in enumerate(problem.related, start=1)
        ]
    return found


def _location(outcome: Outcome, span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line, "startColumn": span.col, "endLine": span.end_line, "endColumn": span.end_col,
    }  # fmt: skip
    uri = quote(outcome.path(span), safe="/")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
