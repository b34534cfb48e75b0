"""The day, the end and the length of what was told in the sentence before."""

from __future__ import annotations

import pytest

from tests.reading.audited import DEAL, MET, last_verdict

CASES = [
    ("supported", MET + "The talks lasted two days."),
    ("contradicted", MET + "The talks lasted five days."),
    ("supported", DEAL + "It took effect two days later."),
    ("contradicted", DEAL + "It took effect on 24 May."),
    ("supported", DEAL + "The truce was to run for 90 days."),
    ("contradicted", DEAL + "The truce was to run for 60 days."),
    ("contradicted", DEAL + "That deal ran until 30 November 2025."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_day_or_length_of_what_was_named_before_gets_its_verdict(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
