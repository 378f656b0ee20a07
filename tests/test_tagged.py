"""What somebody who does not see the page hears of it, and in which order: what a validator cannot judge.

The checkpoints are those of the Matterhorn Protocol 1.1 that are left to a person (ISO 14289-1). `tagged.py` is an own
reading of the finished files, which knows nothing of how they are made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import BODIES, CASE, FOLDER, PEOPLE, ROOT, SETTINGS, SMALL, TODAY, WORDS, Files
from draftkit import redlining
from draftkit.blocks import nodes as every_node
from draftkit.blocks import text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.pipeline import Composed, check, compose
from draftkit.project import Project
from draftkit.publish import publish
from draftkit.stages.count import docx_text, docx_xml
from draftkit.stages.review.authorship import By
from tagged import INLINE, PICTURE, Bookmark, Element, Link, Tagged, contrast, letters

# Every construct that a text may have, and those inside each other.
EVERYTHING = """\
---
avsnitt: ärendet
---
En **fet** och *kursiv* mening med `kod` och [kommunens webbplats](https://www.stensunda.example/å), som
Smart City Lab har gjort.[^ett]

> Ett stycke i citat.

> Två stycken
>
> - och en lista

- a

  fortsättning på a

  - b
  - c

  mer av a efter den inre listan[^två]
- d
  1. ett
  2. två
     - djupare

3. tre
4. fyra

   > citat i punkt

## Tabellerna[^rubrik] är två

| Ort[^cell] | | Antal |
|:-----------|---|---:|
| Norrvallen | en lång text som behöver flera rader i sin cell, eftersom den säger så mycket mer än de andra | 1 |
| *Åsbacken* | kort | 2 |

| | |
|---|---|
| utan | rubriker |

```
kod på
två rader
```

Sist.

[^ett]: Not ett.

    Dess andra stycke.
[^två]: Not två med [en länk](https://d.example).
[^rubrik]: Not i rubriken.
[^cell]: Not i en cell.
"""
ENGLISH = """\
---
organ: föreningen Fixarna
typ: remissvar
datum: 2031-05-02
språk: en
---
## Our view

We *support* it.

1. tools
2. places
"""
FILES: Files = {
    "arendet.md": EVERYTHING,
    "arende.yaml": CASE + "andra_språk: [{språk: en, ord: [Smart City Lab]}]\n",
    "remissvar/fixarna.md": ENGLISH,
    "sammanfattningar/fixarna.md": "---\norgan: föreningen Fixarna\n---\nFixarna är positiva.\n",
}
Made = tuple[Composed, Tagged, bytes]
Make = Callable[..., Made]


@pytest.fixture(scope="module")
def make(packs: dict[str, bytes], pandoc: Pandoc) -> Make:
    """`make(files)`: the small case with these files laid over it, as a PDF and as a Word file; each once."""
    known: dict[str, Made] = {}

    def once(files: Files, **options: bool) -> Made:
        key = repr((files, options))
        return known[key] if key in known else known.setdefault(key, made(files, **options))

    def made(files: Files, **options: bool) -> Made:
        laid = {f"{FOLDER}/{path}".split("//")[-1]: text for path, text in {**SMALL, **files}.items()}
        shared = {"draftkit.toml": SETTINGS, "register/organ.yaml": BODIES, "register/personer.yaml": PEOPLE}
        data = {
            path: text.encode() if isinstance(text, str) else text or b"" for path, text in {**shared, **laid}.items()
        }
        return finished(Project(data, TODAY, packs, frozenset(), WORDS), FOLDER, pandoc, **options)

    return once


def finished(world: Project, folder: str, pandoc: Pandoc, *, final: bool = False) -> Made:
    composed = compose(check(world, folder, pandoc), pandoc, final=final)
    published = publish(composed, world, pandoc, wanted=("docx", "pdf"), final=final)
    assert published.files, [str(problem.message) for problem in published.problems]
    return composed, Tagged(published.files["utlatande.pdf"]), published.files["utlatande.docx"]


DOCUMENTS = {
    "large": ("examples/stensunda", "drafts/ks-2031-0417"),
    "minimal": ("examples/minimal", "drafts/ks-2031-0102"),
    "begun": (".", "drafts/ks-2031-0512"),
}


@pytest.fixture(scope="module", params=[*DOCUMENTS, "everything", "final"])
def document(request: pytest.FixtureRequest, make: Make, pandoc: Pandoc) -> Made:
    if request.param in DOCUMENTS:
        root, folder = DOCUMENTS[request.param]
        world = disk.project(ROOT / root, [ROOT / root / folder], TODAY)
        return finished(world, folder, pandoc)
    return make(FILES, final=request.param == "final")


# --- the order -----------------------------------------------------------------------------------


def assert_heard_as_seen(made: Made) -> None:
    """The order law: what is heard is what is seen is what the Word file says, the footnotes by themselves."""
    _, pdf, word = made
    for notes in (False, True):
        assert pdf.heard(notes=notes) == pdf.seen(notes=notes)
    for page in range(1, len(pdf.pdf.pages) + 1):
        text, note = pdf.lowest_of_text_and_highest_note(page)
        assert text > note
    text, notes = docx_text(word)
    assert letters(pdf.said(pdf.document, but=("Note", "Lbl", "Reference", "Figure"))) == letters(text)
    assert letters("".join(pdf.said(each, but=("Lbl",)) for each in pdf.document.all("Note"))) == letters(notes)


def test_it_is_heard_as_it_is_seen(document: Made) -> None:
    assert_heard_as_seen(document)


WORD = st.sampled_from("ek asp björk alm lönn 2031 12,4 – § (dnr) öar”".split())
WORDS_ = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
PART = st.one_of(
    WORDS_,
    WORDS_.map("*{}*".format),
    WORDS_.map("**{}**".format),
    WORDS_.map("`{}`".format),
    WORDS_.map("[{}](https://a.example)".format),
    st.just("NOT"),
)
LINE = st.lists(PART, min_size=1, max_size=4).map(lambda parts: "Ord " + " ".join(parts))
HEADING = st.tuples(st.integers(2, 5), LINE).map(lambda each: f"{'#' * each[0]} {each[1]}")
TABLE = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(LINE, min_size=width, max_size=width), min_size=2, max_size=6).map(
        lambda rows: "\n".join(
            ["| " + " | ".join(rows[0]) + " |", "|---" * width + "|"]
            + ["| " + " | ".join(row) + " |" for row in rows[1:]]
        )
    )
)
CODE = st.lists(WORDS_, min_size=1, max_size=3).map(lambda lines: "```\n" + "\n".join(lines) + "\n```")


def indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else by.rstrip() for line in text.split("\n"))


def bulleted(items: list[str]) -> str:
    return "\n".join("- " + indented(item, "  ").lstrip() for item in items)


def numbered(items: list[str]) -> str:
    return "\n".join(f"{number}. " + indented(item, "   ").lstrip() for number, item in enumerate(items, start=7))


def holding(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    items = st.lists(several.map(lambda text: f"Punkt.\n\n{text}") | LINE, min_size=1, max_size=3)
    return st.one_of(
        items.map(bulleted),
        items.map(numbered),
        several.map(lambda text: indented(text, "> ")),
    )


BLOCK = st.recursive(LINE | CODE, holding, max_leaves=5)
PICTURED = LINE.map("{} ![En grå ruta](bilder/ruta.png)".format)
TEXT = st.lists(BLOCK | HEADING | TABLE | PICTURED, min_size=3, max_size=12)


def with_notes(text: str) -> str:
    """The text with a footnote at each NOT."""
    parts = text.split("NOT")
    marked = "".join(f"{part}[^{number}]" for number, part in enumerate(parts[:-1])) + parts[-1]
    notes = [f"[^{number}]: Not {number} om ek.\n\n    Och alm.\n" for number in range(len(parts) - 1)]
    return marked + "\n\n" + "\n".join(notes)


@settings(max_examples=5, deadline=None)
@given(blocks=TEXT)
def test_so_is_whatever_is_written(make: Make, blocks: list[str]) -> None:
    text = with_notes("![En grå ruta](bilder/ruta.png)\n\n" + "\n\n<!-- -->\n\n".join(blocks))
    answer = SMALL["remissvar/kulturnamnden.md"] + text
    files = {"arendet.md": SMALL["arendet.md"] + text, "remissvar/kulturnamnden.md": answer}
    assert_heard_as_seen(make({**files, "bilder/ruta.png": png()}))


def png() -> bytes:
    """A small grey picture."""
    out = io.BytesIO()
    Image.new("L", (40, 20), 200).save(out, "PNG")
    return out.getvalue()


# --- what the document says of itself ------------------------------------------------------------


def test_it_has_a_title_and_a_language(document: Made) -> None:
    """06-003, 07-001 and -002, 11-006 and -007; a draft says that it is one where a voice begins."""
    composed, pdf, _ = document
    assert composed.statement is not None
    draft = re.search(r"^UTKAST [0-9a-f]{8}: ", str(pdf.pdf.docinfo.Title))
    said = (draft[0] if draft else "") + composed.statement.title
    assert (str(pdf.pdf.docinfo.Title), pdf.pdf.open_metadata()["dc:title"]) == (said, said)
    assert any("UTKAST" in run.text for run in pdf.runs) == bool(draft)
    assert pdf.root.ViewerPreferences.DisplayDocTitle
    assert (bool(pdf.root.MarkInfo.Marked), bool(pdf.root.MarkInfo.Suspects)) == (True, False)
    assert pdf.language == "sv-SE"
    (title,) = pdf.document.all("Title")
    assert letters(pdf.said(title)) == letters(composed.statement.title)


def test_headings_follow_each_other_and_are_the_bookmarks(document: Made) -> None:
    """14-001 to -007, and 9-004: no level is skipped, and the outline says the same."""
    composed, pdf, _ = document
    headings = pdf.document.all("H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(each.role[1]) for each in headings]
    assert levels[0] == 1
    assert [(before, level) for before, level in pairwise(levels) if level > before + 1] == []
    said = [letters(pdf.said(each, but=("Reference", "Note"))) for each in headings]
    assert composed.document is not None
    written = [node["c"] for node in every_node(list(composed.document.nodes)) if node["t"] == "Header"]
    assert [(c[0], letters(text_of(c[2]))) for c in written] == list(zip(levels, said, strict=True))
    bookmarks = [Bookmark(each.level, letters(each.title)) for each in pdf.bookmarks()]
    assert bookmarks == [Bookmark(level, text) for level, text in zip(levels, said, strict=True)]


def test_all_that_is_marked_is_in_the_tree_once(document: Made) -> None:
    """01-005 and 09-001: what a voice passes over is what has no meaning."""
    _, pdf, _ = document
    heard = pdf.document.marks()
    drawn = {run.mark for run in pdf.runs if run.mark.number >= 0}
    assert len(set(heard)) == len(heard)
    assert drawn <= set(heard)


def test_the_roles_are_those_that_a_reader_knows(document: Made) -> None:
    """02-001, 09-002 and -003: which element may hold which."""
    _, pdf, _ = document
    text = {"Span", "Strong", "Em", "Code", "Link", "Reference", "Figure"}
    blocks = {"P", "L", "Table", "BlockQuote", "Code", "Figure", "Div", "Note"}
    may_hold = {
        "Document": blocks | {"Title", "H1", "H2", "H3", "H4", "H5", "H6"},
        "L": {"LI"},
        "LI": {"Lbl", "LBody"},
        "LBody": blocks | text,
        "Table": {"THead", "TBody", "TR"},
        "THead": {"TR"},
        "TBody": {"TR"},
        "TR": {"TH", "TD"},
        "TH": blocks | text,
        "TD": blocks | text,
        "Note": blocks | text | {"Lbl"},
        "Reference": {"Link"},
        "Lbl": {"Link"},
        "BlockQuote": blocks,
        "Div": blocks,
        "Code": {"P"} | text,
    }
    wrong = [
        (each.role, kid.role)
        for each in pdf.document.all()
        for kid in each.inside
        if kid.role not in may_hold.get(each.role, text)
    ]
    assert wrong == []


# --- lists, tables, footnotes, pictures, links ---------------------------------------------------


def test_a_point_has_its_number_and_its_text(document: Made) -> None:
    """16-001 to -003: as many lists and points as were written, with a number that is heard, within each other."""
    composed, pdf, _ = document
    assert composed.document is not None
    written = [node for node in every_node(list(composed.document.nodes)) if node["t"] in ("BulletList", "OrderedList")]
    points = [len(node["c"][-1] if node["t"] == "OrderedList" else node["c"]) for node in written]
    lists = pdf.document.all("L")
    heard_first = [id(each) for each in lists]
    assert sorted(len(each.inside) for each in lists) == sorted(points)
    assert len(set(heard_first)) == len(written)
    for each in lists:
        numbers = [pdf.said(point.inside[0]) for point in each.inside]
        assert [kid.role for point in each.inside for kid in point.inside] == ["Lbl", "LBody"] * len(each.inside)
        if each.attributes["/ListNumbering"] == "/Decimal":
            first = int(numbers[0].rstrip("."))
            assert numbers == [f"{first + index}." for index in range(len(numbers))]
        else:
            assert set(numbers) <= {"•", "–"}


def test_a_list_in_a_point_is_in_it(make: Make) -> None:
    _, pdf, _ = make(FILES)
    (outer,) = [each for each in pdf.document.all("L") if pdf.said(each).startswith("• a")]
    first, second = (point.inside[1] for point in outer.inside)
    assert [kid.role for kid in first.inside] == ["P", "P", "L", "P", "Note"]
    assert [kid.role for kid in second.inside] == ["P", "L"]
    assert [pdf.said(each) for each in second.all("LI")] == ["1. ett", "2. två – djupare", "– djupare"]
    assert pdf.said(next(each for each in pdf.document.all("L") if "tre" in pdf.said(each))).startswith(
        "3. tre 4. fyra"
    )


def test_a_list_begins_with_its_own_number_whatever_it_stands_in(make: Make) -> None:
    text = "3. tre\n\n   1. ett\n   2. två\n\n4. fyra\n\n   - punkt\n\n     1. inre\n\n7) sju\n8) åtta\n   1. sist\n"
    _, pdf, _ = make({"arendet.md": f"---\navsnitt: ärendet\n---\n{text}"})
    points = [pdf.said(each).split()[:2] for each in pdf.document.all("LI")]
    first = points.index(["3.", "tre"])
    assert points[first : first + 9] == [
        ["3.", "tre"], ["1.", "ett"], ["2.", "två"], ["4.", "fyra"], ["•", "punkt"], ["1.", "inre"],
        ["7)", "sju"], ["8)", "åtta"], ["1.", "sist"],
    ]  # fmt: skip


def test_a_word_longer_than_its_line_goes_on_on_the_next_one(make: Make) -> None:
    words = ["\\_" * 100, "=" * 120, f"`{'kod_del9' * 20}`", "å" * 90, "G:/" + "Avdelningen_for_" * 8]
    table = f"| Vad | Väg |\n|---|---|\n| fil | {'Gemensam_' * 12} |\n| en längre text, så att raden är full | a |"
    text = "\n\n".join([*(f"Ord {word} efter." for word in words), f"```\n{'abcdefghij' * 30}\n```", table])
    made = make({"arendet.md": f"---\navsnitt: ärendet\n---\n{text}\n"})
    assert_heard_as_seen(made)
    margin = 35 / 25.4 * 72
    assert max(run.box[2] for run in made[1].runs if run.mark.number >= 0) <= 595.3 - margin + 1


def test_a_quotation_is_one_paragraph_with_its_links_and_notes(make: Make) -> None:
    text = "- > En not.[^9] [länk](https://a.example/) Mer.\n\nOrd.\n\n> Bara text.\n\n[^9]: Noten.\n"
    _, pdf, _ = make({"arendet.md": f"---\navsnitt: ärendet\n---\n{text}"})
    first, second = pdf.document.all("BlockQuote")
    assert [(each.role, letters(pdf.said(each))) for each in first.inside] == [
        ("P", "Ennot1länkMer"), ("Note", "1Noten"),
    ]  # fmt: skip
    assert [(each.role, pdf.said(each)) for each in second.inside] == [("P", "Bara text.")]


def test_a_cell_tells_its_heading(document: Made) -> None:
    """15-001 to -005: a heading says something, and is that of a column; each cell points at its own."""
    _, pdf, _ = document
    for table in pdf.document.all("Table"):
        rows = table.all("TR")
        assert len({len(row.inside) for row in rows}) == 1
        headings = {each.name: each for each in table.all("TH")}
        for name, heading in headings.items():
            assert name is not None
            assert pdf.said(heading) != ""
            assert heading.attributes["/Scope"] == "/Column"
        columns = [cell.name for cell in rows[0].inside] if table.all("THead") else [None] * len(rows[0].inside)
        for row in table.all("TBody")[0].inside if table.all("TBody") else rows:
            for cell, above in zip(row.inside, columns, strict=True):
                assert [str(each) for each in cell.attributes["/Headers"]] == ([above] if above in headings else [])


def test_a_table_without_headings_has_no_row_of_them(make: Make) -> None:
    _, pdf, _ = make(FILES)
    with_headings, without = pdf.document.all("Table")
    assert [[cell.role for cell in row.inside] for row in with_headings.all("TR")] == [
        ["TH", "TD", "TH"], ["TD", "TD", "TD"], ["TD", "TD", "TD"],
    ]  # fmt: skip
    assert [[pdf.said(cell) for cell in row.inside] for row in without.all("TR")] == [["utan", "rubriker"]]


def test_a_footnote_is_tied_to_its_mark(document: Made) -> None:
    """19-001 to -004: the mark leads to the note, and the note back; no sentence is cut in two."""
    _, pdf, _ = document
    marks, notes = pdf.document.all("Reference"), pdf.document.all("Note")
    assert len({note.name for note in notes} - {None}) == len(notes) == len(marks)
    for number, (mark, note) in enumerate(zip(marks, notes, strict=True), start=1):
        assert (pdf.said(mark), pdf.said(note.inside[0])) == (str(number), str(number))
        assert note.inside[0].role == "Lbl"
        assert mark.links() == [Link(f"Fotnot {number}", None, note.marks()[0].page)]
        back = Link(f"Tillbaka till texten vid fotnot {number}", None, mark.marks()[0].page)
        assert note.inside[0].links() == [back]
    for each in pdf.document.all("P", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Strong", "Em"):
        assert each.all("Note") == []


def test_a_footnote_comes_next_after_what_it_belongs_to(make: Make) -> None:
    _, pdf, _ = make(FILES)
    beside = [
        (pdf.said(before, but=("Reference", "Note"))[:20], pdf.said(after))
        for each in pdf.document.all()
        for before, after in pairwise(each.inside)
        if after.role == "Note" and each.role != "TH"
    ]
    assert beside == [
        ("En fet och kursiv me", "1 Not ett. Dess andra stycke."),
        ("Tabellerna är två", "3 Not i rubriken."),
        ("mer av a efter den i", "2 Not två med en länk."),
    ]
    (cell,) = [each for each in pdf.document.all("TH") if each.all("Note")]
    assert (pdf.said(cell, but=("Note",)), pdf.said(cell.inside[-1])) == ("Ort4", "4 Not i en cell.")


def test_each_picture_is_told(document: Made) -> None:
    """13-001 to -004."""
    composed, pdf, _ = document
    assert composed.document is not None
    pictures = [text_of(n["c"][1]).strip() for n in every_node(list(composed.document.nodes)) if n["t"] == "Image"]
    figures = [each.alt for each in pdf.document.all("Figure")]
    assert all(figures)
    assert [each for each in figures if ", sida " not in each] == pictures
    assert sum(run.text == PICTURE for run in pdf.runs) == len(figures)


def test_a_link_says_where_it_leads(document: Made) -> None:
    """28-004, -005 and -011: as a name of the link, and in the order of the text."""
    _, pdf, _ = document
    links = [link for each in pdf.document.all("Link") for link in each.links()]
    assert len(links) >= len(pdf.document.all("Link"))
    for link in links:
        assert link.called
        assert link.address is None or (link.address.isascii() and " " not in link.address)
    for page in pdf.pdf.pages:
        assert page.obj.get("/Tabs") == "/S"


def test_an_address_is_written_as_pdf_wants_it(make: Make) -> None:
    text = SMALL["arendet.md"] + "\nSe [sidan](https://räksmörgås.example/å?q=ö#%C3%A4) och <info@stensunda.example>.\n"
    _, pdf, _ = make({"arendet.md": text})
    assert [link.address for link in pdf.document.links()] == [
        "https://xn--rksmrgs-5wao1o.example/%C3%A5?q=%C3%B6#%C3%A4",
        "mailto:info@stensunda.example",
    ]


# --- languages -----------------------------------------------------------------------------------


def said_in(pdf: Tagged, language: str) -> list[str]:
    """The stretches of text in a language, in order; one ends where a block does."""
    found: list[tuple[str, str]] = []

    def read(element: Element, *, inline: bool) -> None:
        if not inline:
            found.append(("", ""))
        for kid in element.kids:
            if isinstance(kid, Element):
                read(kid, inline=kid.role in INLINE)
            elif not isinstance(kid, Link):
                spoken, before = found[-1]
                if spoken == element.language:
                    found[-1] = (spoken, before + pdf.text[kid])
                else:
                    found.append((element.language, pdf.text[kid]))

    read(pdf.document, inline=False)
    return [" ".join(text.split()) for spoken, text in found if spoken == language]


def test_names_and_answers_in_another_language_are_said_in_it(make: Make) -> None:
    """11-001 to -005 and WCAG 3.1.2; the number of a point is the document's."""
    _, pdf, _ = make(FILES)
    assert {each.language for each in pdf.document.all()} == {"sv-SE", "en"}
    assert said_in(pdf, "en") == ["Smart City Lab", "Our view", "We support it.", "tools", "places"]


def test_a_listed_word_is_found_as_it_is_written_in_a_sentence(make: Make) -> None:
    listed = "andra_språk: [{språk: en, ord: [peer review, AI Act]}, {språk: smj, ord: Jåhkåmåhkke}]\n"
    text = "\nPeer review av AI Acts del i Jåhkåmåhkke. Inte peer reviewade *AI Action* i (peer review).\n"
    _, pdf, _ = make({"arende.yaml": CASE + listed, "arendet.md": SMALL["arendet.md"] + text})
    assert said_in(pdf, "en") == ["Peer review", "AI Act", "peer review"]
    assert said_in(pdf, "smj") == ["Jåhkåmåhkke"]


def test_the_word_file_and_the_page_say_the_languages_too(make: Make, pandoc: Pandoc) -> None:
    _, _, word = make(FILES)
    marked = re.findall(r'<w:lang w:val="(en)[^"]*" ?/>.*?<w:t[^>]*>([^<]+)<', docx_xml(word)[0])
    assert [text.strip() for _, text in marked] == [
        "Smart City Lab", "Our view", "We", "support", "it.", "tools", "places",
    ]  # fmt: skip


# --- what stands beside the text -----------------------------------------------------------------


def test_the_page_labels_are_what_is_printed(document: Made) -> None:
    _, pdf, _ = document
    printed = [
        next(run.text for run in pdf.runs if run.mark == (page, -1) and re.fullmatch(r"\d+ \(\d+\)", run.text))
        for page in range(1, len(pdf.pdf.pages) + 1)
    ]
    assert pdf.labels() == printed


def test_so_they_are_where_bilagor_have_pages_of_their_own(make: Make) -> None:
    bilaga = "bilagor: [{rubrik: Regler, fil: bilagor/regler.md, placering: i dokumentet}]\n"
    _, pdf, _ = make(
        {
            "/draftkit.toml": SETTINGS + '[bilagor]\nsidnumrering = "egen"\n',
            "arende.yaml": CASE + bilaga,
            "bilagor/regler.md": "Reglerna.\n",
        }
    )
    before = len(pdf.labels()) - 1
    assert pdf.labels() == [*(f"{page} ({before})" for page in range(1, before + 1)), "1 (1)"]


def test_page_numbers_and_the_mark_of_a_draft_are_no_part_of_the_text(document: Made) -> None:
    """01-001 and -002, 17-001 and -002: they say what they are, and are not read aloud on each page."""
    _, pdf, _ = document
    for page in range(1, len(pdf.pdf.pages) + 1):
        said = [run for run in pdf.runs if run.mark == (page, -1)]
        headers = [each for each, operator in pdf.artifacts(page) if operator in ("TJ", "Tj") if "/Type" in each]
        kinds = [(each["/Type"], each.get("/Subtype")) for each in headers]
        across = [run for run in said if run.size > 40]
        assert kinds == [("/Background", None)] * len(across) + [("/Pagination", "/Header")] * (len(said) - len(across))
        assert all(re.fullmatch(r"\d+ \(\d+\)|UTKAST [0-9a-f]{8}|UTKAST", run.text) for run in said)


def test_the_decision_is_read_in_its_place(make: Make) -> None:
    """The frame is drawn around it, and changes nothing of when it is heard: after its heading, before the next."""
    _, pdf, _ = make({})
    kids = pdf.document.inside
    at = next(index for index, kid in enumerate(kids) if kid.role == "H1")
    assert [(kid.role, pdf.said(kid)) for kid in kids[at : at + 4]] == [
        ("H1", "Förslag till beslut"),
        ("P", "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande."),
        ("P", "Motionen bifalls."),
        ("H1", "Föredragande borgarrådet Sara Lindqvist"),
    ]


def assert_can_be_read(pdf: Tagged) -> None:
    """WCAG 2.2, 1.4.3: 4.5:1 between text and what it stands on; the mark across a draft's pages is decoration, and
    is said in small at their head."""
    pale = [
        (run.mark.page, run.text, run.colour, behind)
        for run in pdf.runs
        for behind in run.behind
        if run.size <= 40 and contrast(run.colour, behind) < 4.5
    ]
    assert pale == []


def test_the_colours_can_be_told_apart(document: Made) -> None:
    _, pdf, _ = document
    assert_can_be_read(pdf)


def test_a_link_is_not_told_by_its_colour_alone(make: Make) -> None:
    """WCAG 2.2, 1.4.1: it is underlined."""
    _, pdf, _ = make({"arendet.md": SMALL["arendet.md"] + "\nSe [sidan](https://a.example).\n"})
    (link,) = pdf.document.all("Link")
    assert any(each.attributes.get("/TextDecorationType") == "/Underline" for each in link.all())


# --- two versions in one -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def redline(make: Make, pandoc: Pandoc) -> Tagged:
    """Two versions of everything laid into each other."""
    older = EVERYTHING.replace("mening", "rad").replace("- d", "- e").replace("| kort |", "| kortare |")
    old, new = (make({**FILES, "arendet.md": each})[0] for each in (older.replace("Sist.", "Slut."), EVERYTHING))
    sides = [redlining.Side(each.checked.project, each) for each in (old, new)]
    old_side, new_side = sides
    both = redlining.merging(old_side, new_side, lambda _: By("Sara Lindqvist", "2031-03-03T10:00:00"))
    told = {
        "rubrik": "Ändringar", "rader": [], "tillagt": "tillagt", "borttaget": "struket", "förklaring": "streck",
        "ny_sida": "Ny sida", "borttagen_sida": "Borttagen sida", "av": ["Sara Lindqvist"] * len(both.changes),
    }  # fmt: skip
    data, problems, _ = redlining.pdf(old_side, new_side, pandoc, both, told)
    assert problems == []
    return Tagged(data)


def test_a_change_is_heard(redline: Tagged) -> None:
    """WCAG 2.2, 1.3.1: a line through the words says nothing to a voice."""
    (paragraph,) = [each for each in redline.document.all("P") if "kursiv" in redline.said(each)]
    assert "kursiv [struket: rad] [tillagt: mening] med kod" in redline.said(paragraph)
    assert [redline.said(each) for each in redline.document.all("TD") if "kort" in redline.said(each)] == [
        "[struket: kortare] [tillagt: kort]"
    ]
    assert not any("tillagt" in each.title for each in redline.bookmarks())


def test_a_redline_is_read_in_order_and_can_be_read(redline: Tagged) -> None:
    assert_can_be_read(redline)
    unseen = {run.mark for run in redline.runs if run.text != PICTURE and run.size < 2}
    for notes in (False, True):
        heard, seen = (
            [m for m in marks if m not in unseen] for marks in (redline.heard(notes=notes), redline.seen(notes=notes))
        )
        assert heard == seen
    assert redline.labels()[0] == f"1 ({len(redline.pdf.pages)})"
