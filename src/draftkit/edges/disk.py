"""The disk: a folder becomes a Project, and finished files are laid where they belong, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..messages import Message, msg
from ..patterns import lazily
from ..problems import DraftkitError
from ..project import BODIES, PEOPLE, SETTINGS, WORDS, Project, Refused

MANIFEST = "manifest.json"
MAX_BYTES = 200_000_000  # of a file
MAX_BYTES_TOGETHER = 500_000_000  # of the files of an ärende, or of templates/
MAX_FILES = 10_000  # likewise
_COMPILED = Path(__file__).parents[1] / "templates.json"
_SHIPPED_WORDS = Path(__file__).parents[1] / "language" / "ordlista.toml"


def root_of(start: Path) -> Path:
    """The working folder that `start` lies in: the nearest one above it with a draftkit.toml."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise DraftkitError(
        msg("{path} is not within a working folder: there is no {file} there or above", path=str(start), file=SETTINGS),
        msg("stand in a working folder, or make one with draftkit init"),
    )


def shipped_packs() -> Path:
    """The folder of the packs that draftkit brings: in a wheel beside the code, in a checkout at its top."""
    within = Path(__file__).parents[1] / "templates"
    return within if within.is_dir() else Path(__file__).parents[3] / "templates"


class _Files(Mapping[str, bytes]):
    """Files below `root` by their paths from it, each read when it is first looked at."""

    def __init__(self, root: Path) -> None:
        self._root, self._read = str(root), dict[str, bytes | None]()

    def add(self, path: str) -> None:
        """Adds a file that is there."""
        self._read[path] = None

    def size(self, path: str) -> int:
        """The size of a file in bytes; 0 where it cannot be told, which reading it tells."""
        with contextlib.suppress(OSError):
            return os.stat(f"{self._root}/{path}").st_size  # noqa: PTH116 - there may be twenty thousand
        return 0

    def drop(self, path: str) -> None:
        """Takes away a file that is not to be read after all."""
        del self._read[path]

    def __getitem__(self, path: str) -> bytes:
        data = self._read[path]
        if data is None:
            data = self._read[path] = _read(f"{self._root}/{path}")
        return data

    def __contains__(self, path: object) -> bool:
        return path in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def project(root: Path, folders: list[Path], today: date, *, lazily: bool = False) -> Project:
    """What a run on `folders` (cases below `root`) needs to see. Symbolic links are named, never followed.

    `lazily`: a file is read when it is first looked at, since many may never be.
    """
    files = _Files(root)
    links: set[str] = set()
    refused: dict[str, Refused] = {}
    for name in (SETTINGS, BODIES, PEOPLE, WORDS):
        if link := _link_to(root, root / name):
            links.add(link)
        elif (root / name).is_file():
            files.add(name)
        elif (root / name).exists() and not (root / name).is_dir():
            refused[name] = Refused.NO_FILE
    linked: dict[Path, str | None] = {}  # of the folders above, which a thousand cases share
    for folder in (root / "templates", *folders):
        if folder.parent not in linked:
            linked[folder.parent] = _link_to(root, folder.parent)
        if link := linked[folder.parent] or _link_to(root, folder):
            links.add(link)
        else:
            _gather(root, folder, files, links, refused)
    packs = _Files(shipped_packs())
    if shipped_packs().resolve() != (root / "templates").resolve():
        _gather(shipped_packs(), shipped_packs(), packs, set(), {})
    if not lazily:
        refused |= _refuse_large(files)
    now = files if lazily else dict(files)
    compiled = _read(_COMPILED) if _COMPILED.is_file() else b""
    return Project(now, today, dict(packs), frozenset(links), _read(_SHIPPED_WORDS), compiled, refused)


def _refuse_large(files: _Files) -> dict[str, Refused]:
    """Takes away the files that are larger than may be, alone or with the others of their folder; none is read."""
    refused: dict[str, Refused] = {}
    together: Counter[str] = Counter()
    for path in files:
        size = files.size(path)
        folder = "/".join(path.split("/")[: 2 if path.startswith("drafts/") else 1])
        if size > MAX_BYTES:
            refused[path] = Refused.TOO_LARGE
            continue
        together[folder] += size
        if together[folder] > MAX_BYTES_TOGETHER:
            refused[folder] = Refused.TOO_MUCH
    for path in [each for each in files if refused and _is_or_lies_in(each, refused)]:
        files.drop(path)
    return refused


def packs_only(today: date) -> Project:
    """What there is outside any working folder: the packs that draftkit brings."""
    packs = _Files(shipped_packs())
    _gather(shipped_packs(), shipped_packs(), packs, set(), {})
    return Project({}, today, dict(packs))


def _link_to(root: Path, path: Path) -> str | None:
    """The symbolic link that `path`, which lies below `root`, is or is reached through."""
    inside = path.relative_to(root)
    ways = [*reversed(inside.parents), inside]
    return next((way.as_posix() for way in ways if way.parts and (root / way).is_symlink()), None)


def link_in(folder: Path, path: Path) -> str | None:
    """The symbolic link, from `folder`, that `path` below it is or is reached through; None where there is none."""
    return _link_to(folder, path)


def names_below(folder: Path) -> list[str]:
    """The files and symbolic links below `folder`, by path from it, sorted; hidden folders are not looked into."""
    files, links = _Files(folder), set[str]()
    _gather(folder, folder, files, links, {})
    return sorted({*files, *links})


def refuse_links(root: Path, paths: Iterable[str]) -> None:
    """Raises DraftkitError where one of `paths` below `root` is, or is reached through, a symbolic link."""
    for path in paths:
        if link := _link_to(root, root / path):
            raise DraftkitError(
                msg("{path} is a symbolic link, and nothing is written through it", path=link),
                msg("put the folder itself there, and run the command again"),
            )


def _gather(root: Path, folder: Path, files: _Files, links: set[str], refused: dict[str, Refused]) -> None:
    """Adds every file below `folder`, by its path from `root` with / between; none where they are too many."""
    inside = folder.relative_to(root).as_posix()
    waiting = ["" if inside == "." else f"{inside}/"]
    found: list[str] = []
    while waiting and len(found) <= MAX_FILES:
        prefix = waiting.pop()
        for entry in _entries(root / prefix):
            path = f"{prefix}{entry.name}"
            if not entry.name.isascii() and (shown := _as_utf8(path)) != path:
                refused[shown] = Refused.NAME
            elif entry.is_symlink():
                links.add(path)
            elif entry.is_file():
                found.append(path)
            elif not entry.is_dir():
                refused[path] = Refused.NO_FILE
            elif not entry.name.startswith("."):
                waiting.append(f"{path}/")
    if len(found) > MAX_FILES:
        refused[inside] = Refused.TOO_MUCH
        return
    for path in found:
        files.add(path)


def _is_or_lies_in(path: str, places: Collection[str]) -> bool:
    """Whether `path` is one of `places`, or lies in one."""
    return any(f"{path}/".startswith(f"{each}/") for each in places)


def _as_utf8(path: str) -> str:
    """The path with what no UTF-8 stands for shown as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, in order; nothing where there is none. A folder that cannot be read is not an empty one."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda each: each.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise DraftkitError(
            msg("{path} cannot be read: {reason}", path=str(folder), reason=_reason(error)),
            msg("see that you may read the folder and all that is in it"),
        ) from error


def _read(path: Path | str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a thousand cases have twenty thousand files
            if os.fstat(stream.fileno()).st_size > MAX_BYTES:
                raise DraftkitError(
                    msg("{path} is larger than {megabytes} MB", path=str(path), megabytes=MAX_BYTES // 1_000_000),
                    msg("make the file smaller, or leave it out of the folder"),
                )
            return stream.readall()
    except OSError as error:
        raise DraftkitError(
            msg("{path} cannot be read: {reason}", path=str(path), reason=_reason(error)),
            msg("close other programs that use it, and see that you may read it"),
        ) from error


def cases(root: Path) -> list[Path]:
    """All the folders of drafts/ that are cases, or that hold anything at all, in order."""
    drafts = root / "drafts"
    return (
        sorted(each for each in drafts.iterdir() if each.is_dir() and not each.name.startswith("."))
        if drafts.is_dir()
        else []
    )


def manifests(root: Path) -> dict[str, bytes]:
    """What the builds in build/ have noted of themselves, by path from `root`."""
    found = sorted((root / "build").glob(f"*/{MANIFEST}"))
    whole = [path for path in found if path.is_file() and not path.parent.is_symlink()]
    return {path.relative_to(root).as_posix(): _read(path) for path in whole}


def manifest_in(folder: Path) -> bytes:
    """What the build in `folder` has noted of itself; nothing where there is none."""
    path = folder / MANIFEST
    return _read(path) if path.is_file() and not path.is_symlink() else b""


def builds(folder: Path, but: Collection[str]) -> list[Path]:
    """The folders in `folder` that draftkit has laid a build in, less those called as in `but`."""
    return [
        Path(each.path) for each in _entries(folder) if each.name not in but and _named_in(Path(each.path, MANIFEST))
    ]


def hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of files in `folder`, by name; those that cannot be read, or are too large, are left out."""
    found, room = {}, memoryview(bytearray(250_000))
    for name in names:
        digest = hashlib.sha256()
        with contextlib.suppress(OSError), open(f"{folder}/{name}", "rb", buffering=0) as stream:  # noqa: PTH123
            if os.fstat(stream.fileno()).st_size <= MAX_BYTES:
                while size := stream.readinto(room):
                    digest.update(room[:size])
                found[name] = digest.hexdigest()
    return found


def hashes_below(root: Path, folder: str) -> dict[str, str] | None:
    """The SHA-256 of each file below `folder`, by its path from `root`.

    None where that does not say all: there is a symbolic link, or something that cannot be read.
    """
    files, links, refused = _Files(root), set[str](), dict[str, Refused]()
    if _link_to(root, root / folder):
        return None
    _gather(root, root / folder, files, links, refused)
    found = hashes(root, files)
    return None if links or refused or len(found) < len(files) else found


def case_numbers(root: Path) -> dict[str, str]:
    """The folder of each case, from the root, by the case's number; a case without one is left out."""
    found: dict[str, str] = {}
    for folder in cases(root):
        facts = folder / "arende.yaml"
        if not facts.is_symlink() and facts.is_file():
            match = _NUMBER.search(_read(facts).decode("utf-8", "replace"))
            if match:
                found.setdefault(match[2].strip(), folder.relative_to(root).as_posix())
    return found


_NUMBER = lazily(r"""^dnr:[ \t]*(["']?)([^"'#\n]+?)\1[ \t]*(?:#.*)?$""", re.MULTILINE)


def write_all(folder: Path, files: Mapping[str, bytes], *, gone: Sequence[str] = ()) -> None:
    """Lays `files` in `folder`, and takes away those that are `gone`: all of it or nothing.

    Each is first written beside its place, since a disk may be full; and what it replaces is kept until all are in
    place, since one may be open in another program. Whoever is killed midway leaves whole files, old and new; they are
    changed in the order given, what is gone first.
    """
    waiting: list[tuple[str, Path]] = []
    replaced: list[tuple[Path, str | None]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = _beside(target)
            waiting.append((temporary, target))
            with Path(temporary).open("xb") as stream:
                stream.write(content)
            if target.is_file():
                Path(temporary).chmod(target.stat().st_mode & 0o7777)
        for name in gone:
            replaced.append((folder / name, _kept(folder / name, _beside(folder / name))))
            (folder / name).unlink()
        for temporary, target in waiting:
            replaced.append((target, _kept(target, f"{temporary}-old")))
            Path(temporary).replace(target)
    except BaseException as error:
        for target, old in replaced:
            _put_back(target, old)
        if not isinstance(error, OSError):
            raise
        raise DraftkitError(
            msg("{path} cannot be written: {reason}", path=str(folder), reason=_reason(error)),
            msg("see that there is room on the disk, that you may write there, and that no program has the file open"),
        ) from error
    finally:
        for each in [temporary for temporary, _ in waiting] + [old for _, old in replaced if old]:
            with contextlib.suppress(OSError):
                Path(each).unlink()


_LITTER = ".draftkit-"


def _beside(target: Path) -> str:
    """A name beside `target` that nothing has."""
    return f"{target.parent}/{_LITTER}{os.urandom(8).hex()}"


def replace_build(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Lays a build in `folder`; the paths of what an earlier build left there, which are removed.

    A draft's Word file beside a final PDF would be two documents that look like one. Whoever is killed midway leaves a
    manifest that names all that was laid, and whose hashes tell what of it is another build's: it is laid before the
    documents, and after what is removed.
    """
    with _alone_in(folder):
        for path in litter(folder):
            with contextlib.suppress(OSError):
                path.unlink()
        gone = sorted(name for name in _named_in(folder / MANIFEST) - files.keys() if (folder / name).is_file())
        in_order = sorted(files, key=lambda name: name != MANIFEST)
        write_all(folder, {name: files[name] for name in in_order}, gone=gone)
        for left in {(folder / name).parent for name in gone} - {folder}:
            with contextlib.suppress(OSError):  # others may lie in it
                left.rmdir()
    return [folder / name for name in gone]


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Waits until no other draftkit lays a build in `folder`. A lock on the folder itself goes with who has it."""
    handle = None
    with contextlib.suppress(ImportError, OSError):  # Windows, or a disk that knows no locks
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def litter(folder: Path) -> list[Path]:
    """What a build that was killed left half-done in `folder`.

    Where folders cannot be locked, what is younger than ten minutes may be somebody else's at work, and is left.
    """
    found = []
    for inside, _, names in os.walk(folder):
        found += [Path(inside, name) for name in names if name.startswith(_LITTER)]
    return found if os.name == "posix" else [path for path in found if time.time() - path.stat().st_mtime > 600]


def _named_in(manifest: Path) -> set[str]:
    """The files that an earlier build says that it made, as far as they lie in its own folder."""
    try:
        names = json.loads(manifest.read_bytes())["utdata"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {str(name) for name in names if not {"..", ""} & set(str(name).split("/"))}


def _kept(target: Path, name: str) -> str | None:
    """A second name for the file at `target`, so that it outlives its replacement; None where there is none."""
    try:
        os.link(target, name)
    except FileNotFoundError:
        return None
    except OSError:  # a disk that knows no such names
        Path(name).write_bytes(target.read_bytes())
    return name


def _put_back(target: Path, old: str | None) -> None:
    """What stood at `target` before, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        if old is not None:
            Path(old).replace(target)
        elif target.is_file():
            target.unlink()


def write_new(path: Path, content: bytes) -> bool:
    """Writes a file that does not exist; False where it does."""
    if path.exists():
        return False
    write_all(path.parent, {path.name: content})
    return True


def write_more(root: Path, new: Mapping[str, bytes], changed: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Lays new files in a working folder, and changes others from what they were read as: all of it or nothing.

    Nothing is overwritten: raises DraftkitError where a new file is there after all, or an old one has been changed.
    """
    refuse_links(root, [*new, *changed])
    for path in new:
        if os.path.lexists(root / path):
            raise DraftkitError(
                msg("{path} is there already", path=path), msg("nothing was written; run the command again")
            )
    for path, (before, _) in changed.items():
        if _read(root / path) != before:
            raise DraftkitError(
                msg("{path} has been changed by somebody else meanwhile", path=path),
                msg("nothing was written; run the command again"),
            )
    write_all(root, {**new, **{path: after for path, (_, after) in changed.items()}})


def write_report(path: Path, content: bytes) -> None:
    """Writes what a program is to read, over an earlier one; never through a symbolic link of the working folder."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - without following symbolic links
    root = next((folder for folder in whole.parents if (folder / SETTINGS).is_file()), None)
    if root is not None:
        refuse_links(root, [whole.relative_to(root).as_posix()])
    write_all(whole.parent, {whole.name: content})


_REASONS = {
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the disk is full"),
    errno.EROFS: msg("the disk is read-only"),
    errno.EACCES: msg("permission is denied"),
    errno.EPERM: msg("permission is denied"),
    errno.ENOTDIR: msg("a file is in the way of a folder"),
    errno.EEXIST: msg("a file is in the way of a folder"),
    errno.EISDIR: msg("a folder is in the way of a file"),
    errno.EFBIG: msg("the file is too large"),
    errno.EBUSY: msg("another program uses it"),
    errno.ETXTBSY: msg("another program uses it"),
    errno.ENOENT: msg("it does not exist"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.ELOOP: msg("the symbolic links go in a circle"),
    errno.EMFILE: msg("too many files are open"),
    errno.ENOMEM: msg("the memory is full"),
    errno.EIO: msg("the disk does not answer as it should"),
}


def refused(error: OSError) -> DraftkitError:
    """What the machine refused elsewhere than where files are laid: a full folder for temporary files, say."""
    hint = msg("see that there is room on the disk, also for temporary files, and that you may write where you stand")
    if error.filename is None:
        return DraftkitError(msg("the machine refused: {reason}", reason=_reason(error)), hint)
    return DraftkitError(msg("{path}: {reason}", path=str(error.filename), reason=_reason(error)), hint)


def _reason(error: OSError) -> Message | str:
    """Why the machine refused, in the reader's language where it is a common reason."""
    return _REASONS.get(error.errno or 0, os.strerror(error.errno) if error.errno else str(error))


def read_file(path: Path) -> bytes:
    """The bytes of one file that the user named."""
    if path.is_symlink() or path.is_dir():
        raise DraftkitError(msg("{path} is not a file", path=str(path)), msg("name the file itself"))
    if not path.is_file():
        raise DraftkitError(
            msg("{path} does not exist", path=str(path)), msg("see that the name is right, and where you stand")
        )
    return _read(path)


def make_folder(path: Path) -> None:
    """Makes a folder, unless it is there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DraftkitError(msg("{path} cannot be written: {reason}", path=str(path), reason=_reason(error))) from error
