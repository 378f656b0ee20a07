"""Patterns that are compiled when they are needed: a run needs half of its three hundred, and each takes its time.

While a run has to wait for pandoc it compiles some: first those that nearly every case needs (`soon`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


_WAITING: list[Lazy] = []
_SOON: list[Lazy] = []


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first needed."""
    return _put(_WAITING, pattern, flags)


def soon(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same, among the first to be compiled before that where there is time."""
    return _put(_SOON, pattern, flags)


def _put(waiting: list[Lazy], pattern: str, flags: int) -> re.Pattern[str]:
    waiting.append(Lazy(pattern, flags))
    return cast(re.Pattern[str], waiting[-1])


def getting_ready() -> Iterator[bool]:
    """Compiles a pattern at each step; True as long as there was one."""
    for waiting in (_SOON, _WAITING):
        while waiting:
            _ = waiting.pop().groups
            yield True
