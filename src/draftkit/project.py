"""The world as a value: the files that a run sees, and the day it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import islice, takewhile
from typing import cast

from msgspec import Struct, field

SETTINGS = "draftkit.toml"
BODIES = "register/organ.yaml"
PEOPLE = "register/personer.yaml"
WORDS = "register/ordlista.toml"


class Refused(Enum):
    """Why a file that is there is not read."""

    TOO_LARGE = "too large"
    TOO_MUCH = "too much in one folder"
    NO_FILE = "a device, a pipe or the like"
    NAME = "a name that is not UTF-8"


class Project(Struct, frozen=True, dict=True):
    """A snapshot of a working folder, from a disk, a Git revision or a dict in a test.

    `files` holds bytes by path from the root ("drafts/ks-2031-0417/arende.yaml"); `packs` the same for
    the packs that ship with draftkit, by path from their folder ("utlatande/mall.yaml").
    `links` are the symbolic links met: they are named, never followed; `refused` what else is there and not read, by
    path (a folder's where that is too much), with the reason. `wordlist` is the list of words that ships
    with draftkit, to which the workspace's own (WORDS) is added; `compiled` what the shipped packs' templates were
    compiled to when it was installed.
    """

    files: Mapping[str, bytes]
    today: date
    packs: Mapping[str, bytes] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    wordlist: bytes = b""
    compiled: bytes = b""
    refused: Mapping[str, Refused] = field(default_factory=dict)

    def under(self, folder: str) -> list[str]:
        """The paths of the files below `folder`, sorted."""
        prefix = folder.rstrip("/") + "/"
        first = bisect_left(self._paths, prefix)
        return list(takewhile(lambda path: path.startswith(prefix), islice(self._paths, first, None)))

    @cached_property
    def _paths(self) -> list[str]:
        """All the paths, sorted: there may be a thousand cases."""
        return sorted(self.files)

    def set_aside(self, path: str) -> bool:
        """Whether `path` is there but is not read: a symbolic link, what is reached through one, or a refused file."""
        return any(f"{path}/".startswith(f"{each}/") for each in (*self.links, *self.refused))

    def everything(self) -> Mapping[str, bytes]:
        """All the files by the paths that problems name, the shipped packs among them; none is read for it."""
        shipped = {f"templates/{path}": data for path, data in self.packs.items()}
        return ChainMap(cast(dict[str, bytes], self.files), shipped)
