"""The way in: the language first, then the command; whatever the machine refuses is told in one line."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import warnings
from typing import NoReturn


def main() -> None:
    """Runs the command line. Exits 0 clean, 1 where the user's text has errors, 2 for usage or the machine."""
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
            getattr(sys, name).reconfigure(encoding="utf-8")
    try:
        _command()
    except (BrokenPipeError, KeyboardInterrupt):
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
    """The command asked for. pandoc is started before the rest is loaded, which takes as long as pandoc needs."""
    from .edges.engines.process import start

    process = start() if {"build", "check", "diff", "redline", "new"} & set(sys.argv[1:]) else None
    engine = None
    try:
        from .edges import language
        from .edges.engines.pandoc import Pandoc

        language.speak(language.wanted(sys.argv[1:], os.environ))
        engine = Pandoc(process) if process else None
        from .cli.app import app

        app(prog_name="draftkit", obj=engine)
    finally:
        if engine is not None:
            engine.kill()
        elif process is not None:
            process.kill()


def _tell(error: Exception) -> None:
    """What the machine could not do, in one line and a hint."""
    from .cli.app import colours, translations
    from .edges import disk
    from .edges.report.human import Human

    told = disk.refused(error) if isinstance(error, OSError) else error
    drawer = Human(translations(), lambda path: None, colour=colours(sys.stderr))
    print(drawer.error(told), file=sys.stderr)  # type: ignore[arg-type]


def run() -> NoReturn:
    """`main` as a program by itself, which neither collects garbage nor takes itself apart: a tenth of a short run."""
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
