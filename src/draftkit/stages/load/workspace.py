"""What all the cases of a working folder share: draftkit.toml and the two registers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from msgspec import Struct, field

from ... import __version__, codes
from ...messages import msg
from ...model import Body, Person, Registers, Settings
from ...problems import Problem, Related
from ...project import BODIES, PEOPLE, SETTINGS, Project
from ...spans import Source, Span
from . import pack as packs
from . import tomltree, yamltree
from .decode import Decoder, not_keys
from .pack import Pack
from .textfile import read_text
from .wordlist import Wordlist, wordlist
from .yamltree import Mapping, Scalar, Tree


class Workspace(Struct, frozen=True):
    """What all the cases of a project share, read once: `problems` is what is wrong with it."""

    project: Project
    settings: Settings | None
    registers: Registers
    wordlist: Wordlist
    problems: tuple[Problem, ...]
    _packs: dict[str, tuple[Pack, list[Problem]]] = field(default_factory=dict)

    def pack(self, name: str, asked_at: Span) -> tuple[Pack | None, list[Problem]]:
        """The pack called `name`, which `asked_at` names, and what is wrong with it."""
        if name not in self._packs:
            found, problems = packs.load(self.project, name, asked_at)
            if found is None:  # told at each place that asks for it
                return None, problems
            self._packs[name] = found, problems
        return self._packs[name]


def workspace(project: Project, *, words: bool = True) -> Workspace:
    """Reads what the cases of `project` share; the list of words only if `words` are to be looked at."""
    found, problems = settings(project)
    known, more = registers(project)
    listed, wrong = wordlist(project) if words else (Wordlist(), list[Problem]())
    return Workspace(project, found, known, listed, (*problems, *more, *wrong))


def settings(project: Project) -> tuple[Settings | None, list[Problem]]:
    """draftkit.toml, or None where it cannot be read."""
    source, problems = _source(project, SETTINGS)
    if source is None:
        return None, problems
    tree, more = tomltree.parse(source)
    problems += more
    if tree is None:
        return None, problems
    decoder = Decoder(toml=True)
    found = decoder.record(Settings, tree)
    return found, [*problems, *decoder.problems, *(_too_new(found) if found else ())]


def _too_new(found: Settings) -> Iterator[Problem]:
    """What the workspace asks of draftkit and this one does not have."""
    if found.schema > SCHEMA:
        message = msg("the case is written for version {version} of the file format", version=found.schema)
        hint = msg("install a newer draftkit; this one reads version {version}", version=SCHEMA)
        yield Problem(codes.NEWER_SCHEMA, message, found.place("schema"), hint)
    needed = (found.version or "").removeprefix(">=").strip()
    if needed and _numbers(needed) > _numbers(__version__):
        message = msg(
            "the working folder needs draftkit {needed} or later; this is {version}", needed=needed, version=__version__
        )
        yield Problem(codes.OTHER_VERSION, message, found.place("draftkit"), msg("install a newer draftkit"))


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def registers(project: Project) -> tuple[Registers, list[Problem]]:
    """The bodies and the people; an entry that is wrong is left out, and told."""
    bodies, no_bodies, problems = _register(project, BODIES, Body)
    people, no_people, more = _register(project, PEOPLE, Person)
    return Registers(bodies, people, frozenset(no_bodies + no_people)), problems + more


SCHEMA = 1
Entry = TypeVar("Entry", Body, Person)


def _register(project: Project, path: str, cls: type[Entry]) -> tuple[dict[str, Entry], list[str], list[Problem]]:
    """The entries of a register, the slugs and names of those that are wrong, and what is wrong with them."""
    source, problems = _source(project, path)
    if source is None:
        return {}, [], problems
    tree, more = yamltree.parse(source)
    problems += more
    if tree is None:
        return {}, [], problems
    if not isinstance(tree, Mapping):
        problems.append(not_keys(tree))
        return {}, [], problems
    decoder = Decoder()
    entries: dict[str, Entry] = {}
    for key, value in tree.items:
        entry = decoder.record(cls, value, slug=key.text.casefold())
        if entry is not None:
            entries[key.text.casefold()] = entry
    return entries, _unread(tree, entries), problems + decoder.problems + _taken_names(entries)


def _unread(tree: Mapping, entries: Collection[str]) -> list[str]:
    """The slugs and names of the entries of a register that are not among `entries`, since they are wrong."""
    wrong = [(key.text.casefold(), value) for key, value in tree.items if key.text.casefold() not in entries]
    return [name for slug, value in wrong for name in (slug, *_texts_in(value))]


def _texts_in(tree: Tree) -> list[str]:
    """All that is written in an entry: its name and other names are among it."""
    if isinstance(tree, Scalar):
        return [tree.text.casefold()]
    inner = [each for _, each in tree.items] if isinstance(tree, Mapping) else [*tree.items]
    return [text for each in inner for text in _texts_in(each)]


def _taken_names(entries: dict[str, Entry]) -> list[Problem]:
    """One name must lead to one entry."""
    problems = []
    first: dict[str, Entry] = {}
    for slug, entry in entries.items():
        aliases: tuple[str, ...] = getattr(entry, "aliases", ())
        names = (slug, entry.name, *aliases)
        for name in dict.fromkeys(each.casefold() for each in names):
            other = first.setdefault(name, entry)
            if other is not entry:
                message = msg("“{name}” stands for two entries in the register", name=name)
                problems.append(
                    Problem(
                        codes.NAME_TAKEN,
                        message,
                        entry.place("namn"),
                        msg("give one of them another name"),
                        (Related(other.place("namn"), msg("first given here")),),
                    )
                )
    return problems


def _source(project: Project, path: str) -> tuple[Source | None, list[Problem]]:
    if project.set_aside(path):
        return None, []
    if path not in project.files:
        hint = msg("run draftkit init to make a working folder, or stand in one")
        return None, [
            Problem(codes.MISSING_FACT, msg("the file {path} is missing", path=path), Span(path, 1, 1, 1, 1), hint)
        ]
    return read_text(path, project.files[path])
