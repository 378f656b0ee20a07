"""Patterns that are compiled when they are first needed: a run needs few of its three hundred, and each takes its time.

    _MARK = lazily(r"\\[\\^[^\\]]+\\]", having=["[^"])

`having` are words of which every match is sure to hold one (tests/test_patterns.py proves it): a text with none of
them is not looked at, and the pattern not compiled for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "groups")


class Lazy:
    """Stands for a pattern until something is looked up in it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, self.flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        found = getattr(self.compiled, name)
        self.__dict__[name] = found  # from now on it is found here, without this method
        return found


class Guarded(Lazy):
    """The same, where a text is first asked for words of which every match is sure to hold one."""

    def __init__(self, pattern: str, flags: int, having: Sequence[str]) -> None:
        super().__init__(pattern, flags)
        self.having = having

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """What the pattern's own `search` gives."""
        return self.compiled.search(text, *within) if self._may_be_in(text) else None

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """What the pattern's own `finditer` gives."""
        return self.compiled.finditer(text, *within) if self._may_be_in(text) else iter(())

    def _may_be_in(self, text: str) -> bool:
        return any(word in text for word in self.having)


def lazily(pattern: str, flags: int = 0, *, having: Sequence[str] = ()) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first needed."""
    return cast(re.Pattern[str], Guarded(pattern, flags, having) if having else Lazy(pattern, flags))
