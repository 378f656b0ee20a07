"""draftkit schema: what may stand in each file, for editors; and what stands in the open JSON, for its readers."""

from __future__ import annotations

import json
import sys
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..facts import Fact
from ..messages import msg, words
from ..problems import DraftkitError
from .app import CLEAN, Lang, app, translations


@app.command(help=_("Show the JSON Schema of a file, or write those of all files."))
def schema(
    name: Annotated[str, typer.Argument(metavar=_("[FILE]"), help=_("Which file; nothing lists them."))] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FOLDER"), help=_("Write them all here instead."))
    ] = None,
    lang: Lang = None,
) -> None:
    """Prints one schema, or the names of all; with `--out`, writes them."""
    from ..edges import disk, openschema
    from ..edges import schema as schemas

    language = translations()
    if out is not None:
        own = {f"{openschema.NAME}.schema.json": f"{openschema.text(language)}\n".encode()}
        disk.write_all(out, schemas.files(language, _facts_of_packs()) | own)
        print(words(msg("made: {path}", path=str(out)), language))
    elif not name:
        print("\n".join([*schemas.FILES, openschema.NAME]))
    elif name == openschema.NAME:
        print(openschema.text(language))
    elif name not in schemas.FILES:
        names = ", ".join([*schemas.FILES, openschema.NAME])
        raise DraftkitError(msg("there is no schema “{name}”", name=name), msg("choose among {names}", names=names))
    else:
        print(json.dumps(schemas.schema(name, language, _facts_of_packs()), ensure_ascii=False, indent=1))
    sys.exit(CLEAN)


def _facts_of_packs() -> list[Fact]:
    """What the packs of the working folder add to arende.yaml; nothing outside one."""
    from ..edges import disk
    from ..spans import top_of
    from ..stages.load import pack

    try:
        root = disk.root_of(Path.cwd())
    except DraftkitError:
        return []
    project = disk.project(root, [], date.min)
    names = {path.split("/")[1] for path in project.files if path.startswith("templates/")}
    packs = [pack.load(project, name, top_of(f"templates/{name}"))[0] for name in sorted(names)]
    extra = {each.key: each.declared() for found in packs if found for each in found.facts.extra}
    return [*extra.values()]
