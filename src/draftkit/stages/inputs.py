"""What a document is made from, and the eight digits by which a draft names it: no clock, no guess."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from ..project import BODIES, PEOPLE, SETTINGS, Project
from .load.pack import Pack
from .load.texts import is_litter

SHARED = (SETTINGS, BODIES, PEOPLE)


def inputs(project: Project, folder: str, pack: Pack) -> dict[str, str]:
    """The SHA-256 of every file that the document is made from, by path."""
    return of_hashes({path: sha(project.files[path]) for path in [*project.under(folder), *SHARED]
                      if path in project.files}, folder, pack)  # fmt: skip


def of_hashes(hashes: Mapping[str, str], folder: str, pack: Pack) -> dict[str, str]:
    """The same, where the hashes of the case's files and of those that all cases share are known already."""
    found = {path: each for path, each in hashes.items() if path in SHARED or not is_litter(path[len(folder) + 1 :])}
    found |= {
        f"templates/{path}": sha(data) for path, data in pack.files.items() if path.partition("/")[0] in pack.lineage
    }
    return dict(sorted(found.items()))


def digits(found: Mapping[str, str]) -> str:
    """The eight digits of a draft: the beginning of the hash of its inputs' hashes, as `inputs` gives them."""
    return sha(json.dumps(dict(found), ensure_ascii=False).encode())[:8]


def sha(data: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
