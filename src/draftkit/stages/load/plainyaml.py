"""The YAML that people write, read line by line: keys with values, lists, brackets on one line, quotation marks.

It is a small part of YAML, and nearly all that a working folder has of it; read so, it takes a third of libyaml's time.
Whatever is not certainly of this part is left to yamltree.py, and so is all that is wrong; tests/test_yaml.py holds the
two to the same trees with the same places.
"""

from __future__ import annotations

import re

from msgspec import Struct

from ...facts import plain_key
from ...patterns import lazily
from ...spans import Span
from .tree import Mapping, Scalar, Sequence, Tree

_DEEPEST = 10
_KEY = r"\w[\w-]{0,60}"
_QUOTED = r"""(?:"[^"\\]*"|'[^']*')"""
_BEGINS = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""  # a value without quotation marks, which ends before ": " and " #"
_LINE = lazily(
    rf"""
    (?P<indent>\ *)
    (?P<dash>-\ +)?
    (?:(?P<key>{_KEY}):(?:\ +|$))?
    (?:
        (?P<quoted>{_QUOTED})\ *
      | (?P<plain>{_BEGINS}(?:[^:#]++|:(?=\S)|(?<!\ )\#)*+)
      | (?P<flow>[\[{{].*)
      | "(?P<opened>[^"\\]*)
    )?
    (?:(?:(?<=\ )|^)\#.*)?
    """,
    re.VERBOSE,
)
_FLAT = lazily(rf"({_KEY}): +({_BEGINS}(?:[^:#\n]++|:(?=\S)|(?<! )#)*+)\n")
_CLOSING = lazily(r'(?P<text> *[^"\\]*)" *(?:(?<= )#.*)?')
_FLOW = lazily(
    rf"""\ *(?:
        (?P<quoted>{_QUOTED})
      | (?P<plain>{_BEGINS}(?:[^:#?,\[\]{{}}]++|(?<!\ )\#)*+)
      | (?P<mark>[:,\[\]{{}}])
    )""",
    re.VERBOSE,
)
_AFTER_FLOW = lazily(r" *(?:(?<= )#.*)?")


class _Unusual(Exception):
    """Something that yamltree.py is to read."""


class _Line(Struct):
    """A line that says something: where it begins, what follows its dash if it has one, its key and its value."""

    number: int
    col: int
    listed: bool
    inner: int
    key: Scalar | None
    value: Tree | None


def read(path: str, text: str, first_line: int) -> Mapping | None:
    """The tree of `text`, which begins on `first_line` of the file; None where yamltree.py is to read it."""
    if not text.endswith("\n") or not text.replace("\n", "").isprintable():
        return None  # tabs, hard blanks, other line breaks than a file has, and what cannot be printed
    if (flat := _flat(path, text, first_line)) is not None:
        return flat
    try:
        return _Blocks(path, _lines(path, text, first_line)).whole()
    except _Unusual:
        return None


def _flat(path: str, text: str, number: int) -> Mapping | None:
    """The tree of lines that all have a key and a value, as the facts of most texts; None where there is more."""
    pairs: list[tuple[Scalar, Tree]] = []
    keys: set[str] = set()
    at = 0
    for match in _FLAT.finditer(text):
        start, word, value = match.start(), match[1], match[2].rstrip(" ")
        if start != at:
            return None
        at, col = match.end(), match.start(2) - start + 1
        keys.add(plain_key(word))
        last = Span(path, number, col, number, col + len(value))
        pairs.append((Scalar(word, Span(path, number, 1, number, 1 + len(word))), Scalar(value, last)))
        number += 1
    if at < len(text) or len(keys) < len(pairs):
        return None
    return Mapping(tuple(pairs), Span(path, pairs[0][0].span.line, 1, last.end_line, last.end_col))


def _lines(path: str, text: str, first_line: int) -> list[_Line]:
    found: list[_Line] = []
    rows = text.split("\n")
    index = 0
    while index < len(rows):
        match = _LINE.fullmatch(rows[index])
        if match is None:
            raise _Unusual
        indent, dash, word = match.group("indent", "dash", "key")
        number, col = index + first_line, len(indent) + 1
        inner = col + len(dash) if dash else col
        value, index = _value(path, match, rows, index, first_line)
        if word:
            key = Scalar(word, Span(path, number, inner, number, inner + len(word)))
            found.append(_Line(number, col, bool(dash), inner, key, value))
        elif value is not None and dash:
            found.append(_Line(number, col, True, inner, None, value))
        elif value is not None or dash:
            raise _Unusual
    return found


def _value(path: str, match: re.Match[str], rows: list[str], index: int, first_line: int) -> tuple[Tree | None, int]:
    """The value that begins on the row `index`, and the row after it."""
    number, kind = index + first_line, match.lastgroup
    if kind == "plain":
        text = match["plain"].rstrip(" ")
        start = match.start("plain") + 1
        return Scalar(text, Span(path, number, start, number, start + len(text))), index + 1
    if kind == "quoted":
        start, end = match.span("quoted")
        return Scalar(match["quoted"][1:-1], Span(path, number, start + 1, number, end + 1)), index + 1
    if kind == "flow":
        return _Flow(path, number, rows[index], match.start("flow")).whole(), index + 1
    if kind != "opened":
        return None, index + 1
    start, words = match.start("opened"), [match["opened"].rstrip(" ")]
    margin = match["indent"] + " "
    while (index := index + 1) < len(rows) and rows[index].startswith(margin):
        closing = _CLOSING.fullmatch(rows[index])
        words.append((closing["text"] if closing else rows[index]).strip(" "))
        if not all(words) or (closing is None and ('"' in rows[index] or "\\" in rows[index])):
            break
        if closing:
            span = Span(path, number, start, index + first_line, closing.end("text") + 2)
            return Scalar(" ".join(words), span), index + 1
    raise _Unusual


class _Blocks:
    """Lines, put together by their indentation."""

    def __init__(self, path: str, lines: list[_Line]) -> None:
        self.path, self.lines, self.index = path, lines, 0

    def whole(self) -> Mapping:
        """The tree of all the lines."""
        if not self.lines or self.lines[0].listed or self.lines[0].col != 1:
            raise _Unusual
        tree = self._mapping(1, 1)
        if self.index < len(self.lines):
            raise _Unusual
        return tree

    def _next(self) -> _Line | None:
        return self.lines[self.index] if self.index < len(self.lines) else None

    def _mapping(self, col: int, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Tree]] = []
        line = self._next()
        while line is not None and line.col == col and not line.listed:
            if line.key is None:
                raise _Unusual
            self.index += 1
            pairs.append((line.key, self._below(line, col, depth)))
            line = self._next()
        if len({plain_key(key.text) for key, _ in pairs}) < len(pairs):
            raise _Unusual
        first, last = pairs[0][0].span, pairs[-1][1].span
        return Mapping(tuple(pairs), self._from(first.line, first.col, last))

    def _below(self, line: _Line, col: int, depth: int) -> Tree:
        """The value of a line with a key: what stands on it, or else what is indented below it."""
        after = self._next()
        if after is not None and (after.col > col or (after.col == col and after.listed)):
            if line.value is not None or after.col == col or depth > _DEEPEST:
                raise _Unusual
            return self._sequence(after.col, depth + 1) if after.listed else self._mapping(after.col, depth + 1)
        if line.value is None and line.key is not None:
            return Scalar("", line.key.span)
        return line.value  # type: ignore[return-value]

    def _sequence(self, col: int, depth: int) -> Sequence:
        items: list[Tree] = []
        first = line = self._next()
        while line is not None and line.col == col and line.listed:
            if line.key is not None:
                line.listed, line.col = False, line.inner  # a mapping begins behind the dash
                items.append(self._mapping(line.inner, depth + 1))
            else:
                self.index += 1
                items.append(line.value)  # type: ignore[arg-type]
                after = self._next()
                if after is not None and after.col > col:
                    raise _Unusual
            line = self._next()
        return Sequence(tuple(items), self._from(first.number if first else 0, col, items[-1].span))

    def _from(self, line: int, col: int, last: Span) -> Span:
        """The place of a block: up to what stands after it where that is indented, as YAML has it; else its own end."""
        after = self._next()
        if after is not None and after.col > 1:
            return Span(self.path, line, col, after.number, after.col)
        return Span(self.path, line, col, last.end_line, last.end_col)


class _Flow:
    """Brackets on one line."""

    def __init__(self, path: str, number: int, row: str, start: int) -> None:
        self.path, self.number, self.row, self.at = path, number, row, start

    def whole(self) -> Tree:
        """What the brackets hold, with nothing but a comment behind them."""
        tree = self._item(0)
        if not _AFTER_FLOW.fullmatch(self.row, self.at):
            raise _Unusual
        return tree

    def _token(self) -> re.Match[str]:
        match = _FLOW.match(self.row, self.at)
        if match is None:
            raise _Unusual
        self.at = match.end()
        return match

    def _item(self, depth: int) -> Tree:
        match = self._token()
        mark = match["mark"]
        if mark is None:
            return self._scalar(match)
        if mark not in "[{" or depth > _DEEPEST:
            raise _Unusual
        start = match.start("mark")
        if mark == "[":
            items: list[Tree] = []
            while self._more("]", first=not items):
                items.append(self._item(depth + 1))
            return Sequence(tuple(items), self._span(start, self.at))
        pairs: list[tuple[Scalar, Tree]] = []
        while self._more("}", first=not pairs):
            pairs.append((self._key(), self._item(depth + 1)))
        if len({plain_key(key.text) for key, _ in pairs}) < len(pairs):
            raise _Unusual
        return Mapping(tuple(pairs), self._span(start, self.at))

    def _more(self, closing: str, *, first: bool) -> bool:
        """Whether another item follows; goes past the comma before it, or the closing bracket."""
        before = self.at
        match = self._token()
        if match["mark"] == closing:
            return False
        if first:
            self.at = before
        elif match["mark"] != ",":
            raise _Unusual
        return True

    def _key(self) -> Scalar:
        match = self._token()
        if match["plain"] is None or not re.fullmatch(_KEY, match["plain"]) or self.row[self.at : self.at + 2] != ": ":
            raise _Unusual
        self.at += 1
        return self._scalar(match)

    def _scalar(self, match: re.Match[str]) -> Scalar:
        if quoted := match["quoted"]:
            return Scalar(quoted[1:-1], self._span(*match.span("quoted")))
        text, start = match["plain"].rstrip(" "), match.start("plain")
        return Scalar(text, self._span(start, start + len(text)))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.path, self.number, start + 1, self.number, end + 1)
