"""What is a commitment, and what may follow it."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import check, promises, references, sourcing
from tests.conftest import record_from
from tests.record.checks.table import SOUND, TODAY, Case, fires_on_the_bad_text_only, name

PROMISE = {
    "commitment": "salt",
    "text": "Borealia will buy salt.",
    "obligor": "BOR",
    "obligee": "ARC",
    "made": "2025-03-01",
    "issue": "trade",
    "agreement": "truce",
    "done_when": "The salt is bought.",
    "deadline": "2026-12-31",
    "asserted": "[{by: ARC, on: 2025-03-01, sources: gazette}]",
    "sources": "gazette",
}


def promise(**fields: str) -> str:
    """A commitment with some fields changed; an empty text leaves a field out."""
    lines = [f"{field}: {text}" for field, text in (PROMISE | fields).items() if text]
    return "\n- " + "\n  ".join(lines) + "\n"


TARGET = "{amount: 12, unit: tonnes}"
FOREIGN = "\n- party: CED\n  name: Cedria\n  form: state\n  zone: Etc/UTC\n"
PRIVATE = "\n- source: private\n  title: Private note\n  publisher: Arcadia\n  voice: ARC\n"


def shown(evidence: str, **fields: str) -> str:
    return promise(performance=f"[{evidence}]", target=TARGET, **fields)


def restated(*again: str) -> str:
    return promise(restated=f"[{', '.join('{' + each + '}' for each in again)}]")


NEW_YEAR = "deadline: 2027-02-28, on: 2025-11-01"

CASES = [
    Case(rule=promises.promises_one_thing, bad=promise(standing="yes"), good=promise(), says="write two commitments"),
    Case(rule=promises.says_what_counts_as_done, bad=promise(done_when=""), good=promise(done_when="", target=TARGET)),
    Case(rule=promises.is_public, bad=PRIVATE + promise(asserted="", sources="private"),
         good=promise(asserted=""), says="nobody is on record", also=(sourcing.can_be_found,)),
    Case(rule=promises.looks_to_the_future, bad=promise(deadline=""), good=promise(deadline="", standing="yes")),
    Case(rule=promises.falls_due_after_it_is_made, bad=promise(voided="{on: 2025-01-31, reason: War.}"),
         good=promise(voided="{on: 2025-04-01, reason: War.}"), says="'voided' is 2025-01-31, before it was made"),
    Case(rule=promises.binds_a_party_of_its_agreement, bad=FOREIGN + promise(obligor="CED"), good=FOREIGN + promise(),
         says="'CED' is no party of 'truce'; its parties are ARC, BOR"),
    Case(rule=promises.is_owed_to_another, bad=promise(obligee="[ARC, BOR]"), good=promise()),
    Case(rule=promises.says_who_restated_the_deadline, bad=restated(NEW_YEAR), good=restated(NEW_YEAR + ", by: ARC")),
    Case(rule=promises.restates_after_it_is_made, bad=restated("deadline: 2027-02-28, on: 2025-02-01, by: ARC"),
         good=restated("deadline: 2027-02-28, on: 2025-03-02, by: ARC"), says="restated on 2025-02-01"),
    Case(rule=promises.restates_another_deadline, bad=restated("deadline: 2026-12-31, on: 2025-11-01, by: ARC"),
         good=restated(NEW_YEAR + ", by: ARC"), says="2026-12-31 is the deadline that it already had"),
    Case(rule=promises.is_performed_after_it_is_made, bad=shown("{on: 2025-02-28, score: 0}"),
         good=shown("{on: 2025-03-01, score: 0}"), says="evidence of 2025-02-28, before it was made"),
    Case(rule=promises.has_evidence_in_order, bad=shown("{on: 2025-06-01, score: 1}, {on: 2025-05-01, score: 0}"),
         good=shown("{on: 2025-05-01, score: 0}, {on: 2025-06-01, score: 1}"),
         says="2025-05-01 comes after 2025-06-01"),
    Case(rule=promises.is_scored_from_0_to_3, bad=shown("{on: 2025-05-01, score: 4}"),
         good=shown("{on: 2025-05-01, score: 3}"), says="4 is no score"),
    Case(rule=promises.is_scored_as_its_amount_says, bad=shown("{on: 2025-05-01, score: 3, amount: 11.9}"),
         good=shown("{on: 2025-05-01, score: 3, amount: 12.0}"), says="scored 3 with 11.9 tonnes, where at least 12"),
    Case(rule=promises.counts_towards_a_target, bad=promise(performance="[{on: 2025-05-01, score: 1, amount: 3}]"),
         good=shown("{on: 2025-05-01, score: 1, amount: 3}"), says="3 of what?"),
    Case(rule=promises.has_a_condition_that_can_be_judged, notice=True, bad=promise(condition="{trigger: Peace.}"),
         good=promise(condition="{trigger: Peace., lapse: 2026-10-01}")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


def test_two_sentences_are_a_notice() -> None:
    bad = promise(text="Borealia will buy salt. It will sell tea.")
    fires_on_the_bad_text_only(Case(rule=promises.promises_one_thing, notice=True, bad=bad, good=promise()))


@pytest.mark.parametrize("field", ["deadline", "condition"])
def test_neither_deadline_nor_lapse_comes_before_the_promise(field: str) -> None:
    past = {"deadline": "2025-02-28", "condition": "{trigger: Peace., lapse: 2025-02-28}"}[field]
    found = check(record_from(SOUND + promise(**{field: past})), today=TODAY)
    assert promises.falls_due_after_it_is_made.__name__ in {problem.rule for problem in found}


def test_a_target_reached_but_not_scored_so_is_a_notice() -> None:
    bad, good = shown("{on: 2025-05-01, score: 2, amount: 12}"), shown("{on: 2025-05-01, score: 2, amount: 11}")
    fires_on_the_bad_text_only(Case(rule=promises.is_scored_as_its_amount_says, notice=True, bad=bad, good=good))


def test_a_ceiling_is_broken_from_above() -> None:
    ceiling = "{amount: 12, unit: tonnes, bound: at most}"
    bad = promise(target=ceiling, performance="[{on: 2025-05-01, score: 3, amount: 13}]")
    good = promise(target=ceiling, performance="[{on: 2025-05-01, score: 2, amount: 11}]")
    fires_on_the_bad_text_only(Case(rule=promises.is_scored_as_its_amount_says, bad=bad, good=good))


def test_a_source_that_is_missing_is_blamed_for_that_alone() -> None:
    bad = promise(asserted="", sources="gazete")
    fires_on_the_bad_text_only(Case(rule=references.cites_a_known_source, bad=bad, good=promise()))
