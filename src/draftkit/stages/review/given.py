"""Two versions of some facts, by key, as they were written: also of a file that has errors in it.

The tree of the file is compared, and not the record that the rest of draftkit makes of it, since a wrong date in one
version must not hide what else has changed. The declarations in model.py say what a value is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ...facts import TEXT, BodyRef, Choice, Date, Fact, Kind, Many, OneOf, PersonRef, Text, facts_by_key, plain_key
from ...model import Registers
from ...swedish.dates import long_date, read_date
from ..load.tree import Mapping as MappingTree
from ..load.tree import Scalar, Tree
from ..load.tree import Sequence as SequenceTree
from .changes import FactChange
from .rows import longest_row
from .wording import Run, compare, tokens

_HASHES = frozenset({"sha256", "lås"})
Facts = Mapping[str, Fact]  # by their plain keys, as facts.facts_by_key has them


class Given(Struct, frozen=True):
    """A value as it is compared (`same`) and as it is read aloud (`shown`). A list has `items`, a record `facts`."""

    same: object
    shown: str
    items: tuple[Given, ...] = ()
    facts: Mapping[str, Given] = {}
    names: Mapping[str, str] = {}


def given(tree: MappingTree | None, facts: Facts, registers: Registers) -> Given | None:
    """What stands in a mapping, by plain key; None where it cannot be read."""
    return _record(tree, facts, registers) if tree is not None else None


def fact_changes(
    old: Given | None, new: Given | None, facts: Facts, place: tuple[str, ...] = ()
) -> tuple[FactChange, ...]:
    """How two versions of a record differ, fact by fact, in the order in which they are declared."""
    before, after = old.facts if old else {}, new.facts if new else {}
    names = {**(old.names if old else {}), **(new.names if new else {})}
    keys = dict.fromkeys([*(key for key in facts if key in names), *names])
    found: list[FactChange] = []
    for key in keys:
        name = facts[key].key if key in facts else names[key]
        kind = facts[key].kind if key in facts else TEXT
        one, other = before.get(key), after.get(key)
        if _is_default(facts.get(key), one, other):
            continue
        found += _changes(kind, one, other, (*place, name.replace("_", " ")))
    return tuple(found)


def all_facts(record: Given | None, kind: Literal["added", "removed"]) -> tuple[FactChange, ...]:
    """The facts of a record that is in one version only, each as a whole."""
    if record is None:
        return ()
    shown = {record.names[key].replace("_", " "): each.shown for key, each in record.facts.items()}
    new = kind == "added"
    return tuple(
        FactChange(kind, (name,), None if new else text, text if new else None, secret=name in _HASHES)
        for name, text in shown.items()
    )


def _is_default(fact: Fact | None, one: Given | None, other: Given | None) -> bool:
    """Whether what stands in one version only is what would hold without it."""
    lone = (one or other) if one is None or other is None else None
    default = fact.default if fact else None
    return lone is not None and isinstance(default, (str, int)) and lone.same == plain_key(str(default))


def _changes(kind: Kind, old: Given | None, new: Given | None, place: tuple[str, ...]) -> Iterator[FactChange]:
    if (old.same if old else None) == (new.same if new else None):
        return
    if isinstance(kind, Many):
        yield from _list_changes(kind.item, old.items if old else (), new.items if new else (), place)
    elif isinstance(kind, OneOf) and old is not None and new is not None:
        yield from fact_changes(old, new, _facts(kind), place)
    else:
        runs: tuple[Run, ...] = ()
        if isinstance(kind, Text) and old and new and min(len(old.shown.split()), len(new.shown.split())) > _FEW:
            runs = compare(tokens(old.shown), tokens(new.shown))
        yield FactChange(
            "changed" if old and new else "removed" if old else "added",
            place,
            old.shown if old else None,
            new.shown if new else None,
            runs=runs,
            secret=place[-1] in _HASHES,
        )


_FEW = 3  # words of a text that is told whole, before and after


def _list_changes(
    kind: Kind, old: Sequence[Given], new: Sequence[Given], place: tuple[str, ...]
) -> Iterator[FactChange]:
    """What was added, removed, moved or changed in a list; an entry is known again by what it is called."""
    pairs = _pairs(old, new)
    stayed = {b for _, b in longest_row(pairs)}
    for a, each in enumerate(old):
        if a not in {one for one, _ in pairs}:
            yield FactChange("removed", place, each.shown, None, entry=True)
    before = {b: a for a, b in pairs}
    for b, each in enumerate(new):
        follows = _name(new[b - 1]) if b else ""
        if b not in before:
            yield FactChange("added", place, None, each.shown, entry=True, follows=follows)
            continue
        was = old[before[b]]
        if b not in stayed:
            yield FactChange("moved", place, _name(was), _name(each), entry=True, follows=follows)
        yield from _changes(kind, was, each, (*place, _name(each)))


def _pairs(old: Sequence[Given], new: Sequence[Given]) -> list[tuple[int, int]]:
    """The entries that are each other: the same, else of the same name, else alike in half of their facts or more."""
    pairs: list[tuple[int, int]] = []

    def pair(alike: Mapping[int, Sequence[int]]) -> None:
        for a, others in alike.items():
            free = [b for b in others if b not in {each for _, each in pairs}]
            if free and a not in {each for each, _ in pairs}:
                pairs.append((a, free[0]))

    pair({a: [b for b, other in enumerate(new) if other.same == one.same] for a, one in enumerate(old)})
    records = [a for a, one in enumerate(old) if one.facts]
    pair({a: [b for b, other in enumerate(new) if other.facts and _name(other) == _name(old[a])] for a in records})
    pair({a: [b for b, other in enumerate(new) if _half_alike(old[a], other)] for a in records})
    return pairs


def _half_alike(one: Given, other: Given) -> bool:
    equal = sum(other.facts[key].same == each.same for key, each in one.facts.items() if key in other.facts)
    return equal * 2 >= len({*one.facts, *other.facts}) and equal > 0


def _name(value: Given) -> str:
    """What an entry is called: without what stands in brackets after it."""
    return next(iter(value.facts.values())).shown if value.facts else value.shown


# --- reading ---------------------------------------------------------------------------------------


def _value(kind: Kind, tree: Tree, registers: Registers) -> Given | None:
    """A value by its kind; None where nothing is written."""
    if isinstance(kind, Many):
        trees = tree.items if isinstance(tree, SequenceTree) else (tree,)
        items = tuple(each for item in trees if (each := _value(kind.item, item, registers)) is not None)
        shown = ", ".join(each.shown for each in items)
        return Given(tuple(each.same for each in items), shown, items) if items else None
    if isinstance(kind, OneOf):
        if isinstance(tree, Scalar) and kind.shorthand and tree.text.strip():
            tree = MappingTree(((Scalar(kind.shorthand, tree.span), tree),), tree.span)
        if isinstance(tree, MappingTree):
            return _record(tree, _facts(kind), registers)
    if isinstance(tree, Scalar):
        return _scalar(kind, tree.text.strip(), registers) if tree.text.strip() else None
    return _anything(tree)


def _record(tree: MappingTree, facts: Facts, registers: Registers) -> Given:
    found: dict[str, Given] = {}
    names: dict[str, str] = {}
    for key, value in tree.items:
        plain = plain_key(key.text)
        kind = facts[plain].kind if plain in facts else None
        read = _value(kind, value, registers) if kind is not None else _anything(value)
        if read is not None:
            found[plain], names[plain] = read, key.text
    ordered = {key: found[key] for key in dict.fromkeys([*(key for key in facts if key in found), *found])}
    same = tuple(sorted((key, each.same) for key, each in ordered.items()))
    return Given(same, _in_words(ordered, names), facts=ordered, names=names)


def _in_words(facts: Mapping[str, Given], names: Mapping[str, str]) -> str:
    """Konsumentforum Stensunda (svar: avstått, datum: 19 mars 2031)."""
    (_, first), *rest = facts.items() or [("", Given("", ""))]
    more = ", ".join(f"{names[key].replace('_', ' ')}: {each.shown}" for key, each in rest)
    return f"{first.shown} ({more})" if more else first.shown


def _scalar(kind: Kind, text: str, registers: Registers) -> Given:
    text = " ".join(text.split())
    if isinstance(kind, Date) and (day := read_date(text)):
        return Given(day.isoformat(), long_date(day))
    if isinstance(kind, BodyRef) and (body := registers.bodies_by_name.get(text.casefold())):
        return Given(body.slug, body.name)
    if isinstance(kind, PersonRef) and (person := registers.people_by_name.get(text.casefold())):
        return Given(person.slug, person.name)
    if isinstance(kind, Choice):
        return Given(plain_key(text), text)
    return Given(text, text)


def _anything(tree: Tree) -> Given | None:
    """What no declaration knows, as it is written."""
    if isinstance(tree, Scalar):
        text = " ".join(tree.text.split())
        return Given(text, text) if text else None
    if isinstance(tree, SequenceTree):
        items = [each for item in tree.items if (each := _anything(item)) is not None]
        return Given(("list", *(each.same for each in items)), ", ".join(each.shown for each in items))
    pairs = [(key.text, value) for key, inner in tree.items if (value := _anything(inner)) is not None]
    shown = ", ".join(f"{key}: {value.shown}" for key, value in pairs)
    return Given(("facts", *((key, value.same) for key, value in pairs)), shown)


def _facts(kind: OneOf) -> Facts:
    return facts_by_key(kind.cls)


def together(*several: Iterable[Fact]) -> Facts:
    """The facts of several records as one, by plain key."""
    return {plain_key(each.key): each for facts in several for each in facts}
