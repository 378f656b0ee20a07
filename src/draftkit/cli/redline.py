"""draftkit redline: the document with every change marked, in Word to be accepted or rejected, and as PDF."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..edges.engines.pandoc import Pandoc
from ..messages import Message, msg, msg_n, words
from ..problems import Severity
from .app import CLEAN, PROBLEMS, Lang, Today, app, day, human, not_among, shown, translations
from .versions import compared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..redlining import Redline
    from ..revisions import Version

FORMATS = ("docx", "pdf")


@app.command(
    help=_("Make the document with every change marked: in Word to be accepted or rejected, and as PDF."),
    epilog=_("Without a REV: the working folder against HEAD. REV: the working folder against REV. REV REV: both."),
)
def redline(
    context: typer.Context,
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[REV [REV]] [PATH]..."),
            help=_("One or two versions, then perhaps ärenden; -- stands between where it is not clear."),
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="docx,pdf", help=_("The formats, with commas between."))
    ] = "docx,pdf",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FOLDER"), help=_("Where to put them; otherwise build/."))
    ] = None,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Compares each ärende by itself; one that cannot be built in both versions does not stop the others."""
    wanted = tuple(each.strip() for each in to.split(",") if each.strip())
    if not wanted or not set(wanted) <= set(FORMATS):
        raise not_among(FORMATS, "--to")
    root, repository, old, new, within = compared(asked or [], day(today))
    from ..redlining import redlined

    cases = _cases(old, new, within)
    build = out or root / "build"
    pandoc: Pandoc = context.obj
    failed = not cases
    if not cases:
        print(words(msg("Nothing that is written has changed."), translations()))
        for folder in sorted({*old.folders, *new.folders}):
            if _is_within(folder, within):
                _tell_gone(_replaced(build / folder.rpartition("/")[2], {}))
        sys.exit(CLEAN)
    for folder in cases:
        made = redlined(repository, old, new, folder, pandoc, wanted=wanted, language=translations())
        target = build / folder.rpartition("/")[2]
        gone = _replaced(target, made.files)
        _tell(made, old, new, folder, target)
        _tell_gone(gone)
        failed = failed or made.failed
    sys.exit(PROBLEMS if failed else CLEAN)


def _cases(old: Version, new: Version, within: list[str]) -> list[str]:
    """The folders of the ärenden to compare: those that are named, else all that anything has changed for."""
    from ..revisions import differing

    folders = sorted({*old.folders, *new.folders})
    if within and all(within):
        return [each for each in folders if _is_within(each, within)]
    paths = differing(old, new)
    shared = any(not path.startswith("drafts/") for path in paths)
    return folders if shared else [each for each in folders if any(path.startswith(f"{each}/") for path in paths)]


def _is_within(folder: str, within: list[str]) -> bool:
    """Whether an ärende is one of those that are named; all are, where none is."""
    return not within or not all(within) or any(
        f"{folder}/".startswith(f"{each.rstrip('/')}/") or f"{each}/".startswith(f"{folder}/") for each in within
    )  # fmt: skip


def _replaced(target: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes the files, and takes away those of an earlier comparison (returned), which look like this one's."""
    from ..edges import disk
    from ..redlining import ENDING

    earlier = sorted(path.name for form in FORMATS for path in target.glob(f"*{ENDING}.{form}"))
    gone = [each for each in earlier if each not in files]
    if files or gone:
        disk.write_all(target, files, gone=gone)
    return [target / each for each in gone]


def _tell_gone(gone: list[Path]) -> None:
    for each in gone:
        removed = msg("  {path} showed an earlier comparison, and has been taken away", path=shown(each))
        print(words(removed, translations()))


def _tell(made: Redline, old: Version, new: Version, folder: str, target: Path) -> None:
    """What was written, and what was wrong in which of the versions."""
    from ..edges.report.review.told import version

    language = translations()

    def say(text: Message) -> str:
        return words(text, language)

    for side, problems in ((old, made.old_problems), (new, made.new_problems)):
        stopping = [each for each in problems if each.severity(final=False) is Severity.ERROR]
        if not stopping:
            continue
        drawer = human(side.project.everything(), language, final=False, stream=sys.stderr)
        wrong = msg("Wrong in this version: {version}", version=version(side.commit))
        print(say(wrong), end="\n\n", file=sys.stderr)
        for each in stopping:
            print(drawer.problem(each), end="\n\n", file=sys.stderr)
    name = folder.rpartition("/")[2]
    print(say(msg("{name}: {remark}", name=name, remark=made.remark) if made.remark else _made(made, name)))
    for file in made.files:
        print(f"  {shown(target / file)}")
    if made.files and made.other_look:
        look = msg("  the look of the Word file has changed too; that is not marked, and the new one is used")
        print(say(look))


def _made(made: Redline, name: str) -> Message:
    return msg_n("{name}: {n} change", "{name}: {n} changes", made.changes, name=name)
