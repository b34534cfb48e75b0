"""
- agreement: harvest-2025
  title: Harvest deal
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: agreed, on: 2025-10-30}]
- party: ARC-TREASURY
  name: Treasury
  form: agency
  of: ARC
- party: ARC-TRADE
  name: Trade Office
  form: agency
  of: ARC
- commitment: beans
  text: Buy at least 12 million tonnes of beans by the end of 2025, in lots of the usual size and from the usual ports.
  obligor: BOR
  obligee: ARC
  agreement: harvest-2025
  clause: beans
  made: 2025-10-30
  issue: trade/agriculture
  deadline: 2025-12-31
  target: {amount: 12, unit: million tonnes}
  asserted:
    - {by: ARC, on: 2025-11-01}
    - {by: BOR, on: 2025-11-13, stance: declines to say}
  restated:
    - {deadline: 2026-02-28, by: ARC-TREASURY, on: 2025-12-28}
    - {deadline: 2026-01-12, by: ARC-TRADE, on: 2025-12-09}
  performance:
    - {on: 2025-11-14, score: 1, amount: 0.33, counted: booked, by: ARC}
    - {on: 2025-12-18, score: 2, amount: 7.5, counted: booked, text: Press reports.}
    - {on: 2026-01-12, published: 2026-01-20, score: 3, amount: 12, counted: booked, by: ARC-TREASURY}
- commitment: ports
  text: Keep the ports open.
  obligor: ARC
  obligee: BOR
  agreement: harvest-2025
  made: 2025-10-30
  issue: trade/shipping
  standing: yes
  asserted: [{by: ARC, on: 2025-11-01}, {by: BOR, on: 2025-11-02}]
  performance:
    - {on: 2025-11-20, score: 3, by: ARC, text: The ports stayed open.}
    - {on: 2025-11-21, score: 0, by: BOR}
- commitment: hotline
  text: Open a hotline.
  obligor: ARC
  obligee: BOR
  made: 2025-11
  issue: security
  deadline: 2025-12-01
  asserted: [{by: ARC, on: 2025-11-05, stance: denies}]
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from talleyrand.books.commitments import commitments
from talleyrand.books.statement import Cell, Statement
from talleyrand.errors import NotFound, WrongValue
from talleyrand.record import fates
from talleyrand.record.dates import moment
from talleyrand.record.entries import Commitment, Question
from talleyrand.record.record import Record
from tests.books import generated
from tests.conftest import record_from


def told(on: str, known: str | None = None, record: Record | None = None, **options: str) -> Statement:
    """The book on a day, with the knowledge of that day unless another is given."""
    return commitments(record or record_from(__doc__ or ""), on=moment(on), known=moment(known or on), **options)


def line(statement: Statement, entry: str) -> dict[str, Cell]:
    return next(row for row in statement.records() if row["entries"][0] == entry)  # type: ignore[index]


def total(statement: Statement, of: str, name: str) -> tuple[Cell, ...]:
    tally = next(each for each in statement.totals if (each["of"], each["name"]) == (of, name))
    return tally["commitments"], tally["disputed"], tally["scored"], tally["score"]


def promise(fields: str) -> Record:
    """A record of one promise by Borealia, made on 1 January 2025, with these further fields."""
    return record_from(
        "- {commitment: p, text: P., obligor: BOR, obligee: ARC, made: 2025-01-01, issue: trade, " + fields + "}"
    )


@pytest.mark.parametrize(
    ("on", "status", "verdict", "days_late", "score", "restated"),
    [
        ("2025-11-10", "pending", "not yet due", None, None, None),
        ("2025-12-20", "due", "not yet due", None, 2, "2026-01-12 by ARC-TRADE: not yet due"),
        (
            "2026-01-05",
            "partial",
            "missed",
            5,
            2,
            "2026-02-28 by ARC-TREASURY: not yet due; 2026-01-12 by ARC-TRADE: not yet due",
        ),
        (
            "2026-01-15",
            "partial",
            "missed",
            15,
            2,
            "2026-02-28 by ARC-TREASURY: not yet due; 2026-01-12 by ARC-TRADE: missed, 3 days ago",
        ),
        (
            "2026-01-25",
            "kept late",
            "missed",
            12,
            3,
            "2026-02-28 by ARC-TREASURY: kept 47 days early; 2026-01-12 by ARC-TRADE: kept on the day",
        ),
    ],
)
def test_a_promise_with_three_deadlines_is_judged_against_each(
    on: str, status: str, verdict: str, days_late: int | None, score: int | None, restated: str | None
) -> None:
    row = line(told(on), "beans")
    assert (row["status"], row["verdict"], row["days_late"]) == (status, verdict, days_late)
    assert (row["score"], row["restated"]) == (score, restated)


def test_evidence_not_yet_published_is_not_known() -> None:
    row = line(told("2026-01-25", known="2026-01-19"), "beans")
    assert (row["status"], row["done"], row["days_late"]) == ("partial", None, 25)


def test_with_no_evidence_a_passed_deadline_is_due_and_not_missed() -> None:
    row = line(told("2026-01-05", known="2025-11-10"), "beans")
    assert (row["status"], row["verdict"], row["days_late"], row["evidence"]) == ("due", "no evidence", 5, None)
    assert "Past the deadline with no evidence either way: hotline." in told("2026-01-25").cautions


def test_the_row_names_both_sides_what_was_promised_and_who_says_so() -> None:
    row = line(told("2026-01-25"), "beans")
    assert (row["agreement"], row["obligor"], row["obligee"]) == ("harvest-2025", "BOR", "ARC")
    assert (
        row["promise"]
        == "Buy at least 12 million tonnes of beans by the end of 2025, in lots of the usual size and from the usual ports."
    )
    assert row["said_by"] == "one-sided: ARC; BOR declines to say"
    assert row["evidence"] == "12 million tonnes booked (ARC-TREASURY)"
    assert row["entries"] == ("beans", "harvest-2025")


def test_who_says_that_it_exists_changes_with_the_day() -> None:
    assert line(told("2025-10-31"), "beans")["said_by"] is None
    assert line(told("2025-11-01"), "ports")["said_by"] == "one-sided: ARC"
    assert line(told("2025-11-02"), "ports")["said_by"] == "ARC, BOR"
    assert line(told("2025-12-01"), "hotline")["said_by"] == "one-sided: nobody; ARC denies"


def test_judgements_that_differ_make_a_dispute_and_count_in_no_score() -> None:
    found = told("2025-11-30", agreement="harvest-2025")
    assert (line(found, "ports")["status"], line(found, "beans")["score"]) == ("disputed", 1)
    assert total(found, "agreement", "harvest-2025") == (2, 1, 1, Decimal("33.3"))
    assert total(found, "obligor", "ARC") == (1, 1, 0, None)
    assert total(found, "status", "disputed") == (1, 1, 0, None)
    assert found.cautions == ("Disputed between the two sides, so in no score: ports.",)


def test_scores_roll_up_by_issue() -> None:
    assert total(told("2026-01-25"), "issue", "trade/agriculture") == (1, 0, 1, Decimal("100.0"))


@pytest.mark.parametrize(
    ("options", "entries"),
    [
        ({}, ["beans", "ports", "hotline"]),
        ({"issue": "trade"}, ["beans", "ports"]),
        ({"issue": "trade/shipping"}, ["ports"]),
        ({"agreement": "harvest-2025"}, ["beans", "ports"]),
        ({"party": "Treasury"}, ["beans", "ports", "hotline"]),
        ({"party": "COURT", "status": "kept late"}, ["beans"]),
        ({"status": "kept"}, []),
    ],
)
def test_the_book_is_narrowed_to_what_is_asked_about(options: dict[str, str], entries: list[str]) -> None:
    assert [row.entries[0] for row in told("2026-01-25", **options).rows] == entries


def test_nothing_made_after_the_day_enters() -> None:
    assert [row.entries[0] for row in told("2025-10-29", known="2026-01-25").rows] == []
    assert [row.entries[0] for row in told("2025-10-30", known="2026-01-25").rows] == ["beans", "ports"]


@pytest.mark.parametrize(
    ("options", "fault", "message"),
    [
        ({"status": "keept"}, WrongValue, "did you mean 'kept'"),
        ({"status": "xyz"}, WrongValue, "it is one of pending, due"),
        ({"agreement": "harvest"}, NotFound, "did you mean 'harvest-2025'"),
        ({"party": "Arcadai"}, NotFound, "did you mean 'Arcadia'"),
        ({"issue": "trade/shippin"}, NotFound, "did you mean 'trade/shipping'"),
    ],
)
def test_a_wrong_name_gets_the_nearest_right_one(options: dict[str, str], fault: type[Exception], message: str) -> None:
    with pytest.raises(fault, match=message):
        told("2026-01-25", **options)


@pytest.mark.parametrize(
    ("fields", "status", "verdict", "triggered"),
    [
        ("deadline: 2025-03-01, performance: [{on: 2025-02-01, score: 3}]", "kept", "kept", None),
        ("deadline: 2025-03-01, performance: [{on: 2025-03-02, score: 3}]", "kept late", "missed", None),
        ("deadline: 2025-03-01, performance: [{on: 2025-02-01, score: 1}]", "missed", "missed", None),
        ("performance: [{on: 2025-02-01, score: 1}]", "partial", None, None),
        ("performance: [{on: 2025-02-01, score: 0}]", "pending", None, None),
        ("standing: yes, performance: [{on: 2025-02-01, score: 1}]", "missed", None, None),
        ("deadline: 2025-03-01, voided: {on: 2025-02-01, reason: Dropped.}", "void", "void", None),
        ("deadline: 2025-03-01, condition: {trigger: T., lapse: 2025-02-01}", "void", "void", None),
        (
            "deadline: 2025-03-01, condition: {trigger: T., entry: p, state: kept}",
            "pending",
            "condition not met",
            False,
        ),
        (
            "deadline: 2025-03-01, condition: {trigger: T., entry: p, state: kept}, "
            "performance: [{on: 2025-02, score: 3}]",
            "kept",
            "kept",
            True,
        ),
        ("deadline: 2025-03-01, condition: {trigger: T., entry: gone, state: kept}", "due", "no evidence", None),
    ],
)
def test_every_status_has_its_verdict(fields: str, status: str, verdict: str | None, triggered: bool | None) -> None:
    row = line(told("2025-06-01", record=promise(fields)), "p")
    assert (row["status"], row["verdict"], row["triggered"]) == (status, verdict, triggered)


def test_a_restated_deadline_is_judged_in_days() -> None:
    fields = (
        "performance: [{on: 2025-03-02, score: 3, text: Done.}], restated: [{deadline: 2025-03-01, on: 2025-01-05}]"
    )
    row = line(told("2025-06-01", record=promise(fields)), "p")
    assert (row["restated"], row["evidence"]) == ("2025-03-01 by unnamed: done 1 day late", "Done.")


def test_a_dispute_or_an_end_is_the_verdict_on_every_deadline() -> None:
    again = "restated: [{deadline: 2025-03-01, on: 2025-01-05}], deadline: 2025-02-01, "
    row = line(told("2025-06-01", record=promise(again + "voided: {on: 2025-01-20, reason: Dropped.}")), "p")
    assert (row["restated"], row["days_late"]) == ("2025-03-01 by unnamed: void", None)
    odds = again + "performance: [{on: 2025-02-01, score: 3, by: BOR}, {on: 2025-02-02, score: 0, by: ARC}]"
    assert line(told("2025-06-01", record=promise(odds)), "p")["verdict"] == "disputed"


@pytest.mark.parametrize(
    ("performance", "status"),
    [
        # The obligee's low mark of January was given in time, and may have been overtaken by what was done since.
        ("[{on: 2025-01-10, score: 1, by: ARC}, {on: 2025-02-10, score: 3, by: BOR}]", "kept"),
        ("[{on: 2025-02-10, score: 3, by: BOR}, {on: 2025-02-11, score: 1, by: ARC}]", "disputed"),
        ("[{on: 2025-03-10, score: 1, by: ARC}, {on: 2025-04-10, score: 3, by: BOR}]", "disputed"),
        ("[{on: 2025-03-10, score: 0, by: ARC}, {on: 2025-04-10, score: 1, by: BOR}]", "missed"),
        ("[{on: 2025-03-10, score: 3, by: BOR}, {on: 2025-04-10, score: 1}]", "missed"),
    ],
)
def test_sides_are_at_odds_only_where_no_later_deed_explains_it(performance: str, status: str) -> None:
    record = promise(f"deadline: 2025-03-01, performance: {performance}")
    assert line(told("2025-06-01", record=record), "p")["status"] == status


def test_a_full_score_withdrawn_and_given_again_counts_from_the_second_time() -> None:
    again = "performance: [{on: 2025-01-10, score: 3}, {on: 2025-02-10, score: 1}, {on: 2025-03-10, score: 3}]"
    row = line(told("2025-06-01", record=promise(again + ", deadline: 2025-02-28")), "p")
    assert (row["status"], row["days_late"]) == ("kept late", 10)


@pytest.mark.parametrize(("on", "triggered", "status"), [("2025-01-15", False, "pending"), ("2025-02-15", True, "due")])
def test_a_promise_hangs_on_the_state_of_a_measure(on: str, triggered: bool, status: str) -> None:
    record = record_from("""
    - {measure: m, title: M, by: ARC, toward: BOR, instrument: tariff, issue: trade,
       steps: [{step: impose, effective: 2025-01-01}, {step: stop, effective: 2025-02-01}]}
    - {commitment: p, text: P., obligor: BOR, obligee: ARC, made: 2025-01-01, issue: trade, deadline: 2025-02-10,
       condition: {trigger: M is stopped., entry: m, state: stopped}}
    """)
    row = line(told(on, record=record), "p")
    assert (row["triggered"], row["status"], row["entries"]) == (triggered, status, ("p", "m"))


def test_two_promises_that_wait_for_each_other_end_no_one_in_a_ring() -> None:
    record = record_from("""
    - {commitment: p, text: P., obligor: BOR, obligee: ARC, made: 2025-01-01, issue: trade, deadline: 2025-02-01,
       condition: {trigger: Q is kept., entry: q, state: kept}}
    - {commitment: q, text: Q., obligor: ARC, obligee: BOR, made: 2025-01-01, issue: trade, deadline: 2025-02-01,
       condition: {trigger: P is kept., entry: p, state: kept}}
    """)
    assert told("2025-06-01", record=record).column("status") == ("pending", "pending")


def test_questions_and_promises_that_wait_for_each_other_end_no_one_in_a_ring() -> None:
    record = record_from("""
    - {question: q, text: Is it kept?, opens: 2025-01-01, closes: 2025-02-01, criteria: Kept.,
       rule: {entry: p, states: kept, on: 2025-03-01}}
    - {question: r, text: Is q?, opens: 2025-01-01, closes: 2025-02-01, criteria: Q., rule: {entry: s, on: 2025-03-01}}
    - {question: s, text: Is r?, opens: 2025-01-01, closes: 2025-02-01, criteria: R., rule: {entry: r, on: 2025-03-01}}
    - {commitment: p, text: P., obligor: BOR, obligee: ARC, made: 2025-01-01, issue: trade, deadline: 2025-02-01,
       condition: {trigger: Q., entry: q, state: yes}}
    """)
    assert told("2025-06-01", record=record).column("triggered") == (False,)
    day = moment("2025-06-01")
    assert [fates.outcome(record, record.find(each, Question), day) for each in "qrs"] == ["no", "no", "no"]


@given(generated.texts(), generated.numbers)
def test_swapping_the_parties_swaps_the_commitments(text: str, at: int) -> None:
    assert generated.swapping_the_parties_swaps_the_answer(commitments, text, at)


@given(generated.texts(), generated.numbers, generated.numbers, generated.numbers)
def test_what_is_known_earlier_is_known_later(text: str, at: int, one: int, other: int) -> None:
    record = generated.record_of(text)
    first, second = (generated.chief_entries(commitments, record, at, known) for known in sorted((one, other)))
    assert first <= second


@given(generated.texts(), generated.numbers)
def test_every_commitment_made_stands_once_and_its_status_agrees_with_its_numbers(text: str, at: int) -> None:
    record, day = generated.record_of(text), generated.on(at)
    rows = list(commitments(record, on=day, known=day).records())
    made = {each.id for each in record.of(Commitment) if each.made.first <= day.day}
    assert sorted(row["entries"][0] for row in rows) == sorted(made)  # type: ignore[index]
    for row in rows:
        assert (row["status"] == "kept late") == (row["done"] is not None and (row["days_late"] or 0) > 0)  # type: ignore[operator]
        assert (row["done"] is not None) == (row["score"] == fates.FULL)


def test_what_a_party_still_owes_leaves_out_what_it_was_promised_and_what_it_has_kept() -> None:
    def owed(by: str, on: str) -> list[str]:
        return [row.entries[0] for row in told(on, owed_by=by).rows]

    assert owed("BOR", "2026-01-05") == ["beans"]
    assert owed("BOR", "2026-02-01") == []
    assert owed("ARC", "2026-02-01") == ["ports", "hotline"]
    assert total(told("2026-02-01", owed_by="BOR"), "obligor", "BOR") == total(told("2026-02-01"), "obligor", "BOR")
