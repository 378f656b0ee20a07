"""Git, as far as draftkit asks it anything."""

from __future__ import annotations

from pathlib import Path

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
