"""The eight digits of a draft lead back to its files: those of today, of a build, or of a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL
from draftkit.edges import git

OWN = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
WHO = {
    "GIT_AUTHOR_NAME": "Kim Berg", "GIT_AUTHOR_EMAIL": "kim@stensunda.example",
    "GIT_AUTHOR_DATE": "2031-06-01T12:00:00Z",
    "GIT_COMMITTER_NAME": "Kim Berg", "GIT_COMMITTER_EMAIL": "kim@stensunda.example",
    "GIT_COMMITTER_DATE": "2031-06-01T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def lay(root: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def run(root: Path, *arguments: str) -> tuple[int, list[str], str]:
    environment = {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "draftkit", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def commit(root: Path, message: str) -> str:
    """Commits all there is; the beginning of the commit's id."""
    for arguments in (["add", "-A"], ["commit", "-q", "-m", message]):
        subprocess.run(["git", "-C", str(root), *arguments], env={**os.environ, **WHO}, check=True)
    done = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    return done.stdout[:10]


def mark_of(root: Path, folder: str = FOLDER) -> str:
    """The digits of a draft that is built of the files as they are."""
    code, lines, _ = run(root, "build", folder, "--to", "md", "--idag", "2031-06-15")
    assert code == 0
    return lines[0].rpartition(" ")[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small case, not in Git."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "åäö"
    lay(root, {**OWN, **{f"{FOLDER}/{path}": text for path, text in SMALL.items()}})
    return root


def test_todays_files(folder: Path) -> None:
    mark = mark_of(folder)
    assert run(folder, "status", "--utkast", mark.upper()) == (
        0,
        [f"{mark}: the files of {FOLDER} as they are now"],
        "",
    )


def test_what_has_been_done_since_a_build(folder: Path) -> None:
    mark = mark_of(folder)
    lay(folder, {f"{FOLDER}/synpunkter.md": SMALL["synpunkter.md"] + "\nOch bra.\n", f"{FOLDER}/kallor/a.docx": b"PK"})
    (folder / FOLDER / "sammanfattningar/kulturnamnden.md").unlink()
    assert run(folder, "status", "--utkast", mark) == (
        0,
        [
            f"{mark}: the build that build/ks-2031-0417/manifest.json tells of; since then",
            f"  changed: {FOLDER}/synpunkter.md",
            f"  added: {FOLDER}/kallor/a.docx",
            f"  removed: {FOLDER}/sammanfattningar/kulturnamnden.md",
            "the working folder is in no Git repository, so that earlier files cannot be looked at",
        ],
        "",
    )


def test_files_that_were_never_there(folder: Path) -> None:
    code, lines, _ = run(folder, "status", "--utkast", "00000000")
    assert (code, lines) == (
        1,
        [
            "the working folder is in no Git repository, so that earlier files cannot be looked at",
            "00000000: no files are found that give these digits",
            "  They may never have been committed, or the templates or draftkit itself were others.",
        ],
    )


@pytest.mark.parametrize("below", ["", "utredning/"])
def test_the_commit_at_which_the_files_stood(folder: Path, below: str) -> None:
    root = folder / below
    if below:
        lay(
            root,
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()},
        )
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    lay(folder, {".gitignore": "build/\n"})
    other = "drafts/ks-2031-0512"
    lay(root, {f"{other}/{path}": text.replace("0417", "0512") for path, text in SMALL.items()})
    first, marks = commit(folder, "Första utkastet"), (mark_of(root), mark_of(root, other))
    lay(root, {f"{FOLDER}/synpunkter.md": SMALL["synpunkter.md"] + "\nOch bra.\n"})
    second, changed = commit(folder, "Bättre"), mark_of(root)
    lay(root, {"register/organ.yaml": BODIES + "miljonamnden: {namn: miljönämnden, typ: facknämnd}\n"})
    commit(folder, "Miljönämnden")
    (root / "build/ks-2031-0417/manifest.json").unlink()
    (root / "build/ks-2031-0512/manifest.json").unlink()
    said = "as it stood at commit"
    assert run(root, "status", "--utkast", marks[0])[:2] == (
        0, [f"{marks[0]}: {FOLDER} {said} {first} (2031-06-01, Första utkastet)"]
    )  # fmt: skip
    assert run(root, "status", "--utkast", changed)[1] == [f"{changed}: {FOLDER} {said} {second} (2031-06-01, Bättre)"]
    # The other case did not change with the second commit: the latest at which it stood so is told.
    assert run(root, "status", "--utkast", marks[1])[1] == [f"{marks[1]}: {other} {said} {second} (2031-06-01, Bättre)"]


def test_a_workspace_s_own_pack_is_read_as_it_was(folder: Path) -> None:
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    case = CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda")
    lay(folder, {".gitignore": "build/\n", f"{FOLDER}/arende.yaml": case})
    lay(folder, {"templates/stensunda/mall.yaml": "ärver: utlatande\n"})
    first, mark = commit(folder, "Vårt paket"), mark_of(folder)
    lay(folder, {"templates/stensunda/fraser.yaml": "beredning_rubrik: Så har ärendet beretts\n"})
    assert mark_of(folder) != mark
    code, lines, _ = run(folder, "status", "--utkast", mark)
    assert (code, lines) == (0, [f"{mark}: {FOLDER} as it stood at commit {first} (2031-06-01, Vårt paket)"])


def test_git_that_is_not_there_or_refuses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git.repository(folder) is None
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    repository = git.repository(folder)
    assert repository is not None
    assert repository.commits() == []
    monkeypatch.setenv("PATH", "")
    with pytest.raises(git.DraftkitError, match="the program git is not found"):
        git.repository(folder)
