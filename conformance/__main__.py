"""`python -m conformance`: builds the documents, asks every judge, prints a table; exits 1 where anything failed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

from . import (
    axe,
    commonmark,
    documents,
    htmlvalidity,
    libreoffice,
    odd,
    openxmlaudit,
    openxmlsdk,
    ownpack,
    redlined,
    verapdf,
)
from .documents import Document, NotBuilt
from .table import table
from .verdict import Missing, Row

JUDGES = (commonmark, odd, verapdf, openxmlaudit, openxmlsdk, libreoffice, axe, htmlvalidity)


def main() -> int:
    """The number that the shell gets."""
    try:
        found = list(_built())
    except NotBuilt as error:
        print(error, file=sys.stderr)
        return 1
    rows = [row for judge in JUDGES for row in _asked(judge, found)]
    print(table(rows))
    return 0 if all(row.passed for row in rows) else 1


def _built() -> Iterator[Document]:
    """All that is to be judged."""
    yield from documents.built()
    yield from ownpack.documents()
    yield from redlined.documents()
    yield from commonmark.documents()
    yield from odd.documents()


def _asked(judge: ModuleType, found: Sequence[Document]) -> list[Row]:
    """What a judge says; one that is missing, or says nothing, has failed."""
    try:
        rows = list(judge.judge(found))
    except Missing as error:
        return [Row(judge.NAME, "–", "granskaren finns inte", 0, 1, (str(error),))]
    return rows or [Row(judge.NAME, "–", "granskaren gav inget resultat", 0, 1)]


if __name__ == "__main__":
    sys.exit(main())
