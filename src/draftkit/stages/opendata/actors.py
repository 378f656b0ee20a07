"""Those who act in a case, as references in an Akoma Ntoso document: bodies, people, roles, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain, count

from msgspec import Struct, field

from ...model import Body, Person
from ...swedish.people import Named, with_parties
from .element import Element, element
from .naming import Names, plain

_PLACES = {
    "TLCOrganization": ("organ", "organization"),
    "TLCPerson": ("person", "person"),
    "TLCRole": ("roll", "role"),
    "TLCConcept": ("utfall", "concept"),
    "TLCEvent": ("handelse", "event"),
}


class Actors(Struct):
    """Gathers who is referred to; each is declared once, in the order in which they are first met."""

    names: Names
    found: dict[str, Element] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def body(self, body: Body) -> str:
        """A reference to a body."""
        return self._refer("TLCOrganization", body.slug, body.name)

    def meeting(self, name: str, known: Iterable[Body], kind: str) -> str:
        """A reference to one that every municipality has: the body of that kind, or the name where none is known."""
        found = next((each for each in known if each.kind == kind), None)
        return self.body(found) if found else self._refer("TLCOrganization", plain(name), name)

    def municipality(self) -> str:
        """A reference to the municipality itself."""
        return self._refer("TLCOrganization", self.names.municipality, self.names.municipality)

    def person(self, person: Person, day: date | None) -> str:
        """A reference to a person, shown with the party of `day`."""
        shown = with_parties([Named(person.name, person.party_on(day))])
        return self._refer("TLCPerson", person.slug, shown, person.name)

    def role(self, name: str) -> str:
        """A reference to what somebody acts as."""
        return self._refer("TLCRole", name, name)

    def outcome(self, name: str) -> str:
        """A reference to what came of a step."""
        return self._refer("TLCConcept", name, name)

    def event(self, name: str) -> str:
        """A reference to what happened."""
        return self._refer("TLCEvent", name, name)

    def _refer(self, tag: str, name: str, shown: str, short: str | None = None) -> str:
        if (tag, name) not in self.keys:
            prefix, kind = _PLACES[tag]
            own = _unlike(plain(name), [key.partition(".")[2] for key in self.found if key.startswith(f"{prefix}.")])
            key = self.keys[tag, name] = f"{prefix}.{own}"
            href = self.names.entity(kind, own)
            short = short if short != shown else None
            self.found[key] = element(tag, eId=key, href=href, showAs=shown, shortForm=short)
        return f"#{self.keys[tag, name]}"


def _unlike(name: str, taken: list[str]) -> str:
    """A name that nobody has: two whose short names differ only in signs are two."""
    return next(each for each in chain([name], (f"{name}-{n}" for n in count(2))) if each not in taken)
