"""Rates and amounts of what was told in the sentence before."""

from __future__ import annotations

import pytest

from tests.reading.audited import DEAL, GLASS, last_verdict

CASES = [
    ("supported", GLASS + "Its rate was 25 percent."),
    ("contradicted", GLASS + "Its rate was 35 percent."),
    ("not checkable", GLASS + "Its rate could have been 35 percent."),
    ("supported", DEAL + "Under it Sudria promised to buy 6 million tonnes of barley."),
    ("contradicted", DEAL + "Under it Sudria promised to buy 9 million tonnes of barley."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_rate_or_amount_of_what_was_named_before_gets_its_verdict(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
