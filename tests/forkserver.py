"""draftkit started many times at a terminal, without loading Python each time.

Reads a line of JSON for each start: {"tty": "/dev/pts/3", "argv": [...], "cwd": "...", "env": {...}}. The child has the
terminal as its own, as from a shell, and runs what `python -m draftkit` runs. Its exit code is written when it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import termios
from datetime import date
from pathlib import Path

import draftkit.__main__
import draftkit.cli.app
import draftkit.cli.asking
import draftkit.cli.new
import draftkit.interview
from draftkit import drafting
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc


def child(order: dict[str, object]) -> None:
    os.setsid()
    tty = os.open(str(order["tty"]), os.O_RDWR)
    fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
    for number in (0, 1, 2):
        os.dup2(tty, number)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0, "r"), os.fdopen(1, "w"), os.fdopen(2, "w")
    os.chdir(str(order["cwd"]))
    os.environ.clear()
    os.environ.update(order["env"])  # type: ignore[call-overload]
    sys.argv = ["draftkit", *order["argv"]]  # type: ignore[misc]
    draftkit.__main__.run()


def warmed() -> None:
    """Works out once what each run works out for itself: the rules' patterns, the word list."""
    root = Path(__file__).parents[1] / "examples/minimal"
    with Pandoc() as pandoc:
        drafting.desk(disk.project(root, disk.cases(root), date(2031, 6, 15)), "drafts/ks-2031-0102", pandoc)


warmed()
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        child(json.loads(line))
    _, status = os.waitpid(pid, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
