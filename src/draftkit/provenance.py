"""Which files a draft was made from, given the eight digits that it is marked with.

The digits are the beginning of a hash of the inputs' hashes (stages/inputs.py), so that nothing can be read out of
them: files are tried until some have the same digits. First those of today, then what a build has noted beside its
documents, then what stood in Git at each commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .edges.git import Commit, Repository
from .model import Registers
from .project import Project
from .stages.inputs import SHARED, digits, inputs, of_hashes, sha
from .stages.load import case as load_case
from .stages.load import workspace
from .stages.load.case import FACTS
from .stages.load.pack import Pack
from .stages.load.workspace import Workspace

_PLACES = (*SHARED, "templates", "drafts")  # from the working folder, all that a document is made from


class Difference(Struct, frozen=True):
    """How today's files differ from those that a build has noted: the paths that were changed, added and removed."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def of_today(project: Project, folders: Iterable[str], mark: str) -> str | None:
    """The folder of the case that would be built with the digits `mark` today."""
    shared = workspace.workspace(project, words=False)
    return next((folder for folder in folders if _mark(project, folder, shared) == mark), None)


def of_a_build(project: Project, manifests: Mapping[str, bytes], mark: str) -> tuple[str, Difference] | None:
    """The manifest, by path, of a build that was marked so, and how today's files differ from what it notes."""
    for path, data in sorted(manifests.items()):
        try:
            noted = json.loads(data)
            made_from = {str(name): str(value) for name, value in noted["indata"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # something else than draftkit has written it
        if noted.get("utkast") == mark and digits(made_from) == mark:
            return path, _difference(project, made_from)
    return None


def of_a_commit(repository: Repository, project: Project, mark: str) -> tuple[Commit, str] | None:
    """The latest commit at which a case had the digits `mark`, and the case's folder.

    `project` gives the packs that ship with draftkit, which Git does not know.
    """
    for state in _History(repository).states():
        world = replace(project, files=state.texts, links=frozenset())
        shared = workspace.workspace(world, words=False)
        pack = _pack(world, state.folder, shared)
        if pack is not None and digits(of_hashes(state.hashes, state.folder, pack)) == mark:
            return state.commit, state.folder
    return None


def _mark(project: Project, folder: str, shared: Workspace) -> str | None:
    """The digits of a draft of the case; None where its pack cannot be read."""
    pack = _pack(project, folder, shared)
    return digits(inputs(project, folder, pack)) if pack else None


def _pack(project: Project, folder: str, shared: Workspace) -> Pack | None:
    tree, _ = load_case.facts(project, folder, Registers({}, {}))
    return shared.pack(*load_case.pack_name(tree, shared.settings))[0]


def _difference(project: Project, made_from: Mapping[str, str]) -> Difference:
    folders = {"/".join(path.split("/")[:2]) for path in made_from if path.startswith("drafts/")}
    shared = workspace.workspace(project, words=False)
    now: dict[str, str] = {}
    for folder in folders:
        pack = _pack(project, folder, shared)
        now |= inputs(project, folder, pack) if pack else {}
    both = now.keys() & made_from.keys()
    return Difference(
        tuple(sorted(path for path in both if now[path] != made_from[path])),
        tuple(sorted(now.keys() - made_from.keys())),
        tuple(sorted(made_from.keys() - now.keys())),
    )


class _State(Struct, frozen=True):
    """A case as it stood at a commit: the hash of each file, and the bytes of those that say what its pack is."""

    commit: Commit
    folder: str
    hashes: Mapping[str, str]
    texts: Mapping[str, bytes]


class _History:
    """The states of the cases in Git, each looked at once: most commits leave most cases as they were."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.seen: set[object] = set()
        self.hashes: dict[str, str] = {}
        self.texts: dict[str, bytes] = {}

    def states(self) -> Iterator[_State]:
        """The states, the latest first."""
        commits = self.repository.commits()
        names = [f"{commit.id}:{self.repository.prefix}{place}" for commit in commits for place in _PLACES]
        ids = self.repository.ids(names)
        for number, commit in enumerate(commits):
            *shared, templates, drafts = ids[number * len(_PLACES) : (number + 1) * len(_PLACES)]
            if drafts is not None and (*shared, templates, drafts) not in self.seen:
                self.seen.add((*shared, templates, drafts))
                yield from self._cases(commit, shared, templates, drafts)

    def _cases(
        self, commit: Commit, shared: Sequence[str | None], templates: str | None, drafts: str
    ) -> Iterator[_State]:
        common = {path: blob for path, blob in zip(SHARED, shared, strict=True) if blob}
        packs = self.repository.tree(templates) if templates else {}
        folders: dict[str, dict[str, str]] = {}
        for path, blob in self.repository.tree(drafts).items():
            name, slash, _ = path.partition("/")
            if slash:
                folders.setdefault(f"drafts/{name}", {})[f"drafts/{path}"] = blob
        for folder, files in folders.items():
            state = (*shared, templates, tuple(sorted(files.items())))
            if state in self.seen:
                continue
            self.seen.add(state)
            case = common | files
            needed = {path: blob for path, blob in case.items() if path in SHARED or path == f"{folder}/{FACTS}"}
            needed |= {f"templates/{path}": blob for path, blob in packs.items()}
            self._read(case.values(), needed.values())
            yield _State(
                commit,
                folder,
                {path: self.hashes[blob] for path, blob in case.items()},
                {path: self.texts[blob] for path, blob in needed.items()},
            )

    def _read(self, blobs: Iterable[str], texts: Iterable[str]) -> None:
        """Reads what has not been read: the hashes of `blobs`, and the bytes of `texts`."""
        kept = set(texts)
        new = sorted({each for each in blobs if each not in self.hashes} | (kept - self.texts.keys()))
        for blob, data in zip(new, self.repository.contents(new) if new else (), strict=True):
            self.hashes[blob] = sha(data)
            if blob in kept:
                self.texts[blob] = data
