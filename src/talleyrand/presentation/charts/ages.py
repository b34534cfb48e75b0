"""How old each promise is: a bar from the day it was made to its end, with its deadlines on it.

Promise   one promise: made, due as first stated and as restated, done, and how it stands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.errors import WrongValue
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule, span_of
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
    notes,
    nothing,
)
from talleyrand.presentation.charts.rows import Rows
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.sides import sides_of
from talleyrand.record.dates import When, shifted, when

MOST = 40
STATUSES = {
    "due": ("circle", "warn hollow"),
    "disputed": ("diamond", "warn"),
    "pending": ("circle", "plain hollow"),
    "missed": ("cross", "bad"),
    "partial": ("square", "warn hollow"),
    "kept late": ("square", "good"),
    "kept": ("circle", "good"),
    "void": ("dash", "plain"),
}
_OPEN = ("due", "disputed", "pending", "missed", "partial")
_LATE = ("due", "missed", "partial", "kept late")  # not where a condition waits or the sides disagree
_FAR = 3 * 366  # days after the day asked about that are drawn


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: made, due as first stated and as restated, done, and how it stands."""

    text: str
    by: str
    made: date
    deadline: date | None
    restated: tuple[date, ...]
    done: date | None
    status: str
    entry: str | None

    def told(self) -> str:
        """In words."""
        parts = [f"{self.by}, {self.status}: {self.text.rstrip('.')}", f"made {day_text(self.made)}"]
        parts += [f"due {day_text(self.deadline)}"] if self.deadline else ["no deadline"]
        parts += [f"restated to {day_text(each)}" for each in self.restated]
        return "; ".join(parts + ([f"done {day_text(self.done)}"] if self.done else []))


def ages(commitments: Statement, *, href: Href, width: float = WIDE, sides: tuple[str, ...] = ()) -> Chart:
    """Each promise from the day it was made to the day it was done or the day asked about, open and latest first.

    Args:
        commitments: what `commitments` returns.
        sides: the parties in the order in which they are drawn.
    """
    every = _in_order(commitments)
    shown = [_promise(row) for row in every[:MOST]]
    if not shown:
        return nothing("ages", commitments, width)
    both, on = sides_of((str(row["obligor"]) for row in every), sides), commitments.on.day
    rows = Rows(len(shown), 44, width, width * 0.42, 2)
    days = Days(*_drawn_days(shown, on), rows.left, width - 12 - breadth("kept late"))
    drawn = [*grid(days, rows.top - 4, rows.bottom + 4, twice=True), *rule(days, on, 20, rows.bottom + 4)]
    for place, each in enumerate(shown):
        y, address = rows.middle(place), href(each.entry) if each.entry else None
        drawn += [rows.named(place, f"{each.by}: {each.text}", f"row-name {both.kind(each.by)}"),
                  linked(address, each.told(), *_bar(each, days, y, on)),
                  label(days.right + 10, y, each.status, kind="status")]  # fmt: skip
    told, height = key([("bar", "deadline", "deadline as first stated"), ("diamond", "restated hollow", "as restated"),
                        ("dash", "late", "after the deadline")], 0, rows.bottom + 36, width)  # fmt: skip
    left_out = len(shown) < len(every)
    cautions = [f"{len(shown)} of {len(every)} promises are drawn, the open and the latest first."] if left_out else []
    remarks, more = notes(cautions, rows.bottom + 36 + height, width)
    table = replace(commitments, cautions=(*commitments.cautions, *cautions))
    size = width, rows.bottom + 28 + height + more
    return chart("ages", _summary(every), [*drawn, *told, *remarks], size, table)


@Gathered
def _in_order(commitments: Statement) -> list[dict[str, Cell]]:
    """Every promise whose day is known, the open ones first and the latest first among them."""
    every = [(made, row) for row in commitments.records() if (made := day_of(row["made"]))]
    every.sort(key=itemgetter(0), reverse=True)
    return sorted([row for _, row in every], key=lambda row: row["status"] not in _OPEN)


def _promise(row: dict[str, Cell]) -> Promise:
    made = day_of(row["made"]) or date.max
    deadline, entries = row["deadline"], row["entries"]
    again = [_restated(part) for part in str(row["restated"]).split("; ")] if row["restated"] else []
    return Promise(
        text=str(row["promise"]), by=str(row["obligor"]), made=made,
        deadline=deadline.last if isinstance(deadline, When) and deadline.last < date.max else None,
        restated=tuple([each for each in again if each]), done=day_of(row["done"]), status=str(row["status"]),
        entry=entries[0] if isinstance(entries, tuple) and entries else None,
    )  # fmt: skip


def _restated(told: str) -> date | None:
    """The last day of a restated deadline, which the book tells as `2026-02-28 by MINISTRY: kept on the day`."""
    try:
        last = when(told.partition(" by ")[0]).last
    except WrongValue:
        return None
    return last if last < date.max else None


def _drawn_days(shown: list[Promise], on: date) -> tuple[date, date]:
    far = shifted(on, _FAR)
    span = span_of([*(each.made for each in shown), on,
                    *(min(day, far) for each in shown for day in (each.deadline, *each.restated) if day)])  # fmt: skip
    first, last = span or (on, on)
    return first, last if last > first else shifted(first, 1)


def _bar(each: Promise, days: Days, y: float, on: date) -> Iterator[str]:
    end = max(each.done or on, each.made)
    start, stop = days.at(each.made), days.at(end)
    yield box(start, y - 3, max(stop - start, 1.5), 6, "age")
    if each.deadline and each.deadline < end and each.status in _LATE:
        late = days.at(max(each.deadline, each.made))
        yield box(late, y - 3, stop - late, 6, "late")
    if each.deadline and each.deadline > end:
        yield box(stop, y - 1, days.at(each.deadline) - stop, 2, "ahead")
    if each.deadline:
        yield mark("bar", days.at(each.deadline), y, 8, "deadline")
    for again in each.restated:
        yield mark("diamond", days.at(again), y, 4.5, "restated hollow")
    shape, kind = STATUSES.get(each.status, ("circle", "plain"))
    yield mark(shape, stop, y, 4.5, kind)


def _summary(every: list[dict[str, Cell]]) -> str:
    count = Counter([row["status"] for row in every])
    told = ", ".join(f"{count[status]} {status}" for status in STATUSES if count[status])
    return f"Of {len(every)} promises: {told}."
