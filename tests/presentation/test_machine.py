"""Statements for machines: one JSON shape, CSV that no spreadsheet runs, data frames."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import talleyrand as tl
from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.errors import NotFound, WrongValue
from talleyrand.presentation.machine import as_csv, as_data, as_json, frame, from_csv_cell, plain, problems_as_json
from talleyrand.record.dates import moment, when
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.problems import Place, Problem
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example

DAY = moment("2026-07-01")
PAIR = ("ARC", "BOR")
BOOKS = {
    "brief": lambda record: tl.brief(record, *PAIR, on=DAY, known=DAY),
    "measures": lambda record: tl.measures(record, *PAIR, on=DAY, known=DAY),
    "spells": lambda record: tl.spells(record, *PAIR, "across-the-board", on=DAY, known=DAY),
    "lives": lambda record: tl.lives(record, *PAIR, on=DAY, known=DAY),
    "diff": lambda record: tl.diff(record, *PAIR, before=moment("2026-03-01"), on=DAY, known=DAY),
    "across": lambda record: tl.across(record, "harbour-accord", on=DAY, known=DAY),
    "commitments": lambda record: tl.commitments(record, on=DAY, known=DAY),
    "concessions": lambda record: tl.concessions(record, *PAIR, on=DAY, known=DAY),
    "interpretations": lambda record: tl.interpretations(record, on=DAY, known=DAY),
    "channels": lambda record: tl.channels(record, on=DAY, known=DAY),
    "cuts": lambda record: tl.cuts(record, on=DAY, known=DAY),
    "meetings": lambda record: tl.meetings(record, on=DAY, known=DAY),
    "by_year": lambda record: tl.by_year(record, on=DAY, known=DAY),
    "calendar": lambda record: tl.calendar(record, on=DAY, known=DAY),
    "consistency": lambda record: tl.consistency(record, on=DAY, known=DAY),
    "reversals": lambda record: tl.reversals(record, on=DAY, known=DAY),
    "aims": lambda record: tl.aims(record, on=DAY, known=DAY),
    "people": lambda record: tl.people(record, on=DAY, known=DAY),
    "posts": lambda record: tl.posts(record, on=DAY, known=DAY),
    "timeline": lambda record: tl.timeline(record, on=DAY, known=DAY),
    "questions": lambda record: tl.questions(record, on=DAY, known=DAY),
    "odds": lambda record: tl.odds(record, on=DAY, known=DAY),
    "entry": lambda record: tl.entry(record, "harbour-accord", on=DAY, known=DAY),
    "query": lambda record: tl.query(record, "SELECT * FROM measures", on=DAY, known=DAY),
}


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


@pytest.mark.parametrize("book", BOOKS)
def test_every_book_has_the_one_shape(record: Record, book: str) -> None:
    data = json.loads(as_json(BOOKS[book](record)))
    assert list(data) == ["title", "on", "known", "columns", "rows", "totals", "cautions"]
    assert (data["on"], data["known"]) == ("2026-07-01", "2026-07-01")
    names = [column["name"] for column in data["columns"]]
    assert all(list(column) == ["name", "unit"] for column in data["columns"])
    assert all(list(row) == [*names, "entries"] for row in data["rows"])
    assert all(entry in record for row in data["rows"] for entry in row["entries"])


def test_a_total_of_measures_names_both_sides_series_level_and_unit(record: Record) -> None:
    """By hand: 25 suspended to 10 by Arcadia; 20 lowered to 10 by Borealia."""
    totals = as_data(BOOKS["measures"](record))["totals"]
    assert totals == [
        {"by": "ARC", "toward": "BOR", "series": "across-the-board", "level": 10, "unit": "percent"},
        {"by": "BOR", "toward": "ARC", "series": "across-the-board", "level": 10, "unit": "percent"},
    ]


def test_a_moment_is_given_back_with_its_hour(record: Record) -> None:
    asked = moment("2026-05-27T03:00-04:00")
    data = as_data(tl.measures(record, *PAIR, on=asked, known=DAY))
    assert data["on"] == "2026-05-27T03:00-04:00"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Decimal("145.00"), 145),
        (Decimal("7.5"), 7.5),
        (True, True),
        (None, None),
        (date(2025, 5, 1), "2025-05-01"),
        (when("2025-05"), "2025-05"),
        (("a", "b"), ["a", "b"]),
    ],
)
def test_cells_are_plain(cell: object, value: object) -> None:
    assert plain(cell) == value  # type: ignore[arg-type]


def sheet(*cells: str) -> Statement:
    """A statement of one column."""
    rows = tuple(Row((cell,), ("one", "two")) for cell in cells)
    return Statement(title="T", on=DAY, known=DAY, columns=columns("text"), rows=rows, totals=(Tally((("n", 1),)),))


@given(st.text(max_size=40))
def test_no_cell_of_a_csv_starts_like_a_formula_and_each_can_be_had_back(text: str) -> None:
    line = list(csv.reader(io.StringIO(as_csv(sheet(text)), newline="")))[1]
    assert not line[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert from_csv_cell(line[0]) == text
    assert line[1] == "one two"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'quoted'", "=cmd|' /C calc'!A0"])
def test_a_formula_is_made_harmless(text: str) -> None:
    cell = list(csv.reader(io.StringIO(as_csv(sheet(text)), newline="")))[1][0]
    assert cell == "'" + text


def test_figures_stay_figures_in_csv() -> None:
    book = Statement(
        title="T", on=DAY, known=DAY, columns=columns("level", "yes"), rows=(Row((Decimal(-10), True), ()),)
    )
    assert as_csv(book) == "level,yes,entries\r\n-10,yes,\r\n"


def test_a_frame_is_made_by_the_library_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in takes the library's place: none of the three is needed to run these tests."""
    for name, maker in (("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "table")):
        module = ModuleType(name)
        setattr(module, maker, dict)
        monkeypatch.setitem(sys.modules, name, module)
    expected = {"text": ["a", "b"], "entries": [["one", "two"], ["one", "two"]]}
    assert [frame(sheet("a", "b"), library) for library in ("pandas", "polars", "arrow")] == [expected] * 3


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(NotFound, match="polars is not installed"):
        frame(sheet("a"), "polars")
    with pytest.raises(WrongValue, match="did you mean 'pandas'"):
        frame(sheet("a"), "panda")


def test_problems_are_told_with_place_and_counted() -> None:
    found = [
        Problem(place=Place("a.yaml", 3, 5), rule="date", message="wrong", entry="x"),
        Problem(place=Place("b.yaml", 1), rule="stale", message="old", notice=True),
    ]
    data = json.loads(problems_as_json(found))
    assert (data["faults"], data["notices"]) == (1, 1)
    assert data["problems"][0] == {
        "file": "a.yaml", "line": 3, "column": 5, "rule": "date", "message": "wrong", "entry": "x", "notice": False,
    }  # fmt: skip
