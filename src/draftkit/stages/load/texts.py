"""The Markdown files of a case, each in its two parts: what pandoc is to read.

Knows nothing of the model, so that the engine can begin while the rest of the program is still being loaded.
"""

from __future__ import annotations

import posixpath
import re

from ... import codes
from ...messages import msg
from ...patterns import lazily
from ...problems import Problem
from ...project import Project
from . import frontmatter
from .frontmatter import Parts
from .textfile import read_text

DIALECT = "commonmark+footnotes+pipe_tables"

_MARK = lazily(r"(?<!\\)\[\^((?:\\.|[^\[\]\\])+)\]", re.DOTALL)
_MORE_WORDS = lazily(r"([^\W\d_]{3})[\w ,.;:”’–/§%()-]+$", re.MULTILINE)
_DEFINITION = lazily(rf"^((?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*){_MARK.pattern}:", re.MULTILINE)

# What operating systems and Word leave behind; never anybody's text.
_LITTER = ("Thumbs.db", "desktop.ini")


def is_litter(path: str) -> bool:
    """Whether a file is an operating system's or a program's own, and no part of the case."""
    return any(part.startswith((".", "~$")) for part in path.split("/")) or posixpath.basename(path) in _LITTER


def texts(project: Project, folder: str) -> tuple[dict[str, Parts], list[Problem]]:
    """The Markdown files below `folder`, by path, each in its two parts: what pandoc is to read.

    Cheap, so that the engine can begin before anything else is read.
    """
    found: dict[str, Parts] = {}
    problems: list[Problem] = []
    for path in project.under(folder):
        if not path.endswith(".md") or is_litter(path[len(folder) + 1 :]):
            continue
        source, more = read_text(path, project.files[path])
        problems += more
        if source is not None:
            found[path], more = frontmatter.split(source)
            problems += more
    return found, problems


def readable(parts: Parts) -> tuple[str, list[Problem]]:
    """The body as pandoc is to have it: without marks in footnotes' texts.

    pandoc drops them without a word, and is busy for ever with a footnote that refers to itself.
    """
    body, problems = parts.body, []
    before = parts.source.starts[parts.body_line - 1] if body else 0
    for mark in _marks_in_footnotes(body):
        body = f"{body[: mark.start()]}({body[mark.start() + 1 :]}"
        span = parts.source.span(before + mark.start(), before + mark.end())
        message = msg("the mark “{mark}” stands in a footnote, and would not be printed", mark=mark[0])
        hint = msg("write the text in the footnote itself, or \\[ for an ordinary bracket")
        problems.append(Problem(codes.FOOTNOTE_IN_FOOTNOTE, message, span, hint))
    return body, problems


def outline(body: str) -> str:
    """The body with fewer words: enough for pandoc to find its blocks on the same lines, at a fraction of the time.

    "1. Kulturnämnden godkänner förslaget" -> "1. Kulturnämnden"; a line with any mark of Markdown's stays whole.
    """
    return _MORE_WORDS.sub(r"\1", body)


def _marks_in_footnotes(body: str) -> list[re.Match[str]]:
    """The marks of footnotes that stand in the text of a footnote."""
    definitions = list(_DEFINITION.finditer(body)) if "[^" in body else []
    found: dict[int, re.Match[str]] = {}
    for index, each in enumerate(definitions):
        indent = len(each[1])
        ends = [other.start() for other in definitions[index + 1 :] if len(other[1]) <= indent]
        inside = rf"[ \t>]{{{indent}}}(?:[ >]{{4}}|\t)"
        text_after = re.compile(rf"\n[ \t>]*\n(?!{inside})(?=[^\n]*\S)").search(body, each.end())
        ends += [text_after.start()] if text_after else []
        marks = _MARK.finditer(body, each.end(), min(ends, default=len(body)))
        found |= {mark.start(): mark for mark in marks}
    starts = {each.start(2) - 2 for each in definitions}
    return [found[start] for start in sorted(found) if start not in starts]


def footnotes(body: str) -> set[str]:
    """The names of the footnotes that have a text."""
    return {footnote_name(each[2]) for each in _DEFINITION.finditer(body)}


def footnote_name(text: str) -> str:
    """What stands between [^ and ] as pandoc compares it."""
    return " ".join(text.split()).casefold()
