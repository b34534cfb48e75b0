"""What is in force, what changed, how long levels held."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books import measures as book
from talleyrand.books.measures import applied, changes, live
from talleyrand.errors import NotFound
from talleyrand.record.dates import Moment, moment
from talleyrand.record.record import Record
from tests.conftest import record_from, shipped

NOW = moment("2026-11-21")
TWO_DUTIES = """
- measure: fentanyl
  title: Duty over drugs
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, effective: 2025-02-04, level: 10, basis: Order 1}
    - {step: raise, effective: 2025-03-04, level: 20}
- measure: reciprocal
  title: Duty in return
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, announced: 2025-04-04, effective: 2025-04-10T12:01+08:00, level: 84}
    - {step: raise, effective: 2025-04-12, level: 125}
    - {step: lower, effective: 2025-05-14T12:01+08:00, level: 34, under: deal}
    - {step: suspend, effective: 2025-05-14T12:01+08:00, level: 10, until: 2025-08-12, under: deal}
- measure: list
  title: Duty on a list
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  steps:
    - {step: impose, effective: 2018-07-06, level: 25}
- agreement: deal
  title: The deal
  parties: [ARC, BOR]
  form: oral
  steps: [{step: agreed, on: 2025-05-12}]
- commitment: talk
  text: Hold talks
  obligor: ARC
  obligee: BOR
  agreement: deal
  made: 2025-05-12
  issue: trade
  deadline: 2025-08-12
  asserted: [{by: ARC, on: 2025-05-12}]
"""


def totals(record: Record, day: str, known: Moment = NOW) -> dict[str, Decimal]:
    found = book.measures(record, "ARC", "BOR", on=moment(day), known=known)
    return {str(each["by"]): each["level"] for each in found.totals}  # type: ignore[misc]


def test_the_levels_of_one_series_add_up_and_a_list_is_kept_apart() -> None:
    record = record_from(TWO_DUTIES)
    assert totals(record, "2025-03-04") == {"ARC": 20, "BOR": 0}
    found = book.measures(record, "ARC", "BOR", on=moment("2025-03-04"), known=NOW)
    assert found.column("level") == (20, 25)
    assert found.column("since") == ("2025-03-04", "2018-07-06")
    assert found.column("basis")[0] == "Order 1"
    assert found.cautions == ("Levels of listed-goods cover different things and are not summed.",)


def test_one_series_can_be_asked_for_alone() -> None:
    record = record_from(TWO_DUTIES)
    day = moment("2025-03-04")
    listed = book.measures(record, "ARC", "BOR", "listed-goods", on=day, known=NOW)
    assert (listed.column("level"), listed.totals) == ((25,), ())
    summed = book.measures(record, "ARC", "BOR", "across-the-board", on=day, known=NOW)
    assert (summed.column("level"), summed.cautions) == ((20,), ())
    assert [total["level"] for total in summed.totals] == [20, 0]
    with pytest.raises(NotFound):
        book.measures(record, "ARC", "BOR", "listed", on=day, known=NOW)


def test_a_noon_and_a_midnight_in_two_capitals_are_told_apart() -> None:
    record = record_from(TWO_DUTIES)
    assert totals(record, "2025-04-10T00:30+08:00")["BOR"] == 0
    assert totals(record, "2025-04-10T12:30+08:00")["BOR"] == totals(record, "2025-04-10")["BOR"] == 84


def test_the_other_order_of_parties_gives_the_same_rows() -> None:
    record = record_from(TWO_DUTIES)
    one = book.measures(record, "ARC", "BOR", on=moment("2025-06-01"), known=NOW)
    other = book.measures(record, "BOR", "ARC", on=moment("2025-06-01"), known=NOW)
    assert set(one.rows) == set(other.rows)
    assert set(one.totals) == set(other.totals)


def test_an_agreement_is_told_by_what_it_changed_and_what_it_promised() -> None:
    found = book.across(record_from(TWO_DUTIES), "deal", on=NOW, known=NOW)
    rows = list(found.records())
    assert [(row["level_before"], row["after"], row["level_after"], str(row["until"])) for row in rows] == [
        (None, "promised", None, "2025-08-12"), (125, "partly suspended", 10, "2025-08-12")
    ]  # fmt: skip
    assert rows[0]["said_by"] == "ARC"
    assert rows[0]["entries"] == ("talk", "deal")


def test_a_clause_without_a_promise_is_what_they_agreed_in_general() -> None:
    text = """
- agreement: deal
  title: Deal
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: agreed, on: 2025-05-12}]
  clauses: [{clause: peace, text: War is to be avoided.}, {clause: visit, text: A visit., parties: BOR}]
"""
    rows = list(book.across(record_from(text), "deal", on=NOW, known=NOW).records())
    assert [(row["by"], row["toward"], row["what"], row["after"], row["kind"]) for row in rows] == [
        ("BOR", "ARC", "A visit.", "agreed", "clause"),
        ("ARC, BOR", "ARC, BOR", "War is to be avoided.", "agreed", "clause"),
    ]
    assert rows[1]["entries"] == ("deal",)


def test_an_agreement_that_changed_nothing_says_so() -> None:
    record = record_from(TWO_DUTIES.replace(", under: deal", "").replace("  agreement: deal\n", ""))
    found = book.across(record, "deal", on=NOW, known=NOW)
    assert not found.rows
    assert "no measure step, commitment or clause" in found.cautions[0]
    with pytest.raises(NotFound, match="did you mean 'deal'"):
        book.across(record, "deel", on=NOW, known=NOW)


def test_the_difference_between_two_days_names_what_came_and_what_changed() -> None:
    record = record_from(TWO_DUTIES)
    found = book.difference(record, "ARC", "BOR", before=moment("2025-02-10"), on=moment("2025-04-12"), known=NOW)
    rows = [(row["entries"][0], row["before"], row["level_before"], row["level_after"]) for row in found.records()]  # type: ignore[index]
    assert rows == [("fentanyl", "in force", 10, 20), ("reciprocal", "not there", None, 125)]


def test_a_term_that_was_moved_changed_on_the_day_of_its_extension() -> None:
    record = record_from(
        """
        - measure: dues
          title: Dues
          by: ARC
          toward: BOR
          instrument: port-fee
          issue: trade/shipping
          steps:
            - {step: impose, effective: 2025-01-01}
            - {step: suspend, effective: 2025-02-01, until: 2025-05-01}
            - {step: extend, effective: 2025-04-01, until: 2025-08-01}
        """
    )
    found = book.difference(record, "ARC", "BOR", before=moment("2025-03-01"), on=moment("2025-06-01"), known=NOW)
    assert [(str(row["until"]), row["effective"]) for row in found.records()] == [("2025-08-01", "2025-04-01")]


def test_what_ended_is_shown_with_how_it_ended() -> None:
    record = record_from(
        TWO_DUTIES.replace("- {step: raise, effective: 2025-03-04, level: 20}", "- {step: stop, effective: 2025-03-04}")
    )
    found = book.difference(record, "ARC", "BOR", before=moment("2025-02-10"), on=moment("2025-03-04"), known=NOW)
    assert found.column("after") == ("stopped",)


def test_each_level_held_for_so_many_days() -> None:
    found = book.spells(record_from(TWO_DUTIES), "ARC", "BOR", "across-the-board", on=moment("2025-06-13"), known=NOW)
    rows = [(row["by"], row["level"], row["since"], row["days"], row["running"]) for row in found.records()]
    assert rows == [
        ("ARC", 10, "2025-02-04", 28, False), ("ARC", 20, "2025-03-04", 101, True),
        ("BOR", 84, "2025-04-10", 2, False), ("BOR", 125, "2025-04-12", 32, False), ("BOR", 10, "2025-05-14", 30, True),
    ]  # fmt: skip


def test_the_two_parties_with_most_measures_between_them_are_the_principals() -> None:
    assert book.principals(record_from(TWO_DUTIES)) == ("ARC", "BOR")
    assert book.principals(shipped()) == ("US", "CN")
    with pytest.raises(NotFound, match="name two parties"):
        book.principals(record_from(""))


@given(st.integers(0, 3300), st.integers(0, 3300))
def test_what_is_in_force_plus_the_difference_is_what_is_in_force_then(first: int, second: int) -> None:
    record = shipped()
    before, after = (Moment(date(2018, 1, 1) + timedelta(days)) for days in (first, second))
    for by, toward in book.both_ways("US", "CN"):
        now, then = live(record, by, toward, before), live(record, by, toward, after)
        assert applied(now, changes(now, then)) == then


# Rates on days as published: Executive Orders 14195, 14228, 14257, 14259, 14266, 14298, 14357 and 14358, the
# announcements of the Customs Tariff Commission, Learning Resources v. Trump, and the section 122 proclamation.
PUBLISHED = [
    ("2018-12-31", 0, 0), ("2025-02-03", 0, 0), ("2025-02-04", 10, 0), ("2025-03-04", 20, 0), ("2025-04-05", 30, 0),
    ("2025-04-09", 104, 0), ("2025-04-10", 145, 84), ("2025-04-11", 145, 84), ("2025-04-12", 145, 125),
    ("2025-05-13", 145, 125), ("2025-05-14", 30, 10), ("2025-06-15", 30, 10), ("2025-11-09", 30, 10),
    ("2025-11-10", 20, 10), ("2026-02-23", 20, 10), ("2026-02-24", 10, 10), ("2026-03-15", 10, 10),
    ("2026-07-23", 10, 10), ("2026-07-24", Decimal("12.5"), 10), ("2026-10-01", Decimal("12.5"), 10),
]  # fmt: skip


@pytest.mark.parametrize(("day", "us", "china"), PUBLISHED)
def test_the_shipped_record_gives_the_rates_that_were_published(day: str, us: Decimal, china: Decimal) -> None:
    found = book.measures(shipped(), "US", "CN", on=moment(day), known=NOW)
    levels = {(each["by"], each["series"]): each["level"] for each in found.totals}
    assert levels == {("US", "across-the-board"): us, ("CN", "across-the-board"): china}


def test_the_same_day_is_told_with_the_end_that_was_known_of_its_truce() -> None:
    record = record_from(TWO_DUTIES.replace(
        "level: 10, until: 2025-08-12, under: deal}",
        "level: 10, until: 2025-08-12, under: deal}\n    - {step: extend, announced: 2025-08-11, effective: 2025-08-12, until: 2025-11-10}",
    ))  # fmt: skip
    told = []
    for known in ("2025-05-20", "2025-09-01"):
        found = book.measures(record, "ARC", "BOR", on=moment("2025-06-15"), known=moment(known))
        row = next(each for each in found.records() if each["measure"] == "Duty in return")
        told.append((str(row["suspended_until"]), str(row["extended_to"])))
    assert told == [("2025-08-12", "None"), ("2025-08-12", "2025-11-10")]


def test_a_day_in_the_past_knows_only_its_own_truce() -> None:
    record = shipped()
    assert totals_of(record, "2025-09-01", "2025-05-20") == {"US": 54, "CN": 34}
    assert totals_of(record, "2025-09-01", "2025-09-01") == {"US": 30, "CN": 10}


def totals_of(record: Record, day: str, known: str) -> dict[str, Decimal]:
    found = book.measures(record, "US", "CN", on=moment(day), known=moment(known))
    return {str(each["by"]): each["level"] for each in found.totals}  # type: ignore[misc]
