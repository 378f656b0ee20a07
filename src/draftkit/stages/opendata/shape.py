"""What the open JSON holds, declared once: it is written as this says, and its JSON Schema is made of this.

Names are the Swedish ones that a user writes in the case's files, where there are such; so are the words about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from msgspec import Struct

from ... import model
from ...facts import Record, facts_of
from ...messages import Message, msg

ADDRESS: Literal["urn:draftkit:schema:utlatande:1"] = (
    "urn:draftkit:schema:utlatande:1"  # the schema's $id; another number where a field goes or changes
)


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """An object of the JSON. `called` is what the schema calls it.

    The words about its fields stand in `about`, or with the facts of the `record` that they come from.
    """

    called: ClassVar[str]
    record: ClassVar[type[Record] | None] = None
    about: ClassVar[Mapping[str, Message]] = {}


def keys(record: type[Record], **own: str) -> dict[str, str]:
    """The keys of a record's facts by attribute, and those of fields of our `own`."""
    return {each.attribute: each.key for each in facts_of(record)} | own


# --- bodies and people -----------------------------------------------------------------------------


class Body(Shape, frozen=True, rename=keys(model.Body, slug="id")):
    """A body as the register has it."""

    called = "organ"
    record = model.Body
    about = {"slug": msg("the short name in the register")}

    slug: str
    name: str
    kind: str
    administration: str | None


class Office(Shape, frozen=True, rename=keys(model.Office)):
    """An assignment that a person held on the day in question."""

    called = "uppdrag"
    record = model.Office

    office: str
    body: str | None
    rotel: str | None


class Person(Shape, frozen=True, rename=keys(model.Person, slug="id", party="parti", offices="uppdrag")):
    """A person, with party and assignments on the day in question."""

    called = "person"
    record = model.Person
    about = {
        "slug": msg("the short name in the register"),
        "party": msg("the party's letters on that day; null where there is none or the register does not tell"),
        "offices": msg("the assignments held on that day"),
    }

    slug: str
    name: str
    party: str | None
    offices: tuple[Office, ...]


# --- the ärende ------------------------------------------------------------------------------------


class Initiative(Shape, frozen=True, rename=keys(model.Initiative)):
    """What started the ärende."""

    called = "initiativ"
    record = model.Initiative

    kind: str
    movers: tuple[Person, ...]
    raised_on: date | None
    number: str | None
    record_number: str | None
    appendix: str | None


class CommitteeStep(Shape, frozen=True, rename=keys(model.CommitteeStep)):
    """What borgarrådsberedningen did."""

    called = "borgarrådsberedning"
    record = model.CommitteeStep

    held_on: date | None
    outcome: str


class BoardStep(Shape, frozen=True, rename=keys(model.BoardStep)):
    """What kommunstyrelsen did."""

    called = "kommunstyrelse"
    record = model.BoardStep

    held_on: date
    outcome: str
    signatory: Person
    title: str


class CouncilStep(Shape, frozen=True, rename=keys(model.CouncilStep)):
    """What kommunfullmäktige did."""

    called = "kommunfullmäktige"
    record = model.CouncilStep

    held_on: date


class Proceedings(Shape, frozen=True, rename=keys(model.Proceedings)):
    """What has happened, as far as the ärende has come."""

    called = "behandling"
    record = model.Proceedings

    committee: CommitteeStep | None
    board: BoardStep | None
    council: CouncilStep | None


class CaseFacts(Shape, frozen=True, rename=keys(model.CaseFacts, extra="fakta")):
    """The facts of the ärende."""

    called = "ärende"
    record = model.CaseFacts
    about = {"extra": msg("the facts that the pack has added")}

    case_number: str
    number: str | None
    title: str
    rotel: str
    stage: str
    presenters: tuple[Person, ...]
    initiatives: tuple[Initiative, ...]
    proceedings: Proceedings
    extra: dict[str, Any]


# --- the remiss, the proposals, the dissents, the bilagor --------------------------------------------


class Answer(Shape, frozen=True, rename=keys(model.Response, path="fil", sender="avsändare", decision="beslut")):
    """An answer to the remiss."""

    called = "svar"
    record = model.Response
    about = {
        "path": msg("the file of the text; the parts of the document that come from it name the same file"),
        "sender": msg("who wrote the text that is quoted"),
        "decision": msg("what the nämnd decided, point by point"),
    }

    kind: str
    sender: str
    meeting_on: date | None
    dated_on: date | None
    rendering: str
    decision: tuple[str, ...]
    path: str


class Consultee(
    Shape,
    frozen=True,
    rename=keys(model.Consultee, asked_by="underremiss_av", status="läge", answer="svar", summary="sammanfattning"),
):
    """A body that was asked, and what became of the question."""

    called = "remissinstans"
    record = model.Consultee
    about = {
        "asked_by": msg("the short name of the body that asked in turn; null where the remiss itself did"),
        "status": msg("what became of the question"),
        "answered_on": msg("the day on which it answered or declined"),
        "answer": msg("the answer; null where there is none"),
        "summary": msg("the file of the summary of the answer"),
    }

    body: Body
    asked_by: str | None
    status: Literal["besvarad", "avstått", "saknas", "väntar"]
    answered_on: date | None
    answer: Answer | None
    summary: str | None


class Referral(Shape, frozen=True, rename=keys(model.Referral)):
    """The remiss: who was asked, who answered, how and when."""

    called = "remiss"
    record = model.Referral

    sent_on: date | None
    due_on: date | None
    consultees: tuple[Consultee, ...]


class Proposal(Shape, frozen=True, rename=keys(model.Proposal, points="punkter", path="fil")):
    """What one body is to decide."""

    called = "förslag"
    record = model.Proposal
    about = {
        "points": msg("what it is to decide, point by point"),
        "path": msg("the file of the text; the parts of the document that come from it name the same file"),
    }

    proposer: Body | None
    decider: Body
    points: tuple[str, ...]
    path: str


class Dissent(Shape, frozen=True, rename=keys(model.Dissent, there="text_finns", path="fil")):
    """A reservation, särskilt uttalande or ersättaryttrande."""

    called = "avvikande"
    record = model.Dissent
    about = {
        "there": msg("whether the text is in the document; otherwise only its existence is known"),
        "path": msg("the file of the text; the parts of the document that come from it name the same file"),
    }

    kind: str
    body: Body
    dissenters: tuple[Person, ...]
    made_on: date | None
    there: bool
    path: str


class Appendix(Shape, frozen=True, rename=keys(model.Appendix, position="nummer", sha256="sha256", copy="kopia")):
    """A bilaga."""

    called = "bilaga"
    record = model.Appendix
    about = {
        "position": msg("the number of the bilaga"),
        "sha256": msg("the SHA-256 of the bilaga's file; null where the file is not there"),
        "copy": msg("where the file lies, from the folder of the finished documents; null where it is not among them"),
    }

    position: int
    id: str | None
    title: str
    record_number: str | None
    placement: str
    path: str
    sha256: str | None
    copy: str | None
    alternative: str | None


# --- the text --------------------------------------------------------------------------------------

# What every block may have that stands directly in a section: whose words it has, and the file that it came from.
_ORIGIN = {"origin": "ursprung", "path": "fil"}
_ORIGIN_WORDS = {
    "origin": msg("whose words they are: the pack's standing ones, the writer's own, or quoted from somebody else"),
    "path": msg("the file that the text came from, from the ärende's folder"),
}
Origin = Literal["mall", "egen", "citat"]


class Mark(Shape, frozen=True, omit_defaults=True, rename={
    "start": "från", "end": "till", "kind": "typ", "target": "mål", "language": "språk", "number": "nummer",
    "path": "fil", "alternative": "alternativtext",
}):  # fmt: skip
    """What holds for a part of a text: its look, a link, a picture, a footnote."""

    called = "märkning"
    about = {
        "start": msg("the character, counted from 0 in Unicode characters, at which it begins"),
        "end": msg("the character before which it ends; pictures and footnotes stand between two characters"),
        "kind": msg("what it is"),
        "target": msg("where a link leads"),
        "language": msg("the language of the words, where it is not the document's"),
        "number": msg("the number of the footnote"),
        "path": msg("where the picture lies, from the folder of the finished documents"),
        "alternative": msg("what a picture shows, for those who cannot see it"),
    }

    start: int
    end: int
    kind: Literal[
        "kursiv", "fet", "understruken", "genomstruken", "upphöjd", "nedsänkt", "kapitäler", "kod", "formel",
        "länk", "språk", "bild", "fotnot",
    ]  # fmt: skip
    target: str | None = None
    language: str | None = None
    number: int | None = None
    path: str | None = None
    alternative: str | None = None


_TEXT = {"text": "text", "marks": "märkning", "style": "stil"}
_TEXT_WORDS = {
    "text": msg("the words, whole"),
    "marks": msg("what holds for parts of the text"),
    "style": msg("the style that the pack gives it"),
}
_BLOCKS = {"blocks": "block"}


class Paragraph(Shape, frozen=True, tag_field="typ", tag="stycke", omit_defaults=True, rename={**_TEXT, **_ORIGIN}):
    """A paragraph. A line that is broken on purpose is broken in the text too."""

    called = "stycke"
    about = {**_TEXT_WORDS, **_ORIGIN_WORDS}

    text: str
    marks: tuple[Mark, ...] = ()
    style: str | None = None
    origin: Origin | None = None
    path: str | None = None


class Heading(
    Shape, frozen=True, tag_field="typ", tag="rubrik", omit_defaults=True, rename={**_TEXT, **_ORIGIN, "level": "nivå"}
):
    """A heading that stands within something else, as a quotation or a list, and so begins no section."""

    called = "rubrik"
    about = {**_TEXT_WORDS, **_ORIGIN_WORDS, "level": msg("the level of the heading")}

    level: int
    text: str
    marks: tuple[Mark, ...] = ()
    origin: Origin | None = None
    path: str | None = None


class Code(Shape, frozen=True, tag_field="typ", tag="kod", omit_defaults=True, rename={**_TEXT, **_ORIGIN}):
    """Lines that stand as they are written."""

    called = "kod"
    about = {**_TEXT_WORDS, **_ORIGIN_WORDS}

    text: str
    origin: Origin | None = None
    path: str | None = None


class Item(
    Shape, frozen=True, kw_only=True, omit_defaults=True, rename={**_BLOCKS, "number": "nummer", "term": "term"}
):
    """An item of a list: its number as it is printed, or the word that is explained."""

    called = "punkt"
    about = {
        "number": msg("the number as it is printed; a list without numbers has none"),
        "term": msg("the word that is explained"),
        "blocks": msg("what it holds"),
    }

    number: str | None = None
    term: Paragraph | None = None
    blocks: tuple[AnyBlock, ...]


class List(
    Shape, frozen=True, tag_field="typ", tag="lista", omit_defaults=True, rename={"items": "punkter", **_ORIGIN}
):
    """A list, with or without numbers."""

    called = "lista"
    about = {"items": msg("the items"), **_ORIGIN_WORDS}

    items: tuple[Item, ...]
    origin: Origin | None = None
    path: str | None = None


class Quotation(Shape, frozen=True, tag_field="typ", tag="citat", omit_defaults=True, rename={**_BLOCKS, **_ORIGIN}):
    """What is indented as a quotation."""

    called = "citat"
    about = {"blocks": msg("what it holds"), **_ORIGIN_WORDS}

    blocks: tuple[AnyBlock, ...]
    origin: Origin | None = None
    path: str | None = None


class Cell(Shape, frozen=True, kw_only=True, omit_defaults=True, rename={
    **_BLOCKS, "heading": "rubrik", "columns": "kolumner", "rows": "rader", "align": "justering",
}):  # fmt: skip
    """A cell of a table."""

    called = "cell"
    about = {
        "heading": msg("whether the cell is a heading of its column"),
        "columns": msg("how many columns it takes"),
        "rows": msg("how many rows it takes"),
        "align": msg("how its text stands"),
        "blocks": msg("what it holds"),
    }

    heading: bool = False
    columns: int = 1
    rows: int = 1
    align: Literal["vänster", "höger", "mitten"] | None = None
    blocks: tuple[AnyBlock, ...]


class Row(Shape, frozen=True, rename={"cells": "celler"}):
    """A row of a table."""

    called = "rad"
    about = {"cells": msg("the cells")}

    cells: tuple[Cell, ...]


class Table(Shape, frozen=True, kw_only=True, tag_field="typ", tag="tabell", omit_defaults=True, rename={
    "caption": "bildtext", "rows": "rader", **_ORIGIN,
}):  # fmt: skip
    """A table."""

    called = "tabell"
    about = {"caption": msg("the words about it"), "rows": msg("the rows"), **_ORIGIN_WORDS}

    caption: tuple[AnyBlock, ...] = ()
    rows: tuple[Row, ...]
    origin: Origin | None = None
    path: str | None = None


class Rule(Shape, frozen=True, tag_field="typ", tag="linje", omit_defaults=True, rename={**_ORIGIN}):
    """A line across the page."""

    called = "linje"
    about = {**_ORIGIN_WORDS}

    origin: Origin | None = None
    path: str | None = None


class Page(Shape, frozen=True, tag_field="typ", tag="sida", omit_defaults=True, rename={
    "number": "sida", "copy": "kopia", "alternative": "alternativtext", **_ORIGIN,
}):  # fmt: skip
    """A page of a bilaga that is a PDF, laid in the document as it is."""

    called = "sida"
    about = {
        "copy": msg("where the file lies, from the folder of the finished documents"),
        "number": msg("the page of it, counted from 1"),
        "alternative": msg("what the page is, for those who cannot see it"),
        **_ORIGIN_WORDS,
    }

    copy: str
    number: int
    alternative: str
    origin: Origin | None = None
    path: str | None = None


class Group(Shape, frozen=True, kw_only=True, tag_field="typ", tag="grupp", omit_defaults=True, rename={
    "style": "stil", "caption": "bildtext", **_BLOCKS, **_ORIGIN,
}):  # fmt: skip
    """Blocks that belong together: in one style, or a figure with the words about it."""

    called = "grupp"
    about = {**_TEXT_WORDS, "caption": msg("the words about it"), "blocks": msg("what it holds"), **_ORIGIN_WORDS}

    style: str | None = None
    caption: tuple[AnyBlock, ...] = ()
    blocks: tuple[AnyBlock, ...]
    origin: Origin | None = None
    path: str | None = None


AnyBlock = Paragraph | Heading | Code | List | Quotation | Table | Rule | Page | Group


class Title(Shape, frozen=True, kw_only=True, omit_defaults=True, rename={**_TEXT, **_ORIGIN}):
    """The heading of a section."""

    called = "avsnittsrubrik"
    about = {**_TEXT_WORDS, **_ORIGIN_WORDS}

    text: str
    marks: tuple[Mark, ...] = ()
    origin: Origin
    path: str | None = None


class Section(Shape, frozen=True, kw_only=True, omit_defaults=True, rename={
    "heading": "rubrik", "level": "nivå", "appendix": "bilaga", "blocks": "block", "sections": "avsnitt",
}):  # fmt: skip
    """A section of the document. What stands below a line across the page is a section without a heading."""

    called = "avsnitt"
    about = {
        "level": msg("the level of the heading"),
        "appendix": msg("the number of the bilaga, where the section is one"),
        "heading": msg("the heading"),
        "blocks": msg("what stands before the first section below it"),
        "sections": msg("the sections below it"),
    }

    level: int
    appendix: int | None = None
    heading: Title | None = None
    blocks: tuple[AnyBlock, ...] = ()
    sections: tuple[Section, ...] = ()


class Note(Shape, frozen=True, rename={"number": "nummer", "blocks": "block"}):
    """The text of a footnote."""

    called = "fotnot"
    about = {"number": msg("the number of the footnote"), "blocks": msg("what it holds")}

    number: int
    blocks: tuple[AnyBlock, ...]


class Document(Shape, frozen=True, rename={"opening": "inledning", "sections": "avsnitt", "notes": "fotnoter"}):
    """The whole text. Each “text” in it, read in order, is what is printed, and nothing else is."""

    called = "dokument"
    about = {
        "opening": msg("what stands before the first heading"),
        "sections": msg("the sections"),
        "notes": msg("the footnotes, in order"),
    }

    opening: tuple[AnyBlock, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


class Statement(Shape, frozen=True, rename={
    "address": "schema", "draft": "utkast", "kind": "dokumenttyp", "day": "datum", "municipality": "kommun",
    "language": "språk", "case": "ärende", "referral": "remiss", "proposals": "förslag", "dissents": "avvikande",
    "appendices": "bilagor", "document": "dokument",
}):  # fmt: skip
    """A finished document as open data."""

    called = "utlåtande"
    about = {
        "address": msg("which schema this follows"),
        "draft": msg("the eight digits of a draft; null in a final document"),
        "kind": msg("the kind of document"),
        "day": msg("the latest day that the ärende itself tells of"),
        "municipality": msg("the municipality's name"),
        "language": msg("the documents' language"),
        "case": msg("the facts of the ärende"),
        "referral": msg("the remiss; null where nobody was asked"),
        "proposals": msg("what the deciding bodies are to decide"),
        "dissents": msg("reservations, särskilda uttalanden and ersättaryttranden"),
        "appendices": msg("bilagor, in the order of their numbers"),
        "document": msg("the whole text"),
    }

    address: Literal["urn:draftkit:schema:utlatande:1"]  # ADDRESS
    draft: str | None
    kind: str
    day: date
    municipality: str
    language: str
    case: CaseFacts
    referral: Referral | None
    proposals: tuple[Proposal, ...]
    dissents: tuple[Dissent, ...]
    appendices: tuple[Appendix, ...]
    document: Document
