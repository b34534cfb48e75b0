"""Who did, asked for or voted for what was told in the sentence before, and on what ground."""

from __future__ import annotations

import pytest

from tests.reading.audited import MET, RULED, ZINC, last_verdict

CASES = [
    ("contradicted", MET + "They were held at Sudria's request."),
    ("contradicted", ZINC + "The ban rested on section 301 of the Metals Act."),
    ("supported", ZINC + "The ban rested on section 412 of the Metals Act."),
    ("contradicted", ZINC + "It was suspended by Norland."),
    ("supported", RULED + "The vote was five to two."),
    ("contradicted", RULED + "The vote was 6 to 1."),
    ("contradicted", "Sudria suspended the tollkeepers' dialogue in September 2025."),
    ("supported", "Norland suspended the tollkeepers' dialogue in September 2025."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_doer_or_ground_of_what_was_named_before_gets_its_verdict(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
