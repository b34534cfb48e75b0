"""Packages between two sides: what each is worth to both, who would rather have no deal, and how sure that is.

Point   one package in the plane of the two sides
Plane   where worths lie in the drawing
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from talleyrand.books.statement import Cell, Statement
from talleyrand.presentation.charts.axes import Values
from talleyrand.presentation.charts.bands import Band, band_of, number_of
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    box,
    chart,
    element,
    label,
    line,
    linked,
    nothing,
    wrapped,
)
from talleyrand.presentation.charts.shapes import key, mark

LETTERS = "ABCDEFGHIJKLMNOP"
_GAP = 15  # pixels between two letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One package in the plane of the two sides.

    Attributes:
        what: no deal, efficient, robust or one draw.
        x: worth to the first side.
        y: worth to the second.
        across: band of x.
        up: band of y.
        told: what it is called among those that are named; empty if it is not.
        carried: true if every home carries it at the best guesses.
        survives: its rank among those that survive; 0 if it is not among them.
        settles: what it settles.
    """

    what: str
    x: float
    y: float
    across: Band | None
    up: Band | None
    told: str
    carried: bool
    survives: int
    settles: str


@dataclass(frozen=True, slots=True)
class Plane:
    """Where worths lie in the drawing."""

    along: Values
    upward: Values

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a package in pixels; the first side's worth runs to the right."""
        return self.along.at(x), self.upward.at(y)


def packages(
    lie: Statement, *, names: Mapping[str, str], width: float = WIDE, before: Statement | None = None
) -> Chart:
    """Where packages lie between the first two sides, with their no-deal lines and the band of those that are named.

    Args:
        lie: what `landscape` returns.
        names: of sides by id.
        before: the same before a change, drawn as crosses.
    """
    sides = [each.name for each in lie.columns if each.unit == "points"][:2]
    points = _points(lie, sides)
    if len(sides) < 2 or len(points) < 2:
        return nothing("packages", lie, width)
    old = _points(before, sides) if before else []
    narrow = width < NARROW_BELOW
    plane = _plane([*points, *old], width if narrow else width - 250, narrow=narrow)
    called = [names.get(each, each) for each in sides]
    lettered = _lettered(points)
    drawn = [*_frame(plane, called), *_no_deal(points, plane, called), *_cloud(points, plane), *_before(old, plane)]
    drawn += [_dot(each, plane, called) for each in points if each.what in ("efficient", "robust")]
    drawn += _letters(lettered, plane, called)
    foot = plane.upward.bottom + 44
    listed, height = _list(lettered, plane, foot, width, narrow=narrow)
    top = foot + (height if narrow else 0)
    shapes, more = key(_key(points, old), 0, top, width)
    return chart("packages", _summary(points, called), [*drawn, *listed, *shapes], (width, top + more), lie)


def _points(lie: Statement, sides: Sequence[str]) -> list[Point]:
    found = []
    for row in lie.records():
        x, y = (number_of(row.get(each)) for each in sides)
        if x is None or y is None:
            continue
        survives = int(number_of(row["survives"]) or 0)
        told = [str(row["picked_by"])] if row["picked_by"] and row["what"] != "one draw" else []
        told += [f"survives best, {survives}" if survives > 1 else "survives best"] if survives else []
        found.append(Point(
            what=str(row["what"]), x=x, y=y,
            across=band_of(row[f"{sides[0]}_band"]), up=band_of(row[f"{sides[1]}_band"]),
            told="; ".join(told), carried=row["carried"] is True, survives=survives, settles=_text(row["settles"]),
        ))  # fmt: skip
    return found


def _text(cell: Cell) -> str:
    return str(cell or "")


def _plane(points: Sequence[Point], right: float, *, narrow: bool) -> Plane:
    """Both scales, long enough for every package and for the bands of those that are named."""
    held = [each for each in points if each.told or each.what == "no deal"]
    xs = [each.x for each in points] + list(chain.from_iterable((b.low, b.high) for p in held if (b := p.across)))
    ys = [each.y for each in points] + list(chain.from_iterable((b.low, b.high) for p in held if (b := p.up)))
    left, top, height = 34, 26, 250 if narrow else 400
    return Plane(Values(*_ends(xs), left, right - 8), Values(*_ends(ys), top + height, top))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    pad = max((high - low) * 0.04, 1)
    return max(0, low - pad), min(100, high + pad)


def _frame(plane: Plane, called: Sequence[str]) -> Iterator[str]:
    """The lines of round worths, and what the two ways mean."""
    along, upward = plane.along, plane.upward
    for value in along.ticks():
        yield line(along.at(value), upward.top, along.at(value), upward.bottom, "grid")
        yield label(along.at(value), upward.bottom + 12, f"{value:g}", "middle", "axis")
    for value in upward.ticks():
        yield line(along.bottom, upward.at(value), along.top, upward.at(value), "grid")
        yield label(along.bottom - 6, upward.at(value), f"{value:g}", "end", "axis")
    yield label(along.top, upward.bottom + 28, f"worth to {called[0]}, points →", "end", "name side-one")
    yield label(0, upward.top - 16, f"↑ worth to {called[1]}, points", kind="name side-two")


def _no_deal(points: Sequence[Point], plane: Plane, called: Sequence[str]) -> Iterator[str]:
    """For each side a line, and the band around it, short of which it would rather have no deal."""
    for each in points:
        if each.what != "no deal":
            continue
        along, upward = plane.along, plane.upward
        x, y = plane.at(each.x, each.y)
        if each.across:
            start = along.at(each.across.low)
            yield box(
                start, upward.top, along.at(each.across.high) - start, upward.bottom - upward.top, "doubt side-one"
            )
        if each.up:
            start = upward.at(each.up.high)
            yield box(along.bottom, start, along.top - along.bottom, upward.at(each.up.low) - start, "doubt side-two")
        yield line(x, upward.top, x, upward.bottom, "line side-one")
        yield line(along.bottom, y, along.top, y, "line side-two")
        if upward.bottom - y > 60:
            yield label(x + 5, upward.bottom - 10, f"no deal, {called[0]}", kind="axis")
            yield label(along.top - 4, y + 11, f"no deal, {called[1]}", "end", kind="axis")


def _cloud(points: Sequence[Point], plane: Plane) -> Iterator[str]:
    """What is picked when the guesses move, a speck for each draw."""
    for each in points:
        if each.what == "one draw":
            x, y = plane.at(each.x, each.y)
            yield element("circle", cx=x, cy=y, r=2.2, kind="speck")


def _before(old: Sequence[Point], plane: Plane) -> Iterator[str]:
    for each in old:
        if each.what == "efficient":
            yield mark("cross", *plane.at(each.x, each.y), 3, "was")


def _dot(each: Point, plane: Plane, called: Sequence[str]) -> str:
    x, y = plane.at(each.x, each.y)
    kind = "good" if each.carried else "plain hollow"
    return linked(None, _meaning(each, called), mark("diamond" if each.survives else "circle", x, y,
                                                      6.5 if each.survives else 4, kind))  # fmt: skip


def _meaning(each: Point, called: Sequence[str]) -> str:
    carried = "carried by every home" if each.carried else "not carried by every home"
    told = f"{each.told}: " if each.told else ""
    return f"{told}{called[0]} {each.x:g}, {called[1]} {each.y:g}; {carried}; settles {each.settles}"


def _lettered(points: Sequence[Point]) -> list[tuple[str, Point]]:
    """The packages that are named, each by a letter, those of theory first."""
    named = [each for each in points if each.told]
    named.sort(key=lambda each: (each.survives != 1, each.survives, each.x))
    return list(zip(LETTERS, named, strict=False))


def _letters(lettered: Sequence[tuple[str, Point]], plane: Plane, called: Sequence[str]) -> Iterator[str]:
    """The bands of the packages that are named, and their letters, none upon another."""
    taken: list[tuple[float, float]] = []
    for letter, each in lettered:
        x, y = plane.at(each.x, each.y)
        if each.across and each.survives in (0, 1):
            yield line(plane.along.at(each.across.low), y, plane.along.at(each.across.high), y, "whisker")
        if each.up and each.survives in (0, 1):
            yield line(x, plane.upward.at(each.up.low), x, plane.upward.at(each.up.high), "whisker")
        place = x + 11, y - 11
        while any(abs(place[0] - a) < _GAP and abs(place[1] - b) < _GAP for a, b in taken):
            place = place[0] + 6, place[1] - 9
        taken.append(place)
        yield linked(None, _meaning(each, called), line(x, y, place[0], place[1] + 3, "leader"),
                     label(*place, letter, "middle", "name"))  # fmt: skip


def _list(
    lettered: Sequence[tuple[str, Point]],
    plane: Plane,
    foot: float,
    width: float,
    *,
    narrow: bool,
) -> tuple[list[str], float]:
    """What each letter stands for, to the right of the drawing or below it; and the height that it takes."""
    left, y = (0, foot) if narrow else (plane.along.top + 26, plane.upward.top + 6)
    start, drawn = y, []
    for letter, each in lettered:
        for n, text in enumerate(wrapped(each.told, width - left - 20, 3)):
            drawn += [label(left, y, letter, kind="name")] if n == 0 else []
            drawn.append(label(left + 18, y, text, kind="row-name"))
            y += TEXT + 4
        drawn.append(label(left + 18, y, f"{each.x:g} and {each.y:g}", kind="axis"))
        y += TEXT + 10
    return drawn, y - start + 6


def _key(points: Sequence[Point], old: Sequence[Point]) -> list[tuple[str, str, str]]:
    shapes = [
        ("circle", "good", "efficient, carried by every home"),
        ("circle", "plain hollow", "efficient, not carried"),
        ("diamond", "good", "survives best"),
    ]
    there = [any(each.carried for each in points), any(not each.carried for each in points if each.what == "efficient"),
             any(each.survives for each in points)]  # fmt: skip
    found = [shape for shape, shown in zip(shapes, there, strict=True) if shown]
    if any(each.what == "one draw" for each in points):
        found.append(("circle", "speck", "Nash's pick in one draw"))
    return [*found, ("cross", "was", "efficient before the change")] if old else found


def _summary(points: Sequence[Point], called: Sequence[str]) -> str:
    efficient = [each for each in points if each.what == "efficient"]
    carried = sum(each.carried for each in efficient)
    if not efficient:
        return "At the best guesses no package leaves both sides better off than no deal."
    low, high = min(each.x for each in efficient), max(each.x for each in efficient)
    least, most = min(each.y for each in efficient), max(each.y for each in efficient)
    return (
        f"{len(efficient)} efficient packages, {carried} of them carried by every home at the best guesses: worth "
        f"{low:g} to {high:g} to {called[0]} and {least:g} to {most:g} to {called[1]}; whiskers and specks show how "
        "far that moves with the guesses."
    )
