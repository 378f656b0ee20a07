"""The open JSON as bytes, and read back: the words that a finished file really has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import json

from ...stages.opendata.shape import Statement


def written(statement: Statement) -> bytes:
    """The file: UTF-8, each thing on a line of its own, in the order in which it is declared."""
    return json.format(json.encode(statement), indent=1) + b"\n"


def words(data: bytes) -> tuple[str, str]:
    """The text of a finished file and, apart from it, that of its footnotes."""
    document: dict[str, Any] = json.decode(data)["dokument"]
    notes = document.pop("fotnoter")
    return "\n".join(_texts(document)), "\n".join(_texts(notes))


def _texts(value: object) -> Iterator[str]:
    """Every `text`, in order."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "text":
                yield each
            else:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
