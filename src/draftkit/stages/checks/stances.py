"""What each body wants to become of the motion: in its answer, and as the rotel tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ...messages import msg
from ...patterns import lazily
from ...problems import Related, Severity, Stops
from ..ledger import Entry
from .motions import demands_named
from .outcomes import PARTLY, outcomes, sentence
from .rule import Finding, case_rule
from .summaries import WHAT_IT_SAYS, first_words
from .text import WORD, Text
from .view import View
from .wording import stems

_DENIED = lazily(r"\b(?:inte|ej|varken|inga|inget|ingen|utan)\b", re.IGNORECASE)


class _Stance(Struct, frozen=True):
    """What somebody says for (1) or against (-1) something, or of a motion that it is answered (0)."""

    sign: int
    of_motion: bool
    start: int
    end: int
    about: frozenset[str]


@case_rule("DK327", Severity.WARNING, Stops.NOTHING)
def stance_contradiction(view: View) -> Iterator[Finding]:
    """A summary says tillstyrker where the answer says avstyrker, or the other way round.

    Nothing in a summary matters more than the stance. It is compared with the decision and with the text that is
    quoted; where an answer says yes to one thing and no to another, what they are said of is compared too. So is a
    text of the rotel's own that says of a body that was asked that it tillstyrker or avstyrker the motion.

    Bad:
        synpunkter.md
        Kulturnämnden avstyrker motionen.
                      ^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Kulturnämnden tillstyrker motionen.

        # Svar

        Verktygen behövs.
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker motionen.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker förslaget om reparationsverkstäder.
                      ^^^^^^^^^^^
        arendet.md
        Motionärerna föreslår att kommunfullmäktige beslutar

        1. att verktyg ska kunna lånas
        2. att reparationsverkstäder ska öppnas.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen tillstyrker att-sats 1. Det är däremot för dyrt att bygga, och att-sats 2 avstyrks.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden avstyrker motionen.
                      ^^^^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Kulturnämnden tillstyrker motionen.

        # Svar

        Verktygen behövs.
    Bad:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden föreslår att motionen avslås.
                                            ^^^^^^
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Kulturförvaltningen föreslår att motionen anses besvarad med vad som sägs i tjänsteutlåtandet.
    Good:
        sammanfattningar/kulturnamnden.md
        Kulturnämnden tillstyrker förslaget om verktyg men avstyrker förslaget om verkstäder.
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Förvaltningen tillstyrker verktygslån. Att öppna verkstäder på biblioteken avstyrker förvaltningen däremot.
    """
    for entry in view.ledger.entries:
        summary = view.text(entry.summary) if entry.summary else None
        answer = view.text(entry.response) if entry.response else None
        if summary is None or answer is None:
            continue
        others = _names_of_others(view, entry)
        answered = list(_stances(answer, others)) if any(outcomes(summary.plain)) else []
        for stance in _stances(summary, others) if answered else ():
            against = _contradicting(stance, answered) or _of_what_it_opposes(view, stance, summary, answer, answered)
            if against is not None:
                message = msg(
                    "the summary says “{word}”, but the answer says “{other}”",
                    word=summary.plain[stance.start : stance.end],
                    other=answer.plain[against.start : against.end],
                )
                related = Related(answer.span(against.start, against.end), msg("the answer"))
                yield Finding(summary.span(stance.start, stance.end), message, WHAT_IT_SAYS, (related,))
    yield from _stances_in_own_texts(view)


def _stances_in_own_texts(view: View) -> Iterator[Finding]:
    """What the rotel's own texts say that a body tillstyrker or avstyrker, where it does the opposite, or neither."""
    for section in view.case.sections:
        own = view.text(section)
        if own is None or "styrker" not in own.plain:
            continue
        for entry in view.ledger.entries:
            summary = view.text(entry.summary) if entry.summary else None
            answer = view.text(entry.response) if entry.response else None
            if summary is None or answer is None:
                continue
            name = "|".join(re.escape(each) for each in entry.body.names)
            says = re.compile(
                rf"(?<![\w-])(?:{name}) (?P<verb>(?P<yes>till)styrker|avstyrker) (?:hela )?motion(?:en|erna)\b(?! i )",
                re.IGNORECASE,
            )
            for match in says.finditer(own.plain):
                others = _names_of_others(view, entry)
                taken = [each for text in (summary, answer) for each in _stances(text, others)]
                sign = 1 if match["yes"] else -1
                against = next((each for each in taken if each.of_motion and each.sign == -sign), None)
                leaning = _FOR if match["yes"] else _AGAINST
                if any(each.sign == sign for each in taken) or (
                    against is None and any(leaning.search(text.plain) for text in (summary, answer))
                ):
                    continue
                message = msg("the answer from {name} does not say “{word}”", name=entry.body.name, word=match["verb"])
                place = answer.span(*first_words(answer))
                yield Finding(own.at(match, "verb"), message, WHAT_IT_SAYS, (Related(place, msg("the answer")),))


_FOR = lazily(
    r"tillstyrk|bifall|positiv|välkomn|ställer (?:sig|oss) bakom|stöd|\bdela[rd]|instäm|\bgo[dt]\w*\b|godkän|\bbra\b"
    r"|(?:inget|inga|ingen|utan) (?:att |att invända|erinr|invänd)|tillgodose|angeläg|viktig|\bser gärna",
    re.IGNORECASE,
)
_AGAINST = lazily(
    r"avstyrk|(?<!ansök)avslå|avvis|avråd|negativ|invänd|motsätt|tvek|kritisk|olämplig|\b(?:inte|ej|inga|ingen|inget|nej)\b",
    re.IGNORECASE,
)


def _of_what_it_opposes(
    view: View, stance: _Stance, summary: Text, answer: Text, answered: list[_Stance]
) -> _Stance | None:
    """The stance that the answer takes on the same thing with the opposite sign, read with all that stands round it.

    An answer often says what it is about in a heading, or by the number of an att-sats.
    """
    opposed = [each for each in answered if stance.sign and each.sign == -stance.sign]
    same = [each for each in answered if each.sign == stance.sign]
    if stance.of_motion or not opposed or not same:
        return None
    last = _OBJECT_ENDS.search(summary.plain, stance.end)
    words = WORD.findall(summary.lowered, stance.end, last.start() if last else len(summary.plain))
    about = {each for each in words if len(each) > 5 and not each.startswith(_GENERAL)}
    if any(_among(about, _round(view, answer, each)) for each in same):
        return None
    return next((each for each in opposed if _among(about, _round(view, answer, each))), None)


_OBJECT_ENDS = lazily(
    r"[.;,\n]| och (?:anser|menar|vill|framhåller|tillstyrker|avstyrker|bedömer|föreslår)| men | eftersom "
)
_GENERAL = ("förslag", "motion", "att-sats", "samtlig", "kommun")


def _round(view: View, text: Text, stance: _Stance) -> list[str]:
    """The words of a stance's sentence, of the heading above it and of the att-satser that it names."""
    start, end = sentence(text.plain, stance.start)
    heading = next((each for each in reversed(text.passages) if each.kind == "heading" and each.end <= start), None)
    words = WORD.findall(text.lowered, start, end) + demands_named(view, text.plain[start:end])
    return words + (WORD.findall(text.lowered, heading.start, heading.end) if heading else [])


def _among(about: set[str], words: list[str]) -> bool:
    """Whether one of the words is there, with whatever ending: skyfallsråd, skyfallsrådet, but not skyfall."""
    return any(
        abs(len(one) - len(other)) <= 3 and (one.startswith(other) or other.startswith(one))
        for one in about
        for other in words
    )


def _contradicting(stance: _Stance, answered: list[_Stance]) -> _Stance | None:
    """The stance of the answer that the summary's contradicts, if there is one."""
    if stance.of_motion:
        whole = [each for each in answered if each.of_motion]
        if whole:
            return None if any(each.sign == stance.sign for each in whole) else whole[0]
    same = [each for each in answered if each.sign == stance.sign]
    opposed = [each for each in answered if stance.sign and each.sign == -stance.sign]
    if not same:
        return opposed[0] if opposed else None
    # The answer says yes to one thing and no to another.
    if any(each.about & stance.about for each in same):
        return None
    return next((each for each in opposed if len(each.about & stance.about) > 1), None)


def _stances(text: Text, others: frozenset[str]) -> Iterator[_Stance]:
    """The stances that a text takes for its own part."""
    plain = text.plain
    for said in outcomes(plain):
        first, last = sentence(plain, said.start)
        last = min((at for mark in (";", " men ") if (at := plain.find(mark, said.end, last)) >= 0), default=last)
        before, after = plain[first : said.start], plain[said.end : last]
        if not (said.stance or said.of_motion) or any(name in before.casefold() for name in others):
            continue
        sign = _SIGNS[said.outcome]
        if _DENIED.search(" ".join(before.split()[-4:])) or _DENIED.match(after.strip()):
            sign = -sign
        of_motion = said.of_motion and not PARTLY.search(plain[first:last])
        yield _Stance(sign, of_motion, said.start, said.end, stems([word.casefold() for word in WORD.findall(after)]))


_SIGNS = {"bifall": 1, "avslag": -1, "besvarad": 0}


def _names_of_others(view: View, entry: Entry) -> frozenset[str]:
    """The names of the others that were asked."""
    own = {name.casefold() for name in entry.body.names}
    return frozenset(name.casefold() for each in view.ledger.entries for name in each.body.names) - own
