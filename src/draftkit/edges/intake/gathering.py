"""What a reader gathers on its way through a file: what it leaves out and alters, pictures, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from ...blocks import Node, text_of
from ...messages import Message, msg
from ...patterns import lazily
from ...stages.intake.inlines import Run, cleaned, picture, remark
from ...stages.intake.story import Altered, Left, Original, Piece, Revision
from .media import shown

_ADDRESS = lazily(r"(?:https?://|mailto:|tel:)\S+$", re.IGNORECASE)
_SHOWN = 50  # letters of the paragraph that a place is told by


class Line(Struct):
    """A paragraph while it is read: its parts so far, and the text boxes that are fastened to it."""

    parts: list[Run | Node] = field(default_factory=list)
    boxes: list[list[Piece]] = field(default_factory=list)


class Gathering(Struct):
    """All that is not a piece of the text. `changes` says what becomes of tracked changes."""

    changes: str
    left: list[Left] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    insertions: Counter[str] = field(default_factory=Counter)
    deletions: Counter[str] = field(default_factory=Counter)
    place: Message = field(default_factory=lambda: msg("at the beginning"))
    fixed: list[Message] = field(default_factory=list)  # "the header", while that is read

    @property
    def where(self) -> Message:
        """Where the reader stands."""
        return self.fixed[-1] if self.fixed else self.place

    def passed(self, content: Sequence[Node]) -> None:
        """Tells where the next words stand: after this paragraph."""
        text = " ".join(text_of(list(content)).split())
        if text and not self.fixed:
            short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
            self.place = msg("after “{text}”", text=short)

    def leave(self, reason: Message, text: str) -> None:
        """Notes words that are left out. Neighbours with one reason are one."""
        text = cleaned(text)[0]
        last = self.left[-1] if self.left else None
        if last and last.reason == reason and last.where == self.where:
            self.left[-1] = Left(last.where, reason, last.text + text)
        else:
            self.left.append(Left(self.where, reason, text))

    def alter(self, what: Message, text: str = "") -> None:
        """Notes what has another form than in the original."""
        self.altered.append(Altered(what, " ".join(text.split())))

    def text(self, text: str, font: str = "") -> str:
        """Words of the original, as they may stand in ours."""
        clean, lost = cleaned(text, font)
        if lost:
            codes = ", ".join(dict.fromkeys(f"U+{ord(each):04X}" for each in lost))
            self.alter(msg("signs of a symbol font that no letter shows are left out ({codes})", codes=codes), clean)
        return clean

    def address(self, target: str) -> str:
        """The address of a link, where it leads to something that a reader of the document can reach."""
        if not target or _ADDRESS.match(target):
            return target
        self.alter(msg("a link that leads nowhere from here is only its text"), target)
        return ""

    def show(self, line: Line, data: bytes | None, name: str, alternative: str) -> None:
        """A picture at its place in a paragraph; a note to colleagues where it cannot be shown."""
        found = shown(data) if data else None
        if found is None:
            line.parts.append(remark(f"Här stod en bild som inte kunde tas med: {name}"))
            self.leave(msg("a picture that cannot be shown ({name}); save it as PNG", name=name), alternative)
            return
        ending, content = found
        key = next((each for each, known in self.media.items() if known == content), "")
        if not key:
            key = f"{len(self.media) + 1}{ending}"
            self.media[key] = content
        line.parts.append(picture(key, self.text(alternative)))

    def missing(self, line: Line, what: Message, said: str, text: str) -> None:
        """Something that a text cannot hold: a note at its place, and its words among what is left out."""
        line.parts.append(remark(said))
        self.leave(what, text)

    def original(self, title: str, pieces: Sequence[Piece], margins: Sequence[str], written: Sequence[str]) -> Original:
        """The file as it is: `pieces` of text, the lines of its `margins`, and every word that is `written` in it."""
        return Original(
            tuple(pieces), tuple(self.left), tuple(self.altered), self.media, tuple(margins), tuple(written),
            tuple(self.added), self.revisions(), title,
        )  # fmt: skip

    def revisions(self) -> tuple[Revision, ...]:
        """Who has changed how much."""
        people = sorted({*self.insertions, *self.deletions})
        return tuple(Revision(each, self.insertions[each], self.deletions[each]) for each in people)
