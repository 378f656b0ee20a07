"""Does LibreOffice, when it accepts or rejects the changes of a redline, get the new or the old version?

    python bench/redline_in_libreoffice.py [--seeds 100] [--first 0] [--case examples/stensunda]

Each seed edits the case at random (edits.py). Both versions are built as Word files, and the redline of them.
LibreOffice accepts all changes, and rejects all, and what it then has is compared with what it has of each version by
itself: every paragraph, its style and direct formatting, the words and their formatting, lists, tables, footnotes,
pictures, headers. It needs the program soffice.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent))
from edits import edited, refacted

from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish.redline import Note
from draftkit.pipeline import check, compose
from draftkit.publish import word_file
from draftkit.redlining import Side, word
from draftkit.stages.review.authorship import By, Change

ROOT = Path(__file__).parents[1]
TODAY = date(2031, 10, 1)
NOTE = Note("draftkit", "", ("Ändringar mellan två versioner.",))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="*")
    parser.add_argument("--case", default="examples/stensunda")
    parser.add_argument("--keep", type=Path, help="a folder where the files stay")
    options = parser.parse_args()
    root = ROOT / options.case
    folder = disk.cases(root)[0]
    base = disk.project(root, [folder], TODAY)
    with tempfile.TemporaryDirectory() as scratch, Pandoc() as pandoc:
        keep = options.keep or Path(scratch)
        keep.mkdir(parents=True, exist_ok=True)
        inside = folder.relative_to(root).as_posix()
        jobs, told = [], []
        for seed in options.only or range(options.first, options.first + options.seeds):
            made, done = _versions(base, inside, seed, pandoc, keep)
            if made:
                told.append((seed, done))
                jobs += _jobs(keep, seed)
        again = in_libreoffice_all(jobs, Path(scratch))
        wrong = [each for seed, done in told for each in _judged(keep, seed, done)]
    print(f"{len(told)} par av versioner, {2 * len(told)} jämförelser, {len(wrong)} fel; {again} omtag")
    return 1 if wrong else 0


def _versions(base: Any, folder: str, seed: int, pandoc: Pandoc, keep: Path) -> tuple[bool, list[str]]:
    """Writes both versions and their redline; False where an edit makes a version that cannot be built."""
    rng = random.Random(seed)
    sides, done = [], []
    files = dict(base.files)
    for number in range(2):
        if number or seed % 3 == 0:  # every third pair has been edited before it is compared
            files, more = edited(files, f"{folder}/", rng, rng.randint(1, 8))
            done += more if number else []
            if rng.random() < 0.4:
                files, more = refacted(files, f"{folder}/", rng, rng.randint(1, 3))
                done += more if number else []
        project = replace(base, files=files)
        composed = compose(check(project, folder, pandoc), pandoc, final=False)
        if composed.document is None:
            print(f"{seed}: kan inte byggas: {', '.join(done)}")
            return False, done
        sides.append(Side(project, composed))
    for name, side in zip(("old", "new"), sides, strict=True):
        (keep / f"{seed}-{name}.docx").write_bytes(word_file(side.composed, side.project, pandoc)[0])
    redline, _ = word(sides[0], sides[1], pandoc, _by, NOTE)
    (keep / f"{seed}-redline.docx").write_bytes(redline)
    return True, done


def _by(change: Change) -> By:
    """Two authors, so that changes of different people stand beside each other."""
    return By("Sara Lindqvist" if len(change.words) % 2 else "Omar Haddad", "2031-03-03T14:05:00")


def _jobs(keep: Path, seed: int) -> list[tuple[Path, str, Path]]:
    return [
        (keep / f"{seed}-old.docx", "none", keep / f"{seed}-old"),
        (keep / f"{seed}-new.docx", "none", keep / f"{seed}-new"),
        (keep / f"{seed}-redline.docx", "accept", keep / f"{seed}-accepted"),
        (keep / f"{seed}-redline.docx", "reject", keep / f"{seed}-rejected"),
    ]


def _judged(keep: Path, seed: int, done: list[str]) -> Iterator[str]:
    for wanted, got in (("new", "accepted"), ("old", "rejected")):
        if not Path(f"{keep / f'{seed}-{got}'}.txt").exists():
            print(f"{seed} {got}: LibreOffice kraschade")
            yield f"{seed} {got}"
            continue
        one, other = lines(keep / f"{seed}-{wanted}"), lines(keep / f"{seed}-{got}")
        if one != other:
            print(f"{seed} {got}: {', '.join(done)}")
            for line in list(difflib.unified_diff(one, other, lineterm="", n=0))[2:14]:
                print("   ", line[:300])
            yield f"{seed} {got}"


# --- LibreOffice -----------------------------------------------------------------------------------

_MACRO = """
Sub Run
  Dim f As Integer, row As String, parts
  f = FreeFile
  Open "{jobs}" For Input As #f
  Do While Not Eof(f)
    Line Input #f, row
    If row <> "" Then
      parts = Split(row, Chr(9))
      One(parts(0), parts(1), parts(2))
    End If
  Loop
  Close #f
  StarDesktop.terminate()
End Sub
Sub One(source As String, action As String, target As String)
  Dim doc, frame, dispatcher, hidden(0) As New com.sun.star.beans.PropertyValue
  Dim form(1) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = doc.CurrentController.Frame
  If action = "accept" Then dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, Array())
  If action = "reject" Then dispatcher.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, Array())
  form(0).Name = "FilterName"
  form(0).Value = "OpenDocument Text Flat XML"
  doc.storeToURL(ConvertToURL(target & ".fodt"), form())
  form(0).Value = "Text (encoded)"
  form(1).Name = "FilterOptions" : form(1).Value = "UTF8,LF"
  doc.storeToURL(ConvertToURL(target & ".txt"), form())
  doc.close(True)
End Sub
"""


def in_libreoffice_all(jobs: Sequence[tuple[Path, str, Path]], scratch: Path) -> int:
    """Does all jobs; how many had to be done again in a program of their own.

    A LibreOffice that has had many files open falls now and then, in its own layout, at a file that it opens, settles
    and prints by itself. What it falls at by itself too has failed.
    """
    again = 0
    while jobs:
        in_libreoffice(jobs, scratch)
        jobs = [each for each in jobs if not Path(f"{each[2]}.txt").exists()]
        if jobs:
            in_libreoffice(jobs[:1], scratch)
            again += 1
            jobs = jobs[1:]
    return again


def in_libreoffice(jobs: Sequence[tuple[Path, str, Path]], scratch: Path) -> None:
    """Opens each file, accepts or rejects all changes or does "none" of it, and saves it as flat ODT and as text."""
    for source, _, _ in jobs:  # the lock of a program that fell would keep the file from being opened
        source.with_name(f".~lock.{source.name}#").unlink(missing_ok=True)
    profile = scratch / "profile"
    office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    subprocess.run([*office, "--terminate_after_init"], capture_output=True, check=False, timeout=120)
    basic = profile / "user/basic/Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (scratch / "jobs").write_text("".join(f"{a}\t{b}\t{c}\n" for a, b, c in jobs), encoding="utf-8")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "x.dtd">\n'
    )
    (basic / "Module1.xba").write_text(
        head.format("script:module")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        'script:language="StarBasic">' + escape(_MACRO.format(jobs=scratch / "jobs"), quote=False) + "</script:module>"
    )
    (basic / "script.xlb").write_text(
        head.format("library:library")
        + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
        "</library:library>"
    )
    subprocess.run(
        [*office, "macro:///Standard.Module1.Run"], capture_output=True, check=False, timeout=60 + 10 * len(jobs)
    )


# --- what it has -----------------------------------------------------------------------------------

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {
    "text": f"{_OASIS}:text:1.0",
    "style": f"{_OASIS}:style:1.0",
    "table": f"{_OASIS}:table:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "office": f"{_OASIS}:office:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


def _q(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_NAMES[space]}}}{local}"


def lines(path: Path) -> list[str]:
    """All that LibreOffice has of a file.

    First a line for each paragraph, row and cell, with styles and direct formatting; then the text as it prints it,
    with the numbers of lists and footnotes.
    """
    flat = etree.parse(f"{path}.fodt", etree.XMLParser(huge_tree=True)).getroot()
    return [*_Reading(flat).lines(), *Path(f"{path}.txt").read_text(encoding="utf-8-sig").splitlines()]


class _Reading:
    def __init__(self, root: Any) -> None:
        self.root = root
        automatic = root.findall(".//office:automatic-styles/style:style", _NAMES)
        self.automatic = {(each.get(_q("style:family")), each.get(_q("style:name"))): each for each in automatic}
        named = root.findall(".//office:styles/style:style", _NAMES)
        self.named = {each.get(_q("style:name")): each.get(_q("style:display-name")) for each in named}

    def lines(self) -> list[str]:
        found = list(self._blocks(self.root.find(".//office:body/office:text", _NAMES), ""))
        for header in self.root.iter(_q("style:header")):
            found += self._blocks(header, "huvud ")
        return found

    def _style(self, family: str, name: str | None) -> str:
        if name is None:
            return ""
        style = self.automatic.get((family, name))
        if style is None:
            return self.named.get(name) or name
        said = sorted(
            f"{etree.QName(key).localname}={value}"
            for each in style if isinstance(each.tag, str) and each.tag.endswith("-properties")
            for key, value in each.attrib.items() if not key.endswith("rsid")
        )  # fmt: skip
        base = style.get(_q("style:parent-style-name"))
        return f"{self.named.get(base) or base}{said}"

    def _blocks(self, element: Any, where: str) -> Iterator[str]:
        for each in element:
            kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
            if kind in ("p", "h"):
                yield f"{where}[{self._style('paragraph', each.get(_q('text:style-name')))}] {self._words(each)}"
            elif kind == "list":
                yield from self._blocks(each, f"{where}lista ")
            elif kind in ("list-item", "list-header"):
                yield from self._blocks(each, f"{where}{kind} ")
            elif kind == "table":
                yield f"{where}tabell"
                yield from self._blocks(each, f"{where}tabell ")
            elif kind in ("table-row", "table-cell"):
                yield f"{where}{kind}"
                yield from self._blocks(each, where)
            elif kind in ("table-header-rows", "section", "table-rows"):
                yield from self._blocks(each, where)

    def _words(self, element: Any) -> str:
        parts: list[list[str]] = []

        def add(style: str, text: str | None) -> None:
            if text and parts and parts[-1][0] == style:
                parts[-1][1] += text
            elif text:
                parts.append([style, text])

        def walk(element: Any, style: str) -> None:
            add(style, element.text)
            for each in element:
                kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
                if kind == "span":
                    walk(each, style + self._style("text", each.get(_q("text:style-name"))))
                elif kind == "a":
                    walk(each, f"{style}@{each.get(_q('xlink:href'))}")
                elif kind == "note":
                    add(style, f"[not {list(self._blocks(each.find(_q('text:note-body')), ''))}]")
                elif kind == "frame":
                    add(style, self._picture(each))
                elif kind in ("s", "tab", "line-break"):
                    add(style, " " * int(each.get(_q("text:c"), "1")))
                elif kind and "annotation" not in kind and "bookmark" not in kind and kind != "soft-page-break":
                    add(style, f"<{kind}>")
                add(style, each.tail)

        walk(element, "")
        return "".join(f"«{style}»{text}" if style else text for style, text in parts)

    def _picture(self, frame: Any) -> str:
        description, data = frame.find(_q("svg:desc")), frame.find(f".//{_q('office:binary-data')}")
        content = hashlib.sha256((data.text if data is not None else "").encode()).hexdigest()[:8]
        return f"[bild {frame.get(_q('svg:width'))} {description.text if description is not None else ''} {content}]"


if __name__ == "__main__":
    sys.exit(main())
