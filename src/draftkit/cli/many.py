"""Many ärenden built: which of them, in processes of their own, and what came of it all.

What has not changed is told from what the last build noted (stages/current.py), by content alone. Each of the others
is made in a process with a limit of time and memory (edges/workers.py), and what came of them is told in their order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache, partial
from gettext import gettext as _
from pathlib import Path

import typer
from msgspec import Struct

from ..edges import disk
from ..edges.versions import installed
from ..edges.workers import Desk, Limits, Work, shared_out
from ..problems import DraftkitError
from ..stages import current, manifest
from .app import cores
from .order import Order
from .telling import Telling

_AT_A_DESK, _IN_CI = Limits(300, 4000), Limits(120, 2000)


class Sharing(Struct, frozen=True):
    """How many ärenden are to be shared out, as the options say it."""

    only_changed: bool
    shard: str | None
    jobs: int | None
    seconds: int | None
    megabytes: int | None

    def limits(self) -> Limits:
        """What each ärende may take: less where others' work is built, and there is nobody to press Ctrl-C."""
        usual = _IN_CI if os.environ.get("CI") else _AT_A_DESK
        return Limits(self.seconds or usual.seconds, self.megabytes or usual.megabytes)

    def mine(self, cases: Sequence[Path]) -> list[Path]:
        """The cases of the shard, every Nth by name: which they are depends on nothing but the names."""
        ordered = sorted(cases, key=lambda each: each.as_posix())
        if self.shard is None:
            return ordered
        match = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", self.shard, re.ASCII)
        if match is None or int(match[1]) > int(match[2]):
            raise typer.BadParameter(_("write it as K/N, for example 2/4 for the second of four"), param_hint="--shard")
        return ordered[int(match[1]) - 1 :: int(match[2])]


def build(order: Order, cases: Sequence[Path], sharing: Sharing) -> bool:
    """Builds those of `cases` that are to be built, and tells of it; whether one of them has an error."""
    chosen = [each.relative_to(order.root).as_posix() for each in sharing.mine(cases)]
    with Telling(order, chosen) as telling:
        stale = _stale(order, chosen, telling.unchanged) if sharing.only_changed else iter(chosen)
        limits = sharing.limits()
        with closing(
            shared_out(telling.begun(stale), partial(_set_up, order), sharing.jobs or cores(), limits)
        ) as ended:
            for folder, outcome in ended:
                telling.ended(folder, outcome, limits)
        telling.finish(_left_over(order, cases) if sharing.only_changed and not sharing.shard else ())
    return telling.failing != []


# --- what has changed ----------------------------------------------------------------------------


def _stale(order: Order, folders: Sequence[str], unchanged: Callable[[str], None]) -> Iterator[str]:
    """The cases that a build would make something else of than what is there; `unchanged` is told of the others."""
    asked = current.Asked(
        order.wanted, order.pack, manifest.said(order.moment) if order.moment else None, order.final, order.today,
        installed(),
    )  # fmt: skip
    common = current.common(disk.project(order.root, [], order.today))
    with ThreadPoolExecutor(cores()) as pool:  # reading and hashing, which wait for nobody
        found = pool.map(lambda folder: _is_current(order, folder, asked, common), folders)
        for folder, as_it_was in zip(folders, found, strict=True):
            if as_it_was:
                unchanged(folder)
            else:
                yield folder


def _is_current(order: Order, folder: str, asked: current.Asked, common: current.Common) -> bool:
    built = order.out / Path(folder).name
    try:
        data = disk.manifest_in(built)
        noted = manifest.read(data)
        if noted is None or not manifest.is_whole(data) or disk.litter(built):
            return False
        inputs, outputs = disk.hashes_below(order.root, folder), disk.hashes(built, noted.outputs)
    except (DraftkitError, OSError):  # the build will tell of it
        return False
    if order.final and not _in_history(order, noted):
        return False
    return inputs is not None and current.is_current(noted, folder, asked, common, inputs, outputs)


def _in_history(order: Order, noted: manifest.Manifest) -> bool:
    """Whether the commit that a final document names has led to the one of now: it may have been made anew since."""
    commit = noted.final.commit if noted.final else None
    return commit == order.commit or bool(commit and order.commit and _led_to(order.root, commit, order.commit))


@cache
def _led_to(root: Path, commit: str, now: str) -> bool:
    """What Git says of two commits, asked once, where a thousand documents name the same."""
    from .. import finality

    return finality.led_to(root, commit, now)


def _left_over(order: Order, cases: Sequence[Path]) -> list[Path]:
    """The folders of builds of ärenden that are in drafts/ no longer."""
    return disk.builds(order.out, but={each.name for each in cases})


# --- in a process of its own ---------------------------------------------------------------------


def _set_up(order: Order, desk: Desk) -> Work:
    """What a process does with each case; what the cases share is read when the first of them comes."""
    from .bench import Bench

    return Bench(order, desk).make
