"""A situation as a graph: its states, who would go from which to which, which of them stay, and which is today's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin

from talleyrand.books.statement import Cell, Statement
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    chart,
    element,
    figure,
    label,
    linked,
    nothing,
    wrapped,
)
from talleyrand.presentation.charts.shapes import key
from talleyrand.presentation.charts.sides import Sides, sides_of

RADIUS = 15  # of a state
Place = tuple[float, float]


def states(upset: Statement, *, names: Mapping[str, str], width: float = WIDE) -> Chart:
    """Each state as a numbered circle, an arrow where an actor is better off by going, and what each number means.

    Args:
        upset: what `upset` returns.
        names: of sides by id.
    """
    rows = list(upset.records())
    if len(rows) < 2 or "leave_alone" not in rows[0]:
        return nothing("states", upset, width)
    narrow = width < NARROW_BELOW
    broad = width if narrow else 340
    places = _places(len(rows), broad / 2, broad / 2, broad / 2 - RADIUS - 12)
    number = {str(row["state"]): n for n, row in enumerate(rows)}
    moves = [(n, *_move(each)) for n, row in enumerate(rows) for each in _several(row["leave_alone"])]
    sides = sides_of(actor for _, actor, _ in moves)
    drawn = [_arrow(places[n], places[number[to]], sides.kind(actor), f"{names.get(actor, actor)} would go from "
                    f"'{rows[n]['state']}' to '{to}'") for n, actor, to in moves if to in number]  # fmt: skip
    drawn += [_state(row, n + 1, places[n]) for n, row in enumerate(rows)]
    left, top = (0.0, broad + 14) if narrow else (broad + 30, 20.0)
    listed, height = _list(rows, left, top, width)
    foot = max(broad, top + height) + 12
    shapes, more = key(_key(sides, names), 0, foot, width)
    return chart("states", _summary(rows), [*drawn, *listed, *shapes], (width, foot + more), upset)


def _several(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else ()


def _move(told: str) -> tuple[str, str]:
    actor, _, to = told.partition(": ")
    return actor, to


def _places(count: int, x: float, y: float, radius: float) -> list[Place]:
    """Places around a circle, the first at its top."""
    turns = [2 * pi * n / count - pi / 2 for n in range(count)]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]


def _arrow(start: Place, end: Place, kind: str, meaning: str) -> str:
    """An arrow bent to its left, so that two that run against each other do not cover one another."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1
    along, off = ((x2 - x1) / length, (y2 - y1) / length), 14
    bend = ((x1 + x2) / 2 + along[1] * off * 1.6, (y1 + y2) / 2 - along[0] * off * 1.6)
    near = _toward(start, bend, RADIUS + 2)
    tip = _toward(end, bend, RADIUS + 3)
    back = _toward(tip, bend, 9)
    across = (-(tip[1] - back[1]) * 0.5, (tip[0] - back[0]) * 0.5)
    head = (f"M{figure(tip[0])} {figure(tip[1])}L{figure(back[0] + across[0])} {figure(back[1] + across[1])}"
            f"L{figure(back[0] - across[0])} {figure(back[1] - across[1])}Z")  # fmt: skip
    path = (f"M{figure(near[0])} {figure(near[1])}Q{figure(bend[0])} {figure(bend[1])} "
            f"{figure(back[0])} {figure(back[1])}")  # fmt: skip
    return linked(None, meaning, element("path", d=path, kind=f"line thin {kind}"),
                  element("path", d=head, kind=f"mark {kind}"))  # fmt: skip


def _toward(start: Place, end: Place, distance: float) -> Place:
    """The place so far from one on the way to another."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return start[0] + (end[0] - start[0]) * distance / length, start[1] + (end[1] - start[1]) * distance / length


def _state(row: Mapping[str, Cell], number: int, place: Place) -> str:
    x, y = place
    stays, today = bool(row["equilibrium"]), row["today"] is True
    kind = f"state {'stays' if stays else ''} {'now' if today else ''}"
    rim = [element("circle", cx=x, cy=y, r=RADIUS + 4, kind="state-rim")] if today else []
    return linked(None, _meaning(row), *rim, element("circle", cx=x, cy=y, r=RADIUS, kind=" ".join(kind.split())),
                  label(x, y, number, "middle", "number"))  # fmt: skip


def _meaning(row: Mapping[str, Cell]) -> str:
    told = f"{row['state']}{' (today)' if row['today'] is True else ''}"
    told += f": all stay by {row['equilibrium']}" if row["equilibrium"] else ": somebody would leave"
    return f"{told}. {row['text'] or ''}".strip()


def _list(rows: Sequence[Mapping[str, Cell]], left: float, top: float, width: float) -> tuple[list[str], float]:
    """What each number means, and the height that it takes."""
    drawn: list[str] = []
    y = top
    for n, row in enumerate(rows, start=1):
        drawn.append(label(left, y, n, kind="name"))
        said = f"{row['state']}{', today' if row['today'] is True else ''}"
        stays = f"stays by {row['equilibrium']}" if row["equilibrium"] else "does not stay"
        for text in wrapped(f"{said}: {stays}", width - left - 24, 2):
            drawn.append(label(left + 22, y, text, kind="row-name"))
            y += TEXT + 4
        y += 4
    return drawn, y - top


def _key(sides: Sides, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    found = [("dash", f"line {sides.kind(each)}", f"{names.get(each, each)} would go") for each in sides.order]
    return [*found, ("circle", "state stays", "all stay"), ("circle", "state", "somebody would leave"),
            ("circle", "state-rim", "today, in a ring")]  # fmt: skip


def _summary(rows: Sequence[Mapping[str, Cell]]) -> str:
    stay = [str(row["state"]) for row in rows if row["equilibrium"]]
    today = next((row for row in rows if row["today"] is True), None)
    told = f"{len(stay)} of {len(rows)} states stay by some kind of reasoning: {', '.join(stay[:5])}" if stay else (
        f"None of {len(rows)} states stays by any kind of reasoning")  # fmt: skip
    if today is None:
        return f"{told}."
    by = f"stays by {today['equilibrium']}" if today["equilibrium"] else "does not stay"
    return f"{told}. Today's, '{today['state']}', {by}."
