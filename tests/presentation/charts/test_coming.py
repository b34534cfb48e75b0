"""What falls due in the coming year."""

from __future__ import annotations

from datetime import date

from talleyrand.presentation.charts.coming import coming
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "day in_days alarm kind what by stated"
Due = tuple[tuple[object, ...], str]


def due(day: str, kind: str, what: str, alarm: bool = False, entry: str = "e") -> Due:
    return (date.fromisoformat(day), 0, alarm, kind, what, "ARC", None), entry


CALENDAR = statement(
    COLUMNS, due("2026-06-01", "measure ran out", "Duty", True, "duty"), due("2026-07-14", "deadline", "Buy kites", entry="kites"),
    due("2027-05-01", "question closes", "Will it hold?", entry="hold"),
)  # fmt: skip


def test_each_date_has_its_row_its_name_and_its_link() -> None:
    chart = coming(CALENDAR, href=address)
    assert links(chart) == [
        ("/e/duty", "1 June 2026: measure ran out, Duty (ARC)"),
        ("/e/kites", "14 July 2026: deadline, Buy kites (ARC)"),
        ("/e/hold", "1 May 2027: question closes, Will it hold? (ARC)"),
    ]
    assert "14 July: Buy kites – deadline (ARC)" in texts(chart)


def test_a_name_stands_on_the_side_where_there_is_room() -> None:
    late = next(
        each
        for each in coming(CALENDAR, href=address).svg.split("<text")
        if "Will it hold" in each and "1 May:" in each
    )
    assert 'text-anchor="end"' in late


def test_what_lapsed_has_a_shape_of_its_own_and_the_key_names_only_what_is_there() -> None:
    chart = coming(CALENDAR, href=address)
    assert len(of_class(chart, "mark", "bad", "stroke")) == 2  # on its day, and in the key
    assert {"lapsed without a word", "promise", "question"} <= set(texts(chart))
    assert "meeting" not in texts(chart)


def test_on_a_narrow_chart_the_name_stands_above_its_day() -> None:
    told = texts(coming(CALENDAR, href=address, width=328))
    assert {"Buy kites – deadline (ARC)", "14 July"} <= set(told)


def test_only_so_many_days_ahead_and_so_many_dates_are_drawn() -> None:
    assert len(links(coming(CALENDAR, href=address, days=60))) == 2
    many = statement(COLUMNS, *[due("2026-08-01", "deadline", f"Promise {n}") for n in range(61)])
    chart = coming(many, href=address)
    assert len(links(chart)) == 60
    assert chart.table.cautions == ("60 of 61 dates are drawn, the earliest first.",)


def test_the_summary_counts_alarms_and_dues_and_names_the_first() -> None:
    assert coming(CALENDAR, href=address).summary == (
        "1 lapsed without a word; 2 fall due after 30 June 2026; first of all on 14 July 2026: Buy kites."
    )
