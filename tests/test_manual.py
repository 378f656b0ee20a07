"""A manual page taken apart and shown: what `explain` says, and the reference in docs/."""

from __future__ import annotations

import json
from gettext import NullTranslations

import pytest

from conftest import ROOT
from draftkit.edges.language import translations
from draftkit.edges.report import manual
from draftkit.manual import Example, Excerpt, Mark, Page, page
from draftkit.problems import Code, InQuoted, Severity, Stops
from draftkit.stages.checks.book import CODES

ENGLISH = NullTranslations()
DOCSTRING = """A thing is wrong.

    It is so for
    two reasons.

    Do this.

    Bad:
        --idag 2032-01-31
        synpunkter.md
        Jag anser att att.
                  ^^^ ^^^

        Slut.
        arende.yaml
        rotel: 5
               ^
    Good:
        synpunkter.md
        (finns inte)
    """


def test_a_page_has_its_parts() -> None:
    assert page(DOCSTRING) == Page(
        "A thing is wrong.",
        ("It is so for two reasons.", "Do this."),
        (
            Example(
                good=False,
                shown="--idag 2032-01-31\nsynpunkter.md\nJag anser att att.\n          ^^^ ^^^\n\nSlut.\n"
                "arende.yaml\nrotel: 5\n       ^",
                excerpts=(
                    Excerpt("synpunkter.md", ("Jag anser att att.", "", "Slut."), (Mark(1, 11, 14), Mark(1, 15, 18))),
                    Excerpt("arende.yaml", ("rotel: 5",), (Mark(1, 8, 9),)),
                ),
                today="2032-01-31",
            ),
            Example(True, "synpunkter.md\n(finns inte)", (Excerpt("synpunkter.md", (), (), "finns inte"),)),
        ),
    )


@pytest.mark.parametrize(("text", "summary"), [("", ""), ("Only this.", "Only this.")])
def test_a_page_may_be_short(text: str, summary: str) -> None:
    assert page(text) == Page(summary, (), ())


CODE = Code("DK999", "invented", Severity.WARNING, Stops.FINAL, DOCSTRING, InQuoted.MILDER)


def test_explain_shows_a_page() -> None:
    assert manual.explained(CODE, ENGLISH).split("\n") == [
        "DK999 invented (warning)", "",
        "A thing is wrong.", "",
        "It is so for two reasons.", "",
        "Do this.", "",
        "It stops the final document; a draft is built in spite of it. In quoted text it",
        "is one step milder.", "",
        "Wrong:",
        "    --idag 2032-01-31", "    synpunkter.md", "    Jag anser att att.", "              ^^^ ^^^", "",
        "    Slut.",
        "    arende.yaml", "    rotel: 5", "           ^", "",
        "Right:", "    synpunkter.md", "    (finns inte)",
    ]  # fmt: skip


def test_the_list_has_a_line_for_each_rule() -> None:
    assert manual.listed([Code("DK401", "a", page="Second."), Code("DK101", "b", page="First.")], ENGLISH) == (
        "Facts\n  DK101  error       First.\n\nLanguage and typography\n  DK401  error       Second."
    )


def test_the_rules_as_json() -> None:
    assert json.loads(manual.as_json([CODE], ENGLISH)) == {
        "rules": [
            {
                "code": "DK999",
                "name": "invented",
                "severity": "warning",
                "stops": "final",
                "summary": "A thing is wrong.",
            }
        ]
    }


def test_the_reference_in_docs_is_the_pages() -> None:
    written = (ROOT / "docs/regler.md").read_text(encoding="utf-8")
    assert written == manual.reference(CODES.values(), translations("sv")), "run `make reference`"
