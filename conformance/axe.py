"""The web page in a real Chromium: axe-core, a narrow screen, the keyboard, and the same words as the PDF.

Chromium comes as a package of npm (@sparticuz/chromium), so that any machine can have it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .documents import Document
from .fetched import npm, program, run
from .verdict import Row

NAME = "Chromium"
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
        yield _words(document, page)


def _words(document: Document, page: Any) -> Row:
    """Whether what the browser shows is what the PDF says, letter by letter, in the order of its structure tree."""
    from draftkit.edges.pdf.text import letters, structure_text

    items = [each for each in structure_text(document.files["pdf"].read_bytes()) if each.role not in ("Lbl", "Figure")]
    pairs = (
        (page["text"], "".join(each.text for each in items if not each.in_note)),
        (page["notes"], "".join(each.text for each in items if each.in_note)),
    )
    found = tuple(told for shown, printed in pairs if (told := _differing(letters(printed), letters(shown))))
    return Row(NAME, document.name, "samma ord som PDF:en", len(letters(page["text"])), len(found), found)


def _differing(printed: str, shown: str) -> str | None:
    if printed == shown:
        return None
    at = next(
        (n for n, (a, b) in enumerate(zip(printed, shown, strict=False)) if a != b), min(len(printed), len(shown))
    )
    return (
        f"efter …{printed[max(at - 30, 0) : at]}: i PDF:en {printed[at : at + 30]!r}, på sidan {shown[at : at + 30]!r}"
    )
