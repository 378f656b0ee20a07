"""What an independent judge says of finished PDFs, as findings of `verify`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .edges import verapdf
from .edges.report.verified import Finding
from .messages import msg
from .problems import DraftkitError

# Each PDF is to be accessible, and archivable at level A: PDF/A-3 where originals go with it, else PDF/A-2.
_ACCESSIBLE, _ARCHIVABLE = "PDF/UA-1", ("PDF/A-2A", "PDF/A-3A")


def conformance(command: Sequence[str], files: Mapping[Path, str]) -> dict[Path, list[Finding]]:
    """The findings on each PDF, which has its name with it. Raises DraftkitError where there is none to judge."""
    if not files:
        raise DraftkitError(msg("there is no PDF to judge"), msg("name one, or build it: draftkit build --to docx,pdf"))
    found = verapdf.judged(command, list(files))
    return {path: list(_findings(name, found[path])) for path, name in files.items()}


def _findings(name: str, judged: verapdf.Judged) -> Iterator[Finding]:
    """A finding for each standard: what was said of it, or that the file does not claim to follow it."""
    said = {each.standard: each for each in judged.judgements}
    archivable = next((each for each in _ARCHIVABLE if each in said), None)
    for standard in (_ACCESSIBLE, archivable or _ARCHIVABLE[0]):
        judgement = said.get(standard)
        if judgement is None:
            message = msg("{path} does not say that it follows {standard}", path=name, standard=_written(standard))
            yield Finding("standard", name, message, True)
        elif judgement.failed or not judgement.checks:
            message = msg("{path} does not follow {standard}: {n} of {checks} checks failed (veraPDF {version})",
                          path=name, standard=_written(standard), n=_number(judgement.failed),
                          checks=_number(judgement.checks), version=judged.version)  # fmt: skip
            hint = msg("what was broken: {rules}", rules="; ".join(judgement.broken)) if judgement.broken else None
            yield Finding("standard", name, message, True, hint)
        else:
            yield Finding("standard", name, msg("{path} follows {standard}: {checks} checks, none failed (veraPDF "
                          "{version})", path=name, standard=_written(standard), checks=_number(judgement.checks),
                          version=judged.version))  # fmt: skip


def _written(standard: str) -> str:
    """As the standard itself is called: veraPDF's "PDF/A-3A" is PDF/A-3a."""
    return f"{standard[:-1]}{standard[-1].lower()}"


def _number(number: int) -> str:
    """87 365"""
    return f"{number:,}".replace(",", " ")
