"""The life of a measure: what each step does to its state, and the spells that follow from its steps.

Spell    a stretch of time during which a measure's state does not change
State    what a measure is in during a spell: its status, its level, until when, by which step
Passage  what one step did: the state before it and after it

Steps take effect in order of their effective moment, those of one moment in the order written. Between
steps a term can run out by itself: a suspension ends and the former level comes back, a measure with a
term expires. Nothing here knows about knowledge: give it a record as known on a day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from talleyrand.record.dates import Moment, When, asked, ends, starts
from talleyrand.record.entries import Measure, MeasureStep
from talleyrand.record.record import Record

Status = Literal[
    "announced",
    "in force",
    "partly suspended",
    "suspended",
    "stopped",
    "expired",
    "struck down",
    "never effective",
]
ACTIVE = ("in force", "partly suspended")
LIVE = ("announced", "in force", "partly suspended", "suspended")
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a measure is in during a spell.

    Attributes:
        status: announced, in force, partly suspended, suspended, stopped, expired, struck down, never effective.
        level: the level that applies, None where nothing applies or no level was given.
        full: the level that comes back when a suspension ends.
        suspended_until: when the running suspension ends by its own terms.
        until: when the measure ends by its own terms.
        step: the position of the step that brought the state about, among the measure's steps.
        basis: the legal basis of the level that applies.
        extended: the legal basis of the last extension of the suspension or term, if it was extended.
    """

    status: Status
    level: Decimal | None = None
    full: Decimal | None = None
    suspended_until: When | None = None
    until: When | None = None
    step: int = 0
    basis: str | None = None
    extended: str | None = None

    @property
    def bases(self) -> str | None:
        """The legal basis of what applies, and of its last extension if it was extended."""
        if self.extended is None or self.extended == self.basis:
            return self.basis
        return f"{self.basis}; extended by {self.extended}" if self.basis else self.extended

    @property
    def active(self) -> bool:
        """True if something of the measure applies."""
        return self.status in ACTIVE


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time during which a measure's state does not change; it lasts to the next spell."""

    start: datetime
    state: State


class _Move(NamedTuple):
    """A step with the moments that matter, in order of effect: when it takes effect and when it was told."""

    effect: datetime
    number: int
    told: datetime
    step: MeasureStep


@dataclass(frozen=True, slots=True)
class Passage:
    """What one step did.

    Attributes:
        number: its position among the measure's steps.
        told: when it was announced.
        effect: when it took effect.
        before: the state just before, None if there was none.
        after: the state just after.
    """

    number: int
    told: datetime
    effect: datetime
    before: State | None
    after: State


@dataclass(frozen=True, slots=True)
class Lived:
    """The life of a measure: its spells, and what each step that stands did, both in order of effect."""

    spells: tuple[Spell, ...]
    passages: tuple[Passage, ...]


def life(measure: Measure, zone: str) -> tuple[Spell, ...]:
    """The spells of a measure, in order, from the day it was announced.

    >>> from talleyrand.record.dates import when
    >>> steps = (MeasureStep(step="impose", effective=when("2025-02-04"), level=Decimal(10)),
    ...          MeasureStep(step="suspend", effective=when("2025-05-14"), until=when("2025-08-11")))
    >>> duty = Measure(id="d", title="d", by="A", toward=("B",), instrument="tariff", issue="trade", steps=steps)
    >>> [(str(spell.start.date()), spell.state.status) for spell in life(duty, "Etc/UTC")]
    [('2025-02-04', 'in force'), ('2025-05-14', 'suspended'), ('2025-08-12', 'in force')]
    """
    return lived(measure, zone).spells


def lived(measure: Measure, zone: str) -> Lived:
    """The life of a measure, from the day it was announced."""
    announced = _moves(measure, zone)
    moves = _standing(announced)
    spells: list[Spell] = []
    taken: list[Passage] = []
    first = min((move.told for move in announced), default=LAST)
    if moves and first < moves[0].effect:
        spells.append(Spell(first, State(status="announced", step=moves[0].number)))
    state = spells[-1].state if spells else None
    for move in moves:
        if state:
            state = _lapses(state, move.effect, zone, spells)
        after = _after(state, move)
        if after is not state:
            _add(spells, move.effect, after)
        taken.append(Passage(move.number, move.told, move.effect, state if taken else None, after))
        state = after
    if state:
        _lapses(state, LAST, zone, spells)
    return Lived(tuple(spells), tuple(taken))


def _moves(measure: Measure, zone: str) -> list[_Move]:
    moves = []
    for number, step in enumerate(measure.steps):
        own = step.effective or step.announced or step.signed or step.disclosed
        if own is None:
            continue
        effect = starts(own, zone)
        told = min(effect, starts(step.announced or step.signed or own, zone))
        moves.append(_Move(effect, number, told, step))
    return sorted(moves)


def _standing(moves: list[_Move]) -> list[_Move]:
    """The moves without those that a `withdraw`, or an end before anything took effect, took back in time."""
    for back in moves:
        if back.step.step == "withdraw" or _forestalls(back, moves):
            moves = [move for move in moves if not (move.told <= back.effect < move.effect and move is not back)]
    return moves


def _forestalls(end: _Move, moves: list[_Move]) -> bool:
    """True if a move that stands ends a measure of which nothing has taken effect yet."""
    if end.step.step not in _ENDS or end not in moves:
        return False
    return not any(move.step.step in _BEGINS for move in moves if move < end)


def _add(spells: list[Spell], start: datetime, state: State) -> None:
    """Add a spell; one of the same moment is overtaken."""
    if spells and spells[-1].start >= start:
        spells.pop()
    spells.append(Spell(start, state))


def _lapses(state: State, before: datetime, zone: str, spells: list[Spell]) -> State:
    """The state once every term that runs out before a moment has run out, each with its spell."""
    while state.status in ("in force", "partly suspended", "suspended"):
        pause = ends(state.suspended_until, zone) if state.suspended_until else LAST
        term = ends(state.until, zone) if state.until else LAST
        if min(pause, term) >= before:
            break
        over: Changes = {"status": "expired", "level": None, "suspended_until": None}
        state = replace(state, **(_restored(state) if pause < term else over))
        _add(spells, min(pause, term), state)
    return state


def _after(state: State | None, move: _Move) -> State:
    """The state after a step; a step that cannot act on the state leaves it as it is (a check names it)."""
    now = state or State(status="announced", step=move.number)
    act = _ACTS.get((move.step.step, _PHASES.get(now.status, "over")))
    return replace(now, step=move.number, **act(now, move.step)) if act else now


_ENDS = ("stop", "expire", "strike down")
_BEGINS = ("impose", "raise", "lower")
_PHASES = {"announced": "announced", "in force": "running", "partly suspended": "paused", "suspended": "paused"}
Changes = dict[str, Any]  # new values of a state's fields, by name


def _set(now: State, step: MeasureStep) -> Changes:
    term = step.until or (now.until if step.step != "impose" else None)
    return {"status": "in force", "level": step.level, "full": step.level, "suspended_until": None, "until": term,
            **_basis(step)}  # fmt: skip


def _set_beneath(now: State, step: MeasureStep) -> Changes:
    """A new level while a suspension runs: it shows when the suspension ends."""
    return {"full": step.level, "until": step.until or now.until, **_basis(step)}


def _suspended(_: State, step: MeasureStep) -> Changes:
    part = step.level if step.level else None
    status: Status = "partly suspended" if part else "suspended"
    return {"status": status, "level": part, "suspended_until": step.until, **_basis(step)}


def _resumed(now: State, step: MeasureStep) -> Changes:
    return {**_restored(now), **_basis(step)}


def _restored(now: State) -> Changes:
    return {"status": "in force", "level": now.full, "suspended_until": None}


def _pause_extended(_: State, step: MeasureStep) -> Changes:
    return {"suspended_until": step.until, "extended": step.basis}


def _term_extended(_: State, step: MeasureStep) -> Changes:
    return {"until": step.until, "extended": step.basis}


def _over(_: State, step: MeasureStep) -> Changes:
    ended: dict[str, Status] = {"stop": "stopped", "expire": "expired", "strike down": "struck down"}
    return {"status": ended[step.step], "level": None, "full": None, "suspended_until": None, "until": None}


def _never(_: State, __: MeasureStep) -> Changes:
    return {"status": "never effective", "level": None}


def _basis(step: MeasureStep) -> Changes:
    """The legal basis, if the step gives one, else what it was; what was extended before no longer counts."""
    return {"basis": step.basis, "extended": None} if step.basis else {"extended": None}


# What each step does in each phase; what is not here does nothing.
_ACTS: dict[tuple[str, str], Callable[[State, MeasureStep], Changes]] = {
    **{("impose", phase): _set for phase in ("announced", "running", "paused", "over")},
    **{(step, phase): _set for step in ("raise", "lower") for phase in ("announced", "running")},
    **{(step, "paused"): _set_beneath for step in ("raise", "lower")},
    **{("suspend", phase): _suspended for phase in ("running", "paused")},
    ("resume", "paused"): _resumed,
    ("extend", "paused"): _pause_extended,
    ("extend", "running"): _term_extended,
    **{(step, phase): _over for step in ("stop", "expire", "strike down") for phase in ("running", "paused")},
    **{(step, "announced"): _never for step in ("stop", "expire", "strike down", "withdraw")},
}


# --- asked of a record ---------------------------------------------------------------------------


def spells(record: Record, measure: Measure) -> tuple[Spell, ...]:
    """The spells of a measure of a record, worked out once."""
    return remembered(record, measure).spells


def remembered(record: Record, measure: Measure) -> Lived:
    """The life of a measure of a record, worked out once."""
    zone = record.zone(measure.by)
    memory = record.home(measure).memory
    key = (lived, measure.id, zone)
    if key not in memory:
        memory[key] = lived(measure, zone)
    return memory[key]  # type: ignore[return-value]


def state(record: Record, measure: Measure, on: Moment) -> State | None:
    """The state of a measure at a moment, or None before anything was announced."""
    return state_at(spells(record, measure), asked(on, record.zone(measure.by)))


def state_at(lived: tuple[Spell, ...], at: datetime) -> State | None:
    """The state at a moment, or None before the first spell."""
    if not lived or at < lived[0].start:
        return None
    if at >= lived[-1].start:
        return lived[-1].state
    return lived[bisect_right(lived, at, key=lambda spell: spell.start) - 1].state


def between(record: Record, by: str, toward: str) -> tuple[Measure, ...]:
    """The measures that one state, its agencies included, applies to another."""
    key = (between, by, toward)
    if key not in record.memory:
        own = _by_state(record).get(record.state_of(by), ())
        record.memory[key] = tuple([each for each in own if record.bears_on(each.toward, toward)])
    return record.memory[key]  # type: ignore[return-value]


def _by_state(record: Record) -> dict[str, list[Measure]]:
    """The measures of each state and its agencies."""
    if _by_state not in record.memory:
        states: dict[str, list[Measure]] = {}
        for each in record.of(Measure):
            states.setdefault(record.state_of(each.by), []).append(each)
        record.memory[_by_state] = states
    return record.memory[_by_state]  # type: ignore[return-value]


def of_series(record: Record, by: str, toward: str, series: str) -> tuple[Measure, ...]:
    """The measures of one series that one state applies to another."""
    key = (of_series, by, toward, series)
    if key not in record.memory:
        record.memory[key] = tuple([each for each in between(record, by, toward) if each.series == series])
    return record.memory[key]  # type: ignore[return-value]


def states(
    record: Record, by: str, toward: str, on: Moment, series: str | None = None
) -> Iterator[tuple[Measure, State]]:
    """The measures by one state toward another, or those of one series, that were told of by a moment; their states."""
    key = (states, by, toward, series)
    if key not in record.memory:
        own = of_series(record, by, toward, series) if series else between(record, by, toward)
        record.memory[key] = [(each, record.zone(each.by), spells(record, each)) for each in own]
    lives: list[tuple[Measure, str, tuple[Spell, ...]]] = record.memory[key]  # type: ignore[assignment]
    moments: dict[str, datetime] = {}
    for measure, zone, lived_ in lives:
        if zone not in moments:
            moments[zone] = asked(on, zone)
        if now := state_at(lived_, moments[zone]):
            yield measure, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum of one series by one party toward another at a moment, and the measures that make it up."""

    by: str
    toward: str
    series: str
    level: Decimal
    unit: str
    entries: tuple[str, ...]


def total(record: Record, by: str, toward: str, series: str, on: Moment) -> Total:
    """The sum of the levels in force of one series; nothing in force is 0.

    Raises:
        NotFound: if there is no such series.
    """
    term = record.vocabulary.term("series", series)
    level, entries = Decimal(0), []
    for measure, now in states(record, by, toward, on, series):
        if now.active and now.level:
            level += now.level
            entries.append(measure.id)
    return Total(by=by, toward=toward, series=series, level=level, unit=term.unit, entries=tuple(entries))
