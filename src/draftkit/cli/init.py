"""draftkit init: a working folder."""

from __future__ import annotations

import shlex
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from ..edges import disk, git
from ..messages import msg, words
from ..problems import DraftkitError
from ..project import SETTINGS
from . import workflows
from .app import CLEAN, Lang, app, not_among, translations

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


_Municipality = Annotated[str | None, typer.Option("--kommun", metavar=_("NAME"), help=_("The municipality's name."))]
_Town = Annotated[
    str | None,
    typer.Option("--ort", metavar=_("NAME"), help=_("The town that stands before the date of a signature.")),
]
_Platform = Annotated[
    str | None,
    typer.Option(
        "--ci", metavar="|".join(workflows.PLATFORMS), help=_("Workflows that check each change and build documents.")
    ),
]
_Git = Annotated[
    bool, typer.Option("--git", help=_("Let git diff show what Word and PDF files say, on this computer."))
]


@app.command(help=_("Make a working folder, with settings and registers to fill in."))
def init(
    folder: Annotated[Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Where; otherwise here."))] = Path(),
    municipality: _Municipality = None,
    town: _Town = None,
    platform: _Platform = None,
    with_git: _Git = False,
    lang: Lang = None,
) -> None:
    """Writes the files that are missing and touches none that is there; asks for names only where they are needed."""
    from ..edges import schema

    language = translations()
    files = _workflows(platform, folder) if platform else {}
    repository = _repository(folder) if with_git else None
    if not (folder / SETTINGS).exists():
        municipality = _name(municipality, _("The municipality's name"), "--kommun")
        town = _name(town, _("The town"), "--ort")
    filled = {"{kommun}": _quoted(municipality or ""), "{ort}": _quoted(town or "")}
    schemas = schema.files(language)
    files |= {f".vscode/draftkit/{name}": schemas[name] for name in _SCHEMAS}
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
    if repository is not None:
        repository.configure({"diff.draftkit.textconv": _this("show"), "diff.draftkit.cachetextconv": "true"})
        print(words(msg("git diff shows what Word, OpenDocument and PDF files say, in this repository"), language))
    if platform:
        said = msg("read {page} in draftkit's documentation: who may approve what is set on the platform", page=_PAGE)
        print(words(said, language))
    print(words(msg("make an ärende in {path} with draftkit new", path=folder / "drafts"), language))
    sys.exit(CLEAN)


_PAGE = "docs/ci.md"


def _this(command: str) -> str:
    """A command of this very draftkit, as Git's shell may run it from any folder, wherever it is installed."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m draftkit {command}"


def _name(given: str | None, question: str, option: str) -> str:
    """A name that was given, or is asked for until there is one. Raises BadParameter where nothing was given for it."""
    if given is not None:
        if not given.strip():
            raise typer.BadParameter(_("write a name"), param_hint=option)
        return given

    def something(answer: str) -> str:
        if not answer.strip():
            raise typer.BadParameter(_("write a name"))
        return answer

    answer: str = typer.prompt(question, value_proc=something)
    return answer


def _repository(folder: Path) -> git.Repository:
    """The repository that `folder` lies in. Raises DraftkitError where it lies in none."""
    found = git.repository(folder) if folder.is_dir() else None
    if found is None:
        message = msg("{path} is in no Git repository", path=str(folder))
        raise DraftkitError(message, msg("make one there first: {command}", command="git init"))
    return found


def _workflows(platform: str, folder: Path) -> dict[str, bytes]:
    """The files of `--ci`. Raises DraftkitError where the platform would not find them."""
    if platform not in workflows.PLATFORMS:
        raise not_among(workflows.PLATFORMS, "--ci")
    above = [each for each in folder.resolve().parents if (each / ".git").exists()]
    if above and not (folder / ".git").exists():
        raise DraftkitError(
            msg("{path} is not the top of its Git repository, and workflows are found only there", path=str(folder)),
            msg("make the working folder a repository of its own"),
        )
    return workflows.files(platform, "master" if git.branch(folder) == "master" else "main")


def _quoted(text: str) -> str:
    """A text as it stands between quotation marks in TOML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
