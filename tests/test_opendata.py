"""Open data: the JSON fits its schema and the Akoma Ntoso its XSD, whatever the texts hold, and both are counted."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, TODAY, Files, told
from draftkit.blocks import Node, letters
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish import akn, openjson
from draftkit.edges.language import translations
from draftkit.edges.openschema import schema
from draftkit.pipeline import Composed, check, compose
from draftkit.project import Project
from draftkit.publish import Published
from draftkit.publish import publish as publish_case
from draftkit.spans import top_of
from draftkit.stages import formats
from draftkit.stages.render import Document

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
EXAMPLES = ("examples/stensunda:drafts/ks-2031-0417", "examples/minimal:drafts/ks-2031-0102", ".:drafts/ks-2031-0512")


@cache
def xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(ROOT / "tests/data/akomantoso30.xsd"))


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(translations("sv")))


def faults(published: Published) -> list[str]:
    """What is wrong with the finished files, by the schemas."""
    assert {"utlatande.json", "utlatande.akn"} <= set(published.files), published.problems
    data = json.loads(published.files["utlatande.json"])
    found = ["/".join(map(str, error.path)) + ": " + error.message for error in validator().iter_errors(data)]
    tree = etree.fromstring(published.files["utlatande.akn"])
    if not xsd().validate(tree):
        found += [f"{error.line}: {error.message}" for error in xsd().error_log]
    return found + sorted(loose_ends(tree))


def loose_ends(tree: Any) -> set[str]:
    """References within an Akoma Ntoso document that lead nowhere."""
    known = {f"#{each.get('eId')}" for each in tree.iter()}
    named = [each.get(name, "") for each in tree.iter() for name in ("refersTo", "by", "as", "outcome", "source")]
    authors = [each.get("href") for each in tree.iter(f"{AKN}FRBRauthor")]
    return {reference for each in [*named, *authors] for reference in each.split()} - known


def built(composed: Composed, project: Project, pandoc: Pandoc, *, final: bool = False) -> Published:
    return publish_case(composed, project, pandoc, wanted=("json", "akn"), final=final)


# --- whatever the texts hold -----------------------------------------------------------------------

PICTURES = (f"{FOLDER}/bilder/a.png", f"{FOLDER}/bilder/b.png")
PNG = (ROOT / "examples/stensunda/drafts/ks-2031-0417/bilagor/verkstad.png").read_bytes()
LETTERS = "abcåäö ÅÄÖ123 §–”’.-*_<>&'\"\\]\t\u00a0\u00ad\u2028😀字\x00\x07\x1b\x85\ufffe\ufeff\ue000"
ADDRESSES = (
    "https://a.example/å b?c=%C3%A5#d",
    "mailto:a@b.example",
    "https://[x",
    "",
    "tel:+46 8",
    "x y:z",
    "https://a.example/100%#a#b[c]",
)
LOOKS = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
ALIGNS = ("AlignLeft", "AlignRight", "AlignCenter", "AlignDefault")
FORMS = ("Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha", "DefaultStyle", "Example")
STYLES = ("Title", "Ruta", "Lucka", "Underskrift")
NO = ["", [], []]


def node(kind: str, content: Any = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


class Scribe:
    """Makes trees of everything that pandoc's can hold, each the same for the same number."""

    def __init__(self, number: int) -> None:
        self.dice = Random(number)
        self.in_note = False

    def some(self, make: Callable[[int], Node], depth: int, least: int = 0, most: int = 3) -> list[Node]:
        return [make(depth) for _ in range(self.dice.randint(least, most if depth else 1))]

    def word(self) -> str:
        return "".join(self.dice.choices(LETTERS, k=self.dice.randint(0, 7)))

    def line(self, depth: int) -> list[Node]:
        return self.some(self.inline, depth)

    def inline(self, depth: int) -> Node:
        deep = ("look", "Quoted", "Link", "Span", "Cite", "Note") if depth else ()
        kind = self.dice.choice(
            ("Str", "Str", "Space", "SoftBreak", "LineBreak", "RawInline", "Code", "Math", "Image", *deep)
        )
        below = max(depth - 1, 0)
        match kind:
            case "Str":
                return node(kind, self.word())
            case "RawInline":
                return node(kind, ["html", "<!-- n -->"])
            case "Code":
                return node(kind, [NO, self.word()])
            case "Math":
                return node(kind, [node("InlineMath"), self.word()])
            case "Image":
                return node(kind, [NO, [node("Str", self.word())], [self.dice.choice(PICTURES), ""]])
            case "look":
                return node(self.dice.choice(LOOKS), self.line(below))
            case "Quoted":
                return node(kind, [node(self.dice.choice(("SingleQuote", "DoubleQuote"))), self.line(below)])
            case "Link":
                return node(kind, [NO, self.line(below), [self.dice.choice(ADDRESSES), ""]])
            case "Span":
                return node(kind, [self.dice.choice((NO, ["", [], [["lang", "en"]]])), self.line(below)])
            case "Cite":
                return node(kind, [[], self.line(below)])
            case "Note":
                return node(kind, self.note(below))
        return node(kind)

    def note(self, depth: int) -> list[Node]:
        """A footnote has none itself: pandoc leaves out what stands in one."""
        outer, self.in_note = self.in_note, True
        found = [] if outer else self.blocks(depth)
        self.in_note = outer
        return found

    def block(self, depth: int) -> Node:
        deep = ("BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Figure", "Div", "Table") if depth else ()
        kind = self.dice.choice(
            ("Para", "Plain", "Header", "CodeBlock", "LineBlock", "HorizontalRule", "RawBlock", *deep, *deep)
        )
        below = max(depth - 1, 0)
        match kind:
            case "Para" | "Plain":
                return node(kind, self.line(depth))
            case "Header":
                return node(kind, [self.dice.randint(1, 6), NO, self.line(depth)])
            case "CodeBlock":
                return node(kind, [NO, f"{self.word()}\n  {self.word()}"])
            case "LineBlock":
                return node(kind, [self.line(depth), self.line(depth)])
            case "RawBlock":
                return node(kind, ["html", "<!-- n -->"])
            case "BlockQuote":
                return node(kind, self.blocks(below))
            case "BulletList":
                return node(kind, self.items(below))
            case "OrderedList":
                form, end = (
                    self.dice.choice(FORMS),
                    self.dice.choice(("Period", "OneParen", "TwoParens", "DefaultDelim")),
                )
                return node(kind, [[self.dice.randint(0, 4001), node(form), node(end)], self.items(below)])
            case "DefinitionList":
                return node(kind, [[self.line(below), self.items(below)]])
            case "Figure":
                return node(kind, [NO, [None, self.blocks(below)], self.blocks(below)])
            case "Div":
                return node(kind, [["", [], [["custom-style", self.dice.choice(STYLES)]]], self.blocks(below)])
            case "Table":
                return node(kind, self.table(below))
        return node(kind)

    def blocks(self, depth: int) -> list[Node]:
        return self.some(self.block, depth)

    def items(self, depth: int) -> list[list[Node]]:
        return [self.blocks(depth) for _ in range(self.dice.randint(1, 3))]

    def table(self, depth: int) -> list[Any]:
        specs = [[node(self.dice.choice(ALIGNS)), node("ColWidthDefault")] for _ in range(2)]
        body = [NO, 0, self.rows(depth), self.rows(depth)]
        return [NO, [None, self.blocks(depth)], specs, [NO, self.rows(depth)], [body], [NO, self.rows(depth)]]

    def rows(self, depth: int) -> list[Any]:
        return [
            [NO, [self.cell(depth) for _ in range(self.dice.randint(0, 3))]] for _ in range(self.dice.randint(0, 2))
        ]

    def cell(self, depth: int) -> list[Any]:
        spans = self.dice.randint(1, 2), self.dice.randint(1, 2)
        return [NO, node(self.dice.choice(ALIGNS)), *spans, self.blocks(depth)]


class Desk:
    """The small case with two pictures, composed once; what hypothesis tells of it is short."""

    def __init__(self, packs: dict[str, bytes], pandoc: Pandoc) -> None:
        files = {f"{FOLDER}/{path}": text.encode() for path, text in SMALL.items()} | dict.fromkeys(PICTURES, PNG)
        shown = "".join(f"![Bild]({path})\n" for path in PICTURES)
        files[f"{FOLDER}/synpunkter.md"] += shown.replace(f"{FOLDER}/", "").encode()
        shared = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
        self.project = Project({**files, **{path: text.encode() for path, text in shared.items()}}, TODAY, packs)
        self.pandoc = pandoc
        self.composed = compose(check(self.project, FOLDER, pandoc), pandoc, final=False)

    def __repr__(self) -> str:
        return "desk"

    def published(self, document: Document) -> Published:
        return built(replace(self.composed, document=document), self.project, self.pandoc)


@pytest.fixture(scope="module")
def desk(packs: dict[str, bytes], pandoc: Pandoc) -> Desk:
    return Desk(packs, pandoc)


KEYS = ("avsnitt:synpunkter", "svar:kulturnamnden:Svar", "avvikande:x")
PATHS = ("synpunkter.md", "remissvar/kulturnamnden.md", "bilagor/a.md")


def laid(number: int) -> Document:
    """A document of some such texts: each with its key and its file, and the last of them perhaps a bilaga."""
    scribe = Scribe(number)
    nodes: list[Node] = []
    printed = []
    for index in range(scribe.dice.randint(0, 4)):
        kind = scribe.dice.randrange(3)
        if index == 3:
            nodes += [node("Div", [["", [], [["bilaga", "1"]]], []]), node("Header", [1, NO, scribe.line(2)])]
        nodes += scribe.blocks(3) if scribe.dice.randrange(2) else []
        for each in scribe.blocks(3):
            nodes.append(node("Div", [["", [], [["block", str(len(printed))]]], [each]]))
            printed.append((KEYS[kind], top_of(f"{FOLDER}/{PATHS[kind]}")))
    return Document(tuple(nodes), tuple(printed))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**9))
def test_every_tree_that_pandoc_can_make_is_valid_and_counted(desk: Desk, number: int) -> None:
    document = laid(number)
    published = desk.published(document)
    assert faults(published) == []
    text, notes = formats.expected_text(document.nodes)
    wanted = (letters(text), letters("".join(notes)))
    for found in (openjson.words(published.files["utlatande.json"]), akn.words(published.files["utlatande.akn"])):
        assert tuple(map(letters, found)) == wanted


# --- the examples ------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request: pytest.FixtureRequest, pandoc: Pandoc) -> tuple[Composed, Published]:
    root, _, folder = request.param.partition(":")
    project = disk.project(ROOT / root, [ROOT / root / folder], date(2031, 10, 6))
    composed = compose(check(project, folder, pandoc), pandoc, final=False)
    return composed, built(composed, project, pandoc)


def test_the_examples_are_valid(example: tuple[Composed, Published]) -> None:
    assert faults(example[1]) == []


def test_the_examples_have_every_word_in_its_place(example: tuple[Composed, Published]) -> None:
    composed, published = example
    assert composed.document is not None
    text, notes = formats.expected_text(composed.document.nodes)
    for found in (openjson.words(published.files["utlatande.json"]), akn.words(published.files["utlatande.akn"])):
        assert tuple(map(letters, found)) == (letters(text), letters("".join(notes)))


def test_what_they_name_lies_beside_them(example: tuple[Composed, Published]) -> None:
    files = example[1].files
    data = json.loads(files["utlatande.json"])
    named = {each["fil"] for each in below(data["dokument"]) if each.get("typ") == "bild"}
    named |= {each["kopia"] for each in below(data) if each.get("kopia")}
    tree = etree.fromstring(files["utlatande.akn"])
    shown = {each.get("src") for each in tree.iter(f"{AKN}img")}
    shown |= {each.get("href") for each in tree.iter(f"{AKN}documentRef")}
    assert named == shown == {name for name in files if name.startswith(("bilder/", "bilagor/"))}
    assert named <= json.loads(files["manifest.json"])["utdata"].keys()


def below(value: Any) -> list[dict[str, Any]]:
    """Every object in a JSON value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) else []
    return own + [found for each in inner for found in below(each)]


# --- the small case ------------------------------------------------------------------------------------


@pytest.fixture
def opened(publish: Callable[..., Published]) -> Callable[..., tuple[dict[str, Any], Any]]:
    """`opened(files)`: the JSON and the Akoma Ntoso of the small case, which are valid."""

    def make(files: Files | None = None, **options: Any) -> tuple[dict[str, Any], Any]:
        published = publish(files, wanted=("json", "akn"), **options)
        assert faults(published) == []
        return json.loads(published.files["utlatande.json"]), etree.fromstring(published.files["utlatande.akn"])

    return make


Opened = Callable[..., tuple[dict[str, Any], Any]]


def test_the_facts_of_the_small_case(opened: Opened) -> None:
    data, _ = opened(final=True)
    board = {"id": "kommunstyrelsen", "namn": "kommunstyrelsen", "typ": "styrelse", "förvaltning": None}
    council = {"id": "kommunfullmaktige", "namn": "kommunfullmäktige", "typ": "fullmäktige", "förvaltning": None}
    kultur = {
        "id": "kulturnamnden", "namn": "kulturnämnden", "typ": "facknämnd", "förvaltning": "kulturförvaltningen",
    }  # fmt: skip

    def person(slug: str, name: str, party: str | None) -> dict[str, Any]:
        return {"id": slug, "namn": name, "parti": party, "uppdrag": []}

    del data["dokument"]
    assert data == {
        "schema": "urn:draftkit:schema:utlatande:1",
        "utkast": None,
        "dokumenttyp": "utlatande",
        "datum": "2031-09-17",
        "kommun": "Stensunda kommun",
        "språk": "sv",
        "ärende": {
            "dnr": "KS 2031/0417",
            "nummer": None,
            "rubrik": "Motion om lånebara verktyg",
            "rotel": "V",
            "skede": "kommunstyrelse",
            "föredragande": [person("sara-lindqvist", "Sara Lindqvist", "S")],
            "initiativ": [
                {
                    "typ": "motion",
                    "motionärer": [
                        person("omar-haddad", "Omar Haddad", "L"),
                        person("eva-brandt", "Eva Brandt", "L"),
                    ],
                    "väckt": "2031-02-10",
                    "nummer": None,
                    "handling": None,
                    "bilaga": None,
                }
            ],
            "behandling": {
                "borgarrådsberedning": {"datum": "2031-09-08", "utfall": "tillstyrker"},
                "kommunstyrelse": {
                    "datum": "2031-09-17",
                    "utfall": "delar",
                    "undertecknare": person("anders-wik", "Anders Wik", "S"),
                    "titel": "Kommunstyrelsens ordförande",
                },
                "kommunfullmäktige": None,
            },
            "fakta": {},
        },
        "remiss": {
            "utskickad": "2031-03-03",
            "svar_senast": "2031-05-30",
            "instanser": [
                {
                    "organ": kultur,
                    "underremiss_av": None,
                    "läge": "besvarad",
                    "datum": "2031-05-20",
                    "svar": {
                        "typ": "nämndbeslut",
                        "avsändare": "kulturförvaltningen",
                        "sammanträde": "2031-05-20",
                        "datum": "2031-04-29",
                        "återgivning": "i huvudsak",
                        "beslut": ["Kulturnämnden godkänner tjänsteutlåtandet.", "Beslutet justeras omedelbart."],
                        "fil": "remissvar/kulturnamnden.md",
                    },
                    "sammanfattning": "sammanfattningar/kulturnamnden.md",
                },
                {
                    "organ": {"id": "fixarna", "namn": "föreningen Fixarna", "typ": "extern", "förvaltning": None},
                    "underremiss_av": None,
                    "läge": "saknas",
                    "datum": None,
                    "svar": None,
                    "sammanfattning": None,
                },
            ],
        },
        "förslag": [
            {
                "föreslår": board,
                "beslutar": council,
                "punkter": ["Motionen bifalls."],
                "fil": "forslag/kommunfullmaktige.md",
            }
        ],
        "avvikande": [],
        "bilagor": [],
    }


TEXT = """---
avsnitt: synpunkter
---
Jag är *mycket **positiv***[^1] till [förslaget](https://a.example/b).\\
Se tabellen.

- ett
- två

  3. tre

## Kostnad *i* korthet

| Post | Kostnad |
|---|---:|
| A | 1[^2] |

[^1]: Det är sant.
[^2]: Ungefär.
"""


def test_the_text_is_a_tree_with_its_marks_beside_it(opened: Opened) -> None:
    data, _ = opened({"synpunkter.md": TEXT})
    own = {"ursprung": "egen", "fil": "synpunkter.md"}
    section = data["dokument"]["avsnitt"][1]["avsnitt"][2]
    text = "Jag är mycket positiv till förslaget.\nSe tabellen."
    marks = [
        {"från": 7, "till": 21, "typ": "kursiv"},
        {"från": 14, "till": 21, "typ": "fet"},
        {"från": 21, "till": 21, "typ": "fotnot", "nummer": 1},
        {"från": 27, "till": 36, "typ": "länk", "mål": "https://a.example/b"},
    ]

    def words(text: str, **more: Any) -> dict[str, Any]:
        return {"typ": "stycke", "text": text, **more}

    assert section == {
        "nivå": 2,
        "rubrik": {"text": "Föredragande borgarrådets synpunkter", "ursprung": "mall"},
        "block": [
            {"typ": "stycke", "text": text, "märkning": marks, **own},
            {
                "typ": "lista",
                "punkter": [
                    {"block": [words("ett")]},
                    {"block": [words("två"), {"typ": "lista", "punkter": [{"nummer": "3.", "block": [words("tre")]}]}]},
                ],
                **own,
            },
        ],
        "avsnitt": [
            {
                "nivå": 3,
                "rubrik": {
                    "text": "Kostnad i korthet",
                    "märkning": [{"från": 8, "till": 9, "typ": "kursiv"}],
                    **own,
                },
                "block": [
                    {
                        "typ": "tabell",
                        "rader": [
                            {
                                "celler": [
                                    {"rubrik": True, "block": [words("Post")]},
                                    {"rubrik": True, "justering": "höger", "block": [words("Kostnad")]},
                                ]
                            },
                            {
                                "celler": [
                                    {"block": [words("A")]},
                                    {
                                        "justering": "höger",
                                        "block": [
                                            words("1", märkning=[{"från": 1, "till": 1, "typ": "fotnot", "nummer": 2}])
                                        ],
                                    },
                                ]
                            },
                        ],
                        **own,
                    }
                ],
            }
        ],
    }
    assert data["dokument"]["fotnoter"] == [
        {"nummer": 1, "block": [words("Det är sant.")]},
        {"nummer": 2, "block": [words("Ungefär.")]},
    ]


def test_what_follows_the_line_of_the_pack_belongs_to_no_heading(opened: Opened) -> None:
    """The signature is not a part of whatever heading the föredragande's own text ends with."""
    data, tree = opened({"synpunkter.md": TEXT})
    texts = [[each.get("text") for each in section["block"]] for section in data["dokument"]["avsnitt"]
             if "rubrik" not in section]  # fmt: skip
    assert texts == [
        [
            None,
            "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
            "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar "
            "enligt föredragande borgarrådets förslag.",
            "Stensunda den 17 september 2031",
            "Anders Wik",
            "Kommunstyrelsens ordförande",
        ]
    ]
    (signature,) = tree.iter(f"{AKN}signature")
    (section,) = signature.iterancestors(f"{AKN}hcontainer")
    assert section.find(f"{AKN}heading") is None


def test_the_same_text_in_akoma_ntoso(opened: Opened) -> None:
    _, tree = opened({"synpunkter.md": TEXT})
    (section,) = [
        each
        for each in tree.iter(f"{AKN}hcontainer")
        if each.findtext(f"{AKN}heading") == "Föredragande borgarrådets synpunkter"
    ]
    for each in section.iter():
        each.attrib.pop("eId", None)
    text = re.sub(r">\s*\n\s*<", "><", etree.tostring(section, encoding="unicode"))
    assert re.sub(r' xmlns(:dk)?="[^"]+"', "", text).strip() == (
        '<hcontainer name="avsnitt" class="nivå-2"><heading>Föredragande borgarrådets synpunkter</heading>'
        '<intro><p>Jag är <i>mycket <b>positiv</b></i><authorialNote marker="1" placement="bottom">'
        '<p>Det är sant.</p></authorialNote> till <a href="https://a.example/b">förslaget</a>.<eol/>Se tabellen.</p>'
        '<blockList class="punkter"><item><p>ett</p></item><item><p>två</p>'
        "<blockList><item><num>3.</num><p>tre</p></item></blockList></item></blockList></intro>"
        '<hcontainer name="avsnitt" class="nivå-3"><heading>Kostnad <i>i</i> korthet</heading><content>'
        '<table><tr><th><p>Post</p></th><th style="text-align: right"><p>Kostnad</p></th></tr>'
        '<tr><td><p>A</p></td><td style="text-align: right"><p>1<authorialNote marker="2" placement="bottom">'
        "<p>Ungefär.</p></authorialNote></p></td></tr></table></content></hcontainer></hcontainer>"
    )


# --- names, and who wrote what -------------------------------------------------------------------------

WORK = "/akn/se/statement/utlatande/stensunda-kommun/2031-02-10/ks-2031-0417"


def values(tree: Any, name: str) -> list[str]:
    return [each.get("value") for each in tree.iter(f"{AKN}{name}")]


def test_a_document_is_named_by_the_convention(opened: Opened) -> None:
    case = CASE.replace("rotel: V", "rotel: V\nnummer: 2031:19")
    _, tree = opened({"arende.yaml": case}, final=True)
    assert values(tree, "FRBRuri") == [WORK, f"{WORK}/swe@2031-09-17", f"{WORK}/swe@2031-09-17.akn"]
    assert values(tree, "FRBRthis") == [
        f"{WORK}/!main", f"{WORK}/swe@2031-09-17/!main", f"{WORK}/swe@2031-09-17/!main.xml",
    ]  # fmt: skip
    assert values(tree, "FRBRalias") == ["KS 2031/0417", "2031:19", "Motion om lånebara verktyg"]
    marked = [(each.tag.removeprefix(AKN), each.text) for name in ("docNumber", "docketNumber", "docTitle", "person")
              for each in tree.iter(f"{AKN}{name}")]  # fmt: skip
    assert marked == [
        ("docNumber", "2031:19"), ("docketNumber", "KS 2031/0417"), ("docTitle", "Motion om lånebara verktyg"),
        ("person", "Omar Haddad"), ("person", "Eva Brandt"), ("person", "Anders Wik"),
    ]  # fmt: skip


def test_a_draft_says_so_and_a_final_document_does_not(opened: Opened) -> None:
    data, tree = opened()
    assert re.fullmatch("[0-9a-f]{8}", data["utkast"])
    assert [each.text for each in tree.iter(f"{AKN}docStatus")] == [f"UTKAST {data['utkast']}"]
    assert values(tree, "FRBRauthoritative") == ["false"]
    assert values(tree, "FRBRuri")[1] == f"{WORK}/swe@2031-09-17;utkast-{data['utkast']}"
    data, tree = opened(final=True)
    assert data["utkast"] is None
    assert [*tree.iter(f"{AKN}docStatus"), *values(tree, "FRBRauthoritative")] == []


DISSENTS: Files = {
    "avvikande/ks.md": "---\ntyp: reservation\norgan: kommunstyrelsen\nav: [jenny-ahl]\n---\nJag vill inte.\n",
    "avvikande/kun.md": (
        "---\ntyp: särskilt uttalande\norgan: kulturnämnden\nav: [eva-brandt, kim-vild]\n---\nVi undrar.\n"
    ),
    "avvikande/kun-2.md": "---\ntyp: reservation\norgan: kulturnämnden\nav: [omar-haddad]\ntext: saknas\n---\n",
}


def test_a_quotation_refers_to_who_wrote_it(opened: Opened) -> None:
    _, tree = opened(DISSENTS)
    quotes = [
        (each.get("refersTo"), "".join(each.itertext()).split()[0]) for each in tree.iter(f"{AKN}embeddedStructure")
    ]
    assert quotes == [
        ("#person.jenny-ahl #organ.kommunstyrelsen", "Jag"),
        ("#organ.kulturnamnden", "1."),
        ("#organ.kulturnamnden", "Kulturförvaltningen"),
        ("#person.eva-brandt #person.kim-vild #organ.kulturnamnden", "Vi"),
    ]
    shown = {each.get("eId"): each.get("showAs") for each in tree.iter(f"{AKN}TLCPerson")}
    assert shown["person.eva-brandt"] == "Eva Brandt (L)"


def test_what_a_stage_has_not_reached_is_in_neither(opened: Opened) -> None:
    """A board that has not met has no dissents and no signature, even if they are written already."""
    data, tree = opened({**DISSENTS, "arende.yaml": CASE.replace("skede: kommunstyrelse", "skede: beredning")})
    assert [(each["typ"], each["av"][0]["id"], each["text_finns"]) for each in data["avvikande"]] == [
        ("reservation", "omar-haddad", False),
        ("särskilt uttalande", "eva-brandt", True),
    ]
    assert data["ärende"]["behandling"] == {
        "borgarrådsberedning": None, "kommunstyrelse": None, "kommunfullmäktige": None,
    }  # fmt: skip
    for said in (json.dumps(data, ensure_ascii=False), etree.tostring(tree, encoding="unicode")):
        assert not re.search("Jenny Ahl|jenny-ahl|Anders Wik|Jag vill inte|2031-09", said)


def test_a_party_is_that_of_the_day(opened: Opened) -> None:
    people = PEOPLE.replace(
        'kim-vild: {namn: Kim Vild, parti: "-"}',
        "kim-vild: {namn: Kim Vild, parti: [{parti: L, till: 2031-03-01}, {parti: C, från: 2031-03-02}]}",
    ).replace("{namn: Omar Haddad, parti: L}", '{namn: Omar Haddad, parti: "-"}')
    files = {
        "/register/personer.yaml": people,
        "arende.yaml": CASE.replace("[omar-haddad, eva-brandt]", "[omar-haddad, kim-vild]"),
        "avvikande/kun.md": (
            "---\ntyp: reservation\norgan: kulturnämnden\nav: [kim-vild]\ndatum: 2031-05-20\n---\nNej.\n"
        ),
    }
    data, _ = opened(files)
    assert [each["parti"] for each in data["ärende"]["initiativ"][0]["motionärer"]] == [None, "L"]
    assert [each["parti"] for each in data["avvikande"][0]["av"]] == ["C"]


def test_the_steps_are_in_the_order_of_their_days(opened: Opened) -> None:
    _, tree = opened()
    steps = [(each.get("date"), each.get("by"), each.get("outcome")) for each in tree.iter(f"{AKN}step")]
    assert steps == [
        ("2031-02-10", "#person.omar-haddad", None),
        ("2031-02-10", "#person.eva-brandt", None),
        ("2031-03-03", "#organ.stensunda-kommun", None),
        ("2031-05-20", "#organ.kulturnamnden", "#utfall.besvarad"),
        ("2031-09-08", "#person.sara-lindqvist", None),
        ("2031-09-08", "#organ.borgarradsberedningen", "#utfall.tillstyrker"),
        ("2031-09-17", "#organ.kommunstyrelsen", "#utfall.delar"),
    ]


# --- counted ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "module", "found"),
    [("json", openjson, "[positiv|pos]"), ("akn", akn, "[positiv|pos]")],
)
def test_a_word_that_is_lost_in_a_file_stops_the_build(
    publish: Callable[..., Published], monkeypatch: pytest.MonkeyPatch, form: str, module: Any, found: str
) -> None:
    written = module.written
    cut = "Kulturnämnden är positiv."
    monkeypatch.setattr(
        module, "written", lambda each: written(each).replace(cut.encode(), b"Kulturn\xc3\xa4mnden \xc3\xa4r pos.")
    )
    published = publish(wanted=(form,))
    assert published.files == {}
    (problem,) = [told(each) for each in published.problems if each.code.number == "DK702"]
    assert problem[2].startswith(f"the {form.upper()} does not have the same text as the case: …")


# --- the schema ----------------------------------------------------------------------------------------


def test_the_published_schema_is_what_the_code_declares() -> None:
    published = (ROOT / "docs/utlatande.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == schema(translations("sv")), "run make reference"


def test_the_schema_is_one_and_describes_every_field() -> None:
    found = schema(translations("sv"))
    jsonschema.Draft202012Validator.check_schema(found)
    assert [
        f"{name}.{key}"
        for name, part in found["$defs"].items()
        for key, value in part["properties"].items()
        if key not in ("typ",) and not value.get("description")
    ] == []
    assert all(part["description"] and part["additionalProperties"] is False for part in found["$defs"].values())
    assert all(re.fullmatch(r"#/\$defs/[a-z_]+", each["$ref"]) for each in below(found) if "$ref" in each)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("okänd",), 1),
        (("utkast",), 7),
        (("datum",), None),
        (("ärende", "skede"), "imorgon"),
        (("ärende", "rubrk"), "x"),
        (("remiss", "instanser", 0, "läge"), "kanske"),
        (("remiss", "instanser", 0, "svar", "typ"), "brev"),
        (("dokument", "avsnitt", 0, "block", 0, "typ"), "ruta"),
        (("dokument", "avsnitt", 0, "block", 0, "ursprung"), "annan"),
    ],
)
def test_the_schema_refuses_what_is_not_published(opened: Opened, path: tuple[Any, ...], value: Any) -> None:
    data, _ = opened()
    place = data
    for each in path[:-1]:
        place = place[each]
    place[path[-1]] = value
    assert [*validator().iter_errors(data)] != []


# --- what is out of the ordinary -----------------------------------------------------------------------


def test_two_whose_short_names_are_alike_are_two(opened: Opened) -> None:
    people = f"{PEOPLE}asa-ek: {{namn: Åsa Ek, parti: C}}\nasa.ek: {{namn: Asa Ek, parti: L}}\n"
    case = CASE.replace("[omar-haddad, eva-brandt]", "[asa-ek, asa.ek]")
    _, tree = opened({"/register/personer.yaml": people, "arende.yaml": case})
    shown = {each.get("eId"): each.get("showAs") for each in tree.iter(f"{AKN}TLCPerson")}
    assert (shown["person.asa-ek"], shown["person.asa-ek-2"]) == ("Åsa Ek (C)", "Asa Ek (L)")


def test_signs_that_mean_something_in_the_format_are_signs(opened: Opened) -> None:
    title = 'Motion om <verktyg> & \\"lån\\" ]]> {{x}} *y*'
    case = CASE.replace("rubrik: Motion om lånebara verktyg", f'rubrik: "{title}"')
    data, tree = opened({"arende.yaml": case})
    plain = title.replace("\\", "")
    aliases = {each.get("name"): each.get("value") for each in tree.iter(f"{AKN}FRBRalias")}
    printed = data["dokument"]["inledning"][1]["text"]
    assert (data["ärende"]["rubrik"], printed, tree.findtext(f".//{AKN}docTitle"), aliases["rubrik"]) == (plain,) * 4


def test_the_pages_of_a_pdf_are_a_file_beside_it(opened: Opened) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.add_blank_page()
        document.save(out)
    bilagor = "bilagor:\n  - {rubrik: Karta, fil: bilagor/karta.pdf, placering: i dokumentet}\n"
    data, tree = opened({"arende.yaml": CASE + bilagor, "bilagor/karta.pdf": out.getvalue()})
    (section,) = [each for each in data["dokument"]["avsnitt"] if each.get("bilaga") == 1]
    page = {"typ": "sida", "kopia": "bilagor/bilaga-1-karta.pdf", "ursprung": "citat", "fil": "bilagor/karta.pdf"}
    assert section["block"] == [
        {**page, "sida": 1, "alternativtext": "Karta, sida 1 av 2"},
        {**page, "sida": 2, "alternativtext": "Karta, sida 2 av 2"},
    ]
    (attachment,) = tree.iter(f"{AKN}attachment")
    assert attachment.findtext(f"{AKN}heading") == "Bilaga 1. Karta"
    assert dict(attachment.find(f"{AKN}documentRef").attrib) == {
        "eId": "att_1__dref_1", "href": "bilagor/bilaga-1-karta.pdf", "showAs": "Karta",
    }  # fmt: skip


def test_a_body_that_the_register_calls_otherwise_is_one_body(opened: Opened) -> None:
    bodies = BODIES.replace("kommunstyrelsen: {namn", "ks: {namn")
    _, tree = opened({"/register/organ.yaml": bodies, **DISSENTS})
    organs = [each.get("eId") for each in tree.iter(f"{AKN}TLCOrganization") if each.get("showAs") == "kommunstyrelsen"]
    assert organs == ["organ.ks"]
