"""YAML to a tree of text with places: the only door to ruamel.yaml.

YAML never decides a type here: `2031-13-40`, `0123`, `no` and `1.10` all arrive as the text that was
written, and the fact's declared kind reads them where the place is known.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from ... import codes
from ...facts import plain_key
from ...messages import Message, msg
from ...patterns import lazily
from ...problems import Problem, Related
from ...spans import Source, Span
from . import plainyaml
from .tree import Mapping, Scalar, Sequence, Tree

__all__ = ["Mapping", "Scalar", "Sequence", "Tree", "parse"]

MAX_DEPTH = 20
# What libyaml and ruamel's own parser read differently: anchors, tags, explicit keys, blocks of text, directives (and
# tabs). Each begins with few characters, so that it is looked for fast.
_UNUSUAL = [
    lazily(each) for each in (r"[&!*?@`](?<![^\s\[{,].)", r"[:-] +[|>]", r"(?:\n|\A) *[%|>]", r"""["'}\]]:\S""")
]
_ODD_BREAKS = lazily("[\r\x85\u2028\u2029\ufeff]")  # where YAML counts lines and columns as nobody else does
_PREFIX = lazily(r"^[ -]*", re.MULTILINE)
_MAX_NESTING = 1000  # libyaml nests on the machine's stack, and brings the whole process down at some 30,000
_INSTRUCTION = lazily(r"[&!][^\s,\[\]{}]*")


def parse(source: Source, first_line: int = 1, text: str | None = None) -> tuple[Tree | None, list[Problem]]:
    """The tree of a YAML text, or None where it is broken.

    `text` is the part of `source` to read (front matter), which begins on `first_line`.
    """
    place = _Place(source, first_line if text else 1, source.text if text is None else text)
    text = place.text
    if (plain := plainyaml.read(source.path, text, place.first_line)) is not None:
        return plain, []
    from ruamel.yaml.error import MarkedYAMLError

    try:
        node = _composed(text)
    except MarkedYAMLError as error:
        return None, [_broken(error, place)]
    except RecursionError:
        return None, [_too_deep(source.whole_line(first_line))]
    except Exception:  # whatever else ruamel raises for odd YAML (asserts, lookups): the file is wrong, not draftkit
        hint = msg("compare with the example in docs/filformat.md")
        return None, [Problem(codes.BROKEN_YAML, msg("the YAML cannot be read"), source.whole_line(first_line), hint)]
    if node is None:
        return Mapping((), source.whole_line(first_line)), []
    problems: list[Problem] = []
    try:
        tree = _tree(node, place, problems, set(), 0)
    except _TooDeep as error:
        return None, [_too_deep(error.span)]
    return tree, list(dict.fromkeys(problems))  # a mapping begins where its first key does


class _TooDeep(Exception):
    """A tree that is nested more deeply than any file has a use for, at `span`."""

    def __init__(self, span: Span) -> None:
        super().__init__(str(span))
        self.span = span


def _composed(text: str) -> Any:
    """The text as ruamel's nodes; raises what its parser raises.

    libyaml is five times as fast, and is asked where it reads a text as ruamel's own parser does; what it refuses is
    read again, since only that parser's complaints are put in our words.
    """
    if _nesting(text) < _MAX_NESTING and "\t" not in text and not any(each.search(text) for each in _UNUSUAL):
        with contextlib.suppress(Exception):
            return _fast_parser()(text).get_single_node()
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False  # every anchor is told
    return yaml.compose(text)


@cache
def _fast_parser() -> Any:
    """libyaml, which is told to leave it to us what a value means: that takes ruamel four times as long as the rest."""
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]

    class FastParser(CParser):  # type: ignore[misc]
        def resolve(self, *asked: object) -> str:
            return ""

        def descend_resolver(self, *asked: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return FastParser


def _nesting(text: str) -> int:
    """More than the lists and mappings of `text` can stand in each other."""
    if len(text) < _MAX_NESTING:
        return len(text)
    return text.count("[") + text.count("{") + max(map(len, _PREFIX.findall(text)), default=0)


class _Place(Struct, frozen=True, dict=True):
    """Where the YAML `text` stands in its file: from `first_line` on."""

    source: Source
    first_line: int
    text: str

    @cached_property
    def before(self) -> int:
        """The index of the text's first character."""
        return self.source.starts[self.first_line - 1]

    @cached_property
    def by_lines(self) -> bool:
        """Whether marks may be read by line and column.

        YAML has more line breaks than a file has, and libyaml one more where the last line has none.
        """
        return self.text.endswith("\n") and not _ODD_BREAKS.search(self.text)

    @cached_property
    def may_instruct(self) -> bool:
        """Whether there may be an anchor or a tag."""
        return "&" in self.text or "!" in self.text

    def span(self, start: Any, end: Any) -> Span:
        if self.by_lines:
            first = self.first_line
            return Span(self.source.path, start.line + first, start.column + 1, end.line + first, end.column + 1)
        return self.source.span(start.index + self.before, end.index + self.before)

    def at(self, mark: Any) -> Span:
        place = self.span(mark, mark)
        return Span(place.path, place.line, place.col, place.line, place.col + 1)


def _tree(node: Any, place: _Place, problems: list[Problem], seen: set[int], depth: int) -> Tree:
    span = place.span(node.start_mark, node.end_mark)
    if id(node) in seen:
        return Scalar("", span)  # a reference to an anchor, which has been told
    if depth > MAX_DEPTH:
        raise _TooDeep(span)
    seen.add(id(node))
    problems.extend(_instruction(node, place))
    kind = type(node).__name__
    if kind == "ScalarNode":
        return Scalar(node.value, span)
    if kind == "SequenceNode":
        items = tuple(_tree(each, place, problems, seen, depth + 1) for each in node.value)
        return Sequence(items, _without_trailing_lines(span, items))
    pairs = []
    for key_node, value_node in node.value:
        key = _key(key_node, place, problems)
        value = _tree(value_node, place, problems, seen, depth + 1)
        if isinstance(value, Scalar) and value_node.start_mark.index == value_node.end_mark.index:
            value = Scalar("", key.span)  # nothing was written: its mark is wherever the next token begins
        pairs.append((key, value))
    problems.extend(_duplicates(pairs))
    return Mapping(tuple(pairs), _without_trailing_lines(span, [v for _, v in pairs]))


def _key(node: Any, place: _Place, problems: list[Problem]) -> Scalar:
    span = place.span(node.start_mark, node.end_mark)
    problems.extend(_instruction(node, place))
    if type(node).__name__ == "ScalarNode":
        return Scalar(node.value, span)
    problems.append(
        Problem(
            codes.BROKEN_YAML,
            msg("a key must be a word"),
            span,
            msg("put text that begins with [ or {{ in quotation marks"),
        )
    )
    return Scalar("", span)


def _instruction(node: Any, place: _Place) -> Iterator[Problem]:
    """An anchor (&) or a tag (!), which YAML takes away from the text that follows."""
    if not place.may_instruct:
        return
    start = node.start_mark.index + place.before
    word = _INSTRUCTION.match(place.source.text, start)
    if word:
        message = msg("“{text}” is an instruction to YAML, and would not be read as text", text=word[0])
        span = place.source.span(start, word.end())
        yield Problem(codes.YAML_ALIAS, message, span, msg("put the text in quotation marks"))


def _too_deep(span: Span) -> Problem:
    return Problem(
        codes.BROKEN_YAML,
        msg("the file is nested too deeply"),
        span,
        msg("compare with the example in docs/filformat.md"),
    )


def _without_trailing_lines(span: Span, items: Any) -> Span:
    """A block's end mark lies on the next token's line: end it with its last item."""
    if not items or span.end_col != 1:
        return span
    last = items[-1].span
    return Span(span.path, span.line, span.col, last.end_line, last.end_col)


def _duplicates(pairs: list[tuple[Scalar, Tree]]) -> Iterator[Problem]:
    first: dict[str, Span] = {}
    for key, _ in pairs:
        name = plain_key(key.text)  # väckt and vackt are one key
        if name in first:
            yield Problem(
                codes.DUPLICATE_KEY,
                msg("the key “{key}” is written twice", key=key.text),
                key.span,
                msg("remove one of them"),
                (Related(first[name], msg("first given here")),),
            )
        first.setdefault(name, key.span)


def _broken(error: Any, place: _Place) -> Problem:
    mark = error.problem_mark or error.context_mark
    at = place.at(mark)
    what, hint = _explain(error, place.source.line(at.line), at.col)
    # An unclosed bracket or quotation mark is noticed at the end of the file: the place to show is where it opens.
    opened = error.context_mark is not None and any(w in str(error.context) for w in ("flow", "quoted scalar"))
    opened = opened and "escape" not in str(error.problem) and not _lacks_comma(error)
    span = place.at(error.context_mark) if opened else at
    related = (Related(at, msg("noticed here")),) if opened and at.line != span.line else ()
    return Problem(codes.BROKEN_YAML, what, span, hint, related)


def _lacks_comma(error: Any) -> bool:
    """Whether something follows where a comma or the closing bracket should stand, on the line of the bracket."""
    got = str(error.problem).partition(", but got ")[2]
    same_line = error.context_mark is not None and error.context_mark.line == error.problem_mark.line
    return same_line and got not in ("", "'<stream end>'", "']'", "'}'")


def _explain(error: Any, line: str, col: int) -> tuple[Message, Message]:
    reason = f"{error.context or ''} {error.problem or ''}"
    before = line[: col - 1].rstrip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in reason:
        return msg("a tab is used to indent"), msg("use spaces; a tab is not allowed in YAML")
    if "flow" in reason and _lacks_comma(error):
        return msg("a comma is missing before this"), msg(
            "write a comma between the values, or quotation marks round them"
        )
    if "flow sequence" in reason:
        return msg("a bracket “[” is never closed"), msg("write ] at the end of the list")
    if "flow mapping" in reason:
        return msg("a brace “{{” is never closed"), msg("write }} at the end")
    if "escape" in reason:
        return msg('a backslash within quotation marks (") is an instruction to YAML'), msg(
            "write \\\\ for \\, or use the other quotation marks (')"
        )
    if "quoted scalar" in reason:
        return msg("a quotation mark is never closed"), msg("close it, or remove it")
    if "mapping values are not allowed" in reason and ":" in before:
        return msg("a colon too many on the line"), msg('put the text in quotation marks: rubrik: "Skola: ny plan"')
    if "another document" in reason:
        return msg("a second document begins here"), msg("remove the line ---")
    if "<scalar>" in reason and before.endswith(("'", '"')):
        return msg("text after the closing quotation mark"), msg(
            "put the whole text in quotation marks, and other ones (”) within it"
        )
    unindented = ("block mapping", "simple key", "':'", "<block end>", "mapping values", "<document start>")
    if any(word in reason for word in unindented):
        return msg("the line is not indented as the lines before it, or lacks a colon"), msg(
            "write “key: value”, with the same indentation as the keys beside it"
        )
    if "undefined alias" in reason:
        return msg("a reference (*) to another place in the file is not read"), msg(
            "put text that begins with * in quotation marks"
        )
    if any(word in reason for word in ("cannot start", "alphabetic", "tag", "node content", "entries", "mapping keys")):
        return msg("a value may not begin with this character"), msg("put the text in quotation marks")
    return msg("the YAML cannot be read: {reason}", reason=(error.problem or "?")), msg(
        "compare with the example in docs/filformat.md"
    )
