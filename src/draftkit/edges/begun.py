"""What somebody has begun to answer, kept in the working folder until it is written: .draftkit/paborjat/<word>.json.

Git passes the folder by, since it holds a .gitignore of its own; and so does draftkit, which reads no folder that
begins with a full stop.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from . import disk

FOLDER = ".draftkit"


@dataclass
class Begun:
    """The case's folder ("" for a new one), the answers by key, those in the order asked, and a list half given."""

    folder: str = ""
    answers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    half: dict[str, tuple[str, ...]] = field(default_factory=dict)


def keep(root: Path, word: str, begun: Begun) -> None:
    """Writes what has been answered so far."""
    text = json.dumps(
        {"mapp": begun.folder, "svar": begun.answers, "ordning": begun.asked, "halvt": begun.half},
        ensure_ascii=False, indent=1,
    )  # fmt: skip
    disk.write_all(root / FOLDER, {".gitignore": b"*\n", f"paborjat/{word}.json": f"{text}\n".encode()})


def kept(root: Path, word: str) -> Begun | None:
    """What was answered before; None where nothing was, or nothing that can be read."""
    try:
        found = json.loads((_path(root, word)).read_bytes())
        answers, half = ({str(key): _answer(each) for key, each in found[part].items()} for part in ("svar", "halvt"))
        lists = {key: each for key, each in half.items() if isinstance(each, tuple)}
        return Begun(str(found["mapp"]), answers, [str(each) for each in found["ordning"]], lists)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def forget(root: Path, word: str) -> None:
    """Takes away what was kept."""
    with contextlib.suppress(OSError):
        _path(root, word).unlink()


def _path(root: Path, word: str) -> Path:
    return root / FOLDER / "paborjat" / f"{word}.json"


def _answer(found: object) -> str | tuple[str, ...]:
    return tuple(str(each) for each in found) if isinstance(found, list) else str(found)
