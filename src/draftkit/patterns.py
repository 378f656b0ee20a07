"""Patterns that are compiled when they are first needed: a run needs few of its three hundred, and each takes its time.

    _MARK = lazily(r"\\[\\^[^\\]]+\\]", having=["[^"])

`having` are words of which every match is sure to hold one (tests/test_patterns.py proves it): a text with none of
them is not looked at, and the pattern not compiled for it.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "groups")


class Lazy:
    """Stands for a pattern until something is looked up in it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}  # found without this, from now on
        return self.__dict__[name]


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first needed."""
    return cast(re.Pattern[str], Lazy(pattern, flags))
