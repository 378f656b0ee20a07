"""`draftkit new` in a script: every question is an option, and what is missing or wrong is told all at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BODIES, FOLDER, PEOPLE, SETTINGS, SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        **{f"{FOLDER}/{name}": text for name, text in SMALL.items()},
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_", "DRAFTKIT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments],
        cwd=folder, env={**kept, "COLUMNS": "100", "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def tree(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_a_case_from_its_options_passes_check(folder: Path) -> None:
    """Keys with and without their dots, a date in words, a choice without its dots, people by name."""
    code, out, err = run(
        folder, "new", "arende", "--no-input", "--dnr", "KS 2031/0612", "--rubrik", "Motion om åäö: en prövning",
        "--rotel", "V", "--foredragande", "Sara Lindqvist", "--motionärer", "Omar Haddad", "--motionarer", "kim-vild",
        "--väckt", "10 juni 2031", "--instanser", "stadsledningskontoret", "--instanser", "KUN",
        "--utskickad", "i dag", "--svar-senast", "2031-09-10", "--förslag-fullmäktige", "Motionen avslås.",
        "--idag", "2031-06-15",
    )  # fmt: skip
    made = ["arende.yaml", "sammanfattning.md", "synpunkter.md", "arendet.md", "forslag/kommunfullmaktige.md"]
    assert (code, err.count("varning"), err.count("fel[")) == (0, 3 + 2, 0)
    assert out == "".join(f"skapad: drafts/ks-2031-0612/{name}\n" for name in made)
    assert tree(folder)["drafts/ks-2031-0612/arende.yaml"] == (
        'schema: 1\ndnr: KS 2031/0612\nrubrik: "Motion om åäö: en prövning"\nrotel: V\n'
        "föredragande: [sara-lindqvist]\nskede: beredning\ninitiativ:\n  - typ: motion\n"
        "    motionärer: [omar-haddad, kim-vild]\n    väckt: 2031-06-10\nremiss:\n  utskickad: 2031-06-15\n"
        "  svar_senast: 2031-09-10\n  instanser:\n    - stadsledningskontoret\n    - kulturnämnden\n"
    )
    code, out, _ = run(folder, "check", "drafts/ks-2031-0612", "--idag", "2031-06-15")
    assert code == 0
    assert ": 0 fel, " in out


def test_a_motion_begins_a_case_and_another_is_added_to_it(folder: Path) -> None:
    motion = ("new", "motion", "--no-input", "--idag", "2031-06-15")
    assert run(
        folder, *motion, "--ärende", "ks-2031-0417", "--motionärer", "Jenny Ahl", "--väckt", "2031-06-01",
        "--rubrik", "Motion om pumpar", "--att", "sätta upp pumpar", "--att", "utvärdera försöket",
    ) == (0, f"skapad: {FOLDER}/bilagor/motion.md\ntillagt i: {FOLDER}/arende.yaml\n", "")  # fmt: skip
    assert tree(folder)[f"{FOLDER}/bilagor/motion.md"] == (
        "Jag föreslår att kommunfullmäktige beslutar\n\n1. att sätta upp pumpar\n2. att utvärdera försöket.\n\n"
        "Stensunda den 1 juni 2031\n\nJenny Ahl (C)\n"
    )
    facts = tree(folder)[f"{FOLDER}/arende.yaml"]
    added = "  - typ: motion\n    motionärer: [jenny-ahl]\n    väckt: 2031-06-01\n    bilaga: motion\n"
    listed = (
        "bilagor:\n  - id: motion\n    rubrik: Motion om pumpar\n    fil: bilagor/motion.md\n"
        "    placering: i dokumentet\n"
    )
    assert facts == SMALL["arende.yaml"].replace("remiss:\n", f"{added}remiss:\n") + listed

    assert run(
        folder, *motion, "--dnr", "KS 2031/0700", "--rubrik", "Motion om bänkar", "--rotel", "V", "--föredragande",
        "sara-lindqvist", "--motionärer", "kim-vild", "--väckt", "2031-06-02", "--brödtext", "Sitt.",
    )[0] == 0  # fmt: skip
    made = tree(folder)
    assert made["drafts/ks-2031-0700/bilagor/motion.md"] == "Sitt.\n\nStensunda den 2 juni 2031\n\nKim Vild (-)\n"
    assert made["drafts/ks-2031-0700/arende.yaml"].endswith(
        "    väckt: 2031-06-02\n    bilaga: motion\nbilagor:\n  - id: motion\n    rubrik: Motion om bänkar\n"
        "    fil: bilagor/motion.md\n    placering: i dokumentet\n"
    )


def test_all_that_is_missing_is_told_at_once(folder: Path) -> None:
    (folder / "drafts/ks-2031-0500").mkdir()
    (folder / "drafts/ks-2031-0500/arende.yaml").write_text("schema: 1\n", encoding="utf-8")
    before = tree(folder)
    code, out, err = run(folder, "new", "reservation", "--no-input")
    assert (code, out) == (2, "")
    assert err == (
        "fel: de här valen saknas:\n  --ärende: ärendet: dess mapp eller diarienummer\n"
        "  --typ: vad det är; till exempel reservation\n"
        "  --organ: organet där texten lämnades; till exempel kulturnämnden\n"
        "  --av: de som lämnade texten; till exempel eva-brandt\n"
    )
    assert tree(folder) == before


def test_what_only_another_answer_makes_necessary_is_missing_too(folder: Path) -> None:
    code, _, err = run(
        folder, "new", "remissvar", "--no-input", "--organ", "föreningen Fixarna", "--typ", "namndbeslut"
    )
    assert code == 2
    assert "--sammanträde: sammanträdet då nämnden beslutade; till exempel 2031-05-20" in err
    assert "--organ" not in err


def test_an_error_stops_it_and_nothing_is_written(folder: Path) -> None:
    before = tree(folder)
    code, out, err = run(
        folder, "new", "remissvar", "--no-input", "--organ", "föreningen Fixarna", "--datum", "2031-13-40"
    )
    assert (code, out) == (1, "")
    assert err.startswith(
        f"fel[DK103]: ”2031-13-40” är inget datum\n  --> {FOLDER}/remissvar/fixarna.md:4:8\n   |\n"
        " 4 | datum: 2031-13-40\n   |        ^^^^^^^^^^\n   = råd: skriv datum som ÅÅÅÅ-MM-DD\n"
    )
    assert err.endswith("inget har skrivits\n")
    assert tree(folder) == before


def test_an_option_that_has_no_place_is_not_passed_over(folder: Path) -> None:
    before = tree(folder)
    code, _, err = run(folder, "new", "remissvar", "--no-input", "--organ", "föreningen Fixarna", "--beslut", "Nej.")
    assert code == 2
    assert err.startswith(
        "fel: --beslut går inte att använda här\n  = råd: val som går att använda här: --organ, --typ, --datum, "
    )
    assert tree(folder) == before


def test_a_name_that_the_register_lacks_is_an_error(folder: Path) -> None:
    code, _, err = run(
        folder, "new", "reservation", "--no-input", "--typ", "reservation", "--organ", "KUN", "--av", "Eva Brant",
        "--att", "bifalla motionen",
    )  # fmt: skip
    assert code == 1
    assert "fel[DK108]: ”Eva Brant” finns inte i registret över personer\n" in err
    assert "råd: menade du ”Eva Brandt”? Annars: lägg till namnet i register/personer.yaml" in err


def test_a_taken_number_is_refused(folder: Path) -> None:
    code, _, err = run(
        folder, "new", "ärende", "--no-input", "--dnr", "KS 2031/0417", "--rubrik", "x", "--rotel", "V",
        "--föredragande", "sara-lindqvist", "--typ", "skrivelse", "--väckt", "2031-02-10",
    )  # fmt: skip
    assert (code, err) == (2, f"fel: det finns redan ett ärende i {FOLDER}\n  = råd: skriv ett annat nummer\n")


def test_without_a_terminal_it_says_what_to_do(folder: Path) -> None:
    assert run(folder, "new", "ärende") == (
        2,
        "",
        "fel: draftkit new ställer frågor i en terminal, och här finns ingen\n"
        "  = råd: ge svaren som val, med --no-input\n",
    )


def test_help_lists_the_questions(folder: Path) -> None:
    code, out, _ = run(folder, "new", "reservation", "--help")
    assert code == 0
    assert out.startswith("Användning: draftkit new reservation [VAL]\n\n  Lägg in en reservation")
    assert "  --av NAMN " in out
    assert "  --datum DATUM " in out
    assert "reservation|särskilt uttalande|ersättaryttrande" in out
    _, out, _ = run(folder.parent, "new", "ärende", "--help")  # also where there is no working folder
    assert "  --svar-senast DATUM " in out


def test_what_was_begun_disturbs_nobody(folder: Path) -> None:
    """The answers that are kept are in nobody's way: neither a case nor a stray file."""
    said = run(folder, "check", "--idag", "2031-06-15")
    (folder / ".draftkit/paborjat").mkdir(parents=True)
    (folder / ".draftkit/paborjat/remissvar.json").write_text("{", encoding="utf-8")
    assert run(folder, "check", "--idag", "2031-06-15") == said
    made = folder.parent / f"{folder.name}-ny"
    run(folder, "init", str(made), "--kommun", "Å", "--ort", "Å")
    assert ".draftkit/\n" in (made / ".gitignore").read_text(encoding="utf-8")
