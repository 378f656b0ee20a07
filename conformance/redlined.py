"""Redlines: two versions of an example, as different as edits at random make them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from .documents import BUILT, ROOT, Document, NotBuilt, committed, draftkit

_EXAMPLE, _CASE = ROOT / "examples/stensunda", "drafts/ks-2031-0417"
_SEEDS = (1, 2, 3)
_EDITS = 12


def documents() -> Iterator[Document]:
    """The redlines of the large example, one for each seed, by the command. Raises NotBuilt."""
    sys.path.insert(0, str(ROOT / "bench"))
    from edits import edited  # type: ignore[import-not-found]

    for seed in _SEEDS:
        name = f"{_EXAMPLE.name}, ändringar {seed}"
        copy = committed(_EXAMPLE, BUILT / f"{_EXAMPLE.name}-edited-{seed}")
        texts = {each.relative_to(copy).as_posix(): each.read_bytes() for each in sorted((copy / _CASE).rglob("*.md"))}
        after, _ = edited(texts, f"{_CASE}/", random.Random(seed), _EDITS)
        for path, data in after.items():
            (copy / path).write_bytes(data)
        out = BUILT / name.replace(", ", "-").replace(" ", "-")
        done = draftkit(copy, "redline", "HEAD", _CASE, "--to", "docx,pdf", "--out", str(out))
        found = {kind: sorted(out.rglob(f"*.{kind}")) for kind in ("docx", "pdf")}
        if done.returncode or {len(files) for files in found.values()} != {1}:
            raise NotBuilt(f"{name}: draftkit redline slutade med kod {done.returncode}\n{done.stderr}")
        yield Document(name, copy, _CASE, {kind: files[0] for kind, files in found.items()})
