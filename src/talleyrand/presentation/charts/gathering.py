"""Moves gathered where a chart of lanes has room for one mark: how many of each sort, and which answer which.

Place      a lane of an issue's band, and a place along it
Gathered   the moves of one place by their sort
Found      every place with its moves, and the places joined by an answer
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from talleyrand.books.statement import Row, Statement
from talleyrand.presentation.charts.axes import Days

SLOT = 28  # pixels in which marks are gathered
_MOST_ANSWERS = 400


class Place(NamedTuple):
    """A lane of an issue's band, and a place along it."""

    band: str
    lane: str
    slot: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """The moves of one place by their sort.

    Attributes:
        count: how many of each sort.
        only: the move, where there is but one.
    """

    count: Mapping[str, int]
    only: Row | None

    @property
    def number(self) -> int:
        """How many moves."""
        return sum(self.count.values())


@dataclass(frozen=True, slots=True)
class Found:
    """Every place with its moves, and the places joined by an answer.

    Attributes:
        places: the moves of each place.
        joined: what was answered, and the answer to it.
        left_out: how many earlier answers are joined to nothing, because there are too many.
    """

    places: Mapping[Place, Gathered]
    joined: tuple[tuple[Place, Place], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Slots:
    """Days along a chart cut into places, each broad enough for a mark.

    Attributes:
        days: the days.
        number: how many places.
        broad: how broad each is.
    """

    days: Days
    number: int
    broad: float

    @property
    def _whole(self) -> int:
        return max((self.days.last - self.days.first).days, 1)

    def of(self, day: date) -> int | None:
        """The place of a day, None for one outside."""
        if not self.days.first <= day <= self.days.last:
            return None
        return min((day - self.days.first).days * self.number // self._whole, self.number - 1)

    def span(self, slot: int) -> tuple[date, date]:
        """The first and the last day of a place."""
        start, end = (self.days.first + timedelta(-(-self._whole * each // self.number)) for each in (slot, slot + 1))
        return start, max(start, end - timedelta(slot + 1 < self.number))


class Once(dict[Any, Any]):
    """What a function gives for each value, worked out once; quicker to ask than a cache that counts its hits."""

    def __init__(self, of: Callable[[Any], Any]) -> None:
        super().__init__()
        self.of = of

    def __missing__(self, value: Any) -> Any:
        self[value] = made = self.of(value)
        return made


def slots_of(days: Days) -> Slots:
    """Days cut into as many places as there is room for."""
    room = days.right - days.left
    number = max(int(room // SLOT), 1)
    return Slots(days, number, room / number)


def found(
    timeline: Statement, slots: Slots, lane_of: Callable[[str], str], senses: Mapping[str, Mapping[date, str]]
) -> Found:
    """The moves by place and sort, and the places joined by an answer.

    A large record has tens of thousands of moves: what they share (party, issue, day) is worked out once for each
    value, and only counts are kept.

    Args:
        lane_of: the lane of the parties that made a move.
        senses: by entry and day, whether it eases or tightens.
    """
    rows = _from(timeline, slots.days.first)
    counts: dict[tuple[str, str, int, str], int] = {}
    only: dict[tuple[str, str, int, str], Row] = {}
    answering: list[Row] = []
    cells_of, slot_of, bands, lanes = _cells(timeline), Once(slots.of), Once(_band), Once(lane_of)
    for row in rows:
        when, by, sort, issue, answers = cells_of(row.cells)
        day = when.first
        slot = slot_of[day]
        if slot is None:
            continue
        entry = row.entries[0]
        if entry in senses:
            sort = senses[entry].get(day, sort)
        key = bands[issue], lanes[by], slot, sort
        if key in counts:
            counts[key] += 1
        else:
            counts[key], only[key] = 1, row
        if answers:
            answering.append(row)

    def place(row: Row) -> Place:
        when, by, _, issue, _ = cells_of(row.cells)
        return Place(bands[issue], lanes[by], slot_of[when.first])

    joined = _joined(rows, answering[-_MOST_ANSWERS:], cells_of, slots.days)
    pairs = dict.fromkeys([(start, end) for one, other in joined if (start := place(one)) != (end := place(other))])
    return Found(_gathered(counts, only), tuple(pairs), max(len(answering) - _MOST_ANSWERS, 0))


def _from(timeline: Statement, first: date) -> Sequence[Row]:
    """The rows of a timeline, which stand in order of their first day, from a day on."""
    cells_of = _cells(timeline)
    return timeline.rows[bisect_left(timeline.rows, first, key=lambda row: cells_of(row.cells)[0].first) :]


def _cells(timeline: Statement) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    names = [column.name for column in timeline.columns]
    return itemgetter(*[names.index(name) for name in ("day", "by", "kind", "issue", "answers")])


def _band(issue: object) -> str:
    """The top of the first of a move's issues."""
    return str(issue or "no issue").partition(",")[0].partition("/")[0]


def _gathered(
    counts: Mapping[tuple[str, str, int, str], int], only: Mapping[tuple[str, str, int, str], Row]
) -> dict[Place, Gathered]:
    by_place: dict[Place, dict[str, int]] = defaultdict(dict)
    for (band, lane, slot, sort), number in counts.items():
        by_place[Place(band, lane, slot)][sort] = number
    return {place: Gathered(count, only[*place, next(iter(count))] if [*count.values()] == [1] else None)
            for place, count in by_place.items()}  # fmt: skip


def _joined(
    rows: Iterable[Row], answering: Sequence[Row], cells_of: Callable[[tuple[Any, ...]], tuple[Any, ...]], days: Days
) -> Iterator[tuple[Row, Row]]:
    """From the latest move of what was answered, no later than the answer itself, to the answer."""
    named = [(row, {name.partition("#")[0] for name in cells_of(row.cells)[-1]}) for row in answering]
    wanted = {name for _, names in named for name in names}
    made: dict[str, list[Row]] = defaultdict(list)
    for row in rows if wanted else ():
        if row.entries[0] in wanted and cells_of(row.cells)[0].first >= days.first:
            made[row.entries[0]].append(row)
    for answer, names in named:
        day = cells_of(answer.cells)[0].first
        for name in sorted(names):
            earlier = [row for row in made.get(name, ()) if cells_of(row.cells)[0].first <= day]
            if earlier:
                yield earlier[-1], answer
