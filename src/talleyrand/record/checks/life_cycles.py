"""Rules about the life of a measure: which step may follow which, and what its dates must say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from talleyrand.record import lives
from talleyrand.record.checks.faults import Rule, fault
from talleyrand.record.dates import When, ends, starts
from talleyrand.record.entries import Measure, MeasureStep, Party
from talleyrand.record.lives import ACTIVE, Passage
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

OVER = ("stopped", "expired", "struck down", "never effective")
PAUSED = ("suspended", "partly suspended")


class Move(NamedTuple):
    """One step of one measure with what it did."""

    measure: Measure
    step: MeasureStep
    passage: Passage


def has_a_step_of_known_date(record: Record, _today: date) -> Iterator[Problem]:
    """Every step of a measure has a day on which it was announced, signed or took effect."""
    for measure in record.of(Measure):
        for number, step in enumerate(measure.steps):
            if not (step.effective or step.announced or step.signed or step.disclosed):
                message = f"the step '{step.step}' has no date; give 'announced' or 'effective'"
                yield fault(has_a_step_of_known_date, record, measure, message, "steps", number)


def has_a_step(record: Record, _today: date) -> Iterator[Problem]:
    """A measure has at least one step."""
    for measure in record.of(Measure):
        if not measure.steps:
            yield fault(has_a_step, record, measure, "it has no step; begin with 'announce' or 'impose'", "steps")


def takes_its_steps_in_order(record: Record, _today: date) -> Iterator[Problem]:
    """The steps of a measure stand in the order in which they were announced or took effect."""
    this = takes_its_steps_in_order
    for measure in record.of(Measure):
        last: Passage | None = None
        for passage in sorted(lived(record, measure), key=lambda each: each.number):
            if last and passage.effect < last.effect and passage.told < last.told:
                message = "this step was announced and took effect before the step above it; move it up"
                yield fault(this, record, measure, message, "steps", passage.number)
            last = passage


def suspends_only_what_is_in_force(record: Record, _today: date) -> Iterator[Problem]:
    """Only a measure in force can be suspended."""
    for move in _moves(record, "suspend"):
        if not _stands(move.passage):
            yield _refused(suspends_only_what_is_in_force, record, move, "suspended",
                           "write 'withdraw' if it never took effect")  # fmt: skip


def resumes_only_what_is_suspended(record: Record, _today: date) -> Iterator[Problem]:
    """Only a suspended measure can resume."""
    for move in _moves(record, "resume"):
        if not move.passage.before or move.passage.before.status not in PAUSED:
            yield _refused(resumes_only_what_is_suspended, record, move, "resumed",
                           "a suspension that runs out ends by itself")  # fmt: skip


def extends_only_a_running_term(record: Record, _today: date) -> Iterator[Problem]:
    """Only a running suspension, or a measure with a term, can be extended."""
    this = extends_only_a_running_term
    for move in _moves(record, "extend"):
        before = move.passage.before
        if not before or before.status in (*OVER, "announced"):
            yield _refused(this, record, move, "extended", "write 'impose' if it began anew")
        elif before.status not in PAUSED and not before.until:
            message = "nothing runs out that could be extended: it is not suspended and has no term"
            yield fault(this, record, move.measure, message, "steps", move.passage.number)


def extends_to_a_later_day(record: Record, _today: date) -> Iterator[Problem]:
    """An extension gives an `until` later than the one before, or a note that no end was named."""
    this = extends_to_a_later_day
    for move in _moves(record, "extend"):
        before, number = move.passage.before, move.passage.number
        if move.step.until is None:
            if not move.step.note:
                message = "the extension gives no new 'until'; if no end was named, say so in 'note'"
                yield fault(this, record, move.measure, message, "steps", number)
            continue
        if before is None:
            continue
        former = before.suspended_until if before.status in PAUSED else before.until
        zone = record.zone(move.measure.by)
        if former and ends(move.step.until, zone) <= ends(former, zone):
            message = f"extended until {move.step.until}, which is no later than {former} before"
            yield fault(this, record, move.measure, message, "steps", number, "until")


def raises_above_the_former_level(record: Record, _today: date) -> Iterator[Problem]:
    """A raise leads to a higher level than before."""
    yield from _levels(raises_above_the_former_level, record, "raise", "lower")


def lowers_below_the_former_level(record: Record, _today: date) -> Iterator[Problem]:
    """A lowering leads to a lower level than before."""
    yield from _levels(lowers_below_the_former_level, record, "lower", "raise")


def suspends_to_a_lower_level(record: Record, _today: date) -> Iterator[Problem]:
    """The level that still applies during a suspension is below the full level."""
    for move in _moves(record, "suspend"):
        level, before = move.step.level, move.passage.before
        if level is None or before is None or before.full is None or level < before.full:
            continue
        message = (f"suspended at {level}, while the full level is {before.full}; give the level that still applies, "
                   "not the part that is suspended")  # fmt: skip
        yield fault(suspends_to_a_lower_level, record, move.measure, message, "steps", move.passage.number, "level")


def changes_only_what_is_in_force(record: Record, _today: date) -> Iterator[Problem]:
    """Only a measure in force, or suspended, can be raised or lowered."""
    for move in _moves(record, "raise", "lower"):
        if not _stands(move.passage):
            done = "raised" if move.step.step == "raise" else "lowered"
            yield _refused(changes_only_what_is_in_force, record, move, done, "write 'impose'")


def imposes_only_what_is_not_in_force(record: Record, _today: date) -> Iterator[Problem]:
    """A measure in force is not imposed again: it is raised, lowered, resumed or extended."""
    for move in _moves(record, "impose"):
        if _stands(move.passage):
            yield _refused(imposes_only_what_is_not_in_force, record, move, "imposed",
                           "write 'raise', 'lower', 'resume' or 'extend'")  # fmt: skip


def ends_only_what_began(record: Record, _today: date) -> Iterator[Problem]:
    """Only a measure that was announced and has not ended can be stopped, struck down or expire."""
    for move in _moves(record, "stop", "expire", "strike down"):
        before = move.passage.before
        confirms = before and before.status == "expired" and move.step.step == "expire"
        if not confirms and (before is None or before.status in OVER):
            yield _refused(ends_only_what_began, record, move, "ended", "leave the step out or give it the right day")


def withdraws_only_what_is_pending(record: Record, _today: date) -> Iterator[Problem]:
    """Only what was announced and has not taken effect can be withdrawn."""
    this = withdraws_only_what_is_pending
    for measure in record.of(Measure):
        for number, step in enumerate(measure.steps):
            if step.step == "withdraw" and not _pending(record, measure, number):
                message = "nothing was pending that could be withdrawn; write 'stop' if it was in force"
                yield fault(this, record, measure, message, "steps", number)


def expires_at_its_term(record: Record, _today: date) -> Iterator[Problem]:
    """A measure expires at its term, not before."""
    for move in _moves(record, "expire"):
        before = move.passage.before
        zone = record.zone(move.measure.by)
        if before and before.until and starts(before.until, zone) > move.passage.effect:
            message = f"it expires before its term, {before.until}; write 'stop' if its author ended it early"
            yield fault(expires_at_its_term, record, move.measure, message, "steps", move.passage.number)


def is_struck_down_by_a_court(record: Record, _today: date) -> Iterator[Problem]:
    """A measure is struck down by a court, which the step names."""
    this = is_struck_down_by_a_court
    for measure in record.of(Measure):
        for number, step in enumerate(measure.steps):
            if step.step != "strike down":
                continue
            court = record.entry(step.by) if step.by and step.by in record else None
            if step.by is None:
                yield fault(this, record, measure, "the step does not say which court: give 'by'", "steps", number)
            elif isinstance(court, Party) and court.form != "court":
                message = f"'{court.id}' is no court but a {court.form}; write 'stop' if it is the author"
                yield fault(this, record, measure, message, "steps", number, "by")


def ends_after_it_takes_effect(record: Record, _today: date) -> Iterator[Problem]:
    """A step's `until` comes after its effective day."""
    for measure in record.of(Measure):
        zone = record.zone(measure.by)
        for number, step in enumerate(measure.steps):
            begins = step.effective or step.announced
            if step.until and begins and ends(step.until, zone) <= starts(begins, zone):
                message = f"until {step.until} comes before the step takes effect, {begins}"
                yield fault(ends_after_it_takes_effect, record, measure, message, "steps", number, "until")


def is_announced_before_it_takes_effect(record: Record, _today: date) -> Iterator[Problem]:
    """A step is announced and signed by the day it takes effect, or its note says why it reaches back."""
    this = is_announced_before_it_takes_effect
    for measure in record.of(Measure):
        for number, step in enumerate(measure.steps):
            for field, day in (("announced", step.announced), ("signed", step.signed)):
                if day and step.effective and not step.note and _after(day, step.effective):
                    message = (
                        f"{field} {day}, after it took effect, {step.effective}; if it reaches back, say so in 'note'"
                    )
                    yield fault(this, record, measure, message, "steps", number, field)


def is_disclosed_no_earlier_than_announced(record: Record, _today: date) -> Iterator[Problem]:
    """A step's `disclosed`, the day the world could first know of it, is not before `announced`."""
    this = is_disclosed_no_earlier_than_announced
    for measure in record.of(Measure):
        for number, step in enumerate(measure.steps):
            if step.disclosed and step.announced and _after(step.announced, step.disclosed):
                message = f"disclosed {step.disclosed}, before it was announced, {step.announced}"
                yield fault(this, record, measure, message, "steps", number, "disclosed")


# --- the steps of a record -------------------------------------------------------------------------


def lived(record: Record, measure: Measure) -> tuple[Passage, ...]:
    """What each step of a measure did, in order of effect."""
    return lives.remembered(record, measure).passages


def _moves(record: Record, *steps: str) -> Iterator[Move]:
    """The steps of these sorts, of every measure."""
    if _moves not in record.memory:
        sorts: dict[str, list[Move]] = {}
        for measure in record.of(Measure):
            for passage in lived(record, measure):
                step = measure.steps[passage.number]
                sorts.setdefault(step.step, []).append(Move(measure, step, passage))
        record.memory[_moves] = sorts
    found: dict[str, list[Move]] = record.memory[_moves]  # type: ignore[assignment]
    for sort in steps:
        yield from found.get(sort, ())


def _stands(passage: Passage) -> bool:
    return passage.before is not None and passage.before.status in (*ACTIVE, "suspended")


def _refused(rule: Rule, record: Record, move: Move, done: str, instead: str) -> Problem:
    """The fault of a step that cannot follow the state that it finds."""
    before = move.passage.before
    found = f"it was '{before.status}' then" if before else "nothing had been imposed then"
    message = f"it cannot be {done}: {found}; {instead}"
    return fault(rule, record, move.measure, message, "steps", move.passage.number)


def _levels(rule: Rule, record: Record, sort: str, opposite: str) -> Iterator[Problem]:
    for move in _moves(record, sort):
        before, level = move.passage.before, move.step.level
        if before is None or level is None:
            continue
        former = before.full if before.status in PAUSED else before.level
        if former is None:
            continue
        if level == former or (level < former) == (sort == "raise"):
            instead = f"; write '{opposite}'" if level != former else ""
            message = f"a step '{sort}' leads from {former} to {level}{instead}"
            yield fault(rule, record, move.measure, message, "steps", move.passage.number, "level")


def _pending(record: Record, measure: Measure, number: int) -> bool:
    """True if something was announced, and had not taken effect, when this step withdrew it."""
    zone = record.zone(measure.by)
    back = measure.steps[number].effective or measure.steps[number].announced
    if back is None:
        return True
    at = starts(back, zone)
    for other, step in enumerate(measure.steps):
        told = step.announced or step.signed or step.effective
        if other == number or told is None or starts(told, zone) > at:
            continue
        if step.step == "announce" or (step.effective and starts(step.effective, zone) > at):
            return True
    return False


def _after(day: When, limit: When) -> bool:
    return day.first > limit.last


RULES: tuple[Rule, ...] = (
    has_a_step, has_a_step_of_known_date, takes_its_steps_in_order, suspends_only_what_is_in_force,
    resumes_only_what_is_suspended, extends_only_a_running_term, extends_to_a_later_day,
    raises_above_the_former_level, lowers_below_the_former_level, suspends_to_a_lower_level,
    changes_only_what_is_in_force, imposes_only_what_is_not_in_force, ends_only_what_began,
    withdraws_only_what_is_pending, expires_at_its_term, is_struck_down_by_a_court, ends_after_it_takes_effect,
    is_announced_before_it_takes_effect, is_disclosed_no_earlier_than_announced,
)  # fmt: skip
