"""Two versions of an ärende become one document in which every change can be seen.

In Word as tracked changes, which can be accepted or rejected (edges/finish/redline.py); in the PDF as underlined and
struck text with bars in the margin (stages/review/merging.py).
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from .edges.engines.pandoc import Pandoc
from .edges.finish.redline import By, Change, Note, tracked
from .pipeline import Composed
from .problems import Problem
from .project import Project
from .publish import word_file
from .stages import formats


class Side(Struct, frozen=True):
    """One of the two versions: the files it was made of, and the document composed of them."""

    project: Project
    composed: Composed


def word(
    old: Side, new: Side, pandoc: Pandoc, by: Callable[[Change], By], note: Note
) -> tuple[bytes, list[Problem]]:
    """The Word file with tracked changes, and what is wrong with the Word file of the new version."""
    (before, _), (after, problems) = (_word_file(side, pandoc) for side in (old, new))
    return tracked(before, after, by, note), problems


def _word_file(side: Side, pandoc: Pandoc) -> tuple[bytes, list[Problem]]:
    document = side.composed.document
    assert document is not None  # both have been composed
    return word_file(replace(side.composed, document=formats.with_origins(document)), side.project, pandoc)
