"""The level of a series on both sides over time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from talleyrand.presentation.charts.levels import levels
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "by toward series level:percent since until days running"


def spell(by: str, level: str, since: str, until: str | None, entry: str = "duty") -> tuple[tuple[object, ...], str]:
    return (by, "X", "across-the-board", Decimal(level), since, until, 0, until is None), entry


SPELLS = statement(
    COLUMNS,
    spell("ARC", "10", "2025-01-01", "2025-07-01"), spell("ARC", "40", "2025-07-01", "2025-09-01", "raise"),
    spell("ARC", "12.5", "2025-09-01", None), spell("BOR", "20", "2025-03-01", None, "answer"),
)  # fmt: skip


def test_peaks_and_last_levels_are_named_where_they_stand() -> None:
    told = texts(levels(SPELLS, href=address))
    assert "ARC 40%, 1 July 2025" in told
    assert [each for each in told if each in ("ARC 12.5%", "BOR 20%")] == ["ARC 12.5%", "BOR 20%"]
    assert not any(each.startswith("BOR 20%,") for each in told)


def test_a_narrow_drawing_leaves_the_day_of_the_peak_out() -> None:
    assert "ARC 40%" in texts(levels(SPELLS, href=address, width=328))


def test_each_level_leads_to_what_set_it() -> None:
    assert links(levels(SPELLS, href=address))[1] == ("/e/raise", "ARC: 40%, 1 July 2025 to 1 September 2025")


def test_the_line_is_at_zero_before_the_first_level_and_steps_to_each() -> None:
    [line] = of_class(levels(SPELLS, href=address), "line", "side-one")
    path = line.get("d", "")
    assert path.startswith("M40 230H")  # nought stands 30 above the foot of 260
    assert path.count("V") == 3


def test_the_two_sides_have_classes_and_shapes_of_their_own_whoever_comes_first() -> None:
    chart = levels(SPELLS, href=address, sides=("BOR", "ARC"))
    assert len(of_class(chart, "line", "side-one")) == 1
    assert [each.tag.rpartition("}")[2] for each in of_class(chart, "mark", "side-one")] == ["circle"]
    assert {each.tag.rpartition("}")[2] for each in of_class(chart, "mark", "side-two")} == {"path"}


def test_the_summary_gives_the_last_level_and_the_peak_of_each() -> None:
    assert levels(SPELLS, href=address).summary == (
        "On 30 June 2026, ARC stood at 12.5 percent, after a peak of 40 on 1 July 2025; "
        "BOR stood at 20 percent, its highest since 1 March 2025."
    )


def test_a_window_leaves_out_what_was_over_before_it() -> None:
    chart = levels(SPELLS, href=address, since=date(2025, 10, 1))
    assert [name for _, name in links(chart)] == ["ARC: 12.5%, since 1 September 2025", "BOR: 20%, since 1 March 2025"]


def test_a_line_of_very_many_levels_leads_nowhere() -> None:
    many = statement(
        COLUMNS, *[spell("ARC", str(n), f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}", None) for n in range(90)]
    )
    assert links(levels(many, href=address)) == []
