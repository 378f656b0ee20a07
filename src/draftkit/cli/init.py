"""draftkit init: a working folder."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..edges import disk
from ..messages import msg, words
from .app import CLEAN, Lang, app, translations

_START = Path(__file__).parents[1] / "start"
_FILES = {
    "draftkit.toml": "draftkit.toml",
    "register/organ.yaml": "register/organ.yaml",
    "register/personer.yaml": "register/personer.yaml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/tasks.json": "vscode-tasks.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}
_SCHEMAS = [f"{name}.schema.json" for name in ("arende", "organ", "personer", "mall")]  # of YAML files: see settings


_Municipality = Annotated[
    str,
    typer.Option(
        "--kommun", metavar=_("NAME"), prompt=_("The municipality's name"), help=_("The municipality's name.")
    ),
]
_Town = Annotated[
    str,
    typer.Option(
        "--ort", metavar=_("NAME"), prompt=_("The town"), help=_("The town that stands before the date of a signature.")
    ),
]


@app.command(help=_("Make a working folder, with settings and registers to fill in."))
def init(
    folder: Annotated[Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Where; otherwise here."))] = Path(),
    municipality: _Municipality = "",
    town: _Town = "",
    lang: Lang = None,
) -> None:
    """Writes the files that are missing and touches none that is there."""
    from ..edges import schema

    language = translations()
    filled = {"{kommun}": _quoted(municipality), "{ort}": _quoted(town)}
    schemas = schema.files(language)
    files = {f".vscode/draftkit/{name}": schemas[name] for name in _SCHEMAS}
    for name, source in _FILES.items():
        text = (_START / source).read_text(encoding="utf-8")
        for gap, value in filled.items():
            text = text.replace(gap, value)
        files[name] = text.encode()
    for name in sorted(files):
        path = folder / name
        written = disk.write_new(path, files[name])
        print(
            words(msg("made: {path}", path=path) if written else msg("was there already: {path}", path=path), language)
        )
    disk.make_folder(folder / "drafts")
    print(words(msg("make an ärende in {path} with draftkit new", path=folder / "drafts"), language))
    sys.exit(CLEAN)


def _quoted(text: str) -> str:
    """A text as it stands between quotation marks in TOML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
