"""What tells one thing from another is taken alike from an entry and from a proposal of it."""

from __future__ import annotations

from typing import Any

import pytest

from talleyrand.reading.proof.sketches import of_entry, of_part, of_parts, of_values
from talleyrand.record.record import Record
from tests.conftest import record_from
from tests.reading.proof.test_matching import RECORD
from tests.reading.variants import accounts


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(RECORD)


def test_an_entry_and_its_own_text_make_the_same_sketch(record: Record) -> None:
    for told in accounts(RECORD.encode()):
        (ours,) = of_values(told.kind, told.values)
        own = next(
            each for each in of_entry(record.entry(told.entry)) if each.entry == told.entry and each.days == ours.days
        )
        assert (ours.by, ours.toward, ours.parties, ours.prose, ours.names) == (
            own.by,
            own.toward,
            own.parties,
            own.prose,
            own.names,
        )
        assert {
            name: value for name, value in own.amounts.items() if name != "level" or told.kind == "measure"
        } == ours.amounts


def test_a_measure_has_a_sketch_of_each_step(record: Record) -> None:
    assert [each.entry for each in of_entry(record.entry("arc-duty"))] == [
        "arc-duty#first",
        "arc-duty#to-44",
        "arc-duty#to-34",
    ]


def test_a_part_leaves_the_words_of_its_entry_aside(record: Record) -> None:
    step = of_part(record.entry("arc-duty"), {"step": "raise", "effective": "2031-04-09", "level": "44"})
    assert (step.prose.stems, step.apart, step.whole) == (frozenset(), True, "arc-duty")
    assert len(of_parts(record.entry("bor-grain"))) == 1


def test_a_meeting_is_dated_by_the_days_it_lasted_or_was_to_last(record: Record) -> None:
    (held,) = of_entry(record.entry("talks-2"))
    assert [str(day) for _, day in held.days] == ["2031-07-28/2031-07-29"]
    (asked,) = of_values("meeting", {"meeting": "x", "steps": [{"step": "asked", "on": "2031-03-01"}]})
    assert [str(day) for _, day in asked.days] == ["2031-03-01"]


def test_a_deadline_given_anew_is_one_of_its_deadlines(record: Record) -> None:
    (promise,) = of_entry(record.entry("bor-grain"))
    assert [str(each) for each in promise.ends["deadline"]] == ["2031-12-31", "2032-02-28"]


@pytest.mark.parametrize("value", [None, "", [], {}, "soon", ["x"], {"on": "2031"}, "31-12-2031"])
def test_what_is_no_date_dates_nothing(value: Any) -> None:
    (sketch,) = of_values("act", {"act": "x", "on": value})
    assert sketch.days == ()
