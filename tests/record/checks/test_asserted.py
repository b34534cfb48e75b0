"""What sources say the state was, against what the record computes."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import asserted
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name

DUTIES = """
- measure: duty
  title: A duty
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  sources: gazette
  steps:
    - {step: impose, announced: 2025-01-20, effective: 2025-02-01, level: 20}
    - {step: suspend, announced: 2025-05-12, effective: 2025-05-14, level: 10, until: 2026-08-12}
- measure: other-duty
  title: Another duty
  by: COURT
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  sources: gazette
  steps:
    - {step: impose, effective: 2025-03-01, level: 5}
"""
TOTAL = "by: ARC, toward: BOR, series: across-the-board"


def claim(rest: str, on: str = "2025-04-01") -> str:
    fields = "".join(f"  {field}\n" for field in rest.split(", "))
    return DUTIES + f"\n- assert: said\n  on: {on}\n  sources: gazette\n{fields}"


CASES = [
    Case(rule=asserted.asserts_something_that_can_be_computed, bad=claim("by: ARC, level: 25"),
         good=claim(f"{TOTAL}, level: 25"), says="a total also needs 'toward', 'series'"),
    Case(rule=asserted.agrees_with_the_computed_state, bad=claim(f"{TOTAL}, level: 30"),
         good=claim(f"{TOTAL}, level: 25.0"),
         says="stood at 30 on 2025-04-01; the record computes 25 (duty 20 + other-duty 5)"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(
    ("bad", "good", "says"),
    [
        ("entry: duty, state: suspended", "entry: duty, state: partly suspended",
         "the state 'suspended' on 2025-06-01; the record computes 'partly suspended' (step 2, 'suspend')"),
        ("entry: duty, level: 20", "entry: duty, level: 10", "the record computes '10'"),
        ("entry: duty, until: 2026-08-11", "entry: duty, until: 2026-08-12", "the record computes '2026-08-12'"),
        ("entry: other-duty, until: 2026-08-11", "entry: other-duty, state: in force", "the record computes 'no end'"),
        ("entry: truce, state: in force", "entry: truce, state: agreed", "the record computes 'agreed'"),
        (f"{TOTAL}, level: 15, known: 2025-05-11", f"{TOTAL}, level: 25, known: 2025-05-11", "the record computes 25"),
        ("entry: duty, state: in force, known: 2025-01-19", "entry: duty, state: in force, known: 2025-05-11",
         "of 'duty' nothing was known on 2025-01-19"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_entry_is_compared(bad: str, good: str, says: str) -> None:
    rule = asserted.agrees_with_the_computed_state
    case = Case(rule=rule, bad=claim(bad, "2025-06-01"), good=claim(good, "2025-06-01"), says=says)
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(
    ("rest", "on"),
    [
        (f"{TOTAL}, level: 25", "2025-04"),
        (f"{TOTAL}, level: 25, known: 2025", "2025-04-01"),
        (f"{TOTAL}, level: 25, until: 2026", "2025-04-01"),
        ("entry: duty, by: ARC, state: in force", "2025-04-01"),
        ("entry: duty", "2025-04-01"),
        ("entry: truce#pause, level: 3", "2025-04-01"),
    ],
)
def test_what_cannot_be_computed(rest: str, on: str) -> None:
    case = Case(
        rule=asserted.asserts_something_that_can_be_computed, bad=claim(rest, on), good=claim("entry: duty, level: 20")
    )
    fires_on_the_bad_text_only(case)


def test_an_hour_may_stand_for_the_day_on_which_a_term_ends() -> None:
    hour = DUTIES.replace("2026-08-12", "2026-08-12T00:01-04:00")
    said = "\n- assert: said\n  on: 2025-06-01\n  entry: duty\n  until: {}\n  sources: gazette\n"
    case = Case(rule=asserted.agrees_with_the_computed_state, bad=hour + said.format("2026-08-11"),
                good=hour + said.format("2026-08-12"))  # fmt: skip
    fires_on_the_bad_text_only(case)


def test_two_hours_are_the_same_end_only_if_they_are_one_moment() -> None:
    hour = DUTIES.replace("2026-08-12", "2026-08-12T00:01-04:00")
    said = "\n- assert: said\n  on: 2025-06-01\n  entry: duty\n  until: {}\n  sources: gazette\n"
    case = Case(rule=asserted.agrees_with_the_computed_state, bad=hour + said.format("2026-08-12T00:01+08:00"),
                good=hour + said.format("2026-08-12T12:01+08:00"))  # fmt: skip
    fires_on_the_bad_text_only(case)
