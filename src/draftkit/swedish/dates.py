"""Dates in running text."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def long_date(day: date) -> str:
    """9 maj 2023: the day without a zero, the month in lower case, no comma."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
