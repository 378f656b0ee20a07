"""Single words and names: the first letter, the genitive, roman numerals."""

from __future__ import annotations

import re

# A word that is spelled out letter by letter takes a colon: AB:s, SKR:s, DIGG:s. Two or more capitals
# (digits may follow) at the end of the name; "Stokab" and "Digg" are read as words.
_LETTER_WORD = re.compile(r"(?:^|[^\w])[A-ZÅÄÖ][A-ZÅÄÖ0-9]+$")
_HISS = ("s", "x", "z", "S", "X", "Z")
_ROMAN = re.compile(r"^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})$")


def upper_first(text: str) -> str:
    """`text` with its first letter raised and nothing else changed.

    servicenämnden -> Servicenämnden, but AB Stokab and DIGG stay as they are.
    """
    for index, char in enumerate(text):
        if char.isalpha():
            return text[:index] + char.upper() + text[index + 1 :]
    return text


def genitive(name: str) -> str:
    """The genitive of a name, on its last word.

    kulturnämnden -> kulturnämndens, Stensunda Stadshus AB -> Stensunda Stadshus AB:s,
    Stockholm Vatten och Avfalls -> unchanged: no second s after s, x or z.
    A name in parentheses keeps them outside: X AB (Y) -> X AB:s (Y).
    """
    base, space, rest = name.partition(" (")
    if space:
        return genitive(base) + space + rest
    if _LETTER_WORD.search(name):
        return name + ":s"
    return name if name.endswith(_HISS) else name + "s"


def is_roman(text: str) -> bool:
    """Whether `text` is a roman numeral between I and LXXXIX, as rotlar are numbered."""
    return bool(_ROMAN.match(text))
