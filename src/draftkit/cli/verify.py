"""draftkit verify: whether finished files are those that a build made, from the files that it says."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from ..edges import disk
from ..messages import msg
from ..problems import DraftkitError
from ..project import Project
from .app import CLEAN, PROBLEMS, Lang, Today, app, colours, day, named, not_among, shown, translations

if TYPE_CHECKING:
    from ..edges.engines.pandoc import Pandoc
    from ..edges.report.verified import Verified
    from ..stages.manifest import Manifest
    from ..verification import World

FORMATS = ("text", "json")


@app.command(help=_("Say whether finished documents are as they were built, and what they were built from."))
def verify(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("[PATH]..."),
            help=_("A document, a manifest, a folder with them, or an ärende; nothing means all of build/."),
            show_default=False,
        ),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--bygg-om", help=_("Build anew from the same files too, and compare to the byte."))
    ] = False,
    judge: Annotated[
        bool, typer.Option("--conformance", help=_("Let veraPDF judge the PDFs too: PDF/UA-1 and PDF/A."))
    ] = False,
    program: Annotated[
        Path | None,
        typer.Option(
            "--verapdf",
            metavar=_("FILE"),
            help=_("veraPDF's jar file or program, with --conformance."),
            show_default=False,
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=_("How to show it."))] = "text",
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Looks at everything named, and exits 1 where something differs."""
    if form not in FORMATS:
        raise not_among(FORMATS, "--format")
    if program and not judge:
        raise typer.BadParameter(_("it goes with --conformance"), param_hint="--verapdf")
    from ..edges import verapdf
    from ..edges.engines.pandoc import Pandoc
    from ..edges.report import verified as report

    asked = _asked(paths)
    command = verapdf.program(program) if judge else None
    with Pandoc() if anew else nullcontext() as pandoc:
        found = [_look(each, today, pandoc, judged=judge) for each in asked]
    if command:
        found = _judged(command, asked, found)
    language = translations()
    shown = (
        report.asjson(found, language) if form == "json" else report.text(found, language, colour=colours(sys.stdout))
    )
    print(shown)
    sys.exit(PROBLEMS if any(each.failed for each in found) else CLEAN)


class Asked(Struct, frozen=True):
    """Something to verify: a manifest, or (`document`) one finished file, wherever it lies.

    `name` is the document's in the manifest. A document that no manifest knows has no manifest.
    """

    manifest: Path | None
    document: Path | None = None
    name: str = ""


def _look(asked: Asked, today: str | None, pandoc: Pandoc | None, *, judged: bool = False) -> Verified:
    """What is to be said of one thing; a PDF that is to be judged as such need not be of any build."""
    from ..edges.report.verified import Finding, Verified
    from ..rebuilding import rebuilt
    from ..stages.manifest import read
    from ..verification import verified

    if asked.manifest is None:
        document = str(asked.document)
        if judged and _is_pdf(asked.document):
            message = msg("no manifest here is of a file like {path}: only the standards are checked", path=document)
            return Verified(document, None, (Finding("okänd", document, message, False),))
        hint = msg("name the manifest that was made with it too: draftkit verify {path} manifest.json", path=document)
        message = msg("no manifest here is of a file like {path}: it has been changed since it was built, or was built "
                      "elsewhere", path=document)  # fmt: skip
        return Verified(document, None, (Finding("okänd", document, message, True, hint),))
    data = disk.read_file(asked.manifest)
    manifest, folder = read(data), asked.manifest.parent
    outputs = _outputs(asked, manifest)
    world = _world(asked.manifest, today)
    own = folder if manifest and not asked.document and folder.name == Path(manifest.folder).name else None
    about = shown(asked.manifest) if asked.document is None else f"{shown(asked.document)} ({shown(asked.manifest)})"
    found = verified(about, data, outputs, known=own, world=world)
    if pandoc is not None and world is not None and manifest is not None:
        found = replace(found, findings=(*found.findings, *rebuilt(found, outputs.keys(), world, pandoc)))
    return found


def _judged(command: Sequence[str], asked: Sequence[Asked], found: Sequence[Verified]) -> list[Verified]:
    """What was found, with veraPDF's word on each PDF."""
    from ..conformance import conformance

    pdfs = [_pdfs(each) for each in asked]
    said = conformance(command, {path: name for each in pdfs for path, name in each.items()})
    return [
        replace(each, findings=(*each.findings, *(finding for path in paths for finding in said[path])))
        for each, paths in zip(found, pdfs, strict=True)
    ]


def _pdfs(asked: Asked) -> dict[Path, str]:
    """The PDFs to judge, and what each is called; the originals of bilagor are as they came, and nobody's claim."""
    if asked.document is not None:
        return {asked.document: shown(asked.document)} if _is_pdf(asked.document) else {}
    from ..stages.manifest import read

    outputs = _outputs(asked, read(disk.read_file(asked.manifest)) if asked.manifest else None)
    return {
        path: name for name, path in outputs.items() if name.endswith(".pdf") and "/" not in name and path.is_file()
    }


def _is_pdf(file: Path | None) -> bool:
    return file is not None and file.suffix.lower() == ".pdf"


def _outputs(asked: Asked, manifest: Manifest | None) -> dict[str, Path]:
    """Where to look for each finished file."""
    if manifest is None or asked.manifest is None:
        return {}
    if asked.document is not None:
        return {asked.name: asked.document}
    return {name: asked.manifest.parent / name for name in manifest.outputs}


def _world(manifest: Path, today: str | None) -> World | None:
    """The working folder that a manifest lies in, else the one that we stand in; None where there is none."""
    from ..edges import git
    from ..verification import World, is_inside

    root = next((found for start in (manifest.parent, Path.cwd()) if (found := _root(start)) is not None), None)
    if root is None:
        return None

    @cache
    def project_of(folder: str) -> Project:
        return disk.project(root, [root / folder] if is_inside(folder) else [], day(today), lazily=True)

    try:
        repository, refused = git.repository(root), None
    except DraftkitError as error:
        repository, refused = None, error
    return World(root, project_of, repository, refused)


def _root(start: Path) -> Path | None:
    try:
        return disk.root_of(start)
    except DraftkitError:
        return None


# --- what is meant by what was named ------------------------------------------------------------------


def _asked(paths: Sequence[Path] | None) -> list[Asked]:
    """What to verify. Raises DraftkitError where nothing is there."""
    if not paths:
        return [Asked(each) for each in _builds(disk.root_of(Path.cwd()))]
    whole = [named(path) for path in paths]
    for path, each in zip(paths, whole, strict=True):
        if not each.exists():
            raise DraftkitError(
                msg("{path} does not exist", path=str(path)), msg("see that the name is right, and where you stand")
            )
    folders = [each for each in whole if each.is_dir()]
    manifests = [each for each in whole if each.is_file() and _is_manifest(each)]
    documents = [each for each in whole if each not in folders and each not in manifests]
    found = [Asked(each) for folder in folders for each in _in_folder(folder)]
    spoken_for = list[Path]()
    for document in documents:
        asked = _of_document(document, manifests)
        found.append(asked)
        spoken_for += [asked.manifest] if asked.manifest else []
    found += [Asked(each) for each in manifests if each not in spoken_for]
    return list({(each.manifest, each.document): each for each in found}.values())


def _in_folder(folder: Path) -> list[Path]:
    """The manifests that a folder stands for: its own, those of the builds in it, or that of an ärende."""
    if (folder / disk.MANIFEST).is_file():
        return [folder / disk.MANIFEST]
    below = sorted(each for each in folder.glob(f"*/{disk.MANIFEST}") if not each.parent.is_symlink())
    root = _root(folder)
    parts = folder.relative_to(root).parts if root is not None else ()
    if below:
        return below
    if root is not None and parts in ((), ("build",), ("drafts",)):
        return _builds(root)
    if root is None or parts[0] != "drafts":
        raise DraftkitError(
            msg("there is no {file} in {path}", file=disk.MANIFEST, path=shown(folder)),
            msg("name the folder that the document was built in"),
        )
    built = root / "build" / parts[1] / disk.MANIFEST
    if not built.is_file():
        raise DraftkitError(
            msg("{path} is not built: there is no {file}", path="/".join(parts[:2]), file=shown(built)),
            msg("build it first: draftkit build {path}", path="/".join(parts[:2])),
        )
    return [built]


def _builds(root: Path) -> list[Path]:
    """The manifests of all builds in build/."""
    found = [root / path for path in disk.manifests(root)]
    if found:
        return found
    built = [each for each in sorted((root / "build").glob("*/*")) if not each.parent.is_symlink()]
    alone = next((each for each in built if each.is_file()), None)
    if alone is not None:  # building again would lay a draft in its place
        raise DraftkitError(
            msg("there is no {file} beside {path}", file=disk.MANIFEST, path=shown(alone)),
            msg("fetch it from where the document was built or archived; a new build would replace the document"),
        )
    raise DraftkitError(
        msg("there is no build in {path}", path=shown(root / "build")), msg("build first: draftkit build")
    )


def _is_manifest(path: Path) -> bool:
    from ..stages.manifest import read

    return path.name == disk.MANIFEST or (path.suffix == ".json" and read(disk.read_file(path)) is not None)


def _of_document(document: Path, given: Sequence[Path]) -> Asked:
    """The manifest that a document is held against.

    The one that lies beside it and names it; else one that knows a file with the same bytes, of those named together
    with it and those in build/; else one of the former that names a file of the same name, or of the same kind.
    """
    from ..stages.inputs import sha
    from ..stages.manifest import read

    for folder in document.parents[:2]:
        beside = folder / disk.MANIFEST
        manifest = read(disk.read_file(beside)) if beside.is_file() else None
        name = document.relative_to(folder).as_posix()
        if manifest is not None and name in manifest.outputs:
            return Asked(beside, document, name)
    roots = {root for start in (document.parent, Path.cwd()) if (root := _root(start)) is not None}
    nearby = [root / path for root in sorted(roots) for path in disk.manifests(root)]
    known = {path: found for path in [*given, *nearby] if (found := read(disk.read_file(path))) is not None}
    digest = sha(disk.read_file(document))
    for path, manifest in known.items():
        for name, value in manifest.outputs.items():
            if value == digest:
                return Asked(path, document, name)
    for path in given:
        names = [*known[path].outputs] if path in known else []
        like = [name for name in names if Path(name).name == document.name]
        like = like or [name for name in names if Path(name).suffix == document.suffix and "/" not in name]
        if like or not names:
            return Asked(path, document, like[0] if like else "")
    return Asked(None, document)
