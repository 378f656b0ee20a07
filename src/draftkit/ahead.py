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
    reading: Reply
    documents: Mapping[str, Reply]


def send(project: Project, folder: str, pandoc: Pandoc) -> Ahead:
    """Sends the texts of the case in `folder` to pandoc."""
    found, problems = texts(project, folder)
    bodies = [readable(each) for each in found.values()]
    problems += [problem for _, more in bodies for problem in more]
    texts_to_read = [body for body, _ in bodies]
    reading = pandoc.read(texts_to_read, DIALECT, outlines=[outline(body) for body in texts_to_read])
    words = [path for path in project.under(f"{folder}/bilagor") if path.lower().endswith(".docx")]
    documents = {path: pandoc.intake(project.files[path]) for path in words if not is_litter(posixpath.basename(path))}
    return Ahead(found, tuple(problems), reading, documents)
