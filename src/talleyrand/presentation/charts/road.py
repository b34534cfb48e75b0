"""The road to a deal: a bar for each step on its days, in lanes by who takes it, a sign where something is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    box,
    breadth,
    chart,
    element,
    label,
    line,
    linked,
    nothing,
    words,
    wrapped,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.sides import Sides
from talleyrand.record.dates import shifted

HEAD, BAR, LINE = 28, 12, TEXT + 3
KEY = (("square", "plain", "a step on its days"), ("triangle", "warn", "something is missing: see the totals"))
Leg = Mapping[str, Cell]


def road(dated: Statement, *, names: Mapping[str, str], width: float = WIDE) -> Chart:
    """The steps by their days: those taken together, then those of each side alone, then the stages of the deal.

    Args:
        dated: what `dated` returns.
        names: of sides by id.
    """
    legs = [each for each in dated.records() if day_of(each["from"]) and day_of(each["to"])]
    if not legs:
        return nothing("road", dated, width)
    narrow = width < NARROW_BELOW
    left, pitch = (8, 36) if narrow else (318, 24)
    days = _days(legs, dated.on.day, left, width - 12)
    lanes = _lanes(legs, names)
    top = y = 44.0
    drawn: list[str] = []
    for name, kind, own in lanes:
        drawn += [line(0, y, width, y, "row-line"), label(0, y + 15, name, kind=f"name {kind}")]
        y += HEAD
        for leg in own:
            lines = wrapped(str(leg["step"]), width - 8 if narrow else left - 22)
            high = pitch + LINE * (len(lines) - 1)
            drawn.append(_leg(leg, lines, kind, days, (y, high), narrow=narrow))
            y += high
    frame = [*grid(days, top, y + 4, twice=True), *rule(days, dated.on.day, top - 20, y + 4)]
    shapes, height = key(KEY, 0, y + 40, width)
    return chart("road", _summary(legs), [*frame, *drawn, *shapes], (width, y + 32 + height), dated)


def _days(legs: Iterable[Leg], on: date, left: float, right: float) -> Days:
    every = [day for leg in legs for name in ("from", "to") if (day := day_of(leg[name]))]
    first, last = min([*every, on]), max([*every, on])
    pad = max((last - first).days // 40, 3)
    return Days(shifted(first, -pad), shifted(last, pad), left, right)


def _lanes(legs: list[dict[str, Cell]], names: Mapping[str, str]) -> list[tuple[str, str, list[dict[str, Cell]]]]:
    """The steps by who takes them; the stages of the deal in a lane of their own."""
    takers = dict.fromkeys(_takers(leg) for leg in legs if leg["form"] != "stage")
    every = Sides(tuple(dict.fromkeys(each for leg in legs for each in sorted(_takers(leg), key=list(names).index))))
    found = []
    for by in sorted(takers, key=lambda each: (-len(each), each)):
        kind = every.kind(by[0]) if len(by) == 1 else "side-both"
        called = " and ".join(names.get(each, each) for each in by)
        own = [leg for leg in legs if leg["form"] != "stage" and _takers(leg) == by]
        found.append((f"{called}, together" if len(by) > 1 else f"{called}, alone", kind, own))
    stages = [leg for leg in legs if leg["form"] == "stage"]
    return [*found, *([("Stages of the deal", "side-other", stages)] if stages else [])]


def _takers(leg: Leg) -> tuple[str, ...]:
    by = leg["by"]
    return by if isinstance(by, tuple) else (str(by),)


def _leg(leg: Leg, lines: tuple[str, ...], kind: str, days: Days, place: tuple[float, float], *, narrow: bool) -> str:
    """A step on its days, with its name in lines beside it or above it."""
    top, height = place
    first, last = day_of(leg["from"]), day_of(leg["to"])
    if first is None or last is None:
        return ""
    y = top + height - BAR if narrow else top + height / 2
    start, end = days.at(first), max(days.at(last), days.at(first) + 3)
    warnings = int(str(leg["warnings"] or 0))
    name = str(leg["step"])
    span = day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"
    told = f"{name} ({leg['form']}), {span}" + (
        f"; {warnings} warning{'s' if warnings > 1 else ''}" if warnings else ""
    )
    drawn = [box(start, y - BAR / 2, end - start, BAR, f"term {kind}")]
    drawn += [mark("triangle", min(end + 9, days.right + 6), y, 5, "warn")] if warnings else []
    x, above = (0.0, top + 9) if narrow else (8.0, y - LINE * (len(lines) - 1) / 2)
    texts = [label(x, above + LINE * n, text, kind="row-name") for n, text in enumerate(lines)]
    named = element("g", element("title", words(name[:300])), *texts)
    day = day_text(first)
    after = end + (20 if warnings else 6)
    beside = [label(after, y, day, kind="axis small")] if after + breadth(day) < days.right + 8 else (
        [label(start - 6, y, day, "end", kind="axis small")] if start - breadth(day) > days.left else [])  # fmt: skip
    return linked(None, told, named, *drawn, *beside)


def _summary(legs: list[dict[str, Cell]]) -> str:
    firsts = [day for leg in legs if (day := day_of(leg["from"]))]
    lasts = [day for leg in legs if (day := day_of(leg["to"]))]
    warned = sum(int(str(leg["warnings"] or 0)) > 0 for leg in legs)
    told = f"{len(legs)} steps from {day_text(min(firsts))} to {day_text(max(lasts))}"
    return f"{told}; {warned or 'none'} of them with a warning."
