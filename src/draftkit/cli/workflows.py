"""What `init --ci` writes: the workflows of a platform, its code owners, and the versions of what they install.

The workflows stand in start/ci as they are written; the steps that run in a shell are the same on all platforms, and
stand beside them once (installera.sh …), each to be laid in where a workflow says {installera}.
"""

from __future__ import annotations

import re
from pathlib import Path

from .. import DISTRIBUTION, __version__

_CI = Path(__file__).parents[1] / "start" / "ci"
_REVIEW, _FINAL = "draftkit-granskning.yml", "draftkit-slutliga.yml"
PLATFORMS = {
    "github": {
        f".github/workflows/{_REVIEW}": "github-granskning.yml",
        f".github/workflows/{_FINAL}": "github-slutliga.yml",
        ".github/CODEOWNERS": "CODEOWNERS",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab.yml", ".gitlab/CODEOWNERS": "CODEOWNERS"},
    "forgejo": {
        f".forgejo/workflows/{_REVIEW}": "forgejo-granskning.yml",
        f".forgejo/workflows/{_FINAL}": "forgejo-slutliga.yml",
        "docs/CODEOWNERS": "CODEOWNERS-forgejo",
    },
}
VERSIONS = "draftkit-krav.txt"
_STEPS = re.compile(r"^(\{(\w+)\})$", re.MULTILINE)
_INDENT = {"gitlab": " " * 6}
_OTHERWISE = " " * 10


def files(platform: str, branch: str) -> dict[str, bytes]:
    """The files for `platform`, by path from the top of the repository, whose final documents come from `branch`."""
    found = {path: _read(source) for path, source in PLATFORMS[platform].items()}
    indent = _INDENT.get(platform, _OTHERWISE)
    texts = {path: _STEPS.sub(lambda step: _step(step[2], indent), text) for path, text in found.items()}
    texts = {path: text.replace("{gren}", branch) for path, text in texts.items()}
    return {path: text.encode() for path, text in {**texts, VERSIONS: versions()}.items()}


def _step(name: str, indent: str) -> str:
    lines = _read(f"{name}.sh").rstrip("\n").split("\n")
    return "\n".join(indent + line if line else line for line in lines)


def versions() -> str:
    """This very version of draftkit, and those of all that it needs, with their hashes: a requirements file of pip."""
    within, top = _CI / "requirements.lock", _CI.parents[3] / "requirements.lock"
    lock = (within if within.is_file() else top).read_text(encoding="utf-8")
    return f"{DISTRIBUTION}=={__version__}\n{lock}"


def _read(name: str) -> str:
    return (_CI / name).read_text(encoding="utf-8")
