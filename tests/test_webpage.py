"""The web page: the same words as the PDF and the DOCX, whole, safe, and told of where a pack breaks it.

What a browser makes of it is judged by conformance/axe.py.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import CASE, FOLDER, ROOT, SETTINGS, TODAY, Files, told
from draftkit.blocks import Node, div, header, letters, paragraph, text_of
from draftkit.edges import disk
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish import webpage as finish
from draftkit.edges.pdf.text import structure_text
from draftkit.messages import msg
from draftkit.pipeline import Composed, check, compose
from draftkit.publish import Published
from draftkit.publish import publish as publish_case
from draftkit.spans import top_of
from draftkit.stages import formats
from draftkit.stages.compositor import stretches
from draftkit.stages.count import docx_text
from draftkit.stages.intake.passages import Passage
from draftkit.stages.render import Document
from draftkit.stages.webpage import tables, text
from draftkit.stages.webpage.anchors import Anchors
from draftkit.stages.webpage.written import tag, written

STENSUNDA = ROOT / "examples/stensunda"
GENERATED = "@data-genererat"


def tree(data: bytes) -> Any:
    return lxml.html.document_fromstring(data.decode())


def own(element: Any) -> str:
    """The words of an element that are the document's own: what the page has added is left out."""
    if element.get("data-genererat") is not None:
        return ""
    inside = "".join(own(child) + (child.tail or "") for child in element if isinstance(child.tag, str))
    return (element.text or "") + inside


# --- the large example -----------------------------------------------------------------------------


class Large:
    def __init__(self, pandoc: Pandoc) -> None:
        project = disk.project(STENSUNDA, [STENSUNDA / FOLDER], TODAY)
        composed = compose(check(project, FOLDER, pandoc), pandoc, final=True)
        wanted = ("docx", "pdf", "html")
        self.composed: Composed = composed
        self.final: Published = publish_case(composed, project, pandoc, wanted=wanted, final=True)
        self.draft: Published = publish_case(composed, project, pandoc, wanted=("html",), final=False)
        self.page = tree(self.final.files["utlatande.html"])


@pytest.fixture(scope="module")
def large(pandoc: Pandoc) -> Large:
    return Large(pandoc)


def test_it_says_the_same_words_in_the_same_order_as_the_pdf_and_the_docx(large: Large) -> None:
    """What the page adds (navigation, numbers of footnotes, the text of PDF bilagor) has data-genererat."""
    whole = copy.deepcopy(large.page)
    notes = whole.xpath("//section[@role='doc-endnotes']")[0]
    words_of_notes = letters(own(notes))
    notes.getparent().remove(notes)
    page = (letters(own(whole.find("body"))), words_of_notes)
    word = docx_text(large.final.files["utlatande.docx"])
    items = [
        item
        for item in structure_text(large.final.files["utlatande.pdf"])
        if item.role not in ("Lbl", "Reference", "Figure")
    ]
    pdf = ["".join(item.text for item in items if item.in_note == noted) for noted in (False, True)]
    assert page == (letters(word[0]), letters(word[1]))
    assert page == (letters(pdf[0]), letters(pdf[1]))
    assert len(page[0]) > 20_000
    assert len(page[1]) > 100


def test_the_words_that_the_page_adds_are_these(large: Large) -> None:
    """In a final document: nothing else stands in the text that nobody wrote."""
    added = [
        " ".join(each.text_content().split())
        for each in large.page.xpath(f"//main//*[{GENERATED}][not(ancestor::*[{GENERATED}])]")
    ]
    contents, *rest = added
    assert contents.startswith("Innehåll Förslag till beslut Föredragande borgarrådet Sara Lindqvist ")
    kinds = {re.sub(r"\d+", "1", re.sub(r"^(Texten på sida \d).*", r"\1", each)) for each in rest}
    assert kinds == {
        "1", "↩", "Fotnoter", "Öppna sida 1 av bilaga 1 i original (PDF)", "Texten på sida 1",
    }  # fmt: skip


def test_it_has_one_heading_of_the_first_level_and_no_level_is_skipped(large: Large) -> None:
    headings = large.page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    levels = [int(each.tag[1]) for each in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert headings[0].text_content() == "Motion om lånebara verktyg och reparationsverkstäder på biblioteken"


def test_the_bilagor_and_the_footnotes_are_landmarks_and_each_has_a_name(large: Large) -> None:
    page = large.page
    assert [each.tag for each in page.xpath("/html/body/*")] == ["a", "header", "main", "footer"]
    assert [each.tag for each in page.xpath("//main/article/*")] == ["header", "nav", "div"]
    regions = page.xpath("//main//section[@aria-labelledby or @aria-label] | //main//*[@role='region']")
    names = [page.get_element_by_id(each.get("aria-labelledby")).text_content() for each in regions]
    assert names == [
        "Bilaga 1. Motion om lånebara verktyg och reparationsverkstäder på biblioteken",
        "Bilaga 2. Regler för lån av verktyg på Hamnbiblioteket",
        "Bilaga 3. Kostnadskalkyl för verktygslån på samtliga bibliotek",
        "Bilaga 4. Skiss över en reparationsverkstad i Norrvallens bibliotek",
        "Fotnoter",
    ]


def test_the_decision_is_a_group_with_its_first_sentence_as_name(large: Large) -> None:
    (box,) = large.page.xpath("//*[@class='Beslutsruta']")
    name = large.page.get_element_by_id(box.get("aria-labelledby")).text_content()
    assert (box.get("role"), name) == ("group", "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.")
    assert [each.text_content().strip() for each in box.xpath("./ol/li")] == [
        "Motionen bifalls i den del som gäller verktygslån och avslås i övrigt.",
        "Kulturnämnden får i uppdrag att återkomma med en redovisning senast den 30 april 2032.",
    ]


def test_the_table_of_contents_leads_to_every_heading_of_the_first_two_levels(large: Large) -> None:
    """Those within a bilaga are left out: it is a document by itself."""
    links = [(each.text_content(), each.get("href")) for each in large.page.xpath("//nav//a")]
    wanted = large.page.xpath(
        "//main//section//h2[not(@data-genererat)] | //main//section//h3[not(ancestor::section[@class='bilaga'])]"
    )
    assert large.page.xpath("//section[@class='bilaga']//h3")
    assert links == [(each.text_content(), f"#{each.get('id')}") for each in wanted]
    assert ("Förslag till beslut", "#forslag-till-beslut") in links


def test_what_names_a_bilaga_or_a_reservation_leads_to_it(large: Large) -> None:
    page = large.page
    listed = page.xpath("//h3[@id='bilagor']/following-sibling::ol/li")
    told = [(each.text_content().strip(), each.xpath("./a/@href")) for each in listed]
    headings = [each.text_content() for each in page.xpath("//section[@class='bilaga']/h2")]
    anchors = page.xpath("//section[@class='bilaga']/h2/@id")
    assert [words.partition(", dnr")[0] for words, _ in told[: len(headings)]] == [
        each.partition(". ")[2] for each in headings
    ]
    assert [href for _, href in told] == [
        *([f"#{each}"] for each in anchors),
        *([] for _ in told[len(anchors) :]),  # sent separately
    ]
    assert len(told) > len(headings) == 4
    (reference,) = page.xpath("//p[@class='Hänvisning']/a")
    assert reference.text_content() == "Reservation av Eva Brandt (L), se Reservationer m.m."
    assert page.get_element_by_id(reference.get("href")[1:]).text_content() == "Reservation av Eva Brandt (L)"


def test_the_way_past_what_stands_above_leads_to_the_text(large: Large) -> None:
    (href,) = large.page.xpath("//a[@class='hoppa']/@href")
    goal = large.page.get_element_by_id(href[1:])
    assert (goal.get("class"), goal.get("tabindex")) == ("text", "-1")
    assert goal.xpath("./section[1]/h2")[0].text_content() == "Förslag till beslut"


def test_a_footnote_and_its_place_lead_to_each_other(large: Large) -> None:
    page = large.page
    marks, notes = page.xpath("//a[@role='doc-noteref']"), page.xpath("//section[@role='doc-endnotes']/ol/li")
    assert len(marks) == len(notes) == 7
    for number, (mark, note) in enumerate(zip(marks, notes, strict=True), start=1):
        (back,) = note.xpath(".//a[@role='doc-backlink']")
        assert (mark.text, mark.get("aria-label")) == (f"{number}", f"Fotnot {number}")
        assert back.get("aria-label") == f"Tillbaka till texten vid fotnot {number}"
        assert mark.get("href") == f"#{note.get('id')}"
        assert back.get("href") == f"#{mark.get('id')}"


def test_every_heading_of_a_table_says_of_what(large: Large) -> None:
    page = large.page
    assert {each.get("scope") for each in page.xpath("//th")} == {"col"}
    assert page.xpath("//th[not(normalize-space())]") == []
    framed = page.xpath("//div[@class='tabell' and @tabindex]")
    assert {(each.get("tabindex"), each.get("role")) for each in framed} == {("0", "group")}
    headed = [each.xpath("ancestor::section[1]/*[1]") for each in framed]
    assert [each.get("aria-label") for each in framed] == [
        f"Tabell {number}, {heading.text_content()}" for number, (heading,) in enumerate(headed, start=1)
    ]
    assert len(framed) == len(page.xpath("//table")) > 0


def test_every_picture_is_in_the_page_with_its_words_and_its_size(large: Large) -> None:
    pictures = large.page.xpath("//img")
    assert len(pictures) == 4
    for each in pictures:
        kind, _, data = each.get("src").partition(";base64,")
        with Image.open(io.BytesIO(base64.b64decode(data))) as opened:
            across, down = opened.size
        assert kind == "data:image/png"
        assert abs(int(each.get("width")) / int(each.get("height")) - across / down) < 0.01
        assert each.get("alt").strip()
    assert [each.getparent().tag for each in pictures] == ["figure"] * 4


def test_a_name_in_another_language_is_marked(publish: Callable[..., Published]) -> None:
    bodies = "young-voices: {namn: Young Voices, typ: extern, språk: en}\n"
    from conftest import BODIES

    page = tree(
        publish(
            {
                "/register/organ.yaml": BODIES + bodies,
                "arende.yaml": CASE.replace("- föreningen Fixarna", "- Young Voices"),
            },
            wanted=("html",),
        ).files["utlatande.html"]
    )
    assert (page.get("lang"), {each.text for each in page.xpath("//*[@lang='en']")}) == ("sv", {"Young Voices"})


def test_it_says_what_it_is(large: Large) -> None:
    head = large.page.find("head")
    said = {each.get("name"): each.get("content") for each in head.xpath("meta[@name]")}
    title = "Motion om lånebara verktyg och reparationsverkstäder på biblioteken"
    assert head.findtext("title") == f"{title} – Utlåtande, Stensunda kommun"
    assert said == {
        "viewport": "width=device-width, initial-scale=1",
        "description": f"Utlåtande från Stensunda kommun, diarienummer KS 2031/0417: {title}",
        "author": "Stensunda kommun",
        "dcterms.identifier": "KS 2031/0417",
    }


def test_only_a_draft_says_that_it_is_one(large: Large) -> None:
    draft = tree(large.draft.files["utlatande.html"])
    digits = large.draft.draft
    (aside,) = draft.xpath("/html/body/aside")
    assert " ".join(aside.text_content().split()) == (
        f"Utkast. Texten är inte färdig och kan ändras. Utkastets nummer: {digits}."
    )
    assert draft.findtext("head/title") == f"Utkast: {large.page.findtext('head/title')} ({digits})"
    assert draft.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert f'content: "UTKAST {digits}"' in draft.findtext("head/style")
    assert (
        "utkast"
        not in large.page.xpath("string(/html/head/title)").lower()
        + large.page.text_content().partition("På papper")[2].rpartition("</style>")[2].lower()
    )
    assert b"UTKAST" not in large.final.files["utlatande.html"]


def test_it_can_neither_fetch_nor_run_anything(large: Large) -> None:
    for data in (large.final.files["utlatande.html"], large.draft.files["utlatande.html"]):
        page = tree(data)
        style = page.findtext("head/style")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
            f"default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'"
        ]
        assert (
            page.xpath(
                "//script | //link | //iframe | //object | //form | //*[@style] | //@*[starts-with(name(), 'on')]"
            )
            == []
        )
        assert [each for each in page.xpath("//@src") if not each.startswith("data:image/")] == []
        assert "url(" not in style
        assert "@import" not in style
        assert finish.read(data).faults == []


def test_every_line_of_it_is_a_block_and_all_are_numbered_in_order(large: Large) -> None:
    assert large.composed.document is not None
    numbers = [int(each) for each in large.page.xpath("//@data-block")]
    assert numbers == [*range(len(large.composed.document.printed))]


def test_a_page_of_a_pdf_has_its_picture_its_text_and_the_way_to_the_original(large: Large) -> None:
    first, second = large.page.xpath("//figure[@class='pdf-sida']")
    assert first.xpath("./img/@alt") == ["Kostnadskalkyl för verktygslån på samtliga bibliotek, sida 1 av 2"]
    assert second.xpath(".//a/@href") == ["bilagor/bilaga-3-kostnadskalkyl.pdf#page=2"]
    said = [each.getnext() for each in (first, second)]
    assert [each.findtext("summary") for each in said] == ["Texten på sida 1", "Texten på sida 2"]
    assert all(each.get("open") is not None for each in said)
    assert "bilagor/bilaga-3-kostnadskalkyl.pdf" in large.final.files


def test_the_original_in_the_pdf_has_the_name_that_it_has_beside_the_word_file(large: Large) -> None:
    """And what is said of it; a page's picture says where the original is."""
    title = "Kostnadskalkyl för verktygslån på samtliga bibliotek"
    with pikepdf.open(io.BytesIO(large.final.files["utlatande.pdf"])) as pdf:
        ((name, file),) = pdf.attachments.items()
        alternatives = [
            str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
        assert (name, file.filename, str(file.obj.F), file.description) == (
            *["bilaga-3-kostnadskalkyl.pdf"] * 3,
            f"Bilaga 3. {title} (originalet)",
        )
        assert file.get_file().read_bytes() == large.final.files["bilagor/bilaga-3-kostnadskalkyl.pdf"]
    original = "Originalet är filen bilaga-3-kostnadskalkyl.pdf."
    assert f"Bild av sida 2 av 2 i bilaga 3, {title}. {original}" in alternatives


# --- the writer ----------------------------------------------------------------------------------


def made(*nodes: Node, laid: text.Laid | None = None) -> str:
    """Blocks as HTML, on one line."""
    spoken = {
        "webb_fotnot": "Fotnot {nummer}",
        "webb_tillbaka": "Tillbaka {nummer}",
        "webb_tabell": "Tabell {nummer}: {rubrik}",
        "webb_pdf_länk": "Sida {sida} i {fil}",
        "webb_pdf_text": "Text {sida}",
        "webb_pdf_utan_text": "Utan text.",
        "webb_pdf_utan_bild": "Utan bild.",
        "webb_pdf_bara_original": "Bara i originalet.",
    }
    document = Document(nodes, tuple(("x", top_of("x.md")) for _ in nodes))
    content = text.content(
        document, "Rubriken", laid or text.Laid(), lambda name, **values: spoken[name].format(**values)
    )
    return written([*content.opening, *content.text, *content.notes]).replace("\n", "")


H1 = '<h1 class="bara-uppläst" data-genererat>Rubriken</h1>'


def string(words: str) -> Node:
    return {"t": "Str", "c": words}


def para(*inlines: Node) -> Node:
    return {"t": "Para", "c": list(inlines)}


def link(address: str) -> Node:
    return {"t": "Link", "c": [["", [], []], [string("hit")], [address, ""]]}


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&amp;c=2#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:kim@example.org", "mailto:kim@example.org"),
        ("tel:0700-000000", "tel:0700-000000"),
        ("https://example.org/å", "https://example.org/å"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/100%/[x]|#a#b", "https://example.org/100%25/%5Bx%5D%7C#a%23b"),
    ],
)
def test_a_link_leads_where_it_says(address: str, href: str) -> None:
    assert made(para(link(address))) == f'{H1}<p><a href="{href}">hit</a></p>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "//example.org", "blob:x", "https://", "https://../", "", "#x", "sida.html",
     "https://exa mple.org"],
)  # fmt: skip
def test_a_link_that_is_code_or_leads_nowhere_is_its_words(address: str) -> None:
    assert made(para(link(address))) == f"{H1}<p>hit</p>"


def test_what_is_in_a_text_never_becomes_markup() -> None:
    hostile = "</p></style><script>alert('1')</script><!-- &lt; &amp; \" onload=x]]>"
    escaped = (
        "&lt;/p&gt;&lt;/style&gt;&lt;script&gt;alert('1')&lt;/script&gt;&lt;!-- &amp;lt; &amp;amp; \" onload=x]]&gt;"
    )
    picture = {"t": "Image", "c": [["", [], []], [string('" onerror="x')], ["a.png", ""]]}
    laid = text.Laid({"a.png": text.Picture("data:image/png;base64,AA", 1, 2)})
    found = made(
        header(1, [string(hostile)]),
        para(string(hostile), picture),
        {"t": "CodeBlock", "c": [["", [], []], hostile]},
        laid=laid,
    )
    assert found == (
        f"{H1}<section>"
        f'<h2 id="p-style-script-alert-1-script-lt-amp-onload-x">{escaped}</h2>'
        f'<p>{escaped}<img src="data:image/png;base64,AA" alt="&quot; onerror=&quot;x" width="1" height="2"></p>'
        f"<pre><code>{escaped}</code></pre></section>"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=6), st.text())
def test_whatever_is_written_is_read_back_as_it_was(texts: list[str], value: str) -> None:
    """As a parser has it: no text makes an element, and none is lost but for what HTML forbids."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__(convert_charrefs=True)
            self.tags: list[tuple[str, dict[str, str | None]]] = []
            self.data = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append((tag, dict(attrs)))

        def handle_data(self, data: str) -> None:
            self.data += data

    def kept(words: str) -> str:
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", words)

    reader = Reader()
    reader.feed(written([tag("em", *texts, title=value)]))
    reader.close()
    assert [(name, given["title"] or "") for name, given in reader.tags] == [("em", kept(value))]
    assert reader.data == kept("".join(texts))


def test_the_blocks_and_lines_of_a_text() -> None:
    tight = [[{"t": "Plain", "c": [string("a")]}], [{"t": "Plain", "c": [string("b")]}]]
    loose = [[paragraph("a"), paragraph("b")]]
    parens = {"t": "OrderedList", "c": [[3, {"t": "LowerAlpha"}, {"t": "TwoParens"}], tight]}
    looks = [
        {"t": each, "c": [string(each[0])]} for each in ("Emph", "Strong", "Strikeout", "Superscript", "Underline")
    ]
    quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [string("citat")]]}
    foreign = {"t": "Span", "c": [["", [], [["lang", "en"]]], [string("words")]]}
    assert made(
        {"t": "BulletList", "c": tight}, {"t": "BulletList", "c": loose}, parens, para(*looks), para(quoted, foreign),
        para(foreign), {"t": "BlockQuote", "c": [paragraph("c")]}, {"t": "HorizontalRule"},
        div([paragraph("d")], custom_style="Min stil"), para(string("e"), {"t": "LineBreak"}, string("f")),
        {"t": "DefinitionList", "c": [[[string("g")], [[paragraph("h")]]]]},
        {"t": "LineBlock", "c": [[string("i")], [string("j")]]},
    ) == (
        f"{H1}<ul><li>a</li><li>b</li></ul><ul><li><p>a</p><p>b</p></li></ul>"
        '<ol start="3" type="a" class="parenteser"><li>a</li><li>b</li></ol>'
        "<p><em>E</em><strong>S</strong><s>S</s><sup>S</sup><u>U</u></p>"
        '<p>”citat”<span lang="en">words</span></p><p lang="en">words</p><blockquote><p>c</p></blockquote>'
        '<div class="avsnitt"><hr><p class="Min-stil">d</p><p>e<br>f</p><dl><dt>g</dt><dd><p>h</p></dd></dl>'
        "<p>i<br>j</p></div>"
    )  # fmt: skip


def test_a_footnote_with_more_than_a_line_ends_with_the_way_back() -> None:
    items = {"t": "BulletList", "c": [[{"t": "Plain", "c": [string("b")]}]]}
    note = {"t": "Note", "c": [paragraph("a"), items]}
    assert made(para(string("x"), note)) == (
        f'{H1}<p>x<sup><a href="#fotnot_1" id="fotnot_1_plats" role="doc-noteref" aria-label="Fotnot 1" data-genererat>'
        '1</a></sup></p><li id="fotnot_1"><p>a</p><ul><li>b</li></ul><p><a href="#fotnot_1_plats" role="doc-backlink" '
        'aria-label="Tillbaka 1" data-genererat>↩</a></p></li>'
    )


def test_the_table_of_contents_has_neither_footnotes_nor_links_of_the_headings() -> None:
    note = {"t": "Note", "c": [paragraph("not")]}
    emphasis = {"t": "Emph", "c": [link("https://example.org")]}
    document = Document((header(1, [string("a "), emphasis, note]),), ())
    (entry,) = text.content(document, "T", text.Laid(), lambda name, **values: name).contents
    assert written(entry.heading) == "a <em>hit</em>"


@pytest.mark.parametrize("other", ["Jo (L)", "Kim (M)"])
def test_a_reference_leads_to_the_longest_heading_that_it_names(other: str) -> None:
    """“Kim (M)” begins what “Kim (M) och Ea (S)” begins with too; only what the same body has is meant."""
    named = [paragraph(f"Av {who}, se Reservationer.") for who in ("Kim (M) och Ea (S)", "Bo (C)")]
    told = [div([each], custom_style="Hänvisning") for each in named]
    found = made(
        header(1, [string("Svar")]), header(2, [string("Nämnd")]), *told, header(1, [string("Reservationer.")]),
        header(2, [string("Nämnd")]), header(3, [string(f"Av {other}")]), header(3, [string("Av Kim (M) och Ea (S)")]),
        header(2, [string("Styrelse")]), header(3, [string("Av Bo (C)")]),
    )  # fmt: skip
    assert re.findall('<p class="Hänvisning">(<a href="[^"]*">)?(..)', found) == [
        ('<a href="#av-kim-m-och-ea-s">', "Av"), ("", "Av"),
    ]  # fmt: skip


def test_headings_deeper_than_six_levels_say_how_deep() -> None:
    assert made(header(5, [string("a")]), header(6, [string("b")])) == (
        f'{H1}<section><h6 id="a">a</h6><section><h6 id="b" aria-level="7">b</h6></section></section>'
    )


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["Förslag till beslut"], ["forslag-till-beslut"]),
        (["Text", "Text", "Innehåll", "Text 2"], ["text-2", "text-3", "innehall-2", "text-2-2"]),
        (["1. Bakgrund", "…", "Приложение", "È é"], ["avsnitt-1-bakgrund", "avsnitt", "avsnitt-2", "e-e"]),
        (["x" * 80], ["x" * 60]),
    ],
)
def test_names_of_places(headings: list[str], names: list[str]) -> None:
    anchors = Anchors()
    assert [anchors.of(each) for each in headings] == names


# --- tables --------------------------------------------------------------------------------------


def cell(words: str, *, rows: int = 1, columns: int = 1, align: str = "AlignDefault") -> Any:
    return [["", [], []], {"t": align}, rows, columns, [{"t": "Plain", "c": [string(words)]}] if words else []]


def table(head: list[list[Any]], body: list[list[Any]], *, heads: int = 0, columns: int = 2) -> Node:
    def rows(cells: list[list[Any]]) -> Any:
        return [[["", [], []], each] for each in cells]

    specs = [[{"t": "AlignRight" if n else "AlignDefault"}, {"t": "ColWidthDefault"}] for n in range(columns)]
    no = ["", [], []]
    return {"t": "Table", "c": [no, [None, []], specs, [no, rows(head)], [[no, heads, [], rows(body)]], [no, []]]}


def test_the_headings_of_columns_and_rows() -> None:
    found = table([[cell(""), cell("A")]], [[cell("b"), cell("1")], [cell("", rows=2), cell("2")]], heads=1)
    assert made(found) == (
        f'{H1}<div class="tabell"><table><thead><tr><td></td><th scope="col" class="höger">A</th></tr></thead>'
        '<tbody><tr><th scope="row">b</th><td class="höger">1</td></tr>'
        '<tr><td rowspan="2"></td><td class="höger">2</td></tr></tbody></table></div>'
    )


def test_a_heading_over_more_than_one_column_is_of_them_all() -> None:
    found = table([[cell("AB", columns=2)], [cell("A"), cell("B")]], [[cell("1"), cell("2")]])
    assert '<th scope="colgroup" colspan="2">AB</th>' in made(found)


def test_a_row_of_headings_without_words_is_left_out() -> None:
    assert "thead" not in made(table([[cell(""), cell("")]], [[cell("a"), cell("b")]]))


@pytest.mark.parametrize(
    ("words", "wide"),
    [
        ([["Förslag", "Summa"], ["verktyg", "1 234"]], False),
        ([["Reparationsverkstäder", "kulturnämnden"]], True),
        ([["ett två tre fyra fem sex sju åtta nio", "ett två tre fyra fem sex sju åtta nio tio"]], False),
        ([[f"{n}" for n in range(20)]], True),
    ],
)
def test_a_table_can_be_reached_by_the_keys_where_a_telephone_has_no_room(words: list[list[str]], wide: bool) -> None:
    assert tables.too_wide(words) == wide
    found = made(table([], [[cell(each) for each in row] for row in words], columns=len(words[0])))
    frame = '<div class="tabell" role="group" aria-label="Tabell 1: " tabindex="0">' if wide else '<div class="tabell">'
    assert found.startswith(H1 + frame)


def test_a_table_is_called_by_its_caption_or_the_heading_above_it() -> None:
    def wide() -> Node:
        return table([], [[cell("Reparationsverkstäder"), cell("kulturnämnden")]])

    captioned = wide()
    captioned["c"][1] = [None, [{"t": "Plain", "c": [string("Verkstäder 2031")]}]]
    found = made(wide(), header(1, [string("Var de är")]), para(string("x")), wide(), captioned)
    assert re.findall('role="group" aria-label="([^"]*)"', found) == [
        "Tabell 1: ", "Tabell 2: Var de är", "Verkstäder 2031",
    ]  # fmt: skip


# --- what belongs together -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Den 30 april 2032 är", 'Den <span class="ihop">30 april 2032</span> är'),
        ("dnr KS 2031/0417-1.", '<span class="ihop">dnr KS 2031/0417-1.</span>'),
        ("1 200 kronor, Brandt (L)", '<span class="ihop">1 200 kronor,</span> <span class="ihop">Brandt (L)</span>'),
        (" två  ord ", " två  ord "),
        ("12 345 678 901 234 567", '<span class="ihop">12 345 678 901 234</span> 567'),
    ],
)  # fmt: skip
def test_no_line_ends_within_what_belongs_together(words: str, html: str) -> None:
    assert made(para(string(words))) == f"{H1}<p>{html}</p>"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab 12(L)§.–"))
def test_no_letter_and_no_blank_is_altered(words: str) -> None:
    assert "".join(stretches(words)) == "".join(stretches(words, in_cell=True)) == words


# --- pages of a PDF ------------------------------------------------------------------------------


def pdf_page(**more: Any) -> str:
    page = text.PdfPage("bilagor/a.pdf", "a.pdf", 2, "Karta, sida 2 av 3", **more)
    found = made(div([], pdf_sida="2", fil="a"), laid=text.Laid(pages={("a", 2): page}))
    return found.removeprefix(H1)


def passage(kind: Any, words: str, **more: Any) -> Passage:
    from draftkit.messages import msg

    return Passage(kind, words, msg("x"), **more)


PICTURE = text.Picture("data:image/png;base64,AA", 5, 6)
IMAGE = '<img src="data:image/png;base64,AA" alt="Karta, sida 2 av 3" width="5" height="6">'
LINK = '<a href="bilagor/a.pdf#page=2">Sida 2 i a.pdf</a>'


def test_a_page_of_a_pdf_with_text() -> None:
    said = (
        passage("heading", "Rubrik"), passage("paragraph", "<b>"), passage("item", "punkt", mark="-"),
        passage("item", "till", mark="-"),
        passage("item", "ett", mark="1."), passage("table", "", rows=(("a", "b"),)),
    )  # fmt: skip
    assert pdf_page(picture=PICTURE, text=said) == (
        f'<figure class="pdf-sida">{IMAGE}<figcaption data-genererat>{LINK}</figcaption></figure>'
        '<details open class="pdf-text har-bild" data-genererat><summary>Text 2</summary><p><strong>Rubrik</strong></p>'
        "<p>&lt;b&gt;</p><ul><li>punkt</li><li>till</li></ul><p>1. ett</p>"
        '<div class="tabell"><table><tbody><tr><td>a</td><td>b</td></tr>'
        "</tbody></table></div></details>"
    )


def test_a_page_of_a_pdf_that_is_scanned() -> None:
    assert pdf_page(picture=PICTURE) == (
        f'<figure class="pdf-sida">{IMAGE}<figcaption data-genererat>Utan text. {LINK}</figcaption></figure>'
    )


def test_a_page_of_a_pdf_that_is_too_long_for_pictures() -> None:
    start = '<figure class="pdf-sida"><figcaption data-genererat>Karta, sida 2 av 3. '
    end = f" {LINK}</figcaption></figure>"
    assert pdf_page() == f"{start}Bara i originalet.{end}"
    assert pdf_page(text=(passage("paragraph", "a"),)) == (
        f'{start}Utan bild.{end}<details open class="pdf-text" data-genererat><summary>Text 2</summary>'
        "<p>a</p></details>"
    )


def test_a_long_pdf_is_shown_as_pictures_in_part(publish: Callable[..., Published]) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(26):
            document.add_blank_page(page_size=(200, 100))
        document.save(out, deterministic_id=True)
    facts = f"{CASE}bilagor:\n  - {{rubrik: Karta, fil: bilagor/a.pdf, placering: i dokumentet}}\n"
    page = tree(
        publish({"arende.yaml": facts, "bilagor/a.pdf": out.getvalue()}, wanted=("html",)).files["utlatande.html"]
    )
    figures = page.xpath("//figure[@class='pdf-sida']")
    assert [bool(each.xpath("./img")) for each in figures] == [True] * 24 + [False] * 2
    assert figures[-1].text_content().strip() == (
        "Karta, sida 26 av 26. Sidan har ingen text här. Den finns bara i originalet. "
        "Öppna sida 26 av bilaga 1 i original (PDF)"
    )


# --- what others have written --------------------------------------------------------------------


def test_facts_and_texts_that_are_made_to_do_harm(publish: Callable[..., Published]) -> None:
    hostile = '</title></style><script>alert(1)</script>" onload="x'
    settings = SETTINGS.replace("Stensunda kommun", hostile.replace('"', '\\"'))
    files: Files = {
        "/draftkit.toml": settings,
        "arende.yaml": CASE.replace("Motion om lånebara verktyg", f"'{hostile}'"),
        "synpunkter.md": "---\navsnitt: synpunkter\n---\n"
        "\\</style>\\<script>x\\</script> &lt;script&gt;x&lt;/script&gt; &#60;img src=x onerror=x&#62;\n",
    }
    published = publish(files, wanted=("html",))
    page = tree(published.files["utlatande.html"])
    assert page.xpath("//script | //*[@onload] | //*[@onerror] | //main//img") == []
    assert len(page.xpath("//style")) == 1
    assert page.xpath("//h1")[0].text_content() == hostile
    assert f"{hostile} – Utlåtande, {hostile} (" in page.findtext("head/title")
    assert "<script>x</script> <img src=x onerror=x>" in page.text_content().replace("</style>", "").replace(
        "<script>x</script> <script>x</script>", "<script>x</script>"
    )


def test_a_word_file_with_a_link_that_is_code(publish: Callable[..., Published]) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    line = document.add_paragraph("Klicka ")
    target = document.part.relate_to(
        "javascript:alert(1)",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    made_link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    made_link.set(qn("r:id"), target)
    words.text = "här"
    run.append(words)
    made_link.append(run)
    line._p.append(made_link)
    out = io.BytesIO()
    document.save(out)
    facts = f"{CASE}bilagor:\n  - {{rubrik: Regler, fil: bilagor/a.docx, placering: i dokumentet}}\n"
    data = publish({"arende.yaml": facts, "bilagor/a.docx": out.getvalue()}, wanted=("html",)).files["utlatande.html"]
    assert b"javascript" not in data
    assert "<p data-block=" in data.decode()
    assert ">Klicka här</p>" in data.decode()


# --- a pack --------------------------------------------------------------------------------------

BASE = '{% extends "utlatande/utlatande.html.j2" %}\n'
TOP = "templates/stensunda/stensunda.html.j2:1:1-1:1"
HINT = "see how templates/utlatande does it; docs/mallpaket.md tells what a page may have"


def pack(**files: str) -> Files:
    return {
        "/templates/stensunda/mall.yaml": "namn: Beslut\närver: utlatande\n",
        "arende.yaml": CASE.replace("dokumenttyp: utlatande", "dokumenttyp: stensunda"),
        **{f"/templates/stensunda/{name}": content for name, content in files.items()},
    }


def block(name: str, html: str) -> Files:
    return pack(
        **{"stensunda.html.j2": BASE + "{% block " + name + " %}\n" + html + "\n{{ super() }}\n{% endblock %}\n"}
    )


def faults(published: Published, code: str = "DK780") -> list[tuple[str, str, str]]:
    assert published.files == {}
    assert {problem.code.number for problem in published.problems} == {code}
    return [told(problem)[1:] for problem in published.problems]


def test_a_pack_adds_to_the_look_and_to_what_stands_round_the_text(publish: Callable[..., Published]) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    files = block(
        "sidhuvud",
        '<p data-genererat><img src="{{ bild("/stensunda/vapen.svg") }}" alt="Vapen"> {{ kommun | versal }}</p>',
    )
    files = {
        **files,
        "/templates/stensunda/vapen.svg": svg,
        "/templates/stensunda/stensunda.css": "h1 { color: #0b5c4a; } /* </style> */",
    }
    page = tree(publish(files, wanted=("html",)).files["utlatande.html"])
    assert page.xpath("//img/@src") == [f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"]
    style = page.findtext("head/style")
    assert style.index(":root {") < style.index("h1 { color: #0b5c4a; } /* \\3c /style> */")
    assert page.findtext("head/title").startswith("Utkast: Motion om lånebara verktyg – Beslut, Stensunda kommun (")


GUARDED = ", which the page's own protection forbids"


@pytest.mark.parametrize(
    ("html", "place", "message"),
    [
        ("<script>x</script>", "3:1-3:8", "has <script>, which it may not have"),
        ('<img src="https://example.org/a.png" alt="x">', "3:11-3:36", "fetches “https://example.org/a.png”"),
        ('<p onclick="x"></p>', "3:4-3:12", "has the attribute onclick" + GUARDED),
        ('<p style="x"></p>', "3:4-3:10", "has the attribute style" + GUARDED),
        ('<a href="javascript:x">x</a>', "3:10-3:22", "has a link to “javascript:x”"),
        ('<a href="#saknas">x</a>', "3:10-3:17", "has a link to “#saknas”, which is not in it"),
        ('<p id="text"></p>', "3:4-3:13", "has the id “text” more than once"),
        ("<style>p {}</style>", "3:1-3:7", "has 2 style sheets; what the pack adds belongs in its .css file"),
        ("<main></main>", "3:1-3:6", "has <main> 2 times, not once"),
        ("<div><p></div>", "3:9-3:15", "has </div> where <p> is open"),
        ("<table background=x></table>", "3:8-3:19", "fetches “x”"),
        ('<meta http-equiv="refresh" content="0">', "3:7-3:17", "has <meta http-equiv>, which it may not have"),
    ],
)
def test_what_a_page_may_not_have_is_told_with_its_place(
    publish: Callable[..., Published], html: str, place: str, message: str
) -> None:
    found = faults(publish(block("sidhuvud", html), wanted=("html",)))
    assert found == [(f"templates/stensunda/stensunda.html.j2:{place}", f"the page {message}", HINT)]


@pytest.mark.parametrize(
    ("css", "place"),
    [
        ("@import 'https://example.org/a.css';", "1:1-1:8"),
        ('p { color: red }\np { background: url( "https://example.org/a.png") }', "2:17-2:22"),
        ("p { background: URL(a.png) }", "1:17-1:21"),
    ],
)
def test_a_style_sheet_that_fetches_is_told(publish: Callable[..., Published], css: str, place: str) -> None:
    assert faults(publish(pack(**{"stensunda.css": css}), wanted=("html",))) == [
        (
            f"templates/stensunda/stensunda.css:{place}",
            "the style sheet fetches something, and the page is to need nothing from elsewhere",
            "put it in the file itself, as a data: address, or do without it",
        )
    ]


def test_a_style_sheet_may_have_what_it_needs_in_itself(publish: Callable[..., Published]) -> None:
    css = "/* url(https://example.org) */ p { background: url('data:image/png;base64,AA') }"
    assert "utlatande.html" in publish(pack(**{"stensunda.css": css}), wanted=("html",)).files


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{ text }}", "", "this text is not on the web page"),
        ("{{ text }}", "{{ text }}{{ text }}", "this text stands 2 times on the web page"),
    ],
)
def test_a_page_that_leaves_out_or_doubles_the_text_is_told(
    publish: Callable[..., Published], packs: dict[str, bytes], old: str, new: str, message: str
) -> None:
    page = packs["utlatande/utlatande.html.j2"].decode().replace(old, new)
    published = publish(pack(**{"stensunda.html.j2": page}), wanted=("html",))
    found = faults(published, "DK702")
    assert ("sammanfattning.md:4:1-4:25", message, "see what the pack's .html.j2 file does with it") in found
    assert len({place for place, _, _ in found}) == 9


@pytest.mark.parametrize("html", ["<p>Mer.</p>", "Mer."])
def test_a_page_that_says_more_than_the_document_is_told(publish: Callable[..., Published], html: str) -> None:
    published = publish(block("sidhuvud", html), wanted=("html",))
    assert published.files == {}
    assert [told(each)[2] for each in published.problems] == [
        "the HTML does not have the same text as the case: "
        "…[UtlåtandeRotelVDnrKS20310417Motionomlåne|MerUtlåtandeRotelVDnrKS20310417Motionoml]…"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{{ fras("webb_utkast", nummer=utkast) }}', "Texten kan ändras."),
        ('<strong>{{ fras("webb_utkast_rubrik") }}.</strong> {{ fras("webb_utkast", nummer=utkast) }}', "{{ utkast }}"),
    ],
)
def test_a_draft_whose_page_does_not_say_so_is_told(
    publish: Callable[..., Published], packs: dict[str, bytes], old: str, new: str
) -> None:
    """Both that it is one and which."""
    page = packs["utlatande/utlatande.html.j2"].decode()
    assert old in page
    page = page.replace(old, new)
    files = pack(**{"stensunda.html.j2": page})
    assert faults(publish(files, wanted=("html",))) == [(TOP, "the page of a draft does not say that it is one", HINT)]


def test_a_draft_may_say_so_in_its_own_words(publish: Callable[..., Published], packs: dict[str, bytes]) -> None:
    page = packs["utlatande/utlatande.html.j2"].decode()
    said = '{{ fras("webb_utkast", nummer=utkast) }}'
    for instead in ("UTKAST {{ utkast }}", "Utkast nr <b>{{ utkast }}</b>"):
        files = pack(**{"stensunda.html.j2": page.replace(said, instead)})
        assert publish(files, wanted=("html",)).problems == (), instead


@pytest.mark.parametrize("name", ["h1", "main"])
def test_a_page_without_what_it_must_have_is_told(name: str) -> None:
    whole = b"<html><head><title>T</title></head><body><main><h1>T</h1></main></body></html>"
    page = whole.replace(f"<{name}>".encode(), b"").replace(f"</{name}>".encode(), b"")
    told_of = msg("the page lacks {element}, which it must have", element=f"<{name}>")
    assert [message for message, _ in finish.read(page).faults if "must have" in message.msgid] == [told_of]
    assert [message for message, _ in finish.read(whole).faults if "must have" in message.msgid] == []


@pytest.mark.parametrize("name", ["skydd", "stilmall"])
def test_a_page_without_its_protection_or_its_look_is_told(
    publish: Callable[..., Published], packs: dict[str, bytes], name: str
) -> None:
    page = packs["utlatande/utlatande.html.j2"].decode().replace("{{ " + name + " }}", "")
    found = faults(publish(pack(**{"stensunda.html.j2": page}), wanted=("html",)))
    assert found == [(TOP, "the page lacks what {{ " + name + " }} gives", HINT)]


def test_a_style_sheet_is_as_a_browser_reads_it() -> None:
    """It knows one line break, and no other bytes have the hash that it reckons; nor does the element end within."""
    css = finish.stylesheet(["h1 {}\r\nh2 {}\rh3 {}\n\0", "/* </style> <!-- a < b */"], None)
    assert css == "h1 {}\nh2 {}\nh3 {}\n\n/* \\3c /style> \\3c !-- a < b */"


def test_a_style_sheet_that_is_no_text_is_told(publish: Callable[..., Published]) -> None:
    files: Files = {**pack(), "/templates/stensunda/stensunda.css": b"h1 { color: red } /* \xe5 */"}
    found = [told(each) for each in publish(files, wanted=("html",)).problems]
    assert [each[1].rpartition(":")[0][:36] for each in found] == ["templates/stensunda/stensunda.css:1:"]


def test_a_picture_that_the_pack_does_not_have_is_told(publish: Callable[..., Published]) -> None:
    files: Files = {**block("sidhuvud", '{{ bild("/annat/vapen.svg") }}'), "/templates/annat/vapen.svg": "<svg/>"}
    found = faults(publish(files, wanted=("html",)), "DK601")
    assert found == [
        (
            "templates/stensunda/stensunda.html.j2:3:1-3:31",
            "there is no picture “/annat/vapen.svg” in the pack",
            "write the pack's name and the file's, for example /stensunda/vapen.svg",
        )
    ]


def test_a_pack_without_a_page_makes_the_other_documents_all_the_same(
    publish: Callable[..., Published], packs: dict[str, bytes]
) -> None:
    files = {
        f"/templates/utlatande/{path.partition('/')[2]}": data
        for path, data in packs.items()
        if not path.endswith((".html.j2", ".css"))
    }
    assert "utlatande.docx" in publish(files, wanted=("docx",)).files
    hint = "copy it from templates/utlatande, or write “ärver: utlatande”"
    found = [each for each in publish(files, wanted=("html",)).problems if each.code.number == "DK603"]
    assert [told(each)[1:] for each in found] == [
        ("templates/utlatande/mall.yaml:1:1-1:1", f"the pack “utlatande” lacks utlatande{each}", hint)
        for each in (".html.j2", ".css")
    ]


# --- what it costs the others --------------------------------------------------------------------


def test_nothing_of_it_is_loaded_for_another_format(tmp_path: Path) -> None:
    command = ["-m", "draftkit", "build", "examples/minimal", "--to", "docx,pdf,json", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "draftkit.publish" in loaded
    assert (
        loaded & {"draftkit.webpage", "draftkit.stages.webpage", "draftkit.edges.finish.webpage", "html.parser"}
        == set()
    )


def test_the_text_of_the_tree_is_what_is_counted(large: Large) -> None:
    assert large.composed.document is not None
    expected, notes = formats.expected_text(large.composed.document.nodes)
    account = finish.read(large.final.files["utlatande.html"])
    assert letters("".join(account.text)) == letters(expected)
    assert letters("".join(account.notes)) == letters("".join(notes))
    assert text_of(list(large.composed.document.nodes)) != ""
