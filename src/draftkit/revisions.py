"""A working folder as it stands, or as it stood at a commit: both are a Project, and what follows is the same.

What ships with draftkit (packs, words) is today's also for an earlier version, and so is the day: what differs between
two versions is then what somebody has written, and not what the calendar or a new draftkit says of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .edges import disk
from .edges.git import Commit, Repository
from .project import BODIES, PEOPLE, SETTINGS, WORDS, Project

_LONG = 64  # digits of an id in a repository that names its objects by SHA-256; else 40
_SHARED = (SETTINGS, BODIES, PEOPLE, WORDS)


class Version(Struct, frozen=True):
    """A project as it stood at `commit`; None is the working folder as it is.

    `ids` are Git's ids of the files by path; empty for the working folder.
    """

    project: Project
    commit: Commit | None
    ids: Mapping[str, str]

    @property
    def folders(self) -> list[str]:
        """The folders of drafts/ with any file in them, in order."""
        return sorted({_place(path) for path in self.project.files} - {""})

    def together(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The bytes of many files, of a commit by one question to Git."""
        files = self.project.files
        return files.together(paths) if isinstance(files, _Files) else {path: files[path] for path in paths}


def working_folder(root: Path, today: date) -> Version:
    """The folder `root` as it is on the disk, each file read when it is first looked at."""
    return Version(disk.project(root, disk.cases(root), today, lazily=True), None, {})


def at(repository: Repository, root: Path, commit: Commit, today: date) -> Version:
    """The working folder `root`, which lies in `repository`, as it stood at `commit`; empty where it was not there yet.

    Symbolic links are named, never followed. Raises DraftkitError, when a file is looked at, for one that is too large
    or that has not been fetched.
    """
    tree = repository.files(commit, (*_SHARED, "templates", "drafts"))
    ids = {path: each for path, each in tree.files.items() if _seen(path)}
    links = frozenset(path for path in tree.links if _seen(f"{path}/"))
    now = disk.project(root, [], today, lazily=True)
    return Version(replace(now, files=_Files(repository, ids), links=links), commit, ids)


def project_at(repository: Repository, root: Path, commit: Commit | None, today: date) -> Project:
    """The project at `commit`; None is the working folder as it is."""
    return (working_folder(root, today) if commit is None else at(repository, root, commit, today)).project


def differing(old: Version, new: Version) -> list[str]:
    """The paths of the files that are not the same bytes in both, or are in one of them only; links too."""
    paths = {*old.project.files, *new.project.files}
    links = old.project.links ^ new.project.links
    long = any(len(each) == _LONG for each in (*old.ids.values(), *new.ids.values()))
    return sorted(links.union(path for path in paths if _id(old, path, long=long) != _id(new, path, long=long)))


def _seen(path: str) -> bool:
    """Whether a run looks at the file at all: as on the disk (disk.project), not in a folder that is hidden."""
    parts = path.split("/")
    return not any(each.startswith(".") for each in parts[:-1]) and (parts[0] != "drafts" or len(parts) > 2)


def _id(version: Version, path: str, *, long: bool) -> str | None:
    """Git's id of a file, which for the working folder is reckoned; `long` is that of a repository of SHA-256."""
    if version.commit is not None or path not in version.project.files:
        return version.ids.get(path)
    data = version.project.files[path]
    made = hashlib.sha256() if long else hashlib.sha1(usedforsecurity=False)
    made.update(b"blob %d\0" % len(data) + data)
    return made.hexdigest()


class _Files(Mapping[str, bytes]):
    """The files of a commit by path. Those of a case are read together, when one of them is first looked at."""

    def __init__(self, repository: Repository, ids: Mapping[str, str]) -> None:
        self._repository, self._ids = repository, ids
        self._read: dict[str, bytes] = {}
        self._beside: dict[str, dict[str, str]] = {}
        for path, each in ids.items():
            self._beside.setdefault(_place(path), {})[path] = each

    def __getitem__(self, path: str) -> bytes:
        if path not in self._read:
            if path not in self._ids:
                raise KeyError(path)
            self._read |= self._repository.read(self._beside[_place(path)])
        return self._read[path]

    def together(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The bytes of many files, which are not kept: by one question."""
        return self._repository.read({path: self._ids[path] for path in paths})

    def __contains__(self, path: object) -> bool:
        return path in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _place(path: str) -> str:
    """The folder of the case that a file belongs to; "" for those that belong to none."""
    return "/".join(path.split("/", 2)[:2]) if path.startswith("drafts/") else ""
