"""Additions to a YAML file that somebody else has written: all that stands there stays as it is, byte for byte.

Each addition is read back: the file must say what it said, and what was added. Where it does not, nothing is added.
"""

from __future__ import annotations

from msgspec import Struct, field

from ...facts import plain_key
from ...spans import Source
from ..load import yamltree
from ..load.yamltree import Mapping, Scalar, Sequence, Tree
from ..yamltext import Sheet, flow

Facts = dict[str, object]


class Added(Struct, frozen=True):
    """A file with a record added; `places` are the first and last line of each of its facts."""

    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def opened(data: bytes) -> str:
    """A file as text whose lines end with LF, whatever they end with in the file."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def closed(text: str, data: bytes) -> str:
    """The text with the line ends of the file that it was `opened` from."""
    return text.replace("\n", "\r\n") if b"\r\n" in data else text


def appended(text: str, line: str) -> str:
    """The file with a line more at its end."""
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"


def with_item(text: str, key: str, facts: Facts) -> Added | None:
    """The file with a record as the last of the list `key`; None where that cannot be done safely."""
    tree = _tree(text)
    if tree is None:
        return None
    listed = _value(tree, key)
    source = Source("", text)
    if listed is None:
        added = _as_lines(appended(text, f"{key}:"), text.count("\n") + (not text.endswith("\n")) + 1, facts, 2)
    elif isinstance(listed, Sequence) and text[_index(source, listed.span.line, listed.span.col)] == "-":
        added = _as_lines(text, listed.span.end_line, facts, listed.span.col - 1)
    elif isinstance(listed, Sequence):
        added = _within_brackets(text, source, listed, flow(facts), facts)
    elif isinstance(listed, Scalar) and not listed.text:
        added = _as_lines(text, listed.span.line, facts, 2)
    else:
        return None
    read = _plain(_read(flow(facts)))
    items = [*(map(_plain, listed.items) if isinstance(listed, Sequence) else ()), read]
    return added if _says(added.text, tree, key, items) else None


def with_fact(text: str, key: str, number: int, fact: str, value: str) -> str | None:
    """The file with `fact: value` in item `number` of the list `key`; None where that cannot be done safely."""
    tree = _tree(text)
    listed = _value(tree, key) if tree else None
    if tree is None or not isinstance(listed, Sequence) or number >= len(listed.items):
        return None
    item = listed.items[number]
    if not isinstance(item, Mapping) or not item.items:
        return None
    source = Source("", text)
    last = item.items[-1][1].span
    if text[_index(source, item.span.line, item.span.col)] == "{":
        changed = _put(text, _index(source, last.end_line, last.end_col), f", {fact}: {value}")
    else:
        margin = " " * (item.items[0][0].span.col - 1)
        changed = _put_lines(text, last.end_line, [f"{margin}{fact}: {value}"])
    items = [*map(_plain, listed.items)]
    items[number] = [*_pairs(item), (fact, _plain(_read(value)))]
    return changed if _says(changed, tree, key, items) else None


def _says(text: str, before: Mapping, key: str, items: list[object]) -> bool:
    """Whether a file says what it said before, with `items` as the list `key`."""
    after = _tree(text)
    if after is None:
        return False
    found = _value(after, key)
    return found is not None and _plain(found) == items and _others(after, key) == _others(before, key)


def _others(tree: Mapping, key: str) -> list[tuple[str, object]]:
    return [(name, value) for name, value in _pairs(tree) if plain_key(name) != plain_key(key)]


def _as_lines(text: str, after: int, facts: Facts, indent: int) -> Added:
    """The record below line `after`, with a line for each of its facts."""
    sheet = Sheet()
    sheet.facts(facts, indent=indent + 2, first="- ")
    places = {key: (first + after, last + after) for key, (first, last) in sheet.places.items()}
    return Added(_put_lines(text, after, sheet.lines), places)


def _within_brackets(text: str, source: Source, listed: Sequence, item: str, facts: Facts) -> Added:
    """The record after the last item of a list within brackets."""
    place = listed.items[-1].span if listed.items else listed.span
    if listed.items:
        changed = _put(text, _index(source, place.end_line, place.end_col), f", {item}")
        return Added(changed, dict.fromkeys(facts, (place.end_line, place.end_line)))
    changed = _put(text, _index(source, place.line, place.col) + 1, item)
    return Added(changed, dict.fromkeys(facts, (place.line, place.line)))


def _put(text: str, at: int, words: str) -> str:
    return f"{text[:at]}{words}{text[at:]}"


def _put_lines(text: str, after: int, lines: list[str]) -> str:
    """The text with `lines` below line `after`; a comment on that line stays where it is."""
    starts = Source("", text).starts
    if after < len(starts):
        return _put(text, starts[after], "".join(f"{line}\n" for line in lines))
    return appended(text, "\n".join(lines))


def _index(source: Source, line: int, col: int) -> int:
    return source.starts[line - 1] + col - 1


def _tree(text: str) -> Mapping | None:
    """The mapping that a file is; None where it cannot be read, or is not one."""
    tree, problems = yamltree.parse(Source("", text))
    return tree if isinstance(tree, Mapping) and not problems else None


def _read(text: str) -> Tree:
    """A value as YAML reads it."""
    tree = _tree(f"a: {text}\n")
    assert tree is not None, text
    return tree.items[0][1]


def _value(tree: Mapping, key: str) -> Tree | None:
    return next((value for name, value in tree.items if plain_key(name.text) == plain_key(key)), None)


def _pairs(tree: Mapping) -> list[tuple[str, object]]:
    return [(key.text, _plain(value)) for key, value in tree.items]


def _plain(tree: Tree) -> object:
    """A tree without places."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [_plain(each) for each in tree.items]
    return _pairs(tree)
