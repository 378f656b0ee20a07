"""Cold speed of `draftkit status` over a thousand ärenden, whole processes.

usage: status.py [EXAMPLE] [--cases N] [--runs N]     EXAMPLE is a working folder with one ärende, if not the large one

The ärenden are the example's, each with a dnr of its own and with its days moved, so that no two have the same facts.
The best of the runs is printed too, since a machine that does other work is slower and never faster; and the seconds of
all processors, since many ärenden are shared out among them.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def copied(example: Path, folder: Path, cases: int) -> None:
    """A working folder with `cases` ärenden made of the one of `example`."""
    (case,) = (example / "drafts").iterdir()
    shutil.copytree(example / "register", folder / "register")
    shutil.copy(example / "draftkit.toml", folder)
    for number in range(1, cases + 1):
        target = folder / "drafts" / f"ks-{number:04}"
        shutil.copytree(case, target)
        moved = timedelta(days=number % 300)
        for path in (*target.rglob("*.md"), target / "arende.yaml"):
            text = path.read_text(encoding="utf-8")
            head, mark, body = text.partition("\n---\n") if path.suffix == ".md" else (text, "", "")
            head = _DAY.sub(lambda day, moved=moved: str(date.fromisoformat(day[0]) + moved), head)
            head = re.sub(r"KS (\d{4})/\d{4}", rf"KS \1/{number:04}", head)
            path.write_text(head + mark + body, encoding="utf-8", newline="\n")


def main() -> None:
    """Prints a line for each format: the median and the best of the runs, in milliseconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("example", nargs="?", type=Path, default=ROOT / "examples/stensunda")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(options.example.resolve(), folder, options.cases)
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        print(f"{options.cases} ärenden, {files} files")
        for arguments in ([], ["--saknas"], ["--format", "json"], ["--format", "csv"], ["--format", "ics"]):
            command = [sys.executable, "-m", "draftkit", "status", "--idag", "2031-06-15", *arguments]
            times, used = [], []
            for run in range(options.runs + 1):
                start, before = time.perf_counter(), _processors()
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
                if run:  # the first one fills the disk's memory
                    times.append((time.perf_counter() - start) * 1000)
                    used.append(_processors() - before)
            shown = f"best {min(times):5.0f} ms  processors {min(used):4.1f} s"
            print(f"{statistics.median(times):7.0f} ms  {shown}  status {' '.join(arguments)}")


def _processors() -> float:
    """The seconds that all processes of ours have had."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
