"""Whatever is kept from one day to another: a record asked of many days answers as one that is asked of a single day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books.commitments import commitments
from talleyrand.books.statement import Statement
from talleyrand.books.stretches import days_of, told
from talleyrand.presentation.catalogue import QUESTIONS, Question, asked
from talleyrand.record.dates import Moment, moment, when
from talleyrand.record.record import Record
from tests.books.generated import numbers, on, record_of, texts
from tests.conftest import record_from, shipped

# On both sides of deadlines, steps and evidence of the shipped record, back and forth, one day twice, two by the hour.
DAYS = (
    "2026-11-22", "2026-11-21", "2025-11-10", "2025-11-09", "2025-04-11T12:01+08:00", "2018-07-06", "2022-01-01",
    "2025-11-10", "1990-01-01", "2031-12-31",
)  # fmt: skip
KNOWN = moment("2026-11-22")
AGREEMENT = "phase-one-2020"


@cache
def record() -> Record:
    return shipped()


def fresh(of: Record) -> Record:
    """The same entries, of which nothing has been asked."""
    return Record(of.written, problems=of.problems, origins=of.origins, root=of.root)


def answer(question: Question, of: Record, day: Moment, known: Moment = KNOWN) -> Statement:
    return asked(
        question, of, {"agreement": AGREEMENT} if question.name == "across" else {}, on=day, known=known
    ).answer(of)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
@pytest.mark.parametrize("known", ["2026-11-22", "2025-06-30"])
def test_a_record_asked_of_many_days_answers_as_one_asked_of_a_single_day(question: Question, known: str) -> None:
    one = fresh(record())
    for text in DAYS if known == "2026-11-22" else DAYS[3:7]:
        day, by = moment(text), moment(known)
        assert answer(question, one, day, by) == answer(question, fresh(one), day, by), text


@given(texts(), st.lists(numbers, min_size=2, max_size=6))
def test_the_same_holds_of_records_made_at_random(text: str, days: Sequence[int]) -> None:
    one = record_of(text)
    for number in days:
        for question in QUESTIONS:
            if question.name not in ("across", "bibliography"):  # they ask for an agreement, or hold no day
                given_ = {"by": "ARC", "toward": "BOR", "series": "across-the-board"}
                told_, alone = (
                    asked(question, each, given_, on=on(number), known=on(200)).answer(each)
                    for each in (one, fresh(one))
                )
                assert told_ == alone


def test_days_after_a_deadline_are_counted_anew_on_each_day() -> None:
    made = record_from("""
- commitment: p
  text: To buy soybeans
  obligor: ARC
  obligee: BOR
  made: 2025-01-01
  issue: trade
  deadline: 2025-03-01
  restated: [{deadline: 2025-04-01, on: 2025-02-01, by: BOR}]
  performance: [{on: 2025-02-15, score: 1}]
""")
    late = {}
    for day in ("2025-02-28", "2025-03-02", "2025-03-11", "2025-04-03"):
        [row] = commitments(made, on=moment(day), known=moment("2026-01-01")).records()
        late[day] = row["days_late"], str(row["restated"]).partition(": ")[2]
    assert late == {
        "2025-02-28": (None, "not yet due"), "2025-03-02": (1, "not yet due"), "2025-03-11": (10, "not yet due"),
        "2025-04-03": (33, "missed, 2 days ago"),
    }  # fmt: skip


def test_a_month_may_change_something_on_its_first_day_its_last_and_the_day_after() -> None:
    assert told("x", days_of([when("2025-02"), None])).turns == (
        date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 1)
    )  # fmt: skip


def test_what_has_no_end_changes_nothing_after_it() -> None:
    assert told("x", days_of([when("2025-02-01/..")])).turns == (date(2025, 2, 1), date.max)
