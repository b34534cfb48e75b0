"""Corrections, and what passed without a word."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import upkeep
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name


def act(id: str, rest: str = "", kind: str = "consult") -> str:
    return (
        f"\n- act: {id}\n  title: The act {id}\n  by: ARC\n  toward: BOR\n  kind: {kind}\n  on: 2025-04-01\n"
        f"  issue: trade\n  sources: gazette\n{rest}"
    )


def correcting(former: str, reason: str = "  reason: Wrong day.\n  recorded: 2025-05-01\n") -> str:
    return f"  corrects: {former}\n{reason}"


def meeting(date: str, then: str = "") -> str:
    return (
        "\n- meeting: summit\n  title: A summit\n  parties: [ARC, BOR]\n  form: summit\n  level: leader\n"
        f"  sources: gazette\n  steps: [{{step: planned, on: 2025-06-01, date: {date}}}{then}]\n"
    )


def promise(rest: str) -> str:
    return (
        "\n- commitment: salt\n  text: Borealia will buy salt.\n  obligor: BOR\n  obligee: ARC\n  made: 2025-03-01\n"
        f"  issue: trade\n  done_when: It is bought.\n  deadline: 2025-12-31\n  sources: gazette\n{rest}"
    )


def measure(steps: str, issue: str = "trade") -> str:
    return (
        f"\n- measure: ban\n  title: A ban\n  by: BOR\n  toward: ARC\n  instrument: export-control\n  issue: {issue}\n"
        f"  sources: gazette\n  steps: [{steps}]\n"
    )


SUSPENDED = "{step: impose, effective: 2025-02-01}, {step: suspend, effective: 2025-03-01, until: %s}"
MEETING_HELD = ", {step: held, on: 2025-12-30}"
EVIDENCE = "  performance: [{on: 2025-12-31, score: 1}]\n"

CASES = [
    Case(rule=upkeep.corrects_an_entry_of_its_kind, bad=act("again", correcting("fist")),
         good=act("first") + act("again", correcting("first")), says="'fist', which is not in the record"),
    Case(rule=upkeep.says_why_it_corrects, bad=act("first") + act("again", correcting("first", "")),
         good=act("first") + act("again", correcting("first")), says="needs 'recorded' and 'reason'"),
    Case(rule=upkeep.does_not_correct_itself, bad=act("first", correcting("again")) + act("again", correcting("first")),
         good=act("first") + act("again", correcting("first")), says="first corrects again corrects first"),
    Case(rule=upkeep.meeting_passed_without_a_word, notice=True, bad=meeting("2025-12-31"), good=meeting("2026-01-01")),
    Case(rule=upkeep.deadline_passed_without_a_word, notice=True, bad=promise(""), good=promise(EVIDENCE),
         says="due by 2025-12-31"),
    Case(rule=upkeep.term_passed_without_a_word, notice=True, bad=measure(SUSPENDED % "2025-12-30"),
         good=measure(SUSPENDED % "2026-01-01"),
         says="ran out (2025-12-30) and it is taken to be 'in force' since"),
    Case(rule=upkeep.subject_is_kept_up, notice=True, bad=measure("{step: impose, effective: 2024-12-01}", "climate"),
         good=measure("{step: impose, effective: 2025-12-01}", "climate"),
         says="'climate' (2024-12-01), where one thing is still running"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


def test_a_correction_is_of_the_same_kind() -> None:
    bad = act("again", correcting("talks-2025"))
    good = act("first") + act("again", correcting("first"))
    case = Case(rule=upkeep.corrects_an_entry_of_its_kind, bad=bad, good=good, says="'talks-2025', which is no act")
    fires_on_the_bad_text_only(case)


def test_an_entry_is_corrected_once_and_then_its_correction_is() -> None:
    twice = act("first") + act("again", correcting("first")) + act("third", correcting("first"))
    chain = act("first") + act("again", correcting("first")) + act("third", correcting("again"))
    fires_on_the_bad_text_only(Case(rule=upkeep.corrects_an_entry_of_its_kind, bad=twice, good=chain))


@pytest.mark.parametrize(
    "followed",
    [
        promise("  voided: {on: 2025-11-01, reason: War.}\n"),
        promise("  restated: [{deadline: 2026-02-28, on: 2025-11-01, by: ARC}]\n"),
        promise("  performance: [{on: 2025-06-01, score: 3}]\n"),
        meeting("2025-12-30", MEETING_HELD),
        measure(SUSPENDED % "2025-12-30" + ", {step: resume, effective: 2025-12-31}"),
    ],
)
def test_what_was_followed_by_a_word_needs_no_notice(followed: str) -> None:
    fires_on_the_bad_text_only(
        Case(rule=upkeep.deadline_passed_without_a_word, notice=True, bad=promise(""), good=followed)
    )


def test_the_term_of_an_agreement_can_pass_too() -> None:
    deal = (
        "\n- agreement: framework\n  title: The framework\n  parties: [ARC, BOR]\n  form: framework\n"
        "  sources: gazette\n  clauses: [{clause: peace, text: Peace.}]\n"
        "  steps: [{step: agreed, on: 2025-06-01, until: 2025-12-30}%s]\n"
    )
    bad, good = deal % "", deal % ", {step: extended, on: 2025-12-29, until: 2026-12-30}"
    case = Case(
        rule=upkeep.term_passed_without_a_word, notice=True, bad=bad, good=good, says="its term ended on 2025-12-30"
    )
    fires_on_the_bad_text_only(case)


def test_a_pending_promise_keeps_its_subject_running() -> None:
    old = promise("").replace("issue: trade", "issue: climate").replace("made: 2025-03-01", "made: 2024-03-01")
    bad = old.replace("2025-12-31", "2027-12-31")
    good = bad + "  performance: [{on: 2025-12-31, score: 1}]\n"
    fires_on_the_bad_text_only(Case(rule=upkeep.subject_is_kept_up, notice=True, bad=bad, good=good))


def test_an_open_channel_keeps_its_subject_running() -> None:
    line = (
        "\n- channel: line\n  title: The line\n  parties: [ARC, BOR]\n  level: working\n  issues: climate\n"
        "  sources: gazette\n  steps: [{step: opened, on: 2024-05-01}%s]\n"
    )
    case = Case(
        rule=upkeep.subject_is_kept_up, notice=True, bad=line % "", good=line % ", {step: ended, on: 2024-08-01}"
    )
    fires_on_the_bad_text_only(case)
