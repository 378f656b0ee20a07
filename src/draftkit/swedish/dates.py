"""Dates as they are written, and the days on which an office is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from ..patterns import lazily

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_YEAR_FIRST = lazily(r"(?P<year>\d{4}) ?[-–/. ] ?(?P<month>\d{1,2}) ?[-–/. ] ?(?P<day>\d{1,2})")
_RUN_TOGETHER = lazily(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_DAY_FIRST = lazily(r"(?P<day>\d{1,2}) ?(?P<mark>[/.]) ?(?P<month>\d{1,2})(?P<then> ?[-/.] ?| )(?P<year>\d{4})")
_IN_WORDS = lazily(r"(?:den )?(?P<day>\d{1,2})(?::?e)? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.IGNORECASE)


def long_date(day: date) -> str:
    """9 maj 2023: the day without a zero, the month in lower case, no comma."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_in(month: int) -> int:
    """How many days a month has at most."""
    return _DAYS[month - 1]


def read_date(text: str) -> date | None:
    """The day that `text` means beyond doubt, however it is written; else None.

    2031-5-9, 2031/05/09, 20310509, 9/5 2031, 9.5.2031, 9 maj 2031, den 9 maj 2031; but not 5/9/2031, which an American
    reads otherwise.
    """
    text = " ".join(text.split())
    if match := _IN_WORDS.fullmatch(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match["name"].lower())), 0)
        return day_of(int(match["year"]), month, int(match["day"]))
    for form in (_YEAR_FIRST, _RUN_TOGETHER, _DAY_FIRST):
        if match := form.fullmatch(text):
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
            american = form is _DAY_FIRST and match["mark"] == "/" == match["then"].strip()
            return None if american and day <= 12 and day != month else day_of(year, month, day)
    return None


def a_year_after(day: date) -> date:
    """The same day of the next year; for 29 February the 28th."""
    return day_of(day.year + 1, day.month, day.day) or date(day.year + 1, 2, 28)


def holiday(day: date) -> str:
    """What the day is called, where it is a public holiday (lag 1989:253), or an eve on which nobody works; else ""."""
    return _holidays(day.year).get(day, "")


@cache
def _holidays(year: int) -> Mapping[date, str]:
    easter = _easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    return {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        easter - timedelta(days=2): "långfredagen",
        easter: "påskdagen",
        easter + timedelta(days=1): "annandag påsk",
        date(year, 5, 1): "första maj",
        easter + timedelta(days=39): "kristi himmelsfärdsdag",
        easter + timedelta(days=49): "pingstdagen",
        date(year, 6, 6): "nationaldagen",
        midsummer - timedelta(days=1): "midsommarafton",
        midsummer: "midsommardagen",
        _saturday_from(date(year, 10, 31)): "alla helgons dag",
        date(year, 12, 24): "julafton",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
        date(year, 12, 31): "nyårsafton",
    }


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _easter(year: int) -> date:
    """The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)
