"""Statements for machines: one JSON shape for all, CSV that no spreadsheet will run, and data frames."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import msgspec

from talleyrand.books.statement import Cell, Statement
from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.record.dates import When
from talleyrand.record.problems import Problem

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
FRAMES = {"pandas": "pandas", "polars": "polars", "arrow": "pyarrow"}

Plain = str | int | float | bool | list[str] | None


def plain(cell: Cell) -> Plain:
    """A cell as JSON has it: dates as ISO text, numbers as numbers, several words as a list.

    >>> plain(Decimal("145.0")), plain(Decimal("12.5"))
    (145, 12.5)
    """
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, When):
        return cell.text
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def _plain(cells: Iterable[Cell]) -> list[Plain]:
    # Most cells are text, and a large statement has a hundred thousand.
    return [cell if cell.__class__ is str else plain(cell) for cell in cells]


def as_data(statement: Statement) -> dict[str, Any]:
    """The statement in the one shape that every door's JSON has."""
    names = [*[column.name for column in statement.columns], "entries"]
    return {
        "title": statement.title,
        "on": str(statement.on),
        "known": str(statement.known),
        "columns": [{"name": column.name, "unit": column.unit} for column in statement.columns],
        "rows": [dict(zip(names, [*_plain(row.cells), list(row.entries)], strict=True)) for row in statement.rows],
        "totals": [{name: plain(cell) for name, cell in total.values} for total in statement.totals],
        "cautions": list(statement.cautions),
    }


def as_json(statement: Statement) -> str:
    """The statement as JSON text."""
    return msgspec.json.format(msgspec.json.encode(as_data(statement)), indent=2).decode()


def as_csv(statement: Statement) -> str:
    """The rows as CSV with a header (RFC 4180); ids of entries stand in the last column, set apart by spaces.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; `from_csv_cell` takes it off.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*[column.name for column in statement.columns], "entries"])
    for row in statement.rows:
        writer.writerow([*[
            cell if cell.__class__ is str and not cell.startswith(FORMULA) else _csv_cell(cell)
            for cell in row.cells
        ], " ".join(row.entries)])  # fmt: skip
    return out.getvalue()


def _csv_cell(cell: Cell) -> str | int | float:
    value = plain(cell)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return value


def from_csv_cell(text: str) -> str:
    """The text of a CSV cell as it stood in the statement.

    >>> from_csv_cell("'=1+1")
    '=1+1'
    """
    return text[1:] if text.startswith("'") else text


def problems_as_json(problems: Iterable[Problem]) -> str:
    """What a check found, as JSON text: the problems, and how many are faults and how many notices."""
    found = list(problems)
    data = {
        "problems": [
            {
                "file": each.place.file,
                "line": each.place.line,
                "column": each.place.column,
                "rule": each.rule,
                "message": each.message,
                "entry": each.entry,
                "notice": each.notice,
            }
            for each in found
        ],
        "faults": sum(not each.notice for each in found),
        "notices": sum(each.notice for each in found),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def frame(statement: Statement, library: str = "pandas") -> Any:
    """The rows as a pandas or polars data frame or an Arrow table.

    Args:
        library: `pandas`, `polars` or `arrow`; it must be installed.

    Raises:
        WrongValue: if the library is none of the three.
        NotFound: if it is not installed.
    """
    if library not in FRAMES:
        raise WrongValue(f"'{library}' is no kind of frame{nearest(library, FRAMES)}; use pandas, polars or arrow")
    try:
        module = import_module(FRAMES[library])
    except ImportError:
        raise NotFound(f"{FRAMES[library]} is not installed: pip install {FRAMES[library]}") from None
    names = [*[column.name for column in statement.columns], "entries"]
    rows = [[*map(plain, row.cells), list(row.entries)] for row in statement.rows]
    data = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    return module.table(data) if library == "arrow" else module.DataFrame(data)
