"""Answers become files: what is written reads back as what was answered, and nothing that stood there is touched."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from gettext import NullTranslations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import BODIES, CASE, FOLDER, PEOPLE, TODAY
from draftkit import drafting
from draftkit.blocks import text_of
from draftkit.edges.engines.pandoc import Pandoc, parsed
from draftkit.facts import Choice, Date, Many, OneOf, Text, facts_of
from draftkit.messages import words
from draftkit.model import CaseFacts, Dissent, Response
from draftkit.project import Project
from draftkit.spans import Source
from draftkit.stages.drafts import insertion
from draftkit.stages.drafts.desk import Desk
from draftkit.stages.drafts.kinds import KINDS
from draftkit.stages.drafts.markdowntext import as_printed, clauses, items_of, paragraphs, points
from draftkit.stages.drafts.questions import MORE, Answer, tree_of
from draftkit.stages.drafts.supposing import possible, supposed
from draftkit.stages.load import frontmatter, yamltree
from draftkit.stages.load.decode import Decoder
from draftkit.stages.load.texts import DIALECT, outline
from draftkit.stages.load.workspace import registers
from draftkit.stages.load.yamltree import Mapping, Scalar, Sequence, Tree
from draftkit.stages.yamltext import Rows, Sheet, flow, scalar

DESK = Callable[..., Desk]


@pytest.fixture
def desk(project: Callable[..., Project], pandoc: Pandoc) -> DESK:
    """`desk(files)`: the small case's desk, with `files` laid over; with `new=True`, that of a case to be."""

    def make(files: Any = None, *, new: bool = False, **options: Any) -> Desk:
        found, _, problems = drafting.desk(project(files, **options), "" if new else FOLDER, pandoc)
        assert problems == ()
        assert found is not None
        return found

    return make


def plain(tree: Tree | None) -> Any:
    if isinstance(tree, Mapping):
        return {key.text: plain(value) for key, value in tree.items}
    if isinstance(tree, Sequence):
        return [plain(each) for each in tree.items]
    return tree.text if isinstance(tree, Scalar) else None


def read(text: str) -> Any:
    """A YAML text as plain values; it must be read without a complaint."""
    tree, problems = yamltree.parse(Source("", text))
    assert problems == []
    return plain(tree)


# --- YAML ----------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.lists(
        st.sampled_from(
            [*"-?:,[]{}#&*!|>'\"%@`~ ", ": ", " #", "no", "null", "2031-05-20", "2031:19", "KS", "å", "\\"]
        ),
        min_size=1,
    ).map("".join),
)
PLAIN = [
    "KS 2031/0417",
    "2031:19",
    "2031-05-20",
    "S",
    "a-b",
    "Bygg-, miljö",
    "AB Stokab",
    "ja",
    "3",
    "å",
    "1.10",
]
QUOTED = ["-", "no", "Yes", "null", "~", "on", "Skola: ny", "a #b", "[a]", "{a", "'a", '"a"', "*a", "&a", "!a", "a:", 
          "- a", "x #y", " a", "a ", "a  b", "", "@a", "%a", "# a", "? a", "a\nb", "\u2028", "a\tb"]  # fmt: skip


@given(WORDS)
@example("\x85")
@example("\ufeff")
@example("\U000e0001")
@settings(max_examples=150)
def test_any_text_reads_back_as_itself(text: str) -> None:
    sheet = Sheet()
    sheet.facts({"a": text, "b": (text, text), "c": Rows((text,)), "d": {"e": text}, "f": ({"g": text, "h": "i"},)})
    assert read(sheet.text) == {"a": text, "b": [text] * 2, "c": [text], "d": {"e": text}, "f": [{"g": text, "h": "i"}]}
    assert read(f"a: {flow({'b': text, 'c': (text, 'd')})}\n") == {"a": {"b": text, "c": [text, "d"]}}


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_words_have_no_quotation_marks(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", QUOTED)
def test_what_means_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


def test_only_within_brackets_does_a_comma_need_quotation_marks() -> None:
    assert (scalar("Bygg-, miljö"), scalar("Bygg-, miljö", inside=True)) == ("Bygg-, miljö", '"Bygg-, miljö"')


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
ANSWERS: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {
        "dnr": st.just("KS 2031/0612"),
        "rubrik": st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(str.isprintable).filter(bool),
        "rotel": st.sampled_from(["I", "V", "I+VII"]),
        "föredragande": st.sampled_from([("sara-lindqvist",), ("sara-lindqvist", "Anders Wik")]),
        "skede": st.sampled_from(["beredning", "kommunstyrelse"]),
        "initiativ.typ": st.sampled_from(["motion", "skrivelse"]),
        "initiativ.väckt": DAYS,
    },
    optional={
        "nummer": st.sampled_from(["2031:19"]),
        "initiativ.motionärer": st.just(("kim-vild", "eva-brandt")),
        "remiss.instanser": st.just(("KUN", "föreningen Fixarna")),
        "behandling.kommunfullmäktige.datum": DAYS,
    },
)


@given(ANSWERS)
@settings(max_examples=60)
def test_facts_read_back_as_they_were_answered(packs: dict[str, bytes], answers: dict[str, Answer]) -> None:
    files = {"register/organ.yaml": BODIES.encode(), "register/personer.yaml": PEOPLE.encode()}
    known, _ = registers(Project(files, TODAY, packs))
    sheet = Sheet()
    sheet.facts({"schema": "1", **tree_of(CaseFacts, answers)})
    tree, problems = yamltree.parse(Source("arende.yaml", sheet.text))
    decoder = Decoder(known)
    assert tree is not None
    found = decoder.record(CaseFacts, tree)
    assert [*problems, *decoder.problems] == []
    assert found is not None
    assert (found.title, found.stage) == (answers["rubrik"], answers["skede"])
    assert [each.slug for each in found.presenters] == [
        "sara-lindqvist", *["anders-wik"] * (len(answers["föredragande"]) - 1)
    ]  # fmt: skip
    assert found.initiatives[0].raised_on == date.fromisoformat(str(answers["initiativ.väckt"]))
    assert (found.referral is not None) == ("remiss.instanser" in answers)
    for key, (first, last) in sheet.places.items():
        part = "\n".join(sheet.text.split("\n")[first - 1 : last])
        assert key.rpartition(".")[2] in part


# --- Markdown ------------------------------------------------------------------------------------

MARKS = st.lists(
    st.sampled_from(
        [*"*_`#<>[]()\\!&+-=~|:.1^$\"'@", "[^1]", "![x](y)", "[a](b)", "<!--", "-->", "<b>", "&amp;", "1. ", "- ", "> ",
         "# ", "```", "~~~", "---", "a", "å ", " ", "http://x.se", "eva_b@x.se", "\n", "\n\n", "    ", "| a |", "2) "]
    ),
    min_size=1,
).map("".join)  # fmt: skip


def printed(pandoc: Pandoc, lines: list[str]) -> str:
    body = "".join(f"{line}\n" for line in lines)
    (tree,) = parsed(pandoc.read([body], DIALECT, outlines=[outline(body)]))
    return " ".join(" ".join(text_of(block).split()) for block in tree.blocks)


TYPED = st.one_of(MARKS, st.text(st.characters(exclude_categories=["Cs", "Cc"])))


@given(TYPED.map(partial(unicodedata.normalize, "NFC")))
@example("2031. Året var bra.")
@example("- streck\n1) tal\n# nej")
@example("ett\n===\ntvå\n---")
@settings(max_examples=150, deadline=None)
def test_any_text_is_printed_character_by_character(pandoc: Pandoc, text: str) -> None:
    lines = paragraphs(text)
    assert printed(pandoc, lines).split() == text.split()
    assert len(lines) <= len(text.splitlines())


@given(st.lists(MARKS.map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_points_are_printed_character_by_character(pandoc: Pandoc, items: list[str]) -> None:
    body = "".join(f"{line}\n" for line in points(items))
    (tree,) = parsed(pandoc.read([body], DIALECT, outlines=[outline(body)]))
    (block,) = tree.blocks
    assert block["t"] == "OrderedList"
    assert [" ".join(text_of(each).split()) for each in block["c"][1]] == items


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("avslå motionen", ["avslå motionen"]),
        ("1. att avslå\n2. att återremittera", ["att avslå", "att återremittera"]),
        ("att avslå\natt återremittera", ["att avslå", "att återremittera"]),
        ("• avslå\n– bifalla", ["avslå", "bifalla"]),
        ("avslå förvaltningens\nförslag", ["avslå förvaltningens förslag"]),
        ("it-\nleverans", ["it-leverans"]),
        ("Nämnden avslår.\nBeslutet justeras.", ["Nämnden avslår.", "Beslutet justeras."]),
        ("ett\n\ntvå", ["ett", "två"]),
        ("2031 års budget", ["2031 års budget"]),
        (" \n ", []),
    ],
)
def test_points_are_told_apart(typed: str, items: list[str]) -> None:
    assert items_of(typed) == tuple(items)


def test_clauses_continue_the_sentence_and_end_it_once() -> None:
    assert clauses(["avslå", "Att bifalla"]) == ("att avslå", "att bifalla.")
    assert clauses(["att avslå.", "bifalla"]) == ("att avslå.", "att bifalla")
    assert clauses(["attestera"]) == ("att attestera.",)
    assert clauses([]) == ()
    assert as_printed(["a"]) == ["a"]
    assert as_printed(["a", "b"]) == ["1. a", "2. b"]
    assert points(["att avslå."], "Jag föreslår att nämnden beslutar") == [
        "Jag föreslår att nämnden beslutar att avslå."
    ]


# --- additions -----------------------------------------------------------------------------------

LISTS = [
    "bilagor:\n  - {id: a}   # den första\nremiss: x\n",
    "bilagor:\n- id: a\n  rubrik: b\n\n# sist\n",
    "bilagor: [{id: a}, {id: b}]  # två\nx: y\n",
    "bilagor: []\n",
    "bilagor:\n  [{id: a},\n   {id: b},\n  ]\n",
    "bilagor:\nx: y\n",
    "bilagor:",
    "x: y",
    "x: y\n",
    "a: 'å: ö'\nBilagor:\n  - {id: a}\n",
    'bilagor:\n  - rubrik: "på\n      två rader"\nx: y\n',
]


@pytest.mark.parametrize("text", LISTS)
def test_a_record_is_added_to_a_list_and_all_else_stands(text: str) -> None:
    facts: dict[str, object] = {"id": "motion", "rubrik": "Motion: ny, #1", "fil": "bilagor/motion.md"}
    added = insertion.with_item(text, "bilagor", facts)
    assert added is not None
    before = read(text)
    key = next((key for key in before if key.casefold() == "bilagor"), "bilagor")
    assert read(added.text) == {**before, key: [*(before.get(key) or []), facts]}
    assert _only_added(text, added.text)
    assert all("bilagor/motion.md" in added.text.split("\n")[first - 1] for first, _ in [added.places["fil"]])


@pytest.mark.parametrize(
    "text",
    [
        "bilagor:\n  - rubrik: >\n      text\nremiss: x\n",
        "bilagor: {id: a}\n",
        "bilagor: a\n",
        "bilagor: [a\n",
        "- a\n",
        "bilagor:\n  - a\nbilagor:\n  - b\n",
    ],
)
def test_what_cannot_be_added_to_safely_is_left_alone(text: str) -> None:
    assert insertion.with_item(text, "bilagor", {"id": "a"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "initiativ:\n  - {typ: motion, väckt: 2031-02-10}  # så\n",
        "initiativ:\n  - typ: motion      # en\n    väckt: 2031-02-10   # två\n\nremiss: x\n",
        "initiativ: [{typ: motion, väckt: 2031-02-10, }]\n",
        "initiativ:\n- typ: motion\n  väckt: 2031-02-10",
    ],
)
def test_a_fact_is_added_to_a_record_and_all_else_stands(text: str) -> None:
    changed = insertion.with_fact(text, "initiativ", 0, "bilaga", "motion")
    assert changed is not None
    assert read(changed)["initiativ"] == [{"typ": "motion", "väckt": "2031-02-10", "bilaga": "motion"}]
    assert _only_added(text, changed)


def test_a_file_keeps_its_line_ends() -> None:
    before = b"a: b\r\nc: d\r\n"
    assert insertion.closed(insertion.appended(insertion.opened(before), "e: f"), before) == "a: b\r\nc: d\r\ne: f\r\n"
    assert insertion.closed(insertion.appended("a: b", "e: f"), b"a: b") == "a: b\ne: f\n"


def test_a_fact_that_cannot_be_added_safely_is_not() -> None:
    text = "initiativ:\n  - typ: motion\n    väckt: >\n      2031-02-10\nremiss: x\n"
    assert insertion.with_fact(text, "initiativ", 0, "bilaga", "motion") is None
    assert insertion.with_fact("initiativ: [a]\n", "initiativ", 0, "bilaga", "motion") is None


def _only_added(before: str, after: str) -> bool:
    """Whether `after` is `before` with characters put in at one place."""
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    return before[:start] == after[:start] and after.endswith(before[start:]) and len(after) > len(before)


# --- questions -----------------------------------------------------------------------------------


def leaves(cls: type, prefix: str = "") -> set[str]:
    """Every fact of a record that a person can write, by its whole key."""
    found = set()
    for each in facts_of(cls):
        inner = each.kind.item if isinstance(each.kind, Many) else each.kind
        if isinstance(inner, OneOf) and not inner.shorthand:
            found |= leaves(inner.cls, f"{prefix}{each.key}.")
        else:
            found.add(f"{prefix}{each.key}")
    return found


OF_QUOTED = {"språk", "lås", "källa.fil", "källa.sha256", "undantag.regel", "undantag.skäl", "undantag.text"}


@pytest.mark.parametrize(
    ("word", "cls", "elsewhere"),
    [
        (
            "ärende", CaseFacts,
            {"schema", "dokumenttyp", "initiativ.bilaga", *(f"bilagor.{key}" for key in ("id", "rubrik", "fil", "dnr",
             "placering", "alternativtext")), *(f"undantag.{key}" for key in ("regel", "skäl", "text")),
             *(f"andra_språk.{key}" for key in ("språk", "ord"))},
        ),
        ("remissvar", Response, OF_QUOTED),
        ("reservation", Dissent, OF_QUOTED),
    ],
)  # fmt: skip
def test_every_fact_of_the_model_can_be_asked_for(desk: DESK, word: str, cls: type, elsewhere: set[str]) -> None:
    """A fact that is added to the model is asked for, without a line in the wizard."""
    found = {each.key for each in possible(KINDS[word], desk(new=word == "ärende"))}
    assert leaves(cls) - elsewhere <= found


def test_what_is_required_follows_from_the_stage(desk: DESK) -> None:
    def needed(stage: str) -> list[str]:
        questions = KINDS["ärende"].questions(desk(new=True), {"skede": stage})
        return [
            each.key.removeprefix("behandling.") for each in questions if each.required and "behandling" in each.key
        ]

    assert needed("beredning") == []
    assert needed("borgarrådsberedning") == ["borgarrådsberedning.datum", "borgarrådsberedning.utfall"]
    assert needed("kommunfullmäktige") == [
        "kommunstyrelse.datum", "kommunstyrelse.utfall", "kommunstyrelse.undertecknare", "kommunstyrelse.titel",
        "kommunfullmäktige.datum",
    ]  # fmt: skip


def test_a_pack_asks_for_its_own_facts_and_parts(desk: DESK) -> None:
    pack = {
        "/draftkit.toml": 'schema = 1\nkommun = "Stensunda"\nort = "Stensunda"\nmall = "egen"\n',
        "/templates/egen/mall.yaml": (
            "ärver: utlatande\nfakta:\n"
            "  - {namn: handläggare, typ: text, hjälp: den som bereder ärendet, exempel: Kim Berg, krävs: ja}\n"
            "  - {namn: ärendeslag, typ: val, val: [A, B], hjälp: ärendets slag, exempel: A}\n"
            "svarstyper:\n  - {typ: yttrande, delar: [Sammanfattning, Synpunkter]}\n"
        ),
        "arende.yaml": CASE.replace("dokumenttyp: utlatande\n", "handläggare: Kim Berg\n"),
        "remissvar/kulturnamnden.md": None,
        "sammanfattningar/kulturnamnden.md": None,
    }
    found = {each.key: each for each in possible(KINDS["ärende"], desk(pack, new=True))}
    assert (found["handläggare"].required, found["handläggare"].kind) == (True, Text())
    assert words(found["handläggare"].help, NullTranslations()) == "den som bereder ärendet"
    assert (found["ärendeslag"].asked, found["ärendeslag"].kind) == (False, Choice(("A", "B")))
    answers = supposed(KINDS["ärende"], desk(pack, new=True), {}, everything=False)
    made = KINDS["ärende"].made(desk(pack, new=True), answers)
    assert made.new["drafts/ks-2031-0417/arende.yaml"].text.endswith("\nhandläggare: Kim Berg\n")
    answer = [each.key for each in possible(KINDS["remissvar"], desk(pack))]
    assert {"sammanfattning", "synpunkter"} <= set(answer)


def test_what_may_be_left_out_is_one_question(desk: DESK) -> None:
    questions = KINDS["ärende"].questions(desk(new=True), {})
    assert [each.key for each in questions if not each.asked] == []
    assert questions[-1].key == MORE
    assert "nummer" in words(questions[-1].help, NullTranslations())
    more = KINDS["ärende"].questions(desk(new=True), {MORE: "ja"})
    assert "nummer" in [each.key for each in more]


@pytest.mark.parametrize("word", KINDS)
def test_what_is_supposed_of_a_whole_file_passes_check(desk: DESK, pandoc: Pandoc, word: str) -> None:
    """All that must be answered, answered with what is known or the first that will do."""
    gone = {"remissvar/kulturnamnden.md": None, "sammanfattningar/kulturnamnden.md": None}
    world = desk(gone if word == "remissvar" else {}, new=word == "ärende")
    known: dict[str, Answer] = {"initiativ.handling": "KS 2031/0417-1", "organ": "kulturnämnden", "brödtext": "Text."}
    answers = supposed(KINDS[word], world, known if word != "ärende" else {}, everything=False)
    made = KINDS[word].made(world, answers)
    problems, _ = drafting.reviewed(world, made, (), pandoc)
    assert [each.code.number for each in problems if each.severity().name == "ERROR"] == []


def test_an_answer_is_judged_whatever_the_rest_will_be(desk: DESK, pandoc: Pandoc) -> None:
    """Not for what has not been asked yet; and not for what was only supposed."""
    world = desk({"remissvar/kulturnamnden.md": None, "sammanfattningar/kulturnamnden.md": None})

    def codes(key: str, **answers: Answer) -> list[str]:
        problems, _ = drafting.judged(KINDS["remissvar"], world, answers, key, pandoc)
        return [each.code.number for each in problems]

    assert codes("organ", organ="kulturnämnden") == []  # undated, without text: neither has been asked
    assert codes("typ", organ="kulturnämnden", typ="nämndbeslut") == []  # the meeting comes next
    assert codes("organ", organ="Konsumentforum Stensunda") == ["DK305"]
    assert codes("datum", organ="föreningen Fixarna", typ="remissvar", datum="2031-13-40") == ["DK103"]
    assert codes("datum", organ="föreningen Fixarna", typ="remissvar", datum="2031-03-01") == ["DK143"]


def test_points_are_judged_with_the_words_before_them(desk: DESK, pandoc: Pandoc) -> None:
    answers: dict[str, Answer] = {"organ": "kulturnämnden", "typ": "reservation", "av": ("eva-brandt",)}
    problems, _ = drafting.judged(KINDS["reservation"], desk(), {**answers, "att": ("a b.", "c d")}, "att", pandoc)
    assert [each.code.number for each in problems] == ["DK333"]


def test_a_new_case_is_called_as_its_number_and_never_lies_over_another(desk: DESK) -> None:
    world = desk({"/drafts/KS-2031-0612/arende.yaml": "schema: 1\n"}, new=True)
    answers = supposed(KINDS["ärende"], world, {"dnr": "KS 2031/0612"}, everything=False)
    refused = KINDS["ärende"].made(world, answers).refused
    assert words(refused["dnr"][0], NullTranslations()) == "there is already an ärende in drafts/ks-2031-0612"
    answers["dnr"] = "KS 2031/0613"
    made = KINDS["ärende"].made(world, answers)
    assert (made.folder, made.refused) == ("drafts/ks-2031-0613", {})


def test_a_motion_has_a_name_and_a_number_of_its_own(desk: DESK) -> None:
    facts = CASE + "bilagor:\n  - {id: motion, rubrik: A, fil: bilagor/a.pdf, placering: separat}\n"
    world = desk({"arende.yaml": facts, "bilagor/a.pdf": b"", "bilagor/motion-2.md": "Text.\n"})
    made = KINDS["motion"].made(world, supposed(KINDS["motion"], world, {}, everything=False))
    assert [*made.new] == [f"{FOLDER}/bilagor/motion-3.md"]
    assert "  - id: motion-3\n" in made.changed[f"{FOLDER}/arende.yaml"].text


def test_where_the_motion_cannot_be_noted_nothing_is_written(desk: DESK) -> None:
    facts = CASE + "bilagor: {id: a, rubrik: A, fil: bilagor/a.md, placering: separat}\n"
    world = desk({"arende.yaml": facts, "bilagor/a.md": "Text.\n"})
    made = KINDS["motion"].made(world, supposed(KINDS["motion"], world, {}, everything=False))
    assert made.changed == {}
    (message, _) = made.refused[""]
    assert words(message, NullTranslations()) == "draftkit cannot add the motion to arende.yaml by itself"


def test_a_dissent_is_called_as_its_party_and_never_lies_over_another(desk: DESK) -> None:
    def path(world: Desk, *people: str) -> str:
        answers = {"typ": "reservation", "organ": "kulturnämnden", "av": people}
        (found,) = KINDS["reservation"].made(world, answers).new
        return found.removeprefix(f"{FOLDER}/avvikande/")

    assert path(desk(), "omar-haddad", "Eva Brandt") == "kulturnamnden-l.md"
    assert path(desk(), "omar-haddad", "jenny-ahl", "kim-vild") == "kulturnamnden-l-c-vild.md"
    taken = "---\ntyp: reservation\norgan: kulturnämnden\nav: [eva-brandt]\ntext: saknas\n---\n"
    assert path(desk({"avvikande/Kulturnamnden-L.md": taken}), "omar-haddad") == "kulturnamnden-l-2.md"


def test_the_day_and_the_place_of_a_dissent_are_known(desk: DESK) -> None:
    questions = {each.key: each for each in KINDS["reservation"].questions(desk(), {"organ": "kommunstyrelsen"})}
    assert questions["datum"].default == "2031-09-17"
    assert questions["organ"].offers == ("kulturnämnden", "borgarrådsberedningen", "kommunstyrelsen")


@pytest.mark.parametrize(
    ("organ", "av", "lead"),
    [
        ("kulturnämnden", ("eva-brandt",), "Jag föreslår att kulturnämnden beslutar"),
        ("kommunstyrelsen", ("eva-brandt",),
         "Jag föreslår att kommunstyrelsen föreslår att kommunfullmäktige beslutar"),
        ("borgarrådsberedningen", ("eva-brandt",),
         "Jag föreslår att borgarrådsberedningen föreslår att kommunstyrelsen beslutar"),
        ("borgarrådsberedningen", ("eva-brandt", "omar-haddad"),
         "Vi föreslår att borgarrådsberedningen föreslår att kommunstyrelsen beslutar"),
    ],
)  # fmt: skip
def test_a_reservation_says_decides_only_of_who_decides(desk: DESK, organ: str, av: tuple[str, ...], lead: str) -> None:
    answers: dict[str, Answer] = {"organ": organ, "typ": "reservation", "av": av, "att": ("a",)}
    leads = [each for each in KINDS["reservation"].questions(desk(), answers) if each.key == "inledning"]
    assert [each.default for each in leads] == [lead]


def test_only_those_who_are_waited_for_are_offered(desk: DESK) -> None:
    (organ,) = [each for each in KINDS["remissvar"].questions(desk(), {}) if each.key == "organ"]
    assert organ.offers == ("föreningen Fixarna",)


def test_options_have_the_names_of_the_keys(desk: DESK) -> None:
    names = drafting.options(KINDS["ärende"], desk(new=True))
    assert {name: names[name].key for name in ("dnr", "typ", "svar-senast", "nummer", "initiativ-nummer", "titel")} == {
        "dnr": "dnr", "typ": "initiativ.typ", "svar-senast": "remiss.svar_senast", "nummer": "nummer",
        "initiativ-nummer": "initiativ.nummer", "titel": "behandling.kommunstyrelse.titel",
    }  # fmt: skip
    assert isinstance(names["kommunstyrelse-datum"].kind, Date)


def test_a_text_reads_back_as_its_parts(desk: DESK) -> None:
    """What the wizard writes, draftkit reads without a word about its form."""
    answers: dict[str, Answer] = {"organ": "föreningen Fixarna", "typ": "remissvar", "brödtext": "---\ntyp: nej\n---"}
    (page, _) = KINDS["remissvar"].made(desk(), {**answers, "sammanfattning": "ja"}).new.values()
    parts, problems = frontmatter.split(Source("x.md", page.text))
    assert problems == []
    assert parts.body == "\\---\ntyp: nej\n\\---\n"
