"""pandoc as a process, which is started before anything else is loaded: it takes as long as that to get ready."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

Process = subprocess.Popen[bytes]
Slow = subprocess.TimeoutExpired
_WORKER = Path(__file__).with_name("worker.lua")


def start() -> Process:
    """A pandoc process that waits for jobs. Raises DraftkitError where it does not start."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "315532800"}
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            [program(), "lua", str(_WORKER)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        from ...messages import msg
        from ...problems import DraftkitError

        raise DraftkitError(
            msg("pandoc does not start: {reason}", reason=str(error)), msg("install draftkit again")
        ) from error


def program() -> str:
    """The path of the pandoc that the wheel pypandoc_binary brings. Raises DraftkitError where it is missing."""
    spec = importlib.util.find_spec("pypandoc")
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    from ...messages import msg
    from ...problems import DraftkitError

    raise DraftkitError(msg("pandoc is missing from the installation"), msg("install draftkit again"))
