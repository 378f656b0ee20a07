"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...model import Case
from ..ledger import Ledger
from ..load.pack import Pack


@dataclass(frozen=True)
class View:
    """The case, and what has been worked out about it."""

    case: Case
    ledger: Ledger
    pack: Pack
    files: frozenset[str]
    today: date
