"""Days, weekdays, places and people of meetings, and of channels: what is wrong is found, what is near is left alone."""

from __future__ import annotations

import pytest

from talleyrand.record.record import Record
from tests.conftest import record_from
from tests.reading.audited import PARTIES, TEXT, audited

MEETINGS = """
- person: dunn
  name: David Dunn
  posts: [{post: Prime Minister, of: SUD, since: 2012-01-10, until: 2020-01-10}]
- meeting: quay-summit
  title: Ashby and Colvin in Quay
  parties: [NOR, SUD]
  form: summit
  level: leader
  steps: [{step: held, on: 2025-05-27}]
  place: Quay
  people: [ash, cole]
  sources: [gazette]
- channel: pilots
  title: Harbour pilots' council
  parties: [NOR, SUD]
  level: official
  issues: [trade]
  purpose: cooperate
  steps: [{step: opened, on: 2024-02-01}, {step: suspended, on: 2025-03-05, by: SUD}, {step: restored, on: 2025-05-12, under: marlow-deal}]
  sources: [gazette]
"""

CASES = [
    ("contradicted", "Ashby and Colvin met in Quay on Friday, 27 May 2025."),
    ("supported", "Ashby and Colvin met in Quay on Tuesday, 27 May 2025."),
    ("contradicted", "The Quay meeting opened on a Monday."),
    ("supported", "The Quay meeting opened on a Tuesday."),
    ("not in the record", "The levy was doubled on 20 May 2025, a week before the talks in Quay."),
    ("contradicted", "Ashby and Colvin met in Marlow on 27 May 2025."),
    ("contradicted", "Ashby and Dunn met in Quay on 27 May 2025."),
    ("contradicted", "Sudria suspended the harbour pilots' council on 15 March 2025."),
    ("contradicted", "The harbour pilots' council is still suspended."),
    ("contradicted", "Norland closed the Skerry lighthouse to pilots on 3 March 2025."),
]


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(TEXT + MEETINGS, parties=PARTIES)


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text for _, text in CASES])
def test_a_meeting_told_otherwise_than_it_was_is_found(verdict: str, text: str, record: Record) -> None:
    verdicts = {each.verdict for each in audited(text, record=record).findings if each.claim.sort != "post"}
    assert verdict in verdicts
    assert verdict == "contradicted" or "contradicted" not in verdicts


def test_a_claim_in_chinese_is_set_against_a_record_in_english() -> None:
    chinese = TEXT.replace("name: Ann Ashby", "name: Ann Ashby\n  aliases: [阿什比]")
    chinese = chinese.replace("name: Carla Colvin", "name: Carla Colvin\n  aliases: [科尔文]").replace(
        "Marlow", "Geneva"
    )
    known = record_from(chinese, parties=PARTIES)
    said = {
        day: audited(f"阿什比与科尔文于{day}在日内瓦举行会谈。", record=known).findings
        for day in ("2025年5月10日", "2025年5月20日")
    }
    assert [each.verdict for found in said.values() for each in found] == ["supported", "contradicted"]
