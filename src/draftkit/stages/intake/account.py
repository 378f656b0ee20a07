"""What becomes of the passages of a published document that are in no fragment, and of facts that it does not give."""

from __future__ import annotations

from msgspec import Struct, field

from ...messages import Message, msg
from .furniture import Dropped
from .passages import Passage


class Account(Struct):
    """Every passage that is in no fragment: printed again by the pack, printed otherwise, or without a place."""

    printed: list[Dropped] = field(default_factory=list)
    reworded: list[Dropped] = field(default_factory=list)
    unplaced: list[Dropped] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)

    def leave(self, passage: Passage, reason: Message) -> None:
        """Notes a passage that has no place."""
        self.unplaced.append(Dropped(passage.where, _words(passage), reason))

    def read(self, passage: Passage, *, exact: bool, text: str | None = None) -> None:
        """Notes a sentence that has been read as facts; not `exact`: the pack prints them in other words."""
        words = _words(passage) if text is None else text
        if exact:
            self.printed.append(Dropped(passage.where, words, msg("the pack prints it")))
        else:
            self.reworded.append(Dropped(passage.where, words, msg("the pack words it itself")))

    def lacks(self, key: str, *, file: str = "arende.yaml") -> None:
        """Notes a fact that has to be written by hand."""
        self.missing.append(msg("“{key}” in {file}", key=key, file=file))


def _words(passage: Passage) -> str:
    return f"{passage.mark}. {passage.words}" if passage.mark.isdigit() else passage.words
