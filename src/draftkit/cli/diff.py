"""draftkit diff: what has changed between two versions, word by word, and what follows from it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..edges import disk, git
from ..edges.engines.pandoc import Pandoc
from ..messages import msg
from ..problems import DraftkitError
from .app import CLEAN, PROBLEMS, Lang, Today, app, colours, day, named, not_among, prefix, translations

if TYPE_CHECKING:
    from ..edges.git import Commit, Repository
    from ..edges.report.review.told import Told
    from ..stages.review.changes import Review

FORMATS = {"text": "terminal", "json": "asjson", "html": "html", "md": "markdown"}
_WIDEST = 100  # columns; longer lines are hard to read


@app.command(
    help=_("Show what has changed, word by word, and what follows from it in the document."),
    epilog=_("Without a REV: the working folder against HEAD. REV: the working folder against REV. REV REV: both."),
)
def diff(
    context: typer.Context,
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[REV [REV]] [PATH]..."),
            help=_("One or two versions, then perhaps ärenden or files; -- stands between where it is not clear."),
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=_("How to show it."))] = "text",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("Exit 1 where anything has changed, for scripts."))
    ] = False,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Compares two versions of the working folder; exits 0 also where they differ, as git diff does."""
    if form not in FORMATS:
        raise not_among(FORMATS, "--format")
    names, paths, certain = _divided(asked or [])
    root = _root(names + paths)
    repository = git.repository(root)
    if repository is None:
        raise DraftkitError(
            msg("the working folder is in no Git repository, so that earlier files cannot be looked at"),
            msg("git init makes it one, and git commit keeps what is there"),
        )
    revisions, names = _revisions(repository, names, certain=certain)
    from .. import revisions as versions
    from ..review import review

    old, new = (
        versions.working_folder(root, day(today)) if each is None else versions.at(repository, root, each, day(today))
        for each in revisions
    )
    known = {*old.project.files, *new.project.files, *old.project.links, *new.project.links}
    within = [_place(root, each, known, repository) for each in names + paths]
    pandoc: Pandoc = context.obj
    found = review(old, new, pandoc, within=within, at=_progress)
    _show(found, old.commit, new.commit, form, prefix(root))
    sys.exit(PROBLEMS if exit_code and not found.nothing else CLEAN)


# --- what is to be compared ----------------------------------------------------------------------


def _divided(asked: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """What stands before -- and after it on the command line, and whether it stands there."""
    if "--" not in sys.argv[1:]:
        return list(asked), [], False
    after = len(sys.argv) - sys.argv.index("--") - 1
    return list(asked[: len(asked) - after]), list(asked[len(asked) - after :]), True


def _root(asked: Sequence[str]) -> Path:
    """The working folder: that of the first path that is there, else the one we stand in."""
    for each in asked:
        whole = named(Path(each))
        if whole.exists():
            return disk.root_of(whole if whole.is_dir() else whole.parent)
    return disk.root_of(Path.cwd())


def _revisions(
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


def _place(root: Path, name: str, known: set[str], repository: Repository) -> str:
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


# --- how it is shown -----------------------------------------------------------------------------


def _progress(number: int, of: int) -> None:
    """How many ärenden have been compared, at a terminal."""
    if of > 1 and sys.stderr.isatty() and not os.environ.get("CI"):
        sys.stderr.write(f"\r\033[K{number}/{of}" if number < of else "\r\033[K")
        sys.stderr.flush()


def _show(found: Review, old: Commit | None, new: Commit | None, form: str, before: str) -> None:
    """Prints what was found in the format asked for."""
    from ..edges.report.review.told import told

    room = import_module(f"draftkit.edges.report.review.{FORMATS[form]}")
    if form == "json":
        print(room.report(found, old, new, translations(), prefix=before))
        return
    said: Told = told(found, old, new, translations(), prefix=before)
    if form != "text":
        print(room.report(said), end="")
        return
    width = min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else None
    print(room.text(said, width=width, colour=colours(sys.stdout)))
