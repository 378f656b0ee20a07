"""What a judge says of a document."""

from __future__ import annotations

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
