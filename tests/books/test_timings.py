"""Many timings looked at at once give each the share that it has by itself."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books import timings
from talleyrand.books.timings import share_answered, shares_answered, shifted

LENGTH = 90
days = st.dictionaries(st.integers(1, LENGTH), st.integers(1, 4), min_size=15)


@pytest.fixture(autouse=True)
def _always_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timings, "_MANY", 0)
    monkeypatch.setattr(timings, "_AT_ONCE", 10 * LENGTH)


@given(days, days, st.integers(0, 100), st.integers(0, 30))
def test_every_shift_has_the_share_of_the_days_shifted_one_by_one(
    ours: dict[int, int], theirs: dict[int, int], window: int, later: int
) -> None:
    shifts, on = range(1, LENGTH), LENGTH + later
    each_alone = [share_answered(ours, shifted(theirs, by, 1, LENGTH), window, on) for by in shifts]
    assert shares_answered(ours, theirs, window, on, shifts, (1, LENGTH)) == each_alone


def test_a_dense_span_of_years_is_matched_as_one_by_one() -> None:
    random = Random(1)
    ours, theirs = ({day: random.randint(1, 3) for day in range(1, 2000) if random.random() < 0.5} for _ in range(2))
    shifts = (1, 700, 1998)
    alone = [share_answered(ours, shifted(theirs, by, 1, 2000), 60, 2010) for by in shifts]
    assert shares_answered(ours, theirs, 60, 2010, shifts, (1, 2000)) == alone
    assert all(alone)


def test_a_window_longer_than_the_calendar_lets_everything_be_answered() -> None:
    ours, theirs = dict.fromkeys(range(1, 40), 1), dict.fromkeys(range(40, 79), 1)
    assert shares_answered(ours, theirs, 10**30, 100, (0,), (1, 80)) == [1.0]
