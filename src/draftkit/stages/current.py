"""Whether a case's documents are what a build would make today, told from what the last build noted of itself.

A build is a function of its inputs, of what the command asks for, of the tools, and in one way of the day (ledger.py):
where none of that is another, and the files are still those that were made, there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from .. import __version__
from ..project import WORDS, Project
from .inputs import SHARED, sha
from .load import pack as packs
from .load.texts import is_litter
from .manifest import Manifest, Terms


class Asked(Struct, frozen=True):
    """What a build is asked for, as `Terms` notes it, and whether the documents are to be final; the day; the tools."""

    formats: tuple[str, ...]
    pack: str | None
    moment: str | None
    final: bool
    today: date
    tools: Mapping[str, str]


class Common(Struct, frozen=True):
    """The SHA-256 of what all cases share, by path: draftkit.toml, the registers, the packs; and of the word list."""

    shared: Mapping[str, str]
    packs: Mapping[str, str]
    wordlist: str | None


def common(project: Project) -> Common:
    """What the cases of `project` share."""
    files = project.files
    return Common(
        {path: sha(files[path]) for path in SHARED if path in files},
        {f"templates/{path}": sha(data) for path, data in packs.all_files(project).items()},
        sha(files[WORDS]) if WORDS in files else None,
    )


def is_current(
    noted: Manifest, folder: str, asked: Asked, common: Common, inputs: Mapping[str, str], outputs: Mapping[str, str]
) -> bool:
    """Whether a build of the case in `folder` would make what `noted` tells of, and all of that is there.

    `inputs` and `outputs` are the SHA-256 of the files of the case (by path) and of the build (by name) as they are.
    A build that told of errors is never current: they are to be told of again.
    """
    terms = noted.terms
    if terms.errors or noted.draftkit != __version__:
        return False
    if noted.outputs != {name: outputs.get(name) for name in noted.outputs}:
        return False
    return _as_asked(noted, terms, asked) and terms.wordlist == common.wordlist and noted.inputs == {
        **common.shared,
        **{path: each for path, each in common.packs.items() if path.split("/")[1] in _lineage(noted)},
        **{path: each for path, each in inputs.items() if not is_litter(path[len(folder) + 1 :])},
    }  # fmt: skip


def _as_asked(noted: Manifest, terms: Terms, asked: Asked) -> bool:
    """Whether the build was asked for what is asked for now, with the same tools, and the day makes no difference."""
    passed = terms.last_day is not None and date.fromisoformat(terms.last_day) < asked.today
    return (
        terms.formats == sorted(asked.formats)
        and terms.asked_pack == asked.pack
        and terms.asked_moment == asked.moment
        and (noted.final is not None) == asked.final
        and terms.tools == asked.tools
        and terms.passed == passed
    )


def _lineage(noted: Manifest) -> set[str]:
    """The packs that the documents were made with. Their inputs being the same, they are those of today."""
    return {path.split("/")[1] for path in noted.inputs if path.startswith("templates/")}
