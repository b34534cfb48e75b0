"""What falls due: a row for each date along the coming year, named where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule, shifted
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    WIDE,
    Chart,
    Href,
    breadth,
    chart,
    cut,
    label,
    linked,
    notes,
    nothing,
)
from talleyrand.presentation.charts.shapes import key, mark

MOST = 60
_KINDS = (
    ("lapsed", "cross", "bad", "lapsed without a word"),
    ("measure", "square", "plain", "measure"),
    ("commitment", "bar", "plain", "promise"),
    ("agreement", "diamond", "plain", "agreement"),
    ("meeting", "circle", "plain", "meeting"),
    ("question", "circle", "plain hollow", "question"),
)
_OF = {"suspension": "measure", "measure": "measure", "step": "measure", "deadline": "commitment",
       "restated": "commitment", "condition": "commitment", "agreement": "agreement", "meeting": "meeting",
       "question": "question"}  # fmt: skip
_PITCH, _NARROW_PITCH = 20, 38


def coming(calendar: Statement, *, href: Href, width: float = WIDE, days: int = 365) -> Chart:
    """What lapsed lately and what falls due next, each on its day and with its name.

    Args:
        calendar: what `calendar` returns.
        days: how many days ahead are drawn.
    """
    on = calendar.on.day
    far = shifted(on, days)
    every = [(day, row) for row in calendar.records() if (day := day_of(row["day"])) and day <= far]
    every.sort(key=lambda pair: pair[0])
    shown = every[:MOST]
    if not shown:
        return nothing("coming", calendar, width)
    narrow = width < NARROW_BELOW
    pitch, top = _NARROW_PITCH if narrow else _PITCH, 44
    bottom = top + pitch * len(shown)
    axis = Days(max(min(on, shown[0][0]), shifted(on, -90)), max(shown[-1][0], shifted(on, 30)), 14, width - 14)
    drawn = [*grid(axis, top - 4, bottom + 2, twice=True), *rule(axis, on, 20, bottom + 2)]
    for place, (day, row) in enumerate(shown):
        drawn.append(_row(row, day, axis, top + pitch * place, narrow, href))
    found = {_sort(row) for _, row in shown}
    told, height = key([each[1:] for each in _KINDS if each[0] in found], 0, bottom + 34, width)
    left_out = len(shown) < len(every)
    cautions = [f"{len(shown)} of {len(every)} dates are drawn, the earliest first."] if left_out else []
    remarks, more = notes(cautions, bottom + 34 + height, width)
    table = replace(calendar, cautions=(*calendar.cautions, *cautions))
    return chart("coming", _summary(every, on), [*drawn, *told, *remarks], (width, bottom + 26 + height + more), table)


def _sort(row: dict[str, Cell]) -> str:
    return "lapsed" if row["alarm"] else _OF.get(str(row["kind"]).split()[0], "measure")


def _row(row: dict[str, Cell], day: date, axis: Days, top: float, narrow: bool, href: Href) -> str:
    """A mark on its day with its name beside it, on whichever side has more room; above it on a narrow chart."""
    entries = row["entries"]
    address = href(entries[0]) if isinstance(entries, tuple) and entries else None
    _, shape, kind, _ = next(each for each in _KINDS if each[0] == _sort(row))
    named = f"{row['what']} – {row['kind']}" + (f" ({row['by']})" if row["by"] else "")
    whole = f"{day_text(day)}: {row['kind']}, {row['what']}" + (f" ({row['by']})" if row["by"] else "")
    x, y = axis.at(day), top + (26 if narrow else _PITCH / 2)
    shown = mark(shape, x, y, 4.5, kind)
    short = day_text(day)[: -len(str(day.year)) - 1]
    if narrow:
        date_name = label(
            x + (9 if x < axis.right - 50 else -9), y, short, "" if x < axis.right - 50 else "end", "axis"
        )
        return linked(address, whole, label(0, top + 9, cut(named, axis.right + 14)), shown, date_name)
    right = axis.right + 14 - x - 12
    left = x - 12 - axis.left
    text = f"{short}: {named}"
    if breadth(text) <= right or right >= left:
        return linked(address, whole, shown, label(x + 10, y, cut(text, right)))
    return linked(address, whole, shown, label(x - 10, y, cut(text, left), "end"))


def _summary(every: list[tuple[date, dict[str, Cell]]], on: date) -> str:
    alarms = [row for _, row in every if row["alarm"]]
    ahead = [(day, row) for day, row in every if not row["alarm"]]
    told = [f"{len(alarms)} lapsed without a word"] if alarms else []
    told += [f"{len(ahead)} fall due after {day_text(on)}"]
    told += [f"first of all on {day_text(ahead[0][0])}: {ahead[0][1]['what']}"] if ahead else []
    return "; ".join(told).rstrip(".?") + "."
