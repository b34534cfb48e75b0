"""One-character names of states in Chinese."""

from __future__ import annotations

import pytest

from talleyrand.reading.parties.naming import naming
from talleyrand.reading.parties.shortforms import ShortForms
from talleyrand.reading.parties.states import atlas
from tests.conftest import record_from

INVENTED = """
- {party: ARC, name: Arcadia, form: state, names: {zh: 阿卡迪亚}}
- {party: QUN, name: Quna, form: state, names: {zh: 琼纳}}
"""


def found(text: str, parties: str = "") -> list[tuple[str, str]]:
    record = record_from(parties, parties="")
    short = ShortForms(record, atlas(), naming(record, atlas()))
    return [(text[start:end], sense.party or sense.state) for start, end, sense in short.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中方表示", [("中方", "CN")]),
        ("印巴冲突", [("印", "IN"), ("巴", "PK")]),
        ("对华出口", [("华", "CN")]),
        ("对加强", []),
        ("中方案", []),
        ("立方米", []),
    ],
)
def test_a_character_counts_only_where_a_state_must_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_state_that_no_list_has_is_called_by_its_first_character() -> None:
    assert found("琼方表示", INVENTED) == [("琼方", "QUN")]
