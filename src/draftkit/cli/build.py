"""draftkit build: an ärende becomes its documents; of many of them, those that have changed."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..ahead import send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..messages import words
from .app import (
    CLEAN,
    PROBLEMS,
    Final,
    Lang,
    Megabytes,
    Paths,
    Seconds,
    Today,
    app,
    colours,
    day,
    folders,
    human,
    moment,
    not_among,
    translations,
)  # fmt: skip
from .order import Order
from .since import changed_since

FORMATS = ("docx", "pdf", "html", "md", "json", "akn")


@app.command(help=_("Make an ärende's documents in Word and PDF."))
def build(
    context: typer.Context,
    paths: Paths = None,
    to: Annotated[
        str, typer.Option("--to", metavar="docx,pdf,html,md,json,akn", help=_("The formats, with commas between."))
    ] = "docx,pdf",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FOLDER"), help=_("Where to put them; otherwise build/."))
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--mall", metavar=_("PACK"), help=_("The pack that makes the document."))
    ] = None,
    final: Final = False,
    ready: Annotated[
        bool,
        typer.Option("--klara", help=_("With --final: only the ärenden that are ready; the others are told of.")),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--sedan", metavar=_("REVISION"), help=_("Only the ärenden that have changed since then, as Git tells it.")
        ),
    ] = None,
    without_git: Annotated[
        bool,
        typer.Option(
            "--utan-git", help=_("With --final: do not ask Git whether all is committed; the manifest says so.")
        ),
    ] = False,
    changed: Annotated[
        bool,
        typer.Option("--all", help=_("All the ärenden of drafts/, but only what has changed since the last time.")),
    ] = False,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="K/N", help=_("Only part K of N equal parts of the ärenden."))
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help=_("How many to build at a time; otherwise one for each core.")),
    ] = None,
    seconds: Seconds = None,
    megabytes: Megabytes = None,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Builds every case named. A case with an error is told of and left as it was; the others are built."""
    wanted = tuple(each.strip() for each in to.split(",") if each.strip())
    if not wanted or not set(wanted) <= set(FORMATS):
        raise not_among(FORMATS, "--to")
    if without_git and not final:
        raise typer.BadParameter(_("it goes with --final"), param_hint="--utan-git")
    if ready and not final:
        raise typer.BadParameter(_("it goes with --final"), param_hint="--klara")
    root, cases = folders(paths)
    if changed and cases != disk.cases(root):
        raise typer.BadParameter(_("it means all the ärenden of drafts/; leave out PATH"), param_hint="--all")
    target = Path(os.path.abspath(out)) if out else root / "build"  # noqa: PTH100 - as it is named
    if target.is_relative_to(root):
        inside = target.relative_to(root).as_posix()
        disk.refuse_links(root, [f"{inside}/{each.name}" for each in cases])
    commit = _commit(root, without_git=without_git) if final else None
    order = Order(root, target, wanted, pack, final, day(today), moment(), colours(sys.stderr), changed, commit, ready)
    if since is not None:
        cases = changed_since(root, cases, since)
    if changed or shard or jobs or seconds or megabytes or len(cases) > 1 or os.environ.get("CI"):
        from . import many

        sharing = many.Sharing(only_changed=changed, shard=shard, jobs=jobs, seconds=seconds, megabytes=megabytes)
        sys.exit(PROBLEMS if many.build(order, cases, sharing) else CLEAN)
    project = disk.project(root, cases, order.today)
    pandoc: Pandoc = context.obj
    folder = cases[0].relative_to(root).as_posix()
    started = send(project, folder, pandoc)
    from ..stages.load.workspace import workspace
    from .making import make
    from .progress import Progress

    drawer = human(project.everything(), translations(), final=final, stream=sys.stderr)
    progress = Progress(sys.stderr, drawer.language, cases[0].name)
    done = make(order, project, folder, pandoc, workspace(project), drawer, progress, started)
    print(*done.problems, sep="", end="", file=sys.stderr)
    print(done.summary)
    sys.exit(PROBLEMS if done.failed else CLEAN)


def _commit(root: Path, *, without_git: bool) -> str | None:
    """The commit that final documents are made from; None without Git. Tells of engines of another version."""
    from .. import finality

    for note in finality.other_engines():
        print(words(note, translations()), file=sys.stderr)
    return None if without_git else finality.head(root)
