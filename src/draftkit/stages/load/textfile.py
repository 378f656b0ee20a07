"""Bytes to text: UTF-8, NFC, LF, and nothing that a printer cannot show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ... import codes
from ...messages import msg
from ...patterns import lazily
from ...problems import Problem
from ...spans import Source, Span, top_of

# Control characters other than tab and line feed, private use (symbol fonts of Word), and characters that turn
# the direction of the text or cannot be seen.
_STRANGE = lazily(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200b\U000f0000-\U0010ffff]"
)
MAX_TEXT = 2_000_000  # bytes


def strange(text: str) -> Iterator[re.Match[str]]:
    """The characters of `text` that no printer can show. All that is printable is quickly seen to be in order."""
    rest = text.replace("\n", "").replace("\t", "").replace("\u00a0", "")
    return iter(()) if rest.isprintable() else _STRANGE.finditer(text)


def read_text(path: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """The text of a file, or None where it cannot be read as text, and what is wrong with it."""
    source, problems = decoded(path, data)
    return source, problems if source is None else problems + odd_characters(source)


def decoded(path: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """The same, but for what is wrong with single characters."""
    if len(data) > MAX_TEXT:
        message = msg("the text is larger than {megabytes} MB, and is not read", megabytes=MAX_TEXT // 1_000_000)
        hint = msg("divide it into several files; a thousand pages take less than that")
        return None, [Problem(codes.TOO_LARGE, message, top_of(path), hint)]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        return None, [_not_utf8(top_of(path), "UTF-16")]
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = msg("save the file as UTF-8 without a byte order mark (in Notepad: UTF-8, not “UTF-8 with BOM”)")
        problems.append(
            Problem(codes.BYTE_ORDER_MARK, msg("the file begins with a byte order mark"), top_of(path), hint)
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*problems, _not_utf8(_place_of_byte(path, data, error.start), "Windows-1252")]
    if "\r" in text:
        problems.append(_carriage_return(path, text))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    if not text.strip():
        problems.append(
            Problem(codes.EMPTY_FILE, msg("the file is empty"), top_of(path), msg("write the text, or remove the file"))
        )
        return None, problems
    return source, problems


def odd_characters(source: Source, end: int | None = None) -> list[Problem]:
    """The characters up to the index `end` that are stored in another way than ours, or cannot be printed."""
    text = source.text if end is None else source.text[:end]
    return _not_nfc(source, text) + _strange(source, text)


def _not_utf8(span: Span, guess: str) -> Problem:
    return Problem(
        codes.NOT_UTF8,
        msg("the file is not UTF-8; it looks like {encoding}", encoding=guess),
        span,
        msg("save it again with the encoding UTF-8"),
    )


def _place_of_byte(path: str, data: bytes, index: int) -> Span:
    before = data[:index].decode("utf-8")
    line = before.count("\n") + 1
    col = len(before) - (before.rfind("\n") + 1) + 1
    return Span(path, line, col, line, col + 1)


def _carriage_return(path: str, text: str) -> Problem:
    line = text.partition("\r")[0].count("\n") + 1
    return Problem(
        codes.CARRIAGE_RETURN,
        msg("the lines end with CR LF, as in Windows"),
        Span(path, line, 1, line, 1),
        msg("save the file with line ends LF; the .gitattributes of draftkit init does it by itself"),
    )


def _not_nfc(source: Source, text: str) -> list[Problem]:
    if unicodedata.is_normalized("NFC", text):
        return []
    for match in re.finditer(r"\S+", text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            message = msg("“{word}” is stored with loose accents (not NFC)", word=composed)
            hint = msg("type the word again and save the file again")
            return [Problem(codes.NOT_NFC, message, source.span(*match.span()), hint)]
    return []


def _strange(source: Source, text: str) -> list[Problem]:
    problems = []
    for match in strange(text):
        code = f"U+{ord(match[0]):04X}"
        hint = (
            msg("write a real list item with - ")
            if match[0] == "\uf0b7"
            else msg("remove it, or write the character that was meant")
        )
        message = msg("a character that cannot be printed: {code}", code=code)
        problems.append(Problem(codes.STRANGE_CHARACTER, message, source.span(*match.span()), hint))
    return problems
