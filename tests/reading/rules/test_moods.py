"""How a deed is put: what is only guessed or argued, and what was done before the news."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed


def test_what_came_before_the_news_has_not_its_day() -> None:
    text = "The two sides spoke by telephone on Monday, hours after Borealia had praised Arcadia."
    assert proposed(text, "act") == []


def test_what_two_sides_did_before_the_news_gives_no_day_to_what_they_then_agreed() -> None:
    text = "The call came after Arcadia and Borealia met. Arcadia and Borealia agreed to reopen the border."
    assert proposed(text, "commitment") == []


def test_news_of_earlier_in_the_day_is_news() -> None:
    text = "Arcadia met Borealia on Monday. Earlier, Borealia accused Arcadia of bad faith."
    assert only(text, "act").values["on"] == "2026-09-07?"


@pytest.mark.parametrize(
    "text",
    [
        "Arcadia could impose sanctions on Borealia.",
        "Analysts say that Arcadia accused Borealia on Monday to please its farmers.",
        "Arcadia should ask Borealia for an apology.",
        "If Arcadia accuses Borealia on Monday, talks will end.",
        "The weather in Arcadia was fine on Monday.",
        "Arcadia criticised its own ministry on Monday over Borealia.",
    ],
)
def test_what_is_guessed_argued_or_no_act_gives_none(text: str) -> None:
    assert not proposed(text, "act")
