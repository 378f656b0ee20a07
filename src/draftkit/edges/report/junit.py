"""Problems as JUnit XML, which most CI systems show as test results: a case for each problem, and for each clean file.

What makes the check fail is a failure; the rest are cases that pass and say so.
"""

from __future__ import annotations

from xml.etree import ElementTree

from ...patterns import lazily
from .outcome import NAMES, Outcome

_NOT_XML = lazily("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(outcome: Outcome) -> str:
    """The results as one suite."""
    problems = outcome.problems
    wrong = {problem.span.path for problem in problems}
    clean = [path for path in outcome.files if path not in wrong]
    failures = sum(outcome.fails(each) for each in problems)
    counts = {"tests": str(len(problems) + len(clean)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "draftkit", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "draftkit check", **counts, "skipped": "0"})
    for problem in problems:
        place = f"{outcome.path(problem.span)}:{problem.span.line}:{problem.span.col}"
        names = {"classname": outcome.path(problem.span), "name": _clean(f"{problem.code.number} {place}")}
        case = ElementTree.SubElement(suite, "testcase", names)
        text = _clean(f"{place}: {outcome.say(problem)}")
        if outcome.fails(problem):
            said = {"message": _clean(outcome.say(problem)), "type": problem.code.number}
            ElementTree.SubElement(case, "failure", said).text = text
        else:
            ElementTree.SubElement(case, "system-out").text = f"{NAMES[outcome.severity(problem)]}: {text}"
    for path in clean:
        ElementTree.SubElement(suite, "testcase", {"classname": outcome.prefix + path, "name": "draftkit check"})
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
