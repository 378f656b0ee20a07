"""Was everybody asked once, has everybody answered at most once, and is every answer summed up?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from ... import codes
from ...messages import msg
from ...model import Fragment, Response, Summary
from ...problems import Code, Problem, Related
from ...spans import Span
from ..ledger import Entry, Status
from .view import View


def asked_once(view: View) -> Iterator[Problem]:
    """The same body twice on the list of those asked."""
    first: dict[str, Span] = {}
    referral = view.case.facts.referral
    for consultee in referral.consultees if referral else ():
        asked = [(consultee.body, consultee.place("organ", ""))]
        asked += [(body, consultee.place("underremiss")) for body in consultee.sub_referrals]
        for body, place in asked:
            if body.slug in first:
                message = msg("“{name}” has been asked twice", name=body.name)
                yield Problem(
                    codes.ASKED_TWICE,
                    message,
                    place,
                    msg("remove one of them"),
                    (Related(first[body.slug], msg("first given here")),),
                )
            first.setdefault(body.slug, place)


def answers_were_asked_for(view: View) -> Iterator[Problem]:
    """An answer or a summary whose body is not on the list, or has declined."""
    asked = {entry.body.slug: entry for entry in view.ledger.entries}
    for response in view.case.responses:
        entry = asked.get(response.body.slug)
        if entry is None:
            message = msg("{name} has answered but is not among those asked", name=response.body.name)
            yield Problem(
                codes.ANSWER_NOT_ASKED_FOR,
                message,
                response.place("organ"),
                msg("add it under remiss: instanser: in arende.yaml"),
            )
        elif entry.consultee.declined and entry.asked_by is None and not response.prose.empty:
            message = msg("{name} has answered but is noted as having declined", name=response.body.name)
            related = (Related(entry.consultee.place("svar"), msg("noted here")),)
            yield Problem(
                codes.DECLINED_AND_ANSWERED,
                message,
                response.place("organ"),
                msg("remove “svar: avstått” or the answer"),
                related,
            )
    for summary in view.case.summaries:
        entry = asked.get(summary.body.slug)
        if entry is None or entry.status is not Status.ANSWERED:
            message = msg("a summary of an answer from {name}, who has not answered", name=summary.body.name)
            yield Problem(
                codes.SUMMARY_WITHOUT_ANSWER,
                message,
                summary.place("organ"),
                msg("add the answer in remissvar/, or remove the summary"),
            )


def one_answer_each(view: View) -> Iterator[Problem]:
    """Two answers from one body."""
    yield from _twice(view.case.responses, codes.ANSWERED_TWICE)


def one_summary_each(view: View) -> Iterator[Problem]:
    """Two summaries of one answer."""
    yield from _twice(view.case.summaries, codes.SUMMARISED_TWICE)


F = TypeVar("F", Response, Summary)


def _twice(fragments: Sequence[F], code: Code) -> Iterator[Problem]:
    first: dict[str, F] = {}
    for fragment in fragments:
        other = first.setdefault(fragment.body.slug, fragment)
        if other is not fragment:
            message = msg("two files for {name}", name=fragment.body.name)
            yield Problem(
                code,
                message,
                fragment.place("organ"),
                msg("put the text in one file"),
                (Related(other.place("organ"), msg("the other is here")),),
            )


def dissents_have_a_place(view: View) -> Iterator[Problem]:
    """A dissent in a body whose answer or decision is not in the document, or one without text."""
    answered = {entry.body.slug for entry in view.ledger.having(Status.ANSWERED)}
    for dissent in view.case.dissents:
        if dissent.body.kind not in ("styrelse", "beredning") and dissent.body.slug not in answered:
            message = msg("a dissent in {name}, whose answer is not in the case", name=dissent.body.name)
            yield Problem(
                codes.DISSENT_WITHOUT_ANSWER, message, dissent.place("organ"), msg("add the answer in remissvar/")
            )
        if dissent.prose.empty and dissent.text != "saknas":
            yield Problem(
                codes.DISSENT_WITHOUT_TEXT,
                msg("the dissent has no text"),
                _body_of(dissent),
                msg("write the text, or “text: saknas” where only its existence is known"),
            )
        if not dissent.prose.empty and dissent.text == "saknas":
            yield Problem(
                codes.DISSENT_WITHOUT_TEXT,
                msg("the text is said to be missing, but is there"),
                dissent.place("text"),
                msg("remove “text: saknas”"),
            )


def _body_of(fragment: Fragment) -> Span:
    return fragment.prose.source.whole_line(fragment.prose.first_line)


def administrations_are_known(view: View) -> Iterator[Problem]:
    """An answer written by an administration that the register does not name."""
    for response in view.case.responses:
        needs = response.kind == "kontorsyttrande" or (response.kind == "nämndbeslut" and response.prose.slot("Svar"))
        if needs and response.body.administration is None and response.body.kind != "kontor":
            message = msg("the register does not say which administration serves {name}", name=response.body.name)
            yield Problem(
                codes.NO_ADMINISTRATION,
                message,
                response.place("organ"),
                msg("write “förvaltning:” for it in register/organ.yaml"),
            )


def nothing_is_missing(view: View) -> Iterator[Problem]:
    """Gaps that a draft shows and a final document may not have: answers and summaries."""
    for entry in view.ledger.entries:
        if entry.status is Status.WAITING:
            yield _waiting(view, entry)
        if entry.status is Status.ANSWERED and entry.summary is None and entry.response is not None:
            message = msg("there is no summary of the answer from {name}", name=entry.body.name)
            yield Problem(
                codes.MISSING_SUMMARY, message, entry.response.place("organ"), msg("write one in sammanfattningar/")
            )


def _waiting(view: View, entry: Entry) -> Problem:
    referral = view.case.facts.referral
    place = entry.consultee.place("underremiss" if entry.asked_by else "organ", "")
    if referral and referral.due_on:
        message = msg(
            "{name} has not answered; the last day is {day}", name=entry.body.name, day=referral.due_on.isoformat()
        )
    else:
        message = msg("{name} has not answered", name=entry.body.name)
    return Problem(codes.MISSING_ANSWER, message, place, msg("add the answer in remissvar/, or “svar: avstått”"))


def dates_are_given(view: View) -> Iterator[Problem]:
    """Dates without which a sentence is shorter than it should be."""
    referral = view.case.facts.referral
    for key, value in (("utskickad", referral.sent_on), ("svar_senast", referral.due_on)) if referral else ():
        if value is None:
            message = msg("“{key}” is missing", key=key)
            yield Problem(
                codes.NO_REFERRAL_DATE, message, view.case.facts.place("remiss"), msg("write the day below “remiss:”")
            )
    for response in view.case.responses:
        without_text = response.kind == "nämndbeslut" and not response.prose.slot("Svar")
        if response.dated_on is None and not response.prose.empty and not without_text:
            message = msg("the answer from {name} has no date; “daterat den” is left out", name=response.body.name)
            yield Problem(
                codes.UNDATED_ANSWER, message, response.place("typ"), msg("write “datum:” with the day of the text")
            )
