"""Steps by their days, counted by hand, and each warning: a road that has none, and one change that brings it."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.bargaining.roadmap import Leg, Road, Snag, road
from talleyrand.bargaining.sheets import sheet
from talleyrand.record.dates import moment
from tests.conftest import record_from

RECORD = """
- person: ada
  name: Ada
  posts: [{post: Minister, of: ARC, since: 2025-01-20}]
- person: bo
  name: Bo
  posts: [{post: Minister, of: BOR, since: 2024-03-01}]
- person: cy
  name: Cy
  posts: [{post: Minister, of: BOR, since: 2023-03-01, until: 2024-02-29}]
- channel: line
  title: Line between ministers
  parties: [ARC, BOR]
  level: minister
  purpose: resolve
  steps: [{step: opened, on: 2025-01-01}]
- agreement: truce
  title: Truce
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: in force, on: 2025-05-12, until: 2027-06-30}]
- agreement: elsewhere
  title: Treaty with the court
  parties: [ARC, COURT]
  form: treaty
  steps: [{step: in force, on: 2025-05-12, until: 2027-01-15}]
- measure: duty
  title: Duty on kites
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-04-05, level: 34}
    - {step: suspend, effective: 2025-05-14, until: 2027-06-30, level: 10, under: truce}
- measure: at-home
  title: Toll at home
  by: ARC
  toward: COURT
  instrument: tariff
  issue: trade/tariffs
  steps: [{step: impose, effective: 2025-04-05, until: 2027-01-20, level: 3}]
"""

PLAN = """
- negotiation: kites
  title: Kites
  between: [ARC, BOR]
  on: 2027-01-01
  authors: [us]
- issue: duty
  title: Duty
  options: [{option: keep, text: kept}, {option: lift, text: lifted}]
- issue: sale
  title: Sale
  options: [{option: none, text: none}, {option: some, text: some}]
- side: ARC
  name: Arcadia
  party: ARC
  weights: [{issue: duty, best: 1}]
  scores: [{issue: duty, option: keep, best: 100}, {issue: duty, option: lift, best: 0}]
  no_deal: 10
- side: BOR
  name: Borealia
  party: BOR
  weights: [{issue: duty, best: 1}]
  scores: [{issue: duty, option: keep, best: 0}, {issue: duty, option: lift, best: 100}]
  no_deal: 10
- redline: quiet
  by: BOR
  never: {sale: some}
  reason: Nobody is to know.
- stage: first
  title: The duty is lifted
  deeds: [{by: ARC, issue: duty, option: lift}]
  benchmark: seen
  evidence: customs
  months: 2
  lag: 1
  stakes:
    - {by: ARC, gain: 3, temptation: 4, cheated: 0, broken: 1}
    - {by: BOR, gain: 3, temptation: 4, cheated: 0, broken: 1}
- stage: second
  title: Kites are bought
  deeds: [{by: BOR, issue: sale, option: some}]
  benchmark: seen
  evidence: customs
  months: 1
  lag: 0
  stakes:
    - {by: ARC, gain: 3, temptation: 4, cheated: 0, broken: 1}
    - {by: BOR, gain: 3, temptation: 4, cheated: 0, broken: 1}
- {move: letter, title: Letter, form: private message, by: [ARC, BOR], days: 5}
- {move: agenda, title: Agenda, form: agenda, by: [ARC, BOR], after: [letter], days: 7}
- {move: named, title: Leads, form: leads, by: [ARC, BOR], after: [agenda], days: 1, leads: [ada, bo]}
- move: talks
  title: Talks
  form: round
  by: [ARC, BOR]
  after: [named]
  days: 4
  level: minister
  channel: line
  leads: [ada, bo]
  issues: [sale]
- {move: close, title: Ministers, form: ministers, by: [ARC, BOR], after: [talks], days: 2, level: minister, leads: [ada, bo]}
- {move: top, title: Leaders, form: leaders, by: [ARC, BOR], after: [close], days: 1, leads: [ada, bo], issues: [duty], public: yes}
- {move: signed, title: Signing, form: signing, by: [ARC, BOR], after: [top], on: 2027-01-25, issues: [sale], public: yes}
- {move: look, title: Review, form: review, by: [ARC], on: 2027-05-03/2027-05-04, stage: first, leads: [ada]}
"""


def planned(*changes: tuple[str, str], record: tuple[str, str] = ("", ""), on: str = "2027-01-01") -> Road:
    """The road of the plan above with some lines changed."""
    text = PLAN
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    read = sheet(text.encode(), "kites.yaml")
    assert not read.problems, read.problems
    return road(read.negotiation, record_from(RECORD.replace(*record)), on=moment(on), known=moment(on))


def days(found: Road) -> dict[str, tuple[str, str]]:
    return {leg.id: (leg.first.isoformat(), leg.last.isoformat()) for leg in found.legs}


def warned(found: Road) -> list[tuple[str, str]]:
    return [(each.what, each.leg) for each in found.snags]


def test_each_step_begins_the_day_after_those_that_it_waits_for() -> None:
    assert list(days(planned()).items())[:7] == [
        ("letter", ("2027-01-01", "2027-01-05")),
        ("agenda", ("2027-01-06", "2027-01-12")),
        ("named", ("2027-01-13", "2027-01-13")),
        ("talks", ("2027-01-14", "2027-01-17")),
        ("close", ("2027-01-18", "2027-01-19")),
        ("top", ("2027-01-20", "2027-01-20")),
        ("signed", ("2027-01-25", "2027-01-25")),
    ]


def test_a_step_that_must_wait_longer_than_to_its_day_is_put_off_and_takes_as_long() -> None:
    late = days(planned(("on: 2027-01-25", "on: 2027-01-19/2027-01-21")))
    assert late["signed"] == ("2027-01-21", "2027-01-23")


def test_a_step_with_a_day_and_nothing_to_wait_for_keeps_its_day_though_it_is_past() -> None:
    past = planned(("form: private message, by: [ARC, BOR]", "form: private message, by: [ARC, BOR], on: 2026-12-01"))
    assert days(past)["letter"] == ("2026-12-01", "2026-12-01")


def test_stages_follow_the_signing_and_each_the_review_of_the_one_before() -> None:
    # Two months are 60.875 days: 26 January to 27 March. The lag of a month, 31 days, ends on 27 April; the review on 4 May.
    found = days(planned())
    assert (found["first"], found["second"]) == (("2027-01-26", "2027-03-27"), ("2027-05-05", "2027-06-04"))


def test_without_a_review_a_stage_follows_when_the_benchmark_before_it_is_seen() -> None:
    found = days(planned((", stage: first, leads: [ada]", ", leads: [ada]")))
    assert found["second"] == ("2027-04-28", "2027-05-28")


def test_a_stage_waits_for_the_signing_that_opens_it() -> None:
    found = days(planned(("by: [ARC], on: 2027-05-03/2027-05-04, stage: first", "by: [ARC], on: 2027-05-03"),
                         ("form: signing, by: [ARC, BOR]", "form: signing, stage: first, by: [ARC, BOR]"),
                         ("- {move: look", "- {move: again, title: Again, form: signing, by: [ARC, BOR], stage: second, on: 2027-07-01}\n- {move: look")))  # fmt: skip
    assert found["second"][0] == "2027-07-02"


def test_without_a_signing_the_stages_follow_the_last_step_that_is_no_review() -> None:
    assert days(planned(("form: signing", "form: leaders")))["first"][0] == "2027-01-26"


def test_steps_stand_in_the_order_of_their_days() -> None:
    found = planned().legs
    assert list(found) == sorted(found, key=lambda leg: (leg.first, leg.last, leg.id))


def test_a_road_that_goes_as_it_should_has_no_warning() -> None:
    assert planned().snags == ()


EACH = [
    ("missing step", "", (("form: private message", "form: agenda"),)),
    ("missing step", "", (("form: review", "form: round"),)),
    ("missing step", "", (("after: [close]", "on: 2027-01-02"),)),
    ("missing lead", "talks", (("  channel: line\n  leads: [ada, bo]", "  channel: line\n  leads: [ada]"),)),
    ("missing lead", "look", ((", stage: first, leads: [ada]", ", stage: first"),)),
    ("missing lead", "look", (("by: [ARC], on", "by: [BOR], on"),)),
    ("too soon", "look", (("on: 2027-05-03/2027-05-04", "on: 2027-04-27"),)),
    ("too late", "first", (("  lag: 1", "  lag: 1\n  expires: 2027-04-26"),)),
    ("too late", "first", (("on: 2027-01-25", "on: 2027-07-02"), ("on: 2027-05-03/2027-05-04", "on: 2027-12-01"))),
    ("red line made public", "top", (("issues: [duty], public: yes", "issues: [sale], public: yes"),)),
]


@pytest.mark.parametrize(("what", "leg", "changes"), EACH)
def test_each_warning_is_given_for_the_step_that_it_is_about(
    what: str, leg: str, changes: tuple[tuple[str, str], ...]
) -> None:
    assert warned(planned(*changes)) == [(what, leg)]


@pytest.mark.parametrize(
    "change",
    [
        ("by: [ARC], on: 2027-05-03/2027-05-04", "by: [ARC], on: 2027-04-28"),  # the day after it is seen
        ("  lag: 1", "  lag: 1\n  expires: 2027-04-27"),  # the day on which it is seen
        ("  by: BOR\n  never", "  by: BOR\n  public: yes\n  never"),
        ("issues: [duty], public: yes", "issues: [sale]"),
    ],
)
def test_a_road_that_is_just_in_time_or_keeps_quiet_has_no_warning(change: tuple[str, str]) -> None:
    assert planned(change).snags == ()


def test_a_lead_who_has_left_the_post_is_told_of() -> None:
    found = planned(("by: [ARC], on: 2027-05-03/2027-05-04, stage: first, leads: [ada]",
                     "by: [ARC, BOR], on: 2027-05-03/2027-05-04, stage: first, leads: [ada, cy]"))  # fmt: skip
    assert warned(found) == [("missing lead", "look"), ("not in post", "look")]
    assert found.snags[1].message == "Review: Cy is not known to hold a post on 2027-05-03"
    assert found.snags[1].entries == ("cy",)


def test_a_channel_that_is_suspended_is_told_of_and_cited() -> None:
    found = planned(record=("[{step: opened, on: 2025-01-01}]",
                            "[{step: opened, on: 2025-01-01}, {step: suspended, on: 2026-08-05, by: BOR}]"))  # fmt: skip
    assert warned(found) == [("channel closed", "talks"), ("no channel", "close")]
    assert found.snags[0].entries == ("line",)
    assert found.snags[0].message == "Talks: 'Line between ministers' is suspended on 2027-01-01"


def test_a_channel_that_opens_later_is_not_open_yet() -> None:
    assert ("channel closed", "talks") in warned(planned(record=("on: 2025-01-01", "on: 2027-02-01")))


@pytest.mark.parametrize(
    ("level", "warns"), [("leader", True), ("principal", False), ("vice-minister", False), ("official", True)]
)
def test_a_step_without_a_channel_may_use_one_at_the_level_next_to_its_own(level: str, warns: bool) -> None:
    found = planned(("days: 2, level: minister", f"days: 2, level: {level}"))
    assert (("no channel", "close") in warned(found)) is warns


def test_what_runs_out_between_the_sides_is_told_of_once_a_day_and_what_is_not_between_them_is_not() -> None:
    found = planned(("on: 2027-01-25", "on: 2027-07-02"), ("on: 2027-05-03/2027-05-04", "on: 2027-12-01"))
    (snag,) = found.snags
    assert snag.message == ("Duty on kites and 1 more: suspension ends on 2027-06-30, before the first stage begins on "
                            "2027-07-03")  # fmt: skip
    assert set(snag.entries) == {"duty", "truce"}


def test_what_ran_out_before_the_road_is_planned_is_no_warning_of_it() -> None:
    assert "too late" not in dict(warned(planned(("on: 2027-01-25", "on: 2027-08-02"), on="2027-07-15")))


def test_swapping_the_sides_changes_neither_days_nor_warnings() -> None:
    changes = EACH[7][2]
    swapped = planned(("between: [ARC, BOR]", "between: [BOR, ARC]"), *changes)
    assert (days(swapped), warned(swapped)) == (days(planned(*changes)), warned(planned(*changes)))


def test_a_plan_without_steps_or_stages_has_only_missing_steps() -> None:
    bare = sheet(PLAN.partition("- stage:")[0].encode(), "kites.yaml").negotiation
    found = road(bare, record_from(RECORD), on=moment("2027-01-01"), known=moment("2027-01-01"))
    assert found.legs == ()
    assert {each.what for each in found.snags} == {"missing step"}
    assert len(found.snags) == 7


def test_a_leg_and_a_snag_may_stand_alone() -> None:
    leg = Leg(id="a", form="round", title="A", by=("ARC",), first=date(2027, 1, 1), last=date(2027, 1, 2))
    assert (leg.leads, Snag(leg="", what="missing step", message="-").entries) == ((), ())
