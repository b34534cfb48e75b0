"""Figures and dates as running prose has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from talleyrand.books.statement import Cell
from talleyrand.record.dates import When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def number(value: Decimal | None) -> str:
    """A figure as prose has it.

    >>> number(Decimal("12.50")), number(Decimal("145"))
    ('12.5', '145')
    """
    return "no level" if value is None else f"{value.normalize():f}"


def day_text(day: date) -> str:
    """A day as prose has it.

    >>> day_text(date(2026, 7, 24))
    '24 July 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_text(at: Cell) -> str:
    """A date as prose has it, with its precision.

    >>> from talleyrand.record.dates import when
    >>> when_text(when("2026-12")), when_text(when("2025-05-10/2025-05-11"))
    ('December 2026', '10 May 2025 to 11 May 2025')
    """
    if isinstance(at, date):
        return day_text(at)
    if not isinstance(at, When):
        return str(at)
    if at.last == date.max:
        return f"from {day_text(at.first)} on"
    form = {7: f"{MONTHS[at.first.month - 1]} {at.first.year}", 4: str(at.first.year)}
    if at.first == at.last:
        return day_text(at.first)
    return form.get(len(at.text.rstrip("?"))) or f"{day_text(at.first)} to {day_text(at.last)}"


def clause(text: str) -> str:
    """A sentence's words as part of another: without its full stop."""
    return text.strip().rstrip(".")
