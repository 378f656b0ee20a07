"""`check --fix` cures what is beyond doubt in the rotel's own files, and leaves every other byte as it was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL
from draftkit.messages import msg
from draftkit.pipeline import Checked
from draftkit.problems import Code, Problem
from draftkit.spans import Source
from draftkit.stages.mending import mended

CODE = Code("DK000", "invented")


def problem(source: Source, start: int, end: int, fix: str) -> Problem:
    return Problem(CODE, msg("wrong"), source.span(start, end), fix=fix)


def test_a_cure_replaces_its_span_and_nothing_else() -> None:
    source = Source("a.md", "En rad.\nDet är fell här.\n")
    found = [problem(source, 15, 19, "fel")]
    changed, done = mended({"a.md": source.text.encode()}, found)
    assert changed == {"a.md": "En rad.\nDet är fel här.\n".encode()}
    assert [(str(each.span), each.before, each.after) for each in done] == [("a.md:2:8", "fell", "fel")]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_stay(ends: str, bom: bytes) -> None:
    source = Source("a.md", "Åäö.\nDet är fell här.\n")
    data = bom + source.text.replace("\n", ends).encode()
    changed, _ = mended({"a.md": data}, [problem(source, 12, 16, "fel")])
    assert changed["a.md"] == bom + f"Åäö.{ends}Det är fel här.{ends}".encode()


def test_of_two_cures_for_the_same_words_the_first_is_taken() -> None:
    source = Source("a.md", "abcdef")
    found = [problem(source, 2, 5, "X"), problem(source, 0, 3, "Y")]
    changed, done = mended({"a.md": b"abcdef"}, found)
    assert (changed["a.md"], len(done)) == (b"Ydef", 1)


def test_a_cure_that_changes_nothing_is_none() -> None:
    source = Source("a.md", "abc")
    assert mended({"a.md": b"abc"}, [problem(source, 0, 3, "abc")]) == ({}, [])


@given(
    st.text("aå😀\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.text("xö", max_size=3))),
)
def test_what_is_not_cured_stays(text: str, wanted: list[tuple[int, int, str]]) -> None:
    source = Source("a.md", text)
    found = [
        problem(source, start, min(start + length, len(text)), fix)
        for start, length, fix in wanted
        if start <= len(text)
    ]
    changed, done = mended({"a.md": text.encode()}, found)
    rest, at = [], 0
    for each in done:
        start = source.starts[each.span.line - 1] + each.span.col - 1
        rest += [text[at:start], each.after]
        at = start + len(each.before)
        assert source.slice(each.span) == each.before
    expected = "".join([*rest, text[at:]])
    assert changed.get("a.md", text.encode()).decode() == expected


# --- whose files ---------------------------------------------------------------------------------


def test_own_files_are_mendable_and_quoted_ones_are_not(check: Callable[..., Checked]) -> None:
    found = check(
        {
            "arende.yaml": CASE.replace("rubrik:", "rubrk:"),
            "sammanfattningar/kulturnamnden.md": "---\norgam: kulturnämnden\n---\nNämnden är positiv.\n",
            "remissvar/kulturnamnden.md": SMALL["remissvar/kulturnamnden.md"].replace("datum:", "datumm:"),
        }
    )
    places = [(problem.span.path.removeprefix(f"{FOLDER}/"), problem.fix) for problem in found.mendable]
    assert places == [("arende.yaml", "rubrik"), ("sammanfattningar/kulturnamnden.md", "organ")]


SLIP = "---\navsnitt: synpunkter\n---\nSe 5 § och 2031-05-09, mötet.\n"
KEY = "---\norgam: kulturnämnden\n---\nNämnden är positiv.\n"


@pytest.mark.parametrize(
    ("today", "stage", "cured"),
    [
        (date(2031, 9, 16), "kommunstyrelse", ["organ", "\u00a0", "den 9 maj 2031"]),
        (date(2031, 9, 17), "kommunstyrelse", ["organ"]),
        (date(2031, 12, 1), "kommunstyrelse", ["organ"]),
        (date(2031, 12, 1), "borgarrådsberedning", ["organ", "\u00a0", "den 9 maj 2031"]),
    ],
)
def test_the_words_of_a_text_that_has_been_decided_stay(
    check: Callable[..., Checked], today: date, stage: str, cured: list[str]
) -> None:
    """The board met on 17 September. A key above a text is no part of what it decided on."""
    case = CASE.replace("skede: kommunstyrelse", f"skede: {stage}")
    files = {"arende.yaml": case, "synpunkter.md": SLIP, "sammanfattningar/kulturnamnden.md": KEY}
    assert [problem.fix for problem in check(files, today=today).mendable] == cured


def test_a_misspelt_key_is_told_once(check: Callable[..., Checked]) -> None:
    found = check({"arende.yaml": CASE.replace("rubrik:", "rubrk:")})
    assert [problem.code.number for problem in found.problems] == ["DK101"]


def test_a_key_that_is_written_already_is_not_written_again(check: Callable[..., Checked]) -> None:
    found = check({"arende.yaml": CASE + "rubrk: Annat\n"})
    assert [(problem.code.number, problem.fix) for problem in found.problems] == [("DK101", None)]


# --- the command ---------------------------------------------------------------------------------


def test_the_command_mends_and_says_so(tmp_path: Path) -> None:
    case = CASE.replace("rubrik: Motion om lånebara verktyg", "rubrk: Motion  # behåll mig").replace("\n", "\r\n", 1)
    files = {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        **{f"{FOLDER}/{path}": text for path, text in SMALL.items()}, f"{FOLDER}/arende.yaml": case,
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())

    assert fixed(tmp_path) == f"mended: {FOLDER}/arende.yaml:4:1: “rubrk” → “rubrik”\n"
    after = {path: (tmp_path / path).read_bytes() for path in files}
    assert after == {path: text.replace("rubrk:", "rubrik:").encode() for path, text in files.items()}
    assert fixed(tmp_path) == ""


def fixed(folder: Path) -> str:
    """What the command says of its cures."""
    arguments = [sys.executable, "-m", "draftkit", "check", "--fix", "--idag", "2031-06-15", "--lang", "en"]
    return subprocess.run(arguments, cwd=folder, capture_output=True, encoding="utf-8", check=False).stderr
