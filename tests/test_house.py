"""The house stands as CONTRIBUTING draws it: a layer imports only those below it, and each library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src/draftkit"
LAYERS = (
    ("spans", "messages", "patterns"),
    ("problems", "codes"),
    ("facts", "blocks", "project", "manual"),
    ("swedish",),
    ("model",),
    ("stages",),
    ("edges",),
    ("ahead",),
    ("pipeline", "survey", "provenance", "revisions", "unset", "webpage"),
    ("publish", "drafting", "finality", "comparison", "review"),
    ("arrival", "interview", "verification", "conformance", "redlining"),
    ("rebuilding",),
    ("cli",),
    ("__main__",),
)
DOORS = {
    "ruamel": {"stages/load/yamltree.py"},
    "tomli": {"stages/load/tomltree.py", "stages/load/wordlist.py"},
    "pyromark": {"stages/load/markdown.py"},
    "jinja2": {"stages/templating.py"},
    "typst": {"edges/engines/typst.py"},
    "subprocess": {"edges/engines/process.py", "edges/git.py", "edges/editor.py", "edges/verapdf.py"},
    "rich": {"edges/bar.py", "edges/status/terminal.py"},
    "multiprocessing": {"__main__.py", "edges/workers.py"},
    "resource": {"edges/workers.py"},
    "fcntl": {"edges/disk.py"},
    "icalendar": {"edges/status/ics.py"},
    "questionary": {"edges/confirm.py", "edges/wizard.py"},
    "prompt_toolkit": {"edges/wizard.py"},
    "lxml": {
        "edges/finish/akn.py",
        "edges/finish/docx.py",
        "edges/finish/redline.py",
        "edges/finish/redline_reading.py",
        "edges/finish/sections.py",
        "edges/finish/settings.py",
        "edges/finish/watermark.py",
        "edges/finish/wordxml.py",
        "edges/intake/package.py",
    },
    "hunspell": {"edges/spelling.py"},
    "pikepdf": {"edges/pdf/fonts.py", "edges/pdf/obstacles.py", "edges/pdf/pages.py", "edges/pdf/text.py"},
    "fontTools": {"edges/pdf/fonts.py"},
    "pypdfium2": {"edges/pdf/lines.py", "edges/pdf/pages.py", "edges/pdf/text.py"},
    "typer": {
        f"cli/{name}.py"
        for name in (
            "app",
            "build",
            "check",
            "diff",
            "importing",
            "init",
            "lock",
            "many",
            "new",
            "redline",
            "rules",
            "schema",
            "show",
            "status",
            "verify",
        )
    },
}
# A door may be used by any room beside it; other rooms at the edges do not know each other.
SHARED_EDGES = {"engines", "pdf", "disk", "git", "language", "schema", "confirm"}
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imports(module: str) -> set[str]:
    """What a module imports, by full name; those of the package as paths below it ("stages.render")."""
    found = set()
    parts = ["draftkit", *Path(module).with_suffix("").parts]
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module or "")
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level]
            inside = [*base, *(node.module or "").split(".")] if node.module else base
            found |= (
                {".".join([*inside, alias.name]) for alias in node.names} if not node.module else {".".join(inside)}
            )
    return found


def layer(name: str) -> int:
    top = name.split(".")[1] if name.startswith("draftkit.") else name
    return next(number for number, names in enumerate(LAYERS) if top in names)


@pytest.mark.parametrize(
    "module", [each for each in MODULES if each not in ("__init__.py", "locale/click_and_typer.py")]
)
def test_a_layer_imports_only_those_below(module: str) -> None:
    own = layer("draftkit." + Path(module).with_suffix("").as_posix().replace("/", "."))
    above = [
        name
        for name in imports(module)
        if name.startswith("draftkit.")
        and name not in ("draftkit.__version__", "draftkit.DISTRIBUTION")
        and layer(name) > own
    ]
    assert above == []


@pytest.mark.parametrize("module", [each for each in MODULES if each.startswith("edges/") and each.count("/") == 2])
def test_rooms_at_the_edge_do_not_know_each_other(module: str) -> None:
    room = module.split("/")[1]
    others = {name.split(".")[2] for name in imports(module) if name.startswith("draftkit.edges.")}
    assert others - SHARED_EDGES <= {room}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    users = {module for module in MODULES if any(name.split(".")[0] == library for name in imports(module))}
    assert users == DOORS[library]


@pytest.mark.parametrize(
    "module", [each for each in MODULES if each.startswith(("stages/", "swedish/", "model", "blocks"))]
)
def test_the_core_asks_nothing_of_the_machine(module: str) -> None:
    text = (PACKAGE / module).read_text(encoding="utf-8")
    asked = [
        word
        for word in ("open(", "Path(", "os.", "date.today", "time.time", "getcwd")
        if word in text.replace("posixpath.", "")
    ]
    assert asked == []
