"""How steadily each party held its course: directions reversed, announcements not carried out, aims declared.

Decision   a step by which a party itself tightened or eased a measure, dated to the day it was told
Reversal   two decisions in a row that point opposite ways
Course     a measure's decisions, reversals and takings-back up to a day

`consistency`, `reversals` and `aims` are the statements made from them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from talleyrand.books.scope import Scope, scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.record.dates import Moment, When, asked, starts, when
from talleyrand.record.entries import Aim, Measure, MeasureStep, Party
from talleyrand.record.record import Record

Direction = Literal["tightens", "eases"]

DIRECTIONS: dict[str, Direction] = {
    "announce": "tightens", "impose": "tightens", "raise": "tightens", "resume": "tightens",
    "lower": "eases", "suspend": "eases", "stop": "eases", "withdraw": "eases",
}  # fmt: skip
TURNED: dict[str, Direction] = {
    step: "eases" if direction == "tightens" else "tightens" for step, direction in DIRECTIONS.items()
}


class Decision(NamedTuple):
    """A step by which a party itself tightened or eased a measure.

    Attributes:
        told: the day it was made public.
        at: the same as a moment, for order.
        direction: tightens or eases.
        step: the step.
    """

    told: When
    at: datetime
    direction: Direction
    step: MeasureStep

    @property
    def effect(self) -> When:
        """When it takes effect: the day it was told if no other is given."""
        return self.step.effective or self.told


class Reversal(NamedTuple):
    """Two decisions in a row that point opposite ways."""

    first: Decision
    second: Decision

    @property
    def days(self) -> int:
        """Days between the two."""
        return (self.second.told.first - self.first.told.first).days


@dataclass(frozen=True, slots=True)
class Course:
    """A measure's decisions, reversals and takings-back up to a day.

    Attributes:
        measure: the measure.
        decisions: in the order in which they were told.
        reversals: in the same order.
        not_carried_out: how many announcements were taken back before they took effect.
        aims: the aims declared for it, in order of date.
    """

    measure: Measure
    decisions: tuple[Decision, ...]
    reversals: tuple[Reversal, ...]
    not_carried_out: int
    aims: tuple[Aim, ...]


def courses(record: Record, on: Moment, wanted: Scope) -> tuple[Course, ...]:
    """The course of every measure told of by a day, in the record's order."""
    whose = [each for each in _whole(record) if wanted.party is None or wanted.done_by((each.measure.by,))]
    zones = {zone: asked(on, zone) for zone in {each.zone for each in whose}}
    return tuple([course for each in whose if (course := _course(each, zones[each.zone], on.day)).decisions])


class _Whole(NamedTuple):
    """All decisions and aims of a measure in order, the zone of its days, and its course by how many there were."""

    measure: Measure
    zone: str
    decisions: tuple[Decision, ...]
    aims: tuple[Aim, ...]
    courses: dict[tuple[int, int], Course]


def _whole(record: Record) -> list[_Whole]:
    """What each measure went through, whatever the day; worked out once."""
    if _whole not in record.memory:
        record.memory[_whole] = [
            _Whole(each, record.zone(each.by), _decisions(record, each),
                   tuple(sorted(each.aims, key=lambda aim: aim.on.first)), {})
            for each in record.of(Measure)
        ]  # fmt: skip
    return record.memory[_whole]  # type: ignore[return-value]


def _course(whole: _Whole, last: datetime, day: date) -> Course:
    """The course of a measure up to a moment; the same until something more is decided or declared."""
    _, _, decisions, aims, courses = whole
    told = bisect_right(decisions, last, key=_at) if decisions and decisions[-1].at > last else len(decisions)
    declared = bisect_right(aims, day, key=_day_of) if aims and aims[-1].on.first > day else len(aims)
    if (told, declared) not in courses:
        own = decisions[:told]
        turns = tuple([Reversal(one, two) for one, two in pairwise(own) if one.direction != two.direction])
        courses[told, declared] = Course(whole.measure, own, turns, _taken_back(own), aims[:declared])
    return courses[told, declared]


_at = attrgetter("at")


def _day_of(aim: Aim) -> date:
    return aim.on.first


def _decisions(record: Record, measure: Measure) -> tuple[Decision, ...]:
    """The party's own steps; what a court did or a term brought about by itself is no decision of it."""
    zone = record.zone(measure.by)
    directions = TURNED if _eases(record, measure) else DIRECTIONS
    found = []
    for step in measure.steps:
        direction = directions.get(step.step)
        told = step.announced or step.signed or step.effective or step.disclosed
        if direction and told and _own(record, measure, step):
            found.append(Decision(told, starts(told, zone), direction, step))
    return tuple(sorted(found, key=_at))


def _eases(record: Record, measure: Measure) -> bool:
    """True if the measure's instrument itself eases, as an exclusion from a duty does."""
    instruments = record.vocabulary["instruments"]
    return measure.instrument in instruments and instruments[measure.instrument].moves == "eases"


def _own(record: Record, measure: Measure, step: MeasureStep) -> bool:
    """True if the measure's own side took the step, and not one of its courts."""
    if step.by is None or step.by == measure.by:
        return True
    entry = record.entry(step.by) if step.by in record else None
    court = isinstance(entry, Party) and entry.form == "court"
    return not court and record.state_of(step.by) == record.state_of(measure.by)


def _taken_back(decisions: Sequence[Decision]) -> int:
    """How many announcements were withdrawn, or stopped before anything took effect."""
    back = sum(decision.step.step == "withdraw" for decision in decisions)
    if back or not decisions or decisions[-1].step.step != "stop":
        return back
    *earlier, stop = decisions
    return int(all(each.step.step == "announce" or each.effect.first > stop.effect.first for each in earlier))


# --- statements ----------------------------------------------------------------------------------

COURSES = columns(
    "by", "measure", "reversals", "shortest:days", "last_reversal", "not_carried_out", "aims", "*aims_by", "*aims_on"
)  # fmt: skip


def consistency(record: Record, *, on: Moment, known: Moment, party: str | None = None) -> Statement:
    """Measures whose direction was reversed, that were not carried out or have several aims; the most reversed first.

    Args:
        party: only measures of this party.
    """
    then = record.as_known(known)
    found = courses(then, on, scope(then, party))
    shown = [each for each in found if each.reversals or each.not_carried_out or _several(each)]
    shown.sort(key=lambda each: (-len(each.reversals), each.decisions[0].told.first, each.measure.id))
    kept: dict[tuple[str, int, int], Row] = then.memory.setdefault(_row, {})  # type: ignore[assignment]
    rows = tuple([kept.get(_stage(each)) or _row(then, each, kept) for each in shown])
    return Statement(title="Consistency of measures", on=on, known=known, columns=COURSES, rows=rows,
                     totals=_by_state(then, found))  # fmt: skip


def _several(course: Course) -> bool:
    return len({aim.aim for aim in course.aims}) > 1


def _stage(course: Course) -> tuple[str, int, int]:
    """What tells one course from another: the measure, how often something was decided, how often an aim declared."""
    return course.measure.id, len(course.decisions), len(course.aims)


def _row(record: Record, course: Course, kept: dict[tuple[str, int, int], Row]) -> Row:
    turns, aims = course.reversals, course.aims
    cells = (
        record.state_of(course.measure.by), course.measure.title, len(turns),
        min(turn.days for turn in turns) if turns else None, turns[-1].second.told if turns else None,
        course.not_carried_out, len({aim.aim for aim in aims}), tuple(dict.fromkeys(aim.by for aim in aims)),
        _span(aims),
    )  # fmt: skip
    row = kept[_stage(course)] = Row(
        cells, cited(course.measure.id, (decision.step.under for decision in course.decisions))
    )
    return row


def _span(aims: Sequence[Aim]) -> When | None:
    """From the first day on which an aim was declared to the last."""
    if not aims or aims[0].on == aims[-1].on:
        return aims[0].on if aims else None
    return when(f"{aims[0].on.first}/{aims[-1].on.last}")


def _by_state(record: Record, found: Iterable[Course]) -> tuple[Tally, ...]:
    states: dict[str, list[Course]] = defaultdict(list)
    for course in found:
        states[record.state_of(course.measure.by)].append(course)
    tallies = []
    for state, own in states.items():
        values = (
            ("by", state), ("measures", len(own)), ("decisions", sum(len(each.decisions) for each in own)),
            ("reversals", sum(len(each.reversals) for each in own)),
            ("reversed", sum(bool(each.reversals) for each in own)),
            ("not_carried_out", sum(each.not_carried_out for each in own)),
            ("several_aims", sum(_several(each) for each in own)),
        )  # fmt: skip
        tallies.append(Tally(values, cited(each.measure.id for each in own if each.reversals or each.not_carried_out)))
    return tuple(tallies)


REVERSALS = columns("day", "by", "measure", "from_step", "*from_day", "to_step", "days:days", "direction")


def reversals(record: Record, *, on: Moment, known: Moment, party: str | None = None) -> Statement:
    """Every reversal up to a day, one by one, in order of day.

    Args:
        party: only measures of this party.
    """
    then = record.as_known(known)
    wanted, every = scope(then, party), _turns(then)
    zones = {zone: asked(on, zone) for zone in {each.zone for each in every}}
    rows = tuple([each.row for each in every
                  if each.at <= zones[each.zone] and (party is None or wanted.done_by((each.by,)))])  # fmt: skip
    return Statement(title="Reversals", on=on, known=known, columns=REVERSALS, rows=rows)


class _Turn(NamedTuple):
    """A reversal: who made it, when, in which zone, and its row."""

    by: str
    at: datetime
    zone: str
    row: Row


def _turns(record: Record) -> tuple[_Turn, ...]:
    """Every reversal there is, in order of day; worked out once."""
    if _turns not in record.memory:
        found = [(Reversal(one, two), each) for each in _whole(record)
                 for one, two in pairwise(each.decisions) if one.direction != two.direction]  # fmt: skip
        found.sort(key=lambda pair: (pair[0].second.told.first, pair[1].measure.id))
        record.memory[_turns] = tuple(
            [_Turn(each.measure.by, turn.second.at, each.zone, _reversed(record, turn, each.measure))
             for turn, each in found]
        )  # fmt: skip
    return record.memory[_turns]  # type: ignore[return-value]


def _reversed(record: Record, turn: Reversal, measure: Measure) -> Row:
    first, second = turn.first, turn.second
    cells = (
        second.told, record.state_of(measure.by), measure.title, first.step.step, first.told, second.step.step,
        turn.days, second.direction,
    )  # fmt: skip
    return Row(cells, cited(measure.id, first.step.under, second.step.under))


AIMS = columns("by", "measure", "aim", "*declared_by", "on", "words", "*different")


def aims(record: Record, *, on: Moment, known: Moment, party: str | None = None) -> Statement:
    """Every aim declared for a measure up to a day, with how many different ones stand for it.

    Args:
        party: only measures of this party.
    """
    then = record.as_known(known)
    wanted = scope(then, party)
    rows = []
    for measure in then.of(Measure):
        declared = [aim for aim in measure.aims if aim.on.first <= on.day] if wanted.done_by((measure.by,)) else []
        different = len({aim.aim for aim in declared})
        rows += [_declared(then, measure, aim, different)
                 for aim in sorted(declared, key=lambda aim: aim.on.first)]  # fmt: skip
    return Statement(title="Aims declared for measures", on=on, known=known, columns=AIMS, rows=tuple(rows))


def _declared(record: Record, measure: Measure, aim: Aim, different: int) -> Row:
    cells = (record.state_of(measure.by), measure.title, aim.aim, aim.by, aim.on, aim.words, different)
    return Row(cells, (measure.id,))
