"""The bodies and people that a published text names: those of the registers, and entries proposed for the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from ...model import Body, Person, Registers
from ...patterns import lazily
from ...swedish.people import Named
from ...swedish.words import genitive
from .names import slug

_NO_END = ("{", "[", "---", "...", "%")  # what begins a line of a YAML file that one cannot add lines to
_OFFICE = lazily(r"(?:kontoret|förvaltningen|förvaltning|kontor)$", re.IGNORECASE)
_COMPANY = lazily(r"\bAB\b|\baktiebolag\b", re.IGNORECASE)
# What every ärende names, whether the text does or not.
_STANDING = (
    ("kommunfullmäktige", "fullmäktige"),
    ("kommunstyrelsen", "styrelse"),
    ("borgarrådsberedningen", "beredning"),
)


class Organ(Struct):
    """A body of the register, or one that is proposed for it."""

    slug: str
    name: str
    kind: str
    administration: str | None = None
    new: bool = False


class Names(Struct):
    """Finds bodies and people by what a text calls them, and notes those that the registers lack."""

    registers: Registers
    organs: dict[str, Organ] = field(default_factory=dict)
    new_people: dict[str, Named] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, body in self.registers.bodies.items():
            self.organs[key] = Organ(key, body.name, body.kind, body.administration)
        for name, kind in _STANDING:
            if not any(each.kind == kind for each in self.organs.values()):
                self._add(name, kind)

    def body(self, name: str) -> Organ | None:
        """The body that is called `name`, as nominative or genitive, or whose administration is."""
        wanted = _plain(name)
        for organ in self.organs.values():
            if wanted in self._names(organ):
                return organ
        return None

    def nearly(self, name: str) -> Organ | None:
        """The same, where a part of the name is left out: Stockholms Stadshus for Stockholms Stadshus AB."""
        if found := self.body(name):
            return found
        wanted = set(_plain(name).split())
        near = [each for each in self.organs.values() if wanted and wanted < set(_plain(each.name).split())]
        return near[0] if len(near) == 1 else None

    def asked(self, name: str, *, below: bool = False) -> Organ:
        """The body that was asked under `name`: of the register, else proposed for it."""
        return self.nearly(name) or self._add(name, _kind(name, below=below))

    def administration(self, organ: Organ, name: str) -> None:
        """Notes what the administration of a proposed body is called."""
        if organ.new and organ.administration is None and organ.kind in ("facknämnd", "stadsdelsnämnd"):
            organ.administration = name if " " in name else name[:1].lower() + name[1:]

    def person(self, named: Named) -> str:
        """The slug of a person of the register, or proposed for it."""
        for key, person in self.registers.people.items():
            if person.name.casefold() == named.name.casefold():
                return key
        for key, other in self.new_people.items():
            if other.name.casefold() == named.name.casefold():
                if named.party and not other.party:
                    self.new_people[key] = named
                return key
        key = slug(named.name, {*self.registers.people, *self.new_people})
        self.new_people[key] = named
        return key

    def party(self, key: str) -> str:
        """The party of a person by slug, as far as it is known."""
        if key in self.new_people:
            return self.new_people[key].party
        person: Person | None = self.registers.people.get(key)
        return person.party_on(None) if person else ""

    def of_kind(self, kind: str) -> Organ:
        """The one body of a kind of which there is one: fullmäktige, styrelse, beredning."""
        return next(each for each in self.organs.values() if each.kind == kind)

    def _add(self, name: str, kind: str) -> Organ:
        key = slug(name, self.organs)
        self.organs[key] = Organ(key, name, kind, new=True)
        return self.organs[key]

    def _names(self, organ: Organ) -> set[str]:
        body: Body | None = self.registers.bodies.get(organ.slug)
        names = [organ.name, organ.administration or "", *(body.aliases if body else ())]
        own = [body.genitive] if body and body.genitive else []
        return {_plain(each) for name in names if name for each in (name, genitive(name), *own)}


def nominative(name: str) -> str:
    """A name without the ending of its genitive: Serviceförvaltningens -> Serviceförvaltningen, AB:s -> AB."""
    return re.sub(r":s$|(?<=[^sxz:])s$", "", name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _kind(name: str, *, below: bool) -> str:
    low = name.casefold()
    if below:
        return "dotterbolag"
    if "stadsdelsnämnd" in low:
        return "stadsdelsnämnd"
    if low.endswith(("nämnden", "nämnd", "utskottet", "styrelsen")) and not _COMPANY.search(name):
        return "facknämnd"
    if _OFFICE.search(low) and name[:1].islower():
        return "kontor"
    return "bolag" if _COMPANY.search(name) else "extern"


def with_entries(register: str, lines: Sequence[str], remark: str) -> str | None:
    """The text of a register with `lines` last in it, below a remark; None where they cannot stand there safely.

    A register that is one mapping in brackets, or several documents, has no end to write at.
    """
    written = [line for line in register.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if any(line.startswith(_NO_END) for line in written):
        return None
    before = register.rstrip("\n") + "\n\n" if register.strip() else ""
    return before + f"# {remark}\n" + "".join(f"{line}\n" for line in lines)


def entries(names: Names) -> Mapping[str, list[str]]:
    """The lines to add to the registers, by file: "digg: {namn: DIGG, typ: extern}"."""
    from ..yamltext import flow, scalar

    bodies = [
        f"{each.slug}: {flow({'namn': each.name, 'typ': each.kind, 'förvaltning': each.administration})}"
        for each in names.organs.values()
        if each.new
    ]
    persons = [
        f"{scalar(key)}: {flow({'namn': each.name, 'parti': each.party or None})}"
        for key, each in names.new_people.items()
    ]
    return {"register/organ.yaml": bodies, "register/personer.yaml": persons}
