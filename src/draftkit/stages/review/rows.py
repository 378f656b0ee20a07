"""What has kept its order, among things that have moved past each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping


def longest_row(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of `pairs` that rise in both numbers; no number may stand in two of them on the same side.

    (0, 2), (1, 0), (2, 1) -> (1, 0), (2, 1)
    """
    found = sorted(pairs)
    ends: list[int] = []  # of the rows of each length, the one that ends first: its end,
    last: list[int] = []  # and which pair that is
    before: list[int] = []  # for each pair, the one before it in its row
    for number, (_, b) in enumerate(found):
        length = bisect_left(ends, b)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [b], [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(found[number])
        number = before[number]
    return row[::-1]


def heaviest_row(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Those of some pairs that rise in both numbers and weigh most together.

    {(0, 2): 9, (1, 0): 5, (2, 1): 3} -> (0, 2)
    """
    found = sorted(weights, key=lambda pair: (pair[0], -pair[1]))
    heights = {b: at for at, b in enumerate(sorted({b for _, b in found}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(heights) + 1)  # a Fenwick tree: the heaviest row that ends below
    before: list[int] = []
    heaviest = (0, -1)
    for number, pair in enumerate(found):
        at = heights[pair[1]] - 1
        ahead = (0, -1)
        while at:
            ahead = max(ahead, best[at])
            at &= at - 1
        before.append(ahead[1])
        row = (ahead[0] + weights[pair], number)
        heaviest = max(heaviest, row)
        at = heights[pair[1]]
        while at < len(best):
            best[at] = max(best[at], row)
            at += at & -at
    result: list[tuple[int, int]] = []
    number = heaviest[1]
    while number >= 0:
        result.append(found[number])
        number = before[number]
    return result[::-1]
