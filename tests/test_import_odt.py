"""An OpenDocument text becomes Markdown as a Word file does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from arrivals import odt
from draftkit.arrival import MOTION, Draft, Facts, drafted, read
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.engines.process import program
from draftkit.stages.load.pack import Pack
from test_import_word import NOBODY, altered, left, png

BOLD = '<style:style style:name="F" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
RAISED = (
    '<style:style style:name="H" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    "</style:style>"
)
HIDDEN = '<style:style style:name="D" style:family="text"><style:text-properties text:display="none"/></style:style>'
LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="{form}" '
    'style:num-suffix="{suffix}"/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
)


@pytest.fixture
def taken(pandoc: Pandoc) -> Callable[..., tuple[str, Draft]]:
    def take(data: bytes, changes: str = "godkänn") -> tuple[str, Draft]:
        arrival = read("fil.odt", data, changes, pandoc)
        draft = drafted(arrival, Facts(MOTION, "f"), NOBODY, Pack("x", (), None, {}, {}), pandoc, {})  # type: ignore[arg-type]
        assert draft.balance.missing == ()
        return draft.files["f/bilagor/motion.md"].decode().partition("\n---\n")[2], draft

    return take


@pytest.mark.parametrize(
    ("body", "styles", "markdown"),
    [
        ('<text:h text:outline-level="1">Rubrik</text:h><text:p>Ett<text:s text:c="3"/>stycke<text:line-break/>till.'
         "</text:p>", "", "# Rubrik\n\nEtt stycke\\\ntill.\n"),
        ('<text:p>En <text:span text:style-name="F">fet</text:span> 25 m<text:span text:style-name="H">2</text:span>'
         "</text:p>", BOLD + RAISED, "En **fet** 25 m²\n"),
        ('<text:p>Se<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
         "<text:p>Noten.</text:p></text:note-body></text:note> här.</text:p>", "", "Se[^1] här.\n\n[^1]: Noten.\n"),
        ('<text:p>Se <text:a xlink:href="https://a.example">a</text:a>.</text:p>', "", "Se [a](https://a.example).\n"),
        ('<text:list text:style-name="L"><text:list-item><text:p>A</text:p><text:list><text:list-item>'
         "<text:p>B</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>C</text:p></text:list-item></text:list>",
         LIST.format(form="1", suffix="."), "1. A\n   - B\n2. C\n"),
        ('<text:list text:style-name="L"><text:list-item><text:p>A</text:p></text:list-item></text:list>',
         LIST.format(form="a", suffix=")"), "a\\) A\n"),
        ('<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>'
         "<text:p>b</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>c</text:p>"
         "</table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row></table:table>"
         "<text:p>Slut.</text:p>", "", "| a   | b   |\n|-----|-----|\n| c   | d   |\n\nSlut.\n"),
    ],
)  # fmt: skip
def test_text_is_kept(taken: Callable[..., tuple[str, Draft]], body: str, styles: str, markdown: str) -> None:
    text, draft = taken(odt(body, styles=styles))
    assert text == markdown
    assert left(draft) == []


CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="a"><text:insertion><office:change-info><dc:creator>Anna'
    "</dc:creator><dc:date>2031-04-02T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region>"
    '<text:changed-region text:id="b"><text:deletion><office:change-info><dc:creator>Bo</dc:creator><dc:date>'
    "2031-04-03T10:00:00</dc:date></office:change-info><text:p>avstyrker</text:p></text:deletion></text:changed-region>"
    '</text:tracked-changes><text:p>Vi <text:change text:change-id="b"/><text:change-start text:change-id="a"/>'
    'tillstyrker<text:change-end text:change-id="a"/> förslaget.</text:p>'
)


@pytest.mark.parametrize(
    ("changes", "markdown", "listed"),
    [
        ("godkänn", "Vi tillstyrker förslaget.\n",
         [("a tracked change that is accepted: struck by Bo 2031-04-03", "avstyrker")]),
        ("avvisa", "Vi avstyrker förslaget.\n",
         [("a tracked change that is rejected: inserted by Anna 2031-04-02", "tillstyrker")]),
        ("visa", "Vi<!-- Struket av Bo 2031-04-03: avstyrker --><!-- Tillagt av Anna 2031-04-02 -->tillstyrker"
         "<!-- Slut på det som Anna 2031-04-02 har lagt till --> förslaget.\n",
         [("a tracked change that is accepted: struck by Bo 2031-04-03", "avstyrker")]),
    ],
)  # fmt: skip
def test_tracked_changes(
    taken: Callable[..., tuple[str, Draft]], changes: str, markdown: str, listed: list[tuple[str, str]]
) -> None:
    text, draft = taken(odt(CHANGES), changes)
    assert " ".join(text.split()) == " ".join(markdown.split())
    assert [(reason, words) for _, reason, words in left(draft)] == listed


def test_what_is_no_text_is_listed(taken: Callable[..., tuple[str, Draft]]) -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Innehåll 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>Verktyg<office:annotation><dc:creator>Bo</dc:creator><text:p>Säkert?</text:p></office:annotation>"
        ' behövs.<text:span text:style-name="D">Inte detta.</text:span></text:p>'
        "<text:p>Före <draw:frame><draw:text-box><text:p>I rutan</text:p></draw:text-box></draw:frame>efter.</text:p>"
        '<text:p>Bild: <draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>En ritning</svg:desc>'
        "</draw:frame></text:p>"
    )
    margins = "<style:header><text:p>Stensunda kommun</text:p></style:header>"
    text, draft = taken(odt(body, styles=HIDDEN, margins=margins, files={"Pictures/a.png": png()}))
    assert text == "Verktyg behövs.\n\nFöre efter.\n\nI rutan\n\nBild: ![En ritning](bilder/motion-1.png)\n"
    assert left(draft) == [
        ("at the beginning", "a table of contents, which Word writes by itself", "Innehåll 3"),
        ("at the beginning", "a comment by Bo", "Säkert?"),
        ("at the beginning", "it is hidden text", "Inte detta."),
        ("in a header", "headers and footers are no part of the text", "Stensunda kommun"),
    ]
    assert altered(draft) == [("a text box stands as text after the paragraph it is fastened to", "I rutan")]


def test_words_in_no_paragraph_are_listed(taken: Callable[..., tuple[str, Draft]]) -> None:
    body = "LÖST<text:p>I ett stycke.</text:p>EFTER<text:section>INNE<text:p>I ett till.</text:p></text:section>\n"
    text, draft = taken(odt(body))
    assert text == "I ett stycke.\n\nI ett till.\n"
    assert [(reason, words.split()) for _, reason, words in left(draft)] == [
        ("it stands in no paragraph", ["LÖST", "EFTER", "INNE"])
    ]


def test_what_pandoc_writes_is_read_as_it_was(taken: Callable[..., tuple[str, Draft]], tmp_path: Path) -> None:
    text = (
        "# Bakgrund\n\nKontoret anser **detta**.[^1]\n\n1. Ett\n2. Två\n\n- Punkt\n- Punkt till\n\n"
        "| År   | Kostnad |\n|------|---------|\n| 2032 | 400 tkr |\n\n[^1]: Räknat i 2031 års priser.\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    command = [program(), "-f", "commonmark+footnotes+pipe_tables", "-t", "odt", "-o", "a.odt", "a.md"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert taken((tmp_path / "a.odt").read_bytes())[0] == text
