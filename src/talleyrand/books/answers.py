"""What became of each easing: exchanged, answered, in return, still open, pocketed or punished.

Move     one easing or tightening by one side toward the other (books.moves)
Outcome  the fate of an easing, and the other side's move that settled it
Course   moves in order of time, made ready once to be settled by any day
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from talleyrand.books.moves import Move, in_time

FATES = ("exchanged", "answered", "in return", "open", "pocketed", "punished")


class Outcome(NamedTuple):
    """The fate of an easing, and the other side's move that settled it, where there is one."""

    fate: str
    answer: Move | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Moves in order of time, and what of them is the same however many have been made by the day asked about.

    Attributes:
        made: the moves.
        days: the ordinals of their days.
        easings: which of them are easings.
        exchanged: which of these were made under an agreement under which the other side eased too, and which move
            of the other side that was first.
        named: by each name that a move was declared to answer, the easings that bear it.
        answering: the easings that were declared to answer something.
        eased: by side, the ordinals of the days on which it eased.
        tightened: by side, which of the moves are tightenings.
        struck: by side and name answered (None for what answers nothing by name), its tightenings, with their days.
    """

    made: Sequence[Move]
    days: list[int]
    easings: list[int]
    exchanged: list[tuple[int, int]]
    named: dict[str, list[int]]
    answering: list[int]
    eased: dict[str, list[int]]
    tightened: dict[str, list[int]]
    struck: dict[tuple[str, str | None], tuple[list[int], list[Move]]]


def course_of(made: Sequence[Move]) -> Course:
    """The course that moves in order of time make."""
    easings = [place for place, move in enumerate(made) if move.sense == "easing"]
    answering = [place for place in easings if made[place].answers]
    named: dict[str, list[int]] = {name: [] for place in answering for name in made[place].answers}
    course = Course(
        made, [move.day.toordinal() for move in made], easings, _exchanges(made), named, answering, {}, {}, {}
    )
    for place in easings:
        course.eased.setdefault(made[place].by, []).append(course.days[place])
        for name in made[place].names:
            if name in named:
                named[name].append(place)
    for place, move in enumerate(made):
        if move.sense == "tightening":
            course.tightened.setdefault(move.by, []).append(place)
            struck: tuple[str | None, ...] = move.answers or (None,)
            for each in struck:
                days, blows = course.struck.setdefault((move.by, each), ([], []))
                days.append(course.days[place])
                blows.append(move)
    return course


def outcomes(course: Course, number: int, window: int, on: date) -> list[Outcome | None]:
    """The fates of the first so many moves of a course, which are those made up to a day; None for what is no easing.

    Args:
        number: how many.
        window: days within which an answer counts.
        on: the day.
    """
    settled: list[Outcome | None] = [None] * number
    for place, other in course.exchanged:
        if place < number and other < number:
            settled[place] = Outcome("exchanged", course.made[other])
    _declared(course, settled)
    waiting = [place for place in course.easings[: bisect_left(course.easings, number)] if settled[place] is None]
    _paired(course, waiting, window, settled)
    end = on.toordinal()
    for place in waiting:
        if settled[place] is None:
            settled[place] = _unanswered(course, place, window, end)
    return settled


def _exchanges(made: Sequence[Move]) -> list[tuple[int, int]]:
    """Easings under an agreement under which the other side eased too, or renewed an easing, and its first that did."""
    under: dict[tuple[str, str], int] = {}
    for place, move in enumerate(made):
        if move.agreement and move.sense in ("easing", "easing renewed"):
            under.setdefault((move.agreement, move.by), place)
    pairs = [(place, under.get((move.agreement, move.toward)))
             for place, move in enumerate(made) if move.agreement and move.sense == "easing"]  # fmt: skip
    return [(place, other) for place, other in pairs if other is not None]


def _declared(course: Course, settled: list[Outcome | None]) -> None:
    """Mark easings that a later easing was declared to answer, each answer used once."""
    made, number = course.made, len(settled)
    named = {name: deque([place for place in places[: bisect_left(places, number)] if settled[place] is None])
             for name, places in course.named.items()}  # fmt: skip
    for place in course.answering[: bisect_left(course.answering, number)]:
        if settled[place]:
            continue
        firsts = []
        for queue in [named[name] for name in made[place].answers]:
            while queue and settled[queue[0]]:
                queue.popleft()
            firsts += [queue[0]] if queue and course.days[queue[0]] <= course.days[place] else []
        answered = min((first for first in firsts if made[first].by != made[place].by), default=None)
        if answered is not None:
            settled[answered] = Outcome("answered", made[place])
            settled[place] = Outcome("in return", made[answered])


def _paired(course: Course, waiting: Iterable[int], window: int, settled: list[Outcome | None]) -> None:
    """Mark easings that the other side followed within the window, one to one and first come, first served.

    On one day which side moved first cannot be told: the two answer each other.
    """
    made, days = course.made, course.days
    queue: deque[int] = deque()
    for day, today in groupby(waiting, key=days.__getitem__):
        while queue and day - days[queue[0]] > window:
            queue.popleft()
        fresh = []
        for place in today:
            if queue and made[queue[0]].by != made[place].by:
                first = queue.popleft()
                settled[first], settled[place] = Outcome("answered", made[place]), Outcome("in return", made[first])
            else:
                fresh.append(place)
        left: deque[int] = deque()
        for place in fresh:
            if left and made[left[0]].by != made[place].by:
                first = left.popleft()
                settled[first], settled[place] = Outcome("answered", made[place]), Outcome("answered", made[first])
            else:
                left.append(place)
        queue += left


def _unanswered(course: Course, easing: int, window: int, on: int) -> Outcome:
    """The fate of an easing that nothing answered: a tightening declared to answer something else is no punishment.

    It is settled only once its window is over, so that what came after the day asked about has no say.
    """
    move, given = course.made[easing], course.days[easing]
    last = given + window
    if last >= on:
        return Outcome("open")
    eased = course.eased.get(move.toward, [])
    place = bisect_left(eased, given)
    if place < len(eased) and eased[place] <= last:
        return Outcome("pocketed")
    blows = []
    for name in (None, *move.names):
        days, struck = course.struck.get((move.toward, name), _NOTHING)
        place = bisect_right(days, given)
        if place < len(days) and days[place] <= last:
            blows.append(struck[place])
    return Outcome("punished", min(blows, key=in_time)) if blows else Outcome("pocketed")


_NOTHING: tuple[list[int], list[Move]] = ([], [])
