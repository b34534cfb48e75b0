"""Who must agree at home: for each side its institutions and their members, how likely each is for it, who is pivotal.

Line   one line of the map: a side, an institution of its home, or a member
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from talleyrand.books.statement import Cell, Statement
from talleyrand.presentation.charts.bands import Band, band_of, number_of
from talleyrand.presentation.charts.drawing import NARROW_BELOW, WIDE, Chart, chart, label, line, linked, nothing
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.shares import STEP, Strip
from talleyrand.presentation.charts.sides import Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the map.

    Attributes:
        depth: 0 a side, 1 an institution, 2 a member.
        name: as people call it.
        share: how often it is for it, in percent; None if it is not asked.
        band: of that.
        told: what else there is to say, in a few words.
        pivotal: how often the outcome hangs on it, in percent.
        kind: class of its side.
    """

    depth: int
    name: str
    share: float | None
    band: Band | None
    told: str
    pivotal: float
    kind: str


def assent(carried: Statement, *, names: Mapping[str, str], width: float = WIDE) -> Chart:
    """Sides, institutions and members, each with how likely it carries the package and the band of that.

    Args:
        carried: what `carried` returns.
        names: of sides by id.
    """
    lines = list(_lines(carried, names))
    if len(lines) < 2:
        return nothing("assent", carried, width)
    strip = Strip(width, 330, 122, above=width < NARROW_BELOW, lines=2)
    top = 34.0
    bottom = top + strip.pitch * len(lines)
    drawn = [*strip.scale(top - 6, bottom), *_branches(lines, strip, top)]
    for n, each in enumerate(lines):
        drawn.append(_drawn(each, strip, top + n * strip.pitch))
    shapes, height = key([("square", "side-one", "side"), ("square", "plain", "institution or member"),
                          ("dash", "plain", "band"), ("diamond", "warn", "pivotal in a fifth of draws or more")],
                         0, bottom + 22, width)  # fmt: skip
    return chart("assent", _summary(lines), [*drawn, *shapes], (width, bottom + 14 + height), carried)


def _lines(carried: Statement, names: Mapping[str, str]) -> Iterator[Line]:
    """The sides with their institutions and members, in the order of the statement."""
    totals = [dict(each.values) for each in carried.totals]
    sides = Sides(tuple(str(each["side"]) for each in totals if "side" in each))
    houses = {str(each["institution"]): each for each in totals if "institution" in each}
    rows = list(carried.records())
    for side in (each for each in totals if "side" in each):
        own = [row for row in rows if row["home_of"] == side["side"]]
        kind = sides.kind(str(side["side"]))
        hangs = names.get(str(side["hangs_on"]), "") if side["hangs_on"] else ""
        called = names.get(str(side["side"]), str(side["side"]))
        yield Line(depth=0, name=called, share=number_of(side["carried"]), band=band_of(side["band"]),
                   told=f"hangs most on {hangs}" if hangs else "", pivotal=0, kind=kind)  # fmt: skip
        for house in dict.fromkeys(str(row["institution"]) for row in own):
            members = [row for row in own if row["institution"] == house]
            yield _house(house, houses.get(house), needed=any(row["needed"] is True for row in members))
            for row in members:
                yield _member(row, names)


def _house(name: str, total: Mapping[str, Cell] | None, *, needed: bool) -> Line:
    share = number_of(total["carried"]) if total and needed else None
    return Line(depth=1, name=name, share=share, band=band_of(total["band"]) if total and needed else None,
                told="" if needed else "need not be asked", pivotal=0, kind="plain")  # fmt: skip


def _member(row: Mapping[str, Cell], names: Mapping[str, str]) -> Line:
    lacks = number_of(row["lacks"]) or 0
    told = f"lacks {lacks:g} points where against" if lacks > 0 else ""
    pivotal = number_of(row["pivotal"]) or 0
    return Line(depth=2, name=names.get(str(row["member"]), str(row["member"])), share=number_of(row["for_it"]),
                band=band_of(row["for_it_band"]), told=told, pivotal=pivotal if row["needed"] is True else 0,
                kind="plain")  # fmt: skip


def _branches(lines: list[Line], strip: Strip, top: float) -> Iterator[str]:
    """What joins a member to its institution and an institution to its side, where names stand beside the strip."""
    for n, each in enumerate(lines):
        if each.depth == 0:
            continue
        parent = max(m for m in range(n) if lines[m].depth < each.depth)
        x = STEP * each.depth - 9
        first, last = (_name_at(strip, top + m * strip.pitch) for m in (parent, n))
        yield line(x, first + 8, x, last, "leader")
        yield line(x, last, x + 6, last, "leader")


def _name_at(strip: Strip, top: float) -> float:
    return strip.middle(top) - (20 if strip.above else 0)


def _drawn(each: Line, strip: Strip, top: float) -> str:
    y = strip.middle(top)
    name = strip.named(top, each.name, each.depth, "band" if each.depth == 0 else "row-name")
    if each.share is None:
        return linked(None, f"{each.name}: {each.told}", name, label(strip.left + 4, y, each.told, kind="axis"))
    pivots = each.pivotal >= 20
    told = f"{each.share:.0f}%"
    extra = [mark("diamond", strip.right + 62, y, 5, "warn"),
             label(strip.right + 71, y, f"{each.pivotal:.0f}%", kind="axis")] if pivots else []  # fmt: skip
    band = f", band {each.band.low:g} to {each.band.high:g}" if each.band else ""
    meaning = f"{each.name}: for it in {each.share:g}% of draws{band}"
    meaning += f"; pivotal in {each.pivotal:g}%" if each.pivotal else ""
    meaning += f"; {each.told}" if each.told else ""
    return linked(None, meaning, name, strip.bar(y, each.share, each.kind), strip.band(y, each.band),
                  label(strip.right + 10, y, told, kind="number"), *extra)  # fmt: skip


def _summary(lines: list[Line]) -> str:
    told = []
    for side in (each for each in lines if each.depth == 0):
        share = f"{side.share:g}%" if side.share is not None else "?"
        band = f" (band {side.band.low:g} to {side.band.high:g})" if side.band else ""
        told.append(f"{side.name} carries it in {share} of draws{band}{', and ' + side.told if side.told else ''}")
    return "; ".join(told) + "."
