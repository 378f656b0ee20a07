"""What `build` is asked for, as it is handed from one process to another."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct


class Order(Struct, frozen=True):
    """What is to be made of every ärende.

    `out` is the folder that the documents are laid in, each ärende's in its own; `colour` and `briefly` say how to tell
    of it. `commit` is the id of the commit that final documents are made from; None for drafts, and without Git.
    `ready`: a final document that is not ready yet is no error.
    """

    root: Path
    out: Path
    wanted: tuple[str, ...]
    pack: str | None
    final: bool
    today: date
    moment: datetime | None
    colour: bool
    briefly: bool = False
    commit: str | None = None
    ready: bool = False
