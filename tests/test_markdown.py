"""What is read without pandoc is read as pandoc reads it: the same blocks on the same lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from draftkit.blocks import Node, Parsed, joined, without_attributes
from draftkit.edges.engines.pandoc import Pandoc, parsed
from draftkit.stages.load import markdown
from draftkit.stages.load.texts import DIALECT

COMMONMARK: list[str] = json.loads((ROOT / "tests/data/commonmark-0.31.2.json").read_text(encoding="utf-8"))
LINES = (
    "Kulturnämnden anser att förslaget är bra.", "A B", "", "", "# Rubrik", "## Rubrik ##", "   ### Inryckt", "#",
    "#nej", "1. En punkt", "2) Två", "   1. inryckt", "10. tio", "1986\\. Ett år", "- Ett streck",
    "  - Inryckt punkt", "* stjärna", "+ plus", "-", "- ", "   fortsättning på en punkt", "      längre in",
    "> Citat", "> - punkt i citat", ">", "> > dubbelt", "---", "- - -", "===", "**Fet rad**",
    "*stress* och **fet** text", "_ett_ två__tre__", "***båda***", "a*b*c", "a_b_c", "**a*", "*a**b*", "[a *b](c) d*",
    "*a*_b_", "”**fet**”x", "**€5**x", "[länk](http://a.se)", "[länk](http://a.se 'titel')", "[å](<b c>)", "[a]",
    "[a][b]", "![bild *x*](b.png)", "text  ", "text\\", "\\", "\\* inte", "a\\b", "5 \\* 6",
    "&amp; &aring; &#229; &foo; AT&T", "<!-- not -->", "<!-- not", "-->", "- <!-- not -->", "text <!-- not --> text",
    "<b>x</b>", "<http://a.se>", "<a@b.se>", "<Namn>", "a\xa0b\u2009c", "a\tb", "\x0b", "é", "\ufeffx", "a  b   c",
    "| a | b |", "|---|---|", "Text.[^1]", "[^1]: En not", "[namn]: http://a.se", "`kod`", "```", "    kod", "~~~",
)  # fmt: skip
SIGNS = [
    *"**__[]()!#>-+..12  \n\n\n\n\\<>&;\"'åa",
    "ord ",
    "- ",
    "1. ",
    "    ",
    "<!-- ",
    "-->",
    "](",
    "*x*",
    "**x**",
    "—",
]
ODD = st.characters(exclude_categories=["Cs"]) | st.sampled_from([*"*_ \na(", "**", "__", "\u2028", "\u0602", "\u2066"])


def as_told(blocks: Parsed, body: str) -> list[tuple[Node, int, int]]:
    """The blocks as they are printed, each with its first and last line that is not blank."""
    lines = [*body.split("\n"), ""]
    found = []
    for node, (first, end) in zip(blocks.blocks, blocks.lines, strict=True):
        last = end - 1
        while last > first and not lines[last - 1].strip():
            last -= 1
        found.append((joined(without_attributes(node)), first, last))
    return found


def same(pandoc: Pandoc, body: str) -> bool:
    """Whether the body is read without pandoc; asserts that it is read as pandoc reads it then."""
    read = markdown.read(body)
    if read is None:
        return False
    (right,) = parsed(pandoc.read([body], DIALECT, outlines=[body]))
    assert as_told(read, body) == as_told(right, body)
    return True


FIXTURE_IS_SHARED = settings(
    deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FIXTURE_IS_SHARED
@given(body=st.lists(st.sampled_from(LINES), max_size=7).map(lambda lines: "\n".join(lines) + "\n"))
@example(body="a\x0c\nb\n")
@example(body="- a\n\\\n      b\n")
def test_lines_that_people_write_are_read_as_pandoc_reads_them(pandoc: Pandoc, body: str) -> None:
    same(pandoc, body)


@FIXTURE_IS_SHARED
@given(body=st.lists(st.sampled_from(SIGNS), max_size=24).map(lambda signs: "".join(signs) + "\n"))
@example(body="***båda***_ett_ två\n")
@example(body="*a**b*_a *b_ c*\n")
@example(body="*#**kursiv*”)a**fet**.\n")
@example(body="<a@b.se-->\n")
@example(body="- <!-- a\n\n  \n- b\n")
@example(body="## 2]**fet** #\n")
def test_signs_in_any_order_are_read_as_pandoc_reads_them(pandoc: Pandoc, body: str) -> None:
    same(pandoc, body)


@FIXTURE_IS_SHARED
@given(body=st.lists(ODD, max_size=14).map(lambda signs: "".join(signs) + "\n"))
@example(body="1. __a__\u202e#aa(\n")
def test_any_characters_are_read_as_pandoc_reads_them(pandoc: Pandoc, body: str) -> None:
    same(pandoc, body)


@pytest.mark.parametrize("start", range(0, len(COMMONMARK), 50))
def test_the_examples_of_commonmark_are_read_as_pandoc_reads_them(pandoc: Pandoc, start: int) -> None:
    for body in COMMONMARK[start : start + 50]:
        same(pandoc, body if body.endswith("\n") else f"{body}\n")


def test_nearly_half_of_the_examples_of_commonmark_need_no_pandoc() -> None:
    """So that the test above is one: what is read here is far from nothing."""
    bodies = [body if body.endswith("\n") else f"{body}\n" for body in COMMONMARK]
    assert sum(markdown.read(body) is not None for body in bodies) == 284


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*/drafts/**/*.md")), ids=lambda path: path.name)
def test_the_examples_are_read_as_pandoc_reads_them(pandoc: Pandoc, path: Path) -> None:
    same(pandoc, path.read_text(encoding="utf-8").split("---\n", 2)[-1])


def test_a_plain_answer_needs_no_pandoc(pandoc: Pandoc) -> None:
    assert same(pandoc, SMALL["remissvar/kulturnamnden.md"].split("---\n", 2)[-1])


@pytest.mark.parametrize(
    "body",
    [
        "a | b\n",
        "`a`\n",
        "a[^1]\n\n[^1]: b\n",
        "[a]: b\n",
        "<b>\n",
        "a\n\n<i>b</i>\n",
        "    kod\n",
        "***a***\n",
        "a\tb\n",
    ],
)
def test_what_else_there_is_pandoc_reads(body: str) -> None:
    assert markdown.read(body) is None


def test_a_text_has_its_blocks_and_lines() -> None:
    body = "# Beslut\n\n1. Ett **fett**\n2. Två\n   rader\n\nSist\\\nbruten\n"
    plain = [{"t": "Str", "c": "Ett "}, {"t": "Strong", "c": [{"t": "Str", "c": "fett"}]}]
    style = [1, {"t": "Decimal"}, {"t": "Period"}]
    assert markdown.read(body) == Parsed(
        [
            {"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": "Beslut"}]]},
            {
                "t": "OrderedList",
                "c": [style, [[{"t": "Plain", "c": plain}], [{"t": "Plain", "c": [{"t": "Str", "c": "Två rader"}]}]]],
            },
            {"t": "Para", "c": [{"t": "Str", "c": "Sist"}, {"t": "LineBreak"}, {"t": "Str", "c": "bruten"}]},
        ],
        [(1, 2), (3, 6), (7, 9)],
    )
