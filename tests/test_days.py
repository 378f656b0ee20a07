"""Dates as they are misread and meant, the days on which an office is closed, and slips of the pen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import CASE
from draftkit.pipeline import Checked
from draftkit.swedish.dates import a_year_after, holiday, read_date
from draftkit.swedish.likeness import slips


@pytest.mark.parametrize(
    "text",
    [
        "2031-05-09", "2031-5-9", "2031/05/09", "2031.05.09", "2031- 05-09", "2031–05–09", "20310509", "9/5 2031",
        "9/5-2031", "9.5.2031", "9 maj 2031", "den 9 maj 2031", "Den 9  maj 2031", "9:e maj 2031",
    ],
)  # fmt: skip
def test_a_date_that_is_meant_beyond_doubt(text: str) -> None:
    assert read_date(text) == date(2031, 5, 9)


def test_a_short_month_and_an_american_date_that_can_only_be_ours() -> None:
    assert read_date("9 sept. 2031") == date(2031, 9, 9)
    assert read_date("13/9/2031") == date(2031, 9, 13)


@pytest.mark.parametrize(
    "text", ["5/9/2031", "31 april 2031", "2031-13-40", "9 ma 2031", "maj 2031", "31-05-09", "", "2031"]
)
def test_a_date_that_is_open_to_doubt(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2031-01-01", "nyårsdagen"), ("2031-01-06", "trettondedag jul"), ("2031-04-11", "långfredagen"),
        ("2031-04-13", "påskdagen"), ("2031-04-14", "annandag påsk"), ("2031-05-01", "första maj"),
        ("2031-05-22", "kristi himmelsfärdsdag"), ("2031-06-01", "pingstdagen"), ("2031-06-06", "nationaldagen"),
        ("2031-06-20", "midsommarafton"), ("2031-06-21", "midsommardagen"), ("2031-11-01", "alla helgons dag"),
        ("2031-12-24", "julafton"), ("2031-12-25", "juldagen"), ("2031-12-26", "annandag jul"),
        ("2031-12-31", "nyårsafton"), ("2026-06-20", "midsommardagen"), ("2026-10-31", "alla helgons dag"),
        ("2025-06-21", "midsommardagen"), ("2024-03-31", "påskdagen"), ("2038-04-25", "påskdagen"),
        ("2031-05-20", ""), ("2031-05-25", ""), ("2031-06-02", ""),
    ],
)  # fmt: skip
def test_holidays(day: str, name: str) -> None:
    assert holiday(date.fromisoformat(day)) == name


def test_a_year_after_the_day_that_is_not_in_every_year() -> None:
    assert a_year_after(date(2031, 2, 10)) == date(2032, 2, 10)
    assert a_year_after(date(2032, 2, 29)) == date(2033, 2, 28)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("hadad", "haddad", 1), ("0471", "0417", 1), ("karlson", "carlsson", 2), ("", "ab", 2), ("wik", "wik", 0)],
)
def test_slips(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


def test_a_date_in_the_facts_is_cured_where_it_is_beyond_doubt(check: Callable[..., Checked]) -> None:
    case = CASE.replace("väckt: 2031-02-10", "väckt: 10 februari 2031").replace("2031-09-17", "2031-09-31")
    assert [(each.code.number, each.fix) for each in check({"arende.yaml": case}).problems] == [
        ("DK103", "2031-02-10"),
        ("DK103", None),
    ]


def test_a_key_that_is_left_empty_is_as_if_it_were_not_there(check: Callable[..., Checked]) -> None:
    case = CASE[: CASE.index("behandling:")].replace("skede: kommunstyrelse", "skede: beredning") + "behandling:\n"
    assert check({"arende.yaml": case}).case is not None
