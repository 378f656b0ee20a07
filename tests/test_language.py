"""Every sentence has its Swedish, and what a user sees is of one language only."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from conftest import FOLDER, ROOT

SOURCES = ROOT / "src/draftkit"
CATALOGUE = SOURCES / "locale/sv/LC_MESSAGES/draftkit.po"
PAGES = (SOURCES / "messages.py", SOURCES / "manual.py")  # the latter says the pages, which are gathered by themselves
LIBRARIES = SOURCES / "locale/click_and_typer.py"
KEYWORDS = {**DEFAULT_KEYWORDS, "msg": None, "msg_n": (1, 2)}  # as in the Makefile


@cache
def extracted(folder: Path) -> dict[str, str]:
    """The msgids of the Python files in `folder` as `make catalogue` finds them, each with the file that says it."""
    found = extract_from_dir(folder, [("**.py", "locale_pages:extract")], keywords=KEYWORDS)
    return {msgid if isinstance(msgid, str) else msgid[0]: file for file, _, msgid, _, _ in found}


@cache
def swedish() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream)


def forms(entry: Entry | None) -> tuple[str, ...]:
    """The translation of an entry, in the singular and the plural where it has them."""
    string = entry.string if entry else ()
    return (string,) if isinstance(string, str) else tuple(string)


def pairs() -> Iterator[tuple[str, str]]:
    """Each form of each entry, with its translation."""
    for entry in swedish():
        if entry.id:
            yield from zip((entry.id,) if isinstance(entry.id, str) else entry.id, forms(entry), strict=True)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each place in the sources where a sentence is given, and what gives it."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in KEYWORDS or (name == "Message" and path not in PAGES):
                yield f"{path.relative_to(SOURCES)}:{node.lineno}", node


# --- the catalogue -------------------------------------------------------------------------------


def test_every_sentence_has_its_swedish() -> None:
    entries = {msgid: swedish().get(msgid) for msgid in extracted(SOURCES)}
    missing = [msgid for msgid, entry in entries.items() if entry is None or entry.fuzzy or not all(forms(entry))]
    assert missing == [], "run `make catalogue` and translate these"


def test_the_swedish_has_the_gaps_of_the_english() -> None:
    def gaps(text: str) -> tuple[set[str], int]:
        """The names to fill in, and how many braces are printed."""
        parts = list(Formatter().parse(text))
        return {name for _, name, _, _ in parts if name is not None}, sum(words.count("{") for words, *_ in parts)

    assert [(english, text) for english, text in pairs() if text and gaps(english) != gaps(text)] == []


def test_the_swedish_quotes_as_swedish_does() -> None:
    assert [text for _, text in pairs() if "“" in text or "’" in text] == []


def test_the_catalogue_has_nothing_that_the_code_does_not_say() -> None:
    known = extracted(SOURCES)
    ids = [entry.id if isinstance(entry.id, str) else entry.id[0] for entry in swedish() if entry.id]
    assert [msgid for msgid in ids if msgid not in known] == [], "run `make catalogue`"
    assert list(swedish().obsolete) == []


def test_the_list_of_what_click_and_typer_say_is_theirs() -> None:
    """A new version of theirs may word it otherwise."""
    specs = [find_spec("click"), find_spec("typer")]
    theirs = [msgid for spec in specs if spec and spec.origin for msgid in extracted(Path(spec.origin).parent)]
    listed = [msgid for msgid, file in extracted(SOURCES).items() if file == LIBRARIES.relative_to(SOURCES).as_posix()]
    assert len(listed) > 30
    assert [msgid for msgid in listed if msgid not in theirs] == []


def test_the_compiled_catalogue_is_as_the_written_one() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    stale = [entry.id for entry in swedish() if entry.id and forms(compiled.get(entry.id)) != forms(entry)]
    assert (stale, len(compiled)) == ([], len(swedish())), "run `pybabel compile -d src/draftkit/locale -D draftkit`"


def test_a_sentence_is_written_where_it_is_said() -> None:
    """A sentence put together by the program cannot be translated."""

    def literal(node: ast.Call) -> bool:
        forms = node.args[: 2 if getattr(node.func, "id", "") in ("msg_n", "ngettext") else 1]
        return bool(forms) and all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in forms)

    assert [place for place, node in calls() if not literal(node)] == []


def test_no_sentence_is_hidden_from_the_extraction() -> None:
    """Babel does not look into an f-string, nor into every call within a call."""
    said = {(place, node.args[0].value) for place, node in calls() if isinstance(node.args[0], ast.Constant)}
    assert sorted((place, msgid) for place, msgid in said if msgid not in extracted(SOURCES)) == []


# --- what a user sees ----------------------------------------------------------------------------


def draftkit(*arguments: str, **environment: str) -> str:
    """All that `draftkit …` prints in an empty place."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_", "DRAFTKIT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments],
        cwd=ROOT,
        env={**kept, "COLUMNS": "80", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


LOCK_HELP_SV = """\
Användning: draftkit lock [VAL] FIL...

  Lås återgivna texter, så att en senare ändring i dem blir ett fel.

Argument:
"""
LOCK_HELP_EN = """\
Usage: draftkit lock [OPTIONS] FILE...

  Lock quoted texts, so that a later change in them is an error.

Arguments:
"""
OPTIONS_SV = """\
Val:
  --lang sv|en  Språk i draftkits meddelanden.
  -h, --help    Visa den här hjälpen.
"""
OPTIONS_EN = """\
Options:
  --lang sv|en  The language of messages.
  -h, --help    Show this message and exit.
"""


def test_help() -> None:
    in_swedish, in_english = draftkit("lock", "--help"), draftkit("lock", "--help", "--lang", "en")
    assert in_swedish.startswith(LOCK_HELP_SV)
    assert in_swedish.endswith(OPTIONS_SV)
    assert in_english.startswith(LOCK_HELP_EN)
    assert in_english.endswith(OPTIONS_EN)


ERRORS = {
    "bild": (
        "Användning: draftkit [VAL] KOMMANDO [ARGUMENT]...\n"
        "Kör ”draftkit --help” för hjälp.\n\n"
        "Fel: Kommandot ”bild” finns inte. Menade du 'build'?\n",
        "Usage: draftkit [OPTIONS] COMMAND [ARGS]...\n"
        "Try 'draftkit --help' for help.\n\n"
        "Error: No such command 'bild'. Did you mean 'build'?\n",
    ),
    "lock": (
        "Användning: draftkit lock [VAL] FIL...\n"
        "Kör ”draftkit lock --help” för hjälp.\n\n"
        "Fel: Argument saknas: 'FIL...'.\n",
        "Usage: draftkit lock [OPTIONS] FILE...\n"
        "Try 'draftkit lock --help' for help.\n\n"
        "Error: Missing argument 'FILE...'.\n",
    ),
    "check --qqq": (
        "Användning: draftkit check [VAL] [SÖKVÄG]...\n"
        "Kör ”draftkit check --help” för hjälp.\n\n"
        "Fel: Valet ”--qqq” finns inte.\n",
        "Usage: draftkit check [OPTIONS] [PATH]...\n"
        "Try 'draftkit check --help' for help.\n\n"
        "Error: No such option '--qqq'.\n",
    ),
    "check nej": (
        "fel: nej finns inte\n  = råd: se efter att namnet är rätt och i vilken mapp du står\n",
        "error: nej does not exist\n  = hint: see that the name is right, and where you stand\n",
    ),
}


@pytest.mark.parametrize("line", ERRORS)
def test_what_the_command_line_refuses(line: str) -> None:
    arguments = line.split()
    in_swedish, in_english = ERRORS[line]
    assert draftkit(*arguments) == in_swedish
    assert draftkit("--lang", "en", *arguments) == in_english
    assert draftkit(*arguments, DRAFTKIT_LANG="en") == in_english
    assert draftkit(*arguments, "--lang=sv", DRAFTKIT_LANG="en") == in_swedish


def test_a_language_that_is_not_there_is_told_of() -> None:
    told = "Fel: Ogiltigt värde för '--lang': ”fi” är inte något av 'sv', 'en'.\n"
    assert draftkit("check", "--lang", "fi").endswith(told)


def test_no_help_has_an_english_placeholder() -> None:
    def check(*names: str) -> None:
        shown = draftkit(*names, "--help")
        assert shown.startswith(f"Användning: {' '.join(('draftkit', *names))} [VAL]")
        assert re.findall(r"\b(?:OPTIONS|COMMAND|ARGS|TEXT|PATH|FILE|INTEGER|required|default)\b", shown) == []
        for name in re.findall(r"^  (\w+)", shown.partition("\nKommandon:\n")[2], re.MULTILINE):
            check(*names, name)

    check()


def test_a_problem(tmp_path: Path, project) -> None:  # type: ignore[no-untyped-def]
    world = project({"arende.yaml": None, "sammanfattning.md": None})
    for path, data in world.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    place = f" --> {FOLDER}/arende.yaml:1:1\n"
    folder = str(tmp_path / FOLDER)
    assert draftkit("check", folder).startswith(
        f"fel[DK008]: mappen är inget ärende: arende.yaml saknas\n {place}"
        "   = råd: skriv ärendets uppgifter i arende.yaml i mappen, eller ta bort mappen\n\n"
    )
    assert draftkit("check", folder, "--lang", "en").startswith(
        f"error[DK008]: the folder is not an ärende: arende.yaml is missing\n {place}"
        "   = hint: write the case's facts in arende.yaml in the folder, or remove the folder\n\n"
    )
