"""draftkit verify: a byte that is changed anywhere is found and named, and nothing in a manifest leads astray."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import draftkit
from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL
from draftkit.cli import verify as command_
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.report import verified as report
from draftkit.edges.report.verified import Verified
from draftkit.messages import words
from draftkit.stages import manifest as manifests
from draftkit.stages.inputs import sha

BUILT = "build/ks-2031-0417"
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "DRAFTKIT_LANG": "en",
    "GIT_AUTHOR_NAME": "Kim Berg", "GIT_AUTHOR_EMAIL": "kim@stensunda.example",
    "GIT_COMMITTER_NAME": "Kim Berg", "GIT_COMMITTER_EMAIL": "kim@stensunda.example",
    "GIT_AUTHOR_DATE": "2031-10-01T12:00:00Z", "GIT_COMMITTER_DATE": "2031-10-01T12:00:00Z",
    "PYTHONPATH": str(Path(draftkit.__file__).parents[1]),
}  # fmt: skip


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, message: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


def one_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder in Git with a final document of the small case, with a PDF bilaga."""
    above = tmp_path_factory.mktemp("verify")
    root = above / "arbete"
    files: dict[str, str | bytes] = {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        "register/ordlista.toml": '["idag"]\nav = true\n', ".gitignore": "build/\n",
        **{f"{FOLDER}/{path}": text for path, text in SMALL.items()},
        f"{FOLDER}/arende.yaml": CASE
        + "bilagor:\n  - {rubrik: Ritning, fil: bilagor/ritning.pdf, placering: i dokumentet}\n",
        f"{FOLDER}/bilagor/ritning.pdf": one_page(),
        "templates/stensunda/mall.yaml": "namn: Utlåtande\närver: utlatande\n",
    }  # fmt: skip
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(above)}.items():
            patch.setenv(name, value)
        git(root, "init", "-q", "-b", "main")
        commit(root, "Ett utlåtande")
        done = command(root, "build", "--final", "--mall", "stensunda", "--idag", "2031-10-06")
        assert (done.returncode, done.stderr) == (0, "")
        yield root


@pytest.fixture
def root(built_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test stands."""
    copy = tmp_path / "arbete"
    shutil.copytree(built_once, copy)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(copy)
    return copy


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def look(*paths: Path, pandoc: Pandoc | None = None) -> list[Verified]:
    """What the command finds, without starting it."""
    return [command_._look(each, None, pandoc) for each in command_._asked(paths)]


def wrong(*paths: Path, pandoc: Pandoc | None = None) -> list[str]:
    """What differs, in English."""
    found = [finding for each in look(*paths, pandoc=pandoc) for finding in each.findings]
    return [words(each.message, NullTranslations()) for each in found if each.wrong]


def noted(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / BUILT / "manifest.json").read_bytes())
    del found["kontrollsumma"]
    return found


def forge(root: Path, content: dict[str, Any]) -> None:
    """Writes a manifest as somebody would who knows how its checksum is made."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    seal = f'{{\n "kontrollsumma": "{sha(text.encode())}",\n'
    (root / BUILT / "manifest.json").write_text(seal + text.removeprefix("{\n"), encoding="utf-8")


# --- nothing differs -----------------------------------------------------------------------------------

CLEAN = """\
{path}
  KS 2031/0417, final, stage kommunstyrelse, built with draftkit 0.1.0
  the manifest is as it was written
  bilagor/bilaga-1-ritning.pdf is as it was built
  utlatande.docx is as it was built
  utlatande.pdf is as it was built
  the 13 files that it was built from are in commit {id} (2031-10-01, Ett utlåtande), as they were
"""


def test_all_of_build_is_as_it_was(root: Path) -> None:
    done = command(root, "verify")
    shown = CLEAN.format(path=f"{BUILT}/manifest.json", id=git(root, "rev-parse", "HEAD")[:10])
    assert done.stdout == f"{shown}\n1 manifest, 3 finished files: nothing differs\n"
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "named", [BUILT, "build", ".", "drafts", FOLDER, f"{FOLDER}/remissvar", "ks-2031-0417", f"{BUILT}/manifest.json"]
)
def test_a_build_may_be_named_in_many_ways(root: Path, named: str) -> None:
    found = look(Path(named))
    assert [each.path for each in found] == [f"{BUILT}/manifest.json"]
    assert not found[0].failed


def test_a_document_is_held_against_the_manifest_beside_it(root: Path) -> None:
    for name in ("utlatande.docx", "utlatande.pdf", "bilagor/bilaga-1-ritning.pdf"):
        found = look(root / BUILT / name)
        assert [each.path for each in found] == [f"{BUILT}/{name} ({BUILT}/manifest.json)"]
        assert wrong(root / BUILT / name) == []
        (root / BUILT / name).write_bytes((root / BUILT / name).read_bytes() + b" ")
        assert wrong(root / BUILT / name) == [f"{name} has been changed since it was built"]


def test_a_document_that_was_moved_is_known_by_its_bytes(root: Path, tmp_path: Path) -> None:
    moved = tmp_path / "KS 2031-0417 bilaga.pdf"
    moved.write_bytes((root / BUILT / "bilagor/bilaga-1-ritning.pdf").read_bytes())
    assert wrong(moved) == []
    moved.write_bytes(moved.read_bytes() + b" ")
    assert wrong(moved) == [
        f"no manifest here is of a file like {moved}: it has been changed since it was built, or was built elsewhere"
    ]


def test_a_document_and_its_manifest_far_from_everything(root: Path, tmp_path: Path) -> None:
    away = tmp_path / "hämtat"
    away.mkdir()
    (away / "dokument.pdf").write_bytes((root / BUILT / "utlatande.pdf").read_bytes())
    (away / "m.json").write_bytes((root / BUILT / "manifest.json").read_bytes())
    (away / "något annat.txt").write_text("x")
    with contextlib.chdir(tmp_path):
        found = look(away / "dokument.pdf", away / "m.json")
        assert [words(each.message, NullTranslations()) for each in found[0].findings] == [
            "the manifest is as it was written",
            "utlatande.pdf is as it was built",
            "what it was built from is not looked at: there is no working folder here",
        ]
        assert [each.failed for each in found] == [False]
        (away / "dokument.pdf").write_bytes(b"%PDF-1.7 another")
        assert wrong(away / "dokument.pdf", away / "m.json") == ["utlatande.pdf has been changed since it was built"]


# --- a byte that is changed ----------------------------------------------------------------------------

OF_OUTPUTS = ("utlatande.docx", "utlatande.pdf", "bilagor/bilaga-1-ritning.pdf", "manifest.json")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_byte_of_any_file_of_a_build(
    built_once: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    monkeypatch.chdir(built_once)
    name = data.draw(st.sampled_from(OF_OUTPUTS))
    path = built_once / BUILT / name
    before = path.read_bytes()
    at = data.draw(st.integers(0, len(before) - 1))
    flipped = before[at] ^ data.draw(st.integers(1, 255))
    try:
        path.write_bytes(before[:at] + bytes([flipped]) + before[at + 1 :])
        found = wrong()
    finally:
        path.write_bytes(before)
    if name == "manifest.json":
        assert found[0] in (
            "the manifest has been changed since it was written: its checksum is not right",
            f"{BUILT}/manifest.json is no manifest that draftkit 0.1.0 can read",
        )
    else:
        assert found == [f"{name} has been changed since it was built"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_byte_of_any_input_at_the_commit(
    built_once: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    """The commit is another, which has one byte otherwise, and the manifest names it with a checksum that is right."""
    monkeypatch.chdir(built_once)
    content = noted(built_once)
    own = [path for path in content["indata"] if path not in content["slutlig"]["ur_draftkit"]]
    path = data.draw(st.sampled_from([*own, "register/ordlista.toml"]))
    before = (built_once / path).read_bytes()
    at = data.draw(st.integers(0, len(before) - 1))
    changed = before[:at] + bytes([before[at] ^ data.draw(st.integers(1, 255))]) + before[at + 1 :]
    blob = subprocess.run(["git", "hash-object", "-w", "--stdin"], input=changed, capture_output=True, check=True)
    index = {"GIT_INDEX_FILE": str(built_once / ".git/another")}
    kept = (built_once / BUILT / "manifest.json").read_bytes()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_INDEX_FILE", index["GIT_INDEX_FILE"])
            git(built_once, "read-tree", "HEAD")
            git(built_once, "update-index", "--cacheinfo", f"100644,{blob.stdout.decode().strip()},{path}")
            tree = git(built_once, "write-tree")
        other = git(built_once, "commit-tree", tree, "-p", "HEAD", "-m", "En annan")
        content["slutlig"]["commit"] = other
        forge(built_once, content)
        assert wrong() == [f"{path} is not, in commit {other[:10]}, what the build read"]
    finally:
        (built_once / BUILT / "manifest.json").write_bytes(kept)


def test_a_file_that_the_commit_lacks_or_has_besides(root: Path) -> None:
    content = noted(root)
    (root / FOLDER / "synpunkter.md").rename(root / FOLDER / "tankar.md")
    content["slutlig"]["commit"] = other = commit(root, "Omdöpt")
    forge(root, content)
    assert wrong() == [
        f"{FOLDER}/synpunkter.md is not in commit {other[:10]}, but the build read it",
        f"{FOLDER}/tankar.md is in commit {other[:10]}, but the manifest does not name it",
    ]


def test_a_damaged_repository_is_told_of(root: Path) -> None:
    id = git(root, "rev-parse", f"HEAD:{FOLDER}/synpunkter.md")
    stored = root / ".git/objects" / id[:2] / id[2:]
    data = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 255]) + data[len(data) // 2 + 1 :])
    found = wrong()
    assert len(found) == 1
    assert found[0].startswith("git refuses: ") or "has not been fetched" in found[0]


def test_a_file_that_git_shows_instead_of_the_one_that_was_committed(root: Path) -> None:
    (root / FOLDER / "annan.md").write_text("En annan text.\n", encoding="utf-8")
    other = git(root, "hash-object", "-w", f"{FOLDER}/annan.md")
    (root / FOLDER / "annan.md").unlink()
    git(root, "replace", git(root, "rev-parse", f"HEAD:{FOLDER}/synpunkter.md"), other)
    assert git(root, "show", f"HEAD:{FOLDER}/synpunkter.md") == "En annan text."
    assert wrong() == []


# --- what is missing, what is besides, what has been done since -------------------------------------------


def test_a_file_that_is_missing_and_one_that_is_besides(root: Path) -> None:
    (root / BUILT / "utlatande.pdf").unlink()
    (root / BUILT / "anteckningar.txt").write_text("x")
    (root / BUILT / ".DS_Store").write_text("x")
    done = command(root, "verify")
    lines = done.stdout.splitlines()
    assert lines[2] == "  differs: utlatande.pdf is missing"
    assert "  anteckningar.txt is not of this build" in lines
    assert lines[-1] == "1 manifest, 3 finished files: 1 difference"
    assert not any(".DS_Store" in line for line in lines)
    assert done.returncode == 1


def test_what_has_been_changed_since_is_told_and_is_no_difference(root: Path) -> None:
    (root / FOLDER / "synpunkter.md").write_text("En annan text.\n", encoding="utf-8")
    (root / FOLDER / "kallor").mkdir()
    (root / FOLDER / "kallor/ny.pdf").write_bytes(b"%PDF")
    (root / FOLDER / "arendet.md").unlink()
    commit(root, "Vidare")
    done = command(root, "verify")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-5:-2] == [
        f"  removed since: {FOLDER}/arendet.md",
        f"  new since: {FOLDER}/kallor/ny.pdf",
        f"  changed since: {FOLDER}/synpunkter.md",
    ]


def test_without_git_the_working_folder_is_the_only_witness(root: Path) -> None:
    content = noted(root)
    content["slutlig"]["commit"] = None
    forge(root, content)
    assert wrong() == []
    (root / FOLDER / "synpunkter.md").write_text("En annan text.\n", encoding="utf-8")
    assert wrong() == [f"changed since: {FOLDER}/synpunkter.md"]


def test_an_arende_that_is_gone_from_the_working_folder(root: Path) -> None:
    shutil.rmtree(root / FOLDER)
    found = [words(each.message, NullTranslations()) for each in look()[0].findings]
    assert found[-1] == f"the folder {FOLDER} is not in the working folder"
    assert wrong() == []


def test_a_draft(root: Path) -> None:
    assert command(root, "build", "--to", "docx,md", "--idag", "2031-10-06").returncode == 0
    assert wrong() == []
    (root / BUILT / "utlatande.md").write_text("x")
    (root / "register/personer.yaml").write_text(PEOPLE + "ny: {namn: Ny Person}\n", encoding="utf-8")
    assert wrong() == ["utlatande.md has been changed since it was built", "changed since: register/personer.yaml"]


# --- a commit that cannot be looked at ------------------------------------------------------------------


def test_a_commit_that_nobody_has(root: Path) -> None:
    content = noted(root)
    content["slutlig"]["commit"] = "0123456789" * 4
    forge(root, content)
    assert wrong() == [f"Git knows no revision “{'0123456789' * 4}”"]


def test_a_clone_with_only_the_latest_commit(root: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "grund"
    git(tmp_path, "-c", "protocol.file.allow=always", "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    shutil.copytree(root / "build", shallow / "build")
    assert wrong(shallow / BUILT) == []
    (root / "README.md").write_text("Mer\n")
    commit(root, "Mer")
    shutil.rmtree(shallow)
    git(tmp_path, "-c", "protocol.file.allow=always", "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    shutil.copytree(root / "build", shallow / "build")
    (finding,) = [each for each in look(shallow / BUILT)[0].findings if each.wrong]
    assert finding.hint is not None
    assert words(finding.hint, NullTranslations()) == (
        "only the latest commits have been fetched: git fetch --unshallow gets the rest (in CI, fetch-depth: 0)"
    )


@pytest.mark.parametrize("commit", ["HEAD", "main", "--help", "", "0123", "-" * 40, "0123456789" * 3 + "ABCDEFABCD"])
def test_what_is_no_commit_is_not_asked_of_git(root: Path, commit: str) -> None:
    content = noted(root)
    content["slutlig"]["commit"] = commit
    forge(root, content)
    assert wrong() == [f"the manifest names no commit: {commit}"]


def test_a_tag_is_no_commit(root: Path) -> None:
    git(root, "tag", "-a", "beslut", "-m", "Beslutat")
    content = noted(root)
    content["slutlig"]["commit"] = tag = git(root, "rev-parse", "beslut")
    assert tag != git(root, "rev-parse", "HEAD")
    forge(root, content)
    assert wrong() == [f"the manifest names no commit: {tag}"]


def test_a_folder_that_is_no_repository(root: Path) -> None:
    id = git(root, "rev-parse", "HEAD")
    shutil.rmtree(root / ".git")
    assert wrong() == [f"the manifest names commit {id[:10]}, but the working folder is in no Git repository"]


def test_a_repository_of_another_owner(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert wrong() == [f"Git does not open the repository {root}, since somebody else owns the folder"]


# --- a manifest that leads astray ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../../draftkit.toml", "/etc/passwd", "a/../../x", "C:\\Windows\\win.ini", "C:x", "..\\x", "", "a//b", "."]
)
def test_a_finished_file_outside_the_folder_is_not_looked_at(root: Path, name: str) -> None:
    content = noted(root)
    content["utdata"] = {name: sha(b"")}
    forge(root, content)
    assert wrong()[0] == f"the manifest names a file outside its folder: {name}"


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.pdf"
    outside.write_bytes((root / BUILT / "utlatande.pdf").read_bytes())
    (root / BUILT / "utlatande.pdf").unlink()
    (root / BUILT / "utlatande.pdf").symlink_to(outside)
    shutil.move(root / BUILT / "bilagor", tmp_path / "bilagor")
    (root / BUILT / "bilagor").symlink_to(tmp_path / "bilagor")
    assert wrong() == [
        "bilagor is a symbolic link, and is not followed",
        "utlatande.pdf is a symbolic link, and is not followed",
    ]


def test_a_build_behind_a_link_is_not_looked_at(root: Path, tmp_path: Path) -> None:
    shutil.move(root / BUILT, tmp_path / "annat")
    (root / BUILT).symlink_to(tmp_path / "annat")
    assert command(root, "verify").stderr.splitlines()[0] == "error: there is no build in build"
    assert command(root, "verify", "build").returncode == 2


@pytest.mark.parametrize("folder", ["../annat", "/etc", "drafts/../..", "drafts/../../x", "drafts", "build/x"])
def test_an_arende_outside_drafts_is_not_looked_at(root: Path, folder: str) -> None:
    content = noted(root)
    content["mapp"] = folder
    forge(root, content)
    assert wrong() == [f"the manifest names no ärende: {folder}"]


def test_files_of_the_arende_do_not_come_with_draftkit(root: Path) -> None:
    content = noted(root)
    content["slutlig"]["ur_draftkit"].append(f"{FOLDER}/synpunkter.md")
    content["indata"][f"{FOLDER}/synpunkter.md"] = sha(b"")
    forge(root, content)
    id = git(root, "rev-parse", "HEAD")
    assert wrong() == [f"{FOLDER}/synpunkter.md is not, in commit {id[:10]}, what the build read"]


def test_a_pack_that_did_not_come_with_draftkit(root: Path) -> None:
    content = noted(root)
    content["indata"]["templates/utlatande/utlatande.typ"] = sha(b"")
    forge(root, content)
    path = "templates/utlatande/utlatande.typ"
    assert wrong() == [f"{path}, which came with draftkit, is not that of draftkit 0.1.0"]
    content["draftkit"] = "0.0.9"
    forge(root, content)
    assert wrong() == []
    found = [words(each.message, NullTranslations()) for each in look()[0].findings]
    assert f"{path} came with draftkit 0.0.9, and is another in 0.1.0" in found


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield from nodes(each, (*path, key))


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["../x", "\x1b[31m"])
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_manifest_is_too_strange(built_once: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
    """Anything in the place of anything: told of in words, and nothing in them steers the terminal."""
    monkeypatch.chdir(built_once)
    content = noted(built_once)
    *above, key = data.draw(st.sampled_from([each for each in nodes(content) if each]))
    holder: Any = content
    for each in above:
        holder = holder[each]
    if data.draw(st.booleans()) and isinstance(holder, dict):
        holder[data.draw(st.text())] = holder.pop(key)
    else:
        holder[key] = data.draw(ANYTHING)
    kept = (built_once / BUILT / "manifest.json").read_bytes()
    try:
        try:
            forge(built_once, content)
        except UnicodeEncodeError:  # half a character, which no file can hold
            return
        found = look()
        shown = report.text(found, NullTranslations(), colour=False)
        json.loads(report.asjson(found, NullTranslations()))
    finally:
        (built_once / BUILT / "manifest.json").write_bytes(kept)
    assert shown.encode()
    assert all(char.isprintable() or char in "\n\u00a0" or not char.isascii() for char in shown)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"{}", b'{"manifest": 2}', b"\x00" * 9],
)
def test_what_is_no_manifest(root: Path, data: bytes) -> None:
    (root / BUILT / "manifest.json").write_bytes(data)
    assert wrong() == [f"{BUILT}/manifest.json is no manifest that draftkit 0.1.0 can read"]


# --- built anew ----------------------------------------------------------------------------------------


def test_built_anew_it_is_the_same(root: Path, pandoc: Pandoc) -> None:
    (root / FOLDER / "synpunkter.md").write_text("En annan text.\n", encoding="utf-8")
    found = look(pandoc=pandoc)[0]
    assert words(found.findings[-1].message, NullTranslations()) == "built anew, every byte is the same"
    assert not found.failed


def test_built_anew_the_part_that_differs_is_named(root: Path, pandoc: Pandoc) -> None:
    """Whoever changes a document and its manifest with a checksum that is right is found out."""
    word, content = root / BUILT / "utlatande.docx", noted(root)
    with zipfile.ZipFile(word) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"bifalls", "avslås".encode())
    with zipfile.ZipFile(word, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    pdf = root / BUILT / "utlatande.pdf"
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        page = document.pages[1]
        page.Contents = document.make_stream(page.Contents.read_bytes() + b" ")
        document.save(pdf)
    content["utdata"] |= {each.name: sha(each.read_bytes()) for each in (word, pdf)}
    content["skede"] = "beredning"
    forge(root, content)
    assert wrong() == []
    assert wrong(pandoc=pandoc) == [
        "built anew, utlatande.docx is another: in word/document.xml",
        "built anew, utlatande.pdf is another: on page 2",
        "built anew, the manifest is another: the keys skede, utdata",
    ]
    assert wrong(word, pandoc=pandoc) == ["built anew, utlatande.docx is another: in word/document.xml"]


def test_built_anew_from_what_does_not_build(root: Path, pandoc: Pandoc) -> None:
    content = noted(root)
    (root / FOLDER / "synpunkter.md").unlink()
    content["slutlig"]["commit"] = commit(root, "Utan synpunkter")
    del content["indata"][f"{FOLDER}/synpunkter.md"]
    forge(root, content)
    assert wrong(pandoc=pandoc) == ["built anew, it is refused: 1 error"]


def test_tools_of_another_version_are_told_of(root: Path, pandoc: Pandoc) -> None:
    content = noted(root)
    content["slutlig"]["verktyg"]["typst"] = "0.15.0"
    forge(root, content)
    found = [words(each.message, NullTranslations()) for each in look(pandoc=pandoc)[0].findings]
    assert found[-2] == "built anew, the manifest is another: the key verktyg"
    assert found[-1].startswith("built with typst 0.15.0; here is ")


def test_what_has_been_changed_without_git_is_not_built_anew(root: Path, pandoc: Pandoc) -> None:
    content = noted(root)
    content["slutlig"]["commit"] = None
    forge(root, content)
    assert wrong(pandoc=pandoc) == []
    (root / FOLDER / "synpunkter.md").write_text("En annan text.\n", encoding="utf-8")
    assert wrong(pandoc=pandoc) == [
        f"changed since: {FOLDER}/synpunkter.md",
        "not built anew: the files have been changed since, and no commit has them as they were",
    ]


# --- the command ---------------------------------------------------------------------------------------


def test_for_programs(root: Path) -> None:
    (root / BUILT / "utlatande.docx").write_bytes(b"PK")
    done = command(root, "verify", "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    (only,) = found["manifest"]
    granted = only.pop("granskat")
    assert (found["skillnader"], only) == (1, {
        "fil": f"{BUILT}/manifest.json", "dnr": "KS 2031/0417", "mapp": FOLDER, "skede": "kommunstyrelse",
        "utkast": None, "slutlig": True, "commit": git(root, "rev-parse", "HEAD"), "stämmer": False,
    })  # fmt: skip
    assert [(each["slag"], each["fil"], each["skiljer"]) for each in granted] == [
        ("manifest", f"{BUILT}/manifest.json", False),
        ("utdata", "bilagor/bilaga-1-ritning.pdf", False),
        ("utdata", "utlatande.docx", True),
        ("utdata", "utlatande.pdf", False),
        ("commit", git(root, "rev-parse", "HEAD"), False),
    ]
    assert granted[2]["text"] == "utlatande.docx has been changed since it was built"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["finns-inte.pdf"], "error: finns-inte.pdf does not exist"),
        (["register"], "error: there is no manifest.json in register"),
        (["--format", "xml"], "Invalid value for --format: choose among text, json"),
    ],
)
def test_what_cannot_be_looked_for(root: Path, arguments: list[str], said: str) -> None:
    done = command(root, "verify", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_documents_without_their_manifest_are_not_taken_for_nothing(root: Path) -> None:
    (root / BUILT / "manifest.json").unlink()
    first = next(each for each in sorted((root / BUILT).iterdir()) if each.is_file())
    assert command(root, "verify").stderr == (
        f"error: there is no manifest.json beside {BUILT}/{first.name}\n"
        "  = hint: fetch it from where the document was built or archived; a new build would replace the document\n"
    )


def test_nothing_is_built(root: Path) -> None:
    shutil.rmtree(root / "build")
    assert command(root, "verify").stderr.splitlines()[0] == "error: there is no build in build"
    assert command(root, "verify", FOLDER).stderr.splitlines() == [
        f"error: {FOLDER} is not built: there is no {BUILT}/manifest.json",
        f"  = hint: build it first: draftkit build {FOLDER}",
    ]


def test_what_is_written_can_be_read(built_once: Path) -> None:
    data = (built_once / BUILT / "manifest.json").read_bytes()
    found = manifests.read(data)
    assert found is not None
    assert manifests.written(found) == data
    assert manifests.is_whole(data)
