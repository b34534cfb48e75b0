"""Odds over time, question by question."""

from __future__ import annotations

from decimal import Decimal

from talleyrand.presentation.charts.odds import odds
from talleyrand.record.dates import when
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "question opens closes state given_on given_by odds reason brier issue"
Given = tuple[tuple[object, ...], str]


def given(entry: str, on: str, odds: str, state: str = "open", by: str = "Ann", closes: str = "2026-12-31") -> Given:
    return (
        f"Will {entry} be?",
        when("2025-01-01"),
        when(closes),
        state,
        when(on),
        by,
        Decimal(odds),
        "So.",
        None,
        None,
    ), entry


def test_each_probability_is_a_mark_that_tells_who_gave_it_when_and_why() -> None:
    chart = odds(
        statement(COLUMNS, given("peace", "2026-01-01", "0.2"), given("peace", "2026-03-01", "0.55")), href=address
    )
    assert links(chart) == [
        ("/e/peace", "Ann, 1 January 2026: 20% that Will peace be? So."),
        ("/e/peace", "Ann, 1 March 2026: 55% that Will peace be? So."),
    ]
    assert [each.text for each in of_class(chart, "name")] == ["55%"]


def test_a_strip_goes_from_never_to_sure() -> None:
    rows = [given("sure", "2026-01-01", "1"), given("sure", "2026-02-01", "0")]
    chart = odds(statement(COLUMNS, *rows), href=address)
    high, low = [float(each.get("cy", "")) for each in of_class(chart, "mark", "by-1")][:2]
    assert low - high == 30


def test_how_a_question_came_out_is_said_and_marked() -> None:
    chart = odds(statement(COLUMNS, given("rain", "2026-01-01", "0.2", "no", closes="2026-02-01")), href=address)
    assert "came out no" in texts(chart)
    assert len(of_class(chart, "mark", "bad")) == 1


def test_forecasters_have_lines_and_shapes_of_their_own_and_the_key_names_them() -> None:
    rows = [given("peace", "2026-01-01", "0.2", by=by) for by in ("Ann", "Bo", "Cy", "Di", "Ed")]
    chart = odds(statement(COLUMNS, *rows), href=address)
    assert {"odds given by Ann", "odds given by Bo", "odds given by Cy", "odds given by others"} <= set(texts(chart))
    assert [len(of_class(chart, "line", f"by-{number}")) for number in (1, 2, 3, 4)] == [1, 1, 1, 2]


def test_the_next_to_close_stands_first_and_what_is_settled_last() -> None:
    rows = [given("a", "2026-01-01", "0.5", "yes", closes="2026-02-01"), given("b", "2026-01-01", "0.5", closes="2027-06-30"),
            given("c", "2026-01-01", "0.5", closes="2026-07-31")]  # fmt: skip
    chart = odds(statement(COLUMNS, *rows), href=address)
    assert [led for led, _ in links(chart)] == ["/e/c", "/e/b", "/e/a"]


def test_of_very_many_questions_forty_are_drawn_and_the_rest_are_told_of() -> None:
    chart = odds(statement(COLUMNS, *[given(f"q{n}", "2026-01-01", "0.5") for n in range(41)]), href=address)
    assert len(links(chart)) == 40
    assert chart.table.cautions == ("40 of 41 questions are drawn, the open ones first.",)


def test_the_summary_names_the_surest_forecast() -> None:
    rows = [given("a", "2026-01-01", "0.6"), given("b", "2026-01-01", "0.1")]
    assert odds(statement(COLUMNS, *rows), href=address).summary == (
        "Odds on 2 questions, 2 of them open; the surest is 10% on: Will b be?"
    )
