"""draftkit lock: quoted text by its hash."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from .app import CLEAN, PROBLEMS, Lang, app, human, translations


@app.command(help=_("Lock quoted texts, so that a later change in them is an error."))
def lock(
    files: Annotated[
        list[Path], typer.Argument(metavar=_("FILE..."), help=_("Files with quoted text."), show_default=False)
    ],
    lang: Lang = None,
) -> None:
    """Writes `lås:` into the files: nothing else in them changes, and none does if one cannot be locked."""
    from ..edges import disk
    from ..messages import msg
    from ..stages.load.locking import locked

    contents = {str(path): disk.read_file(path) for path in files}
    results = {path: locked(path, data) for path, data in contents.items()}
    problems = [problem for __, found in results.values() for problem in found]
    drawer = human(contents, translations(), final=False)
    for problem in problems:
        print(drawer.problem(problem), end="\n\n", file=sys.stderr)
    if problems:
        sys.exit(PROBLEMS)
    for path, (data, __) in results.items():
        disk.write_all(Path(path).parent, {Path(path).name: data})
        print(drawer.say(msg("locked: {path}", path=path)))
    sys.exit(CLEAN)
