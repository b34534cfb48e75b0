"""How each measure ran."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from talleyrand.books.lives import life, lives
from talleyrand.books.measures import measures
from talleyrand.errors import NotFound
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import Measure
from talleyrand.record.lives import LIVE
from talleyrand.record.record import Record
from tests.books.generated import on, record_of, swapped, texts
from tests.conftest import record_from, shipped
from tests.record.test_lives import naive

NOW = moment("2026-11-21")
LISTS = """
- party: ARC-CUSTOMS
  name: Customs of Arcadia
  form: agency
  of: ARC
- measure: kites
  title: Duty on kites
  by: ARC-CUSTOMS
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  steps:
    - {step: impose, announced: 2018-06-15, effective: 2018-07-06, level: 25}
    - {step: lower, effective: 2020-02-14, level: 7.5, under: deal}
    - {step: suspend, effective: 2025-11-10, until: 2025-12-31, under: deal}
    - {step: extend, announced: 2025-12-20, effective: 2025-12-20, until: 2026-11-10, under: truce}
    - {step: stop, effective: 2026-03-01}
- measure: tea
  title: Duty on tea
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  steps: [{step: impose, effective: 2018-07-06T12:01+08:00, level: 10}]
- measure: probe
  title: Probe
  by: BOR
  toward: ARC
  instrument: investigation
  issue: trade
  steps: [{step: impose, effective: 2025-02-04}]
- agreement: deal
  title: Deal
  parties: [ARC, BOR]
  form: oral
  steps: [{step: agreed, on: 2020-01-15}]
- agreement: truce
  title: Truce
  parties: [ARC, BOR]
  form: oral
  steps: [{step: agreed, on: 2025-12-19}]
"""
Told = tuple[object, ...]


def told(record: Record, day: Moment = NOW, known: Moment = NOW) -> list[Told]:
    """The duty on kites: status, level, days, running."""
    rows = lives(record, "ARC", "BOR", "listed-goods", on=day, known=known).records()
    return [(row["status"], row["level"], row["since"], row["until"], row["days"], row["running"])
            for row in rows if row["by"] == "ARC"]  # fmt: skip


def test_each_status_and_level_stands_with_its_days() -> None:
    """By hand: June has 30 days, 2020 and 2024 are leap years; an end has no length."""
    assert told(record_from(LISTS)) == [
        ("announced", None, "2018-06-15", "2018-07-06", 21, False),
        ("in force", 25, "2018-07-06", "2020-02-14", 588, False),
        ("in force", 7.5, "2020-02-14", "2025-11-10", 2096, False),
        ("suspended", None, "2025-11-10", "2026-03-01", 111, False),
        ("stopped", None, "2026-03-01", None, None, False),
    ]


def test_a_row_cites_the_measure_and_every_agreement_under_which_its_steps_were_taken() -> None:
    rows = [row for row in lives(record_from(LISTS), "ARC", "BOR", on=NOW, known=NOW).rows if "kites" in row.entries]
    assert [row.entries for row in rows] == [
        ("kites",), ("kites",), ("kites", "deal"), ("kites", "deal", "truce"), ("kites",),
    ]  # fmt: skip
    assert [row.cells[-1] for row in rows] == [None, None, ("deal",), ("deal", "truce"), None]


def test_what_runs_still_is_running_to_the_day_asked_about() -> None:
    assert told(record_from(LISTS), moment("2020-02-24"))[-1] == ("in force", 7.5, "2020-02-14", None, 10, True)


def test_what_was_not_yet_known_is_left_out_and_a_suspension_runs_out_by_itself() -> None:
    early = moment("2025-12-01")
    assert told(record_from(LISTS), moment("2026-01-31"), early)[-2:] == [
        ("suspended", None, "2025-11-10", "2026-01-01", 52, False), ("in force", 7.5, "2026-01-01", None, 30, True)
    ]  # fmt: skip


def test_a_moment_before_noon_in_the_other_capital_comes_before_its_duty() -> None:
    record = record_from(LISTS)
    for at, count in (("2018-07-06T12:00+08:00", 0), ("2018-07-06T12:01+08:00", 1), ("2018-07-06", 1)):
        found = lives(record, "ARC", "BOR", "listed-goods", on=moment(at), known=NOW)
        assert list(found.column("by")).count("BOR") == count


def test_without_a_series_every_measure_is_there_those_of_no_series_too() -> None:
    found = lives(record_from(LISTS), "ARC", "BOR", on=NOW, known=NOW)
    assert set(found.column("measure")) == {"Duty on kites", "Duty on tea", "Probe"}
    assert found.title == "How each measure between Arcadia and Borealia ran"
    assert found.cautions == ("Levels of listed-goods cover different things and are not summed.",)


def test_a_series_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'listed-goods'"):
        lives(record_from(LISTS), "ARC", "BOR", "listed-good", on=NOW, known=NOW)


def test_the_life_of_one_measure_is_its_part_of_the_whole() -> None:
    record = record_from(LISTS)
    own = life(record, "kites", on=NOW, known=NOW)
    assert own.rows == lives(record, "ARC", "BOR", "listed-goods", on=NOW, known=NOW).rows[:5]
    assert own.title == "How Duty on kites ran"
    with pytest.raises(NotFound):
        life(record, "kites", on=NOW, known=moment("2018-06-01"))


def covering(rows: list[dict[str, object]], day: date) -> list[Told]:
    """The rows that cover a day on which something stood: what stood, its level, and since when."""
    text = day.isoformat()
    return sorted(
        [(str(row["entries"][0]), row["by"], row["status"], row["level"], row["since"])  # type: ignore[index]
         for row in rows if str(row["since"]) <= text and (row["until"] is None or text < str(row["until"]))
         and row["status"] in LIVE],
        key=str,
    )  # fmt: skip


@pytest.mark.parametrize("series", [None, "listed-goods", "across-the-board", "export-licence", "entities-listed"])
def test_on_any_day_the_rows_that_cover_it_are_what_is_in_force(series: str | None) -> None:
    record = shipped()
    rows: list[dict[str, object]] = list(lives(record, "US", "CN", series, on=NOW, known=NOW).records())  # type: ignore[arg-type]
    for days in range(0, 3240, 61):
        day = date(2018, 1, 1) + timedelta(days)
        stand = measures(record, "US", "CN", on=Moment(day), known=NOW).records()
        expected = [(row["entries"][0], row["by"], row["status"], row["level"], row["since"])  # type: ignore[index]
                    for row in stand if series in (None, row["series"])]  # fmt: skip
        assert covering(rows, day) == sorted(expected, key=str), day


@given(texts())
def test_the_rows_are_what_walking_through_the_days_gives(text: str) -> None:
    record = record_of(text)
    for measure in record.of(Measure):
        rows: list[dict[str, object]] = list(life(record, measure.id, on=on(200), known=on(200)).records())  # type: ignore[arg-type]
        assert all(one["until"] == other["since"] for one, other in pairwise(rows))
        for number in range(0, 200, 7):
            state = naive(measure, on(number).day)
            standing = [state] if state and state[0] in LIVE else []
            assert [(each[2], each[3]) for each in covering(rows, on(number).day)] == standing


@given(texts())
def test_swapping_the_parties_swaps_how_each_measure_ran(text: str) -> None:
    here = lives(record_of(text), "ARC", "BOR", on=on(150), known=on(200))
    there = lives(record_of(swapped(text)), "BOR", "ARC", on=on(150), known=on(200))
    assert swapped(repr(here.rows)) == repr(there.rows)
    assert set(here.rows) == set(lives(record_of(text), "BOR", "ARC", on=on(150), known=on(200)).rows)
