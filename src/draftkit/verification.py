"""Whether finished files are those that a build made, and were made from what their manifest says.

    the manifest itself      to the byte as it was written: its checksum is right
    what came out            each document's SHA-256
    what went in             each file's SHA-256, as it stands in the commit that the manifest names
    since then               what is otherwise in the working folder today

Where there is a commit, what has been changed since is only told; else the working folder is the only witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from . import __version__, revisions
from .edges import disk
from .edges.git import Commit, Repository
from .edges.report.verified import Finding, Verified
from .finality import files_of, has
from .messages import Message, msg, msg_n
from .problems import DraftkitError
from .project import WORDS, Project
from .stages.inputs import sha
from .stages.load.texts import is_litter
from .stages.manifest import Manifest, is_whole, read

_HEX = frozenset("0123456789abcdef")


class World(Struct, frozen=True):
    """A working folder: its files today, and its repository, if it has one; `refused` says why it cannot be asked."""

    root: Path
    project_of: Callable[[str], Project]
    repository: Repository | None
    refused: DraftkitError | None = None


def verified(
    path: str, data: bytes, outputs: Mapping[str, Path], *, known: Path | None, world: World | None
) -> Verified:
    """What a manifest says, held against what is there.

    `path` is how the manifest is named to the reader, `data` its bytes. `outputs` are the files to look at by their
    names in the manifest (where a file has been moved, it need not lie beside it); `known` is the folder of which the
    manifest is to name all files. `world`: the working folder; None where there is none.
    """
    manifest = read(data)
    if manifest is None:
        message = msg("{path} is no manifest that draftkit {version} can read", path=path, version=__version__)
        hint = msg("take the file from where it was first kept; the one here is damaged, or from another version")
        return Verified(path, None, (Finding("manifest", path, message, True, hint),), data)
    findings, files = [_seal(path, data)], dict[str, bytes]()
    for name, place in outputs.items():
        finding, found = _output(name, manifest.outputs[name], place)
        findings.append(finding)
        if found is not None:
            files[name] = found
    findings += _others(manifest, known) if known is not None else ()
    findings += _origin(manifest, world)
    return Verified(path, manifest, tuple(findings), data, files)


def is_inside(name: str) -> bool:
    """Whether a path of a manifest stays below the folder that it is reckoned from, on every kind of machine."""
    parts = name.split("/")
    return bool(name) and not {"", ".", ".."} & set(parts) and not any(char in name for char in "\\:\0")


# --- the manifest and what came out --------------------------------------------------------------------


def _seal(path: str, data: bytes) -> Finding:
    if is_whole(data):
        return Finding("manifest", path, msg("the manifest is as it was written"))
    message = msg("the manifest has been changed since it was written: its checksum is not right")
    return Finding("manifest", path, message, True, msg("take the file from where it was first kept"))


def _output(name: str, noted: str, place: Path) -> tuple[Finding, bytes | None]:
    """Whether a finished file is the one that the build made, and its bytes, where it may be read."""

    def wrong(message: Message, hint: Message | None = None) -> Finding:
        return Finding("utdata", name, message, True, hint)

    if not is_inside(name) or len(name) > 1000:
        return wrong(msg("the manifest names a file outside its folder: {path}", path=name)), None
    moved = place.parts[-len(PurePosixPath(name).parts) :] != PurePosixPath(name).parts
    try:
        if link := disk.link_in(place.parent if moved else place.parents[name.count("/")], place):
            return wrong(msg("{path} is a symbolic link, and is not followed", path=link)), None
        if not place.is_file():
            return wrong(msg("{path} is missing", path=name)), None
        data = disk.read_file(place)
    except (DraftkitError, OSError) as error:
        told = disk.refused(error) if isinstance(error, OSError) else error
        return wrong(told.message, told.hint), None
    if sha(data) == noted:
        return Finding("utdata", name, msg("{path} is as it was built", path=name)), data
    return wrong(msg("{path} has been changed since it was built", path=name)), data


def _others(manifest: Manifest, folder: Path) -> Iterator[Finding]:
    """The files in a build's own folder that the build did not make."""
    for name in disk.names_below(folder):
        if name not in (disk.MANIFEST, *manifest.outputs) and not is_litter(name):
            yield Finding("övrig", name, msg("{path} is not of this build", path=name))


# --- what went in ------------------------------------------------------------------------------------


def _origin(manifest: Manifest, world: World | None) -> Iterator[Finding]:
    """Whether the files that it was made from are there, in the commit and today."""
    if not (manifest.folder.startswith("drafts/") and is_inside(manifest.folder)):
        yield Finding(
            "indata", manifest.folder, msg("the manifest names no ärende: {path}", path=manifest.folder), True
        )
        return
    commit = manifest.final.commit if manifest.final else None
    if world is None:
        message = msg("what it was built from is not looked at: there is no working folder here")
        yield Finding(
            "indata", manifest.folder, message, hint=msg("stand in the working folder, and name the file there")
        )
        return
    if commit is not None:
        yield from _at_commit(manifest, commit, world)
    elif manifest.final:
        yield Finding("commit", manifest.folder, msg("it was built without Git (--utan-git)"))
    yield from _shipped(manifest, world.project_of(manifest.folder))
    yield from _today(manifest, world, wrong=commit is None)


def _at_commit(manifest: Manifest, id: str, world: World) -> Iterator[Finding]:
    """Whether the inputs are in the commit as the build read them, and none of the commit's is left out."""
    try:
        commit, wrong = _held_against(manifest, id, world)
    except DraftkitError as error:
        yield Finding("commit", id, error.message, True, error.hint)
        return
    if not wrong:
        named = msg("commit {id} ({day}, {subject})", id=commit.id[:10], day=commit.day, subject=commit.subject)
        message = msg_n("the {n} file that it was built from is in {commit}, as it was",
                        "the {n} files that it was built from are in {commit}, as they were",
                        len(own_inputs(manifest)), commit=named)  # fmt: skip
        yield Finding("commit", commit.id, message)
    yield from wrong


def _held_against(manifest: Manifest, id: str, world: World) -> tuple[Commit, list[Finding]]:
    """The commit, and what differs between it and the manifest. Raises DraftkitError where it cannot be read."""
    repository, commit = commit_of(id, world)
    then = revisions.at(repository, world.root, commit, world.project_of(manifest.folder).today).project
    noted = own_inputs(manifest)
    wrong = list[Finding]()
    for path, value in noted.items():
        if path not in then.files:
            message = msg("{path} is not in commit {id}, but the build read it", path=path, id=id[:10])
        elif not has(then.files[path], value):
            message = msg("{path} is not, in commit {id}, what the build read", path=path, id=id[:10])
        else:
            continue
        wrong.append(Finding("indata", path, message, True))
    for path in sorted(set(files_of(then, manifest.folder, packs_of(manifest))) - noted.keys()):
        message = msg("{path} is in commit {id}, but the manifest does not name it", path=path, id=id[:10])
        wrong.append(Finding("indata", path, message, True))
    return commit, wrong


def commit_of(id: str, world: World) -> tuple[Repository, Commit]:
    """The commit with the whole id that a manifest names. Raises DraftkitError where it is not to be had."""
    if world.refused is not None:
        raise world.refused
    if len(id) not in (40, 64) or not set(id) <= _HEX:
        raise DraftkitError(msg("the manifest names no commit: {id}", id=id[:80]))
    if world.repository is None:
        raise DraftkitError(
            msg("the manifest names commit {id}, but the working folder is in no Git repository", id=id[:10]),
            msg("run the command in the repository that the document was built in, or in a clone of it"),
        )
    commit = world.repository.commit(id)
    if commit.id != id:  # the id of a tag, say
        raise DraftkitError(msg("the manifest names no commit: {id}", id=id))
    return world.repository, commit


def own_inputs(manifest: Manifest) -> dict[str, str]:
    """The SHA-256 of what the working folder itself brought: not what came with draftkit."""
    shipped = _from_draftkit(manifest)
    own = {path: value for path, value in manifest.inputs.items() if path not in shipped}
    return own | ({WORDS: manifest.final.wordlist} if manifest.final and manifest.final.wordlist else {})


def _from_draftkit(manifest: Manifest) -> set[str]:
    """What came with draftkit: nothing but packs."""
    return {path for path in (manifest.final.shipped if manifest.final else ()) if path.startswith("templates/")}


def packs_of(manifest: Manifest) -> list[str]:
    """The packs that it was made with, which stand in the working folder or came with draftkit."""
    parts = [path.split("/") for path in manifest.inputs if path.startswith("templates/")]
    return list(dict.fromkeys(each[1] for each in parts if len(each) > 2))


def _shipped(manifest: Manifest, project: Project) -> Iterator[Finding]:
    """Whether the packs that came with draftkit are those of the draftkit here."""
    for path in sorted(_from_draftkit(manifest)):
        data = project.packs.get(path.removeprefix("templates/"))
        if data is not None and sha(data) == manifest.inputs.get(path):
            continue
        if manifest.draftkit == __version__:
            message = msg("{path}, which came with draftkit, is not that of draftkit {version}", path=path,
                          version=__version__)  # fmt: skip
            yield Finding("indata", path, message, True)
        else:
            message = msg("{path} came with draftkit {version}, and is another in {here}", path=path,
                          version=manifest.draftkit, here=__version__)  # fmt: skip
            yield Finding("indata", path, message)


def _today(manifest: Manifest, world: World, *, wrong: bool) -> Iterator[Finding]:
    """What is otherwise in the working folder than when it was built."""
    project = world.project_of(manifest.folder)
    paths = set(files_of(project, manifest.folder, packs_of(manifest))) - (set() if manifest.final else {WORDS})
    noted = own_inputs(manifest)
    shipped = {path for path in noted if path.startswith("templates/") and path not in project.files}
    if not any(path.startswith(f"{manifest.folder}/") for path in paths):
        message = msg("the folder {path} is not in the working folder", path=manifest.folder)
        yield Finding("sedan dess", manifest.folder, message, wrong)
        return
    for path in sorted(paths | noted.keys()):
        if path in shipped and manifest.final is None:  # a draft does not say which packs came with draftkit
            data = project.packs.get(path.removeprefix("templates/"))
            if data is None or sha(data) != noted[path]:
                yield Finding("sedan dess", path, msg("changed since: {path}", path=path), wrong)
        elif path not in paths:
            yield Finding("sedan dess", path, msg("removed since: {path}", path=path), wrong)
        elif path not in noted:
            yield Finding("sedan dess", path, msg("new since: {path}", path=path), wrong)
        elif sha(project.files[path]) != noted[path]:
            yield Finding("sedan dess", path, msg("changed since: {path}", path=path), wrong)
