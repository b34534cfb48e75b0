"""How often each side's easings were answered, beside what random timing would give."""

from __future__ import annotations

from collections.abc import Iterator

from talleyrand.books.statement import Cell, Column, Row, Statement
from talleyrand.presentation.charts.axes import Values
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    WIDE,
    Chart,
    box,
    breadth,
    chart,
    label,
    line,
    linked,
    nothing,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.sides import Sides, sides_of

_ROW, _NARROW_ROW = 64, 84
_TITLE = "Share of easings answered, and what random timing gives"


def against_chance(concessions: Statement, *, width: float = WIDE, sides: tuple[str, ...] = ()) -> Chart:
    """For each side, the share of its easings answered as a mark beside the interval that random timing gives.

    Args:
        concessions: what `concessions` returns.
        sides: the parties in the order in which they are drawn.
    """
    table = _counted(concessions)
    found = [row for row in table.records() if row["share_answered"] is not None]
    if not found:
        return nothing("chance", table, width, _TITLE)
    both = sides_of([row["by"] for row in found], sides)
    found.sort(key=lambda row: both.order.index(str(row["by"])))
    left = 12 if width < NARROW_BELOW else 170
    shares = Values(0, 100, left, width - 24)  # lies on its side: from left to right
    pitch = _NARROW_ROW if width < NARROW_BELOW else _ROW
    bottom = 8 + pitch * len(found)
    drawn = []
    for share in (0, 25, 50, 75, 100):
        x = shares.at(share)
        drawn += [line(x, 8, x, bottom, "grid"), label(x, bottom + 12, f"{share}%", "middle", "axis")]
    for place, row in enumerate(found):
        drawn += _row(row, shares, 8 + pitch * (place + 1) - 32, both, width < NARROW_BELOW)
    told, height = key(
        [("circle", "plain", "share answered"), ("circle", "plain hollow", "by timing alone, declarations aside"),
         ("dash", "chance", "95 in 100 random timings; line: mean")],
        left if left > 12 else 0, bottom + 36, width,
    )  # fmt: skip
    return chart("chance", _summary(found), [*drawn, *told], (width, bottom + 28 + height), table, _TITLE)


def _counted(concessions: Statement) -> Statement:
    """The totals of the concessions as lines of their own."""
    names = [name for name, _ in concessions.totals[0].values] if concessions.totals else ["share_answered", "by"]
    rows = [Row(tuple([value for _, value in tally.values]), tally.entries) for tally in concessions.totals]
    return Statement(title=_TITLE, on=concessions.on, known=concessions.known, columns=tuple(map(Column, names)),
                     rows=tuple(rows), cautions=concessions.cautions)  # fmt: skip


def _percent(share: Cell) -> float:
    return float(str(share)) * 100


def _row(row: dict[str, Cell], shares: Values, y: float, both: Sides, narrow: bool) -> Iterator[str]:
    by, kind = str(row["by"]), both.kind(str(row["by"]))
    share = _percent(row["share_answered"])
    judged = sum(int(str(row[fate])) for fate in ("answered", "pocketed", "punished"))
    name = f"{by}: {row['answered']} of {judged} answered"
    if narrow:
        yield label(shares.bottom, y - 32, name, kind=f"name {kind}")
    else:
        yield label(0, y, name, kind=f"name {kind}")
    if row["chance_low"] is not None and row["chance_high"] is not None:
        low, mean, high = (shares.at(_percent(row[each])) for each in ("chance_low", "chance", "chance_high"))
        told = (f"Random timing: {_percent(row['chance']):.0f}% on average, 95 in 100 between "
                f"{_percent(row['chance_low']):.0f}% and {_percent(row['chance_high']):.0f}%")  # fmt: skip
        inner = box(low, y - 5, high - low, 10, "chance")
        yield linked(None, told, inner, line(mean, y - 9, mean, y + 9, "chance-mean"))
        yield label(mean, y + 20, f"chance {_percent(row['chance']):.0f}%", "middle", "axis")
    if row["share_by_timing"] is not None:
        timing = _percent(row["share_by_timing"])
        yield linked(None, f"By timing alone: {timing:.0f}%", mark("circle", shares.at(timing), y, 6, f"{kind} hollow"))
    yield linked(None, f"{by}: {share:.0f}% answered", mark("circle", shares.at(share), y, 6, kind))
    text = f"{share:.0f}%"
    yield label(min(shares.at(share), shares.top - breadth(text) / 2), y - 16, text, "middle", f"name {kind}")


def _summary(found: list[dict[str, Cell]]) -> str:
    told = [
        f"{_percent(row['share_answered']):.0f}% of the easings by {row['by']} were answered"
        + (f", where random timing gives {_percent(row['chance']):.0f}%" if row["chance"] is not None else "")
        for row in found
    ]
    return "; ".join(told) + "."
