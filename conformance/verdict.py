"""What a judge says of a document."""

from __future__ import annotations

import zipfile
from pathlib import Path

from msgspec import Struct


class Row(Struct, frozen=True):
    """One judge's word on one document: what was asked (`claim`), how many checks were made and how many failed.

    `found` tells what failed and where, a line for each. Without a single check nothing has been judged.
    """

    judge: str
    document: str
    claim: str
    checks: int
    failed: int
    found: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether something was checked, and nothing failed."""
        return self.checks > 0 and self.failed == 0 and not self.found


class Missing(Exception):
    """A judge that is not there, or cannot be run; says why."""


def parts_of(file: Path) -> list[str]:
    """The names of the XML parts of a file in a zip, each of which a validator reads."""
    with zipfile.ZipFile(file) as archive:
        return [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
