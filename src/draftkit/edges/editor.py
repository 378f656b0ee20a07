"""The user's own editor, where the environment names one."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def command(environment: Mapping[str, str]) -> list[str]:
    """VISUAL, else EDITOR, as a program and its arguments; empty where neither is set, or nothing can be made of it."""
    for name in ("VISUAL", "EDITOR"):
        text = environment.get(name, "").strip()
        if text:
            try:
                return shlex.split(text, posix="\\" not in text)
            except ValueError:
                return []
    return []


def opened(program: Sequence[str], path: Path) -> bool:
    """Opens a file and waits until it is closed; False where the program could not be started."""
    try:
        subprocess.run([*program, str(path)], check=False)
    except OSError:
        return False
    return True
