"""Was everybody asked once, has everybody answered at most once, and is every answer summed up?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from ...messages import msg
from ...model import Body, Response, Summary
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from ..ledger import Status
from .answers import can_send
from .outcomes import sentence
from .rule import Finding, case_rule
from .text import Text
from .view import View

# --- who was asked -------------------------------------------------------------------------------


@case_rule("DK310", Severity.ERROR, Stops.BUILD)
def asked_twice(view: View) -> Iterator[Finding]:
    """The same body stands twice among those asked.

    The document would name it twice wherever it says who has had the referral. Whoever another body has asked in turn
    (“underremiss”) has been asked too. Keep one of the two, and remove the other.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - föreningen Fixarna
            - KUN
              ^^^
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}
            - föreningen Fixarna
    """
    first: dict[str, Span] = {}
    referral = view.case.facts.referral
    for consultee in referral.consultees if referral else ():
        asked = [(consultee.body, consultee.place("organ", ""))]
        asked += [(body, consultee.place("underremiss")) for body in consultee.sub_referrals]
        for body, place in asked:
            if body.slug in first:
                message = msg("“{name}” has been asked twice", name=body.name)
                related = (Related(first[body.slug], msg("first given here")),)
                yield Finding(place, message, msg("remove one of them"), related)
            first.setdefault(body.slug, place)


@case_rule("DK116", Severity.WARNING, Stops.NOTHING)
def no_referral_date(view: View) -> Iterator[Finding]:
    """The referral lacks the day that it was sent, or the last day to answer.

    Without the last day, draftkit cannot tell an answer that is late from one that may still come. Write
    “utskickad:” and “svar_senast:” below “remiss:”, as they stand in the letter that was sent.

    Bad:
        arende.yaml
        remiss: {utskickad: 2031-03-03, instanser: [kulturnämnden, föreningen Fixarna]}
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        arende.yaml
        remiss: {utskickad: 2031-03-03, svar_senast: 2031-05-30, instanser: [kulturnämnden, föreningen Fixarna]}
    """
    referral = view.case.facts.referral
    for key, value in (("utskickad", referral.sent_on), ("svar_senast", referral.due_on)) if referral else ():
        if value is None:
            place = view.case.facts.place("remiss")
            yield Finding(place, msg("“{key}” is missing", key=key), msg("write the day below “remiss:”"))


# --- who has answered ----------------------------------------------------------------------------


@case_rule("DK302", Severity.WARNING, Stops.FINAL)
def missing_answer(view: View) -> Iterator[Finding]:
    """Somebody who was asked has not answered, and may still do so.

    The draft shows a gap where the answer is to stand; the final document has to wait for it. Put the answer in
    remissvar/, or write “svar: avstått” where the body declines. Once the last day has passed, or the case has gone on
    to a later “skede”, nothing is missing: the document then says that no answer has come in.

    Bad:
        --idag 2031-05-30
        arende.yaml
        skede: beredning
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - föreningen Fixarna
              ^^^^^^^^^^^^^^^^^^
    Good:
        --idag 2031-05-31
        arende.yaml
        skede: beredning
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - föreningen Fixarna
    """
    referral = view.case.facts.referral
    for entry in view.ledger.having(Status.WAITING):
        if referral and referral.due_on:
            last_day = referral.due_on.isoformat()
            message = msg("{name} has not answered; the last day is {day}", name=entry.body.name, day=last_day)
        else:
            message = msg("{name} has not answered", name=entry.body.name)
        place = entry.consultee.place("underremiss" if entry.asked_by else "organ", "")
        yield Finding(place, message, msg("add the answer in remissvar/, or “svar: avstått”"))


@case_rule("DK342", Severity.WARNING, Stops.NOTHING)
def no_meeting_before_last_day(view: View) -> Iterator[Finding]:
    """Somebody who was asked has no meeting between the day that the referral was sent and the last day to answer.

    A nämnd decides on its answer at a meeting. Where its calendar in register/organ.yaml (“sammanträden”) has none in
    that time, the answer comes late, or as a kontorsyttrande that the nämnd has not decided on. Agree on another last
    day, or ask for a kontorsyttrande at once. The rule is silent of those who have answered or declined, once the case
    has gone on to a later “skede”, and where the calendar has no meeting at all in the years of the referral.

    Bad:
        --idag 2031-03-03
        arende.yaml
        skede: beredning
        behandling:
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - Norra stadsdelsnämnden
              ^^^^^^^^^^^^^^^^^^^^^^
        register/organ.yaml
        norra-sdn:
          namn: Norra stadsdelsnämnden
          typ: stadsdelsnämnd
          förvaltning: Norra stadsdelsförvaltningen
          sammanträden: [2031-02-20, 2031-06-12]
    Good:
        --idag 2031-03-03
        arende.yaml
        skede: beredning
        behandling:
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - Norra stadsdelsnämnden
        register/organ.yaml
        norra-sdn:
          namn: Norra stadsdelsnämnden
          typ: stadsdelsnämnd
          förvaltning: Norra stadsdelsförvaltningen
          sammanträden: [2031-02-20, 2031-05-30, 2031-06-12]
    """
    referral = view.case.facts.referral
    if referral is None or referral.sent_on is None or referral.due_on is None or view.case.facts.stage != "beredning":
        return
    sent, due = referral.sent_on, referral.due_on
    for entry in [*view.ledger.having(Status.WAITING), *view.ledger.having(Status.MISSING)]:
        known = [day for day in entry.body.meetings if day.year in (sent.year, due.year)]
        if not known or sent > due or any(sent <= day <= due for day in known):
            continue
        named = {"name": entry.body.name, "sent": sent.isoformat(), "due": due.isoformat()}
        after = entry.body.next_meeting(due)
        if after is None:
            message = msg("{name} has no meeting between {sent} and {due}", **named)
        else:
            message = msg("{name} has no meeting between {sent} and {due}; the next is on {day}",
                          **named, day=after.isoformat())  # fmt: skip
        place = entry.consultee.place("underremiss" if entry.asked_by else "organ", "")
        related = (Related(entry.body.place("sammanträden"), msg("its meetings")),)
        yield Finding(place, message, msg("agree on another last day, or ask for a kontorsyttrande"), related)


@case_rule("DK305", Severity.ERROR, Stops.BUILD)
def answer_not_asked_for(view: View) -> Iterator[Finding]:
    """An answer comes from a body that is not among those asked.

    The answers are printed in the order of the list “instanser”, so that this one would have no place in the document.
    Add the body to the list; if it was one of the others that asked it, write it as that body's “underremiss”.

    Bad:
        remissvar/konsumentforum.md
        ---
        organ: Konsumentforum Stensunda
               ^^^^^^^^^^^^^^^^^^^^^^^^
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - {organ: kulturnämnden, underremiss: [Konsumentforum Stensunda]}
            - föreningen Fixarna
        remissvar/konsumentforum.md
        ---
        organ: Konsumentforum Stensunda
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    """
    asked = {entry.body.slug for entry in view.ledger.entries}
    for response in view.case.responses:
        if response.body.slug not in asked:
            message = msg("{name} has answered but is not among those asked", name=response.body.name)
            yield Finding(response.place("organ"), message, msg("add it under remiss: instanser: in arende.yaml"))


@case_rule("DK307", Severity.ERROR, Stops.BUILD)
def declined_and_answered(view: View) -> Iterator[Finding]:
    """A body that is noted as having declined has answered.

    The document would say that it has declined to answer, and print its answer as well. Remove “svar: avstått” in
    arende.yaml, or the file with the answer. A file without text is not an answer.

    Bad:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
               ^^^^^^^^^^^^^^^^^^
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    Good:
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        ---
        <!-- De ringde den 19 mars och avstod. -->
    """
    asked = {entry.body.slug: entry for entry in view.ledger.entries}
    for response in view.case.responses:
        entry = asked.get(response.body.slug)
        if entry and entry.consultee.declined and entry.asked_by is None and not response.prose.empty:
            message = msg("{name} has answered but is noted as having declined", name=response.body.name)
            related = (Related(entry.consultee.place("svar"), msg("noted here")),)
            yield Finding(response.place("organ"), message, msg("remove “svar: avstått” or the answer"), related)


@case_rule("DK306", Severity.ERROR, Stops.BUILD)
def answered_twice(view: View) -> Iterator[Finding]:
    """Two files hold answers from the same body.

    A body has one answer in the document, and only one of the two would be printed. Put the text in one file and remove
    the other. If one of them is a reservation or another dissent, it belongs in avvikande/.

    Bad:
        remissvar/kulturnamnden-ny.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        ---
        # Beslut

        Kulturnämnden ställer sig bakom förslaget.
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
               ^^^^^^^^^^^^^
    Good:
        avvikande/kulturnamnden.md
        ---
        typ: reservation
        organ: kulturnämnden
        av: [jenny-ahl]
        ---
        Jag reserverar mig mot beslutet.
    """
    return _twice(view.case.responses)


# --- what is said of the answers -----------------------------------------------------------------


@case_rule("DK303", Severity.WARNING, Stops.FINAL)
def missing_summary(view: View) -> Iterator[Finding]:
    """An answer has no summary.

    Under Beredning the document sums up each answer in a few sentences; a draft shows a gap there, and a final document
    may not have one. Write the summary in sammanfattningar/, with the same “organ:” as the answer.

    Bad:
        sammanfattningar/kulturnamnden.md
        (finns inte)
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
               ^^^^^^^^^^^^^
    Good:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        ---
        <!-- Svaret kommer i nästa vecka. -->
    """
    for entry in view.ledger.unsummarised():
        if entry.response is not None:
            message = msg("there is no summary of the answer from {name}", name=entry.body.name)
            yield Finding(entry.response.place("organ"), message, msg("write one in sammanfattningar/"))


@case_rule("DK308", Severity.ERROR, Stops.FINAL)
def summary_without_answer(view: View) -> Iterator[Finding]:
    """There is a summary of an answer that is not in the case.

    The document would sum up what a body thinks, and the reader would look for its answer in vain. Put the answer
    itself in remissvar/, or remove the summary.

    Bad:
        sammanfattningar/fixarna.md
        ---
        organ: föreningen Fixarna
               ^^^^^^^^^^^^^^^^^^
        ---
        Föreningen Fixarna är positiv till förslaget.
    Good:
        sammanfattningar/fixarna.md
        ---
        organ: föreningen Fixarna
        ---
        Föreningen Fixarna är positiv till förslaget.
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    """
    answered = {entry.body.slug for entry in view.ledger.having(Status.ANSWERED)}
    for summary in view.case.summaries:
        if summary.body.slug not in answered:
            message = msg("a summary of an answer from {name}, who has not answered", name=summary.body.name)
            yield Finding(summary.place("organ"), message, msg("add the answer in remissvar/, or remove the summary"))


@case_rule("DK309", Severity.ERROR, Stops.BUILD)
def summarised_twice(view: View) -> Iterator[Finding]:
    """Two files sum up the same answer.

    Only one of the two would be printed. Put the text in one file and remove the other.

    Bad:
        sammanfattningar/kultur.md
        ---
        organ: kulturnämnden
        ---
        Kulturnämnden är i huvudsak positiv.
        sammanfattningar/kulturnamnden.md
        ---
        organ: kulturnämnden
               ^^^^^^^^^^^^^
        ---
        Kulturnämnden är positiv.
    Good:
        sammanfattningar/kulturnamnden.md
        ---
        organ: KUN
        ---
        Kulturnämnden är i huvudsak positiv.
    """
    return _twice(view.case.summaries)


_ALL_HAVE_ANSWERED = lazily(
    r"\b(?:samtliga|alla) (?:(?:de )?(?:tillfrågade|hörda) )?(?:(?:remiss)?instanser(?:na)?"
    r"|som (?:har )?(?:till)?frågats|remitterade|tillfrågade) (?:har |hade )?(?:svarat|yttrat sig"
    r"|(?:inkommit med|kommit in med|lämnat(?: in)?) (?:svar|remissvar|yttrande))\b",
    re.IGNORECASE,
)
_IN_ITS_ANSWER = (
    r"(?: (?:tillstyrker|avstyrker) (?:hela )?(?:motion|förslag|remiss)| (?:har svarat|svarar) att\b"
    r"| (?:\w+ ){1,6}i sitt (?:remissvar|svar på remissen|yttrande över (?:motionen|remissen))\b)"
)
_HOLDS = (
    r"(?: (?:har svarat\b|tillstyrker|avstyrker|anser(?! sig)|menar|framhåller|bedömer|påpekar|välkomnar|instämmer"
    r"|är positiv)"
    r"| (?:\w+ ){1,6}i sitt (?:remissvar|svar|yttrande)\b)"
)
_NOT_AN_ANSWER = lazily(
    r"\bavst[åo]|\btidigare\b|\brapport|\b(?:inte|ej|inget|inga|ingen)\b|\bdebatt|\bskulle\b|\bhade\b",
    re.IGNORECASE,
)
_ASKED_KINDS = ("facknämnd", "stadsdelsnämnd", "kontor", "bolag", "dotterbolag", "extern")


@case_rule("DK319", Severity.WARNING, Stops.NOTHING)
def answer_that_is_not_there(view: View) -> Iterator[Finding]:
    """A text of the rotel's own tells of an answer that has not been given.

    It says that all have answered although somebody has not, or what a body thinks that has declined or was never
    asked. The text may have been written before the answers came in, or with another case as its model. Correct the
    text, or arende.yaml where it is that which is wrong.

    Bad:
        synpunkter.md
        Samtliga remissinstanser har svarat, och de flesta är positiva.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}
    Bad:
        synpunkter.md
        Föreningen Fixarna anser att verktygen behövs.
        ^^^^^^^^^^^^^^^^^^
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}
    Bad:
        synpunkter.md
        Norra stadsdelsnämnden tillstyrker motionen.
        ^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Samtliga remissinstanser som har svarat är positiva. Föreningen Fixarna har avstått, eftersom den anser att
        frågan är kommunens. Norra stadsdelsnämnden anser sedan länge att verktyg behövs.
        arende.yaml
        remiss:
          utskickad: 2031-03-03
          svar_senast: 2031-05-30
          instanser:
            - kulturnämnden
            - {organ: föreningen Fixarna, svar: avstått, datum: 2031-03-19}
    """
    entries = view.ledger.entries
    without = [each for each in entries if each.status is not Status.ANSWERED]
    silent = [each.body for each in without if each.status is not Status.WAITING]
    served = {name for each in entries for name in each.body.names}
    asked = {each.body.slug for each in entries}
    strangers = [
        each
        for each in view.registers.bodies.values()
        if each.slug not in asked and each.kind in _ASKED_KINDS and not served & set(each.names)
    ]
    for section in view.case.sections if entries else ():
        text = view.text(section)
        if text is None:
            continue
        for match in _ALL_HAVE_ANSWERED.finditer(text.plain) if without else ():
            message = msg("all are said to have answered, but {name} has not", name=without[0].body.name)
            related = Related(without[0].consultee.place("organ", ""), msg("this one"))
            yield Finding(text.at(match), message, msg("say who has answered"), (related,))
        for bodies, says, declined in ((silent, _HOLDS, True), (strangers, _IN_ITS_ANSWER, False)):
            for place, body in _said_of(text, bodies, says):
                message = (
                    msg("this is told as the answer of {name}, who has not answered", name=body.name)
                    if declined
                    else msg("this is told as the answer of {name}, who was not asked", name=body.name)
                )
                yield Finding(place, message, msg("compare with “remiss:” in arende.yaml, and correct what is wrong"))


def _said_of(text: Text, bodies: Sequence[Body], says: str) -> Iterator[tuple[Span, Body]]:
    """Where a text tells what one of some bodies has answered."""
    for body in bodies:
        for name in body.names:
            if name.casefold() not in text.lowered:
                continue
            for match in re.finditer(rf"(?<![\w-])({re.escape(name)}){says}", text.plain, re.IGNORECASE):
                start, end = sentence(text.plain, match.start())
                # “Miljö- och byggnadsnämnden” is another than byggnadsnämnden.
                of_a_longer_name = text.plain[start : match.start()].endswith("- och ")
                if not of_a_longer_name and not _NOT_AN_ANSWER.search(text.plain, start, end):
                    yield text.at(match, 1), body


F = TypeVar("F", Response, Summary)


def _twice(fragments: Sequence[F]) -> Iterator[Finding]:
    first: dict[str, F] = {}
    for fragment in fragments:
        other = first.setdefault(fragment.body.slug, fragment)
        if other is not fragment:
            message = msg("two files for {name}", name=fragment.body.name)
            related = (Related(other.place("organ"), msg("the other is here")),)
            yield Finding(fragment.place("organ"), message, msg("put the text in one file"), related)


@case_rule("DK115", Severity.WARNING, Stops.NOTHING)
def undated_answer(view: View) -> Iterator[Finding]:
    """An answer has no date.

    The sentence before it then lacks “daterat den …”, and the reader does not learn which version of the text is
    quoted. Write “datum:” with the day that stands on the text itself, which is seldom the day of the meeting.

    Bad:
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
             ^^^^^^^^^
        ---
        Vi är positiva till förslaget.
    Good:
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
        typ: nämndbeslut
        sammanträde: 2031-05-20
        ---
        # Beslut

        Kulturnämnden avstår från att yttra sig.
    """
    for response in view.case.responses:
        without_text = response.kind == "nämndbeslut" and not response.prose.slot("Svar")
        if response.dated_on is None and not response.prose.empty and not without_text:
            message = msg("the answer from {name} has no date; “daterat den” is left out", name=response.body.name)
            yield Finding(response.place("typ"), message, msg("write “datum:” with the day of the text"))


@case_rule("DK313", Severity.ERROR, Stops.BUILD)
def no_administration(view: View) -> Iterator[Finding]:
    """An answer is written by an administration that the register does not name.

    The document says whose text it quotes: “Kulturförvaltningens tjänsteutlåtande …”. Write “förvaltning:” for the body
    in register/organ.yaml, with the name as it is written in the middle of a sentence.

    Bad:
        register/organ.yaml
        kulturnamnden: {namn: kulturnämnden, typ: facknämnd}
        remissvar/kulturnamnden.md
        ---
        organ: kulturnämnden
               ^^^^^^^^^^^^^
    Good:
        register/organ.yaml
        fixarna: {namn: föreningen Fixarna, typ: extern}
        remissvar/fixarna.md
        ---
        organ: föreningen Fixarna
        typ: remissvar
        datum: 2031-05-12
        ---
        Vi är positiva till förslaget.
    """
    for response in view.case.responses:
        needs = response.kind == "kontorsyttrande" or (response.kind == "nämndbeslut" and response.prose.slot("Svar"))
        needs = needs and can_send(response.body, response.kind)  # else it is the kind that is wrong (DK325)
        if needs and response.body.administration is None and response.body.kind != "kontor":
            message = msg("the register does not say which administration serves {name}", name=response.body.name)
            hint = msg("write “förvaltning:” for it in register/organ.yaml")
            yield Finding(response.place("organ"), message, hint)


# --- dissents ------------------------------------------------------------------------------------


@case_rule("DK314", Severity.ERROR, Stops.BUILD)
def dissent_without_answer(view: View) -> Iterator[Finding]:
    """A dissent was made in a body whose answer is not in the case.

    It is from the body's answer that the document refers to its dissents, so that nothing would lead to this one. Put
    the answer in remissvar/, or see that “organ:” names the right body. A dissent in kommunstyrelsen or
    borgarrådsberedningen needs no answer.

    Bad:
        avvikande/norra.md
        ---
        typ: reservation
        organ: Norra stadsdelsnämnden
               ^^^^^^^^^^^^^^^^^^^^^^
        av: [jenny-ahl]
        ---
        Jag reserverar mig mot beslutet.
    Good:
        avvikande/ks.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [jenny-ahl]
        ---
        Jag reserverar mig mot beslutet.
    """
    answered = {entry.body.slug for entry in view.ledger.having(Status.ANSWERED)}
    answered |= {each.body.slug for each in view.case.responses}  # also of a body that was not asked, which is told
    for dissent in view.case.dissents:
        if dissent.body.kind not in ("styrelse", "beredning") and dissent.body.slug not in answered:
            message = msg("a dissent in {name}, whose answer is not in the case", name=dissent.body.name)
            yield Finding(dissent.place("organ"), message, msg("add the answer in remissvar/"))


@case_rule("DK315", Severity.ERROR, Stops.BUILD)
def dissent_without_text(view: View) -> Iterator[Finding]:
    """A dissent has no text, or is said to have none although it has.

    Write its text below the facts, as it was handed in. Where it is only known that the dissent exists, write “text:
    saknas”: the document then says that it was made, and nothing more.

    Bad:
        avvikande/ks.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [jenny-ahl]
        ---
        <!-- Texten kommer i morgon. -->
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        avvikande/ks.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [jenny-ahl]
        text: saknas
              ^^^^^^
        ---
        Jag reserverar mig mot beslutet.
    Good:
        avvikande/ks.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [jenny-ahl]
        text: saknas
        ---
        <!-- Texten kommer i morgon. -->
    """
    for dissent in view.case.dissents:
        if dissent.prose.empty and dissent.text != "saknas":
            place = dissent.prose.source.whole_line(dissent.prose.first_line)
            hint = msg("write the text, or “text: saknas” where only its existence is known")
            yield Finding(place, msg("the dissent has no text"), hint)
        if not dissent.prose.empty and dissent.text == "saknas":
            message = msg("the text is said to be missing, but is there")
            yield Finding(dissent.place("text"), message, msg("remove “text: saknas”"))
