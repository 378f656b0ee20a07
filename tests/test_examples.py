"""The examples are what the README says: complete, without a problem, and large enough to show everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, told
from draftkit.blocks import nodes, text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import check, compose
from draftkit.problems import Severity
from draftkit.publish import publish

LARGE = (ROOT / "examples/stensunda", "drafts/ks-2031-0417")
SMALL = (ROOT / "examples/minimal", "drafts/ks-2031-0102")
MIDWAY = (ROOT, "drafts/ks-2031-0512")
IN_OCTOBER = date(2031, 10, 6)


@pytest.mark.parametrize(("root", "folder"), [LARGE, SMALL])
def test_a_finished_example_is_clean_and_builds_as_final(pandoc: Pandoc, root: Path, folder: str) -> None:
    project = disk.project(root, [root / folder], IN_OCTOBER)
    composed = compose(check(project, folder, pandoc), pandoc, final=True)
    published = publish(composed, project, pandoc, wanted=("docx", "pdf"), final=True)
    assert [told(problem) for problem in published.problems] == []
    assert {"utlatande.docx", "utlatande.pdf", "manifest.json"} <= set(published.files)


def test_the_large_example_has_all_that_a_document_can_have(pandoc: Pandoc) -> None:
    root, folder = LARGE
    project = disk.project(root, [root / folder], IN_OCTOBER)
    composed = compose(check(project, folder, pandoc), pandoc, final=True)
    case, document = composed.checked.case, composed.document
    assert case is not None
    assert document is not None
    assert publish(composed, project, pandoc, wanted=("pdf",), final=True).pages >= 12
    assert {each.kind for each in case.responses} == {
        "tjänsteutlåtande",
        "nämndbeslut",
        "kontorsyttrande",
        "yttrande",
        "remissvar",
    }
    assert {each.kind for each in case.dissents if each.body.kind == "styrelse"} == {
        "reservation",
        "särskilt uttalande",
    }
    assert {each.suffix for each in case.facts.appendices if each.included} == {".md", ".docx", ".pdf", ".png"}
    kinds = {node["t"] for node in nodes(list(document.nodes))}
    assert {"Table", "BulletList", "OrderedList", "Note", "Image"} <= kinds


def test_the_case_in_drafts_is_midway_with_gaps_and_no_error(pandoc: Pandoc) -> None:
    root, folder = MIDWAY
    project = disk.project(root, [root / folder], IN_OCTOBER)
    composed = compose(check(project, folder, pandoc), pandoc, final=False)
    assert {problem.severity() for problem in composed.problems} == {Severity.WARNING}
    assert composed.document is not None
    text = text_of(list(composed.document.nodes))
    assert "[Avsnittet är inte skrivet: Föredragande borgarrådets synpunkter]" in text
    assert "Kommunstyrelsen delar" not in text
