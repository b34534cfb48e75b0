"""How each measure ran: a row for each, its spells as bars that tell status by their form and levels by their height.

Spell  one status and level of a measure, and the days on which it held
Life   a measure and its spells

A bar's height compares levels of its own row only; levels of different measures are never compared or added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from talleyrand.books.statement import Cell, Row, Statement
from talleyrand.books.words import day_text, number
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    Gathered,
    Href,
    box,
    breadth,
    chart,
    label,
    line,
    linked,
    notes,
    nothing,
    wrapped,
)
from talleyrand.presentation.charts.rows import Rows
from talleyrand.presentation.charts.sides import Sides, sides_of
from talleyrand.record.dates import shifted

MOST = 40
_NAMES = 236  # pixels for the names of measures
_HIGH, _LOW = 22, 12  # pixels of the highest bar of a row, and of one at level nought
_PLAIN = 16  # pixels of a bar without a level
_HALF = 0.55  # of a bar that is partly suspended is solid
_BESIDE = 46  # pixels for the last level where its bar is too short for it
_HEAD = 26  # pixels for the name of a side over its rows


@dataclass(frozen=True, slots=True)
class Spell:
    """One status and level of a measure, and the days on which it held."""

    status: str
    level: Decimal | None
    unit: str
    since: date
    until: date
    running: bool

    @property
    def figures(self) -> tuple[str, ...]:
        """The level with its unit, then shorter if it can be told more shortly; nothing without a level."""
        if self.level is None:
            return ()
        level = number(self.level)
        return (f"{level}%",) if self.unit.startswith("percent") else (f"{level} {self.unit}".strip(), level)

    def told(self) -> str:
        """In words."""
        at = f" at {self.figures[0]}" if self.figures else ""
        return f"{self.status}{at} from {day_text(self.since)}"


@dataclass(frozen=True, slots=True)
class Life:
    """A measure and its spells, in order."""

    by: str
    title: str
    entry: str | None
    spells: tuple[Spell, ...]

    @property
    def running(self) -> bool:
        """True if it still stands."""
        return self.spells[-1].running

    @property
    def drawn(self) -> tuple[Spell, ...]:
        """The spells that have a form; what has ended has none."""
        return tuple([each for each in self.spells if each.status in _FORMS])

    def told(self) -> str:
        """In words, from what it is now back to its beginning."""
        return f"{self.title} ({self.by}): " + "; before that ".join([each.told() for each in reversed(self.spells)])


def lives(
    told: Statement, *, href: Href, width: float = WIDE, sides: tuple[str, ...] = (), since: date | None = None
) -> Chart:
    """Each measure as a row of bars, side by side; those that still stand first, and the latest first among them.

    Args:
        told: what `lives` or `life` returns.
        sides: the parties in the order in which they are drawn.
        since: the first day drawn; a month before the first spell if left out.
    """
    every = _ranked(told)
    both = sides_of(dict.fromkeys(told.column("by")), sides)
    shown = sorted([_life(told, rows) for rows in every[:MOST]], key=lambda each: both.order.index(each.by))
    on = told.on.day
    first = since or _before(min((each.spells[0].since for each in shown), default=on), on)
    if not shown or first >= on:
        return nothing("lives", told, width)
    forms = [form for form in _FORMS if any(spell.status == form for each in shown for spell in each.spells)]
    drawn, top = _key(forms, width)
    top += 40 if width < NARROW_BELOW else 28  # the day's name stands below the key where there is no room beside it
    bands, bottom = _bands(shown, both, width, top + 16)
    alone = len(shown) == 1  # then its name is the chart's
    days = Days(first, on, bands[0][1].left + 8, width - _BESIDE)
    drawn += [*grid(days, top + 8, bottom + 4, twice=True), *rule(days, on, top - 12, bottom + 4)]
    for own, rows in bands:
        names = [] if alone else [rows.named(place, each.title) for place, each in enumerate(own)]
        if len(bands) > 1:
            drawn.append(label(0, rows.top - _HEAD / 2 + 2, own[0].by, kind=f"name {both.kind(own[0].by)}"))
        drawn += _band(own, rows, names, days, both.kind(own[0].by), href)
    cautions = []
    if len(shown) < len(every):
        cautions = [f"{len(shown)} of {len(every)} measures are drawn, the latest of those that stand before the rest."]
    remarks, more = notes(cautions, bottom + 36, width)
    table = replace(told, cautions=(*told.cautions, *cautions))
    return chart("lives", _summary(told, every, both), [*drawn, *remarks], (width, bottom + 28 + more), table)


# --- what is drawn -------------------------------------------------------------------------------


@Gathered
def _ranked(told: Statement) -> list[list[Row]]:
    """The rows of each measure, those that stand first and the latest first among them; only these become a `Life`."""
    by, title, since, running = (_place(told, name) for name in ("by", "measure", "since", "running"))
    dated = [row for row in told.rows if day_of(row.cells[since])]
    runs = groupby(dated, key=lambda row: (row.cells[by], row.cells[title], row.entries[:1]))
    return sorted([list(run) for _, run in runs], reverse=True,
                  key=lambda run: (bool(run[-1].cells[running]), str(run[0].cells[since])))  # fmt: skip


def _place(told: Statement, name: str) -> int:
    return [column.name for column in told.columns].index(name)


def _life(told: Statement, rows: list[Row]) -> Life:
    names = [column.name for column in told.columns]
    cells = [dict(zip(names, row.cells, strict=True)) for row in rows]
    return Life(str(cells[0]["by"]), str(cells[0]["measure"]), rows[0].entries[0] if rows[0].entries else None,
                tuple([_spell(each, told.on.day) for each in cells]))  # fmt: skip


def _spell(row: dict[str, Cell], on: date) -> Spell:
    level = row["level"]
    return Spell(
        str(row["status"]), level if isinstance(level, Decimal) else None, str(row["unit"] or ""),
        day_of(row["since"]) or on, day_of(row["until"]) or on, bool(row["running"]),
    )  # fmt: skip


def _before(day: date, on: date) -> date:
    """Where the chart of a life begins: a month before it, or with its year if it spans several."""
    return day.replace(month=1, day=1) if on.year - day.year > 2 else shifted(day, -30)


def _bands(shown: list[Life], both: Sides, width: float, top: float) -> tuple[list[tuple[list[Life], Rows]], float]:
    """The rows of each side, and where the last of them ends; a side alone needs no name over its rows."""
    bands = []
    groups = [list(own) for _, own in groupby(shown, key=lambda each: both.order.index(each.by))]
    names = 0 if len(shown) == 1 else _NAMES
    room = width - 8 if width < NARROW_BELOW else names
    for own in groups:
        lines = max(len(wrapped(each.title, room)) for each in own) if names else 0
        rows = Rows(len(own), top + (_HEAD if groups[1:] else 0), width, names, lines, _HIGH + 4)
        bands.append((own, rows))
        top = rows.bottom
    return bands, top


def _band(own: list[Life], rows: Rows, names: list[str], days: Days, kind: str, href: Href) -> Iterator[str]:
    """A row for each measure of one side, which leads to the measure's page."""
    for place, each in enumerate(own):
        bars = [*names[place : place + 1], *_bars(each, rows.middle(place) + _HIGH / 2, days, kind)]
        yield linked(href(each.entry) if each.entry else None, each.told(), *bars)


def _bars(life: Life, base: float, days: Days, kind: str) -> Iterator[str]:
    """The bars of one measure, and on each that is long enough its level."""
    peak = max([spell.level for spell in life.spells if spell.level], default=None)
    for spell in life.drawn:
        start, stop = days.at(spell.since), days.at(spell.until)
        if stop <= days.left and spell.until < days.last:
            continue
        high = _height(spell, peak)
        broad = max(stop - start - 1, 1.5)
        yield from _FORMS[spell.status](start, base, broad, high, kind)
        solid = high * _HALF if spell.status == "partly suspended" else high
        yield _figure(spell, start, base - solid / 2, broad, spell is life.drawn[-1])


def _height(spell: Spell, peak: Decimal | None) -> float:
    """Of a bar: as high as its level is beside the highest of its row; of one without a level, the same throughout."""
    if peak is None:
        return _PLAIN
    if spell.level is None or spell.status == "partly suspended":
        return _HIGH
    return _LOW + (_HIGH - _LOW) * float(max(spell.level, Decimal(0)) / peak)


def _figure(spell: Spell, start: float, y: float, broad: float, last: bool) -> str:
    """The level on the bar if it fits, beside it if it is the last of its row; else nothing."""
    for text in spell.figures:
        if breadth(text) + 6 <= broad:
            return label(start + 4, y, text, kind="on-term small")
    return label(start + broad + 4, y, spell.figures[-1], kind="small") if last and spell.figures else ""


# --- forms ---------------------------------------------------------------------------------------

Form = Callable[[float, float, float, float, str], Iterable[str]]  # left, base, breadth, height, class


def _solid(x: float, base: float, broad: float, high: float, kind: str) -> Iterable[str]:
    yield box(x, base - high, broad, high, f"life {kind}")


def _hollow(x: float, base: float, broad: float, high: float, kind: str) -> Iterable[str]:
    yield box(x, base - high, broad, high, f"life hollow {kind}")


def _half(x: float, base: float, broad: float, high: float, kind: str) -> Iterable[str]:
    yield from _hollow(x, base, broad, high, kind)
    yield from _solid(x, base, broad, high * _HALF, kind)


def _thin(x: float, base: float, broad: float, high: float, kind: str) -> Iterable[str]:
    yield line(x, base - high / 2, x + broad, base - high / 2, f"life-ahead {kind}")


# What each status is drawn as, in the order of the key; one that is not here has ended and is not drawn.
_FORMS: dict[str, Form] = {
    "in force": _solid, "partly suspended": _half, "suspended": _hollow, "announced": _thin,
}  # fmt: skip


def _key(forms: Iterable[str], width: float) -> tuple[list[str], float]:
    """The forms with what they stand for, and the height that they take."""
    drawn: list[str] = []
    x, y = 1.0, 10.0
    for status in forms:
        room = 28 + breadth(status)
        if x > 1 and x + room > width:
            x, y = 1.0, y + TEXT + 8
        drawn += [*_FORMS[status](x, y + 6, 20, 12, "plain"), label(x + 27, y, status, kind="axis")]
        x += room + 14
    return drawn, y


def _summary(told: Statement, every: list[list[Row]], both: Sides) -> str:
    day = day_text(told.on.day)
    if len(every) == 1:
        one = _life(told, every[0])
        return f"{one.title} ({one.by}), as of {day}: {one.spells[-1].told()}."
    by, status, running = (_place(told, name) for name in ("by", "status", "running"))
    standing = Counter((row.cells[by], row.cells[status]) for *_, row in every if row.cells[running])
    sides = []
    for party in both.order:
        counts = ", ".join([f"{count} {form}" for form in _FORMS if (count := standing[party, form])])
        sides.append(f"{party} has {counts or 'none that stands'}")
    return f"Of {len(every)} measures, on {day}: {'; '.join(sides)}."
