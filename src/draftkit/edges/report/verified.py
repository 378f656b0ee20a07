"""What `draftkit verify` found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from msgspec import Struct, field

from ...messages import Message, msg, msg_n, words
from ...stages.manifest import Manifest
from .human import visible


class Finding(Struct, frozen=True):
    """One thing that was looked at: what kind of thing (a Swedish word, for programs), which file, and what is to say.

    `wrong`: something differs. Otherwise it is as it should be, or only to be known.
    """

    kind: str
    path: str
    message: Message
    wrong: bool = False
    hint: Message | None = None


class Verified(Struct, frozen=True):
    """What became of one manifest, or of one file that no manifest knows (`manifest` is None). `path` names it.

    `data` is the manifest as it was read, and `files` are the finished files that could be.
    """

    path: str
    manifest: Manifest | None
    findings: tuple[Finding, ...]
    data: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether anything differs."""
        return any(each.wrong for each in self.findings)


def text(found: Sequence[Verified], language: NullTranslations, *, colour: bool) -> str:
    """Each manifest with what was looked at, what differs first; and at the end how much does."""
    shown = [_one(each, language, colour=colour) for each in found]
    wrong = sum(finding.wrong for each in found for finding in each.findings)
    checked = [
        msg_n("{n} manifest", "{n} manifests", sum(each.manifest is not None for each in found)),
        msg_n("{n} finished file", "{n} finished files", sum(_outputs(each) for each in found)),
    ]
    outcome = msg_n("{n} difference", "{n} differences", wrong) if wrong else msg("nothing differs")
    counted = ", ".join(words(each, language) for each in checked)
    return "\n\n".join([*shown, f"{counted}: {words(outcome, language)}"])


def asjson(found: Sequence[Verified], language: NullTranslations) -> str:
    """The same as one JSON object; docs/slutgiltig.md has its keys."""

    def one(each: Verified) -> dict[str, Any]:
        noted = each.manifest
        final = noted.final if noted else None
        return {
            "fil": each.path,
            "dnr": noted.case_number if noted else None,
            "mapp": noted.folder if noted else None,
            "skede": noted.stage if noted else None,
            "utkast": noted.draft if noted else None,
            "slutlig": final is not None,
            "commit": final.commit if final else None,
            "stämmer": not each.failed,
            "granskat": [
                {
                    "slag": finding.kind,
                    "fil": finding.path,
                    "skiljer": finding.wrong,
                    "text": words(finding.message, language),
                    "råd": words(finding.hint, language) if finding.hint else None,
                }
                for finding in each.findings
            ],
        }

    differing = sum(finding.wrong for each in found for finding in each.findings)
    return json.dumps(
        {"manifest": [one(each) for each in found], "skillnader": differing}, ensure_ascii=False, indent=1
    )


def _one(found: Verified, language: NullTranslations, *, colour: bool) -> str:
    lines = [visible(found.path)]
    if found.manifest is not None:
        lines.append(f"  {visible(words(_title(found.manifest), language))}")
    for each in sorted(found.findings, key=lambda each: not each.wrong):
        lines += _lines(each, language, colour=colour)
    return "\n".join(lines)


def _lines(finding: Finding, language: NullTranslations, *, colour: bool) -> list[str]:
    said = visible(words(finding.message, language))
    if finding.wrong:
        mark = words(msg("differs"), language)
        said = f"\033[1;31m{mark}\033[0m: {said}" if colour else f"{mark}: {said}"
    lines = [f"  {said}"]
    if finding.hint is not None:
        lines.append(f"    = {words(msg('hint'), language)}: {visible(words(finding.hint, language))}")
    return lines


def _title(manifest: Manifest) -> Message:
    """What it is that was built: KS 2031/0417, slutlig, skede kommunstyrelse."""
    if manifest.draft is None:
        return msg("{number}, final, stage {stage}, built with draftkit {version}",
                   number=manifest.case_number, stage=manifest.stage, version=manifest.draftkit)  # fmt: skip
    return msg("{number}, draft {digits}, stage {stage}, built with draftkit {version}", number=manifest.case_number,
               digits=manifest.draft, stage=manifest.stage, version=manifest.draftkit)  # fmt: skip


def _outputs(found: Verified) -> int:
    return sum(each.kind == "utdata" for each in found.findings)
