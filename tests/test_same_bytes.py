"""The same folder gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from gettext import NullTranslations
from pathlib import Path

import pikepdf
import pytest

import draftkit
from conftest import ROOT
from draftkit.cli.app import moment
from draftkit.messages import words
from draftkit.problems import DraftkitError

EXAMPLE = ROOT / "examples/stensunda"
CASE = "ks-2031-0417"

HERE = {
    "TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "DRAFTKIT_LANG": "en",
}  # fmt: skip
THERE = {
    "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "", "LC_NUMERIC": "sv_SE.UTF-8",
    "PYTHONHASHSEED": "4242", "DRAFTKIT_LANG": "sv", "COLUMNS": "40", "NO_COLOR": "1", "PYTHONOPTIMIZE": "2",
}  # fmt: skip


def build(root: Path, scratch: Path, environment: dict[str, str], umask: int, *options: str) -> dict[str, bytes]:
    """Every file of a build, by path. `scratch` is the home and has the temporary files."""
    scratch.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "draftkit", "build", *options],
        cwd=root,
        env={
            **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
            **environment,
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "PYTHONPATH": str(Path(draftkit.__file__).parents[1]),
        },
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert run.returncode == 0
    assert list(scratch.iterdir()) == []  # nothing is left behind
    target = root / "build" / CASE
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


@pytest.mark.parametrize("options", [[], ["--final", "--utan-git"]])
def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, options: list[str]) -> None:
    here, there = tmp_path / "a", tmp_path / "somewhere else" / "Å ä ö"
    for root in (here, there):
        shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build"))
    for path in there.rglob("*"):
        os.utime(path, (1, 1))
    everything = [*options, "--to", "docx,pdf,html,md,json,akn"]
    first = build(here, tmp_path / "home", HERE, 0o022, *everything, "--idag", "2031-10-06")
    second = build(there, tmp_path / "another home", THERE, 0o077, *everything, "--idag", "2032-02-29")
    assert sorted(first) == [
        "bilagor/bilaga-3-kostnadskalkyl.pdf",
        "bilder/8819ffd34b9989c0.png",
        "bilder/a30522300920a5e7.png",
        "manifest.json",
        "utlatande.akn",
        "utlatande.docx",
        "utlatande.html",
        "utlatande.json",
        "utlatande.md",
        "utlatande.pdf",
    ]
    assert [name for name in first if first[name] != second.get(name)] == []
    assert sorted(second) == sorted(first)


def test_a_build_does_not_depend_on_what_was_built_before(tmp_path: Path) -> None:
    root = tmp_path / "a"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build"))
    first = build(root, tmp_path / "1", HERE, 0o022)
    second = build(root, tmp_path / "2", HERE, 0o022)
    assert first == second


def test_the_files_say_that_they_were_made_when_source_date_epoch_says(tmp_path: Path) -> None:
    """Nothing else in them is another: not the text, not the digits, not the day that is reckoned from."""
    root = tmp_path / "a"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build"))
    asked = build(root, tmp_path / "1", HERE | {"SOURCE_DATE_EPOCH": "1950000000"}, 0o022)
    usual = build(root, tmp_path / "2", HERE | {"SOURCE_DATE_EPOCH": ""}, 0o022)
    moments = {"asked": (asked, "2031-10-17T10:40:00Z"), "usual": (usual, "2031-09-17T12:00:00Z")}
    for files, said_to_be in moments.values():
        assert json.loads(files["manifest.json"])["tidpunkt"] == said_to_be
        with pikepdf.open(io.BytesIO(files["utlatande.pdf"])) as document:
            said = {str(document.docinfo["/CreationDate"]), str(document.docinfo["/ModDate"])}
            assert said == {f"D:{re.sub('[-:T]', '', said_to_be)}"}
            assert said_to_be.replace("Z", "+00:00") in document.Root.Metadata.read_bytes().decode()
    one, other = (parts(files["utlatande.docx"]) for files in (asked, usual))
    assert [name for name in one if one[name] != other[name]] == ["docProps/core.xml"]
    assert (
        one["docProps/core.xml"].replace(b"2031-10-17T10:40:00Z", b"2031-09-17T12:00:00Z") == other["docProps/core.xml"]
    )
    keys = {
        key: (json.loads(asked["manifest.json"])[key], each) for key, each in json.loads(usual["manifest.json"]).items()
    }
    assert sorted(key for key, (mine, theirs) in keys.items() if mine != theirs) == [
        "kontrollsumma", "tidpunkt", "utdata", "villkor",
    ]  # fmt: skip


def parts(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("value", ["i dag", "-1", "1.5", " 1", "99999999999", "٣", "2031-10-06"])
def test_a_source_date_epoch_that_is_no_time_stops_the_build(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(DraftkitError) as caught:
        moment()
    english = NullTranslations()
    assert words(caught.value.message, english) == f"SOURCE_DATE_EPOCH is “{value}”, which is no time"
    assert caught.value.hint is not None
    assert words(caught.value.hint, english) == (
        "write the seconds since 1970-01-01 as digits, or take the variable away"
    )
