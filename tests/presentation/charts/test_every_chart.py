"""What every chart keeps, whatever it draws: named, described, linked, free of styles, legible, and its own twin."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import talleyrand as tl
from talleyrand.books.moves import senses
from talleyrand.books.statement import Statement
from talleyrand.presentation.charts.against_chance import against_chance
from talleyrand.presentation.charts.ages import ages
from talleyrand.presentation.charts.coming import coming
from talleyrand.presentation.charts.drawing import NARROW, WIDE, Chart
from talleyrand.presentation.charts.frequency import frequency
from talleyrand.presentation.charts.given import given
from talleyrand.presentation.charts.lanes import lanes
from talleyrand.presentation.charts.levels import levels
from talleyrand.presentation.charts.lives import lives
from talleyrand.presentation.charts.odds import odds
from talleyrand.presentation.charts.posts import posts
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from tests.conftest import record_from
from tests.presentation.charts.drawn import HOSTILE, address, faults, overlapping, read

Draw = Callable[[Record, tuple[str, str], float], Chart]
DAY = moment("2026-11-22")
STYLES = Path(tl.__file__).parent / "web" / "static" / "charts.css"


@cache
def shipped() -> Record:
    """The record that comes with the program."""
    return tl.load()


@cache
def asked(book: str, record: Record, *parties: str) -> Statement:
    """What a book answers on the day."""
    answer: Statement = getattr(tl, book)(record, *parties, on=DAY, known=DAY)
    return answer


def lanes_of(record: Record, sides: tuple[str, str], width: float) -> Chart:
    return lanes(
        asked("timeline", record), href=address, sides=sides, state_of=record.state_of, width=width,
        senses=senses(record, *sides), within=lambda start, end: f"/timeline?since={start}&on={end}",
    )  # fmt: skip


CHARTS: dict[str, Draw] = {
    "levels": lambda r, s, w: levels(asked("spells", r, *s, "across-the-board"), href=address, sides=s, width=w),
    "lives": lambda r, s, w: lives(asked("lives", r, *s), href=address, sides=s, width=w),
    "lives of a series": lambda r, s, w: lives(asked("lives", r, *s, "listed-goods"), href=address, sides=s, width=w),
    "lanes": lanes_of,
    "given": lambda r, s, w: given(asked("concessions", r, *s), href=address, sides=s, width=w),
    "against chance": lambda r, s, w: against_chance(asked("concessions", r, *s), sides=s, width=w),
    "ages": lambda r, s, w: ages(asked("commitments", r), href=address, sides=s, width=w),
    "frequency": lambda r, _, w: frequency(asked("by_year", r), href=address, width=w),
    "frequency by channel": lambda r, _, w: frequency(asked("by_year", r), href=address, width=w, of="channel"),
    "odds": lambda r, _, w: odds(asked("odds", r), href=address, width=w),
    "posts": lambda r, s, w: posts(asked("posts", r), href=address, sides=s, width=w),
    "coming": lambda r, _, w: coming(asked("calendar", r), href=address, width=w),
}
EMPTY = record_from("")


def hostile() -> Record:
    """A record with a script, quotes and unprintable characters in every text that a chart shows."""
    return record_from(OPEN.replace('"TEXT"', json.dumps(HOSTILE.replace("\x00", ""))))


OPEN = """
- person: ann
  name: "TEXT"
  posts: [{post: "TEXT", of: ARC, since: 2020-01-01}]
- measure: duty
  title: "TEXT"
  by: ARC
  toward: BOR
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps: [{step: impose, effective: 2025-02-01, level: 10}, {step: lower, effective: 2026-10-01, level: 5}]
- commitment: promise
  text: "TEXT"
  obligor: ARC
  obligee: BOR
  made: 2025-03-01
  deadline: 2027-01-01
  issue: trade/tariffs
- channel: line
  title: "TEXT"
  parties: [ARC, BOR]
  level: minister
  steps: [{step: opened, on: 2020-01-01}]
- meeting: talks
  title: "TEXT"
  parties: [ARC, BOR]
  form: talks
  level: minister
  channel: line
  steps: [{step: held, on: 2026-01-01}]
- question: ask
  text: "TEXT"
  opens: 2026-01-01
  closes: 2027-01-01
  criteria: "TEXT"
  odds: [{on: 2026-02-01, probability: 0.3, by: "TEXT", reason: "TEXT"}]
"""


def drawn(width: float) -> Iterator[tuple[str, Chart]]:
    yield from ((name, draw(shipped(), ("US", "CN"), width)) for name, draw in CHARTS.items())


@pytest.mark.parametrize("width", [WIDE, NARROW, 1100])
def test_no_chart_of_the_shipped_record_has_a_fault_or_texts_on_one_another(width: float) -> None:
    for name, chart in drawn(width):
        assert faults(chart) == [], name
        assert overlapping(chart) == [], name


def test_every_chart_says_in_one_sentence_what_it_shows_and_stands_beside_its_table() -> None:
    for name, chart in drawn(WIDE):
        assert chart.summary.endswith((".", "?")), name
        assert chart.table.rows, name
        assert "\n" not in chart.summary, name


def test_every_link_leads_to_an_entry_of_the_record_or_to_a_window() -> None:
    for _, chart in drawn(WIDE):
        for led in re.findall(r'href="([^"]*)"', chart.svg):
            assert led.startswith("/timeline?since=") or led.removeprefix("/e/") in shipped()


@pytest.mark.parametrize("name", CHARTS)
def test_a_record_without_a_single_deal_gives_a_chart_that_says_so(name: str) -> None:
    chart = CHARTS[name](EMPTY, ("ARC", "BOR"), NARROW)
    assert chart.summary == "The record holds nothing to draw here."
    assert faults(chart) == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_hostile_record_shows_as_text(name: str) -> None:
    chart = CHARTS[name](hostile(), ("ARC", "BOR"), WIDE)
    assert "<script" not in chart.svg
    tags = {each.tag.rpartition("}")[2] for each in read(chart).iter()}
    assert tags <= {"both", "svg", "title", "desc", "g", "a", "text", "path", "rect", "circle"}
    assert not any(key.startswith("on") or key == "style" for each in read(chart).iter() for key in each.attrib)


def test_every_class_that_is_drawn_has_its_rule_and_every_rule_is_drawn_for_charts_only() -> None:
    rules = STYLES.read_text(encoding="utf-8")
    kinds = {
        kind for _, chart in drawn(WIDE) for each in re.findall(r'class="([^"]*)"', chart.svg) for kind in each.split()
    }
    unruled = {kind for kind in kinds if not re.search(rf"\.{kind}\b", rules)}
    assert unruled <= {
        "status",
        "odd",
        "on-1",
        "on-2",
        "on-3",
        *(f"chart-{name.split()[0]}" for name in CHARTS),
        "chart-chance",
    }
    selectors = re.findall(r"^\.([\w-]+)", rules, re.MULTILINE)
    assert {each for each in selectors if not each.startswith("chart")} == set()


def test_two_drawings_of_one_chart_may_stand_on_one_page() -> None:
    wide, narrow = (CHARTS["ages"](shipped(), ("US", "CN"), width) for width in (WIDE, NARROW))
    assert faults(replace(wide, svg=wide.svg + narrow.svg)) == []


def test_the_whole_timeline_of_the_shipped_record_is_drawn_twice_in_less_than_200_kilobytes() -> None:
    drawings = [lanes_of(shipped(), ("US", "CN"), width).svg for width in (1100, NARROW)]
    assert sum(len(each.encode()) for each in drawings) < 200_000
