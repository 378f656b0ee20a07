"""The Markdown files of a case, each in its two parts: what pandoc is to read.

Knows nothing of the model, so that the engine can begin while the rest of the program is still being loaded.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ... import codes
from ...messages import msg
from ...problems import Problem
from ...project import Project
from . import frontmatter
from .frontmatter import Parts
from .textfile import read_text

DIALECT = "commonmark+footnotes+pipe_tables"

_MARK = re.compile(r"\[\^((?:\\.|[^\[\]\\])+)\]", re.DOTALL)
_DEFINITION = re.compile(rf"^((?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*){_MARK.pattern}:", re.MULTILINE)

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
    """The body as pandoc is to have it: a footnote that refers to itself would keep pandoc busy for ever."""
    body, problems = parts.body, []
    before = parts.source.starts[parts.body_line - 1] if body else 0
    for mark in _circular_marks(body):
        body = f"{body[: mark.start()]}({body[mark.start() + 1 :]}"
        span = parts.source.span(before + mark.start(), before + mark.end())
        message = msg("the footnote “{mark}” refers to itself", mark=mark[0])
        hint = msg("take its mark out of the footnotes, or write \\[ for an ordinary bracket")
        problems.append(Problem(codes.FOOTNOTE_IN_ITSELF, message, span, hint))
    return body, problems


def _circular_marks(body: str) -> list[re.Match[str]]:
    """The marks in footnotes' texts that lead back to the footnote that they stand in."""
    marks: dict[str, list[re.Match[str]]] = {}
    for name, start, end in _footnotes(body):
        marks.setdefault(name, []).extend(_MARK.finditer(body, start, end))

    def leads_to(start: str, wanted: str) -> bool:
        reached, waiting = set(), [start]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += [_name(mark) for mark in marks.get(name, ())]
        return wanted in reached

    found = [mark for name, inside in marks.items() for mark in inside if leads_to(_name(mark), name)]
    return sorted({mark.start(): mark for mark in found}.values(), key=lambda mark: mark.start())


def _footnotes(body: str) -> Iterator[tuple[str, int, int]]:
    """The name of each footnote, and where its text begins and ends."""
    definitions = list(_DEFINITION.finditer(body)) if "[^" in body else []
    for index, each in enumerate(definitions):
        indent = len(each[1])
        ends = [other.start() for other in definitions[index + 1 :] if len(other[1]) <= indent]
        inside = rf"[ \t>]{{{indent}}}(?:[ >]{{4}}|\t)"
        text_after = re.compile(rf"\n[ \t>]*\n(?!{inside})(?=[^\n]*\S)").search(body, each.end())
        ends += [text_after.start()] if text_after else []
        yield _name(each, 2), each.end(), min(ends, default=len(body))


def _name(match: re.Match[str], group: int = 1) -> str:
    return " ".join(match[group].split()).casefold()
