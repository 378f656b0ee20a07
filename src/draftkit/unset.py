"""Why typst set no PDF, told to whoever can mend it: at the place of the text, or in the pack's .typ file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from . import codes
from .edges.engines.typst import TypstError
from .messages import msg
from .problems import Problem
from .spans import Source, Span, top_of

_MARK = re.compile(r"#m\((\d+)\)")


class Refused(Struct, frozen=True):
    """What typst refused: its words, the body that it was given, and what that was made from.

    `printed` has the place of each block of the body, by its number; `texts` are the files that words can come from,
    those of the case first; `looks` are the pack's files by path, and `look` the one that has the look.
    """

    error: TypstError
    body: str
    printed: tuple[Span, ...]
    texts: Mapping[str, bytes]
    looks: Mapping[str, bytes]
    look: str


def problems(refused: Refused) -> list[Problem]:
    """All that typst said of letters that no font has; else the first thing that it stumbled on."""
    if refused.error.missing:
        return list(_missing(refused))
    return [_in_look(refused) if refused.error.path in refused.looks else _in_text(refused)]


def _missing(refused: Refused) -> Iterator[Problem]:
    """A problem for each block that has characters which no font has, at the first of them."""
    hint = msg("write it otherwise, or put a font that has it in the pack's folder")
    found: dict[Span | str, dict[str, Span]] = {}
    for char, line in refused.error.missing:
        block = _block(refused, line)
        span = _place(refused, char, block)
        found.setdefault(block if block and block.path == span.path else span.path, {}).setdefault(char, span)
    for places in found.values():
        message = msg("the characters “{text}” are not in the fonts of the document", text="".join(places))
        yield Problem(codes.NO_GLYPH, message, min(places.values()), hint)


def _place(refused: Refused, char: str, block: Span | None) -> Span:
    """Where a character is written: in its block, else in the first file that has it; else the block as a whole."""
    if block is not None:
        source = Source.of_bytes(block.path, refused.texts.get(block.path, b""))
        if (found := _in_lines(source, char, block.line, block.end_line)) is not None:
            return found
    for path, data in refused.texts.items():
        source = Source.of_bytes(path, data)
        if (found := _in_lines(source, char, 1, source.last_line)) is not None:
            return found
    return block or top_of(f"templates/{refused.look}")


def _in_lines(source: Source, char: str, first: int, last: int) -> Span | None:
    for number in range(first, last + 1):
        at = source.line(number).find(char)
        if at >= 0:
            return Span(source.path, number, at + 1, number, at + 1 + len(char))
    return None


def _block(refused: Refused, line: int) -> Span | None:
    """The block that a line of the body belongs to; None before the first."""
    marks = _MARK.findall("\n".join(refused.body.split("\n")[:line])) if line else []
    return refused.printed[int(marks[-1])] if marks else None


def _in_look(refused: Refused) -> Problem:
    error = refused.error
    source = Source(f"templates/{error.path}", refused.looks[error.path].decode("utf-8", "replace"))
    reason = msg("the PDF cannot be made: {reason}", reason=error.message)
    hint = msg("mend it, or copy the block anew from templates/utlatande")
    if error.asks_for_package:
        reason = msg("the file asks for a package from the internet, and draftkit fetches nothing")
        hint = msg("write what you need of the package in a .typ file in the pack's folder")
    return Problem(codes.NOT_TYPESET, reason, source.whole_line(error.path_line), hint)


def _in_text(refused: Refused) -> Problem:
    return Problem(
        codes.NOT_TYPESET,
        msg("the PDF cannot be made: {reason}", reason=refused.error.message),
        _block(refused, refused.error.line) or top_of(f"templates/{refused.look}"),
        msg("look at the text here; if it is as it should be, tell those who keep draftkit"),
    )
