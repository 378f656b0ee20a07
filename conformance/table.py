"""The rows as a table for a terminal, and below it whatever failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .verdict import Row

_HEAD = ("granskare", "dokument", "krav", "kontroller", "fel", "")


def table(rows: Sequence[Row]) -> str:
    """A line for each row, those that failed marked; then what failed, and how many did."""
    lines = [_HEAD, *((r.judge, r.document, r.claim, *_figures(r)) for r in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "\n".join([*(_line(each, widths) for each in lines), *_failures(rows), "", _sum(rows)])


def _figures(row: Row) -> tuple[str, str, str]:
    return _number(row.checks), _number(row.failed), "" if row.passed else "UNDERKÄNT"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [
        cell.rjust(width) if column in (3, 4) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(aligned).rstrip()


def _failures(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if not row.passed:
            yield ""
            yield f"{row.judge}: {row.document}, {row.claim}"
            yield from (f"  {each}" for each in row.found or ("ingen kontroll gjordes",))


def _sum(rows: Sequence[Row]) -> str:
    wrong = sum(not each.passed for each in rows)
    checks = sum(each.checks for each in rows)
    told = f"{_number(wrong)} underkända" if wrong else "alla godkända"
    return f"{_number(len(rows))} resultat, {_number(checks)} kontroller: {told}"


def _number(number: int) -> str:
    """As it is written in Swedish: 4 726 450."""
    return f"{number:,}".replace(",", " ")
