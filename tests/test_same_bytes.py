"""The same folder gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import draftkit
from conftest import ROOT

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
    everything = [*options, "--to", "docx,pdf,html,md"]
    first = build(here, tmp_path / "home", HERE, 0o022, *everything, "--idag", "2031-10-06")
    second = build(there, tmp_path / "another home", THERE, 0o077, *everything, "--idag", "2032-02-29")
    assert sorted(first) == [
        "bilagor/bilaga-3-kostnadskalkyl.pdf",
        "manifest.json",
        "utlatande.docx",
        "utlatande.html",
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
