"""Names for places in the page, made of headings, so that somebody can be sent a link to a part of it."""

from __future__ import annotations

import unicodedata

from msgspec import Struct, field

from ...patterns import lazily

_NOT_IN_A_NAME = lazily("[^a-z0-9]+")
_LONGEST = 60


class Anchors(Struct):
    """The names that are taken. None of those made here has a `_`: the page's own have one ("fotnot_1")."""

    taken: set[str] = field(default_factory=lambda: {"text", "innehall"})

    def of(self, heading: str) -> str:
        """A name that no other place has: “Förslag till beslut” -> forslag-till-beslut."""
        plain = unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode()
        name = _NOT_IN_A_NAME.sub("-", plain).strip("-")[:_LONGEST].rstrip("-") or "avsnitt"
        if not name[0].isalpha():
            name = f"avsnitt-{name}"
        free, number = name, 1
        while free in self.taken:
            number += 1
            free = f"{name}-{number}"
        self.taken.add(free)
        return free
