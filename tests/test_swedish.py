"""The grammar that generated text needs: the points of research/domain.md 1.3 by number. Invented names only.

Points that no generated sentence touches (definiteness, anaphors, den/det, it-) are the user's own words: that they
are printed exactly as written is tested in test_grammar.py.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import told
from draftkit.facts import facts_of, plain_key
from draftkit.model import CaseFacts, Person, Term
from draftkit.problems import Problem
from draftkit.spans import Span
from draftkit.stages.load.decode import Decoder
from draftkit.stages.load.yamltree import Scalar
from draftkit.swedish.dates import MONTHS, long_date
from draftkit.swedish.lists import enumerate_words
from draftkit.swedish.people import Named, short, with_parties
from draftkit.swedish.words import genitive, number_in_words, upper_first

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
any_text = st.text(LETTERS + LETTERS.upper() + "0123456789 ,.()”–-:&/")


def read(key: str, cls: type, text: str) -> tuple[object, list[Problem]]:
    """`text` read as the fact `key` of `cls`, and what is wrong with it."""
    decoder = Decoder()
    declared = next(each for each in facts_of(cls) if each.key == key)
    scalar = Scalar(text, Span("x.yaml", 1, 1, 1, len(text) + 1))
    return decoder.value(declared.kind, scalar), list(decoder.problems)


# --- 1. the first letter -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("in_the_sentence", "at_its_beginning"),
    [
        ("verktygsnämnden", "Verktygsnämnden"),
        ("ängsnämnden", "Ängsnämnden"),
        ("miljö- och parknämnden", "Miljö- och parknämnden"),
        ("föreningen Fixarna", "Föreningen Fixarna"),
        ("AB Stensundabostäder", "AB Stensundabostäder"),
        ("NIVA", "NIVA"),
        ("Stensunda Stadshus AB", "Stensunda Stadshus AB"),
        ("it-rådet", "It-rådet"),
        ("”föreningen Fixarna”", "”Föreningen Fixarna”"),
        ("(f.d. parknämnden)", "(F.d. parknämnden)"),
        ("1 maj-kommittén", "1 maj-kommittén"),
        ("", ""),
        ("–", "–"),
    ],
)
def test_only_the_first_letter_is_raised(in_the_sentence: str, at_its_beginning: str) -> None:
    assert upper_first(in_the_sentence) == at_its_beginning


@given(any_text)
def test_raising_the_first_letter_changes_at_most_one_character(text: str) -> None:
    raised = upper_first(text)
    assert len(raised) == len(text)
    assert sum(old != new for old, new in zip(text, raised, strict=True)) <= 1
    assert raised.casefold() == text.casefold()


@given(any_text)
def test_raising_the_first_letter_twice_is_raising_it_once(text: str) -> None:
    assert upper_first(upper_first(text)) == upper_first(text)


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (1, "1"), (2, "två"), (11, "elva"), (12, "tolv"), (13, "13"), (-3, "-3")]
)
def test_small_numbers_are_words(number: int, text: str) -> None:
    assert number_in_words(number) == text


# --- 3. lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([], ""),
        (["parknämnden"], "parknämnden"),
        (["parknämnden", "NIVA"], "parknämnden och NIVA"),
        (["parknämnden", "NIVA", "Norra nämnden"], "parknämnden, NIVA och Norra nämnden"),
        (["parknämnden", "miljö- och ängsnämnden"], "parknämnden samt miljö- och ängsnämnden"),
        (["miljö- och ängsnämnden", "parknämnden"], "miljö- och ängsnämnden samt parknämnden"),
        (["A", "miljö- och ängsnämnden", "B"], "A, miljö- och ängsnämnden samt B"),
        (["Stensunda Stadshus AB (Lekhuset och Ängen)", "NIVA"], "Stensunda Stadshus AB (Lekhuset och Ängen) och NIVA"),
        (["Rochänget", "ochra"], "Rochänget och ochra"),
    ],
)
def test_items_are_joined_by_och_or_by_samt_where_one_has_an_och_of_its_own(items: list[str], sentence: str) -> None:
    assert enumerate_words(items) == sentence


@given(st.lists(names.filter(lambda name: "och" not in name.split()), min_size=1, max_size=6))
def test_a_list_can_be_taken_apart_again_in_its_order(items: list[str]) -> None:
    sentence = enumerate_words(items)
    assert re.split(", | och ", sentence) == items
    assert ", och " not in sentence


# --- 5. one mover or several: the forms themselves stand in the pack (test_grammar.py) ------------
# --- 6. parties ----------------------------------------------------------------------------------


def people(*pairs: str) -> list[Named]:
    return [Named(*pair.split("/")) for pair in pairs]


@pytest.mark.parametrize(
    ("movers", "text"),
    [
        (["Omar Ek/L"], "Omar Ek (L)"),
        (["Omar Ek/SD"], "Omar Ek (SD)"),
        (["Omar Ek/L", "Eva Ask/L"], "Omar Ek och Eva Ask (båda L)"),
        (["Omar Ek/L", "Eva Ask/L", "Jo Al/L"], "Omar Ek, Eva Ask och Jo Al (alla L)"),
        (["Omar Ek/L", "Eva Ask/C"], "Omar Ek (L) och Eva Ask (C)"),
        (["Omar Ek/L", "Eva Ask/C", "Jo Al/L"], "Omar Ek (L), Eva Ask (C) och Jo Al (L)"),
        (["Omar Ek/L", "Eva Ask/L", "Jo Al/C"], "Omar Ek och Eva Ask (båda L) samt Jo Al (C)"),
        (["Omar Ek/-"], "Omar Ek (-)"),
        (["Omar Ek/-", "Eva Ask/-"], "Omar Ek (-) och Eva Ask (-)"),
        (["Omar Ek/-", "Eva Ask/L", "Jo Al/L"], "Omar Ek (-) samt Eva Ask och Jo Al (båda L)"),
        (["Omar Ek/s"], "Omar Ek (s)"),
        (["Omar Ek"], "Omar Ek"),
        (["Omar Ek", "Eva Ask"], "Omar Ek och Eva Ask"),
        ([], ""),
    ],
)
def test_a_party_stands_once_for_neighbours_who_share_it(movers: list[str], text: str) -> None:
    assert with_parties(people(*movers)) == text


@pytest.mark.parametrize(
    ("movers", "text"),
    [
        (["Omar Ek/L"], "Omar Ek (L)"),
        (["Omar Ek/L", "Eva Ask/L"], "Omar Ek och Eva Ask (båda L)"),
        (["Omar Ek/L", "Eva Ask/C"], "Omar Ek (L) och Eva Ask (C)"),
        (["Omar Ek/L", "Eva Ask/L", "Jo Al/L"], "Omar Ek m.fl. (L)"),
        (["Omar Ek/L", "Eva Ask/C", "Jo Al/L"], "Omar Ek m.fl. (L, C)"),
        (["Omar Ek/-", "Eva Ask/-", "Jo Al/-"], "Omar Ek m.fl. (-)"),
        (["Omar Ek", "Eva Ask", "Jo Al"], "Omar Ek m.fl."),
    ],
)
def test_a_title_names_at_most_two_movers(movers: list[str], text: str) -> None:
    assert short(people(*movers)) == text


# A name with a letter that "och", "samt", "båda" and "alla" lack, so that it is not found in one of them.
movers_names = names.map(lambda name: f"Q{name}")


@given(st.lists(st.builds(Named, movers_names, st.sampled_from(["L", "C", "SD", "-", "s"])), min_size=1, max_size=6))
def test_everybody_is_named_once_in_the_order_given_with_the_party_behind(movers: list[Named]) -> None:
    rest = with_parties(movers)
    for mover in movers:
        before, found, rest = rest.partition(mover.name)
        assert found
        assert not re.search(f"[{LETTERS}]", re.sub(r"\((båda |alla )?\w+\)| och | samt ", "", before))
        assert re.search(r"\((?:båda |alla )?([^)]*)\)", rest)[1] == mover.party  # type: ignore[index]


def test_the_party_is_the_one_of_the_day() -> None:
    moved = Person(
        name="Eva Ask", terms=(Term(party="L", until=date(2029, 12, 31)), Term(party="M", since=date(2030, 1, 1)))
    )
    days = [date(2029, 12, 31), date(2030, 1, 1), None]
    assert [moved.party_on(day) for day in days] == ["L", "M", "M"]


@pytest.mark.parametrize("letters", ["C", "SD", "MP", "s", "ÖP", "-"])
def test_a_party_is_written_as_the_letters_in_the_brackets(letters: str) -> None:
    assert read("parti", Term, letters) == (letters, [])


def test_a_party_is_no_word() -> None:
    value, problems = read("parti", Term, "Liberalerna")
    assert [told(problem) for problem in problems] == [
        (
            "DK105",
            "x.yaml:1:1-1:12",
            "“Liberalerna” is not written as expected",
            "write letters as in the brackets after the name, for example L",
        )
    ]
    assert value != "Liberalerna"


# --- 7. the genitive -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "of_it"),
    [
        ("verktygsnämnden", "verktygsnämndens"),
        ("stadsledningskontoret", "stadsledningskontorets"),
        ("Stensunda Stadshus AB", "Stensunda Stadshus AB:s"),
        ("AB Stensundabostäder", "AB Stensundabostäders"),
        ("AB Ljuslab", "AB Ljuslabs"),
        ("NIVA", "NIVA:s"),
        ("Niva", "Nivas"),
        ("Nätverket NIVA", "Nätverket NIVA:s"),
        ("Kanal ST4", "Kanal ST4:s"),
        ("Vision 2031", "Vision 2031:s"),
        ("Distrikt A", "Distrikt A:s"),
        ("Stensunda Ö", "Stensunda Ö:s"),
        ("Stensunda Vatten och Avfall", "Stensunda Vatten och Avfalls"),
        ("Norra gymnasiets", "Norra gymnasiets"),
        ("Lars", "Lars"),
        ("Stensunda Max", "Stensunda Max"),
        ("Rådet för Jazz", "Rådet för Jazz"),
        ("Open Tools Sweden", "Open Tools Swedens"),
        ("Stensunda Stadshus AB (Lekhuset)", "Stensunda Stadshus AB:s (Lekhuset)"),
        ("parknämnden (tidigare ängsnämnden)", "parknämndens (tidigare ängsnämnden)"),
    ],
)
def test_the_genitive_of_a_name(name: str, of_it: str) -> None:
    assert genitive(name) == of_it


@given(names)
def test_a_genitive_is_the_name_and_at_most_an_s_with_its_colon(name: str) -> None:
    ending = genitive(name).removeprefix(name)
    assert genitive(name).startswith(name)
    assert ending in ("", "s", ":s")
    assert genitive(name).lower().endswith(("s", "x", "z"))
    assert (ending == ":s") == name.split()[-1].isupper()


# --- 10. dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2031, 5, 9), "9 maj 2031"),
        (date(2032, 2, 29), "29 februari 2032"),
        (date(2031, 12, 31), "31 december 2031"),
        (date(2031, 1, 1), "1 januari 2031"),
    ],
)
def test_a_date_has_no_zero_and_no_capital(day: date, text: str) -> None:
    assert long_date(day) == text


@given(st.dates())
def test_a_date_can_be_read_back(day: date) -> None:
    number, month, year = long_date(day).split(" ")
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day


def test_the_months_of_a_year_are_twelve_different_words_in_lower_case() -> None:
    days = [date(2031, 1, 1) + timedelta(days=n) for n in range(365)]
    assert len({long_date(day).split()[1] for day in days}) == 12
    assert [month for month in MONTHS if month != month.lower()] == []


# --- 11. roman numerals --------------------------------------------------------------------------


@pytest.mark.parametrize("numeral", ["I", "II", "III", "IV", "V", "VI", "IX", "X", "XIV", "XL", "LXXXIX", "I+VII"])
def test_a_rotel_is_a_roman_numeral(numeral: str) -> None:
    assert read("rotel", CaseFacts, numeral) == (numeral, [])


@pytest.mark.parametrize("text", ["5", "v", "IIII", "VX", "IVI", "I+", "+I", "I + VII", "Ⅴ", "R"])
def test_a_rotel_is_nothing_else(text: str) -> None:
    _, problems = read("rotel", CaseFacts, text)
    assert [told(problem)[2:] for problem in problems] == [
        (f"“{text}” is not written as expected", "write a roman numeral, for example V")
    ]


# --- the keys that a user writes -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "compared"),
    [("Motionärer", "motionarer"), ("väckt", "vackt"), ("svar-senast", "svar_senast"), (" i huvudsak ", "i_huvudsak")],
)
def test_keys_and_choices_are_compared_without_dots_and_capitals(written: str, compared: str) -> None:
    assert plain_key(written) == compared


@given(st.text(LETTERS + LETTERS.upper() + " -_"))
def test_a_compared_key_is_its_own_comparison(key: str) -> None:
    assert plain_key(plain_key(key)) == plain_key(key)
