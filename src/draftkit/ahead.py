"""What can begin before anything else: pandoc reads the texts while Python still loads the rest of draftkit."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msgspec import Struct

from .blocks import Parsed
from .edges.engines.pandoc import Pandoc, Reply
from .problems import Problem
from .project import Project
from .stages.load import markdown
from .stages.load.frontmatter import Parts
from .stages.load.texts import DIALECT, is_litter, outline, readable, texts


class Ahead(Struct, frozen=True):
    """The texts of a case, read or on their way through pandoc, and the Word files among its bilagor."""

    texts: Mapping[str, Parts]
    problems: tuple[Problem, ...]
    parsed: Mapping[str, Parsed]
    reading: Mapping[str, Reply]
    documents: Mapping[str, Reply]


def send(project: Project, folder: str, pandoc: Pandoc) -> Ahead:
    """Reads the texts of the case in `folder`, and sends pandoc those that it has to read."""
    found, problems = texts(project, folder)
    parsed, reading = dict[str, Parsed](), dict[str, Reply]()
    for path, parts in found.items():
        body, more = readable(parts)
        problems += more
        if tree := markdown.read(body):
            parsed[path] = tree
        else:  # by itself, so that the first can be taken while the last is being read
            reading[path] = pandoc.read([body], DIALECT, outlines=[outline(body)])
    words = [path for path in project.under(f"{folder}/bilagor") if path.lower().endswith(".docx")]
    words = [path for path in words if not is_litter(posixpath.basename(path)) and _may_be_read(project.files[path])]
    return Ahead(found, tuple(problems), parsed, reading, {path: pandoc.intake(project.files[path]) for path in words})


def _may_be_read(word: bytes) -> bool:
    """Whether a Word file unpacks to what memory has room for; edges/intake tells of one that does not."""
    from .edges.intake.package import Unreadable, refuse_if_huge

    try:
        refuse_if_huge(word)
    except Unreadable:
        return False
    return True
