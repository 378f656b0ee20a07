"""Words too long for a line that no program knows how to divide: paths, rows of signs, addresses.

    G:\\Gemensam\\Avdelningen_for_strandtillganglighet   ->   may go on on the next line anywhere

A word of letters is divided by its syllables, and one with a hyphen or a slash at these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..blocks import Node, nodes
from ..patterns import lazily

_UNBROKEN = lazily(r"[^\s/\-\u2010-\u2015\u00ad]{25,}")
_LINE = 60  # letters: a longer word fits on no line, whatever it is made of
_MOST = 500  # such words in a document


def long_words(document: Sequence[Node]) -> list[str]:
    """Patterns of the words that may be parted between any two signs, the longest first."""
    found = {word for text in _texts(document) for word in _UNBROKEN.findall(text)
             if len(word) > _LINE or not word.isalpha()}  # fmt: skip
    return [re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))[:_MOST]]


def _texts(document: Sequence[Node]) -> Iterable[str]:
    for node in nodes(list(document)):
        if node["t"] == "Str":
            yield node["c"]
        elif node["t"] in ("Code", "CodeBlock"):
            yield node["c"][1]
