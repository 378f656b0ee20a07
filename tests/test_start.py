"""What a run does not load, since start-up is most of a short run; and what it does while it has to wait."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from draftkit import patterns
from draftkit.cli.app import MODULES
from draftkit.edges.engines.pandoc import Pandoc, Trees

HEAVY = {
    "babel", "dataclasses", "docx", "hunspell", "icalendar", "jinja2", "lxml", "pikepdf", "PIL", "prompt_toolkit",
    "pypdfium2", "questionary", "rich", "typst",
}  # fmt: skip
MINIMAL = ROOT / "examples/minimal/drafts/ks-2031-0102"


def loaded(*arguments: str) -> set[str]:
    """The modules that a run loads."""
    code = "import sys; from draftkit.__main__ import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT)
    return set(done.stderr.decode("utf-8", "replace").splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("check", str(MINIMAL)), ("rules",), ("explain", "DK103")])
def test_a_run_loads_no_library_that_it_has_no_use_for(arguments: tuple[str, ...]) -> None:
    assert {each.partition(".")[0] for each in loaded(*arguments)} & HEAVY == set()


def test_a_build_loads_nothing_of_the_formats_that_it_does_not_make(tmp_path: Path) -> None:
    modules = loaded("build", str(MINIMAL), "--to", "md", "--out", str(tmp_path))
    assert "draftkit.publish" in modules
    assert [
        each for each in modules if "opendata" in each or each.startswith(("draftkit.edges.finish.o", "lxml"))
    ] == []


@pytest.mark.parametrize("command", ["check", "status"])
def test_a_command_loads_no_other_command(command: str) -> None:
    others = {f"draftkit.cli.{module}" for module in MODULES.values()} - {f"draftkit.cli.{MODULES[command]}"}
    modules = loaded(command, str(MINIMAL))
    assert f"draftkit.cli.{MODULES[command]}" in modules
    assert modules & others == set()


def test_status_asks_pandoc_for_nothing_that_the_first_line_tells() -> None:
    assert "draftkit.stages.checks.book" not in loaded("status", str(MINIMAL), "--format", "json")


def test_a_pattern_is_compiled_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        re, "compile", lambda pattern, flags, compile=re.compile: asked.append(pattern) or compile(pattern, flags)
    )
    pattern = patterns.lazily(r"(?P<word>Å+)b", re.IGNORECASE)
    assert asked == []
    assert [match["word"] for match in pattern.finditer("åb ÅÅB")] == ["å", "ÅÅ"]
    assert pattern.groups == 1
    assert pattern.sub("c", "åb") == "c"
    assert asked == [r"(?P<word>Å+)b"]
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_patterns_are_got_ready_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_SOON", [])
    monkeypatch.setattr(patterns, "_WAITING", [])
    late, first, second = patterns.lazily("c"), patterns.soon("a"), patterns.soon("b")
    steps = patterns.getting_ready()
    ready = [["search" in vars(each) for each in (second, first, late)] for _ in steps]
    assert ready[:2] == [[True, False, False], [True, True, False]]
    assert ready[-1] == [True, True, True]


def test_what_may_be_done_meanwhile_is_done_while_pandoc_reads(pandoc: Pandoc) -> None:
    steps = []

    def work() -> Iterator[bool]:
        for step in range(3):
            steps.append(step)
            yield True

    slow = pandoc.read(["ord " * 20_000], "commonmark", outlines=["ord"])
    trees = Trees({}, {"a.md": slow}, meanwhile=work())
    assert trees["a.md"].blocks[0]["t"] == "Para"
    assert steps == [0, 1, 2]
    assert trees["a.md"].blocks[0]["t"] == "Para"  # what is here is not waited for


@pytest.mark.parametrize(
    "arguments", [("rules",), ("check", str(MINIMAL)), ("status", "--format", "json"), ("--help",)]
)
@pytest.mark.parametrize("together", [False, True], ids=["stdout", "both"])
def test_a_reader_who_goes_away_is_told_nothing(arguments: tuple[str, ...], together: bool) -> None:
    """`draftkit check | head`: it ends as other programs do, and not as if the texts had errors."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "draftkit", *arguments]
    try:
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.STDOUT if together else subprocess.PIPE, cwd=ROOT, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr or b"") == (141, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("command", ["check", "status", "status --format csv"])
def test_a_closed_stream_is_nobody_s_error(command: str, closed: str) -> None:
    program = f"'{sys.executable}' -m draftkit {command} '{MINIMAL}' --idag 2031-05-10 {closed}"
    done = subprocess.run(["sh", "-c", program], capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples/minimal", tmp_path / "mapp")
    answers = tmp_path / "mapp/drafts/ks-2031-0102/remissvar"
    answers.chmod(0)
    command = [sys.executable, "-m", "draftkit", "check", "--idag", "2031-05-10"]
    if os.access(answers, os.R_OK):  # root may read everything, unless it gives that up
        rights = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *command]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path / "mapp")
    answers.chmod(0o755)
    assert done.returncode == 2
    assert f"fel: {answers} går inte att läsa: behörighet saknas\n" in done.stderr.decode()


@pytest.mark.parametrize("inside", [".", "drafts", "register"])
def test_an_arende_may_be_named_by_its_folder_alone(inside: str) -> None:
    command = [sys.executable, "-m", "draftkit", "check", "--idag", "2031-05-10"]
    folder = ROOT / "examples/minimal" / inside
    done = subprocess.run([*command, "ks-2031-0102"], capture_output=True, cwd=folder)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    done = subprocess.run([*command, "ks-2031-0103"], capture_output=True, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("fel: ks-2031-0103 finns inte\n")
