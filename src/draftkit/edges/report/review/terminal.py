"""What has changed, as text: with colour at a terminal, and as readable without."""

from __future__ import annotations

from collections.abc import Iterable

from ..human import columns, visible
from .told import ADDED, STRUCK, Bit, Entry, Part, Told

_COLOURS = {"struck": "31;9", "added": "32;4", "new": "32", "was": "31", "label": "1", "path": "2"}
_MARKS = {"struck": STRUCK, "added": ADDED}


def text(found: Told, *, width: int | None = None, colour: bool = False) -> str:
    """The whole as lines of at most `width` columns (None: as long as they are)."""
    return "\n".join(_lines(found, _Lines(width, colour=colour)))


def _lines(found: Told, page: _Lines) -> Iterable[str]:
    size = max(len(name) for name, _ in found.rows)
    yield page.strong(found.title)
    for name, value in found.rows:
        yield from page.entry((Bit("label", f"{name:{size}}"), Bit("plain", f"  {value}")), "  ")
    if found.chapters:
        yield from page.entry(found.legend, "  ")
    for chapter in found.chapters:
        yield ""
        yield from page.entry((Bit("label", chapter.title),), "")
        if chapter.path:
            yield from page.entry((Bit("path", chapter.path),), "")
        for remark in chapter.remarks:
            yield from page.entry((Bit("plain", remark),), "")
        for part in chapter.parts:
            yield ""
            yield from _part(part, page)
    for remark in found.remarks:
        yield ""
        yield from page.entry((Bit("plain", remark),), "")


def _part(part: Part, page: _Lines) -> Iterable[str]:
    heading: list[Bit] = [Bit("label", part.title)]
    if part.path:
        heading += [Bit("plain", "  "), Bit("path", part.path)]
    yield from page.entry(tuple(heading), "  ")
    for section in part.sections:
        if section.title:
            yield from page.entry((Bit("plain", section.title),), "    ")
        for entry in section.entries:
            yield from page.entry(entry, "      " if section.title else "    ")


class _Lines:
    """Lays bits in lines that are as wide as the terminal, each word in its colour."""

    def __init__(self, width: int | None, *, colour: bool) -> None:
        self.width, self.colour = width, colour

    def strong(self, line: str) -> str:
        return self._paint("label", line)

    def entry(self, entry: Entry, indent: str) -> Iterable[str]:
        """An entry, whose lines after the first stand two columns further in."""
        line, used = [indent], len(indent)
        for unit in _unbroken(entry):
            size = sum(columns(word) for _, word in unit)
            blank = unit[-1][1].endswith(" ")
            if self.width and used + size - blank > self.width and used > len(indent) + 2:
                yield "".join(line).rstrip(" ")
                line, used = [f"{indent}  "], len(indent) + 2
            line += [self._paint(sort, word) for sort, word in unit]
            used += size
        yield "".join(line).rstrip(" ")

    def _paint(self, sort: str, text: str) -> str:
        code = _COLOURS.get(sort) if self.colour else None
        return f"\033[{code}m{text}\033[0m" if code and text.strip() else text


def _unbroken(entry: Entry) -> Iterable[list[tuple[str, str]]]:
    """What stands between the blanks of an entry, and the blank after it, in parts of one sort each.

    “positiv [-och ny-].” -> positiv␣, [-och␣, ny-] with the full stop
    """
    unit: list[tuple[str, str]] = []
    for bit in entry:
        before, after = _MARKS.get(bit.sort, ("", ""))
        text = visible(f"{before}{bit.text}{after}")
        while text:
            end = text.find(" ") + 1 or len(text)
            unit.append((bit.sort, text[:end]))
            if text[end - 1] == " ":
                yield unit
                unit = []
            text = text[end:]
    if unit:
        yield unit
