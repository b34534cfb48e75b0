"""Odds over time: a strip for each question from 0 to 100 percent, a line for each forecaster, and how it came out.

Asked   one question, and the odds given on it
Given   one probability, who gave it and when
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, Values, day_of, grid, rule, span_of
from talleyrand.presentation.charts.drawing import (
    WIDE,
    Chart,
    Gathered,
    Href,
    breadth,
    chart,
    element,
    label,
    line,
    linked,
    notes,
    nothing,
    steps,
)
from talleyrand.presentation.charts.rows import Rows
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.record.dates import When, shifted

MOST = 40
_SHAPES = ("circle", "square", "diamond", "triangle")
_KINDS = ("by-1", "by-2", "by-3", "by-4")
_OUTCOMES = {"yes": ("good", "came out yes"), "no": ("bad", "came out no"), "closed": ("warn", "waits")}


@dataclass(frozen=True, slots=True)
class Given:
    """One probability, who gave it and when."""

    on: date
    by: str
    percent: float
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the odds given on it."""

    text: str
    closes: date
    state: str
    entry: str
    given: tuple[Given, ...]


def odds(given: Statement, *, href: Href, width: float = WIDE) -> Chart:
    """Every probability given, question by question, with how each came out; the next to close first.

    Args:
        given: what `odds` returns.
    """
    every = _asked(given)
    shown = every[:MOST]
    if not shown:
        return nothing("odds", given, width)
    forecasters = list(dict.fromkeys(each.by for asked in shown for each in asked.given))
    on = given.on.day
    span = span_of([on, *(day for each in shown for day in (each.closes, *(g.on for g in each.given)))]) or (on, on)
    rows = Rows(len(shown), 44, width, width * 0.42, 3, 40)
    first = min(span[0], shifted(on, -30))
    days = Days(shifted(first, -7), shifted(span[1], 7), rows.left + 34, width - 16 - breadth("came out yes"))
    drawn = [*grid(days, rows.top - 4, rows.bottom + 4, twice=True), *rule(days, on, 20, rows.bottom + 4)]
    for place, asked in enumerate(shown):
        drawn += [rows.named(place, asked.text), *_strip(asked, days, rows.middle(place), forecasters, href)]
    left_out = len(shown) < len(every)
    cautions = [f"{len(shown)} of {len(every)} questions are drawn, the open ones first."] if left_out else []
    told, height = _key(forecasters, rows.bottom + 36, width)
    remarks, more = notes(cautions, rows.bottom + 36 + height, width)
    table = replace(given, cautions=(*given.cautions, *cautions))
    return chart("odds", _summary(every), [*drawn, *told, *remarks], (width, rows.bottom + 28 + height + more), table)


def _key(forecasters: list[str], y: float, width: float) -> tuple[list[str], float]:
    """Whose odds which shapes are; from the fourth on, forecasters share one."""
    named = [f"odds given by {by}" for by in forecasters[:3]]
    named += ["odds given by others"] if len(forecasters) > 3 else []
    return key(zip(_SHAPES, _KINDS, named, strict=False), 0, y, width)


@Gathered
def _asked(given: Statement) -> list[Asked]:
    """Every question, the open ones first and the next to close first among them."""
    found = []
    for entry, together in groupby(given.records(), key=_question):
        rows = list(together)
        closes = rows[0]["closes"]
        own = [Given(day, str(row["given_by"]), float(str(row["odds"])) * 100, str(row["reason"]))
               for row in rows if (day := day_of(row["given_on"]))]  # fmt: skip
        if isinstance(closes, When) and own:
            found.append(Asked(str(rows[0]["question"]), closes.last, str(rows[0]["state"]), entry, tuple(own)))
    return sorted(found, key=lambda each: (each.state != "open", each.closes))


def _question(row: dict[str, Cell]) -> str:
    entries = row["entries"]
    return entries[0] if isinstance(entries, tuple) and entries else ""


def _strip(asked: Asked, days: Days, y: float, forecasters: list[str], href: Href) -> Iterator[str]:
    """The strip of one question: from never at the bottom to sure at the top."""
    shares = Values(0, 100, y + 15, y - 15)
    for share in (0, 100):
        yield line(days.left, shares.at(share), days.right, shares.at(share), "grid")
        yield label(days.left - 5, shares.at(share), f"{share}%", "end", "axis small")
    for number, by in enumerate(forecasters):
        own = [each for each in asked.given if each.by == by]
        if own:
            yield from _forecast(asked, own, days, shares, number, href)
    kind, told = _OUTCOMES.get(asked.state, ("plain", asked.state))
    if asked.state in ("yes", "no"):
        yield mark("cross" if asked.state == "no" else "circle", days.at(asked.closes),
                   shares.at(100 if asked.state == "yes" else 0), 5, kind)  # fmt: skip
    yield label(days.right + 10, y, told, kind="status")


def _forecast(asked: Asked, own: list[Given], days: Days, shares: Values, number: int, href: Href) -> Iterator[str]:
    """The line of one forecaster up to the close, and the odds that stand last."""
    kind, shape = _KINDS[min(number, 3)], _SHAPES[min(number, 3)]
    points = [(days.at(each.on), shares.at(each.percent)) for each in own]
    yield element("path", d=steps([*points, (days.at(asked.closes), points[-1][1])]), kind=f"line {kind}")
    for each in own:
        told = f"{each.by}, {day_text(each.on)}: {each.percent:g}% that {asked.text} {each.reason}"
        yield linked(href(asked.entry) if asked.entry else None, told,
                     mark(shape, days.at(each.on), shares.at(each.percent), 4.5, kind))  # fmt: skip
    last = own[-1]
    y = shares.at(last.percent) + (11 if last.percent > 50 else -11)
    yield label(days.at(last.on) + 7, y, f"{last.percent:g}%", kind=f"name {kind}")


def _summary(every: list[Asked]) -> str:
    still = [each for each in every if each.state == "open"]
    told = f"Odds on {len(every)} questions, {len(still)} of them open"
    if not still:
        return told + "."
    sure = max(still, key=lambda each: abs(each.given[-1].percent - 50))
    return f"{told}; the surest is {sure.given[-1].percent:g}% on: {sure.text}"
