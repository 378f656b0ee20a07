"""The manifest: what a build was made from and what came of it, in a file that shows if a byte of it is changed.

    {
     "kontrollsumma": "4be1…",      the SHA-256 of the file without this line
     "manifest": 1,
     "draftkit": "0.1.0",
     …

Nothing of the machine, the clock or the place stands in it, so that it is the same wherever the build was made.
docs/slutgiltig.md has its keys.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct, field

from .inputs import sha

VERSION = 1


class Final(Struct, frozen=True):
    """What only a final document notes.

    `commit` is the whole id of the commit that has the inputs; None where it was built outside Git. `tools` are the
    versions of what decides the bytes; `rules` the settings of the rules, by key; `wordlist` the SHA-256 of the
    workspace's list of words; `exemptions` the findings that somebody has decided not to be told of, with rule,
    place and reason; `locks` the SHA-256 of the quoted texts that are locked; `shipped` the inputs that came with
    draftkit, and are not in the commit.
    """

    commit: str | None
    tools: dict[str, str] = field(name="verktyg")
    rules: dict[str, str | int | list[str]] = field(name="regler")
    wordlist: str | None = field(name="ordlista")
    exemptions: list[dict[str, str | int]] = field(name="undantag")
    locks: dict[str, str] = field(name="lås")
    shipped: list[str] = field(name="ur_draftkit")


class Terms(Struct, frozen=True):
    """What else than its inputs decides what a build gives: `build --all` compares it (stages/current.py).

    `formats` and `asked_pack` are what the command asked for, `asked_moment` what SOURCE_DATE_EPOCH did; `tools` and
    `wordlist` as in Final. `last_day` is the day of answering that decides what the text says of those who have not
    answered, and `passed` whether it had passed; None where no day decides anything. `errors` are the errors told of.
    """

    formats: list[str] = field(name="format")
    asked_pack: str | None = field(name="begärd_mall")
    asked_moment: str | None = field(name="begärd_tidpunkt")
    tools: dict[str, str] = field(name="verktyg")
    wordlist: str | None = field(name="ordlista")
    last_day: str | None = field(name="svar_senast")
    passed: bool = field(name="passerad")
    errors: int = field(name="fel")


class Manifest(Struct, frozen=True):
    """What a build notes of itself: `inputs` and `outputs` have the SHA-256 of each file by its path.

    The paths of inputs are those from the working folder, those of outputs from the manifest's own folder. `folder` is
    the case's; `moment` what the files say of when they were made (UTC); `draft` the digits of a draft. `printed` has
    the place of each block and the page of the PDF where it begins, `unprinted` the files that are not printed.
    """

    version: int = field(name="manifest")
    draftkit: str
    case_number: str = field(name="ärende")
    folder: str = field(name="mapp")
    stage: str = field(name="skede")
    pack: str = field(name="mall")
    draft: str | None = field(name="utkast")
    moment: str = field(name="tidpunkt")
    pages: int = field(name="sidor")
    words: int = field(name="ord")
    inputs: dict[str, str] = field(name="indata")
    outputs: dict[str, str] = field(name="utdata")
    printed: list[dict[str, str | int | None]] = field(name="tryckt")
    unprinted: list[dict[str, str]] = field(name="inte_tryckt")
    final: Final | None = field(name="slutlig")
    terms: Terms = field(name="villkor")


def said(moment: datetime) -> str:
    """A moment (UTC) as a manifest says it: 2031-10-06T12:00:00Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def written(manifest: Manifest) -> bytes:
    """The manifest as a file, with its checksum."""
    return _sealed(msgspec.json.format(msgspec.json.encode(manifest), indent=1).removeprefix(_START) + b"\n")


def is_whole(data: bytes) -> bool:
    """Whether a manifest is, to the byte, as it was written: whether its checksum is right."""
    return data == _sealed(data[len(_sealed(b"")) :])


_START = b"{\n"


def _sealed(rest: bytes) -> bytes:
    """All that follows the bracket at the beginning, with the line of the checksum before it."""
    return _START + f' "kontrollsumma": "{sha(_START + rest)}",\n'.encode() + rest


def read(data: bytes) -> Manifest | None:
    """What stands in a manifest, whole or not; None where it is none that this version of draftkit can read."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return found if found.version == VERSION else None
