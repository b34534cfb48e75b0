"""What a problem says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from talleyrand.record.checks.faults import fault, notice
from talleyrand.record.problems import Place, Problem
from talleyrand.record.record import Record
from tests.conftest import record_from

ISSUE = "- issue: salt\n  name: Salt\n  meaning: Trade in salt.\n"


def tastes_of_salt(record: Record, _today: date) -> Iterator[Problem]:
    """Salt tastes of salt."""
    yield fault(tastes_of_salt, record, record.entry("salt"), "it tastes of \u202esugar", "meaning")
    yield notice(tastes_of_salt, record, record.entry("salt"), "it is dear")


def test_a_problem_names_its_rule_entry_and_place_and_shows_what_cannot_be_seen() -> None:
    found = list(tastes_of_salt(record_from(ISSUE, parties=""), date(2026, 1, 1)))
    assert found == [
        Problem(place=Place("record.yaml", 3, 12), rule="tastes_of_salt", entry="salt",
                message="issue salt: it tastes of \\u202esugar"),
        Problem(place=Place("record.yaml", 1, 1), rule="tastes_of_salt", entry="salt", message="issue salt: it is dear",
                notice=True),
    ]  # fmt: skip
