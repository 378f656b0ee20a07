"""What `check --fix` does to a file: each mistake whose cure is beyond doubt is cured, and nothing else is touched.

Quoted text is never touched, nor words that have been decided on, nor anything between two cures: bytes, line ends and
blanks stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from ..model import Case, Quoted
from ..problems import Problem
from ..spans import Span
from .load.case import KIND_OF_FOLDER

_LINE_END = re.compile(rb"\r\n|\r|\n")


class Mended(Struct, frozen=True):
    """One cure: where, what stood there, and what stands there now."""

    span: Span
    before: str
    after: str


def mended(files: Mapping[str, bytes], problems: Iterable[Problem]) -> tuple[dict[str, bytes], list[Mended]]:
    """The files that change, and each change. Of two cures for the same words the first is taken."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.fix is not None and problem.span.path in files:
            by_file.setdefault(problem.span.path, []).append(problem)
    changed, done = {}, list[Mended]()
    for path, found in sorted(by_file.items()):
        pieces, cures = list[bytes](), list[Mended]()
        data, end = files[path], 0
        for start, stop, problem in sorted(_places(data, found), key=lambda each: each[:2]):
            before, after = data[start:stop].decode(), problem.fix or ""
            if start >= end and before != after:
                pieces += [data[end:start], after.encode()]
                cures.append(Mended(problem.span, before, after))
                end = stop
        if cures:
            changed[path] = b"".join([*pieces, data[end:]])
            done += cures
    return changed, done


def may_be_mended(span: Span, folder: str, case: Case | None, today: date) -> bool:
    """Whether what stands there is the rotel's own, and still theirs to change.

    Quoted text is another's. The rotel's own is what kommunstyrelsen has decided on, once it has met: then only the
    facts above a text are mended, not its words. A file that could not be read is judged by where it lies.
    """
    for fragment in case.fragments if case else ():
        if fragment.path == span.path:
            decided = case is not None and has_been_decided(case, today)
            return not isinstance(fragment, Quoted) and not (decided and span.line >= fragment.prose.first_line)
    kind = KIND_OF_FOLDER.get(span.path.removeprefix(f"{folder}/").partition("/")[0])
    return kind is None or not issubclass(kind, Quoted)


def has_been_decided(case: Case, today: date) -> bool:
    """Whether kommunstyrelsen, or kommunfullmäktige after it, has met by `today` and decided on the text as it was."""
    board, council = case.facts.proceedings.board, case.facts.proceedings.council
    return (case.facts.reached("kommunstyrelse") and board is not None and board.held_on <= today) or (
        case.facts.reached("kommunfullmäktige") and council is not None and council.held_on <= today
    )


def _places(data: bytes, problems: Iterable[Problem]) -> Iterator[tuple[int, int, Problem]]:
    """Where each problem begins and ends in the bytes of the file, which may have marks and line ends of its own."""
    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    starts = [bom, *(match.end() for match in _LINE_END.finditer(data))]

    def index(line: int, col: int) -> int:
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(data)
        return start + len(data[start:end].decode()[: col - 1].encode())

    for problem in problems:
        span = problem.span
        yield index(span.line, span.col), index(span.end_line, span.end_col), problem
