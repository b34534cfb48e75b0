"""The day of a deed: its own words, the occasion named, what was told before; never an invented one."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed

DAYS = [
    ("Arcadia on Monday accused Borealia of bad faith.", "2026-09-07"),
    ("In July 2025 Arcadia accused Borealia of bad faith.", "2025-07"),
    ("Arcadia accused Borealia of bad faith in 2024.", "2024"),
    ("On 3 September Arcadia accused Borealia of bad faith.", "2026-09-03"),
]
NAMED_BY_A_DATE = [
    ("On 3 September Arcadia suspended the 1960 Delta Treaty with Borealia.", "2026-09-03"),
    ("In May 2025 Arcadia withdrew from the treaty of 1960 with Borealia.", "2025-05"),
    ("In response to the 3 September attack, Arcadia suspended the 1960 Delta Treaty with Borealia.", "2026?"),
]
STEPPED = [
    ("A week later Borealia recalled its ambassador from Arcadia.", "2026-08-10?"),
    ("A day earlier, Borealia had recalled its ambassador from Arcadia.", "2026-08-02"),
    ("Less than a day later Borealia recalled its ambassador from Arcadia.", "2026-08-03?"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_the_day_is_as_precise_as_the_words(text: str, day: str) -> None:
    assert only(text, "act").values["on"] == day


def test_a_date_that_says_which_thing_is_meant_is_not_the_day() -> None:
    text = "On Monday Borealia asked Arcadia to keep duties below 2019 levels."
    assert only(text, "act").values["on"] == "2026-09-07"


def test_a_date_of_a_clause_beside_is_not_the_day() -> None:
    text = "On Monday Arcadia condemned the ban that Borealia had imposed in May 2025."
    told, before = proposed(text, "act")
    assert (told.values["by"], told.values["on"]) == ("ARC", "2026-09-07")
    assert (before.values["by"], before.values["on"]) == ("BOR", "2025-05")


def test_what_runs_on_has_the_day_told_before_with_a_question_mark() -> None:
    text = "On Monday Arcadia accused Borealia of bad faith. Borealia rejected the charge."
    acts = proposed(text, "act")
    assert [each.values["on"] for each in acts] == ["2026-09-07", "2026-09-07?"]
    assert any("told before" in doubt for doubt in acts[1].doubts)


def test_the_next_day_is_counted_from_the_one_told() -> None:
    text = (
        "On Monday Arcadia accused Borealia of bad faith. The next day Borealia recalled its ambassador from Arcadia."
    )
    assert proposed(text, "act")[1].values["on"] == "2026-09-08"


@pytest.mark.parametrize(("text", "day"), NAMED_BY_A_DATE)
def test_a_date_that_names_a_treaty_is_not_the_day_on_which_it_was_left(text: str, day: str) -> None:
    assert only(text, "act").values["on"] == day


@pytest.mark.parametrize(("text", "day"), STEPPED)
def test_days_and_weeks_are_counted_from_the_day_told(text: str, day: str) -> None:
    acts = proposed(f"On 3 August Arcadia accused Borealia of bad faith. {text}", "act")
    assert acts[-1].values["on"] == day


def test_the_last_date_of_a_sentence_is_of_what_was_asked_and_of_the_asking() -> None:
    text = "Arcadia met Borealia on Monday. Arcadia asked Borealia to free the crew of the ship on 3 September 2026."
    assert only(text, "act").values["on"] == "2026-09-03"


def test_a_date_before_a_verb_in_ing_is_of_the_verb_before() -> None:
    text = "Arcadia accused Borealia of bad faith in 2024, with few in the ministry doubting that it was right."
    assert only(text, "act").values["on"] == "2024"


@pytest.mark.parametrize("month", ["March", "May"])
def test_a_date_in_may_at_the_end_is_as_good_as_any_other(month: str) -> None:
    told = (
        f"On 3 September Arcadia accused Borealia of bad faith. Borealia promised to lift the ban on 14 {month} 2026."
    )
    assert proposed(told, "commitment")[0].values["made"] == f"2026-0{3 if month == 'March' else 5}-14"


def test_the_same_year_is_that_told_before() -> None:
    text = "In July 2019 Arcadia banned fish from Borealia. In August of the same year Borealia banned Arcadian timber."
    assert [each.values["on"] for each in proposed(text, "act")] == ["2019-07", "2019-08"]


def test_what_the_news_follows_by_a_day_was_done_the_day_before() -> None:
    text = (
        "On Tuesday Arcadia expelled two diplomats of Borealia. This comes a day after Borealia banned Arcadian fish."
    )
    assert [each.values["on"] for each in proposed(text, "act")] == ["2026-09-08", "2026-09-07?"]


def test_a_date_of_a_clause_with_when_is_that_of_the_deed_before_it() -> None:
    text = "On Monday both met. Arcadia banned fish from Borealia when relations between them soured in 2021."
    assert only(text, "act").values["on"] == "2021"


def test_a_year_that_says_which_deal_is_meant_is_not_the_day() -> None:
    text = "Arcadia has approved the suspension of the 2018 fishing treaty with Borealia, its ministry said."
    assert [each.values["on"] for each in proposed(text, "act")] == ["2026-09-10?"]
