"""Which entries name which."""

from __future__ import annotations

from talleyrand.record.citing import citations, citing, named_in, times_cited
from talleyrand.record.dates import moment
from talleyrand.record.entries import Source
from tests.conftest import record_from

TEXT = """
- source: order
  title: Order
  publisher: Gazette
- source: report
  title: Report
  publisher: Times
- agreement: deal
  title: Deal
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: agreed, on: 2025-03-01}]
  clauses: [{clause: truce, text: A truce., sources: [report]}]
- measure: duty
  title: Duty
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2025-02-10, sources: [order, {source: order, quote: at once}]}
    - {step: stop, announced: 2025-06-01, effective: 2025-06-01, under: deal, sources: [report]}
  sources: [order]
- reading: view
  of: deal#truce
  by: BOR
  on: 2025-04-01
  words: It binds both.
  sources: [report]
- act: slip
  title: A slip
  by: ARC
  toward: BOR
  kind: statement
  on: 2025-04-01
  issue: trade
  sources: [report]
- act: no-slip
  title: No slip
  by: ARC
  toward: BOR
  kind: statement
  on: 2025-04-01
  issue: trade
  corrects: slip
  recorded: 2025-05-01
  sources: [order]
"""


def ids(entry_id: str, known: str | None = None) -> list[str]:
    record = record_from(TEXT).as_known(moment(known) if known else None)
    return [each.id for each in citing(record, entry_id)]


def test_an_entry_is_named_by_its_id_or_by_a_part_of_it() -> None:
    assert ids("deal") == ["duty", "view"]


def test_what_names_an_entry_twice_counts_once() -> None:
    assert ids("order") == ["duty", "no-slip"]


def test_what_names_an_entry_only_in_a_step_that_was_not_yet_known_does_not_name_it_yet() -> None:
    assert ids("deal", "2025-05-31") == ["view"]
    assert ids("deal", "2025-06-01") == ["duty", "view"]


def test_an_entry_names_its_sources_until_it_is_corrected() -> None:
    assert ids("report", "2025-04-30") == ["deal", "view", "slip"]
    assert ids("report") == ["deal", "duty", "view"]


def test_the_numbers_of_those_that_cite_each_source_are_those_of_the_lists() -> None:
    for known in (None, "2025-02-28", "2025-04-30", "2025-05-31"):
        record = record_from(TEXT).as_known(moment(known) if known else None)
        listed = {each.id: len(citing(record, each.id)) for each in record.of(Source)}
        assert {name: times_cited(record).get(name, 0) for name in listed} == listed
        assert set(times_cited(record)) <= set(listed)


def test_an_entry_names_itself_in_no_list() -> None:
    record = record_from("- party: LOOP\n  name: Loop\n  form: state\n  of: LOOP\n")
    assert named_in(record.entry("LOOP")) == {"LOOP"}
    assert citing(record, "LOOP") == ()


def test_citations_are_those_of_the_entry_and_of_its_parts() -> None:
    record = record_from(TEXT)
    assert [each.source for each in citations(record.entry("duty"))] == ["order", "order", "order", "report"]
    assert [each.source for each in citations(record.entry("deal"))] == ["report"]
    assert citations(record.entry("ARC")) == ()


def test_parts_that_are_not_there_hold_no_citations() -> None:
    promise = (
        "- commitment: list\n  text: A list.\n  obligor: BOR\n  obligee: ARC\n  made: 2026-01-01\n  issue: trade\n"
    )
    ended = "  voided: {on: 2026-02-01, reason: Withdrawn., sources: [order]}\n"
    assert citations(record_from(promise).entry("list")) == ()
    assert [each.source for each in citations(record_from(promise + ended).entry("list"))] == ["order"]
