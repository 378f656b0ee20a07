"""Word files with tracked changes: two versions of an example, as different as edits at random make them."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .documents import BUILT, ROOT, Document, NotBuilt, committed, environment

_SEEDS = (1, 2, 3)
_EDITS = 12


def redlined(root: Path, case: str) -> Iterator[Document]:
    """The redlines of a case, one for each seed, by the command. Raises NotBuilt."""
    sys.path.insert(0, str(ROOT / "bench"))
    from edits import edited  # type: ignore[import-not-found]

    for seed in _SEEDS:
        name = f"{root.name}, ändringar {seed}"
        copy = committed(root, BUILT / f"{root.name}-edited-{seed}")
        texts = {each.relative_to(copy).as_posix(): each.read_bytes() for each in sorted((copy / case).rglob("*.md"))}
        after, _ = edited(texts, f"{case}/", random.Random(seed), _EDITS)
        for path, data in after.items():
            (copy / path).write_bytes(data)
        out = BUILT / name.replace(", ", "-").replace(" ", "-")
        command = [sys.executable, "-m", "draftkit", "redline", "HEAD", case, "--to", "docx", "--out", str(out)]
        done = subprocess.run(
            command, cwd=copy, env=environment(), capture_output=True, encoding="utf-8", check=False
        )  # fmt: skip
        found = sorted(out.rglob("*.docx"))
        if done.returncode or len(found) != 1:
            raise NotBuilt(f"{name}: draftkit redline slutade med kod {done.returncode}\n{done.stderr}")
        yield Document(name, copy, case, {"docx": found[0]})
