"""The rules that a draft cannot be built without: what they find stops every build.

The others say what is wrong with a document that can be made, and may be asked while it is being made.
"""

from __future__ import annotations

from ...problems import Problem, Stops
from . import appendices, coverage, stage  # noqa: F401 - a module registers its rules when it is imported
from .rule import CASE_RULES
from .view import View


def of_case(view: View) -> list[Problem]:
    """What is wrong with the case so that no document can be made of it."""
    rules = [rule for rule in CASE_RULES if rule.code.stops is Stops.BUILD]
    return [problem for rule in rules for problem in rule.problems(view)]
