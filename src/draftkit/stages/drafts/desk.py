"""What the questions are asked about, and what becomes of the answers: a desk, and the files laid on it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ...facts import Many, facts_of
from ...messages import Message
from ...model import Body, Case, Person, Registers, Settings
from ...project import BODIES, PEOPLE, Project
from ...swedish.dates import read_date
from ..load import workspace
from ..load.decode import plain_name
from ..load.pack import Pack
from ..yamltext import Sheet, flow
from . import questions as ask
from .insertion import appended, closed, opened
from .markdowntext import paragraphs, points
from .questions import Answers, Question

NEWCOMERS = {"+personer": PEOPLE, "+organ": BODIES}  # names that the registers lack, by "+personer.<slug>.namn"


class Desk(Struct, frozen=True, dict=True):
    """A working folder, and the case in it that something is written for; `folder` is empty for a case to be."""

    project: Project
    settings: Settings | None
    registers: Registers
    pack: Pack
    folder: str = ""
    case: Case | None = None

    def body(self, name: str) -> Body | None:
        """The body of that name, slug or alias."""
        return self.registers.bodies_by_name.get(plain_name(name))

    def person(self, name: str) -> Person | None:
        """The person of that name or slug."""
        return self.registers.people_by_name.get(plain_name(name))

    def of_kind(self, *kinds: str) -> list[Body]:
        """The bodies of some kinds, in the order of the register."""
        return [body for body in self.registers.bodies.values() if body.kind in kinds]

    def free(self, path: str) -> str:
        """`path`, or the same with a number where the name is taken: avvikande/ks-l.md -> avvikande/ks-l-2.md."""
        stem, suffix = posixpath.splitext(path)
        number, found = 1, path
        while found.casefold() in self._taken:
            number += 1
            found = f"{stem}-{number}{suffix}"
        return found

    @cached_property
    def _taken(self) -> frozenset[str]:
        """All paths as a disk that does not tell A from a compares them."""
        return frozenset(path.casefold() for path in self.project.files)


class Page(Struct, frozen=True):
    """A file that is not written yet; `places` are the first and last line of each answer in it."""

    text: str
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class Made(Struct, frozen=True):
    """What the answers become: new files by path, additions to old ones, and the case's folder.

    `text` is the file whose text its author is to write. `refused` says of an answer that it cannot be used.
    """

    folder: str
    new: Mapping[str, Page]
    changed: Mapping[str, Page] = field(default_factory=dict)
    text: str = ""
    refused: Mapping[str, tuple[Message, Message | None]] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, bytes]:
        """All of them, as bytes."""
        return {path: page.text.encode() for path, page in (*self.new.items(), *self.changed.items())}

    def places(self, key: str) -> Iterator[tuple[str, int, int]]:
        """Where the answer `key` stands: path, first and last line."""
        for path, page in (*self.new.items(), *self.changed.items()):
            if key in page.places:
                yield path, *page.places[key]


class Fragment:
    """A fragment's file in the making: facts at the top, then blocks of text, each the answer to a question."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self._sheet = Sheet()
        if facts:
            self._sheet.lines.append("---")
            self._sheet.facts(facts)
            self._sheet.lines.append("---")
        self._gap = False

    def block(self, key: str, lines: list[str]) -> None:
        """A block of lines, with an empty line before it where something stands above."""
        if lines:
            self._sheet.lines += [""] if self._gap else []
            begun = len(self._sheet.lines) + 1
            self._sheet.lines += lines
            self._sheet.places[key] = begun, len(self._sheet.lines)
            self._gap = True

    def prose(self, key: str, text: str) -> None:
        """A block of running text."""
        self.block(key, paragraphs(text))

    def led(self, lead_key: str, lead: str, key: str, items: tuple[str, ...]) -> None:
        """Points with the words that lead in to them."""
        if items:
            self.block(key, points(items, lead))
            self._sheet.places[lead_key] = self._sheet.places[key]

    @property
    def page(self) -> Page:
        """The file."""
        return Page(self._sheet.text, self._sheet.places)


def slug_of(name: str) -> str:
    """A name as files and registers are called: Åke Ärlig-Öst -> ake-arlig-ost."""
    plain = name.casefold().translate(str.maketrans("åäöéèüæø", "aaoeeuao"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def iso(text: str) -> str:
    """A day as it is written in a file, where `text` means one beyond doubt; else the text itself."""
    day = read_date(text)
    return day.isoformat() if day else text


# --- names that the registers lack -------------------------------------------------------------------


def newcomers(desk: Desk, answers: Answers) -> dict[str, dict[str, str]]:
    """The entries that the answers add, by register and slug; only those that an answer uses."""
    used = {each for key, answer in answers.items() if not key.startswith("+") for each in ask.several(answers, key)}
    found: dict[str, dict[str, str]] = {"+personer": {}, "+organ": {}}
    for key, answer in answers.items():
        register, _, rest = key.partition(".")
        slug, _, fact = rest.rpartition(".")
        if register in found and fact == "namn" and isinstance(answer, str) and used & {slug, answer}:
            found[register][slug] = answer
    return found


def newcomers_questions(desk: Desk, answers: Answers) -> Iterator[Question]:
    """What the registers want to know of those that are added."""
    for register, cls in (("+personer", Person), ("+organ", Body)):
        for slug, name in newcomers(desk, answers)[register].items():
            prefix = f"{register}.{slug}."
            for each in ask.of_record(cls, answers, prefix=prefix, leave=(f"{prefix}namn",), singly=True):
                if each.asked:
                    kind = each.kind.item if isinstance(each.kind, Many) else each.kind
                    yield replace(each, kind=kind, label=f"{name}, {each.key.rpartition('.')[2]}")


def registered(desk: Desk, answers: Answers) -> tuple[Desk, dict[str, Page]]:
    """The desk with those that the answers add to its registers, and the registers as they will be."""
    pages: dict[str, Page] = {}
    for register, entries in newcomers(desk, answers).items():
        path = NEWCOMERS[register]
        if path not in desk.project.files or not entries:
            continue
        text = opened(desk.project.files[path])
        places: dict[str, tuple[int, int]] = {}
        for slug in entries:
            cls = Person if register == "+personer" else Body
            facts = {each.key: answers.get(f"{register}.{slug}.{each.key}", "") for each in facts_of(cls)}
            text = appended(text, f"{slug}: {flow(facts)}")
            last = text.count("\n")
            places |= {f"{register}.{slug}.{key}": (last, last) for key in facts}
        pages[path] = Page(closed(text, desk.project.files[path]), places)
    if not pages:
        return desk, {}
    files = {**desk.project.files, **{path: page.text.encode() for path, page in pages.items()}}
    project = replace(desk.project, files=files)
    known, _ = workspace.registers(project)
    return replace(desk, project=project, registers=known), pages
