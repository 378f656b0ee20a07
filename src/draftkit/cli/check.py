"""draftkit check: what is wrong, and where."""

from __future__ import annotations

import sys
from gettext import gettext as _
from typing import Annotated

import typer

from ..ahead import send
from ..edges import disk
from ..edges.engines.pandoc import Pandoc
from ..problems import Severity, in_order
from .app import CLEAN, PROBLEMS, Final, Lang, Paths, Today, app, day, folders, human, translations


@app.command(help=_("Say what is wrong in an ärende, and where."))
def check(
    context: typer.Context,
    paths: Paths = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help=_("How to show it."))] = "text",
    final: Final = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Let warnings count as errors."))] = False,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Checks every case named, shows all problems at once, and exits 1 where there is an error."""
    if form not in ("text", "json"):
        raise typer.BadParameter(_("choose text or json"), param_hint="--format")
    root, cases = folders(paths)
    project = disk.project(root, cases, day(today))
    pandoc: Pandoc = context.obj
    names = [each.relative_to(root).as_posix() for each in cases]
    started = send(project, names[0], pandoc)
    from ..edges.report import human as report
    from ..edges.report import jsonreport
    from ..pipeline import check as check_case
    from ..stages.checks import CHECKS

    found = [check_case(project, name, pandoc, started=started if name is names[0] else None) for name in names]
    problems = in_order(problem for each in found for problem in each.problems)
    language = translations()
    if form == "json":
        print(jsonreport.report(problems, language, final=final))
    else:
        drawer = human(project.everything(), language, final=final)
        for problem in problems:
            print(drawer.problem(problem), end="\n\n")
        print(report.tally(problems, sum(each.files for each in found), len(CHECKS), language, final=final))
    worst = max((problem.severity(final=final) for problem in problems), default=Severity.INFO)
    sys.exit(PROBLEMS if worst is Severity.ERROR or (strict and worst is Severity.WARNING) else CLEAN)
