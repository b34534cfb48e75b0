"""Where days and values stand on a chart, and which of them are named."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.presentation.charts.axes import Days, Values, day_of, grid, rule, span_of
from talleyrand.record.dates import when

YEAR = Days(date(2025, 1, 1), date(2026, 1, 1), 100, 465)  # a pixel for each of 365 days


def test_a_day_stands_in_proportion_and_one_outside_at_the_edge() -> None:
    assert [YEAR.at(date(2025, 1, 1)), YEAR.at(date(2025, 1, 31)), YEAR.at(date(2026, 1, 1))] == [100, 130, 465]
    assert [YEAR.at(date(2000, 1, 1)), YEAR.at(date(2030, 1, 1))] == [100, 465]


def test_months_are_named_where_there_is_room_and_years_where_there_is_not() -> None:
    wide = Days(date(2025, 1, 1), date(2025, 6, 30), 0, 700)
    assert [tick.name for tick in wide.ticks()] == ["Jan ’25", "Feb", "Mar", "Apr", "May", "Jun"]
    assert [tick.name for tick in YEAR.ticks()] == ["Jan ’25", "Apr ’25", "Jul ’25", "Oct ’25", "Jan ’26"]
    decade = Days(date(2015, 5, 1), date(2026, 5, 1), 0, 300)
    assert [tick.name for tick in decade.ticks()] == ["2016", "2018", "2020", "2022", "2024", "2026"]


@given(st.dates(), st.dates(), st.integers(40, 2000))
def test_named_days_stand_far_enough_apart_whatever_the_span(one: date, other: date, width: int) -> None:
    days = Days(min(one, other), max(one, other), 0, width)
    places = [days.at(tick.day) for tick in days.ticks()]
    assert all(b - a >= 25 for a, b in pairwise(places))


def test_the_day_asked_about_is_ruled_and_named_in_full() -> None:
    line, name = rule(YEAR, date(2025, 7, 1), 10, 90)
    assert "M281 10L281 90" in line
    assert ">1 July 2025</text>" in name
    assert 'text-anchor="middle"' in name
    assert 'text-anchor="end"' in rule(YEAR, date(2026, 1, 1), 10, 90)[1]
    assert 'text-anchor="start"' in rule(YEAR, date(2025, 1, 1), 10, 90)[1]


def test_a_tall_chart_has_its_days_named_above_too() -> None:
    assert "".join(grid(YEAR, 20, 90, twice=True)).count("<text") == 2 * "".join(grid(YEAR, 20, 90)).count("<text")


def test_values_are_named_at_round_steps() -> None:
    assert Values(0, 60, 100, 0).ticks() == (0, 20, 40, 60)
    assert Values(-10, 12.5, 100, 0).ticks() == (-10, -5, 0, 5, 10)
    assert Values(0, 0, 100, 0).ticks()[0] == 0
    assert Values(0, 200, 100, 0).at(50) == 75


@pytest.mark.parametrize(
    ("cell", "day"),
    [(when("2025-05"), date(2025, 5, 1)), (when("../2015"), date(2015, 12, 31)), (date(2025, 1, 2), date(2025, 1, 2)),
     ("2025-01-02", date(2025, 1, 2)), ("..", None), (None, None), (3, None)],
)  # fmt: skip
def test_a_day_is_read_from_every_kind_of_cell_that_may_hold_one(cell: object, day: date | None) -> None:
    assert day_of(cell) == day


def test_a_span_leaves_out_open_ends() -> None:
    assert span_of([None, date.max, date(2025, 1, 2), date(2024, 1, 1)]) == (date(2024, 1, 1), date(2025, 1, 2))
    assert span_of([None]) is None
