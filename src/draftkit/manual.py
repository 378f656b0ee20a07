"""The manual page of a code, taken apart: what it says, and its examples.

A page is written as a docstring, in English; its paragraphs are msgids, its examples are Swedish and stay as they are:

    The same word stands twice in a row.

    It is easily done when a sentence is rewritten.

    Bad:
        synpunkter.md
        Jag anser att att förslaget är bra.
                  ^^^^^^^
    Good:
        synpunkter.md
        Jag anser att förslaget är bra.

An example may begin with the options of the command, `--idag 2032-01-31`, `--final`, `--stavning` or `--to html`. It
names one file or more, each
followed by what stands in it; a line of ^ underlines what is wrong, and where there is none, the last file is wrong as
a whole. A file's lines may be only some of it: the keys of arende.yaml that the page is about. What no line can show
stands in brackets on a line before the others, or instead of them:

    (finns inte)                     the file is not there
    (tom)                            there is nothing in it
    (länk till arkiv/arende.yaml)    it is a symbolic link
    (sparad som Windows-1252)        it is text, and is stored so
    (en PDF med lösenord)            it is no text, but this
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from .messages import Message
from .patterns import lazily

_MARKS = lazily(r"\s*\^[\s^]*")
_FILE = lazily(r"[\w./-]+\.(?:md|yaml|toml|docx|pdf|png|jpg|xlsx|txt|j2|typ|css)")
_NOTE = lazily(
    r"\((finns inte|tom|(?:(?:oför)?ändrad|länk till|större än|ingen fil,|sparad) .+|"
    r"en (?:PDF|bild|Word-fil|Excel-fil)\b.*)\)"
)


class Mark(Struct, frozen=True):
    """A place that an example underlines: the line from 1, the columns from 1, the end exclusive."""

    line: int
    col: int
    end_col: int


class Excerpt(Struct, frozen=True):
    """What an example shows of one file; `note` is what it says in brackets."""

    path: str
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    note: str = ""


class Example(Struct, frozen=True):
    """Something right or wrong: a few files, on a day, for a draft or for a final document."""

    good: bool
    shown: str  # as it stands in the page
    excerpts: tuple[Excerpt, ...]
    today: str = ""
    final: bool = False
    spelling: bool = False
    formats: str = "docx,pdf"


class Page(Struct, frozen=True):
    """A manual page: its first line, what else it says, and its examples."""

    summary: str
    paragraphs: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def said(self) -> tuple[Message, ...]:
        """The first line and the paragraphs, to be said in the reader's language."""
        return tuple(Message(each) for each in (self.summary, *self.paragraphs))


def page(docstring: str) -> Page:
    """The page that a docstring holds."""
    lines = inspect.cleandoc(docstring).split("\n")
    starts = [number for number, line in enumerate(lines) if line in ("Bad:", "Good:")]
    said = "\n".join(lines[: starts[0]] if starts else lines)
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", said) if each.strip()]
    ends = [*starts[1:], len(lines)] if starts else []
    examples = [_example(lines[start], lines[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    return Page(paragraphs[0] if paragraphs else "", tuple(paragraphs[1:]), tuple(examples))


def _example(title: str, lines: Sequence[str]) -> Example:
    shown = inspect.cleandoc("\n".join(["", *lines])).rstrip()
    lines = shown.split("\n")
    options = lines.pop(0).split() if lines[0].startswith("--") else []
    today = options[options.index("--idag") + 1] if "--idag" in options else ""
    final, spelling = "--final" in options, "--stavning" in options
    formats = options[options.index("--to") + 1] if "--to" in options else "docx,pdf"
    return Example(title == "Good:", shown, tuple(_excerpts(lines)), today, final, spelling, formats)


def _excerpts(lines: Sequence[str]) -> Iterator[Excerpt]:
    path, kept, marks, note = "", list[str](), list[Mark](), ""
    for line in lines:
        if _FILE.fullmatch(line):
            if path:
                yield Excerpt(path, tuple(kept), tuple(marks), note)
            path, kept, marks, note = line, [], [], ""
        elif not kept and (in_brackets := _NOTE.fullmatch(line)):
            note = in_brackets[1]
        elif _MARKS.fullmatch(line):
            marks += [Mark(len(kept), each.start() + 1, each.end() + 1) for each in re.finditer(r"\^+", line)]
        else:
            kept.append(line)
    yield Excerpt(path, tuple(kept), tuple(marks), note)
