"""The outline of a text has the blocks of the text, on the same lines: from it pandoc tells where each block stands."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from draftkit.edges.engines.pandoc import Pandoc, parsed
from draftkit.spans import Source
from draftkit.stages.load import frontmatter
from draftkit.stages.load.texts import DIALECT, outline, readable

LINES = (
    "Kulturnämnden anser att förslaget, som helhet, är bra.", "I en rad med korta ord.", "1. En punkt i listan",
    "2) Två", "- Ett streck först", "  - Inryckt punkt", "   fortsättning på en punkt", "# Rubrik", "## Två ord",
    "", "", "> Citat av nämnden", "| Kolumn | Två |", "|---|:-:|", "| cell ett | cell två |", "---", "===", "```",
    "~~~ text",
    "    kod med flera ord", "[^1]: En not med text", "Text.[^1]", "[namn]: http://a.se", "(en titel i parentes)",
    "<div>", "</div>", "<!-- not -->", "* * *", "**Fet rad**", "(C) föreslår", "A B", "År 2031 – 2032", "Abc: d e f",
    "\\# inget", "Rad med två blanksteg  ", "Rad med streck\\", "![bild](a.png)", "Kolumn | Två", "--|--",
    "1986\\. Ett år",
)  # fmt: skip


def lines_of(pandoc: Pandoc, text: str, short: str) -> tuple[list[tuple[int, int]], int]:
    """The lines of each block as told from `short`, and how many blocks `text` has."""
    (found,) = parsed(pandoc.read([text], DIALECT, outlines=[short]))
    return list(found.lines), len(found.blocks)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), max_size=9))
@example(lines=["[^1]: En not", "Text.[^1]"])  # of a footnote that refers to itself pandoc would make no end
def test_an_outline_has_the_blocks_of_its_text(pandoc: Pandoc, lines: list[str]) -> None:
    parts, _ = frontmatter.split(Source("a.md", "\n".join(["Först.", "", *lines])))
    body, _ = readable(parts)
    told, count = lines_of(pandoc, body, outline(body))
    assert (told, count) == (*lines_of(pandoc, body, body)[:1], len(told))


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*/drafts/**/*.md")), ids=lambda path: path.name)
def test_the_examples_have_the_same_outline(pandoc: Pandoc, path: object) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[-1]  # type: ignore[attr-defined]
    assert lines_of(pandoc, body, outline(body))[0] == lines_of(pandoc, body, body)[0]


def test_an_outline_is_short() -> None:
    body = SMALL["remissvar/kulturnamnden.md"].split("---\n", 2)[-1]
    assert len(outline(body)) < len(body) * 0.6


def test_where_the_outline_has_other_blocks_the_text_itself_is_asked(pandoc: Pandoc) -> None:
    assert lines_of(pandoc, "Ett\n\nTvå\n", "Ett\n") == ([(1, 2), (3, 4)], 2)
