"""What judges others make: veraPDF's word in `verify --conformance`, and the table of `make conformance`.

veraPDF itself is asked in `make conformance`. Here a program in its place says what it would say.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conformance.table import table
from conformance.verdict import Row

import draftkit

JUDGE = """\
#!{python}
import json, sys
names = sys.argv[sys.argv.index("--nonpdfext") + 1:]
jobs = [{{"itemDetails": {{"name": name}}, "validationResult": {results}}} for name in names]
print(json.dumps({{"report": {{"buildInformation": {{"releaseDetails": [{{"version": "1.28.2"}}]}}, "jobs": jobs}}}}))
"""


def result(standard: str, *broken: str) -> dict[str, Any]:
    rules = [{"clause": "7.1", "testNumber": "3", "description": each} for each in broken]
    details = {"passedChecks": 40 - len(broken), "failedChecks": len(broken), "ruleSummaries": rules}
    return {"profileName": f"{standard} validation profile", "details": details}


@pytest.fixture
def verify(tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """`verify([results], …)`: exit code, stdout, stderr, with a veraPDF on PATH that says `results`; None is none."""

    def run(results: object, *arguments: str, **environment: str) -> tuple[int, str, str]:
        programs = tmp_path / "program"
        programs.mkdir(exist_ok=True)
        if results is not None:
            text = results if isinstance(results, str) else JUDGE.format(python=sys.executable, results=results)
            (programs / "verapdf").write_text(text, encoding="utf-8")
            (programs / "verapdf").chmod(0o755)
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
        env = {
            **{name: value for name, value in os.environ.items() if name != "DRAFTKIT_VERAPDF"}, **environment,
            "PATH": str(programs), "DRAFTKIT_LANG": "sv", "PYTHONPATH": str(Path(draftkit.__file__).parents[1]),
        }  # fmt: skip
        command = [sys.executable, "-m", "draftkit", "verify", "a.pdf", "--conformance", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout, done.stderr

    return run


Verify = Callable[..., tuple[int, str, str]]


def test_where_verapdf_is_missing_nothing_was_judged(verify: Verify) -> None:
    assert verify(None) == (
        2,
        "",
        "fel: veraPDF finns inte på datorn; inget är prövat\n"
        "  = råd: installera veraPDF (verapdf.org; det kräver Java), eller ange var det finns: --verapdf FIL, eller "
        "miljövariabeln DRAFTKIT_VERAPDF\n",
    )


def test_what_is_named_must_be_there(verify: Verify) -> None:
    hint = "  = råd: ange veraPDF:s jar-fil eller själva programmet verapdf\n"
    assert verify(None, "--verapdf", "borta.jar") == (2, "", f"fel: borta.jar finns inte\n{hint}")
    assert verify(None, DRAFTKIT_VERAPDF="borta") == (2, "", f"fel: borta finns inte\n{hint}")


def test_a_jar_needs_java(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "v.jar").write_bytes(b"")
    assert verify(None, "--verapdf", "v.jar")[::2] == (
        2,
        "fel: veraPDF kräver Java, som inte finns på datorn\n  = råd: installera Java 8 eller senare och försök igen\n",
    )


def test_each_standard_is_told_of(verify: Verify) -> None:
    code, out, _ = verify([result("PDF/A-2A"), result("PDF/UA-1")])
    assert code == 0  # a PDF of no build may be asked about its standards
    assert out.splitlines()[2:4] == [
        "  a.pdf följer PDF/UA-1: 40 kontroller, inga fel (veraPDF 1.28.2)",
        "  a.pdf följer PDF/A-2a: 40 kontroller, inga fel (veraPDF 1.28.2)",
    ]


def test_what_is_broken_is_named_and_fails(verify: Verify) -> None:
    code, out, _ = verify([result("PDF/A-3A", "Fonts", "Colours"), result("PDF/UA-1")])
    assert code == 1
    assert out.splitlines()[1:3] == [
        "  avviker: a.pdf följer inte PDF/A-3a: 2 av 40 kontroller underkända (veraPDF 1.28.2)",
        "    = råd: regler som inte följs: 7.1-3: Fonts; 7.1-3: Colours",
    ]


@pytest.mark.parametrize(
    ("said", "missing"), [("PDF/UA-1", "PDF/A-2A"), ("PDF/A-2A", "PDF/UA-1"), ("PDF/A-2B", "PDF/A-2A")]
)
def test_a_file_that_claims_less_fails(said: str, missing: str, verify: Verify) -> None:
    code, out, _ = verify([result(said)])
    assert code == 1
    assert f"  avviker: a.pdf uppger inte att den följer {missing.replace('2A', '2a')}" in out.splitlines()


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho '{}'\n", "ingenting"])
def test_a_verapdf_that_says_nothing_is_told(program: str, verify: Verify) -> None:
    code, out, said = verify(program)
    assert (code, out) == (2, "")
    assert said.startswith("fel: veraPDF kunde inte pröva ")


def test_the_jar_goes_with_conformance_alone(verify: Verify, tmp_path: Path) -> None:
    env = {**os.environ, "DRAFTKIT_LANG": "sv", "PYTHONPATH": str(Path(draftkit.__file__).parents[1])}
    command = [sys.executable, "-m", "draftkit", "verify", "--verapdf", "x.jar"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "det hör ihop med --conformance" in done.stderr


def test_the_table_marks_what_failed_and_what_was_not_checked() -> None:
    rows = [Row("veraPDF", "a", "PDF/UA-1", 87_365, 0), Row("veraPDF", "b", "PDF/UA-1", 40, 2, ("7.1-3",)),
            Row("axe", "–", "granskaren finns inte", 0, 1, ("Java finns inte",)),
            Row("axe", "c", "WCAG", 0, 0)]  # fmt: skip
    assert [row.passed for row in rows] == [True, False, False, False]
    assert table(rows).splitlines() == [
        "granskare  dokument  krav                   kontroller  fel",
        "veraPDF    a         PDF/UA-1                   87 365    0",
        "veraPDF    b         PDF/UA-1                       40    2  UNDERKÄNT",
        "axe        –         granskaren finns inte           0    1  UNDERKÄNT",
        "axe        c         WCAG                            0    0  UNDERKÄNT",
        "",
        "veraPDF: b, PDF/UA-1",
        "  7.1-3",
        "",
        "axe: –, granskaren finns inte",
        "  Java finns inte",
        "",
        "axe: c, WCAG",
        "  ingen kontroll gjordes",
        "",
        "4 resultat, 87 405 kontroller: 3 underkända",
    ]
