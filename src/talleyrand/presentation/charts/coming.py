"""What falls due: a row for each date along the coming year, named where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    Href,
    breadth,
    chart,
    label,
    linked,
    notes,
    nothing,
    wrapped,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.record.dates import shifted

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
_PITCH, _NARROW_PITCH, _LINE, _LINES = 20, 38, TEXT + 3, 3  # pixels, and lines that a name may take


def coming(calendar: Statement, *, href: Href, width: float = WIDE, days: int = 365, most: int = MOST) -> Chart:
    """What lapsed lately and what falls due next, each on its day and with its name.

    Args:
        calendar: what `calendar` returns.
        days: how many days ahead are drawn.
        most: dates that are drawn.
    """
    on = calendar.on.day
    far = shifted(on, days)
    every = [(day, row) for row in calendar.records() if (day := day_of(row["day"])) and day <= far]
    every.sort(key=lambda pair: pair[0])
    shown = every[:most]
    if not shown:
        return nothing("coming", calendar, width)
    narrow = width < NARROW_BELOW
    top = bottom = 44.0
    axis = Days(max(min(on, shown[0][0]), shifted(on, -90)), max(every[-1][0], shifted(on, 30)), 14, width - 14)
    rows = []
    for day, row in shown:
        told, height = _row(row, day, axis, bottom, narrow, href)
        rows.append(told)
        bottom += height
    drawn = [*grid(axis, top - 4, bottom + 2, twice=True), *rule(axis, on, 20, bottom + 2), *rows]
    found = {_sort(row) for _, row in shown}
    shapes, height = key([each[1:] for each in _KINDS if each[0] in found], 0, bottom + 34, width)
    left_out = len(shown) < len(every)
    cautions = [f"{len(shown)} of {len(every)} dates are drawn, the earliest first."] if left_out else []
    remarks, more = notes(cautions, bottom + 34 + height, width)
    table = replace(calendar, cautions=(*calendar.cautions, *cautions))
    return chart(
        "coming", _summary(every, on), [*drawn, *shapes, *remarks], (width, bottom + 26 + height + more), table
    )


def _sort(row: dict[str, Cell]) -> str:
    return "lapsed" if row["alarm"] else _OF.get(str(row["kind"]).split()[0], "measure")


def _row(row: dict[str, Cell], day: date, axis: Days, top: float, narrow: bool, href: Href) -> tuple[str, float]:
    """A mark on its day with its name beside it, on whichever side has more room; above it on a narrow chart.

    Also the height that it takes: a long name stands on several lines.
    """
    entries = row["entries"]
    address = href(entries[0]) if isinstance(entries, tuple) and entries else None
    _, shape, kind, _ = next(each for each in _KINDS if each[0] == _sort(row))
    named = f"{row['what']} – {row['kind']}" + (f" ({row['by']})" if row["by"] else "")
    whole = f"{day_text(day)}: {row['kind']}, {row['what']}" + (f" ({row['by']})" if row["by"] else "")
    x, short = axis.at(day), day_text(day)[: -len(str(day.year)) - 1]
    if narrow:
        lines = wrapped(named, axis.right + 14, _LINES)
        height = _NARROW_PITCH + _LINE * (len(lines) - 1)
        before = x + 9 + breadth(short) > axis.right + 14
        y = top + height - 12
        names = [label(0, top + 9 + _LINE * n, text) for n, text in enumerate(lines)]
        beside = label(x + (-9 if before else 9), y, short, "end" if before else "", "axis")
        return linked(address, whole, *names, mark(shape, x, y, 4.5, kind), beside), height
    right, left = axis.right + 14 - x - 12, x - 12 - axis.left
    text = f"{short}: {named}"
    after = breadth(text) <= right or right >= left
    lines = wrapped(text, right if after else left, _LINES)
    height = _PITCH + _LINE * (len(lines) - 1)
    y, first = top + height / 2, top + _PITCH / 2
    names = [label(x + (10 if after else -10), first + _LINE * n, each, "" if after else "end")
             for n, each in enumerate(lines)]  # fmt: skip
    return linked(address, whole, mark(shape, x, y, 4.5, kind), *names), height


def _summary(every: list[tuple[date, dict[str, Cell]]], on: date) -> str:
    alarms = [row for _, row in every if row["alarm"]]
    ahead = [(day, row) for day, row in every if not row["alarm"]]
    told = [f"{len(alarms)} lapsed without a word"] if alarms else []
    told += [f"{len(ahead)} fall due after {day_text(on)}"]
    told += [f"first of all on {day_text(ahead[0][0])}: {ahead[0][1]['what']}"] if ahead else []
    return "; ".join(told).rstrip(".?") + "."
