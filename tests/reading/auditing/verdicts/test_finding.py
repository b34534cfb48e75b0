"""Whether an amount as said is borne out by one of the record."""

from __future__ import annotations

from decimal import Decimal

import pytest

from talleyrand.reading.auditing.verdicts.finding import agrees, day, shown
from talleyrand.reading.language.amounts import amounts
from talleyrand.record.dates import when


@pytest.mark.parametrize(
    ("said", "has", "right"),
    [
        ("87,000 deaths", "86882", True),
        ("87,000 deaths", "80391", False),
        ("nearly 24 percent", "23.7", True),
        ("nearly 24 percent", "24.9", False),
        ("nearly 110 percent", "115", False),
        ("about 110 percent", "115", True),
        ("roughly 100 ships", "108", True),
        ("roughly 100 ships", "130", False),
        ("more than 50 ships", "55", True),
        ("more than 50 ships", "49", False),
        ("at most 50 ships", "51", False),
        ("$200 billion", "200000000000", True),
        ("$200 billion", "215000000000", False),
        ("3 ships", "4", False),
        ("between 20 and 30 ships", "25", True),
        ("10.5 percent", "10.54", True),
        ("10.5 percent", "10.7", False),
    ],
)
def test_an_amount_is_borne_out_within_what_its_words_leave_open(said: str, has: str, right: bool) -> None:
    assert agrees(amounts(said)[0], Decimal(has)) is right


def test_numbers_and_dates_are_written_as_people_write_them() -> None:
    assert shown(Decimal("23.70")) == "23.7"
    assert shown(Decimal(502_400_000_000)) == "502.4 billion"
    assert day(when("2025-05-30/2025-06-02")) == "30 May 2025 to 2 June 2025"
    assert day(when("2025")) == "2025"
