"""Which step of a measure may follow which, and what its dates must say."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import check, life_cycles
from talleyrand.record.checks.faults import Rule
from tests.conftest import record_from
from tests.record.checks.table import SOUND, TODAY, Case, fires_on_the_bad_text_only, name

HEAD = """
- measure: duty
  title: A duty
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  sources: gazette
  steps:
"""
IMPOSED = "step: impose, effective: 2025-02-01, level: 20"
ANNOUNCED = "step: announce, announced: 2025-01-10"
TERM = IMPOSED + ", until: 2026-06-30"
SUSPENDED = "step: suspend, effective: 2025-03-01, until: 2026-04-30, level: 10"
STOPPED = "step: stop, effective: 2025-04-01"


def measure(*steps: str) -> str:
    return HEAD + "".join(f"    - {{{step}}}\n" for step in steps)


def case(rule: Rule, bad: list[str], good: list[str], says: str = "", also: tuple[Rule, ...] = ()) -> Case:
    return Case(rule=rule, bad=measure(*bad), good=measure(*good), says=says, also=also)


CASES = [
    Case(rule=life_cycles.has_a_step, bad=measure().replace("steps:", "steps: []"), good=measure(IMPOSED)),
    case(life_cycles.has_a_step_of_known_date, [IMPOSED, "step: stop"], [IMPOSED, STOPPED],
         "the step 'stop' has no date"),
    case(life_cycles.takes_its_steps_in_order,
         [IMPOSED, "step: raise, effective: 2025-06-01, level: 50", "step: raise, effective: 2025-05-01, level: 30"],
         [IMPOSED, "step: raise, effective: 2025-05-01, level: 30", "step: raise, effective: 2025-06-01, level: 50"],
         "move it up"),
    case(life_cycles.suspends_only_what_is_in_force, [ANNOUNCED, SUSPENDED], [IMPOSED, SUSPENDED],
         "it cannot be suspended: it was 'announced' then; write 'withdraw'"),
    case(life_cycles.resumes_only_what_is_suspended, [IMPOSED, "step: resume, effective: 2025-04-01"],
         [IMPOSED, SUSPENDED, "step: resume, effective: 2025-04-01"], "it was 'in force' then"),
    case(life_cycles.extends_only_a_running_term, [IMPOSED, "step: extend, effective: 2025-04-01, until: 2026-09-01"],
         [TERM, "step: extend, effective: 2025-04-01, until: 2026-09-01"], "nothing runs out"),
    case(life_cycles.extends_to_a_later_day, [TERM, "step: extend, effective: 2025-04-01, until: 2026-05-30"],
         [TERM, "step: extend, effective: 2025-04-01, note: No end was named."],
         "until 2026-05-30, which is no later than 2026-06-30"),
    case(life_cycles.raises_above_the_former_level, [IMPOSED, "step: raise, effective: 2025-04-01, level: 15"],
         [IMPOSED, "step: raise, effective: 2025-04-01, level: 25"], "from 20 to 15; write 'lower'"),
    case(life_cycles.lowers_below_the_former_level, [IMPOSED, "step: lower, effective: 2025-04-01, level: 25"],
         [IMPOSED, "step: lower, effective: 2025-04-01, level: 15"], "from 20 to 25; write 'raise'"),
    case(life_cycles.suspends_to_a_lower_level, [IMPOSED, SUSPENDED.replace("10", "20")], [IMPOSED, SUSPENDED],
         "suspended at 20, while the full level is 20"),
    case(life_cycles.changes_only_what_is_in_force, ["step: raise, effective: 2025-04-01, level: 15"],
         [IMPOSED, "step: raise, effective: 2025-04-01, level: 25"], "nothing had been imposed then; write 'impose'"),
    case(life_cycles.imposes_only_what_is_not_in_force, [IMPOSED, "step: impose, effective: 2025-05-01, level: 15"],
         [IMPOSED, STOPPED, "step: impose, effective: 2025-05-01, level: 15"], "it was 'in force' then"),
    case(life_cycles.ends_only_what_began, [IMPOSED, STOPPED, "step: stop, effective: 2025-05-01"], [IMPOSED, STOPPED],
         "it was 'stopped' then"),
    case(life_cycles.withdraws_only_what_is_pending, [IMPOSED, "step: withdraw, announced: 2025-03-01"],
         [ANNOUNCED, "step: withdraw, announced: 2025-03-01"], "nothing was pending"),
    case(life_cycles.expires_at_its_term, [TERM, "step: expire, effective: 2025-09-01"],
         [IMPOSED + ", until: 2025-08-31", "step: expire, effective: 2025-09-01"], "before its term, 2026-06-30"),
    case(life_cycles.is_struck_down_by_a_court, [IMPOSED, "step: strike down, effective: 2025-04-01, by: ARC"],
         [IMPOSED, "step: strike down, effective: 2025-04-01, by: COURT"], "'ARC' is no court but a state"),
    case(life_cycles.ends_after_it_takes_effect, [IMPOSED + ", until: 2025-01-31", STOPPED],
         [IMPOSED + ", until: 2025-04-01", STOPPED], "until 2025-01-31 comes before",
         also=(life_cycles.ends_only_what_began,)),
    case(life_cycles.is_announced_before_it_takes_effect, [IMPOSED + ", announced: 2025-02-03"],
         [IMPOSED + ", announced: 2025-02-03, note: It reaches back."], "announced 2025-02-03, after it took effect"),
    case(life_cycles.is_disclosed_no_earlier_than_announced,
         [IMPOSED + ", announced: 2025-01-20, disclosed: 2025-01-19"],
         [IMPOSED + ", announced: 2025-01-20, disclosed: 2025-01-21"], "disclosed 2025-01-19"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


SOUND_LIVES = [
    # A truce: at one minute the duty is lowered, and part of the rest suspended.
    [IMPOSED, "step: lower, effective: 2025-05-14T00:01-04:00, level: 15",
     "step: suspend, effective: 2025-05-14T00:01-04:00, level: 10, until: 2026-08-12"],
    # A suspension runs out by itself and is then given anew.
    [IMPOSED, "step: suspend, effective: 2025-03-01, until: 2025-04-30",
     "step: suspend, effective: 2025-06-01, until: 2026-06-01"],
    # What was planned for later is taken back, though its day lies after the step that does so.
    [IMPOSED, "step: raise, announced: 2025-05-01, effective: 2025-09-01, level: 30",
     "step: withdraw, effective: 2025-08-01"],
    # A term that ran out is confirmed the day after.
    [IMPOSED + ", until: 2025-04-30", "step: expire, effective: 2025-05-01"],
    # What the level was before is not known.
    ["step: impose, effective: 2025-02-01", "step: raise, effective: 2025-05-01, level: 25"],
    # While suspended, the level that would come back is raised.
    [IMPOSED, SUSPENDED, "step: raise, effective: 2025-05-01, level: 25"],
]  # fmt: skip


@pytest.mark.parametrize("steps", SOUND_LIVES)
def test_a_sound_life_has_no_fault(steps: list[str]) -> None:
    assert check(record_from(SOUND + measure(*steps)), today=TODAY) == ()


def test_a_court_must_be_named() -> None:
    bad = measure(IMPOSED, "step: strike down, effective: 2025-04-01")
    fires_on_the_bad_text_only(Case(rule=life_cycles.is_struck_down_by_a_court, bad=bad, good=measure(IMPOSED)))


def test_an_extension_with_no_end_needs_a_note() -> None:
    bad = measure(TERM, "step: extend, effective: 2025-04-01")
    fires_on_the_bad_text_only(Case(rule=life_cycles.extends_to_a_later_day, bad=bad, good=measure(TERM)))


def test_nothing_is_extended_after_its_end() -> None:
    bad = measure(TERM, STOPPED, "step: extend, effective: 2025-05-01, until: 2026-09-01")
    fires_on_the_bad_text_only(Case(rule=life_cycles.extends_only_a_running_term, bad=bad, good=measure(TERM)))


def test_nothing_is_extended_before_it_is_there() -> None:
    bad = measure("step: extend, effective: 2025-05-01, until: 2026-09-01")
    fires_on_the_bad_text_only(Case(rule=life_cycles.extends_only_a_running_term, bad=bad, good=measure(TERM)))


def test_a_withdrawal_without_a_date_is_blamed_for_that_alone() -> None:
    bad = measure(ANNOUNCED, "step: withdraw")
    fires_on_the_bad_text_only(Case(rule=life_cycles.has_a_step_of_known_date, bad=bad, good=measure(ANNOUNCED)))
