"""A fragment's file in its two parts: the facts between the lines `---`, and the body."""

from __future__ import annotations

from msgspec import Struct

from ... import codes
from ...messages import msg
from ...problems import Problem
from ...spans import Source


class Parts(Struct, frozen=True):
    """The two parts of a file; `body_line` is the line on which the body begins."""

    source: Source
    facts: str
    body: str
    body_line: int


def split(source: Source) -> tuple[Parts, list[Problem]]:
    """The parts of a file. One that does not begin with `---` is all body."""
    if source.line(1).rstrip() != "---":
        return Parts(source, "", source.text, 1), []
    for number in range(2, source.last_line + 1):
        if source.line(number).rstrip() == "---":
            start = source.starts[1]
            end = source.starts[number - 1]
            after = source.starts[number] if number < len(source.starts) else len(source.text)
            parts = Parts(source, source.text[start:end], source.text[after:], number + 1)
            return parts, [] if parts.facts.strip() else [_empty(source, number)]
    problem = Problem(
        codes.NO_FRONT_MATTER_END,
        msg("the facts at the top of the file have no end"),
        source.whole_line(1),
        msg("write a line --- after the last fact"),
    )
    return Parts(source, "", "", source.last_line + 1), [problem]


def _empty(source: Source, number: int) -> Problem:
    """A second line --- right below the first: the facts stand below, and would be printed."""
    message = msg("there are no facts between the lines ---")
    hint = msg("remove one of the lines; or both, where the text needs no facts")
    return Problem(codes.EMPTY_FRONT_MATTER, message, source.whole_line(number), hint)


def lock_of(body: str) -> str:
    """The lock of a body: its SHA-256 as NFC UTF-8 with LF, in 64 hexadecimal digits."""
    import hashlib

    return hashlib.sha256(body.encode("utf-8")).hexdigest()
