"""pandoc: the only door to it. One process (process.py) serves a whole run."""

from __future__ import annotations

import contextlib
import json
import queue
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ...blocks import Node, Parsed
from ...messages import msg
from ...patterns import lazily
from ...problems import DraftkitError
from .process import Process, Slow, start

_HEAP_EXHAUSTED = 251  # what a Haskell program exits with


class EngineError(DraftkitError):
    """pandoc refused a job: what it said."""

    def __init__(self, reason: str) -> None:
        super().__init__(msg("pandoc gave up: {reason}", reason=reason.partition("\n")[0]))


def _stopped() -> DraftkitError:
    return DraftkitError(
        msg("pandoc has stopped"), msg("run the command again; if it stops again, a text is too large")
    )


class Reply:
    """The answer to a job, when it comes. Answers are taken in the order in which the jobs were sent."""

    def __init__(self, pandoc: Pandoc) -> None:
        self._pandoc = pandoc
        self._answer: tuple[dict[str, Any], list[bytes]] | None = None

    @property
    def is_here(self) -> bool:
        """Whether `get` would not have to wait."""
        return self._answer is not None or self._pandoc.has_answered(self)

    def get(self) -> tuple[dict[str, Any], list[bytes]]:
        """Waits for the answer: its facts and its byte strings. Raises EngineError where the job failed."""
        if self._answer is None:
            self._answer = self._pandoc.answer_to(self)
        if "error" in self._answer[0]:
            raise EngineError(self._answer[0]["error"])
        return self._answer


class Pandoc:
    """A pandoc process, started already or with its first job, that does one job after another."""

    def __init__(self, process: Process | None = None) -> None:
        self._process: Process | None = None
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], list[bytes]] | None] = queue.SimpleQueue()
        self._waiting: list[Reply] = []
        self._lock = threading.Lock()
        self._failure: Exception | None = None
        # Read all the time, so that neither side waits for the other with a full pipe.
        self._receiver = threading.Thread(target=self._receive, daemon=True)
        if process:
            self._begin(process)

    def _begin(self, process: Process) -> Process:
        self._process = process
        self._receiver.start()
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def kill(self) -> None:
        """Ends the process without waiting until it is gone.

        At the end of its input it goes by itself, and takes its temporary file with it; at work it would go on first.
        """
        if self._process is None:
            return
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        if len(self._waiting) > self._answers.qsize():
            self._process.kill()

    @property
    def pid(self) -> int:
        """The number of the process, which is started now if it is not yet."""
        return (self._process or self._begin(start())).pid

    def is_gone(self) -> bool:
        """Whether the process has ended, without having been asked to."""
        if self._process is None:
            return False
        with contextlib.suppress(Slow):
            self._process.wait(timeout=0.2)  # its last words come before its end
        return self._process.poll() is not None

    def out_of_memory(self) -> bool:
        """Whether it has ended since its memory did not suffice (see GHCRTS in edges/workers.py)."""
        return self._process is not None and self._process.poll() == _HEAP_EXHAUSTED

    def close(self) -> None:
        """Ends the process, and waits until it is gone."""
        self.kill()
        if self._process is None:
            return
        self._process.wait()
        self._receiver.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()

    # --- jobs ---

    def read(self, texts: Sequence[str], dialect: str, *, outlines: Sequence[str] = ()) -> Reply:
        """Sends Markdown texts to be read; `parsed` or `tree` takes the answer.

        `outlines`: the same texts with less in each line, from which the lines of each block are told.
        """
        data = [text.encode() for text in (*texts, *outlines)]
        return self._send({"job": "read", "dialect": dialect, "places": bool(outlines)}, data)

    def intake(self, docx: bytes) -> Reply:
        """Sends a DOCX file to be read; the answer is its tree, then its pictures, whose names are in the facts."""
        return self._send({"job": "intake"}, [docx])

    def text(self, nodes: Sequence[Node], form: str, *, columns: int | None = None) -> Reply:
        """Sends a tree to be written as text ("typst", "html" or a Markdown), perhaps in lines of so many `columns`."""
        return self._send({"job": "text", "format": form, **({"columns": columns} if columns else {})}, [tree(nodes)])

    def docx(self, nodes: Sequence[Node], reference: Path, media: Mapping[str, bytes]) -> Reply:
        """Sends a tree to be written as DOCX with the look of `reference`; `media` are all the pictures it may show."""
        kinds = ["image/png" if name.endswith(".png") else "image/jpeg" for name in media]
        facts = {"job": "docx", "reference": str(reference), "names": list(media), "kinds": kinds}
        return self._send(facts, [tree(nodes), *media.values()])

    def zipped(self, files: Mapping[str, bytes]) -> bytes:
        """The files as a zip: the same bytes whatever zlib Python was built with, which differs between machines."""
        return self._send({"job": "zip", "names": list(files)}, [*files.values()]).get()[1][0]

    def version(self) -> str:
        """The version of pandoc, as it says itself."""
        return str(self._send({"job": "version"}, []).get()[0]["version"])

    # --- the wire ---

    def _send(self, job: dict[str, Any], data: Sequence[bytes]) -> Reply:
        reply = Reply(self)
        line = json.dumps({**job, "sizes": [len(each) for each in data]}).encode() + b"\n"
        with self._lock:
            process = self._process or self._begin(start())
            self._waiting.append(reply)
            try:
                assert process.stdin is not None
                process.stdin.write(line + b"".join(data))
                process.stdin.flush()
            except OSError as error:
                raise _stopped() from error
        return reply

    def has_answered(self, reply: Reply) -> bool:
        """Whether the answer that belongs to `reply` has come."""
        return self._waiting.index(reply) < self._answers.qsize()

    def answer_to(self, reply: Reply) -> tuple[dict[str, Any], list[bytes]]:
        """Takes answers until the one that belongs to `reply`."""
        while True:
            answer = self._answers.get()
            if answer is None:
                self._answers.put(None)  # for the next who asks
                if isinstance(self._failure, MemoryError):
                    raise self._failure
                raise _stopped()
            first = self._waiting.pop(0)
            first._answer = answer
            if first is reply:
                return answer

    def _receive(self) -> None:
        assert self._process is not None
        stream = self._process.stdout
        assert stream is not None
        try:
            while line := stream.readline():
                facts = json.loads(line)
                sizes = facts["sizes"] or []  # an empty Lua table arrives as {}
                self._answers.put((facts, [stream.read(size) for size in sizes]))
        except (MemoryError, ValueError) as error:  # it is too large for us, or pandoc died in the middle of it
            self._failure = error
        finally:
            self._answers.put(None)


def tree(nodes: Sequence[Node]) -> bytes:
    """A tree as pandoc reads it."""
    whole = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": _in_pieces(list(nodes))}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _in_pieces(tree: Any) -> Any:
    """`tree` with long strings cut at spaces: the Typst writer's time grows with the square of a string."""
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": _in_pieces(content)} if isinstance(content, list) else tree
    if not isinstance(tree, list):
        return tree
    result: list[Any] = []
    for each in tree:
        if isinstance(each, dict) and each.get("t") == "Str" and len(each["c"]) > 80:
            result += [{"t": "Str", "c": piece} for piece in _PIECE.findall(each["c"])]
        else:
            result.append(_in_pieces(each))
    return result


_PIECE = lazily(r".{1,80}(?: +|$)|\S+ *", re.DOTALL)


def blocks(data: bytes) -> list[Node]:
    """The blocks of a tree that pandoc wrote."""
    found: list[Node] = json.loads(data)["blocks"]
    return found


def parsed(reply: Reply) -> list[Parsed]:
    """The answer to `read` with outlines: one Parsed for each text."""
    _, data = reply.get()
    half = len(data) // 2
    return [_parsed(each, places) for each, places in zip(data[:half], data[half:], strict=True)]


class Trees(Mapping[str, Parsed]):
    """What texts were read as, by path: those that are `here`, and those that pandoc is waited for when needed.

    `meanwhile` has its next step taken as long as a text is not there yet, and the last step did something.
    """

    def __init__(self, here: Mapping[str, Parsed], replies: Mapping[str, Reply], meanwhile: Iterator[bool]) -> None:
        self._here = here
        self._replies = replies
        self._meanwhile = meanwhile

    def __getitem__(self, path: str) -> Parsed:
        if path in self._here:
            return self._here[path]
        reply = self._replies[path]
        busy = True
        while busy and not reply.is_here:
            busy = next(self._meanwhile, False)
        return parsed(reply)[0]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._here, *self._replies))

    def __len__(self) -> int:
        return len(self._here) + len(self._replies)


def _parsed(tree: bytes, places: bytes) -> Parsed:
    try:
        return Parsed(blocks(_joined(tree)), _apart([_lines(place) for place in json.loads(places) or ()]))
    except RecursionError:
        return Parsed((), (), too_deep=True)


def _joined(tree: bytes) -> bytes:
    """A tree with its words and the blanks between them made one string, while it is still JSON: a tenth of the nodes.

    {"t":"Str","c":"A"},{"t":"Space"},{"t":"Str","c":"B"} -> {"t":"Str","c":"A B"}; within a string no quotation mark
    stands without a backslash before it, so that what is replaced is never anybody's text.
    """
    return tree.replace(_BLANK % b"Space", b" ").replace(_BLANK % b"SoftBreak", b" ")


_BLANK = b'"},{"t":"%s"},{"t":"Str","c":"'


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each block's lines without those of the next: pandoc lets a list reach into what follows it."""
    starts = [first for first, _ in ranges[1:]]
    ends = [min(end, max(start, first + 1)) for (first, end), start in zip(ranges, starts, strict=False)]
    return [(first, end) for (first, _), end in zip(ranges, [*ends, *(end for _, end in ranges[-1:])], strict=True)]


def _lines(place: str) -> tuple[int, int]:
    """The lines [first, last) of a place: "3:1-5:1" -> (3, 5), "3:1-4:9" -> (3, 5), "10:1-11:1;9:1-12:1" -> (9, 12)."""
    starts, ends = [], []
    for each in place.split(";"):
        start, _, end = each.rpartition("@")[2].partition("-")
        line, _, col = end.partition(":")
        starts.append(int(start.partition(":")[0]))
        ends.append(int(line) + (1 if int(col) > 1 else 0))
    return min(starts), max(ends)
