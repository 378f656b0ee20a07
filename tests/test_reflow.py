"""Lines become passages: joined where they went on, mended where a word was divided, and read back word for word."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.blocks import nodes, text_of
from draftkit.edges.engines.pandoc import Pandoc, blocks
from draftkit.messages import msg, words
from draftkit.stages.intake.lines import Cell, Line, Page, pages_of_text
from draftkit.stages.intake.passages import Passage, escaped, markdown, marked
from draftkit.stages.intake.reflow import Reflowed, reflow
from draftkit.stages.load.texts import DIALECT

ENGLISH = NullTranslations()
HERE = msg("page {n}", n=1)


def shapes(found: Reflowed) -> list[tuple[str, str]]:
    """The passages as a test reads them: what each is, with the mark of an item, and its words."""
    return [(f"{each.kind} {each.mark}".strip(), each.text) for each in found.passages]


def left_out(found: Reflowed) -> list[tuple[str, str, str]]:
    return [(words(each.where, ENGLISH), each.text, words(each.reason, ENGLISH)) for each in found.dropped]


# Lines with a blank line between all of them, as some programs write a PDF, and a blank at the top of each page.
OPEN = "\n\n".join([
    "Bakgrund ",
    "Cykelgaraget vid stationen byggdes 1974 och har sedan dess använts varje dag av dem ",
    "som pendlar till staden. Under de senaste åren har antalet cyklar ökat så mycket att ",
    "många ställs utanför, och kommunen har därför låtit undersöka om garaget kan utvidgas ",
    "mot söder. Undersökningen visar att det går, men att det blir dyrt.  ",
    "Nämnden föreslår följande: ",
    "\uf0b7 Garaget utvidgas mot söder med plats för ytterligare hundra cyklar, utom i den ",
    "del som gäller taket ",
    "\uf0b7 Taket lagas ",
    "\n\n3 (8) ",
    "Kostnader ",
    "Kostnaden beräknas till två miljoner kronor, varav hälften är bidrag från staten och ",
    "resten tas ur kommunens it-",
    " budget för nästa år. ",
])  # fmt: skip


def test_a_text_whose_lines_are_all_apart_becomes_headings_paragraphs_and_lists() -> None:
    found = reflow(pages_of_text(OPEN))
    assert shapes(found) == [
        ("heading", "Bakgrund"),
        (
            "paragraph",
            "Cykelgaraget vid stationen byggdes 1974 och har sedan dess använts varje dag av dem som pendlar till "
            "staden. Under de senaste åren har antalet cyklar ökat så mycket att många ställs utanför, och kommunen "
            "har därför låtit undersöka om garaget kan utvidgas mot söder. Undersökningen visar att det går, men att "
            "det blir dyrt.",
        ),
        ("paragraph", "Nämnden föreslår följande:"),
        (
            "item -",
            "Garaget utvidgas mot söder med plats för ytterligare hundra cyklar, utom i den del som gäller taket",
        ),
        ("item -", "Taket lagas"),
        ("heading", "Kostnader"),
        (
            "paragraph",
            "Kostnaden beräknas till två miljoner kronor, varav hälften är bidrag från staten och resten tas ur "
            "kommunens it-budget för nästa år.",
        ),
    ]
    assert left_out(found) == [("line 21", "3 (8)", "a page number")]


CLOSE = """\
Till kommunfullmäktige

Bänkar längs Åpromenaden

Längs Åpromenaden är det på ett ställe 430 meter mellan två bänkar. Den
som går dåligt orkar inte så långt.

Jag föreslår att kommunfullmäktige beslutar

att det ska finnas en bänk var hundrade meter
att hälften av bänkarna ska ha armstöd, och att de ska målas i en färg
som syns
att arbetet ska vara klart till midsommar.

Stensunda den 13 januari 2031

Birgitta Rönnlid (KD)
"""


def test_a_blank_line_parts_paragraphs_where_most_lines_have_none() -> None:
    assert shapes(reflow(pages_of_text(CLOSE))) == [
        ("heading", "Till kommunfullmäktige"),
        ("heading", "Bänkar längs Åpromenaden"),
        (
            "paragraph",
            "Längs Åpromenaden är det på ett ställe 430 meter mellan två bänkar. Den som går dåligt orkar inte så "
            "långt.",
        ),
        ("paragraph", "Jag föreslår att kommunfullmäktige beslutar"),
        ("paragraph", "att det ska finnas en bänk var hundrade meter"),
        (
            "paragraph",
            "att hälften av bänkarna ska ha armstöd, och att de ska målas i en färg som syns",
        ),
        ("paragraph", "att arbetet ska vara klart till midsommar."),
        ("paragraph", "Stensunda den 13 januari 2031"),
        ("paragraph", "Birgitta Rönnlid (KD)"),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("stadens it-\nleverans", "stadens it-leverans"),
        ("stadens utveck-\nling", "stadens utveckling"),
        ("miljö-\noch hälsoskydd", "miljö- och hälsoskydd"),
        ("barn- och ungdoms-\nnämnden", "barn- och ungdomsnämnden"),
        ("sin IT-\nverksamhet", "sin IT-verksamhet"),
        ("sedan 1990-\ntalet", "sedan 1990-talet"),
        ("perioden 2031–\n2033", "perioden 2031–2033"),
        ("Södermalms-\nBladet", "Södermalms-Bladet"),
        ("en sam\u00ad\nmanfattning", "en sammanfattning"),
        ("i idrotts-\nhallen, där idrottshallen", "i idrottshallen, där idrottshallen"),
        ("en webb-\nplats, där en webb-plats och en webb-karta", "en webb-plats, där en webb-plats och en webb-karta"),
        ("en idrotts-\nplats och ett idrotts-\nmärke", "en idrottsplats och ett idrottsmärke"),
        ("det svenska id-\nrottslivet", "det svenska idrottslivet"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_put_together(lines: str, text: str) -> None:
    assert [each.text for each in reflow(pages_of_text(lines)).passages] == [text]


@pytest.mark.parametrize("number", ["8 (14)", "Sida 8 (14)", "Sid 8", "sidan 8 av 14", "8/14", "- 8 -"])
def test_page_numbers_are_left_out_and_listed(number: str) -> None:
    pages = [f"Det här är den text som står på sidan, och den är lång nog.\n\n{n}\n" for n in range(1, 15)]
    pages[7] = f"Det här är den åttonde sidans text, som inte är lik de andra.\n\n{number}\n"
    found = reflow(pages_of_text("\f".join(pages)))
    assert ("line 24", number, "a page number") in left_out(found)
    assert number not in [each.text for each in found.passages]


def test_a_running_header_is_left_out_from_every_page_and_a_page_number_beside_it() -> None:
    pages = [f"Stensunda kommun                    Sida {n} (3)\n\nText nummer {n * 7} på sidan.\n" for n in (1, 2, 3)]
    found = reflow(pages_of_text("\f".join(pages)))
    assert shapes(found) == [("paragraph", f"Text nummer {n} på sidan.") for n in (7, 14, 21)]
    assert [(text, reason) for _, text, reason in left_out(found)] == [
        (text, reason)
        for n in (1, 2, 3)
        for text, reason in (
            (f"Sida {n} (3)", "a page number"),
            ("Stensunda kommun", "a running header or footer"),
        )
    ]


def test_a_number_in_the_text_is_no_page_number() -> None:
    found = reflow(pages_of_text("Tabell\n\n12 (1)\n\n7\n\nSlut på tabellen, som är kort.\n"))
    assert [each.text for each in found.passages] == ["Tabell", "12 (1)", "7", "Slut på tabellen, som är kort."]
    assert found.dropped == ()


PARAGRAPHS = [
    "Kulturförvaltningen har undersökt förutsättningarna på Stadsbiblioteket samt på biblioteken i Norrvallen och "
    "Åsbacken, som har störst lokaler. Miljö- och hälsoskyddsnämnden har lämnat synpunkter på it-miljön.",
    "Av årets lån avslutades 19 med att föremålet var skadat eller inte kom tillbaka. Det kostade 14 600 kronor att "
    "ersätta dem, varav låntagarna har betalat drygt hälften (se bl.a. tabell 2).",
    "Nämnden avstyrker därför förslaget.",
    "Det är 430 meter till nästa bänk. Den som går dåligt orkar inte så långt, och flera av bänkarna saknar dessutom "
    "de armstöd som behövs för att kunna resa sig utan hjälp av någon annan.",
]


@given(order=st.permutations(range(len(PARAGRAPHS))), width=st.integers(48, 100))
@settings(max_examples=60, deadline=None)
def test_paragraphs_come_back_from_lines_of_any_width(order: list[int], width: int) -> None:
    paragraphs = [PARAGRAPHS[index] for index in order]
    close = "\n\n".join(textwrap.fill(each, width, break_on_hyphens=False) for each in paragraphs)
    assert [each.text for each in reflow(pages_of_text(close)).passages] == paragraphs


@given(order=st.permutations(range(len(PARAGRAPHS))), width=st.integers(48, 100))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_where_nothing_parts_paragraphs(order: list[int], width: int) -> None:
    paragraphs = [PARAGRAPHS[index] for index in order]
    text = "\n\n".join(line for each in paragraphs for line in textwrap.wrap(each, width, break_on_hyphens=False))
    found = reflow(pages_of_text(text))
    assert " ".join(each.text for each in found.passages) == " ".join(paragraphs)


def test_a_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    paragraphs = [
        "Cykelgaraget vid stationen byggdes 1974 och har sedan dess använts varje dag av dem som pendlar till "
        "staden från söder och norr.",
        "Undersökningen visar att det går att utvidga garaget mot söder, men att det blir dyrt. Den visar också att",
        "Kommunen har därför ansökt om bidrag från staten, och beslutet väntas i höst. Fram till dess får de som "
        "kommer sent ställa sina cyklar på torget.",
    ]
    lines = [
        "Cykelgaraget vid stationen byggdes 1974 och har sedan dess använts varje dag av",
        "dem som pendlar till staden från söder och norr.",
        "Undersökningen visar att det går att utvidga garaget mot söder, men att det",
        "blir dyrt. Den visar också att",
        "Kommunen har därför ansökt om bidrag från staten, och beslutet väntas i höst.",
        "Fram till dess får de som kommer sent ställa sina cyklar på torget.",
    ]
    assert [each.text for each in reflow(pages_of_text("\n\n".join(lines))).passages] == paragraphs


def test_the_mark_of_a_draft_is_left_out() -> None:
    found = reflow(pages_of_text("UTKAST 0d7b7c79\n\nUTKAST till svar på remissen.\n"))
    assert shapes(found) == [("paragraph", "UTKAST till svar på remissen.")]
    assert left_out(found) == [("line 1", "UTKAST 0d7b7c79", "the mark of a draft")]


def test_a_share_in_the_middle_of_a_page_is_no_page_number() -> None:
    def page(number: int, *more: str) -> str:
        own = [f"Rad {'abcdefghij'[n]} på sidan, som är nummer {number * 7}." for n in range(10)]
        return "\n\n".join([*own[:5], *more, *own[5:], f"{number} (2)"])

    found = reflow(pages_of_text(page(1, "2 (3)") + "\n\f" + page(2)))
    assert "2 (3)" in [each.text for each in found.passages]
    assert [text for _, text, _ in left_out(found)] == ["1 (2)", "2 (2)"]


# --- Markdown ------------------------------------------------------------------------------------

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("*_`#<>[]()!&;|\\-+.:^~=\"'$@{}1234567890 abcåäöÅÄÖ"),
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")),
    ),
    max_size=60,
).map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))


def read(pandoc: Pandoc, text: str) -> str:
    _, (tree,) = pandoc.read([text], DIALECT).get()
    assert not [node for node in nodes(blocks(tree)) if node["t"] in ("RawInline", "RawBlock", "Note", "Link")]
    return " ".join(text_of(blocks(tree)).split())


@given(text=ANY_TEXT.filter(bool))
@settings(max_examples=400, deadline=None)
def test_any_paragraph_reads_back_word_for_word(pandoc: Pandoc, text: str) -> None:
    assert read(pandoc, escaped(text)) == text


@given(
    texts=st.lists(ANY_TEXT.filter(bool), min_size=1, max_size=5), kind=st.sampled_from(["heading", "item", "table"])
)
@settings(max_examples=200, deadline=None)
def test_headings_items_and_tables_read_back_word_for_word(pandoc: Pandoc, texts: list[str], kind: str) -> None:
    if kind == "table":
        passages = [Passage("table", "", HERE, rows=tuple((text, text) for text in texts))]
        said = [text for text in texts for _ in range(2)]
    else:
        passages = [Passage(kind, text, HERE, mark="-" if kind == "item" else "") for text in texts]
        said = texts
    assert read(pandoc, markdown(passages)).replace(" ", "") == "".join(said).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2031. Året då allt hände", r"2031\. Året då allt hände"),
        ("- nej, sade hon", r"\- nej, sade hon"),
        ("3) är det tredje", r"3\) är det tredje"),
        ("# 4 i listan", r"\# 4 i listan"),
        ("en *stjärna* och ett_under_streck", r"en \*stjärna\* och ett_under_streck"),
        ("<Namn> och 3 < 4", r"\<Namn> och 3 < 4"),
        ("se [1] och [^1]", r"se [1] och \[^1]"),
        (f"fotnot{marked('1')} här", "fotnot[^1] här"),
    ],
)
def test_only_what_would_mean_something_gets_a_backslash(text: str, written: str) -> None:
    assert escaped(text) == written


def test_lists_keep_their_numbers_and_their_levels() -> None:
    def item(mark: str, text: str, level: int = 1) -> Passage:
        return Passage("item", text, HERE, level, mark)

    passages = [item("1", "a"), item("2", "b"), item("-", "c", 2), item("3", "d"), item("1", "e"), item("-", "f")]
    assert markdown(passages) == "1. a\n2. b\n    - c\n3. d\n1) e\n- f\n"


# --- with layout ---------------------------------------------------------------------------------


def line(text: str, y: float, left: float = 100, right: float = 0, **look: object) -> Line:
    return Line(text, left, right or left + 5 * len(text), y, **{"size": 11.0, **look})


def laid_out(*lines: Line) -> Reflowed:
    return reflow([Page(1, lines, laid_out=True)])


def test_paragraphs_are_parted_by_the_distance_and_headings_told_by_their_look() -> None:
    found = laid_out(
        line("Bakgrund", 100, size=16.0, bold=True),
        line("Kommunen köpte marken vid stationen redan 2009, och då fanns", 125),
        line("ingen plan för cyklar.", 140),
        line("Nu finns det en sådan plan, och den har varit ute på remiss", 161),
        line("hos alla nämnder.", 176),
        line("Kostnader", 200, bold=True),
        line("Kostnaden är två miljoner kronor.", 216),
    )
    assert [(each.kind, each.level, each.text) for each in found.passages] == [
        ("heading", 1, "Bakgrund"),
        ("paragraph", 1, "Kommunen köpte marken vid stationen redan 2009, och då fanns ingen plan för cyklar."),
        ("paragraph", 1, "Nu finns det en sådan plan, och den har varit ute på remiss hos alla nämnder."),
        ("heading", 2, "Kostnader"),
        ("paragraph", 1, "Kostnaden är två miljoner kronor."),
    ]
    assert found.markdown.startswith("## Bakgrund\n\nKommunen köpte")
    assert "\n\n### Kostnader\n\n" in found.markdown


def test_a_table_becomes_rows_of_cells_and_a_long_cell_is_joined() -> None:
    def row(y: float, *texts: str) -> Line:
        places = (100.0, 200.0, 300.0)
        cells = tuple(Cell(text, x, x + 5 * len(text)) for text, x in zip(texts, places, strict=True) if text)
        alone = cells if len(cells) > 1 else ()
        return Line(" ".join(filter(None, texts)), cells[0].left, cells[-1].right, y, 10.0, cells=alone)

    found = laid_out(
        line("Kostnaderna står i tabellen, i tusental kronor och i årets priser.", 100),
        row(130, "År", "Kostnad", "Anmärkning"),
        row(148, "2031", "100", "avser ett halvår, efter-"),
        row(160, "", "", "som bygget börjar i juli"),
        row(178, "2032", "250", "helår"),
        line("Därefter är kostnaden lika stor varje år, om inget oväntat sker.", 215),
    )
    assert [(each.kind, each.rows or each.text) for each in found.passages] == [
        ("paragraph", "Kostnaderna står i tabellen, i tusental kronor och i årets priser."),
        (
            "table",
            (
                ("År", "Kostnad", "Anmärkning"),
                ("2031", "100", "avser ett halvår, eftersom bygget börjar i juli"),
                ("2032", "250", "helår"),
            ),
        ),
        ("paragraph", "Därefter är kostnaden lika stor varje år, om inget oväntat sker."),
    ]


def test_a_box_beside_the_text_is_read_after_the_sentence_beside_it() -> None:
    found = laid_out(
        line("Kommunen köpte marken vid stationen redan", 100),
        line("Stationen byggdes 1962", 104, left=330, size=9.0),
        line("2009, och då fanns det ännu ingen plan för", 115),
        line("och har två spår, varav", 118, left=330, size=9.0),
        line("hur cyklarna skulle kunna ställas, trots att", 130),
        line("ett inte används.", 132, left=330, size=9.0),
        line("de redan var många.", 145),
        line("Nu finns det en plan.", 166),
    )
    assert [each.text for each in found.passages] == [
        "Kommunen köpte marken vid stationen redan 2009, och då fanns det ännu ingen plan för hur cyklarna skulle "
        "kunna ställas, trots att de redan var många.",
        "Stationen byggdes 1962 och har två spår, varav ett inte används.",
        "Nu finns det en plan.",
    ]


def test_a_footnote_stays_with_its_mark() -> None:
    found = laid_out(
        line(f"Kommunen har en plan{marked('2')} som gäller till 2035, och den har", 100),
        line("varit ute på remiss.", 115),
        line(f"{marked('2')}Antagen av fullmäktige den 19 novem-", 700, size=9.0),
        line("ber 2029.", 711, size=9.0),
    )
    assert found.markdown == (
        "Kommunen har en plan[^2] som gäller till 2035, och den har varit ute på remiss.\n\n"
        "[^2]: Antagen av fullmäktige den 19 november 2029.\n"
    )


def test_every_word_of_the_layout_is_a_word_of_the_text() -> None:
    lines = [line(f"Ord{n} står på rad {n} här", 100 + 15 * n + 6 * (n % 3 == 0)) for n in range(20)]
    found = laid_out(*lines)
    said = " ".join(each.text for each in found.passages)
    assert re.findall(r"\w+", said) == re.findall(r"\w+", " ".join(each.text for each in lines))
