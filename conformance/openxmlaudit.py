"""openxml-audit on the Word files: the schemas of ECMA-376 and Microsoft's rules beside them, in Python."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from .documents import Document
from .fetched import pip, run
from .verdict import Row, parts_of

NAME = "openxml-audit"


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """A row for each Word file; its warnings are counted as well."""
    program = pip("openxml-audit") / "bin/openxml-audit"
    options = ["--format", "microsoft365", "--max-errors", "0", "--output", "json"]
    for document in documents:
        if file := document.files.get("docx"):
            report = json.loads(run([str(program), *options, str(file)], codes=(0, 1)))[0]
            found = tuple(_told(each) for each in report["errors"])
            if not report["valid"] and not found:
                found = ("filen är underkänd, men inget skäl är angivet",)
            yield Row(NAME, document.name, "Office Open XML", len(parts_of(file)), len(found), found)


def _told(error: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in error.items() if value)
