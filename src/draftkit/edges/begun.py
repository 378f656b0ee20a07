"""What somebody has begun to answer, kept in the working folder until it is written.

One file for each kind of thing and each ärende: .draftkit/paborjat/remissvar-ks-2031-0417.json. Git passes the folder
by, since it holds a .gitignore of its own; and so does draftkit, which reads no folder that begins with a full stop.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from . import disk

FOLDER = ".draftkit"
Answers = dict[str, str | tuple[str, ...]]


class Begun(Struct):
    """The case's folder ("" for a new one), the answers by key, those in the order asked, and a list half given.

    `taken_back` are answers that somebody went back from: they are asked for again, and stand there when they are.
    """

    folder: str = ""
    answers: Answers = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    half: dict[str, tuple[str, ...]] = field(default_factory=dict)
    taken_back: Answers = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to go on with."""
        return not (self.asked or self.half or self.taken_back)


def keep(root: Path, word: str, begun: Begun) -> None:
    """Writes what has been answered so far."""
    parts = {
        "mapp": begun.folder, "svar": begun.answers, "ordning": begun.asked, "halvt": begun.half,
        "återtaget": begun.taken_back,
    }  # fmt: skip
    text = json.dumps(parts, ensure_ascii=False, indent=1)
    path = _path(root, word, begun.folder).relative_to(root / FOLDER).as_posix()
    disk.write_all(root / FOLDER, {".gitignore": b"*\n", path: f"{text}\n".encode()})


def kept(root: Path, word: str, folder: str) -> Begun | None:
    """What was answered before; None where nothing was, or nothing that can be read."""
    try:
        found = json.loads(_path(root, word, folder).read_bytes())
        lists = {key: each for key, each in _answers(found["halvt"]).items() if isinstance(each, tuple)}
        asked = [str(each) for each in found["ordning"]]
        begun = Begun(folder, _answers(found["svar"]), asked, lists, _answers(found["återtaget"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None if begun.empty else begun


def forget(root: Path, word: str, folder: str) -> None:
    """Takes away what was kept."""
    with contextlib.suppress(OSError):
        _path(root, word, folder).unlink()


def _path(root: Path, word: str, folder: str) -> Path:
    return root / FOLDER / "paborjat" / f"{word}{'-' if folder else ''}{folder.rpartition('/')[2]}.json"


def _answers(found: Mapping[str, object]) -> Answers:
    return {
        str(key): tuple(str(each) for each in answer) if isinstance(answer, list) else str(answer)
        for key, answer in found.items()
    }
