"""Agreements, meetings, channels, talks, acts and readings: who, with whom, in which order."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import dealings, references
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name


def deal(steps: str = "{step: agreed, on: 2025-06-01}", parties: str = "[ARC, BOR]", rest: str = "",
         clauses: str = "[{clause: peace, text: Peace.}]") -> str:  # fmt: skip
    return (
        f"\n- agreement: framework\n  title: The framework\n  parties: {parties}\n  form: framework\n"
        f"  sources: gazette\n  steps: [{steps}]\n  clauses: {clauses}\n{rest}"
    )


def channel(steps: str, id: str = "line", rest: str = "") -> str:
    return (
        f"\n- channel: {id}\n  title: The {id}\n  parties: [ARC, BOR]\n  level: working\n  sources: gazette\n"
        f"  steps: [{steps}]\n{rest}"
    )


def meeting(steps: str, rest: str = "") -> str:
    return (
        f"\n- meeting: summit\n  title: A summit\n  parties: [ARC, BOR]\n  form: summit\n  level: leader\n"
        f"  sources: gazette\n  steps: [{steps}]\n{rest}"
    )


def act(on: str = "2025-04-01", by: str = "ARC", toward: str = "BOR", rest: str = "") -> str:
    return (
        f"\n- act: second\n  title: A second act\n  by: {by}\n  toward: {toward}\n  kind: consult\n  on: {on}\n"
        f"  issue: trade\n  sources: gazette\n{rest}"
    )


def reading(on: str = "2025-04-01", by: str = "ARC", rest: str = "") -> str:
    return (
        f"\n- reading: view\n  of: truce#pause\n  by: {by}\n  on: {on}\n  words: It covers all.\n"
        f"  sources: gazette\n{rest}"
    )


CEDRIA = "\n- party: CED\n  name: Cedria\n  form: state\n  zone: Etc/UTC\n"
OPENED = "{step: opened, on: 2024-01-01}"
REPLACED = OPENED + ", {step: replaced, on: 2025-01-01}"

CASES = [
    Case(rule=dealings.has_clauses, notice=True, bad=deal(clauses="[]"), good=deal()),
    Case(rule=dealings.is_between_two_parties, bad=deal(parties="[ARC]"), good=deal(), says="'parties' has only ARC"),
    Case(rule=dealings.has_steps_in_order, bad=meeting("{step: asked, on: 2025-06-02}, {step: held, on: 2025-06-01}"),
         good=meeting("{step: asked, on: 2025-06-01}, {step: held, on: 2025-06-02}"), says="2025-06-01 comes after"),
    Case(rule=dealings.has_begun, bad=deal("{step: amended, on: 2025-06-01}"), good=deal(),
         says="it begins with 'amended'; its first step is 'agreed' or"),
    Case(rule=dealings.holds_until_a_later_day, bad=deal("{step: agreed, on: 2025-06-01, until: 2025-05-01}, "
                                                         "{step: lapsed, on: 2025-06-02}"),
         good=deal("{step: agreed, on: 2025-06-01, until: 2026-05-01}"), says="ends on 2025-05-01, before the step"),
    Case(rule=dealings.follows_something_earlier, bad=deal("{step: agreed, on: 2025-02-01}", rest="  follows: truce\n"),
         good=deal(rest="  follows: truce\n"), says="'truce' began later (2025-03-01)"),
    Case(rule=dealings.changes_as_a_channel_can, bad=channel(OPENED + ", {step: restored, on: 2025-01-01}"),
         good=channel(OPENED + ", {step: cancelled, on: 2024-08-05}, {step: restored, on: 2025-01-01}"),
         says="it cannot be restored: it was open then"),
    Case(rule=dealings.has_a_successor_if_replaced, bad=channel(REPLACED),
         good=channel(REPLACED) + channel("{step: opened, on: 2025-01-01}", "next", "  follows: line\n"),
         says="no channel says 'follows: line'"),
    Case(rule=dealings.is_held_by_today, bad=meeting("{step: held, on: 2026-01-02}"),
         good=meeting("{step: held, on: 2026-01-01}"), says="after today; write 'planned' with its 'date'"),
    Case(rule=dealings.is_planned_for_a_later_day, bad=meeting("{step: planned, on: 2025-12-01}"),
         good=meeting("{step: planned, on: 2025-12-01, date: 2026-04}"), says="planned for when?"),
    Case(rule=dealings.says_who_asked, bad=meeting("{step: held, on: 2025-06-01}", "  asked_said_by: ARC\n"),
         good=meeting("{step: held, on: 2025-06-01}", "  asked_said_by: ARC\n  asked_by: BOR\n")),
    Case(rule=dealings.is_aimed_at_another, bad=act(by="COURT", toward="[BOR, ARC]"), good=act(by="COURT"),
         says="'ARC' is its own author's state"),
    Case(rule=dealings.answers_something_earlier, bad=act("2025-01-01", rest="  answers: protest\n"),
         good=act("2025-01-02", rest="  answers: protest\n"), says="'protest', which came later (2025-01-02)"),
    Case(rule=dealings.carries_out_an_agreement_already_made, bad=act("2025-02-21", rest="  under: truce\n"),
         good=act("2025-02-22", rest="  under: truce\n"), says="'truce', which was made later (2025-03-01)"),
    Case(rule=dealings.acts_under_its_own_agreement, bad=CEDRIA + act(by="CED", rest="  under: truce\n"),
         good=CEDRIA + act(by="COURT", rest="  under: truce\n"), says="'CED' is no party of 'truce'"),
    Case(rule=dealings.is_a_reading_by_a_party, bad=CEDRIA + reading(by="CED"), good=CEDRIA + reading(by="BOR"),
         says="a third party's view belongs in a 'note'"),
    Case(rule=dealings.reads_what_is_there_already, bad=reading("2025-02-01"), good=reading("2025-03-01"),
         says="before it was there (2025-03-01)"),
    Case(rule=dealings.takes_each_term_once,
         bad=reading(rest="  terms: [{term: all, value: yes}, {term: all, value: no}]\n"),
         good=reading(rest="  terms: {all: yes, some: no}\n"), says="the term 'all' has two values"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (dealings.is_between_two_parties, deal(parties="[ARC, ARC]")),
        (dealings.has_begun, meeting("")),
        (dealings.is_held_by_today, act("2026-01-02")),
        (dealings.is_planned_for_a_later_day, meeting("{step: planned, on: 2025-06-01, date: 2025-05}, "
                                                      "{step: cancelled, on: 2025-06-02}")),
        (dealings.changes_as_a_channel_can, channel(OPENED + ", {step: opened, on: 2025-01-01}")),
        (dealings.changes_as_a_channel_can, channel(OPENED + ", {step: ended, on: 2025-01-01}, "
                                                    "{step: restored, on: 2025-02-01}")),
        (dealings.follows_something_earlier, channel(OPENED, rest="  follows: line\n")),
        (dealings.holds_until_a_later_day, "\n- talks: round\n  title: The round\n  parties: [ARC, BOR]\n"
         "  issue: trade\n  since: 2025-02\n  until: 2025-01\n  result: none\n  sources: gazette\n"),
    ],
)  # fmt: skip
def test_a_rule_fires_on_these_too(rule: dealings.Rule, bad: str) -> None:
    fires_on_the_bad_text_only(Case(rule=rule, bad=bad, good=deal()))


def test_a_channel_may_have_been_opened_before_the_record_begins() -> None:
    good = channel("{step: suspended, on: 2024-08-05}, {step: restored, on: 2025-01-01}")
    bad = channel("{step: restored, on: 2025-01-01}")
    fires_on_the_bad_text_only(Case(rule=dealings.has_begun, bad=bad, good=good))


def test_a_step_of_a_measure_answers_and_carries_out_too() -> None:
    text = """
- measure: ban
  title: A ban
  by: BOR
  toward: ARC
  instrument: export-control
  issue: trade
  sources: gazette
  steps:
    - {{step: impose, effective: {day}, answers: protest}}
"""
    rule = dealings.answers_something_earlier
    fires_on_the_bad_text_only(Case(rule=rule, bad=text.format(day="2024-12-30"), good=text.format(day="2025-02-01")))


def test_a_reading_of_a_promise_is_by_a_party_of_the_agreement_that_holds_it() -> None:
    promise = (
        "\n- commitment: salt\n  text: Borealia will buy salt.\n  obligor: BOR\n  obligee: ARC\n  made: 2025-03-01\n"
        "  issue: trade\n  agreement: truce\n  done_when: It is bought.\n  standing: yes\n  sources: gazette\n"
    )
    bad, good = (CEDRIA + promise + reading(by=by).replace("truce#pause", "salt") for by in ("CED", "ARC"))
    fires_on_the_bad_text_only(Case(rule=dealings.is_a_reading_by_a_party, bad=bad, good=good))


def test_a_reading_of_something_unknown_is_not_blamed_twice() -> None:
    bad = reading().replace("truce#pause", "trice#pause")
    fires_on_the_bad_text_only(Case(rule=references.names_a_known_entry, bad=bad, good=reading()))
