"""A quoted text gets its lock: one line of the front matter changes, and not a byte besides."""

from __future__ import annotations

import re

from ... import codes
from ...facts import plain_key
from ...messages import msg
from ...problems import Problem
from ...spans import top_of
from . import frontmatter, yamltree
from .textfile import read_text
from .yamltree import Mapping

_OWN = ("avsnitt", "beslutar")
_OWN_KINDS = ("sammanfattning", "forslag")


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
    keys = {plain_key(key.text): value for key, value in tree.items} if isinstance(tree, Mapping) else {}
    kind = plain_key(getattr(keys.get("typ"), "text", ""))
    if any(key in keys for key in _OWN) or kind in _OWN_KINDS:
        hint = msg("only quoted text is locked: answers, dissents and bilagor")
        return data, [Problem(codes.NOTHING_TO_LOCK, msg("the file holds the rotel's own text"), top_of(path), hint)]
    if not parts.body.strip():
        return data, [
            Problem(codes.NOTHING_TO_LOCK, msg("there is no text to lock"), top_of(path), msg("write the text first"))
        ]
    return _with_lock(source.text, parts, frontmatter.lock_of(parts.body)).encode(), []


def _with_lock(text: str, parts: frontmatter.Parts, lock: str) -> str:
    line = f"lås: {lock}"
    if parts.body_line == 1:
        return f"---\n{line}\n---\n{text}"
    head, body = text[: len(text) - len(parts.body)], parts.body
    old = re.compile(r"^l[åa]s:.*$", re.MULTILINE)
    if old.search(head):
        return old.sub(line, head, count=1) + body
    closing = head.rstrip("\n").rpartition("\n")[2]
    return head[: head.rindex(closing)] + f"{line}\n{closing}\n" + body
