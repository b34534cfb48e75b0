"""The life of a measure, by hand and against a second, naive implementation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import NotFound
from talleyrand.record import lives
from talleyrand.record.dates import Moment, moment, when
from talleyrand.record.entries import Measure, MeasureStep
from talleyrand.record.record import Record
from tests.conftest import record_from

DUTY = """
- measure: duty
  title: Duty on all goods
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
"""


def status(record: Record, day: str, known: str | None = None) -> str | None:
    then = record.as_known(moment(known) if known else None)
    if "duty" not in then:
        return None
    now = lives.state(then, then.find("duty", Measure), moment(day))
    return f"{now.status} {now.level}" if now else None


def test_a_duty_is_announced_then_in_force_from_its_hour() -> None:
    record = record_from(
        DUTY + "  - {step: impose, announced: 2025-04-04, effective: 2025-04-10T12:01-04:00, level: 34}"
    )
    assert status(record, "2025-04-03") is None
    assert status(record, "2025-04-09") == "announced None"
    assert status(record, "2025-04-10T12:00-04:00") == "announced None"
    assert status(record, "2025-04-10T12:01-04:00") == status(record, "2025-04-10") == "in force 34"


def test_a_raise_of_the_same_minute_means_that_the_first_level_never_applied() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, announced: 2025-04-04, effective: 2025-04-10, level: 34}
    - {step: raise, announced: 2025-04-09, effective: 2025-04-10, level: 84}
    """
    )
    assert status(record, "2025-04-10") == "in force 84"
    assert status(record, "2025-04-10", known="2025-04-08") == "in force 34"
    assert len(lives.spells(record, record.find("duty", Measure))) == 2


def test_a_part_suspended_comes_back_by_itself_unless_extended() -> None:
    text = (
        DUTY
        + """
    - {step: impose, effective: 2025-04-10, level: 125}
    - {step: lower, effective: 2025-05-14, level: 34}
    - {step: suspend, effective: 2025-05-14, level: 10, until: 2025-08-11}
    - {step: extend, announced: 2025-08-10, effective: 2025-08-11, until: 2025-11-09}
    """
    )
    record = record_from(text)
    assert status(record, "2025-06-01") == "partly suspended 10"
    assert status(record, "2025-08-12", known="2025-05-20") == "in force 34"
    assert status(record, "2025-08-12") == "partly suspended 10"
    assert status(record, "2025-11-10") == "in force 34"
    state = lives.state(record, record.find("duty", Measure), moment("2025-09-01"))
    assert state
    assert str(state.suspended_until) == "2025-11-09"
    assert state.full == 34


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{step: suspend, effective: 2025-03-01, until: 2025-03-31}", "suspended None"),
        ("{step: stop, effective: 2025-03-01}", "stopped None"),
        ("{step: expire, effective: 2025-03-01}", "expired None"),
        ("{step: strike down, effective: 2025-03-01, by: COURT}", "struck down None"),
    ],
)
def test_suspended_stopped_expired_and_struck_down_are_different(step: str, expected: str) -> None:
    record = record_from(DUTY + f"  - {{step: impose, effective: 2025-02-01, level: 10}}\n  - {step}")
    assert status(record, "2025-03-15") == expected


def test_what_is_withdrawn_before_it_takes_effect_was_never_effective() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, announced: 2025-10-10, effective: 2025-11-01, level: 100}
    - {step: withdraw, effective: 2025-10-26}
    """
    )
    assert status(record, "2025-10-20") == "announced None"
    assert status(record, "2025-11-02") == "never effective None"
    assert status(record, "2025-11-02", known="2025-10-20") == "in force 100"


def test_what_is_ended_before_it_takes_effect_never_does() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, announced: 2025-04-11, effective: 2025-07-01, level: 3}
    - {step: stop, announced: 2025-05-01, effective: 2025-05-30}
    """
    )
    assert status(record, "2025-05-29") == "announced None"
    assert status(record, "2025-07-02") == "never effective None"
    assert status(record, "2025-07-02", known="2025-04-30") == "in force 3"


def test_a_planned_raise_withdrawn_leaves_the_level_as_it_was() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, effective: 2018-09-24, level: 10}
    - {step: raise, announced: 2018-09-17, effective: 2019-01-01, level: 25}
    - {step: withdraw, effective: 2018-12-01}
    """
    )
    assert status(record, "2019-02-01") == "in force 10"


def test_a_term_runs_out_at_its_end_and_an_extension_moves_it() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, effective: 2026-02-24, level: 10, until: 2026-07-23}
    - {step: extend, announced: 2026-07-01, until: 2026-08-31}
    """
    )
    assert status(record, "2026-07-24", known="2026-06-01") == "expired None"
    assert status(record, "2026-07-24") == "in force 10"
    assert status(record, "2026-09-01") == "expired None"


def test_resuming_gives_the_former_level_back_and_a_new_level_waits_for_the_suspension() -> None:
    record = record_from(
        DUTY
        + """
    - {step: impose, effective: 2025-01-01, level: 20}
    - {step: suspend, effective: 2025-02-01, level: 5}
    - {step: lower, effective: 2025-03-01, level: 15}
    - {step: resume, effective: 2025-04-01}
    """
    )
    assert status(record, "2025-03-15") == "partly suspended 5"
    assert status(record, "2025-04-01") == "in force 15"


def test_an_announcement_alone_and_a_step_without_any_date() -> None:
    record = record_from(DUTY + "  - {step: announce, announced: 2025-01-01}\n  - {step: impose, level: 4}")
    assert status(record, "2025-06-01") == "announced None"


def test_totals_add_up_one_series_only_both_clocks_and_the_party_of_an_agency() -> None:
    record = record_from(DUTY + """
    - {step: impose, effective: 2025-02-04, level: 10}
- {party: BUREAU, name: Bureau, form: agency, of: ARC}
- {party: ALL, name: All, form: bloc, everyone: yes}
- measure: more
  {title: x, by: BUREAU, toward: ALL, instrument: tariff, issue: trade/tariffs, series: across-the-board, steps: [{step: impose, effective: 2025-03-01, level: 2.5}]}
- measure: listed
  {title: x, by: ARC, toward: BOR, instrument: tariff, issue: trade/tariffs, series: listed-goods, steps: [{step: impose, effective: 2025-03-01, level: 100}]}
""".replace("- measure: more\n  {", "- {measure: more, ").replace("- measure: listed\n  {", "- {measure: listed, "))  # fmt: skip
    total = lives.total(record, "ARC", "BOR", "across-the-board", moment("2025-03-01"))
    assert (total.level, total.entries, total.unit) == (Decimal("12.5"), ("duty", "more"), "percent")
    assert lives.total(record, "BOR", "ARC", "across-the-board", moment("2025-03-01")).level == 0
    with pytest.raises(NotFound, match="across-the-board"):
        lives.total(record, "ARC", "BOR", "across-the-bord", moment("2025-03-01"))


# --- a second implementation: every day walked, every step looked at again ---

START = date(2025, 1, 1)
KINDS = ("impose", "raise", "lower", "suspend", "resume", "extend", "stop", "expire", "withdraw", "announce")


@st.composite
def steps(draw: st.DrawFn) -> tuple[MeasureStep, ...]:
    made = []
    for _ in range(draw(st.integers(1, 7))):
        effect = draw(st.integers(0, 40))
        told = draw(st.integers(0, effect))
        until = draw(st.none() | st.integers(effect, 50))
        kind = draw(st.sampled_from(KINDS))
        made.append(
            MeasureStep(
                step=kind,
                announced=when(str(START + timedelta(told))),
                effective=when(str(START + timedelta(effect))),
                level=Decimal(draw(st.integers(1, 9))) if kind in ("impose", "raise", "lower", "suspend") else None,
                until=when(str(START + timedelta(until)))
                if until and kind in ("impose", "suspend", "extend")
                else None,
            )
        )
    return tuple(made)


def naive(measure: Measure, day: date) -> tuple[str, Decimal | None] | None:
    """The state at the end of a day, found by walking through every day from the first."""
    taken_back: set[int] = set()
    begun = False
    for place, back in sorted(enumerate(measure.steps), key=lambda pair: (pair[1].effective.first, pair[0])):
        stands = place not in taken_back
        begun = begun or (stands and back.step in ("impose", "raise", "lower"))
        if back.step == "withdraw" or (stands and not begun and back.step in ("stop", "expire")):
            taken_back |= {
                number
                for number, each in enumerate(measure.steps)
                if each is not back and each.announced.first <= back.effective.first < each.effective.first
            }
    if min(each.announced.first for each in measure.steps) > day:
        return None
    now = ("announced", None, None, None, None)
    for offset in range((day - START).days + 1):
        today = START + timedelta(offset)
        acting = [
            each
            for number, each in enumerate(measure.steps)
            if number not in taken_back and each.effective.first == today
        ]
        if not acting:
            now = run_out(now, today)
        for each in acting:
            now = one_step(each, *now)
        now = run_out(now, today)
    return {"partly": "partly suspended"}.get(now[0], now[0]), now[1]


def run_out(now, today):  # type: ignore[no-untyped-def]
    """Let every term run out whose last day is over; the suspension first if it ends before the measure."""
    while now[0] in ("in force", "partly", "suspended"):
        status, level, full, pause, term = now
        over = [end for end in (pause, term) if end is not None and end < today]
        if not over:
            break
        if pause == min(over) and (term is None or pause < term):
            now = ("in force", full, full, None, term)
        else:
            now = ("expired", None, full, None, None)
    return now


def one_step(each, status, level, full, pause, term):  # type: ignore[no-untyped-def]
    until = each.until.last if each.until else None
    same = (status, level, full, pause, term)
    paused, running = status in ("partly", "suspended"), status == "in force"
    match each.step:
        case "impose":
            return "in force", each.level, each.level, None, until
        case "raise" | "lower":
            if paused:
                return status, level, each.level, pause, until or term
            return (
                ("in force", each.level, each.level, None, until or term) if running or status == "announced" else same
            )
        case "suspend":
            return ("partly", each.level, full, until, term) if running or paused else same
        case "resume":
            return ("in force", full, full, None, term) if paused else same
        case "extend":
            return (
                (status, level, full, until, term)
                if paused
                else (status, level, full, pause, until)
                if running
                else same
            )
        case "withdraw":
            return ("never effective", None, full, pause, term) if status == "announced" else same
        case "stop" | "expire":
            if status == "announced":
                return "never effective", None, full, pause, term
            return (
                ({"stop": "stopped", "expire": "expired"}[each.step], None, None, None, None)
                if running or paused
                else same
            )
    return same


@given(steps(), st.integers(0, 60))
def test_the_state_of_any_day_is_what_walking_through_every_day_gives(
    made: tuple[MeasureStep, ...], offset: int
) -> None:
    measure = Measure(id="m", title="m", by="A", toward=("B",), instrument="tariff", issue="trade", steps=made)
    day = START + timedelta(offset)
    now = lives.state(Record([measure]), measure, Moment(day))
    assert (now and (now.status, now.level)) == naive(measure, day)
