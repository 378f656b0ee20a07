"""draftkit status: how ärenden stand, who has not answered, and which files a draft was made from."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..edges import disk
from ..messages import Message, msg, words
from ..problems import Problem, in_order
from .app import (
    CLEAN,
    PROBLEMS,
    Lang,
    Paths,
    Today,
    app,
    colours,
    day,
    folders,
    human,
    not_among,
    prefix,
    translations,
)

if TYPE_CHECKING:
    from ..edges.status.report import Report
    from ..stages.load.workspace import Workspace

FORMATS = ("text", "json", "csv", "ics")


@app.command(help=_("Say how ärenden stand: who has answered, who is late, and what comes next."))
def status(
    paths: Paths = None,
    missing: Annotated[
        bool, typer.Option("--saknas", help=_("Only who has not answered, with a reminder to each of them."))
    ] = False,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=_("How to show it."))] = "text",
    mark: Annotated[
        str | None,
        typer.Option("--utkast", metavar=_("DIGITS"), help=_("Which files the draft with these digits was made from.")),
    ] = None,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Tells how every case named stands. Exits 1 where a file cannot be read, so that something may be wrong."""
    if form not in FORMATS:
        raise not_among(FORMATS, "--format")
    if missing and form == "ics":
        raise typer.BadParameter(_("a calendar has no reminders; choose another --format"), param_hint="--saknas")
    if mark is not None and (missing or form != "text"):
        raise typer.BadParameter(_("it stands alone, with PATH and --idag"), param_hint="--utkast")
    root, cases = folders(paths)
    if mark is not None:
        sys.exit(_tell_draft(root, cases, day(today), mark))
    found, shared, problems = _survey(root, cases, day(today))
    if missing and form != "csv":
        problems += _show_missing(found, shared, form, problems)
    else:
        _show(found, form, problems, only_missing=missing)
    drawer = human(disk.project(root, cases if problems else [], found.today, lazily=True).files, found.language,
                   final=False, stream=sys.stderr)  # fmt: skip
    sys.stdout.flush()
    for problem in in_order(problems):
        print(drawer.problem(problem), end="\n\n", file=sys.stderr)
    sys.exit(PROBLEMS if problems else CLEAN)


def _survey(root: Path, cases: list[Path], today: date) -> tuple[Report, Workspace, list[Problem]]:
    """How the cases stand, what they share, and the errors for which something may be wrong or left out."""
    from ..edges.status.report import Report
    from ..stages.load.workspace import workspace
    from ..survey import survey_all

    surveyed = survey_all(root, cases, today)
    shared = workspace(disk.project(root, [], today), words=False)
    standings = [each.standing for each in surveyed if each.standing is not None]
    municipality = shared.settings.municipality if shared.settings else ""
    problems = in_order(problem for each in surveyed for problem in each.problems)
    unreadable = [each.folder for each in surveyed if each.standing is None]
    return Report(standings, municipality, today, translations(), prefix(root), unreadable), shared, problems


def _show(found: Report, form: str, problems: Sequence[Problem], *, only_missing: bool) -> None:
    """Prints the ledger in the format asked for."""
    if form == "json":
        from ..edges.status import asjson

        print(asjson.report(found, problems))
    elif form == "csv":
        from ..edges.status import spreadsheet

        _write(spreadsheet.report(found, only_missing=only_missing).encode())
    elif form == "ics":
        from ..edges.status import ics

        _write(ics.report(found))
    elif len(found.standings) == 1:
        from ..edges.status.terminal import Terminal

        Terminal(found, sys.stdout, colour=colours(sys.stdout)).one(found.standings[0])
    elif found.standings:
        from ..edges.status.overview import overview

        print(overview(found, width=_width(), colour=colours(sys.stdout)))


def _width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 in a pipe."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _show_missing(found: Report, shared: Workspace, form: str, problems: Sequence[Problem]) -> list[Problem]:
    """Prints who has not answered, with the letters; what is wrong with the phrases of the letters."""
    from ..spans import top_of
    from ..stages.reminders import letters

    names = {each.pack for each in found.standings}
    packs = {name: pack for name in names if (pack := shared.pack(name, top_of("draftkit.toml"))[0])}
    written, wrong = letters(found.standings, packs, found.municipality)
    if form == "json":
        from ..edges.status import asjson

        print(asjson.missing(found, written, [*problems, *wrong]))
    else:
        from ..edges.status.terminal import Terminal

        Terminal(found, sys.stdout, colour=colours(sys.stdout)).missing(found.standings, written)
    return wrong


def _write(data: bytes) -> None:
    """Writes bytes as they are: their line breaks are the format's."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


# --- which files a draft was made from -----------------------------------------------------------


def _tell_draft(root: Path, cases: list[Path], today: date, mark: str) -> int:
    """Tells which files have the digits `mark`; the exit code."""
    from .. import provenance
    from ..edges import git

    mark = mark.lower()
    if not re.fullmatch("[0-9a-f]{8}", mark):
        raise typer.BadParameter(_("eight digits, 0–9 and a–f, as on the pages of the draft"), param_hint="--utkast")
    language, before = translations(), prefix(root)
    project = disk.project(root, cases, today, lazily=True)
    names = [each.relative_to(root).as_posix() for each in cases]
    if folder := provenance.of_today(project, names, mark):
        _say(language, msg("{mark}: the files of {folder} as they are now", mark=mark, folder=before + folder))
        return CLEAN
    found = False
    if build := provenance.of_a_build(project, disk.manifests(root), mark):
        path, difference = build
        found = True
        _say(language, msg("{mark}: the build that {path} tells of; since then", mark=mark, path=before + path))
        if difference == provenance.Difference((), (), ()):
            _say(language, msg("  nothing has changed"))
        for said, files in (
            (msg("changed"), difference.changed),
            (msg("added"), difference.added),
            (msg("removed"), difference.removed),
        ):
            for each in files:
                _say(language, msg("  {what}: {path}", what=said, path=before + each))
    repository = git.repository(root)
    if repository is None:
        _say(language, msg("the working folder is in no Git repository, so that earlier files cannot be looked at"))
    elif commit := provenance.of_a_commit(repository, project, mark):
        found = True
        made, folder = commit
        _say(language, msg("{mark}: {folder} as it stood at commit {id} ({day}, {subject})", mark=mark,
                           folder=before + folder, id=made.id[:10], day=made.day, subject=made.subject))  # fmt: skip
    if not found:
        _say(language, msg("{mark}: no files are found that give these digits", mark=mark))
        _say(language, msg("  They may never have been committed, or the templates or draftkit itself were others."))
    return CLEAN if found else PROBLEMS


def _say(language: NullTranslations, message: Message) -> None:
    print(words(message, language))
