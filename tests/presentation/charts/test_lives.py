"""How each measure ran."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from talleyrand.presentation.charts.drawing import NARROW
from talleyrand.presentation.charts.lives import lives
from tests.presentation.charts.drawn import address, faults, links, of_class, overlapping, statement, texts

COLUMNS = "by toward measure series status level unit since until days running under"
Told = tuple[tuple[object, ...], str]


def spell(
    title: str, status: str, level: str | None, since: str, until: str | None = None, by: str = "ARC", unit: str = "percent"
) -> Told:  # fmt: skip
    figure = Decimal(level) if level else None
    running = until is None and status in ("announced", "in force", "partly suspended", "suspended")
    return (
        by,
        "X",
        title,
        "listed-goods",
        status,
        figure,
        unit if level else None,
        since,
        until,
        0,
        running,
        None,
    ), title.lower()


KITES = (
    spell("Kites", "announced", None, "2018-06-15", "2018-07-06"), spell("Kites", "in force", "25", "2018-07-06", "2020-02-14"),
    spell("Kites", "in force", "7.5", "2020-02-14", "2025-11-10"), spell("Kites", "suspended", None, "2025-11-10"),
)  # fmt: skip
TEA = (
    spell("Tea", "in force", "34", "2025-05-14", "2025-06-01", by="BOR"),
    spell("Tea", "partly suspended", "10", "2025-06-01", by="BOR"),
)
GONE = (spell("Gone", "in force", "5", "2019-01-01", "2021-01-01"), spell("Gone", "stopped", None, "2021-01-01"))
LIVES = statement(COLUMNS, *KITES, *TEA, *GONE)


def test_each_measure_is_one_row_that_tells_its_life_and_leads_to_its_page() -> None:
    found = dict(links(lives(LIVES, href=address)))
    assert list(found) == ["/e/kites", "/e/gone", "/e/tea"]
    assert found["/e/tea"] == (
        "Tea (BOR): partly suspended at 10% from 1 June 2025; before that in force at 34% from 14 May 2025"
    )


def test_levels_stand_on_the_bars_that_have_room_for_them() -> None:
    told = texts(lives(LIVES, href=address))
    assert {"25%", "7.5%", "10%", "5%"} <= set(told)
    assert "34%" not in told  # it held for eighteen days


def test_every_status_has_a_form_of_its_own_and_an_end_has_none() -> None:
    """In force solid, suspended hollow, partly suspended half of each, announced a line; each once more in the key."""
    chart = lives(LIVES, href=address)
    bars = of_class(chart, "life")
    hollow = of_class(chart, "life", "hollow")
    assert (len(bars) - len(hollow), len(hollow), len(of_class(chart, "life-ahead"))) == (4 + 1 + 2, 2 + 2, 1 + 1)
    assert {"in force", "partly suspended", "suspended", "announced"} <= set(texts(chart))
    assert "stopped" not in texts(chart)


def test_a_higher_level_of_a_measure_is_a_higher_bar() -> None:
    chart = lives(statement(COLUMNS, *KITES), href=address)
    high, low = [float(each.get("height", "")) for each in of_class(chart, "life", "side-one")][:2]
    assert (high, low) == (22, 15)  # 12 and 7.5/25 of 10


def test_those_that_stand_come_first_and_the_latest_first_among_them() -> None:
    names = ("Old", "Young", "Ended")
    rows = [spell("Old", "in force", "5", "2018-01-01"), spell("Ended", "in force", "5", "2024-01-01", "2025-01-01"),
            spell("Ended", "stopped", None, "2025-01-01"), spell("Young", "in force", "5", "2020-01-01")]  # fmt: skip
    told = texts(lives(statement(COLUMNS, *rows), href=address))
    assert [each for each in told if each in names] == ["Young", "Old", "Ended"]


def test_the_sides_are_named_in_the_order_asked_for_with_classes_of_their_own() -> None:
    chart = lives(LIVES, href=address, sides=("BOR", "ARC"))
    assert [each for each in texts(chart) if each in ("ARC", "BOR")] == ["BOR", "ARC"]
    assert [led for led, _ in links(chart)] == ["/e/tea", "/e/kites", "/e/gone"]
    assert [each.text for each in of_class(chart, "name", "side-one")] == ["BOR"]


def test_a_measure_alone_needs_no_name_in_its_chart_and_the_summary_tells_where_it_stands() -> None:
    chart = lives(statement(COLUMNS, *KITES), href=address, width=NARROW)
    assert "Kites" not in texts(chart)
    assert chart.summary == "Kites (ARC), as of 30 June 2026: suspended from 10 November 2025."


def test_the_summary_counts_what_stands_on_each_side() -> None:
    assert lives(LIVES, href=address).summary == (
        "Of 3 measures, on 30 June 2026: ARC has 1 suspended; BOR has 1 partly suspended."
    )
    ended = lives(statement(COLUMNS, *GONE, spell("Less", "stopped", None, "2020-01-01")), href=address)
    assert ended.summary.endswith("ARC has none that stands.")


def test_years_are_named_from_the_first_one_and_a_window_can_begin_later() -> None:
    assert texts(lives(LIVES, href=address)).count("2018") == 2  # above and below
    later = lives(LIVES, href=address, since=date(2025, 1, 1))
    assert "2018" not in texts(later)
    assert len(of_class(later, "life-ahead")) == 1  # in the key alone


def test_of_very_many_measures_forty_are_drawn_and_the_rest_are_told_of() -> None:
    many = [spell(f"Duty {n}", "in force", "5", "2020-01-01") for n in range(41)]
    chart = lives(statement(COLUMNS, *many), href=address)
    assert len(links(chart)) == 40
    assert chart.table.cautions == ("40 of 41 measures are drawn, the latest of those that stand before the rest.",)


def test_a_count_of_firms_has_its_unit_where_there_is_room_and_a_level_may_be_nought() -> None:
    rows = [spell("List", "in force", "140", "2020-01-01", unit="entities"), spell("Chips", "in force", "0", "2020-01-01"),
            spell("Late", "in force", "19", "2026-06-01", unit="entities")]  # fmt: skip
    assert {"140 entities", "0%", "19"} <= set(texts(lives(statement(COLUMNS, *rows), href=address)))


def test_nothing_lies_on_anything_else_at_any_width() -> None:
    for width in (NARROW, 720, 1100):
        chart = lives(LIVES, href=address, width=width)
        assert faults(chart) == []
        assert overlapping(chart) == []


def test_a_statement_without_rows_or_days_gives_a_chart_that_says_so() -> None:
    row = spell("Kites", "announced", None, "")
    assert lives(statement(COLUMNS), href=address).summary == "The record holds nothing to draw here."
    assert lives(statement(COLUMNS, row), href=address).summary == "The record holds nothing to draw here."
