"""A quoted text gets its lock: one line of the front matter changes, and not a byte besides."""

from __future__ import annotations

import posixpath

from ... import codes
from ...facts import plain_key
from ...messages import msg
from ...model import DISSENT_KINDS, RESPONSE_KINDS
from ...problems import Problem
from ...spans import Source, top_of
from . import frontmatter, yamltree
from .textfile import read_text
from .yamltree import Mapping, Scalar, Tree

_QUOTED_KINDS = frozenset(plain_key(kind) for kind in (*RESPONSE_KINDS, *DISSENT_KINDS, "bilaga"))
_QUOTED_FOLDERS = ("remissvar", "avvikande", "bilagor")


def locked(path: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """The file with `lås:` set to the hash of its body; unchanged, with the reason, where it cannot be locked."""
    source, problems = read_text(path, data)
    if source is None or problems:
        return data, problems
    parts, problems = frontmatter.split(source)
    if problems:
        return data, problems
    tree, problems = yamltree.parse(source, 2, parts.facts)
    if problems:
        return data, problems
    facts = {plain_key(key.text): (key, value) for key, value in tree.items} if isinstance(tree, Mapping) else {}
    if not _is_quoted(path, facts):
        hint = msg("only quoted text is locked: answers, dissents and bilagor")
        return data, [Problem(codes.NOTHING_TO_LOCK, msg("the file holds the rotel's own text"), top_of(path), hint)]
    if not parts.body.strip():
        return data, [
            Problem(codes.NOTHING_TO_LOCK, msg("there is no text to lock"), top_of(path), msg("write the text first"))
        ]
    line = f"lås: {frontmatter.lock_of(parts.body)}"
    if parts.body_line == 1:
        return f"---\n{line}\n---\n{source.text}".encode(), []
    if "las" in facts:
        start, end = _indexes(source, *facts["las"])
    else:
        start = end = source.starts[parts.body_line - 2]  # before the closing ---
        line += "\n"
    return (source.text[:start] + line + source.text[end:]).encode(), []


def _indexes(source: Source, key: Scalar, value: Tree) -> tuple[int, int]:
    """Where a fact begins and ends in its file."""
    start = source.starts[key.span.line - 1] + key.span.col - 1
    end = source.starts[value.span.end_line - 1] + value.span.end_col - 1
    colon = source.text.index(":", start) + 1
    return start, len(source.text[: max(end, colon)].rstrip())


def _is_quoted(path: str, facts: dict[str, tuple[Scalar, Tree]]) -> bool:
    """Whether the file is another's text: by what it says of itself, else by the folder that it lies in."""
    if "avsnitt" in facts or "beslutar" in facts:
        return False
    kind = facts["typ"][1] if "typ" in facts else None
    if isinstance(kind, Scalar) and kind.text:
        return plain_key(kind.text) in _QUOTED_KINDS
    folder = posixpath.dirname(path.replace("\\", "/"))
    return not folder or posixpath.basename(folder) in _QUOTED_FOLDERS
