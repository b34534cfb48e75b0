"""Rows of a chart and their names."""

from __future__ import annotations

from talleyrand.presentation.charts.rows import Rows


def test_names_stand_beside_the_rows_where_there_is_room() -> None:
    rows = Rows(3, 40, 720, 200)
    assert (rows.left, rows.pitch, rows.bottom, rows.middle(1)) == (208, 22, 106, 73)
    assert 'y="77.2"' in rows.named(1, "Envoy")


def test_names_stand_above_the_rows_on_a_narrow_chart() -> None:
    rows = Rows(3, 40, 328, 200)
    assert (rows.left, rows.pitch, rows.middle(0)) == (8, 47, 76)  # 22 for the row, 15 for its name, 10 between
    assert 'y="62.2"' in rows.named(0, "Envoy")


def test_a_name_cut_short_is_whole_in_its_title_and_rows_are_parted_by_a_line() -> None:
    rows = Rows(2, 0, 720, 60)
    assert "<title>Secretary of the Treasury</title>" in rows.named(0, "Secretary of the Treasury")
    assert "row-line" not in rows.named(0, "x")
    assert "row-line" in rows.named(1, "x")
