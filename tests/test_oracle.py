"""The ärende that the domain research worked out by hand (research/domain.md 3(c)): its sentences word for word."""

from __future__ import annotations

from collections.abc import Callable

from conftest import told
from draftkit.blocks import nodes, text_of
from draftkit.pipeline import Composed

CASE = """\
schema: 1
dokumenttyp: utlatande
dnr: KS 2031/0417
rubrik: Motion om lånebara verktyg och reparationsverkstäder på biblioteken
rotel: V
föredragande: [sara-lindqvist]
skede: kommunstyrelse
initiativ:
  - {typ: motion, motionärer: [omar-haddad, eva-brandt], väckt: 2031-02-10, handling: KS 2031/0417-1, bilaga: motion}
remiss:
  utskickad: 2031-03-03
  svar_senast: 2031-05-30
  instanser:
    - stadsledningskontoret
    - kulturnämnden
    - Norra stadsdelsnämnden
    - {organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}
    - {organ: Konsumentforum Stensunda, svar: avstått, datum: 2031-03-19}
    - föreningen Fixarna
behandling:
  borgarrådsberedning: {datum: 2031-09-08, utfall: tillstyrker}
  kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, titel: Kommunstyrelsens ordförande}
bilagor:
  - {id: motion, rubrik: Motion om lånebara verktyg, fil: bilagor/motion.md, dnr: KS 2031/0417-1, placering: separat}
"""
ASKED = ("stadsledningskontoret", "kulturnamnden", "norra-sdn", "stadshus-ab", "bostader-ab")

FILES = {
    "arende.yaml": CASE,
    "sammanfattning.md": "Omar Haddad och Eva Brandt (båda L) har väckt en motion om lånebara verktyg.\n",
    "synpunkter.md": "Bibliotek ska vara till för alla.\n",
    "arendet.md": "Motionärerna föreslår att biblioteken lånar ut verktyg.\n",
    "bilagor/motion.md": "Låna ut verktyg!\n",
    "forslag/kommunfullmaktige.md": """\
---
föreslår: kommunstyrelsen
beslutar: kommunfullmäktige
---
1. Motionen bifalls i den del som gäller verktygslån och avslås i övrigt.
2. Kulturnämnden får i uppdrag att återkomma med en redovisning senast den 30 april 2032.
""",
    "remissvar/stadsledningskontoret.md": """\
---
organ: stadsledningskontoret
typ: tjänsteutlåtande
datum: 2031-05-21
---
Kontoret ser nytta med verktygslån.
""",
    "remissvar/kulturnamnden.md": """\
---
organ: kulturnämnden
typ: nämndbeslut
sammanträde: 2031-05-20
datum: 2031-04-29
---
# Beslut

1. Kulturnämnden godkänner förvaltningens tjänsteutlåtande och överlämnar det till kommunstyrelsen som svar på remissen.
2. Beslutet justeras omedelbart.

# Svar

Förvaltningen anser att verktygslån är rätt.
""",
    "remissvar/norra.md": """\
---
organ: norra-sdn
typ: kontorsyttrande
datum: 2031-05-28
---
Det finns plats för en verkstad.
""",
    "remissvar/stadshus.md": """\
---
organ: stadshus-ab
typ: yttrande
datum: 2031-05-26
---
Koncernledningen är positiv.
""",
    "remissvar/bostader.md": """\
---
organ: bostader-ab
typ: remissvar
datum: 2031-05-12
---
Bolaget har lokaler.
""",
    **{
        f"sammanfattningar/{organ}.md": f"---\ntyp: sammanfattning\norgan: {organ}\n---\nSammanfattning {letter}.\n"
        for letter, organ in zip("ABDEF", ASKED, strict=True)
    },
    "avvikande/kulturnamnden-l.md": """\
---
typ: reservation
organ: kulturnämnden
av: [eva-brandt]
---
Jag reserverar mig.
""",
    "avvikande/ks-c.md": """\
---
typ: reservation
organ: kommunstyrelsen
av: [jenny-ahl]
---
Jag reserverar mig också.
""",
}
PARAGRAPH = (
    "Ärendet har remitterats till stadsledningskontoret, kulturnämnden, Norra stadsdelsnämnden, Stensunda Stadshus AB, "
    "Konsumentforum Stensunda och föreningen Fixarna. Stensunda Stadshus AB har i sin tur remitterat ärendet till "
    "dotterbolaget AB Stensundabostäder. Norra stadsdelsförvaltningen har inkommit med ett kontorsyttrande. "
    "Konsumentforum Stensunda har avstått från att svara på remissen. Föreningen Fixarna har inte inkommit med svar."
)


def test_the_worked_example_reads_as_it_was_written_by_hand(compose: Callable[..., Composed]) -> None:
    composed = compose(FILES, small=False, final=True)
    assert [told(problem) for problem in composed.problems] == []
    assert composed.document is not None
    assert text_of(list(composed.document.nodes)).splitlines() == [
        "Utlåtande Rotel V (Dnr KS 2031/0417)",
        "Motion om lånebara verktyg och reparationsverkstäder på biblioteken",
        "Motion av Omar Haddad och Eva Brandt (båda L)",
        "Förslag till beslut",
        "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.",
        "Motionen bifalls i den del som gäller verktygslån och avslås i övrigt.",
        "Kulturnämnden får i uppdrag att återkomma med en redovisning senast den 30 april 2032.",
        "Föredragande borgarrådet Sara Lindqvist",
        "Sammanfattning av ärendet",
        "Omar Haddad och Eva Brandt (båda L) har väckt en motion om lånebara verktyg.",
        "Beredning",
        PARAGRAPH,
        "Sammanfattning A.",
        "Sammanfattning B.",
        "Sammanfattning D.",
        "Sammanfattning E.",
        "Sammanfattning F.",
        "Föredragande borgarrådets synpunkter",
        "Bibliotek ska vara till för alla.",
        "Bilaga",
        "Motion om lånebara verktyg, dnr KS 2031/0417-1",
        "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar enligt "
        "föredragande borgarrådets förslag.",
        "Stensunda den 17 september 2031",
        "Anders Wik",
        "Kommunstyrelsens ordförande",
        "Reservation av Jenny Ahl (C) enligt följande.",
        "Jag reserverar mig också.",
        "Ärendet",
        "Motionärerna föreslår att biblioteken lånar ut verktyg.",
        "Remissammanställning",
        PARAGRAPH,
        "Stadsledningskontoret",
        "Stadsledningskontorets tjänsteutlåtande daterat den 21 maj 2031 har i huvudsak följande lydelse.",
        "Kontoret ser nytta med verktygslån.",
        "Kulturnämnden",
        "Kulturnämnden beslutade vid sitt sammanträde den 20 maj 2031 följande.",
        "Kulturnämnden godkänner förvaltningens tjänsteutlåtande och överlämnar det till kommunstyrelsen som svar på "
        "remissen.",
        "Beslutet justeras omedelbart.",
        "Reservation av Eva Brandt (L), se Reservationer m.m.",
        "Kulturförvaltningens tjänsteutlåtande daterat den 29 april 2031 har i huvudsak följande lydelse.",
        "Förvaltningen anser att verktygslån är rätt.",
        "Norra stadsdelsnämnden",
        "Norra stadsdelsförvaltningens kontorsyttrande daterat den 28 maj 2031 har i huvudsak följande lydelse.",
        "Det finns plats för en verkstad.",
        "Stensunda Stadshus AB",
        "Stensunda Stadshus AB:s yttrande daterat den 26 maj 2031 har i huvudsak följande lydelse.",
        "Koncernledningen är positiv.",
        "Underremiss",
        "AB Stensundabostäders remissvar daterat den 12 maj 2031 har i huvudsak följande lydelse.",
        "Bolaget har lokaler.",
        "Reservationer m.m.",
        "Kulturnämnden",
        "Reservation av Eva Brandt (L)",
        "Jag reserverar mig.",
    ]


def test_the_two_decisions_are_numbered_and_nothing_else_is(compose: Callable[..., Composed]) -> None:
    document = compose(FILES, small=False).document
    assert document is not None
    lists = [node["c"] for node in nodes(list(document.nodes)) if node["t"] == "OrderedList"]
    assert [(start[0], len(items)) for start, items in lists] == [(1, 2), (1, 2)]


def test_the_headings_of_the_worked_example(compose: Callable[..., Composed]) -> None:
    document = compose(FILES, small=False).document
    assert document is not None
    headings = [node["c"] for node in nodes(list(document.nodes)) if node["t"] == "Header"]
    assert [f"{'#' * level} {text_of(content)}".strip() for level, _, content in headings] == [
        "# Förslag till beslut",
        "# Föredragande borgarrådet Sara Lindqvist",
        "## Sammanfattning av ärendet",
        "## Beredning",
        "## Föredragande borgarrådets synpunkter",
        "## Bilaga",
        "## Reservation av Jenny Ahl (C) enligt följande.",
        "# Ärendet",
        "# Remissammanställning",
        "## Stadsledningskontoret",
        "## Kulturnämnden",
        "## Norra stadsdelsnämnden",
        "## Stensunda Stadshus AB",
        "### Underremiss",
        "# Reservationer m.m.",
        "## Kulturnämnden",
        "### Reservation av Eva Brandt (L)",
    ]
