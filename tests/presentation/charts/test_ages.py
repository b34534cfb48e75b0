"""How old each promise is."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.presentation.charts.ages import ages
from talleyrand.presentation.charts.drawing import breadth
from talleyrand.record.dates import when
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "obligor promise deadline status restated done made"
Made = tuple[tuple[object, ...], str]


def promise(entry: str, status: str, made: str, deadline: str | None = None, done: str | None = None,
            restated: str | None = None) -> Made:  # fmt: skip
    return ("ARC", f"The {entry}.", when(deadline) if deadline else None, status, restated,
            date.fromisoformat(done) if done else None, when(made)), entry  # fmt: skip


def of(*promises: Made, **options: float):
    return ages(statement(COLUMNS, *promises), href=address, **options)


def test_a_promise_tells_all_its_days_and_leads_to_its_entry() -> None:
    chart = of(
        promise("a", "kept late", "2025-01-01", "2025-06", "2025-08-01", "2025-07-15 by BOR: done late; .. by X: y")
    )
    assert links(chart) == [
        ("/e/a", "ARC, kept late: The a; made 1 January 2025; due 30 June 2025; restated to 15 July 2025; "
                 "done 1 August 2025")
    ]  # fmt: skip


def test_the_bar_runs_from_the_day_it_was_made_to_the_day_it_was_done_and_is_late_from_the_deadline() -> None:
    """Drawn from 1 January 2025 to 30 June 2026, 545 days; done on the 212th, due on the 180th."""
    chart = of(promise("a", "kept late", "2025-01-01", "2025-06-30", "2025-08-01"), width=720)
    [bar], [late] = of_class(chart, "age"), [each for each in of_class(chart, "late") if each.tag.endswith("rect")]
    left = 720 * 0.42 + 8
    per_day = (720 - 12 - breadth("kept late") - left) / 545
    assert float(bar.get("width", "")) == pytest.approx(212 * per_day, abs=0.1)
    assert float(late.get("width", "")) == pytest.approx(32 * per_day, abs=0.1)


@pytest.mark.parametrize("status", ["pending", "disputed", "void"])
def test_what_waits_is_disputed_or_void_is_not_late(status: str) -> None:
    chart = of(promise("a", status, "2025-01-01", "2025-06-30"))
    assert [each for each in of_class(chart, "late") if each.tag.endswith("rect")] == []


def test_open_promises_stand_first_and_the_latest_of_them_on_top() -> None:
    chart = of(
        promise("a", "kept", "2026-01-01"), promise("b", "due", "2024-01-01"), promise("c", "missed", "2025-01-01")
    )
    assert [led for led, _ in links(chart)] == ["/e/c", "/e/b", "/e/a"]


def test_every_status_is_written_beside_its_bar() -> None:
    chart = of(promise("a", "kept", "2026-01-01"), promise("b", "due", "2024-01-01"))
    assert [each.text for each in of_class(chart, "status")] == ["due", "kept"]


def test_of_many_promises_forty_are_drawn_and_the_rest_are_told_of() -> None:
    chart = of(*[promise(f"a{n}", "pending", f"2025-01-{n % 28 + 1:02}") for n in range(45)])
    caution = "40 of 45 promises are drawn, the open and the latest first."
    assert len(links(chart)) == 40
    assert chart.table.cautions == (caution,)
    assert caution in texts(chart)
    assert len(chart.table.rows) == 45


def test_a_deadline_far_off_does_not_press_the_rest_together() -> None:
    chart = of(promise("a", "pending", "2025-01-01", "2099-12-31"))
    assert not any(each.startswith("20") and int(each[:4]) > 2030 for each in texts(chart) if each[:4].isdigit())
