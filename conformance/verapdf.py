"""veraPDF on the PDFs: PDF/UA-1 (ISO 14289-1), and PDF/A (ISO 19005) of level A."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from .documents import Document
from .fetched import maven, program, run
from .verdict import Row

NAME = "veraPDF"
ARTIFACT = "org.verapdf.apps:greenfield-apps:1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """Two rows for each PDF: what it is to a reader who cannot see, and what it is to an archive."""
    files = {document.files["pdf"]: document.name for document in documents if "pdf" in document.files}
    command = [program("java", "default-jre-headless"), "-cp", str(maven(ARTIFACT, SHA256)), _MAIN]
    # Flavour 0: by each standard that a file says it follows. Which those must be is said here, not by the file.
    report = json.loads(run([*command, "-f", "0", "--format", "json", *map(str, files)], codes=(0, 1)))
    jobs = {Path(job["itemDetails"]["name"]): job for job in report["report"]["jobs"]}
    for file, name in files.items():
        results = jobs.get(file, {}).get("validationResult", [])
        for claim in ("PDF/UA-1", archival(file.read_bytes())):
            yield _row(name, claim, [each for each in results if _profile(each).upper() == claim.upper()])


def archival(pdf: bytes) -> str:
    """The PDF/A that a file is to follow: of level A, and of part 3 where files go with it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "PDF/A-3a" if document.attachments else "PDF/A-2a"


def _profile(result: Any) -> str:
    """The standard, as veraPDF calls it: "PDF/A-3A"."""
    return str(result["profileName"]).removesuffix(" validation profile")


def _row(name: str, claim: str, results: Sequence[Any]) -> Row:
    if len(results) != 1:
        return Row(NAME, name, claim, 0, 1, ("filen säger inte att den följer standarden, eller kan inte läsas",))
    details = results[0]["details"]
    found = tuple(_told(rule) for rule in details["ruleSummaries"])
    return Row(NAME, name, claim, details["passedChecks"] + details["failedChecks"], details["failedChecks"], found)


def _told(rule: Any) -> str:
    """A rule that was broken: its clause, how often, what it says, and where first."""
    first = rule["checks"][0] if rule["checks"] else {}
    where, why = first.get("context", ""), first.get("errorMessage", "")
    return (
        f"{rule['clause']}-{rule['testNumber']} ({rule['failedChecks']} gånger): {why or rule['description']} ({where})"
    )
