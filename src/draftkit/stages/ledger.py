"""Who was asked, and what became of it: the one place from which every sentence about the remiss follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from msgspec import Struct

from ..model import Body, Case, Consultee, Dissent, Response, Summary


class Status(Enum):
    """What became of a question."""

    ANSWERED = "besvarad"
    DECLINED = "avstått"
    MISSING = "saknas"  # the last day has passed, or the case has gone on without it
    WAITING = "väntar"


class Entry(Struct, frozen=True):
    """One body that was asked, by us or (`asked_by`) by another that we asked."""

    body: Body
    consultee: Consultee
    asked_by: Body | None
    status: Status
    response: Response | None
    summary: Summary | None
    dissents: tuple[Dissent, ...]

    @property
    def answered_on(self) -> date | None:
        """The day on which it answered or declined, where that is known."""
        if self.response is not None:
            return self.response.answered_on
        return self.consultee.answered_on if self.status is Status.DECLINED else None


class Ledger(Struct, frozen=True):
    """The entries in the order to print, each asked body followed by those that it asked in turn."""

    entries: tuple[Entry, ...]

    def direct(self) -> list[Entry]:
        """Those that we asked."""
        return [entry for entry in self.entries if entry.asked_by is None]

    def below(self, body: Body) -> list[Entry]:
        """Those that `body` asked in turn."""
        return [entry for entry in self.entries if entry.asked_by is not None and entry.asked_by.slug == body.slug]

    def having(self, status: Status) -> list[Entry]:
        """Those of one status."""
        return [entry for entry in self.entries if entry.status is status]

    def unsummarised(self) -> list[Entry]:
        """Those whose answer nobody has summed up."""
        return [entry for entry in self.having(Status.ANSWERED) if entry.summary is None]


def ledger(case: Case, today: date) -> Ledger:
    """The ledger of `case` on the day `today`, or on the day of its decision, once it has one."""
    if case.facts.referral is None:
        return Ledger(())
    entries = []
    for consultee in case.facts.referral.consultees:
        entries.append(_entry(case, consultee, consultee.body, None, today))
        entries += [_entry(case, consultee, body, consultee.body, today) for body in consultee.sub_referrals]
    return Ledger(tuple(entries))


def _entry(case: Case, consultee: Consultee, body: Body, asked_by: Body | None, today: date) -> Entry:
    response = next((each for each in case.responses if each.body.slug == body.slug and not each.prose.empty), None)
    summary = next((each for each in case.summaries if each.body.slug == body.slug and not each.prose.empty), None)
    declined = consultee.declined and asked_by is None
    dissents = tuple(each for each in in_print_order(case.dissents) if each.body.slug == body.slug)
    return Entry(body, consultee, asked_by, _status(case, response, declined, today), response, summary, dissents)


def _status(case: Case, response: Response | None, declined: bool, today: date) -> Status:
    if response is not None:
        return Status.ANSWERED
    if declined:
        return Status.DECLINED
    due_on = case.facts.referral.due_on if case.facts.referral else None
    day = case.facts.decided_on() or today
    passed = due_on is not None and due_on < day
    return Status.MISSING if passed or case.facts.stage != "beredning" else Status.WAITING


def turning_day(case: Case, ledger: Ledger) -> date | None:
    """The last day of answering, where it decides what the ledger says; None where it is the same on every day."""
    open_ = any(entry.status in (Status.MISSING, Status.WAITING) for entry in ledger.entries)
    if case.facts.referral is None or case.facts.stage != "beredning" or case.facts.decided_on() or not open_:
        return None
    return case.facts.referral.due_on


def in_print_order(dissents: Iterable[Dissent]) -> list[Dissent]:
    """Reservations first, then särskilda uttalanden, then ersättaryttranden; by file name within each."""
    kinds = ("reservation", "särskilt uttalande", "ersättaryttrande")
    return sorted(dissents, key=lambda each: (kinds.index(each.kind), each.path))
