"""Many ärenden as a table, for people: what stands where, and what comes next.

It is drawn here and not by rich, which takes a second for a thousand rows. What colours say is said in words too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from ...messages import Message, msg, msg_n
from ...stages.ledger import Status
from ...stages.standing import Light, Standing
from .report import LIGHTS, Report, days_left, left_out, light, notes, tally

_BOLD, _DIM, _YELLOW, _RED = "1", "2", "33", "1;31"  # as terminals number them (ECMA-48, SGR)
_COLOURS = {
    Light.GREEN: "32", Light.YELLOW: _YELLOW, Light.ORANGE: "38;5;208", Light.RED: "31", Light.OVER: _RED,
    Light.DONE: _DIM,
}  # fmt: skip
_NARROW = 100  # columns, below which the table is kept tight
_GAP = "  "

Line = tuple[str, str]  # a text, and the colour that it has
Cell = list[Line]


def overview(found: Report, *, width: int, colour: bool) -> str:
    """The table, those whose year ends first on top; their number by age; and the notes to colleagues."""
    middle = (17, 15) if width < _NARROW else (22, 18)
    widths = (19, *middle, max(width - 19 - sum(middle) - 3 * len(_GAP), 20))
    heads = (msg("Ärende"), msg("Answers"), msg("The motion's year"), msg("Title and next step"))
    lines = [*_drawn([[(found.say(each), "")] for each in heads], widths, colour=colour), "─" * width]
    for stands in sorted(found.standings, key=_urgency):
        lines += _drawn(_row(stands, found), widths, colour=colour)
    lines += ["", *textwrap.wrap(found.say(_sums(found.standings)), width), *left_out(found), *notes(found)]
    return "\n".join(lines)


def _row(stands: Standing, found: Report) -> list[Cell]:
    case = [(stands.case_number, _BOLD), (stands.stage, "")]
    step = [(stands.title, _BOLD), (f"→ {found.say(stands.next_step)}", "")]
    return [case, _answers(stands, found), _year(stands, found), step]


def _answers(stands: Standing, found: Report) -> Cell:
    if not stands.answers:
        return [(found.say(msg("no referral")), _DIM)]
    cell = [(found.say(tally(stands)), "")]
    late = max((each.days_late for each in stands.having(Status.MISSING)), default=0)
    if late:
        cell.append((found.say(msg_n("late by {n} day", "late by {n} days", late)), _RED))
    elif stands.days_left is not None and stands.having(Status.WAITING):
        cell.append((found.say(days_left(stands.days_left)), _YELLOW))
    return cell


def _year(stands: Standing, found: Report) -> Cell:
    limit = stands.limit
    if limit is None:
        return [(found.say(LIGHTS[Light.DONE]), _DIM)] if stands.motions else []
    colour = _COLOURS[limit.light]
    return [(found.say(light(limit)), colour), (found.say(days_left(limit.days_left)), colour)]


def _drawn(cells: Sequence[Cell], widths: Sequence[int], *, colour: bool) -> Iterator[str]:
    """The lines of a row, each cell's text broken to its width."""
    columns = [
        [(part, style) for text, style in cell for part in textwrap.wrap(text, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for row in zip_longest(*columns, fillvalue=("", "")):
        padded = [_painted(text, style, width, colour) for (text, style), width in zip(row, widths, strict=True)]
        yield _GAP.join(padded).rstrip()


def _painted(text: str, style: str, width: int, colour: bool) -> str:
    blanks = " " * (width - len(text))
    return f"\033[{style}m{text}\033[0m{blanks}" if colour and style else text + blanks


def _urgency(stands: Standing) -> tuple[date, str]:
    return (stands.limit.last_day if stands.limit else date.max, stands.folder)


def _sums(standings: Iterable[Standing]) -> Message:
    """How many ärenden there are, and how old their motions."""
    limits = [stands.limit for stands in standings]
    ages = [each.light for each in limits if each is not None]
    order = (Light.OVER, Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN)
    said = [msg("{n} {age}", n=ages.count(each), age=LIGHTS[each]) for each in order if each in ages]
    count = msg_n("{n} ärende", "{n} ärenden", len(limits))
    return msg("{count}; motions by age: {ages}", count=count, ages=said) if said else count
