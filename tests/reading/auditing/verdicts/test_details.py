"""A detail is held against the entry named before, not against another thing."""

from __future__ import annotations

import pytest

from tests.reading.audited import ZINC, last_verdict

CASES = [
    ("contradicted", ZINC + "The ban was suspended on 23 July."),
    ("not in the record", ZINC + "The levy on barley was dropped on 23 July."),  # the ban is no levy
]


@pytest.mark.parametrize(("verdict", "text"), CASES, ids=[text[-60:] for _, text in CASES])
def test_a_detail_is_set_against_the_thing_named_before_only(verdict: str, text: str) -> None:
    assert last_verdict(text) == verdict
