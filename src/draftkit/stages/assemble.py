"""Stage 3: a Case becomes a Statement: the plain data that a template prints, and the texts that go in its places.

Nothing is worded here: every sentence stands in the pack (fraser.yaml and its template).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from ..blocks import Block, div, numbered, paragraph, unnumbered_if_single
from ..facts import plain_key
from ..messages import Message, msg
from ..model import Appendix, Attachment, Body, Case, Dissent, Fragment, Initiative, Person, Proposal, Quoted
from ..spans import top_of
from ..swedish.people import Named, short, with_parties
from .checks.appendices import path_of
from .ledger import Entry, Ledger, Status, in_print_order
from .load.pack import Pack


class Place(Struct, frozen=True):
    """Where a template puts a text: the key of a Part."""

    key: str


class Part(Struct, frozen=True):
    """A text on its way into the document: some blocks of one file."""

    key: str
    path: str
    blocks: tuple[Block, ...]
    language: str | None = None  # where it is not the document's


class Unprinted(Struct, frozen=True):
    """A file that is not printed, and why."""

    path: str
    reason: Message


class PdfPage(Struct, frozen=True):
    """One page of a PDF bilaga: the file, the page (from 1), and what its alternative text is made of.

    `title` is what the bilaga shows, where somebody has written that; `heading` what it is called.
    """

    path: str
    number: int
    count: int
    title: str
    appendix: int
    heading: str

    @property
    def copy(self) -> str:
        """The name that the original has beside the document and in it."""
        return f"bilaga-{self.appendix}-{posixpath.basename(self.path)}"


class Statement(Struct, frozen=True):
    """The document before it has a form: data for the template, and the parts that it calls for."""

    data: Mapping[str, Any]
    parts: Mapping[str, Part]
    pdf_pages: tuple[PdfPage, ...]
    unprinted: tuple[Unprinted, ...]
    genitives: Mapping[str, str]
    languages: Mapping[str, str]
    title: str
    author: str
    day: date


class _Parts(Struct):
    """Collects the parts, so that each is placed under one key. `languages` has those of files in another one."""

    languages: Mapping[str, str]
    found: dict[str, Part] = field(default_factory=dict)

    def place(self, key: str, path: str, blocks: Sequence[Block]) -> Place | None:
        """A place for `blocks`; None where there are none, so that a template can say what is missing."""
        if not blocks:
            return None
        self.found[key] = Part(key, path, tuple(blocks), self.languages.get(path))
        return Place(key)


def statement(
    case: Case, ledger: Ledger, pack: Pack, attachments: Mapping[str, Attachment], bodies: Sequence[Body]
) -> Statement:
    """The statement of `case`. `attachments` are the bilagor that are no Markdown, by path."""
    parts = _Parts({each.path: each.language for each in case.fragments if isinstance(each, Quoted) and each.language})
    facts = case.facts
    data = {
        "kommun": case.settings.municipality,
        "ort": case.settings.town,
        "ärende": {
            "dnr": facts.case_number,
            "nummer": facts.number,
            "rubrik": facts.title,
            "rotel": facts.rotel,
            "skede": facts.stage,
            "antal": len(facts.initiatives),
        },
        "fakta": {key: _plain(value) for key, value in facts.extra.items()},
        "föredragande": [person.name for person in facts.presenters],
        "initiativ": [_initiative(each) for each in facts.initiatives],
        "förslag": _proposals(case, pack, parts),
        "avsnitt": _sections(case, pack, parts),
        "rubriker": {spec.slot: spec.title for spec in pack.facts.sections},
        "remiss": _referral(case, ledger),
        "sammanfattningar": [_summary(entry, parts) for entry in ledger.having(Status.ANSWERED)],
        "svar": [_answer(entry, ledger, parts) for entry in ledger.direct() if _has_answers(entry, ledger)],
        "avvikande": _dissents(case, ledger, parts),
        "behandling": _proceedings(case),
        "bilagor": [
            _appendix(case, number, each, attachments, parts) for number, each in enumerate(facts.appendices, start=1)
        ],
    }
    return Statement(
        data, parts.found, _pdf_pages(case, attachments), _unprinted(case, parts.found),
        genitives={body.name: body.genitive for body in bodies if body.genitive},
        languages=_languages(case, bodies),
        title=facts.title, author=case.settings.municipality, day=_day(case),
    )  # fmt: skip


def _languages(case: Case, bodies: Sequence[Body]) -> dict[str, str]:
    """The names and words that are in another language, and which; what the case says of one goes before the rest."""
    names = {body.name: body.language for body in bodies if body.language}
    listed = [*case.settings.foreign, *case.facts.foreign]
    return names | {word: each.language for each in listed for word in each.words}


def _plain(value: object) -> object:
    """A pack's own fact as a template sees it."""
    return value.name if isinstance(value, (Body, Person)) else value


def _day(case: Case) -> date:
    """The latest day of the case's own: what a finished document says of when it was made."""
    facts, steps = case.facts, case.facts.proceedings
    days = [facts.decided_on(), *(each.raised_on for each in facts.initiatives)]
    days += [facts.referral.sent_on] if facts.referral else []
    days += [step.held_on for step in (steps.committee, steps.board) if step and facts.reached("kommunstyrelse")]
    return max(day for day in [*days, date(1980, 1, 1)] if day is not None)


def _named(people: Sequence[Person], day: date | None) -> list[Named]:
    return [Named(person.name, person.party_on(day)) for person in people]


def _initiative(initiative: Initiative) -> dict[str, Any]:
    people = _named(initiative.movers, initiative.raised_on)
    return {
        "typ": initiative.kind,
        "nummer": initiative.number,
        "väckt": initiative.raised_on,
        "handling": initiative.record_number,
        "motionärer": [person.name for person in people],
        "av": with_parties(people),
        "av_kort": short(people),
    }


def _proposals(case: Case, pack: Pack, parts: _Parts) -> list[dict[str, Any]]:
    """The proposals in the pack's order of deciding bodies."""
    found = []
    for spec in pack.facts.proposals:
        for each in case.proposals:
            if each.decider.kind == spec.decider:
                found.append(_proposal(each, parts))
    return found


def _proposal(proposal: Proposal, parts: _Parts) -> dict[str, Any]:
    own = proposal.proposer is None or proposal.proposer.slug == proposal.decider.slug
    blocks = unnumbered_if_single(numbered(proposal.prose.slot()))
    return {
        "beslutar": proposal.decider.name,
        "föreslår": None if own or proposal.proposer is None else proposal.proposer.name,
        "text": parts.place(f"förslag:{proposal.path}", proposal.path, blocks),
    }


def _sections(case: Case, pack: Pack, parts: _Parts) -> dict[str, Place | None]:
    by_slot = {plain_key(each.slot): each for each in case.sections}
    found: dict[str, Place | None] = {}
    for spec in pack.facts.sections:
        section = by_slot.get(plain_key(spec.slot))
        found[spec.slot] = parts.place(f"avsnitt:{spec.slot}", section.path, section.prose.slot()) if section else None
    return found


# --- the remiss ----------------------------------------------------------------------------------


def _referral(case: Case, ledger: Ledger) -> dict[str, Any] | None:
    if case.facts.referral is None:
        return None
    office = [
        entry for entry in ledger.having(Status.ANSWERED) if entry.response and entry.response.kind == "kontorsyttrande"
    ]
    return {
        "instanser": [entry.body.name for entry in ledger.direct()],
        "underremisser": [_sub_referral(entry, ledger) for entry in ledger.direct() if ledger.below(entry.body)],
        "kontorsyttranden": [sender(entry) for entry in office],
        "avstått": [entry.body.name for entry in ledger.having(Status.DECLINED)],
        "saknas": [entry.body.name for entry in ledger.having(Status.MISSING)],
        "väntar": [entry.body.name for entry in ledger.having(Status.WAITING)],
        "svar_senast": case.facts.referral.due_on,
    }


def _sub_referral(entry: Entry, ledger: Ledger) -> dict[str, Any]:
    below = [each.body for each in ledger.below(entry.body)]
    return {
        "av": entry.body.name,
        "till": [body.name for body in below],
        "dotterbolag": all(body.kind == "dotterbolag" for body in below),
    }


def _summary(entry: Entry, parts: _Parts) -> dict[str, Any]:
    summary = entry.summary
    text = parts.place(f"sammanfattning:{entry.body.slug}", summary.path, summary.prose.slot()) if summary else None
    return {"organ": entry.body.name, "text": text}


def _has_answers(entry: Entry, ledger: Ledger) -> bool:
    return any(each.status is Status.ANSWERED for each in (entry, *ledger.below(entry.body)))


def sender(entry: Entry) -> str:
    """Who wrote the text that is quoted: the administration where one did, else the body itself."""
    kind = entry.response.kind if entry.response else ""
    by_office = kind in ("nämndbeslut", "kontorsyttrande", "tjänsteutlåtande")
    return entry.body.administration if by_office and entry.body.administration else entry.body.name


def _answer(entry: Entry, ledger: Ledger, parts: _Parts) -> dict[str, Any]:
    return {
        "organ": entry.body.name,
        "svar": _quoted(entry, parts) if entry.status is Status.ANSWERED else None,
        "avvikande": [_pointer(each) for each in entry.dissents],
        "underremisser": [
            _answer(each, ledger, parts) for each in ledger.below(entry.body) if each.status is Status.ANSWERED
        ],
    }


def _quoted(entry: Entry, parts: _Parts) -> dict[str, Any]:
    response = entry.response
    assert response is not None  # an answered entry has its answer
    texts = {}
    for slot, blocks in response.prose.slots.items():
        shown = unnumbered_if_single(blocks) if plain_key(slot) == "beslut" else blocks
        texts[plain_key(slot) or "svar"] = parts.place(f"svar:{entry.body.slug}:{slot}", response.path, shown)
    return {
        "typ": response.kind,
        "avsändare": sender(entry),
        "sammanträde": response.meeting_on,
        "datum": response.dated_on,
        "huvudsak": response.rendering == "i huvudsak",
        "beslut": texts.get("beslut"),
        "text": texts.get("svar"),
    }


# --- dissents, proceedings, bilagor --------------------------------------------------------------


def _pointer(dissent: Dissent) -> dict[str, Any]:
    day = dissent.made_on
    return {"typ": dissent.kind, "av": with_parties(_named(dissent.dissenters, day)), "finns": not dissent.prose.empty}


def _dissents(case: Case, ledger: Ledger, parts: _Parts) -> dict[str, Any]:
    """Those of kommunstyrelsen and borgarrådsberedningen, and those of the bodies that answered, in their order."""
    answered = [
        entry for entry in ledger.having(Status.ANSWERED) if any(not each.prose.empty for each in entry.dissents)
    ]
    return {
        "borgarrådsberedning": _whole(case, "beredning", parts) if case.facts.reached("borgarrådsberedning") else [],
        "kommunstyrelse": _whole(case, "styrelse", parts) if case.facts.reached("kommunstyrelse") else [],
        "nämnder": [
            {
                "organ": entry.body.name,
                "lista": [_with_text(each, parts) for each in entry.dissents if not each.prose.empty],
            }
            for entry in answered
        ],
    }


def _whole(case: Case, kind: str, parts: _Parts) -> list[dict[str, Any]]:
    return [_with_text(each, parts) for each in in_print_order(case.dissents) if each.body.kind == kind]


def _with_text(dissent: Dissent, parts: _Parts) -> dict[str, Any]:
    return {**_pointer(dissent), "text": parts.place(f"avvikande:{dissent.path}", dissent.path, dissent.prose.slot())}


def _proceedings(case: Case) -> dict[str, Any]:
    facts, steps = case.facts, case.facts.proceedings
    committee = steps.committee if facts.reached("borgarrådsberedning") else None
    board = steps.board if facts.reached("kommunstyrelse") else None
    return {
        "borgarrådsberedning": {"datum": committee.held_on, "utfall": committee.outcome} if committee else None,
        "kommunstyrelse": {
            "datum": board.held_on,
            "utfall": board.outcome,
            "undertecknare": board.signatory.name,
            "titel": board.title,
        }
        if board
        else None,
    }


def _appendix(
    case: Case, number: int, appendix: Appendix, attachments: Mapping[str, Attachment], parts: _Parts
) -> dict[str, Any]:
    path = path_of(case.folder, appendix) or ""
    text = (
        parts.place(f"bilaga:{number}", path, _appendix_blocks(case, appendix, path, attachments))
        if appendix.included
        else None
    )
    return {
        "nummer": number, "rubrik": appendix.title, "dnr": appendix.record_number,
        "i_dokumentet": appendix.included, "sida_för_sida": appendix.suffix == ".pdf", "text": text,
    }  # fmt: skip


def _appendix_blocks(case: Case, appendix: Appendix, path: str, attachments: Mapping[str, Attachment]) -> list[Block]:
    if appendix.suffix == ".md":
        return [block for each in case.appendix_texts if each.path == path for block in each.prose.slot()]
    if appendix.suffix in (".png", ".jpg"):
        alternative = paragraph(appendix.alternative or "")["c"]
        return [Block({"t": "Para", "c": [{"t": "Image", "c": [["", [], []], alternative, [path, ""]]}]}, top_of(path))]
    attachment = attachments.get(path, Attachment())
    if appendix.suffix == ".pdf":
        return [Block(div([], pdf_sida=str(page), fil=path), top_of(path)) for page in range(1, attachment.pages + 1)]
    return [Block(node, top_of(path)) for node in attachment.blocks]


def is_decision(key: str) -> bool:
    """Whether the part with that key is what a board has decided."""
    return key.startswith("svar:") and plain_key(key.rpartition(":")[2]) == "beslut"


def _pdf_pages(case: Case, attachments: Mapping[str, Attachment]) -> tuple[PdfPage, ...]:
    found = []
    for at, appendix in enumerate(case.facts.appendices, start=1):
        path = path_of(case.folder, appendix) or ""
        pages = attachments[path].pages if appendix.included and path in attachments else 0
        title = (appendix.alternative or appendix.title).rstrip(". ")  # the phrase goes on after it
        found += [PdfPage(path, page, pages, title, at, appendix.title) for page in range(1, pages + 1)]
    return tuple(found)


# --- what is not printed -------------------------------------------------------------------------


def _unprinted(case: Case, parts: Mapping[str, Part]) -> tuple[Unprinted, ...]:
    """Every fragment and bilaga that no part prints, with the reason."""
    printed = {part.path for part in parts.values()}
    found = [Unprinted(each.path, _reason(case, each)) for each in case.fragments if each.path not in printed]
    listed = [each for each in case.facts.appendices if not each.included and each.suffix != ".md"]
    return (
        *found,
        *(Unprinted(path_of(case.folder, each) or each.path, msg("sent separately; only listed")) for each in listed),
    )


def _reason(case: Case, fragment: Fragment) -> Message:
    if fragment.prose.empty:
        return msg("it has no text")
    if isinstance(fragment, Dissent) and fragment.body.kind in ("styrelse", "beredning"):
        return msg("{name} has not met at the stage “{stage}”", name=fragment.body.name, stage=case.facts.stage)
    if any(path_of(case.folder, each) == fragment.path for each in case.facts.appendices):
        return msg("sent separately; only listed")
    return msg("the document has no place for it")
