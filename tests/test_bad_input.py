"""Bad input, each kind as issue 2 lists it: told at its place with a hint, exit 1, and the earlier files untouched.

Every row runs the real command line on a real folder: the small case of conftest with one thing wrong.
"""

from __future__ import annotations

import io
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import draftkit as draftkit_package
from conftest import BODIES, CASE, FOLDER, PEOPLE, SETTINGS, SMALL, Files
from draftkit.stages.checks.book import CODES

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
def draftkit(folder: Path) -> Callable[..., Run]:
    """`draftkit("build", …)`: the command line, run in the folder."""

    def run(*arguments: str) -> Run:
        ended = process(folder, *arguments)
        return Run(ended.returncode, ended.stdout, ended.stderr)

    return run


def process(root: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(
        [sys.executable, "-m", "draftkit", *arguments], cwd=root, env=environment(), text=True, check=False, **streams
    )


def environment() -> dict[str, str]:
    """That of the tests, with English asked for, and this very draftkit."""
    package = str(Path(draftkit_package.__file__).parents[1])
    return {**os.environ, "DRAFTKIT_LANG": "en", "PYTHONPATH": package}


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


# --- the table ------------------------------------------------------------------------------------

Problem = tuple[str, str, str, str]


def row(name: str, files: Files, *told: Problem) -> Any:
    return pytest.param(files, list(told), id=name)


# fmt: off
BAD = [
    row("a tab in YAML", facts("  utskickad", "\tutskickad"),
        ("DK010", "arende.yaml:11:1", "a tab is used to indent", "use spaces; a tab is not allowed in YAML")),
    row("an unclosed bracket", facts("[sara-lindqvist]", "[sara-lindqvist"),
        ("DK010", "arende.yaml:6:15", "a bracket “[” is never closed", "write ] at the end of the list")),
    row("an unclosed brace", facts("tillstyrker}", "tillstyrker"),
        ("DK010", "arende.yaml:17:24", "a brace “{” is never closed", "write } at the end")),
    row("an unclosed quotation mark", facts("rotel: V", 'rotel: "V'),
        ("DK010", "arende.yaml:5:8", "a quotation mark is never closed", "close it, or remove it")),
    row("a colon too many", facts("rubrik: Motion om", "rubrik: Motion: om"),
        ("DK010", "arende.yaml:4:15", "a colon too many on the line",
         'put the text in quotation marks: rubrik: "Skola: ny plan"')),
    row("an alias in YAML", facts("rotel: V", "rotel: *V"),
        ("DK010", "arende.yaml:5:8", "a reference (*) to another place in the file is not read",
         "put text that begins with * in quotation marks")),
    row("an anchor in YAML", facts("rotel: V", "rotel: &r V"),
        ("DK012", "arende.yaml:5:8", "“&r” is an instruction to YAML, and would not be read as text",
         "put the text in quotation marks")),
    row("a duplicate key", facts("rotel: V", "rotel: V\nrotel: VI"),
        ("DK011", "arende.yaml:6:1", "the key “rotel” is written twice", "remove one of them")),
    row("a key written in both its spellings", facts("väckt: 2031-02-10", "väckt: 2031-02-10, vackt: 2031-02-11"),
        ("DK011", "arende.yaml:9:77", "the key “vackt” is written twice", "remove one of them")),
    row("YAML nested too deeply", facts("rotel: V", f"rotel: {'[' * 900}{']' * 900}"),
        ("DK010", "arende.yaml:5:28", "the file is nested too deeply",
         "compare with the example in docs/filformat.md")),
    row("an unknown key", facts("rotel: V", "rotel: V\nbehandlling: {}"),
        ("DK101", "arende.yaml:6:1", "unknown key “behandlling”", "did you mean “behandling”?")),
    row("an unknown body", facts("- kulturnämnden", "- kulturnämden"),
        ("DK107", "arende.yaml:14:7", "“kulturnämden” is not in the register of bodies",
         "did you mean “kulturnämnden”? Otherwise add it to register/organ.yaml")),
    row("an unknown person", facts("anders-wik", "anders-vik"),
        ("DK108", "arende.yaml:18:69", "“anders-vik” is not in the register of people",
         "did you mean “Anders Wik”? Otherwise add it to register/personer.yaml")),
    row("an unknown text", {"remisvar/fixarna.md": "Ja tack.\n"},
        ("DK007", "remisvar/fixarna.md:1:1", "nothing says what this file is, so it would not be printed",
         "write “typ:” or “avsnitt:” at the top of the file, or move it to its folder")),
    row("an unknown file", {"bilder/karta.png": picture(), **opinion("![Vägar](bilder/kartan.png)\n")},
        ("DK007", "bilder/karta.png:1:1", "the file bilder/karta.png is not known here",
         "did you mean “kartan.png”?"),
        ("DK210", "synpunkter.md:4:10", "the image “bilder/kartan.png” does not exist", "did you mean “karta.png”?")),
    row("a file beside the listed bilagor", {"bilagor/ritning.pdf": b"%PDF-1.7\n"},
        ("DK007", "bilagor/ritning.pdf:1:1", "the file bilagor/ritning.pdf is not known here",
         "list it under “bilagor:” in arende.yaml, or remove the file")),
    row("an unknown slot", answer("# Svar", "# Svart"),
        ("DK201", "remissvar/kulturnamnden.md:12:1", "“Svart” is not a part of this text", "did you mean “Svar”?")),
    row("an unknown section", {"sammanfattning.md": "---\navsnitt: samanfattning\n---\nText.\n"},
        ("DK201", "sammanfattning.md:2:10", "the document has no section “samanfattning”",
         "did you mean “sammanfattning”?")),
    row("an unknown pack", facts("dokumenttyp: utlatande", "dokumenttyp: utlatnade"),
        ("DK112", "arende.yaml:2:14", "there is no pack “utlatnade”", "did you mean “utlatande”?")),
    row("an unknown choice", facts("utfall: delar,", "utfall: delarr,"),
        ("DK104", "arende.yaml:18:47", "“delarr” is not one of the choices", "did you mean “delar”?")),
    row("a missing fact", facts("rotel: V\n", ""),
        ("DK102", "arende.yaml:1:1", "“rotel” is missing", "the rotel, a roman numeral; for example rotel: V")),
    row("a fact without a value", facts("rotel: V", "rotel:"),
        ("DK102", "arende.yaml:5:1", "“rotel” has no value", "the rotel, a roman numeral; for example rotel: V")),
    row("a missing fact of an answer", answer("sammanträde: 2031-05-20\n", ""),
        ("DK102", "remissvar/kulturnamnden.md:3:6", "“sammanträde” is missing",
         "write the day of the meeting: sammanträde: 2031-05-20")),
    row("a day that is not in the calendar", facts("2031-02-10", "2031-02-30"),
        ("DK103", "arende.yaml:9:65", "“2031-02-30” is not a date", "write the date as YYYY-MM-DD")),
    row("a date of another kind", facts("2031-02-10", "2031-W10-1"),
        ("DK103", "arende.yaml:9:65", "“2031-W10-1” is not a date", "write the date as YYYY-MM-DD")),
    row("a date in an answer", answer("2031-05-20", "2031-13-40"),
        ("DK103", "remissvar/kulturnamnden.md:4:14", "“2031-13-40” is not a date", "write the date as YYYY-MM-DD")),
    row("cp1252", {"synpunkter.md": SMALL["synpunkter.md"].encode("cp1252")},
        ("DK001", "synpunkter.md:4:17", "the file is not UTF-8; it looks like Windows-1252",
         "save it again with the encoding UTF-8")),
    row("UTF-16", {"synpunkter.md": SMALL["synpunkter.md"].encode("utf-16")},
        ("DK001", "synpunkter.md:1:1", "the file is not UTF-8; it looks like UTF-16",
         "save it again with the encoding UTF-8")),
    row("UTF-16 in a register", {"/register/organ.yaml": BODIES.encode("utf-16")},
        ("DK001", "register/organ.yaml:1:1", "the file is not UTF-8; it looks like UTF-16",
         "save it again with the encoding UTF-8")),
    row("a byte order mark", {"synpunkter.md": SMALL["synpunkter.md"].encode("utf-8-sig")},
        ("DK002", "synpunkter.md:1:1", "the file begins with a byte order mark",
         "save the file as UTF-8 without a byte order mark (in Notepad: UTF-8, not “UTF-8 with BOM”)")),
    row("loose accents", {"synpunkter.md": unicodedata.normalize("NFD", SMALL["synpunkter.md"])},
        ("DK003", "synpunkter.md:4:16", "“förslaget” is stored with loose accents (not NFC)",
         "type the word again and save the file again")),
    row("the line ends of Windows", {"synpunkter.md": SMALL["synpunkter.md"].replace("\n", "\r\n")},
        ("DK004", "synpunkter.md:1:1", "the lines end with CR LF, as in Windows",
         "save the file with line ends LF; the .gitattributes of draftkit init does it by itself")),
    row("a control character", opinion("Jag \x1b[31mtycker.\n"),
        ("DK006", "synpunkter.md:4:5", "a character that cannot be printed: U+001B",
         "remove it, or write the character that was meant")),
    row("a control character written in YAML", facts("Motion om lånebara verktyg", '"Motion \\x1b[31m om"'),
        ("DK006", "arende.yaml:4:9", "a character that cannot be printed: U+001B", "remove it")),
    row("an empty text", {"synpunkter.md": ""},
        ("DK005", "synpunkter.md:1:1", "the file is empty", "write the text, or remove the file")),
    row("an empty arende.yaml", {"arende.yaml": "\n"},
        ("DK005", "arende.yaml:1:1", "the file is empty", "write the text, or remove the file")),
    row("an empty draftkit.toml", {"/draftkit.toml": ""},
        ("DK005", "draftkit.toml:1:1", "the file is empty", "write the text, or remove the file")),
    row("a broken draftkit.toml", {"/draftkit.toml": SETTINGS.replace('"Stensunda"', "Stensunda")},
        ("DK010", "draftkit.toml:3:7", "draftkit.toml cannot be read from here on",
         'text stands in quotation marks: ort = "Stensunda"')),
    row("no register", {"/register/personer.yaml": None},
        ("DK102", "register/personer.yaml:1:1", "the file register/personer.yaml is missing",
         "run draftkit init to make a working folder, or stand in one")),
    row("a front matter without an end", {"synpunkter.md": "---\navsnitt: synpunkter\nJag tycker.\n"},
        ("DK013", "synpunkter.md:1:1", "the facts at the top of the file have no end",
         "write a line --- after the last fact")),
    row("a template that names something undefined", pack("{{ ärende.rubirk }}"),
        ("DK602", "templates/stensunda/stensunda.md.j2:3:1", "the template names “rubirk”, which does not exist",
         "the names that a template has are listed in docs/mallpaket.md")),
    row("a template that names an undefined phrase", pack('{{ fras("synpunkter_rubirk") }}'),
        ("DK602", "templates/stensunda/stensunda.md.j2:3:1", "there is no phrase “synpunkter_rubirk”",
         "did you mean “synpunkter_rubrik”?")),
    row("a template that is broken", pack("{{ 1 + }}"),
        ("DK601", "templates/stensunda/stensunda.md.j2:3:1",
         "the template cannot be read: unexpected 'end of print statement'",
         "mend it, or copy the block anew from templates/utlatande")),
    row("a bilaga that is missing", appendix("bilagor/a.pdf"),
        ("DK501", "arende.yaml:20:28", "the bilaga “bilagor/a.pdf” does not exist", "put the file in bilagor/")),
    row("a bilaga that is misspelt", {**appendix("bilagor/ritnign.pdf"), "bilagor/ritning.pdf": pdf()},
        ("DK501", "arende.yaml:20:28", "the bilaga “bilagor/ritnign.pdf” does not exist",
         "did you mean “bilagor/ritning.pdf”?"),
        ("DK007", "bilagor/ritning.pdf:1:1", "the file bilagor/ritning.pdf is not known here",
         "list it under “bilagor:” in arende.yaml, or remove the file")),
    row("a bilaga that is encrypted",
        appendix("bilagor/a.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="b"))),
        ("DK503", "arende.yaml:20:28", "“bilagor/a.pdf” is locked with a password",
         "save it without a password, or write “placering: separat”")),
    row("a bilaga that is no PDF", appendix("bilagor/a.pdf", b"hej"),
        ("DK504", "arende.yaml:20:28", "“bilagor/a.pdf” is by its content of the kind .txt",
         "call it “a.txt”, if it is the right file; or save it anew")),
    row("a bilaga that is half a PDF", appendix("bilagor/a.pdf", pdf()[:350]),
        ("DK504", "arende.yaml:20:28", "“bilagor/a.pdf” cannot be read as PDF",
         "open it in another program and save it anew")),
    row("a bilaga that is an empty file", appendix("bilagor/a.pdf", b""),
        ("DK504", "arende.yaml:20:28", "the file is empty", "ask the sender for the file again")),
    row("a bilaga that is no Word file", appendix("bilagor/a.docx", b"hej"),
        ("DK504", "arende.yaml:20:28", "“bilagor/a.docx” is by its content of the kind .txt",
         "call it “a.txt”, if it is the right file; or save it anew")),
    row("a bilaga that is no picture", appendix("bilagor/a.png", b"<svg/>", more=", alternativtext: Vägarna"),
        ("DK504", "arende.yaml:20:28", "the picture “bilagor/a.png” is by its content of the kind SVG",
         "open it, and save it as PNG or JPEG; it is not enough to give it another name")),
    row("a picture without alternative text", appendix("bilagor/a.png", picture()),
        ("DK506", "arende.yaml:20:28", "the picture has no alternative text",
         "write “alternativtext:” with what it shows")),
    row("a bilaga of an unknown kind", appendix("bilagor/a.xlsx", b"PK"),
        ("DK505", "arende.yaml:20:28", "“bilagor/a.xlsx” is of a kind that cannot be laid in the document",
         "save it as PDF, or write “placering: separat”")),
    row("a bilaga reached through ..", appendix("../../register/organ.yaml"),
        ("DK502", "arende.yaml:20:28", "“../../register/organ.yaml” lies outside the case's folder",
         "copy the file to bilagor/")),
    row("a bilaga in another ärende", {**appendix("../ks-2031-0418/a.pdf"), "/drafts/ks-2031-0418/a.pdf": pdf()},
        ("DK502", "arende.yaml:20:28", "“../ks-2031-0418/a.pdf” lies outside the case's folder",
         "copy the file to bilagor/")),
    row("a bilaga with an absolute path", appendix("/etc/passwd"),
        ("DK502", "arende.yaml:20:28", "“/etc/passwd” lies outside the case's folder", "copy the file to bilagor/")),
    row("an image outside the folder", {**opinion("![Vägar](../../karta.png)\n"), "/karta.png": picture()},
        ("DK502", "synpunkter.md:4:10", "“../../karta.png” lies outside the case's folder",
         "copy the file to the case's folder")),
    row("a remote image", opinion("![Vägar](https://example.org/karta.png)\n"),
        ("DK209", "synpunkter.md:4:10",
         "the image “https://example.org/karta.png” is not a file in the case's folder",
         "save it in the case's folder and write its name")),
    row("an image written into the text", opinion("![Vägar](data:image/png;base64,iVBORw0KGgo=)\n"),
        ("DK209", "synpunkter.md:4:10",
         "the image “data:image/png;base64,iVBORw0KGgo=” is not a file in the case's folder",
         "save it in the case's folder and write its name")),
    row("an image that is missing", opinion("![Vägar](bilder/karta.png)\n"),
        ("DK210", "synpunkter.md:4:10", "the image “bilder/karta.png” does not exist",
         "save it in the case's folder")),
    row("an image that is broken", {**opinion("![Vägar](bilder/karta.png)\n"), "bilder/karta.png": picture()[:40]},
        ("DK210", "synpunkter.md:4:1", "the picture “karta.png” is broken",
         "open it in another program and save it anew")),
    row("an image without alternative text", {**opinion("![](bilder/karta.png)\n"), "bilder/karta.png": picture()},
        ("DK211", "synpunkter.md:4:5", "the image has no alternative text",
         "write what it shows between the square brackets: ![...](bilder/karta.png)")),
    row("HTML in a line", opinion("Jag tackar <Namn> för det.\n"),
        ("DK204", "synpunkter.md:4:12", "“<Namn>” is HTML, and would not be printed",
         "write \\<Namn> if the characters are to be printed")),
    row("HTML in a block", opinion("Jag tycker.\n\n<div>\nviktigt\n</div>\n"),
        ("DK204", "synpunkter.md:6:1", "“<div>” is HTML, and would not be printed",
         "write \\<div> if the characters are to be printed")),
    row("raw Typst in a block", opinion("Jag tycker.\n\n```{=typst}\n#panic()\n```\n"),
        ("DK205", "synpunkter.md:6:1", "instructions to the typesetter are not allowed in a fragment",
         "write the text itself")),
    row("raw Typst in a line", opinion("Jag tycker `#panic()`{=typst} så.\n"),
        ("DK205", "synpunkter.md:4:13", "instructions to the typesetter are not allowed in a fragment",
         "write the text itself")),
    row("an unclosed fence", opinion("Jag tycker.\n\n```\nkod\n\nmer\n"),
        ("DK206", "synpunkter.md:6:1", "a block of code is never closed; all text after it would be taken for code",
         "write ``` on a line of its own where the code ends, or remove the line")),
    row("a footnote without a text", opinion("Jag tycker.[^1]\n"),
        ("DK207", "synpunkter.md:4:12", "the footnote “[^1]” has no text",
         "write a line “[^1]: the text of the footnote”, or \\[ for an ordinary bracket")),
    row("a footnote that nobody refers to", opinion("Jag tycker.\n\n[^1]: Inte här.\n"),
        ("DK208", "synpunkter.md:6:1", "nothing in the text refers to this footnote, so it would not be printed",
         "write its mark, [^1], in the text, or remove it")),
    row("a footnote in itself", opinion("Jag tycker.[^1]\n\n[^1]: Igen.[^1]\n"),
        ("DK215", "synpunkter.md:6:12", "the mark “[^1]” stands in a footnote, and would not be printed",
         "write the text in the footnote itself, or \\[ for an ordinary bracket")),
    row("a heading without words", opinion("##\n\nJag tycker.\n"),
        ("DK217", "synpunkter.md:4:1", "the heading has no words", "write its words, or remove the line")),
    row("lists nested too deeply", opinion("".join(f"{'  ' * n}- nivå {n}\n" for n in range(13))),
        ("DK216", "synpunkter.md:4:1", "lists, quotations or emphases are nested too deeply here",
         "at most 12 may stand in each other")),
    row("quotations nested too deeply to be read", opinion(f"{'>' * 2000} hej\n"),
        ("DK216", "synpunkter.md:4:1", "lists, quotations or emphases are nested too deeply here",
         "at most 12 may stand in each other")),
    row("a character without a glyph", opinion("Bra 👍 verkligen.\n"),
        ("DK703", "synpunkter.md:4:5", "the characters “👍” are not in the fonts of the document",
         "write it otherwise, or put a font that has it in the pack's folder")),
    row("characters without glyphs, in two blocks", opinion("Bra 👍 你好 👍.\n\nOch 👎\ufdd0.\n"),
        ("DK703", "synpunkter.md:4:5", "the characters “👍你好” are not in the fonts of the document",
         "write it otherwise, or put a font that has it in the pack's folder"),
        ("DK703", "synpunkter.md:6:5", "the characters “👎\ufdd0” are not in the fonts of the document",
         "write it otherwise, or put a font that has it in the pack's folder")),
    row("a folder that is not an ärende", {"arende.yaml": None},
        ("DK008", "arende.yaml:1:1", "the folder is not an ärende: arende.yaml is missing",
         "write the case's facts in arende.yaml in the folder, or remove the folder")),
]
# fmt: on


@pytest.mark.parametrize(("files", "told"), BAD)
def test_bad_input_is_told_at_its_place(
    folder: Path, draftkit: Callable[..., Run], files: Files, told: list[Problem]
) -> None:
    lay(folder, files)
    run = draftkit("build", FOLDER)
    assert run.told == told
    errors = f"{len(told)} errors" if len(told) > 1 else "1 error"
    assert (run.code, run.out) == (1, f"{NAME}: not built, {errors}, 0 warnings; earlier files are left as they were\n")
    assert_untouched(folder)


# --- symbolic links ---------------------------------------------------------------------------------

LINKED = "the file is a symbolic link, which is not followed", "put the file itself in the folder"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{FOLDER}/bilagor/a.pdf", [("DK009", "bilagor/a.pdf:1:1", *LINKED)]),
        (f"{FOLDER}/bilagor", [("DK009", "bilagor:1:1", *LINKED)]),
        (f"{FOLDER}/synpunkter.md", [("DK009", "synpunkter.md:1:1", *LINKED)]),
        (f"{FOLDER}/arende.yaml", [("DK009", "arende.yaml:1:1", *LINKED)]),
        (FOLDER, [("DK009", f"{FOLDER}:1:1", *LINKED)]),
        ("drafts", [("DK009", "drafts:1:1", *LINKED)]),
        ("register/organ.yaml", [("DK009", "register/organ.yaml:1:1", *LINKED)]),
        ("register", [("DK009", "register:1:1", *LINKED)]),
        ("draftkit.toml", [("DK009", "draftkit.toml:1:1", *LINKED)]),
        ("templates", [("DK009", "templates:1:1", *LINKED)]),
    ],
)
def test_a_symbolic_link_is_named_and_not_followed(
    folder: Path, draftkit: Callable[..., Run], path: str, told: list[Problem]
) -> None:
    lay(folder, appendix("bilagor/a.pdf", pdf()) if "bilagor" in path else {})
    (folder / "templates").mkdir()
    elsewhere = folder / "elsewhere"
    (folder / path).rename(elsewhere)
    (folder / path).symlink_to(elsewhere)
    run = draftkit("build", FOLDER)
    assert (run.code, run.told) == (1, told)
    assert_untouched(folder)


# --- all of it at once --------------------------------------------------------------------------------


def test_the_frame_as_it_is_printed(folder: Path) -> None:
    lay(folder, {**answer("2031-05-20", "2031-13-40"), "/register/organ.yaml": f"{BODIES}KUN: {{namn: x}}\n"})
    run = process(folder, "build")
    assert run.stderr == (
        "error[DK103]: “2031-13-40” is not a date\n"
        "  --> drafts/ks-2031-0417/remissvar/kulturnamnden.md:4:14\n"
        "   |\n"
        " 4 | sammanträde: 2031-13-40\n"
        "   |              ^^^^^^^^^^\n"
        "   = hint: write the date as YYYY-MM-DD\n"
        "\n"
        "error[DK102]: “typ” is missing\n"
        "   --> register/organ.yaml:11:6\n"
        "    |\n"
        " 11 | KUN: {namn: x}\n"
        "    |      ^\n"
        "    = hint: what kind of body it is; for example typ: facknämnd\n"
        "\n"
    )
    assert run.stdout == f"{NAME}: not built, 2 errors, 0 warnings; earlier files are left as they were\n"
    assert run.returncode == 1
    assert_untouched(folder)


def test_one_run_tells_all_that_is_wrong_in_all_files(folder: Path, draftkit: Callable[..., Run]) -> None:
    files = {
        "/draftkit.toml": SETTINGS.replace("ort", "orrt"),
        "/register/organ.yaml": BODIES.replace("typ: kontor", "typ: kontr"),
        "/register/personer.yaml": PEOPLE.replace("parti: C", "parti: 17"),
        "arende.yaml": CASE.replace("2031-02-10", "2031-02-30").replace("rotel: V", "rotel: 5"),
        **answer("# Svar", "# Svart"),
        **opinion("<Namn> tycker.[^1]\n"),
        "sammanfattning.md": SMALL["sammanfattning.md"].encode("utf-16"),
    }
    lay(folder, files)
    run = draftkit("build", FOLDER)
    assert [(code, place) for code, place, _, _ in run.told] == [
        ("DK101", "draftkit.toml:3:1"),
        ("DK105", "arende.yaml:5:8"),
        ("DK103", "arende.yaml:9:65"),
        ("DK201", "remissvar/kulturnamnden.md:12:1"),
        ("DK001", "sammanfattning.md:1:1"),
        ("DK204", "synpunkter.md:4:1"),
        ("DK207", "synpunkter.md:4:15"),
        ("DK104", "register/organ.yaml:4:59"),
        ("DK105", "register/personer.yaml:5:37"),
    ]
    assert_untouched(folder)


@pytest.mark.parametrize(
    ("path", "content", "first"),
    [
        ("arende.yaml", "rubrik: [a\n", ("DK010", "arende.yaml:1:9")),
        ("arende.yaml", None, ("DK008", "arende.yaml:1:1")),
        ("arende.yaml", "- en lista\n", ("DK106", "arende.yaml:1:1")),
        ("/draftkit.toml", "ort = \n", ("DK010", "draftkit.toml:1:7")),
        ("/register/organ.yaml", "{a: b\n", ("DK010", "register/organ.yaml:1:1")),
        ("/register/personer.yaml", "{a: b\n", ("DK010", "register/personer.yaml:1:1")),
        ("sammanfattning.md", b"\xff\xfe", ("DK001", "sammanfattning.md:1:1")),
        ("remissvar/kulturnamnden.md", "---\norgan: [a\n---\n", ("DK010", "remissvar/kulturnamnden.md:2:8")),
    ],
)
def test_one_broken_file_does_not_hide_what_is_wrong_in_another(
    folder: Path, draftkit: Callable[..., Run], path: str, content: str | bytes | None, first: tuple[str, str]
) -> None:
    lay(folder, {path: content, **opinion("Jag tackar <Namn>.\n"), "arendet.md": ""})
    run = draftkit("build", FOLDER)
    others = {("DK005", "arendet.md:1:1"), ("DK204", "synpunkter.md:4:12")}
    assert {(code, place) for code, place, _, _ in run.told} == {first, *others}
    assert_untouched(folder)


def test_another_case_is_built_all_the_same(folder: Path, draftkit: Callable[..., Run]) -> None:
    (folder / "drafts/tom").mkdir()
    (folder / "drafts/tom/anteckning.txt").write_text("hej", encoding="utf-8")
    run = draftkit("build")
    assert run.code == 1
    assert run.told == [
        ("DK008", "drafts/tom/arende.yaml:1:1", "the folder is not an ärende: arende.yaml is missing",
         "write the case's facts in arende.yaml in the folder, or remove the folder"),
    ]  # fmt: skip
    assert run.out.splitlines()[0].startswith(f"{NAME}, draft ")
    assert run.out.endswith(
        "tom: not built, 1 error, 0 warnings; earlier files are left as they were\n1 built, 1 with errors: tom\n"
    )
    assert {name for name, data in built(folder).items() if not data.startswith(b"earlier")} == {
        f"{NAME}/{name}" for name in EARLIER
    }


def test_check_tells_the_same_and_writes_nothing(folder: Path, draftkit: Callable[..., Run]) -> None:
    lay(folder, opinion("Jag tackar <Namn>.\n"))
    checked = draftkit("check", FOLDER)
    assert checked.code == 1
    assert checked.out.startswith("error[DK204]: “<Namn>” is HTML, and would not be printed\n")
    assert checked.out.endswith(f"7 files, {len(CODES)} rules: 1 error, 0 warnings\n")
    assert_untouched(folder)


# --- what is shown of it -----------------------------------------------------------------------------------


def test_nothing_in_a_text_steers_the_terminal(folder: Path, draftkit: Callable[..., Run]) -> None:
    lay(folder, {**opinion("Jag \x1b[31mtycker\u202e.\n"), "bilagor/\x1b[2J.pdf": b"\x1b[31m"})
    run = draftkit("build", FOLDER)
    assert "\x1b" not in run.err
    assert "\u202e" not in run.err
    assert " 4 | Jag \ufffd[31mtycker\ufffd.\n" in run.err


def test_a_line_without_end_is_shown_in_part(folder: Path, draftkit: Callable[..., Run]) -> None:
    lay(folder, opinion(f"{'då nu ' * 20_000}<Namn>{' då nu' * 20_000}\n"))
    run = draftkit("build", FOLDER)
    assert [place for _, place, _, _ in run.told] == ["synpunkter.md:4:120001"]
    lines = run.err.splitlines()
    shown, under = next(pair for pair in pairwise(lines) if "<Namn>" in pair[0] and "^" in pair[1])
    assert shown == f" 4 | …u {'då nu ' * 13}<Namn>{' då nu' * 13} d…"
    assert shown[under.index("^") : under.rindex("^") + 1] == "<Namn>"


# --- the command line -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "drafts/nej"), "error: drafts/nej does not exist\n"
         "  = hint: see that the name is right, and where you stand\n"),
        (("check", f"{FOLDER}/nej.md"), f"error: {FOLDER}/nej.md does not exist\n"
         "  = hint: see that the name is right, and where you stand\n"),
        (("build", "/"), "error: / is not within a working folder: there is no draftkit.toml there or above\n"
         "  = hint: stand in a working folder, or make one with draftkit init\n"),
        (("build", "--idag", "2031-02-30"), "error: “2031-02-30” is not a date\n"
         "  = hint: write the date as YYYY-MM-DD\n"),
        (("check", "--idag", "2031-W10-1"), "error: “2031-W10-1” is not a date\n"
         "  = hint: write the date as YYYY-MM-DD\n"),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_is_exit_2(
    folder: Path, draftkit: Callable[..., Run], arguments: tuple[str, ...], said: str
) -> None:
    assert draftkit(*arguments) == Run(2, "", said)
    assert_untouched(folder)


def test_a_working_folder_without_cases_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "draftkit.toml").write_text(SETTINGS, encoding="utf-8")
    for arguments in (["build"], ["check", "."]):
        run = process(tmp_path, *arguments)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == (
            f"error: there is no ärende in {tmp_path}/drafts\n  = hint: make one with draftkit new ärende\n"
        )


@pytest.mark.parametrize("path", [f"../{NAME}", ".", "arende.yaml", "remissvar", "remissvar/../synpunkter.md"])
def test_a_case_is_found_from_within(folder: Path, path: str) -> None:
    run = process(folder / FOLDER, "build", path, "--to", "md")
    assert (run.returncode, run.stderr) == (0, "")
    assert f"  {folder}/build/{NAME}/utlatande.md" in run.stdout


# --- the machine ------------------------------------------------------------------------------------------

HINT = "  = hint: see that there is room on the disk, that you may write there, and that no program has the file open\n"
ROOM = (
    "  = hint: see that there is room on the disk, also for temporary files, and that you may write where you stand\n"
)


def full_disk(root: Path, *arguments: str, size: str = "32k", at: str = "build") -> subprocess.CompletedProcess[str]:
    """The command line with a disk of `size` mounted at `at`, in a world of its own that ends with it."""
    (root / "temporary").mkdir()
    return mounted(root, f"mount -t tmpfs -o size={size} none {at}", f"find {at} -type f", *arguments)


def mounted(root: Path, mount: str, then: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = f'{mount} && {sys.executable} -m draftkit "$@"; code=$?; {then}; exit $code'
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", *arguments],
        cwd=root, env=environment() | {"TMPDIR": str(root / "temporary")}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def may_mount() -> bool:
    try:
        return subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


needs_mount = pytest.mark.skipif(not may_mount(), reason="the machine lets nobody mount a small disk (unshare)")


@needs_mount
def test_a_full_disk_is_exit_2(folder: Path) -> None:
    run = full_disk(folder, "build")
    assert (run.returncode, run.stderr) == (
        2,
        f"error: {folder}/build/{NAME} cannot be written: the disk is full\n{HINT}",
    )
    assert run.stdout == ""  # not even a half of a file, or one that was begun under another name
    assert_untouched(folder)


@needs_mount
def test_a_full_disk_for_temporary_files_is_exit_2(folder: Path) -> None:
    run = full_disk(folder, "build", size="16k", at="temporary")
    assert run.returncode == 2
    assert re.fullmatch(rf"error: (\S+: |the machine refused: )the disk is full\n{re.escape(ROOM)}", run.stderr)
    assert_untouched(folder)


def limited(size: int) -> Callable[[], None]:
    """No file may grow beyond `size` bytes: a full disk that any user can have."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_file_that_may_not_grow_is_exit_2(folder: Path) -> None:
    run = process(folder, "build", preexec_fn=limited(20_000))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: {folder}/build/{NAME} cannot be written: the file is too large\n{HINT}"
    assert_untouched(folder)


def test_a_temporary_file_that_may_not_grow_is_exit_2(folder: Path) -> None:
    run = process(folder, "build", preexec_fn=limited(1000))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: the machine refused: the file is too large\n{ROOM}"
    assert_untouched(folder)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the machine has no /dev/full")
@pytest.mark.parametrize("arguments", [("build", "--to", "md"), ("check",)])
def test_words_that_cannot_be_written_are_exit_2(folder: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        run = process(folder, *arguments, stdout=full)
    assert (run.returncode, run.stderr) == (2, f"error: the machine refused: the disk is full\n{ROOM}")


def test_a_file_in_the_way_of_build_is_exit_2(tmp_path: Path) -> None:
    lay(tmp_path, {})
    (tmp_path / "build").write_bytes(b"mine")
    run = process(tmp_path, "build")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: {tmp_path}/build/{NAME} cannot be written: a file is in the way of a folder\n{HINT}"
    assert (tmp_path / "build").read_bytes() == b"mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the machine has no /proc, where nobody may write")
def test_a_folder_where_nobody_may_write_is_exit_2(folder: Path) -> None:
    run = process(folder, "build", "--out", "/proc/draftkit")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: /proc/draftkit/{NAME} cannot be written: it does not exist\n{HINT}"
    assert_untouched(folder)


@needs_mount
def test_a_read_only_build_is_exit_2(folder: Path) -> None:
    (folder / "temporary").mkdir()
    run = mounted(folder, "mount --bind build build && mount -o remount,ro,bind build", "true", "build")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: {folder}/build/{NAME} cannot be written: the disk is read-only\n{HINT}"
    assert_untouched(folder)


def test_where_one_file_cannot_be_replaced_none_is(folder: Path) -> None:
    """A PDF that is open in another program on Windows; here a folder is in its way."""
    target = folder / "build" / NAME
    (target / "utlatande.pdf").unlink()
    (target / "utlatande.pdf").mkdir()
    run = process(folder, "build")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"error: {target} cannot be written: a folder is in the way of a file\n{HINT}"
    assert sorted(each.name for each in target.iterdir()) == sorted(EARLIER)
    assert built(folder) == {f"{NAME}/{name}": EARLIER[name] for name in ("utlatande.docx", "manifest.json")}


def test_ctrl_c_leaves_the_earlier_files(folder: Path) -> None:
    """Pressed while the document is being typeset, which takes some seconds; a terminal is told when that begins."""
    lay(folder, opinion("\n\n".join(f"Stycke {n} med några ord." for n in range(8_000))))
    terminal, stderr = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "draftkit", "build"], cwd=folder, env={**environment(), "CI": ""},
        start_new_session=True, stdout=subprocess.PIPE, stderr=stderr, text=True,
    )  # fmt: skip
    os.close(stderr)
    said = b""
    while b"typesets" not in said:
        said += os.read(terminal, 1000)
    os.killpg(running.pid, signal.SIGINT)
    out, _ = running.communicate()
    os.close(terminal)
    assert (running.returncode, out) == (130, "")
    assert_untouched(folder)


def test_who_may_read_the_files_is_the_user_s_own_choice(folder: Path) -> None:
    """A draft may be confidential: a file has the rights that the user gives new files, or has given this one."""
    target = folder / "build" / NAME
    (target / "utlatande.pdf").chmod(0o660)
    (target / "utlatande.docx").unlink()
    assert process(folder, "build", umask=0o077).returncode == 0
    rights = {each.name: each.stat().st_mode & 0o777 for each in target.iterdir()}
    assert (rights["utlatande.pdf"], rights["utlatande.docx"]) == (0o660, 0o600)


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("kulturnamnden.md")])
def test_lock_wants_a_file_itself(folder: Path, draftkit: Callable[..., Run], make: Callable[[Path], None]) -> None:
    path = f"{FOLDER}/remissvar/fixarna.md"
    make(folder / path)
    run = draftkit("lock", path)
    assert run == Run(2, "", f"error: {path} is not a file\n  = hint: name the file itself\n")
