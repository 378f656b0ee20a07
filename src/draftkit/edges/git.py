"""Git, as far as draftkit asks it: what stood in the files at each commit. The only door to the program git.

Nothing is written, fetched or checked out, and no setting of the user's changes what is read.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ..messages import msg
from ..problems import DraftkitError


class Commit(Struct, frozen=True):
    """A commit: its whole id, the day it was made (YYYY-MM-DD) and the first line of its message."""

    id: str
    day: str
    subject: str


class Repository(Struct, frozen=True):
    """The repository that a working folder lies in. `prefix` leads from its top to the folder: "" or "utredning/"."""

    folder: Path
    prefix: str

    def commits(self) -> list[Commit]:
        """All the commits of all branches, the latest first; none before the first one."""
        output = self._git("log", "--all", "--date-order", "-z", "--format=%H%x09%cs%x09%s")
        rows = [row.split("\t", 2) for row in output.decode("utf-8", "replace").split("\0") if row]
        return [Commit(*row) for row in rows]

    def ids(self, names: Sequence[str]) -> list[str | None]:
        """The ids of objects by name (“<commit>:<path>”); None for what was not there."""
        asked = "".join(f"{name}\n" for name in names).encode()
        output = self._git("cat-file", "--batch-check=%(objectname)", given=asked)
        return [line if " " not in line else None for line in output.decode("utf-8", "replace").splitlines()]

    def tree(self, tree: str) -> dict[str, str]:
        """The ids of the files in a tree, by path below it; a link or a submodule is no file."""
        output = self._git("ls-tree", "-r", "-z", "--full-tree", tree)
        rows = [row.partition("\t") for row in output.decode("utf-8", "surrogateescape").split("\0") if row]
        return {path: about.split(" ")[2] for about, _, path in rows if about.startswith("100")}

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """The bytes of files, by their ids."""
        output = self._git("cat-file", "--batch", given="".join(f"{each}\n" for each in blobs).encode())
        at = 0
        for _ in blobs:
            end = output.index(b"\n", at)
            size = int(output[at:end].split(b" ")[2])
            yield output[end + 1 : end + 1 + size]
            at = end + 1 + size + 1

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        done = _run(self.folder, *arguments, given=given)
        if done.returncode:
            raise _refused(done.stderr)
        return done.stdout


def repository(folder: Path) -> Repository | None:
    """The repository that `folder` lies in; None where it lies in none. Raises DraftkitError where git is not there."""
    done = _run(folder, "rev-parse", "--show-prefix")
    if done.returncode == 0:
        return Repository(folder, done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n"))
    if b"not a git repository" in done.stderr:
        return None
    raise _refused(done.stderr)


# A folder of the files may itself be laid out as a repository, with settings that name programs to run; and a setting
# of the repository's own may show what a program makes of a file instead of the file.
_WARY = (
    "--no-pager", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
    "-c", "log.showSignature=false",
)  # fmt: skip


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *_WARY, *arguments],
            input=given,
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError as error:
        raise DraftkitError(
            msg("the program git is not found, so that earlier versions of the files cannot be looked at"),
            msg("install Git, or run the command where it is installed"),
        ) from error


def _refused(said: bytes) -> DraftkitError:
    if b"dubious ownership" in said:
        return DraftkitError(
            msg("Git does not open the repository, since somebody else owns its folder"),
            msg("let its owner run the command, or allow it: git config --global --add safe.directory FOLDER"),
        )
    reason = said.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
    return DraftkitError(msg("git refuses: {reason}", reason=reason), msg("see what “git status” says in the folder"))


_BRANCH = "ref: refs/heads/"


def branch(root: Path) -> str | None:
    """The branch that is checked out where `root` lies; None outside Git, and where no branch is.

    It is read from Git's own file, so that it can be asked where the program is not installed.
    """
    for folder in (root, *root.parents):
        git = folder / ".git"
        try:
            if git.is_file():  # a work tree beside the repository: gitdir: /path/to/it
                git = folder / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            if (git / "HEAD").is_file():
                head = (git / "HEAD").read_text(encoding="utf-8").strip()
                return head.removeprefix(_BRANCH) if head.startswith(_BRANCH) else None
        except (OSError, ValueError):
            return None
    return None
