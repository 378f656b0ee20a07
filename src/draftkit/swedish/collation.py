"""The order of the alphabet."""

from __future__ import annotations

_LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "é": "e", "è": "e", "ü": "y"})


def alphabetical(name: str) -> list[str]:
    """A key to sort names by: word for word, with å, ä and ö last, and w a letter of its own.

    Hägersten-Älvsjö -> after Hägersten-Liljeholmen, before Hässelby.
    """
    return name.casefold().translate(_LETTERS).replace("-", " ").split()
