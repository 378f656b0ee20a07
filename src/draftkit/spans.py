"""Places in text: the lowest layer, which knows nothing but lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of a file: 1-based lines and columns (characters), the end exclusive."""

    path: str
    line: int
    col: int
    end_line: int
    end_col: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.col}"


class Source(Struct, frozen=True, dict=True):
    """A text file: its path from the workspace's root, and its text."""

    path: str
    text: str

    @classmethod
    def of_bytes(cls, path: str, data: bytes) -> Source:
        """A file whose bytes are shown or searched whatever they are; stages/load/textfile.py judges them."""
        return cls(path, data.decode("utf-8", "replace").replace("\r\n", "\n"))

    @cached_property
    def starts(self) -> list[int]:
        """The index of the first character of each line."""
        starts = [0]
        while end := self.text.find("\n", starts[-1]) + 1:
            starts.append(end)
        return starts

    @property
    def last_line(self) -> int:
        """The number of the last line that has text."""
        return len(self.starts) - (1 if self.text.endswith("\n") and len(self.starts) > 1 else 0)

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its line break; empty past the end."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end]

    def span(self, start: int, end: int) -> Span:
        """The place of the characters `start` to `end` (indexes, end exclusive)."""
        line, col = self._position(start)
        end_line, end_col = self._position(max(end, start))
        return Span(self.path, line, col, end_line, end_col)

    def slice(self, span: Span) -> str:
        """The text at `span`."""
        start = self.starts[span.line - 1] + span.col - 1
        return self.text[start : self.starts[span.end_line - 1] + span.end_col - 1]

    def whole_line(self, number: int) -> Span:
        """Line `number` without its leading and trailing blanks."""
        text = self.line(number)
        indent = len(text) - len(text.lstrip())
        return Span(self.path, number, indent + 1, number, max(len(text.rstrip()), indent) + 1)

    def _position(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1


def top_of(path: str) -> Span:
    """The place to show for what concerns a whole file."""
    return Span(path, 1, 1, 1, 1)
