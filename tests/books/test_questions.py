"""
- measure: duty
  title: Duty
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps: [{step: impose, effective: 2025-02-01, level: 10}, {step: stop, effective: 2025-11-01}]
- question: gone
  text: Will the duty be gone?
  opens: 2025-03-01
  closes: 2025-06-30
  criteria: The duty is stopped.
  issue: trade/tariffs
  rule: {entry: duty, states: stopped, on: 2025-12-31}
  odds:
    - {on: 2025-03-10, probability: 0.2, by: Ann, reason: A guess.}
    - {on: 2025-03-15, probability: 0.5, by: Bo, reason: A coin.}
    - {on: 2025-06-01, probability: 0.7, by: Ann, reason: A better guess.}
    - {on: 2025-07-05, probability: 0.99, by: Ann, reason: Too late to count.}
- question: rain
  text: Will it rain?
  opens: 2025-03-01
  closes: 2025-04-01
  criteria: Rain.
  odds: [{on: 2025-03-02, probability: 0.1, by: Bo, reason: Dry season.}]
  resolution: {outcome: no, on: 2025-04-02, reason: It did not.}
- question: snow
  text: Will it snow?
  opens: 2025-03-01
  closes: 2025-05-01
  criteria: Snow.
  odds: [{on: 2025-03-02, probability: 0.3, by: Cy, reason: Cold.}]
  resolution: {outcome: annulled, on: 2025-05-02, reason: Nobody looked.}
- question: past
  text: Did it hail?
  opens: 2025-02-01
  closes: 2025-02-10
  criteria: Hail.
  resolution: {outcome: yes, on: 2025-02-11, reason: It did.}
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings

from talleyrand.books.questions import brier, odds, questions
from talleyrand.books.statement import Statement
from talleyrand.record.dates import moment
from tests.books.generated import numbers, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from

record = record_from(__doc__ or "")


def at(day: str, **options: str) -> Statement:
    return questions(record, on=moment(day), known=moment(day), **options)


def rows(statement: Statement, chief: str) -> list[dict[str, object]]:
    return [each for each in statement.records() if each["entries"][0] == chief]  # type: ignore[index]


def test_an_open_question_shows_the_latest_odds_of_each_forecaster_and_no_score() -> None:
    found = rows(at("2025-05-01"), "gone")
    assert [(each["given_by"], each["odds"], each["state"], each["brier"]) for each in found] == [
        ("Ann", Decimal("0.2"), "open", None),
        ("Bo", Decimal("0.5"), "open", None),
    ]
    assert found[0]["entries"] == ("gone", "duty")


def test_past_its_close_a_question_waits() -> None:
    assert rows(at("2025-07-01"), "gone")[0]["state"] == "closed"


def test_the_last_odds_before_the_close_are_scored_once_the_record_settles_it() -> None:
    found = rows(at("2026-01-01"), "gone")
    assert [(each["state"], each["odds"], each["brier"]) for each in found] == [
        ("yes", Decimal("0.7"), Decimal("0.09")),
        ("yes", Decimal("0.5"), Decimal("0.25")),
    ]


def test_a_question_without_odds_shows_its_resolution_alone() -> None:
    found = rows(at("2025-05-01"), "past")
    assert [(each["state"], each["odds"], each["given_by"], each["brier"]) for each in found] == [
        ("yes", None, None, None)
    ]


def test_an_annulled_question_scores_nobody() -> None:
    found = rows(at("2025-06-01"), "snow")
    assert [(each["state"], each["brier"]) for each in found] == [("annulled", None)]


def test_forecasters_are_scored_on_the_mean_of_what_was_settled() -> None:
    scored = {str(each["given_by"]): dict(each.values) for each in at("2026-01-01").totals}
    assert scored["Bo"] == {"given_by": "Bo", "questions": 2, "settled": 2, "mean_brier": Decimal("0.1300")}
    assert scored["Cy"] == {"given_by": "Cy", "questions": 1, "settled": 0, "mean_brier": None}


def test_questions_stand_in_order_of_their_close_and_not_before_they_open() -> None:
    assert list(dict.fromkeys(at("2025-06-01").column("question"))) == [
        "Did it hail?", "Will it rain?", "Will it snow?", "Will the duty be gone?",
    ]  # fmt: skip
    assert at("2025-02-05").column("question") == ("Did it hail?",)


def test_every_probability_given_has_its_line_and_its_own_score() -> None:
    given = odds(record, on=moment("2026-01-01"), known=moment("2026-01-01"))
    found = [
        (each["given_by"], str(each["given_on"]), str(each["odds"]), each["brier"]) for each in rows(given, "gone")
    ]
    assert found == [
        ("Ann", "2025-03-10", "0.2", Decimal("0.64")),
        ("Bo", "2025-03-15", "0.5", Decimal("0.25")),
        ("Ann", "2025-06-01", "0.7", Decimal("0.09")),
    ]


def test_odds_are_told_up_to_the_day_with_their_reason_and_no_score_before_the_outcome() -> None:
    given = odds(record, on=moment("2025-03-12"), known=moment("2025-03-12"))
    [row] = rows(given, "gone")
    assert (row["reason"], row["state"], row["brier"], row["entries"]) == ("A guess.", "open", None, ("gone", "duty"))


def test_odds_stand_by_the_close_of_their_question_and_are_narrowed_to_an_issue() -> None:
    day = moment("2025-12-31")
    whole = odds(record, on=day, known=day)
    assert list(dict.fromkeys(whole.column("question"))) == ["Will it rain?", "Will it snow?", "Will the duty be gone?"]
    assert {row.entries[0] for row in odds(record, on=day, known=day, issue="trade").rows} == {"gone"}


def test_questions_are_narrowed_to_an_issue() -> None:
    assert {row.entries[0] for row in at("2025-06-01", issue="trade").rows} == {"gone"}


def test_a_sure_forecast_scores_0_or_1_and_a_coin_a_quarter() -> None:
    assert [brier(Decimal(p), "yes") for p in ("1", "0", "0.5")] == [0, 1, Decimal("0.25")]


@given(texts(), numbers)
@settings(max_examples=5)
def test_swapping_the_parties_swaps_the_answer(text: str, day: int) -> None:
    for each in (questions, odds):
        assert swapping_the_parties_swaps_the_answer(each, text + QUESTION, day)


QUESTION = """
- question: measure
  text: Will it stand?
  opens: 2025-01-02
  closes: 2025-02-01
  criteria: It stands.
  rule: {by: ARC, toward: BOR, series: across-the-board, at_least: 1, on: 2025-03-01}
  odds: [{on: 2025-01-03, probability: 0.4, by: Bo, reason: A guess.}]
"""
