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
}


@app.command(help=_("Make a working folder, with settings and registers to fill in."))
def init(
    folder: Annotated[Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Where; otherwise here."))] = Path(),
    municipality: Annotated[
        str, typer.Option("--kommun", prompt=_("The municipality's name"), help=_("The municipality's name."))
    ] = "",
    town: Annotated[
        str, typer.Option("--ort", prompt=_("The town"), help=_("The town that stands before the date of a signature."))
    ] = "",
    lang: Lang = None,
) -> None:
    """Writes the files that are missing and touches none that is there."""
    language = translations()
    filled = {"{kommun}": _quoted(municipality), "{ort}": _quoted(town)}
    for name, source in _FILES.items():
        text = (_START / source).read_text(encoding="utf-8")
        for gap, value in filled.items():
            text = text.replace(gap, value)
        written = disk.write_new(folder / name, text.encode())
        message = (
            msg("made: {path}", path=folder / name) if written else msg("was there already: {path}", path=folder / name)
        )
        print(words(message, language))
    disk.make_folder(folder / "drafts")
    print(words(msg("an ärende is a folder in {path}; see docs/filformat.md", path=folder / "drafts"), language))
    sys.exit(CLEAN)


def _quoted(text: str) -> str:
    """A text as it stands between quotation marks in TOML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
