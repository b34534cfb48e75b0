"""
- agreement: truce
  title: Truce
  parties: [ARC, BOR]
  form: joint-statement
  steps:
    - {step: in force, on: 2025-05-12, until: 2025-08-12}
    - {step: extended, on: 2025-08-11, until: 2025-11-10}
- agreement: ended
  title: Ended
  parties: [ARC, BOR]
  form: arrangement
  steps: [{step: agreed, on: 2025-04-01, until: 2025-12-01}, {step: ended, on: 2025-04-10, by: BOR}]
- measure: duty
  title: Duty on kites
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-04-05, level: 34}
    - {step: suspend, effective: 2025-05-14, until: 2025-08-12T00:01-04:00, level: 10, under: truce}
    - {step: extend, announced: 2025-08-11, effective: 2025-08-12T00:01-04:00, until: 2025-11-10, under: truce}
- measure: surcharge
  title: Surcharge
  by: BOR
  toward: ARC
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, announced: 2025-03-01, effective: 2025-06-01, until: 2025-07-01, level: 5}
    - {step: raise, announced: 2025-03-01, effective: 2025-06-20, level: 9}
    - {step: withdraw, announced: 2025-06-10}
- commitment: soy
  text: To buy 12 million tonnes
  obligor: BOR
  obligee: ARC
  made: 2025-04-01
  issue: trade/agriculture
  agreement: truce
  deadline: 2025-06-30
  condition: {trigger: a harvest, lapse: 2026-01-31}
  restated:
    - {deadline: 2025-12-31, by: ARC, on: 2025-06-15}
    - {deadline: 2026-02, by: BOR, on: 2025-06-20}
    - {deadline: 2026-03-31, by: BOR, on: 2025-07-20}
  performance: [{on: 2026-05-01, score: 3}]
- commitment: notice
  text: To give notice of launches
  obligor: ARC
  obligee: BOR
  made: 2025-04-01
  issue: security
  deadline: 2025-05-31
- commitment: restraint
  text: To refrain
  obligor: ARC
  obligee: BOR
  made: 2025-04-01
  issue: security
  standing: yes
- meeting: summit
  title: Summit
  parties: [ARC, BOR]
  form: summit
  level: leader
  steps:
    - {step: asked, on: 2025-04-01, by: ARC}
    - {step: planned, on: 2025-04-20, date: 2025-06-04/2025-06-05}
- meeting: some-day
  title: Some day
  parties: [ARC, BOR]
  form: talks
  level: minister
  steps: [{step: planned, on: 2025-04-20, date: 2025-06-04/..}]
- question: rain
  text: Will it rain?
  opens: 2025-04-01
  closes: 2025-05-15
  criteria: Rain.
- question: duty-gone
  text: Will the duty be gone?
  opens: 2025-04-01
  closes: 2025-05-15
  criteria: The duty is stopped.
  rule: {entry: duty, states: stopped, on: 2025-12-31}
- question: later
  text: Will there be a later one?
  opens: 2025-12-01
  closes: 2026-05-15
  criteria: Whatever.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.books.calendar import calendar, falling
from talleyrand.errors import WrongValue
from talleyrand.record.dates import moment
from tests.books.generated import FIRST, day, numbers, on, record_of, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from, shipped

record = record_from(__doc__ or "")
Line = tuple[str, str, str, int]


def lines(asked: str, known: str = "", days: int | None = 365, alarm: bool = False) -> list[Line]:
    """Chief entry, kind, day and days to go of what the calendar shows."""
    statement = calendar(record, on=moment(asked), known=moment(known or asked), days=days)
    return [
        (row["entries"][0], str(row["kind"]), str(row["day"]), int(str(row["in_days"])))  # type: ignore[index]
        for row in statement.records()
        if row["alarm"] is alarm
    ]


def test_a_suspension_ends_when_it_was_known_to_end() -> None:
    assert ("duty", "suspension ends", "2025-08-12", 84) in lines("2025-05-20")
    assert ("duty", "suspension ends", "2025-11-10", 70) in lines("2025-09-01")


def test_the_day_asked_about_foresees_only_what_was_told_by_then() -> None:
    assert ("duty", "suspension ends", "2025-08-12", 84) in lines("2025-05-20", known="2025-12-31")
    assert ("truce", "agreement ends", "2025-08-12", 84) in lines("2025-05-20", known="2025-12-31")


def test_the_shipped_truce_ends_in_august_as_known_in_may_and_in_november_as_known_in_september() -> None:
    """Source: executive orders 14298 and 14334, and the announcements of 12 May and 12 August 2025."""
    for asked, end in (("2025-05-20", date(2025, 8, 12)), ("2025-09-01", date(2025, 11, 10))):
        found = calendar(shipped(), on=moment(asked), known=moment(asked)).records()
        ends = {row["day"] for row in found if row["entries"][0] in ("us-reciprocal-2025", "cn-reciprocal-2025")}  # type: ignore[index]
        assert ends == {end}


def test_announced_steps_show_until_they_take_effect_or_are_taken_back() -> None:
    steps = [line for line in lines("2025-05-20") if line[0] == "surcharge"]
    assert steps == [
        ("surcharge", "step takes effect", "2025-06-01", 12),
        ("surcharge", "step takes effect", "2025-06-20", 31),
        ("surcharge", "measure expires", "2025-07-01", 42),
    ]
    assert [line for line in lines("2025-06-12") if line[1] == "step takes effect"] == []


def test_of_levels_set_for_one_moment_only_the_last_is_to_come() -> None:
    """Thirty percent raised to ninety before it began is never charged."""
    planned = record_from(
        """
        - measure: post
          title: Duty on parcels
          by: ARC
          toward: BOR
          instrument: tariff
          issue: trade/tariffs
          steps:
            - {step: impose, announced: 2025-04-02, effective: 2025-05-02, level: 30}
            - {step: raise, announced: 2025-04-08, effective: 2025-05-02, level: 90}
        """
    )
    told = {asked: calendar(planned, on=moment(asked), known=moment("2025-04-20")).column("what")
            for asked in ("2025-04-03", "2025-04-10")}  # fmt: skip
    assert told == {"2025-04-03": ("impose 30: Duty on parcels",), "2025-04-10": ("raise 90: Duty on parcels",)}


def test_a_date_that_is_not_one_plain_day_is_shown_as_stated_too() -> None:
    statement = calendar(record, on=moment("2025-05-20"), known=moment("2025-05-20"))
    stated = {row["kind"]: row["stated"] for row in statement.records()}
    assert str(stated["suspension ends"]) == "2025-08-12T00:01-04:00"
    assert stated["measure expires"] is None


def test_what_lapsed_with_no_later_step_raises_an_alarm() -> None:
    assert lines("2026-01-10", alarm=True) == [
        ("rain", "question unresolved", "2025-05-15", -240),
        ("notice", "deadline passed", "2025-05-31", -224),
        ("summit", "meeting day passed", "2025-06-05", -219),
        ("surcharge", "measure ran out", "2025-07-01", -193),
        ("truce", "agreement ran out", "2025-11-10", -61),
        ("duty", "suspension ran out", "2025-11-10", -61),
    ]


def test_a_deadline_is_shown_as_first_stated_and_as_each_party_last_restated_it() -> None:
    soy = [line[1:3] for line in lines("2025-06-16") if line[0] == "soy"]
    assert soy == [("deadline", "2025-06-30"), ("restated deadline", "2025-12-31"), ("condition lapses", "2026-01-31")]
    later = [line[1:3] for line in lines("2025-07-21") if line[0] == "soy"]
    assert ("restated deadline", "2026-03-31") in later
    assert ("restated deadline", "2026-02-28") not in later


def test_a_restated_deadline_keeps_the_alarm_back_until_it_has_passed() -> None:
    assert [line for line in lines("2025-12-01", alarm=True) if line[0] == "soy"] == []


def test_a_promise_kept_has_no_deadline_left() -> None:
    assert [line for line in lines("2026-06-01", days=None) if line[0] == "soy"] == []


def test_a_meeting_with_no_last_day_is_not_in_the_calendar() -> None:
    assert [line for line in lines("2025-05-01") if line[0] == "some-day"] == []
    assert ("summit", "meeting planned", "2025-06-05", 35) in lines("2025-05-01")
    assert [line for line in lines("2025-04-10") if line[0] == "summit"] == []


def test_a_question_closes_then_waits_for_its_rule_then_raises_an_alarm() -> None:
    assert ("rain", "question closes", "2025-05-15", 0) in lines("2025-05-15")
    alarmed = [line[0] for line in lines("2025-05-16", alarm=True)]
    assert "rain" in alarmed
    assert "duty-gone" not in alarmed
    assert "duty-gone" not in [line[0] for line in lines("2026-01-10", alarm=True)]


def test_an_agreement_that_a_side_ended_has_no_term_left() -> None:
    assert ("ended", "agreement ends", "2025-12-01", 239) in lines("2025-04-06")
    assert [line for line in lines("2026-01-10", alarm=True) + lines("2025-05-20") if line[0] == "ended"] == []


def test_days_limit_the_view_both_ways_and_what_they_leave_out_is_counted() -> None:
    statement = calendar(record, on=moment("2025-05-20"), known=moment("2025-05-20"), days=10)
    assert statement.totals[0].values == (("alarms", 1), ("due", 0))
    assert statement.cautions == ("Outside the days asked for: 9 to come later.",)
    assert calendar(record, on=moment("2025-05-20"), known=moment("2025-05-20"), days=None).cautions == ()


def test_days_below_zero_are_refused() -> None:
    with pytest.raises(WrongValue, match="days is -1"):
        calendar(record, on=moment("2025-05-20"), known=moment("2025-05-20"), days=-1)


def test_a_step_with_no_date_is_no_part_of_the_calendar() -> None:
    undated = """
    - measure: plan
      title: Plan
      by: ARC
      toward: BOR
      instrument: tariff
      issue: trade
      steps: [{step: impose}]
    """
    assert calendar(record_from(undated), on=moment("2025-01-01"), known=moment("2025-01-01")).rows == ()


def test_a_lapse_that_its_author_confirms_raises_no_alarm() -> None:
    confirmed = """
    - measure: duty
      title: Duty
      by: ARC
      toward: BOR
      instrument: tariff
      issue: trade
      steps:
        - {step: impose, effective: 2025-01-01, until: 2025-01-31}
        - {step: expire, effective: 2025-02-01}
    """
    assert calendar(record_from(confirmed), on=moment("2025-03-01"), known=moment("2025-03-01")).rows == ()


@st.composite
def paused(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int, int]]]:
    """A measure imposed, perhaps suspended, perhaps extended, and its steps: word, told, effective, until."""
    start = draw(st.integers(0, 20))
    steps = [("impose", start - draw(st.integers(0, 9)), start, start + draw(st.integers(30, 90)))]
    if draw(st.booleans()):
        pause = start + draw(st.integers(1, 20))
        steps.append(("suspend", pause - draw(st.integers(0, 9)), pause, pause + draw(st.integers(1, 60))))
    if draw(st.booleans()):
        again = draw(st.integers(steps[-1][2] + 1, min(step[3] for step in steps)))
        steps.append(("extend", again, again, steps[-1][3] + draw(st.integers(1, 30))))
    written = [
        f"    - {{step: {word}, announced: {day(told)}, effective: {day(at)}, until: {day(until)}}}"
        for word, told, at, until in steps
    ]
    head = "- measure: m\n  title: M\n  by: ARC\n  toward: BOR\n  instrument: tariff\n  issue: trade\n  steps:\n"
    return head + "\n".join(written), steps


def scanned(steps: list[tuple[str, int, int, int]], at: int) -> set[tuple[str, int]]:
    """The same by a plain scan: the last word told on the pause and on the term decides."""
    told = [step for step in steps if step[1] <= at]
    ends = {"term": -1, "pause": -1}
    for word, _, _, until in told:
        paused_now = word == "suspend" or (word == "extend" and ends["pause"] >= 0)
        ends["pause" if paused_now else "term"] = until
    found = set()
    if 0 <= ends["pause"] < ends["term"] and (ends["pause"] >= at or ends["term"] >= at):
        found.add(("suspension ends" if ends["pause"] >= at else "suspension ran out", ends["pause"]))
    if ends["term"] >= 0:
        found.add(("measure expires" if ends["term"] >= at else "measure ran out", ends["term"]))
    return found


@given(paused(), st.integers(0, 150))
@settings(max_examples=150)
def test_every_expiry_shown_equals_a_plain_scan(made: tuple[str, list[tuple[str, int, int, int]]], at: int) -> None:
    text, steps = made
    statement = calendar(record_from(text), on=on(at), known=on(at), days=None)
    shown = {
        (str(row["kind"]), (row["day"] - FIRST) // timedelta(1))  # type: ignore[operator]
        for row in statement.records()
        if row["kind"] != "step takes effect"
    }
    assert shown == scanned(steps, at)


@given(texts(), numbers)
@settings(max_examples=20)
def test_swapping_the_parties_swaps_the_answer(text: str, at: int) -> None:
    assert swapping_the_parties_swaps_the_answer(calendar, text, at)


@given(texts(), numbers, numbers, numbers)
def test_what_falls_due_within_some_days_is_what_the_whole_shows_of_them(
    text: str, at: int, one: int, two: int
) -> None:
    made = record_of(text)
    first, last = on(min(one, two)).day, on(max(one, two)).day
    assert falling(made, on(at), first, last) == tuple(due for due in falling(made, on(at)) if first <= due.day <= last)


@pytest.mark.parametrize("asked", ["2019-10-01", "2025-05-20", "2026-02-01"])
def test_the_shipped_record_looked_at_for_half_a_year_shows_what_the_whole_shows_of_it(asked: str) -> None:
    day = moment(asked)
    then = shipped().as_known(day)
    first, last = day.day - timedelta(60), day.day + timedelta(200)
    within = falling(then, day, first, last)
    assert within == tuple(due for due in falling(then, day) if first <= due.day <= last)
    assert within
