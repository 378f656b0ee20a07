"""Numbers in other forms than figures, as the items of a list have them."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A roman numeral, 4 -> IV; in figures what has none."""
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for size, sign in _ROMAN:
        found += sign * (number // size)
        number %= size
    return found


def letter(number: int) -> str:
    """A letter, 4 -> d; after z comes aa and then bb, as in Word."""
    rounds, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * (rounds + 1)
