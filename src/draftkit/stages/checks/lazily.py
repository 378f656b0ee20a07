"""Patterns that are compiled when they are first asked for: a run needs few of them, and compiling takes its time."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern until something is looked up in it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._pattern, self._flags)
        # From now on the methods are found here, without this one.
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "pattern"):
            self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[name]


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))
