"""How near two words are to each other."""

from __future__ import annotations


def slips(one: str, other: str) -> int:
    """How many slips of the pen part two words: a letter more, less or other, or two neighbours that change places.

    Hadad, Haddad -> 1; 0417, 0471 -> 1; Karlson, Carlsson -> 2
    """
    before, above = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, meant in enumerate(other, 1):
            fewest = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != meant))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == meant:
                fewest = min(fewest, before[column - 2] + 1)
            line.append(fewest)
        before, above = above, line
    return above[-1]
