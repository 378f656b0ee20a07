"""The Markdown files of a case, each in its two parts: what pandoc is to read.

Knows nothing of the model, so that the engine can begin while the rest of the program is still being loaded.
"""

from __future__ import annotations

import posixpath

from ...problems import Problem
from ...project import Project
from . import frontmatter
from .frontmatter import Parts
from .textfile import read_text

DIALECT = "commonmark+footnotes+pipe_tables"

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
