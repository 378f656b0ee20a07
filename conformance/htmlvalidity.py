"""The web page as HTML: the Nu Html Checker (the validator of W3C), and html-validate as a second opinion."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .documents import Document
from .fetched import npm, program, run
from .verdict import Row

NAME = "HTML"
# html-validate's rules, less two that are about something else than what a reader meets: a title of more than 70
# characters (what search engines show of it; the title here is the ärende's own, which nobody may shorten), and blanks
# at the end of a line (which in lines that are printed as they are written are the author's).
_RULES = {
    "extends": ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
    "rules": {"long-title": "off", "no-trailing-whitespace": "off"},
}


def judge(documents: Sequence[Document]) -> Iterator[Row]:
    """Two rows for each page."""
    files = {document.files["html"]: document.name for document in documents if "html" in document.files}
    home = npm("html") / "node_modules"
    yield from _nu(home, files)
    yield from _html_validate(home, files)


def _nu(home: Path, files: dict[Path, str]) -> Iterator[Row]:
    """Errors, not warnings: of the page's Content-Security-Policy the checker cannot tell that the hash in it is right.

    (It warns of the style and of every picture; Chromium, which obeys the policy, says that it blocks none: axe.py.)
    """
    jar = str(home / "vnu-jar/build/dist/vnu.jar")
    command = [
        program("java", "default-jre-headless"),
        "-jar",
        jar,
        "--stdout",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    messages = json.loads(run([*command, *map(str, files)]))["messages"]
    for file, name in files.items():
        mine = [each for each in messages if each.get("url", "").endswith(str(file))]
        found = tuple(_told(each["lastLine"], each["message"]) for each in mine if each["type"] == "error")
        # It checks the whole and tells no number of checks: one for each line.
        yield Row(NAME, name, "Nu Html Checker", file.read_text("utf-8").count("\n"), len(found), found)


def _html_validate(home: Path, files: dict[Path, str]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rules, told_in = Path(folder, "rules.json"), Path(folder, "report.json")
        rules.write_text(json.dumps({"root": True, **_RULES}), encoding="utf-8")
        script = home / "html-validate/bin/html-validate.mjs"
        # To a file: what does not go at once into a pipe is lost.
        options = ["--config", str(rules), "--formatter", f"json={told_in}"]
        run([program("node", "nodejs"), str(script), *options, *map(str, files)], codes=(0, 1))
        report = json.loads(told_in.read_text("utf-8"))
    told: dict[Path, list[Any]] = {Path(each["filePath"]): each["messages"] for each in report}
    for file, name in files.items():
        found = tuple(_told(each["line"], f"{each['message']} ({each['ruleId']})") for each in told.get(file, ()))
        yield Row(NAME, name, "html-validate", file.read_text("utf-8").count("\n"), len(found), found)


def _told(line: int, message: str) -> str:
    return f"rad {line}: {message}"
