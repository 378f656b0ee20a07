"""Reservations, särskilda uttalanden and ersättaryttranden: are they what they are called, by whom, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from ...facts import plain_key
from ...messages import Message, msg
from ...model import Body, Dissent, Person
from ...patterns import lazily
from ...problems import InQuoted, Related, Severity, Stops
from ...spans import Span
from .outcomes import sentence
from .rule import Finding, case_rule, text_rule
from .text import Passage, Text
from .view import View
from .wording import Difference, Wording, near_twins

# --- what they are called ------------------------------------------------------------------------

_PROPOSES = lazily(
    r"\b(?:föreslå\w*|yrka\w*|bifall\w*|avslå\w*|avslag\w*|hemställ\w*|förordar|återremi\w+|bordlägg\w*)\b"
    r"|\batt [^.\n]{0,80}\b(?:beslutar|ska besluta|skulle ha beslutat)\b"
    r"|\b(?:till förmån för|ställer (?:mig|oss) bakom)\b"
    r"|\breserver\w+ (?:mig|oss|sig)\b",
    re.IGNORECASE,
)
_ATT = lazily(r"(?:(?:samt|och|dels) )?att\b", re.IGNORECASE)


@text_rule("DK350", in_quoted=InQuoted.SAME)
def reservation_without_proposal(text: Text) -> Iterator[Finding]:
    """A reservation does not say what should have been decided instead.

    Who reserves himself has voted for another proposal, and the reservation names it: a list after “beslutar
    följande”, or words such as “bifall till motionen”. A text that only adds a view is a särskilt uttalande, and
    one by an ersättare without a vote an ersättaryttrande. Ask the secretary which it is.

    Bad:
        avvikande/ks-l.md
        ---
        typ: reservation
             ^^^^^^^^^^^
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Vi hade gärna sett att verkstäderna fick en egen lokal.
    Good:
        avvikande/ks-l.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Jag reserverar mig till förmån för mitt eget förslag. Verkstäderna borde ha fått en egen lokal.
    """
    dissent = text.fragment
    if not isinstance(dissent, Dissent) or dissent.kind != "reservation" or _PROPOSES.search(text.plain):
        return
    if not any(_ATT.match(text.of(each)) for each in text.having("item")):
        hint = msg("ask whether it is a särskilt uttalande, or what was proposed")
        yield Finding(dissent.place("typ"), msg("the reservation proposes nothing"), hint)


_ORGAN_DECIDES = r"(?:\w+(?:nämnden|styrelsen)|kommunfullmäktige) (?:beslutar|föreslår)"
_DEMANDS = lazily(
    r"\b(?:(?:jag|vi|\w+(?:partiet|demokraterna|moderaterna|liberalerna)) yrkar|yrkar (?:jag|vi))\b"
    rf"|\b(?:(?:jag|vi) föreslår|föreslår (?:jag|vi)) (?:\w+ )?att {_ORGAN_DECIDES}\b",
    re.IGNORECASE,
)
_DEMAND_VERB = lazily(
    r"(?:(?:samt|och|dels) )?att (?:därutöver |delvis |i övrigt )?(?:bifalla|avslå|avstyrka|tillstyrka|godkänna|uppdra|"
    r"besluta|återremittera|anföra|ge|besvara|anta|avsätta|bevilja|anse)\b",
    re.IGNORECASE,
)
_WITHOUT_VOTE = lazily(r"\b(?:yrkanderätt|rösträtt|förslagsrätt)", re.IGNORECASE)


@case_rule("DK351", Severity.WARNING, Stops.NOTHING)
def demand_in_a_statement(view: View) -> Iterator[Finding]:
    """A särskilt uttalande or an ersättaryttrande has a proposal for a decision.

    Who makes a särskilt uttalande has not been against the decision, and an ersättare without a vote cannot propose
    one. A text that proposes is a reservation; or it says what it would have proposed: “Om jag hade haft yrkanderätt
    hade jag yrkat …”. Ask the secretary which it is; the words are the author's.

    Bad:
        avvikande/ks-l.md
        ---
        typ: särskilt uttalande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Vi yrkar att kommunstyrelsen låter bygga två verkstäder.
        ^^^^^^^^
    Bad:
        avvikande/ks-l.md
        ---
        typ: särskilt uttalande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Jag föreslår att kommunstyrelsen beslutar följande.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        1. Att bifalla motionen
    Good:
        avvikande/ks-l.md
        ---
        typ: ersättaryttrande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Om jag hade haft yrkanderätt hade jag föreslagit att kommunstyrelsen skulle besluta

        1. att bifalla motionen
        2. att därutöver anföra följande:

        Verktygen behövs.
    """
    for dissent in view.case.dissents:
        text = view.text(dissent)
        if text is None or dissent.kind == "reservation" or _WITHOUT_VOTE.search(text.plain):
            continue
        if any(_other_standing(view, dissent, person) for person in dissent.dissenters):
            continue  # told there: by the register it is a reservation
        place = _demand(text)
        if place is not None:
            message = msg("a proposal in what is called {kind}", kind=dissent.kind)
            hint = msg("ask whether it is a reservation")
            yield Finding(place, message, hint, (Related(dissent.place("typ"), msg("called so here")),))


def _demand(text: Text) -> Span | None:
    """The first place where a text proposes a decision."""
    match = _DEMANDS.search(text.plain)
    if match is not None:
        return text.at(match)
    # A list at the very beginning has lost the sentence before it: “Om jag hade haft yrkanderätt …”, perhaps.
    for points in text.lists:
        if points[0] is not text.passages[0] and _DEMAND_VERB.match(text.plain, points[0].start, points[0].end):
            return text.span(points[0].start, points[0].end)
    return None


@text_rule("DK355")
def list_without_lead(text: Text) -> Iterator[Finding]:
    """A dissent begins with a list that nothing leads in.

    The points that begin with “att” need a sentence to belong to: “Jag föreslår att kulturnämnden beslutar följande.”
    It is often lost when the text is copied from the minutes. The words are the author's: ask for them.

    Bad:
        avvikande/ks-l.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        1. att bifalla motionen
           ^^^
        2. att därutöver anföra följande:

        Verktygen behövs.
    Good:
        avvikande/ks-l.md
        ---
        typ: reservation
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Jag föreslår att kommunstyrelsen beslutar

        1. att bifalla motionen
        2. att därutöver anföra följande:

        Verktygen behövs.
    """
    first = next((each for each in text.passages if each.kind != "heading"), None)
    if isinstance(text.fragment, Dissent) and first is not None and first.kind == "item":
        word = text.of(first).partition(" ")[0]
        message = msg("the text begins with a list, which no sentence leads in")
        hint = msg("ask the author for the sentence before it, such as “Jag föreslår att nämnden beslutar följande.”")
        yield Finding(text.span(first.start, first.start + len(word)), message, hint)


# --- who made them, and where --------------------------------------------------------------------


@case_rule("DK352", Severity.WARNING, Stops.NOTHING)
def wrong_standing(view: View) -> Iterator[Finding]:
    """The register says that who made a dissent had another standing in that body.

    An ersättaryttrande is made by an ersättare who does not serve; a ledamot makes a reservation or a särskilt
    uttalande. Only those who take part in a decision can reserve themselves against it (kommunallagen 4 kap. 27 §), so
    an ersättare can when serving in the place of a ledamot. Look in the minutes, and correct the kind or the register.
    Who has offices by the register, but none in that body, has no standing there at all; this is told where others have
    theirs in it, so that the register can be taken to know.

    Bad:
        register/personer.yaml
        eva-brandt:
          namn: Eva Brandt
          parti: L
          uppdrag: [{uppdrag: ledamot, organ: kommunstyrelsen, från: 2030-11-05}]
        jenny-ahl:
          namn: Jenny Ahl
          parti: C
          uppdrag: [{uppdrag: ledamot, organ: kulturnämnden, från: 2030-11-05}]
        avvikande/kun-l.md
        ---
        typ: reservation
        organ: kulturnämnden
        av: [eva-brandt]
             ^^^^^^^^^^
        datum: 2031-05-20
        ---
        Jag yrkar bifall till motionen.
    Bad:
        register/personer.yaml
        eva-brandt:
          namn: Eva Brandt
          parti: L
          uppdrag: [{uppdrag: ledamot, organ: kommunstyrelsen, från: 2030-11-05}]
        avvikande/ks-l.md
        ---
        typ: ersättaryttrande
        organ: kommunstyrelsen
        av: [eva-brandt]
             ^^^^^^^^^^
        datum: 2031-09-17
        ---
        Om jag hade haft yrkanderätt hade jag yrkat bifall.
    Good:
        register/personer.yaml
        eva-brandt:
          namn: Eva Brandt
          parti: L
          uppdrag:
            - {uppdrag: ersättare, organ: kommunstyrelsen, från: 2030-11-05}
            - {uppdrag: ledamot, organ: kulturnämnden}
        avvikande/ks-l.md
        ---
        typ: ersättaryttrande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Om jag hade haft yrkanderätt hade jag yrkat bifall.
    """
    for dissent in view.case.dissents:
        for index, person in enumerate(dissent.dissenters):
            office = _other_standing(view, dissent, person)
            if office:
                message = msg(
                    "{kind} by {name}, who is {office} in {body} by the register",
                    kind=dissent.kind,
                    name=person.name,
                    office=office,
                    body=dissent.body.name,
                )
                hint = (
                    msg("an ersättare can only reserve when serving; see the minutes")
                    if dissent.kind == "reservation"
                    else msg("a ledamot makes a reservation or a särskilt uttalande")
                )
                yield Finding(dissent.place(f"av.{index}", "av"), message, hint)
            elif _outsider(view, dissent, person):
                message = msg(
                    "{name} has no office in {body} by the register", name=person.name, body=dissent.body.name
                )
                hint = msg("see the minutes, and correct “av” or register/personer.yaml")
                yield Finding(dissent.place(f"av.{index}", "av"), message, hint)


def _outsider(view: View, dissent: Dissent, person: Person) -> bool:
    """Whether a dissenter has offices but none in the body, whose members the register otherwise knows."""
    day = _day_of(view, dissent)
    if not person.offices or _offices(person, dissent.body, day):
        return False
    return any(_offices(each, dissent.body, day) for each in view.registers.people.values() if each.offices)


def _other_standing(view: View, dissent: Dissent, person: Person) -> str:
    """The office that a dissenter has, where it is not one that goes with the kind of dissent; else empty."""
    offices = _offices(person, dissent.body, _day_of(view, dissent))
    member = [each for each in offices if "ersättare" not in each and ("ledamot" in each or "ordförande" in each)]
    substitute = [each for each in offices if "ersättare" in each]
    if dissent.kind == "ersättaryttrande" and member:
        return member[0]
    return substitute[0] if dissent.kind == "reservation" and substitute and not member else ""


def _offices(person: Person, body: Body, day: date | None) -> list[str]:
    """What a person is in a body on a day, by the register."""
    names = {plain_key(each) for each in (body.name, body.slug, *body.aliases)}
    return [
        each.office.casefold()
        for each in person.offices
        if each.body is not None
        and plain_key(each.body) in names
        and (day is None or ((each.since is None or each.since <= day) and (each.until is None or day <= each.until)))
    ]


def _day_of(view: View, dissent: Dissent) -> date | None:
    """The day of a dissent: its own, else that of the meeting."""
    if dissent.made_on is not None:
        return dissent.made_on
    board = view.case.facts.proceedings.board
    if dissent.body.kind == "styrelse" and board is not None:
        return board.held_on
    return next((each.meeting_on for each in view.case.responses if each.body.slug == dissent.body.slug), None)


@case_rule("DK354", Severity.WARNING, Stops.NOTHING)
def dissent_before_the_meeting(view: View) -> Iterator[Finding]:
    """A dissent in a body that by the case's stage has not met yet.

    It is not printed until `skede` says that the case has come there. Either the stage should be a later one, with its
    `behandling`, or the dissent was made somewhere else.

    Bad:
        arende.yaml
        skede: beredning
        avvikande/ks-l.md
        ---
        typ: särskilt uttalande
        organ: kommunstyrelsen
               ^^^^^^^^^^^^^^^
        av: [eva-brandt]
        datum: 2031-06-10
        ---
        Det är bra att verktygen kommer.
    Good:
        arende.yaml
        skede: beredning
        avvikande/kun-l.md
        ---
        typ: särskilt uttalande
        organ: kulturnämnden
        av: [eva-brandt]
        datum: 2031-05-20
        ---
        Det är bra att verktygen kommer.
    """
    facts = view.case.facts
    stages = {"styrelse": "kommunstyrelse", "beredning": "borgarrådsberedning"}
    for dissent in view.case.dissents:
        stage = stages.get(dissent.body.kind)
        if stage is not None and not facts.reached(stage):
            message = msg(
                "a dissent in {body}, but the stage is “{stage}”; it is not printed",
                body=dissent.body.name,
                stage=facts.stage,
            )
            related = Related(facts.place("skede"), msg("the stage"))
            yield Finding(dissent.place("organ"), message, msg("write the stage that the case has come to"), (related,))


# --- read against each other ---------------------------------------------------------------------

_SHORTEST = 8  # words of a sentence that can be told to be nearly another
_FORMULA = lazily(r"\b(?:beslutar? följande|enligt följande|följande lydelse|se reservationer)\b", re.IGNORECASE)
_ORGAN = lazily(r".{3,}(?:nämnden|styrelsen|ledningen|kontoret|förvaltningen)s?$")


@case_rule("DK353", Severity.INFO, Stops.NOTHING)
def nearly_the_same_dissent(view: View) -> Iterator[Finding]:
    """Two dissents, or an answer and that of a body it asked in turn, have sentences that are nearly the same.

    It is common, and in order, that a reservation in kommunstyrelsen repeats the one in the nämnd. But then they should
    differ only where it is meant. The place shown is the first where a name or a number differs, or else the first of
    all; compare the two texts from there. The words are their authors', so ask before anything is changed.

    Bad:
        avvikande/ks-l.md
        ---
        typ: särskilt uttalande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Kulturnämnden skriver i sitt svar att verktygen behövs på alla bibliotek i kommunen.
        ^^^^^^^^^^^^^
        avvikande/kun-l.md
        ---
        typ: särskilt uttalande
        organ: kulturnämnden
        av: [eva-brandt]
        datum: 2031-05-20
        ---
        Kulturförvaltningen skriver i sitt svar att verktygen behövs på alla bibliotek i kommunen.
    Good:
        avvikande/ks-l.md
        ---
        typ: särskilt uttalande
        organ: kommunstyrelsen
        av: [eva-brandt]
        datum: 2031-09-17
        ---
        Verktygen behövs på alla bibliotek i kommunen, och det skriver också kulturnämnden i sitt svar.
        avvikande/kun-l.md
        ---
        typ: särskilt uttalande
        organ: kulturnämnden
        av: [eva-brandt]
        datum: 2031-05-20
        ---
        Verktygen behövs på alla bibliotek i kommunen, och det skriver också kulturnämnden i sitt svar.
    """
    for one, other in _to_compare(view):
        mine, theirs = view.wording(one), view.wording(other)
        found = [
            difference
            for sentence in near_twins(mine, theirs, _SHORTEST)
            for difference in sentence
            if not _FORMULA.search(_round(mine, difference))
        ]
        if not found:
            continue
        first = next((each for each in found if _weighty(mine, theirs, each)), found[0])
        name = other.path.rpartition("/")[2]
        related = Related(_span(theirs, first.other), msg("the other text"))
        hint = msg("compare the two from here on")
        yield Finding(_span(mine, first.mine), _unlike(mine, theirs, first, name), hint, (related,))


def _unlike(mine: Wording, theirs: Wording, difference: Difference, path: str) -> Message:
    """How two texts that are nearly the same differ first."""
    here, there = (_words(each, place) for each, place in ((mine, difference.mine), (theirs, difference.other)))
    if not there:
        return msg("nearly the same text as in {path}, which does not have “{words}” here", path=path, words=here)
    if not here:
        return msg("nearly the same text as in {path}, which has “{words}” here too", path=path, words=there)
    return msg(
        "nearly the same text as in {path}, but “{mine}” here is “{other}” there", path=path, mine=here, other=there
    )


def _to_compare(view: View) -> Iterator[tuple[Text, Text]]:
    """The pairs of texts of which one may be a copy: dissents, and an answer with those of the bodies it asked."""
    dissents = [text for each in view.case.dissents if (text := view.text(each))]
    yield from combinations(dissents, 2)
    answers = {entry.body.slug: view.text(entry.response) for entry in view.ledger.entries if entry.response}
    for entry in view.ledger.entries:
        asked = answers.get(entry.body.slug)
        parent = answers.get(entry.asked_by.slug) if entry.asked_by else None
        if asked is not None and parent is not None:
            yield parent, asked


def _weighty(mine: Wording, theirs: Wording, difference: Difference) -> bool:
    """Whether a name or a number has been put for another."""
    (start, end), (other, other_end) = difference.mine, difference.other
    if start == end or other == other_end or end - start != other_end - other:
        return False
    return any(
        word[0].isdigit() or bool(_ORGAN.match(word))
        for word in (*mine.words[start:end], *theirs.words[other:other_end])
    )


def _round(wording: Wording, difference: Difference) -> str:
    """The sentence that a difference stands in."""
    start, end = next(each for each in wording.sentences if each[0] <= difference.mine[0] <= each[1])
    return " ".join(wording.words[start:end])


def _words(wording: Wording, place: tuple[int, int]) -> str:
    """The words at a place, where they are many only the first of them."""
    start, end = place
    if start == end:
        return ""
    return wording.written(start, end) if end - start < 7 else wording.written(start, start + 5) + " …"


def _span(wording: Wording, place: tuple[int, int]) -> Span:
    return wording.span(*_at_least_one(place))


def _at_least_one(place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    return (start, end) if end > start else (max(start - 1, 0), max(start, 1))


_NAME = r"[A-ZÅÄÖÉ][\w’é-]+(?: (?:von|af|de|van|[A-ZÅÄÖÉ][\w’é-]*))*? [A-ZÅÄÖÉ][\w’é-]+"
_PARTY = r"\((?:båda |alla )?[A-ZÅÄÖa-zåäö-]{1,4}\)"
_PEOPLE = rf"{_NAME}(?: {_PARTY})?(?:(?:, | och ){_NAME}(?: {_PARTY})?)*"
_KIND = r"(?:[Rr]eservation(?:en)?|[Ss]ärskilt uttalande|[Ee]rsättaryttrande)"
_POINTER = lazily(
    rf"{_KIND} (?:anmäldes |lämnades |har lämnats |har anmälts )?av (?:ledamoten |ledamöterna |ersättaren )?"
    rf"(?P<of>{_PEOPLE})"
    rf"|(?P<who>{_PEOPLE}) (?:m\.fl\. )?(?:{_PARTY} )?(?:reserverade sig|reserverar sig|anmälde reservation|"
    rf"anmäler reservation|har reserverat sig|"
    rf"lämnade (?:in )?(?:en reservation|ett särskilt uttalande|ett ersättaryttrande))"
    rf"|\b(?:[Rr]eserverade sig|[Rr]eserverar sig) (?P<after>{_PEOPLE})"
    rf"|\b[Hh]ar (?P<between>{_PEOPLE}) reserverat sig"
)
_OF_DISSENTS = ("eserverat sig", "eservation", "eserverade sig", "eserverar sig", "skilt uttalande", "sättaryttrande")
_ONE_NAME = lazily(_NAME)


@case_rule("DK356", Severity.WARNING, Stops.NOTHING)
def dissenter_without_dissent(view: View) -> Iterator[Finding]:
    """A text says that somebody has reserved himself, and the case has no such dissent; or a dissent is another's.

    “Reservation av …, se Reservationer m.m.” is printed by itself, for each file in `avvikande/`. A reservation that is
    only told of in the text of an answer has no file, so it is not printed where it belongs: write one, with
    `text: saknas` until its text is to hand. Where a dissent begins by naming somebody, it is to be those in `av`.
    A text of the rotel's own that names the body too is to name those who made a dissent there.

    Bad:
        synpunkter.md
        I kulturnämnden har Jenny Ahl (C) reserverat sig mot beslutet.
                            ^^^^^^^^^
    Bad:
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Verktygen behövs. Jenny Ahl (C) reserverade sig mot beslutet.
                          ^^^^^^^^^
    Bad:
        avvikande/kun-l.md
        ---
        typ: reservation
        organ: kulturnämnden
        av: [eva-brandt]
        datum: 2031-05-20
        ---
        Reservation av Omar Haddad (L)
                       ^^^^^^^^^^^

        Jag yrkar bifall till motionen.
    Good:
        remissvar/kulturnamnden.md
        # Beslut

        1. Beslutet justeras omedelbart.

        # Svar

        Verktygen behövs. Eva Brandt (L) reserverade sig mot beslutet.
        avvikande/kun-l.md
        ---
        typ: reservation
        organ: kulturnämnden
        av: [eva-brandt]
        datum: 2031-05-20
        ---
        Reservation av Eva Brandt (L)

        Jag yrkar bifall till motionen.
    """
    for response in view.case.responses:
        text = view.text(response)
        here = [each for each in view.case.dissents if each.body.slug == response.body.slug]
        known = {person.name.casefold() for each in here for person in each.dissenters}
        for start, name in _named(text) if text else ():
            if name.casefold() not in known:
                assert text is not None
                message = msg("there is no dissent by {name} in {body}", name=name, body=response.body.name)
                hint = msg("write it in avvikande/, with “text: saknas” until its text is to hand")
                yield Finding(text.span(start, start + len(name)), message, hint)
    yield from _told_by_the_rotel(view)
    for dissent in view.case.dissents:
        text = view.text(dissent)
        known = {person.name.casefold() for person in dissent.dissenters}
        for start, name in _named(text, text.passages[0]) if text and text.passages else ():
            if name.casefold() not in known:
                assert text is not None
                message = msg("the text names {name}, who is not among those in “av”", name=name)
                related = Related(dissent.place("av"), msg("by these"))
                yield Finding(
                    text.span(start, start + len(name)), message, msg("correct the one that is wrong"), (related,)
                )


def _told_by_the_rotel(view: View) -> Iterator[Finding]:
    """Those whom a text of the rotel's own says have made a dissent in this case, and who have not."""
    raised = [each.raised_on.year for each in view.case.facts.initiatives if each.raised_on]
    for section in view.case.sections:
        text = view.text(section)
        for start, name in _named(text) if text else ():
            assert text is not None
            first, end = sentence(text.plain, start)
            words = text.lowered[first:end]
            earlier = any(int(year) < min(raised, default=0) for year in re.findall(r"\b(?:19|20)\d\d\b", words))
            if earlier or "tidigare" in words or "förra" in words:
                continue
            bodies = [each for each in view.registers.bodies.values() if each.name.casefold() in words]
            slugs = {each.slug for each in bodies}
            there = [each for each in view.case.dissents if len(slugs) != 1 or each.body.slug in slugs]
            if all(person.name.casefold() != name.casefold() for each in there for person in each.dissenters):
                message = (
                    msg("there is no dissent by {name} in {body}", name=name, body=bodies[0].name)
                    if len(slugs) == 1
                    else msg("there is no dissent by {name}", name=name)
                )
                hint = msg("write it in avvikande/, with “text: saknas” until its text is to hand")
                yield Finding(text.span(start, start + len(name)), message, hint)


def _named(text: Text, passage: Passage | None = None) -> Iterator[tuple[int, str]]:
    """Those who are said to have made a dissent, in a text or one passage of it, and where each name stands."""
    if not any(each in text.plain for each in _OF_DISSENTS):
        return
    start, end = (passage.start, passage.end) if passage else (0, len(text.plain))
    for match in _POINTER.finditer(text.plain, start, end):
        group = next(each for each in ("of", "who", "after", "between") if match[each])
        for name in _ONE_NAME.finditer(text.plain, *match.span(group)):
            yield name.start(), name[0]
