"""Stretches of days in which nothing about an entry changes, so that what is said of it is worked out once for each.

Told      an entry, the days on which it may change, and what was said of it between them
chapters  how meetings, channels or agreements stand on a day

Whoever asks a record of one day alone, as a command does, should not wait for what serves other days: it is kept from
the second day on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, AgreementStep, Channel, Meeting
from talleyrand.record.fates import Chapter, chapter
from talleyrand.record.record import Record

Stepped = TypeVar("Stepped", Agreement, Channel, Meeting)
_DAY = timedelta(1)


class Told(NamedTuple):
    """An entry, the days or moments on which it may change, and what was said of it between them.

    Attributes:
        entry: the entry.
        zone: the zone of the moments at which it may change; empty if it changes from one day to the next.
        turns: those days or moments, in order.
        said: what was said before the first of them, from each to the next, and from the last on; None where nobody
            has asked yet.
    """

    entry: Any
    zone: str
    turns: tuple[Any, ...]
    said: list[Any]


def told(entry: object, turns: Iterable[Any], zone: str = "") -> Told:
    """An entry of which nothing has been said yet."""
    ordered = tuple(sorted(set(turns)))
    return Told(entry, zone, ordered, [None] * (len(ordered) + 1))


def days_of(dates: Iterable[When | None]) -> Iterable[date]:
    """The days on which something that hangs on these dates may change: their first and last, and the day after."""
    for each in dates:
        if each is not None:
            yield each.first
            yield each.last
            if each.last < date.max:
                yield each.last + _DAY


def asked_again(record: Record, what: Hashable, on: Moment) -> bool:
    """True if something has been asked of a record of another day before."""
    return record.memory.setdefault((asked_again, what), on) != on


def chapters(record: Record, kind: type[Stepped], on: Moment) -> Iterator[tuple[Stepped, Chapter]]:
    """Every meeting, channel or agreement of which anything had happened by a day, with its state."""
    if not asked_again(record, (chapters, kind), on):
        yield from ((each, now) for each in record.of(kind) if (now := chapter(each, on)))
        return
    key = (chapters, kind)
    if key not in record.memory:
        record.memory[key] = [told(each, _turns(each)) for each in record.of(kind)]
    entries: list[Told] = record.memory[key]  # type: ignore[assignment]
    day = on.day
    for each, _, turns, said in entries:
        place = bisect_right(turns, day)
        if said[place] is None:
            said[place] = chapter(each, on) or False
        if said[place]:
            yield each, said[place]


def _turns(entry: Agreement | Channel | Meeting) -> Iterator[date]:
    for step in entry.steps:
        yield step.on.first
        if isinstance(step, AgreementStep) and step.until and step.until.last < date.max:
            yield step.until.last + _DAY
