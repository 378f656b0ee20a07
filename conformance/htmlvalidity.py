"""The web page as HTML: the Nu Html Checker (the validator of W3C), and html-validate as a second opinion."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .documents import Document
from .fetched import npm, program, run
from .verdict import Row

NAME = "HTML"
# html-validate's recommended rules, less one: a title of more than 70 characters is judged by what search engines
# show, and the title here is the ärende's own heading, which nobody may shorten.
_RULES = {
    "extends": ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
    "rules": {"long-title": "off"},
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
    rules = home.parent / "rules.json"
    rules.write_text(json.dumps({"root": True, **_RULES}), encoding="utf-8")
    script = home / "html-validate/bin/html-validate.mjs"
    command = [program("node", "nodejs"), str(script), "--config", str(rules), "--formatter", "json"]
    report = json.loads(run([*command, *map(str, files)], codes=(0, 1)))
    told: dict[Path, list[Any]] = {Path(each["filePath"]): each["messages"] for each in report}
    for file, name in files.items():
        found = tuple(_told(each["line"], f"{each['message']} ({each['ruleId']})") for each in told.get(file, ()))
        yield Row(NAME, name, "html-validate", file.read_text("utf-8").count("\n"), len(found), found)


def _told(line: int, message: str) -> str:
    return f"rad {line}: {message}"
