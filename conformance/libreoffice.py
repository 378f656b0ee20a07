"""LibreOffice opens the Word files: is the text there, in the PDF's order, and on as many pages?

A file that has to be repaired is not opened by a LibreOffice without a window, and has then failed.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from draftkit.blocks import letters
from draftkit.edges.pdf.text import structure_text
from draftkit.stages.count import difference, simple_letters

from .documents import Document
from .fetched import program, run
from .verdict import Row

NAME = "LibreOffice"
_FAR = 1  # how many pages more or fewer than in the PDF
# Hundreds of headings and tables with a crumb of text each: where a page ends is decided by what is kept with a
# heading, which LibreOffice and typst settle each in its way (80 pages and 91, 57 and 51). Their text is asked for,
# their pages are not.
_CRUMBS = ("CommonMark", "Slumpade texter")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NO_TEXT = ("Lbl", "Reference", "Figure")  # of the PDF: numbers of lists and footnotes, and what pictures show
_NOT_READ = ("tracked-changes", "sequence-decls", "annotation", "forms", "binary-data", "title", "desc")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """Rows for each Word file: the text as LibreOffice has it, and where there is a PDF of it, the pages."""
    asked = [document for document in documents if "docx" in document.files]
    with tempfile.TemporaryDirectory() as scratch:
        texts, pages = _opened([each.files["docx"] for each in asked], Path(scratch))
        for number, document in enumerate(asked):
            yield _text_row(document, texts / f"{number}.fodt")
            if "pdf" in document.files and not document.name.startswith(_CRUMBS):
                yield _page_row(document, pages / f"{number}.pdf")


def _opened(files: Sequence[Path], scratch: Path) -> tuple[Path, Path]:
    """The folders with each file, by its number, as LibreOffice's own format and as PDF."""
    for number, file in enumerate(files):
        shutil.copy(file, scratch / f"{number}.docx")
    given = [str(scratch / f"{number}.docx") for number in range(len(files))]
    office = [program("soffice", "libreoffice-writer"), f"-env:UserInstallation={(scratch / 'profile').as_uri()}"]
    for form in ("fodt", "pdf"):
        run([*office, "--headless", "--convert-to", form, "--outdir", str(scratch / form), *given])
    return scratch / "fodt", scratch / "pdf"


def _text_row(document: Document, file: Path) -> Row:
    claim = "öppnas, och har samma text"
    if not file.is_file():
        return Row(NAME, document.name, claim, 1, 1, ("filen går inte att öppna",))
    wanted, found = _wanted(document), _read(file)
    wrong = [
        f"{what}: {said}"
        for what, one, other in zip(("texten", "fotnoterna"), wanted, found, strict=True)
        if (said := difference(one, other, simple_letters))
    ]
    return Row(NAME, document.name, claim, len(letters("".join(wanted))), len(wrong), tuple(wrong))


def _wanted(document: Document) -> tuple[str, str]:
    """The text of the PDF and its footnotes, by its structure; with tracked changes, what the file itself has.

    So too where some of it runs to the left: the words of such a line are read out of a PDF from left to right.
    """
    tracked, body, notes = _with_struck(document.files["docx"])
    if tracked or "pdf" not in document.files or _runs_both_ways(body + notes):
        return body, notes
    items = [each for each in structure_text(document.files["pdf"].read_bytes()) if each.role not in _NO_TEXT]
    return "".join(each.text for each in items if not each.in_note), "".join(e.text for e in items if e.in_note)


def _runs_both_ways(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _with_struck(file: Path) -> tuple[bool, str, str]:
    """Whether a Word file has tracked changes; all its text, what has been struck too; the footnotes by their marks."""
    from lxml import etree

    with zipfile.ZipFile(file) as archive:
        body, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    said = {each.get(_W + "id"): _words(each) for each in notes.iter(_W + "footnote")}
    asked = [each.get(_W + "id") for each in body.iter(_W + "footnoteReference")]
    tracked = next(body.iter(_W + "ins", _W + "del"), None) is not None
    return tracked, _words(body), "".join(said[each] for each in asked)


def _words(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(_W + "t", _W + "delText"))


def _read(file: Path) -> tuple[str, str]:
    """The text of a document of LibreOffice's and, apart from it, that of its footnotes."""
    from lxml import etree

    body = etree.parse(str(file)).find(f".//{_OFFICE}text")
    notes: list[str] = []
    return "".join(_said(body, notes)), "".join(notes)


def _said(element: Any, notes: list[str]) -> Iterator[str]:
    if element.tag == _TEXT + "note":
        notes.extend(_said(element.find(_TEXT + "note-body"), []))
    elif isinstance(element.tag, str) and element.tag.partition("}")[2] not in _NOT_READ:
        yield element.text or ""
        for each in element:
            yield from _said(each, notes)
            yield each.tail or ""


def _page_row(document: Document, file: Path) -> Row:
    import pikepdf

    claim = f"lika många sidor som PDF:en, ±{_FAR}"
    if not file.is_file():
        return Row(NAME, document.name, claim, 1, 1, ("filen går inte att öppna",))
    with pikepdf.open(file) as word, pikepdf.open(document.files["pdf"]) as pdf:
        there, wanted = len(word.pages), len(pdf.pages)
    far = abs(there - wanted) > _FAR
    found = (f"{there} sidor, och {wanted} i PDF:en",) if far else ()
    return Row(NAME, document.name, claim, 1, int(far), found)
