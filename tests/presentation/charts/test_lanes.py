"""The timeline as lanes: who did what on which issue, and which move answers which."""

from __future__ import annotations

from datetime import date

from talleyrand.presentation.charts.drawing import Chart
from talleyrand.presentation.charts.lanes import lanes
from talleyrand.record.dates import when
from tests.presentation.charts.drawn import address, links, of_class, statement, texts

COLUMNS = "day by toward kind step what level effective issue answers"
Made = tuple[tuple[object, ...], str]


def move(day: str, by: str, entry: str, kind: str = "act", issue: str = "trade/tariffs", answers: str = "") -> Made:
    return (when(day), by, None, kind, "step", f"The {entry}", None, None, issue, tuple(answers.split())), entry


def chart(*moves: Made, **options: object) -> Chart:
    given = {"href": address, "sides": ("ARC", "BOR")} | options
    return lanes(statement(COLUMNS, *moves), **given)


def test_each_side_has_its_lane_in_the_band_of_each_issue() -> None:
    drawn = chart(move("2026-01-01", "ARC", "a"), move("2026-02-01", "BOR", "b"), move("2026-03-01", "ARC, BOR", "c"),
                  move("2026-03-01", "NED", "d"), move("2026-04-01", "ARC", "e", issue="law-enforcement, trade"))  # fmt: skip
    words = [each for each in texts(drawn) if each in ("ARC", "BOR", "both", "other", "Law enforcement", "Trade")]
    assert words == ["Law enforcement", "ARC", "Trade", "ARC", "both", "BOR", "other"]


def test_a_single_move_leads_to_its_entry_and_says_what_it_is() -> None:
    drawn = chart(move("2026-01-01", "ARC", "a"))
    assert links(drawn) == [("/e/a", "2026-01-01, ARC, act: step, The a")]


def test_an_agency_moves_in_its_state_s_lane() -> None:
    drawn = chart(move("2026-01-01", "ARC-NAVY", "a"), state_of=lambda party: party.partition("-")[0])
    assert "ARC" in texts(drawn)
    assert "1 by ARC" in drawn.summary


def test_moves_that_would_lie_on_one_another_are_gathered_with_their_number() -> None:
    crowd = [move(f"2026-03-{day:02}", "ARC", f"a{day}", kind="act" if day % 2 else "reading") for day in range(1, 13)]
    drawn = chart(move("2009-01-01", "ARC", "old"), *crowd, within=lambda start, end: f"/t?{start}&{end}")
    [gathered] = [name for led, name in links(drawn) if led.startswith("/t?")]
    assert gathered.startswith("12 moves, ")
    assert gathered.endswith(": 6 act, 6 reading")
    assert "12" in texts(drawn)


def test_what_answers_is_joined_to_the_latest_move_of_what_it_answers() -> None:
    first, again = move("2025-01-01", "ARC", "duty"), move("2026-01-01", "ARC", "duty")
    drawn = chart(first, again, move("2026-03-01", "BOR", "reply", answers="duty#raised"))
    [curve] = of_class(drawn, "answer")
    [duty, *_] = [each.get("cx") for each in of_class(drawn, "mark")][1:]
    assert curve.get("d", "").startswith(f"M{duty} ")


def test_an_answer_to_what_lies_outside_the_window_is_joined_to_nothing() -> None:
    drawn = chart(move("2025-01-01", "ARC", "duty"), move("2026-03-01", "BOR", "reply", answers="duty"),
                  since=date(2026, 1, 1))  # fmt: skip
    assert of_class(drawn, "answer") == []
    assert drawn.summary.startswith("1 move from 1 January 2026")


def test_easings_and_tightenings_have_shapes_of_their_own_where_they_are_known() -> None:
    senses = {"a": {date(2026, 1, 1): "tightening"}, "b": {date(2026, 4, 1): "easing"}}
    drawn = chart(move("2026-01-01", "ARC", "a", "measure"), move("2026-04-01", "ARC", "b", "measure"), senses=senses)
    assert [name.split(": ")[0] for _, name in links(drawn)] == [
        "2026-01-01, ARC, tightening",
        "2026-04-01, ARC, easing",
    ]
    assert len(of_class(drawn, "sort-tightening")) == 2  # the mark and its line in the key
    assert "tightening" in texts(drawn)


def test_a_gathered_mark_shows_which_way_it_leans() -> None:
    moves = [move("2026-01-01", "ARC", name, kind="measure") for name in ("a", "b", "c")]
    day = date(2026, 1, 1)
    drawn = chart(*moves, senses={"a": {day: "tightening"}, "b": {day: "easing"}, "c": {day: "easing"}})
    assert of_class(drawn, "gathered")
    assert len(of_class(drawn, "mark", "sort-easing")) == 2  # beside the number, and in the key


def test_what_began_nobody_knows_when_does_not_stretch_the_axis() -> None:
    drawn = chart(move("../2015", "ARC", "old"), move("2026-01-01", "ARC", "new"))
    assert [led for led, _ in links(drawn)] == ["/e/new"]
