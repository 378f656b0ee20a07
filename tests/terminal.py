"""A terminal with somebody in it: what is on the screen, and keys to press."""

from __future__ import annotations

import json
import os
import pty
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pyte

COLUMNS, ROWS = 110, 50
ENTER, ESC, UP, DOWN, CTRL_C, CTRL_U = "\r", "\x1b", "\x1b[A", "\x1b[B", "\x03", "\x15"
_WRAPPED = 3  # lines that a long question goes on
_PATIENCE = 60  # seconds, for a machine that does much else


class Server:
    """Starts draftkit at terminals: one process that has loaded it already."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forkserver.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def start(self, tty: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        assert self._process.stdin is not None
        order = {"tty": tty, "argv": list(arguments), "cwd": str(folder), "env": dict(environment)}
        print(json.dumps(order), file=self._process.stdin, flush=True)

    def exit_code(self) -> int:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE)
        assert ready, "draftkit did not end"
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class Terminal:
    """draftkit, run at a terminal in `folder`."""

    def __init__(self, server: Server, folder: Path, *arguments: str, **environment: str) -> None:
        self._server = server
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.said = b""  # everything, as it came
        self._master, self._slave = pty.openpty()
        self._open: tuple[int, ...] = (self._slave, self._master)
        ioctl(self._slave, TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        kept |= {"TERM": "xterm-256color", "PYTHONUTF8": "1", **environment}
        server.start(os.ttyname(self._slave), arguments, folder, kept)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def until(self, words: str) -> str:
        """The screen, once `words` are on it."""
        return self._when(lambda: words in self._joined, words)

    def asked(self, question: str) -> str:
        """The screen, once its last question begins so and waits for an answer."""
        return self._when(lambda: self._waits_at(question), question)

    @property
    def _joined(self) -> str:
        """The screen with its lines put together, since a long line goes on in the next."""
        return "".join(self._screen.display)

    def _waits_at(self, question: str) -> bool:
        """Whether the last question begins so, and the cursor stands there or among its choices."""
        lines, cursor = self._screen.display, self._screen.cursor.y
        row = max((number for number, line in enumerate(lines) if line.startswith("> ")), default=0)
        return lines[row].startswith(question) and (cursor - row <= _WRAPPED or lines[cursor].startswith(" »"))

    def _when(self, seen: Callable[[], bool], words: str) -> str:
        end = time.monotonic() + _PATIENCE
        while not seen():
            assert time.monotonic() < end, f"waited for {words!r} in vain:\n{self.text}"
            self._read()
        return self.text

    def press(self, *keys: str) -> None:
        """Presses keys, with the time between them that a hand takes."""
        for each in keys:
            os.write(self._master, each.encode())
            if each == ESC:
                time.sleep(0.1)

    def paste(self, text: str) -> None:
        """Pastes as a terminal does."""
        self.press(f"\x1b[200~{text}\x1b[201~")

    def ended(self) -> int:
        """The exit code, once it has ended."""
        try:
            code = self._server.exit_code()
        except AssertionError:
            raise AssertionError(f"it goes on:\n{self.text}") from None
        while self._read(0.02):
            pass
        self.close()
        return code

    @property
    def running(self) -> bool:
        """Whether it has not been seen to end."""
        return bool(self._open)

    def close(self) -> None:
        """Closes the terminal: who is still there hears of it, as when a window is closed."""
        for each in self._open:
            os.close(each)
        self._open = ()

    def _read(self, seconds: float = 0.2) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        data = os.read(self._master, 65536) if ready else b""
        self.said += data
        self._stream.feed(data)
        return bool(data)
