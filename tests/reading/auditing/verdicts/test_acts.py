"""The amount of an act told by most of its words, and of no other act."""

from __future__ import annotations

import pytest

from tests.reading.audited import last_verdict

CASES = [
    ("supported", "On 11 March 2025 Norland fined 14 Sudrian ferries for smuggling vinegar."),
    ("contradicted", "On 11 March 2025 Norland fined 24 Sudrian ferries for smuggling vinegar."),
    ("not in the record", "On 11 March 2025 Norland fined 24 Sudrian millers for smuggling vinegar."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_an_amount_of_an_act_gets_its_verdict(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
