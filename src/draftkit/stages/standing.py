"""How an ärende stands on a day: what `draftkit status` tells of it. Plain values, worked out from the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from msgspec import Struct

from ..messages import Message, msg, msg_n
from ..model import Case, Initiative
from ..spans import Span
from ..swedish.dates import months_after
from . import unwritten
from .ledger import Entry, Ledger, Status
from .load.pack import Pack

_MANY = 3  # more names than so are counted


class Light(Enum):
    """How much of its year a motion has used, as a traffic light: green, yellow, orange, red, and past the limit."""

    GREEN = "under 6 månader"
    YELLOW = "över 6 månader"
    ORANGE = "över 9 månader"
    RED = "över 11 månader"
    OVER = "över ett år"
    DONE = "avgjord"


_MONTHS = {Light.RED: 11, Light.ORANGE: 9, Light.YELLOW: 6}


class Motion(Struct, frozen=True):
    """A motion or medborgarförslag against the limit of one year (kommunallagen 5 kap. 35 §).

    `days_left` counts to the last day, and is negative past it; once kommunfullmäktige has decided, it stands still.
    """

    kind: str
    number: str | None
    movers: tuple[str, ...]
    raised_on: date
    last_day: date
    days_left: int
    light: Light


class Answer(Struct, frozen=True):
    """What became of one question.

    `days_late` are the days from the last day to the answer, or to today where it is still waited for; 0 in time.
    """

    slug: str
    name: str
    asked_by: str | None  # the slug of the body that asked it in turn
    status: Status
    answered_on: date | None
    days_late: int
    summarised: bool
    path: str | None  # of the answer
    next_meeting: date | None  # of one that has not answered

    @property
    def awaited(self) -> bool:
        """Whether there is neither an answer nor a refusal."""
        return self.status in (Status.WAITING, Status.MISSING)


class Note(Struct, frozen=True):
    """A note to colleagues, without its marks."""

    place: Span
    text: str


class Standing(Struct, frozen=True):
    """An ärende on a day. `unread` are its texts that cannot be read, so that something may be wrong in the rest."""

    folder: str
    case_number: str
    title: str
    rotel: str
    stage: str
    pack: str
    sent_on: date | None
    due_on: date | None
    days_left: int | None  # to the last day to answer; negative past it
    decided_on: date | None  # the day of the latest step, if it has come
    answers: tuple[Answer, ...]
    motions: tuple[Motion, ...]
    unwritten: tuple[str, ...]  # the titles of sections
    unproposed: bool
    notes: tuple[Note, ...]
    unread: tuple[str, ...]
    next_step: Message

    def having(self, status: Status) -> list[Answer]:
        """The answers of one status."""
        return [each for each in self.answers if each.status is status]

    @property
    def missing(self) -> list[Answer]:
        """Those who have not answered."""
        return [each for each in self.answers if each.awaited]

    @property
    def unsummarised(self) -> list[Answer]:
        """Those whose answer nobody has summed up."""
        return [each for each in self.having(Status.ANSWERED) if not each.summarised]

    @property
    def limit(self) -> Motion | None:
        """The motion whose year ends first, of those that are not decided on."""
        waiting = [each for each in self.motions if each.light is not Light.DONE]
        return min(waiting, key=lambda each: each.last_day, default=None)


def standing(case: Case, ledger: Ledger, pack: Pack, today: date, *, unread: Sequence[str] = ()) -> Standing:
    """How `case` stands on the day `today`."""
    facts = case.facts
    referral, decided = facts.referral, facts.decided_on()
    decided = decided if decided and decided <= today else None
    due_on = referral.due_on if referral else None
    answers = tuple(_answer(each, due_on, today, gone_on=decided is not None) for each in ledger.entries)
    sections = tuple(each.title for each in unwritten.sections(case, pack))
    unproposed = bool(unwritten.proposals(case, pack))
    motions = tuple(_motions(case, today))
    return Standing(
        case.folder, facts.case_number, facts.title, facts.rotel, facts.stage, pack.name,
        referral.sent_on if referral else None, due_on, (due_on - today).days if due_on else None, decided,
        answers, motions, sections, unproposed, tuple(_notes(case)), tuple(unread),
        _next_step(case, answers, sections, motions, today, unproposed=unproposed, unread=bool(unread)),
    )  # fmt: skip


def _answer(entry: Entry, due_on: date | None, today: date, *, gone_on: bool) -> Answer:
    awaited = entry.status in (Status.WAITING, Status.MISSING)
    day = entry.answered_on or (today if awaited and not gone_on else None)
    late = max((day - due_on).days, 0) if day and due_on and entry.status is not Status.DECLINED else 0
    return Answer(
        entry.body.slug,
        entry.body.name,
        entry.asked_by.slug if entry.asked_by else None,
        entry.status,
        entry.answered_on,
        late,
        entry.summary is not None,
        entry.response.path if entry.response else None,
        entry.body.next_meeting(today) if awaited else None,
    )


# --- the limit of one year -----------------------------------------------------------------------


def _motions(case: Case, today: date) -> Iterator[Motion]:
    council = case.facts.proceedings.council
    decided = council.held_on if council and case.facts.stage == "kommunfullmäktige" else None
    for each in case.facts.initiatives:
        if each.raised_on and each.last_day:
            yield _motion(each, each.raised_on, each.last_day, today, decided)


def _motion(initiative: Initiative, raised_on: date, last_day: date, today: date, decided: date | None) -> Motion:
    done = decided is not None and decided <= today
    day = decided if decided and done else today
    light = Light.DONE if done else light_on(day, raised_on, last_day)
    movers = tuple(each.name for each in initiative.movers)
    return Motion(initiative.kind, initiative.number, movers, raised_on, last_day, (last_day - day).days, light)


def light_on(day: date, raised_on: date, last_day: date) -> Light:
    """The light of a motion on `day`. "Över 6 månader" begins on the same day of the sixth month after."""
    if day > last_day:
        return Light.OVER
    return next((light for light, n in _MONTHS.items() if day >= months_after(raised_on, n)), Light.GREEN)


# --- notes ---------------------------------------------------------------------------------------


def _notes(case: Case) -> Iterator[Note]:
    for fragment in case.fragments:
        for place in fragment.prose.notes:
            text = fragment.prose.source.slice(place)
            yield Note(place, " ".join(text.replace("<!--", " ").replace("-->", " ").split()))


# --- the next step -------------------------------------------------------------------------------


def _next_step(
    case: Case,
    answers: Sequence[Answer],
    sections: Sequence[str],
    motions: Sequence[Motion],
    today: date,
    *,
    unproposed: bool,
    unread: bool,
) -> Message:
    """One sentence: what the rotel is to do now."""
    if unread:
        return msg("Mend what cannot be read in the case: draftkit check {folder}.", folder=case.folder)
    step = _about_answers(case, answers, today) if case.facts.stage == "beredning" else None
    step = step or _summing_up(answers)
    waiting = [each.name for each in answers if each.status is Status.WAITING]
    if step is None and waiting:
        step = _wait(waiting, case.facts.referral.due_on if case.facts.referral else None)
    if step is None and sections:
        names = listed([msg("“{title}”", title=each) for each in sections])
        step = msg_n("Write the section {names}.", "Write the sections {names}.", len(sections), names=names)
    if step is None and unproposed:
        step = msg("Write the proposal for a decision.")
    return step or _onwards(case, motions, today)


def _about_answers(case: Case, answers: Sequence[Answer], today: date) -> Message | None:
    """What to do about the referral while the case is being prepared."""
    referral = case.facts.referral
    late = [each.name for each in answers if each.status is Status.MISSING]
    waiting = [each.name for each in answers if each.status is Status.WAITING]
    if referral is None or not (late or waiting):
        return None
    if referral.sent_on is not None and referral.sent_on > today:
        return msg("Send the referral on {day}.", day=referral.sent_on.isoformat())
    if referral.due_on is None:
        return msg("Write the last day to answer (svar_senast) in arende.yaml.")
    if late:
        return msg_n(
            "Remind {names}, who should have answered by {day}, or go on without the answer.",
            "Remind {names}, who should have answered by {day}, or go on without the answers.",
            len(late),
            names=_counted(late),
            day=referral.due_on.isoformat(),
        )
    return None


def _summing_up(answers: Sequence[Answer]) -> Message | None:
    names = [each.name for each in answers if each.status is Status.ANSWERED and not each.summarised]
    if not names:
        return None
    return msg_n("Sum up the answer from {names}.", "Sum up the answers from {names}.", len(names),
                 names=_counted(names))  # fmt: skip


def _wait(names: Sequence[str], due_on: date | None) -> Message:
    day = due_on.isoformat() if due_on else ""
    return msg_n("Wait for the answer from {names}; the last day is {day}.",
                 "Wait for the answers from {names}; the last day is {day}.",
                 len(names), names=_counted(names), day=day)  # fmt: skip


def _onwards(case: Case, motions: Sequence[Motion], today: date) -> Message:
    """What follows when all that the stage calls for is there."""
    facts = case.facts
    decided = facts.decided_on()
    if decided is not None and decided > today:
        comes = {
            "borgarrådsberedning": msg("Borgarrådsberedningen takes up the case on {day}.", day=decided.isoformat()),
            "kommunstyrelse": msg("Kommunstyrelsen takes up the case on {day}.", day=decided.isoformat()),
            "kommunfullmäktige": msg("Kommunfullmäktige takes up the case on {day}.", day=decided.isoformat()),
        }
        return comes[facts.stage]
    if facts.stage == "beredning":
        return msg("Lay the case before borgarrådsberedningen.")
    if facts.stage == "borgarrådsberedning":
        return msg("Lay the case before kommunstyrelsen.")
    if facts.stage == "kommunstyrelse":
        last = min((each.last_day for each in motions), default=None)
        if last is None:
            return msg("Build the final document and lay it before kommunfullmäktige.")
        if last < today:
            return msg("Build the final document and lay it before kommunfullmäktige; the year ended on {day}.",
                       day=last.isoformat())  # fmt: skip
        return msg(
            "Build the final document and lay it before kommunfullmäktige, which is to be able to decide by {day}.",
            day=last.isoformat(),
        )
    return msg("Nothing; kommunfullmäktige decided on {day}.", day=decided.isoformat() if decided else "?")


def _counted(names: Sequence[str]) -> Message | str:
    """A few names, or the number of them."""
    return listed(names) if len(names) <= _MANY else msg("{n} of those asked", n=len(names))


def listed(names: Sequence[Message | str]) -> Message | str:
    """The names in running text: A, B och C."""
    if len(names) == 1:
        return names[0]
    joint = {"names": list(names[:-1]), "last": names[-1]}
    if any(isinstance(each, str) and " och " in each for each in names):
        return msg("{names}, and {last}", **joint)
    return msg("{names} and {last}", **joint)
