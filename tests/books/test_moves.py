"""
- measure: duty
  title: Duty on all goods
  by: ARC
  toward: BOR
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps:
    - {step: announce, effective: 2025-01-02}
    - {step: impose, id: start, announced: 2025-01-10, effective: 2025-02-01, level: 125, answers: fee}
    - {step: lower, effective: 2025-03-01, level: 34, under: truce}
    - {step: suspend, effective: 2025-03-01, level: 10, until: 2025-05-31, under: truce}
    - {step: extend, effective: 2025-05-20, until: 2025-08-31}
    - {step: raise, effective: 2025-06-10, level: 40}
    - {step: suspend, effective: 2025-06-20, level: 10, until: 2025-09-30}
    - {step: suspend, effective: 2025-06-25, until: 2025-09-30}
    - {step: lower, effective: 2025-06-28, level: 30}
    - {step: suspend, effective: 2025-06-30, level: 20, until: 2025-09-30}
    - {step: resume, effective: 2025-07-01}
    - {step: extend, effective: 2025-07-05, until: 2025-12-31}
    - {step: strike down, effective: 2025-07-10, by: COURT}
- measure: plan
  title: Planned duty
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-01-01, level: 5}
    - {step: withdraw, announced: 2025-02-20, effective: 2025-02-20}
    - {step: raise, announced: 2025-02-10, effective: 2025-04-01, level: 25}
    - {step: stop, effective: 2025-05-01, by: COURT}
- measure: threat
  title: Threatened duty
  by: BOR
  toward: EVERYONE
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: announce, effective: 2025-01-15}
    - {step: withdraw, effective: 2025-01-20}
- measure: exclusions
  title: Exclusions from the duty
  by: BOR
  toward: ARC
  instrument: tariff-exclusion
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-01-05, until: 2025-03-31}
    - {step: extend, effective: 2025-03-20, until: 2025-06-30}
    - {step: suspend, effective: 2025-04-20, until: 2025-05-30}
    - {step: extend, effective: 2025-05-20, until: 2025-06-10}
    - {step: expire, effective: 2025-07-01}
    - {step: withdraw, effective: 2025-07-02}
- party: EVERYONE
  name: All
  form: bloc
  everyone: yes
- act: release
  title: Frees a detained man
  by: BOR
  toward: ARC
  kind: release
  on: 2025-01-12
  issue: people
- act: speech
  title: Speaks of friendship
  by: BOR
  toward: ARC
  kind: statement
  on: 2025-01-13
  issue: relationship
- act: silence
  title: Holds back a speech
  by: BOR
  toward: ARC
  kind: statement
  moves: eases
  on: 2025-01-14
  issue: relationship
- act: ruling
  title: Court frees a man
  by: COURT
  toward: BOR
  kind: release
  on: 2025-01-14
  issue: people
- act: elsewhere
  title: Eases toward a third
  by: BOR
  toward: COURTLESS
  kind: ease
  on: 2025-01-14
  issue: people
- commitment: freed
  text: Free the man.
  obligor: BOR
  obligee: ARC
  made: 2025-01-01
  issue: people
  performance: [{on: 2025-01-12, score: 3, entry: release}]
- commitment: beans
  text: Buy beans.
  obligor: BOR
  obligee: ARC
  made: 2025-01-01
  issue: trade/agriculture
  agreement: truce
  performance: [{on: 2025-02-15, score: 2}, {on: 2025-03-15, score: 3, entry: gone}, {on: 2025-04-01, score: 3}]
- commitment: peace
  text: Attack nobody.
  obligor: BOR
  obligee: ARC
  made: 2025-01-01
  issue: security
  standing: yes
  performance: [{on: 2025-03-15, score: 3}]
- commitment: afar
  text: Buy tea.
  obligor: BOR
  obligee: COURTLESS
  made: 2025-01-01
  issue: trade
  performance: [{on: 2025-03-15, score: 3}]
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from talleyrand.books.moves import Move, in_time, moves
from talleyrand.record.dates import moment
from tests.books import generated
from tests.conftest import record_from


def made(by: str, toward: str, on: str = "2025-12-31") -> list[Move]:
    record = record_from(__doc__ or "")
    return sorted(moves(record.as_known(moment(on)), by, toward, moment(on)), key=in_time)


def of(entry: str, found: list[Move]) -> list[tuple[str, str]]:
    return [(str(move.day), move.sense) for move in found if move.entry == entry]


def test_each_step_of_a_measure_is_an_easing_a_tightening_or_a_renewal() -> None:
    found = [each for each in made("ARC", "BOR") if each.entry == "duty"]
    assert [(str(each.day)[5:], each.sense, each.change) for each in found] == [
        ("01-10", "tightening", Decimal(125)),
        ("03-01", "easing", Decimal(-91)),
        ("03-01", "easing", Decimal(-24)),
        ("05-20", "easing renewed", None),
        ("06-10", "tightening", Decimal(6)),
        ("06-20", "easing renewed", Decimal(0)),
        ("06-25", "easing", Decimal(-10)),
        ("06-28", "easing", Decimal(-10)),
        ("06-30", "tightening", Decimal(20)),
        ("07-01", "tightening", Decimal(10)),
        ("07-05", "tightening renewed", None),
    ]


def test_a_move_says_where_it_stands_and_what_it_answers() -> None:
    first, second, *_ = made("ARC", "BOR")
    assert (first.names, first.answers, first.series, first.unit) == (
        ("duty", "duty#start"),
        ("fee",),
        "across-the-board",
        "percent",
    )
    assert (second.what, second.agreement, second.names) == ("lower: Duty on all goods", "truce", ("duty",))


def test_a_decided_step_taken_back_is_an_easing_and_a_threat_taken_back_is_not() -> None:
    found = made("BOR", "ARC")
    assert of("plan", found) == [
        ("2025-01-01", "tightening"),
        ("2025-02-10", "tightening"),
        ("2025-02-20", "easing"),
    ]
    assert of("threat", found) == [("2025-01-20", "threat withdrawn")]


def test_before_it_is_taken_back_a_decided_step_is_a_tightening_all_the_same() -> None:
    assert of("plan", made("BOR", "ARC", on="2025-02-15")) == [
        ("2025-01-01", "tightening"),
        ("2025-02-10", "tightening"),
    ]


def test_an_instrument_that_eases_by_being_imposed_turns_every_sense_round() -> None:
    assert of("exclusions", made("BOR", "ARC")) == [
        ("2025-01-05", "easing"),
        ("2025-03-20", "easing renewed"),
        ("2025-04-20", "tightening"),
        ("2025-05-20", "tightening renewed"),
        ("2025-07-02", "threat withdrawn"),
    ]


def test_acts_move_as_their_kind_or_their_entry_says() -> None:
    found = made("BOR", "ARC")
    assert of("release", found) == [("2025-01-12", "easing")]
    assert of("silence", found) == [("2025-01-14", "easing")]
    assert [entry for entry in ("speech", "elsewhere") if of(entry, found)] == []
    assert of("ruling", made("ARC", "BOR")) == []


def test_a_promise_carried_out_is_an_easing_from_its_first_full_score() -> None:
    found = made("BOR", "ARC")
    assert of("beans", found) == [("2025-03-15", "easing")]
    assert [entry for entry in ("peace", "afar") if of(entry, found)] == []
    assert of("beans", made("BOR", "ARC", on="2025-03-14")) == []


def test_a_promise_carried_out_by_a_listed_act_is_the_same_move() -> None:
    release = next(each for each in made("BOR", "ARC") if each.entry == "release")
    assert (release.also, release.names) == (("freed",), ("release", "freed"))
    assert of("freed", made("BOR", "ARC")) == []


def test_a_step_without_a_date_and_a_kind_unknown_are_no_moves() -> None:
    record = record_from("""
    - {measure: m, title: M, by: ARC, toward: BOR, instrument: magic, issue: trade, steps: [{step: impose}]}
    - {act: a, title: A, by: ARC, toward: BOR, kind: dream, on: 2025-01-01, issue: trade}
    - {measure: n, title: N, by: ARC, toward: BOR, instrument: magic, issue: trade,
       steps: [{step: impose, effective: 2025-01-01, by: NOBODY}, {step: stop, effective: 2025-01-02}]}
    """)
    assert of("n", moves(record, "ARC", "BOR", moment("2025-06-01"))) == [("2025-01-02", "easing")]
    assert {each.entry for each in moves(record, "ARC", "BOR", moment("2025-06-01"))} == {"n"}


def test_a_cut_laid_down_in_the_act_that_imposed_is_no_easing_of_its_own() -> None:
    record = record_from("""
    - measure: m
      title: Safeguard
      by: ARC
      toward: BOR
      instrument: tariff
      issue: trade
      steps:
        - {step: impose, announced: 2025-01-01, effective: 2025-02-01, level: 30}
        - {step: lower, announced: 2025-01-01, effective: 2026-02-01, level: 25}
        - {step: lower, announced: 2025-03-01, effective: 2025-04-01, level: 20}
    """)
    found = of("m", moves(record, "ARC", "BOR", moment("2026-06-01")))
    assert found == [("2025-01-01", "tightening"), ("2025-03-01", "easing")]


@given(generated.texts(), generated.numbers)
def test_no_move_is_later_than_the_day_asked_about(text: str, at: int) -> None:
    found = moves(generated.record_of(text), "ARC", "BOR", generated.on(at))
    assert all(move.day <= generated.on(at).day and (move.by, move.toward) == ("ARC", "BOR") for move in found)
