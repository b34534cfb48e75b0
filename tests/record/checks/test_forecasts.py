"""Questions: odds in time, and outcomes that the record can tell."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from talleyrand.record import fates
from talleyrand.record.checks import forecasts, references
from talleyrand.record.dates import Moment, when
from talleyrand.record.entries import Agreement, AgreementStep, Channel, ChannelStep, Meeting, MeetingStep
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name

RULE = "{entry: talks-2025, states: [held], on: 2026-06-30}"


def question(opens: str = "2025-01-01", closes: str = "2026-06-30", rule: str = RULE, rest: str = "") -> str:
    settles = f"  rule: {rule}\n" if rule else ""
    return (
        f"\n- question: peace\n  text: Will there be talks?\n  opens: {opens}\n  closes: {closes}\n"
        f"  criteria: Talks are held.\n  sources: gazette\n{settles}{rest}"
    )


def odds(*each: str) -> str:
    return "  odds:\n" + "".join(f"    - {{{one}, by: A Desk, reason: Habit.}}\n" for one in each)


def came_out(outcome: str, on: str = "2025-12-02", opens: str = "2025-01-01") -> str:
    return question(opens, rule="{entry: talks-2025, states: [held], on: 2025-12-01}",
                    rest=f"  resolution: {{outcome: {outcome}, on: {on}, reason: The communiqué.}}\n")  # fmt: skip


TOTAL = "{{by: ARC, toward: BOR, series: across-the-board, on: 2026-06-30{}}}"
EVEN = "on: 2025-02-01, probability: 0.5"

CASES = [
    Case(rule=forecasts.gives_a_probability, bad=question(rest=odds("on: 2025-02-01, probability: 40")),
         good=question(rest=odds("on: 2025-02-01, probability: 0.4")),
         says="40 is no probability between 0 and 1; write 0.4"),
    Case(rule=forecasts.closes_after_it_opens, bad=question("2026-07-01"), good=question("2026-06-30")),
    Case(rule=forecasts.gives_odds_while_open, bad=question(rest=odds("on: 2024-12-31, probability: 0.5")),
         good=question(rest=odds("on: 2025-01-01, probability: 0.5")), says="only from 2025-01-01 to 2026-06-30"),
    Case(rule=forecasts.gives_no_odds_after_the_fact,
         bad=came_out("yes") + odds("on: 2025-12-03, probability: 0.9"),
         good=came_out("yes") + odds("on: 2025-11-30, probability: 0.9"), says="could be known since 2025-12-01"),
    Case(rule=forecasts.gives_odds_in_order, bad=question(rest=odds("on: 2025-03-01, probability: 0.5", EVEN)),
         good=question(rest=odds(EVEN, "on: 2025-03-01, probability: 0.5")), says="2025-02-01 comes after 2025-03-01"),
    Case(rule=forecasts.can_be_settled, bad=question(closes="2025-12-31", rule=""),
         good=question(closes="2026-01-01", rule=""), says="it closed on 2025-12-31"),
    Case(rule=forecasts.came_out_as_the_record_says, bad=came_out("no"), good=came_out("yes"),
         says="given as 'no', and its rule gives 'yes'"),
    Case(rule=forecasts.does_not_hang_on_itself, bad=question(rule="{entry: peace, states: [yes], on: 2026-06-30}"),
         good=question(), says="peace on peace"),
    Case(rule=forecasts.names_a_possible_state, bad=question(rule=RULE.replace("held", "kept")), good=question(),
         says="'kept' is no state of a meeting"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize("rule", [TOTAL.format(""), "{entry: talks-2025, on: 2026-06-30}", "{by: ARC, on: 2026-06-30}"])
def test_a_rule_without_its_parts_settles_nothing(rule: str) -> None:
    good = question(rule=TOTAL.format(", at_most: 20"))
    fires_on_the_bad_text_only(Case(rule=forecasts.can_be_settled, bad=question(rule=rule), good=good))


def test_nothing_is_settled_before_it_is_asked() -> None:
    bad = came_out("yes", "2024-12-31")
    fires_on_the_bad_text_only(Case(rule=forecasts.closes_after_it_opens, bad=bad, good=came_out("yes")))


@pytest.mark.parametrize(
    ("named", "says"), [("truce#pause", "is part of an entry"), ("protest", "an act has no states")]
)
def test_only_what_has_a_state_decides_a_question(named: str, says: str) -> None:
    bad = question(rule=f"{{entry: {named}, states: [held], on: 2026-06-30}}")
    case = Case(rule=forecasts.names_a_possible_state, bad=bad, good=question(), says=says)
    fires_on_the_bad_text_only(case)


def test_two_that_hang_on_each_other_are_named_and_not_asked() -> None:
    promise = (
        "\n- commitment: salt\n  text: Borealia will buy salt.\n  obligor: BOR\n  obligee: ARC\n  made: 2025-03-01\n"
        "  issue: trade\n  done_when: It is bought.\n  sources: gazette\n"
        "  condition: {trigger: Peace., entry: peace, state: %s}\n"
        "- assert: said\n  on: 2025-12-01\n  entry: salt\n  state: pending\n  sources: gazette\n"
    )
    bad = question(rule="{entry: salt, states: [kept], on: 2025-06-30}") + promise % "yes"
    good = question() + promise % "yes"
    case = Case(rule=forecasts.does_not_hang_on_itself, bad=bad, good=good, says="salt on peace on salt")
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(("kind", "step"), [(Meeting, MeetingStep), (Channel, ChannelStep), (Agreement, AgreementStep)])
def test_the_states_of_a_kind_are_those_that_its_steps_can_lead_to(kind: Any, step: Any) -> None:
    words = get_args(get_type_hints(step)["step"])
    days = [when(f"2025-01-{number:02}") for number in range(1, len(words) + 1)]
    shape = {"id": "x", "title": "x", "parties": ("ARC", "BOR"), "form": "talks", "level": "minister"}
    fields = {name: value for name, value in shape.items() if name in kind.__dataclass_fields__}
    reached = set()
    for word, day in zip(words, days, strict=True):
        entry = kind(**fields, steps=(step(step=word, on=day),))
        reached.add(fates.chapter(entry, Moment(day.first)).state)
    assert set(forecasts.STATES[kind]) == reached


def test_a_question_that_hangs_on_itself_has_no_outcome_to_compare() -> None:
    bad = came_out("no").replace("talks-2025, states: [held]", "peace, states: [yes]")
    fires_on_the_bad_text_only(Case(rule=forecasts.does_not_hang_on_itself, bad=bad, good=came_out("yes")))


def test_the_state_of_something_unknown_is_not_judged() -> None:
    bad = question(rule=RULE.replace("talks-2025", "talks-2024"))
    fires_on_the_bad_text_only(Case(rule=references.names_a_known_entry, bad=bad, good=question()))
