"""The claims of a text: where they stand, of what sort they are, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.reading.auditing.claims import LONGEST, Claim, claims


def one(text: str) -> Claim:
    """The first claim of a text written in June 2025."""
    return claims(text, date(2025, 6, 1))[0]


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("days", "The talks in Marlow were held on Sunday and Monday."),
        ("quantity", "Norland cut its duty by 50 points."),
        ("date", "The two sides met in Marlow on May 10."),
        ("status", "Sudria failed to keep its promise to buy barley."),
        ("first", "It was the first fall in wrecks since 2019."),
        ("request", "The call was held at Sudria's request."),
        ("quote", "The text speaks of “the share of low-carbon power”."),
        ("deed", "Sudria closed the lighthouse to pilots."),
        ("view", "Sudria will never keep its word."),
        ("view", "Norland should lower its duty to 10 percent."),
        ("view", "Is a duty of 10 percent enough?"),
        ("view", "The truce seems fragile to most observers."),
    ],
)
def test_a_claim_is_of_the_sort_that_its_words_show(sort: str, text: str) -> None:
    assert sort in {each.sort for each in claims(text, date(2025, 6, 1))}


def test_every_claim_stands_where_it_says() -> None:
    text = (
        "First line.\n\nNorland cut its duty by 50 points in May; Sudria, though, kept 10 percent and bought 3 ships.\n"
    )
    for each in claims(text, date(2025, 6, 1)):
        assert text[each.start : each.end] == each.text
        assert text[each.sentence[0] : each.sentence[1]] == each.said


def test_each_amount_is_a_claim_with_the_words_about_it() -> None:
    text = "Norland raised its duty by 10 percent in February and Sudria answered with 15 percent in March."
    said = [(each.text, str(each.amount.value)) for each in claims(text, date(2025, 6, 1)) if each.amount]
    assert said == [
        ("Norland raised its duty by 10 percent in February", "10"),
        ("Sudria answered with 15 percent in March.", "15"),
    ]


def test_what_is_promised_for_later_is_a_claim_and_what_is_foretold_is_none() -> None:
    assert one("Sudria promised that it would buy 6 million tonnes of barley.").sort == "quantity"
    assert one("Sudria would buy 6 million tonnes of barley.").sort == "view"


def test_the_month_of_may_foretells_nothing() -> None:
    assert one("The statement of May 12 cut the duty to 30 percent.").sort == "quantity"


@pytest.mark.parametrize("text", ["The two sides agreed to talk.", "Three lessons were drawn from it."])
def test_what_an_argument_counts_of_its_own_is_no_amount(text: str) -> None:
    assert all(each.amount is None for each in claims(text, date(2025, 6, 1)))


def test_a_year_of_comparison_is_no_date_of_the_deed() -> None:
    assert one("Sudria agreed to buy $20 billion more than in 2017, above 2017 levels.").dates[1:] == ()


def test_an_address_holds_no_amounts() -> None:
    assert not [
        each for each in claims("See https://example.org/2024/03/77-ships?width=330%2C220 for more.") if each.amount
    ]


def test_a_text_without_a_day_of_its_own_counts_no_weeks_from_a_guess() -> None:
    text = "The agreements reached last week were signed by Norland."
    assert claims(text, date(2025, 6, 1))[0].dates
    assert not claims(text, date(2025, 6, 1), given=False)[0].dates


def test_an_endless_sentence_is_read_in_bounded_time() -> None:
    found = claims("Norland and Sudria and " * 40_000 + "cut 5 percent.", date(2025, 6, 1))
    assert all(len(each.said) <= LONGEST for each in found)
