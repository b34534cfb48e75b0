"""How promises, meetings, channels, agreements and questions stand on a day."""

from __future__ import annotations

import pytest

from talleyrand.record import fates
from talleyrand.record.dates import moment
from talleyrand.record.entries import Commitment, Question
from talleyrand.record.record import Record
from tests.conftest import record_from

PROMISE = """
- commitment: p
  text: Buy twelve
  obligor: BOR
  obligee: ARC
  made: 2025-10-30
  issue: trade/agriculture
"""


def fate(record: Record, day: str) -> str:
    return fates.standing(record, record.find("p", Commitment), moment(day)).status


def test_a_promise_is_pending_then_due_then_missed_then_kept_late() -> None:
    record = record_from(
        PROMISE
        + """
  deadline: 2025-12-31
  performance:
    - {on: 2025-12-15, score: 1}
    - {on: 2026-01-12, score: 3}
"""
    )
    days = ["2025-11-01", "2025-12-20", "2025-12-31", "2026-01-05", "2026-01-12"]
    assert [fate(record, day) for day in days] == ["pending", "due", "due", "missed", "kept late"]
    now = fates.standing(record, record.find("p", Commitment), moment("2026-02-01"))
    assert (str(now.done), now.days_late, now.score) == ("2026-01-12", 12, 3)


@pytest.mark.parametrize(
    ("fields", "day", "expected"),
    [
        ("  deadline: 2025-12-31\n  performance: [{on: 2025-12-01, score: 3}]", "2026-01-01", "kept"),
        ("  deadline: 2025-12-31\n  performance: [{on: 2025-12-01, score: 2}]", "2026-01-01", "partial"),
        ("  deadline: 2025-12-31\n  performance: [{on: 2025-12-01, score: 1}]", "2026-01-01", "missed"),
        ("  deadline: 2025-12-31\n  voided: {on: 2025-11-15, reason: overtaken}", "2025-11-15", "void"),
        ("  deadline: 2025-12-31\n  voided: {on: 2025-11-15, reason: overtaken}", "2025-11-14", "pending"),
        ("  condition: {trigger: x, lapse: 2025-12-01}", "2025-12-02", "void"),
        ("  condition: {trigger: x, lapse: 2025-12-01}\n  performance: [{on: 2025-11-20, score: 0}]", "2025-12-02", "void"),
        ("  standing: yes\n  performance: [{on: 2025-12-01, score: 0}]", "2026-01-01", "missed"),
        ("  standing: yes\n  performance: [{on: 2025-12-01, score: 2}]", "2026-01-01", "partial"),
        ("  standing: yes", "2026-01-01", "pending"),
        ("  performance: [{on: 2025-12-01, score: 1}]", "2026-01-01", "partial"),
        ("  performance: [{on: 2025-12-01, score: 3}]", "2026-01-01", "kept"),
        ("  performance: [{on: 2025-12-01, score: 3, by: BOR}, {on: 2025-12-02, score: 1, by: ARC}]", "2026-01-01", "disputed"),
    ],
)  # fmt: skip
def test_each_status_has_its_case(fields: str, day: str, expected: str) -> None:
    assert fate(record_from(PROMISE + fields + "\n"), day) == expected


def test_a_condition_has_come_about_when_its_entry_is_in_the_state_named() -> None:
    record = record_from(
        PROMISE
        + """
  condition: {trigger: talks are held, entry: m, state: held}
- meeting: m
  title: Talks
  parties: [ARC, BOR]
  form: talks
  level: minister
  steps:
    - {step: planned, on: 2025-11-01, date: 2025-12-01}
    - {step: held, on: 2025-12-02}
"""
    )
    promise = record.find("p", Commitment)
    assert fates.standing(record, promise, moment("2025-11-15")).triggered is False
    assert fates.standing(record, promise, moment("2025-12-02")).triggered is True


@pytest.mark.parametrize(
    ("entry", "days"),
    [
        ("meeting: x, title: T, parties: [ARC, BOR], form: talks, level: minister, steps: [{step: asked, on: 2025-01-01}, "
         "{step: planned, on: 2025-02-01, date: 2025-04-01}, {step: moved, on: 2025-03-01, date: 2025-05-01}, {step: cancelled, on: 2025-04-15}]",
         {"2024-12-31": None, "2025-01-01": "asked for", "2025-02-01": "planned", "2025-03-01": "planned", "2025-04-15": "cancelled"}),
        ("channel: x, title: T, parties: [ARC, BOR], level: minister, steps: [{step: opened, on: 2020}, {step: suspended, on: 2022-08-05}, {step: restored, on: 2023-11-15}]",
         {"2019-12-31": None, "2020-01-01": "open", "2022-08-05": "suspended", "2023-11-15": "open"}),
        ("agreement: x, title: T, parties: [ARC, BOR], form: oral, steps: [{step: agreed, on: 2025-05-12, until: 2025-08-11}, {step: extended, on: 2025-08-11, until: 2025-11-09}]",
         {"2025-05-11": None, "2025-06-01": "agreed", "2025-09-01": "agreed", "2025-11-10": "lapsed"}),
    ],
)  # fmt: skip
def test_meetings_channels_and_agreements_have_their_state_on_each_day(entry: str, days: dict[str, str | None]) -> None:
    record = record_from("- {" + entry + "}")
    found = {day: fates.state_word(record, record.entry("x"), moment(day)) for day in days}
    assert found == days


QUESTION = "- {question: q, text: T?, opens: 2025-01-01, closes: 2025-03-01, criteria: c, "


@pytest.mark.parametrize(
    ("rest", "day", "expected"),
    [
        ("rule: {entry: p, states: [kept], on: 2025-12-31}}", "2025-12-30", None),
        ("rule: {entry: p, states: [kept], on: 2025-12-31}}", "2025-12-31", "no"),
        ("rule: {entry: p, states: [due, pending], on: 2025-12-31}}", "2026-06-01", "yes"),
        ("rule: {by: ARC, toward: BOR, series: across-the-board, at_least: 10, on: 2025-12-31}}", "2026-01-01", "no"),
        ("rule: {by: ARC, toward: BOR, series: across-the-board, at_most: 10, on: 2025-12-31}}", "2026-01-01", "yes"),
        ("rule: {by: ARC, toward: BOR, series: acros-the-board, at_most: 10, on: 2025-12-31}}", "2026-01-01", None),
        ("rule: {by: ARC, on: 2025-12-31}}", "2026-01-01", None),
        ("rule: {entry: gone, states: [kept], on: 2025-12-31}}", "2026-01-01", None),
        ("resolution: {outcome: annulled, on: 2025-06-01, reason: r}}", "2025-06-01", "annulled"),
        ("resolution: {outcome: annulled, on: 2025-06-01, reason: r}}", "2025-05-31", None),
    ],
)
def test_the_record_itself_settles_a_question(rest: str, day: str, expected: str | None) -> None:
    record = record_from(PROMISE + "  deadline: 2025-12-31\n" + QUESTION + rest)
    assert fates.outcome(record, record.find("q", Question), moment(day)) == expected


def test_an_entry_that_has_no_state_has_no_word_for_it() -> None:
    record = record_from(PROMISE + "  deadline: 2025-12-31\n")
    assert fates.state_word(record, record.entry("ARC"), moment("2026-01-01")) is None
    assert fates.state_word(record, record.entry("p"), moment("2025-01-01")) is None
