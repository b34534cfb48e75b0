"""How each measure ran: its spells one after another, never summed with those of another measure.

Stretch   the days on which a measure had one status and one level

`lives` is the statement of every measure between two parties, `life` that of one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from talleyrand.books.measures import both_ways, kept_apart, local_date, local_day, unit
from talleyrand.books.statement import Row, Statement, cited, columns
from talleyrand.record.dates import Moment, asked
from talleyrand.record.entries import Measure
from talleyrand.record.lives import LIVE, State, between, of_series, spells
from talleyrand.record.record import Record

LIVES = columns(
    "by", "toward", "measure", "*series", "status", "level", "*unit", "since", "until", "days", "running", "*under",
)  # fmt: skip
_DAYS = [column.name for column in LIVES].index("days")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days on which a measure had one status and one level.

    Attributes:
        status: as a state has it.
        level: the level that applied, None where nothing did or no level was given.
        since: its first local day, as text.
        until: the local day on which the next one began, None if none has.
        days: from the one to the other, or to the day asked about; None once the measure has ended.
        under: the agreements under which its steps were taken.
    """

    status: str
    level: Decimal | None
    since: str
    until: str | None
    days: int | None
    under: tuple[str, ...]

    @property
    def running(self) -> bool:
        """True if the measure stands, and stands so still."""
        return self.until is None and self.status in LIVE


def lives(
    record: Record, by: str, toward: str, series: str | None = None, *, on: Moment, known: Moment
) -> Statement:  # fmt: skip
    """How each measure between two parties ran, up to a day, both ways: every status and level with its days.

    Args:
        by: id of one party.
        toward: id of the other; measures of both toward each other are shown.
        series: only the measures of this series; all of them, those of no series too, if left out.

    Raises:
        NotFound: if there is no such series.
    """
    then = record.as_known(known)
    label = f"{then.vocabulary.term('series', series).label}: how" if series else "How"
    rows: list[Row] = []
    for one, other in both_ways(by, toward):
        for measure in _begun(then, one, other, series):
            rows += _rows(then, measure, other, on)
    return Statement(
        title=f"{label} each measure between {record.name_of(by)} and {record.name_of(toward)} ran",
        on=on, known=known, columns=LIVES, rows=tuple(rows),
        cautions=kept_apart(then, {str(row.cells[3]) for row in rows if row.cells[3] and row.cells[5] is not None}),
    )  # fmt: skip


def life(record: Record, measure: str, *, on: Moment, known: Moment) -> Statement:
    """How one measure ran, up to a day.

    Args:
        measure: the measure's id.

    Raises:
        NotFound: if there is no such measure, or it was not yet known.
    """
    then = record.as_known(known)
    found = then.find(measure, Measure)
    rows = _rows(then, found, ", ".join(found.toward), on)
    return Statement(title=f"How {found.title} ran", on=on, known=known, columns=LIVES, rows=rows)


def _begun(record: Record, by: str, toward: str, series: str | None) -> tuple[Measure, ...]:
    """The measures by one state toward another in the order in which their lives began."""
    key = (_begun, by, toward, series)
    if key not in record.memory:
        own = of_series(record, by, toward, series) if series else between(record, by, toward)
        lived = [(spells(record, each)[0].start, each) for each in own if spells(record, each)]
        record.memory[key] = tuple([each for _, each in sorted(lived, key=itemgetter(0))])
    return record.memory[key]  # type: ignore[return-value]


class _Ran(NamedTuple):
    """The rows of a measure.

    Attributes:
        begins: when each of its stretches began.
        ended: the row of each as it is on every day after it.
        last: by the number of spells that have begun, the row of the latest stretch, and the local day it was made for.
    """

    begins: tuple[datetime, ...]
    ended: tuple[Row, ...]
    last: dict[int, tuple[Row, date]]


def _rows(record: Record, measure: Measure, toward: str, on: Moment) -> tuple[Row, ...]:
    """The rows of a measure up to a day; from one day to another only the days of the latest are counted anew."""
    zone = record.zone(measure.by)
    end = asked(on, zone)
    begun = bisect_right(spells(record, measure), end, key=attrgetter("start"))
    if not begun:
        return ()
    ran, today = _ran(record, measure, toward), local_date(end, zone)
    if begun not in ran.last:
        *_, latest = stretches(record, measure, on)
        ran.last[begun] = _row(record, measure, toward, latest), today
    row, day = ran.last[begun]
    if day != today and (days := row.cells[_DAYS]) is not None:
        later = int(str(days)) + (today - day).days
        row = Row((*row.cells[:_DAYS], later, *row.cells[_DAYS + 1 :]), row.entries)
    return (*ran.ended[: bisect_right(ran.begins, end) - 1], row)


_LAST = Moment(date.max)


def _ran(record: Record, measure: Measure, toward: str) -> _Ran:
    key = (_ran, measure.id, toward)
    if key not in record.memory:
        lived, zone = spells(record, measure), record.zone(measure.by)
        runs = groupby(lived, key=lambda spell: _shown(spell.state))
        whole = [_row(record, measure, toward, each) for each in stretches(record, measure, _LAST)]
        latest = {len(lived): (whole[-1], local_date(asked(_LAST, zone), zone))}
        record.memory[key] = _Ran(tuple([next(run).start for _, run in runs]), tuple(whole), latest)
    return record.memory[key]  # type: ignore[return-value]


def _row(record: Record, measure: Measure, toward: str, each: Stretch) -> Row:
    cells = (
        record.state_of(measure.by), toward, measure.title, measure.series, each.status, each.level,
        unit(record, measure) if each.level is not None else None, each.since, each.until, each.days, each.running,
        each.under or None,
    )  # fmt: skip
    return Row(cells, cited(measure.id, each.under))


def stretches(record: Record, measure: Measure, on: Moment) -> Iterator[Stretch]:
    """The life of a measure up to a day; an extension that changes neither status nor level begins nothing new."""
    zone = record.zone(measure.by)
    end = asked(on, zone)
    begun = [spell for spell in spells(record, measure) if spell.start <= end]
    runs = [list(run) for _, run in groupby(begun, key=lambda spell: _shown(spell.state))]
    days = [local_date(at, zone) for at in (*(run[0].start for run in runs), end)]
    texts = [local_day(run[0].start, zone) for run in runs]
    for number, run in enumerate(runs):
        status, level = _shown(run[0].state)
        yield Stretch(
            status=status, level=level, since=texts[number],
            until=texts[number + 1] if number + 1 < len(runs) else None,
            days=(days[number + 1] - days[number]).days if status in LIVE else None,
            under=cited([measure.steps[spell.state.step].under for spell in run]),
        )  # fmt: skip


def _shown(state: State) -> tuple[str, Decimal | None]:
    return state.status, state.level
