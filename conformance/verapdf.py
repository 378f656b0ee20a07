"""veraPDF on the PDFs: PDF/UA-1 (ISO 14289-1), and PDF/A (ISO 19005) of level A."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
    yield from _judged(files, "ua1", "PDF/UA-1")
    wanted: dict[str, dict[Path, str]] = {}
    for file, name in files.items():
        wanted.setdefault(archival(file.read_bytes()), {})[file] = name
    for flavour, some in sorted(wanted.items()):
        yield from _judged(some, flavour, f"PDF/A-{flavour}")


def archival(pdf: bytes) -> str:
    """The PDF/A that a file is to be, in veraPDF's words: level A, and of part 3 where files go with it."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "3a" if document.attachments else "2a"


def _judged(files: dict[Path, str], flavour: str, claim: str) -> Iterator[Row]:
    """A row for each file, all in one run of the program."""
    jar = maven(ARTIFACT, SHA256)
    command = [program("java", "default-jre-headless"), "-cp", str(jar), _MAIN, "-f", flavour, "--format", "json"]
    report = json.loads(run([*command, *map(str, files)], codes=(0, 1)))
    jobs = {Path(job["itemDetails"]["name"]): job for job in report["report"]["jobs"]}
    for file, name in files.items():
        yield _row(name, claim, jobs.get(file))


def _row(name: str, claim: str, job: Any) -> Row:
    results = job.get("validationResult", []) if job else []
    if len(results) != 1:
        reason = (job or {}).get("taskException", {}).get("exceptionMessage", "veraPDF säger inget om filen")
        return Row(NAME, name, claim, 0, 1, (str(reason),))
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
