"""Places along a chart, and the moves that are gathered in them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.presentation.charts.axes import Days
from talleyrand.presentation.charts.gathering import SLOT, Once, found, slots_of
from talleyrand.record.dates import when
from tests.presentation.charts.drawn import statement

COLUMNS = "day by toward kind step what level effective issue answers"
FIRST = date(2025, 1, 1)
SLOTS = slots_of(Days(FIRST, date(2025, 12, 31), 0, 280))


def test_places_fill_the_chart_and_none_is_narrower_than_a_mark() -> None:
    assert (SLOTS.number, SLOTS.broad) == (10, 28)
    assert slots_of(Days(FIRST, date(2026, 1, 1), 0, 290)).broad == 29
    assert slots_of(Days(FIRST, date(2026, 1, 1), 0, 5)).number == 1


@given(st.integers(0, 364), st.integers(30, 1000))
def test_every_day_lies_in_the_span_of_its_place(number: int, width: int) -> None:
    slots = slots_of(Days(FIRST, date(2025, 12, 31), 0, width))
    day = FIRST + timedelta(number)
    place = slots.of(day)
    assert place is not None
    assert slots.broad >= min(SLOT, width)
    start, end = slots.span(place)
    assert start <= day <= end


def test_a_day_outside_has_no_place() -> None:
    assert SLOTS.of(date(2024, 12, 31)) is None
    assert SLOTS.of(date(2026, 1, 1)) is None


def test_what_a_function_gives_is_worked_out_once() -> None:
    asked = []
    doubled = Once(lambda value: asked.append(value) or value * 2)
    assert [doubled[2], doubled[2], doubled[3]] == [4, 4, 6]
    assert asked == [2, 3]


@given(st.lists(st.tuples(st.integers(0, 364), st.sampled_from(["ARC", "BOR"]), st.sampled_from(["act", "reading"]),
                          st.sampled_from(["trade/tariffs", "security, trade", None])), max_size=40))  # fmt: skip
def test_no_move_is_lost_or_counted_twice(moves: list[tuple[int, str, str, str | None]]) -> None:
    rows = [((when((FIRST + timedelta(number)).isoformat()), by, None, kind, "", "", None, None, issue, ()), f"m{place}")
            for place, (number, by, kind, issue) in enumerate(sorted(moves, key=lambda each: each[0]))]  # fmt: skip
    every = found(statement(COLUMNS, *rows), SLOTS, str, {})
    assert sum(each.number for each in every.places.values()) == len(moves)
    assert {place.band for place in every.places} <= {"trade", "security", "no issue"}
    assert all((each.only is not None) == (each.number == 1) for each in every.places.values())
