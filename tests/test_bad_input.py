"""Bad input, each kind as issue 2 lists it: told at its place with a hint, exit 1, and the earlier files untouched.

Every row runs the real command line on a real folder: the small case of conftest with one thing wrong.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import draftkit as draftkit_package
from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL, Files
from draftkit.__main__ import main

NAME = FOLDER.removeprefix("drafts/")
EARLIER = {"utlatande.docx": b"earlier docx", "utlatande.pdf": b"earlier pdf", "manifest.json": b"earlier manifest"}
PACK = "dokumenttyp: stensunda\nnamn: Utlåtande\närver: utlatande\n"


# --- a working folder, and a run in it -----------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What a run left behind: its exit code and what it wrote to each stream."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> list[tuple[str, str, str, str]]:
        """The problems as printed: code, path:line:col, message and hint; the case's own folder left out."""
        found = []
        for frame in self.err.split("\n\n"):
            head = re.match(r"(?:error|warning)\[(DK\d+)\]: (.*)\n +--> (.*)", frame)
            if head:
                hint = re.search(r"^ +?= hint: (.*)", frame, re.MULTILINE)
                place = head[3].removeprefix(f"{FOLDER}/")
                found.append((head[1], place, head[2], hint[1] if hint else ""))
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small case on a disk, built once before: its documents are there."""
    lay(tmp_path, {})
    for name, content in EARLIER.items():
        target = tmp_path / "build" / NAME / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path


def lay(root: Path, files: Files) -> None:
    """The small case below `root` with `files` laid over it; None takes one away, "/" begins at the root."""
    shared = {"/draftkit.toml": SETTINGS, "/register/organ.yaml": BODIES, "/register/personer.yaml": PEOPLE}
    for path, content in {**shared, **SMALL, **files}.items():
        target = root / (path[1:] if path.startswith("/") else f"{FOLDER}/{path}")
        if content is None:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def draftkit(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """`draftkit("build", …)`: the command line, run in the folder."""

    def run(*arguments: str) -> Run:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("DRAFTKIT_LANG", "en")
        monkeypatch.setattr(sys, "argv", ["draftkit", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, said.out, said.err)

    return run


def process(root: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own, in English."""
    environment = {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONPATH": str(Path(draftkit_package.__file__).parents[1])}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "draftkit", *arguments],
        cwd=root, env=environment, text=True, encoding="utf-8", capture_output=True, **options,
    )  # fmt: skip


def built(root: Path) -> dict[str, bytes]:
    """All that lies below build/, by path: half-written files and files left over among it."""
    return {
        p.relative_to(root / "build").as_posix(): p.read_bytes() for p in (root / "build").rglob("*") if p.is_file()
    }


def assert_untouched(root: Path) -> None:
    assert built(root) == {f"{NAME}/{name}": content for name, content in EARLIER.items()}


# --- the pieces that the rows are made of ----------------------------------------------------------


def facts(old: str, new: str) -> Files:
    """arende.yaml with one thing written otherwise."""
    assert old in CASE
    return {"arende.yaml": CASE.replace(old, new)}


def opinion(text: str | bytes) -> Files:
    """The section synpunkter with this text, which begins on line 4."""
    front = "---\navsnitt: synpunkter\n---\n"
    return {"synpunkter.md": front + text if isinstance(text, str) else front.encode() + text}


def answer(old: str, new: str) -> Files:
    """Kulturnämnden's answer with one thing written otherwise."""
    path = "remissvar/kulturnamnden.md"
    assert old in SMALL[path]
    return {path: SMALL[path].replace(old, new)}


def appendix(path: str, content: bytes | None = None, *, more: str = "") -> Files:
    """A bilaga in the document; the line in arende.yaml is line 20, and `path` begins in column 28."""
    line = f"  - {{rubrik: Ritning, fil: {path}, placering: i dokumentet{more}}}\n"
    files: dict[str, str | bytes | None] = {"arende.yaml": f"{CASE}bilagor:\n{line}"}
    return files | ({path: content} if content is not None else {})


def pack(template: str) -> Files:
    """A pack of the workspace's own, which inherits and rewrites one block."""
    text = '{% extends "utlatande/utlatande.md.j2" %}\n{% block synpunkter %}\n' + template + "\n{% endblock %}\n"
    return {
        "/templates/stensunda/mall.yaml": PACK,
        "/templates/stensunda/stensunda.md.j2": text,
        **facts("dokumenttyp: utlatande", "dokumenttyp: stensunda"),
    }


def pdf(*, encryption: pikepdf.Encryption | None = None) -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        out = io.BytesIO()
        document.save(out, encryption=encryption or False)
        return out.getvalue()


def picture(form: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, form)
    return out.getvalue()
