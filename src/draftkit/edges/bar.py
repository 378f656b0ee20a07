"""A bar that grows at a terminal while many ärenden are built; nothing elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """A bar of `total` steps on `stream`. It is drawn when the first text comes, and gone when it is ended."""

    def __init__(self, stream: TextIO, total: int, *, shown: bool) -> None:
        self._stream, self._total, self._shown = stream, total, shown
        self._drawn: Progress | None = None

    def show(self, done: int, text: str) -> None:
        """Draws the bar with `done` steps behind it and the text before it."""
        if not self._shown:
            return
        if self._drawn is None:
            self._drawn = _progress(self._stream)
            self._drawn.add_task(text, total=self._total)
            self._drawn.start()
        self._drawn.update(self._drawn.task_ids[0], completed=done, description=text)

    def write(self, text: str, stream: TextIO) -> None:
        """Writes whole lines on `stream`; above the bar where both are at the terminal."""
        if self._drawn is None or not stream.isatty():
            stream.write(text)
            stream.flush()
            return
        from rich.text import Text

        self._drawn.console.print(Text.from_ansi(text, no_wrap=True), soft_wrap=True, highlight=False)

    def end(self) -> None:
        """Takes the bar away for good."""
        if self._drawn is not None:
            self._drawn.stop()
            self._drawn = None


def _progress(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    return Progress(
        *columns, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False
    )
