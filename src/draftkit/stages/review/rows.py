"""What has kept its order, among things that have moved past each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


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
