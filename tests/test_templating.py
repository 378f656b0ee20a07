"""What a template is compiled to at installation is what it is compiled to in a run, and is used for that text only."""

from __future__ import annotations

import json
from datetime import date

import pytest
from msgspec.structs import replace

from conftest import ROOT
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check
from draftkit.project import Project
from draftkit.stages import assemble, templating
from draftkit.stages.assemble import Statement
from draftkit.stages.load.pack import Pack

CASES = ("examples/minimal/drafts/ks-2031-0102", "examples/stensunda/drafts/ks-2031-0417")


def made_of(case: str, pandoc: Pandoc) -> tuple[Statement, Pack]:
    root = ROOT / case.partition("/drafts/")[0]
    project: Project = disk.project(root, [ROOT / case], date(2031, 10, 1))
    checked = check(project, case.partition(f"{root.relative_to(ROOT)}/")[2], pandoc)
    assert checked.case is not None
    assert checked.pack is not None
    bodies = list(checked.registers.bodies.values())
    statement = assemble.statement(checked.case, checked.ledger, checked.pack, checked.attachments.found, bodies)
    return statement, replace(checked.pack, compiled=b"")


def as_bytes(compiled: dict[str, str]) -> bytes:
    return json.dumps(compiled).encode()


@pytest.mark.parametrize("case", CASES)
def test_a_compiled_template_prints_what_the_template_prints(case: str, pandoc: Pandoc) -> None:
    statement, pack = made_of(case, pandoc)
    compiled = as_bytes(templating.precompiled(pack))
    plain, problems = templating.skeleton(statement, pack)
    assert plain is not None
    assert problems == []
    assert templating.skeleton(statement, replace(pack, compiled=compiled)) == (plain, [])


def test_what_was_compiled_is_used_and_for_its_own_text_only(pandoc: Pandoc) -> None:
    statement, pack = made_of(CASES[0], pandoc)
    plain, _ = templating.skeleton(statement, pack)
    poisoned = {key: python.replace("Dnr", "Diarie") for key, python in templating.precompiled(pack).items()}
    used, _ = templating.skeleton(statement, replace(pack, compiled=as_bytes(poisoned)))
    assert used is not None
    assert "(Diarie KS" in used.markdown

    path = pack.file(".md.j2") or ""
    changed = {name: data + b" " if name == path or "fraser" in name else data for name, data in pack.files.items()}
    phrases = {
        name: replace(phrase, forms={form: text + " " for form, text in phrase.forms.items()})
        for name, phrase in pack.phrases.items()
    }
    other = replace(pack, files=changed, phrases=phrases, compiled=as_bytes(poisoned))
    found, problems = templating.skeleton(statement, other)
    assert problems == []
    assert found is not None
    assert plain is not None
    assert found.markdown.split() == plain.markdown.split()


def test_what_another_jinja_compiled_is_not_used(pandoc: Pandoc) -> None:
    statement, pack = made_of(CASES[0], pandoc)
    broken = dict.fromkeys(templating.precompiled(pack), "raise AssertionError") | {"jinja2": "2.0"}
    found, problems = templating.skeleton(statement, replace(pack, compiled=as_bytes(broken)))
    assert problems == []
    assert found == templating.skeleton(statement, pack)[0]


@pytest.mark.parametrize("damaged", [b"{bad", b"[]", b"null", b"\xff"])
def test_what_is_damaged_is_not_used(damaged: bytes, pandoc: Pandoc) -> None:
    statement, pack = made_of(CASES[0], pandoc)
    assert templating.skeleton(statement, replace(pack, compiled=damaged)) == templating.skeleton(statement, pack)
