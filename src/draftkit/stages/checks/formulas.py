"""Sentences typed by hand that the pack prints by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ...messages import msg
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ...spans import Span
from .rule import Finding, case_rule
from .view import View

_TAG = lazily(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_FEWEST, _MOST = 4, 6  # of the fixed words that a sentence is recognised by


@case_rule("DK446", Severity.WARNING, Stops.NOTHING)
def typed_formula(view: View) -> Iterator[Finding]:
    """A sentence that draftkit prints by itself is typed by hand.

    The standing sentences of the document are phrases of the pack (fraser.yaml), with what is said in arende.yaml
    filled in. Typed in a text as well, the sentence stands twice in the document, and the typed one stays as it was
    when the facts change. Recognised is a sentence that begins as a phrase does, with at least four words of it.

    Bad:
        sammanfattning.md
        Ärendet har remitterats till kulturnämnden. Motionen gäller verktyg.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Bad:
        synpunkter.md
        Föreningen Fixarna har avstått från att svara på remissen.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Good:
        synpunkter.md
        Många föreningar har avstått från att svara på remissen. Kommunstyrelsen delar uppfattningen. Jag anser att det
        är bra att ärendet har remitterats till kulturnämnden.
    """
    formulas = _formulas(view)
    for text in view.own_texts:
        starts: set[int] | None = None
        for each in formulas:
            for match in re.finditer(each.pattern, text.plain) if each.literal in text.lowered else ():
                starts = {start for start, _ in text.sentences} if starts is None else starts
                if match.start() in starts:
                    yield Finding(
                        text.at(match),
                        msg("draftkit prints this sentence by itself"),
                        msg("remove it; draftkit writes the sentence from the facts"),
                        (Related(each.place, msg("the phrase of the pack")),),
                    )
                    starts.discard(match.start())


class _Formula(Struct, frozen=True):
    """A standing sentence: how it is recognised, a part of it in lower case, and where it is written."""

    pattern: str
    literal: str
    place: Span


def _formulas(view: View) -> list[_Formula]:
    """The phrases of the pack that are sentences, and have words enough to be recognised by."""
    names = _names(view)
    found = []
    for phrase in view.pack.phrases.values():
        for name, form in phrase.forms.items():
            parts = _TAG.split(form)
            literals = parts[::2]
            if not form.endswith(".") or len(" ".join(literals).split()) < _FEWEST:
                continue
            first = literals[0].split()
            if len(first) >= _FEWEST:
                words = [word.rstrip(".") for word in first[:_MOST]]
                pattern = rf"{' +'.join(map(re.escape, words))}(?!\w)"
                found.append(_Formula(pattern, " ".join(words).lower(), phrase.places.get(name, phrase.span)))
            elif names and not parts[0] and parts[1].startswith("{{") and (rest := _whole(parts[2:])):
                longest = max(literals, key=len).strip(" .").lower()
                pattern = rf"(?i:{names})[^.;:\n]{{0,120}}?{rest}(?!\w)"
                found.append(_Formula(pattern, longest, phrase.places.get(name, phrase.span)))
    return found


def _whole(parts: list[str]) -> str:
    """The pattern of a phrase after its first gap; empty where it has loops or alternatives."""
    written = []
    for part in parts:
        if part.startswith("{{"):
            written.append(r"[^.;:\n]{1,120}?")
        elif part.startswith("{%"):
            word = part.strip("{%-} ").split(" ")[0]
            if word not in ("if", "endif"):
                return ""
            written.append("(?:" if word == "if" else ")?")
        else:
            written.append(re.escape(part).replace(r"\ ", " +"))
    return "".join(written)


def _names(view: View) -> str:
    """The bodies that were asked, and their administrations, as alternatives of a pattern."""
    referral = view.case.facts.referral
    consultees = referral.consultees if referral else ()
    bodies = [body for each in consultees for body in (each.body, *each.sub_referrals)]
    names = {name for body in bodies for name in (body.name, body.administration) if name}
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
