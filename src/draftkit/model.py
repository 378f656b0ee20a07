"""The nouns. English names after the glossary in research/domain.md 3(a); Swedish keys as the user writes them.

Registers:  Body, Person, Term, Office
A case:     Case = CaseFacts (arende.yaml) + its fragments
Fragments:  OwnSection, Summary, Proposal (own text); Response, Dissent, AppendixText (quoted text)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from .blocks import Block, Node
from .facts import BODY, DATE, NUMBER, PERSON, TEXT, Choice, Many, OneOf, Record, Text, fact
from .messages import msg
from .patterns import lazily
from .spans import Source, Span, top_of
from .swedish.dates import a_year_after

STAGES = ("beredning", "borgarrådsberedning", "kommunstyrelse", "kommunfullmäktige")
BODY_KINDS = (
    "kontor", "facknämnd", "stadsdelsnämnd", "bolag", "dotterbolag", "extern",
    "styrelse", "fullmäktige", "beredning",
)  # fmt: skip
RESPONSE_KINDS = ("tjänsteutlåtande", "nämndbeslut", "kontorsyttrande", "yttrande", "remissvar")
DISSENT_KINDS = ("reservation", "särskilt uttalande", "ersättaryttrande")

_CASE_NUMBER = Text(lazily(r"\S.*\d.*"), msg("for example {example}", example="KS 2031/0417"))
_FORM_OF_NUMBERS = Text(lazily(r".*N.*"), msg("for example {example}", example="KS ÅÅÅÅ/NNNN"))
_RECORD_NUMBER = Text(lazily(r"\S.*\d.*"), msg("for example {example}", example="KS 2031/0417-1"))
_DOCUMENT_NUMBER = Text(lazily(r"\d{4}:\d+"), msg("for example {example}", example="2031:19"))
_ROMAN = Text(lazily(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})(\+(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3}))?"),
              msg("a roman numeral, for example {example}", example="V"))  # fmt: skip
_PARTY = Text(
    lazily(r"-|[A-ZÅÄÖa-zåäö]{1,4}"),
    msg("letters as in the brackets after the name, for example {example}", example="L"),
)
_LANGUAGE = Text(lazily(r"[a-z]{2,3}(-[A-Z]{2})?"), msg("for example {example}", example="en"))
_VERSION = Text(lazily(r">= ?\d+(\.\d+){0,2}"), msg("for example {example}", example=">=0.1"))
_HASH = Text(lazily(r"[0-9a-f]{64}"), msg("64 characters 0–9 and a–f"))


# --- registers -----------------------------------------------------------------------------------


class Body(Record):
    """A nämnd, office, company or other that can be asked, decide or dissent."""

    slug: str = ""
    name: str = fact(
        "namn",
        TEXT,
        required=True,
        help=msg("the name as it is written in the middle of a sentence"),
        example="kulturnämnden",
    )
    kind: str = fact("typ", Choice(BODY_KINDS), required=True, help=msg("what kind of body it is"), example="facknämnd")
    genitive: str | None = fact(
        "genitiv", TEXT, help=msg("the genitive, where it cannot be worked out"), example="kulturnämndens"
    )
    short_form: str | None = fact("kortform", TEXT, help=msg("what it is called the second time"), example="nämnden")
    administration: str | None = fact(
        "förvaltning", TEXT, help=msg("the administration that serves it"), example="kulturförvaltningen", asked=True
    )
    aliases: tuple[str, ...] = fact(
        "alias", Many(TEXT), help=msg("other names by which it is recognised"), example="[KUN]"
    )
    language: str | None = fact(
        "språk", _LANGUAGE, help=msg("the language of the name, where it is not the document's"), example="en"
    )
    meetings: tuple[date, ...] = fact(
        "sammanträden", Many(DATE), help=msg("the days on which it meets"), example="[2031-05-20, 2031-06-17]"
    )

    def next_meeting(self, day: date) -> date | None:
        """The first of its meetings on `day` or later, as far as the register knows."""
        return min((each for each in self.meetings if each >= day), default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called in a text, but for what others may be called as well (nämnden, kontoret)."""
        return (self.name, *((self.administration,) if self.administration else ()), *self.aliases)


class Term(Record):
    """A party membership, from one day to another."""

    party: str = fact("parti", _PARTY, required=True, help=msg("the letters of the party, or - for none"), example="L")
    since: date | None = fact("från", DATE, help=msg("first day"), example="2030-01-01")
    until: date | None = fact("till", DATE, help=msg("last day"), example="2034-12-31")


class Office(Record):
    """An assignment that a person holds."""

    office: str = fact("uppdrag", TEXT, required=True, help=msg("the assignment"), example="ledamot")
    body: str | None = fact("organ", TEXT, help=msg("where it is held"), example="kommunfullmäktige")
    rotel: str | None = fact("rotel", _ROMAN, help=msg("the rotel of a borgarråd"), example="V")
    since: date | None = fact("från", DATE, help=msg("first day"), example="2030-10-15")
    until: date | None = fact("till", DATE, help=msg("last day"), example="2034-10-14")

    def held_on(self, day: date) -> bool:
        """Whether it is held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Person(Record):
    """An elected representative or official."""

    slug: str = ""
    name: str = fact("namn", TEXT, required=True, help=msg("first name and surname"), example="Eva Brandt")
    terms: tuple[Term, ...] = fact(
        "parti",
        Many(OneOf(Term, "parti")),
        help=msg("the party's letters, or a list over time"),
        example="L",
        asked=True,
    )
    offices: tuple[Office, ...] = fact(
        "uppdrag",
        Many(OneOf(Office, "uppdrag")),
        help=msg("assignments"),
        example="[{uppdrag: ledamot, organ: kommunfullmäktige}]",
    )

    def party_on(self, day: date | None) -> str:
        """The party's letters on `day` (None: the last known); empty where the register has none."""
        for term in self.terms:
            started = term.since is None or day is None or term.since <= day
            ended = term.until is not None and (day is None or term.until < day)
            if started and not ended:
                return term.party
        return ""


class Registers(Struct, frozen=True, dict=True):
    """The bodies and people that the workspace knows, by slug.

    `unread` are the slugs and names of the entries that are wrong: they are told in the register, and not wherever
    they are missed.
    """

    bodies: Mapping[str, Body]
    people: Mapping[str, Person]
    unread: frozenset[str] = frozenset()

    @cached_property
    def bodies_by_name(self) -> Mapping[str, Body]:
        """The bodies by slug, name and alias, without capitals; where two have one name, the first."""
        names = [(name, each) for each in self.bodies.values() for name in (each.name, *each.aliases)]
        return {name.casefold(): each for name, each in reversed(names)} | dict(self.bodies)

    @cached_property
    def people_by_name(self) -> Mapping[str, Person]:
        """The people by slug and name, likewise."""
        return {each.name.casefold(): each for each in reversed([*self.people.values()])} | dict(self.people)


class AppendixSettings(Record):
    """How bilagor are laid."""

    page_numbers: str = fact(
        "sidnumrering",
        Choice(("fortlöpande", "egen")),
        default="fortlöpande",
        help=msg("whether the pages of a bilaga continue the numbering or have one of their own"),
        example="fortlöpande",
    )


class RuleSettings(Record):
    """How the rules are set for all the workspace's cases."""

    errors: tuple[str, ...] = fact(
        "fel", Many(TEXT), help=msg("rules whose findings are errors here"), example='["DK145"]'
    )
    warnings: tuple[str, ...] = fact(
        "varning", Many(TEXT), help=msg("rules whose findings are warnings here"), example='["DK407"]'
    )
    remarks: tuple[str, ...] = fact(
        "upplysning", Many(TEXT), help=msg("rules whose findings are remarks here"), example='["DK320"]'
    )
    longest_sentence: int = fact(
        "längsta_mening", NUMBER, default=50, help=msg("the words that a sentence may have (DK407)"), example="50"
    )
    case_numbers: str = fact(
        "dnr",
        _FORM_OF_NUMBERS,
        default="KS ÅÅÅÅ/NNNN",
        help=msg("how a diarienummer is written: Å is a digit of the year, N… the number, all else stands as it is"),
        example="KS ÅÅÅÅ/NNNN",
    )
    referral_order: str = fact(
        "remissordning",
        Choice(("konventionell", "fri")),
        default="konventionell",
        help=msg("whether those asked stand in the conventional order: offices, nämnder, companies, others"),
        example="konventionell",
    )
    parties: tuple[str, ...] = fact(
        "partier", Many(_PARTY), help=msg("the letters of local parties, which nobody else knows"), example='["STP"]'
    )


class Exemption(Record):
    """A rule that is not to be told of in one file, and why."""

    rule: str = fact("regel", TEXT, required=True, help=msg("the rule's number"), example="DK411")
    reason: str = fact("skäl", TEXT, required=True, help=msg("why it does not hold here"), example="citat ur lagen")
    text: str | None = fact(
        "text", TEXT, help=msg("only where these words are underlined; otherwise the whole file"), example="SKR"
    )


def _exemptions() -> Any:
    """The fact `undantag`, which every file of a case may have."""
    return fact(
        "undantag",
        Many(OneOf(Exemption)),
        help=msg("findings in this file that are not to be told, and why"),
        example="[{regel: DK411, skäl: citat ur lagen}]",
    )


class Foreign(Record):
    """Names and words that the texts have in another language than the document's."""

    language: str = fact("språk", _LANGUAGE, required=True, help=msg("the language of the words"), example="en")
    words: tuple[str, ...] = fact(
        "ord",
        Many(TEXT),
        required=True,
        help=msg("the names and words, as they are written"),
        example="[Smart City Lab, peer review]",
    )


def _foreign(example: str) -> Any:
    """The fact `andra_språk`, for all cases or for one."""
    return fact(
        "andra_språk",
        Many(OneOf(Foreign)),
        help=msg("names and words in other languages, so that a screen reader says them right"),
        example=example,
    )


class SharedExemption(Exemption):
    """The same in draftkit.toml, for files of any case."""

    path: str = fact(
        "fil",
        TEXT,
        required=True,
        help=msg("the file, or a pattern for several; * stands for any part of a name"),
        example="drafts/*/remissvar/*.md",
    )


class Settings(Record):
    """draftkit.toml: what is the same for all the workspace's cases."""

    schema: int = fact("schema", NUMBER, required=True, help=msg("the version of the file format"), example="1")
    municipality: str = fact(
        "kommun", TEXT, required=True, help=msg("the municipality's name"), example="Stensunda kommun"
    )
    town: str = fact(
        "ort", TEXT, required=True, help=msg("the town that stands before the date of a signature"), example="Stensunda"
    )
    language: str = fact("språk", _LANGUAGE, default="sv", help=msg("the documents' language"), example="sv")
    pack: str = fact(
        "mall", TEXT, default="utlatande", help=msg("the pack, where the case does not name one"), example="utlatande"
    )
    version: str | None = fact(
        "draftkit", _VERSION, help=msg("the version of draftkit that is needed"), example=">=0.1"
    )
    appendices: AppendixSettings = fact(
        "bilagor",
        OneOf(AppendixSettings),
        default=AppendixSettings(),
        help=msg("how bilagor are laid"),
        example="{sidnumrering: fortlöpande}",
    )
    rules: RuleSettings = fact(
        "regler",
        OneOf(RuleSettings),
        default=RuleSettings(),
        help=msg("how the rules are set"),
        example='{ fel = ["DK145"] }',
    )
    foreign: tuple[Foreign, ...] = _foreign('[{ sprak = "en", ord = ["Smart City Lab"] }]')
    exemptions: tuple[SharedExemption, ...] = fact(
        "undantag",
        Many(OneOf(SharedExemption)),
        help=msg("findings that are not to be told, and why"),
        example='[{ regel = "DK411", fil = "drafts/*/synpunkter.md", skal = "…" }]',
    )


# --- arende.yaml ---------------------------------------------------------------------------------


class Initiative(Record):
    """What started the case: a motion or the like."""

    kind: str = fact(
        "typ",
        Choice(("motion", "skrivelse", "medborgarförslag", "remiss")),
        required=True,
        help=msg("what it is"),
        example="motion",
    )
    movers: tuple[Person, ...] = fact(
        "motionärer",
        Many(PERSON),
        help=msg("who moved it, in the order to print"),
        example="[omar-haddad, eva-brandt]",
        needed_if=("typ", "motion"),
    )
    raised_on: date | None = fact(
        "väckt",
        DATE,
        required=True,
        help=msg("the day it was raised; starts the limit of one year (kommunallagen 5 kap. 35 §)"),
        example="2031-02-10",
    )
    number: str | None = fact("nummer", _DOCUMENT_NUMBER, help=msg("the motion's own number"), example="2031:5")
    record_number: str | None = fact(
        "handling", _RECORD_NUMBER, help=msg("its number in the register"), example="KS 2031/0417-1", asked=True
    )
    appendix: str | None = fact("bilaga", TEXT, help=msg("the id of the bilaga that holds it"), example="motion")

    @property
    def last_day(self) -> date | None:
        """The last day for kommunfullmäktige to decide (kommunallagen 5 kap. 35 §); None where the law sets none."""
        return a_year_after(self.raised_on) if self.raised_on and self.kind in ("motion", "medborgarförslag") else None


class Consultee(Record):
    """A body that was asked, in the order to print."""

    body: Body = fact("organ", BODY, required=True, help=msg("who was asked"), example="kulturnämnden")
    answer: str | None = fact(
        "svar", Choice(("avstått",)), help=msg("only for a body that has declined to answer"), example="avstått"
    )
    answered_on: date | None = fact("datum", DATE, help=msg("the day it declined"), example="2031-03-19")
    sub_referrals: tuple[Body, ...] = fact(
        "underremiss", Many(BODY), help=msg("whom it asked in turn"), example="[AB Stensundabostäder]"
    )

    @property
    def declined(self) -> bool:
        """Whether it has said no to answering."""
        return self.answer == "avstått"


class Referral(Record):
    """The remiss: who was asked, and by when they were to answer."""

    sent_on: date | None = fact("utskickad", DATE, help=msg("the day it was sent"), example="2031-03-03", asked=True)
    due_on: date | None = fact(
        "svar_senast", DATE, help=msg("the last day to answer"), example="2031-05-30", asked=True
    )
    consultees: tuple[Consultee, ...] = fact(
        "instanser",
        Many(OneOf(Consultee, "organ")),
        required=True,
        help=msg("who was asked, in the order to print"),
        example="[stadsledningskontoret, kulturnämnden]",
    )


class CommitteeStep(Record):
    """What borgarrådsberedningen did."""

    held_on: date | None = fact("datum", DATE, help=msg("the day"), example="2031-09-08")
    outcome: str = fact(
        "utfall",
        Choice(("tillstyrker", "avstyrker")),
        required=True,
        help=msg("what it said of the proposal"),
        example="tillstyrker",
    )


class BoardStep(Record):
    """What kommunstyrelsen did."""

    held_on: date = fact("datum", DATE, required=True, help=msg("the day of the meeting"), example="2031-09-17")
    outcome: str = fact(
        "utfall",
        Choice(("delar", "delar inte")),
        required=True,
        help=msg("whether it shares borgarrådsberedningen's opinion"),
        example="delar",
    )
    signatory: Person = fact("undertecknare", PERSON, required=True, help=msg("who signs"), example="anders-wik")
    title: str = fact(
        "titel", TEXT, required=True, help=msg("the title below the signature"), example="Kommunstyrelsens ordförande"
    )


class CouncilStep(Record):
    """What kommunfullmäktige did."""

    held_on: date = fact("datum", DATE, required=True, help=msg("the day of the meeting"), example="2031-10-13")


class Proceedings(Record):
    """What has happened, stage by stage."""

    committee: CommitteeStep | None = fact(
        "borgarrådsberedning",
        OneOf(CommitteeStep),
        help=msg("what borgarrådsberedningen did"),
        example="{datum: 2031-09-08, utfall: tillstyrker}",
    )
    board: BoardStep | None = fact(
        "kommunstyrelse",
        OneOf(BoardStep),
        help=msg("what kommunstyrelsen did"),
        example="{datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Kommunstyrelsens ordförande}",
    )
    council: CouncilStep | None = fact(
        "kommunfullmäktige", OneOf(CouncilStep), help=msg("what kommunfullmäktige did"), example="{datum: 2031-10-13}"
    )


class Appendix(Record):
    """A bilaga: in the document, or only listed where it is sent separately."""

    id: str | None = fact("id", TEXT, help=msg("a short name to refer to it by"), example="motion")
    title: str = fact("rubrik", TEXT, required=True, help=msg("its title"), example="Motion om lånebara verktyg")
    path: str = fact(
        "fil", TEXT, required=True, help=msg("the file, from the case's folder"), example="bilagor/motion.md"
    )
    record_number: str | None = fact(
        "dnr", _RECORD_NUMBER, help=msg("its number in the register"), example="KS 2031/0417-1"
    )
    placement: str = fact(
        "placering",
        Choice(("i dokumentet", "separat")),
        required=True,
        help=msg("in the document, or sent separately"),
        example="i dokumentet",
    )
    alternative: str | None = fact(
        "alternativtext",
        TEXT,
        help=msg("what a picture shows, for those who cannot see it"),
        example="Ritning av verkstaden.",
    )

    @property
    def included(self) -> bool:
        """Whether it is laid in the document itself."""
        return self.placement == "i dokumentet"

    @property
    def suffix(self) -> str:
        """The kind of file: ".md", ".docx", ".pdf", ".png" or ".jpg"."""
        dot = self.path.rfind(".")
        return self.path[dot:].lower().replace(".jpeg", ".jpg") if dot >= 0 else ""


class CaseFacts(Record):
    """arende.yaml."""

    schema: int = fact("schema", NUMBER, required=True, help=msg("the version of the file format"), example="1")
    pack: str | None = fact("dokumenttyp", TEXT, help=msg("the pack that makes the document"), example="utlatande")
    case_number: str = fact(
        "dnr", _CASE_NUMBER, required=True, help=msg("the number of the case in the register"), example="KS 2031/0417"
    )
    number: str | None = fact(
        "nummer", _DOCUMENT_NUMBER, help=msg("the number of the document, when it has one"), example="2031:19"
    )
    title: str = fact("rubrik", TEXT, required=True, help=msg("the title"), example="Motion om lånebara verktyg")
    rotel: str = fact("rotel", _ROMAN, required=True, help=msg("the rotel, a roman numeral"), example="V")
    presenters: tuple[Person, ...] = fact(
        "föredragande",
        Many(PERSON),
        required=True,
        help=msg("the borgarråd who presents the case"),
        example="[sara-lindqvist]",
    )
    stage: str = fact(
        "skede", Choice(STAGES), required=True, help=msg("how far the case has come"), example="beredning"
    )
    initiatives: tuple[Initiative, ...] = fact(
        "initiativ",
        Many(OneOf(Initiative)),
        required=True,
        help=msg("what started the case"),
        example="[{typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}]",
    )
    referral: Referral | None = fact(
        "remiss", OneOf(Referral), help=msg("who was asked"), example="{instanser: [kulturnämnden]}", asked=True
    )
    proceedings: Proceedings = fact(
        "behandling",
        OneOf(Proceedings),
        default=Proceedings(),
        help=msg("what has happened, stage by stage"),
        example="{borgarrådsberedning: {datum: 2031-09-08, utfall: tillstyrker}}",
    )
    appendices: tuple[Appendix, ...] = fact(
        "bilagor",
        Many(OneOf(Appendix)),
        help=msg("bilagor, in the order of their numbers"),
        example="[{rubrik: Motion, fil: bilagor/motion.md, placering: separat}]",
    )
    foreign: tuple[Foreign, ...] = _foreign("[{språk: en, ord: [Smart City Lab]}]")
    exemptions: tuple[Exemption, ...] = _exemptions()
    extra: Mapping[str, object] = field(default_factory=dict)

    def reached(self, stage: str) -> bool:
        """Whether the case has come to `stage`."""
        return STAGES.index(self.stage) >= STAGES.index(stage)

    def decided_on(self) -> date | None:
        """The day of the step that the stage is named after; None before it is known."""
        steps = self.proceedings
        step = {
            "borgarrådsberedning": steps.committee,
            "kommunstyrelse": steps.board,
            "kommunfullmäktige": steps.council,
        }.get(self.stage)
        return step.held_on if step else None


# --- fragments -----------------------------------------------------------------------------------


class Prose(Struct, frozen=True):
    """The text of a fragment: its blocks by slot, each block with its place.

    A fragment with one slot has its blocks under "". `notes` are the HTML comments: notes to colleagues.
    """

    source: Source
    first_line: int
    slots: Mapping[str, tuple[Block, ...]]
    notes: tuple[Span, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to print."""
        return not any(self.slots.values())

    def slot(self, name: str = "") -> tuple[Block, ...]:
        """The blocks of one slot; none where the fragment lacks it."""
        return self.slots.get(name, ())


class Glimpse(Prose, frozen=True):
    """A text that has only been glanced at: its notes, and whether there is anything to print. `unsure`: who knows."""

    printed: bool = False
    unsure: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to print."""
        return not self.printed


NO_PROSE = Prose(Source("", ""), 1, {})


class Origin(Record):
    """The file that a quoted text was taken from."""

    path: str = fact(
        "fil",
        TEXT,
        required=True,
        help=msg("the original, from the case's folder"),
        example="kallor/kulturnamnden.docx",
    )
    sha256: str = fact("sha256", _HASH, required=True, help=msg("the original's SHA-256"), example="9f3c…")


class Fragment(Record):
    """One file with one author."""

    path: str = ""
    prose: Prose = NO_PROSE
    exemptions: tuple[Exemption, ...] = _exemptions()

    @property
    def span(self) -> Span:
        """Where to point for what concerns the whole fragment."""
        return self.places.get("", top_of(self.path))


class OwnSection(Fragment):
    """A section of the rotel's own."""

    slot: str = fact("avsnitt", TEXT, required=True, help=msg("which section it is"), example="sammanfattning")


class Summary(Fragment):
    """The rotel's summary of one answer, printed under Beredning."""

    kind: str | None = fact("typ", Choice(("sammanfattning",)), help=msg("what the file is"), example="sammanfattning")
    body: Body = fact("organ", BODY, required=True, help=msg("whose answer it sums up"), example="kulturnämnden")


class Proposal(Fragment):
    """What one body is to decide."""

    kind: str | None = fact("typ", Choice(("förslag",)), help=msg("what the file is"), example="förslag")
    proposer: Body | None = fact(
        "föreslår",
        BODY,
        help=msg("who proposes; absent when the body decides for its own part"),
        example="kommunstyrelsen",
    )
    decider: Body = fact("beslutar", BODY, required=True, help=msg("who decides"), example="kommunfullmäktige")


class Quoted(Fragment):
    """Another body's text, which is never changed: its language, where it came from, and its lock."""

    language: str | None = fact(
        "språk", _LANGUAGE, help=msg("the language of the text, where it is not the document's"), example="en"
    )
    origin: Origin | None = fact(
        "källa",
        OneOf(Origin),
        help=msg("the original file and its hash"),
        example="{fil: kallor/kulturnamnden.docx, sha256: 9f3c…}",
    )
    lock: str | None = fact(
        "lås", _HASH, help=msg("The SHA-256 of the text, written by draftkit lock"), example="51be…"
    )


class Response(Quoted):
    """An answer to the remiss."""

    body: Body = fact("organ", BODY, required=True, help=msg("who answered"), example="kulturnämnden")
    kind: str = fact(
        "typ", Choice(RESPONSE_KINDS), required=True, help=msg("what kind of answer it is"), example="nämndbeslut"
    )
    meeting_on: date | None = fact(
        "sammanträde",
        DATE,
        help=msg("the meeting at which the nämnd decided"),
        example="2031-05-20",
        needed_if=("typ", "nämndbeslut"),
    )
    dated_on: date | None = fact(
        "datum", DATE, help=msg("the day of the text that is quoted"), example="2031-04-29", asked=True
    )
    rendering: str = fact(
        "återgivning",
        Choice(("i huvudsak", "fullständig")),
        default="i huvudsak",
        help=msg("whether the text is shortened"),
        example="i huvudsak",
        asked=True,
    )

    @property
    def answered_on(self) -> date | None:
        """The day of the answer: that of the meeting, or else of the text."""
        return self.meeting_on or self.dated_on


class Dissent(Quoted):
    """A reservation, särskilt uttalande or ersättaryttrande."""

    kind: str = fact("typ", Choice(DISSENT_KINDS), required=True, help=msg("what it is"), example="reservation")
    body: Body = fact("organ", BODY, required=True, help=msg("where it was made"), example="kulturnämnden")
    dissenters: tuple[Person, ...] = fact(
        "av", Many(PERSON), required=True, help=msg("who made it"), example="[eva-brandt]"
    )
    made_on: date | None = fact("datum", DATE, help=msg("the day it was made"), example="2031-05-20", asked=True)
    text: str | None = fact(
        "text",
        Choice(("saknas",)),
        help=msg("only where it is known to exist but the text is not to hand"),
        example="saknas",
        asked=True,
    )


class AppendixText(Quoted):
    """The text of a bilaga in Markdown."""

    kind: str | None = fact("typ", Choice(("bilaga",)), help=msg("what the file is"), example="bilaga")


class Attachment(Struct, frozen=True):
    """A bilaga that is not Markdown, as the edges have read it: its blocks, or its number of pages."""

    blocks: tuple[Node, ...] = ()
    pages: int = 0


class Case(Struct, frozen=True):
    """An ärende: its facts and its fragments, each checked for itself."""

    folder: str
    facts: CaseFacts
    settings: Settings
    sections: tuple[OwnSection, ...] = ()
    summaries: tuple[Summary, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    responses: tuple[Response, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    appendix_texts: tuple[AppendixText, ...] = ()

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """All the fragments, in the order of their paths."""
        each = (*self.sections, *self.summaries, *self.proposals, *self.responses, *self.dissents, *self.appendix_texts)
        return tuple(sorted(each, key=lambda fragment: fragment.path))
