"""Drafts look like drafts on every page, and a final document is final: no mark, nothing missing, at any skede."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest

import draftkit
from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, TODAY, Files, told
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check, compose
from draftkit.publish import Published
from draftkit.publish import publish as publish_case

MARK = re.compile(r"UTKAST ([0-9a-f]{8})")
STENSUNDA = ROOT / "examples/stensunda"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as a reader sees it, headers and all."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def headers_of(word: bytes) -> dict[str, str]:
    """The text of each header part of a DOCX, by name."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist() if n.startswith("word/header")}
    return {name: "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)) for name, xml in parts.items()}


def headers_shown(word: bytes) -> list[set[str]]:
    """For each section of a DOCX, the text of the header on each kind of page that it has."""
    document = docx.Document(io.BytesIO(word))
    shown = []
    for section in document.sections:
        kinds = [section.header]
        kinds += [section.first_page_header] if section.different_first_page_header_footer else []
        kinds += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        shown.append({"".join(paragraph.text for paragraph in kind.paragraphs) for kind in kinds})
    return shown


def example(pandoc: Pandoc, *, final: bool) -> Published:
    project = disk.project(STENSUNDA, [STENSUNDA / FOLDER], TODAY)
    composed = compose(check(project, FOLDER, pandoc), pandoc, final=final)
    return publish_case(composed, project, pandoc, wanted=("docx", "pdf"), final=final)


# --- the mark ------------------------------------------------------------------------------------


def test_a_draft_is_marked_on_every_page(pandoc: Pandoc) -> None:
    """The large example: landscape pages of a PDF bilaga, pictures and tables among them."""
    draft = example(pandoc, final=False)
    assert draft.draft is not None
    pages = pages_of(draft.files["utlatande.pdf"])
    assert len(pages) == draft.pages >= 12
    assert [MARK.findall(page) for page in pages] == [[draft.draft]] * len(pages)
    assert all(f"UTKAST {draft.draft}" in text for text in headers_of(draft.files["utlatande.docx"]).values())
    assert all(
        f"UTKAST {draft.draft}" in text for each in headers_shown(draft.files["utlatande.docx"]) for text in each
    )
    assert json.loads(draft.files["manifest.json"])["utkast"] == draft.draft


def test_a_final_document_has_no_mark(pandoc: Pandoc) -> None:
    final = example(pandoc, final=True)
    assert final.draft is None
    assert [page for page in pages_of(final.files["utlatande.pdf"]) if "UTKAST" in page] == []
    assert [text for text in headers_of(final.files["utlatande.docx"]).values() if "UTKAST" in text] == []
    assert b"UTKAST" not in b"".join(zip_parts(final.files["utlatande.docx"], "word/document.xml"))
    assert json.loads(final.files["manifest.json"])["utkast"] is None


def zip_parts(data: bytes, *names: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in names]


def test_each_section_of_bilagor_with_page_numbers_of_their_own_is_marked(publish: Callable[..., Published]) -> None:
    own = {
        "/draftkit.toml": f'{SETTINGS}\n[bilagor]\nsidnumrering = "egen"\n',
        "arende.yaml": f"{CASE}bilagor:\n  - {{rubrik: Motion, fil: bilagor/motion.md, placering: i dokumentet}}\n"
        "  - {rubrik: Mer, fil: bilagor/mer.md, placering: i dokumentet}\n",
        "bilagor/motion.md": "Motionens text.\n",
        "bilagor/mer.md": "Mer text.\n",
    }
    draft = publish(own)
    assert len(headers_shown(draft.files["utlatande.docx"])) == 3
    assert all(MARK.search(text) for each in headers_shown(draft.files["utlatande.docx"]) for text in each)
    assert all(MARK.search(page) for page in pages_of(draft.files["utlatande.pdf"]))


# --- a pack's own look ------------------------------------------------------------------------------

LOOK = '#import "/utlatande/utlatande.typ" as arvet\n#let stil = arvet.stil\n'


def look(typ: str) -> Files:
    """A pack of the workspace's own with this look."""
    return {
        "/templates/stensunda/mall.yaml": "dokumenttyp: stensunda\närver: utlatande\n",
        "/templates/stensunda/stensunda.typ": LOOK + typ,
        "arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda"),
    }


@pytest.mark.parametrize(
    "settings",
    [
        "header: [Stensunda kommun], footer: [Sida]",
        "background: rect(width: 100%, height: 100%, fill: yellow)",
        "margin: 5mm, header: none",
        'fill: rgb("#8a3210")',
    ],
)
def test_a_pack_may_set_its_own_page_and_a_draft_is_marked_all_the_same(
    publish: Callable[..., Published], settings: str
) -> None:
    draft = publish(look(
        "#let dokument(uppgifter, innehåll) = { show: arvet.dokument.with(uppgifter)\n"
        f"set page({settings}); innehåll }}"
    ))  # fmt: skip
    assert [told(problem) for problem in draft.problems] == []
    pages = pages_of(draft.files["utlatande.pdf"])
    assert [MARK.findall(page) for page in pages] == [[draft.draft]] * len(pages)


@pytest.mark.parametrize(
    ("typ", "marked"),
    [
        ("set page(foreground: [EGET]); innehåll", 0),
        ("set page(foreground: none); innehåll", 0),
        ("innehåll; page(foreground: none)[En sida till.]", 2),
    ],
)
def test_a_pack_that_takes_the_mark_away_cannot_build_a_draft(
    publish: Callable[..., Published], typ: str, marked: int
) -> None:
    draft = publish(look(
        f"#let dokument(uppgifter, innehåll) = {{ show: arvet.dokument.with(uppgifter); {typ} }}"
    ))  # fmt: skip
    assert draft.files == {}
    assert [told(problem) for problem in draft.problems] == [
        (
            "DK702",
            "templates/stensunda/stensunda.typ:1:1-1:1",
            f"{marked} of {2 if marked == 0 else 3} pages are marked as a draft",
            "the files were not written; tell those who keep the pack or draftkit",
        )
    ]


def test_a_page_that_a_pack_puts_after_the_text_is_marked_and_counted(publish: Callable[..., Published]) -> None:
    draft = publish(look(
        "#let dokument(uppgifter, innehåll) = { show: arvet.dokument.with(uppgifter); innehåll; page[Baksidan.] }"
    ))  # fmt: skip
    assert [told(problem) for problem in draft.problems] == []
    pages = pages_of(draft.files["utlatande.pdf"])
    assert [MARK.findall(page) for page in pages] == [[draft.draft]] * draft.pages == [[draft.draft]] * 3


def test_a_mark_that_stands_twice_on_one_page_does_not_stand_for_another(publish: Callable[..., Published]) -> None:
    twice = (
        "#let dokument(uppgifter, innehåll) = { show: arvet.dokument.with(uppgifter)\n"
        "  context { let märke = page.foreground; set page(foreground: märke + märke); innehåll }\n"
        "  page(foreground: none)[En.]; page(foreground: none)[Två.] }"
    )
    draft = publish(look(twice), wanted=("pdf",))
    assert draft.files == {}
    assert {problem.code.number for problem in draft.problems} == {"DK702"}


def reference_with(change: Callable[[Any], None]) -> bytes:
    """The reference document, changed as a city might change it in Word."""
    document = docx.Document(str(ROOT / "templates/utlatande/reference.docx"))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def first_page_apart(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "Stensunda kommun"


def left_and_right_pages(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = True


def no_header(document: Any) -> None:
    document.sections[0].header.is_linked_to_previous = True


@pytest.mark.parametrize("change", [first_page_apart, left_and_right_pages, no_header])
def test_a_draft_in_a_city_s_own_word_look_is_marked(
    publish: Callable[..., Published], change: Callable[[Any], None]
) -> None:
    files = {**look("#let dokument = arvet.dokument"), "/templates/stensunda/reference.docx": reference_with(change)}
    draft = publish(files, wanted=("docx",))
    shown = headers_shown(draft.files["utlatande.docx"])
    assert [text for each in shown for text in each if not MARK.search(text)] == []


# --- what --final refuses, and where it works ---------------------------------------------------------


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    package = str(Path(draftkit.__file__).parents[1])
    environment = {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONPATH": package}
    return subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments], cwd=root, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def lay(root: Path, files: Files) -> None:
    """The small case on a disk with `files` laid over it."""
    shared = {"/draftkit.toml": SETTINGS, "/register/organ.yaml": BODIES, "/register/personer.yaml": PEOPLE}
    for path, content in {**shared, **SMALL, **files}.items():
        if content is not None:
            target = root / (path[1:] if path.startswith("/") else f"{FOLDER}/{path}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)


WAITING = CASE.replace("skede: kommunstyrelse", "skede: beredning")
MISSING: dict[str, tuple[Files, str, str]] = {
    "a section": (
        {"synpunkter.md": None}, "DK301", "the section “Föredragande borgarrådets synpunkter” is not written",
    ),
    "an answer": (
        {"arende.yaml": WAITING}, "DK302", "föreningen Fixarna has not answered; the last day is 2031-05-30",
    ),
    "a summary": (
        {"sammanfattningar/kulturnamnden.md": None}, "DK303", "there is no summary of the answer from kulturnämnden",
    ),
    "a proposal": (
        {"forslag/kommunfullmaktige.md": None}, "DK304", "there is no proposal for fullmäktige to decide on",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_final_refuses_what_is_missing_and_leaves_the_earlier_files(tmp_path: Path, name: str) -> None:
    files, code, message = MISSING[name]
    day = "2031-05-25" if name == "an answer" else "2031-09-17"
    lay(tmp_path, files)
    built = command(tmp_path, "build", "--idag", day)
    assert built.returncode == 0
    assert built.stderr.startswith(f"warning[{code}]: {message}\n")
    target = tmp_path / "build" / FOLDER.removeprefix("drafts/")
    earlier = {each.name: each.read_bytes() for each in target.iterdir()}
    final = command(tmp_path, "build", "--final", "--utan-git", "--idag", day)
    assert final.returncode == 1
    assert final.stderr.startswith(f"error[{code}]: {message}\n")
    assert final.stdout == "ks-2031-0417: not built, 1 error, 0 warnings; earlier files are left as they were\n"
    assert {each.name: each.read_bytes() for each in target.iterdir()} == earlier


def test_a_draft_shows_each_gap_as_a_gap(publish: Callable[..., Published]) -> None:
    gaps = {path: content for files, _, _ in MISSING.values() for path, content in files.items()}
    draft = publish(gaps, today=TODAY.replace(month=5))
    text = " ".join("".join(pages_of(draft.files["utlatande.pdf"])).replace("\x02", "").split())
    for words in (
        "[Avsnittet är inte skrivet: Föredragande borgarrådets synpunkter]",
        "[Svar har ännu inte inkommit från föreningen Fixarna; sista svarsdag är den 30 maj 2031]",
        "[Sammanfattning av svaret från kulturnämnden är inte skriven]",
        "[Förslag till beslut är inte skrivet]",
    ):
        assert words in text


COMMITTEE, BOARD = "Borgarrådsberedningen tillstyrker", "Kommunstyrelsen delar"
STAGES = {
    "beredning": [],
    "borgarrådsberedning": [COMMITTEE],
    "kommunstyrelse": [COMMITTEE, BOARD],
    "kommunfullmäktige": [COMMITTEE, BOARD],
}


@pytest.mark.parametrize("stage", STAGES)
def test_final_works_at_every_stage_that_is_complete(publish: Callable[..., Published], stage: str) -> None:
    case = CASE.replace("skede: kommunstyrelse", f"skede: {stage}") + "  kommunfullmäktige: {datum: 2031-10-13}\n"
    final = publish({"arende.yaml": case}, final=True)
    assert [told(problem) for problem in final.problems] == []
    assert set(final.files) == {"utlatande.docx", "utlatande.pdf", "manifest.json"}
    text = " ".join("".join(pages_of(final.files["utlatande.pdf"])).split())
    assert [words for words in (COMMITTEE, BOARD) if words in text] == STAGES[stage]
    assert json.loads(final.files["manifest.json"])["skede"] == stage


# --- the eight digits ----------------------------------------------------------------------------------


def everything() -> dict[str, str | bytes | None]:
    """The small case with one file of each kind that a document can be made from."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, deterministic_id=True)
    return {
        "/draftkit.toml": SETTINGS, "/register/organ.yaml": BODIES, "/register/personer.yaml": PEOPLE, **SMALL,
        **look("#let dokument = arvet.dokument"),
        "arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda")
        + "bilagor:\n  - {rubrik: Ritning, fil: bilagor/ritning.pdf, placering: separat}\n",
        "bilagor/ritning.pdf": out.getvalue(),
        "kallor/kulturnamnden.docx": b"the original",
    }  # fmt: skip


def digits(publish: Callable[..., Published], files: Files, **options: Any) -> str:
    draft = publish(files, wanted=("md",), **options)
    assert [told(problem) for problem in draft.problems] == []
    assert draft.draft is not None
    assert re.fullmatch("[0-9a-f]{8}", draft.draft)
    return draft.draft


def test_the_digits_change_with_one_byte_of_any_file(publish: Callable[..., Published]) -> None:
    files = everything()
    found = {"nothing": digits(publish, files)}
    for path, content in files.items():
        longer = content + "\n" if isinstance(content, str) else (content or b"") + b"\n"
        found[path] = digits(publish, {**files, path: longer})
    assert len(set(found.values())) == len(files) + 1


def test_the_digits_change_with_a_file_s_name(publish: Callable[..., Published]) -> None:
    files = everything()
    moved = {**files, "kallor/kulturnamnden.docx": None, "kallor/namnden.docx": files["kallor/kulturnamnden.docx"]}
    assert digits(publish, files) != digits(publish, moved)


def test_the_digits_do_not_change_with_the_day_or_with_what_a_program_leaves_behind(
    publish: Callable[..., Published],
) -> None:
    first = digits(publish, everything())
    assert digits(publish, everything(), today=TODAY.replace(year=2032)) == first
    litter: Files = {
        ".DS_Store": b"x", "bilagor/~$ritning.docx": b"x", "Thumbs.db": b"x",
        "/templates/stensunda/~$reference.docx": b"x", "/templates/stensunda/.DS_Store": b"x",
    }  # fmt: skip
    assert digits(publish, {**everything(), **litter}) == first


def test_the_digits_do_not_change_where_a_folder_is_copied_or_its_times_change(tmp_path: Path) -> None:
    def built(root: Path) -> Mapping[str, Any]:
        run = command(root, "build", "--to", "md")
        assert run.returncode == 0
        manifest: Mapping[str, Any] = json.loads(
            (root / "build/ks-2031-0417/manifest.json").read_text(encoding="utf-8")
        )
        return manifest

    here, there = tmp_path / "here", tmp_path / "somewhere else/åäö"
    lay(here, everything())
    shutil.copytree(here, there)
    for path in there.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert built(here) == built(there)


def test_a_build_takes_away_what_an_earlier_one_left(tmp_path: Path) -> None:
    disk.replace_build(
        tmp_path, {"a.pdf": b"1", "a.docx": b"1", "manifest.json": b'{"utdata": {"a.pdf": "", "a.docx": ""}}'}
    )
    (tmp_path / "mina-anteckningar.txt").write_bytes(b"kvar")
    removed = disk.replace_build(tmp_path, {"a.docx": b"2", "manifest.json": b'{"utdata": {"a.docx": ""}}'})
    assert removed == [tmp_path / "a.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "manifest.json", "mina-anteckningar.txt"]


def test_a_manifest_cannot_take_away_what_lies_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "annat.txt").write_bytes(b"kvar")
    folder = tmp_path / "build"
    disk.replace_build(folder, {"manifest.json": b'{"utdata": {"../annat.txt": "", "/etc/hosts": ""}}'})
    assert disk.replace_build(folder, {"manifest.json": b"{}"}) == []
    assert (tmp_path / "annat.txt").read_bytes() == b"kvar"
