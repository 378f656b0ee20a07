"""The Markdown that people write, read at once: headings, paragraphs, lists, quotations, stress, links, notes.

pulldown-cmark (through pyromark) reads CommonMark in a hundredth of pandoc's time. Of nearly all texts the two make the
same tree, and for those nobody waits for pandoc; what has footnotes, tables or code, or is read otherwise by the two,
is left to pandoc. tests/test_markdown.py holds them to the same blocks on the same lines.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from ...blocks import NO_ATTRIBUTES, Node, Parsed
from ...patterns import lazily, soon

# What begins, or may begin, something that is left to pandoc.
_BESIDE_STRESS = r"[^\w \n\u00a0!-~”’“‘–—§€…«»]"  # of the rest the two do not agree whether it is punctuation
_LEFT_TO_PANDOC = soon(r"[|`~\x00-\x09\x0b-\x1f\x7f\ufeff]")
_ODD_STRESS = soon(rf"\*_|_\*|\*{{3}}|_{{3}}|{_BESIDE_STRESS}[*_]|[*_]{_BESIDE_STRESS}")
_ODD_HTML = soon(r"<(?!!--)")
_ODD_BREAK = soon(r"(?<![^ >\n])\\$", re.MULTILINE)
_BLANKS = soon(r"  +")
_STRESS = {"Emphasis": "Emph", "Strong": "Strong"}
_LINKS = ("Link", "Image")
_NOTE = lazily(r"<!--(?!>|->)(?:(?!-->)[^\n]|\n(?![ ]*\n))*-->\n")


class _Unusual(Exception):
    """Something that pandoc is to read."""


def read(body: str) -> Parsed | None:
    """The blocks of a body, as `texts.readable` gives it, and their lines; None where pandoc is to read it."""
    if _is_left_to_pandoc(body):
        return None
    import pyromark

    data = body.encode()
    tree = _Tree(data)
    try:
        for event, place in pyromark.events_with_range(body):
            tree.add(event, place["start"], place["end"])
    except _Unusual:
        return None
    return Parsed(tree.blocks, _lines(data, tree.places))


def _is_left_to_pandoc(body: str) -> bool:
    return bool(
        _LEFT_TO_PANDOC.search(body)
        or "[^" in body
        or "]:" in body
        or ("<" in body and _ODD_HTML.search(body))
        or ("\\" in body and _ODD_BREAK.search(body))
        or (("*" in body or "_" in body) and _ODD_STRESS.search(body))
        or not unicodedata.is_normalized("NFC", body)
    )


def _lines(data: bytes, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines [first, last) of each stretch of bytes, without the blank ones at its end."""
    starts = list(accumulate(map(len, data.splitlines(keepends=True)), initial=0))
    found = []
    for start, end in places:
        last = start + len(data[start:end].rstrip())
        found.append((bisect_right(starts, start), bisect_right(starts, max(start, last - 1)) + 1))
    return found


class _Open:
    """A block, a stretch of stress or a link that has begun: its kind, what is said of it, what it holds so far."""

    __slots__ = ("about", "content", "kind", "start")

    def __init__(self, kind: str, about: Any, start: int) -> None:
        self.kind, self.about, self.start = kind, about, start
        self.content: list[Any] = []


class _Tree:
    """Takes pulldown-cmark's events one by one; `blocks` become pandoc's, `places` their first and last byte."""

    def __init__(self, data: bytes) -> None:
        self.blocks: list[Node] = []
        self.places: list[tuple[int, int]] = []
        self._data = data
        self._open: list[_Open] = []
        self._words: list[str] = []  # since the last that was no word

    def add(self, event: str | Mapping[str, Any], start: int, end: int) -> None:
        """The next event."""
        kind, about = _named(event)
        if kind == "Text":
            self._words.append(about)
            return
        if kind == "SoftBreak":
            self._words.append(" ")
            return
        self._said()
        if kind == "HardBreak":
            self._inline({"t": "LineBreak"})
        elif kind == "Start":
            self._start(about, start)
        elif kind == "End":
            self._end(end)
        elif kind == "Rule":
            self._block({"t": "HorizontalRule"}, start, end)
        elif kind == "Html" and self._open[-1].kind == "HtmlBlock":
            self._open[-1].content.append(about)
        else:
            raise _Unusual

    def _start(self, about: str | Mapping[str, Any], start: int) -> None:
        kind, facts = _named(about)
        if kind == "Item" or kind in _BLOCKS or kind in _STRESS or kind in _LINKS:
            self._open.append(_Open(kind, facts, start))
        else:
            raise _Unusual

    def _end(self, end: int) -> None:
        done = self._open.pop()
        if done.kind in _STRESS:
            if any(each.kind == done.kind for each in self._open):
                raise _Unusual
            self._inline({"t": _STRESS[done.kind], "c": done.content})
        elif done.kind in _LINKS:
            if done.about["link_type"] != "Inline":
                raise _Unusual
            target = [done.about["dest_url"], done.about["title"]]
            self._inline({"t": done.kind, "c": [list(NO_ATTRIBUTES), done.content, target]})
        elif done.kind == "Item":
            self._open[-1].content.append(done.content)
        else:
            self._block(_BLOCKS[done.kind](done, self._data), done.start, end)

    def _block(self, node: Node, start: int, end: int) -> None:
        if self._open:
            self._open[-1].content.append(node)
        else:
            self.blocks.append(node)
            self.places.append((start, end))

    def _inline(self, node: Node) -> None:
        inlines = self._inlines()
        if inlines and inlines[-1]["t"] == node["t"]:  # *a**b*, of which the two make different things
            raise _Unusual
        inlines.append(node)

    def _said(self) -> None:
        """Adds the words that have come as one string: pandoc has one blank where there are several."""
        text = "".join(self._words)
        self._words.clear()
        if text:
            self._inlines().append({"t": "Str", "c": _BLANKS.sub(" ", text) if "  " in text else text})

    def _inlines(self) -> list[Node]:
        """Where words go: in an item without paragraphs, what pandoc calls a plain block."""
        content = self._open[-1].content
        if self._open[-1].kind == "HtmlBlock":
            raise _Unusual
        if self._open[-1].kind != "Item":
            return content
        if not content or content[-1]["t"] != "Plain":
            content.append({"t": "Plain", "c": []})
        inlines: list[Node] = content[-1]["c"]
        return inlines


def _named(event: str | Mapping[str, Any]) -> tuple[str, Any]:
    """An event's kind, and what is said of it: "Rule" -> Rule, None; {"Text": "ord"} -> Text, ord."""
    if isinstance(event, str):
        return event, None
    ((kind, about),) = event.items()
    return kind, about


def _heading(done: _Open, data: bytes) -> Node:
    return {"t": "Header", "c": [int(done.about["level"][1]), list(NO_ATTRIBUTES), done.content]}


def _list(done: _Open, data: bytes) -> Node:
    if done.about is None:
        return {"t": "BulletList", "c": done.content}
    mark = re.compile(rb"\d+(.)").match(data, done.start)
    if mark is None:
        raise _Unusual
    style = "Period" if mark[1] == b"." else "OneParen"
    return {"t": "OrderedList", "c": [[done.about, {"t": "Decimal"}, {"t": style}], done.content]}


def _note(done: _Open, data: bytes) -> Node:
    """A note to colleagues; any other HTML is left to pandoc."""
    text = "".join(done.content)
    if not _NOTE.fullmatch(text):
        raise _Unusual
    return {"t": "RawBlock", "c": ["html", text]}


_BLOCKS = {
    "Paragraph": lambda done, data: {"t": "Para", "c": done.content},
    "BlockQuote": lambda done, data: {"t": "BlockQuote", "c": done.content},
    "Heading": _heading,
    "List": _list,
    "HtmlBlock": _note,
}
