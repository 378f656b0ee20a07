"""A working folder as it stood at a commit is a Project like any other; what cannot be had is told, with what to do."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest

from conftest import FOLDER, SMALL
from draftkit.edges import disk, git
from draftkit.messages import words
from draftkit.problems import DraftkitError
from draftkit.revisions import at, differing, project_at, working_folder
from test_provenance import OWN, WHO, lay

TODAY = date(2031, 6, 15)


def run_git(root: Path, *arguments: str, moment: str = "") -> str:
    """What git answers; what it checks in is checked in at `moment`, if that is given."""
    who = {**WHO, "GIT_COMMITTER_DATE": moment or WHO["GIT_COMMITTER_DATE"]}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], env={**os.environ, **who}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path, message: str) -> str:
    """Commits all there is; the commit's id."""
    run_git(root, "add", "-A")
    run_git(root, "commit", "-q", "--allow-empty", "-m", message)
    return run_git(root, "rev-parse", "HEAD")


def case(files: dict[str, str] | None = None) -> dict[str, str | bytes]:
    return {**OWN, **{f"{FOLDER}/{path}": text for path, text in (files or SMALL).items()}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository on the branch main."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "åäö"
    root.mkdir()
    run_git(root, "init", "-q", "-b", "main")
    return root


def repository(root: Path) -> git.Repository:
    found = git.repository(root)
    assert found is not None
    return found


def refused(name: str, root: Path) -> tuple[str, str]:
    """What is said of the revision `name`, and what to do, in English."""
    with pytest.raises(DraftkitError) as caught:
        repository(root).commit(name)
    assert caught.value.hint is not None
    return words(caught.value.message, NullTranslations()), words(caught.value.hint, NullTranslations())


@pytest.mark.parametrize("below", ["", "utredning å/"])
def test_a_project_as_it_stood(folder: Path, below: str) -> None:
    root = folder / below
    before = {**case(), f"{FOLDER}/bilagor/översikt å.md": "---\ntyp: bilaga\n---\nEn översikt.\n"}
    lay(root, before)
    lay(folder, {"drafts/other/arende.yaml": "schema: 1\n"} if below else {})
    lay(root, {f"{FOLDER}/.gömd/x.md": "x", "drafts/README.md": "x", "build/x.md": "x"})
    first = commit(folder, "Första utkastet")
    lay(root, {f"{FOLDER}/synpunkter.md": "Nytt.\n"})
    (root / FOLDER / "arendet.md").unlink()
    then, now = at(repository(root), root, repository(root).commit(first), TODAY), working_folder(root, TODAY)
    assert dict(then.project.files) == {
        path: text.encode() if isinstance(text, str) else text for path, text in before.items()
    }
    assert then.folders == [FOLDER]
    assert then.project.today == TODAY
    assert (then.project.packs, then.project.wordlist) == (now.project.packs, now.project.wordlist)
    assert dict(now.project.files) == dict(disk.project(root, [root / FOLDER], TODAY).files)
    assert differing(then, now) == [f"{FOLDER}/arendet.md", f"{FOLDER}/synpunkter.md"]
    assert dict(project_at(repository(root), root, None, TODAY).files) == dict(now.project.files)


def test_a_commit_before_the_working_folder_is_empty(folder: Path) -> None:
    lay(folder, {"README": "x"})
    first = commit(folder, "Tomt")
    lay(folder / "utredning", case())
    root = folder / "utredning"
    then = at(repository(root), root, repository(root).commit(first), TODAY)
    assert (dict(then.project.files), then.folders) == ({}, [])


def test_links_are_named_and_not_followed(folder: Path) -> None:
    lay(folder, case())
    (folder / FOLDER / "bilagor").mkdir()
    (folder / FOLDER / "bilagor/motion.md").symlink_to("/etc/passwd")
    first = commit(folder, "En länk")
    then = at(repository(folder), folder, repository(folder).commit(first), TODAY).project
    assert then.links == {f"{FOLDER}/bilagor/motion.md"}
    assert f"{FOLDER}/bilagor/motion.md" not in then.files


def test_a_repository_that_names_its_objects_by_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    run_git(tmp_path, "init", "-q", "--object-format=sha256")
    lay(tmp_path, case())
    first = commit(tmp_path, "Första")
    then = at(repository(tmp_path), tmp_path, repository(tmp_path).commit(first), TODAY)
    assert differing(then, working_folder(tmp_path, TODAY)) == []


def test_who_made_a_commit_and_when(folder: Path) -> None:
    lay(folder, case())
    made = commit(folder, "Första utkastet: å, ä och ö\n\nMer.")
    for name in ("HEAD", "main", made, made[:8]):
        assert repository(folder).commit(name) == git.Commit(
            made, "2031-06-01", "Första utkastet: å, ä och ö", "Kim Berg", "2031-06-01T12:00:00+00:00"
        )


LIST_THEM = "name a branch, a tag or a commit; git log lists the commits, and git branch -a the branches"
FETCH_ALL = "only the latest commits have been fetched: git fetch --unshallow gets the rest (in CI, fetch-depth: 0)"


def test_a_revision_that_is_not_there(folder: Path) -> None:
    lay(folder, case())
    first = commit(folder, "Första")
    run_git(folder, "branch", "rotel-v")
    for name in ("HEAD~1", "--all", "-n1", "", "HEAD:draftkit.toml", "a\nb", "2031-13-40"):
        assert refused(name, folder) == (f"Git knows no revision “{name}”", LIST_THEM)
    assert refused("rotel-w", folder) == ("Git knows no revision “rotel-w”", "did you mean rotel-v?")
    run_git(folder, "update-ref", "refs/remotes/origin/huvudgren", first)
    assert refused("huvudgren", folder) == ("Git knows no revision “huvudgren”", "did you mean origin/huvudgren?")


def test_a_day_is_what_stood_at_the_end_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(folder, case())
    made = []
    for day in ("2031-05-30T23:30:00-0800", "2031-06-01T00:30:00+0200", "2031-06-03T12:00:00+0200"):
        monkeypatch.setitem(WHO, "GIT_COMMITTER_DATE", day)
        made.append(commit(folder, day))
    found = {day: repository(folder).commit(day).id for day in ("2031-05-30", "2031-05-31", "2031-06-02", "2031-12-31")}
    assert found == {"2031-05-30": made[0], "2031-05-31": made[0], "2031-06-02": made[1], "2031-12-31": made[2]}
    assert refused("2031-05-29", folder) == (
        "Git knows no revision “2031-05-29”",
        "the first commit is from 2031-05-30",
    )
    run_git(folder, "tag", "2031-06-02", made[0])  # what Git itself knows goes before
    assert repository(folder).commit("2031-06-02").id == made[0]


def test_no_commit_yet(folder: Path) -> None:
    assert refused("HEAD", folder) == (
        "there is no commit in the repository yet, so that there is nothing to compare with",
        "commit what is there: git add -A, and then git commit",
    )


def test_a_clone_of_the_latest_commit_only(folder: Path, tmp_path: Path) -> None:
    lay(folder, case())
    first = commit(folder, "Första")
    second = commit(folder, "Andra")
    run_git(tmp_path, "clone", "-q", "--depth", "1", f"file://{folder}", "grund")
    root = tmp_path / "grund"
    assert repository(root).commit("HEAD").id == second
    for name in ("HEAD~1", first, "2031-01-01"):
        assert refused(name, root) == (f"Git knows no revision “{name}”", FETCH_ALL)


def test_a_clone_that_lacks_the_files(folder: Path, tmp_path: Path) -> None:
    lay(folder, case())
    first = commit(folder, "Första")
    (folder / FOLDER / "arendet.md").unlink()
    commit(folder, "Andra")
    run_git(folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{folder}", "delvis")
    run_git(tmp_path / "delvis", "remote", "remove", "origin")
    root = tmp_path / "delvis"
    then = at(repository(root), root, repository(root).commit(first), TODAY).project
    with pytest.raises(DraftkitError) as caught:
        _ = then.files[f"{FOLDER}/arende.yaml"]
    assert words(caught.value.message, NullTranslations()) == (
        f"{FOLDER}/arendet.md has not been fetched to this machine as it was at an earlier commit"
    )


def test_a_repository_without_files_to_work_in_is_none(folder: Path, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", "--bare", str(folder), "bara")
    assert git.repository(tmp_path / "bara") is None


def test_one_that_the_environment_names_is_told_of(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_git(tmp_path, "clone", "-q", "--bare", str(folder), "bara")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "bara"))
    with pytest.raises(DraftkitError) as caught:
        git.repository(tmp_path / "bara")
    assert words(caught.value.message, NullTranslations()) == (
        f"{tmp_path / 'bara'} is a repository without files to work in (bare)"
    )


def test_the_last_commit_that_two_branches_share(folder: Path) -> None:
    lay(folder, case())
    first = commit(folder, "Första")
    run_git(folder, "checkout", "-q", "-b", "rotel-v")
    commit(folder, "På rotelns gren")
    run_git(folder, "checkout", "-q", "main")
    commit(folder, "På huvudgrenen")
    here = repository(folder)
    assert here.common(here.commit("main"), here.commit("rotel-v")).id == first
    run_git(folder, "checkout", "-q", "--orphan", "utan-historia")
    lone = commit(folder, "Ensam")
    with pytest.raises(DraftkitError) as caught:
        here.common(here.commit("main"), here.commit(lone))
    assert caught.value.message.msgid == "{one} and {other} have no history in common"


def test_a_file_that_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MAX_BYTES", 2_000_000)
    lay(folder, {**case(), f"{FOLDER}/bilagor/stor.pdf": b"%" * 2_000_001})
    then = at(repository(folder), folder, repository(folder).commit(commit(folder, "Stor")), TODAY).project
    with pytest.raises(DraftkitError) as caught:
        _ = then.files[f"{FOLDER}/arende.yaml"]
    assert words(caught.value.message, NullTranslations()) == f"{FOLDER}/bilagor/stor.pdf is larger than 2 MB"
