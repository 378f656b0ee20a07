"""The account of words: every word of the original is in the text, or among what is listed as left out.

Words are compared and not their order: a text box, a footnote or a decision stands elsewhere in the file than in the
text. Where two programs part words differently (a hyphen at a line's end, a mark in a word) the letters settle it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from ...blocks import Node
from ...patterns import lazily

_WORD = lazily(r"[^\W_]+")
_UNSEEN = lazily("[\u00ad\u200b-\u200f\u2060\ufeff]")
_COMMENT = lazily(r"<!--(.*?)-->", re.DOTALL)


class Balance(Struct, frozen=True):
    """How many words the original has, how many of them are left out, and those that nobody can account for."""

    written: int
    left: int
    missing: tuple[str, ...] = ()


def balance(written: Iterable[str], told: Iterable[str], left: Iterable[str], added: Iterable[str] = ()) -> Balance:
    """Compares `written`, all the words of an original, with those of the text (`told`) and of what is left out.

    `added` are words in the text that are not in the original.
    """
    original, gone = words(written), words(left)
    there = words(told)
    there.subtract(words(added))
    missing = original - gone - there
    if missing:
        more = there + gone - original
        if not Counter("".join(missing.elements())) - Counter("".join(more.elements())):
            missing = Counter()
    return Balance(original.total(), (gone & original).total(), tuple(sorted(missing.elements())))


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of texts, as they are compared: in one form of each letter, without what cannot be seen."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORD.findall(unicodedata.normalize("NFKC", _UNSEEN.sub("", text))))
    return found


def told(blocks: Sequence[Node]) -> list[str]:
    """All that a text says: its words, footnotes, alternative texts, notes to colleagues, and numbers of lists."""
    found: list[str] = []
    _gather(list(blocks), found, [])
    return found


def _gather(tree: object, found: list[str], line: list[str]) -> None:
    """Adds a string for each paragraph to `found`; `line` is the one that is being read."""
    if isinstance(tree, list):
        for each in tree:
            _gather(each, found, line)
        return
    if not isinstance(tree, dict):
        return
    kind: str = tree["t"]
    content: Any = tree.get("c")
    if kind == "Str":
        line.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        line.append(" ")
    elif kind in ("Code", "CodeBlock", "Math"):
        line.append(content[1])
    elif kind in ("RawInline", "RawBlock"):
        found += _COMMENT.findall(content[1]) or [content[1]]
    elif kind in ("Note", "Image"):
        inner: list[str] = []
        _gather(content[1] if kind == "Image" else content, found, inner)
        found.append("".join(inner))
    elif kind == "OrderedList":
        for number, item in enumerate(content[1], start=content[0][0]):
            found.append(str(number))
            _gather(item, found, line)
    elif kind in ("Para", "Plain", "Header", "LineBlock"):
        inner = []
        _gather(content, found, inner)
        found.append("".join(inner))
    else:
        _gather(content, found, line)
