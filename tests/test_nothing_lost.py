"""Nothing is lost: a text that is dropped, doubled or moved, wherever on the way, stops the build.

(DESIGN section 2: "Counted, not hoped".) And the two documents of the large example say the same words in the same
order.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from conftest import CASE, FOLDER, ROOT, SMALL, TODAY, Files, told
from draftkit.blocks import Node, letters, text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.pdf.text import structure_text
from draftkit.pipeline import Composed, check, compose
from draftkit.problems import Severity
from draftkit.project import Project
from draftkit.publish import Published
from draftkit.publish import publish as publish_case
from draftkit.stages import formats
from draftkit.stages.count import difference, docx_text

STENSUNDA = ROOT / "examples/stensunda"
KEEPERS = "the files were not written; tell those who keep the pack or draftkit"


def pack(files: Files) -> Files:
    """A pack of the workspace's own that inherits, with these files."""
    return {
        "/templates/stensunda/mall.yaml": "dokumenttyp: stensunda\närver: utlatande\n",
        "arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda"),
        **{f"/templates/stensunda/{name}": content for name, content in files.items()},
    }


def lost(published: Published) -> list[tuple[str, str]]:
    """The place and the message of each problem; all of them are of the kind “text lost”, and nothing is written."""
    assert published.files == {}
    assert {problem.code.number for problem in published.problems} == {"DK702"}
    return [told(problem)[1:3] for problem in published.problems]


# --- (a) a template ------------------------------------------------------------------------------

TEMPLATE = "templates/stensunda/stensunda.md.j2:1:1-1:1"


def template(block: str, text: str) -> Files:
    return pack({"stensunda.md.j2": '{% extends "utlatande/utlatande.md.j2" %}\n'
                 "{% block " + block + " %}\n" + text + "\n{% endblock %}\n"})  # fmt: skip


def test_a_template_that_leaves_out_a_text_is_told(publish: Callable[..., Published]) -> None:
    published = publish(template("synpunkter", "## Synpunkter\n"))
    message = f"the template leaves out the text of {FOLDER}/synpunkter.md"
    assert lost(published) == [(TEMPLATE, message)]


def test_a_template_that_prints_a_text_twice_is_told(publish: Callable[..., Published]) -> None:
    published = publish(template("ärendet", "# Ärendet\n{{ avsnitt.ärendet }}\n\n{{ avsnitt.ärendet }}\n"))
    message = f"the template prints the text of {FOLDER}/arendet.md 2 times"
    assert lost(published) == [(TEMPLATE, message)]


def test_a_template_that_leaves_out_all_is_told_of_each(publish: Callable[..., Published]) -> None:
    published = publish(pack({"stensunda.md.j2": "Inget.\n"}))
    assert sorted(message for _, message in lost(published)) == sorted(
        f"the template leaves out the text of {FOLDER}/{path}" for path in SMALL if path != "arende.yaml"
    )


# --- (b) a pack's .typ file ----------------------------------------------------------------------------

BOX = "forslag/kommunfullmaktige.md:5:1-5:21"


def look(typ: str) -> Files:
    start = '#import "/utlatande/utlatande.typ" as arvet\n#let dokument = arvet.dokument\n#let stil = arvet.stil\n'
    return pack({"stensunda.typ": start + typ})


TWICE = "this text stands 2 times in the PDF"


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "this text is not in the PDF"), ("innehåll; innehåll", TWICE), ("hide(innehåll); innehåll", TWICE)],
)
def test_a_look_that_swallows_or_doubles_a_style_is_told(
    publish: Callable[..., Published], content: str, message: str
) -> None:
    typ = f'#let stil(namn, innehåll) = {{ if namn == "Beslutsruta" {{ {content} }} else {{ innehåll }} }}'
    assert lost(publish(look(typ))) == [(BOX, message)]


@pytest.mark.parametrize("content", ["[]", "innehåll + innehåll", "[Kort sagt.]"])
def test_a_look_that_swallows_or_doubles_the_whole_text_is_told_of_every_block(
    publish: Callable[..., Published], content: str
) -> None:
    published = publish(
        look(f'#let dokument(uppgifter, innehåll) = {{ set document(title: "T"); {content} }}'), wanted=("pdf",)
    )
    told_of = {place.partition(":")[0] for place, message in lost(published) if message.startswith("this text ")}
    assert told_of == {path for path in SMALL if path != "arende.yaml"}


@pytest.mark.parametrize(
    ("typ", "part"),
    [
        ('#let stil(namn, innehåll) = if namn != "Title" { innehåll }', "text"),
        ('#let stil(namn, innehåll) = { innehåll; if namn == "Title" { innehåll } }', "text"),
        ('#let dokument(u, i) = { show: arvet.dokument.with(u); show "positiv": "negativ"; i }', "text"),
        ("#let dokument(u, i) = { show: arvet.dokument.with(u); show emph: none; i }", "text"),
        ("#let dokument(u, i) = { show: arvet.dokument.with(u); show footnote.entry: none; i }", "footnotes"),
    ],
)
def test_a_look_that_alters_the_words_cannot_build_a_final_document(
    publish: Callable[..., Published], typ: str, part: str
) -> None:
    """Within a block the marks cannot see it: `--final` reads the PDF back."""
    text = {"synpunkter.md": "---\navsnitt: synpunkter\n---\nJag är *mycket* positiv.[^1]\n\n[^1]: Mycket.\n"}
    (problem,) = lost(publish({**look(typ), **text}, final=True))
    assert problem[0] == "templates/stensunda/stensunda.typ:1:1-1:1"
    assert problem[1].startswith(f"the PDF does not have the same {part} as the case: …")


def test_a_ligature_that_is_written_as_one_character_is_no_loss(publish: Callable[..., Published]) -> None:
    published = publish({"synpunkter.md": "---\navsnitt: synpunkter\n---\nEn ﬁn ﬂod, oﬃciell.\n"}, final=True)
    assert [told(problem) for problem in published.problems if problem.code.number == "DK702"] == []
    assert "utlatande.pdf" in published.files


def test_a_letter_that_the_pdf_says_twice_is_told_at_its_text(publish: Callable[..., Published]) -> None:
    """typst writes both the letter and the accent below it as the whole: a screen reader would say it twice."""
    text = {"synpunkter.md": "---\navsnitt: synpunkter\n---\nBra.\n\nOrdet x\u0323 är nytt.\n"}
    (problem,) = lost(publish(text, wanted=("pdf",), final=True))
    assert problem[0] == "synpunkter.md:6:1-6:18"
    assert "BraOrdetx[ärnytt" in problem[1]


def test_a_page_of_a_bilaga_that_a_look_draws_twice_is_told(publish: Callable[..., Published]) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    typ = "#let dokument(u, i) = { show: arvet.dokument.with(u); show image: it => it + it; i }"
    files = look(typ)
    facts = f"{files['arende.yaml']}bilagor:\n  - {{rubrik: Karta, fil: bilagor/a.pdf, placering: i dokumentet}}\n"
    published = publish({**files, "arende.yaml": facts, "bilagor/a.pdf": out.getvalue()})
    assert lost(published) == [
        ("templates/stensunda/stensunda.typ:1:1-1:1", "the pages of a PDF bilaga do not stand once each")
    ]


# --- (c) the tree, between compose and publish ------------------------------------------------------------


@pytest.fixture
def tampered(
    project: Callable[..., Project], compose: Callable[..., Composed], pandoc: Pandoc
) -> Callable[[Callable[[list[Node]], list[Node]]], Published]:
    """`tampered(change)`: the small case, published after `change` has been done to the nodes of its document."""

    def make(change: Callable[[list[Node]], list[Node]]) -> Published:
        composed = compose()
        assert composed.document is not None
        document = replace(composed.document, nodes=tuple(change(list(composed.document.nodes))))
        changed = replace(composed, document=document)
        return publish_case(changed, project(), pandoc, wanted=("docx", "pdf"), final=False)

    return make


def block_with(nodes: list[Node], words: str) -> int:
    """The index of the block whose text is `words`."""
    return next(index for index, node in enumerate(nodes) if text_of(node).strip() == words)


def test_the_tree_as_it_is_builds(tampered: Callable[..., Published]) -> None:
    assert set(tampered(lambda nodes: nodes).files) == {"utlatande.docx", "utlatande.pdf", "manifest.json"}


def test_a_block_dropped_from_the_tree_is_told(tampered: Callable[..., Published]) -> None:
    def drop(nodes: list[Node]) -> list[Node]:
        del nodes[block_with(nodes, "Kulturförvaltningen är positiv.")]
        return nodes

    assert lost(tampered(drop)) == [("remissvar/kulturnamnden.md:14:1-14:32", "this text is not in the document")]


def test_a_block_doubled_in_the_tree_is_told(tampered: Callable[..., Published]) -> None:
    def double(nodes: list[Node]) -> list[Node]:
        at = block_with(nodes, "Jag tycker att förslaget är bra.")
        return [*nodes[: at + 1], *nodes[at:]]

    assert lost(tampered(double)) == [("synpunkter.md:4:1-4:33", "this text stands 2 times in the document")]


def test_two_blocks_swapped_in_the_tree_are_told(tampered: Callable[..., Published]) -> None:
    def swap(nodes: list[Node]) -> list[Node]:
        one = block_with(nodes, "Jag tycker att förslaget är bra.")
        other = block_with(nodes, "Kulturförvaltningen är positiv.")
        nodes[one], nodes[other] = nodes[other], nodes[one]
        return nodes

    assert lost(tampered(swap)) == [("synpunkter.md:4:1-4:33", "this text does not stand in its place")]


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "json", "akn"])
def test_the_tree_is_counted_whatever_is_made_of_it(
    project: Callable[..., Project], compose: Callable[..., Composed], pandoc: Pandoc, form: str
) -> None:
    composed = compose()
    assert composed.document is not None
    changed = replace(composed, document=replace(composed.document, nodes=composed.document.nodes[:-1]))
    assert lost(publish_case(changed, project(), pandoc, wanted=(form,), final=False)) == [
        ("remissvar/kulturnamnden.md:18:1-18:18", "this text is not in the document")
    ]


def test_a_look_that_moves_a_text_is_told(publish: Callable[..., Published]) -> None:
    typ = """
#let gömt = state("gömt", [])
#let stil(namn, innehåll) = if namn == "Beslutsruta" { gömt.update(innehåll) } else { innehåll }
#let dokument(u, i) = { show: arvet.dokument.with(u); i; context gömt.get() }
"""
    assert lost(publish(look(typ))) == [(BOX, "this text does not stand in its place")]


# --- (d) the DOCX ---------------------------------------------------------------------------------------

PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)


@pytest.fixture
def word(compose: Callable[..., Composed], publish: Callable[..., Published]) -> tuple[str, list[str], bytes]:
    """The text that the small case is to have, its footnotes, and its DOCX."""
    note = {"synpunkter.md": "---\navsnitt: synpunkter\n---\nJag är positiv.[^1]\n\n[^1]: Mycket.\n"}
    document = compose(note).document
    assert document is not None
    return *formats.expected_text(document.nodes), publish(note, wanted=("docx",)).files["utlatande.docx"]


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The DOCX with one part of it changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def test_the_docx_as_it_is_has_every_word(word: tuple[str, list[str], bytes]) -> None:
    expected, notes, data = word
    text, footnotes = docx_text(data)
    assert (difference(expected, text), difference("".join(notes), footnotes)) == (None, None)


def without(words: str) -> Callable[[str], str]:
    return lambda xml: PARAGRAPH.sub(lambda each: "" if words in each[0] else each[0], xml)


def twice(words: str) -> Callable[[str], str]:
    return lambda xml: PARAGRAPH.sub(lambda each: each[0] * 2 if words in each[0] else each[0], xml)


def swapped(one: str, other: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(one, "\0").replace(other, one).replace("\0", other)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (without("Jag är positiv"), "[JagärpositivBorgarrådsberedningentillsty|Borgarrådsber"),
        (twice("Motionen bifalls"), "[FöredragandeborgarrådetSaraLindqvistSamm|Motionen"),
        (swapped("Motionen bifalls.", "Motionen gäller verktyg."), "Motionen[bifalls"),
        (swapped(">Anders Wik<", "> <"), "2031[AndersWik"),
        (swapped("2031", "2032"), "DnrKS203[10417"),
        (lambda xml: xml.replace("</w:body>", "<w:p><w:r><w:t>Mer.</w:t></w:r></w:p></w:body>"), "[|Mer]"),
    ],
)  # fmt: skip
def test_a_docx_that_has_not_every_word_in_its_place_is_told(
    word: tuple[str, list[str], bytes], change: Callable[[str], str], found: str
) -> None:
    expected, _, data = word
    text, _ = docx_text(rewritten(data, "word/document.xml", change))
    assert found in (difference(expected, text) or "")


def test_typesetters_may_disagree_about_all_but_letters_and_digits(word: tuple[str, list[str], bytes]) -> None:
    expected, _, data = word
    text, _ = docx_text(
        rewritten(data, "word/document.xml", lambda xml: xml.replace("nämnden och", "nämn\xadden  och"))
    )
    assert difference(expected, text) is None


def test_a_footnote_that_is_lost_in_the_docx_is_told(word: tuple[str, list[str], bytes]) -> None:
    _, notes, data = word
    _, footnotes = docx_text(rewritten(data, "word/footnotes.xml", without("Mycket")))
    assert difference("".join(notes), footnotes) == "…[Mycket|]…"


# --- the large example -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(pandoc: Pandoc) -> tuple[Composed, Published]:
    project = disk.project(STENSUNDA, [STENSUNDA / FOLDER], TODAY)
    composed = compose(check(project, FOLDER, pandoc), pandoc, final=True)
    return composed, publish_case(composed, project, pandoc, wanted=("docx", "pdf"), final=True)


def words_of_pdf(data: bytes) -> tuple[str, str]:
    """The letters of the text of a PDF in the order of its structure tree, and those of its footnotes."""
    items = [item for item in structure_text(data) if item.role not in ("Lbl", "Reference", "Figure")]
    text = "".join(item.text for item in items if not item.in_note)
    return letters(text), letters("".join(item.text for item in items if item.in_note))


def test_docx_and_pdf_say_the_same_words_in_the_same_order(large: tuple[Composed, Published]) -> None:
    composed, published = large
    assert composed.document is not None
    expected, notes = formats.expected_text(composed.document.nodes)
    wanted = (letters(expected), letters("".join(notes)))
    text, footnotes = docx_text(published.files["utlatande.docx"])
    assert (letters(text), letters(footnotes)) == wanted
    assert words_of_pdf(published.files["utlatande.pdf"]) == wanted
    assert len(wanted[0]) > 20_000
    assert len(wanted[1]) > 100


def test_every_text_is_printed_or_listed_with_a_reason(large: tuple[Composed, Published]) -> None:
    composed, published = large
    assert composed.checked.case is not None
    assert composed.document is not None
    manifest: dict[str, Any] = json.loads(published.files["manifest.json"])
    printed = {each["fil"] for each in manifest["tryckt"]}
    unprinted = {each["fil"]: each["skäl"] for each in manifest["inte_tryckt"]}
    texts = {each.path for each in composed.checked.case.fragments}
    bilagor = {f"{FOLDER}/{each.path}" for each in composed.checked.case.facts.appendices}
    assert printed | set(unprinted) == texts | bilagor
    assert printed & set(unprinted) == set()
    assert unprinted == {f"{FOLDER}/bilagor/lokalforteckning.pdf": "sent separately; only listed"}
    pages = [each["sida"] for each in manifest["tryckt"]]
    assert pages == sorted(pages)
    assert set(pages) <= set(range(1, published.pages + 1))


def test_every_letter_of_every_text_is_printed(large: tuple[Composed, Published]) -> None:
    """Each block of each fragment, as pandoc reads it, stands unbroken in the PDF; its footnotes apart."""
    composed, published = large
    assert composed.checked.case is not None
    text, notes = words_of_pdf(published.files["utlatande.pdf"])
    for fragment in composed.checked.case.fragments:
        for block in (each for slot in fragment.prose.slots.values() for each in slot):
            in_notes: list[str] = []
            assert letters(text_of(block.node, notes=in_notes)) in text, str(block.span)
            assert all(letters(note) in notes for note in in_notes), str(block.span)


UNPRINTED: dict[str, tuple[Files, dict[str, str]]] = {
    "a dissent of a board that has not met": (
        {
            "arende.yaml": CASE.replace("skede: kommunstyrelse", "skede: beredning"),
            "avvikande/ks-l.md": (
                "---\ntyp: reservation\norgan: kommunstyrelsen\nav: [eva-brandt]\n---\nJag reserverar mig.\n"
            ),
        },
        {"avvikande/ks-l.md": "kommunstyrelsen has not met at the stage “beredning”"},
    ),
    "an answer without text": (
        {"remissvar/fixarna.md": "---\norgan: fixarna\ntyp: remissvar\n---\n<!-- kommer -->\n"},
        {"remissvar/fixarna.md": "it has no text"},
    ),
    "bilagor that are sent separately": (
        {
            "arende.yaml": f"{CASE}bilagor:\n  - {{rubrik: A, fil: bilagor/a.md, placering: separat}}\n"
            "  - {rubrik: B, fil: bilagor/b.xlsx, placering: separat}\n",
            "bilagor/a.md": "Text.\n",
            "bilagor/b.xlsx": b"PK",
        },
        {"bilagor/a.md": "sent separately; only listed", "bilagor/b.xlsx": "sent separately; only listed"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNPRINTED)
def test_what_is_not_printed_is_listed_with_its_reason(publish: Callable[..., Published], name: str) -> None:
    files, listed = UNPRINTED[name]
    published = publish(files, wanted=("md",), today=TODAY)
    manifest = json.loads(published.files["manifest.json"])
    assert {each["fil"].removeprefix(f"{FOLDER}/"): each["skäl"] for each in manifest["inte_tryckt"]} == listed
    assert {each["fil"] for each in manifest["tryckt"]} & {f"{FOLDER}/{path}" for path in listed} == set()


# --- what cannot be read on the page -------------------------------------------------------------------------


def test_a_long_table_goes_on_over_the_pages(publish: Callable[..., Published]) -> None:
    """Typst would else print the rows that have no room on top of each other at the foot of the page."""
    rows = "".join(f"| rad {number} | {number} tkr |\n" for number in range(120))
    table = f"---\navsnitt: synpunkter\n---\n| Post | Kostnad |\n|---|---|\n{rows}"
    published = publish({"synpunkter.md": table}, wanted=("pdf",), final=True)
    assert [told(problem) for problem in published.problems] == []
    on_pages = [item.page for item in structure_text(published.files["utlatande.pdf"]) if item.text.startswith("rad ")]
    assert len(on_pages) == 120
    assert len(set(on_pages)) >= 3


def test_what_goes_beyond_the_page_cannot_be_final(publish: Callable[..., Published]) -> None:
    row = "|" + "KOMMUNMOMS|" * 10
    text = f"Inledning.\n\n{row}\n|{'---|' * 10}\n{row}\n\nAvslutning.\n"
    files = {"synpunkter.md": f"---\navsnitt: synpunkter\n---\n{text}"}
    hint = "write a space or a hyphen in a long word, and fewer columns in a wide table"
    published = publish(files, wanted=("pdf",), final=True)
    assert published.files == {}
    errors = [told(problem) for problem in published.problems if problem.severity() is Severity.ERROR]
    assert ("DK704", "synpunkter.md:6:1-8:112", "“KOMMUNMOMS” does not fit on page 1", hint) in errors
    assert set(publish(files, wanted=("pdf",)).files) == {"utlatande.pdf", "manifest.json"}


def test_what_lies_over_other_text_cannot_be_final(publish: Callable[..., Published]) -> None:
    typ = "#let dokument(u, i) = { show: arvet.dokument.with(u); show heading: it => place(it); i }"
    published = publish(look(typ), wanted=("pdf",), final=True)
    assert published.files == {}
    assert {problem.code.number for problem in published.problems} == {"DK704"}
