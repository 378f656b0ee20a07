"""An ärende's folder to a Case: which file is which fragment, and every one of them read."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ... import codes
from ...blocks import Parsed, nodes
from ...facts import plain_key
from ...messages import msg
from ...model import (
    DISSENT_KINDS,
    RESPONSE_KINDS,
    AppendixText,
    Case,
    CaseFacts,
    Dissent,
    Fragment,
    OwnSection,
    Proposal,
    Prose,
    Quoted,
    Registers,
    Response,
    Settings,
    Summary,
)  # fmt: skip
from ...problems import Problem
from ...project import SETTINGS, Project, Refused
from ...spans import Span, top_of
from . import frontmatter, prose, yamltree
from .decode import Decoder, did_you_mean, nearest, not_keys
from .frontmatter import Parts
from .glance import glance
from .pack import Pack, SectionSpec
from .prose import IMAGE_KINDS, Layout
from .textfile import read_text
from .texts import is_litter
from .workspace import SCHEMA
from .yamltree import Mapping as MappingTree
from .yamltree import Scalar

FACTS = "arende.yaml"
DEFAULT_PACK = "utlatande"
KIND_OF_FOLDER: dict[str, type[Fragment]] = {
    "sammanfattningar": Summary,
    "forslag": Proposal,
    "remissvar": Response,
    "avvikande": Dissent,
    "bilagor": AppendixText,
}
_KIND_OF_WORD: dict[str, type[Fragment]] = {
    "sammanfattning": Summary,
    "förslag": Proposal,
    "bilaga": AppendixText,
    **dict.fromkeys(RESPONSE_KINDS, Response),
    **dict.fromkeys(DISSENT_KINDS, Dissent),
}
_KIND_OF_PLAIN_WORD = {plain_key(word): kind for word, kind in _KIND_OF_WORD.items()}
_FOLDERS_OF_ORIGINALS = ("kallor",)


def facts(project: Project, folder: str, registers: Registers) -> tuple[MappingTree | None, list[Problem]]:
    """The tree of arende.yaml, or None where there is none that can be read."""
    path = f"{folder}/{FACTS}"
    if project.set_aside(path):
        return None, []
    if path not in project.files:
        hint = msg("write the case's facts in {file} in the folder, or remove the folder", file=FACTS)
        return None, [
            Problem(
                codes.NOT_A_CASE, msg("the folder is not an ärende: {file} is missing", file=FACTS), top_of(path), hint
            )
        ]
    source, problems = read_text(path, project.files[path])
    if source is None:
        return None, problems
    tree, more = yamltree.parse(source)
    problems += more
    if tree is not None and not isinstance(tree, MappingTree):
        problems.append(not_keys(tree))
        tree = None
    return tree, problems


def pack_name(tree: MappingTree | None, settings: Settings | None) -> tuple[str, Span]:
    """The pack that the case asks for, else the workspace's, and where that is written."""
    for key, value in tree.items if tree else ():
        if plain_key(key.text) == "dokumenttyp" and isinstance(value, Scalar) and value.text:
            return value.text, value.span
    return (settings.pack, settings.place("mall")) if settings else (DEFAULT_PACK, top_of(SETTINGS))


class Reading(Struct, frozen=True):
    """All that a case is read from.

    `glancing`: a text that has no tree is only glanced at, and what is wrong within the texts is not told. `met` is
    told of each fragment as soon as it has been read, since the next may have to be waited for.
    """

    project: Project
    folder: str
    settings: Settings | None
    registers: Registers
    pack: Pack
    texts: Mapping[str, Parts]
    trees: Mapping[str, Parsed]
    glancing: bool = False
    met: Callable[[Fragment], None] = lambda fragment: None


def case(reading: Reading, tree: MappingTree | None) -> tuple[Case | None, tuple[Fragment, ...], list[Problem]]:
    """The case, or None where its facts are too broken to go on; and its fragments, without those that are broken."""
    case_facts, problems = _case_facts(reading, tree) if tree else (None, list[Problem]())
    fragments: list[Fragment] = []
    for path, parts in reading.texts.items():
        fragment, more = _fragment(reading, case_facts, path, parts)
        problems += more
        if fragment is not None:
            fragments.append(fragment)
            reading.met(fragment)
    if case_facts is None or reading.settings is None:
        return None, tuple(fragments), problems
    by_kind: dict[type, list[Any]] = {}
    for each in fragments:
        by_kind.setdefault(type(each), []).append(each)
    found = Case(
        reading.folder, case_facts, reading.settings,
        sections=tuple(by_kind.get(OwnSection, ())), summaries=tuple(by_kind.get(Summary, ())),
        proposals=tuple(by_kind.get(Proposal, ())), responses=tuple(by_kind.get(Response, ())),
        dissents=tuple(by_kind.get(Dissent, ())), appendix_texts=tuple(by_kind.get(AppendixText, ())),
    )  # fmt: skip
    return found, tuple(fragments), problems + _unknown_files(reading, found)


def _case_facts(reading: Reading, tree: MappingTree) -> tuple[CaseFacts | None, list[Problem]]:
    decoder = Decoder(reading.registers)
    extra = {plain_key(each.key): each.declared() for each in reading.pack.facts.extra}
    found = decoder.record(
        CaseFacts, tree, allowed=[each.key for each in reading.pack.facts.extra], extra=_extra(decoder, extra, tree)
    )
    problems = decoder.problems
    problems += _missing_day(found) if found else []
    if found is not None and found.schema > SCHEMA:
        hint = msg("install a newer draftkit; this one reads version {version}", version=SCHEMA)
        problems.append(
            Problem(
                codes.NEWER_SCHEMA,
                msg("the case is written for version {version} of the file format", version=found.schema),
                found.place("schema"),
                hint,
            )
        )
    return found, problems


def _missing_day(found: CaseFacts) -> list[Problem]:
    """The day of borgarrådsberedningen may be left out, but not while it is the last that has happened."""
    step = found.proceedings.committee
    if found.stage != "borgarrådsberedning" or step is None or step.held_on is not None:
        return []
    hint = msg("write the day of the meeting: {example}", example="datum: 2031-09-08")
    return [Problem(codes.MISSING_FACT, msg("“{key}” is missing", key="datum"), step.place(), hint)]


def _extra(decoder: Decoder, declared: Mapping[str, Any], tree: MappingTree) -> dict[str, object]:
    """The values of the pack's own facts, by key."""
    values: dict[str, object] = {}
    for key, value in tree.items:
        fact = declared.get(plain_key(key.text))
        if fact is not None:
            values[fact.key] = decoder.fact(fact, key, value)
    for fact in declared.values():
        if fact.key not in values:
            values[fact.key] = None
            if fact.required:
                decoder.missing(fact, tree)
    return values


# --- fragments -----------------------------------------------------------------------------------


def _fragment(
    reading: Reading, case_facts: CaseFacts | None, path: str, parts: Parts
) -> tuple[Fragment | None, list[Problem]]:
    tree, problems = _front_tree(parts)
    if tree is None:
        return None, problems
    kind, tree = _kind(reading, path, tree, case_facts)
    if kind is None:
        return None, [*problems, _unknown_text(path, tree)]
    decoder = Decoder(reading.registers)
    fragment = decoder.record(kind, tree, path=path)
    problems += decoder.problems
    layout, more = _layout(reading.pack, fragment)
    problems += more
    text, more = _prose(reading, path, parts, layout)
    problems += more
    if fragment is None:
        return None, problems
    problems += _lock_problems(fragment, parts)
    return replace(fragment, prose=text), problems


def _prose(reading: Reading, path: str, parts: Parts, layout: Layout) -> tuple[Prose, list[Problem]]:
    if reading.glancing and path not in reading.trees:
        return glance(parts, layout), []
    files = reading.project.files.keys()
    text, problems = prose.read(parts, reading.trees[path], layout, folder=reading.folder, files=files)
    return text, [] if reading.glancing else problems


def _front_tree(parts: Parts) -> tuple[MappingTree | None, list[Problem]]:
    top = top_of(parts.source.path)
    if not parts.facts.strip():
        return MappingTree((), top), []
    tree, problems = yamltree.parse(parts.source, 2, parts.facts)
    if tree is not None and not isinstance(tree, MappingTree):
        problems.append(not_keys(tree))
        tree = None
    return tree, problems


def _kind(
    reading: Reading, path: str, tree: MappingTree, case_facts: CaseFacts | None
) -> tuple[type[Fragment] | None, MappingTree]:
    listed = {posixpath.normpath(each.path) for each in case_facts.appendices} if case_facts else set()
    return kind_of(path[len(reading.folder) + 1 :], tree, reading.pack.facts.sections, listed)


def kind_of(
    inside: str, tree: MappingTree, sections: Iterable[SectionSpec], listed: Collection[str]
) -> tuple[type[Fragment] | None, MappingTree]:
    """What the front matter says that a file is; where it says nothing, what its place `inside` the folder says.

    `sections` are the pack's: where one of them has this place, the fact is added to the front matter. `listed` are
    the places of the bilagor.
    """
    front = {plain_key(key.text): value for key, value in tree.items}
    if "avsnitt" in front:
        return OwnSection, tree
    word = front.get("typ")
    if isinstance(word, Scalar) and plain_key(word.text) in _KIND_OF_PLAIN_WORD:
        return _KIND_OF_PLAIN_WORD[plain_key(word.text)], tree
    if "beslutar" in front:
        return Proposal, tree
    for spec in sections:
        if spec.path == inside:
            named = (Scalar("avsnitt", tree.span), Scalar(spec.slot, tree.span))
            return OwnSection, MappingTree((named, *tree.items), tree.span)
    if inside in listed:
        return AppendixText, tree
    return KIND_OF_FOLDER.get(inside.partition("/")[0] if "/" in inside else ""), tree


def _unknown_text(path: str, tree: MappingTree) -> Problem:
    words = [value for key, value in tree.items if plain_key(key.text) == "typ" and isinstance(value, Scalar)]
    if words:
        near = nearest(words[0].text, _KIND_OF_WORD)
        hint = did_you_mean(near) if near else msg("choose one of: {values}", values=list(_KIND_OF_WORD))
        return Problem(
            codes.NOT_A_CHOICE, msg("“{value}” is not one of the choices", value=words[0].text), words[0].span, hint
        )
    hint = msg("write “typ:” or “avsnitt:” at the top of the file, or move it to its folder")
    return Problem(
        codes.UNKNOWN_FILE, msg("nothing says what this file is, so it would not be printed"), top_of(path), hint
    )


def _layout(pack: Pack, fragment: Fragment | None) -> tuple[Layout, list[Problem]]:
    if isinstance(fragment, OwnSection):
        known = [spec.slot for spec in pack.facts.sections]
        if plain_key(fragment.slot) not in map(plain_key, known):
            near = nearest(fragment.slot, known)
            hint = did_you_mean(near) if near else msg("the sections are {names}", names=known)
            return Layout(), [
                Problem(
                    codes.UNKNOWN_SLOT,
                    msg("the document has no section “{name}”", name=fragment.slot),
                    fragment.place("avsnitt"),
                    hint,
                )
            ]
    if isinstance(fragment, Response):
        spec = pack.slots_of(fragment.kind)
        if spec is None:
            return Layout(), [
                Problem(
                    codes.NOT_A_CHOICE,
                    msg(
                        "the pack “{name}” does not have answers of the kind “{kind}”",
                        name=pack.name,
                        kind=fragment.kind,
                    ),
                    fragment.place("typ"),
                )
            ]
        return Layout(spec.slots, spec.required), _required_facts(fragment)
    return Layout(level_one=fragment is None or isinstance(fragment, AppendixText)), []


def _required_facts(response: Response) -> list[Problem]:
    if response.kind == "nämndbeslut" and response.meeting_on is None:
        return [
            Problem(
                codes.MISSING_FACT,
                msg("“{key}” is missing", key="sammanträde"),
                response.place("typ"),
                msg("write the day of the meeting: {example}", example="sammanträde: 2031-05-20"),
            )
        ]
    return []


def _lock_problems(fragment: Fragment, parts: Parts) -> list[Problem]:
    if isinstance(fragment, Quoted) and fragment.lock and fragment.lock != frontmatter.lock_of(parts.body):
        hint = msg("restore the text, or run draftkit lock on the file if the change is meant")
        return [
            Problem(
                codes.LOCK_BROKEN,
                msg("the quoted text has been changed since it was locked"),
                fragment.place("lås"),
                hint,
            )
        ]
    return []


# --- files that are no fragments --------------------------------------------------------------------


def _unknown_files(reading: Reading, found: Case) -> list[Problem]:
    """A file that nothing refers to is never passed over in silence."""
    listed = {posixpath.normpath(f"{reading.folder}/{each.path}") for each in found.facts.appendices}
    listed |= _images(reading, found)
    listed |= {
        posixpath.normpath(f"{reading.folder}/{each.origin.path}")
        for each in found.fragments
        if isinstance(each, Quoted) and each.origin
    }
    problems = []
    for path in reading.project.under(reading.folder):
        inside = path[len(reading.folder) + 1 :]
        known = path in listed or path in reading.texts or inside == FACTS or is_litter(inside)
        if known or inside.partition("/")[0] in _FOLDERS_OF_ORIGINALS or path.endswith(".md"):
            continue
        problems.append(_unknown_file(inside, path, listed))
    unlisted = [each for each in found.appendix_texts if each.path not in listed]
    return problems + [_unknown_file(each.path[len(reading.folder) + 1 :], each.path, listed) for each in unlisted]


def _images(reading: Reading, found: Case) -> set[str]:
    """The pictures that the texts show; all there are, where the texts are only glanced at."""
    if reading.glancing:
        return {path for path in reading.project.under(reading.folder) if path.lower().endswith(IMAGE_KINDS)}
    blocks = [block.node for fragment in found.fragments for slot in fragment.prose.slots.values() for block in slot]
    return {node["c"][2][0] for node in nodes(blocks) if node["t"] == "Image"}


def _unknown_file(inside: str, path: str, listed: set[str]) -> Problem:
    near = nearest(posixpath.basename(inside), [posixpath.basename(each) for each in listed])
    if inside.partition("/")[0] in KIND_OF_FOLDER and inside.partition("/")[0] != "bilagor":
        hint = msg("a text here is a .md file: copy the text into one, and put the original in kallor/")
    elif inside.partition("/")[0] == "bilagor":
        hint = msg("list it under “bilagor:” in arende.yaml, or remove the file")
    elif near:
        hint = did_you_mean(near)
    else:
        hint = msg("nothing in the case refers to it; remove it, or put originals in kallor/")
    return Problem(codes.UNKNOWN_FILE, msg("the file {file} is not known here", file=inside), top_of(path), hint)


def files_set_aside(project: Project, folder: str) -> list[Problem]:
    """What is there and not read, of the case or of what all cases share."""
    hint = msg("put the file itself in the folder")
    link = msg("the file is a symbolic link, which is not followed")
    told = [Problem(codes.SYMBOLIC_LINK, link, top_of(path), hint) for path in sorted(project.links)]
    for path, why in sorted(project.refused.items()):
        code, message, hint = _REFUSED[why]
        told.append(Problem(code, message, top_of(path), hint))
    return [each for each in told if _concerns(each.span.path, folder)]


def _concerns(path: str, folder: str) -> bool:
    """Whether what stands at `path` is of the case in `folder`, or leads to it, or is shared."""
    return not path.startswith("drafts/") or f"{path}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{path}/")


_REFUSED = {
    Refused.TOO_LARGE: (
        codes.TOO_LARGE,
        msg("the file is larger than {megabytes} MB, and is not read", megabytes=200),
        msg("make the file smaller, or leave it out of the folder"),
    ),
    Refused.TOO_MUCH: (
        codes.TOO_LARGE,
        msg("the folder holds more than {megabytes} MB or {files} files, and is not read", megabytes=500, files=10_000),
        msg("move what is no part of the ärende out of the folder"),
    ),
    Refused.NO_FILE: (
        codes.NO_FILE,
        msg("this is no file that can be read, but a device or a pipe"),
        msg("remove it from the folder"),
    ),
    Refused.NAME: (
        codes.NOT_UTF8,
        msg("the name of the file is not UTF-8"),
        msg("rename the file, with a name that has the letters a–z, digits and hyphens"),
    ),
}
