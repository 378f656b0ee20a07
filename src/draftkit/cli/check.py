"""draftkit check: what is wrong, and where; and with --fix, what draftkit may mend by itself."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from gettext import NullTranslations
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from ..ahead import Ahead, send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..messages import msg, msg_n, words
from ..problems import in_order
from ..project import Project
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
    cores,
    day,
    folders,
    human,
    not_among,
    prefix,
    translations,
)

if TYPE_CHECKING:
    from ..edges.report.outcome import Outcome
    from ..stages.mending import Mended
    from ..swedish.spelling import Speller
    from .found import Found

FORMATS = {
    "json": "jsonreport", "github": "github", "gitlab": "gitlab", "sarif": "sarif", "junit": "junit", "md": "markdown",
}  # fmt: skip
_ROUNDS = 5  # one cure may make room for another


@app.command(help=_("Say what is wrong in an ärende, and where."))
def check(
    context: typer.Context,
    paths: Paths = None,
    form: Annotated[
        str, typer.Option("--format", metavar=f"text|{'|'.join(FORMATS)}", help=_("How to show it."))
    ] = "text",
    beside: Annotated[
        list[str] | None,
        typer.Option("--rapport", metavar=_("FORMAT=FILE"), help=_("Write it to a file too; can be given again.")),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help=_("Mend first what can be mended without doubt."))] = False,
    spelling: Annotated[
        bool, typer.Option("--stavning", help=_("Look up the words in a dictionary too, which has to be installed."))
    ] = False,
    final: Final = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Let warnings count as errors."))] = False,
    seconds: Seconds = None,
    megabytes: Megabytes = None,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Checks every case named, shows all problems at once, and exits 1 where there is an error."""
    if form not in ("text", *FORMATS):
        raise not_among(["text", *FORMATS], "--format")
    reports = _reports(beside or ())
    root, cases = folders(paths)
    names = [each.relative_to(root).as_posix() for each in cases]
    limited = bool(seconds or megabytes)
    if fix and limited:
        raise typer.BadParameter(_("it does not go with --tid and --minne"), param_hint="--fix")
    apart = limited or (bool(os.environ.get("CI")) and not fix)
    project = disk.project(root, cases, day(today), lazily=apart)
    language = translations()
    if apart:
        from . import checking

        most = checking.limits(seconds, megabytes)
        found = checking.checked_apart(checking.Order(root, day(today), spelling), names, cores(), most)
    else:
        speller = _speller() if spelling else None
        pandoc: Pandoc = context.obj or Pandoc()
        found = _findings(project, names, pandoc, send(project, names[0], pandoc), speller)
        if fix:
            project, found, cures = _mend(root, project, names, pandoc, found, speller)
            _tell(cures, language)
    from ..edges.report.outcome import Outcome
    from ..stages.checks.book import CODES

    problems = in_order(problem for each in found for problem in each.case.problems)
    exempted = [one for each in found for one in each.exempted]
    files = [path for each in found for path in each.files]
    rules = [*CODES.values()]
    outcome = Outcome(
        problems, exempted, files, rules, language, final, strict, prefix(root), [each.case for each in found]
    )
    for path, kind in reports.items():
        disk.write_report(path, _written(outcome, kind).encode())
    _show(outcome, form, project)
    sys.exit(PROBLEMS if outcome.failed else CLEAN)


def _speller() -> Speller:
    """The dictionary, which is loaded only where it is asked for."""
    from ..edges.spelling import speller

    return speller()


def _findings(
    project: Project, names: list[str], pandoc: Pandoc, started: Ahead, speller: Speller | None
) -> list[Found]:
    """What is wrong with each case; their texts are let go of, since there may be a thousand."""
    from ..pipeline import check_all
    from .found import found_in

    return [found_in(each) for each in check_all(project, names, pandoc, started=started, speller=speller)]


def _mend(
    root: Path, project: Project, names: list[str], pandoc: Pandoc, found: list[Found], speller: Speller | None
) -> tuple[Project, list[Found], list[Mended]]:
    """Mends what can be mended and writes it; the project as it is then, checked again, and what was done."""
    from ..stages.mending import mended

    done: list[Mended] = []
    for __ in range(_ROUNDS):
        changed, cures = mended(project.files, [one for each in found for one in each.mendable])
        if not cures:
            break
        project = replace(project, files={**project.files, **changed})
        done += cures
        found = _findings(project, names, pandoc, send(project, names[0], pandoc), speller)
    paths = dict.fromkeys(each.span.path for each in done)
    disk.write_all(root, {path: project.files[path] for path in paths})
    return project, found, done


def _tell(cures: list[Mended], language: NullTranslations) -> None:
    """Says what was mended, where; blanks, which look the same before and after, only by their number in each file."""
    blanks = Counter(each.span.path for each in cures if each.before.split() == each.after.split())
    for path, n in blanks.items():
        said = msg_n("mended: {path}: {n} blank", "mended: {path}: {n} blanks", n, path=path)
        print(words(said, language), file=sys.stderr)
    for each in cures:
        if each.before.split() == each.after.split():
            continue
        said = msg("mended: {place}: “{before}” → “{after}”", place=each.span, before=each.before, after=each.after)
        print(words(said, language), file=sys.stderr)


def _reports(asked: Sequence[str]) -> dict[Path, str]:
    """The formats of the reports that are asked for, by file: “md=build/sammanfattning.md”."""
    found = {}
    for each in asked:
        form, __, path = each.partition("=")
        if form not in FORMATS:
            raise not_among(FORMATS, "--rapport")
        if not path:
            raise typer.BadParameter(_("write the format, = and the file: md=summary.md"), param_hint="--rapport")
        found[Path(path)] = form
    return found


def _written(outcome: Outcome, form: str) -> str:
    report: str = import_module(f"draftkit.edges.report.{FORMATS[form]}").report(outcome)
    return report


def _show(outcome: Outcome, form: str, project: Project) -> None:
    """Prints the outcome in the format asked for."""
    if form != "text":
        print(_written(outcome, form))
        return
    from ..edges.report import human as report

    drawer = human(project.everything(), outcome.language, final=outcome.final)
    for problem in outcome.problems:
        print(drawer.problem(problem), end="\n\n")
    print(report.tally(outcome))
