"""By when a promise is to be kept: its own words, those beside it, and what is no deadline."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_a_pledge_without_a_deadline_stands() -> None:
    made = only("On Tuesday Borealia promised Arcadia to close two mills.", "commitment")
    assert made.values["standing"] == "yes"
    assert any("deadline" in doubt for doubt in made.doubts)


def test_a_term_of_months_is_counted_from_the_promise_not_from_the_document() -> None:
    text = "On 10 August 2026 Borealia promised Arcadia to reopen its consulate within two months."
    assert only(text, "commitment").values["deadline"] == "2026-10-10"


def test_a_deadline_told_with_one_of_two_promises_holds_for_both() -> None:
    text = (
        "On Monday Borealia agreed with Arcadia to cap its catch of cod by 2030 and reach 20 percent of closed grounds."
    )
    made = proposed(text, "commitment")
    assert [each.values["deadline"] for each in made] == ["2030-12-31", "2030-12-31"]
    assert any("another promise" in doubt for doubt in made[1].doubts)


def test_the_term_of_a_deal_is_no_deadline() -> None:
    text = "In the aftermath of the Harbour Accord both sides agreed to temporary reductions of tariffs."
    assert not proposed(f"Arcadia met Borealia on 3 September. {text}", "commitment")


def test_the_end_of_what_is_now_is_no_deadline() -> None:
    text = "Borealia on Monday promised Arcadia to keep its ports open for ten years after the pact ends in 2028."
    assert "deadline" not in only(text, "commitment").values
