"""The way in: the language first, then the command; whatever the machine refuses is told in one line."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import warnings
from typing import NoReturn

_NOBODY_READS = 141  # as a shell reports a program that the system ends for it (128 + SIGPIPE)


def main() -> None:
    """Runs the command line. Exits 0 clean, 1 where the user's text has errors, 2 for usage or the machine.

    Where nobody reads the output any more (`draftkit check | head`) it ends without a word, as other programs do.
    """
    if sys.argv[1:] == ["--version"]:  # asked for by scripts, and answered before anything is loaded
        from . import __version__

        print(f"draftkit {__version__}")
        return
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what libraries say of a damaged PDF, to developers and in English
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the one who called us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _command()
    except BrokenPipeError:
        sys.exit(_NOBODY_READS)
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the shell's prompt is not to stand after what was going on
        sys.exit(130)
    except Exception as error:
        from .problems import DraftkitError

        if not isinstance(error, (DraftkitError, OSError)):
            raise
        _tell(error)
        sys.exit(2)


def _command() -> None:
    """The command asked for. Where pandoc is always needed it is started before the rest, which takes as long."""
    process = engine = None
    if _builds_here(sys.argv[1:]):
        from .edges.engines.process import start

        process = start()
    try:
        from .edges import language
        from .edges.engines.pandoc import Pandoc

        language.speak(language.wanted(sys.argv[1:], os.environ))
        engine = Pandoc(process)
        from .cli.app import app

        try:
            app(prog_name="draftkit", obj=engine)
        except SystemExit:
            _leave_if_nobody_reads()
            raise
    finally:
        if engine is not None:
            engine.kill()
        elif process is not None:
            process.kill()


def _builds_here(arguments: list[str]) -> bool:
    """Whether pandoc is needed in this process: many ärenden are built in others (cli/many.py)."""
    return "build" in arguments and "--all" not in arguments and not os.environ.get("CI")


def _tell(error: Exception) -> None:
    """What the machine could not do, in one line and a hint."""
    from .cli.app import colours, translations
    from .edges import disk
    from .edges.report.human import Human

    told = disk.refused(error) if isinstance(error, OSError) else error
    drawer = Human(translations(), lambda path: None, colour=colours(sys.stderr))
    print(drawer.error(told), file=sys.stderr)  # type: ignore[arg-type]


def _leave_if_nobody_reads() -> None:
    """click ends with 1 when its output is closed, as errors in a text do, and leaves its own kind of output behind."""
    from click.utils import PacifyFlushWrapper

    if isinstance(sys.stdout, PacifyFlushWrapper):
        sys.exit(_NOBODY_READS)


def run() -> NoReturn:
    """`main` as a program by itself, which neither collects garbage nor takes itself apart: a tenth of a short run."""
    if getattr(sys, "frozen", False):  # one file with all in it: a process of cli/many.py begins here too
        from multiprocessing import freeze_support

        freeze_support()
    gc.set_threshold(100_000, 50, 50)
    code: object = 0
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        code = 130
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    run()
