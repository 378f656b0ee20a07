"""The days to remember, for a calendar: iCalendar (RFC 5545). The only door to icalendar.

Nothing in it comes from the clock or from chance: the same ärenden on the same day give the same bytes, and a day that
is moved keeps its identity, so that a calendar moves it too.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import icalendar

from ... import __version__
from ...messages import Message, msg
from ...stages.standing import Light, Motion, Standing
from .report import Report

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "draftkit:status")


def report(found: Report) -> bytes:
    """An event of a whole day for the last day to answer of each ärende, and for the end of each motion's year."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//draftkit//draftkit {__version__}//SV")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", found.say(msg("Last days, {municipality}", municipality=found.municipality)))
    numbers = Counter(stands.case_number for stands in found.standings)
    for stands in found.standings:
        # Two ärenden with one dnr are a mistake, but two events all the same.
        name = stands.case_number if numbers[stands.case_number] == 1 else f"{stands.case_number} {stands.folder}"
        for event in _events(stands, found, name):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(stands: Standing, found: Report, name: str) -> Iterator[icalendar.Event]:
    about = {"number": stands.case_number, "title": stands.title}
    if stands.due_on is not None:
        yield _event(found, stands, f"{name}/svar_senast", stands.due_on, msg("Last day to answer: {number} {title}",
                     **about), _answers(stands, found))  # fmt: skip
    for index, motion in enumerate(stands.motions):
        if motion.light is not Light.DONE:
            said = msg("The year of the motion ends: {number} {title}", **about)
            yield _event(found, stands, f"{name}/initiativ/{index}", motion.last_day, said, [_raised(motion)])


def _event(
    found: Report, stands: Standing, name: str, day: date, summary: Message, about: list[Message]
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", str(uuid.uuid5(_NAMES, f"{found.municipality}/{name}")))
    event.add("dtstamp", datetime.combine(found.today, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", found.say(summary))
    said: list[Message | str] = [*about, msg("Next step: {step}", step=stands.next_step), found.prefix + stands.folder]
    event.add("description", "\n".join(found.say(each) for each in said))
    event.add("transp", "TRANSPARENT")
    return event


def _answers(stands: Standing, found: Report) -> list[Message]:
    names = [each.name for each in stands.missing]
    return [msg("Not answered: {names}", names=names)] if names else [msg("Everybody has answered or declined.")]


def _raised(motion: Motion) -> Message:
    return msg("Raised on {day}; kommunfullmäktige is to be able to decide within a year (kommunallagen 5 kap. 35 §).",
               day=motion.raised_on.isoformat())  # fmt: skip
