"""Two versions of a working folder become one Review: what has changed in what people wrote, and what follows from it.

differing files  ->  by ärende  ->  facts, texts and bilagor, each compared as what it is
both versions composed, as `build` does it  ->  the passages that draftkit writes are compared too
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from .comparison import Side, case_change, file_change, is_within
from .edges.engines.pandoc import Pandoc
from .facts import Record, facts_of
from .model import Body, Person, Registers, Settings
from .project import BODIES, PEOPLE, SETTINGS, WORDS
from .revisions import Version, differing
from .stages.load import tomltree, yamltree
from .stages.load.textfile import read_text
from .stages.load.tree import Mapping as MappingTree
from .stages.review import naming
from .stages.review.changes import (
    CaseChange,
    EntryChange,
    FactChange,
    Kind,
    Review,
    SharedChange,
    TextChange,
    text_changes,
)
from .stages.review.given import Given, all_facts, fact_changes, given, together
from .stages.review.passages import plain_lines

_FOLLOWED = 50  # ärenden that are composed although only what they share has changed; a document takes 0.2 s
_EVERYWHERE = ("styrelse", "fullmäktige", "beredning")  # bodies that a document names though no case does


def review(
    old: Version,
    new: Version,
    pandoc: Pandoc,
    *,
    within: Sequence[str] = (),
    at: Callable[[int, int], None] = lambda number, of: None,
) -> Review:
    """What differs between two versions, in the files at and below `within` (all of them where it is empty).

    What all ärenden share may show in the documents of a thousand: the last of them are composed, the rest is named.
    `at` is told how many of how many ärenden have been compared.
    """
    before, after = Side(old, pandoc), Side(new, pandoc)
    differ = [path for path in differing(old, new) if is_within(path, within)]
    shared, same = _shared(before, after, differ)
    templates = [file_change(before, after, path, path) for path in differ if path.startswith("templates/")]
    folders, left = _folders(before, after, differ, within, any_template=bool(templates))
    cases: list[CaseChange] = []
    for number, (one, other) in enumerate(folders, start=1):
        at(number, len(folders))
        cases.append(case_change(before, after, one, other, differ, within))
    rewrapped = [*same, *(path for each in cases if each.nothing for path in each.rewrapped)]
    return Review(
        tuple(each for each in cases if not each.nothing),
        tuple(shared),
        tuple(each for each in templates if each is not None),
        tuple(rewrapped),
        tuple(left),
    )


# --- what all ärenden share --------------------------------------------------------------------------


def _shared(old: Side, new: Side, differ: Sequence[str]) -> tuple[list[SharedChange], list[str]]:
    """What has changed in draftkit.toml, the registers and the list of words; and those that say the same as before."""
    found: list[SharedChange] = []
    same: list[str] = []
    for path in (SETTINGS, BODIES, PEOPLE, WORDS):
        if path not in differ:
            continue
        kind: Kind = "changed" if old.has(path) and new.has(path) else "added" if new.has(path) else "removed"
        facts: tuple[FactChange, ...] = ()
        entries: tuple[EntryChange, ...] = ()
        changed: tuple[TextChange, ...] = ()
        one, other = _tree(old, path), _tree(new, path)
        if path == WORDS or _is_broken(old, path, one) or _is_broken(new, path, other):
            changed = text_changes(plain_lines(old.text(path) or ""), plain_lines(new.text(path) or ""))
        elif path == SETTINGS:
            known = together(facts_of(Settings))
            facts = fact_changes(given(one, known, old.registers), given(other, known, new.registers), known)
        else:
            cls = Body if path == BODIES else Person
            entries = _entries(_by_slug(one, cls, old.registers), _by_slug(other, cls, new.registers), cls)
        change = SharedChange(path, kind, facts, entries, changed)
        if facts or entries or changed or kind != "changed":
            found.append(change)
        else:
            same.append(path)
    return found, same


def _is_broken(side: Side, path: str, tree: MappingTree | None) -> bool:
    return tree is None and side.has(path)


def _tree(side: Side, path: str) -> MappingTree | None:
    source, _ = read_text(path, side.project.files[path]) if path in side.project.files else (None, [])
    if source is None:
        return None
    tree, _ = tomltree.parse(source) if path.endswith(".toml") else yamltree.parse(source)
    return tree if isinstance(tree, MappingTree) else None


def _by_slug(tree: MappingTree | None, cls: type[Record], registers: Registers) -> dict[str, Given]:
    known = together(facts_of(cls))
    found = {}
    for key, value in tree.items if tree else ():
        entry = given(value, known, registers) if isinstance(value, MappingTree) else Given(key.text, key.text)
        if entry is not None:
            found[key.text.casefold()] = entry
    return found


def _entries(old: Mapping[str, Given], new: Mapping[str, Given], cls: type[Record]) -> tuple[EntryChange, ...]:
    known = together(facts_of(cls))
    found = []
    for slug in dict.fromkeys([*new, *old]):
        one, other = old.get(slug), new.get(slug)
        if (one.same if one else None) == (other.same if other else None):
            continue
        here = other or one
        assert here is not None  # it is in one of them
        known_as = one or here  # what it was called, where it is called something else now
        name = known_as.facts["namn"].shown if "namn" in known_as.facts else slug
        kind: Kind = "changed" if one and other else "added" if other else "removed"
        lone: Literal["added", "removed"] = "added" if other else "removed"
        facts = fact_changes(one, other, known) if one and other else all_facts(here, lone)
        found.append(EntryChange(kind, slug, name, facts))
    return tuple(found)


# --- which ärenden -----------------------------------------------------------------------------------


def _folders(
    old: Side, new: Side, differ: Sequence[str], within: Sequence[str], *, any_template: bool
) -> tuple[list[tuple[str, str]], list[str]]:
    """The folders of the ärenden to compare, before and after, "" where there was or is none; and those left out."""
    before, after = set(old.version.folders), set(new.version.folders)
    touched = {"/".join(path.split("/", 2)[:2]) for path in differ if path.startswith("drafts/")}
    gone, come = sorted(touched & before - after), sorted(touched & after - before)
    pairs = dict(_renamed(old, new, gone, come))
    others = [each for each in sorted((before & after) - touched, reverse=True) if is_within(each, within)]
    concerned = others if any_template else list(_concerned(old, new, others, differ))
    found = [(each, each) for each in [*(touched & before & after), *concerned[:_FOLLOWED]]]
    found += pairs.items()
    found += [(each, "") for each in gone if each not in pairs]
    found += [("", each) for each in come if each not in pairs.values()]
    return sorted(found, key=lambda each: each[1] or each[0]), sorted(concerned[_FOLLOWED:])


def _renamed(old: Side, new: Side, gone: Sequence[str], come: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The folders that are the same ärende under another name: by its number, else by half of its files."""
    free = list(come)
    for one in gone:
        number, files = naming.written(old.facts(one), "dnr"), _contents(old, one)
        for other in free:
            same_number = number and number == naming.written(new.facts(other), "dnr")
            if same_number or len(files & _contents(new, other)) * 2 > len(files):
                free.remove(other)
                yield one, other
                break


def _contents(side: Side, folder: str) -> set[bytes]:
    return {side.project.files[path] for path in side.project.under(folder)}


def _concerned(old: Side, new: Side, folders: Sequence[str], differ: Sequence[str]) -> Iterable[str]:
    """Those of `folders` in whose documents what has changed in the settings and registers may show."""
    changed = [
        entry
        for path, which in ((BODIES, "bodies"), (PEOPLE, "people"))
        if path in differ
        for entry in _changed(getattr(old.registers, which), getattr(new.registers, which))
    ]
    if SETTINGS in differ or any(getattr(each, "kind", "") in _EVERYWHERE for each in changed):
        return folders
    if not changed:
        return ()
    words = {name.casefold() for each in changed for name in (each.slug, each.name, *getattr(each, "aliases", ()))}
    paths = {folder: [each for each in new.project.under(folder) if each.endswith((".yaml", ".md"))]
             for folder in folders}  # fmt: skip
    texts = new.version.together([path for each in paths.values() for path in each])
    named = {path for path, data in texts.items() if _names_any(data, words)}
    return [folder for folder in folders if not named.isdisjoint(paths[folder])]


def _changed(before: Mapping[str, Body | Person], after: Mapping[str, Body | Person]) -> Iterable[Body | Person]:
    """The entries of a register, before and after, that are not the same in both."""
    for slug in {*before, *after}:
        entries = [each[slug] for each in (before, after) if slug in each]
        if len(entries) == 1 or not _equal(*entries):
            yield from entries


def _names_any(data: bytes, words: Iterable[str]) -> bool:
    text = data.decode("utf-8", "replace").casefold()
    return any(word in text for word in words)


def _equal(one: Record, other: Record) -> bool:
    return all(getattr(one, each.attribute) == getattr(other, each.attribute) for each in facts_of(type(one)))
