"""`--sedan REVISION`: the ärenden that have changed since then, as Git tells it."""

from __future__ import annotations

import sys
from pathlib import Path

from ..messages import msg, words
from ..problems import DraftkitError
from ..project import SETTINGS
from .app import CLEAN, translations

_SHARED = (SETTINGS, "register/", "templates/")


def changed_since(root: Path, cases: list[Path], revision: str) -> list[Path]:
    """Those of `cases` that have changed, or all where what they share has. Says so and exits where there is none."""
    from ..edges import git

    repository = git.repository(root)
    if repository is None:
        raise DraftkitError(
            msg("the working folder is in no Git repository, so that earlier files cannot be looked at"),
            msg("leave out --sedan"),
        )
    changed = repository.changed_since(revision)
    if any(path.startswith(_SHARED) for path in changed):
        return cases
    folders = {"/".join(path.split("/")[:2]) for path in changed}
    found = [each for each in cases if each.relative_to(root).as_posix() in folders]
    if not found:
        print(words(msg("no ärende has changed since {revision}", revision=revision), translations()))
        sys.exit(CLEAN)
    return found
