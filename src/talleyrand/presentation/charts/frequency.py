"""How often who spoke to whom: years as columns, sides and levels or channels as rows, a number in every cell.

Cell   the meetings and calls of one row in one year
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import Literal, NamedTuple

from talleyrand.books.statement import Statement
from talleyrand.presentation.charts.drawing import (
    WIDE,
    Chart,
    Gathered,
    Href,
    box,
    breadth,
    chart,
    label,
    linked,
    nothing,
)
from talleyrand.presentation.charts.rows import Rows

_SHADES = 5
_MOST_YEARS = 20
_MOST_ROWS = 40


class Cell(NamedTuple):
    """The meetings and calls of one row in one year, and the entries behind them."""

    meetings: int
    calls: int
    entries: tuple[str, ...]

    def told(self, name: str, year: int) -> str:
        """In words."""
        calls = f", {self.calls} of them by telephone or video" if self.calls else ""
        number = self.meetings + self.calls
        return f"{name}, {year}: {number} meeting{'' if number == 1 else 's'}{calls}"


def frequency(
    by_year: Statement, *, href: Href, width: float = WIDE, of: Literal["level", "channel"] = "level"
) -> Chart:
    """Meetings and calls held year by year, darker where there were more.

    Args:
        by_year: what `by_year` returns.
        of: what the rows are within each pair of sides.
    """
    cells = _cells(by_year, of)
    if not cells:
        return nothing("frequency", by_year, width)
    years = sorted({year for _, year in cells})
    years = list(range(max(years[0], years[-1] - _MOST_YEARS + 1), max(years[-1], by_year.on.day.year) + 1))
    names = list(dict.fromkeys(name for name, year in cells if year in years))[:_MOST_ROWS]
    rows = Rows(len(names), 26, width, 150 if of == "level" else 270, 1 if of == "level" else 2, 24)
    step = (width - rows.left) / len(years)
    most = max(sum(cell[:2]) for cell in cells.values())
    every = 1 if breadth("’00") + 3 <= step else 2
    drawn = [label(rows.left + step * (place + 0.5), 12, _year(year, step), "middle", "axis")
             for place, year in enumerate(years) if (years[-1] - year) % every == 0]  # fmt: skip
    for row, name in enumerate(names):
        drawn.append(rows.named(row, name))
        for place, year in enumerate(years):
            cell = cells.get((name, year), Cell(0, 0, ()))
            drawn.append(
                _drawn(cell, cell.told(name, year), (rows.left + step * place, rows.middle(row), step), most, href)
            )
    totals = dict.fromkeys(years, 0)
    for (_, year), cell in cells.items():
        if year in totals:
            totals[year] += sum(cell[:2])
    busiest = max(totals, key=lambda year: totals[year])
    summary = (f"{sum(totals.values())} meetings and calls from {years[0]} to {years[-1]}; most in {busiest}, with "
               f"{totals[busiest]}.")  # fmt: skip
    return chart("frequency", summary, drawn, (width, rows.bottom + 4), by_year)


def _year(year: int, room: float) -> str:
    return str(year) if breadth("2000") + 6 <= room else f"’{year % 100:02}"


@Gathered
def _cells(by_year: Statement, of: Literal["level", "channel"]) -> dict[tuple[str, int], Cell]:
    """The cell of every row and year; pairs are named only where there are several."""
    names = [column.name for column in by_year.columns]
    of_row = itemgetter(*[names.index(name) for name in ("between", of, "year", "meetings", "calls")])
    told = [(*of_row(row.cells), row.entries) for row in by_year.rows]
    pairs = len({between for between, *_ in told}) > 1
    groups: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for between, within, year, met, called, entries in told:
        name = str(within or "outside every channel")
        groups[f"{between}: {name}" if pairs else name, year].append(Cell(met, called, entries[: met + called]))
    return {key: _added(own) for key, own in groups.items()}


def _added(cells: list[Cell]) -> Cell:
    entries = tuple([entry for each in cells for entry in each.entries])
    return Cell(sum(each.meetings for each in cells), sum(each.calls for each in cells), entries)


def _drawn(cell: Cell, told: str, place: tuple[float, float, float], most: int, href: Href) -> str:
    """A cell: its number on a ground that is darker the higher it is; one meeting leads to its page."""
    x, y, step = place
    number = cell.meetings + cell.calls
    shade = -(-number * _SHADES // most) if most else 0
    if not number:
        return label(x + step / 2, y, "·", "middle", "heat-number on-0")
    inside = (box(x + 1, y - 11, step - 2, 22, f"heat heat-{shade}"),
              label(x + step / 2, y, number, "middle", f"heat-number on-{shade}"))  # fmt: skip
    return linked(href(cell.entries[0]) if len(cell.entries) == 1 else None, told, *inside)
