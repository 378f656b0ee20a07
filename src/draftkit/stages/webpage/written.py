"""Elements as HTML: every text and every value escaped, so that nothing anybody has written becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct, field

from ...patterns import lazily

# Characters that HTML forbids (HTML Standard, 13.2.3.5): controls and what is no character at all.
_UNWRITABLE = lazily("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_VOID = frozenset({"img", "br", "hr"})
# Each of these begins a line, so that two pages can be compared line by line.
_LINES = frozenset(
    "article blockquote details dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)


class Tag(Struct):
    """An element of HTML: its name, its attributes, and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Tag | str] = field(default_factory=list)


def tag(name: str, *children: Tag | str, **attributes: str | bool | None) -> Tag:
    """An element. An attribute that is None or False is left out, one that is True has no value; `_` is written `-`.

    The `_` after a word of Python's (class_) is left out.
    """
    given = {
        key.removesuffix("_").replace("_", "-"): "" if value is True else value
        for key, value in attributes.items()
        if value is not None and value is not False
    }
    return Tag(name, given, list(children))


def written(content: Iterable[Tag | str]) -> str:
    """The HTML."""
    return "".join(piece for each in content for piece in _pieces(each))


def _pieces(each: Tag | str) -> Iterator[str]:
    if isinstance(each, str):
        yield _escaped(each)
        return
    yield "\n" if each.name in _LINES else ""
    attributes = "".join(
        f' {name}="{_escaped(value, quote=True)}"' if value or name == "alt" else f" {name}"
        for name, value in each.attributes.items()
    )
    yield f"<{each.name}{attributes}>"
    if each.name in _VOID:
        return
    if each.name == "pre":
        yield "\n"  # the first line break in it is not part of its text
    for child in each.children:
        yield from _pieces(child)
    yield f"</{each.name}>"


def _escaped(text: str, *, quote: bool = False) -> str:
    return escape(_UNWRITABLE.sub("", text), quote=quote)
