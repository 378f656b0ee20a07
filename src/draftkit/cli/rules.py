"""draftkit rules and draftkit explain: what is checked, and why."""

from __future__ import annotations

import sys
from gettext import gettext as _
from typing import Annotated

import typer

from ..messages import msg
from ..problems import Code, DraftkitError
from .app import CLEAN, Lang, app, not_among, translations


@app.command(help=_("List the rules."))
def rules(
    form: Annotated[str, typer.Option("--format", metavar="text|md|json", help=_("How to show it."))] = "text",
    lang: Lang = None,
) -> None:
    """Prints a line for each rule; with `md`, the whole reference."""
    from ..edges.report import manual
    from ..stages.checks.book import CODES

    writers = {"text": manual.listed, "md": manual.reference, "json": manual.as_json}
    if form not in writers:
        raise not_among(writers, "--format")
    print(writers[form](CODES.values(), translations()).rstrip("\n"))
    sys.exit(CLEAN)


@app.command(help=_("Explain a rule: what it looks for, why, and examples."))
def explain(
    numbers: Annotated[
        list[str], typer.Argument(metavar=_("CODE..."), help=_("The rule's number or name."), show_default=False)
    ],
    lang: Lang = None,
) -> None:
    """Prints the manual pages of the rules."""
    from ..edges.report import manual

    found = [_named(number) for number in numbers]
    print("\n\n".join(manual.explained(code, translations()) for code in found))
    sys.exit(CLEAN)


def _named(text: str) -> Code:
    """The rule whose number or name is `text`."""
    from ..stages.checks.book import CODES
    from ..stages.load.decode import did_you_mean, nearest

    by_name = {code.name: code for code in CODES.values()}
    found = CODES.get(text.upper()) or by_name.get(text.lower())
    if found is None:
        near = nearest(text.upper(), CODES) or nearest(text, by_name)
        hint = did_you_mean(near) if near else msg("draftkit rules lists them all")
        raise DraftkitError(msg("there is no rule “{rule}”", rule=text), hint)
    return found
