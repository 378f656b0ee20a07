"""A fragment's text as the rules read it: words where they stand in the file, without Markdown's marks.

    body      Jag anser **inte** att\\nförslaget är bra.[^1]\\n\\n- Punkt
    plain     Jag anser   inte   att förslaget är bra.....\\n\\n  Punkt

`plain` is as long as the body, so that an index in it is an index in the file. A line of `plain` is one passage: a
paragraph, a heading, a point of a list, a cell of a table; within it there are only blanks. So a pattern with a
blank in it finds what a line break in the file has parted, and never reaches from one passage into the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from ...model import Fragment, Quoted
from ...patterns import lazily, soon
from ...spans import Source, Span
from ..load.losses import blanks

Kind = Literal["heading", "paragraph", "item", "cell", "footnote"]

_COMMENT = lazily(r"<!--.*?-->", re.DOTALL)
_FENCE = soon(r"^[ >]*(```+|~~~+)[^\n]*\n.*?(?:^[ >]*\1[`~]*[ ]*$|\Z)", re.DOTALL | re.MULTILINE)
_LINE = soon(
    r"(?P<indent>[ \t>]*)(?:(?P<heading>\#{1,6})(?=[ \t]|$)|(?P<item>[-*+]|\d{1,9}[.)])(?=[ \t]|$)"
    r"|(?P<row>\|)|(?P<note>\[\^[^\]]+\]:)|(?P<address>\[[^\]]+\]:.*$)|(?P<rule>(?:=+|-+|(?:[*_-][ \t]*){3,})[ \t]*$))?"
)
_TABLE_LINE = lazily(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# Marks within a line; the groups keep what is printed. Each has a length, or a line of brackets would take for ever.
_INLINE = soon(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<image>!\[[^\]\n]{0,2000}\]\([^)\n]{0,2000}\))"
    r"|(?P<mark>\[\^[^\]\n]{1,200}\])"
    r"|(?P<link>\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\]))"
    r"|(?P<auto><(?:https?|mailto):[^>\s]*>)"
    r"|(?P<address>(?:https?://|www\.)[^\s\n]*[^\s\n.,;:)])"
    r"|(?P<escape>\\)(?=[!-/:-@\[-`{-~])"
    r"|(?P<bracket>\[)(?=[^\]\n]{0,500}\](?:\(|\[))"
    r"|(?P<stress>\*+|(?<![^\W_])_+|_+(?![^\W_]))"
)
# Without any of these there is no such mark.
_SIGNS = ("`", "[", "]", "<", "\\", "*", "_", "://", "www.")
_SENTENCE_END = soon(r"[.!?][”\"’)]*(?=[ ]+[”\"(–-]*[A-ZÅÄÖÉ0-9])")
# What a full stop after it does not end: bl.a., t.ex., kl. 16, S:t, initials.
_SHORT = soon(
    r"(?:\b(?:[A-ZÅÄÖ]|[a-zåäö]{1,2}\.[a-zåäö]{1,2}|kl|nr|dnr|ca|jfr|kap|st|inkl|exkl|resp|prop|dir|avd|tel|s)\.)$",
    re.IGNORECASE,
)
_LONGEST_SHORT = 6
_CAPITAL = soon(r" ([A-ZÅÄÖÉ][^\W\d_]*)")
_NEXT = soon(r" +([^\W\d_]+)")
WORD = soon(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Passage(Struct, frozen=True):
    """A stretch of a text that is printed together: where it begins and ends in `plain`."""

    kind: Kind
    start: int
    end: int
    level: int = 0  # of a heading, 1 to 6; of a point, how far it is indented
    mark: str = ""  # what begins a point: "-" or "1."
    slot: str = ""  # the part of the fragment that it stands in ("Beslut"), where it has parts


class Capital(Struct, frozen=True):
    """A word with a capital that does not begin a passage or, if all is right, a sentence; and the words beside it."""

    start: int
    end: int
    word: str
    earlier: str  # the word before `before`
    before: str  # with the comma or the bracket after it
    after: str


class Text(Struct, frozen=True, eq=False, dict=True):
    """The text of one fragment."""

    fragment: Fragment
    quoted: bool
    source: Source
    start: int  # the index in the file at which the body begins
    plain: str
    passages: tuple[Passage, ...]

    @property
    def path(self) -> str:
        """The fragment's file."""
        return self.fragment.path

    @property
    def foreign(self) -> bool:
        """Whether it is in another language than the document's."""
        return isinstance(self.fragment, Quoted) and self.fragment.language is not None

    def span(self, start: int, end: int) -> Span:
        """The place in the file of the characters `start` to `end` of `plain`."""
        return self.source.span(self.start + start, self.start + end)

    def at(self, match: re.Match[str], group: int | str = 0) -> Span:
        """The place in the file of a match in `plain`."""
        return self.span(*match.span(group))

    def of(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.plain[passage.start : passage.end]

    def having(self, *kinds: Kind) -> list[Passage]:
        """The passages of some kinds."""
        return [each for each in self.passages if each.kind in kinds]

    def written(self, start: int, end: int) -> str:
        """What stands in the file where the characters `start` to `end` of `plain` do."""
        return self.source.text[self.start + start : self.start + end]

    def cure(self, start: int, end: int, new: str) -> str | None:
        """`new` as it may replace what is written there; None where that has marks, or a line break, to be lost."""
        written = self.written(start, end)
        if written == self.plain[start:end]:
            return new
        lines = written.split("\n")
        if len(lines) != 2 or " ".join(map(str.strip, lines)) != " ".join(self.plain[start:end].split()):
            return None
        before, after = lines[0].split(), lines[1].split()
        words = new.split(" ")
        if len(words) != len(before) + len(after):
            return None
        indent = lines[1][: len(lines[1]) - len(lines[1].lstrip())]
        return " ".join(words[: len(before)]) + "\n" + indent + " ".join(words[len(before) :])

    def passage_at(self, index: int) -> Passage | None:
        """The passage that the character at `index` of `plain` stands in."""
        found = bisect_right(self.passages, index, key=lambda each: each.start) - 1
        return self.passages[found] if found >= 0 and index < self.passages[found].end else None

    @cached_property
    def lowered(self) -> str:
        """`plain` in lower case, and as long."""
        lowered = self.plain.lower()
        if len(lowered) == len(self.plain):
            return lowered
        return "".join(each.lower() if len(each.lower()) == 1 else each for each in self.plain)

    @cached_property
    def folded(self) -> list[str]:
        """The words in lower case, in order."""
        words = "\n".join(self._written)
        lowered = words.lower()
        return lowered.split() if len(lowered) == len(words) else WORD.findall(self.lowered)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words as they are written, each once."""
        return frozenset(self._written)

    @cached_property
    def _written(self) -> list[str]:
        return WORD.findall(self.plain)

    @cached_property
    def capitals(self) -> list[Capital]:
        """The words with a capital in the middle of something."""
        found = []
        for match in _CAPITAL.finditer(self.plain):
            words = self.plain[max(0, match.start() - 80) : match.start()].rpartition("\n")[2].split()
            if words and (words[-1][-1].isalnum() or words[-1][-1] in ",)"):
                earlier, before = words[-2] if len(words) > 1 else "", words[-1].lstrip('(”"')
                after = _NEXT.match(self.plain, match.end())
                found.append(Capital(*match.span(1), match[1], earlier, before, after[1] if after else ""))
        return found

    @cached_property
    def words(self) -> list[re.Match[str]]:
        """The words, in order, with their places in `plain`."""
        return list(WORD.finditer(self.plain))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence of the paragraphs, points and footnotes begins and ends in `plain`."""
        found = []
        for passage in self.having("paragraph", "item", "footnote"):
            found += list(_sentences(self.plain, passage))
        return found

    @cached_property
    def lists(self) -> list[list[Passage]]:
        """The lists: the points that follow each other with the same indentation."""
        found: list[list[Passage]] = []
        open_lists: dict[int, list[Passage]] = {}
        for passage in self.passages:
            if passage.kind == "item":
                open_lists = {level: points for level, points in open_lists.items() if level <= passage.level}
                if passage.level not in open_lists:
                    open_lists[passage.level] = []
                    found.append(open_lists[passage.level])
                open_lists[passage.level].append(passage)
            elif passage.kind == "heading" or not self._indented(passage):
                open_lists = {}
        return found

    def _indented(self, passage: Passage) -> bool:
        line = self.span(passage.start, passage.start).line
        return self.source.line(line).startswith((" ", "\t"))


def as_text(fragment: Fragment) -> Text:
    """The text of a fragment."""
    prose = fragment.prose
    start = prose.source.starts[prose.first_line - 1] if prose.first_line <= len(prose.source.starts) else 0
    body = prose.source.text[start:]
    plain, passages = _plain(body, has_slots=any(prose.slots))
    return Text(fragment, isinstance(fragment, Quoted), prose.source, start, plain, passages)


def _plain(body: str, *, has_slots: bool) -> tuple[str, tuple[Passage, ...]]:
    body = _FENCE.sub(blanks, _COMMENT.sub(blanks, body) if "<!--" in body else body)
    reader = _Lines(has_slots)
    index = 0
    for line in body.split("\n"):
        reader.line(line, index)
        index += len(line) + 1
    reader.close()
    plain = "".join(reader.parts)[: len(body)]
    if any(sign in plain for sign in _SIGNS):
        plain = _INLINE.sub(_without_mark, plain)
    plain = re.sub(r"(?<=[ \n])\0+|\0+(?=[ \n]|$)", blanks, plain) if "\0" in plain else plain
    return plain, tuple(_slotted(reader.passages, plain) if has_slots else reader.passages)


class _Lines:
    """Takes the lines of a body one by one; `parts` becomes the plain text, `passages` what stands in it."""

    def __init__(self, has_slots: bool) -> None:
        self.parts: list[str] = []
        self.passages: list[Passage] = []
        self._open: Passage | None = None
        self._end = 0
        self._table = False

    def line(self, line: str, index: int) -> None:
        """The next line, which begins at `index`."""
        if not line.strip(" \t>"):
            self.close()
            self._table = False
            self._add(" " * len(line), boundary=True)
            return
        mark = _LINE.match(line)
        assert mark is not None
        if (self._table or "|" in line) and _TABLE_LINE.fullmatch(line) and (self._table or self._open):
            self._begin_table()
            self._add(" " * len(line), boundary=True)
        elif mark["row"] or self._table:
            self._row(line, index)
        elif mark["address"]:
            self.close()
            self._add(" " * len(line), boundary=True)
        elif mark["rule"]:
            self._underline(mark["rule"])
            self._add(" " * len(line), boundary=True)
        elif mark["heading"]:
            self._start("heading", index + mark.end(), line, mark.end(), level=len(mark["heading"]))
            self.close()
        elif mark["item"] and not (self._open and self._open.kind == "paragraph" and mark["item"][0] not in "-*+1"):
            self._start("item", index + mark.end(), line, mark.end(), level=len(mark["indent"]), mark=mark["item"])
        elif mark["note"]:
            self._start("footnote", index + mark.end(), line, mark.end())
        elif self._open is None:
            self._start("paragraph", index + len(mark["indent"]), line, len(mark["indent"]))
        else:
            self._add(" " * len(mark["indent"]) + line[len(mark["indent"]) :], boundary=False)
            self._end = index + len(line.rstrip())

    def close(self) -> None:
        """Ends the passage that is open."""
        if self._open is not None and self._end > self._open.start:
            each = self._open
            self.passages.append(Passage(each.kind, each.start, self._end, each.level, each.mark))
        self._open = None

    def _start(self, kind: Kind, start: int, line: str, masked: int, *, level: int = 0, mark: str = "") -> None:
        self.close()
        words = line[masked:]
        start += len(words) - len(words.lstrip())
        self._add(" " * masked + words, boundary=True)
        self._open, self._end = Passage(kind, start, start, level, mark), start + len(words.strip())

    def _add(self, text: str, *, boundary: bool) -> None:
        """Adds a line; the line break before it is one of the text's own only between passages."""
        if self.parts:
            self.parts.append("\n" if boundary else " ")
        self.parts.append(text)

    def _underline(self, rule: str) -> None:
        """A line of === or --- below a paragraph makes it a heading; elsewhere it is a line across the page."""
        if self._open is not None and self._open.kind == "paragraph" and rule[0] in "=-":
            self._open = Passage("heading", self._open.start, self._end, 1 if rule[0] == "=" else 2)
        self.close()

    def _begin_table(self) -> None:
        """What was taken for a paragraph was the heading of a table."""
        if self._open is not None:
            start, end = self._open.start, self._end
            self._open = None
            head = "".join(self.parts)
            self.parts = [head[:start] + head[start:end].replace("|", "\n") + head[end:]]
            self._cells(head[start:end], start)
        self._table = True

    def _row(self, line: str, index: int) -> None:
        self.close()
        self._table = True
        self._add(line.replace("|", "\n"), boundary=True)
        self._cells(line, index)

    def _cells(self, line: str, index: int) -> None:
        for cell in re.finditer(r"[^|]+", line):
            words = cell[0].strip()
            if words:
                start = index + cell.start() + cell[0].index(words)
                self.passages.append(Passage("cell", start, start + len(words)))


def _slotted(passages: list[Passage], plain: str) -> Iterator[Passage]:
    """The passages, each with the part of the fragment that it stands in."""
    slot = ""
    for each in passages:
        if each.kind == "heading" and each.level == 1:
            slot = plain[each.start : each.end].strip()
        yield Passage(each.kind, each.start, each.end, each.level, each.mark, slot)


def _sentences(plain: str, passage: Passage) -> Iterator[tuple[int, int]]:
    start = passage.start
    for end in _SENTENCE_END.finditer(plain, passage.start, passage.end):
        if _SHORT.search(plain, max(start, end.start() - _LONGEST_SHORT), end.start() + 1):
            continue
        yield start, end.end()
        start = end.end() + 1
    if plain[start : passage.end].strip():
        yield start, passage.end


def _without_mark(match: re.Match[str]) -> str:
    """A mark as so many characters that are nothing: beside a blank they become blanks, within a word they stay."""
    return "\0" * len(match[0]) if match.lastgroup in _WITHIN else " " * len(match[0])


_WITHIN = ("mark", "link", "escape", "bracket", "stress")
