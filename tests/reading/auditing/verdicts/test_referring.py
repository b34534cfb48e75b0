"""What "it", "the ban" and "that deal" go back to, and what goes back to nothing."""

from __future__ import annotations

import pytest

from tests.reading.audited import DEAL, ROUND, ZINC, last_verdict

CASES = [
    ("not in the record", DEAL + "That deal was praised in the press on 24 May."),
    ("supported", ZINC + "The ban was suspended on 3 June."),
    ("supported", ROUND + "It was the second round of the talks."),
    ("not in the record", "The second round ended in July 2025. It was raining in Estmark on 4 August."),
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_word_goes_back_to_what_was_named_before_and_to_nothing_else(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
