"""How often who spoke to whom, year by year."""

from __future__ import annotations

from talleyrand.presentation.charts.frequency import frequency
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "between level channel year meetings calls"
BY_YEAR = statement(
    COLUMNS,
    (("ARC, BOR", "leader", None, 2024, 1, 0), "one"), (("ARC, BOR", "minister", "Line", 2024, 2, 3), "a b c d e line"),
    (("ARC, BOR", "minister", None, 2026, 1, 0), "two"),
)  # fmt: skip


def test_every_cell_shows_its_number_and_says_what_it_counts() -> None:
    chart = frequency(BY_YEAR, href=address)
    numbers = [each.text for each in of_class(chart, "heat-number")]
    assert numbers == ["1", "·", "·", "5", "·", "1"]
    assert "<title>minister, 2024: 5 meetings, 3 of them by telephone or video</title>" in chart.svg


def test_a_cell_of_one_meeting_leads_to_it_and_one_of_several_nowhere() -> None:
    assert links(frequency(BY_YEAR, href=address)) == [
        ("/e/one", "leader, 2024: 1 meeting"), ("/e/two", "minister, 2026: 1 meeting"),
    ]  # fmt: skip


def test_more_meetings_are_darker() -> None:
    shades = [each.get("class", "") for each in of_class(frequency(BY_YEAR, href=address), "heat")]
    assert shades == ["heat heat-1", "heat heat-5", "heat heat-1"]


def test_rows_may_be_channels_instead_of_levels() -> None:
    assert {"Line", "outside every channel"} <= set(texts(frequency(BY_YEAR, href=address, of="channel")))


def test_pairs_are_named_where_there_are_several() -> None:
    two = statement(
        COLUMNS, (("ARC, BOR", "leader", None, 2024, 1, 0), "a"), (("ARC, NED", "leader", None, 2025, 1, 0), "b")
    )
    assert {"ARC, BOR: leader", "ARC, NED: leader"} <= set(texts(frequency(two, href=address)))


def test_the_summary_counts_all_and_names_the_busiest_year() -> None:
    assert frequency(BY_YEAR, href=address).summary == "7 meetings and calls from 2024 to 2026; most in 2024, with 6."
