"""kill -9 in the middle of a build: never a broken file in build/, never a mixture unseen, never a changed draft.

usage: killed.py [EXAMPLE] [--times N] [--cases N] [--seed N]

A working folder is built again and again, with its texts in one version and the other by turns. Each time the build, or
all its processes, is killed: at a random moment, or when the first file is being laid. All that it left is looked at.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from draftkit.stages import manifest

sys.path.insert(0, str(Path(__file__).parent))
from status import ROOT, copied

COMMAND = [sys.executable, "-m", "draftkit", "build", "--all", "--idag", "2031-06-15"]
SENTENCES = (b"\nDetta \xc3\xa4r den ena lydelsen.\n", b"\nOch detta \xc3\xa4r den andra.\n")
Hashes = dict[str, str]


def main() -> None:
    """Prints how many of the kills left what."""
    parser = argparse.ArgumentParser()
    parser.add_argument("example", nargs="?", type=Path, default=ROOT / "examples/stensunda")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--cases", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(options.example.resolve(), folder, options.cases)
        print(f"seed {options.seed}: {killed(folder, options.times, random.Random(options.seed))}")


def killed(folder: Path, times: int, chance: random.Random) -> dict[str, int]:
    """Kills so many builds; how many cases each left whole, mixed and seen to be so, and not there yet.

    Raises AssertionError where a file is broken, a mixture is unseen, a draft has changed or a process is left.
    """
    texts = {path: path.read_bytes() for path in sorted(folder.glob("drafts/*/synpunkter.md"))}
    versions, longest = list[dict[str, Hashes]](), 0.0
    for sentence in SENTENCES:
        _lay(texts, sentence)
        start = time.monotonic()
        subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
        longest = max(longest, time.monotonic() - start)
        versions.append({each.name: _hashes(each) for each in sorted((folder / "build").iterdir())})
    assert versions[0] != versions[1]
    found = {"whole": 0, "mixed": 0, "none": 0}
    for number in range(times):
        if chance.random() < 0.1:
            shutil.rmtree(folder / "build", ignore_errors=True)
        _lay(texts, SENTENCES[number % 2])
        drafts = _hashes(folder / "drafts")
        build = subprocess.Popen(
            COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0.2, 1.2) * longest)
        else:
            _until_something_is_laid(folder / "build", build)
            time.sleep(chance.uniform(0.0, 0.003))
        if chance.random() < 0.5:
            with contextlib.suppress(ProcessLookupError):  # it was done already
                os.killpg(build.pid, signal.SIGKILL)  # everything at once
        else:
            build.kill()  # the others have to see it for themselves
        build.wait()
        _gone(build.pid)
        assert _hashes(folder / "drafts") == drafts, "a draft has changed"
        states = [
            _state(folder / "build" / case, [version[case] for version in versions]) for case in sorted(versions[0])
        ]
        for state in states:
            found[state] += 1
        if "none" in states:  # what is there already is what a kill could break
            subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
    subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
    last = {each.name: _hashes(each) for each in sorted((folder / "build").iterdir())}
    assert last == versions[(times - 1) % 2], "the next build does not mend what was left"
    return found


def _state(build: Path, versions: list[Hashes]) -> str:
    """How a killed build left a case's folder. Raises AssertionError where that must not be."""
    hashes = {name: each for name, each in _hashes(build).items() if ".draftkit-" not in name}
    for name, each in hashes.items():
        assert each in [version.get(name) for version in versions], f"{build / name} is broken"
    path = build / "manifest.json"
    noted = manifest.read(path.read_bytes()) if path.exists() else None
    if noted is None:
        return "none"
    if all(hashes.get(name) == each for name, each in noted.outputs.items()):
        assert hashes in versions, f"{build} is a mixture, and its manifest does not tell"
        return "whole"
    return "mixed"


def _until_something_is_laid(build: Path, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not any(build.glob("*/.draftkit-*")):
        time.sleep(0.0002)


def _lay(texts: dict[Path, bytes], sentence: bytes) -> None:
    for path, data in texts.items():
        path.write_bytes(data + sentence)


def _hashes(folder: Path) -> Hashes:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _gone(session: int) -> None:
    """Waits until no process of the build is left."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not _left(session):
            return
        time.sleep(0.02)
    raise AssertionError(f"processes are left: {_left(session)}")


def _left(session: int) -> list[str]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = each.read_text(encoding="utf-8").rpartition(")")
        except OSError:
            continue
        state, _, _, of = rest.split()[:4]
        if int(of) == session and state != "Z":
            found.append(name)
    return found


if __name__ == "__main__":
    main()
