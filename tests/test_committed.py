"""A final document is made of what stands in Git, and of nothing else; the manifest says from which commit."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import draftkit
from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL, TODAY, told
from draftkit import finality
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check
from draftkit.problems import DraftkitError
from draftkit.publish import Published
from draftkit.stages import manifest as manifests

WHO = {
    "GIT_AUTHOR_NAME": "Kim Berg", "GIT_AUTHOR_EMAIL": "kim@stensunda.example",
    "GIT_COMMITTER_NAME": "Kim Berg", "GIT_COMMITTER_EMAIL": "kim@stensunda.example",
    "GIT_AUTHOR_DATE": "2031-10-01T12:00:00Z", "GIT_COMMITTER_DATE": "2031-10-01T12:00:00Z",
}  # fmt: skip
SYNPUNKTER = f"{FOLDER}/synpunkter.md"
WORDLIST = '["idag"]\nav = true\n'


@pytest.fixture(autouse=True)
def git_as_it_comes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the one who runs the tests, and no repository above the folder of the test."""
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **WHO}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def lay(root: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the small case, all of it committed."""
    root = tmp_path / "åäö"
    lay(root, {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        **{f"{FOLDER}/{path}": text for path, text in SMALL.items()},
        f"{FOLDER}/kallor/svar.bin": b"\x89PNG\r\n\x00\n", ".gitignore": "build/\n",
    })  # fmt: skip
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Ett utlåtande")
    return root


def refused(root: Path, pandoc: Pandoc) -> list[tuple[str, str, str, str]]:
    """What stops a final document of the case, as a test compares it."""
    project = disk.project(root, [root / FOLDER], TODAY.replace(year=2032))
    basis = finality.basis(root, project, finality.head(root))
    return [told(each) for each in finality.judged(check(project, FOLDER, pandoc), project, basis).problems
            if each.code.number == "DK720"]  # fmt: skip


def test_what_is_committed_is_not_refused(folder: Path, pandoc: Pandoc) -> None:
    assert refused(folder, pandoc) == []


def test_what_others_have_changed_does_not_matter(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {
        "drafts/ks-2031-0999/arende.yaml": CASE, "README.md": "Ny\n", f"{FOLDER}/.DS_Store": b"x",
        f"{FOLDER}/bilagor/~$svar.docx": b"x", "templates/egen/mall.yaml": "namn: Egen\närver: utlatande\n",
    })  # fmt: skip
    assert refused(folder, pandoc) == []


CHANGED = (
    "DK720", "synpunkter.md:1:1-1:1", "the file has been changed since the latest commit",
    f"commit it: git add {SYNPUNKTER}, and then git commit; or git checkout HEAD -- {SYNPUNKTER} takes the change back",
)  # fmt: skip


def test_a_change_of_one_byte_is_refused(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {SYNPUNKTER: SMALL["synpunkter.md"].replace("bra", "bre")})
    assert refused(folder, pandoc) == [CHANGED]


def test_what_is_only_staged_is_refused(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {SYNPUNKTER: SMALL["synpunkter.md"].replace("bra", "bre")})
    git(folder, "add", "-A")
    assert refused(folder, pandoc) == [CHANGED]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_has_been_told_to_overlook_is_refused(folder: Path, pandoc: Pandoc, flag: str) -> None:
    git(folder, "update-index", flag, SYNPUNKTER)
    lay(folder, {SYNPUNKTER: SMALL["synpunkter.md"].replace("bra", "bre")})
    assert git(folder, "status", "--porcelain") == ""
    assert refused(folder, pandoc) == [CHANGED]


def test_what_git_has_not_been_told_of_is_refused(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {f"{FOLDER}/kallor/mer.pdf": b"%PDF", "register/ordlista.toml": WORDLIST})
    assert refused(folder, pandoc) == [
        (
            "DK720", f"{path.removeprefix(FOLDER + '/')}:1:1-1:1", "the file is not in the latest commit",
            f"commit it: git add {path}, and then git commit",
        )
        for path in (f"{FOLDER}/kallor/mer.pdf", "register/ordlista.toml")
    ]  # fmt: skip


def test_what_git_ignores_is_refused_with_the_rule(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {"drafts/.gitignore": "# Word\n*.docx\n", f"{FOLDER}/kallor/svar.docx": b"PK"})
    assert refused(folder, pandoc) == [
        (
            "DK720", "kallor/svar.docx:1:1-1:1",
            "the file is in no commit, since Git ignores it (drafts/.gitignore:2)",
            f"commit it all the same: git add --force {FOLDER}/kallor/svar.docx, and then git commit",
        )
    ]  # fmt: skip


def test_what_is_gone_is_refused(folder: Path, pandoc: Pandoc) -> None:
    (folder / FOLDER / "kallor/svar.bin").unlink()
    path = f"{FOLDER}/kallor/svar.bin"
    assert refused(folder, pandoc) == [
        (
            "DK720", "kallor/svar.bin:1:1-1:1", "the file has been removed since the latest commit",
            f"commit that it is gone: git rm {path}, and then git commit; or git checkout HEAD -- {path}",
        )
    ]  # fmt: skip


def test_line_ends_that_git_has_changed_are_told_of_as_such(folder: Path, pandoc: Pandoc) -> None:
    lay(folder, {f"{FOLDER}/kallor/brev.txt": "Hej\nHej\n"})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Ett brev")
    (folder / FOLDER / "kallor/brev.txt").unlink()
    git(folder, "-c", "core.autocrlf=true", "checkout", "--", f"{FOLDER}/kallor/brev.txt")
    assert (folder / FOLDER / "kallor/brev.txt").read_bytes() == b"Hej\r\nHej\r\n"
    assert refused(folder, pandoc) == [
        (
            "DK720", "kallor/brev.txt:1:1-1:1", "the file has other line ends than in the latest commit",
            "let Git leave them as they are: draftkit init writes a .gitattributes that does, and "
            f"git checkout -- {FOLDER}/kallor/brev.txt then takes the file from the commit",
        )
    ]  # fmt: skip


def test_a_pointer_of_git_lfs_stands_for_its_file(folder: Path, pandoc: Pandoc) -> None:
    data = b"%PDF" + bytes(5000)
    oid = hashlib.sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(data)}\n"
    lay(folder, {f"{FOLDER}/kallor/stor.pdf": pointer})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "En stor fil")
    assert refused(folder, pandoc) == []  # not fetched: it is the same as it stands in Git
    lay(folder, {f"{FOLDER}/kallor/stor.pdf": data})
    assert refused(folder, pandoc) == []
    lay(folder, {f"{FOLDER}/kallor/stor.pdf": data + b" "})
    assert [each[1] for each in refused(folder, pandoc)] == ["kallor/stor.pdf:1:1-1:1"]


def test_what_lies_in_a_submodule_is_refused(folder: Path, pandoc: Pandoc, tmp_path: Path) -> None:
    shared = tmp_path / "mallar"
    lay(shared, {"stensunda/mall.yaml": "namn: Utlåtande\närver: utlatande\n"})
    git(shared, "init", "-q")
    git(shared, "add", "-A")
    git(shared, "commit", "-q", "-m", "Mallar")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(shared), "templates")
    lay(folder, {f"{FOLDER}/arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda")})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Egna mallar")
    assert refused(folder, pandoc) == [
        (
            "DK720", "templates/stensunda/mall.yaml:1:1-1:1",
            "the file is in no commit here, since templates is a submodule",
            "copy the files into the working folder's own repository, or build with --utan-git",
        )
    ]  # fmt: skip


# --- where Git cannot be asked -------------------------------------------------------------------------

OR_WITHOUT = "or build with --utan-git, which the manifest then says"


def why_not(root: Path) -> tuple[str, str]:
    from gettext import NullTranslations

    from draftkit.messages import words

    with pytest.raises(DraftkitError) as caught:
        finality.head(root)
    english = NullTranslations()
    return words(caught.value.message, english), words(caught.value.hint or "", english)


def test_outside_git(tmp_path: Path) -> None:
    assert why_not(tmp_path) == (
        "the working folder is in no Git repository, so that nobody could see later what the final document was made "
        "from",
        f"put the folder in Git and commit the files; {OR_WITHOUT}",
    )


def test_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert why_not(tmp_path)[1].endswith(OR_WITHOUT)


def test_where_git_is_not_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert why_not(folder) == (
        "the program git is not found, so that earlier versions of the files cannot be looked at",
        f"install Git, or run the command where it is installed; {OR_WITHOUT}",
    )


def test_a_folder_of_another_owner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # what Git's own tests do
    assert why_not(folder) == (
        f"Git does not open the repository {folder}, since somebody else owns the folder",
        "let its owner run the command, or, if you trust what is there, allow it for yourself: "
        f"git config --global --add safe.directory '{folder}'; {OR_WITHOUT}",
    )


# --- the command ---------------------------------------------------------------------------------------


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONPATH": str(Path(draftkit.__file__).parents[1])}
    return subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments], cwd=root, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def manifest_of(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "build/ks-2031-0417/manifest.json").read_bytes())
    return found


def test_the_manifest_names_the_commit_and_the_documents_do_not(folder: Path) -> None:
    done = command(folder, "build", "--final", "--idag", "2031-10-06")
    assert (done.returncode, done.stderr) == (0, "")
    assert manifest_of(folder)["slutlig"]["commit"] == git(folder, "rev-parse", "HEAD")
    built = folder / "build/ks-2031-0417"
    first = {name: (built / name).read_bytes() for name in ("utlatande.docx", "utlatande.pdf")}
    lay(folder, {"drafts/ks-2031-0999/arende.yaml": "# Ett annat ärende\n"})
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Ett annat ärende")
    assert command(folder, "build", FOLDER, "--final", "--idag", "2031-10-06").returncode == 0
    assert manifest_of(folder)["slutlig"]["commit"] == git(folder, "rev-parse", "HEAD")
    assert {name: (built / name).read_bytes() for name in first} == first


def test_what_is_not_committed_stops_the_build_and_leaves_the_earlier_files(folder: Path) -> None:
    lay(folder, {SYNPUNKTER: SMALL["synpunkter.md"].replace("bra", "bre")})
    done = command(folder, "build", "--final", "--idag", "2031-10-06")
    assert done.returncode == 1
    assert done.stdout == "ks-2031-0417: not built, 1 error, 0 warnings; earlier files are left as they were\n"
    assert done.stderr.startswith("error[DK720]: the file has been changed since the latest commit\n")
    assert not (folder / "build/ks-2031-0417").exists()
    draft = command(folder, "build", "--to", "md", "--idag", "2031-10-06")
    assert (draft.returncode, draft.stderr) == (0, "")


def test_without_git_only_where_it_is_asked_for(folder: Path) -> None:
    lay(folder, {SYNPUNKTER: SMALL["synpunkter.md"].replace("bra", "bre")})
    done = command(folder, "build", "--final", "--utan-git", "--to", "md", "--idag", "2031-10-06")
    assert (done.returncode, done.stderr) == (0, "")
    assert manifest_of(folder)["slutlig"]["commit"] is None
    draft = command(folder, "build", "--utan-git")
    assert draft.returncode == 2
    assert "Invalid value for --utan-git: it goes with --final" in draft.stderr


def test_a_decision_that_is_still_to_come_is_told_of(folder: Path) -> None:
    done = command(folder, "build", "--final", "--to", "md", "--idag", "2031-09-16")
    assert done.returncode == 0
    assert done.stderr.startswith(
        "warning[DK721]: the stage is “kommunstyrelse”, but its day is 2031-09-17, which is to come\n"
    )


# --- what the manifest of a final document notes ---------------------------------------------------------


def test_a_manifest_notes_how_the_case_was_judged(publish: Callable[..., Published]) -> None:
    body = SMALL["remissvar/kulturnamnden.md"].partition("\n---\n")[2]
    lock = hashlib.sha256(body.encode()).hexdigest()
    files = {
        "/draftkit.toml": f'{SETTINGS}\n[regler]\nvarning = ["DK407"]\nlangsta_mening = 9\n',
        "/register/ordlista.toml": WORDLIST,
        "synpunkter.md": "---\navsnitt: synpunkter\nundantag:\n  - {regel: DK407, skäl: talarens egna ord}\n---\n"
        "Jag tycker att förslaget är bra för alla som vill låna verktyg.\n",
        "remissvar/kulturnamnden.md": SMALL["remissvar/kulturnamnden.md"].replace("\n---\n#", f"\nlås: {lock}\n---\n#"),
    }
    noted = manifests.read(publish(files, final=True).files["manifest.json"])
    assert noted is not None
    assert noted.final is not None
    assert noted.final.commit is None
    assert noted.final.exemptions == [{"regel": "DK407", "fil": SYNPUNKTER, "rad": 6, "skäl": "talarens egna ord"}]
    assert noted.final.locks == {f"{FOLDER}/remissvar/kulturnamnden.md": lock}
    assert noted.final.rules["varning"] == ["DK407"]
    assert noted.final.rules["längsta_mening"] == 9
    assert noted.final.wordlist == hashlib.sha256(WORDLIST.encode()).hexdigest()
    assert noted.final.shipped == [path for path in noted.inputs if path.startswith("templates/utlatande/")]
    assert len(noted.final.shipped) == 7
    assert sorted(noted.final.tools) == [
        "jinja2", "lxml", "pandoc", "pikepdf", "pillow", "pypandoc_binary", "pypdfium2", "pyromark",
        "ruamel.yaml", "typst",
    ]  # fmt: skip
    assert noted.final.tools["pandoc"] == "3.9"


def test_a_draft_notes_none_of_it(publish: Callable[..., Published]) -> None:
    noted = manifests.read(publish(wanted=("md",)).files["manifest.json"])
    assert noted is not None
    assert noted.final is None


def test_a_manifest_without_its_second_line_has_the_checksum_that_stands_there(
    publish: Callable[..., Published],
) -> None:
    lines = publish(wanted=("md",), final=True).files["manifest.json"].split(b"\n")
    rest = b"\n".join([lines[0], *lines[2:]])
    assert lines[1] == f' "kontrollsumma": "{hashlib.sha256(rest).hexdigest()}",'.encode()


def test_a_word_file_does_not_depend_on_the_zlib_of_python(
    publish: Callable[..., Published], monkeypatch: pytest.MonkeyPatch
) -> None:
    def compressobj(*_: object) -> None:
        raise AssertionError("Python has compressed something")

    monkeypatch.setattr(zlib, "compressobj", compressobj)
    assert publish(final=True).files["utlatande.docx"].startswith(b"PK")
