"""Dates as the sentences before tell them: the year of a story, the days counted on from it, and what stops it."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.reading.auditing.claims import claims

WRITTEN = date(2026, 10, 2)


def told(text: str) -> list[str]:
    """The dates of the last claim of a text."""
    return [str(each.when) for each in claims(text, WRITTEN)[-1].dates]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Norland raised its duty in February 2025. It was charged from 4 February.", ["2025-02-04"]),
        ("Norland raised its duty in November 2024. Sudria signed the pact in January.", ["2025-01"]),
        ("The duty was raised in May 2019. A second list was added in October of that year.", ["2019-10"]),
        ("The pact was signed on 12 May 2025. It was published two days later.", ["2025-05-14"]),
        ("The pact was signed on 12 May 2025. Norland was sanctioned the same day.", ["2025-05-12"]),
        ("The pact was signed on 12 May 2020. The envoys met a month later.", ["2020-06"]),
        ("The pact was signed in May 2020. The envoys met two days later.", []),  # two days after what day?
        ("It runs until 10 March 2030. The two sides met on 4 September.", ["2026-09-04"]),
        (
            "The envoys met on 30 August 2026. They had met on 4 May.",
            ["2026-05-04"],
        ),  # no story runs into what is to come
    ],
)
def test_a_date_without_its_year_is_of_the_year_told_before(text: str, days: list[str]) -> None:
    assert told(text) == days


def test_what_the_documents_own_day_would_tell_is_kept_beside_it() -> None:
    claim = claims("Norland raised its duty in February 2025. It was lifted on 4 May.", WRITTEN)[-1]
    assert [str(each.when) for each in claim.other] == ["2026-05-04"]


def test_words_for_how_long_it_was_to_last_are_no_date() -> None:
    claim = claims("The truce was to last 90 days.", WRITTEN)[-1]
    assert [each.value for each in (claim.amount,) if each] == [90]
    assert not claim.dates
