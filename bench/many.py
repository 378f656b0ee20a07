"""Many ärenden at once: `draftkit build --all` over copies of an example, whole processes.

usage: many.py [EXAMPLE] [--cases N] [--jobs N]     EXAMPLE is a working folder with one ärende, if not the large one

All of them are built; then all again, when nothing has changed; then when one has. Processor time is that of all
processes together, and so is the memory at its peak (Linux): neither moves much when the machine does other work.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from status import ROOT, copied


def main() -> None:
    """Prints a line for each of the three builds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("example", nargs="?", type=Path, default=ROOT / "examples/stensunda")
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--jobs", type=int)
    options = parser.parse_args()
    jobs = ["--jobs", str(options.jobs)] if options.jobs else []
    command = [sys.executable, "-m", "draftkit", "build", "--all", "--idag", "2031-06-15", *jobs]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(options.example.resolve(), folder, options.cases)
        _run("all", command, folder, options.cases)
        _run("nothing changed", command, folder, 0)
        _run("nothing changed", command, folder, 0)
        case = folder / "drafts/ks-0001/synpunkter.md"
        case.write_bytes(case.read_bytes() + b"\nEn mening till.\n")
        _run("one changed", command, folder, 1)


def _run(title: str, command: list[str], folder: Path, cases: int) -> None:
    start, before = time.perf_counter(), _processors()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = [0]
    threading.Thread(target=_watch, args=(process.pid, peak), daemon=True).start()
    output, _ = process.communicate()
    seconds, used = time.perf_counter() - start, _processors() - before
    each = f"  {cases / seconds:5.2f} ärenden/s  {used / cases * 1000:5.0f} ms each" if cases else ""
    last = output.decode().strip().splitlines()[-1]
    print(f"{title:16} {seconds:7.2f} s  processors {used:7.2f} s  {peak[0] / 1024:5.0f} MB{each}  {last}", flush=True)


def _processors() -> float:
    """The seconds that all processes of ours have had."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(pid: int, peak: list[int]) -> None:
    """Notes the most memory (kB) that the process and all below it have at once."""
    while True:
        waiting, total = [pid], 0
        for each in waiting:
            try:
                status = Path(f"/proc/{each}/status").read_text(encoding="utf-8").splitlines()
                total += sum(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
                for thread in Path(f"/proc/{each}/task").iterdir():
                    waiting += map(int, (thread / "children").read_text(encoding="utf-8").split())
            except OSError:  # it is gone
                continue
        peak[0] = max(peak[0], total)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
