"""The day of a deed: its own words, the occasion named, what was told before, a term of office; never an invented one."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed

DAYS = [
    ("Arcadia on Monday accused Borealia of bad faith.", "2026-09-07"),
    ("In July 2025 Arcadia accused Borealia of bad faith.", "2025-07"),
    ("Arcadia accused Borealia of bad faith in 2024.", "2024"),
    ("On 3 September Arcadia accused Borealia of bad faith.", "2026-09-03"),
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


def test_a_text_without_a_date_takes_the_year_of_the_occasion_that_it_names() -> None:
    text = "After the talks in Newhaven both sides were glad. In May the Vale administration accused Borealia of bad faith."
    assert str(only(text, "act", published="").values["on"]).startswith("2026-05")


def test_a_term_of_office_is_a_date_where_there_is_no_other() -> None:
    act = only("The Vale administration accused Borealia of bad faith.", "act", published="")
    assert str(act.values["on"]).startswith("2020-01-10/")
    assert any("days of office" in doubt for doubt in act.doubts)


def test_the_day_of_an_agreement_is_from_its_meeting_to_its_last_step() -> None:
    text = "The Harbour Accord paused the embargo the two sides had imposed on each other in April 2026."
    eased = [each.values["on"] for each in proposed(f"Arcadia met Borealia on 3 September. {text}", "act")
             if each.values["kind"] == "ease"]  # fmt: skip
    assert set(eased) == {"2026-05-18/2026-05-19"}


NAMED_BY_A_DATE = [
    ("On 3 September Arcadia suspended the 1960 Delta Treaty with Borealia.", "2026-09-03"),
    ("In May 2025 Arcadia withdrew from the treaty of 1960 with Borealia.", "2025-05"),
    ("In response to the 3 September attack, Arcadia suspended the 1960 Delta Treaty with Borealia.", "2026?"),
]


@pytest.mark.parametrize(("text", "day"), NAMED_BY_A_DATE)
def test_a_date_that_names_a_treaty_is_not_the_day_on_which_it_was_left(text: str, day: str) -> None:
    assert only(text, "act").values["on"] == day


STEPPED = [
    ("A week later Borealia recalled its ambassador from Arcadia.", "2026-08-10?"),
    ("A day earlier, Borealia had recalled its ambassador from Arcadia.", "2026-08-02"),
    ("Less than a day later Borealia recalled its ambassador from Arcadia.", "2026-08-03?"),
]


@pytest.mark.parametrize(("text", "day"), STEPPED)
def test_days_and_weeks_are_counted_from_the_day_told(text: str, day: str) -> None:
    acts = proposed(f"On 3 August Arcadia accused Borealia of bad faith. {text}", "act")
    assert acts[-1].values["on"] == day


def test_the_last_date_of_a_sentence_is_of_what_was_asked_and_of_the_asking() -> None:
    text = "Arcadia met Borealia on Monday. Arcadia asked Borealia to free the crew of the ship on 3 September 2026."
    assert only(text, "act").values["on"] == "2026-09-03"


def test_what_came_before_the_news_has_not_its_day() -> None:
    text = "The two sides spoke by telephone on Monday, hours after Borealia had praised Arcadia."
    assert proposed(text, "act") == []


def test_what_two_sides_did_before_the_news_gives_no_day_to_what_they_then_agreed() -> None:
    text = "The call came after Arcadia and Borealia met. Arcadia and Borealia agreed to reopen the border."
    assert proposed(text, "commitment") == []


def test_a_date_before_a_verb_in_ing_is_of_the_verb_before() -> None:
    text = "Arcadia accused Borealia of bad faith in 2024, with few in the ministry doubting that it was right."
    assert only(text, "act").values["on"] == "2024"


@pytest.mark.parametrize("month", ["March", "May"])
def test_a_date_in_may_at_the_end_is_as_good_as_any_other(month: str) -> None:
    told = (
        f"On 3 September Arcadia accused Borealia of bad faith. Borealia promised to lift the ban on 14 {month} 2026."
    )
    assert proposed(told, "commitment")[0].values["made"] == f"2026-0{3 if month == 'March' else 5}-14"


def test_news_of_earlier_in_the_day_is_news() -> None:
    text = "Arcadia met Borealia on Monday. Earlier, Borealia accused Arcadia of bad faith."
    assert only(text, "act").values["on"] == "2026-09-07?"
