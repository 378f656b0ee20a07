"""`draftkit new` as somebody meets it who sits at a terminal: å ä ö, arrow keys, pasted text, Esc and Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from conftest import BODIES, FOLDER, PEOPLE, SETTINGS, SMALL
from terminal import COLUMNS, CTRL_C, CTRL_U, DOWN, ENTER, ESC, ROWS, UP, Server, Terminal

OTHER = f"{FOLDER.rpartition('/')[0]}/ks-2031-0500"
OTHER_CASE = """\
schema: 1
dnr: KS 2031/0500
rubrik: Motion om cykelpumpar
rotel: V
föredragande: [sara-lindqvist]
skede: beredning
initiativ:
  - {typ: motion, motionärer: [omar-haddad], väckt: 2031-02-10}   # inlämnad på papper
remiss: {utskickad: 2031-03-03, svar_senast: 2031-07-30, instanser: [kulturnämnden, föreningen Fixarna]}
"""
Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        f"{OTHER}/arende.yaml": OTHER_CASE, **{f"{FOLDER}/{name}": text for name, text in SMALL.items()},
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def start(server: Server, folder: Path) -> Iterator[Start]:
    """`start("remissvar", …)`: draftkit new at a terminal in the folder."""
    sessions: list[Terminal] = []

    def begin(*arguments: str, **environment: str) -> Terminal:
        sessions.append(Terminal(server, folder, "new", *arguments, "--idag", "2031-06-15", **environment))
        return sessions[-1]

    yield begin
    for each in sessions:
        if each.running:
            each.close()
            server.exit_code()


def tree(folder: Path) -> dict[str, bytes]:
    """All the files, but for the answers that are kept."""
    found = (each for each in folder.rglob("*") if each.is_file())
    paths = {each.relative_to(folder).as_posix(): each for each in found}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith(".draftkit/")}


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


# Each step is what stands on the screen, and the keys that answer it.
WALKS: dict[str, list[tuple[str, list[str]]]] = {
    "ärende": [
        ("> Dnr – ", ["KS 2031/0612", ENTER]),
        ("> Rubrik – ", ["Motion om å, ä och ö: en prövning", ENTER]),
        ("> Rotel – ", ["V", ENTER]),
        ("> Föredragande – ", ["lindq", ENTER, ENTER]),
        ("> Skede – ", [ENTER]),
        ("> Initiativ, typ – ", [ENTER]),
        ("> Initiativ, motionärer – ", ["haddad", ENTER, "brandt", ENTER, ENTER]),
        ("> Initiativ, väckt – ", ["10 juni 2031", ENTER]),
        ("> Initiativ, handling – ", [ENTER]),
        ("> Remiss, instanser – ", ["stadsl", ENTER, "KUN", ENTER, ENTER]),
        ("> Remiss, utskickad – ", ["i dag", ENTER]),
        ("> Remiss, svar senast – ", ["2031-09-10", ENTER]),
        ("> Fler uppgifter – ", [ENTER]),
    ],
    "motion": [
        ("> Motion – ", [ENTER]),
        ("> Motionens rubrik – ", [ENTER]),
        ("> Bilagans placering – ", [ENTER]),
        ("> Motivering – ", ["Pumpar behövs.", ENTER]),
        ("> Att – ", ["sätta upp pumpar", ENTER, ENTER]),
        ("> Inledning – ", [ENTER]),
    ],
    "remissvar": [
        ("> Organ – ", ["kult", ENTER]),
        ("> Typ – ", [ENTER]),
        ("> Sammanträde – ", ["2031-06-10", ENTER]),
        ("> Datum – ", ["2031-05-20", ENTER]),
        ("> Återgivning – ", [ENTER]),
        ("> Beslut – ", ["Kulturnämnden godkänner tjänsteutlåtandet.", ENTER, ENTER]),
        ("> Svar – ", ["Kulturförvaltningen är positiv till pumparna.", ENTER]),
        ("> Sammanfattning – ", [ENTER]),
    ],
    "reservation": [
        ("> Typ – ", [ENTER]),
        ("> Organ – ", ["kulturn", ENTER]),
        ("> Av – ", ["Brandt", ENTER, ENTER]),
        ("> Datum – ", [CTRL_U, "2031-05-20", ENTER]),
        ("> Text – ", [ENTER]),
        ("> Att – ", ["bifalla motionen", ENTER, "återremittera ärendet", ENTER, ENTER]),
        ("> Inledning – ", [ENTER]),
        ("> Brödtext – ", [ENTER]),
    ],
}
CASE_OF = {"ärende": (), "motion": ("--ärende", "ks-2031-0500"), "remissvar": ("--ärende", "ks-2031-0500"),
           "reservation": ("--ärende", "ks-2031-0417")}  # fmt: skip
WHERE = {"ärende": "ett nytt ärende", "motion": "ks-2031-0500", "remissvar": "ks-2031-0500",
         "reservation": "ks-2031-0417"}  # fmt: skip
MADE = {
    "ärende": {
        "drafts/ks-2031-0612/arende.yaml": """\
schema: 1
dnr: KS 2031/0612
rubrik: "Motion om å, ä och ö: en prövning"
rotel: V
föredragande: [sara-lindqvist]
skede: beredning
initiativ:
  - typ: motion
    motionärer: [omar-haddad, eva-brandt]
    väckt: 2031-06-10
remiss:
  utskickad: 2031-06-15
  svar_senast: 2031-09-10
  instanser:
    - stadsledningskontoret
    - kulturnämnden
""",
        "drafts/ks-2031-0612/sammanfattning.md": "---\navsnitt: sammanfattning\n---\n",
        "drafts/ks-2031-0612/synpunkter.md": "---\navsnitt: synpunkter\n---\n",
        "drafts/ks-2031-0612/arendet.md": "---\navsnitt: ärendet\n---\n",
        "drafts/ks-2031-0612/forslag/kommunfullmaktige.md": (
            "---\ntyp: förslag\nföreslår: kommunstyrelsen\nbeslutar: kommunfullmäktige\n---\n"
        ),
    },
    "motion": {
        f"{OTHER}/bilagor/motion.md": (
            "Pumpar behövs.\n\nJag föreslår att kommunfullmäktige beslutar att sätta upp pumpar.\n\n"
            "Stensunda den 10 februari 2031\n\nOmar Haddad (L)\n"
        ),
        f"{OTHER}/arende.yaml": (
            OTHER_CASE.replace("2031-02-10}", "2031-02-10, bilaga: motion}") + "bilagor:\n  - id: motion\n"
            "    rubrik: Motion om cykelpumpar\n    fil: bilagor/motion.md\n    placering: i dokumentet\n"
        ),
    },
    "remissvar": {
        f"{OTHER}/remissvar/kulturnamnden.md": (
            "---\norgan: kulturnämnden\ntyp: nämndbeslut\nsammanträde: 2031-06-10\ndatum: 2031-05-20\n"
            "återgivning: i huvudsak\n---\n# Beslut\n\n1. Kulturnämnden godkänner tjänsteutlåtandet.\n\n"
            "# Svar\n\nKulturförvaltningen är positiv till pumparna.\n"
        ),
        f"{OTHER}/sammanfattningar/kulturnamnden.md": "---\ntyp: sammanfattning\norgan: kulturnämnden\n---\n",
    },
    "reservation": {
        f"{FOLDER}/avvikande/kulturnamnden-l.md": (
            "---\ntyp: reservation\norgan: kulturnämnden\nav: [eva-brandt]\ndatum: 2031-05-20\n---\n"
            "Jag föreslår att kulturnämnden beslutar\n\n1. att bifalla motionen\n2. att återremittera ärendet.\n"
        ),
    },
}  # fmt: skip
WRITE = "> Ska det här skrivas?"


@pytest.mark.parametrize("word", WALKS)
def test_ctrl_c_at_every_question_loses_nothing(start: Start, folder: Path, word: str) -> None:
    """At each question: stop, see that no file has come and that no answer is gone, begin again, and answer it."""
    before = tree(folder)
    walk = WALKS[word]
    session = start(word, *CASE_OF[word])
    for number, (question, _) in enumerate([*walk, (WRITE, [])]):
        if number > 1:
            session.until(f"fortsätt där du slutade ({WHERE[word]}, antal svar: {number - 1})")
            session.press(ENTER)
        if number:
            session.asked(walk[number - 1][0])
            _answered(session, walk[number - 1][1])
        session.asked(question)
        session.press(CTRL_C)
        assert session.ended() == 130
        kept = f"Avbrutet. Svaren är sparade; fortsätt med draftkit new {word}"
        assert session.text.endswith(kept if number else "Avbrutet. Inget har skrivits.")
        assert "Traceback" not in session.text
        assert tree(folder) == before
        session = start(word, *CASE_OF[word])
    session.until(f"fortsätt där du slutade ({WHERE[word]}, antal svar: {len(walk)})")
    session.press(ENTER)
    session.asked(WRITE)
    session.press(DOWN, DOWN, ENTER)  # leave
    assert session.ended() == 130
    assert tree(folder) == before


def _answered(session: Terminal, keys: list[str]) -> None:
    """Answers one question; each Enter of a list is waited for, as a person would."""
    lists = keys.count(ENTER) > 1
    number = 1
    for key in keys:
        session.press(key)
        if lists and key == ENTER and number < keys.count(ENTER):
            number += 1
            session.until(f" {number} (tom rad: listan är klar)")


@pytest.mark.parametrize("word", WALKS)
def test_what_was_answered_is_written(start: Start, folder: Path, word: str) -> None:
    before = tree(folder)
    session = start(word, *CASE_OF[word])
    for question, keys in WALKS[word]:
        session.asked(question)
        _answered(session, keys)
    session.asked(WRITE)
    session.press(ENTER)
    assert session.ended() == 0
    assert "skapad: " in session.text
    after = tree(folder)
    made = {path: data.decode() for path, data in after.items() if before.get(path) != data}
    assert made == MADE[word]
    assert list((folder / ".draftkit/paborjat").iterdir()) == []


# --- going back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [ESC, "<"])
def test_one_can_go_back_to_each_question(start: Start, folder: Path, key: str) -> None:
    """What was answered stands there still, and is written with Enter alone."""
    session = start("remissvar", *CASE_OF["remissvar"])
    walk = WALKS["remissvar"]
    for question, keys in walk:
        session.asked(question)
        _answered(session, keys)
    at = WRITE
    for question, _ in [*reversed(walk)]:
        session.asked(at)
        typed = at not in (WRITE, "> Sammanfattning – ", "> Återgivning – ", "> Typ – ")
        session.press(*([CTRL_U, key, ENTER] if typed and key != ESC else [key]))
        at = question
    for question, keys in walk:
        session.asked(question)
        _answered(session, [ENTER] * keys.count(ENTER))
    session.asked(WRITE)
    session.press(ENTER)
    assert session.ended() == 0
    assert {path: text(folder, path) for path in MADE["remissvar"]} == MADE["remissvar"]


def test_going_back_beyond_the_first_question_ends_it(start: Start, folder: Path) -> None:
    before = tree(folder)
    session = start("ärende")
    session.asked("> Dnr – ")
    session.press(ESC)
    assert session.ended() == 130
    assert session.text.endswith("Avbrutet. Inget har skrivits.")
    assert tree(folder) == before


# --- names, pasted text, arrow keys ----------------------------------------------------------------


def test_a_name_completes_by_any_part_and_is_chosen_with_the_arrow_keys(start: Start) -> None:
    session = start("reservation", *CASE_OF["reservation"], "--typ", "reservation", "--organ", "kulturnämnden")
    session.asked("> Av – ")
    session.until("Sara Lindqvist (S)")  # the whole register, before a letter is typed
    session.press("an")
    session.until(">")
    session.press(ENTER)
    session.until("flera namn passar: välj ett med piltangenterna eller skriv mer av det")
    session.press(DOWN, DOWN, UP, ENTER)
    session.asked("> Av 2 (tom rad: listan är klar):")
    assert "> Av – de som lämnade texten: Eva Brandt (L)" in session.text


def test_a_name_that_the_register_lacks_is_added_to_it(start: Start, folder: Path) -> None:
    known = (
        "--typ",
        "särskilt uttalande",
        "--organ",
        "kulturnämnden",
        "--datum",
        "2031-05-20",
        "--brödtext",
        "Vi tvekar.",
    )
    session = start("reservation", *CASE_OF["reservation"], *known)
    session.asked("> Av – ")
    session.press("Åke Öberg", ENTER)
    session.asked("> Vem eller vilket organ menas?")
    assert "fel: ”Åke Öberg” finns inte i registret över personer\n  = råd: lägg till namnet" in session.text
    session.press(ENTER)
    session.asked("> Av 2")
    session.press(ENTER)
    session.asked("> Åke Öberg, parti – ")
    session.press("x1", ENTER)
    session.until("fel[DK105]: ”x1” är inte skrivet som väntat")
    session.asked("> Åke Öberg, parti – ")
    session.press(CTRL_U, "MP", ENTER)
    session.asked("> Text – ")
    session.press(ENTER)
    session.asked(WRITE)
    assert "+ake-oberg: {namn: Åke Öberg, parti: MP}" in session.text
    session.press(ENTER)
    assert session.ended() == 0
    assert text(folder, "register/personer.yaml") == f"{PEOPLE}ake-oberg: {{namn: Åke Öberg, parti: MP}}\n"
    assert "av: [ake-oberg]\n" in text(folder, f"{FOLDER}/avvikande/kulturnamnden-mp.md")


def test_a_misspelt_name_has_a_suggestion(start: Start) -> None:
    session = start("reservation", *CASE_OF["reservation"], "--typ", "reservation", "--organ", "kulturnämnden")
    session.asked("> Av – ")
    session.press("Omar Hadad", ENTER)
    session.asked("> Vem eller vilket organ menas?")
    assert "menade du ”Omar Haddad”? Annars: lägg till namnet i register/personer.yaml" in session.text
    session.press(ENTER)
    session.asked("> Av 2")


def test_pasted_points_and_text_come_in_whole(start: Start, folder: Path) -> None:
    known = ("--typ", "reservation", "--organ", "kulturnämnden", "--av", "eva-brandt", "--datum", "2031-05-20")
    session = start("reservation", *CASE_OF["reservation"], *known)
    session.asked("> Text – ")
    session.press(ENTER)
    session.asked("> Att – ")
    session.paste("1. att avslå förvaltningens\r\nförslag\r\n2. att tillstyrka motionen\r\n")
    session.press(ENTER)
    session.asked("> Att 3")
    assert "    1. att avslå förvaltningens förslag\n    2. att tillstyrka motionen.\n" in session.text
    session.press(ESC)  # takes the last one away
    session.asked("> Att 2")
    session.press(CTRL_U, ENTER)
    session.asked("> Inledning – ")
    session.press(ENTER)
    session.asked("> Brödtext – ")
    session.paste("Fo\u0308rst 5 * 3 * 2 = 30 och <Namn>.\nSamma stycke.\n\n2031. Nytt stycke med ”citat” & #.\n")
    session.press(ENTER)
    session.asked(WRITE)
    session.press(ENTER)
    assert session.ended() == 0
    assert text(folder, f"{FOLDER}/avvikande/kulturnamnden-l.md").partition("\n---\n")[2] == (
        "Jag föreslår att kulturnämnden beslutar att avslå förvaltningens förslag.\n\n"
        "Först 5 \\* 3 \\* 2 = 30 och \\<Namn>.\nSamma stycke.\n\n2031\\. Nytt stycke med ”citat” & #.\n"
    )


def test_a_list_half_given_goes_on_where_it_was(start: Start) -> None:
    known = ("--typ", "reservation", "--organ", "kulturnämnden")
    session = start("reservation", *CASE_OF["reservation"], *known)
    session.asked("> Av – ")
    session.press("brandt", ENTER)
    session.asked("> Av 2")
    session.press(CTRL_C)
    assert session.ended() == 130
    session = start("reservation", *CASE_OF["reservation"], *known)
    session.until("fortsätt där du slutade")
    session.press(ENTER)
    session.asked("> Av – de som lämnade texten: Eva Brandt (L)")


# --- judged before it is written ---------------------------------------------------------------------


def test_an_error_must_be_mended_and_a_warning_is_judged(start: Start) -> None:
    session = start("remissvar", *CASE_OF["remissvar"], "--organ", "kulturnämnden", "--typ", "nämndbeslut")
    session.asked("> Sammanträde – ")
    session.press("2031-02-30", ENTER)
    session.until("fel[DK103]: ”2031-02-30” är inget datum")
    session.asked("> Sammanträde – ")
    session.press(CTRL_U, "2031-06-08", ENTER)  # a Sunday
    session.asked("> Hur vill du göra?")
    assert "2031-06-08 är en söndag" in session.text, session.text
    session.press(CTRL_C)
    assert session.ended() == 130
    session = start("remissvar", *CASE_OF["remissvar"], "--organ", "kulturnämnden", "--typ", "nämndbeslut")
    session.asked("> Sammanträde – ")
    session.press("2031-06-08", ENTER)
    session.asked("> Hur vill du göra?")
    session.press(DOWN, ENTER)
    session.asked("> Sammanträde – ")
    session.press(ENTER)
    session.asked("> Hur vill du göra?")
    session.press(ENTER)
    session.asked("> Datum – ")


def test_an_option_that_is_wrong_is_shown_and_asked_for(start: Start) -> None:
    session = start(
        "remissvar", *CASE_OF["remissvar"], "--organ", "KUN", "--typ", "nämndbeslut", "--datum", "2031-5-40"
    )
    session.asked("> Sammanträde – ")
    assert "fel[DK103]: ”2031-5-40” är inget datum" in session.text
    session.press("2031-06-10", ENTER)
    session.asked("> Datum – datumet på den text som återges (till exempel 2031-04-29; tom rad: hoppa över): 2031-5-40")


def test_an_answer_can_be_changed_when_the_file_is_shown(start: Start, folder: Path) -> None:
    session = start("remissvar", *CASE_OF["remissvar"])
    for question, keys in WALKS["remissvar"]:
        session.asked(question)
        _answered(session, keys)
    session.asked(WRITE)
    session.press(DOWN, ENTER)
    session.asked("> Vilket svar?")
    session.press(DOWN, DOWN, DOWN, ENTER)
    session.asked("> Datum – ")
    session.press(CTRL_U, "2031-05-21", ENTER)
    session.asked(WRITE)
    session.press(ENTER)
    assert session.ended() == 0
    changed = MADE["remissvar"][f"{OTHER}/remissvar/kulturnamnden.md"].replace("05-20", "05-21")
    assert text(folder, f"{OTHER}/remissvar/kulturnamnden.md") == changed


def test_an_answer_that_another_leaves_no_room_for_is_told(start: Start) -> None:
    session = start("remissvar", *CASE_OF["remissvar"])
    for question, keys in WALKS["remissvar"]:
        session.asked(question)
        _answered(session, keys)
    session.asked(WRITE)
    session.press(DOWN, ENTER)
    session.asked("> Vilket svar?")
    session.press(DOWN, ENTER)
    session.asked("> Typ – ")
    session.press(DOWN, ENTER)  # kontorsyttrande
    session.asked("> Brödtext – ")
    session.press(ENTER)
    session.asked("> Fler uppgifter – ")
    session.press(ENTER)
    session.asked(WRITE)
    session.until(
        "Används inte, eftersom uppgiften inte hör ihop med de andra svaren: svar: Kulturförvaltningen är positiv"
    )


def test_a_file_that_has_come_meanwhile_is_not_overwritten(start: Start, folder: Path) -> None:
    session = start("remissvar", *CASE_OF["remissvar"])
    for question, keys in WALKS["remissvar"]:
        session.asked(question)
        _answered(session, keys)
    session.asked(WRITE)
    path = folder / OTHER / "remissvar/kulturnamnden.md"
    path.parent.mkdir()
    path.write_text("Någon annans.\n", encoding="utf-8")
    session.press(ENTER)
    assert session.ended() == 2
    assert f"fel: {OTHER}/remissvar/kulturnamnden.md finns redan\n" in session.text
    assert path.read_text(encoding="utf-8") == "Någon annans.\n"
    assert not (folder / OTHER / "sammanfattningar").exists()
    assert (folder / ".draftkit/paborjat/remissvar-ks-2031-0500.json").exists()


# --- around the questions ------------------------------------------------------------------------


def test_without_a_word_it_asks_what_to_make_and_in_which_case(start: Start, folder: Path) -> None:
    session = start()
    session.asked("> Vad vill du skapa? (välj med ↑ och ↓)")
    session.press(DOWN, DOWN, ENTER)
    session.asked("> Vilket ärende gäller det?")
    assert " » KS 2031/0417  Motion om lånebara verktyg\n   KS 2031/0500  Motion om cykelpumpar" in session.text
    session.press(DOWN, ENTER)
    session.asked("> Organ – ")
    session.press(ESC)
    session.asked("> Vilket ärende gäller det?")
    session.press(ESC)
    session.asked("> Vad vill du skapa?")
    session.press(ESC)
    assert session.ended() == 130


def test_the_case_that_one_stands_in_and_that_of_the_branch_are_not_asked_for(
    server: Server, start: Start, folder: Path
) -> None:
    session = Terminal(server, folder / FOLDER, "new", "remissvar", "--idag", "2031-06-15")
    session.asked("> Organ – ")
    session.press(CTRL_C)
    assert session.ended() == 130
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref: refs/heads/svar/KS-2031-0500-kultur\n", encoding="utf-8")
    session = start("reservation", "--typ", "reservation")
    session.asked("> Organ – ")
    session.press("kulturn", ENTER)
    session.asked("> Av – ")
    session.press(CTRL_C)
    assert session.ended() == 130
    assert '"mapp": "drafts/ks-2031-0500"' in text(folder, ".draftkit/paborjat/reservation-ks-2031-0500.json")


def test_answers_of_before_can_be_thrown_away(start: Start, folder: Path) -> None:
    for again in (False, True):
        session = start("ärende")
        if again:
            session.asked("> Det finns svar sparade sedan förra gången.")
            session.press(DOWN, ENTER)
        session.asked("> Dnr – ")
        session.press("KS 2031/0612", ENTER)
        session.asked("> Rubrik – ")
        session.press(CTRL_C)
        assert session.ended() == 130


def test_the_text_opens_in_the_editor(start: Start, folder: Path) -> None:
    editor = folder / "redigera"
    editor.write_text('#!/bin/sh\necho "Skrivet i redigeraren: åäö" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    known = ("--organ", "KUN", "--typ", "kontorsyttrande", "--datum", "2031-06-01", "--sammanfattning", "nej")
    session = start("remissvar", *CASE_OF["remissvar"], *known, EDITOR=str(editor))
    session.asked("> Återgivning – ")
    session.press(ENTER)
    session.asked("> Brödtext – ")
    session.press(ENTER)
    session.asked("> Fler uppgifter – ")
    session.press(ENTER)
    session.asked(WRITE)
    session.press(ENTER)
    session.asked("> Vill du skriva texten nu?")
    session.press(ENTER)
    assert session.ended() == 0
    assert text(folder, f"{OTHER}/remissvar/kulturnamnden.md").endswith("---\nSkrivet i redigeraren: åäö\n")


def test_no_colour_where_none_is_wanted(start: Start) -> None:
    for environment, coloured in (({"NO_COLOR": "1"}, False), ({}, True)):
        session = start("remissvar", *CASE_OF["remissvar"], "--organ", "KUN", "--typ", "nämndbeslut", **environment)
        session.asked("> Sammanträde – ")
        session.press("x", ENTER)
        session.until("fel[DK103]")
        session.asked("> Sammanträde – ")
        session.press(CTRL_C)
        session.ended()
        assert (b"\x1b[1;31m" in session.said) is coloured
        assert (b"38;5" in session.said) is coloured


def test_english_is_whole(start: Start) -> None:
    session = start("remissvar", *CASE_OF["remissvar"], "--lang", "en")
    session.asked("> Organ – who answered:")
    session.press("KUN", ENTER)
    session.asked("> Typ – what kind of answer it is: (arrow keys choose)")
    session.press(CTRL_C)
    assert session.ended() == 130
    assert "Stopped. Your answers are kept: go on with draftkit new remissvar" in session.text


def test_as_it_is_started_from_a_shell(folder: Path) -> None:
    """With no help of the tests' own: the program itself, and a terminal that answers nothing."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    child = pexpect.spawn(
        sys.executable, ["-m", "draftkit", "new", "ärende"], cwd=str(folder), dimensions=(ROWS, COLUMNS), timeout=30
    )
    child.expect("Dnr")
    stream.feed(child.before + child.after)
    child.send("KS 2031/0612\r")
    child.expect("Rubrik")
    stream.feed(child.before + child.after)
    child.sendintr()
    child.expect(pexpect.EOF)
    stream.feed(child.before)
    child.close()
    assert child.exitstatus == 130
    assert "Avbrutet. Svaren är sparade; fortsätt med draftkit new ärende" in "\n".join(screen.display)
    assert (folder / ".draftkit/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_one_has_gone_back_from_is_kept_too(start: Start) -> None:
    session = start("ärende")
    session.asked("> Dnr – ")
    session.press("KS 2031/0612", ENTER)
    session.asked("> Rubrik – ")
    session.press("Motion om pumpar", ENTER)
    session.asked("> Rotel – ")
    session.press(ESC)
    session.asked("> Rubrik – ")
    session.press(ESC)
    session.asked("> Dnr – ")
    session.press(CTRL_C)
    assert session.ended() == 130
    session = start("ärende")
    session.until("fortsätt där du slutade (ett nytt ärende, antal svar: 0)")
    session.press(ENTER)
    session.asked("> Dnr – ärendets diarienummer (till exempel KS 2031/0417): KS 2031/0612")
    session.press(ENTER)
    session.asked("> Rubrik – ärendets rubrik (till exempel Motion om lånebara verktyg): Motion om pumpar")


def test_answers_about_another_case_are_left_alone(start: Start, folder: Path) -> None:
    session = start("remissvar", "--ärende", "ks-2031-0500")
    session.asked("> Organ – ")
    session.press("kulturn", ENTER)
    session.asked("> Typ – ")
    session.press(CTRL_C)
    assert session.ended() == 130
    session = start("remissvar", "--ärende", "KS 2031/0417")
    session.asked("> Organ – ")
    session.press("fixarna", ENTER)
    session.asked("> Typ – ")
    session.press(CTRL_C)
    assert session.ended() == 130
    names = sorted(each.name for each in (folder / ".draftkit/paborjat").iterdir())
    assert names == ["remissvar-ks-2031-0417.json", "remissvar-ks-2031-0500.json"]
