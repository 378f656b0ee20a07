"""draftkit show: what a file says, as text. Git calls it to compare Word, OpenDocument and PDF files (`init --git`)."""

from __future__ import annotations

import hashlib
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..edges import disk
from ..messages import msg, words
from ..problems import DraftkitError
from .app import CLEAN, Lang, app, translations


@app.command(help=_("Show what a Word, OpenDocument or PDF file says, as text."))
def show(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The file."), show_default=False)],
    lang: Lang = None,
) -> None:
    """Prints the text, a line for each paragraph; of a file that has none, what it is: Git stops where we fail."""
    from ..arrival import read
    from ..edges.engines.pandoc import Pandoc

    language = translations()
    data = disk.read_file(file)
    try:
        with Pandoc() as pandoc:
            arrival = read(file.name, data, "visa", pandoc)
            written = pandoc.text(list(arrival.blocks), "commonmark+pipe_tables+footnotes").get()[1][0]
        sys.stdout.write(written.decode())
    except DraftkitError as error:
        digest = hashlib.sha256(data).hexdigest()
        print(words(error.message, language))
        print(words(msg("{n} bytes, sha256 {digest}", n=len(data), digest=digest), language))
    sys.exit(CLEAN)
