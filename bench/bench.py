"""Cold speed, whole processes: draftkit against the bare engines on the same words, taking turns.

usage: bench.py [CASE] [--runs N]     CASE is an ärende's folder; otherwise the large example

"Bare engines" is what an official could run by hand on the same Markdown: pandoc to DOCX, pandoc to Typst, typst to
PDF. Machines drift: only the ratios of one run count. Medians are printed.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from draftkit.edges.engines.process import program

ROOT = Path(__file__).parents[1]
DRAFTKIT = [sys.executable, "-m", "draftkit"]
TYPST = "import sys,typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['a-2a','ua-1'])"


def routes(case: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Each route by name: the commands that it takes."""
    text, pandoc = str(folder / "text.md"), program()
    out = {name: str(folder / name) for name in ("bare.docx", "bare.typ", "bare.pdf")}
    return {
        "bare engines": [
            [pandoc, "-f", "commonmark_x", text, "-o", out["bare.docx"]],
            [
                pandoc,
                "-f",
                "commonmark_x",
                text,
                "-s",
                "-t",
                "typst",
                "-M",
                "lang=sv",
                "-M",
                "title=U",
                "-o",
                out["bare.typ"],
            ],
            [sys.executable, "-c", TYPST, out["bare.typ"], out["bare.pdf"]],
        ],
        "draftkit build": [[*DRAFTKIT, "build", str(case), "--out", str(folder)]],
        "draftkit check": [[*DRAFTKIT, "check", str(case)]],
        "draftkit --version": [[*DRAFTKIT, "--version"]],
    }


def main() -> None:
    """Prints a line for each route: milliseconds, the ratio to the bare engines, and peak memory so far."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", nargs="?", default=str(ROOT / "examples/stensunda/drafts/ks-2031-0417"))
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    case = Path(options.case).resolve()
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([*DRAFTKIT, "build", str(case), "--to", "md", "--out", name], check=True, capture_output=True)
        words = (folder / case.name / "utlatande.md").read_text(encoding="utf-8")
        (folder / "text.md").write_text(
            "\n".join(line for line in words.split("\n") if "![" not in line), encoding="utf-8"
        )
        found = routes(case, folder)
        for run in range(options.runs + 1):
            for route, commands in found.items():
                start = time.perf_counter()
                for command in commands:
                    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
                if run:
                    times.setdefault(route, []).append(time.perf_counter() - start)
    base = statistics.median(times["bare engines"])
    for route, seconds in times.items():
        print(f"{statistics.median(seconds) * 1000:7.0f} ms {statistics.median(seconds) / base:6.2f} x  {route}")
    print(
        f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024:7d} MB           peak memory of one process"
    )


if __name__ == "__main__":
    main()
