"""Many texts, each as the body of an answer: each in a case by itself, and then all that were built in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .documents import ROOT, Document, build, draftkit
from .workspace import Body, lay

MIDDLE = "Mittentext"  # the body of a case that tells what stands around the body of the others
_PICTURE = ROOT / "examples/stensunda/drafts/ks-2031-0417/bilder/utlan-per-kvartal.png"
_FILES = {"bild.png": _PICTURE.read_bytes()}  # there for the texts that show it


def build_each(root: Path, texts: Mapping[str, str]) -> None:
    """Builds a case for each text, in one run in the folder `root`; what was said is in its file "sagt"."""
    middle = {"mitten": [Body("fragan", MIDDLE + "\n")]}
    lay(root, middle | {name: [Body("fragan", text)] for name, text in texts.items()}, _FILES)
    (root / "sagt").write_text(draftkit(root, "build").stderr, encoding="utf-8")


def together(name: str, root: Path, texts: Mapping[str, str]) -> Document:
    """The documents of one case that has each text that was built by itself. Raises NotBuilt."""
    folder = root.with_name(f"{root.name}-alla")
    lay(folder, {"alla": [Body(each, text) for each, text in texts.items() if is_built(root, each)]}, _FILES)
    return build(name, folder, "drafts/alla")


def names(root: Path) -> list[str]:
    """The names of the texts that were tried."""
    return sorted(path.name for path in (root / "drafts").iterdir() if path.name != "mitten")


def is_built(root: Path, name: str) -> bool:
    """Whether the case of a text was built."""
    return (root / f"build/{name}/manifest.json").is_file()


def unplaced(root: Path, name: str) -> str | None:
    """What is wrong where a text was refused without a place in it; None where it was built, or has a place."""
    said = (root / "sagt").read_text(encoding="utf-8")
    place = rf"^fel\[DK\d+\]: [^\n]+\n +--> drafts/{name}/remissvar/fragan\.md:\d+:\d+$"
    if is_built(root, name) or re.search(place, said, re.MULTILINE):
        return None
    return f"{name}: inte byggt, och ingen rad är angiven"
