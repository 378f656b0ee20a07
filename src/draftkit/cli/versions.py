"""Which two versions a command is to compare, and which of the files: as they are named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..edges import disk, git
from ..messages import msg
from ..problems import DraftkitError
from .app import named

if TYPE_CHECKING:
    from ..edges.git import Commit, Repository
    from ..revisions import Version


def compared(asked: Sequence[str], today: date) -> tuple[Path, Repository, Version, Version, list[str]]:
    """The working folder, its repository, the two versions to compare, and the places that the comparison is within.

    Raises DraftkitError where the folder is in no repository, or a name means nothing or two things.
    """
    names, paths, certain = divided(asked)
    root = root_of(names + paths)
    repository = git.repository(root)
    if repository is None:
        raise DraftkitError(
            msg("the working folder is in no Git repository, so that earlier files cannot be looked at"),
            msg("git init makes it one, and git commit keeps what is there"),
        )
    commits, names = revisions(repository, names, certain=certain)
    from ..revisions import at, working_folder

    old, new = (working_folder(root, today) if each is None else at(repository, root, each, today) for each in commits)
    known = {*old.project.files, *new.project.files, *old.project.links, *new.project.links}
    return root, repository, old, new, [place(root, each, known, repository) for each in names + paths]


def divided(asked: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """What stands before -- and after it on the command line, and whether it stands there."""
    if "--" not in sys.argv[1:]:
        return list(asked), [], False
    after = len(sys.argv) - sys.argv.index("--") - 1
    return list(asked[: len(asked) - after]), list(asked[len(asked) - after :]), True


def root_of(asked: Sequence[str]) -> Path:
    """The working folder: that of the first path that is there, else the one we stand in."""
    for each in asked:
        whole = named(Path(each))
        if whole.exists():
            return disk.root_of(whole if whole.is_dir() else whole.parent)
    return disk.root_of(Path.cwd())


def revisions(
    repository: Repository, names: list[str], *, certain: bool
) -> tuple[tuple[Commit | None, Commit | None], list[str]]:
    """The two versions, None for the working folder; and what of `names` is no version, and therefore a path.

    As in Git: versions come first, A..B and A...B are two, and what is both a version and a file has to be told apart.
    `certain`: there was a --, so that all that stands before it are versions.
    """
    if names and ".." in names[0] and not repository.is_revision(names[0]) and not _exists(names[0]):
        return _range(repository, names[0]), _no_more(repository, names[1:], certain=certain)
    commits: list[Commit] = []
    rest = list(names)
    while rest and (certain or repository.is_revision(rest[0])):
        name = rest.pop(0)
        if not certain and _exists(name):
            raise DraftkitError(
                msg("“{name}” is both a version in Git and a file or folder", name=name),
                msg("write {name} -- for the version, or -- {name} for the file or folder", name=name),
            )
        commits.append(repository.commit(name))
    if len(commits) > 2:
        raise DraftkitError(
            msg("more than two versions cannot be compared at once"), msg("name the older one, and then the newer one")
        )
    if not commits:
        commits.append(repository.commit("HEAD"))
    return (commits[0], commits[1] if len(commits) == 2 else None), rest


def _range(repository: Repository, name: str) -> tuple[Commit, Commit]:
    """A..B: the two; A...B: what has come to B since they had all in common. What is left out is HEAD."""
    first, dots, second = name.partition("...") if "..." in name else name.partition("..")
    one, other = (repository.commit(each or "HEAD") for each in (first, second))
    return (repository.common(one, other) if dots == "..." else one), other


def _no_more(repository: Repository, names: list[str], *, certain: bool) -> list[str]:
    """The names after a range, all of them paths."""
    for each in names:
        if certain or (repository.is_revision(each) and not _exists(each)):
            raise DraftkitError(
                msg("more than two versions cannot be compared at once"),
                msg("name the older one, and then the newer one"),
            )
    return names


def _exists(name: str) -> bool:
    return named(Path(name)).exists()


def place(root: Path, name: str, known: set[str], repository: Repository) -> str:
    """A path from the working folder to what is named: there now, or in one of the versions."""
    whole = named(Path(name))
    try:
        place = whole.relative_to(root).as_posix()
    except ValueError:
        place = ""
    if place == ".":
        return ""
    for each in (place, f"drafts/{name.strip('/')}"):
        if each and (whole.exists() or any(path == each or path.startswith(f"{each}/") for path in known)):
            return each
    raise DraftkitError(
        msg("“{name}” is neither a version in Git nor a file or folder in one of the versions", name=name),
        repository.unknown(name).hint,
    )
