"""JSON and words of a stranger."""

from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.untrusted import Numeral, parsed, shown


def test_numbers_stay_as_they_were_written() -> None:
    held = parsed('{"a": 8541.10, "b": [1e999, -0]}')
    assert held == {"a": "8541.10", "b": ["1e999", "-0"]}
    assert isinstance(held, dict)
    assert isinstance(held["a"], Numeral)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ('{"a": {"b": 1, "b": 2}}', "'b' stands twice"),
        ("[NaN]", "NaN is no number"),
        ("[-Infinity]", "-Infinity is no number"),
        ("[" * 100_000, "too deeply"),
        ('{"a":' * 100_000, "too deeply"),
        ("{'a': 1}", "no JSON"),
        ("", "no JSON"),
    ],
)
def test_what_is_no_strict_json_is_refused(text: str, why: str) -> None:
    with pytest.raises(WrongValue, match=why):
        parsed(text)


def test_a_number_of_a_million_figures_is_a_text_and_costs_nothing() -> None:
    held = parsed("[" + "9" * 1_000_000 + "]")
    assert isinstance(held, list)
    assert len(held[0]) == 1_000_000


@pytest.mark.parametrize("text", ["\x1b[2J", "a\u202eb", "a\x00b", "a\u200bb", "\x9b31m"])
def test_what_cannot_be_seen_is_left_out(text: str) -> None:
    assert shown(text).isprintable()


def test_a_long_text_is_cut() -> None:
    assert shown("word " * 10_000, 20) == "word word word word…"
    assert shown("短" * 30, 20) == "短" * 20 + "…"
