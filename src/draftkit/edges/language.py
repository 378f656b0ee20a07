"""The reader's language: the catalogues in locale/, and what the program's own libraries say."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("sv", "en")
_FOLDER = Path(__file__).parents[1] / "locale"


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for by `--lang`, else by DRAFTKIT_LANG; Swedish otherwise."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument[len("--lang=") :])
        if argument == "--lang" and index + 1 < len(arguments):
            return _known(arguments[index + 1])
    return _known(environment.get("DRAFTKIT_LANG", "sv"))


def _known(name: str) -> str:
    return name if name in LANGUAGES else "sv"


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; English needs none, since it is what the code says."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("draftkit", str(_FOLDER), languages=[language])


def speak(language: str) -> None:
    """Lets the libraries that print help and usage errors (click, typer) speak `language` from our catalogue."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("draftkit", str(_FOLDER))
    gettext.textdomain("draftkit")
