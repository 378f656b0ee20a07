"""What is to be judged: every example, as draft and as final document, built by the command as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from . import bilagor

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "build/conformance"
FORMATS = ("docx", "pdf", "html")
_TODAY = "2031-10-06"  # when the finished examples are finished
_WHO = ["-c", "user.name=Kim Berg", "-c", "user.email=kim.berg@example.org", "-c", "commit.gpgsign=false"]


class Document(Struct, frozen=True):
    """A document that has been built: its name in the table, the case's root and folder, and its file by format."""

    name: str
    root: Path
    case: str
    files: dict[str, Path]


class NotBuilt(Exception):
    """draftkit built no document; what it said."""


def built() -> Iterator[Document]:
    """Builds everything anew, in build/conformance/. Raises NotBuilt."""
    shutil.rmtree(BUILT, ignore_errors=True)
    for name, root, case in _examples():
        yield build(f"{name}, utkast", root, case)
    bilagor.laid(ROOT / "examples/minimal", odd := BUILT / "bilagor")
    (case,) = (f"drafts/{each.name}" for each in (odd / "drafts").iterdir())
    yield build("udda bilagor, utkast", odd, case)
    yield build("udda bilagor, slutlig", committed(odd, BUILT / "bilagor-git"), case, "--final")
    for name, root, case in _examples():
        if name != "drafts":  # it is midway, and has gaps
            yield build(f"{name}, slutlig", committed(root, BUILT / f"{name}-git"), case, "--final")


def _examples() -> Iterator[tuple[str, Path, str]]:
    """The name, root and case of each example of the project."""
    for root in (ROOT, *sorted((ROOT / "examples").iterdir())):
        for case in sorted((root / "drafts").iterdir()):
            yield "drafts" if root == ROOT else root.name, root, f"drafts/{case.name}"


def build(name: str, root: Path, case: str, *options: str, formats: Sequence[str] = FORMATS) -> Document:
    """The documents of a case. Raises NotBuilt."""
    out = BUILT / name.replace(", ", "-").lower()
    done = draftkit(root, "build", case, "--to", ",".join(formats), "--out", str(out), *options)
    folder = out / Path(case).name
    found = {each.suffix[1:]: each for each in sorted(folder.glob("*.*")) if each.suffix[1:] in formats}
    if set(found) != set(formats):
        raise NotBuilt(f"{name}: draftkit build slutade med kod {done.returncode}\n{done.stderr}")
    return Document(name, root, case, found)


def draftkit(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """draftkit as a user gives it on the command line, standing in `root`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "DRAFTKIT_LANG": "sv"}
    command = [sys.executable, "-m", "draftkit", *arguments, "--idag", _TODAY]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)


def committed(root: Path, target: Path) -> Path:
    """A copy of a working folder in which all is committed, as a final document needs it."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("build", ".git"))
    for arguments in (["init", "-q"], ["add", "-A"], [*_WHO, "commit", "-q", "-m", "Beslut"]):
        subprocess.run(["git", *arguments], cwd=target, check=True, capture_output=True)
    return target
