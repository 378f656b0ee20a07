"""veraPDF, where it is there: the only door to it. It judges whether a PDF follows the standards that it is to follow.

It is a program of its own in Java, which draftkit neither ships nor fetches. It is looked for as the file that is
named, in the environment (DRAFTKIT_VERAPDF), and as `verapdf` among the programs of the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..messages import msg
from ..problems import DraftkitError

VARIABLE = "DRAFTKIT_VERAPDF"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"  # of the jar greenfield-apps, which Maven's central repository has


class Judgement(Struct, frozen=True):
    """What veraPDF says of a file by one standard, as it calls it ("PDF/UA-1"), and the rules that were broken."""

    standard: str
    checks: int
    failed: int
    broken: tuple[str, ...] = ()


class Judged(Struct, frozen=True):
    """All that is said of a file: veraPDF's version, and a judgement for each standard that the file names."""

    version: str
    judgements: tuple[Judgement, ...]


def program(named: Path | None) -> list[str]:
    """The command that runs veraPDF. Raises DraftkitError where it is not there."""
    given = str(named) if named else os.environ.get(VARIABLE, "").strip()
    if not given:
        found = shutil.which("verapdf")
        if found is None:
            raise DraftkitError(
                msg("veraPDF is not on this computer, so nothing was judged"),
                msg("install it (verapdf.org; it needs Java), or name it: --verapdf FILE, or {variable} in the "
                    "environment", variable=VARIABLE),
            )  # fmt: skip
        return [found]
    if not Path(given).is_file():
        raise DraftkitError(
            msg("{path} does not exist", path=given), msg("name veraPDF's jar file, or the program verapdf itself")
        )
    if not given.endswith(".jar"):
        return [given]
    java = shutil.which("java")
    if java is None:
        raise DraftkitError(
            msg("veraPDF needs Java, which is not on this computer"), msg("install Java 8 or later, and try again")
        )
    return [java, "-cp", given, _MAIN]


def judged(command: Sequence[str], files: Sequence[Path]) -> dict[Path, Judged]:
    """What veraPDF says of each file, all in one run. Raises DraftkitError where it says nothing of one."""
    asked = [*command, "--flavour", "0", "--format", "json", "--nonpdfext", *map(str, files)]
    try:
        done = subprocess.run(asked, capture_output=True, check=False)
        report = json.loads(done.stdout)["report"]
        version = str(report["buildInformation"]["releaseDetails"][0]["version"])
        said = {Path(job["itemDetails"]["name"]): job for job in report["jobs"]}
        return {file: Judged(version, tuple(map(_judgement, said[file]["validationResult"]))) for file in files}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise DraftkitError(
            msg("veraPDF could not judge {path}", path=", ".join(map(str, files))),
            msg("run it yourself, and see what it says: {command}", command=" ".join(asked)),
        ) from error


def _judgement(result: Any) -> Judgement:
    """One result: its profile is called "PDF/UA-1 validation profile"."""
    details = result["details"]
    return Judgement(
        str(result["profileName"]).removesuffix(" validation profile"),
        details["passedChecks"] + details["failedChecks"],
        details["failedChecks"],
        tuple(f"{rule['clause']}-{rule['testNumber']}: {rule['description']}" for rule in details["ruleSummaries"]),
    )
