"""The charts of a negotiation: each says what its statement says, without faults, on any width, whoever stands first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.landscape import landscape
from talleyrand.bargaining.subjects import plan
from talleyrand.presentation.charts.acceptance import acceptance
from talleyrand.presentation.charts.assent import assent
from talleyrand.presentation.charts.bands import Band, band_of
from talleyrand.presentation.charts.drawing import NARROW, WIDE, Chart
from talleyrand.presentation.charts.packages import packages
from talleyrand.presentation.charts.road import road
from talleyrand.presentation.charts.rungs import rungs
from talleyrand.presentation.charts.states import states
from tests.bargaining.made import made
from tests.bargaining.river import DAY, PLAN, record, river
from tests.presentation.charts.drawn import HOSTILE, faults, overlapping

NAMES = {"ARC": "Arcadia", "BOR": "Boravia", "farmers": "The farmers of Arcadia", "A": "Alpha", "B": "Beta"}


@cache
def asked() -> Asked:
    return river()


@cache
def many() -> Asked:
    """A made-up negotiation with a whole frontier."""
    return Asked(negotiation=made(3), record=record(), on=DAY, known=DAY, draws=60)


def of_packages(which: Asked, width: float) -> Chart:
    lie = landscape(which)
    return packages(lie, names=NAMES, width=width)


CHARTS: dict[str, Callable[[float], Chart]] = {
    "packages": lambda width: of_packages(asked(), width),
    "packages of many": lambda width: of_packages(many(), width),
    "acceptance": lambda width: acceptance(plan(asked(), "options"), titles={"water": "The water"}, width=width),
    "acceptance of many": lambda width: acceptance(plan(many(), "options"), titles={}, width=width),
    "assent": lambda width: assent(plan(asked(), "ratify"), names=NAMES, width=width),
    "rungs": lambda width: rungs(plan(asked(), "stages"), names=NAMES, width=width),
    "road": lambda width: road(plan(asked(), "roadmap"), names=NAMES, width=width),
    "states": lambda width: states(plan(asked(), "stability"), names=NAMES, width=width),
}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_chart_has_no_fault_and_says_what_it_shows(name: str, width: float) -> None:
    chart = CHARTS[name](width)
    assert faults(chart) == []
    assert chart.summary.endswith(".")
    assert chart.table.rows
    assert "style=" not in chart.svg


@pytest.mark.parametrize("name", [each for each in CHARTS if "packages" not in each])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_text_of_a_chart_stands_on_another(name: str, width: float) -> None:
    assert overlapping(CHARTS[name](width)) == []


def test_a_statement_without_rows_is_said_to_hold_nothing() -> None:
    bare = river(PLAN[: PLAN.index("- stage: first")])
    for draw, name in ((rungs, "stages"), (states, "stability"), (road, "roadmap")):
        chart = draw(plan(bare, name), names=NAMES, width=WIDE)
        assert "nothing to draw" in chart.summary


def test_texts_of_a_file_cannot_break_a_drawing() -> None:
    chart = acceptance(plan(asked(), "options"), titles={"water": HOSTILE, "duty": HOSTILE}, width=WIDE)
    assert faults(chart) == []
    chart = rungs(plan(asked(), "stages"), names={"ARC": HOSTILE, "BOR": HOSTILE}, width=WIDE)
    assert faults(chart) == []


def test_a_bar_is_as_long_as_its_share() -> None:
    svg = CHARTS["acceptance"](WIDE).svg
    bars = [float(each) for each in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*class="life good"', svg)]
    assert sorted(bars) == [0, 0, 0, max(bars), max(bars)]  # two options are in every deal, three in none


def test_every_package_has_a_mark_and_those_that_are_named_a_letter() -> None:
    chart = CHARTS["packages of many"](WIDE)
    shown = [row for row in chart.table.records() if row["what"] in ("efficient", "robust")]
    drawn = re.findall(r'class="mark (?:good|plain hollow)"', chart.svg.split("efficient, ")[0] + chart.svg)
    assert len(re.findall(r"<title>[^<]*settles [^<]*</title><(?:circle|path)[^>]*class=\"mark", chart.svg)) >= len(
        shown
    )
    assert drawn
    named = [row for row in shown if row["picked_by"] or row["survives"]]
    assert all(f">{letter}</text>" in chart.svg for letter in "ABCDEFGH"[: len(named)])


def test_what_was_efficient_before_a_change_is_drawn_as_crosses() -> None:
    lie = landscape(many())
    assert 'class="mark was' in packages(lie, names=NAMES, before=lie).svg
    assert 'class="mark was' not in packages(lie, names=NAMES).svg


def test_a_verdict_is_told_by_shape_and_word_and_not_by_colour_alone() -> None:
    told = plan(asked(), "stages")
    place = [each.name for each in told.columns].index("verdict")
    rows = [row._replace(cells=(*row.cells[:place], verdict, *row.cells[place + 1 :]))
            for row, verdict in zip(told.rows, ("may hold", "does not hold"), strict=True)]  # fmt: skip
    svg = rungs(replace(told, rows=tuple(rows)), names=NAMES, width=WIDE).svg
    assert ">may hold</text>" in svg
    assert ">does not hold</text>" in svg


def test_an_arrow_leads_from_each_state_that_somebody_would_leave() -> None:
    svg = CHARTS["states"](WIDE).svg
    assert "Arcadia would go from &apos;quiet&apos; to &apos;dammed&apos;" in svg or (
        "Arcadia would go from 'quiet' to 'dammed'" in svg
    )
    moves = [each for row in plan(asked(), "stability").column("leave_alone") for each in (row or ())]  # type: ignore[union-attr]
    assert len(re.findall("would go from", svg)) == len(moves)


def test_a_band_is_read_from_words() -> None:
    assert band_of("42 (-3.5 to 60)") == Band(-3.5, 60)
    assert band_of("nothing") is None
    assert band_of(None) is None
