"""Counted, not hoped: what the finished files hold, against what they were to hold.

Compared on letters and digits in order: typesetters disagree about hyphens and spaces, not about words.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape

from ..blocks import letters
from ..patterns import lazily

_TEXT = lazily(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_CONTEXT = 40  # letters shown on each side of the first difference


def docx_text(data: bytes) -> tuple[str, str]:
    """The text of a DOCX and, apart from it, that of its footnotes and endnotes."""
    body, *notes = docx_xml(data)
    return text_of_xml(body), " ".join(map(text_of_xml, notes))


def docx_xml(data: bytes, *, leave_out: re.Pattern[str] | None = None) -> list[str]:
    """The parts of a DOCX that have its text: the body, then the notes; what `leave_out` matches is passed over."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        there = [name for name in _PARTS if name in archive.namelist()]
        parts = [archive.read(name).decode("utf-8") for name in ("word/document.xml", *there)]
    return [leave_out.sub("", part) for part in parts] if leave_out else parts


def docx_margins(data: bytes, *, leave_out: re.Pattern[str]) -> list[str]:
    """The text of each header and footer of a DOCX, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if _MARGIN.fullmatch(name))
        parts = [archive.read(name).decode("utf-8", "replace") for name in names]
    return [text_of_xml(leave_out.sub("", part)) for part in parts]


_MARGIN = lazily(r"word/(?:header|footer)\d*\.xml")
_PARTS = ("word/footnotes.xml", "word/endnotes.xml")


def text_of_xml(xml: str) -> str:
    """The text of one part of a DOCX."""
    return " ".join(unescape(each) for each in _TEXT.findall(xml))


def difference(expected: str, found: str) -> str | None:
    """None where both have the same letters and digits in the same order; else the place where they part."""
    wanted, got = letters(expected), letters(found)
    if wanted == got:
        return None
    at = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got)))
    return f"…{wanted[max(at - _CONTEXT, 0) : at]}[{wanted[at : at + _CONTEXT]}|{got[at : at + _CONTEXT]}]…"


def miscounted(marks: Iterable[int], blocks: int) -> list[tuple[int, int]]:
    """The numbers of the blocks that do not stand exactly once among `marks`, with how often they do."""
    counts = Counter(marks)
    return [(number, counts[number]) for number in range(blocks) if counts[number] != 1]


def misplaced(marks: Sequence[int]) -> int | None:
    """Of blocks that each stand once, the first that is out of order; None where all are in order."""
    return next((number for number, found in enumerate(marks) if found != number), None)
