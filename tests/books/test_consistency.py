"""
- agreement: deal
  title: Deal
  parties: [ARC, BOR]
  form: arrangement
  steps: [{step: agreed, on: 2025-05-12}]
- measure: duty
  title: Duty on kites
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, announced: 2025-02-01, effective: 2025-02-04, level: 10}
    - {step: raise, announced: 2025-03-03, effective: 2025-03-04, level: 20}
    - {step: suspend, announced: 2025-03-06, effective: 2025-03-07, until: 2025-04-02}
    - {step: extend, effective: 2025-04-01, until: 2025-04-20}
    - {step: resume, announced: 2025-04-10, effective: 2025-04-10}
    - {step: strike down, announced: 2025-05-01, effective: 2025-05-02, by: COURT}
    - {step: stop, announced: 2025-05-03, effective: 2025-05-03, by: COURT}
    - {step: impose, announced: 2025-05-05, effective: 2025-05-06, level: 10}
    - {step: lower, announced: 2025-05-12, effective: 2025-05-14, level: 5, under: deal}
  aims:
    - {aim: revenue, by: ARC, on: 2025-04-01, words: To raise money.}
    - {aim: leverage, by: ARC, on: 2025-02-01}
    - {aim: leverage, by: BOR, on: 2025-06-01}
- measure: threat
  title: Duty on lamps
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: announce, announced: 2025-04-10}
    - {step: withdraw, announced: 2025-05-12}
- measure: dropped
  title: Duty on rugs
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: announce, announced: 2025-04-10}
    - {step: stop, announced: 2025-06-01, effective: 2025-06-01}
- measure: forestalled
  title: Duty on jade
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, announced: 2025-04-11, effective: 2025-07-01}
    - {step: stop, announced: 2025-05-01, effective: 2025-05-30}
- measure: ended
  title: Duty on salt
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-04-12}
    - {step: stop, effective: 2025-05-30}
- measure: barred
  title: Duty on silk
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: announce, announced: 2025-04-10}
    - {step: strike down, effective: 2025-04-20, by: COURT}
- measure: lapsed
  title: Duty on tea
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-01-01, until: 2025-02-01}
    - {step: expire, effective: 2025-02-02}
    - {step: lower, effective: 2025-03-01, by: ARC}
    - {step: lower, effective: 2025-03-01, by: stranger}
    - {step: raise}
"""

from __future__ import annotations

from hypothesis import given, settings

from talleyrand.books import consistency as book
from talleyrand.books.statement import Statement
from talleyrand.record.dates import moment
from tests.books.generated import numbers, on, record_of, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from

record = record_from(__doc__ or "")


def at(day: str, made: object = book.consistency, **options: str) -> Statement:
    return made(record, on=moment(day), known=moment(day), **options)  # type: ignore[operator]


def row(statement: Statement, chief: str) -> dict[str, object]:
    return next(each for each in statement.records() if each["entries"][0] == chief)  # type: ignore[index]


def test_reversals_are_turns_between_the_partys_own_decisions() -> None:
    """Tightened to 20, suspended (1), resumed (2), the court aside imposed anew, lowered (3)."""
    found = row(at("2025-12-01"), "duty")
    assert (found["reversals"], found["shortest"]) == (3, 3)
    assert (str(found["last_reversal"]), found["not_carried_out"]) == ("2025-05-12", 0)
    assert found["entries"] == ("duty", "deal")


def test_each_reversal_names_both_steps_and_the_days_between() -> None:
    rows = [
        (str(each["day"]), each["from_step"], str(each["from_day"]), each["to_step"], each["days"], each["direction"])
        for each in at("2025-12-01", book.reversals, party="ARC").records()
    ]
    assert rows == [
        ("2025-03-06", "raise", "2025-03-03", "suspend", 3, "eases"),
        ("2025-04-10", "suspend", "2025-03-06", "resume", 35, "tightens"),
        ("2025-05-12", "impose", "2025-05-05", "lower", 7, "eases"),
    ]


def test_a_decision_counts_from_the_day_it_is_told_though_it_takes_effect_later() -> None:
    assert len(at("2025-03-06", book.reversals).rows) == 1
    assert len(at("2025-03-05", book.reversals).rows) == 0


def test_what_was_announced_and_taken_back_was_not_carried_out() -> None:
    assert row(at("2025-12-01"), "threat")["not_carried_out"] == 1
    assert row(at("2025-12-01"), "dropped")["not_carried_out"] == 1
    assert row(at("2025-12-01"), "forestalled")["not_carried_out"] == 1
    assert row(at("2025-12-01"), "ended")["not_carried_out"] == 0
    assert "threat" not in [each.entries[0] for each in at("2025-05-11").rows]


def test_courts_strangers_and_terms_that_run_out_reverse_nothing() -> None:
    shown = [each.entries[0] for each in at("2025-12-01").rows]
    assert "barred" not in shown
    assert "lapsed" not in shown


def test_aims_are_counted_as_different_with_who_and_when() -> None:
    found = row(at("2025-12-01"), "duty")
    assert (found["aims"], found["aims_by"]) == (2, ("ARC", "BOR"))
    assert str(found["aims_on"]) == "2025-02-01/2025-06-01"
    assert str(row(at("2025-03-06"), "duty")["aims_on"]) == "2025-02-01"


def test_a_measure_of_one_course_and_several_aims_is_shown() -> None:
    early = row(at("2025-04-01"), "duty")
    assert (early["aims"], early["reversals"]) == (2, 1)


def test_every_aim_declared_by_the_day_is_listed_in_order_of_date() -> None:
    rows = [(each["aim"], each["declared_by"], each["different"]) for each in at("2025-05-01", book.aims).records()]
    assert rows == [("leverage", "ARC", 2), ("revenue", "ARC", 2)]
    assert at("2025-05-01", book.aims, party="BOR").rows == ()


def test_totals_count_every_measure_of_a_state_shown_or_not() -> None:
    arc, bor = at("2025-12-01").totals
    assert dict(arc.values) == {
        "by": "ARC", "measures": 2, "decisions": 7, "reversals": 3, "reversed": 1, "not_carried_out": 0,
        "several_aims": 1,
    }  # fmt: skip
    assert (bor["measures"], bor["reversals"], bor["not_carried_out"]) == (5, 4, 3)


def test_the_most_reversed_comes_first() -> None:
    assert [each.entries[0] for each in at("2025-12-01").rows] == ["duty", "dropped", "threat", "forestalled", "ended"]


def test_nothing_told_by_the_day_gives_no_rows_and_no_totals() -> None:
    assert (at("2024-12-01").rows, at("2024-12-01").totals) == ((), ())


@given(texts(), numbers)
@settings(max_examples=20)
def test_swapping_the_parties_swaps_the_answer(text: str, day: int) -> None:
    for each in (book.consistency, book.reversals, book.aims):
        assert swapping_the_parties_swaps_the_answer(each, text, day)


@given(texts(), numbers, numbers)
@settings(max_examples=20)
def test_an_aim_known_one_day_is_known_the_next(text: str, day: int, known: int) -> None:
    made = record_of(text)
    before, after = (
        {(each.entries, each.cells[:-1]) for each in book.aims(made, on=on(day), known=on(when)).rows}
        for when in (known, known + 1)
    )
    assert before <= after


def test_a_step_of_what_itself_eases_counts_the_other_way_round() -> None:
    exclusion = """
- measure: exclusion
  title: Exclusion from a duty
  by: ARC
  toward: BOR
  instrument: tariff-exclusion
  issue: trade/tariffs
  steps: [{step: impose, effective: 2025-01-01}, {step: stop, effective: 2025-02-01}]
"""
    day = moment("2025-03-01")
    found = book.reversals(record_from(exclusion), on=day, known=day)
    assert found.column("direction") == ("tightens",)
