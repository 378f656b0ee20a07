"""What an answer says of itself, in the many ways that municipalities write: read as proposals, each with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import BODIES, PEOPLE, SETTINGS
from draftkit.blocks import text_of
from draftkit.edges.engines.pandoc import Pandoc, blocks
from draftkit.model import Registers
from draftkit.project import Project
from draftkit.stages.intake.division import Division, adopted, divided, lines_of
from draftkit.stages.intake.proposals import Said, case_of, proposals
from draftkit.stages.load.texts import DIALECT
from draftkit.stages.load.workspace import workspace

MORE = """\
miljonamnden: {namn: miljönämnden, typ: facknämnd, förvaltning: miljöförvaltningen}
trafiknamnden: {namn: trafiknämnden, typ: facknämnd, förvaltning: trafikkontoret, kortform: nämnden}
"""


@pytest.fixture(scope="module")
def registers() -> Registers:
    files = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES + MORE, "register/personer.yaml": PEOPLE}
    return workspace(Project({path: text.encode() for path, text in files.items()}, date(2031, 6, 1))).registers


@pytest.fixture
def parted(pandoc: Pandoc, registers: Registers) -> Callable[..., Division]:
    """`parted(markdown)`: an answer in its parts."""
    return lambda text, **options: divided(blocks(pandoc.read([text], DIALECT).get()[1][0]), registers, **options)


def said(division: Division, margins: tuple[str, ...] = ()) -> Said:
    leads = [line for each in division.left for line in each.text.split("\n")]
    body = [*leads, *(line for node in (*division.decision, *division.text) for line in lines_of(node))]
    return Said(division.head, body, body[-12:], margins, bool(division.decision))


# Each answer: what its margins say, its text, and what is read; a value with a question mark is not certain.
ANSWERS = {
    "kontor med brevhuvud": ((), """
Stadsledningskontoret

Tjänsteutlåtande

2031-05-21

Dnr KS 2031/0417-7

Till kommunstyrelsen

# Svar på remiss av motion om lånebara verktyg

## Bakgrund

Stadsledningskontoret har inget att erinra mot att verktyg lånas ut på kommunens bibliotek.
""", {"organ": "stadsledningskontoret", "typ": "tjänsteutlåtande", "datum": "2031-05-21",
      "dnr": "KS 2031/0417-7?"}),
    "protokollsutdrag": (("Stensunda kommun", "Kulturnämnden", "Protokoll 2031-05-20"), """
PROTOKOLLSUTDRAG

§ 45

Svar på remiss om lånebara verktyg, dnr KUN 2031/88

## Beslut

Kulturnämnden beslutar

att godkänna förvaltningens tjänsteutlåtande daterat den 29 april 2031

att omedelbart justera beslutet
""", {"organ": "kulturnamnden", "typ": "nämndbeslut", "sammanträde": "2031-05-20", "datum": "2031-04-29",
      "dnr": "KUN 2031/88?"}),
    "sammanträdesdatum i en tabell": ((), """
| Miljönämnden | Sammanträdesprotokoll |
|---|---|
| Sammanträdesdatum | 13 maj 2031 |

## Miljönämndens beslut

1. Miljönämnden överlämnar miljöförvaltningens tjänsteutlåtande den 22 april 2031 som svar på remissen.

## Reservation

Kim Vild (-) reserverar sig mot beslutet.
""", {"organ": "miljonamnden", "typ": "nämndbeslut", "sammanträde": "2031-05-13", "datum": "2031-04-22"}),
    "vid sitt sammanträde": ((), """
## Norra stadsdelsnämndens beslut

Norra stadsdelsnämnden beslutade vid sitt sammanträde den 22 maj 2031 följande.

1. Nämnden överlämnar tjänsteutlåtandet som svar på remissen.

## Tjänsteutlåtande

Norra stadsdelsförvaltningen

Dat. 2031-05-02

## Synpunkter

Förvaltningen ser positivt på förslaget.
""", {"organ": "norra-sdn", "typ": "nämndbeslut", "sammanträde": "2031-05-22", "datum": "2031-05-02"}),
    "kontorsyttrande": (("Norra stadsdelsförvaltningen",), """
Kontorsyttrande

Datum: 28 maj 2031

Er beteckning: KS 2031/0417

## Sammanfattning

Förvaltningen tillstyrker motionen.
""", {"organ": "norra-sdn", "typ": "kontorsyttrande", "datum": "2031-05-28", "dnr": "KS 2031/0417?"}),
    "bolag": ((), """
Stensunda Stadshus AB

Yttrande

Stensunda den 26 maj 2031

Till: Kommunstyrelsen

## Yttrande över motion om lånebara verktyg

Koncernledningen har inget att invända.
""", {"organ": "stadshus-ab", "typ": "yttrande", "datum": "2031-05-26"}),
    "förening utan brevhuvud": ((), """
# Remissvar från föreningen Fixarna

Vi är en liten förening som lagar saker tillsammans varannan tisdag, och vi tycker att motionen är mycket bra.

Stensunda 2031-05-12

Moa Lind, ordförande
""", {"organ": "fixarna", "typ": "remissvar", "datum": "2031-05-12"}),
    "datum efter etiketten": ((), """
Datum

2031-05-19

Diarienummer

TRN 2031/55

Trafikkontorets tjänsteutlåtande

## Ärendet

Kontoret svarar på remissen.
""", {"organ": "trafiknamnden", "typ": "kontorsyttrande?", "datum": "2031-05-19"}),
    "två datum utan etikett": ((), """
Stadsledningskontoret

2031-05-21

2031-05-22

## Text

Kontoret har inget att erinra.
""", {"organ": "stadsledningskontoret", "typ": "tjänsteutlåtande", "datum": "2031-05-21?"}),
    "sista svarsdag är inget datum": ((), """
Konsumentforum Stensunda

Remiss från kommunstyrelsen, svar senast 2031-05-30

## Svar

Forumet avstår från synpunkter i övrigt.
""", {"organ": "konsumentforum", "typ": "remissvar?"}),
    "remiss till en nämnd nämns": ((), """
Remiss från stadsledningskontoret

Kulturförvaltningen

2031-05-02

## Svar

Kulturförvaltningen svarar att stadsledningskontorets utredning är bra.
""", {"organ": "kulturnamnden", "typ": "kontorsyttrande?", "datum": "2031-05-02"}),
    "avsändaren nämns bara i texten": ((), """
## Synpunkter

Föreningen Fixarna har läst motionen och tackar för att vi fick yttra oss.

Kulturförvaltningen har också frågat oss.
""", {"organ": "fixarna?", "typ": "remissvar?"}),
    "gammal maskinskrift": ((), """
KULTURNÄMNDEN

Sammanträde 1931-05-20

KULTURNÄMNDEN BESLUTAR

1. Motionen avstyrks.
2. Beslutet justeras genast.
""", {"organ": "kulturnamnden", "typ": "nämndbeslut", "sammanträde": "1931-05-20"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_facts_are_read(name: str, parted: Callable[..., Division], registers: Registers) -> None:
    margins, text, expected = ANSWERS[name]
    found = proposals(said(parted(text), margins), registers)
    assert {key: each[0].value + ("" if each[0].certain else "?") for key, each in found.items()} == expected


def test_each_fact_shows_its_line(parted: Callable[..., Division], registers: Registers) -> None:
    margins, text, _ = ANSWERS["protokollsutdrag"]
    found = proposals(said(parted(text), margins), registers)
    assert {key: each[0].passage for key, each in found.items()} == {
        "organ": "Kulturnämnden beslutar",
        "typ": "PROTOKOLLSUTDRAG",
        "sammanträde": "Protokoll 2031-05-20",
        "datum": "att godkänna förvaltningens tjänsteutlåtande daterat den 29 april 2031",
        "dnr": "Svar på remiss om lånebara verktyg, dnr KUN 2031/88",
    }


@pytest.mark.parametrize(
    ("decision", "points"),
    [
        ("Trafiknämnden beslutade avstyrka motionen.", ["Trafiknämnden beslutade avstyrka motionen.", "Nästa stycke."]),
        ("Trafiknämnden har beslutat tillstyrka motionen med ändring av punkt 3.",
         ["Trafiknämnden har beslutat tillstyrka motionen med ändring av punkt 3.", "Nästa stycke."]),
        ("Trafiknämnden beslutar enhälligt avstyrka motionen i dess helhet",
         ["Trafiknämnden beslutar enhälligt avstyrka motionen i dess helhet", "Nästa stycke."]),
        ("Trafiknämnden beslutade vid sitt sammanträde den 20 maj 2031 följande.", ["Nästa stycke."]),
        ("Trafiknämnden beslutar enhälligt", ["Nästa stycke."]),
        ("Trafiknämnden beslutar att", ["Nästa stycke."]),
    ],
)  # fmt: skip
def test_the_words_before_a_decision_are_never_the_decision(
    parted: Callable[..., Division], decision: str, points: list[str]
) -> None:
    found = parted(f"# Beslut\n\n{decision}\n\nNästa stycke.\n\n# Svar\n\nText.\n").decision
    assert [text_of(item).strip() for node in found for item in node["c"][1]] == points


@pytest.mark.parametrize(
    ("line", "folders"),
    [
        ("Dnr KS 2031/0417", ["drafts/a"]),
        ("Ert dnr ks 2031/0417-3", ["drafts/a"]),
        ("KS2031/0417", ["drafts/a"]),
        ("KS 2031/04170", []),
        ("XKS 2031/0417", []),
        ("KS 2031/0417 och KS 2031/0512", ["drafts/a", "drafts/b"]),
    ],
)
def test_the_case_is_known_by_its_number(line: str, folders: list[str]) -> None:
    found = case_of(Said([line]), {"KS 2031/0417": "drafts/a", "KS 2031/0512": "drafts/b"})
    assert [each.value for each in found] == folders
    assert all(each.certain is (len(folders) == 1) for each in found)


# --- the parts of an answer ----------------------------------------------------------------------


def texts(nodes: tuple[object, ...]) -> str:
    return " | ".join(" ".join(text_of(node).split()) for node in nodes)


PROTOCOL = """
Kulturnämnden

Protokollsutdrag

Sammanträdesdatum 2031-05-20

## § 45 Svar på remiss

## Beslut

Kulturnämnden beslutar följande.

1. Kulturnämnden godkänner tjänsteutlåtandet.
2. Beslutet justeras omedelbart.

## Beslutsgång

Ordföranden finner bifall.

## Reservation av Eva Brandt (L)

Jag föreslår att kulturnämnden beslutar följande.

1. att avslå förslaget

### Motivering

Det är för dyrt.

## Särskilt uttalande av Jenny Ahl (C)

Vi hade gärna sett mer.

## Kulturförvaltningens tjänsteutlåtande

2031-04-29

Handläggare: Bo Ek

## Förslag till beslut

1. Kulturnämnden godkänner tjänsteutlåtandet.

## Synpunkter

Förvaltningen är positiv.
"""


def test_a_protocol_is_divided(parted: Callable[..., Division]) -> None:
    found = parted(PROTOCOL)
    assert texts(found.decision) == "Kulturnämnden godkänner tjänsteutlåtandet. Beslutet justeras omedelbart."
    assert texts(found.text) == (
        "Förslag till beslut | Kulturnämnden godkänner tjänsteutlåtandet. | Synpunkter | Förvaltningen är positiv."
    )
    assert [(each.kind, texts(each.blocks)) for each in found.dissents] == [
        (
            "reservation",
            "Jag föreslår att kulturnämnden beslutar följande. | att avslå förslaget | Motivering | Det är för dyrt.",
        ),
        ("särskilt uttalande", "Vi hade gärna sett mer."),
    ]
    assert [(each.reason.msgid, each.text) for each in found.left] == [
        ("it is facts about the answer", "Kulturnämnden"),
        ("it is facts about the answer", "Protokollsutdrag"),
        ("it is facts about the answer", "Sammanträdesdatum 2031-05-20"),
        ("it is facts about the answer", "§ 45 Svar på remiss"),
        ("the document writes this heading by itself", "Beslut"),
        ("the document writes this sentence by itself", "Kulturnämnden beslutar följande."),
        ("it belongs to the protocol, and not to the answer", "Beslutsgång\nOrdföranden finner bifall."),
        ("the document writes this heading by itself", "Reservation av Eva Brandt (L)"),
        ("the document writes this heading by itself", "Särskilt uttalande av Jenny Ahl (C)"),
        ("it is facts about the answer", "Kulturförvaltningens tjänsteutlåtande"),
        ("it is facts about the answer", "2031-04-29"),
        ("it is facts about the answer", "Handläggare: Bo Ek"),
    ]


def test_what_follows_a_dissent_is_no_part_of_it(parted: Callable[..., Division]) -> None:
    found = parted(
        "# Beslut\n\n1. Nämnden säger ja.\n\n# Reservation av Eva Brandt (L)\n\nDet är för dyrt.\n\n"
        "# Tjänsteutlåtande\n\n2031-04-29\n\n## Synpunkter\n\nFörvaltningen är positiv.\n"
    )
    assert [texts(each.blocks) for each in found.dissents] == ["Det är för dyrt."]
    assert texts(found.text) == "Synpunkter | Förvaltningen är positiv."


def test_an_answer_without_parts_keeps_its_text(parted: Callable[..., Division]) -> None:
    found = parted(PROTOCOL, deciding=False)
    assert texts(found.decision) == ""
    assert texts(found.text).startswith("Beslut | Kulturnämnden beslutar följande. | Kulturnämnden godkänner")
    assert "Beslutsgång | Ordföranden finner bifall." in texts(found.text)


def test_the_proposal_is_the_decision_where_the_namnd_followed_it(parted: Callable[..., Division]) -> None:
    text = "# Förslag till beslut\n\nNämnden godkänner svaret.\n\nBeslutet justeras.\n\n# Bakgrund\n\nSå här.\n"
    found = parted(text)
    assert (texts(found.decision), texts(found.proposed)) == (
        "", "Förslag till beslut | Nämnden godkänner svaret. | Beslutet justeras.",
    )  # fmt: skip
    moved = adopted(found)
    assert [node["t"] for node in moved.decision] == ["OrderedList"]
    assert texts(moved.decision) == "Nämnden godkänner svaret. Beslutet justeras."
    assert texts(moved.text) == "Bakgrund | Så här."


@pytest.mark.parametrize(
    ("text", "said_so"),
    [
        ("Nämnden beslutade i enlighet med förvaltningens förslag.", True),
        ("Nämnden beslutar enligt kontorets tjänsteutlåtande.", True),
        ("Förslaget avslogs.", False),
    ],
)
def test_that_the_namnd_followed_the_proposal(parted: Callable[..., Division], text: str, said_so: bool) -> None:
    assert parted(f"# Förslag till beslut\n\nNämnden godkänner svaret.\n\n# Ärendet\n\n{text}\n").as_proposed is said_so


@pytest.mark.parametrize(
    "line",
    [
        "Kulturnämnden är positiv till verktyg.",
        "Datumet är viktigt för oss.",
        "Telefonen ringer sällan på biblioteket, men den ringer.",
        "Ärendet handlar om verktyg som lånas ut.",
        "Anna Berg",
        "Datum 2031-05-02\n\nBra.",
        "Tid för sådant finns inte.",
        "Plats för verkstäder finns redan i tre av husen",
        "Telefon\n\nVi ringer.",
        "Till sist vill vi tacka för att vi fick yttra oss om den här motionen.",
    ],
)
def test_what_may_be_text_is_no_letterhead(parted: Callable[..., Division], line: str) -> None:
    assert line.rpartition("\n")[2] in texts(parted(f"{line}\n\n# Bakgrund\n\nText.\n").text)


def test_a_mention_is_no_dissent(parted: Callable[..., Division]) -> None:
    found = parted("# Beslut\n\n1. Nämnden säger ja.\n\n# Reservation\n\nEva Brandt (L) reserverar sig mot beslutet.\n")
    assert found.dissents == ()
    assert [each.reason.msgid for each in found.left][-1] == "a dissent is mentioned, but its text is not in the file"
