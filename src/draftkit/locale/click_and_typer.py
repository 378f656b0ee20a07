"""What click and typer say to users, in their words: never run, only read by `make catalogue`.

They look up these sentences in our catalogue (edges/language.py), but the code of draftkit does not contain them;
without this list `make catalogue` would take their translations away. tests/test_language.py holds it against
the click and typer that are installed.
"""

from gettext import gettext as _
from gettext import ngettext

n = 1
SENTENCES = [
    # Help
    _("Usage:"),
    _("Arguments"),
    _("Options"),
    _("Commands"),
    _("Show this message and exit."),
    _("default: {default}"),
    _("required"),
    _("env var: {var}"),
    # Usage errors
    _("Try '{command} {option}' for help."),
    _("Error: {message}"),
    _("Aborted!"),
    _("Missing command."),
    _("Missing argument"),
    _("Missing option"),
    _("Missing parameter"),
    _("Missing {param_type}"),
    _("Missing parameter: {param_name}"),
    _("No such command {name!r}."),
    _("No such option {name!r}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", n),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", n),
    _("Option {name!r} does not take a value."),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", n),
    _("Argument {name!r} takes {nargs} values."),
    ngettext("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.", n),
    # Values
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("Choose from:\n\t{choices}"),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", n),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    _("file"),
    _("directory"),
    _("path"),
    _("{name} {filename!r} does not exist."),
    _("{name} {filename!r} is a file."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is not readable."),
    _("{name} {filename!r} is not writable."),
    _("Could not open file {filename!r}: {message}"),
    _("unknown error"),
]
