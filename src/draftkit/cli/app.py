"""The command line as a whole, and what all commands share: the language, the folder, the terminal, the exit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from gettext import NullTranslations
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from click import Choice, Command, Context, NoSuchCommand
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group_from_info

from ..edges import disk, language
from ..edges.report.human import Human
from ..messages import msg
from ..problems import DraftkitError
from ..project import SETTINGS
from ..spans import Source

CLEAN, PROBLEMS, TROUBLE = 0, 1, 2  # exit codes: DESIGN section 4

# The commands, and the module of this folder that has each.
MODULES = {
    "build": "build", "check": "check", "diff": "diff", "explain": "rules", "import": "importing", "init": "init",
    "lock": "lock", "new": "new", "redline": "redline", "rules": "rules", "schema": "schema", "show": "show",
    "status": "status", "verify": "verify",
}  # fmt: skip


class Commands(TyperGroup):
    """Loads the module of the command that is asked for, and no other: each takes its time."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of all commands, as help lists them."""
        return list(MODULES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name; None for an option in its place. Raises NoSuchCommand for another word."""
        if cmd_name.startswith("-"):
            return None
        if cmd_name not in MODULES:
            raise NoSuchCommand(cmd_name, possibilities=MODULES, ctx=ctx)
        import_module(f"draftkit.cli.{MODULES[cmd_name]}")
        for group in app.registered_groups:
            if group.name == cmd_name:
                return get_group_from_info(
                    group, pretty_exceptions_short=False, suggest_commands=False, rich_markup_mode=None
                )
        named = {each.name or each.callback.__name__: each for each in app.registered_commands if each.callback}
        return get_command_from_info(named[cmd_name], pretty_exceptions_short=False, rich_markup_mode=None)


app = typer.Typer(
    cls=Commands,
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    suggest_commands=False,  # click does it
    context_settings={"help_option_names": ["--help", "-h"]},
    options_metavar=_("[OPTIONS]"), subcommand_metavar=_("COMMAND [ARGS]..."),
    help=_("Draft, check and assemble formal statements."),
)  # fmt: skip

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=_("[PATH]..."),
        help=_("An ärende's folder or one of its files; nothing means all of drafts/."),
        show_default=False,
    ),
]
Final = Annotated[bool, typer.Option("--final", help=_("As for the final document: what is missing is an error."))]
Today = Annotated[str | None, typer.Option("--idag", metavar=_("DATE"), help=_("The day to reckon from (YYYY-MM-DD)."))]
Seconds = Annotated[
    int | None, typer.Option("--tid", metavar=_("SECONDS"), min=1, help=_("The longest that each ärende may take."))
]
Megabytes = Annotated[
    int | None,
    typer.Option("--minne", metavar="MB", min=100, help=_("The most memory that each ärende may take.")),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="sv|en", click_type=Choice(language.LANGUAGES), help=_("The language of messages.")),
]


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Show the version and exit."))] = False,
    lang: Lang = None,
) -> None:
    """Without a command: the version. `--lang` has been read before anything else."""
    if version:
        from .. import __version__

        print(f"draftkit {__version__}")
        raise typer.Exit(CLEAN)
    if context.invoked_subcommand is None:
        context.fail(_("Missing command."))


def not_among(known: Iterable[str], option: str) -> typer.BadParameter:
    """That the value of `option` is none of those that are known."""
    return typer.BadParameter(_("choose among {formats}").format(formats=", ".join(known)), param_hint=option)


def translations() -> NullTranslations:
    """The reader's language, as asked for on the command line or in the environment."""
    return language.translations(language.wanted(sys.argv[1:], os.environ))


def day(text: str | None) -> date:
    """`--idag`, or today."""
    if text is None:
        return date.today()
    try:
        return datetime.strptime(text if len(text) == 10 else "", "%Y-%m-%d").date()
    except ValueError:
        raise DraftkitError(msg("“{value}” is not a date", value=text), msg("write the date as YYYY-MM-DD")) from None


def moment() -> datetime | None:
    """What finished files are to say of when they were made, as SOURCE_DATE_EPOCH asks; None where it asks nothing.

    The variable is that of reproducible-builds.org: whole seconds since 1970-01-01 (UTC). It does not move today.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 10:
        return datetime.fromtimestamp(int(text), UTC)
    raise DraftkitError(
        msg("SOURCE_DATE_EPOCH is “{value}”, which is no time", value=text),
        msg("write the seconds since 1970-01-01 as digits, or take the variable away"),
    )


def folders(paths: Sequence[Path] | None) -> tuple[Path, list[Path]]:
    """The working folder, and the folders of the cases that `paths` name."""
    here = Path.cwd()
    if not paths:
        root = disk.root_of(here)
        found = disk.cases(root)
        if not found:
            raise _no_case(root)
        return root, found
    roots = set()
    found = []
    for path in paths:
        whole = named(path)
        if not whole.exists():
            raise DraftkitError(
                msg("{path} does not exist", path=str(path)), msg("see that the name is right, and where you stand")
            )
        root = disk.root_of(whole if whole.is_dir() else whole.parent)
        roots.add(root)
        found += [each for each in _cases_of(root, whole) if each not in found]
    if not found:
        raise _no_case(roots.pop())
    if len(roots) > 1:
        raise DraftkitError(msg("the paths lie in different working folders"), msg("run the command once for each"))
    return roots.pop(), found


def _no_case(root: Path) -> DraftkitError:
    return DraftkitError(
        msg("there is no ärende in {path}", path=str(root / "drafts")),
        msg("make one with draftkit new ärende"),
    )


def named(path: Path) -> Path:
    """The whole path of what is named: as it stands, or a folder of drafts/ by its name alone."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - without following symbolic links
    if whole.exists() or len(path.parts) != 1:
        return whole
    for folder in Path.cwd(), *Path.cwd().parents:
        if (folder / SETTINGS).is_file():
            return folder / "drafts" / path if (folder / "drafts" / path).is_dir() else whole
    return whole


def _cases_of(root: Path, path: Path) -> list[Path]:
    """The case that `path` is or lies in; all of them for what they share, and for the folder that they lie in."""
    shared = (root / SETTINGS, root / "register", root / "templates")
    if path in (root, root / "drafts") or any(each in (path, *path.parents) for each in shared):
        return disk.cases(root)
    for folder in (path, *path.parents):
        if folder == root:
            break
        if (folder / "arende.yaml").exists() or folder.parent == root / "drafts":
            return [folder]
    return [path if path.is_dir() else path.parent]


def cores() -> int:
    """How many processors this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def prefix(root: Path) -> str:
    """What leads from here to the working folder: "" within it or elsewhere, "examples/stensunda/" above it."""
    try:
        inside = root.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else f"{inside}/"


def human(files: Mapping[str, bytes], language_: NullTranslations, *, final: bool, stream: object = None) -> Human:
    """The drawer of problems for this terminal."""

    @cache
    def source_of(path: str) -> Source | None:
        try:
            data = files.get(path)
        except DraftkitError:  # too large to be shown
            return None
        if data is None or b"\x00" in data:  # a Word file, a picture: nothing to show of it
            return None
        return Source.of_bytes(path, data)

    return Human(language_, source_of, colour=colours(stream or sys.stdout), final=final)


def colours(stream: object) -> bool:
    """Whether to colour: at a terminal, unless NO_COLOR or a dumb terminal says no."""
    at_terminal = bool(getattr(stream, "isatty", lambda: False)())
    return at_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
