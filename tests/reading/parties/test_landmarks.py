"""Agreements and meetings of the record that a text names."""

from __future__ import annotations

import pytest

from talleyrand.reading.parties.landmarks import Landmarks
from talleyrand.record.dates import moment
from tests.reading.articles import record


def named(text: str, known: str = "2026-10-01") -> list[str]:
    return [each.entry for each in Landmarks(record(), moment(known)).named(text)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("The Harbour Accord holds.", ["harbour-accord"]),
        ("after the talks in Newhaven", ["harbour-talks"]),
        ("the Newhaven deal", ["harbour-accord"]),
        ("the harbour was calm", []),
        ("Arcadia and Borealia", []),
    ],
)
def test_a_name_finds_its_entry(text: str, entries: list[str]) -> None:
    assert named(text) == entries


def test_what_was_not_known_is_not_found() -> None:
    assert named("The Harbour Accord holds.", known="2026-01-01") == []
