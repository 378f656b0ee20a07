"""Work shared out among processes of our own, each of which has a limit: what takes too long, or too much, is ended.

The only door to multiprocessing and to the limits of the system. A process does one task after another, and is started
anew where it had to be ended; a task that ends its process fails by itself. No process outlives the one that asked.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from enum import Enum
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

_NOTHING_MORE = None  # no task
_LEAVING = 5.0  # seconds that a process may take to go by itself
_START = 60.0  # seconds that a process may take until it can work, beside those of the task


class Limits(Struct, frozen=True):
    """What one task may take: seconds, and megabytes of memory for a process and as many for its engine."""

    seconds: int
    megabytes: int


class Reason(Enum):
    """Why a task came to nothing."""

    TIME = "time"
    MEMORY = "memory"
    BUG = "bug"  # an exception that nobody expects
    DEATH = "death"  # the process is gone, and nobody knows why


class Failed(Struct, frozen=True):
    """A task that came to nothing: why, at which stage of it, and what is known (a traceback, an exit code)."""

    reason: Reason
    stage: str
    detail: str = ""


class Desk(Protocol):
    """What a worker tells the one who asked, while it is at work."""

    def stage(self, name: str) -> None:
        """A stage of the task begins."""

    def engine(self, pid: int) -> None:
        """The process `pid` works for this one, and is to be ended with it."""


Work = Callable[[Any], Any]
Setup = Callable[[Desk], Work]


def shared_out(
    tasks: Iterator[Any], setup: Setup, jobs: int, limits: Limits
) -> Generator[tuple[Any, Any | Failed], None, None]:
    """Does each task in one of `jobs` processes: the tasks with what came of them, in the order in which they end.

    `setup` is called once in each process, and gives what is called there with each task. It, the tasks and what comes
    of them are pickled. A task is asked for when a process is free for it. All is ended when the iterator is closed;
    where this process is asked to end (SIGTERM), that is as if somebody had pressed Ctrl-C.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="draftkit-", ignore_cleanup_errors=True) as scratch:
        team = _Team(setup, limits, Path(scratch))
        try:
            yield from team.work(tasks, jobs)
        finally:
            team.end()


class _Worker:
    """A process, as it looks from outside."""

    def __init__(self, setup: Setup, limits: Limits, scratch: Path) -> None:
        self.scratch, self.engine, self.stage = scratch, 0, ""
        scratch.mkdir()
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, setup, limits, str(scratch)), daemon=True)
        self.process.start()
        theirs.close()
        self.deadline, self.task = 0.0, None

    def give(self, task: Any, seconds: float) -> None:
        """Hands over a task, which has so many seconds."""
        self.task, self.stage, self.deadline = task, "", time.monotonic() + seconds
        with contextlib.suppress(OSError):  # it has died: seen when its answer is asked for
            self.connection.send(task)

    def dismiss(self) -> None:
        """Lets it go by itself, since there is nothing more to do."""
        with contextlib.suppress(OSError):
            self.connection.send(_NOTHING_MORE)
            self.process.join(_LEAVING)

    def end(self) -> None:
        """Ends it at once, and its engine."""
        for pid in (self.engine, self.process.pid):
            if pid:
                kill(pid)
        self.process.join()
        self.connection.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def death(self) -> Failed:
        """What a process that is gone died of, by what it said and how it went."""
        self.process.join()
        said = ""
        with contextlib.suppress(OSError):  # it may have died before it could say anything
            said = (self.scratch / "stderr").read_text(encoding="utf-8", errors="replace")
        if "memory allocation of" in said or "MemoryError" in said:
            return Failed(Reason.MEMORY, self.stage)
        code = self.process.exitcode or 0
        with contextlib.suppress(ValueError):
            return Failed(Reason.DEATH, self.stage, signal.Signals(-code).name)
        return Failed(Reason.DEATH, self.stage, str(code))


class _Team:
    """The processes of a run."""

    def __init__(self, setup: Setup, limits: Limits, scratch: Path) -> None:
        self.setup, self.limits, self.scratch = setup, limits, scratch
        self.started = 0
        self.busy: list[_Worker] = []
        self.idle: list[_Worker] = []

    def work(self, tasks: Iterator[Any], jobs: int) -> Iterator[tuple[Any, Any | Failed]]:
        """Hands out the tasks, and yields what comes of each."""
        left = True
        while left or self.busy:
            while left and len(self.busy) < jobs:
                for task in tasks:
                    self._hand_out(task)
                    break
                else:
                    left = False
            yield from self._heard()
        for each in self.idle:
            each.dismiss()

    def end(self) -> None:
        """Ends all of them."""
        for each in [*self.busy, *self.idle]:
            each.end()

    def _hand_out(self, task: Any) -> None:
        fresh = not self.idle
        if fresh:
            self.started += 1
            self.idle.append(_Worker(self.setup, self.limits, self.scratch / str(self.started)))
        worker = self.idle.pop()
        worker.give(task, self.limits.seconds + (_START if fresh else 0))
        self.busy.append(worker)

    def _heard(self) -> Iterator[tuple[Any, Any | Failed]]:
        """Waits until somebody says something or has taken too long."""
        if not self.busy:
            return
        first = min(each.deadline for each in self.busy)
        heard = wait([each.connection for each in self.busy], timeout=max(first - time.monotonic(), 0.0))
        for worker in [*self.busy]:
            if worker.connection in heard:
                answer = self._answer(worker)
            elif worker.deadline < time.monotonic():
                answer = self._ended(worker, Failed(Reason.TIME, worker.stage))
            else:
                continue
            if answer is not None:
                yield answer

    def _answer(self, worker: _Worker) -> tuple[Any, Any | Failed] | None:
        """What a worker says; None where it is not done yet."""
        try:
            kind, said = worker.connection.recv()
        except (EOFError, OSError):
            return self._ended(worker, worker.death())
        if kind == "ready":
            worker.deadline = min(worker.deadline, time.monotonic() + self.limits.seconds)
        elif kind == "stage":
            worker.stage = said
        elif kind == "engine":
            worker.engine = said
        elif kind == "done":
            self.busy.remove(worker)
            self.idle.append(worker)
            return worker.task, said
        else:  # it does not go on after a failure, since nobody knows what that has left behind
            return self._ended(worker, Failed(kind, worker.stage, said))
        return None

    def _ended(self, worker: _Worker, failed: Failed) -> tuple[Any, Failed]:
        self.busy.remove(worker)
        worker.end()
        return worker.task, failed


def kill(pid: int) -> None:
    """Ends a process at once, if it is there."""
    with contextlib.suppress(OSError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


# --- in the process ------------------------------------------------------------------------------


class _Told(Struct):
    """The desk of a worker: what it tells goes through the connection."""

    connection: Connection
    pid: int = 0

    def stage(self, name: str) -> None:
        """A stage of the task begins."""
        self.connection.send(("stage", name))

    def engine(self, pid: int) -> None:
        """The process `pid` works for this one."""
        self.pid = pid
        self.connection.send(("engine", pid))


def _serve(connection: Connection, setup: Setup, limits: Limits, scratch: str) -> None:
    """The life of a process: it is set up, and does what it is given until nobody gives it anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked is told of Ctrl-C, and ends us
    desk = _Told(connection)
    threading.Thread(target=_follow, args=(desk,), daemon=True).start()
    _confined(limits, scratch)
    try:
        work = setup(desk)
        connection.send(("ready", None))
        while (task := connection.recv()) != _NOTHING_MORE:
            connection.send(("done", work(task)))
    except (EOFError, BrokenPipeError):
        pass
    except MemoryError:
        connection.send((Reason.MEMORY, ""))
    except Exception:
        connection.send((Reason.BUG, traceback.format_exc()))
    _leave(desk)


def _follow(desk: _Told) -> None:
    """Ends this process and its engine when the one that asked is gone, whatever they are at."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        _leave(desk)


def _leave(desk: _Told) -> None:
    if desk.pid:
        kill(desk.pid)
        with contextlib.suppress(OSError):
            os.waitpid(desk.pid, 0)
    os._exit(0)


def _confined(limits: Limits, scratch: str) -> None:
    """Sets the limit of memory, and a place of its own for temporary files and for what libraries say of themselves.

    Where the system has no such limit (macOS, Windows), pandoc's own memory is limited all the same.
    """
    tempfile.tempdir = scratch
    os.environ |= {"TMPDIR": scratch, "TEMP": scratch, "TMP": scratch, "GHCRTS": f"-M{limits.megabytes}m"}
    stream = os.open(os.path.join(scratch, "stderr"), os.O_WRONLY | os.O_CREAT, 0o600)  # noqa: PTH118
    for number in (1, 2):
        os.dup2(stream, number)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        room = limits.megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (room, room))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
