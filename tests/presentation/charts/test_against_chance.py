"""The share of easings answered beside what random timing gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from talleyrand.books.statement import Cell, Statement, Tally
from talleyrand.presentation.charts.against_chance import against_chance
from tests.presentation.charts.drawn import ON, of_class, texts


def counted(by: str, share: str | None, low: str | None = "0.05", high: str | None = "0.25") -> Tally:
    values: dict[str, Cell] = {
        "by": by, "answered": 3, "pocketed": 4, "punished": 1, "share_answered": Decimal(share) if share else None,
        "share_by_timing": Decimal("0.5") if share else None, "chance": Decimal("0.125") if low else None,
        "chance_low": Decimal(low) if low else None, "chance_high": Decimal(high) if high else None,
    }  # fmt: skip
    return Tally(tuple(values.items()), ("a", "b"))


def concessions(*totals: Tally) -> Statement:
    return Statement(title="T", on=ON, known=ON, columns=(), rows=(), totals=totals, cautions=("Few.",))


def test_the_share_stands_where_it_is_beside_the_interval_of_chance() -> None:
    chart = against_chance(concessions(counted("ARC", "0.375")), width=720)
    share = next(each for each in of_class(chart, "mark", "side-one") if "hollow" not in each.get("class", ""))
    [interval] = [each for each in of_class(chart, "chance") if each.tag.endswith("rect")]
    per_percent = (720 - 24 - 170) / 100
    assert float(share.get("cx", "")) == pytest.approx(170 + 37.5 * per_percent, abs=0.06)
    assert float(interval.get("x", "")) == pytest.approx(170 + 5 * per_percent, abs=0.06)
    assert float(interval.get("width", "")) == pytest.approx(20 * per_percent, abs=0.06)


def test_each_side_is_named_with_its_count_and_its_share() -> None:
    told = texts(against_chance(concessions(counted("ARC", "0.375"), counted("BOR", "0.9"))))
    assert {"ARC: 3 of 8 answered", "38%", "90%", "chance 12%"} <= set(told)


def test_a_side_of_which_nothing_can_be_judged_is_left_out_and_one_without_chance_has_no_interval() -> None:
    chart = against_chance(concessions(counted("ARC", None), counted("BOR", "0.375", None, None)))
    assert chart.summary == "38% of the easings by BOR were answered."
    assert [each for each in of_class(chart, "chance") if each.tag.endswith("rect")] == []


def test_the_twin_is_the_totals_as_lines_with_their_entries_and_cautions() -> None:
    table = against_chance(concessions(counted("ARC", "0.375"))).table
    assert table.column("share_answered") == (Decimal("0.375"),)
    assert (table.rows[0].entries, table.cautions) == (("a", "b"), ("Few.",))
