"""The web page in a real Chromium: axe-core, a narrow screen, the keyboard, and the same words as PDF and Word have.

Chromium comes as a package of npm (@sparticuz/chromium), so that any machine can have it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .documents import Document
from .fetched import npm, program, run
from .verdict import Row

NAME = "Chromium"
# Parts of the structure tree whose text stands beside the words of the document: numbers, and words for pictures.
_BESIDE = ("Lbl", "Reference", "Figure")
_SCRIPT = Path(__file__).with_name("browser.mjs")


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """For each page a row for every way in which it is met, and one for its words."""
    files = {document.files["html"]: document for document in documents if "html" in document.files}
    told = json.loads(run([program("node", "nodejs"), str(_SCRIPT), str(npm("browser")), *map(str, files)]))
    for page in told["pages"]:
        document = files[Path(page["file"])]
        for row in page["rows"]:
            found = tuple(row["found"])
            yield Row(NAME, document.name, row["claim"], row["checks"], len(found), found)
        yield from _words(document, page)


def _words(document: Document, page: Any) -> Iterator[Row]:
    """Whether what the browser shows is what Word and the PDF say, letter by letter, in their order."""
    from draftkit.edges.pdf.text import letters, structure_text
    from draftkit.stages.count import docx_text

    shown = (page["text"], page["notes"])
    word = docx_text(document.files["docx"].read_bytes())
    yield _compared(document, "samma ord som Word-filen", [letters(each) for each in word], [*map(letters, shown)])
    items = [each for each in structure_text(document.files["pdf"].read_bytes()) if each.role not in _BESIDE]
    pdf = ["".join(each.text for each in items if each.in_note == noted) for noted in (False, True)]
    yield _compared(document, "samma ord som PDF:en", [*map(_as_drawn, pdf)], [*map(_as_drawn, shown)])


def _as_drawn(text: str) -> str:
    """The letters as they can be read out of a PDF: a ligature is its letters.

    What is written from right to left is told in the order in which it is drawn, with numbers beside it, so that of a
    text that has any of it only the number of each letter can be compared; of its order, Word's file tells.
    """
    from draftkit.edges.pdf.text import letters

    plain = letters(unicodedata.normalize("NFKC", text))
    backwards = any(unicodedata.bidirectional(each) in ("R", "AL") for each in plain)
    return "".join(sorted(plain)) if backwards else plain


def _compared(document: Document, claim: str, wanted: Sequence[str], shown: Sequence[str]) -> Row:
    pairs = zip(wanted, shown, strict=True)
    found = tuple(told for there, here in pairs if (told := _differing(there, here)))
    return Row(NAME, document.name, claim, len(shown[0]), len(found), found)


def _differing(wanted: str, shown: str) -> str | None:
    if wanted == shown:
        return None
    at = next((n for n, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b), min(len(wanted), len(shown)))
    return f"efter …{wanted[max(at - 30, 0) : at]}: där {wanted[at : at + 30]!r}, på sidan {shown[at : at + 30]!r}"
