"""draftkit build: an ärende becomes its documents."""

from __future__ import annotations

import sys
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..ahead import Ahead, send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..messages import msg
from ..problems import Severity
from .app import CLEAN, PROBLEMS, Final, Lang, Paths, Today, app, day, folders, human, moment, not_among, translations

FORMATS = ("docx", "pdf", "html", "md")


@app.command(help=_("Make an ärende's documents in Word and PDF."))
def build(
    context: typer.Context,
    paths: Paths = None,
    to: Annotated[
        str, typer.Option("--to", metavar="docx,pdf,html,md", help=_("The formats, with commas between."))
    ] = "docx,pdf",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FOLDER"), help=_("Where to put them; otherwise build/."))
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--mall", metavar=_("PACK"), help=_("The pack that makes the document."))
    ] = None,
    final: Final = False,
    without_git: Annotated[
        bool,
        typer.Option(
            "--utan-git", help=_("With --final: do not ask Git whether all is committed; the manifest says so.")
        ),
    ] = False,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Builds every case named. A case with an error is told of and left as it was; the others are built."""
    wanted = tuple(each.strip() for each in to.split(",") if each.strip())
    if not wanted or not set(wanted) <= set(FORMATS):
        raise not_among(FORMATS, "--to")
    if without_git and not final:
        raise typer.BadParameter(_("it goes with --final"), param_hint="--utan-git")
    made = moment()
    root, cases = folders(paths)
    project = disk.project(root, cases, day(today))
    pandoc: Pandoc = context.obj
    started: Ahead | None = send(project, cases[0].relative_to(root).as_posix(), pandoc)
    from ..pipeline import compose, judged, read
    from ..publish import publish, with_findings
    from ..stages.load.workspace import workspace
    from .later import Later
    from .progress import Progress, summary

    language = translations()
    drawer = human(project.everything(), language, final=final, stream=sys.stderr)
    shared = workspace(project)
    basis = None
    if final:
        from .. import finality

        basis = None if without_git else finality.basis(root, project)
        for note in finality.other_engines():
            print(drawer.say(note), file=sys.stderr)
    failed = False
    for number, case in enumerate(cases, start=1):
        progress = Progress(sys.stderr, language, case.name, number, len(cases))
        progress.stage("read")
        folder = case.relative_to(root).as_posix()
        found = read(project, folder, pandoc, started or send(project, folder, pandoc), shared, pack_name=pack)
        started = None
        # A draft is made while the rules are asked: what they find does not stop it.
        rules = Later(partial(judged, found))
        if final:
            rules = Later(partial(finality.judged, rules.result(), project, basis))
        progress.stage("assemble")
        composed = compose(rules.result() if final else found, pandoc, final=final)
        progress.stage("typeset")
        commit = basis.commit.id if basis else None
        published = publish(
            composed, project, pandoc, wanted=wanted, final=final, commit=commit, moment=made, meanwhile=rules.run
        )
        published = with_findings(published, found, rules.result())
        progress.stage("write")
        target = (out or root / "build") / case.name
        removed = disk.replace_build(target, published.files) if published.files else ()
        times = progress.done()
        for problem in published.problems:
            print(drawer.problem(problem), end="\n\n", file=sys.stderr)
        print(summary(composed, published, target, times, language, final=final))
        for path in removed:
            print(drawer.say(msg("  removed, from an earlier build: {path}", path=path)))
        failed = failed or any(each.severity(final=final) is Severity.ERROR for each in published.problems)
    sys.exit(PROBLEMS if failed else CLEAN)
