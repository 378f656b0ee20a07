"""What a printer would look for on each page: nothing alone, nothing torn, nothing divided where it should not be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import casebook
from draftkit.edges.engines.pandoc import Pandoc
from draftkit.edges.pdf.lines import pages_of_pdf
from draftkit.stages import balance
from draftkit.stages.intake.lines import Line

LEAST_LINES = 4
TOP_OF_TEXT = 85.0  # points: above it is the running head
NOTE_SIZE = 9.5
MONTH_OR_UNIT = re.compile(r"(?:november|september|kr|procent|§|m|\d{3}\b)")
Pages = Sequence[Sequence[Line]]


@pytest.fixture(scope="module")
def pages_of(pandoc: Pandoc, packs: dict[str, bytes]) -> Callable[[Mapping[str, str]], Pages]:
    """`pages_of(files)`: the lines of text on each page of the PDF, without the running head."""

    def make(files: Mapping[str, str]) -> Pages:
        return [
            [line for line in page.lines if line.baseline > TOP_OF_TEXT and not line.slanting]
            for page in pages_of_pdf(casebook.pdf_of(files, pandoc, packs))
        ]

    return make


@pytest.fixture(scope="module")
def book(pages_of: Callable[[Mapping[str, str]], Pages]) -> dict[str, Pages]:
    return {name: pages_of(files) for name, files in casebook.CASES.items()}


@pytest.fixture(params=list(casebook.CASES))
def pages(request: pytest.FixtureRequest, book: dict[str, Pages]) -> Pages:
    return book[request.param]


# --- what is looked for ----------------------------------------------------------------------------


def is_heading(line: Line) -> bool:
    return line.size > 13 or line.bold or line.text.startswith("Rubrik")


def body(page: Sequence[Line]) -> list[Line]:
    """The lines from above, without footnotes."""
    return sorted((line for line in page if abs(line.size - NOTE_SIZE) > 0.02), key=lambda line: line.baseline)


def headings_left_alone(pages: Pages) -> list[str]:
    return [body(page)[-1].text for page in pages if is_heading(body(page)[-1])]


def parts(pages: Pages) -> list[Pages]:
    """The pages of each part that begins on a page of its own."""
    found: list[list[Sequence[Line]]] = []
    for page in pages:
        first = body(page)[0].text
        if not found or first == "Ärendet" or re.match(r"Bilaga \d+\.", first):
            found.append([])
        found[-1].append(page)
    return list(found)


def nearly_empty(pages: Pages) -> list[list[str]]:
    ends = [part[-1] for part in parts(pages) if len(part) > 1]
    return [[line.text for line in body(page)] for page in ends if len(body(page)) < LEAST_LINES]


def divided(pages: Pages) -> Iterator[tuple[str, str]]:
    """The two pieces of each word that is divided at the end of a line, on the same page."""
    for page in pages:
        for line, after in pairwise(body(page)):
            one = (line.cells or (line,))[-1]
            below = [each for each in after.cells or (after,) if abs(each.left - one.left) < 2]
            if one.text.endswith("-") and below:
                yield one.text.split()[-1].rstrip("-"), re.split(r"\W", below[0].text.split()[0])[0]


def torn(pages: Pages) -> list[tuple[str, str]]:
    """Lines that end within a number, a date or a name with its party."""
    lines = [line for page in pages for line in body(page)]
    return [
        (one.text, other.text)
        for one, other in pairwise(lines)
        if (re.search(r"(?:^|\s)\d{1,3}$", one.text) and MONTH_OR_UNIT.match(other.text))
        or re.match(r"\((?:L|S|C)\)|m\.fl\.|– ", other.text)
        or re.search(r"(?:dnr|dnr KS|kap\.|\D §)$", one.text)
    ]


def marked_over_two_pages(pages: Pages) -> list[int]:
    """The pages on which what stands between [[ and ]] is opened and not closed."""
    return [
        number
        for number, page in enumerate(pages, start=1)
        if sum(line.text.count("[[") for line in page) != sum(line.text.count("]]") for line in page)
    ]


def on_pages(pages: Pages, *beginnings: str) -> set[int]:
    return {number for number, page in enumerate(pages) for line in page if line.text.startswith(beginnings)}


# --- the cases -------------------------------------------------------------------------------------


def test_no_heading_ends_a_page(pages: Pages) -> None:
    assert headings_left_alone(pages) == []


def test_no_part_ends_with_a_nearly_empty_page(pages: Pages) -> None:
    assert nearly_empty(pages) == []


def test_the_parts_that_would_end_so_are_set_again(
    book: dict[str, Pages], pages_of: Callable[[Mapping[str, str]], Pages], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(balance, "ATTEMPTS", 0)
    once = pages_of(casebook.CASES["ends"])
    assert len(nearly_empty(once)) >= 3
    assert len([part for part in parts(book["ends"]) if len(part) > 1]) >= 5


def test_words_are_divided_seldom_and_never_so_that_two_letters_stand_alone(pages: Pages) -> None:
    pieces = list(divided(pages))
    assert [(one, other) for one, other in pieces if len(one) < 3 or len(other) < 3] == []
    assert [(one, other) for one, other in pieces if one[0].isupper()] == []
    assert len(pieces) < sum(map(len, pages)) / 5


def test_numbers_dates_and_parties_stay_on_one_line(pages: Pages) -> None:
    assert torn(pages) == []


def test_decisions_and_rows_stay_on_one_page(pages: Pages) -> None:
    assert marked_over_two_pages(pages) == []


def test_the_proposal_is_on_one_page(pages: Pages) -> None:
    lead = on_pages(pages, "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.")
    points = {n for n, page in enumerate(pages) for line in page if "Beslutspunkt" in line.text}
    assert points <= lead
    assert len(lead) == 1


def test_the_signature_is_on_one_page_with_the_sentence_that_it_signs(pages: Pages) -> None:
    signed = on_pages(pages, "Kommunstyrelsen delar", "Stensunda den 17 september", "Kommunstyrelsens ordförande")
    assert len(signed) == 1


@pytest.mark.parametrize("lines", [8, 9, 10, 11])
def test_a_signature_at_the_end_of_a_page(pages_of: Callable[[Mapping[str, str]], Pages], lines: int) -> None:
    text = "\n\n".join(["Upphandlingen måste ske i konkurrens."] * lines)
    after = {"avvikande/ks-c.md": casebook.dissent(casebook.texts([4, 5, 4]))}
    pages = pages_of({"synpunkter.md": casebook.fact("synpunkter", text), **after})
    assert len(on_pages(pages, "Kommunstyrelsen delar", "Stensunda den 17 sept", "Kommunstyrelsens ordf")) == 1


def test_words_are_divided_at_all(book: dict[str, Pages]) -> None:
    assert sum(len(list(divided(pages))) for pages in book.values()) > 10


def test_a_table_has_its_head_on_each_page(book: dict[str, Pages]) -> None:
    rows = on_pages(book["tables"], "Delpost")
    assert len(rows) >= 5
    assert rows <= on_pages(book["tables"], "Post")


def test_a_wide_table_is_within_the_text_and_its_numbers_are_whole(book: dict[str, Pages]) -> None:
    lines = [line for page in book["tables"] for line in page]
    assert max(line.right for line in lines) < 496.1 + 1  # 35 mm from the edge
    assert min(line.left for line in lines) > 99.2 - 1
    eight = [line for line in lines if line.text.startswith("Delpost") and len(line.cells) == 8]
    assert len(eight) == 9


def test_numbers_stand_to_the_right_and_words_to_the_left(book: dict[str, Pages]) -> None:
    rows = [line.cells for page in book["tables"] for line in page if line.text.startswith("Delpost")]
    of_three = [cells for cells in rows if len(cells) == 3 and cells[2].text[0].isdigit()]
    assert len(of_three) == 70
    assert len({round(cells[0].left) for cells in of_three}) == 1
    assert len({round(cells[1].right) for cells in of_three}) == 1
    assert len({round(cells[2].right) for cells in of_three}) == 1


# --- any lengths -----------------------------------------------------------------------------------

PARAGRAPHS = st.lists(st.integers(1, 9), min_size=1, max_size=16)


@given(views=PARAGRAPHS, matter=PARAGRAPHS, of_motion=PARAGRAPHS, seed=st.integers(0, 12))
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
def test_texts_of_any_length_make_good_pages(
    pages_of: Callable[[Mapping[str, str]], Pages],
    views: list[int],
    matter: list[int],
    of_motion: list[int],
    seed: int,
) -> None:
    pages = pages_of(
        {
            "synpunkter.md": casebook.fact("synpunkter", casebook.texts(views, seed)),
            "arendet.md": casebook.fact("ärendet", casebook.texts(matter, seed)),
            "remissvar/kulturnamnden.md": casebook.answer(casebook.text(3, seed), decision=matter[0]),
            **casebook.motion(of_motion),
        }
    )
    assert headings_left_alone(pages) == []
    assert nearly_empty(pages) == []
    assert torn(pages) == []
    assert marked_over_two_pages(pages) == []
    assert [(one, other) for one, other in divided(pages) if len(one) < 3 or len(other) < 3] == []
    assert len(on_pages(pages, "Kommunstyrelsen delar", "Stensunda den 17", "Kommunstyrelsens ordf")) == 1
    assert len(on_pages(pages, "Stensunda den 10 februari", "Omar Haddad (L)", "Eva Brandt (L)")) == 1
