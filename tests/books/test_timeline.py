"""
- act: accusation
  title: Accusation
  by: ARC
  toward: BOR
  kind: accuse
  on: 2025-05-20T10:00-04:00
  issue: trade/tariffs
  answers: duty#first
- measure: duty
  title: Duty on kites
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, id: first, announced: 2025-05-01, effective: 2025-05-03, level: 10}
    - {step: lower, effective: 2025-05-14, level: 5, under: deal}
    - {step: strike down, effective: 2025-06-01, by: COURT}
    - {step: raise}
- agreement: deal
  title: Deal
  parties: [ARC, BOR]
  form: arrangement
  issues: trade
  clauses: [{clause: farm, text: Farm goods., issue: trade/agriculture}, {clause: rest, text: The rest.}]
  steps:
    - {step: agreed, on: 2025-05-10/2025-05-11, announced: 2025-05-12}
    - {step: ended, on: 2025-06-10, by: ARC}
- commitment: soy
  text: To buy soy
  obligor: BOR
  obligee: ARC
  made: 2025-05-12
  issue: trade/agriculture
  agreement: deal
  performance:
    - {on: 2025-05-15}
    - {on: 2025-05-16, score: 0}
    - {on: 2025-05-17, score: 2, entry: visit}
    - {on: 2025-05-18, score: 3}
  voided: {on: 2025-06-10, by: ARC, reason: The deal ended.}
- commitment: tea
  text: To buy tea
  obligor: ARC
  obligee: BOR
  made: 2025-05-12
  issue: trade/agriculture
  voided: {on: 2025-06-11, reason: No tea.}
- meeting: visit
  title: Visit
  parties: [ARC, BOR]
  form: visit
  level: minister
  issues: finance
  steps:
    - {step: asked, on: 2025-05-02, by: ARC}
    - {step: refused, on: 2025-05-04, by: BOR}
    - {step: held, on: 2025-05-17, by: ARC}
- channel: line
  title: Line
  parties: [ARC, BOR]
  level: minister
  issues: security
  steps:
    - {step: opened, on: 2025-05-12}
    - {step: suspended, on: 2025-06-02, by: BOR, answers: duty}
- reading: of-farm
  of: deal#farm
  by: ARC
  on: 2025-05-21
  words: Soy is meant.
- reading: of-rest
  of: deal#rest
  by: BOR
  on: 2025-05-21
  words: Nothing is meant.
  complains: yes
- reading: of-soy
  of: soy
  by: BOR
  on: 2025-05-22
  words: Never promised.
  stance: denies
- reading: of-duty
  of: duty
  by: ARC
  on: 2025-05-23
  words: A breach.
- reading: of-visit
  of: visit
  by: ARC
  on: 2025-05-24
  words: A courtesy.
- reading: of-nothing
  of: nothing
  by: ARC
  on: 2025-05-25
  words: Lost.
- agreement: orphan
  title: Orphan
  parties: []
  form: arrangement
  steps: [{step: agreed, on: 2025-07-01}]
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from talleyrand.books.statement import Statement
from talleyrand.books.timeline import during, moves, newest, timeline
from talleyrand.errors import WrongValue
from talleyrand.record.dates import Moment, moment
from talleyrand.record.record import Record
from tests.books.generated import numbers, on, record_of, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from, shipped

record = record_from(__doc__ or "")


def at(day: str, **options: Any) -> Statement:
    return timeline(record, on=moment(day), known=moment(day), **options)


def moved(statement: Statement, *names: str) -> list[tuple[object, ...]]:
    return [tuple(str(row[name]) for name in names) for row in statement.records()]


def test_moves_of_every_kind_stand_in_one_list_in_order_of_day() -> None:
    assert moved(at("2025-05-17"), "day", "by", "toward", "kind", "step") == [
        ("2025-05-01", "BOR", "ARC", "measure", "impose"),
        ("2025-05-04", "BOR", "ARC", "meeting", "refused"),
        ("2025-05-12", "BOR", "ARC", "commitment", "promised"),
        ("2025-05-12", "ARC, BOR", "None", "agreement", "agreed"),
        ("2025-05-12", "ARC", "BOR", "commitment", "promised"),
        ("2025-05-12", "ARC, BOR", "None", "channel", "opened"),
        ("2025-05-14", "BOR", "ARC", "measure", "lower"),
        ("2025-05-15", "BOR", "ARC", "commitment", "reported on"),
        ("2025-05-16", "BOR", "ARC", "commitment", "not performed"),
        ("2025-05-17", "BOR", "ARC", "commitment", "part performed"),
        ("2025-05-17", "ARC, BOR", "None", "meeting", "held"),
    ]


def test_a_step_told_before_it_takes_effect_shows_both_days() -> None:
    rows = moved(at("2025-05-14"), "kind", "day", "level", "effective")
    assert ("measure", "2025-05-01", "10", "2025-05-03") in rows
    assert ("measure", "2025-05-14", "5", "None") in rows


def test_who_ended_or_struck_down_something_is_its_author() -> None:
    rows = moved(at("2025-12-01", since=moment("2025-06-01")), "day", "by", "toward", "step")
    assert rows == [
        ("2025-06-01", "COURT", "ARC", "strike down"),
        ("2025-06-02", "BOR", "ARC", "suspended"),
        ("2025-06-10", "ARC", "BOR", "ended"),
        ("2025-06-10", "ARC", "BOR", "voided"),
        ("2025-06-11", "ARC", "BOR", "voided"),
        ("2025-07-01", "", "None", "agreed"),
    ]


def test_a_move_cites_what_it_answers_and_the_agreement_it_is_under() -> None:
    rows = {(row["what"], row["step"]): row for row in at("2025-12-01").records()}
    assert rows["Accusation", "accuse"]["answers"] == ("duty#first",)
    assert rows["Accusation", "accuse"]["entries"] == ("accusation", "duty")
    assert rows["Duty on kites", "lower"]["entries"] == ("duty", "deal")
    assert rows["To buy soy", "part performed"]["entries"] == ("soy", "deal", "visit")


def test_a_reading_takes_its_issue_and_its_other_side_from_what_was_read() -> None:
    readings = [row for row in at("2025-05-31").records() if row["kind"] == "reading"]
    assert [(row["what"], row["step"], row["toward"], row["issue"]) for row in readings] == [
        ("Nothing is meant.", "complains", "ARC", "trade"),
        ("Soy is meant.", "affirms", "BOR", "trade/agriculture"),
        ("Never promised.", "denies", "ARC", "trade/agriculture"),
        ("A breach.", "affirms", "BOR", "trade/tariffs"),
        ("A courtesy.", "affirms", "BOR", "finance"),
        ("Lost.", "affirms", None, None),
    ]


def test_an_hour_asked_about_cuts_within_the_day() -> None:
    assert ("accuse",) not in moved(at("2025-05-20T09:59-04:00"), "step")
    assert ("accuse",) in moved(at("2025-05-20T10:00-04:00"), "step")
    after = at("2025-05-20", since=moment("2025-05-20T10:01-04:00"))
    assert after.rows == ()


def test_the_list_is_narrowed_to_a_party_by_or_toward_and_to_an_issue() -> None:
    assert moved(at("2025-12-01", party="COURT"), "step")[0] == ("impose",)
    assert moved(at("2025-12-01", issue="security"), "step") == [("opened",), ("suspended",)]
    assert ("agreed",) not in moved(at("2025-12-01", since=moment("2025-07-01"), party="BOR"), "step")


def test_a_limit_keeps_the_latest_and_says_how_many_are_left_out() -> None:
    statement = at("2025-05-12", limit=2)
    assert moved(statement, "kind") == [("commitment",), ("channel",)]
    assert statement.cautions == ("4 earlier moves are not shown.",)
    assert at("2025-05-12", limit=0).rows == ()
    assert at("2025-05-12", limit=99).cautions == ()


def test_a_limit_below_zero_is_refused() -> None:
    with pytest.raises(WrongValue, match="limit is -1"):
        at("2025-05-12", limit=-1)


@given(texts(), numbers)
@settings(max_examples=20)
def test_swapping_the_parties_swaps_the_set_of_moves(text: str, day: int) -> None:
    assert swapping_the_parties_swaps_the_answer(timeline, text, day)


@given(texts(), numbers, numbers)
@settings(max_examples=30)
def test_what_is_known_one_day_is_known_the_next(text: str, day: int, known: int) -> None:
    made = record_of(text)
    before, after = (
        {repr(row) for row in timeline(made, on=on(day), known=on(when)).rows} for when in (known, known + 1)
    )
    assert before <= after


def agrees_on_some_days(whole: Record, first: date, last: date, known: Moment | None = None) -> bool:
    """True if the moves of some days, and the newest by the last, are what the list of all moves shows.

    Both are asked of a record of which nothing was worked out before, and once more when all of it has been.
    """
    held = Record(whole.written).as_known(known)
    some = during(held, first, last)
    assert moves not in held.memory
    early = some, newest(held, last)
    every = moves(held)
    past = [move.day.first for move in every if move.day.first <= last]
    within = tuple(move for move in every if first <= move.day.first <= last)
    return early == (during(held, first, last), newest(held, last)) == (within, max(past, default=None))


@given(texts(), numbers, numbers, numbers)
def test_the_moves_of_some_days_are_those_of_the_whole_list(text: str, one: int, two: int, known: int) -> None:
    first, last = sorted((one, two))
    assert agrees_on_some_days(record_of(text), on(first).day, on(last).day)
    assert agrees_on_some_days(record_of(text), on(first).day, on(last).day, on(known))


def test_a_move_made_known_before_its_own_day_is_told_on_its_day() -> None:
    held = record_from("""
    - {measure: duty, title: Duty, by: ARC, toward: BOR, instrument: tariff, issue: trade, steps: [
        {step: impose, announced: 2025-06-01, disclosed: 2025-02-01, effective: 2025-07-01}]}
    - {commitment: promise, text: To buy, obligor: ARC, obligee: BOR, issue: trade, made: 2025-01-01, performance: [
        {on: 2025-09-01, published: 2025-03-01, score: 3}]}
    """)
    assert agrees_on_some_days(held, date(2025, 5, 1), date(2025, 12, 31))
    assert agrees_on_some_days(held, date(2025, 8, 1), date(2025, 12, 31), Moment(date(2025, 3, 2)))


def test_another_day_is_answered_from_the_whole_list() -> None:
    held = Record(shipped().written)
    asked = [during(held, date(2025, 4, 1), date(2025, month, 15)) for month in (5, 6, 7)]
    assert moves in held.memory
    assert asked == [tuple(move for move in moves(held) if date(2025, 4, 1) <= move.day.first <= date(2025, month, 15))
                     for month in (5, 6, 7)]  # fmt: skip


@pytest.mark.parametrize("year", [1972, 2001, 2018, 2020, 2025, 2026])
def test_the_moves_of_a_year_of_the_shipped_record_are_those_of_the_whole_list(year: int) -> None:
    assert agrees_on_some_days(record, date(year, 1, 1), date(year, 12, 31))
    assert agrees_on_some_days(shipped(), date(year, 1, 1), date(year, 12, 31))
    assert agrees_on_some_days(shipped(), date(year, 1, 1), date(year, 12, 31), Moment(date(2021, 6, 1)))
