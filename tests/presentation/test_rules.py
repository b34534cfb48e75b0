"""What each rule asks for, by its name."""

from __future__ import annotations

import pytest

from talleyrand.errors import NotFound
from talleyrand.presentation.rules import explained, rules
from talleyrand.record.checks import RULES


def test_every_rule_has_a_sentence() -> None:
    assert {rule.__name__ for rule in RULES} <= set(rules())
    assert all(text.rstrip().endswith(".") for text in rules().values())


def test_an_unknown_rule_gets_the_nearest() -> None:
    assert explained("cites_a_source").startswith("cites_a_source: Every entry cites a source")
    with pytest.raises(NotFound, match="did you mean 'cites_a_source'"):
        explained("cite_a_source")
