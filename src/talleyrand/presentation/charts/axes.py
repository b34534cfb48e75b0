"""Scales and the lines that show them: days along a chart, values up it, and the rule at the day asked about.

Days     days from one edge of a chart to the other
Values   values from the bottom of a chart to its top
Tick     a day that is named on the axis
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import NamedTuple

from talleyrand.books.statement import Cell
from talleyrand.books.words import MONTHS, day_text
from talleyrand.presentation.charts.drawing import breadth, label, line
from talleyrand.record.dates import When

_SPACE = 14  # pixels between two names on an axis
_MONTH_STEPS = (1, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Tick(NamedTuple):
    """A day that is named on the axis."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one edge of a chart to the other.

    Attributes:
        first: the day at the left edge.
        last: the day at the right edge.
        left: where the left edge is, in pixels.
        right: where the right edge is.
    """

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day is; a day outside is at the nearer edge."""
        first = self.first.toordinal()
        part = (day.toordinal() - first) / max(self.last.toordinal() - first, 1)
        return self.left + (self.right - self.left) * min(max(part, 0.0), 1.0)

    def along(self, days: Iterable[date]) -> list[float]:
        """Where each of some days is."""
        first, broad = self.first.toordinal(), self.right - self.left
        span = max(self.last.toordinal() - first, 1)
        parts = [(day.toordinal() - first) / span for day in days]
        return [self.left + broad * min(max(part, 0.0), 1.0) for part in parts]

    def ticks(self) -> tuple[Tick, ...]:
        """The days to name: as many months or years as there is room for."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        room = (self.right - self.left) / max(months, 1)
        for step in _MONTH_STEPS:
            if room * step >= breadth("Mmm ’00") + _SPACE:
                return self._named(step)
        for years in _YEAR_STEPS:
            if room * 12 * years >= breadth("2000") + _SPACE:
                return self._named(12 * years)
        return ()

    def _named(self, step: int) -> tuple[Tick, ...]:
        start, end = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        whole = range(-(-start // step) * step, end + 1, step)
        days = [date(month // 12, month % 12 + 1, 1) for month in whole if 1 <= month // 12 <= 9999]
        return tuple([Tick(day, _name(day, step)) for day in days if self.first <= day <= self.last])


def _name(day: date, step: int) -> str:
    if step % 12 == 0:
        return str(day.year)
    return f"{MONTHS[day.month - 1][:3]} {'' if day.month > 1 and step == 1 else '’' + f'{day.year % 100:02}'}".strip()


def day_of(cell: Cell) -> date | None:
    """The day that a cell gives, None where it gives none."""
    if isinstance(cell, When):
        return cell.first if cell.first > date.min else cell.last
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return None
    return None


def grid(days: Days, top: float, bottom: float, twice: bool = False) -> list[str]:
    """A line for each named day, with its name below the chart; above it too, for a chart taller than a window."""
    drawn = []
    for tick in days.ticks():
        x = days.at(tick.day)
        drawn.append(line(x, top, x, bottom, "grid"))
        half = breadth(tick.name) / 2
        if x + half > days.right + half / 2:
            continue
        drawn += [label(x, y, tick.name, "middle", "axis") for y in (bottom + 11, top - 11)[: 1 + twice]]
    return drawn


def rule(days: Days, on: date, top: float, bottom: float) -> list[str]:
    """The line at the day asked about, named at its top."""
    x, name = days.at(on), day_text(on)
    half = breadth(name) / 2
    anchor = "end" if x + half > days.right + 8 else "start" if x - half < days.left - 8 else "middle"
    return [line(x, top, x, bottom, "rule"), label(x, top - 9, name, anchor, "rule-name")]


@dataclass(frozen=True, slots=True)
class Values:
    """Values from the bottom of a chart to its top.

    Attributes:
        low: the value at the bottom.
        high: the value at the top.
        bottom: where the bottom is, in pixels from above.
        top: where the top is.
    """

    low: float
    high: float
    bottom: float
    top: float

    def at(self, value: float) -> float:
        """Where a value is."""
        span = (self.high - self.low) or 1.0
        return self.bottom + (self.top - self.bottom) * (value - self.low) / span

    def ticks(self) -> tuple[float, ...]:
        """At most six round values between the two ends, both included.

        >>> Values(0, 145, 100, 0).ticks()
        (0.0, 50.0, 100.0)
        """
        span = (self.high - self.low) or 1.0
        power = 10.0 ** floor(log10(span / 6))
        step = next(power * each for each in (1, 2, 5, 10, 20) if span / (power * each) < 6)
        first = -(-self.low // step) * step
        return tuple([first + step * number for number in range(int((self.high - first) / step + 1e-9) + 1)])


def value_lines(values: Values, left: float, right: float, unit: str = "") -> list[str]:
    """A line for each round value, named at its left."""
    drawn = []
    for value in values.ticks():
        y = values.at(value)
        drawn += [line(left, y, right, y, "grid"), label(left - 6, y, f"{value:g}{unit}", "end", "axis")]
    return drawn


def span_of(days: Iterable[date | None]) -> tuple[date, date] | None:
    """The first and the last of some days, those without a day left out; None if none has one."""
    known = [day for day in days if day is not None and date.min < day < date.max]
    return (min(known), max(known)) if known else None
