"""Two versions of an ärende become one document in which every change can be seen.

In Word as tracked changes, which can be accepted or rejected (edges/finish/redline.py); in the PDF as underlined and
struck text with bars in the margin (stages/review/merging.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from .blocks import raw_block
from .edges.engines.pandoc import Pandoc
from .edges.finish.redline import Note, tracked
from .pipeline import Composed
from .problems import Problem
from .project import Project
from .publish import job_of, pdf_file, word_file
from .stages import formats
from .stages.inputs import sha
from .stages.render import Document
from .stages.review.authorship import By, Change
from .stages.review.merging import Merged, earlier, merged


class Side(Struct, frozen=True):
    """One of the two versions: the files it was made of, and the document composed of them."""

    project: Project
    composed: Composed

    @property
    def document(self) -> Document:
        """The document; there must be one."""
        assert self.composed.document is not None
        return self.composed.document

    def shown(self) -> dict[str, bytes]:
        """The files that the document shows: pictures, and the PDF files of which it has pages."""
        attachments = self.composed.checked.attachments
        paths = {path for path, _ in (*formats.pictures(self.document), *formats.pdf_pages(self.document))}
        return {path: attachments.pictures.get(path) or self.project.files[path] for path in paths}


def word(old: Side, new: Side, pandoc: Pandoc, by: Callable[[Change], By], note: Note) -> tuple[bytes, list[Problem]]:
    """The Word file with tracked changes, and what is wrong with the Word file of the new version."""
    (before, _), (after, problems) = (_word_file(side, pandoc) for side in (old, new))
    return tracked(before, after, by, note), problems


def _word_file(side: Side, pandoc: Pandoc) -> tuple[bytes, list[Problem]]:
    composed = replace(side.composed, document=formats.with_origins(side.document))
    return word_file(composed, side.project, pandoc)


def pdf(
    old: Side,
    new: Side,
    pandoc: Pandoc,
    by: Callable[[Change], By],
    told: Callable[[Merged], Mapping[str, object]],
) -> tuple[bytes, list[Problem], int]:
    """The PDF with underlined and struck text, what is wrong with it, and its pages.

    `told` gives what draftkit.typ says of the two versions, and of who made each change.
    """
    before = {earlier(path): data for path, data in old.shown().items()}
    contents = {path: sha(data) for path, data in {**new.shown(), **before}.items()}
    both = merged(old.document, new.document, contents, by)
    document = replace(both.document, nodes=(raw_block("typst", "#ändringsnot()"), *both.document.nodes))
    composed, project = _together(old, new, document, before)
    return pdf_file(replace(job_of(composed, project, pandoc, final=False), changes=told(both)))


def _together(old: Side, new: Side, document: Document, before: Mapping[str, bytes]) -> tuple[Composed, Project]:
    """The new version with all that the merged document shows of the older one."""
    ones, others = old.composed.checked.attachments, new.composed.checked.attachments
    attachments = replace(
        others,
        sizes={**others.sizes, **{earlier(path): each for path, each in ones.sizes.items()}},
        flat={**others.flat, **{earlier(path): each for path, each in ones.flat.items()}},
        pictures={**others.pictures, **before},
    )
    texts = {(earlier(path), page): text for (path, page), text in old.composed.page_texts.items()}
    composed = replace(
        new.composed,
        document=document,
        checked=replace(new.composed.checked, attachments=attachments),
        page_texts={**new.composed.page_texts, **texts},
    )
    return composed, replace(new.project, files={**new.project.files, **before})
