"""What every format is given, and the words that they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations

from msgspec import Struct

from ...messages import Message, msg, msg_n, words
from ...stages.ledger import Status
from ...stages.standing import Answer, Light, Motion, Standing


class Report(Struct, frozen=True):
    """The ärenden that could be read, in the order of their folders, on the day `today`.

    `prefix` leads from where the command runs to the working folder, so that a place can be opened from there;
    `unreadable` are the folders of the ärenden whose facts cannot be read.
    """

    standings: Sequence[Standing]
    municipality: str
    today: date
    language: NullTranslations
    prefix: str = ""
    unreadable: Sequence[str] = ()

    def say(self, message: Message | str) -> str:
        """A sentence in the reader's language."""
        return words(message, self.language)


LIGHTS = {
    Light.GREEN: msg("under 6 months"),
    Light.YELLOW: msg("over 6 months"),
    Light.ORANGE: msg("over 9 months"),
    Light.RED: msg("over 11 months"),
    Light.OVER: msg("over a year"),
    Light.DONE: msg("decided"),
}
_STATUSES = {
    Status.ANSWERED: msg("answered"),
    Status.DECLINED: msg("declined"),
    Status.MISSING: msg("missing"),
    Status.WAITING: msg("waited for"),
}


def light(motion: Motion) -> Message:
    """The light in words: what is left of the year must be read without colours."""
    return LIGHTS[motion.light]


def outcome(answer: Answer) -> Message:
    """What became of a question, in words."""
    if answer.status is Status.ANSWERED and answer.days_late:
        return msg_n("answered, {n} day late", "answered, {n} days late", answer.days_late)
    if answer.status is Status.MISSING and answer.days_late:
        return msg_n("late by {n} day", "late by {n} days", answer.days_late)
    return _STATUSES[answer.status]


def days_left(number: int) -> Message:
    """Days to a last day."""
    if number == 0:
        return msg("the last day is today")
    if number < 0:
        return msg_n("{n} day too late", "{n} days too late", -number)
    return msg_n("{n} day left", "{n} days left", number)


def tally(stands: Standing) -> Message | str:
    """How many have answered, of those that were asked."""
    if not stands.answers:
        return ""
    return msg("{n} of {total} answers", n=len(stands.having(Status.ANSWERED)), total=len(stands.answers))


def left_out(found: Report) -> list[str]:
    """The ärenden that nothing can be said of, each on a line by itself."""
    return [found.say(msg("{folder} cannot be read", folder=found.prefix + each)) for each in found.unreadable]


def notes(found: Report) -> list[str]:
    """The notes to colleagues, each with its place on a line by itself; nothing where there are none."""
    said = [
        f"{found.prefix}{note.place.path}:{note.place.line}  {note.text}"
        for stands in found.standings
        for note in stands.notes
    ]
    return ["", found.say(msg("Notes to colleagues")), *said] if said else []
