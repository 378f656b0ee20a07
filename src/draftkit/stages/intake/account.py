"""What becomes of the passages of a published document that are in no fragment, and of facts that it does not give."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...messages import Message, msg
from .furniture import Dropped
from .passages import Passage


@dataclass
class Account:
    """What becomes of every passage that is in no fragment."""

    unplaced: list[Dropped] = field(default_factory=list)
    reworded: list[Dropped] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)

    def leave(self, passage: Passage, reason: Message) -> None:
        """Notes a passage that has no place."""
        self.unplaced.append(Dropped(passage.where, passage.words, reason))

    def reword(self, passage: Passage, text: str | None = None) -> None:
        """Notes a sentence that the pack prints otherwise."""
        reason = msg("the pack words it itself")
        self.reworded.append(Dropped(passage.where, passage.plain if text is None else text, reason))

    def lacks(self, key: str, *, file: str = "arende.yaml") -> None:
        """Notes a fact that has to be written by hand."""
        self.missing.append(msg("“{key}” in {file}", key=key, file=file))
