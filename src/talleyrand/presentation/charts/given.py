"""What each side gave over time: easings added up, each a mark by what became of it.

Bead   easings of one side, one day and one fate
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from talleyrand.books.statement import Row, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, Values, day_of, grid, rule, value_lines
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    Gathered,
    Href,
    apart,
    breadth,
    chart,
    element,
    label,
    linked,
    nothing,
    steps,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.sides import Sides, sides_of
from talleyrand.record.dates import shifted

FATES = {
    "exchanged": ("diamond", "fate-exchanged", "exchanged under one agreement"),
    "answered": ("circle", "fate-answered", "answered"),
    "in return": ("square", "fate-return", "in return"),
    "open": ("circle", "fate-open hollow", "still open"),
    "pocketed": ("triangle-down", "fate-pocketed hollow", "pocketed"),
    "punished": ("cross", "fate-punished", "punished"),
}
_HEIGHT = 340
_MOST_BEADS = 240  # of both sides: beyond, the lines stand alone


@dataclass(frozen=True, slots=True)
class Bead:
    """Easings of one side, one day and one fate: how many, and how many the side had made before them."""

    by: str
    day: date
    fate: str
    number: int
    before: int
    what: str
    entry: str

    def told(self) -> str:
        """In words."""
        if self.number == 1:
            return f"{self.by}, {day_text(self.day)}, {self.fate}: {self.what}"
        return f"{self.by}, {day_text(self.day)}: {self.number} easings {self.fate}, among them {self.what}"


def given(concessions: Statement, *, href: Href, width: float = WIDE, sides: tuple[str, ...] = ()) -> Chart:
    """The easings of each side added up over time, each a mark by its fate.

    Args:
        concessions: what `concessions` returns.
        sides: the parties in the order in which they are drawn.
    """
    both = sides_of((dict(tally.values)["by"] for tally in concessions.totals), sides)
    beads = {by: _beads(concessions).get(by, []) for by in both.order}
    every = [bead for own in beads.values() for bead in own]
    if not every:
        return nothing("given", concessions, width)
    narrow = width < NARROW_BELOW
    first = min(*(bead.day for bead in every), shifted(concessions.on.day, -30))
    ends = 1.15 * max(breadth(f"{by} gave {len(concessions.rows)}") for by in both.order)
    days = Days(shifted(first, -60), concessions.on.day, 34, width - 10 - ends)
    most = max(own[-1].before + own[-1].number for own in beads.values() if own)
    values = Values(0, most * 1.04, _HEIGHT - 30, 34)
    drawn = [*value_lines(values, days.left, days.right), *grid(days, values.top, values.bottom),
             *rule(days, concessions.on.day, 18, values.bottom)]  # fmt: skip
    drawn += [element("path", d=_line(own, days, values), kind=f"line {both.kind(by)}") for by, own in beads.items()]
    if len(every) <= _MOST_BEADS:
        counted: list[tuple[float, float]] = []  # where a number stands
        drawn += [_drawn(bead, days, values, href, None if narrow else counted) for bead in every]
    drawn += _ends(beads, both, days, values)
    fates = {bead.fate for bead in every}
    told, height = key([shown for fate, shown in FATES.items() if fate in fates], 0, _HEIGHT + 6, width)
    return chart("given", _summary(beads), [*drawn, *told], (width, _HEIGHT + height), concessions)


@Gathered
def _beads(concessions: Statement) -> dict[str, list[Bead]]:
    """The beads of each side."""
    names = [column.name for column in concessions.columns]
    day_at, by_at, fate_at, what_at = (names.index(name) for name in ("day", "by", "fate", "what"))
    order = {fate: place for place, fate in enumerate(FATES)}
    sides: dict[str, list[tuple[date, int, str, Row]]] = {}
    for row in concessions.rows:
        fate = row.cells[fate_at]
        if fate and (day := day_of(row.cells[day_at])):
            own = sides.setdefault(str(row.cells[by_at]), [])
            own.append((day, order.get(str(fate), len(order)), str(fate), row))
    beads: dict[str, list[Bead]] = {}
    for by, own in sides.items():
        own.sort(key=itemgetter(0, 1))
        before, made = 0, beads.setdefault(by, [])
        for (day, fate), together in groupby(own, key=itemgetter(0, 2)):
            rows = [row for *_, row in together]
            made.append(Bead(by, day, str(fate), len(rows), before, str(rows[0].cells[what_at]), rows[0].entries[0]))
            before += len(rows)
    return beads


def _line(own: list[Bead], days: Days, values: Values) -> str:
    points = [(days.left, values.at(0))]
    places = days.along([bead.day for bead in own])
    points += [(x, values.at(bead.before + bead.number)) for x, bead in zip(places, own, strict=True)]
    return steps([*points, (days.right, points[-1][1])])


def _drawn(bead: Bead, days: Days, values: Values, href: Href, counted: list[tuple[float, float]] | None) -> str:
    """A bead half way up the step that it makes; one of several easings says how many, where there is room."""
    shape, kind, _ = FATES.get(bead.fate, ("circle", "plain", bead.fate))
    x, y = days.at(bead.day), values.at(bead.before + bead.number / 2)
    count = ""
    if bead.number > 2 and counted is not None and all(abs(x - a) > 2 * TEXT or abs(y - b) > TEXT for a, b in counted):
        count = label(x - 9, y, bead.number, "end", "number")
        counted.append((x, y))
    return linked(href(bead.entry), bead.told(), mark(shape, x, y, 4.5, kind), count)


def _ends(beads: dict[str, list[Bead]], both: Sides, days: Days, values: Values) -> Iterator[str]:
    """What each side gave in all, named at the end of its line."""
    ends = [(by, own[-1].before + own[-1].number) for by, own in beads.items() if own]
    rows = apart([values.at(total) for _, total in ends], TEXT + 4, values.top, values.bottom)
    for (by, total), y in zip(ends, rows, strict=True):
        yield label(days.right + 8, y, f"{by} gave {total}", kind=f"name {both.kind(by)}")


def _summary(beads: dict[str, list[Bead]]) -> str:
    told = []
    for by, own in beads.items():
        count = Counter[str]()
        for bead in own:
            count[bead.fate] += bead.number
        fates = ", ".join(f"{count[fate]} {fate}" for fate in FATES if count[fate])
        easings = "easing" if count.total() == 1 else "easings"
        told.append(f"{by} gave {count.total()} {easings} ({fates})" if own else f"{by} gave none")
    return "; ".join(told) + "."
