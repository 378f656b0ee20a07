"""Can the dates be true: in the facts, against each other, and in the texts?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from ...messages import Message, msg, msg_n
from ...model import Dissent, Response
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from ...swedish.dates import (
    MONTHS,
    WEEKDAYS,
    a_year_after,
    day_of,
    days_in,
    holiday,
    long_date,
    read_date,
)
from ...swedish.words import genitive
from ..ledger import Status
from .rule import Finding, case_rule, text_rule
from .text import Text
from .view import View


class _Dated(Struct, frozen=True):
    """Something that happened on a day: what, and where the day is written."""

    day: date
    place: Span
    what: Message | str

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def related(self) -> tuple[Related, ...]:
        """The place, to be shown beside another."""
        return (Related(self.place, msg("{what}: {day}", what=self.what, day=self.day.isoformat())),)


def _answers(view: View) -> list[_Dated]:
    """The last day of each answer (that of the meeting, or else of the text), and when others declined; by day."""
    found = []
    for response in view.case.responses:
        if not response.prose.empty:
            found += [_of(response, key, day) for key, day in _days(response)[:1]]
    for consultee in view.case.facts.referral.consultees if view.case.facts.referral else ():
        if consultee.declined and consultee.answered_on:
            what = msg("{name} declined", name=consultee.body.name)
            found.append(_Dated(consultee.answered_on, consultee.place("datum"), what))
    return sorted(found, key=lambda each: each.day)


def _days(response: Response) -> list[tuple[str, date]]:
    """The days of an answer, the last first, each with its key."""
    days = (("sammanträde", response.meeting_on), ("datum", response.dated_on))
    return [(key, day) for key, day in days if day]


def _of(response: Response, key: str, day: date) -> _Dated:
    return _Dated(day, response.place(key), msg("the answer from {name}", name=response.body.name))


def _steps(view: View) -> list[_Dated]:
    """The steps that have a day, in the order in which they must be taken."""
    steps = view.case.facts.proceedings
    named = (("borgarrådsberedningen", steps.committee), ("kommunstyrelsen", steps.board),
             ("kommunfullmäktige", steps.council))  # fmt: skip
    return [_Dated(step.held_on, step.place("datum"), name) for name, step in named if step and step.held_on]


# --- what comes before what ----------------------------------------------------------------------


@case_rule("DK140")
def text_dated_after_decision(view: View) -> Iterator[Finding]:
    """The text that a nämnd decided on is dated after its meeting.

    The tjänsteutlåtande is written before the nämnd meets and decides on it. Often the two days have changed places, or
    the day is that of the minutes.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-05-21
               ^^^^^^^^^^
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-05-20
    """
    referral = view.case.facts.referral
    sent_on = referral.sent_on if referral else None
    for response in view.case.responses:
        met, dated = response.meeting_on, response.dated_on
        if response.kind != "nämndbeslut" or not met or not dated or dated <= met or (sent_on and met < sent_on):
            continue
        meeting = _Dated(met, response.place("sammanträde"), msg("the meeting"))
        message = msg("the text is dated {day}, after the meeting on {met}", day=dated.isoformat(), met=str(meeting))
        yield Finding(response.place("datum"), message, msg("correct the one that is wrong"), meeting.related)


@case_rule("DK141")
def decided_before_answers(view: View) -> Iterator[Finding]:
    """A decision is dated before the last of the answers that it builds on.

    Borgarrådsberedningen, kommunstyrelsen and kommunfullmäktige have all the answers before them when they decide. The
    day of an answer is that of the meeting, or else of its text.

    Bad:
        arende.yaml
        behandling:
          borgarrådsberedning: {datum: 2031-05-12, utfall: tillstyrker}
                                       ^^^^^^^^^^
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    Good:
        arende.yaml
        behandling:
          borgarrådsberedning: {datum: 2031-05-20, utfall: tillstyrker}
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    """
    answers = _answers(view)
    if not answers or (view.case.facts.decided_on() and _late(view)):
        return
    last = answers[-1]
    for step in _steps(view):
        if step.day < last.day:
            message = msg("{what} is dated {day}, before {other} ({other_day})",
                          what=step.what, day=str(step), other=last.what, other_day=str(last))  # fmt: skip
            yield Finding(step.place, message, msg("correct the one that is wrong"), last.related)


@case_rule("DK142")
def date_in_the_future(view: View) -> Iterator[Finding]:
    """A motion or an answer is dated later than today, or after the decision that it led to.

    It is nearly always the year or the month that is wrong. Until the case is decided the days are compared with
    today's (or that of --idag), and from then on with the day of the decision.

    Bad:
        --idag 2031-05-15
        arende.yaml
        skede: beredning
        behandling:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
                     ^^^^^^^^^^
        datum: 2031-04-29
    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2032-05-20
                     ^^^^^^^^^^
        datum: 2031-04-29
    Bad:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2032-02-10}
                                                                        ^^^^^^^^^^
    Good:
        --idag 2031-05-20
        arende.yaml
        skede: beredning
        behandling:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-04-29
    """
    day, decided = view.day.isoformat(), view.case.facts.decided_on() is not None
    late = [each for each in _raised(view) if each.day > view.day]
    if not late:  # where the motion is yet to come, so is all else
        late = _late(view)
    for each in late:
        if decided:
            message = msg("{date} is after the decision on {day}", date=str(each), day=day)
        else:
            message = msg("{date} is in the future; today is {day}", date=str(each), day=day)
        yield Finding(each.place, message, msg("correct the date"))


def _late(view: View) -> list[_Dated]:
    """The answers whose days cannot be true: later than today, or the one that is later than the decisions."""
    if view.case.facts.decided_on() is None:
        return [each for each in _answers(view) if each.day > view.day]
    steps = _steps(view)
    late = [each for each in _answers(view) if each.day > steps[0].day]
    # Of several it is the decision that is wrong.
    return late if len(late) == 1 and all(step.day < late[0].day for step in steps) else []


def _raised(view: View) -> list[_Dated]:
    """When the motion was raised, or each of them; by day."""
    raised = [(each.raised_on, each) for each in view.case.facts.initiatives]
    found = [_Dated(day, each.place("väckt"), msg("the motion")) for day, each in raised if day]
    return sorted(found, key=lambda each: each.day)


@case_rule("DK143", Severity.WARNING, Stops.NOTHING)
def answer_before_referral(view: View) -> Iterator[Finding]:
    """An answer is dated before the referral was sent.

    Nobody answers a question before it is asked: the day of the answer is wrong, or that of the referral. It may be
    right where a nämnd has taken the matter up by itself.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-02-28
               ^^^^^^^^^^
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        datum: 2031-03-03
    """
    facts = view.case.facts
    if facts.referral is None or facts.referral.sent_on is None:
        return
    sent = _Dated(facts.referral.sent_on, facts.referral.place("utskickad"), msg("the referral"))
    if any(wrong.place == sent.place for wrong, _ in _out_of_order(view)):
        return
    answers = _answers(view)
    early = [each for each in answers if each.day < sent.day]
    if len(early) > 1 and early == answers:
        message = msg("the referral is dated {day}, after all the answers", day=str(sent))
        yield Finding(sent.place, message, msg("correct the date"), early[-1].related)
        return
    for response in view.case.responses:
        early += [
            _of(response, key, day) for key, day in _days(response)[1:] if day < sent.day <= _days(response)[0][1]
        ]
    for each in early:
        message = msg("{date} is before the referral was sent, {day}", date=str(each), day=str(sent))
        yield Finding(each.place, message, msg("correct the one that is wrong"), sent.related)


@case_rule("DK148")
def dates_out_of_order(view: View) -> Iterator[Finding]:
    """Two of the case's days stand in an order that they cannot have.

    A motion is raised before it is sent on referral, and sent before the last day to answer; borgarrådsberedningen
    meets before kommunstyrelsen, and kommunstyrelsen before kommunfullmäktige. Of the two the one that agrees least
    with the other days of the case is pointed out.

    Bad:
        arende.yaml
        remiss: {utskickad: 2031-06-03, svar_senast: 2031-05-30, instanser: [kulturnämnden, föreningen Fixarna]}
                            ^^^^^^^^^^
    Bad:
        arende.yaml
        behandling:
          borgarrådsberedning: {datum: 2031-09-17, utfall: tillstyrker}
          kommunstyrelse: {datum: 2031-09-08, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
                                  ^^^^^^^^^^
    Good:
        arende.yaml
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-03-03}
        behandling:
          borgarrådsberedning: {datum: 2031-09-17, utfall: tillstyrker}
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    """
    for wrong, other in _out_of_order(view):
        named = {"what": wrong.what, "day": str(wrong), "other": other.what, "other_day": str(other)}
        if wrong.day < other.day:
            message = msg("{what} is dated {day}, before {other} ({other_day})", **named)
        else:
            message = msg("{what} is dated {day}, after {other} ({other_day})", **named)
        yield Finding(wrong.place, message, msg("correct the one that is wrong"), other.related)


def _out_of_order(view: View) -> list[tuple[_Dated, _Dated]]:
    """The days that stand in a wrong order: each that agrees least with the rest, and one that it cannot agree with."""
    asked, steps = _asked(view), _steps(view)
    if (_in_order(asked) and _in_order(steps)) or (asked and asked[0].day > view.day):
        return []
    # The answers bear witness of when the referral was sent, and the dissents of when their bodies met.
    whole = [*asked[:2], *_answers(view), *asked[2:]]
    for step in steps:
        whole += [step, *(each for each in _dissents(view) if each.what == step.what)]
    agreeing = _longest_in_order(whole)
    found = []
    for chain in (asked, steps):
        for index, each in enumerate(chain):
            others = [other for other in chain[:index] if other.day > each.day]
            others += [other for other in chain[index + 1 :] if other.day < each.day]
            if others and each not in agreeing:
                found.append((each, next((other for other in others if other in agreeing), others[0])))
    return found


def _asked(view: View) -> list[_Dated]:
    """The days of the (first) motion and of the referral, in the order that they must have."""
    facts = view.case.facts
    found = _raised(view)[:1]
    if facts.referral and facts.referral.sent_on:
        found.append(_Dated(facts.referral.sent_on, facts.referral.place("utskickad"), msg("the referral")))
    if facts.referral and facts.referral.due_on:
        found.append(_Dated(facts.referral.due_on, facts.referral.place("svar_senast"), msg("the last day to answer")))
    return found


def _dissents(view: View) -> list[_Dated]:
    """The dissents in the bodies that take the steps, each by the name of the body."""
    names = {"beredning": "borgarrådsberedningen", "styrelse": "kommunstyrelsen", "fullmäktige": "kommunfullmäktige"}
    return [
        _Dated(each.made_on, each.place("datum"), names[each.body.kind])
        for each in view.case.dissents
        if each.made_on and each.body.kind in names
    ]


def _in_order(dates: Iterable[_Dated]) -> bool:
    return all(one.day <= other.day for one, other in pairwise(dates))


def _longest_in_order(dates: Iterable[_Dated]) -> list[_Dated]:
    """As many of the dates as can stand in this order."""
    best = list[list[_Dated]]()
    for each in dates:
        before = max((chain for chain in best if chain[-1].day <= each.day), key=len, default=list[_Dated]())
        best.append([*before, each])
    return max(best, key=len, default=[])


@case_rule("DK149", Severity.WARNING, Stops.NOTHING)
def dissent_on_another_day(view: View) -> Iterator[Finding]:
    """A dissent is dated on another day than the meeting.

    Whoever wants to make a reservation does so before the meeting has ended (kommunallagen 4 kap. 27 §), so that the
    days are the same even where the text was handed in later. Where two dissents agree, or the day of the meeting is
    strange in itself, that is the one pointed out.

    Bad:
        avvikande/kulturnamnden-c.md
        ---
        typ: reservation
        organ: kulturnämnden
        av: [jenny-ahl]
        datum: 2031-05-23
               ^^^^^^^^^^
        ---
        Jag reserverar mig mot beslutet.
    Good:
        avvikande/ks-c.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [jenny-ahl]
        datum: 2031-09-17
        ---
        Jag reserverar mig mot beslutet.
    """
    steps = {step.what: step for step in _steps(view)}
    meetings = {
        each.body.slug: _Dated(each.meeting_on, each.place("sammanträde"), msg("the meeting"))
        for each in view.case.responses
        if each.meeting_on and each.kind == "nämndbeslut"
    }
    late = [each.place for each in _late(view)]
    by_meeting: dict[_Dated, list[Dissent]] = {}
    for dissent in view.case.dissents:
        meeting = meetings.get(dissent.body.slug) or steps.get(dissent.body.name)
        if meeting and dissent.made_on:
            by_meeting.setdefault(meeting, []).append(dissent)
    for meeting, dissents in by_meeting.items():
        others = [_Dated(each.made_on, each.place("datum"), msg("the dissent"))
                  for each in dissents if each.made_on and each.made_on != meeting.day]  # fmt: skip
        agreed = len(others) == len(dissents) > 1 and len({each.day for each in others}) == 1
        doubtful = agreed or _closed(meeting.day) or meeting.place in late
        for each in others[:1] if doubtful else others:
            wrong, other = (meeting, each) if doubtful else (each, meeting)
            message = msg("{what} is dated {day}, but {other} {other_day}",
                          what=wrong.what, day=str(wrong), other=other.what, other_day=str(other))  # fmt: skip
            yield Finding(wrong.place, message, msg("correct the one that is wrong"), other.related)


# --- days of the calendar ------------------------------------------------------------------------


@case_rule("DK144", Severity.WARNING, Stops.NOTHING)
def meeting_on_holiday(view: View) -> Iterator[Finding]:
    """A meeting is dated on a Saturday, a Sunday or a public holiday.

    Nämnder and kommunfullmäktige hardly ever meet then, and a wrong digit easily leads there. The holidays are those of
    lag (1989:253) om allmänna helgdagar, and the eves of midsummer, Christmas and the new year.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-22
                     ^^^^^^^^^^
        datum: 2031-04-29
    Bad:
        arende.yaml
        behandling:
          borgarrådsberedning: {datum: 2031-09-07, utfall: tillstyrker}
                                       ^^^^^^^^^^
          kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Ordförande}
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-23
        datum: 2031-04-29
    """
    met = [(each.meeting_on, each.place("sammanträde")) for each in view.case.responses]
    met += [(each.day, each.place) for each in _steps(view)]
    days = {day for day, _ in met}
    met += [(each.made_on, each.place("datum")) for each in view.case.dissents if each.made_on not in days]
    for day, place in met:
        if day and (what := _closed(day)):
            yield Finding(place, what, msg("check the date"))


def _closed(day: date) -> Message | None:
    """Why nobody meets on `day`, if so."""
    if name := holiday(day):
        return msg("{day} is {holiday}", day=day.isoformat(), holiday=name)
    if day.weekday() < 5:
        return None
    sunday = day.weekday() == 6
    return msg("{day} is a Sunday", day=day.isoformat()) if sunday else msg("{day} is a Saturday", day=day.isoformat())


# --- how long it takes ---------------------------------------------------------------------------


@case_rule("DK145", Severity.WARNING, Stops.NOTHING)
def over_one_year(view: View) -> Iterator[Finding]:
    """The motion was raised more than a year before the decision.

    A motion or a medborgarförslag is to be prepared so that kommunfullmäktige can decide within one year from the day
    that it was raised; where that is not possible, this and what has come forward is to be reported to
    kommunfullmäktige within the same time (kommunallagen 5 kap. 35 §). Until kommunfullmäktige has decided, the days
    are counted to the latest decision, or to today. If it has been reported, exempt the rule and say when.

    Bad:
        --idag 2032-02-11
        arende.yaml
        skede: beredning
        behandling:
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10}
                                                                        ^^^^^^^^^^
    Good:
        --idag 2032-02-10
        arende.yaml
        skede: beredning
        behandling:
        initiativ:
          - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10}
          - {typ: skrivelse, väckt: 2030-02-10}
    """
    council = view.case.facts.proceedings.council
    day = max(council.held_on, view.day) if council else view.day
    for initiative in view.case.facts.initiatives:
        last = a_year_after(initiative.raised_on) if initiative.raised_on else day
        if initiative.kind in ("motion", "medborgarförslag") and day > last:
            message = msg("more than a year has passed on {day}; the last day was {last}",
                          day=day.isoformat(), last=last.isoformat())  # fmt: skip
            hint = msg("report to kommunfullmäktige what has come forward (kommunallagen 5 kap. 35 §)")
            yield Finding(initiative.place("väckt"), message, hint)


@case_rule("DK146", Severity.WARNING, Stops.NOTHING)
def late_answer(view: View) -> Iterator[Finding]:
    """An answer is dated after the last day to answer.

    A late answer is printed as any other. The reader sees from the dates that it was late, and the date may also be a
    slip. The day is that of the meeting, or else of the text.

    Bad:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-06-12
                     ^^^^^^^^^^
        datum: 2031-04-29
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-30
        datum: 2031-04-29
    """
    referral = view.case.facts.referral
    if referral is None or referral.due_on is None:
        return
    due = _Dated(referral.due_on, referral.place("svar_senast"), msg("the last day to answer"))
    told = [*_late(view), *(wrong for wrong, _ in _out_of_order(view))]
    for each in _answers(view) if due not in told else ():
        if each.day > due.day and each not in told:
            days = (each.day - due.day).days
            message = msg_n("{n} day after the last day to answer", "{n} days after the last day to answer", days)
            yield Finding(each.place, message, msg("check the date"), due.related)


@case_rule("DK147", Severity.INFO, Stops.NOTHING)
def long_wait(view: View) -> Iterator[Finding]:
    """Half a year has passed since the last answer, without a decision.

    More than 180 days, counted to the decision or to today. All that were asked have answered, declined or let the last
    day pass, so that the case waits only for the rotel.

    Bad:
        --idag 2031-11-17
        arende.yaml
        skede: beredning
        behandling:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
                     ^^^^^^^^^^
        datum: 2031-04-29
    Good:
        --idag 2031-11-16
        arende.yaml
        skede: beredning
        behandling:
    """
    answers = _answers(view)
    if not answers or view.ledger.having(Status.WAITING):
        return
    last = answers[-1]
    days = (view.day - last.day).days
    if days > 180:
        message = msg("{n} days have passed since the last answer", n=days)
        yield Finding(last.place, message, msg("the case waits for a decision"))


# --- dates in the texts --------------------------------------------------------------------------

_MONTH = "|".join(MONTHS)
_IN_FIGURES = lazily(
    r"\d(?:\d{3} ?([-–./]) ?\d{1,2} ?\1 ?\d{1,2}|\d?(?:/\d{1,2}[ /-]|\.\d{1,2}\.)\d{4})(?![\w/–-]|[.:]\d)"
)
_JOINTS = frozenset("/.:,")  # what parts the numbers of something longer: 3.45, 17:30
_REFERENCE_BEFORE = lazily(r"\b(?:[A-ZÅÄÖ]{2,}|[Dd]nr|[Dd]iarienummer|[Nn]r|[Vv]ersion) $")
_REFERENCE_AFTER = lazily(r",? ?(?:§|dnr|nr\b)")
_DAY_IN_WORDS = lazily(rf"(\d{{1,2}})(?::e)?[ \u00a0]({_MONTH})\b(?:[ \u00a0](\d{{4}})\b)?", re.IGNORECASE)
_WEEKDAY_BEFORE = lazily(r"\b((?:mån|tis|ons|tors|fre|lör|sön)dag)(?:en)?s?,?(?: den)?[ \u00a0]$", re.IGNORECASE)


@text_rule("DK150")
def iso_date_in_text(text: Text) -> Iterator[Finding]:
    """A date stands in figures in running text.

    Myndigheternas skrivregler: in running text a date is written “den 20 maj 2031”; 2031-05-20 belongs in tables, lists
    and references, and 20/5 2031 nowhere. A number, an address and a reference to a paragraph (“2031-05-20, § 61”) are
    left alone, and so are lines that are not sentences.

    Bad:
        synpunkter.md
        Nämnden beslutade den 2031-05-20 och återkom 20/6 2031, 2031- 06-23 och 2031-6-24.
                          ^^^^^^^^^^^^^^             ^^^^^^^^^  ^^^^^^^^^^^     ^^^^^^^^^
    Good:
        synpunkter.md
        Nämnden beslutade den 20 maj 2031 (protokoll 2031-05-20, § 61) enligt KS 2031-05-20 och rapport 2031:05-1,
        se www.stensunda.example/2031-05-20 och `2031-05-20.pdf`.

        | Möte | Dag |
        |:-----|:----|
        | Första | 2031-05-20 |

        - Tjänsteutlåtande 2031-04-29
    """
    for match in _in_figures(text):
        start, end = match.span()
        if (day := read_date(match[0])) is None or not _in_a_sentence(text, start):
            continue
        if _REFERENCE_BEFORE.search(text.plain, max(0, start - 20), start) or _REFERENCE_AFTER.match(text.plain, end):
            continue
        article = text.plain[start - 4 : start] if text.plain[start - 4 : start].lower() == "den " else ""
        first = article[:1] or ("D" if _begins_sentence(text, start) else "d")
        fix = f"{first}en {long_date(day)}"
        message = msg("the date “{date}” in running text", date=match[0])
        yield Finding(text.span(start - len(article), end), message, msg("write “{date}”", date=fix), fix=fix)


def _in_figures(text: Text) -> Iterator[re.Match[str]]:
    """What may be a date in figures, and is no part of another number or word."""
    for match in _IN_FIGURES.finditer(text.plain):
        before = text.plain[match.start() - 1 : match.start()]
        if not before.isalnum() and before not in _JOINTS and before not in ("-", "–", "_"):
            yield match


def _in_a_sentence(text: Text, index: int) -> bool:
    """Whether the place is in running text: not in a table, a heading, a signature or a point that is only a title."""
    passage = text.passage_at(index)
    if passage is None or passage.kind not in ("paragraph", "item", "footnote"):
        return False
    return text.of(passage).rstrip('”"’) \0')[-1:] in (".", "!", "?", ":", ";", ",")


def _begins_sentence(text: Text, index: int) -> bool:
    return any(start == index for start, _ in text.sentences)


@text_rule("DK151")
def impossible_day_in_text(text: Text) -> Iterator[Finding]:
    """A date in a text does not exist, or its weekday is another.

    “Den 31 april” is a slip, and “tisdagen den 21 maj 2031” is one too: that day is a Wednesday. Which of the two is
    meant only the one who wrote it knows; look in the calendar or the summons.

    Bad:
        synpunkter.md
        Svaret kom den 31 april 2031 och behandlades tisdagen den 21 maj 2031, före den 29 februari 2033.
                       ^^^^^^^^^^^^^                 ^^^^^^^^^^^^^^^^^^^^^^^^           ^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        Ärendet avgörs 2031-06-31.
                       ^^^^^^^^^^
    Good:
        synpunkter.md
        Svaret kom den 30 april 2031 och behandlades onsdagen den 21 maj 2031, före den 29 februari 2032. Se avsnitt
        3.45 maj 2031.
    """
    for match in _DAY_IN_WORDS.finditer(text.plain):
        start = match.start()
        before = text.plain[start - 1 : start]
        if before.isalnum() or before in _JOINTS:
            continue
        number, month, year = int(match[1]), MONTHS.index(match[2].lower()) + 1, int(match[3] or 0)
        day = day_of(year, month, number) if year else None
        weekday = _WEEKDAY_BEFORE.search(text.plain, max(0, start - 20), start)
        if number > days_in(month) or number == 0 or (year and day is None):
            yield _no_such_day(text.at(match), match[0])
        elif day and weekday and WEEKDAYS[day.weekday()] != weekday[1].lower():
            message = msg("{date} is “{right}”, not “{wrong}”",
                          date=match[0], right=WEEKDAYS[day.weekday()], wrong=weekday[1].lower())  # fmt: skip
            yield Finding(text.span(weekday.start(), match.end()), message, msg("correct the weekday or the date"))
    for match in _in_figures(text):
        if match[1] and _is_day_like(match[0]) and read_date(match[0]) is None:
            yield _no_such_day(text.at(match), match[0])


def _is_day_like(figures: str) -> bool:
    """Whether figures can only have been meant as a day of a year: 2031-06-31, but not 2031-1-125."""
    return bool(re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", figures))


def _no_such_day(place: Span, written: str) -> Finding:
    return Finding(place, msg("there is no {date}", date=written), msg("look in the calendar, and correct the date"))


_IN_WORDS = lazily(rf"\b[Dd]en[ \u00a0](\d{{1,2}}[ \u00a0](?:{_MONTH})[ \u00a0]\d{{4}})\b")
_RAISED_BEFORE = lazily(r"\bväck(?:t|tes|te|ts)\b[^.;:]{0,60}$")
_RAISED_AFTER = lazily(r"(?: har)? väck(?:te|tes|ts|t)\b")
_DECIDED_BEFORE = lazily(r" (?:beslutade|behandlade|sammanträdde|har beslutat|har behandlat)\b[^.;:]{0,60}$")
_AT_A_MEETING = lazily(r",? vid (?:sitt|nämndens|styrelsens) (?:sammanträde|möte) $")
_DECIDED_AFTER = lazily(r" (?:beslutade|behandlade|sammanträdde) ")
_TEXT_BEFORE = lazily(r" (?:tjänsteutlåtande|yttrande|remissvar|kontorsyttrande|svar)(?: daterat)? $")
_ABOUT_THE_CASE = lazily(r"\b(?:remiss|motion|ärende|yttrande|svar)", re.IGNORECASE)
_ABOUT_ANOTHER = lazily(
    r"\b(?:tidigare|annan|andra|liknande|motsvarande|föregående|äldre|ytterligare)\b", re.IGNORECASE
)


@case_rule("DK152", Severity.WARNING, Stops.NOTHING)
def other_date_than_the_facts(view: View) -> Iterator[Finding]:
    """The rotel's own text dates an event on another day than the facts.

    Read are the sentences that name the event plainly: that the motion was raised, that a nämnd decided on its answer,
    and what day an answer is dated. The other dates of the document come from the facts, so that a reader would find
    both.

    Bad:
        arendet.md
        Kulturnämnden, vid sitt sammanträde den 21 maj 2031, är positiv.
                                                ^^^^^^^^^^^
    Bad:
        arendet.md
        Motionen väcktes den 12 februari 2031. Kulturnämnden beslutade om sitt svar den 2 maj 2031.
                             ^^^^^^^^^^^^^^^^                                           ^^^^^^^^^^
    Good:
        arendet.md
        I motionen, väckt den 10 februari 2031, föreslås lånebara verktyg. En liknande motion väcktes den 3 mars 2031.
        Kulturnämnden beslutade den 15 maj 2029 om ett försök, och om sitt svar den 20 maj 2031.
    """
    for text in view.own_texts:
        for match in _IN_WORDS.finditer(text.plain):
            start, end = next(((a, b) for a, b in text.sentences if a <= match.start() < b), match.span())
            sentence = text.plain[start:end]
            day = read_date(match[1])
            if day is None or _ABOUT_ANOTHER.search(sentence):
                continue
            if not _ABOUT_THE_CASE.search(sentence) and not _AT_A_MEETING.search(text.plain[start : match.start()]):
                continue
            event = _event(view, text.plain[start : match.start()], text.plain[match.end() : end])
            if event and event.day != day and _may_be_meant(view, day, event):
                message = msg("{date} in the text, {day} in the facts", date=match[1], day=str(event))
                yield Finding(text.at(match, 1), message, msg("correct the one that is wrong"), event.related)


def _event(view: View, before: str, after: str) -> _Dated | None:
    """What the sentence says happened on the day that stands between `before` and `after`."""
    if _RAISED_BEFORE.search(before) or _RAISED_AFTER.match(after):
        raised = _raised(view)
        return raised[0] if len(raised) == 1 else None
    decided, dated = _DECIDED_BEFORE.search(before) or _AT_A_MEETING.search(before), _TEXT_BEFORE.search(before)
    inverted = _DECIDED_AFTER.match(after)
    for response in view.case.responses:
        name = response.body.name.casefold()
        if response.meeting_on and (
            (decided and before[: decided.start()].casefold().endswith(name))
            or (inverted and after[inverted.end() :].casefold().startswith(name))
        ):
            return _of(response, "sammanträde", response.meeting_on)
        writer = response.body.administration if response.kind in ("nämndbeslut", "kontorsyttrande") else None
        author = genitive(writer or response.body.name).casefold()
        if dated and response.dated_on and before[: dated.start()].casefold().endswith(author):
            return _of(response, "datum", response.dated_on)
    return None


def _may_be_meant(view: View, day: date, event: _Dated) -> bool:
    """Whether a day in a text may be that of the facts, misspelt: in the time of the case, or in another year."""
    began = min(each.day for each in [*_raised(view), event])
    fact = event.day
    return began <= day <= max(view.day, fact) or (day.day, day.month) == (fact.day, fact.month)
