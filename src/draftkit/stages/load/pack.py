"""A pack: what a document consists of (mall.yaml), its phrases, its templates; with those it inherits from."""

from __future__ import annotations

import io
from collections.abc import Collection
from collections.abc import Mapping as MappingType

from msgspec import Struct, field

from ... import codes
from ...facts import BODY, DATE, NUMBER, PERSON, TEXT, Choice, Fact, Kind, Many, OneOf, Record, Text, fact, plain_key
from ...messages import msg
from ...model import RESPONSE_KINDS, STAGES
from ...patterns import lazily
from ...problems import Problem
from ...project import Project
from ...spans import Source, Span, top_of
from . import yamltree
from .decode import Decoder, did_you_mean, nearest, not_keys
from .textfile import read_text
from .texts import is_litter
from .yamltree import Mapping, Scalar, Tree

# Asked for by stages/templating.py, reminders.py, drafts and webpage, or by a page that a pack need not have.
PHRASES_OF_THE_PROGRAM = (
    "pdf_sida", "pdf_sida_bild", "pdf_original", "påminnelse_ämne", "påminnelse_hälsning", "påminnelse_remissen", "påminnelse_saknas", "påminnelse_dag",
    "påminnelse_begäran", "påminnelse_avslut", "påminnelse_avsändare", "motion_inledning", "reservation_inledning",
    "reservation_i_beredningen_inledning", "reservation_i_styrelsen_inledning", "webb_titel", "webb_beskrivning",
    "webb_till_texten", "webb_utkast_rubrik", "webb_utkast", "webb_diarienummer", "webb_innehåll", "webb_fotnoter",
    "webb_fotnot", "webb_tillbaka", "webb_tabell", "webb_pdf_länk", "webb_pdf_text", "webb_pdf_utan_text",
    "webb_pdf_utan_bild", "webb_pdf_bara_original", "webb_till_början",
)  # fmt: skip
_FILE_NAME = Text(
    lazily(r"[^\W_][\w-]*"), msg("one word, without / and full stop, for example {example}", example="utlatande")
)
_FACT_KINDS: dict[str, Kind] = {"text": TEXT, "datum": DATE, "tal": NUMBER, "person": PERSON, "organ": BODY}


class SectionSpec(Record):
    """A section of the rotel's own that the document has."""

    slot: str = fact("avsnitt", TEXT, required=True, help=msg("its name in the front matter"), example="sammanfattning")
    path: str = fact("plats", TEXT, required=True, help=msg("where the file usually lies"), example="sammanfattning.md")
    title: str = fact(
        "rubrik", TEXT, required=True, help=msg("what the section is called"), example="Sammanfattning av ärendet"
    )
    needed_from: str | None = fact(
        "krävs", Choice(STAGES), help=msg("the stage from which it must be there"), example="beredning"
    )


class ResponseSpec(Record):
    """A kind of answer and the parts that its fragment has."""

    kind: str = fact(
        "typ", Choice(RESPONSE_KINDS), required=True, help=msg("the kind of answer"), example="nämndbeslut"
    )
    slots: tuple[str, ...] = fact(
        "delar",
        Many(TEXT),
        help=msg("the level-1 headings of the fragment; none where it has one part"),
        example="[Beslut, Svar]",
    )
    required: tuple[str, ...] = fact(
        "krävs", Many(TEXT), help=msg("those of its parts that must be there"), example="[Beslut]"
    )


class ProposalSpec(Record):
    """A body that decides something in the document."""

    decider: str = fact(
        "beslutar", TEXT, required=True, help=msg("the kind of body that decides"), example="fullmäktige"
    )
    needed_from: str | None = fact(
        "krävs", Choice(STAGES), help=msg("the stage from which it must be there"), example="beredning"
    )


class ExtraFact(Record):
    """A fact of the pack's own in arende.yaml."""

    key: str = fact("namn", TEXT, required=True, help=msg("the key"), example="handläggare")
    kind: str = fact(
        "typ", Choice((*_FACT_KINDS, "val")), required=True, help=msg("what is written there"), example="text"
    )
    choices: tuple[str, ...] = fact(
        "val", Many(TEXT), help=msg("what can be chosen, for the type val"), example="[ja, nej]"
    )
    words: str = fact("hjälp", TEXT, required=True, help=msg("what is meant"), example="Den som bereder ärendet")
    sample: str = fact("exempel", TEXT, required=True, help=msg("an example"), example="Kim Berg")
    needed: str | None = fact("krävs", Choice(("ja", "nej")), help=msg("whether it must be written"), example="nej")

    def declared(self) -> Fact:
        """The fact as the reader of arende.yaml wants it."""
        kind = Choice(self.choices) if self.kind == "val" else _FACT_KINDS[self.kind]
        return Fact(self.key, self.key, kind, self.needed == "ja", msg("{text}", text=self.words), self.sample)


class PackFacts(Record):
    """mall.yaml."""

    document_type: str = fact("dokumenttyp", TEXT, help=msg("the kind of document"), example="utlatande")
    title: str | None = fact("namn", TEXT, help=msg("what the document is called"), example="Utlåtande")
    parent: str | None = fact("ärver", TEXT, help=msg("the pack that this one builds on"), example="utlatande")
    file_name: str | None = fact("filnamn", _FILE_NAME, help=msg("the name of the finished files"), example="utlatande")
    sections: tuple[SectionSpec, ...] = fact(
        "avsnitt",
        Many(OneOf(SectionSpec)),
        help=msg("the sections of the rotel's own"),
        example="[{avsnitt: sammanfattning, plats: sammanfattning.md, rubrik: Sammanfattning}]",
    )
    responses: tuple[ResponseSpec, ...] = fact(
        "svarstyper",
        Many(OneOf(ResponseSpec)),
        help=msg("the kinds of answer"),
        example="[{typ: nämndbeslut, delar: [Beslut, Svar]}]",
    )
    proposals: tuple[ProposalSpec, ...] = fact(
        "förslag",
        Many(OneOf(ProposalSpec)),
        help=msg("the bodies that decide, in order"),
        example="[{beslutar: fullmäktige, krävs: beredning}]",
    )
    extra: tuple[ExtraFact, ...] = fact(
        "fakta",
        Many(OneOf(ExtraFact)),
        help=msg("facts of the pack's own in arende.yaml"),
        example="[{namn: handläggare, typ: text, hjälp: Den som bereder ärendet, exempel: Kim Berg}]",
    )


class Phrase(Struct, frozen=True):
    """A standing phrase: its forms by name ("" where it has one), and where it and each of them is written."""

    forms: MappingType[str, str]
    key: Span
    span: Span
    places: MappingType[str, Span]


class Pack(Struct, frozen=True):
    """A document type, whole: its own files first, then those of the packs that it inherits from.

    `compiled` is what the shipped packs' templates were compiled to when draftkit was installed (templating.py).
    """

    name: str
    lineage: tuple[str, ...]
    facts: PackFacts
    phrases: MappingType[str, Phrase]
    files: MappingType[str, bytes]
    sources: MappingType[str, Source] = field(default_factory=dict)
    compiled: bytes = b""

    def file(self, suffix: str) -> str | None:
        """The path of the nearest file of the lineage: "reference.docx", or ".typ" for <pack>.typ."""
        for name in self.lineage:
            path = f"{name}/{name}{suffix}" if suffix.startswith(".") else f"{name}/{suffix}"
            if path in self.files:
                return path
        return None

    def sheets(self) -> list[str]:
        """The paths of the style sheets of the page (<pack>.css), that of the pack itself last: it has the last word."""
        paths = (f"{name}/{name}.css" for name in reversed(self.lineage))
        return [path for path in paths if path in self.files]

    def slots_of(self, kind: str) -> ResponseSpec | None:
        """The parts of an answer of `kind`; None where the pack does not know the kind."""
        return next((spec for spec in self.facts.responses if spec.kind == kind), None)


def load(project: Project, name: str, asked_at: Span) -> tuple[Pack | None, list[Problem]]:
    """The pack called `name`; None, with the reasons, where it or one that it inherits from is not whole."""
    files = all_files(project)
    problems: list[Problem] = []
    lineage: list[str] = []
    layers: list[PackFacts] = []
    phrases: dict[str, Phrase] = {}
    at = asked_at
    wanted: str | None = name
    while wanted is not None:
        if wanted in lineage:
            return None, [
                *problems,
                Problem(
                    codes.PACK_INCOMPLETE,
                    msg("the pack “{name}” inherits from itself", name=wanted),
                    at,
                    msg("remove “ärver”"),
                ),
            ]
        if f"{wanted}/mall.yaml" not in files:
            return None, [*problems, _unknown_pack(wanted, files, at)]
        lineage.append(wanted)
        facts, more = _facts(project, files, wanted)
        problems += more
        if facts is None:
            return None, problems
        found, more = _phrases(project, files, wanted)
        problems += more
        phrases = found | phrases
        layers.append(facts)
        wanted, at = facts.parent, facts.place("ärver")
    pack = Pack(name, tuple(lineage), _merged(layers), phrases, files, compiled=project.compiled)
    incomplete = _incomplete(pack, own={path for path in files if files[path] is not project.packs.get(path)})
    return None if incomplete else pack, [*problems, *incomplete, *_unreadable(pack), *_unused(pack)]


def all_files(project: Project) -> dict[str, bytes]:
    """The shipped packs, with the workspace's own laid over them."""
    own = {
        path.removeprefix("templates/"): project.files[path]
        for path in project.under("templates")
        if not is_litter(path)
    }
    own_packs = {path.partition("/")[0] for path in own}
    shipped = {path: data for path, data in project.packs.items() if path.partition("/")[0] not in own_packs}
    return shipped | own


def _facts(project: Project, files: MappingType[str, bytes], name: str) -> tuple[PackFacts | None, list[Problem]]:
    tree, problems = _tree(files, f"{name}/mall.yaml")
    if tree is None:
        return None, problems
    decoder = Decoder()
    return decoder.record(PackFacts, tree), problems + decoder.problems


def _phrases(project: Project, files: MappingType[str, bytes], name: str) -> tuple[dict[str, Phrase], list[Problem]]:
    if f"{name}/fraser.yaml" not in files:
        return {}, []
    tree, problems = _tree(files, f"{name}/fraser.yaml")
    if tree is None:
        return {}, problems
    if not isinstance(tree, Mapping):
        return {}, [*problems, not_keys(tree)]
    phrases = {}
    for key, value in tree.items:
        forms = value.items if isinstance(value, Mapping) else ((Scalar("", value.span), value),)
        found = [(form.text, text) for form, text in forms if isinstance(text, Scalar)]
        phrases[key.text] = Phrase(
            {form: text.text for form, text in found}, key.span, value.span, {form: text.span for form, text in found}
        )
        problems += [
            Problem(
                codes.WRONG_SHAPE,
                msg("a phrase is a sentence, or sentences by form"),
                text.span,
                msg("see templates/utlatande/fraser.yaml"),
            )
            for _, text in forms
            if not isinstance(text, Scalar)
        ]
    return phrases, problems


def _tree(files: MappingType[str, bytes], path: str) -> tuple[Tree | None, list[Problem]]:
    source, problems = read_text(f"templates/{path}", files[path])
    if source is None:
        return None, problems
    tree, more = yamltree.parse(source)
    return tree, problems + more


def _merged(layers: list[PackFacts]) -> PackFacts:
    """One mall.yaml of several: what a city's pack says goes before what it inherits."""

    def first(attribute: str, empty: object) -> object:
        return next((value for layer in layers if (value := getattr(layer, attribute))), empty)

    return PackFacts(
        places=layers[0].places,
        document_type=str(first("document_type", "")),
        title=str(first("title", "")),
        file_name=str(first("file_name", "dokument")),
        sections=first("sections", ()),  # type: ignore[arg-type]
        responses=first("responses", ()),  # type: ignore[arg-type]
        proposals=first("proposals", ()),  # type: ignore[arg-type]
        # By key: the first layer's declaration of a fact stands.
        extra=tuple({plain_key(each.key): each for layer in reversed(layers) for each in layer.extra}.values()),
    )


def _unknown_pack(name: str, files: MappingType[str, bytes], at: Span) -> Problem:
    known = sorted({path.partition("/")[0] for path in files if path.endswith("/mall.yaml")})
    near = nearest(name, known)
    hint = did_you_mean(near) if near else msg("these packs exist: {names}", names=known)
    return Problem(codes.UNKNOWN_PACK, msg("there is no pack “{name}”", name=name), at, hint)


def _incomplete(pack: Pack, own: Collection[str]) -> list[Problem]:
    """What the pack lacks. Of `own` files, which do not ship with draftkit, the Word file is opened too."""
    missing = [suffix for suffix in (".md.j2", ".typ", "reference.docx") if pack.file(suffix) is None]
    shown = [f"{pack.name}{suffix}" if suffix.startswith(".") else suffix for suffix in missing]
    place = top_of(f"templates/{pack.name}/mall.yaml")
    hint = msg("copy it from templates/utlatande, or write “ärver: utlatande”")
    problems = [
        Problem(codes.PACK_INCOMPLETE, msg("the pack “{name}” lacks {file}", name=pack.name, file=each), place, hint)
        for each in shown
    ]
    path = pack.file("reference.docx")
    if path is not None and path in own and not _is_word_file(pack.files[path]):
        message, hint = (
            msg("the file is not a Word file"),
            msg("open it in Word and save it as a Word document (.docx)"),
        )
        problems.append(Problem(codes.PACK_INCOMPLETE, message, top_of(f"templates/{path}"), hint))
    return problems


def _is_word_file(data: bytes) -> bool:
    """Whether pandoc can take its look from `data`; it dies of what it cannot."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {"word/document.xml", "word/styles.xml"} <= set(archive.namelist()) and archive.testzip() is None
    except (zipfile.BadZipFile, OSError, ValueError, zlib.error):
        return False


def _unreadable(pack: Pack) -> list[Problem]:
    """What is wrong with the lineage's templates as text files."""
    paths = [
        path for path in pack.files if path.endswith((".j2", ".typ", ".css")) and path.partition("/")[0] in pack.lineage
    ]
    return [problem for path in sorted(paths) for problem in read_text(f"templates/{path}", pack.files[path])[1]]


def _unused(pack: Pack) -> list[Problem]:
    """Phrases that nothing prints: misspelled, so that what they were to change stays as it was."""
    paths = [path for path in pack.files if path.endswith(".j2") and path.partition("/")[0] in pack.lineage]
    texts = [pack.files[path].decode("utf-8", "replace") for path in paths]
    texts += [form for phrase in pack.phrases.values() for form in phrase.forms.values()]
    said = "\n".join(texts)
    used = [
        name for name in pack.phrases if name in PHRASES_OF_THE_PROGRAM or f'"{name}"' in said or f"'{name}'" in said
    ]
    problems = []
    for name, phrase in pack.phrases.items():
        if name not in used:
            near = nearest(name, used)
            hint = did_you_mean(near) if near else msg("remove it, or print it with {call}", call=f'fras("{name}")')
            problems.append(
                Problem(codes.UNKNOWN_KEY, msg("nothing prints the phrase “{name}”", name=name), phrase.key, hint)
            )
    return problems
