"""What can begin before anything else: pandoc reads the texts while Python still loads the rest of draftkit."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msgspec import Struct

from .edges.engines.pandoc import Pandoc, Reply
from .problems import Problem
from .project import Project
from .stages.load.frontmatter import Parts
from .stages.load.texts import DIALECT, is_litter, outline, readable, texts


class Ahead(Struct, frozen=True):
    """The texts of a case on their way through pandoc, and the Word files among its bilagor."""

    texts: Mapping[str, Parts]
    problems: tuple[Problem, ...]
    reading: Mapping[str, Reply]
    documents: Mapping[str, Reply]


def send(project: Project, folder: str, pandoc: Pandoc) -> Ahead:
    """Sends the texts of the case in `folder` to pandoc."""
    found, problems = texts(project, folder)
    bodies = [readable(each) for each in found.values()]
    problems += [problem for _, more in bodies for problem in more]
    # Each by itself, so that the first can be taken while the last is being read.
    reading = {
        path: pandoc.read([body], DIALECT, outlines=[outline(body)])
        for path, (body, _) in zip(found, bodies, strict=True)
    }
    words = [path for path in project.under(f"{folder}/bilagor") if path.lower().endswith(".docx")]
    words = [path for path in words if not is_litter(posixpath.basename(path)) and _may_be_read(project.files[path])]
    return Ahead(found, tuple(problems), reading, {path: pandoc.intake(project.files[path]) for path in words})


def _may_be_read(word: bytes) -> bool:
    """Whether a Word file unpacks to what memory has room for; edges/intake tells of one that does not."""
    from .edges.intake.package import Unreadable, refuse_if_huge

    try:
        refuse_if_huge(word)
    except Unreadable:
        return False
    return True
