"""How ärenden stand, as other programs read it: one JSON object. docs/status.md describes its keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from ...messages import words
from ...problems import Problem
from ...stages.reminders import Letter
from ...stages.standing import Answer, Motion, Standing
from .report import Report


def report(found: Report, problems: Sequence[Problem]) -> str:
    """The ärenden, and the errors for which some of them may be wrong or left out."""
    return _json(found, problems, {"ärenden": [_case(each, found) for each in found.standings]})


def missing(found: Report, letters: Sequence[Letter], problems: Sequence[Problem]) -> str:
    """Those who have not answered, ärende by ärende, and the letters to them."""
    waiting = [
        {
            "mapp": found.prefix + stands.folder,
            "dnr": stands.case_number,
            "rubrik": stands.title,
            "rotel": stands.rotel,
            "utskickad": _day(stands.sent_on),
            "svar_senast": _day(stands.due_on),
            "beslutat": _day(stands.decided_on),
            "instanser": [_answer(each, found) for each in stands.missing],
        }
        for stands in found.standings
        if stands.missing
    ]
    written = [
        {
            "organ": each.body,
            "namn": each.name,
            "rotel": each.rotel,
            "dnr": [question.standing.case_number for question in each.questions],
            "ämne": each.subject,
            "text": each.text,
        }
        for each in letters
    ]
    return _json(found, problems, {"saknas": waiting, "påminnelser": written})


def _json(found: Report, problems: Sequence[Problem], content: dict[str, Any]) -> str:
    errors = [
        {
            "kod": each.code.number,
            "fil": found.prefix + each.span.path,
            "rad": each.span.line,
            "kolumn": each.span.col,
            "text": words(each.message, found.language),
        }
        for each in problems
    ]
    return json.dumps({"idag": _day(found.today), **content, "fel": errors}, ensure_ascii=False, indent=1)


def _case(stands: Standing, found: Report) -> dict[str, Any]:
    return {
        "mapp": found.prefix + stands.folder,
        "dnr": stands.case_number,
        "rubrik": stands.title,
        "rotel": stands.rotel,
        "skede": stands.stage,
        "nästa_steg": found.say(stands.next_step),
        "beslutat": _day(stands.decided_on),
        "motioner": [_motion(each) for each in stands.motions],
        "remiss": {
            "utskickad": _day(stands.sent_on),
            "svar_senast": _day(stands.due_on),
            "dagar_kvar": stands.days_left,
            "instanser": [_answer(each, found) for each in stands.answers],
        }
        if stands.answers
        else None,
        "oskrivna_avsnitt": list(stands.unwritten),
        "förslag_saknas": stands.unproposed,
        "anteckningar": [
            {"fil": found.prefix + each.place.path, "rad": each.place.line, "text": each.text} for each in stands.notes
        ],
        "olästa_filer": [found.prefix + each for each in stands.unread],
    }


def _motion(motion: Motion) -> dict[str, Any]:
    return {
        "typ": motion.kind,
        "nummer": motion.number,
        "motionärer": list(motion.movers),
        "väckt": _day(motion.raised_on),
        "sista_dag": _day(motion.last_day),
        "dagar_kvar": motion.days_left,
        "läge": motion.light.value,
    }


def _answer(answer: Answer, found: Report) -> dict[str, Any]:
    return {
        "organ": answer.slug,
        "namn": answer.name,
        "underremiss_av": answer.asked_by,
        "läge": answer.status.value,
        "datum": _day(answer.answered_on),
        "dagar_för_sent": answer.days_late,
        "sammanfattad": answer.summarised,
        "fil": found.prefix + answer.path if answer.path else None,
        "nästa_sammanträde": _day(answer.next_meeting),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
