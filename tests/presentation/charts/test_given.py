"""What each side gave over time, and what became of it."""

from __future__ import annotations

from datetime import date

from talleyrand.books.statement import Statement, Tally
from talleyrand.presentation.charts.given import given
from tests.presentation.charts.drawn import ON, address, links, of_class, statement, texts

COLUMNS = "day by toward move what fate"
Given = tuple[tuple[object, ...], str]


def easing(day: str, by: str, fate: str | None, entry: str) -> Given:
    return (date.fromisoformat(day), by, "X", "easing" if fate else "tightening", f"The {entry}", fate), entry


def made(*rows: Given) -> Statement:
    whole = statement(COLUMNS, *rows)
    totals = tuple([Tally((("by", by),)) for by in ("ARC", "BOR")])
    return Statement(title="T", on=ON, known=ON, columns=whole.columns, rows=whole.rows, totals=totals)


CONCESSIONS = made(
    easing("2025-01-01", "ARC", "pocketed", "a"), easing("2025-02-01", "ARC", None, "blow"),
    easing("2025-03-01", "ARC", "exchanged", "b"), easing("2025-03-01", "ARC", "exchanged", "c"),
    easing("2025-03-01", "ARC", "exchanged", "d"), easing("2025-03-01", "BOR", "answered", "e"),
)  # fmt: skip


def test_easings_are_added_up_and_tightenings_left_out() -> None:
    told = texts(given(CONCESSIONS, href=address))
    assert {"ARC gave 4", "BOR gave 1"} <= set(told)


def test_each_easing_is_a_mark_of_its_fate_and_several_of_one_day_and_fate_are_one_with_its_number() -> None:
    chart = given(CONCESSIONS, href=address)
    assert links(chart) == [
        ("/e/a", "ARC, 1 January 2025, pocketed: The a"),
        ("/e/b", "ARC, 1 March 2025: 3 easings exchanged, among them The b"),
        ("/e/e", "BOR, 1 March 2025, answered: The e"),
    ]
    assert "3" in [each.text for each in of_class(chart, "number")]


def test_a_bead_stands_half_way_up_its_step() -> None:
    chart = given(CONCESSIONS, href=address)
    [bead, in_key] = of_class(chart, "mark", "fate-answered")
    assert bead.get("cy") == "276.8"  # with 0 at 310 and 4 × 1.04 at 34, a half is at 310 − 276 × 0.5 ÷ 4.16


def test_the_key_names_the_fates_that_occur_and_no_other() -> None:
    told = texts(given(CONCESSIONS, href=address))
    assert {"pocketed", "exchanged under one agreement", "answered"} <= set(told)
    assert not {"punished", "still open", "in return"} & set(told)


def test_the_summary_counts_every_fate_of_each_side() -> None:
    assert given(CONCESSIONS, href=address).summary == (
        "ARC gave 4 easings (3 exchanged, 1 pocketed); BOR gave 1 easing (1 answered)."
    )


def test_a_side_that_gave_nothing_is_said_to_have_given_none() -> None:
    assert given(made(easing("2025-01-01", "ARC", "open", "a")), href=address).summary.endswith("BOR gave none.")


def test_of_very_many_easings_only_the_lines_are_drawn() -> None:
    many = made(
        *[
            easing(f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", "ARC", "open", f"a{n}")
            for n in range(300)
        ]
    )
    assert links(given(many, href=address)) == []
    assert len(of_class(given(many, href=address), "line")) == 2
