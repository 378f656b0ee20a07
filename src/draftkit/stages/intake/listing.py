"""A new bilaga in the list of arende.yaml, and not a byte changed besides."""

from __future__ import annotations

import re

from ...facts import plain_key
from ...spans import Source
from ..load import yamltree
from ..load.yamltree import Mapping, Scalar, Sequence


def with_appendix(path: str, text: str, entry: str) -> str | None:
    """The text of arende.yaml with `entry`, a mapping on one line, last among its `bilagor`.

    None where that cannot be done without changing what is there.
    """
    source = Source(path, text)
    tree, problems = yamltree.parse(source)
    if problems or not isinstance(tree, Mapping):
        return None
    found = next(((key, value) for key, value in tree.items if plain_key(key.text) == "bilagor"), None)
    if found is None:
        line_break = "" if text.endswith("\n") else "\n"
        return f"{text}{line_break}bilagor:\n  - {entry}\n"
    key, value = found
    if isinstance(value, Scalar) and not value.text.strip():
        return _after_line(source, key.span.line, f"  - {entry}\n")
    if not isinstance(value, Sequence) or not value.items:
        return None
    start = source.starts[value.span.line - 1] + value.span.col - 1
    if text[start] == "[":
        last = value.items[-1].span
        end = source.starts[last.end_line - 1] + last.end_col - 1
        return f"{text[:end]}, {entry}{text[end:]}"
    indent = re.match(r"\s*", source.line(value.items[0].span.line))
    before = indent[0] if indent else ""
    return _after_line(source, value.items[-1].span.end_line, f"{before}- {entry}\n")


def _after_line(source: Source, number: int, line: str) -> str:
    at = source.starts[number] if number < len(source.starts) else len(source.text)
    before = source.text[:at]
    return f"{before}{'' if before.endswith(chr(10)) else chr(10)}{line}{source.text[at:]}"
