"""What is found is the same in every run, also in what it refers to: sets have another order in each process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import BODIES, FOLDER, PEOPLE, SETTINGS, SMALL

ANSWER = """\
---
organ: kulturnämnden
typ: nämndbeslut
sammanträde: 2031-05-20
datum: 2031-04-29
---
# Beslut

1. Beslutet justeras omedelbart.

# Svar

Det är koncernledningens uppfattning att verktygen behövs. Så anser koncernledningen.
"""
SUMMARY = "---\norgan: kulturnämnden\n---\nKulturnämnden hänvisar till koncernstyrelsen.\n"


def test_a_finding_is_the_same_in_every_process(tmp_path: Path) -> None:
    files = {
        "draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE,
        **{f"{FOLDER}/{path}": text for path, text in SMALL.items()},
        f"{FOLDER}/remissvar/kulturnamnden.md": ANSWER, f"{FOLDER}/sammanfattningar/kulturnamnden.md": SUMMARY,
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    arguments = [sys.executable, "-m", "draftkit", "check", "--format", "json", "--idag", "2031-06-15"]
    said = {
        subprocess.run(arguments, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True).stdout
        for seed in "0123456"
    }
    assert len(said) == 1
    assert b'"DK324"' in said.pop()
