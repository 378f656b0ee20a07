"""The Word file as a reader meets it: every look has a name, and what belongs together stays together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import FOLDER, SETTINGS
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.finish.named import NamedLooks, missing
from draftkit.edges.finish.settings import in_language, modern, with_country
from draftkit.edges.finish.wordxml import R, W
from draftkit.pipeline import check, compose
from draftkit.publish import Published, publish
from draftkit.stages.tables import with_widths
from wordcase import project_of

Parts = Mapping[str, Any]
OWN_NUMBERS = f'{SETTINGS}\n[bilagor]\nsidnumrering = "egen"\n'


@pytest.fixture(scope="module")
def project_files(pandoc: Pandoc, packs: dict[str, bytes]) -> Callable[..., dict[str, bytes]]:
    def built(**files: str | bytes) -> dict[str, bytes]:
        project = project_of(packs, **files)
        composed = compose(check(project, FOLDER, pandoc), pandoc, final=False)
        published: Published = publish(composed, project, pandoc, wanted=("docx",), final=False)
        with zipfile.ZipFile(io.BytesIO(published.files["utlatande.docx"])) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return built


@pytest.fixture(scope="module")
def make(project_files: Callable[..., dict[str, bytes]]) -> Callable[..., Parts]:
    def read(**files: str | bytes) -> Parts:
        parts = project_files(**files)
        return {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}

    return read


@pytest.fixture(scope="module")
def parts(make: Callable[..., Parts]) -> Parts:
    return make()


@pytest.fixture(scope="module")
def sections(make: Callable[..., Parts]) -> Parts:
    return make(**{"/draftkit.toml": OWN_NUMBERS})


def texts(parts: Parts) -> list[Any]:
    return [parts["word/document.xml"], parts["word/footnotes.xml"]]


def style(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val"))


def said(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(W + "t"))


def paragraph(parts: Parts, begins: str, part: str = "word/document.xml") -> Any:
    return next(each for each in parts[part].iter(W + "p") if said(each).strip().startswith(begins))


def looks(parts: Parts, id_: str) -> dict[str, dict[str, str]]:
    """What a style says, itself and by what it is based on."""
    styles = {each.get(W + "styleId"): each for each in parts["word/styles.xml"].iter(W + "style")}
    found: dict[str, dict[str, str]] = {}
    based = styles[id_].find(W + "basedOn")
    if based is not None:
        found = looks(parts, based.get(W + "val"))
    for kind in ("pPr", "rPr"):
        for each in styles[id_].iterfind(f"{W}{kind}/*"):
            found[each.tag.removeprefix(W)] = {key.removeprefix(W): text for key, text in each.attrib.items()}
    return found


@pytest.mark.parametrize("which", ["parts", "sections"])
def test_nothing_in_the_text_says_itself_how_it_looks(which: str, request: pytest.FixtureRequest) -> None:
    parts = request.getfixturevalue(which)
    styles = {each.get(W + "styleId") for each in parts["word/styles.xml"].iter(W + "style")}
    for tree in texts(parts):
        for each in tree.iter(W + "p"):
            assert style(each) in styles
        for kind, may in (("pPr", {"pStyle", "numPr", "sectPr"}), ("rPr", {"rStyle", "lang"})):
            assert {child.tag.removeprefix(W) for each in tree.iter(W + kind) for child in each} <= may
        used = {each.get(W + "val") for each in tree.iter(W + "rStyle", W + "tblStyle")}
        assert used <= styles


def test_words_that_are_bold_in_bold_text_stay_so(parts: Parts) -> None:
    """Two styles that both say bold would in Word make text that is not."""
    for words in ("kronor", "Kronor"):
        run = next(each for each in parts["word/document.xml"].iter(W + "r") if said(each) == words)
        assert run.find(W + "rPr") is None


def test_a_run_has_one_style_for_all_that_it_is(parts: Parts) -> None:
    def of(words: str) -> Any:
        run = next(each for each in parts["word/document.xml"].iter(W + "r") if said(each) == words)
        return looks(parts, run.find(f"{W}rPr/{W}rStyle").get(W + "val"))

    assert {"b", "bCs", "i", "iCs"} <= set(of("går"))
    assert {"b", "color", "u"} <= set(of("fet"))
    assert "b" in of("2")
    assert "rFonts" in of("kod")


def test_what_introduces_stays_with_what_it_introduces(parts: Parts) -> None:
    for begins in ("Följande behövs", "Kostnaderna framgår", "Kulturnämnden beslutade", "Verktyg", "Nivå fyra"):
        assert "keepNext" in looks(parts, style(paragraph(parts, begins))), begins
    for begins in ("Kulturförvaltningen har frågat", "Förvaltningen har en"):
        kept = looks(parts, style(paragraph(parts, begins)))
        assert ("keepNext" in kept) == begins.startswith("Förvaltningen"), begins


def test_a_decision_stands_in_one_frame_on_one_page(parts: Parts) -> None:
    paragraphs = [paragraph(parts, begins) for begins in (
        "Kommunstyrelsen föreslår", "Motionen bifalls", "Det gäller", "I Norrvallen", "I Åsbacken", "Nämnden får",
        "redovisa", "återkomma",
    )]  # fmt: skip
    levels = {}
    numbering = parts["word/numbering.xml"]
    for number in numbering.iter(W + "num"):
        definition = number.find(W + "abstractNumId").get(W + "val")
        for level in numbering.iterfind(f"{W}abstractNum[@{W}abstractNumId='{definition}']/{W}lvl"):
            levels[number.get(W + "numId"), level.get(W + "ilvl")] = level.find(f"{W}pPr/{W}ind")
    edges = set()
    for each in paragraphs:
        found = looks(parts, style(each))
        assert {"top", "bottom"} <= {
            child.tag.removeprefix(W)
            for child in parts["word/styles.xml"].iterfind(f"{W}style[@{W}styleId='Beslutsruta']/{W}pPr/{W}pBdr/*")
        }
        assert ("keepNext" in found) == (each is not paragraphs[-1])
        number = each.find(f"{W}pPr/{W}numPr")
        place = found["ind"]
        if number is not None:
            indent = levels[tuple(number.find(W + name).get(W + "val") for name in ("numId", "ilvl"))]
            place = {key.removeprefix(W): text for key, text in indent.attrib.items()}
        edges.add(int(place["left"]) - int(place.get("hanging", 0)))
    assert edges == {240}


def test_a_signature_holds_together_and_on_to_nothing_else(parts: Parts) -> None:
    styles = [style(paragraph(parts, begins)) for begins in ("Stensunda den", "Anders Wik", "Kommunstyrelsens ordf")]
    assert styles == ["Underskrift", "Underskriftnamn", "Underskrifttitel"]
    kept = [looks(parts, each)["keepNext"].get("val") for each in styles]
    assert kept == [None, None, "0"]


def test_tables_have_heads_that_come_again_and_rows_that_are_whole(parts: Parts) -> None:
    for table in parts["word/document.xml"].iter(W + "tbl"):
        rows = table.findall(W + "tr")
        assert [each.find(f"{W}trPr/{W}tblHeader") is not None for each in rows] == [True] + [False] * (len(rows) - 1)
        assert all(each.find(f"{W}trPr/{W}cantSplit") is not None for each in rows)
        kept = ["keepNext" in looks(parts, style(each.find(f".//{W}p"))) for each in rows]
        assert kept == [True] * (len(rows) - 1) + [False]


def test_a_long_table_is_divided_between_rows(make: Callable[..., Parts]) -> None:
    rows = "".join(f"| {number} | b |\n" for number in range(30))
    parts = make(**{"arendet.md": f"---\navsnitt: ärendet\n---\nTabellen.\n\n| Nummer | Text |\n|---|---|\n{rows}"})
    table = parts["word/document.xml"].find(f".//{W}tbl")
    kept = ["keepNext" in looks(parts, style(each.find(f".//{W}p"))) for each in table.iter(W + "tr")]
    assert kept == [True] + [False] * 30


def test_only_a_row_that_may_be_longer_than_a_page_is_broken_by_one(make: Callable[..., Parts]) -> None:
    rows = f"| kort | {'Ett ord. ' * 400} |\n| a | b |\n"
    parts = make(**{"arendet.md": f"---\navsnitt: ärendet\n---\nTabellen.\n\n| Nummer | Text |\n|---|---|\n{rows}"})
    table = parts["word/document.xml"].find(f".//{W}tbl")
    assert [each.find(f".//{W}cantSplit") is not None for each in table.iter(W + "tr")] == [True, False, True]


def test_footnotes_are_small_all_through(parts: Parts) -> None:
    notes = parts["word/footnotes.xml"]
    assert {style(each) for each in notes.iter(W + "p") if said(each).strip()} == {"Fotnotstext"}


def test_a_picture_in_a_footnote_is_there(project_files: Callable[..., dict[str, bytes]]) -> None:
    note = "---\navsnitt: ärendet\n---\nSe noten.[^1]\n\n[^1]: Skissen: ![en skiss](bilagor/skiss.png)\n"
    parts = project_files(**{"arendet.md": note})
    shown = [
        each.get(R + "embed") for each in etree.fromstring(parts["word/footnotes.xml"]).iter() if each.get(R + "embed")
    ]
    links = {each.get("Id"): each.get("Target") for each in etree.fromstring(parts["word/_rels/footnotes.xml.rels"])}
    assert len(shown) == 1
    assert f"word/{links[shown[0]]}" in parts


def test_further_paragraphs_of_an_item_are_no_items(parts: Parts) -> None:
    assert style(paragraph(parts, "Ett andra stycke i punkten")) == "Listfortstt"
    assert style(paragraph(parts, "i flera vikter")) == "Listfortstt2"
    assert paragraph(parts, "i flera vikter").find(f"{W}pPr/{W}numPr") is None


def test_lists_have_the_looks_of_the_reference_document_and_their_own_numbers(parts: Parts) -> None:
    numbering = parts["word/numbering.xml"]
    named = {each.get(W + "val") for each in numbering.iter(W + "styleLink")}
    assert named == {"Beslutslista", "Punktlista", "Numreradlista", "Beslutspunkter"}
    assert len(numbering.findall(W + "abstractNum")) == 4
    id_ = paragraph(parts, "Fyra.").find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val")
    starts = numbering.findall(f"{W}num[@{W}numId='{id_}']/{W}lvlOverride[@{W}ilvl='0']/{W}startOverride")
    assert [each.get(W + "val") for each in starts] == ["4"]


def test_a_list_that_begins_with_a_large_number(make: Callable[..., Parts]) -> None:
    """pandoc makes its numbers of the definition, which are then more than Word can read."""
    parts = make(**{"arendet.md": "---\navsnitt: ärendet\n---\nListan.\n\n123456789) Ett.\n\nSlut.\n"})
    for each in parts["word/numbering.xml"].iter(W + "abstractNum"):
        assert int(each.get(W + "abstractNumId")) < 2**31
        assert len(each.find(W + "nsid").get(W + "val")) <= 8
    assert paragraph(parts, "Ett.").find(f"{W}pPr/{W}numPr") is not None


def test_pages_and_pictures_have_room(parts: Parts) -> None:
    extents = [
        (each.getnext().getnext().get("descr"), int(each.get("cx")) // 36_000, int(each.get("cy")) // 36_000)
        for each in parts["word/document.xml"].iter()
        if each.tag.endswith("}extent")
    ]
    which = "i bilaga 2, Kalkyl för verktyg. Originalet är filen bilaga-2-kalkyl.pdf."
    assert extents == [
        ("Skiss över en verkstad", 135, 67),
        (f"Bild av sida 1 av 2 {which}", 139, 197),
        (f"Bild av sida 2 av 2 {which}", 139, 197),
        ("En stege.", 49, 197),
    ]
    pages = [each for each in parts["word/document.xml"].iter(W + "p") if each.find(f".//{W}drawing") is not None]
    assert ["pageBreakBefore" in looks(parts, style(each)) for each in pages] == [False, False, True, False]
    assert all(looks(parts, style(each))["spacing"]["line"] == "240" for each in pages)


def test_a_name_in_another_language_is_marked(parts: Parts) -> None:
    marked = {said(each.getparent().getparent()) for each in parts["word/document.xml"].iter(W + "lang")}
    assert marked == {"Open Source Sweden"}
    assert {each.get(W + "val") for each in parts["word/document.xml"].iter(W + "lang")} == {"en-GB"}


def test_a_draft_has_a_watermark_behind_its_text_and_a_picture_of_it_has_no_words(parts: Parts) -> None:
    shapes = [each for each in parts["word/header1.xml"].iter() if each.tag == "{urn:schemas-microsoft-com:vml}shape"]
    assert [(each.get("id"), each.get("alt")) for each in shapes] == [("PowerPlusWaterMarkObject2049", "")]
    assert "z-index:-" in shapes[0].get("style")


def test_each_section_counts_its_pages_in_two_ways(sections: Parts) -> None:
    """Word's own field, and in what it gives the page number at the section's end, which LibreOffice knows as well."""
    document = sections["word/document.xml"]
    links = {each.get("Id"): each.get("Target") for each in sections["word/_rels/document.xml.rels"]}
    types = {each.get("PartName") for each in sections["[Content_Types].xml"]}
    marks = {each.get(W + "name"): each.getparent() for each in document.iter(W + "bookmarkStart")}
    shapes, headers = [], []
    found = list(document.iter(W + "sectPr"))
    assert len(found) == 4
    for number, section in enumerate(found, start=1):
        (header,) = [links[each.get(R + "id")] for each in section.iter(W + "headerReference")]
        headers.append(header)
        assert f"/word/{header}" in types
        tree = sections[f"word/{header}"]
        codes = [(each.text or "").strip() for each in tree.iter(W + "instrText")]
        assert codes == ["PAGE", "SECTIONPAGES", f"PAGEREF _avsnitt{number}"]
        kinds = [each.get(W + "fldCharType") for each in tree.iter(W + "fldChar")]
        assert kinds[3:] == ["begin", "separate", "begin", "separate", "end", "end"]
        end = marks[f"_avsnitt{number}"]
        assert end.find(f"{W}pPr/{W}sectPr") is section or end.getnext() is section
        shapes += [each.get("id") for each in tree.iter() if each.tag == "{urn:schemas-microsoft-com:vml}shape"]
    assert len(set(headers)) == len(set(shapes)) == len(found)


def test_a_draft_says_in_its_title_that_it_is_one(project_files: Callable[..., dict[str, bytes]]) -> None:
    title = etree.fromstring(project_files()["docProps/core.xml"]).findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title is not None
    assert title.startswith("UTKAST ")


def test_pictures_have_names_of_their_own_and_pages_of_a_pdf_a_frame(parts: Parts) -> None:
    named = [each for each in parts["word/document.xml"].iter() if each.tag.endswith(("}docPr", "}cNvPr"))]
    assert [each.get("name") for each in named] == [f"Bild {number}" for number in (1, 2, 3, 4) for _ in "ab"]
    lines = [each for each in parts["word/document.xml"].iter() if each.tag.endswith("}ln")]
    fills = [each[0].tag.rpartition("}")[2] for each in lines]
    assert fills == ["noFill", "solidFill", "solidFill", "noFill"]
    assert not list(parts["word/document.xml"].iter(etree.Comment))


def test_what_introduces_a_quotation_or_a_picture_stays_with_it(make: Callable[..., Parts]) -> None:
    text = "I planen[^1] står följande:\n\n> Ett citat.\n\nSå ser det ut.\n\n![en skiss](bilagor/skiss.png)\n\nSlut.\n"
    parts = make(**{"arendet.md": f"---\navsnitt: ärendet\n---\n{text}\n[^1]: Planen.\n"})
    for begins, kept in (("I planen", True), ("Ett citat", False), ("Så ser", True), ("Slut", False)):
        assert ("keepNext" in looks(parts, style(paragraph(parts, begins)))) == kept, begins


def test_names_stay_with_the_last_two_points_of_what_is_signed(make: Callable[..., Parts]) -> None:
    signed = "Stensunda den 1 maj 2031\n\nOmar Berg\n\nEva Ek\n"
    text = f"Vi föreslår\n\n1. att göra A\n2. att göra B\n3. att göra C.\n\n{signed}"
    parts = make(**{"arendet.md": f"---\navsnitt: ärendet\n---\n{text}"})
    begins = ("att göra A", "att göra B", "att göra C", "Stensunda den 1 maj", "Omar Berg", "Eva Ek")
    kept = ["keepNext" in looks(parts, style(paragraph(parts, each))) for each in begins]
    assert kept == [False, True, True, True, True, False]


# --- the parts by themselves ---------------------------------------------------------------------


def settings(inner: str) -> bytes:
    return f'<w:settings xmlns:w="{W[1:-1]}">{inner}</w:settings>'.encode()


OLD = '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="u" w:val="14"/></w:compat>'


@pytest.mark.parametrize("inner", [
    "<w:zoom/><w:rsids/>", f"<w:zoom/>{OLD}<w:rsids/>", "<w:zoom/><w:compat><w:useFELayout/></w:compat><w:rsids/>",
])  # fmt: skip
def test_word_opens_the_file_as_its_own_whatever_word_the_pack_was_made_in(inner: str) -> None:
    tree = etree.fromstring(modern(settings(inner), "sv"))
    assert [each.tag.removeprefix(W) for each in tree] == ["zoom", "compat", "rsids"]
    modes = [each.get(W + "val") for each in tree.iter(W + "compatSetting")]
    assert modes == ["15"]
    assert [each.tag.removeprefix(W) for each in tree.find(W + "compat")][-1] == "compatSetting"


@pytest.mark.parametrize(
    ("had", "language", "has"),
    [('<w:lang w:val="sv-FI"/>', "sv", "sv-FI"), ('<w:lang w:val="sv-SE"/>', "en", "en-GB"), ("", "sv", "sv-SE")],
)
def test_the_language_of_the_document_stands_in_the_defaults(had: str, language: str, has: str) -> None:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{had}</w:rPr></w:rPrDefault></w:docDefaults>"
    tree = etree.fromstring(in_language(f'<w:styles xmlns:w="{W[1:-1]}">{defaults}</w:styles>'.encode(), language))
    assert [each.get(W + "val") for each in tree.iter(W + "lang")] == [has]


def test_a_language_that_is_not_known_stays_as_it_is() -> None:
    assert [with_country(each) for each in ("sv", "fit", "en-US")] == ["sv-SE", "fit", "en-US"]


STYLES = f"""<w:styles xmlns:w="{W[1:-1]}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="Std"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="paragraph" w:styleId="Vars"><w:name w:val="Body Text höger"/></w:style>
<w:style w:type="paragraph" w:styleId="Brod"><w:name w:val="Body Text"/></w:style>
</w:styles>"""


def named(body: str) -> tuple[str, Any]:
    looks = NamedLooks(etree.fromstring(STYLES))
    tree = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{body}</w:body>')
    looks.give(tree)
    return " ".join(each.get(W + "val") for each in tree.iter(W + "pStyle", W + "rStyle")), looks.root


def test_a_style_with_the_name_is_taken_and_none_is_made() -> None:
    found, root = named('<w:p><w:pPr><w:pStyle w:val="Brod"/><w:jc w:val="right"/></w:pPr></w:p>')
    assert found == "Vars"
    assert len(root) == 4


def test_what_goes_without_saying_needs_no_style() -> None:
    assert named('<w:p><w:pPr><w:pStyle w:val="Brod"/><w:jc w:val="left"/></w:pPr></w:p>')[0] == "Brod"
    assert named("<w:p/>")[0] == "Brod"


def test_bold_within_bold_is_bold_once() -> None:
    found, root = named("<w:p><w:r><w:rPr><w:b/><w:bCs/><w:b/><w:bCs/></w:rPr></w:r></w:p>")
    assert found == "Brod dk-strong"
    assert [each.tag.removeprefix(W) for each in root[-1].find(W + "rPr")] == ["b", "bCs"]


def test_how_a_paragraph_was_before_a_change_has_a_name_too() -> None:
    change = '<w:pPrChange><w:pPr><w:pStyle w:val="Brod"/><w:keepNext/></w:pPr></w:pPrChange>'
    assert named(f'<w:p><w:pPr><w:pStyle w:val="Brod"/>{change}</w:pPr></w:p>')[0] == "Brod dk-body-text-halls-ihop"


def test_a_style_that_was_made_is_missing_where_what_it_is_like_is() -> None:
    styles = '<w:style w:styleId="dk-a"><w:name w:val="a"/><w:basedOn w:val="Borta"/></w:style>'
    assert missing({"dk-a", "Brod", "Annan"}, styles, {"Brod"}) == {"Borta", "Annan"}
    assert missing({"dk-a"}, styles, {"Borta"}) == set()


CELLS = st.text("abc MÅ1-", max_size=30)


def table_of(rows: list[list[str]]) -> Any:
    def row(cells: list[str]) -> Any:
        return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, [plain(text)]] for text in cells]]

    def plain(text: str) -> Any:
        return {"t": "Plain", "c": [{"t": "Str", "c": text}]}

    specs = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in rows[0]]
    head, body = [["", [], []], [row(rows[0])]], [["", [], []], 0, [], [row(each) for each in rows[1:]]]
    return {"t": "Table", "c": [["", [], []], [None, []], specs, head, [body], [["", [], []], []]]}


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2, max_size=4)))
def test_the_columns_of_a_table_have_widths_and_fit_on_the_page(rows: list[list[str]]) -> None:
    widths = [spec[1].get("c") for spec in with_widths(table_of(rows))["c"][2]]
    assert all(width > 0 for width in widths)
    assert sum(widths) < 1.001


def test_a_word_of_the_head_is_not_broken() -> None:
    """In Word's bold letters “Antal” is 502 twentieths of a point wide; 210 are the edges of the cell."""
    rows = [["Grupp", "Exempel", "Antal", "Ersättning, kr"], *[["Måla och tapetsera", "a, b " * 12, "9", "600"]] * 2]
    widths = [spec[1]["c"] * 7_938 for spec in with_widths(table_of(rows))["c"][2]]
    assert widths[2] > 502 + 210 + 50


def test_where_not_all_words_have_room_only_the_longest_are_broken() -> None:
    rows = [["Nämnd", "Verksamhetsuppföljningsrapporteringssystemhandläggarorganisation", "Ersättning", "Kostnad"]]
    rows.append(["Kulturnämnden", "text " * 20, "ingen alls", "text " * 20])
    widths = [spec[1]["c"] * 7_938 for spec in with_widths(table_of(rows))["c"][2]]
    assert widths[2] > 957 + 210 + 50  # “Ersättning”
    assert widths[0] > 1_318 + 210 + 50  # “Kulturnämnden”
