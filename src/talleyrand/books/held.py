"""Meetings held by a day: kept for a record that is asked about one day after another, so that none is sought twice.

Held     a meeting, the day or days it lasted, and the days on which it counted as held
Growing  things in order, of which those that there were by a day are asked
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from talleyrand.books.stretches import asked_again, chapters
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Meeting
from talleyrand.record.fates import chapter
from talleyrand.record.record import Record

Thing = TypeVar("Thing")


class Held(NamedTuple):
    """A meeting, the day or days it lasted, and the days on which it counted as held.

    Attributes:
        since: the first day on which it did.
        until: the day from which it no longer did: it was called off after all, or told of otherwise.
    """

    since: date
    until: date | None
    day: When
    meeting: Meeting


def held(record: Record, on: Moment) -> tuple[tuple[When, Meeting], ...]:
    """Every meeting held by a day, with the day or days it lasted, the latest last."""
    kept = record.memory.get(held)  # of one day alone: a server is asked about any number of them
    if isinstance(kept, tuple) and kept[0] == on:
        return kept[1]  # type: ignore[no-any-return]
    if asked_again(record, held, on):
        found = tuple([(each.day, each.meeting) for each in ever_held(record)
                       if each.since <= on.day and (each.until is None or on.day < each.until)])  # fmt: skip
    else:
        past = [(now.date, each) for each, now in chapters(record, Meeting, on) if now.state == "held" and now.date]
        found = tuple(sorted(past, key=lambda pair: (pair[0].first, pair[1].id)))
    record.memory[held] = (on, found)
    return found


def ever_held(record: Record) -> tuple[Held, ...]:
    """Every meeting that counts as held on any day, in order of the day it was held; once for each way it was told."""
    if ever_held not in record.memory:
        found = [each for meeting in record.of(Meeting) for each in _ever(meeting)]
        record.memory[ever_held] = tuple(sorted(found, key=lambda each: (each.day.first, each.meeting.id)))
    return record.memory[ever_held]  # type: ignore[return-value]


def _ever(meeting: Meeting) -> Iterable[Held]:
    turns = sorted({step.on.first for step in meeting.steps})
    for since, until in pairwise([*turns, None]):
        now = chapter(meeting, Moment(since)) if since else None
        if since and now and now.state == "held" and now.date:
            yield Held(since, until, now.date, meeting)


class Growing(Generic[Thing]):
    """Things in order, of which those that there were by a day are asked.

    It guards that whoever asks gets them in that order. Where each came after the one before it and stayed, as
    meetings nearly always do, they are a slice of all.
    """

    def __init__(self) -> None:
        self._since: list[date] = []
        self._until: list[date | None] = []
        self._things: list[Thing] = []
        self._plain = True
        self.kept: Any = None  # what was said of all of them

    def add(self, since: date, until: date | None, thing: Thing) -> None:
        """Add one at the end."""
        self._plain &= until is None and (not self._since or self._since[-1] <= since)
        self._since.append(since)
        self._until.append(until)
        self._things.append(thing)

    def by(self, day: date) -> list[Thing]:
        """Those that there were by a day; nobody may change the list."""
        if self._plain:
            return self._things if self._since[-1] <= day else self._things[: bisect_right(self._since, day)]
        return [thing for since, until, thing in zip(self._since, self._until, self._things, strict=True)
                if since <= day and (until is None or day < until)]  # fmt: skip

    def whole(self, some: list[Thing]) -> bool:
        """True if these are all that there ever are."""
        return some is self._things
