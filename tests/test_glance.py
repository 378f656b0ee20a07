"""A glance at a text says what reading it says, or that it cannot tell; and it can tell of ordinary texts."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from draftkit.edges.engines.pandoc import Pandoc, parsed
from draftkit.model import Prose
from draftkit.spans import Source
from draftkit.stages.load import prose
from draftkit.stages.load.frontmatter import split
from draftkit.stages.load.glance import glance
from draftkit.stages.load.prose import Layout
from draftkit.stages.load.texts import DIALECT, outline, readable

PLAIN, PARTS = Layout(), Layout(("Beslut", "Svar"), ("Beslut",))
HEAD = "---\norgan: kulturnämnden\n---\n"


def read(pandoc: Pandoc, body: str, layout: Layout) -> Prose:
    """The text as `check` reads it."""
    parts, _ = split(Source("a.md", HEAD + body))
    text, _ = readable(parts)
    (tree,) = parsed(pandoc.read([text], DIALECT, outlines=[outline(text)]))
    return prose.read(parts, tree, layout, folder="drafts/a", files=[])[0]


def seen(prose: Prose) -> tuple[bool, list[str]]:
    """What `status` makes of a text: whether it is empty, and where its notes are."""
    return prose.empty, [f"{each}-{each.end_line}:{each.end_col}" for each in prose.notes]


def look(body: str, layout: Layout) -> tuple[bool, list[str]] | None:
    """The same by a glance; None where it cannot tell."""
    glimpse = glance(split(Source("a.md", HEAD + body))[0], layout)
    return None if glimpse.unsure else seen(glimpse)


LINES = st.lists(
    st.sampled_from(
        ["", "", "Nämnden är positiv.", "och mer text", "# Beslut", "# Svar", "## Kostnad", "#", "#Beslut", "Beslut",
         "===", "---", "- punkt", "1. att bifalla", "   fortsatt", "    kod", "> citat", "| a | b |", "|---|---|",
         "```", "~~~", "<!-- fråga Eva -->", "<!-- två", "rader -->", "  <!-- indragen -->", "- <!-- i en lista -->",
         "<!---->", "<!-- ett --> <!-- två -->", "<!-- ett --> text", "text <!-- inne i --> raden",
         "text <!-- a -- b --> slut", "`<!-- kod -->`", "\\<!-- ingen -->", "a | b <!-- cell -->", "<!-->", "<!--->",
         "-->", "<b>", "<Namn>", "</p>", "<https://stensunda.example>", "[länk](https://stensunda.example)",
         "[adress]: https://stensunda.example", "[^1]: fotnot", "text[^1]", "## Rubrik <!-- i rubriken -->", "a < b",
         "  # Beslut", "    # Beslut", "# Svar #", "text <!-- a|b -->", "text <!-- a->", "x <!-- y -- >",
         "![bild](a.png)", "*så*", "\\", "&nbsp;", "\u00a0", "\t# Svar", "text <!-- a ---> b", "text <!--> a -->",
         "[a](b \"<!-- c -->\")", "  text <!-- indragen text -->", "***", "* * *", "text <!-- å ä ö ”ja” -->",
         "<!-- å\n\n\nö -->", "text \\<!-- x --> y", "text <!--x--><!--y-->"]
    ),
    max_size=6,
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(LINES.map("\n".join), st.sampled_from([PLAIN, PARTS]))
@example("<!-- ett -->\n<!-- två -->\n", PLAIN)
@example("Text.\n<!-- ett -->\nMer text.\n", PLAIN)
def test_a_glance_says_what_reading_says(pandoc: Pandoc, body: str, layout: Layout) -> None:
    assert look(body, layout) in (None, seen(read(pandoc, body, layout)))
