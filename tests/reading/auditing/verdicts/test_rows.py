"""Where a meeting was held that was told before, and which of its row it was."""

from __future__ import annotations

import pytest

from tests.reading.audited import ROUND, last_verdict

CASES = [
    ("contradicted", ROUND + "It was the third round of the talks."),
    ("contradicted", "The second round, in July 2025, took place in Marlow."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_place_or_number_of_what_was_named_before_gets_its_verdict(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
