"""Meetings held by a day, however many days were asked about before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from talleyrand.books.held import Growing, held
from talleyrand.record.dates import moment
from tests.conftest import record_from

RECORD = """
- meeting: first
  title: First talks
  parties: [ARC, BOR]
  level: minister
  form: talks
  steps:
  - on: 2025-01-10
    step: planned
    date: 2025-02-01
  - on: 2025-02-01
    step: held
- meeting: second
  title: Second talks, told of late
  parties: [ARC, BOR]
  level: minister
  form: talks
  steps:
  - on: 2025-01-20
    step: held
- meeting: undone
  title: Talks that were called off after all
  parties: [ARC, BOR]
  level: minister
  form: talks
  steps:
  - on: 2025-01-05
    step: held
  - on: 2025-01-25
    step: cancelled
"""
EXPECTED = {
    "2025-01-04": [], "2025-01-05": ["undone"], "2025-01-24": ["undone", "second"], "2025-01-25": ["second"],
    "2025-01-31": ["second"], "2025-02-01": ["second", "first"], "2026-01-01": ["second", "first"],
}  # fmt: skip


@pytest.mark.parametrize("before", [(), ("2025-01-12", "2030-01-01")], ids=["first asked", "asked again"])
def test_the_meetings_held_by_a_day_stand_in_order_of_time(before: tuple[str, ...]) -> None:
    for day, expected in EXPECTED.items():
        record = record_from(RECORD)
        for other in before:
            held(record, moment(other))
        assert [each.id for _, each in held(record, moment(day))] == expected


@pytest.mark.parametrize("stays", [True, False])
def test_what_grows_is_asked_by_any_day(stays: bool) -> None:
    start = date(2025, 1, 1)
    growing = Growing[int]()
    for number in range(5):
        growing.add(start + timedelta(number), None if stays else start + timedelta(number + 2), number)
    assert growing.by(start - timedelta(1)) == []
    assert growing.by(start + timedelta(2)) == ([0, 1, 2] if stays else [1, 2])
    assert growing.whole(growing.by(start + timedelta(9))) is stays
