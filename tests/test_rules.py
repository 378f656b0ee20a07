"""Each rule and code is its own test: the examples of its manual page are laid over the small case and checked."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec.structs import replace
from PIL import Image

from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, TODAY
from draftkit import codes
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.git import Commit, Repository
from draftkit.edges.spelling import speller
from draftkit.finality import Basis, judged
from draftkit.manual import Example, Excerpt, page
from draftkit.pipeline import Checked, check, compose
from draftkit.problems import Code, Problem, stopping
from draftkit.project import Project, Refused
from draftkit.publish import publish
from draftkit.spans import Span
from draftkit.stages.checks.book import CODES
from draftkit.stages.checks.echoes import MISSED
from draftkit.stages.checks.rule import CASE_RULES, TEXT_RULES
from draftkit.stages.load.locking import locked

# The files that the excerpts are laid over. What is shown of templates/stensunda is of a pack that the case asks for.
BASES = {
    **SMALL, "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
    "templates/stensunda/mall.yaml": "namn: Utlåtande\närver: utlatande\n",
}  # fmt: skip
OURS = "templates/stensunda/"


def examples() -> Iterator[object]:
    for code in CODES.values():
        for index, example in enumerate(page(code.page).examples):
            yield pytest.param(code, example, id=f"{code.number}-{'good' if example.good else 'bad'}-{index}")


@pytest.mark.parametrize(("code", "example"), [*examples()])
def test_the_examples_of_a_page_are_as_it_says(
    project: Callable[..., Project], pandoc: Pandoc, code: Code, example: Example
) -> None:
    files, shifts = laid(example)
    links = [whole_path(each.path) for each in example.excerpts if each.note.startswith("länk till ")]
    today = date.fromisoformat(example.today) if example.today else TODAY
    refused = {whole_path(each.path): REFUSED[each.note] for each in example.excerpts if each.note in REFUSED}
    told = problems(code, example, project(files, today=today, links=links, refused=refused), pandoc)
    found = [problem for problem in told if problem.code is code]
    assert sorted(place(problem.span) for problem in found) == sorted(marked(example, shifts))
    if example.good:
        assert [(each.code.number, str(each.span)) for each in stopping(told, final=example.final)] == []


def problems(code: Code, example: Example, world: Project, pandoc: Pandoc) -> Sequence[Problem]:
    """What is told of the case: when it is checked or, where `code` arises only then, locked or built."""
    if code is codes.NOTHING_TO_LOCK:
        paths = [f"{FOLDER}/{each.path}" for each in example.excerpts]
        return [problem for path in paths for problem in locked(path, world.files[path])[1]]
    checked = check(world, FOLDER, pandoc, speller=speller() if example.spelling else None)
    if code.number < "DK6":
        return checked.problems if code.told else checked.mendable
    if code in (codes.NOT_COMMITTED, codes.YET_TO_COME):
        return as_final(example, world, checked)
    composed = compose(checked, pandoc, final=example.final)
    return publish(composed, world, pandoc, wanted=example.formats.split(","), final=example.final).problems


def as_final(example: Example, world: Project, checked: Checked) -> Sequence[Problem]:
    """What is told of it as a final document, where some files may have been changed since they were committed."""
    changed = [f"{FOLDER}/{each.path}" for each in example.excerpts if each.note.startswith("ändrad efter")]
    committed = replace(world, files={path: data for path, data in world.files.items() if path not in changed})
    with_lines = dict.fromkeys(changed, b"Som det var.\n")
    repository = Repository(ROOT, "")  # of no consequence: each file is in the commit
    commit = Commit("0" * 40, "2031-09-01", "Ett utkast")
    then = replace(committed, files={**committed.files, **with_lines})
    return judged(checked, world, Basis(repository, commit, then)).problems


@pytest.mark.parametrize("code", [*CODES.values()], ids=lambda code: code.number)
def test_a_code_has_a_manual_page(code: Code) -> None:
    manual = page(code.page)
    assert manual.summary.endswith(".")
    assert manual.paragraphs, "say why, and what to do"
    assert any(not each.good for each in manual.examples), "show it"
    assert any(each.good for each in manual.examples), "show a near miss, which must stay silent"


def test_a_code_is_used_once() -> None:
    every = [each for each in vars(codes).values() if isinstance(each, Code)]
    every += [rule.code for rule in (*CASE_RULES, *TEXT_RULES)]
    assert all(re.fullmatch(r"DK\d{3}", each.number) for each in every)
    assert len(every) == len({each.number for each in every}) == len({each.name for each in every}) == len(CODES)


def test_what_only_follows_from_a_file_that_cannot_be_read_is_named_right() -> None:
    assert {code.name for code in CODES.values()} >= MISSED


# --- an example laid over the small case ---------------------------------------------------------


def whole_path(path: str) -> str:
    return f"/{path}" if path.startswith(("draftkit.toml", "register/", "templates/")) else path


def laid(example: Example) -> tuple[dict[str, str | bytes | None], dict[str, dict[int, int]]]:
    """The files of an example, and where the lines of its excerpts have come to stand in them."""
    bases = dict(BASES)
    files: dict[str, str | bytes | None] = {}
    shifts: dict[str, dict[int, int]] = {}
    if any(each.path.startswith(OURS) for each in example.excerpts):
        files = {whole_path(path): text for path, text in bases.items() if path.startswith(OURS)}
        bases["arende.yaml"] = files["arende.yaml"] = CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda")
    for each in example.excerpts:
        text, shifts[each.path] = laid_over(bases.get(each.path, ""), each)
        files[whole_path(each.path)] = content(text, each.note)
    return files, shifts


def laid_over(base: str, excerpt: Excerpt) -> tuple[str, dict[int, int]]:
    """The text that an excerpt of `base` makes, and where its lines have come to stand."""
    text = "".join(f"{line}\n" for line in excerpt.lines)
    numbers = range(1, len(excerpt.lines) + 1)
    as_it_is = text, dict(zip(numbers, numbers, strict=True))
    if excerpt.path.endswith((".yaml", ".toml")):
        return keys_replaced(base, excerpt.lines)
    if not base.startswith("---\n") or not excerpt.lines:
        return as_it_is
    front, body = base[4:].split("---\n", 1)
    if excerpt.lines[0] != "---":
        front = f"---\n{front}---\n"
        return front + text, {number: number + front.count("\n") for number in numbers}
    if "---" in excerpt.lines[1:]:
        return as_it_is
    new, shifts = keys_replaced(front, excerpt.lines[1:])
    return f"---\n{new}---\n{body}", {number + 1: line + 1 for number, line in shifts.items()}


def keys_replaced(base: str, lines: Sequence[str]) -> tuple[str, dict[int, int]]:
    """`base` with the top-level keys of the lines in the place of its own, at the end; where the lines have come."""
    key = re.compile(r'(\[+[^\]]+\]+|"[^"]*"|[^\s:=#-][^:=]*)')
    mine = {match[1].strip() for line in lines if (match := key.match(line))}
    kept, dropping = [], False
    for line in base.split("\n")[:-1]:
        if match := key.match(line):
            dropping = match[1].strip() in mine
        if not dropping:
            kept.append(line)
    whole = "".join(f"{line}\n" for line in (*kept, *lines))
    return whole, {number: len(kept) + number for number in range(1, len(lines) + 1)}


def place(span: Span) -> tuple[str, int, int, int | None]:
    path = span.path.removeprefix(f"{FOLDER}/")
    return path, span.line, span.col, span.end_col if span.end_line == span.line else None


def marked(example: Example, shifts: dict[str, dict[int, int]]) -> Iterator[tuple[str, int, int, int | None]]:
    """The places that the example underlines; the top of a file that is wrong as a whole."""
    if example.good:
        return
    wrong = [each for each in example.excerpts if each.marks]
    for each in wrong:
        for mark in each.marks:
            line = each.lines[mark.line - 1]
            col, end_col = (len(stored(line[: at - 1], each.note)) + 1 for at in (mark.col, mark.end_col))
            yield each.path, shifts[each.path][mark.line], col, end_col
    if not wrong:
        yield example.excerpts[-1].path, 1, 1, 1


# --- what no line can show -----------------------------------------------------------------------


def content(text: str, note: str) -> str | bytes | None:
    """What a file holds, given the lines that an example shows of it, and what it says of it in brackets."""
    if note == "finns inte" or note in REFUSED or note.startswith("länk till "):
        return None
    if note.startswith("sparad "):
        return STORED[note](text)
    return OTHERS[note]() if note and "ändrad " not in note else text


def stored(text: str, note: str) -> str:
    """The characters of `text` as they are counted in a file that is stored so."""
    return unicodedata.normalize("NFD", text) if note == LOOSE else text


REFUSED = {"större än 200 MB": Refused.TOO_LARGE, "ingen fil, utan ett rör": Refused.NO_FILE}
LOOSE = "sparad med lösa accenter"
STORED: dict[str, Callable[[str], bytes]] = {
    "sparad som Windows-1252": lambda text: text.encode("cp1252"),
    "sparad som UTF-16": lambda text: text.encode("utf-16"),
    "sparad som UTF-8 med BOM": lambda text: text.encode("utf-8-sig"),
    "sparad med radslut CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "sparad femtiotusen gånger om i samma fil": lambda text: text.encode() * 50_000,
    LOOSE: lambda text: unicodedata.normalize("NFD", text).encode(),
}


def pdf(encryption: pikepdf.Encryption | None = None) -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        return saved(document, encryption=encryption or False)


def scan(text: bytes = b"") -> bytes:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        image = document.make_stream(b"\xee", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(XObject={"/I": image}, Font={"/F1": font})
        page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q" + text)
        return saved(document)


def written(font: str) -> bytes:
    """A PDF with a word in a font that is not in the file."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        name = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{font}"))
        page.Resources = pikepdf.Dictionary(Font={"/F1": name})
        page.Contents = document.make_stream(b"BT /F1 20 Tf 70 120 Td (Kalkyl) Tj ET")
        return saved(document)


def word(change: str = "") -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Reglerna gäller från den 1 januari.")
    if change:
        paragraph._p.append(parse_xml(change))
    return saved(document)


def headed() -> bytes:
    document = docx.Document()
    document.add_paragraph("Reglerna gäller från den 1 januari.")
    document.sections[0].header.paragraphs[0].text = "Dnr KS 2030/12"
    return saved(document)


INSERTED = f"<w:ins {nsdecls('w')} w:id='1' w:author='Kim'><w:r><w:t> Nu.</w:t></w:r></w:ins>"


def reference(*, without: str) -> bytes:
    document = docx.Document(str(ROOT / "templates/utlatande/reference.docx"))
    document.styles[without].delete()
    return saved(document)


def picture(mode: str = "RGB", form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, form)
    return out.getvalue()


def saved(document: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


OTHERS: dict[str, Callable[[], bytes]] = {
    "tom": bytes,
    "en PDF": pdf,
    "en PDF med ett teckensnitt som inte följer med": lambda: written("Helvetica"),
    "en PDF med lösenord": lambda: pdf(pikepdf.Encryption(owner="a", user="b")),
    "en PDF med en inskannad sida": scan,
    "en PDF med en inskannad sida och dess text": lambda: scan(b" BT /F1 20 Tf 3 Tr 70 120 Td (Kalkyl) Tj ET"),
    "en bild": picture,
    "en bild i fyrfärg": lambda: picture("CMYK", "JPEG"),
    "en Excel-fil": lambda: b"PK",
    "en Word-fil": word,
    "en Word-fil med ändringar som ingen har godkänt": lambda: word(INSERTED),
    "en Word-fil med sidhuvud": headed,
    "en Word-fil utan formatmallen Beslutsruta": lambda: reference(without="Beslutsruta"),
    "en Word-fil utan formatmallen Lucka": lambda: reference(without="Lucka"),
}
