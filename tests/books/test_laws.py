"""Laws of the books on records made at random, and answers of a second, naive implementation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books import measures as book
from talleyrand.books.measures import applied, changes, live
from talleyrand.record import fates, lives
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import Channel, Commitment, Measure, Meeting
from talleyrand.record.record import Record
from tests.books.generated import numbers, on, record_of, swapped, texts
from tests.conftest import shipped
from tests.record.test_lives import naive

DAYS = st.integers(0, 160)


@given(texts(), DAYS, DAYS)
def test_what_is_in_force_plus_the_difference_is_what_is_in_force_later(text: str, first: int, second: int) -> None:
    record = record_of(text)
    for by, toward in (("ARC", "BOR"), ("BOR", "ARC")):
        before, after = live(record, by, toward, on(first)), live(record, by, toward, on(second))
        assert applied(before, changes(before, after)) == after
        assert all(change.before != change.after for change in changes(before, after))


@given(texts(), DAYS)
def test_swapping_the_parties_swaps_what_is_in_force(text: str, at: int) -> None:
    here = book.measures(record_of(text), "ARC", "BOR", on=on(at), known=on(200))
    there = book.measures(record_of(swapped(text)), "BOR", "ARC", on=on(at), known=on(200))
    assert swapped(repr(here.rows)) == repr(there.rows)
    assert swapped(repr(here.totals)) == repr(there.totals)


def naively_known(entry: object, day: date) -> dict[str, set[int]]:
    """Which parts of an entry were known by a day, written out anew from the rules of the two clocks."""
    seen: dict[str, set[int]] = {}
    if isinstance(entry, Measure):
        dates = [(step.announced or step.effective) for step in entry.steps]
        seen["steps"] = {number for number, each in enumerate(dates) if each and each.last <= day}
    if isinstance(entry, Channel | Meeting):
        seen["steps"] = {number for number, step in enumerate(entry.steps) if step.on.last <= day}
    if isinstance(entry, Commitment):
        dates = [(each.published or each.on) for each in entry.performance]
        seen["performance"] = {number for number, each in enumerate(dates) if each.last <= day}
    return seen


@given(texts(), DAYS)
def test_what_is_known_on_a_day_is_what_a_plain_scan_finds(text: str, at: int) -> None:
    record = record_of(text)
    then = record.as_known(on(at))
    for entry in record.entries:
        for name, numbers_seen in naively_known(entry, on(at).day).items():
            whole = getattr(entry, name)
            kept = getattr(then.entry(entry.id), name) if entry.id in then else ()
            assert kept == tuple(part for number, part in enumerate(whole) if number in numbers_seen)


@given(texts(), DAYS, DAYS)
def test_what_was_known_stays_known(text: str, first: int, later: int) -> None:
    record = record_of(text)
    early, late = record.as_known(on(min(first, later))), record.as_known(on(max(first, later)))
    assert {each.id for each in early.entries} <= {each.id for each in late.entries}
    for entry in early.entries:
        for name in ("steps", "performance"):
            assert set(getattr(entry, name, ())) <= set(getattr(late.entry(entry.id), name, ()))


@given(texts(), DAYS, DAYS)
def test_the_state_of_every_measure_is_what_walking_through_the_days_gives(text: str, at: int, known: int) -> None:
    record = record_of(text).as_known(on(known))
    for measure in record.of(Measure):
        told = tuple(replace(step, announced=step.announced or step.effective) for step in measure.steps)
        now = lives.state(record, measure, on(at))
        expected = walked(replace(measure, steps=told), on(at).day)
        assert (now and (now.status, now.level)) == expected


def walked(measure: Measure, day: date) -> tuple[str, Decimal | None] | None:
    return naive(measure, day)


@given(texts(), numbers)
def test_a_promise_kept_by_its_first_deadline_is_never_late(text: str, at: int) -> None:
    record = record_of(text)
    for promise in record.of(Commitment):
        now = fates.standing(record, promise, on(at))
        done = [each.on.first for each in promise.performance if each.score == 3 and each.on.first <= on(at).day]
        assert (now.status in ("kept", "kept late")) == bool(done)
        if done and promise.deadline:
            assert (now.status == "kept late") == (done[0] > promise.deadline.last)


@pytest.mark.parametrize("known", ["2020-03-31", "2025-05-20", "2026-02-21"])
def test_totals_of_the_shipped_record_are_the_sums_of_the_rows(known: str) -> None:
    record: Record = shipped()
    for days in range(0, 3300, 97):
        day = Moment(date(2018, 1, 1) + timedelta(days))
        found = book.measures(record, "US", "CN", on=day, known=moment(known))
        for total in found.totals:
            rows = [row for row in found.records() if row["by"] == total["by"] and row["series"] == total["series"]]
            assert total["level"] == sum(Decimal(str(row["level"] or 0)) for row in rows)
