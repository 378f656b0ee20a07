"""What a final document asks beyond what the rules find: that all it is made from stands in Git, and has happened.

The files are compared as draftkit reads them with those of the latest commit: so a file counts that Git ignores, has
been told to overlook or has not been told of, and another ärende's does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from . import codes, revisions
from .edges.git import Commit, Repository, repository
from .edges.versions import departures
from .messages import Message, msg
from .pipeline import Checked
from .problems import DraftkitError, Problem, in_order
from .project import WORDS, Project
from .spans import top_of
from .stages.inputs import SHARED, sha
from .stages.load.texts import is_litter


class Basis(Struct, frozen=True):
    """The commit that final documents are made from, and the working folder as it stands there."""

    repository: Repository
    commit: Commit
    project: Project


def head(root: Path) -> str:
    """The id of the latest commit where `root` lies. Raises DraftkitError where there is none to be had."""
    try:
        return _repository(root).commit("HEAD").id
    except DraftkitError as error:
        otherwise = msg("or build with --utan-git, which the manifest then says")
        hint = msg("{hint}; {otherwise}", hint=error.hint, otherwise=otherwise) if error.hint else otherwise
        raise DraftkitError(error.message, hint) from error


def basis(root: Path, now: Project, commit: str) -> Basis:
    """The working folder as it stands in a commit, given its whole id. Raises DraftkitError where it is not there."""
    found = _repository(root)
    known = found.commit(commit)
    return Basis(found, known, revisions.at(found, root, known, now.today).project)


def _repository(root: Path) -> Repository:
    found = repository(root)
    if found is None:
        raise DraftkitError(
            msg("the working folder is in no Git repository, so that nobody could see later what the final document "
                "was made from"),
            msg("put the folder in Git and commit the files"),
        )  # fmt: skip
    return found


@cache
def led_to(root: Path, earlier: str, later: str) -> bool:
    """Whether a commit is one of those that another was made upon."""
    found = repository(root)
    return found is not None and found.led_to(earlier, later)


def judged(checked: Checked, now: Project, basis: Basis | None) -> Checked:
    """The checked case with what stops it, or makes it doubtful, as a final document. `basis`: None without Git."""
    problems = [*checked.problems, *_yet_to_come(checked)]
    if basis is not None and checked.pack is not None:
        problems += _uncommitted(basis, now, checked.folder, checked.pack.lineage)
    return replace(checked, problems=tuple(in_order(problems)))


def other_engines() -> list[Message]:
    """What is to be said where an engine is of another version than the one that draftkit is made for."""
    return [
        msg(
            "note: {engine} {here} is installed, but draftkit is made for {version}",
            engine=name,
            here=here,
            version=made,
        )
        for name, (made, here) in departures().items()
    ]


def files_of(project: Project, folder: str, packs: Collection[str]) -> list[str]:
    """The working folder's own files that the final document of the case in `folder` and its check depend on."""
    own = [path for path in project.under(folder) if not is_litter(path[len(folder) + 1 :])]
    shared = [path for path in (*SHARED, WORDS) if path in project.files]
    looks = [path for name in packs for path in project.under(f"templates/{name}") if not is_litter(path)]
    return [*own, *shared, *looks]


def has(data: bytes, value: str) -> bool:
    """Whether a file as it stands in Git has the SHA-256 `value`, or is the pointer to one that has (Git LFS)."""
    lines = data.split(b"\n") if data.startswith(b"version https://git-lfs.github.com/spec/") else []
    return value == sha(data) or f"oid sha256:{value}".encode() in lines


def _uncommitted(basis: Basis, now: Project, folder: str, packs: Collection[str]) -> Iterator[Problem]:
    """A problem for each file that is not, byte for byte, as it stands in the commit."""
    then = basis.project
    here, there = set(files_of(now, folder, packs)), set(files_of(then, folder, packs))
    submodules = basis.repository.submodules(basis.commit) if here - there else ()
    ignored = basis.repository.ignored([path for path in sorted(here - there) if not _above(path, submodules)])
    for path in sorted(here | there):
        if path not in here:
            message = msg("the file has been removed since the latest commit")
            hint = msg(
                "commit that it is gone: git rm {path}, and then git commit; or git checkout HEAD -- {path}", path=path
            )
        elif path not in there and (module := _above(path, submodules)):
            message = msg("the file is in no commit here, since {folder} is a submodule", folder=module)
            hint = msg("copy the files into the working folder's own repository, or build with --utan-git")
        elif path in ignored:
            message = msg("the file is in no commit, since Git ignores it ({rule})", rule=ignored[path])
            hint = msg("commit it all the same: git add --force {path}, and then git commit", path=path)
        elif path not in there:
            message = msg("the file is not in the latest commit")
            hint = msg("commit it: git add {path}, and then git commit", path=path)
        elif has(then.files[path], sha(now.files[path])):
            continue
        elif _lines(then.files[path]) == _lines(now.files[path]):
            message = msg("the file has other line ends than in the latest commit")
            hint = msg("let Git leave them as they are: draftkit init writes a .gitattributes that does, and "
                       "git checkout -- {path} then takes the file from the commit", path=path)  # fmt: skip
        else:
            message = msg("the file has been changed since the latest commit")
            hint = msg(
                "commit it: git add {path}, and then git commit; or git checkout HEAD -- {path} takes the change back",
                path=path,
            )
        yield Problem(codes.NOT_COMMITTED, message, top_of(path), hint)


def _above(path: str, folders: Iterable[str]) -> str | None:
    """The one of `folders` that `path` lies in."""
    return next((folder for folder in folders if path.startswith(f"{folder}/")), None)


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _yet_to_come(checked: Checked) -> Iterator[Problem]:
    """A warning where the decision that the document tells of has not been made yet."""
    facts = checked.case.facts if checked.case else None
    day = facts.decided_on() if facts else None
    if facts is None or day is None or day <= checked.project.today:
        return
    message = msg("the stage is “{stage}”, but its day is {day}, which is to come", stage=facts.stage, day=str(day))
    hint = msg("send the document first when the decision has been made as it says")
    yield Problem(codes.YET_TO_COME, message, facts.place("skede"), hint)
