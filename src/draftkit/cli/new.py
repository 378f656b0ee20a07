"""draftkit new: an ärende, a motion, an answer or a dissent, by answering questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from click import Command, Context, Option, Parameter
from typer.core import TyperCommand, TyperGroup

from ..edges import disk
from ..facts import plain_key
from ..messages import msg, words
from ..problems import DraftkitError
from .app import Lang, Today, app, day, translations

if TYPE_CHECKING:
    from ..stages.drafts.questions import Question

_TODAY = "draftkit.today"
_SAID = "draftkit.new"  # where the options that are questions leave what was said


def _undotted(word: str) -> str:
    """A word of the command line as it is compared: --motionärer and --motionarer are one."""
    return plain_key(word).replace("_", "-")


class _Words(TyperGroup):
    """The words after `new`, with or without their dots."""

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command that a word names."""
        return next((each for name, each in self.commands.items() if _undotted(name) == _undotted(cmd_name)), None)


class _Questions(TyperCommand):
    """A command whose options are questions, which are not known before the pack is read."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The command's own options, and one for each question."""
        own = super().get_params(ctx)
        return [*own[:-1], *_question_options(self.name or ""), *own[-1:]]


new = typer.Typer(
    cls=_Words, invoke_without_command=True, rich_markup_mode=None, subcommand_metavar=_("[WHAT]"),
    options_metavar=_("[OPTIONS]"), context_settings={"token_normalize_func": _undotted},
    help=_("Make an ärende, a motion, an answer or a dissent by answering questions."),
)  # fmt: skip
app.add_typer(new, name="new")

CaseName = Annotated[
    str | None, typer.Option("--ärende", metavar=_("FOLDER"), help=_("The ärende: its folder or diarienummer."))
]
NoInput = Annotated[bool, typer.Option("--no-input", help=_("Ask nothing: all answers are given as options."))]


@new.callback()
def begin(context: typer.Context, today: Today = None, lang: Lang = None) -> None:
    """Without a word: first asks what is to be made."""
    if context.invoked_subcommand is None:
        _run(context, "", None, False, today)
    context.meta[_TODAY] = today


def _command(word: str, text: str) -> None:
    """The command that makes one kind of thing."""

    @new.command(word, cls=_Questions, help=text, options_metavar=_("[OPTIONS]"))
    def make(
        context: typer.Context, case: CaseName = None, no_input: NoInput = False, today: Today = None, lang: Lang = None
    ) -> None:
        _run(context, word, case, no_input, today or context.meta.get(_TODAY))


_command("ärende", _("Make the folder of a new ärende."))
_command("motion", _("Put a motion in an ärende, or begin a new ärende with it."))
_command("remissvar", _("Put an answer to the remiss in an ärende."))
_command("reservation", _("Put a reservation or another dissent in an ärende."))


# --- the options that are questions ----------------------------------------------------------------


@cache
def _questions(word: str) -> dict[str, Question]:
    """Every question that may be asked here, by the name of its option."""
    from ..drafting import bare, options
    from ..stages.drafts.kinds import KINDS

    try:
        project = disk.project(disk.root_of(Path.cwd()), [], date.today())
    except DraftkitError:
        project = disk.packs_only(date.today())
    kind = KINDS[word]
    desks = [each for each in bare(project) if (kind.in_a_case if each.case else kind.begins_a_case)]
    return {name: question for desk in reversed(desks) for name, question in options(kind, desk).items()}


def _question_options(word: str) -> Iterator[Option]:
    language = translations()
    for name, question in _questions(word).items():
        yield Option(
            [f"--{name}", _undotted(name).replace("-", "_")], multiple=True, expose_value=False,
            callback=partial(_said, name), metavar=_metavar(question), help=words(question.help, language),
        )  # fmt: skip


def _metavar(question: Question) -> str:
    from ..facts import BodyRef, Choice, Date, Many, PersonRef

    kind = question.kind.item if isinstance(question.kind, Many) else question.kind
    if isinstance(kind, Choice) and question.example and question.example not in kind.values:
        return _("NAME")  # what can be chosen is known first in a case
    if isinstance(kind, Choice):
        return "|".join(kind.values) if len("|".join(kind.values)) < 60 else _("CHOICE")
    if isinstance(kind, Date):
        return _("DATE")
    return _("NAME") if isinstance(kind, (BodyRef, PersonRef)) else _("WORDS")


def _said(name: str, context: Context, option: Parameter, values: Sequence[str]) -> None:
    if values:
        context.meta.setdefault(_SAID, {})[name] = tuple(values)


# --- the run ---


def _run(context: typer.Context, word: str, case: str | None, no_input: bool, today: str | None) -> None:
    from . import asking

    root = disk.root_of(Path.cwd())
    if not no_input and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DraftkitError(
            msg("draftkit new asks questions at a terminal, and there is none here"),
            msg("give the answers as options, with --no-input"),
        )
    table = asking.Table(root, day(today), context.obj, translations(), context.meta.get(_SAID, {}))
    sys.exit(asking.silently(table, word, case) if no_input else asking.at_the_terminal(table, word, case))
