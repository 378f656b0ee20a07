"""A published utlåtande becomes a folder that prints it again: its facts read back, its texts in their places."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest

from conftest import ROOT, told
from draftkit.blocks import Node, letters, nodes, text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.pdf.lines import pages_of_pdf
from draftkit.messages import words
from draftkit.model import Registers
from draftkit.pipeline import Checked, check, compose
from draftkit.problems import Problem, Stops
from draftkit.project import Project
from draftkit.publish import publish
from draftkit.spans import top_of
from draftkit.stages.intake.lines import Page, pages_of_text
from draftkit.stages.intake.names import bodies, people
from draftkit.stages.intake.organs import with_entries
from draftkit.stages.intake.published import Imported, case_of, recognised
from draftkit.stages.intake.reflow import reflow
from draftkit.stages.load.pack import Pack
from draftkit.stages.load.workspace import workspace
from draftkit.swedish.people import Named

ENGLISH = NullTranslations()
LARGE = (ROOT / "examples/stensunda", "drafts/ks-2031-0417")
SMALL = (ROOT / "examples/minimal", "drafts/ks-2031-0102")
LATE = date(2032, 12, 1)
DATA = ROOT / "tests/data/published"
SETTINGS = 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n[regler]\ndnr = "NNN-NNN/ÅÅÅÅ"\n'
BODIES = """\
kommunstyrelsen: {namn: kommunstyrelsen, typ: styrelse}
kommunfullmaktige: {namn: kommunfullmäktige, typ: fullmäktige}
borgarradsberedningen: {namn: borgarrådsberedningen, typ: beredning}
stadsledningskontoret: {namn: stadsledningskontoret, typ: kontor}
"""
NO_REGISTERS = Registers({}, {})


@pytest.fixture(scope="session")
def pack(packs: Mapping[str, bytes]) -> Pack:
    found, problems = workspace(Project({}, LATE, packs)).pack("utlatande", top_of("draftkit.toml"))
    assert found is not None
    assert problems == []
    return found


@pytest.fixture
def rebuilt(packs: Mapping[str, bytes], pandoc: Pandoc) -> Callable[..., Checked]:
    """`rebuilt(imported)`: the imported folder in a new workspace, with the entries that it adds to the registers."""

    def make(imported: Imported, settings: str = SETTINGS) -> Checked:
        files = {"draftkit.toml": settings.encode()}
        files |= {path: "".join(f"{line}\n" for line in lines).encode() for path, lines in imported.registers.items()}
        folder = f"drafts/{imported.folder}"
        files |= {f"{folder}/{path}": data for path, data in imported.files.items()}
        return check(Project(files, LATE, packs), folder, pandoc)

    return make


def stopping(checked: Checked) -> list[Problem]:
    return [each for each in checked.problems if each.stops is Stops.BUILD]


def said(checked: Checked, pandoc: Pandoc) -> list[str]:
    """The document's paragraphs, headings, items and cells by their letters, up to its bilagor."""
    document = compose(checked, pandoc, final=False).document
    assert document is not None
    found: list[str] = []
    for node in nodes(list(document.nodes)):
        if node["t"] == "Header" and text_of(node).startswith("Bilaga 1."):
            break
        if node["t"] in ("Para", "Plain", "Header"):
            found.append(letters(_words(node)))
    return [each for each in found if each]


def _words(node: Node) -> str:
    notes: list[str] = []
    return text_of(node, notes=notes) + "".join(notes)


@pytest.mark.parametrize(("root", "folder"), [LARGE, SMALL])
def test_a_document_of_our_own_comes_back_from_its_pdf(
    pandoc: Pandoc, pack: Pack, rebuilt: Callable[..., Checked], root: Path, folder: str
) -> None:
    project = disk.project(root, [root / folder], LATE)
    original = check(project, folder, pandoc)
    data = publish(compose(original, pandoc, final=False), project, pandoc, wanted=("pdf",), final=False).files
    imported = case_of(pages_of_pdf(data["utlatande.pdf"]), pack, NO_REGISTERS)
    again = rebuilt(imported, 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n')
    assert [told(each) for each in stopping(again)] == []
    assert said(again, pandoc) == said(original, pandoc)
    assert imported.reworded == ()
    assert imported.missing == ()


def test_the_facts_of_our_own_document_are_those_that_it_was_made_from(pandoc: Pandoc, pack: Pack) -> None:
    root, folder = LARGE
    project = disk.project(root, [root / folder], LATE)
    checked = check(project, folder, pandoc)
    data = publish(compose(checked, pandoc, final=False), project, pandoc, wanted=("pdf",), final=False).files
    registers = workspace(project).registers
    imported = case_of(pages_of_pdf(data["utlatande.pdf"]), pack, registers)
    assert imported.folder == "ks-2031-0417"
    assert imported.registers == {"register/organ.yaml": [], "register/personer.yaml": []}
    assert imported.files["arende.yaml"].decode().partition("bilagor:")[0] == (
        "schema: 1\ndokumenttyp: utlatande\ndnr: KS 2031/0417\n"
        "rubrik: Motion om lånebara verktyg och reparationsverkstäder på biblioteken\nrotel: V\n"
        "föredragande: [sara-lindqvist]\nskede: kommunstyrelse\n\n"
        "initiativ:\n  - typ: motion\n    motionärer: [omar-haddad, eva-brandt]\n    väckt: 2031-02-10\n"
        "    handling: KS 2031/0417-1\n    bilaga: motion\n\n"
        "remiss:\n  instanser:\n    - stadsledningskontoret\n    - kulturnämnden\n    - miljönämnden\n"
        "    - Norra stadsdelsnämnden\n    - {organ: Stensunda Stadshus AB, underremiss: [AB Stensundabostäder]}\n"
        "    - {organ: Konsumentforum Stensunda, svar: avstått}\n    - föreningen Fixarna\n\n"
        "behandling:\n  borgarrådsberedning: {utfall: tillstyrker}\n"
        "  kommunstyrelse: {datum: 2031-09-17, utfall: delar, undertecknare: anders-wik, "
        "titel: Kommunstyrelsens ordförande}\n\n"
    )
    left = [(words(each.where, ENGLISH), each.text, words(each.reason, ENGLISH)) for each in imported.unplaced]
    assert left == [
        (
            "page 24",
            "Bilaga 4. Skiss över en reparationsverkstad i Norrvallens bibliotek",
            "the bilaga has no text: lay its file in the folder, and name it in arende.yaml",
        )
    ]
    quoted = imported.files["remissvar/kulturnamnden.md"].decode()
    assert quoted.startswith(
        "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-05-20\ndatum: 2031-04-29\n"
        "återgivning: i huvudsak\n---\n# Beslut\n\n1. Kulturnämnden godkänner"
    )
    assert "\n## Erfarenheter från Hamnbiblioteket\n" in quoted
    assert "\n### Lokaler\n" in quoted
    assert "| Service och elsäkerhetskontroll | 95 | 180 | 190 |" in quoted
    assert "lånat böcker.[^3] Förvaltningen" in quoted
    assert "\n[^3]: Uppgifterna är hämtade" in quoted


# --- text, and older wordings --------------------------------------------------------------------


def of_text(name: str) -> tuple[Page, ...]:
    return pages_of_text((DATA / name).read_text(encoding="utf-8"))


def fragments(imported: Imported) -> dict[str, str]:
    return {path: data.decode() for path, data in imported.files.items()}


def test_an_older_document_is_read_by_its_own_headings_and_sentences(
    pandoc: Pandoc, pack: Pack, rebuilt: Callable[..., Checked]
) -> None:
    imported = case_of(of_text("aldre.txt"), pack, NO_REGISTERS)
    files = fragments(imported)
    assert sorted(files) == [
        "arende.yaml",
        "arendet.md",
        "avvikande/borgarradsberedningen-m.md",
        "avvikande/kommunstyrelsen-v.md",
        "avvikande/trafiknamnden-m.md",
        "bilagor/kostnadsberakning.md",
        "bilagor/motion.md",
        "forslag/kommunfullmaktige.md",
        "forslag/kommunstyrelsen.md",
        "remissvar/miljo-och-halsoskyddsnamnden.md",
        "remissvar/stadsledningskontoret.md",
        "remissvar/trafiknamnden.md",
        "sammanfattning.md",
        "sammanfattningar/miljo-och-halsoskyddsnamnden.md",
        "sammanfattningar/stadsledningskontoret.md",
        "sammanfattningar/trafiknamnden.md",
        "synpunkter.md",
    ]
    assert files["arende.yaml"].partition("behandling:")[0] == (
        "schema: 1\ndokumenttyp: utlatande\ndnr: 325-114/2015\nnummer: 2016:87\n"
        "rubrik: Cykelgarage vid Kvarnängens station\nrotel: VI\nföredragande: [lars-erik-holm]\n"
        "skede: kommunstyrelse\n\ninitiativ:\n  - typ: motion\n    motionärer: [petra-nyqvist, ola-rask]\n"
        "    väckt: 2015-09-07\n    nummer: 2015:31\n\nremiss:\n  instanser:\n    - stadsledningskontoret\n"
        "    - trafiknämnden\n    - miljö- och hälsoskyddsnämnden\n    - Kvarnängens stadsdelsnämnd\n\n"
    )
    assert files["sammanfattningar/trafiknamnden.md"].endswith("---\n" + (
        "Trafiknämnden anser att behovet är stort och att ett enklare väderskydd kan vara ett första steg.\n\n"
        "Kontoret har räknat på två storlekar.\n"
    ))  # fmt: skip
    assert "\n## Beredning\n\nKontoret har samrått" in files["remissvar/stadsledningskontoret.md"]
    assert "\n## Förslag till beslut\n" in files["remissvar/trafiknamnden.md"]
    assert files["avvikande/kommunstyrelsen-v.md"] == (
        "---\ntyp: särskilt uttalande\norgan: kommunstyrelsen\nav: [tove-ek]\n---\n"
        "Vi ser gärna att garaget byggs inom fem år.\n"
    )
    assert imported.registers["register/organ.yaml"][3:] == [
        "stadsledningskontoret: {namn: stadsledningskontoret, typ: kontor}",
        "trafiknamnden: {namn: trafiknämnden, typ: facknämnd, förvaltning: trafikkontoret}",
        "miljo-och-halsoskyddsnamnden: "
        "{namn: miljö- och hälsoskyddsnämnden, typ: facknämnd, förvaltning: miljöförvaltningen}",
        "kvarnangens-stadsdelsnamnd: {namn: Kvarnängens stadsdelsnämnd, typ: stadsdelsnämnd}",
    ]
    assert imported.unplaced == ()
    assert imported.missing == ()
    assert [each.text for each in imported.reworded] == [
        "Utlåtande 2016:87 RVI (Dnr 325-114/2015)",
        "Föredragande borgarrådet Lars-Erik Holm anför följande.",
        "Bakgrund",
        "Remisser",
        "Mina synpunkter",
        "Reservation anfördes av borgarrådet Britta Falk (M) enligt följande.",
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår kommunfullmäktige besluta enligt "
        "föredragande borgarrådets förslag.",
        "På kommunstyrelsens vägnar:",
        "Särskilt uttalande gjordes av Tove Ek (V) enligt följande.",
        "ÄRENDET",
        "BEREDNING",
        "Reservation anfördes av Anna Berg (M), se Reservationer m.m.",
        "Reservation anfördes av Anna Berg (M) enligt följande.",
    ]
    assert [told(each) for each in stopping(rebuilt(imported))] == []


def test_a_pm_with_two_presenters_tells_what_it_does_not_say(pack: Pack) -> None:
    imported = case_of(of_text("pm.txt"), pack, NO_REGISTERS)
    files = fragments(imported)
    assert "föredragande: [sara-lindqvist, mats-hedemark]\n" in files["arende.yaml"]
    assert "rubrik: Remiss från Infrastrukturdepartementet om nya regler för elsparkcyklar\n" in files["arende.yaml"]
    assert files["forslag/kommunstyrelsen.md"] == (
        "---\ntyp: förslag\nföreslår: borgarrådsberedningen\nbeslutar: kommunstyrelsen\n---\n"
        "1. Som svar på remissen om nya regler för elsparkcyklar hänvisas till vad som sägs i promemorian.\n"
    )
    assert "återgivning: fullständig\n" in files["remissvar/stadsledningskontoret.md"]
    assert [words(each, ENGLISH) for each in imported.missing] == [
        "“behandling: borgarrådsberedning: datum” in arende.yaml",
        "“väckt” in arende.yaml",
    ]
    assert [each.text for each in imported.dropped] == ["Sida 1 (2)", "Sida 2 (2)"]


def test_answers_are_found_where_nothing_heads_them_all(
    pandoc: Pandoc, pack: Pack, rebuilt: Callable[..., Checked]
) -> None:
    imported = case_of(of_text("utan-rubriker.txt"), pack, NO_REGISTERS)
    files = fragments(imported)
    assert files["arendet.md"].endswith("---\nMotionärerna föreslår fler toaletter.\n")
    assert files["forslag/kommunfullmaktige.md"].endswith(
        "---\n1. Motionen bifalls.\n2. Trafiknämnden får i uppdrag att\n"
        "    - välja platser\n    - redovisa kostnaden.\n"
    )
    assert files["sammanfattningar/trafiknamnden.md"].endswith(
        "---\nTrafiknämnden är positiv men anser att driften blir dyr.\n"
    )
    assert files["remissvar/norra-stadsdelsnamnden.md"] == (
        "---\norgan: Norra stadsdelsnämnden\ntyp: kontorsyttrande\ndatum: 2029-10-10\nåtergivning: fullständig\n---\n"
        "Förvaltningen är positiv.\n\n## Trafiknämnden\n\n"
        "Det här är en rubrik i yttrandet och inget svar från någon annan.\n"
    )
    assert files["avvikande/kommunstyrelsen-mp.md"] == (
        "---\ntyp: reservation\norgan: kommunstyrelsen\nav: [petra-nyqvist]\ntext: saknas\n---\n"
    )
    assert [each.text for each in imported.unplaced] == ["Stensunda kommun", "Kommunledningskontoret"]
    assert [each.text for each in imported.reworded] == [
        "Svar på motion (2029:12) av Tove Ek m.fl. (V)",
        "Särskilt uttalande av Anna Berg m.fl. (M) och Jenny Ahl (L) enligt följande.",
        "Reservation av Petra Nyqvist (MP), med instämmande av Ola Rask (MP), med hänvisning till Miljöpartiets "
        "förslag i borgarrådsberedningen.",
        "Rådets yttrande daterat den 1 oktober 2029 har följande lydelse.",
    ]
    assert [words(each, ENGLISH) for each in imported.missing] == ["“väckt” in arende.yaml"]
    assert {each.code.number for each in stopping(rebuilt(imported))} == {"DK102"}


FLOATING = """\
Utlåtande Rotel V (Dnr KS 2031/0417)

Motion om cykelgarage vid Kvarnängens station

Motion av Petra Nyqvist m.fl. (MP)

Förslag till beslut

Föredragande borgarrådet Sara Lindqvist

Sammanfattning av ärendet

Petra Nyqvist (MP), Ola Rask (MP) och Tove Ek (V) har väckt en motion i kommunfullmäktige
där de föreslår att ett cykelgarage byggs vid Kvarnängens station.

Beredning

Ärendet har remitterats till trafiknämnden och Kvarnängens Stadshus AB. Kvarnängens Stadshus har
i in tur remitterat ärendet till dotterbolaget AB Kvarnmark.

Trafiknämnden anser att behovet är stort och att ett enklare väderskydd kan
Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.

Motionen besvaras med hänvisning till vad som sägs i utlåtandet.
vara ett första steg på vägen mot det garage som motionärerna vill ha.

AB Kvarnmark har inget att erinra.

Föredragande borgarrådets synpunkter

Det är lätt att hålla med motionärerna.

Remissammanställning

Ärendet har remitterats till trafiknämnden och Kvarnängens Stadshus AB. Kvarnängens Stadshus har
i in tur remitterat ärendet till dotterbolaget AB Kvarnmark.

Trafiknämnden

Trafiknämnden beslutade vid sitt sammanträde den 26 november 2030 följande.

Trafiknämnden åberopar trafikkontorets tjänsteutlåtande.

Reservation av Anna Berg (M), se Reservationer m.m.

Kvarnängens Stadshus AB

Kvarnängens Stadshus AB:s yttrande daterat den 2 november 2030 har i huvudsak följande lydelse.

Koncernledningen har inget att tillägga.

Underremiss

AB Kvarnmarks remissvar har i huvudsak följande lydelse:

Bolaget äger marken.
"""


def test_a_box_that_floated_into_a_sentence_is_put_in_its_place_and_the_sentence_joined(pack: Pack) -> None:
    imported = case_of(pages_of_text(FLOATING), pack, NO_REGISTERS)
    files = fragments(imported)
    assert files["forslag/kommunfullmaktige.md"].endswith(
        "---\n1. Motionen besvaras med hänvisning till vad som sägs i utlåtandet.\n"
    )
    assert files["sammanfattningar/trafiknamnden.md"].endswith(
        "---\nTrafiknämnden anser att behovet är stort och att ett enklare väderskydd kan vara ett första steg på "
        "vägen mot det garage som motionärerna vill ha.\n"
    )
    assert "motionärer: [petra-nyqvist, ola-rask, tove-ek]\n" in files["arende.yaml"]
    assert "    - {organ: Kvarnängens Stadshus AB, underremiss: [AB Kvarnmark]}\n" in files["arende.yaml"]
    assert files["remissvar/ab-kvarnmark.md"] == (
        "---\norgan: AB Kvarnmark\ntyp: remissvar\nåtergivning: i huvudsak\n---\nBolaget äger marken.\n"
    )
    assert files["avvikande/trafiknamnden-m.md"] == (
        "---\ntyp: reservation\norgan: trafiknämnden\nav: [anna-berg]\ntext: saknas\n---\n"
    )
    assert [(words(each.where, ENGLISH), each.text) for each in imported.reworded] == [
        ("line 18", "Kvarnängens Stadshus har i in tur remitterat ärendet till dotterbolaget AB Kvarnmark."),
        ("line 35", "Kvarnängens Stadshus har i in tur remitterat ärendet till dotterbolaget AB Kvarnmark."),
        ("line 54", "AB Kvarnmarks remissvar har i huvudsak följande lydelse:"),
    ]
    assert [words(each, ENGLISH) for each in imported.missing] == ["“väckt” in arende.yaml"]


def test_a_label_in_pieces_is_a_label(pack: Pack) -> None:
    pieces = "Kommunstyrelsen\n\nUtlåtande 2031:19\n\nDnr KS 2031/0417\n\nRotel V\n\n2031-09-01\n"
    imported = case_of(
        pages_of_text(FLOATING.replace("Utlåtande Rotel V (Dnr KS 2031/0417)\n", pieces)), pack, NO_REGISTERS
    )
    assert fragments(imported)["arende.yaml"].startswith(
        "schema: 1\ndokumenttyp: utlatande\ndnr: KS 2031/0417\nnummer: 2031:19\n"
        "rubrik: Motion om cykelgarage vid Kvarnängens station\nrotel: V\n"
    )
    assert [(each.text, words(each.reason, ENGLISH)) for each in imported.unplaced] == [
        ("Kommunstyrelsen", "stands before the document's label"),
        ("2031-09-01", "a date for which arende.yaml has no place"),
    ]


def test_dissents_are_named_in_the_order_in_which_they_stand(
    pandoc: Pandoc, pack: Pack, rebuilt: Callable[..., Checked]
) -> None:
    proceedings = (
        "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag.\n\n"
        "Kommunstyrelsen delar borgarrådsberedningens uppfattning och föreslår att kommunfullmäktige beslutar enligt "
        "föredragande borgarrådets förslag.\n\nStensunda den 2 mars 2031\n\nSara Lindqvist\n\n"
        "Kommunstyrelsens ordförande\n\nReservation av Bo Lind (V) enligt följande.\n\nJag säger nej.\n\n"
        "Reservation av Eva Brandt (L) enligt följande.\n\nJag säger ja.\n\n"
        "Reservation av Petra Nyqvist (MP) enligt följande.\n\nJag vet inte.\n\nÄrendet\n\n"
        "Motionen väcktes den 3 maj 2030.\n\nRemissammanställning"
    )
    imported = case_of(pages_of_text(FLOATING.replace("Remissammanställning", proceedings)), pack, NO_REGISTERS)
    assert [path for path in imported.files if path.startswith("avvikande/k")] == [
        "avvikande/kommunstyrelsen-01-v.md",
        "avvikande/kommunstyrelsen-02-l.md",
        "avvikande/kommunstyrelsen-03-mp.md",
    ]
    paragraphs = said(rebuilt(imported, 'schema = 1\nkommun = "Stensunda kommun"\nort = "Stensunda"\n'), pandoc)
    kept = [each for each in paragraphs if each.startswith("Jag")]
    assert kept == ["Jagsägernej", "Jagsägerja", "Jagvetinte"]


def test_an_answer_may_quote_another(pack: Pack) -> None:
    quoting = (
        "Trafikkontorets tjänsteutlåtande daterat den 1 november 2030 har i huvudsak följande lydelse.\n\n"
        "Kontoret har frågat polisen.\n\n"
        "Polisens yttrande daterat den 2 oktober 2030 har följande lydelse.\n\nPolisen har inga synpunkter.\n\n"
        "Kvarnängens Stadshus AB\n\nKvarnängens Stadshus AB:s yttrande"
    )
    text = FLOATING.replace("Kvarnängens Stadshus AB\n\nKvarnängens Stadshus AB:s yttrande", quoting)
    files = fragments(case_of(pages_of_text(text), pack, NO_REGISTERS))
    assert files["remissvar/trafiknamnden.md"].endswith(
        "# Svar\n\nKontoret har frågat polisen.\n\n"
        "Polisens yttrande daterat den 2 oktober 2030 har följande lydelse.\n\nPolisen har inga synpunkter.\n"
    )
    assert "remissvar/kvarnangens-stadshus-ab.md" in files


def test_what_fits_nowhere_is_listed(pack: Pack) -> None:
    text = FLOATING.replace(
        "AB Kvarnmark har inget att erinra.\n", "Ingen har frågat cyklisterna om saken.\n\nAB Kvarnmark håller med.\n"
    ).replace("Trafiknämnden anser", "Någon anser")
    imported = case_of(pages_of_text(text), pack, NO_REGISTERS)
    assert [(each.text[:30], words(each.reason, ENGLISH)) for each in imported.unplaced] == [
        ("Någon anser att behovet är sto", "begins with nobody who was asked, so it sums up nobody's answer"),
        ("Ingen har frågat cyklisterna o", "begins with nobody who was asked, so it sums up nobody's answer"),
    ]
    assert fragments(imported)["sammanfattningar/ab-kvarnmark.md"].endswith("---\nAB Kvarnmark håller med.\n")
    left = fragments(imported)["kallor/ej-placerat.txt"]
    assert left.startswith("Någon anser att behovet är stort")
    assert left.endswith("\n\nIngen har frågat cyklisterna om saken.\n")


@pytest.mark.parametrize(
    ("register", "added"),
    [
        ("", "# Ur X\ndigg: {namn: DIGG, typ: extern}\n"),
        ("# Organen\n", "# Organen\n\n# Ur X\ndigg: {namn: DIGG, typ: extern}\n"),
        ("kf: {namn: kf}", "kf: {namn: kf}\n\n# Ur X\ndigg: {namn: DIGG, typ: extern}\n"),
        ("{kf: {namn: kf, typ: fullmäktige}}\n", None),
        ("---\nkf: {namn: kf, typ: fullmäktige}\n", None),
    ],
)
def test_new_entries_stand_last_in_a_register(register: str, added: str | None) -> None:
    assert with_entries(register, ["digg: {namn: DIGG, typ: extern}"], "Ur X") == added


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (FLOATING, True),
        ((DATA / "aldre.txt").read_text(encoding="utf-8"), True),
        ((DATA / "pm.txt").read_text(encoding="utf-8"), True),
        (
            "Kulturförvaltningen\nTjänsteutlåtande\nDnr KUN 2031/0012\n\nFörslag till beslut\n\nKulturförvaltningen "
            "föreslår att kulturnämnden beslutar följande.\n\n1. Tjänsteutlåtandet godkänns.\n\nSammanfattning\n\n"
            "Förslaget är bra.\n\nÄrendet\n\nKommunstyrelsen har remitterat en motion.\n\nÄrendets beredning\n\n"
            "Ärendet har beretts inom förvaltningen.\n\nFörvaltningens synpunkter\n\nDet är ett bra förslag.\n\n"
            "Bilagor\n\n1. Motion\n",
            False,
        ),
        (
            "Motion om bänkar\n\nJag föreslår att kommunfullmäktige beslutar\n\natt bänkar ställs ut.\n\n"
            "Eva Brandt (L)\n",
            False,
        ),
    ],
)
def test_a_whole_document_is_told_from_an_answer_and_a_motion(pack: Pack, text: str, whole: bool) -> None:
    assert recognised(reflow(pages_of_text(text)), pack) is whole


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"[^\W_]+", text))


@pytest.mark.parametrize("name", ["aldre.txt", "pm.txt", "utan-rubriker.txt", "floating"])
def test_every_word_is_in_a_file_or_in_one_of_the_lists(pack: Pack, name: str) -> None:
    pages = pages_of_text(FLOATING) if name == "floating" else of_text(name)
    imported = case_of(pages, pack, NO_REGISTERS)
    bodies_of_files = [text.partition("---\n")[2].partition("---\n")[2] for text in fragments(imported).values()]
    lists = (imported.printed, imported.reworded, imported.unplaced, imported.dropped)
    kept = words_of([*bodies_of_files, *(each.text for notes in lists for each in notes)])
    assert words_of(line.text for page in pages for line in page.lines) - kept == Counter()


# --- the command ---------------------------------------------------------------------------------


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "draftkit", *arguments]
    return subprocess.run(command, cwd=root, env=environment, text=True, check=False, capture_output=True)


@pytest.fixture
def working_folder(tmp_path: Path) -> Path:
    (tmp_path / "draftkit.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "register").mkdir()
    (tmp_path / "register/organ.yaml").write_text(BODIES, encoding="utf-8")
    (tmp_path / "register/personer.yaml").write_text("# Förtroendevalda\n", encoding="utf-8")
    return tmp_path


def test_the_command_writes_the_folder_the_original_and_the_registers(working_folder: Path) -> None:
    ended = run(working_folder, "import", str(DATA / "aldre.txt"))
    assert (ended.returncode, ended.stderr) == (0, "")
    folder = working_folder / "drafts/325-114-2015"
    assert (folder / "kallor/utlatande.txt").read_bytes() == (DATA / "aldre.txt").read_bytes()
    digest = hashlib.sha256((DATA / "aldre.txt").read_bytes()).hexdigest()
    facts = (folder / "arende.yaml").read_text(encoding="utf-8")
    assert facts.startswith(f"# Inläst ur kallor/utlatande.txt, sha256 {digest}\nschema: 1\n")
    bodies_now = (working_folder / "register/organ.yaml").read_text(encoding="utf-8")
    assert bodies_now == BODIES + (
        "\n# Ur 325-114-2015: läs igenom typ, förvaltning och parti.\n"
        "trafiknamnden: {namn: trafiknämnden, typ: facknämnd, förvaltning: trafikkontoret}\n"
        "miljo-och-halsoskyddsnamnden: "
        "{namn: miljö- och hälsoskyddsnämnden, typ: facknämnd, förvaltning: miljöförvaltningen}\n"
        "kvarnangens-stadsdelsnamnd: {namn: Kvarnängens stadsdelsnämnd, typ: stadsdelsnämnd}\n"
    )
    assert "    line 1: Utlåtande 2016:87 RVI (Dnr 325-114/2015)\n" in ended.stdout
    assert ended.stdout.endswith("\nGo on with: draftkit check drafts/325-114-2015\n")
    assert run(working_folder, "build").returncode == 0


def test_the_command_writes_over_nothing(working_folder: Path) -> None:
    (working_folder / "drafts/325-114-2015").mkdir(parents=True)
    before = (working_folder / "register/organ.yaml").read_bytes()
    ended = run(working_folder, "import", str(DATA / "aldre.txt"))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "error: drafts/325-114-2015 exists already, and is not written over\n"
        "  = hint: remove or rename the folder, and import again\n"
    )
    assert (working_folder / "register/organ.yaml").read_bytes() == before


def test_a_register_that_has_no_end_to_write_at_is_left_alone(working_folder: Path) -> None:
    people_now = "{karin-ek: {namn: Karin Ek, parti: S}}\n"
    (working_folder / "register/personer.yaml").write_text(people_now, encoding="utf-8")
    ended = run(working_folder, "import", str(DATA / "aldre.txt"))
    assert ended.returncode == 0
    assert (working_folder / "register/personer.yaml").read_text(encoding="utf-8") == people_now
    assert (
        "add these lines to register/personer.yaml:\n  * petra-nyqvist: {namn: Petra Nyqvist, parti: MP}\n"
        in ended.stdout
    )


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Eva Brandt (L)", [("Eva Brandt", "L")]),
        ("Omar Haddad och Eva Brandt (båda L)", [("Omar Haddad", "L"), ("Eva Brandt", "L")]),
        ("A Ek, B Al och C Lo (alla C)", [("A Ek", "C"), ("B Al", "C"), ("C Lo", "C")]),
        ("A Ek (C) och B Al (L)", [("A Ek", "C"), ("B Al", "L")]),
        ("A Ek och B Al (båda C) samt D Si (-)", [("A Ek", "C"), ("B Al", "C"), ("D Si", "-")]),
        ("borgarrådet Anna von Berg (m)", [("Anna von Berg", "M")]),
        ("vice ordföranden Anna Ek m.fl. (S)", [("Anna Ek", "S")]),
        ("ANNA-LENA EK", [("Anna-Lena Ek", "")]),
    ],
)
def test_people_are_read_as_they_are_printed(text: str, named: list[tuple[str, str]]) -> None:
    found = people(text)
    assert found is not None
    assert found.named == tuple(Named(*each) for each in named)
    assert found.more is ("m.fl." in text)


@pytest.mark.parametrize(
    "text", ["Eva", "följande yttrande", "Kommunstyrelsens ordförande", "Det är bra. Eva Brandt (L)"]
)
def test_other_words_are_no_people(text: str) -> None:
    assert people(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kulturnämnden", ["kulturnämnden"]),
        ("kulturnämnden och DIGG", ["kulturnämnden", "DIGG"]),
        (
            "trafiknämnden, miljö- och hälsoskyddsnämnden samt DIGG",
            ["trafiknämnden", "miljö- och hälsoskyddsnämnden", "DIGG"],
        ),
        ("DIGG, miljö- och hälsoskyddsnämnden", ["DIGG", "miljö- och hälsoskyddsnämnden"]),
        ("barn-, ungdoms- och familjenämnden samt DIGG", ["barn-, ungdoms- och familjenämnden", "DIGG"]),
        ("DIGG och Vatten och Avfall AB", ["DIGG", "Vatten och Avfall AB"]),
    ],
)
def test_a_list_of_bodies_is_parted_between_their_names(text: str, names: list[str]) -> None:
    assert bodies(text, lambda name: name == "Vatten och Avfall AB") == names
