"""A fragment's body, as pandoc read it, to slots of blocks; and what in it would be lost, altered or refused."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ... import codes
from ...blocks import Block, Node, Parsed, depth, joined, nodes, replace_inlines, text_of, transform, without_attributes
from ...facts import plain_key
from ...messages import Message, msg
from ...model import Prose
from ...patterns import lazily
from ...problems import Code, Problem
from ...spans import Source, Span
from . import losses
from .decode import did_you_mean, nearest
from .frontmatter import Parts
from .texts import footnote_name, footnotes

IMAGE_KINDS = (".png", ".jpg", ".jpeg")

_LOOKED_AT = frozenset({"RawInline", "RawBlock", "Image", "Link", "CodeBlock", "Str", "Header"})
_DEEPEST = 12  # nine levels of a list, which is what Word has, and some words in it
_COMMENTS = lazily(r"\s*(<!--(?!>|->)((?!-->).)*-->\s*)+", re.DOTALL)
_FENCE = lazily(r"^(?:[\s>]|(?:[-*+]|\d{1,9}[.)])(?=\s))*(?P<fence>`{3,}|~{3,})(?P<closes>\s*$)?")
_ITEM = lazily(r"(?:^[ \t>]*|(?<=[.)*+-][ \t]))(?P<number>\d{1,9})[.)](?=[ \t]|$)", re.MULTILINE)
_FOOTNOTE_MARK = lazily(r"\[\^[^\]\s]+\]")
_ADDRESS = lazily(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_SCHEME = lazily(r"([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class Layout(Struct, frozen=True):
    """What the body of this fragment may hold: its slots (none: one text), and whether level 1 is allowed."""

    slots: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    level_one: bool = False


def read(
    parts: Parts, parsed: Parsed, layout: Layout, *, folder: str, files: Collection[str]
) -> tuple[Prose, list[Problem]]:
    """The prose of a fragment, and what is wrong with its text.

    `folder` is the case's, `files` all the paths of the project: images must be among them.
    """
    reader = _Reader(parts, folder, files)
    if parsed.too_deep:
        reader.too_deep(parts.source.whole_line(parts.body_line))
        return Prose(parts.source, parts.body_line, {}), reader.problems
    blocks = [reader.block(node, lines) for node, lines in zip(parsed.blocks, parsed.lines, strict=True)]
    reader.problems += losses.lost(parts, reader.strings)
    kept = [block for block in blocks if block is not None]
    slots, problems = _slots(kept, layout, parts)
    return Prose(parts.source, parts.body_line, slots, tuple(reader.notes)), reader.problems + problems


class _Reader:
    """Walks the blocks of one body and gathers problems and notes."""

    def __init__(self, parts: Parts, folder: str, files: Collection[str]) -> None:
        self.parts, self.folder, self.files = parts, folder, files
        self.source = parts.source
        self.problems: list[Problem] = []
        self.notes: list[Span] = []
        self.strings: list[str] = []

    def block(self, node: Node, lines: tuple[int, int]) -> Block | None:
        """The block ready for the document; None where it is nothing but a note."""
        span = self._span(*lines)
        finder = _Finder(self.source, span)
        elements = nodes(node)
        self.strings += losses.strings(elements)
        if depth(node) > _DEEPEST:
            self.too_deep(finder.first_line())
            return None
        kinds = {each["t"] for each in elements}
        if "CodeBlock" in kinds:
            self._fences(span)
        elif "OrderedList" in kinds:
            self._numbers(node, span)
        for each in elements:
            if each["t"] in _LOOKED_AT:
                self._element(each, finder)
        if "Code" in kinds:
            self._raw_code(elements, finder)
        if node["t"] == "RawBlock":
            return None
        if "RawInline" in kinds:
            node = replace_inlines(node, _without_raw)
        if "RawBlock" in kinds:
            node = _without_raw_blocks(node)
        if "Note" in kinds and "Header" in kinds:
            node = transform(node, _without_headings)
        return Block(joined(without_attributes(node)), span)

    def too_deep(self, span: Span) -> None:
        """Tells that the text at `span` cannot be typeset."""
        message = msg("lists, quotations or emphases are nested too deeply here")
        self._problem(codes.TOO_DEEP, message, span, msg("at most {n} may stand in each other", n=_DEEPEST))

    def _fences(self, span: Span) -> None:
        opened: tuple[str, int] | None = None
        for number in range(span.line, span.end_line + 1):
            mark = _FENCE.match(self.source.line(number))
            if opened is None:
                opened = (mark["fence"], number) if mark else None
            elif mark and mark["closes"] is not None and mark["fence"].startswith(opened[0]):
                opened = None
        if opened is not None:
            self._problem(
                codes.UNCLOSED_FENCE,
                msg("a block of code is never closed; all text after it would be taken for code"),
                self.source.whole_line(opened[1]),
                msg("write ``` on a line of its own where the code ends, or remove the line"),
            )

    def _numbers(self, node: Node, span: Span) -> None:
        """Markdown counts the items of a list itself: a decision's points 1 and 3 would be printed as 1 and 2."""
        start = self.source.starts[span.line - 1]
        written = list(_ITEM.finditer(self.source.text, start, start + len(self.source.slice(span)) + span.col - 1))
        printed = list(_item_numbers(node))
        if len(written) != len(printed):
            return  # a number that begins a line without beginning an item
        for mark, number in zip(written, printed, strict=True):
            if mark["number"] != str(number):
                self._problem(
                    codes.TEXT_NOT_PRINTED,
                    msg("“{written}” would be printed as “{printed}”", written=mark["number"], printed=number),
                    self.source.span(*mark.span("number")),
                    msg("number the items in order, or write \\ before the full stop for an ordinary paragraph"),
                )

    def _element(self, node: Node, finder: _Finder) -> None:
        kind = node["t"]
        if kind in ("RawInline", "RawBlock"):
            self._raw(node["c"][1], finder)
        elif kind == "Image":
            self._image(node, finder)
        elif kind == "Link":
            self._link(node["c"][2][0], finder)
        elif kind == "Header":
            if not text_of(node["c"][2]).strip():
                hint = msg("write its words, or remove the line")
                self._problem(codes.EMPTY_HEADING, msg("the heading has no words"), finder.first_line(), hint)
        elif kind == "CodeBlock":
            self._code(node, finder)
        elif kind == "Str" and "[^" in node["c"]:
            for mark in _FOOTNOTE_MARK.findall(node["c"]):
                place = finder.next(mark)
                if place is not None and footnote_name(mark[2:-1]) not in footnotes(self.parts.body):
                    self._problem(
                        codes.FOOTNOTE_WITHOUT_TEXT,
                        msg("the footnote “{mark}” has no text", mark=mark),
                        place,
                        msg(
                            "write a line “{mark}: the text of the footnote”, or \\[ for an ordinary bracket", mark=mark
                        ),
                    )

    def _raw(self, text: str, finder: _Finder) -> None:
        place = finder.next(text) or finder.span
        if _COMMENTS.fullmatch(text):
            self.notes.append(place)
        elif text.lstrip().startswith("<!--"):
            self._problem(
                codes.RAW_HTML,
                msg("text after a note on the same line, or a note that is never closed, would not be printed"),
                place,
                msg("end the note with --> on a line of its own"),
            )
        else:
            shown = text.strip().split("\n")[0]
            self._problem(
                codes.RAW_HTML,
                msg("“{text}” is HTML, and would not be printed", text=shown),
                place,
                msg("write \\{text} if the characters are to be printed", text=shown),
            )

    def _code(self, node: Node, finder: _Finder) -> None:
        classes = node["c"][0][1]
        if any("=" in each or "{" in each for each in classes):
            self._problem(
                codes.RAW_CODE,
                msg("instructions to the typesetter are not allowed in a fragment"),
                finder.first_line(),
                msg("write the text itself"),
            )

    def _raw_code(self, elements: list[Node], finder: _Finder) -> None:
        """`#pagebreak()`{=typst}: what other programs take for an instruction within a line."""
        for code, text in pairwise(elements):
            if code["t"] == "Code" and text["t"] == "Str" and text["c"].startswith("{="):
                self._problem(
                    codes.RAW_CODE,
                    msg("instructions to the typesetter are not allowed in a fragment"),
                    finder.next(code["c"][1]) or finder.first_line(),
                    msg("write the text itself"),
                )

    def _image(self, node: Node, finder: _Finder) -> None:
        target = node["c"][2][0]
        place = finder.address(target)
        if not text_of(node["c"][1]).strip():
            self._problem(
                codes.IMAGE_WITHOUT_TEXT,
                msg("the image has no alternative text"),
                place,
                msg("write what it shows between the square brackets: ![...]({path})", path=target),
            )
        if _SCHEME.match(target):
            self._problem(
                codes.REMOTE_IMAGE,
                msg("the image “{path}” is not a file in the case's folder", path=target),
                place,
                msg("save it in the case's folder and write its name"),
            )
            return
        path = self._resolve(target)
        if path is None:
            self._problem(
                codes.OUTSIDE_FOLDER,
                msg("“{path}” lies outside the case's folder", path=target),
                place,
                msg("copy the file to the case's folder"),
            )
        elif path not in self.files:
            near = nearest(
                posixpath.basename(path),
                [posixpath.basename(p) for p in self.files if p.startswith(f"{self.folder}/") and _is_picture(p)],
            )
            self.problems.append(
                Problem(
                    codes.MISSING_IMAGE,
                    msg("the image “{path}” does not exist", path=target),
                    place,
                    did_you_mean(near) if near else msg("save it in the case's folder"),
                )
            )
        elif not _is_picture(path):
            self._problem(
                codes.MISSING_IMAGE,
                msg("“{path}” is not a picture that can be printed", path=target),
                place,
                msg("save it as .png or .jpg"),
            )
        else:
            node["c"][2][0] = path

    def _resolve(self, target: str) -> str | None:
        """The path of an image, from the fragment's own folder or else from the case's; None outside of it."""
        target = target.partition("#")[0].replace("%20", " ")
        own_folder = posixpath.dirname(self.source.path)
        candidates = [posixpath.normpath(posixpath.join(base, target)) for base in (own_folder, self.folder)]
        inside = [path for path in candidates if path.startswith(self.folder + "/")]
        if not inside or target.startswith("/"):
            return None
        return next((path for path in inside if path in self.files), inside[-1])

    def _link(self, target: str, finder: _Finder) -> None:
        if not _ADDRESS.match(target):
            place = finder.address(target)
            self._problem(
                codes.BROKEN_LINK,
                msg("the link leads to “{target}”, which is not in the finished document", target=target),
                place,
                msg("write a whole address (https://…), or plain text"),
            )

    def _problem(self, code: Code, message: Message, span: Span, hint: Message) -> None:
        self.problems.append(Problem(code, message, span, hint))

    def _span(self, first: int, end: int) -> Span:
        """The file's lines for the body's lines [first, end), without the blank ones at the end."""
        before = self.parts.body_line - 1
        last = end - 1
        while last > first and not self.source.line(last + before).strip():
            last -= 1
        start = self.source.whole_line(first + before)
        finish = self.source.whole_line(last + before)
        return Span(self.source.path, start.line, start.col, finish.end_line, finish.end_col)


class _Finder:
    """Finds texts in a block's lines, each after the one found before."""

    def __init__(self, source: Source, span: Span) -> None:
        self.source, self.span = source, span
        self.start = source.starts[span.line - 1]
        self.end = source.starts[span.end_line - 1] + span.end_col - 1
        self.after: dict[str, int] = {}

    def next(self, text: str) -> Span | None:
        """Where `text` stands next, not counting places with a backslash before it."""
        text = text.strip()
        start = self.after.get(text, self.start)
        while (index := self.source.text.find(text, start, self.end)) >= 0:
            start = index + len(text)
            if self.source.text[index - 1 : index] != "\\":
                self.after[text] = start
                return self.source.span(index, start)
        return None

    def address(self, target: str) -> Span:
        """Where the address of the next link or image stands; the whole block where it is written in another way."""
        found = self.next(f"]({target}")
        return replace(found, col=found.col + len("](")) if found else self.span

    def first_line(self) -> Span:
        """The block's first line."""
        return self.source.whole_line(self.span.line)


def _is_picture(path: str) -> bool:
    return path.lower().endswith(IMAGE_KINDS)


def _without_raw(inlines: list[Node]) -> list[Node]:
    """The inlines without notes, and without the second of two spaces that a note leaves behind."""
    kept: list[Node] = []
    for node in inlines:
        if node["t"] == "RawInline":
            continue
        if node["t"] in ("Space", "SoftBreak") and kept and kept[-1]["t"] in ("Space", "SoftBreak"):
            continue
        kept.append(node)
    return kept


def _item_numbers(tree: Any) -> Iterator[int]:
    """The number of each item of a numbered list, as it is printed, in reading order."""
    if isinstance(tree, dict) and tree["t"] == "OrderedList":
        (first, *_), items = tree["c"]
        for number, item in enumerate(items, start=first):
            yield number
            yield from _item_numbers(item)
    else:
        for each in tree if isinstance(tree, list) else tree.get("c", ()) if isinstance(tree, dict) else ():
            yield from _item_numbers(each)


def _without_raw_blocks(tree: Any) -> Any:
    """`tree` without the notes that stand by themselves in its lists and quotations."""
    if isinstance(tree, list):
        return [_without_raw_blocks(each) for each in tree if not isinstance(each, dict) or each["t"] != "RawBlock"]
    return {**tree, "c": _without_raw_blocks(tree["c"])} if isinstance(tree, dict) and "c" in tree else tree


def _without_headings(node: Node) -> list[Node] | None:
    """A footnote with its headings as paragraphs in bold: it is no part of the document's outline."""
    if node["t"] != "Note":
        return None

    def change(node: Node) -> list[Node] | None:
        return [{"t": "Para", "c": [{"t": "Strong", "c": node["c"][2]}]}] if node["t"] == "Header" else None

    return [{"t": "Note", "c": transform(node["c"], change)}]


# --- slots ---------------------------------------------------------------------------------------


def _slots(blocks: list[Block], layout: Layout, parts: Parts) -> tuple[dict[str, tuple[Block, ...]], list[Problem]]:
    if not layout.slots:
        return {"": tuple(blocks)}, [] if layout.level_one else list(_stray_headings(blocks))
    slots: dict[str, list[Block]] = {}
    problems: list[Problem] = []
    current: list[Block] | None = None
    for block in blocks:
        if block.node["t"] == "Header" and block.node["c"][0] == 1:
            name, more = _slot_name(block, layout, slots)
            problems += more
            current = slots.setdefault(name, [])
        elif current is None:
            names = ", ".join(f"# {name}" for name in layout.slots)
            problems.append(
                Problem(
                    codes.TEXT_OUTSIDE_SLOTS,
                    msg("text before the first of the headings {names}", names=names),
                    block.span,
                    msg("put it below one of them"),
                )
            )
            current = slots.setdefault("", [])
        else:
            current.append(block)
    if any(slots.values()):
        problems += _missing_slots(slots, layout, parts)
    return {name: tuple(found) for name, found in slots.items()}, problems


def _slot_name(block: Block, layout: Layout, slots: dict[str, list[Block]]) -> tuple[str, list[Problem]]:
    text = text_of(block.node).strip()
    name = next((each for each in layout.slots if plain_key(each) == plain_key(text)), None)
    if name is None:
        near = nearest(text, layout.slots)
        hint = (
            did_you_mean(near)
            if near
            else msg("write ## for a heading of the text's own; the parts here are {names}", names=layout.slots)
        )
        return text, [
            Problem(codes.UNKNOWN_SLOT, msg("“{name}” is not a part of this text", name=text), block.span, hint)
        ]
    if name in slots:
        return name, [
            Problem(
                codes.UNKNOWN_SLOT,
                msg("the heading “# {name}” stands twice", name=name),
                block.span,
                msg("put the text below one of them"),
            )
        ]
    return name, []


def _missing_slots(slots: dict[str, list[Block]], layout: Layout, parts: Parts) -> Iterator[Problem]:
    for name in layout.required:
        if not slots.get(name):
            place = parts.source.whole_line(parts.body_line)
            yield Problem(
                codes.MISSING_SLOT,
                msg("the part “# {name}” is missing or empty", name=name),
                place,
                msg("write a line “# {name}” and the text below it", name=name),
            )


def _stray_headings(blocks: list[Block]) -> Iterator[Problem]:
    for block in blocks:
        if block.node["t"] == "Header" and block.node["c"][0] == 1:
            message = msg("a heading of level 1 in a text that has one part")
            yield Problem(codes.UNKNOWN_SLOT, message, block.span, msg("write ## for a heading of the text's own"))
