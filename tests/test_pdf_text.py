"""The text of documents that typst really made, read back by their structure tree."""

from __future__ import annotations

import pytest
import typst

from draftkit.edges.pdf.text import StructureItem, illegible, letters, structure_text

HEAD = """
#set document(title: "Utlåtande")
#set text(lang: "sv", hyphenate: true)
#set page(width: 9cm, height: 9cm, margin: 1cm, header: [Sidhuvud #context counter(page).display()])
"""


def read(body: str) -> list[tuple[str, str, int]]:
    """Role, text and page of each item in the document."""
    source = (HEAD + body).encode()
    document = typst.compile(source, pdf_standards=["a-2a", "ua-1"], timestamp=0, ignore_system_fonts=True)
    return [(item.role, item.text, item.page) for item in structure_text(document)]


def test_headings_and_paragraphs_in_order_without_the_header() -> None:
    assert read("= Förslag till beslut\nRäksmörgås.\n\n== Ärendet\nAndra stycket.") == [
        ("H1", "Förslag till beslut", 1),
        ("P", "Räksmörgås.", 1),
        ("H2", "Ärendet", 1),
        ("P", "Andra stycket.", 1),
    ]


def test_item_is_a_value() -> None:
    source = (HEAD + "Ett.").encode()
    assert structure_text(typst.compile(source)) == [StructureItem("P", "Ett.", 1)]


def test_emphasis_and_links_are_part_of_the_paragraph() -> None:
    body = 'Ett #strong[fet]stil, #emph[kursivt], `kod` och #link("https://example.org")[en länk] till.'
    assert read(body) == [("P", "Ett fetstil, kursivt, kod och en länk till.", 1)]


def test_footnote_follows_the_paragraph_that_it_stands_in() -> None:
    assert read("Före#footnote[Notens text.] efter.\n\nNästa.") == [
        ("P", "Före efter.", 1),
        ("Lbl", "1", 1),
        ("Note", "Notens text.", 1),
        ("Lbl", "1", 1),
        ("P", "Nästa.", 1),
    ]


def test_note_of_several_paragraphs_is_known_as_a_note() -> None:
    document = typst.compile((HEAD + "Före#footnote[Ett.\n\nTvå.] efter.").encode())
    assert [(item.text, item.in_note) for item in structure_text(document)] == [
        ("Före efter.", False),
        ("1", False),
        ("Ett.", True),
        ("1", True),
        ("Två.", True),
    ]


def test_list_has_numbers_apart_from_texts() -> None:
    assert read("+ att bifalla\n+ att avslå\n  - delvis") == [
        ("Lbl", "1.", 1),
        ("LBody", "att bifalla", 1),
        ("Lbl", "2.", 1),
        ("P", "att avslå", 1),
        ("Lbl", "•", 1),
        ("LBody", "delvis", 1),
    ]


def test_table_by_rows() -> None:
    assert read("#table(columns: 2, table.header[Parti][Röster], [S], [12], [M], [9])") == [
        ("TH", "Parti", 1),
        ("TH", "Röster", 1),
        ("TD", "S", 1),
        ("TD", "12", 1),
        ("TD", "M", 1),
        ("TD", "9", 1),
    ]


def test_quotation_and_block_of_code() -> None:
    assert read("#quote(block: true)[Citat.]\n```\nrad ett\nrad två\n```") == [
        ("BlockQuote", "Citat.", 1),
        ("P", "rad ett", 1),
        ("P", "rad två", 1),
    ]


def test_inline_element_with_no_paragraph_around_it_is_an_item() -> None:
    assert read("#block[Ett]#rect[*två*]") == [("Span", "Ett", 1), ("Strong", "två", 1)]


def test_figure_has_its_alternative_text_and_its_caption() -> None:
    body = '#figure(rect(), alt: "En ruta", caption: [Rutan])'
    assert read(body) == [("Caption", "Figur 1: Rutan", 1), ("Figure", "En ruta", 1)]


def test_figure_without_marks_is_on_the_page_of_what_stands_before_it() -> None:
    body = 'Ett.\n#pagebreak()\nTvå.\n#figure(rect(), alt: "En ruta")'
    assert read(body) == [("P", "Ett.", 1), ("P", "Två.", 2), ("Figure", "En ruta", 2)]


def test_paragraph_over_two_pages_is_one_item() -> None:
    words = " ".join(f"ord{number}" for number in range(150))
    assert read(f"Först.\n\n{words}\n\nSist.") == [("P", "Först.", 1), ("P", words, 1), ("P", "Sist.", 2)]


def test_divided_words_are_whole() -> None:
    words = "kommunfullmäktigeledamotsersättning svampodlingsverksamhetsutvecklingsprojekt " * 3
    assert read(words) == [("P", words.strip(), 1)]


def test_authors_own_hyphen_at_a_line_end_is_lost_but_not_a_letter() -> None:
    text = "Stadsbyggnadskontoret-Fastighetskontoret-Kulturförvaltningen"
    ((_, read_text, _),) = read(text)
    assert read_text != text
    assert letters(read_text) == letters(text)


def test_very_long_line_is_read_whole() -> None:
    line = "rad " * 1500
    assert read(f"#set page(width: 1000cm)\n{line}") == [("P", line.strip(), 1)]


def test_untagged_document() -> None:
    with pytest.raises(ValueError, match="no structure tree"):
        structure_text(typst.compile(b"Ett.", pdf_tags=False))


def test_letters_are_composed_and_keep_case_and_digits() -> None:
    assert letters("KS 2031/0417 – ”Ra\u0308k\u00adsmörgås”_§ 4") == "KS20310417Räksmörgås4"


@pytest.mark.parametrize("text", ["(#emph[f])\\[#emph[f]\\]#emph[f]!", "Ord x\u0300y.", "q\u0323\u0303 e\u0338."])
def test_italics_and_accents_cover_nothing(text: str) -> None:
    document = typst.compile((HEAD + text).encode(), timestamp=0, ignore_system_fonts=True)
    assert illegible(document) == []


@pytest.mark.parametrize("other", ["#place(dx: 2pt)[Annan text.]", "#place(dx: 24pt, text(7pt)[i])"])
def test_what_lies_over_other_text_is_told(other: str) -> None:
    document = typst.compile((HEAD + other + "Räksmörgås.").encode(), timestamp=0, ignore_system_fonts=True)
    assert len(illegible(document)) == 1
