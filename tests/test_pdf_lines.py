"""The lines of a PDF: every letter once, in the order in which one reads, and a clear word where there is no text."""

from __future__ import annotations

import io
import re
from gettext import NullTranslations
from itertools import pairwise

import pikepdf
import pytest
import typst

from draftkit.edges.pdf.lines import pages_of_pdf
from draftkit.messages import words
from draftkit.problems import DraftkitError
from draftkit.stages.intake.lines import Page
from draftkit.stages.intake.passages import marked
from draftkit.stages.intake.reflow import reflow

ENGLISH = NullTranslations()
PAGE = """\
#set page(paper: "a4", margin: 30mm, header: [Stensunda kommun #h(1fr) Dnr KS 2031/0099])
#set text(font: "Libertinus Serif", size: 12pt, lang: "sv", hyphenate: true, ligatures: true)
#set par(justify: true)
"""
PROSE = """\
Trafikkontoret har räknat cyklarna vid stationen en vardag i september. Där stod 312 cyklar, varav 41 \
saknade ett hjul. Miljö- och hälsoskyddsnämnden har fått i uppdrag att följa it-utvecklingen inom samtliga \
förvaltningar, och affärsmässiga skäl talar för att offentlighetsprincipen får genomslag.
"""


def pdf(source: str) -> bytes:
    return bytes(typst.compile((PAGE + source).encode(), ignore_system_fonts=True))


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def passages(data: bytes) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in reflow(pages_of_pdf(data)).passages]


def test_lines_have_their_places_and_the_look_of_their_letters() -> None:
    page = pages_of_pdf(pdf("#text(16pt, weight: 700)[Bakgrund]\n\nEn kort rad. #h(30mm) #emph[Kursiv]"))[0]
    header, heading, line = page.lines
    assert [cell.text for cell in header.cells] == ["Stensunda kommun", "Dnr KS 2031/0099"]
    assert (heading.text, heading.size, heading.bold, heading.italic) == ("Bakgrund", 16.0, True, False)
    assert (line.text, line.size, line.bold, line.italic) == ("En kort rad. Kursiv", 12.0, False, False)
    assert [cell.text for cell in line.cells] == ["En kort rad.", "Kursiv"]
    assert (round(line.left), round(heading.left)) == (85, 85)
    assert header.baseline < heading.baseline < line.baseline


def test_paragraphs_come_back_word_for_word_from_justified_and_hyphenated_lines() -> None:
    data = pdf('#set par(linebreaks: "simple")\n#pad(right: 75mm)[' + PROSE + "\n" + PROSE + "]")
    assert any(line.endswith("-") for line in texts(pages_of_pdf(data)[0]))
    assert [text for _, text in passages(data)[1:]] == [" ".join(PROSE.split())] * 2


def test_two_letters_of_one_sign_are_both_there() -> None:
    assert "affärsmässiga flöden offentligt" in texts(pages_of_pdf(pdf("affärsmässiga flöden offentligt"))[0])


def test_a_raised_number_is_a_footnote() -> None:
    data = pdf("Kommunen har en plan.#footnote[Antagen den 19 november 2029.] Den gäller.")
    assert f"Kommunen har en plan.{marked('1')} Den gäller." in texts(pages_of_pdf(data)[0])
    assert reflow(pages_of_pdf(data)).markdown.endswith(
        "Kommunen har en plan.[^1] Den gäller.\n\n[^1]: Antagen den 19 november 2029.\n"
    )


def test_raised_numbers_that_are_no_footnotes_are_numbers() -> None:
    data = pdf(
        "Rummet är 48 m#super[2] och gasen heter CO#sub[2]. Talet är 10#super[6].#footnote[Räknat 2031.]\n\n"
        "#pagebreak()\nNästa sida har 12 m#super[3] och ännu en not.#counter(footnote).update(0)#footnote[Räknat 2032.]"
    )
    assert reflow(pages_of_pdf(data)).markdown == (
        "Rummet är 48 m² och gasen heter CO2. Talet är 106.[^1]\n\nNästa sida har 12 m³ och ännu en not.[^1-2]\n\n"
        "[^1]: Räknat 2031.\n\n[^1-2]: Räknat 2032.\n"
    )


def test_a_box_that_floats_beside_the_text_does_not_cut_its_sentences() -> None:
    said = "Stationen byggdes 1962 och har två spår, varav ett inte används."
    box = f"#place(right, box(width: 45mm, align(left, text(9pt, [{said}]))))"
    found = passages(pdf(f"{box}\n#pad(right: 55mm)[{PROSE}]"))
    assert ("paragraph", " ".join(PROSE.split())) in found
    assert ("paragraph", said) in found


def test_two_columns_are_read_one_after_the_other() -> None:
    found = passages(pdf(f"#block(height: 50mm, columns(2)[{PROSE} {PROSE} {PROSE}])"))
    assert [text for _, text in found[1:]] == [" ".join((PROSE * 3).split())]


def test_a_table_is_read_row_by_row() -> None:
    long = "Avser ett halvår, eftersom bygget börjar i juli och väntas pågå länge"
    cells = ["År", "Kostnad", "Anmärkning", "2031", "100 tkr", long, "2032", "250 tkr", "Helår"]
    table = f"#table(columns: (1fr, 1fr, 2fr), {', '.join(f'[{cell}]' for cell in cells)})"
    found = reflow(pages_of_pdf(pdf(f"{PROSE}\n{table}\n\n{PROSE}")))
    assert [each.rows for each in found.passages if each.kind == "table"] == [
        (
            ("År", "Kostnad", "Anmärkning"),
            ("2031", "100 tkr", long),
            ("2032", "250 tkr", "Helår"),
        )
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_displayed(turn: int) -> None:
    data = pdf(PROSE)
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.obj.Rotate = turn
        turned = io.BytesIO()
        file.save(turned)
    # The page is shown on its side, and its letters with it: it reads as before.
    assert texts(pages_of_pdf(turned.getvalue())[0]) == texts(pages_of_pdf(data)[0])


def test_places_are_counted_from_the_corner_that_is_shown() -> None:
    cropped = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Slut."))) as file:
        file.pages[0].CropBox = pikepdf.Array([50, 0, 595, 802])
        file.save(cropped)
    before, after = pages_of_pdf(pdf("Slut."))[0].lines[1], pages_of_pdf(cropped.getvalue())[0].lines[1]
    assert (round(before.left - after.left), round(before.baseline - after.baseline)) == (50, 40)


def test_what_lies_on_its_side_is_read_too_and_what_slants_is_left_out() -> None:
    data = pdf("#rotate(-90deg, reflow: true)[En liggande rad]\n\n#place(rotate(-40deg, text(60pt)[UTKAST]))\n\nSlut.")
    page = pages_of_pdf(data)[0]
    assert [(line.text, line.turned) for line in page.lines if line.turned] == [("En liggande rad", 90)]
    found = reflow([page])
    assert [(each.text, words(each.reason, ENGLISH)) for each in found.dropped] == [
        ("UTKAST", "runs across the page, as a watermark does")
    ]
    assert [each.text for each in found.passages][1:] == ["Slut.", "En liggande rad"]


def test_letters_are_those_of_the_file_each_once() -> None:
    data = pdf(PROSE + "\n= Rubrik\n\n- ett\n- två\n  + tre\n\n" + PROSE)
    said = "".join(text for text in texts(pages_of_pdf(data)[0]))
    wanted = PROSE + "Rubrik ett två 1 tre" + PROSE + "Stensunda kommun Dnr KS 2031/0099"

    def letters(text: str) -> list[str]:
        return sorted(re.sub(r"[\W_]+", "", text))

    assert letters(said) == letters(wanted)
    assert all(one.baseline < other.baseline for one, other in pairwise(pages_of_pdf(data)[0].lines))


def test_the_address_of_a_link_is_listed() -> None:
    first, second = "https://www.stensunda.example/plan", "mailto:a@b.example"
    data = pdf(f'Planen finns på #link("{first}")[webbplatsen] och hos #link("{second}")[a\\@b.example].')
    found = reflow(pages_of_pdf(data))
    assert [(words(each.where, ENGLISH), each.text, words(each.reason, ENGLISH)) for each in found.dropped] == [
        ("page 1", first, "the address of a link")
    ]


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(DraftkitError) as caught:
        pages_of_pdf(data)
    assert caught.value.hint is not None
    return words(caught.value.message, ENGLISH), words(caught.value.hint, ENGLISH)


def test_a_locked_pdf_is_refused() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(PROSE))) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refused(locked.getvalue()) == (
        "the PDF is locked with a password",
        "open it with its password, and save it without one",
    )


def test_a_pdf_that_may_only_not_be_changed_is_read() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Slut."))) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user=""))
    assert texts(pages_of_pdf(locked.getvalue())[0])[1:] == ["Slut."]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"inte en pdf", pdf(PROSE)[:600]])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    assert refused(data) == (
        "the file cannot be read as PDF",
        "open it in another program and save it anew, or ask for the Word file",
    )


def test_a_pdf_of_pictures_is_refused() -> None:
    data = bytes(typst.compile(b"#set page(width: 100pt, height: 100pt)\n#rect(width: 50pt, height: 50pt)"))
    assert refused(data) == (
        "the PDF has no text: it is scanned, or a picture",
        "ask for the Word file, or let a program for scanned text (OCR) read it first",
    )
