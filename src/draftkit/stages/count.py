"""Counted, not hoped: what the finished files hold, against what they were to hold.

Compared on letters and digits in order: typesetters disagree about hyphens and spaces, not about words.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from ..blocks import Node, attribute, letters, text_of
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


Letters = Callable[[str], str]


def simple_letters(text: str) -> str:
    """The letters of a text as a reader of PDF gives them, which takes “ﬁ” for “fi” (Unicode's NFKC)."""
    return letters(unicodedata.normalize("NFKC", text))


def difference(expected: str, found: str, letters: Letters = letters) -> str | None:
    """None where both have the same letters and digits in the same order; else the place where they part."""
    wanted, got = letters(expected), letters(found)
    at = _parting(wanted, got)
    if at is None:
        return None
    return f"…{wanted[max(at - _CONTEXT, 0) : at]}[{wanted[at : at + _CONTEXT]}|{got[at : at + _CONTEXT]}]…"


def block_at_difference(document_nodes: Sequence[Node], found: str, letters: Letters = letters) -> int | None:
    """The number of the block in which the document and the text `found` in a file part; None where it is in none."""
    pieces = list(_pieces(document_nodes))
    at = _parting("".join(letters(text) for text, _ in pieces), letters(found))
    end = 0
    for text, number in pieces:
        end += len(letters(text))
        if at is not None and at < end:
            return number
    return None


def _parting(wanted: str, got: str) -> int | None:
    """The index of the first letter that differs; None where none does."""
    if wanted == got:
        return None
    return next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got)))


def _pieces(tree: Iterable[Node]) -> Iterator[tuple[str, int | None]]:
    """The text of the document piece by piece, each with the number of the block that it belongs to, if any."""
    for node in tree:
        number = attribute(node, "block") if node["t"] == "Div" else ""
        if number or node["t"] != "Div":
            yield text_of([node]), int(number) if number else None
        else:
            yield from _pieces(node["c"][1])


def miscounted(marks: Iterable[int], blocks: int) -> list[tuple[int, int]]:
    """The numbers of the blocks that do not stand exactly once among `marks`, with how often they do."""
    counts = Counter(marks)
    return [(number, counts[number]) for number in range(blocks) if counts[number] != 1]


def misplaced(marks: Sequence[int]) -> int | None:
    """Of blocks that each stand once, the first that is out of order; None where all are in order."""
    return next((number for number, found in enumerate(marks) if found != number), None)
