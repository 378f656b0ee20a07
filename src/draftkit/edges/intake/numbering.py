"""The numbers that Word writes before paragraphs: they stand nowhere in the file, and are reckoned here as Word does.

ECMA-376 part 1, 17.9: each list (`num`) is made after a pattern (`abstractNum`), whose levels have a form, a text such
as "%1.%2" and a first number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ...patterns import lazily
from ...stages.intake.story import Item
from ...swedish.numerals import letter, roman

_SIMPLE = lazily(r"%\d[.)]?")
_PLACE = lazily(r"%([1-9])")


class _Level(Struct, frozen=True):
    form: str = "decimal"
    text: str = ""
    first: int = 1
    restart: int | None = None  # 0: never
    decimals: bool = False


class Label(Struct, frozen=True):
    """What stands before a paragraph: a place in a list, or a text such as "2 §" or "a)"; both may be lacking."""

    item: Item | None = None
    text: str = ""


class Numbering:
    """Gives each numbered paragraph its label; the paragraphs are to come in their order."""

    def __init__(self, root: Any) -> None:
        self._patterns: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        linked: dict[str, str] = {}
        links: dict[str, str] = {}
        for each in root:
            id_ = value(each, "abstractNumId") if local(each) == "abstractNum" else None
            if id_ is None:
                continue
            self._patterns[id_] = dict(_levels(each))
            for child in each:
                if local(child) == "styleLink":
                    linked[val(child)] = id_
                elif local(child) == "numStyleLink":
                    links[id_] = val(child)
                elif local(child) == "lvl":
                    for style in (inner for inner in child if local(inner) == "pStyle"):
                        self._styled[val(style)] = (id_, _number(value(child, "ilvl")))
        for each in root:
            id_ = value(each, "numId") if local(each) == "num" else None
            if id_ is None:
                continue
            pattern = next((val(child) for child in each if local(child) == "abstractNumId"), "")
            pattern = linked.get(links.get(pattern, ""), pattern)
            changed: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for child in (inner for inner in each if local(inner) == "lvlOverride"):
                depth = _number(value(child, "ilvl"))
                for level in dict(_levels(child)).values():
                    changed[depth] = level
                for start in (inner for inner in child if local(inner) == "startOverride"):
                    starts[depth] = _number(val(start), 1)
            self._lists[id_] = (pattern, changed, starts)

    def depth_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a pattern gives to paragraphs of a style."""
        pattern = self._lists.get(list_id, ("", {}, {}))[0]
        found = self._styled.get(style)
        return found[1] if found and found[0] == pattern else None

    def label(self, list_id: str, depth: int) -> Label:
        """The next label of a list at a level."""
        if list_id not in self._lists:
            return Label()
        pattern, changed, starts = self._lists[list_id]
        levels = {**self._patterns.get(pattern, {}), **changed}
        level = levels.get(depth)
        if level is None:
            return Label()
        if level.form == "bullet":
            return Label(Item(depth))
        if level.form == "none" and not _PLACE.search(level.text):
            return Label(text=level.text.strip())
        counts = self._counts.setdefault(pattern, {})
        if depth in starts and (list_id, depth) not in self._begun:
            counts[depth] = starts[depth] - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.first - 1) + 1
        for deeper in [each for each in counts if each > depth and levels.get(each, level).restart != 0]:
            del counts[deeper]
        for above in range(depth):
            counts.setdefault(above, levels[above].first if above in levels else 1)
        number = counts[depth]
        if (
            level.form == "decimal"
            and _SIMPLE.fullmatch(level.text.strip())
            and level.text.strip()[1] == str(depth + 1)
        ):
            return Label(Item(depth, number))

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = levels[at].form if at in levels and not level.decimals else "decimal"
            return written(counts.get(at, 1), form)

        return Label(Item(depth, within=True), _PLACE.sub(shown, level.text).strip())


def label_of(numbering: Numbering, properties: Any, style_id: str, by_style: tuple[str | None, int | None]) -> Label:
    """What Word writes before a paragraph with these properties (`pPr`) and this style; the next one of its list."""
    told = _told(properties, "numId")
    list_id = told if told is not None else by_style[0]
    if list_id in (None, "0"):
        return Label()
    depth = _told(properties, "ilvl")
    number = int(depth) if depth is not None and depth.isdigit() else by_style[1]
    if number is None:
        number = numbering.depth_of_style(str(list_id), style_id) or 0
    return numbering.label(str(list_id), min(number, 8))


def _told(properties: Any, name: str) -> str | None:
    """What `numPr` says in the properties of a paragraph."""
    for each in properties if properties is not None else ():
        if local(each) == "numPr":
            return next((value(inner, "val") for inner in each if local(inner) == name), None)
    return None


def _levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for each in (child for child in parent if local(child) == "lvl"):
        found = {local(child): val(child) for child in each}
        yield (
            _number(value(each, "ilvl")),
            _Level(
                form=found.get("numFmt", "decimal"),
                text=found.get("lvlText", ""),
                first=_number(found.get("start"), 1),
                restart=_number(found["lvlRestart"]) if "lvlRestart" in found else None,
                decimals="isLgl" in found,
            ),
        )


def written(number: int, form: str) -> str:
    """A number in one of Word's forms: 4 -> "4", "d", "IV", "04"."""
    if form in ("lowerLetter", "upperLetter"):
        return letter(number).upper() if form == "upperLetter" else letter(number)
    if form in ("lowerRoman", "upperRoman"):
        return roman(number).lower() if form == "lowerRoman" else roman(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("bullet", "none"):
        return ""
    return f"{number}:e" if form == "ordinal" else str(number)


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return None


def val(element: Any) -> str:
    """The attribute `w:val`; empty where there is none."""
    return value(element, "val") or ""


def _number(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
