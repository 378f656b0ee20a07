"""What can be seen of a text without reading it: whether there is anything to print, and the notes to colleagues.

`draftkit status` asks no more than that of a thousand cases, which pandoc would need a minute for. What is seen here is
what prose.py would find (tests/test_glance.py holds the two together); where only pandoc can tell, the glimpse is
unsure, and its text is to be read.
"""

from __future__ import annotations

import re

from ...model import Glimpse
from ...patterns import lazily
from ...spans import Span
from .frontmatter import Parts
from .prose import Layout

_NOTE = lazily(r"<!--(?!>|->)(?:(?!-->).)*-->", re.DOTALL)
_FIRST = lazily(r"^[ \t]*(?P<first>[^ \t\n])", re.MULTILINE)
_HEADING = lazily(r" {0,3}#(?:[ \t]|$)", re.MULTILINE)
_UNDERLINE = lazily(r"^ {0,3}=+[ \t]*$", re.MULTILINE)
_MAY_VANISH = "[<"  # begins what may be no text at all: the address of a link, the text of a footnote, HTML
# What a note may be a part of, or be hidden by: code, HTML, an address.
_HIDES = lazily(r"`|~~~|\]:|\]\(|<(?=[A-Za-z/!?])")
_NO_NOTE_WITHIN = lazily(r"\n|\||--|^>|^->|-$")


def glance(parts: Parts, layout: Layout) -> Glimpse:
    """What a glance at the body of a fragment says of it."""
    notes: list[Span] = []
    body = parts.body
    if "<!--" in body:
        found = _notes(body)
        if found is None:
            return Glimpse(parts.source, parts.body_line, {}, unsure=True)
        before = parts.source.starts[parts.body_line - 1]
        notes = [parts.source.span(before + each.start(), before + each.end()) for each in found]
        body = _without(body, [each for each in found if _is_block(body, each)])
    printed = _printed(body, layout)
    return Glimpse(parts.source, parts.body_line, {}, tuple(notes), printed=bool(printed), unsure=printed is None)


def _printed(body: str, layout: Layout) -> bool | None:
    """Whether there is anything to print in a body without notes of their own lines; None where only reading tells.

    What stands first decides: a heading of level 1 is the name of a part where the text has parts, and no text.
    """
    named = False
    for match in _FIRST.finditer(body):
        if layout.slots and _HEADING.match(body, match.start()):
            named = True
        elif match["first"] in _MAY_VANISH or (layout.slots and (not named or _underlined(body))):
            return None
        else:
            return True
    return False


def _underlined(body: str) -> bool:
    """Whether a line of = may make a heading of level 1 of the text before it."""
    return "=" in body and _UNDERLINE.search(body) is not None


def _notes(body: str) -> list[re.Match[str]] | None:
    """The notes, in order; None where something may not be the note that it seems to be."""
    found = list(_NOTE.finditer(body))
    rest = _without(body, found)
    if _HIDES.search(rest) or not all(_is_block(body, each) or _is_inline(body, each) for each in found):
        return None
    return found


def _is_block(body: str, note: re.Match[str]) -> bool:
    """Whether a note has its lines to itself, from their very beginning."""
    end = body.find("\n", note.end())
    alone = not body[note.end() : end if end >= 0 else len(body)].strip(" \t")
    return alone and (note.start() == 0 or body[note.start() - 1] == "\n")


def _is_inline(body: str, note: re.Match[str]) -> bool:
    """Whether a note stands in the middle of a line of text, and is no part of anything else."""
    line = body[body.rfind("\n", 0, note.start()) + 1 : note.start()]
    within = note[0][len("<!--") : -len("-->")]
    return line[:1].isalpha() and not line.endswith("\\") and not _NO_NOTE_WITHIN.search(within)


def _without(body: str, notes: list[re.Match[str]]) -> str:
    """The body with blanks for `notes`."""
    for each in notes:
        body = body[: each.start()] + re.sub(r"[^\n]", " ", each[0]) + body[each.end() :]
    return body
