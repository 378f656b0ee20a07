"""A whole document in Akoma Ntoso 3.0 (OASIS LegalDocML): its metadata, and its text as akntext.py has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ...model import Case, Dissent, Quoted, Response
from ...swedish.dates import long_date
from .. import assemble
from ..ledger import Ledger
from ..load.pack import Pack
from ..render import Document
from . import akntext
from .actors import Actors
from .element import Element, element
from .identifiers import identify
from .naming import Names, address
from .texts import Laid

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:draftkit:akn"  # the namespace of what Akoma Ntoso has no word for


class Facts(Struct, frozen=True):
    """What the document is made of; `draft` are a draft's eight digits."""

    case: Case
    ledger: Ledger
    pack: Pack
    statement: assemble.Statement
    document: Document
    draft: str | None


def akoma_ntoso(facts: Facts, laid: Laid) -> Element:
    """The document, with its identifiers."""
    names = _names(facts)
    actors = Actors(names)
    author = actors.municipality()
    text = akntext.parts(facts.document, laid, _quotes(facts, actors))
    steps = list(_steps(facts, actors))
    preface = [*_draft_mark(facts.draft), *text.preface]
    attachments = [_attachment(each, facts, names, author) for each in text.attachments]
    statement = element(
        "statement",
        element("meta", _identification(facts, names, author), *_history(facts, actors, steps, author),
                _references(facts, actors, author), _own(facts, author)),
        *([element("preface", *preface)] if preface else []),
        element("mainBody", *(text.body or [element("p")])),
        *([element("attachments", *attachments)] if attachments else []),
        name=names.subtype, contains="originalVersion",
    )  # fmt: skip
    root = element("akomaNtoso", statement)
    identify(root)
    return root


def _names(facts: Facts) -> Names:
    case = facts.case
    began = [each.raised_on for each in case.facts.initiatives if each.raised_on]
    return Names(
        kind=facts.pack.facts.title or facts.pack.name,
        municipality=case.settings.municipality,
        case_number=case.facts.case_number,
        began=min(began, default=facts.statement.day),
        day=facts.statement.day,
        language=case.settings.language,
        draft=facts.draft,
    )


def _draft_mark(draft: str | None) -> list[Element]:
    """What a draft says first of all. It is no part of the text, as the mark on each page of a PDF is not."""
    if draft is None:
        return []
    return [element("container", element("p", element("docStatus", f"UTKAST {draft}")), name="utkast")]


# --- who wrote what, and what to mark ----------------------------------------------------------------


def _quotes(facts: Facts, actors: Actors) -> akntext.Quotes:
    by_path = {each.path: each for each in facts.case.fragments if isinstance(each, (Response, Dissent))}
    authors = {}
    for key, part in facts.statement.parts.items():
        quoted = by_path.get(part.path)
        if quoted is not None:
            authors[key] = _author(quoted, actors)
    return akntext.Quotes(authors, _marks(facts, actors))


def _author(quoted: Quoted, actors: Actors) -> str:
    if isinstance(quoted, Dissent):
        people = [actors.person(each, quoted.made_on) for each in quoted.dissenters]
        return " ".join([*people, actors.body(quoted.body)])
    assert isinstance(quoted, Response)
    return actors.body(quoted.body)


def _marks(facts: Facts, actors: Actors) -> dict[str, akntext.Marks]:
    """The words that are marked in the head of the document and in its signature, by the pack's style."""
    case = facts.case.facts
    head = [(case.case_number, lambda text: element("docketNumber", text))]
    if case.number:
        head.append((case.number, lambda text: element("docNumber", text)))
    movers = [
        (each.name, _person(actors.person(each, initiative.raised_on)))
        for initiative in case.initiatives
        for each in initiative.movers
    ]
    found = {
        "Etikett": head,
        "Title": [(case.title, lambda text: element("docTitle", text))],
        "Motionär": movers,
    }
    board = case.proceedings.board if case.reached("kommunstyrelse") else None
    if board is not None:
        day, title = board.held_on.isoformat(), actors.role(board.title)
        who = actors.person(board.signatory, board.held_on)
        found["Underskrift"] = [
            (long_date(board.held_on), lambda text: element("date", text, date=day)),
            (board.signatory.name, lambda text: element("signature", _person(who, title)(text))),
            (board.title, lambda text: element("role", text, refersTo=title)),
        ]
    return dict(found)


def _person(reference: str, role: str | None = None) -> akntext.Mark:
    return lambda text: element("person", text, refersTo=reference, **{"as": role})


# --- metadata ----------------------------------------------------------------------------------------


def _identification(facts: Facts, names: Names, author: str, part: str = "main") -> Element:
    case = facts.case.facts
    aliases = [element("FRBRalias", value=case.case_number, name="diarienummer")]
    aliases += [element("FRBRalias", value=case.number, name="nummer")] if case.number else []
    aliases += [element("FRBRalias", value=case.title, name="rubrik")]
    by = element("FRBRauthor", href=author)
    day = element("FRBRdate", date=names.day.isoformat(), name="ärendets senaste dag")
    version = [element("FRBRversionNumber", value=names.version)] if names.version else []
    unreliable = [element("FRBRauthoritative", value="false")] if names.version else []
    return element(
        "identification",
        element(
            "FRBRWork",
            element("FRBRthis", value=f"{names.work}/!{part}"),
            element("FRBRuri", value=names.work),
            *(aliases if part == "main" else []),
            element("FRBRdate", date=names.began.isoformat(), name="ärendets första dag"),
            by,
            element("FRBRcountry", value="se"),
            element("FRBRsubtype", value=names.subtype),
            element("FRBRnumber", value=names.work.rpartition("/")[2], showAs=case.case_number),
        ),
        element(
            "FRBRExpression",
            element("FRBRthis", value=f"{names.expression}/!{part}"),
            element("FRBRuri", value=names.expression),
            day, by, *version, *unreliable,
            element("FRBRlanguage", language=names.spoken),
        ),
        element(
            "FRBRManifestation",
            element("FRBRthis", value=f"{names.expression}/!{part}.xml"),
            element("FRBRuri", value=f"{names.expression}.akn"),
            day, by,
            element("FRBRformat", value="application/akn+xml"),
        ),
        source=author,
    )  # fmt: skip


class _Step(Struct, frozen=True):
    """Something that happened: what, when, who did it, as what, and what came of it."""

    event: str
    day: date
    by: str
    role: str | None = None
    outcome: str | None = None


def _steps(facts: Facts, actors: Actors) -> Iterator[_Step]:
    """What the case says has happened, as far as it has come; what has no day is in no calendar."""
    case = facts.case.facts
    for initiative in case.initiatives:
        if day := initiative.raised_on:
            for mover in initiative.movers:
                by, role = actors.person(mover, day), actors.role("motionär")
                yield _Step(actors.event(f"{initiative.kind} väckt"), day, by, role)
    if case.referral and case.referral.sent_on:
        yield _Step(actors.event("remiss utskickad"), case.referral.sent_on, actors.municipality())
    for entry in facts.ledger.entries:
        if entry.answered_on:
            role, outcome = actors.role("remissinstans"), actors.outcome(entry.status.value)
            yield _Step(actors.event("remiss besvarad"), entry.answered_on, actors.body(entry.body), role, outcome)
    yield from _decisions(facts, actors)


def _decisions(facts: Facts, actors: Actors) -> Iterator[_Step]:
    case, steps = facts.case.facts, facts.case.facts.proceedings
    committee, board, council = steps.committee, steps.board, steps.council
    known = [each.body for each in facts.case.dissents]
    known += [body for each in facts.case.proposals for body in (each.proposer, each.decider) if body]
    if committee and committee.held_on and case.reached("borgarrådsberedning"):
        day, outcome = committee.held_on, actors.outcome(committee.outcome)
        for each in case.presenters:
            yield _Step(actors.event("ärendet föredraget"), day, actors.person(each, day), actors.role("föredragande"))
        yield _Step(
            actors.event("ärendet berett"),
            day,
            actors.meeting("borgarrådsberedningen", known, "beredning"),
            None,
            outcome,
        )
    if board and case.reached("kommunstyrelse"):
        outcome = actors.outcome(board.outcome)
        yield _Step(
            actors.event("ärendet berett"),
            board.held_on,
            actors.meeting("kommunstyrelsen", known, "styrelse"),
            None,
            outcome,
        )
    if council and case.reached("kommunfullmäktige"):
        yield _Step(
            actors.event("ärendet avgjort"), council.held_on, actors.meeting("kommunfullmäktige", known, "fullmäktige")
        )


def _history(facts: Facts, actors: Actors, steps: list[_Step], author: str) -> list[Element]:
    """When the text came to be, and the steps on the way, in the order of their days."""
    born = element(
        "eventRef", date=facts.statement.day.isoformat(), source=author, type="generation", eId="eref_1",
        refersTo=actors.event("texten i denna lydelse"),
    )  # fmt: skip
    found = [element("lifecycle", born, source=author)]
    if steps:
        inside = [
            element("step", eId=f"step_{number}", date=each.day.isoformat(), by=each.by, refersTo=each.event,
                    outcome=each.outcome, **{"as": each.role})
            for number, each in enumerate(sorted(steps, key=lambda step: step.day), start=1)
        ]  # fmt: skip
        found.append(element("workflow", *inside, source=author))
    return found


def _references(facts: Facts, actors: Actors, author: str) -> Element:
    bilagor = [
        element("hasAttachment", eId=f"bilaga.{number}", href=f"!bilaga_{number}", showAs=each.title)
        for number, each in enumerate(facts.case.facts.appendices, start=1)
    ]
    return element("references", *bilagor, *actors.found.values(), source=author)


def _own(facts: Facts, author: str) -> Element:
    """What Akoma Ntoso has no word for."""
    case = facts.case.facts
    inside = [element("dk:rotel", case.rotel), element("dk:skede", case.stage)]
    return element("proprietary", *inside, source=author)


def _attachment(found: akntext.Attachment, facts: Facts, names: Names, author: str) -> Element:
    if found.file is not None:
        title = facts.case.facts.appendices[found.number - 1].title
        return element("attachment", *found.heading, element("documentRef", href=address(found.file), showAs=title))
    meta = element("meta", _identification(facts, names, author, f"bilaga_{found.number}"))
    body = element("mainBody", *(found.body or [element("p")]))
    return element("attachment", *found.heading, element("doc", meta, body, name="bilaga"))
