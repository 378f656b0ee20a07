"""TOML to the same tree of text with places as YAML: draftkit.toml and the word list.

tomli reads it but knows no places (tomlkit, which was looked at, has none either); they are found by scanning the
lines for tables and keys. What is written unusually (a table within a line) has the place of what holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import tomli

from ... import codes
from ...messages import Message, msg
from ...patterns import lazily
from ...problems import Problem
from ...spans import Source, Span, top_of
from .yamltree import Mapping, Scalar, Sequence, Tree

Path = tuple[str | int, ...]
Places = dict[Path, tuple[Span, Span]]
_PART = lazily(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:\.|$)""")
_TABLE = lazily(r"""\s*(\[{1,2})((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]"'])+)\]""")
_ENTRY = lazily(
    r"""\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+))\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*'|\[.*\]|[^#]*[^#\s])"""
)


def parse(source: Source) -> tuple[Mapping | None, list[Problem]]:
    """The tree of a TOML text, or None where it is broken."""
    try:
        data = tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        return None, [_broken(source, error)]
    except RecursionError:
        return None, [_excessive(source, msg("the file is nested too deeply"))]
    except ValueError:  # Python reads no number of more than 4,300 digits
        return None, [_excessive(source, msg("a number is longer than can be read"))]
    top = top_of(source.path)
    return _mapping(data, source, _places(source), (), top), []


def _excessive(source: Source, message: Message) -> Problem:
    hint = msg("compare with the example in docs/filformat.md")
    return Problem(codes.BROKEN_YAML, message, top_of(source.path), hint)


def _broken(source: Source, error: tomli.TOMLDecodeError) -> Problem:
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    line, col = (int(place[1]), int(place[2])) if place else (source.last_line, 1)
    key = re.match(r"\s*([^\W\d_][\w-]*)\s*=", source.line(line))
    return Problem(
        codes.BROKEN_YAML,
        msg("{file} cannot be read from here on", file=source.path),
        Span(source.path, line, col, line, col + 1),
        msg("put a key with å, ä or ö in quotation marks, or write it without their dots: {key}", key=f'"{key[1]}" = …')
        if key and not key[1].isascii()
        else msg('text stands in quotation marks: ort = "Stensunda"'),
    )


def _places(source: Source) -> Places:
    """Where each table and each key stands, and its value."""
    found: Places = {}
    seen: Counter[str] = Counter()
    table: Path = ()
    for number in range(1, source.last_line + 1):
        line = source.line(number)
        if header := _TABLE.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                table = (*table, seen[header[2]])
                seen[header[2]] += 1
            name = Span(source.path, number, header.start(2) + 1, number, header.end(2) + 1)
            found.setdefault(table, (name, name))
        elif entry := _ENTRY.match(line):
            key = (*table, *_parts(entry[1]))
            places = [Span(source.path, number, entry.start(g) + 1, number, entry.end(g) + 1) for g in (1, 2)]
            found.setdefault(key, (places[0], places[1]))
    return found


def _parts(name: str) -> Path:
    """A dotted name taken apart: undantag -> ("undantag",), "in sin tur" -> ("in sin tur",)."""
    return tuple(next(part for part in each if part) if any(each) else "" for each in _PART.findall(name))


def _mapping(data: dict[str, Any], source: Source, places: Places, at: Path, span: Span) -> Mapping:
    pairs = []
    for key, value in data.items():
        inner = (*at, key)
        key_span, value_span = places.get(inner) or places.get((*inner, 0)) or (span, span)
        pairs.append((Scalar(key, key_span), _tree(value, source, places, inner, value_span)))
    return Mapping(tuple(pairs), span)


def _tree(value: Any, source: Source, places: Places, at: Path, span: Span) -> Tree:
    if isinstance(value, dict):
        return _mapping(value, source, places, at, span)
    if isinstance(value, list):
        items = []
        for index, each in enumerate(value):
            inner = places.get((*at, index), (span, _item_place(source, span, each)))[1]
            items.append(_tree(each, source, places, (*at, index), inner))
        return Sequence(tuple(items), span)
    return Scalar(
        {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value), span
    )


def _item_place(source: Source, span: Span, value: Any) -> Span:
    """Where a value stands in a list that is written on one line; the list's place where it cannot be told."""
    written = source.slice(span)
    index = written.find(f'"{value}"')
    if index < 0 or span.end_line != span.line:
        return span
    col = span.col + index
    return Span(span.path, span.line, col, span.line, col + len(str(value)) + 2)
