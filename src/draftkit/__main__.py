"""The way in: the language first, then the command; whatever the machine refuses is told in one line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs the command line. Exits 0 clean, 1 where the user's text has errors, 2 for usage or the machine."""
    if sys.argv[1:] == ["--version"]:  # asked for by scripts, and answered before anything is loaded
        from . import __version__

        print(f"draftkit {__version__}")
        return
    from .edges import language

    language.speak(language.wanted(sys.argv[1:], os.environ))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")

    from .cli import commands
    from .edges.report.human import Human
    from .problems import DraftkitError

    try:
        commands.app(prog_name="draftkit")
    except DraftkitError as error:
        drawer = Human(commands.translations(), lambda path: None, colour=commands.colours(sys.stderr))
        print(drawer.error(error), file=sys.stderr)
        sys.exit(commands.TROUBLE)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(130)


if __name__ == "__main__":
    main()
