"""How high a series stood on each side over time: a step line for each, its peaks and last levels named.

Spell   one level of one side, and the days on which it held
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from talleyrand.books.statement import Row, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, Values, day_of, grid, rule, value_lines
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    Gathered,
    Href,
    apart,
    breadth,
    chart,
    element,
    label,
    linked,
    nothing,
    steps,
)
from talleyrand.presentation.charts.shapes import mark
from talleyrand.presentation.charts.sides import Sides, sides_of
from talleyrand.record.dates import shifted

_MOST_LINKS = 80  # of one side: a longer line leads nowhere, its table does
_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Spell:
    """One level of one side, and the days on which it held."""

    by: str
    level: float
    since: date
    until: date
    running: bool
    entry: str | None

    def told(self) -> str:
        """In words."""
        end = f"since {day_text(self.since)}" if self.running else f"{day_text(self.since)} to {day_text(self.until)}"
        return f"{self.by}: {self.level:g}%, {end}"


def levels(
    spells: Statement, *, href: Href, width: float = WIDE, sides: tuple[str, ...] = (), since: date | None = None
) -> Chart:
    """The level of one series for both sides over time.

    Args:
        spells: what `spells` returns.
        sides: the parties in the order in which they are drawn.
        since: the first day drawn; a month before the first level if left out.
    """
    found = _spells(spells)
    both = sides_of(spells.column("by"), sides)
    first = since or min((shifted(each.since, -30) for each in found), default=spells.on.day)
    shown = [each for each in found if each.until > first or each.running]
    if not shown or first >= spells.on.day:
        return nothing("levels", spells, width)
    right = width - 18 - max(1.15 * breadth(_last(shown, by)) for by in both.order)
    days = Days(first, spells.on.day, 40, right)
    high = max([each.level for each in shown] + [0.0])
    values = Values(min([each.level for each in shown] + [0.0]), high * 1.04 or 1.0, _HEIGHT - 30, 44)
    drawn = [*value_lines(values, days.left, days.right, "%"),
             *grid(days, values.top, values.bottom), *rule(days, spells.on.day, 18, values.bottom)]  # fmt: skip
    for by in both.order:
        drawn += _side([each for each in shown if each.by == by], both.kind(by), days, values, href)
    drawn += [*_peaks(shown, both, days, values, width < NARROW_BELOW), *_ends(shown, both, days, values)]
    return chart("levels", _summary(spells, shown, both), drawn, (width, _HEIGHT), spells)


@Gathered
def _spells(spells: Statement) -> list[Spell]:
    return [each for row in spells.rows if (each := _spell(spells, row))]


def _spell(spells: Statement, row: Row) -> Spell | None:
    cells = dict(zip([column.name for column in spells.columns], row.cells, strict=True))
    since, until, level = day_of(cells["since"]), day_of(cells["until"]), cells["level"]
    if since is None or level is None:
        return None
    running = until is None
    return Spell(str(cells["by"]), float(str(level)), since, until or spells.on.day, running,
                 row.entries[0] if row.entries else None)  # fmt: skip


def _last(found: Iterable[Spell], by: str) -> str:
    own = [each for each in found if each.by == by]
    return f"{by} {own[-1].level:g}%" if own else ""


def _side(own: list[Spell], kind: str, days: Days, values: Values, href: Href) -> Iterator[str]:
    """One side's line, and over each of its levels a broad unseen one that leads to what set it."""
    points = [(days.left, values.at(0))]
    for spell in own:
        start = max(days.at(spell.since), days.left)
        points += [(start, values.at(spell.level)), (days.at(spell.until), values.at(spell.level))]
    yield element("path", d=steps(points), kind=f"line {kind}")
    if len(own) > _MOST_LINKS:
        return
    for spell in own:
        y = values.at(spell.level)
        reach = element("path", d=steps([(days.at(spell.since) - 2, y), (days.at(spell.until) + 2, y)]), kind="reach")
        yield linked(href(spell.entry) if spell.entry else None, spell.told(), reach)


def _peaks(shown: list[Spell], both: Sides, days: Days, values: Values, narrow: bool) -> Iterator[str]:
    """The highest level of each side, named on the freer side of where it stood."""
    peaks = [max(own, key=lambda each: each.level) for by in both.order if (own := [s for s in shown if s.by == by])]
    peaks = [each for each in peaks if not each.running]
    rows = apart([values.at(each.level) for each in peaks], TEXT + 4, 40, values.bottom)
    for spell, y in zip(peaks, rows, strict=True):
        end = days.at(spell.until)
        text = f"{spell.by} {spell.level:g}%" + ("" if narrow else f", {day_text(spell.since)}")
        yield mark(both.shape(spell.by), (days.at(spell.since) + end) / 2, values.at(spell.level), 3.5,
                   both.kind(spell.by))  # fmt: skip
        if end + 10 + 1.15 * breadth(text) < days.right:
            yield label(end + 10, y, text, kind=f"name {both.kind(spell.by)}")
        else:
            yield label(days.at(spell.since) - 10, y, text, "end", f"name {both.kind(spell.by)}")


def _ends(shown: list[Spell], both: Sides, days: Days, values: Values) -> Iterator[str]:
    """The last level of each side, named at the end of its line."""
    last = [own[-1] for by in both.order if (own := [s for s in shown if s.by == by])]
    rows = apart([values.at(each.level) for each in last], TEXT + 4, values.top, values.bottom)
    for spell, y in zip(last, rows, strict=True):
        kind = both.kind(spell.by)
        yield mark(both.shape(spell.by), days.at(spell.until), values.at(spell.level), 3.5, kind)
        yield label(days.right + 10, y, _last([spell], spell.by), kind=f"name {kind}")


def _summary(spells: Statement, shown: list[Spell], both: Sides) -> str:
    told = []
    for by in both.order:
        own = [each for each in shown if each.by == by]
        if own:
            peak = max(own, key=lambda each: each.level)
            after = f"its highest since {day_text(peak.since)}" if peak is own[-1] else (
                f"after a peak of {peak.level:g} on {day_text(peak.since)}")  # fmt: skip
            told.append(f"{by} stood at {own[-1].level:g} percent, {after}")
    return f"On {day_text(spells.on.day)}, {'; '.join(told)}."
