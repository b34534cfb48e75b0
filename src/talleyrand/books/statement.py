"""What every book returns: columns and rows, each row citing the entries it rests on.

Column     a name, and the unit of what stands under it
Row        one line: a cell for each column, and the ids of the entries behind it
Tally      a figure over many rows, with its own names, and the ids behind it
Statement  a title, the two clocks, columns, rows, tallies and cautions
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from talleyrand.record.dates import Moment, When

Cell = str | int | Decimal | bool | date | datetime | When | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: as machines read it.
        unit: unit of its cells, where they have one.
        detail: true if a narrow table may leave it out.
    """

    name: str
    unit: str = ""
    detail: bool = False


class Row(NamedTuple):
    """One line of a statement; a named tuple, since a statement of a large record has tens of thousands.

    Attributes:
        cells: one for each column; None where nothing is known or applies.
        entries: ids of the entries that the line rests on, the chief one first.
    """

    cells: tuple[Cell, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure over many rows: named values, and the ids of the entries behind them."""

    values: tuple[tuple[str, Cell], ...]
    entries: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Cell:
        return dict(self.values)[name]


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Statement:
    """Something derived from the record, ready to be shown.

    Attributes:
        title: what it is, in one line.
        on: the day or moment it speaks of.
        known: the day of knowledge.
        columns: names and units.
        rows: the lines.
        totals: figures over the lines.
        cautions: what a reader must bear in mind.
    """

    title: str
    on: Moment
    known: Moment
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Tally, ...] = ()
    cautions: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column.

        Raises:
            KeyError: if there is no such column.
        """
        names = [column.name for column in self.columns]
        if name not in names:
            raise KeyError(name)
        return tuple([row.cells[names.index(name)] for row in self.rows])

    def records(self) -> Iterable[dict[str, Cell]]:
        """Each row as a mapping from column name to cell, `entries` included."""
        names = [*[column.name for column in self.columns], "entries"]
        for row in self.rows:
            yield dict(zip(names, (*row.cells, row.entries), strict=True))


def columns(*names: str) -> tuple[Column, ...]:
    """Columns from `name` or `name:unit`; a star before the name marks a detail that a narrow table leaves out."""
    made = []
    for each in names:
        name, _, unit = each.lstrip("*").partition(":")
        made.append(Column(name, unit, each.startswith("*")))
    return tuple(made)


def cited(*groups: str | Iterable[str | None] | None) -> tuple[str, ...]:
    """Ids in order, each once, with gaps left out."""
    ids: dict[str | None, None] = {}
    for group in groups:
        ids.update(dict.fromkeys((group,) if isinstance(group, str) else group or ()))
    return tuple([each for each in ids if each])
