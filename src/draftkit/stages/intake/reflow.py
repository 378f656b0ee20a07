"""Lines become passages: paragraphs, headings, items of lists, tables, footnotes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from . import laidout, plaintext
from .furniture import Dropped, without_furniture
from .landmarks import NO_LANDMARKS, Landmarks
from .lines import Page
from .passages import Passage, markdown, with_notes


class Reflowed(Struct, frozen=True):
    """A text whose lines have been joined: its passages, its footnotes, and what was left out."""

    passages: tuple[Passage, ...]
    notes: tuple[Passage, ...]
    dropped: tuple[Dropped, ...]

    @property
    def markdown(self) -> str:
        """The text as Markdown that reads back word for word. Headings begin at level 2, as in an answer."""
        return markdown(with_notes(self.passages, self.notes))


def reflow(pages: Sequence[Page], landmarks: Landmarks = NO_LANDMARKS) -> Reflowed:
    """The text of `pages`, as it was before it was laid on them.

    In a text without layout, a line goes on in the next where no other word would have fitted; in a PDF, where they
    stand as near to each other as lines of one paragraph do. `landmarks` knows the sentences of a
    document's own, which begin and end a paragraph even where they have fallen into the middle of another.
    """
    kept, dropped = without_furniture(pages)
    if any(page.laid_out for page in kept):
        passages, notes = laidout.passages(kept, landmarks)
    else:
        passages, notes = plaintext.passages(kept, landmarks), []
    return Reflowed(tuple(passages), tuple(notes), tuple(dropped))
