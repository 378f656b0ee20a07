"""Words that stand in a text but not in what pandoc made of it: they would not be printed, and nobody would know.

Markdown drops words without a word: a line `[Obs]: viktigt` is the address of a link, a row of a table loses the
cells that its heading has no column for, a second text for one footnote is passed over. So every word of the body
is counted in the tree, whatever the reason why it might be missing there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ... import codes
from ...blocks import Node
from ...messages import msg
from ...patterns import lazily
from ...problems import Problem
from ...spans import Span
from .frontmatter import Parts

_WORD = lazily(r"[^\W_]+")
_ENTITY = lazily(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_WORDS = lazily(rf"(?:[^\W_]|{_ENTITY.pattern})+")
# What is no word of the text's own: the number of a list item, the mark of a footnote, the name of a link's address.
_PREFIX = r"^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))+"
_LABEL = r"(?:\\.|[^\[\]\\])"
_NO_WORDS = lazily(rf"{_PREFIX}|\[\^{_LABEL}+\]|(?<=\])\[{_LABEL}*\]", re.MULTILINE | re.DOTALL)
_ADDRESS = lazily(rf"^(?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*(\[(?!\^){_LABEL}+\]):", re.MULTILINE)
_FOOTNOTE = lazily(rf"^(?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*(\[\^{_LABEL}+\]):")


def lost(parts: Parts, strings: Sequence[str]) -> Iterator[Problem]:
    """The words of a body that are not among the strings of its tree, a problem for each stretch of lines."""
    if not unicodedata.is_normalized("NFC", parts.body):
        return  # told when it was read; words do not begin and end where they seem to
    text = _own_words(parts.body)
    tree = "\n".join(strings)
    if text.replace("#", " ").replace("*", "").split() == tree.split():  # nearly always, and soon seen
        return
    printed = Counter(_WORD.findall(tree))
    if not _ENTITY.search(text):
        written = Counter(_WORD.findall(text))
        if written <= printed:
            return
    for string in strings:
        if "&" in string:
            printed += Counter(_WORD.findall(_decoded(string))) - Counter(_WORD.findall(string))
    places = list(_places(text))
    missing = Counter(word for word, _ in places) - printed
    if missing:
        yield from _told(parts, _lost_places(places, missing, parts))


def _own_words(body: str) -> str:
    """The body with blanks for what is no word of the text's own, so that every place stays where it is."""
    return _NO_WORDS.sub(blanks, _ADDRESS.sub(lambda match: _without_name(match, body), body))


def _places(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text, each with its index."""
    for match in _WORDS.finditer(text):
        yield from ((word, match.start()) for word in _WORD.findall(_decoded(match[0])))


def blanks(match: re.Match[str]) -> str:
    """As many blanks as what is matched, so that every place stays where it is; line breaks stay."""
    return re.sub(r"[^\n]", " ", match[0])


def _without_name(match: re.Match[str], body: str) -> str:
    """The beginning of a line that gives a link its address, without the name where the text uses it."""
    used = re.search(rf"(?<!\\){re.escape(match[1])}(?!:)", body, re.IGNORECASE)
    return blanks(match) if used else match[0]


def _decoded(text: str) -> str:
    """`text` with its character references (`&amp;`) resolved as Markdown does: only whole ones, with a semicolon."""
    from html import unescape
    from html.entities import html5

    return _ENTITY.sub(
        lambda match: unescape(match[0]) if match[0][1] == "#" or match[0][1:] in html5 else match[0], text
    )


def strings(elements: Iterable[Node]) -> Iterator[str]:
    """Every string in the elements of a tree: the text, and the addresses and notes that Markdown keeps beside it."""
    for node in elements:
        kind, content = node["t"], node.get("c")
        if content is None:
            continue
        if kind == "Str":
            yield content
        elif kind in ("Code", "CodeBlock"):
            yield from (content[1], *content[0][1])
        elif kind in ("RawInline", "RawBlock"):
            yield content[1]
        elif kind in ("Link", "Image"):
            yield from (*_spellings(content[2][0]), content[2][1])


def _spellings(address: str) -> Sequence[str]:
    """An address as it is, and with its characters for `%C3%A5` and the like."""
    if "%" not in address:
        return (address,)
    from urllib.parse import unquote

    return address, unquote(address)


def _lost_places(words: Sequence[tuple[str, int]], missing: Counter[str], parts: Parts) -> list[Span]:
    """Where the missing words stand. Where a word is printed once and written twice, the one among other lost words."""
    count = Counter(word for word, _ in words)
    before = parts.source.starts[parts.body_line - 1]

    def place(word: str, index: int) -> Span:
        return parts.source.span(before + index, before + index + len(word))

    found = [place(word, index) for word, index in words if missing[word] == count[word]]
    lines = {span.line for span in found}
    for word, number in missing.items():
        if number < count[word]:
            places = [place(word, index) for each, index in words if each == word]
            found += sorted(places, key=lambda span: (span.line in lines, span))[-number:]
    return sorted(found)


def _told(parts: Parts, places: Sequence[Span]) -> Iterator[Problem]:
    """A problem for each stretch of lines that are lost together."""
    source = parts.source
    last = 0
    for number, group in groupby(places, key=lambda span: span.line):
        words = list(group)
        line = source.line(number)
        defines = _ADDRESS.match(line) or _FOOTNOTE.match(line)
        between = "".join(source.line(each) for each in range(last + 1, number))
        follows = last and not between.strip() and (number == last + 1 or line.startswith((" ", "\t")))
        last = number
        if defines or not follows:
            yield _problem(parts, number, words)


def _problem(parts: Parts, number: int, words: Sequence[Span]) -> Problem:
    source = parts.source
    line = source.line(number)
    if footnote := _FOOTNOTE.match(line):
        mark = footnote[1]
        earlier = any(
            match and match[1] == mark
            for match in (_FOOTNOTE.match(source.line(each)) for each in range(parts.body_line, number))
        )
        if earlier:
            message = msg("the footnote “{mark}” has two texts, and the second would not be printed", mark=mark)
            hint = msg("give one of them another mark")
        else:
            message = msg("nothing in the text refers to this footnote, so it would not be printed")
            hint = msg("write its mark, {mark}, in the text, or remove it", mark=mark)
        return Problem(codes.TEXT_NOT_PRINTED, message, source.whole_line(number), hint)
    if _ADDRESS.match(line):
        message = msg("this line would not be printed: Markdown reads it as the address of a link")
        hint = msg("write \\ before the first [ if the text is to be printed as it stands")
        return Problem(codes.TEXT_NOT_PRINTED, message, source.whole_line(number), hint)
    span = Span(source.path, number, words[0].col, number, words[-1].end_col)
    if "|" in line:
        hint = msg("give the heading of the table as many columns as this row, or write \\| for an ordinary |")
    else:
        hint = msg("Markdown reads something else there; write \\ before its first character")
    return Problem(codes.TEXT_NOT_PRINTED, msg("“{text}” would not be printed", text=source.slice(span)), span, hint)
