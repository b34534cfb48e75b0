"""A measure told by its title: days, rates, numbers and sides that are not the record's are found, and no true ones."""

from __future__ import annotations

import pytest

from talleyrand.record.record import Record
from tests.conftest import record_from
from tests.reading.audited import PARTIES, TEXT, audited

MEASURES = """
- measure: norland-amber
  title: Duty on Sudrian amber and beeswax
  by: NOR
  toward: [SUD]
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  steps:
    - {step: impose, announced: 2025-01-20, effective: 2025-02-10, level: 25, basis: section 77 of the Shores Act}
    - {step: lower, effective: 2025-05-20, level: 15}
  sources: [gazette]
- measure: sudria-cobalt
  title: Export licences for cobalt and zircon
  by: SUD
  toward: [NOR]
  instrument: export-control
  issue: minerals
  steps:
    - {step: impose, announced: 2024-11-04, effective: 2024-12-01}
    - {step: suspend, effective: 2025-05-15}
  sources: [gazette]
- measure: norland-weavers
  title: Twelve Sudrian weavers put on the Grey List
  by: NOR
  toward: [SUD]
  instrument: entity-listing
  issue: trade
  series: entities-listed
  steps: [{step: impose, effective: 2025-03-15, level: 12}]
  sources: [gazette]
"""

CASES = [
    # when a step was taken
    ("supported", "Sudria announced licences for cobalt and zircon on 4 November 2024."),
    ("contradicted", "Sudria announced licences for cobalt and zircon on 4 October 2024."),
    ("not in the record", "Sudria announced a duty on cobalt and zircon on 4 October 2024."),
    ("not in the record", "Sudria announced licences for cobalt and tar on 4 October 2021."),
    ("not in the record", "It was on 4 October 2024, a month before Sudria announced licences for cobalt and zircon."),
    # how high a duty was
    ("supported", "The Norland duty on amber and beeswax was 25 percent on 1 March 2025."),
    ("contradicted", "The Norland duty on amber and beeswax was 35 percent on 1 March 2025."),
    ("contradicted", "Norland cut its duty on amber and beeswax to 15 percent on 2 June 2025."),
    ("contradicted", "The duty of Norland under section 77 was 40 percent on 1 March 2025."),
    ("not in the record", "Norland threatened a duty on amber and beeswax of 35 percent in March 2025."),
    # how many a list holds
    ("supported", "On 15 March 2025 Norland put 12 weavers on its Grey List."),
    ("contradicted", "On 15 March 2025 Norland put 22 weavers on its Grey List."),
    ("not in the record", "On 15 March 2025 Norland put weavers on its Grey List, two guilds among them."),
    # who took it, and how it stands
    ("contradicted", "On 4 November 2024 Norland announced licences for cobalt and zircon."),
    ("contradicted", "The licences for cobalt and zircon are still in force."),
    ("imprecise", "The licences for cobalt and zircon were repealed in May 2025."),
    ("contradicted", "Sudria wanted licences for cobalt and zircon. They are still in force."),
]


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(TEXT + MEASURES, parties=PARTIES)


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text for _, text in CASES])
def test_a_measure_told_by_its_title_gets_its_verdict(verdict: str, text: str, record: Record) -> None:
    verdicts = {each.verdict for each in audited(text, record=record).findings}
    assert verdict in verdicts
    assert verdict in ("contradicted", "imprecise") or not verdicts & {"contradicted", "imprecise"}
