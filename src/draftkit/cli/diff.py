"""draftkit diff: what has changed between two versions, word by word, and what follows from it."""

from __future__ import annotations

import os
import shutil
import sys
from gettext import gettext as _
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from ..edges.engines.pandoc import Pandoc
from .app import CLEAN, PROBLEMS, Lang, Today, app, colours, day, not_among, prefix, translations
from .versions import compared

if TYPE_CHECKING:
    from ..edges.git import Commit
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
    root, _repository, old, new, within = compared(asked or [], day(today))
    from ..review import review

    pandoc: Pandoc = context.obj
    found = review(old, new, pandoc, within=within, at=_progress)
    _show(found, old.commit, new.commit, form, prefix(root))
    sys.exit(PROBLEMS if exit_code and not found.nothing else CLEAN)


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
