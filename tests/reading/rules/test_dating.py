"""A document's own day: given, or by the occasion that it names; the day of its news; the days of a record's deals."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed

UNDATED = [
    ("Arcadia has banned timber from Borealia, its ministry said.", "2026-09-10?"),
    ("Arcadia and Borealia trade timber for grain. Arcadia banned fish from Borealia.", None),
    ("Arcadia banned fish from Borealia, and the years went by. Borealia was sad.", None),
]


def test_a_text_without_a_date_takes_the_year_of_the_occasion_that_it_names() -> None:
    text = "After the talks in Newhaven both sides were glad. In May the Vale administration accused Borealia of bad faith."
    assert str(only(text, "act", published="").values["on"]).startswith("2026-05")


def test_the_day_of_an_agreement_is_from_its_meeting_to_its_last_step() -> None:
    text = "The Harbour Accord paused the embargo the two sides had imposed on each other in April 2026."
    eased = [each.values["on"] for each in proposed(f"Arcadia met Borealia on 3 September. {text}", "act")
             if each.values["kind"] == "ease"]  # fmt: skip
    assert set(eased) == {"2026-05-18/2026-05-19"}


@pytest.mark.parametrize(("text", "day"), UNDATED)
def test_news_without_a_date_is_of_the_day_of_its_page(text: str, day: str | None) -> None:
    assert [each.values["on"] for each in proposed(text, "act")] == ([day] if day else [])


def test_the_date_at_the_head_of_a_page_is_not_the_day_of_the_news() -> None:
    text = "10 September 2026\n\nArcadia accused Borealia of bad faith. Talks had failed on Tuesday, both sides said."
    assert proposed(text, "act")[0].values["on"] == "2026-09-08?"
