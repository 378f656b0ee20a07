"""Problems as GitLab's code quality report, which a merge request shows and compares with that of its target branch.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from ...problems import Severity
from .outcome import Outcome

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(outcome: Outcome) -> str:
    """The report: a list, empty where there are no problems.

    What GitLab knows a problem by (`fingerprint`) holds no line, so that one that has only moved is not a new one.
    """
    seen: Counter[str] = Counter()
    found = []
    for each in outcome.problems:
        path, said = outcome.path(each.span), outcome.say(each)
        known_by = f"{each.code.number}\0{path}\0{said}"
        seen[known_by] += 1
        found.append(
            {
                "description": said,
                "check_name": each.code.number,
                "fingerprint": hashlib.sha256(f"{known_by}\0{seen[known_by]}".encode(errors="replace")).hexdigest(),
                "severity": _SEVERITIES[outcome.severity(each)],
                "location": {"path": path, "lines": {"begin": each.span.line, "end": each.span.end_line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=1)
