"""A printed text as it comes out of a file that knows no paragraphs: pages of lines, with their places where known."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from msgspec import Struct

from ...patterns import lazily

NOTE_MARK = "\x0e{}\x0f"  # a footnote's number in a running text; no text has these characters of its own
NOTE = lazily("\x0e([^\x0e\x0f]*)\x0f")
_UNSEEN = lazily("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b\u202a-\u202e\u2066-\u2069]")
_BLANKS = lazily("[\t \u00a0\u2000-\u200a\u202f\u3000]+")
_PARTS = lazily(r"\S+(?: {1,2}\S+)*")
_PAGE_TOP = lazily(r" (?=\S)")


class Cell(Struct, frozen=True):
    """A part of a line that stands by itself, with room on both sides: its text, its place, the size of its letters."""

    text: str
    left: float
    right: float
    size: float = 0.0


class Line(Struct, frozen=True):
    """A printed line.

    `left`, `right` and `baseline` are points from the left and upper edge of the page (in a plain text
    `left` is the number of blanks it begins with), `size` is the size of its
    letters in points; all are 0 where the file does not tell. `number` is the line's in a plain text, from 1. `cells`
    are its parts, where it has more than one with wide blanks between them. `turned` is how far it is turned from the
    page's own way up, in degrees (its place is then as one sees it who reads it); `slanting` is what runs across the
    page, as a watermark does.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    cells: tuple[Cell, ...] = ()
    slanting: bool = False
    turned: int = 0
    number: int = 0
    blanks_before: int = 0  # blank lines, in a plain text
    long_blank_after: bool = False  # more than one blank at its end, in a plain text


class Page(Struct, frozen=True):
    """A page: its lines in reading order, how many pictures it has, and the addresses that its links lead to.

    `laid_out` says that places are known.
    """

    number: int
    lines: tuple[Line, ...]
    laid_out: bool = False
    pictures: int = 0
    links: tuple[str, ...] = ()


def clean(text: str) -> str:
    """`text` in composed form, every run of blanks one blank, without what cannot be seen."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


def pages_of_text(text: str) -> tuple[Page, ...]:
    """The pages of a plain text.

    They end with a form feed; or, in a text that some programs make of a PDF, they begin with a line that has a
    blank before it while no other line has one:

        ska hantera.            <- the last line of page 2
         Stockholm den ...      <- the first of page 3
    """
    text = re.sub("\r\n?|\x85|[\u2028\u2029]", "\n", text)
    if "\f" in text:
        return _numbered([part.split("\n") for part in text.split("\f")], on_one_line=1)
    lines = text.split("\n")
    tops = [index for index, line in enumerate(lines) if _PAGE_TOP.match(line)]
    written = sum(1 for line in lines if line.strip())
    if not tops or len(tops) * 8 > written or any(re.match(r"[ \t]{2,}\S", line) for line in lines):
        return _numbered([lines])
    starts = [0, *(index for index in tops if any(line.strip() for line in lines[:index])), len(lines)]
    return _numbered([lines[start:end] for start, end in pairwise(starts)])


def _cells(line: str) -> tuple[Cell, ...]:
    """The parts of a line that stand far from each other, with their columns; none where it has one."""
    parts = list(_PARTS.finditer(line))
    if len(parts) < 2:
        return ()
    return tuple(Cell(clean(part[0]), float(part.start()), float(part.end())) for part in parts)


def _numbered(pages: list[list[str]], on_one_line: int = 0) -> tuple[Page, ...]:
    """The pages with their lines numbered; a form feed stands on the line on which the next page begins."""
    found: list[Page] = []
    number = 0
    for written in pages:
        number -= on_one_line if number else 0
        lines: list[Line] = []
        blank = 0
        for each in written:
            number += 1
            text = clean(each)
            if not text:
                blank += 1
                continue
            lines.append(
                Line(
                    text,
                    left=float(len(each) - len(each.lstrip(" "))) if each.startswith("  ") else 0.0,
                    number=number,
                    blanks_before=blank,
                    long_blank_after=each.endswith("  "),
                    cells=_cells(each.rstrip()),
                )
            )
            blank = 0
        if lines:
            found.append(Page(len(found) + 1, tuple(lines)))
    return tuple(found)
