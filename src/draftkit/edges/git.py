"""Git, as far as draftkit asks it: what stood in the files at each commit. The only door to the program git.

Nothing is fetched or checked out, nothing written but two settings where `init --git` asks for it, and no setting of
the user's changes what is read.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..messages import Message, msg
from ..patterns import lazily
from ..problems import DraftkitError
from ..swedish.likeness import slips
from .disk import MAX_BYTES


class Commit(Struct, frozen=True):
    """A commit: its whole id, the day it was checked in (YYYY-MM-DD) and the first line of its message.

    `author` is who wrote what is in it. `moment` is when it was checked in, in ISO 8601 with the offset of that clock:
    versions are chosen and told by this one time, and not by when an author first wrote something.
    """

    id: str
    day: str
    subject: str
    author: str = ""
    moment: str = ""


class Tree(Struct, frozen=True):
    """The files of a commit below the working folder: the id of each by its path, and the paths of symbolic links."""

    files: Mapping[str, str]
    links: frozenset[str]


class Edit(Struct, frozen=True):
    """What a commit did to a file: the ids of its content before and after, None where it was not there.

    `beside` has the ids of its content in the other branches that a merge has joined with the first.
    """

    commit: Commit
    path: str
    before: str | None
    after: str | None
    beside: tuple[str, ...] = ()


class Repository(Struct, frozen=True):
    """The repository that a working folder lies in. `prefix` leads from its top to the folder: "" or "utredning/"."""

    folder: Path
    prefix: str

    def configure(self, settings: Mapping[str, str]) -> None:
        """Writes settings of this repository, which stay on this computer. The one thing that is ever written."""
        for name, value in settings.items():
            self._git("config", "--local", name, value)

    def changed_since(self, revision: str) -> list[str]:
        """The files below the folder that are not as they were at `revision`, or are new, by path from the folder."""
        before = self.commit(revision).id
        changed = self._git("diff", "--name-only", "--no-renames", "--relative", "--no-ext-diff", "-z", before, "--")
        added = self._git("ls-files", "--others", "--exclude-standard", "-z")
        return [os.fsdecode(each) for each in (changed + added).split(b"\0") if each]

    def commits(self) -> list[Commit]:
        """All the commits of all branches, the latest first; none before the first one."""
        return self._log("--all", "--date-order")

    def commit(self, name: str) -> Commit:
        """The commit that a revision's name means: a branch, a tag, an id, HEAD~2; raises DraftkitError for none.

        A day (YYYY-MM-DD) that is no name of Git's means what HEAD was at the end of it.
        """
        if found := self._named(name):
            return self._log("--no-walk", found)[0]
        if found_by_day := self._of_day(name):
            return found_by_day
        raise self.unknown(name)

    def is_revision(self, name: str) -> bool:
        """Whether `name` means a commit."""
        return bool(self._named(name) or self._of_day(name))

    def _named(self, name: str) -> str:
        """The id of the commit of that name; empty where there is none."""
        if not name or name.startswith("-") or not name.isprintable():
            return ""
        asked = f"{name}^{{commit}}"
        done = _run(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        return done.stdout.decode().strip() if done.returncode == 0 else ""

    def _of_day(self, name: str) -> Commit | None:
        if not _DAY.fullmatch(name) or not self._named("HEAD"):
            return None
        return next((each for each in self._log("HEAD") if each.day <= name), None)

    def common(self, one: Commit, other: Commit) -> Commit:
        """The last commit that the histories of both have in common. Raises DraftkitError where there is none."""
        found = _run(self.folder, "merge-base", one.id, other.id)
        if found.returncode:
            raise DraftkitError(
                msg("{one} and {other} have no history in common", one=one.id[:10], other=other.id[:10]),
                self._fetch_all() if self._shallow() else msg("compare the two with each other: {one} {other}",
                                                              one=one.id[:10], other=other.id[:10]),
            )  # fmt: skip
        return self._log("--no-walk", found.stdout.decode().split()[0])[0]

    def led_to(self, earlier: str, later: str) -> bool:
        """Whether the commit `earlier` (an id) is one of those that `later` was made upon."""
        return not _run(self.folder, "merge-base", "--is-ancestor", "--end-of-options", earlier, later).returncode

    def files(self, commit: Commit, places: Sequence[str]) -> Tree:
        """The files of `commit` at and below `places`, which are paths from the working folder."""
        asked = [f"{self.prefix}{place}" for place in places]
        output = self._git("ls-tree", "-r", "-z", "--full-tree", commit.id, "--", *asked)
        files, links = dict[str, str](), set[str]()
        for row in output.decode("utf-8", "surrogateescape").split("\0"):
            about, _, whole = row.partition("\t")
            path = whole.removeprefix(self.prefix)
            if about.startswith("100"):
                files[path] = about.split(" ")[2]
            elif about.startswith("120000"):
                links.add(path)
        return Tree(files, frozenset(links))

    def submodules(self, commit: Commit) -> list[str]:
        """The paths, from the working folder, of the repositories within the repository that `commit` refers to."""
        output = self._git("ls-tree", "-r", "-z", "--full-tree", commit.id)
        rows = [row.partition("\t") for row in output.decode("utf-8", "surrogateescape").split("\0") if row]
        return [path.removeprefix(self.prefix) for about, _, path in rows if about.startswith("160000")]

    def ignored(self, paths: Sequence[str]) -> dict[str, str]:
        """Those of `paths` that Git ignores, each with the file and line of the rule."""
        if not paths:
            return {}
        asked = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        done = _run(self.folder, "check-ignore", "--verbose", "-z", "--stdin", given=asked)
        if done.returncode > 1:  # 1: none of them
            raise _refused(done.stderr)
        fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")
        return {fields[at + 3]: f"{fields[at]}:{fields[at + 1]}" for at in range(0, len(fields) - 3, 4)}

    def read(self, files: Mapping[str, str]) -> dict[str, bytes]:
        """The bytes of files, given their ids by path. Raises DraftkitError for one that is too large or not there."""
        if not files:
            return {}
        blobs = [*files.values()]
        asked = "".join(f"{each}\n" for each in blobs).encode()
        answers = self._git("cat-file", "--batch-check=%(objectsize)", given=asked).decode("utf-8", "replace")
        for path, size in zip(files, answers.splitlines(), strict=True):
            if not size.isdigit():
                raise DraftkitError(
                    msg("{path} has not been fetched to this machine as it was at an earlier commit", path=path),
                    msg("fetch everything: git fetch --refetch --no-filter"),
                )
            if int(size) > MAX_BYTES:
                raise DraftkitError(
                    msg("{path} is larger than {megabytes} MB", path=path, megabytes=MAX_BYTES // 1_000_000),
                    msg("make the file smaller, or leave it out of the folder"),
                )
        return dict(zip(files, self.contents(blobs), strict=True))

    def edits(self, old: Commit, new: Commit, places: Sequence[str]) -> list[Edit]:
        """What the commits that lead to `new`, but not to `old`, did to files at and below `places`, the latest first.

        Of a merge it has the files that were in all of its branches, and are as they were in none of them: what it
        brings in without a change has been done by others.
        """
        form = "%x02%H%x00%cs%x00%an%x00%cI"
        asked = [f"{self.prefix}{place}" for place in places]
        output = self._git(
            "-c", "log.showSignature=false", "log", "-z", "--raw", "--no-abbrev", "--no-renames", "-c",
            f"--format={form}", f"{old.id}..{new.id}", "--", *(f":(top){each}" for each in asked),
        )  # fmt: skip
        found = []
        for chunk in output.decode("utf-8", "surrogateescape").split("\x02")[1:]:
            number, day, author, moment, *rows = chunk.split("\0")
            commit = Commit(number, day, "", author, moment.strip())
            about = [row.strip("\n") for row in rows if row.strip("\n")]
            for row, path in zip(about[::2], about[1::2], strict=True):
                # “:100644 100644 <id> <id> M”; of two branches “::100644 100644 100644 <id> <id> <id> MM”
                branches = len(row) - len(row.lstrip(":"))
                ids = row.split(" ")[branches + 1 : 2 * branches + 2]
                *befores, after = (None if set(each) == {"0"} else each for each in ids)
                beside = tuple(each for each in befores[1:] if each)
                if branches == 1 or (befores[0] and after and len(beside) == branches - 1):
                    found.append(Edit(commit, path.removeprefix(self.prefix), befores[0], after, beside))
        return found

    def user(self) -> str:
        """The name that commits made here would bear; empty where none is set."""
        done = _run(self.folder, "config", "--get", "user.name")
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

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

    def _log(self, *arguments: str) -> list[Commit]:
        form = "%H%x00%cs%x00%s%x00%an%x00%cI"
        output = self._git("-c", "log.showSignature=false", "log", "-z", f"--format={form}", *arguments, "--")
        fields = output.decode("utf-8", "replace").split("\0")
        return [Commit(*fields[at : at + 5]) for at in range(0, len(fields) - 4, 5)]

    def unknown(self, name: str) -> DraftkitError:
        """That there is no revision of that name, and what to do."""
        if not self._named("HEAD") and not self.commits():
            return DraftkitError(
                msg("there is no commit in the repository yet, so that there is nothing to compare with"),
                msg("commit what is there: git add -A, and then git commit"),
            )
        unknown = msg("Git knows no revision “{name}”", name=name)
        if like := self._like(name):
            return DraftkitError(unknown, msg("did you mean {names}?", names=" | ".join(like)))
        if self._shallow():
            return DraftkitError(unknown, self._fetch_all())
        if _DAY.fullmatch(name) and self._named("HEAD"):
            first = self._log("HEAD")[-1]
            return DraftkitError(unknown, msg("the first commit is from {day}", day=first.day))
        return DraftkitError(
            unknown, msg("name a branch, a tag or a commit; git log lists the commits, and git branch -a the branches")
        )

    def _like(self, name: str) -> list[str]:
        """The branches and tags that are called so, but for where they were fetched from or a slip."""
        output = self._git("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        names = output.decode("utf-8", "replace").splitlines()
        ends = [each for each in names if name and each.endswith(f"/{name}")]
        return ends or [each for each in names if slips(each.casefold(), name.casefold()) <= len(name) // 4][:3]

    def _shallow(self) -> bool:
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _fetch_all(self) -> Message:
        return msg(
            "only the latest commits have been fetched: git fetch --unshallow gets the rest (in CI, fetch-depth: 0)"
        )

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        done = _run(self.folder, *arguments, given=given)
        if done.returncode:
            raise _refused(done.stderr)
        return done.stdout


_DAY = lazily(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def repository(folder: Path) -> Repository | None:
    """The repository that `folder` lies in; None where it lies in none. Raises DraftkitError where git is not there."""
    done = _run(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    if done.returncode == 0:
        inside, _, prefix = done.stdout.decode("utf-8", "surrogateescape").partition("\n")
        if inside == "true":
            return Repository(folder, prefix.removesuffix("\n"))
        raise DraftkitError(
            msg("{path} is a repository without files to work in (bare)", path=str(folder)),
            msg("clone it with git clone, and run the command there"),
        )
    # A bare one lies among the files of the folder: nobody works in one, but it may be laid there to do harm.
    if b"not a git repository" in done.stderr or b"cannot use bare repository" in done.stderr:
        return None
    raise _refused(done.stderr)


# A folder of the files may itself be laid out as a repository, with settings that name programs to run; and a setting
# of the repository's own may show what a program makes of a file instead of the file.
_WARY = (
    "--no-pager", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
    "-c", "log.showSignature=false",
)  # fmt: skip


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
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
        named = re.search(rb"at '([^'\n]+)'", said)
        folder = named[1].decode("utf-8", "replace") if named else "FOLDER"
        return DraftkitError(
            msg("Git does not open the repository {folder}, since somebody else owns the folder", folder=folder),
            msg(
                "let its owner run the command, or, if you trust what is there, allow it for yourself: "
                "git config --global --add safe.directory '{folder}'",
                folder=folder,
            ),
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
