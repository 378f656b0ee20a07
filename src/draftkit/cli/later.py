"""Something that may be done while somebody waits for something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A piece of work that is done once: by `run`, in a thread perhaps, or else when its result is asked for."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._done: list[T] = []
        self._failed: list[BaseException] = []

    def run(self) -> None:
        """Does the work, unless it has been done. What it raises is kept for who asks for the result."""
        if not self._done and not self._failed:
            try:
                self._done.append(self._work())
            except BaseException as error:
                self._failed.append(error)

    def result(self) -> T:
        """What came of the work. Raises what it raised."""
        self.run()
        if self._failed:
            raise self._failed[0]
        return self._done[0]
