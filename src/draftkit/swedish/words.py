"""Single words and names: the first letter, the genitive, numbers."""

from __future__ import annotations

from ..patterns import lazily

# What is read letter by letter or as a number takes a colon: AB:s, SKR:s, DIGG:s, TV4:s, distrikt A:s, skola 24:s.
# A last word of capitals and digits only; "Stokab" and "Digg" are read as words.
_LETTER_WORD = lazily(r"(?:^|\W)[A-ZÅÄÖ0-9]+$")
_HISS = ("s", "x", "z", "S", "X", "Z")
NUMERALS = (
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo"
).split()
_IN_WORDS = range(2, 13)


def upper_first(text: str) -> str:
    """`text` with its first letter raised and nothing else changed.

    servicenämnden -> Servicenämnden, but AB Stokab, DIGG and 1 maj-kommittén stay as they are.
    """
    for index, char in enumerate(text):
        if char.isalnum():
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


def number_in_words(number: int) -> str:
    """två, tre … tolv; other numbers in figures, as 1, which is en or ett after its noun."""
    return NUMERALS[number] if number in _IN_WORDS else str(number)
