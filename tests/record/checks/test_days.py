"""The first and the last day that an entry tells of."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.record.checks.days import begun, newest
from tests.conftest import record_from

RECORD = """
- measure: ban
  title: A ban
  by: ARC
  toward: BOR
  instrument: export-control
  issue: trade
  steps:
    - {step: impose, announced: 2025-01-20, effective: 2025-02-01, until: 2030}
    - {step: stop, id: end, effective: 2025-06-01}
- commitment: salt
  text: Borealia will buy salt.
  obligor: BOR
  obligee: ARC
  made: 2025-03
  issue: trade
  deadline: 2029
  performance: [{on: 2025-08-01, score: 1}]
- talks: round
  title: The round
  parties: [ARC, BOR]
  issue: trade
  since: 2025-02-05
  until: 2025-02-07
  result: none
- indicator: exports
  title: Exports
  publisher: Arcadia
  unit: tonnes
  figures: [{period: 2023, value: 1}]
- channel: line
  title: The line
  parties: [ARC, BOR]
  level: working
  steps: [{step: opened, on: 2024-05-05}]
- reading: view
  of: ban
  by: ARC
  on: 2025-02-02
  words: It covers all.
- person: envoy
  name: An Envoy
  posts: [{post: Envoy, of: ARC, since: 2020-03-01}]
- source: gazette
  title: Gazette
  publisher: Arcadia
- question: peace
  text: Will there be peace?
  opens: 2025-01-01
  closes: 2026-06-30
  criteria: Peace.
"""


@pytest.mark.parametrize(
    ("named", "first", "last"),
    [
        ("ban", date(2025, 1, 20), date(2025, 6, 1)),
        ("salt", date(2025, 3, 1), date(2025, 8, 1)),
        ("round", date(2025, 2, 5), date(2025, 2, 7)),
        ("exports", date(2023, 1, 1), date(2023, 1, 1)),
        ("line", date(2024, 5, 5), date(2024, 5, 5)),
        ("view", date(2025, 2, 2), date(2025, 2, 2)),
        ("envoy", date(2020, 3, 1), date(2020, 3, 1)),
        ("peace", date(2025, 1, 1), date(2025, 1, 1)),
        ("gazette", None, None),
        ("ARC", None, None),
    ],
)
def test_terms_and_deadlines_are_no_news(named: str, first: date | None, last: date | None) -> None:
    record = record_from(RECORD)
    assert begun(record, named) == first
    assert newest(record.entry(named)) == last


def test_a_step_begins_on_its_own_day_and_what_is_unknown_on_none() -> None:
    record = record_from(RECORD)
    assert begun(record, "ban#end") == date(2025, 6, 1)
    assert begun(record, "nothing") is None
