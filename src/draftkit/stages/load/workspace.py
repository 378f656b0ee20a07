"""What all the cases of a working folder share: draftkit.toml and the two registers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, TypeVar

from ... import __version__, codes
from ...facts import plain_key
from ...messages import msg
from ...model import Body, Person, Registers, Settings
from ...problems import Problem, Related
from ...project import BODIES, PEOPLE, SETTINGS, Project
from ...spans import Source, Span
from . import yamltree
from .decode import Decoder
from .textfile import read_text
from .yamltree import Mapping, Scalar, Sequence, Tree


def settings(project: Project) -> tuple[Settings | None, list[Problem]]:
    """draftkit.toml, or None where it cannot be read."""
    source, problems = _source(project, SETTINGS)
    if source is None:
        return None, problems
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return None, [*problems, _broken_toml(source, error)]
    decoder = Decoder(toml=True)
    found = decoder.record(Settings, _tree_of_toml(data, source))
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
    bodies, problems = _register(project, BODIES, Body)
    people, more = _register(project, PEOPLE, Person)
    return Registers(bodies, people), problems + more


SCHEMA = 1
Entry = TypeVar("Entry", Body, Person)


def _register(project: Project, path: str, cls: type[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    source, problems = _source(project, path)
    if source is None:
        return {}, problems
    tree, more = yamltree.parse(source)
    problems += more
    if tree is None:
        return {}, problems
    if not isinstance(tree, Mapping):
        problems.append(
            Problem(
                codes.WRONG_SHAPE,
                msg("keys with values are expected here"),
                tree.span,
                msg("write “key: value”, one on each line"),
            )
        )
        return {}, problems
    decoder = Decoder()
    entries: dict[str, Entry] = {}
    for key, value in tree.items:
        entry = decoder.record(cls, value, slug=key.text.casefold())
        if entry is not None:
            entries[key.text.casefold()] = entry
    return entries, problems + decoder.problems + _taken_names(entries)


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
    if project.linked(path):
        return None, []
    if path not in project.files:
        hint = msg("run draftkit init to make a working folder, or stand in one")
        return None, [
            Problem(codes.MISSING_FACT, msg("the file {path} is missing", path=path), Span(path, 1, 1, 1, 1), hint)
        ]
    return read_text(path, project.files[path])


# --- TOML has no places: find them ------------------------------------------------------------------


def _broken_toml(source: Source, error: tomllib.TOMLDecodeError) -> Problem:
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    line, col = (int(place[1]), int(place[2])) if place else (source.last_line, 1)
    return Problem(
        codes.BROKEN_YAML,
        msg("draftkit.toml cannot be read from here on"),
        Span(source.path, line, col, line, col + 1),
        msg('text stands in quotation marks: ort = "Stensunda"'),
    )


def _tree_of_toml(data: dict[str, Any], source: Source, table: str = "") -> Tree:
    pairs = []
    for key, value in data.items():
        key_span, value_span = _toml_places(source, key, table)
        pairs.append((Scalar(key, key_span), _toml_value(value, value_span, source, key)))
    top = Span(source.path, 1, 1, 1, 1)
    return Mapping(tuple(pairs), top)


def _toml_value(value: Any, span: Span, source: Source, key: str) -> Tree:
    if isinstance(value, dict):
        return _tree_of_toml(value, source, key)
    if isinstance(value, list):
        return Sequence(tuple(_toml_value(each, span, source, key) for each in value), span)
    return Scalar(str(value), span)


def _toml_places(source: Source, key: str, table: str) -> tuple[Span, Span]:
    """Where `key` of [table] and its value stand; the top of the file where the line is written unusually."""
    current = ""
    for number in range(1, source.last_line + 1):
        line = source.line(number)
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        if header:
            current = header[1].strip(' "')
            if not table and plain_key(current) == plain_key(key):
                place = Span(source.path, number, header.start(1) + 1, number, header.end(1) + 1)
                return place, place
        entry = re.match(r"""\s*(["']?)([^"'=]+?)\1\s*=\s*("[^"]*"|'[^']*'|[^#]*[^#\s])""", line)
        if entry and current == table and entry[2] == key:
            return (
                Span(source.path, number, entry.start(2) + 1, number, entry.end(2) + 1),
                Span(source.path, number, entry.start(3) + 1, number, entry.end(3) + 1),
            )
    return Span(source.path, 1, 1, 1, 1), Span(source.path, 1, 1, 1, 1)
