"""Names that lead nowhere, or to the wrong kind of entry."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import check, references, upkeep
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from tests.conftest import PARTIES, record_from
from tests.record.checks.table import SOUND, TODAY, Case, fires_on_the_bad_text_only, name

ACT = """
- act: second
  title: A second act
  by: {by}
  toward: BOR
  kind: {kind}
  on: 2025-03-02
  issue: {issue}
  person: {person}
  answers: {answers}
  under: {under}
  sources: {sources}
"""


def act(**fields: str) -> str:
    return ACT.format(**{"by": "ARC", "kind": "consult", "issue": "trade/tariffs", "person": "envoy",
                         "answers": "protest", "under": "truce", "sources": "gazette"} | fields)  # fmt: skip


PROMISE = """
- commitment: pause-duties
  text: Arcadia will put off the duty.
  obligor: ARC
  obligee: BOR
  made: 2025-03-01
  issue: trade
  agreement: truce
  clause: {clause}
  done_when: No new duty takes effect.
  standing: yes
  sources: gazette
"""

DEAL = """
- agreement: framework
  title: The framework
  parties: [ARC, BOR]
  form: framework
  steps:
    - {{step: agreed, on: 2025-06-01}}
  clauses:
    - {{clause: first, text: One thing.}}
    - {{clause: {second}, text: Another.}}
  sources: gazette
"""

CASES = [
    Case(rule=references.cites_a_known_source, bad=act(sources="gazete"), good=act(),
         says="cites 'gazete', which is not in the record; did you mean 'gazette'?"),
    Case(rule=references.names_a_known_party, bad=act(by="ARK"), good=act(by="ARC"),
         also=(), says="'by' names 'ARK'"),
    Case(rule=references.names_a_known_person, bad=act(person="envoi"), good=act(),
         says="did you mean 'envoy'?"),
    Case(rule=references.names_a_known_issue, bad=act(issue="trade/tarifs"), good=act(),
         says="did you mean 'trade/tariffs'?"),
    Case(rule=references.names_a_known_entry, bad=act(answers="protests"), good=act(answers="protest"),
         says="'answers' names 'protests', which is not in the record; did you mean 'protest'?"),
    Case(rule=references.names_an_entry_of_the_right_kind, bad=act(under="protest"), good=act(),
         says="'under' names 'protest', which is an act; it takes an agreement"),
    Case(rule=references.uses_a_known_word, bad=act(kind="consults"), good=act(),
         says="'consults' is not among the acts; did you mean 'consult'?"),
    Case(rule=references.names_a_clause_of_its_agreement, bad=PROMISE.format(clause="pauses"),
         good=PROMISE.format(clause="pause"), says="'truce' has no clause 'pauses'; did you mean 'pause'?"),
    Case(rule=references.has_an_id_of_legal_form, bad=act().replace("act: second", "act: Second_Act"), good=act(),
         says="write 'second-act'"),
    Case(rule=references.names_each_part_once, bad=DEAL.format(second="first"), good=DEAL.format(second="second"),
         says="'first' already names another of its clauses"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


def test_the_fault_stands_at_the_field_itself() -> None:
    text = SOUND + act(issue="trade/tarifs")
    (fault,) = check(record_from(text), today=TODAY)
    written = (PARTIES + text).splitlines()
    assert written[fault.place.line - 1].strip() == "issue: trade/tarifs"


def test_an_entry_that_could_not_be_read_is_not_called_missing() -> None:
    broken = "- source: circular\n  title: Circular\n  publisher: Arcadia\n  issued: yesterday\n"
    record = record_of([page((PARTIES + SOUND + broken + act(sources="circular")).encode(), "record.yaml")])
    assert {problem.rule for problem in check(record, today=TODAY)} == {"date"}


def test_who_names_a_corrected_entry_is_told_its_successor() -> None:
    again = act().replace("act: second", "act: second-corrected") + "  corrects: second\n  reason: Wrong day.\n"
    third = act(answers="second").replace("act: second", "act: third").replace("A second act", "A third act")
    record = record_from(SOUND + act() + again + "  recorded: 2025-05-01\n" + third)
    (fault,) = check(record, today=TODAY)
    assert fault.rule == "names_a_known_entry"
    assert "it was corrected by 'second-corrected'" in fault.message
    assert upkeep.corrects_an_entry_of_its_kind.__name__ not in fault.message


def test_clauses_and_steps_are_named_by_their_entry() -> None:
    reading = "\n- reading: view\n  of: {}\n  by: ARC\n  on: 2025-03-05\n  words: It covers all.\n  sources: gazette\n"
    assert check(record_from(SOUND + reading.format("truce#pause")), today=TODAY) == ()
    (fault,) = check(record_from(SOUND + reading.format("truce#pawse")), today=TODAY)
    assert "did you mean 'truce#pause'?" in fault.message


def test_a_vocabulary_issue_of_the_record_s_own_may_be_named() -> None:
    issue = "- issue: trade/salt\n  name: Salt\n  meaning: Trade in salt.\n"
    assert check(record_from(SOUND + issue + act(issue="trade/salt")), today=TODAY) == ()


def test_a_clause_needs_its_agreement() -> None:
    bad = PROMISE.replace("  agreement: truce\n", "").format(clause="pause")
    case = Case(rule=references.names_a_clause_of_its_agreement, bad=bad, good=PROMISE.format(clause="pause"))
    fires_on_the_bad_text_only(case)


def test_an_entry_may_share_the_id_of_an_issue() -> None:
    text = SOUND + act().replace("act: second", "act: trade") + act()
    assert {problem.rule for problem in check(record_from(text), today=TODAY)} == {"is_written_down_once"}
