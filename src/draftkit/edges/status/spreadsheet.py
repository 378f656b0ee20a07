"""How ärenden stand, for a spreadsheet: CSV that a Swedish Excel opens with a double click.

Such an Excel wants semicolons between the cells, and a byte order mark to see that the file is UTF-8 (RFC 4180 says the
rest: CRLF, quotation marks doubled).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from ...messages import msg
from ...stages.standing import Answer, Standing
from .report import Report, light, outcome

Cell = str | int | date | None
_HEADS = (
    msg("Dnr"), msg("Title"), msg("Rotel"), msg("Stage"), msg("Asked"), msg("Asked in turn by"), msg("Standing"),
    msg("Day of the answer"), msg("Sent"), msg("Last day"), msg("Days late"), msg("Summed up"), msg("Next meeting"),
    msg("Raised"), msg("Last day of the year"), msg("Days left of the year"), msg("Age of the motion"),
    msg("Next step"), msg("Folder"),
)  # fmt: skip
# Cells that begin so are run as formulas (OWASP, CSV Injection); the last four are read as the first in some countries.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def report(found: Report, *, only_missing: bool = False) -> str:
    """A row for each body that was asked, or for each that has not answered; one for an ärende that was not sent."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(found.say(each)) for each in _HEADS])
    for stands in found.standings:
        for row in _rows(stands, found, only_missing=only_missing):
            writer.writerow([_written(each) for each in row])
    return "\ufeff" + stream.getvalue()


def _rows(stands: Standing, found: Report, *, only_missing: bool) -> Iterator[list[Cell]]:
    if only_missing:
        yield from (_row(stands, each, found) for each in stands.missing)
    elif stands.answers:
        yield from (_row(stands, each, found) for each in stands.answers)
    else:
        yield _row(stands, None, found)


def _row(stands: Standing, answer: Answer | None, found: Report) -> list[Cell]:
    names = {each.slug: each.name for each in stands.answers}
    about: list[Cell] = [None] * 4
    late: list[Cell] = [None] * 3
    if answer is not None:
        about = [answer.name, names.get(answer.asked_by or ""), found.say(outcome(answer)), answer.answered_on]
        summed = None if answer.path is None else found.say(msg("yes") if answer.summarised else msg("no"))
        late = [answer.days_late or None, summed, answer.next_meeting]
    limit = stands.limit
    motion: list[Cell] = [None] * 4
    if limit is not None:
        motion = [limit.raised_on, limit.last_day, limit.days_left, found.say(light(limit))]
    return [
        stands.case_number, stands.title, stands.rotel, stands.stage, *about, stands.sent_on, stands.due_on, *late,
        *motion, found.say(stands.next_step), found.prefix + stands.folder,
    ]  # fmt: skip


def _written(cell: Cell) -> str:
    """A cell as text that no spreadsheet runs; a number is a number, also a negative one."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
