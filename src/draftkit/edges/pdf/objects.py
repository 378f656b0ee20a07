"""The objects of a PDF as typst writes it, read and changed as they stand.

pikepdf can do all this and more, and takes a quarter of a build to be loaded. But typst's files are simple: each
object stands by itself and plain, in a table that tells where, and only the streams are compressed.

    7 0 obj
    <</Type/StructElem/S/P/P 50 0 R/K[0]/Pg 77 0 R>>
    endobj
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_TOKEN = re.compile(
    rb"\s*(?:(?P<ref>\d+) \d+ R(?=[\s/<>\[\]()]|$)|(?P<mark><<|>>|\[|\])|(?P<name>/[^\s()<>\[\]{}/%]*)"
    rb"|(?P<other><[0-9A-Fa-f\s]*>|[^\s()<>\[\]{}/%]+)|(?P<string>\())"
)
_STREAM = re.compile(rb">>\s*stream\r?\n")


class Ref(NamedTuple):
    """A reference to another object, by its number."""

    number: int


class NotAsTypstWrites(ValueError):
    """The file is a PDF of another make, with objects that are compressed or stand in no table."""


class Objects:
    """The objects of a PDF. A dictionary is a dict by names with their stroke (`/S`), an array a list, a reference a
    Ref, a name a str; whatever else stands there (numbers, strings) is its bytes as they are written."""

    def __init__(self, data: bytes) -> None:
        """Raises NotAsTypstWrites."""
        start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
        table = re.compile(rb"xref\s+0 (\d+)\s+").match(data, int(start[1])) if start else None
        if table is None:
            raise NotAsTypstWrites("no table of the objects")
        entries = data[table.end() : table.end() + 20 * int(table[1])]
        lines = [entries[at : at + 20] for at in range(0, len(entries), 20)]
        places = [int(line[:10]) if line[17:18] == b"n" else 0 for line in lines]
        ends = dict(zip(sorted(places), [*sorted(places)[1:], int(start[1]) if start else 0], strict=True))
        self._head = data[: min(filter(None, places))]
        self._raw = {number: _within(data[at : ends[at]]) for number, at in enumerate(places) if at}
        self._read: dict[int, Any] = {}
        self.trailer: dict[str, Any] = _value(data, data.index(b"trailer", table.end()) + len(b"trailer"))[0]

    def __getitem__(self, number: Ref | int) -> Any:
        """The value of an object, which may be changed in place; of a stream, its dictionary."""
        key = number.number if isinstance(number, Ref) else number
        if key not in self._read:
            self._read[key] = _value(self._raw[key], 0)[0]
        return self._read[key]

    def having(self, *said: bytes) -> Iterator[Ref]:
        """The objects in which all of `said` stands, as typst wrote them, in the order of their numbers."""
        return (Ref(number) for number, raw in self._raw.items() if all(each in raw for each in said))

    def add(self, value: Any) -> Ref:
        """A new object with this value."""
        number = max(max(self._raw), max(self._read, default=0)) + 1
        self._read[number] = value
        return Ref(number)

    def stream(self, number: Ref) -> bytes:
        """What a stream holds, no longer compressed."""
        raw = self._raw[number.number]
        begin = _STREAM.search(raw)
        assert begin is not None
        return zlib.decompressobj().decompress(raw[begin.end() :])

    def written(self) -> bytes:
        """The file anew, with what has been changed."""
        parts, places, at = [self._head], [], len(self._head)
        last = max(max(self._raw), max(self._read, default=0))
        for number in range(1, last + 1):
            body = self._body(number)
            places.append(b"%010d 00000 n\r\n" % at if body is not None else b"0000000000 65535 f\r\n")
            if body is not None:
                parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
                at += len(parts[-1])
        trailer = written({**self.trailer, "/Size": b"%d" % (last + 1)})
        table = b"xref\n0 %d\n0000000000 65535 f\r\n%s" % (last + 1, b"".join(places))
        return b"".join([*parts, table, b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF" % at])

    def _body(self, number: int) -> bytes | None:
        raw = self._raw.get(number)
        if number not in self._read:
            return raw
        value = written(self._read[number])
        stream = _STREAM.search(raw) if raw is not None else None
        return value + raw[stream.start() + 2 :] if raw is not None and stream else value


def _within(raw: bytes) -> bytes:
    """What stands between `7 0 obj` and `endobj`."""
    return raw[raw.index(b"obj") + 3 : raw.rindex(b"endobj")].strip()


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at `at`, and where it ends."""
    token = _TOKEN.match(data, at)
    if token is None:
        raise NotAsTypstWrites("an object that cannot be read")
    end = token.end()
    match token.lastgroup:
        case "ref":
            return Ref(int(token["ref"])), end
        case "name":
            return token["name"].decode("latin-1"), end
        case "string":
            end = _string_end(data, token.start("string"))
            return data[token.start("string") : end], end
        case "mark" if token["mark"] in (b"<<", b"["):
            values, end = _values(data, end)
            return (values if token["mark"] == b"[" else dict(zip(values[::2], values[1::2], strict=True))), end
    return token["other"], end


def _values(data: bytes, at: int) -> tuple[list[Any], int]:
    """The values up to the next bracket that closes, and where that ends."""
    values = []
    while not (close := re.compile(rb"\s*(>>|\])").match(data, at)):
        value, at = _value(data, at)
        values.append(value)
    return values, close.end()


def _string_end(data: bytes, at: int) -> int:
    """Where a string in round brackets ends; those within it stand in pairs, or after a backslash."""
    depth = 0
    for bracket in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        if not depth:
            return bracket.end()
    raise NotAsTypstWrites("a string without end")


def written(value: Any) -> bytes:
    """A value as it stands in a file."""
    match value:
        case Ref():
            return b"%d 0 R" % value.number
        case dict():
            return b"<<" + b"".join(_spaced(key) + _spaced(written(each)) for key, each in value.items()) + b">>"
        case list():
            return b"[" + b" ".join(map(written, value)) + b"]"
        case str():
            return value.encode("latin-1")
    assert isinstance(value, bytes)
    return value


def _spaced(part: str | bytes) -> bytes:
    part = part.encode("latin-1") if isinstance(part, str) else part
    return part if part[:1] in b"/<[(" else b" " + part


def text(said: str) -> bytes:
    """A text string of PDF (ISO 32000-1, 7.9.2.2): UTF-16 where it is more than ASCII."""
    if said.isascii() and said.isprintable():
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", said.encode()) + b")"
    return b"<FEFF" + said.encode("utf-16-be").hex().upper().encode() + b">"
