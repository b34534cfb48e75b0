"""Numbers go out to a spreadsheet and come back, and nothing else of the file changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.bargaining.entries import Side
from talleyrand.bargaining.sheets import sheet
from talleyrand.bargaining.spreadsheet import COLUMNS, changed, table
from talleyrand.errors import WrongValue

FILE = """\
# Judged in June, before the elections.
- negotiation: river
  title: The river
  between: [ARC, BOR]
  on: 2026-06-01
  authors: [the editors]

- issue: water   # the heart of it
  title: Share of the river
  options: [{option: half, text: Half}, {option: all, text: All}]

- side: ARC
  name: Arcadia
  weights: {issue: water, best: 1}
  scores:
    # They said so twice.
    - {issue: water, option: half, best: 0}  # their worst
    - issue: water
      option: all
      best: 100
      low: 90
      high: 100
      reason: >-
        They have wanted it
        for years.
  no_deal: 50  # a guess
  drift: {best: -2.50, low: -4, high: 0, reason: "=cmd|' /C calc'!A0", author: "@sum", confidence: low}

- side: BOR
  name: Boravia
  weights: [{issue: water, best: 3}]
  scores: [{issue: water, option: half, best: 100}, {issue: water, option: all, best: 0}]
  no_deal: {best: 30}
  interactions:
    - {parts: {water: half}, worth: -1}
"""

Cells = list[list[str]]


def rows(text: str = FILE) -> Cells:
    return list(csv.reader(io.StringIO(table(text), newline="")))


def as_csv(cells: Cells, delimiter: str = ",") -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(cells)
    return made.getvalue()


def edited(edit: Callable[[dict[str, dict[str, str]]], None], delimiter: str = ",") -> str:
    """The table after an edit of its rows by their names, as `weight ARC water`."""
    head, *others = rows()
    named = {" ".join(filter(None, row[:4])): dict(zip(head, row, strict=True)) for row in others}
    edit(named)
    return as_csv([head, *([row[name] for name in head] for row in named.values())], delimiter)


def differs(before: str, after: str) -> list[tuple[str, str]]:
    return [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]


def test_each_number_of_each_side_has_a_row() -> None:
    assert rows()[0] == list(COLUMNS)
    assert [" ".join(filter(None, row[:4])) for row in rows()[1:]] == [
        "weight ARC water", "score ARC water half", "score ARC water all", "no deal ARC", "drift ARC",
        "weight BOR water", "score BOR water half", "score BOR water all", "no deal BOR", "together BOR water: half",
    ]  # fmt: skip
    assert rows()[3][4:8] == ["90", "100", "100", "They have wanted it for years."]


def test_a_table_that_comes_back_as_it_went_out_changes_nothing() -> None:
    assert changed(FILE, table(FILE)) == FILE


def test_a_number_is_changed_in_its_place_and_comments_stay() -> None:
    def edit(named: dict[str, dict[str, str]]) -> None:
        named["score ARC water half"]["high"] = "20"
        named["no deal ARC"]["best"] = "45.5"

    assert differs(FILE, changed(FILE, edited(edit))) == [
        ("    - {issue: water, option: half, best: 0}  # their worst",
         "    - {issue: water, option: half, best: 0, high: 20}  # their worst"),
        ("  no_deal: 50  # a guess", "  no_deal: 45.5  # a guess"),
    ]  # fmt: skip


def test_a_bare_number_becomes_a_range_with_its_reason() -> None:
    def edit(named: dict[str, dict[str, str]]) -> None:
        named["no deal ARC"] |= {"low": "40", "high": "60", "reason": "Nobody knows.", "entries": "a-1; a-2"}
        named["weight ARC water"]["low"] = "0.5"
        named["together BOR water: half"]["best"] = "-3"

    read = sheet(changed(FILE, edited(edit)).encode(), "f").of(Side)
    assert str(read[0].no_deal.low) == "40"
    assert read[0].no_deal.reason == "Nobody knows."
    assert read[0].no_deal.entries == ("a-1", "a-2")
    assert str(read[0].weights[0].low) == "0.5"
    assert str(read[1].interactions[0].worth.best) == "-3"


def test_an_emptied_cell_is_left_out_of_the_file() -> None:
    def edit(named: dict[str, dict[str, str]]) -> None:
        named["score ARC water all"] |= {"low": "", "high": "", "reason": ""}
        named["drift ARC"]["confidence"] = ""

    read = sheet(changed(FILE, edited(edit)).encode(), "f").of(Side)[0]
    assert read.scores[1].low is read.scores[1].high is read.scores[1].reason is None
    assert read.drift is not None
    assert read.drift.confidence == "medium"


def test_a_row_that_is_left_out_leaves_its_number() -> None:
    head, first, *_ = rows()
    assert changed(FILE, as_csv([head, first])) == FILE


def test_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe_and_comes_back_without() -> None:
    drift = next(row for row in rows() if row[0] == "drift")
    assert drift[5] == "-2.50"  # a number stays one
    assert drift[7:9] == ["'=cmd|' /C calc'!A0", "'@sum"]
    assert changed(FILE, table(FILE)) == FILE


@given(st.text(st.sampled_from("=+-@'|x \uff1d"), min_size=1, max_size=6).map(str.strip).filter(bool))
def test_no_cell_begins_as_a_formula_does_and_every_text_comes_back(reason: str) -> None:
    quoted = reason.replace("'", "''")
    text = FILE.replace("no_deal: 50  # a guess", f"no_deal: {{best: 50, reason: '{quoted}'}}")
    cells = rows(text)
    assert not [cell for row in cells[1:] for cell in (*row[:4], *row[7:]) if cell.lstrip()[:1] in tuple("=+-@\uff1d")]
    assert changed(text, as_csv(cells)) == text
    back = sheet(changed(FILE, as_csv(cells)).encode(), "f").of(Side)[0]
    assert back.no_deal.reason == reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_as_other_countries_save_it_is_read(delimiter: str) -> None:
    found = changed(FILE, "\ufeff" + edited(lambda named: named["weight BOR water"].update(best="4"), delimiter))
    assert [after for _, after in differs(FILE, found)] == ["  weights: [{issue: water, best: 4}]"]


@pytest.mark.parametrize(("delimiter", "best"), [(";", "4,50"), ("\t", "4,5"), (";", "4.5")])
def test_where_a_comma_parts_no_cells_it_is_the_decimal_point(delimiter: str, best: str) -> None:
    table = edited(lambda named: named["weight BOR water"].update(best=best), delimiter)
    for begun in ("", f"sep={delimiter}\r\n", f"\ufeffsep={delimiter}\n"):
        [after] = [after for _, after in differs(FILE, changed(FILE, begun + table))]
        assert after == f"  weights: [{{issue: water, best: {best.replace(',', '.')}}}]"


def test_columns_may_stand_in_another_order_beside_others() -> None:
    cells = [[*row[::-1], "seen"] for row in rows()]
    cells[0] = [each.upper() for each in cells[0]]
    assert changed(FILE, as_csv(cells)) == FILE


def test_line_ends_stay_as_they_are() -> None:
    windows = FILE.replace("\n", "\r\n")
    found = changed(windows, edited(lambda named: named["weight BOR water"].update(best="4")))
    assert found == windows.replace("best: 3}]", "best: 4}]")


FAULTS = [
    (
        "weight ARC water",
        "best",
        "12,5",
        r"row 2, column 'best': '12,5' is no number; write the decimal point as a point",
    ),
    ("weight ARC water", "best", "", "row 2, column 'best': the best guess may not be left out"),
    ("weight ARC water", "best", "1e9", "row 2, column 'best': '1e9' is no number"),
    ("score ARC water half", "low", "5", "row 3, column 'low': low 5, best 0 and high 0 are not in that order"),
    ("score ARC water all", "high", "95", "row 4, column 'high': low 90, best 100 and high 95 are not in that order"),
    ("no deal ARC", "confidence", "sure", "row 5, column 'confidence': 'sure' is not one of high, medium, low"),
    ("no deal ARC", "side", "ARK", "row 5, column 'kind': the file has no number 'no deal / ARK'"),
    ("no deal ARC", "side", "BOR", "row 10, column 'kind': 'no deal / BOR' stands in the table twice"),
]


@pytest.mark.parametrize(("name", "column", "cell", "said"), FAULTS)
def test_a_bad_cell_is_told_with_its_row_and_column(name: str, column: str, cell: str, said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        changed(FILE, edited(lambda named: named[name].update({column: cell})))


def test_every_bad_cell_is_told_at_once() -> None:
    def edit(named: dict[str, dict[str, str]]) -> None:
        for row in named.values():
            row["best"] = "much"

    with pytest.raises(WrongValue) as told:
        changed(FILE, edited(edit))
    assert str(told.value).count("'much' is no number") == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has 0 rows"),
        ("kind,side\n", "row 1: there is no column issue"),
        ('a,"b\n', "is no CSV"),
        ("x\n" * 20_002, "20,002 rows"),
    ],
)
def test_what_is_no_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        changed(FILE, text)


def test_a_file_with_faults_is_refused() -> None:
    with pytest.raises(WrongValue, match="has faults; see to them first"):
        table("- side: ARC\n  nam: Arcadia\n")
