"""What each side did toward the other: its easings and tightenings, one by one, on the day they were made public.

Move     one easing or tightening by one side toward the other
Sense    easing or tightening, or the renewal of either, or a threat withdrawn

Moves come from steps of measures, from acts, and from commitments carried out in full. What a court does or
what lapses by its own term is no side's move, nor a later cut laid down in the very act that imposed or renewed;
a mere threat is none either, nor is taking it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Literal, NamedTuple

from talleyrand.books.measures import unit
from talleyrand.record.asof import known_day
from talleyrand.record.dates import Moment
from talleyrand.record.entries import Act, Commitment, Measure, MeasureStep, Party, Performance
from talleyrand.record.fates import FULL
from talleyrand.record.lives import Passage, State, between, remembered
from talleyrand.record.record import Record

Sense = Literal["easing", "tightening", "easing renewed", "tightening renewed", "threat withdrawn"]
_OPPOSITE: dict[Sense, Sense] = {"easing": "tightening", "tightening": "easing"}
_RENEWED: dict[Sense, Sense] = {"easing": "easing renewed", "tightening": "tightening renewed"}


class Move(NamedTuple):
    """One easing or tightening by one side toward the other.

    Attributes:
        day: the author's local day on which it was made public, or took effect if that came first.
        sense: easing or tightening, or the renewal of either, or a threat withdrawn.
        entry: the entry it stands in.
        number: its position among that entry's steps.
        names: ids under which others may say that they answer it.
        answers: ids of what its author declared it to answer.
        also: further entries that show the same move.
    """

    day: date
    by: str
    toward: str
    sense: Sense
    what: str
    entry: str
    number: int = 0
    names: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    agreement: str | None = None
    series: str | None = None
    change: Decimal | None = None
    unit: str | None = None
    also: tuple[str, ...] = ()


# Where a move stands in the order of time; what was made public on one day stands in order of id.
in_time = attrgetter("day", "entry", "number")


def moves(record: Record, by: str, toward: str, on: Moment) -> list[Move]:
    """Every move of one state toward another made public up to a day."""
    key = (moves, by, toward)
    if key not in record.memory:
        listed = [move for measure in between(record, by, toward) for move in _steps(record, measure, toward)]
        listed += _acts(record, by, toward)
        record.memory[key] = _with_deeds(record, listed, by, toward)
    found: list[Move] = record.memory[key]  # type: ignore[assignment]
    return [move for move in found if move.day <= on.day]


def both_sides(record: Record, one: str, other: str) -> tuple[Move, ...]:
    """Every move of two states toward each other, in the order of time; put in order once."""
    key = (both_sides, one, other)
    if key not in record.memory:
        last = Moment(date.max)
        made = sorted((*moves(record, one, other, last), *moves(record, other, one, last)), key=attrgetter("entry"))
        record.memory[key] = tuple(sorted(made, key=lambda move: move.day.toordinal()))  # an entry's are in order
    return record.memory[key]  # type: ignore[return-value]


def senses(record: Record, one: str, other: str) -> Mapping[str, Mapping[date, Sense]]:
    """By entry and day, whether a move of two states toward each other eases or tightens."""
    key = (senses, one, other)
    if key not in record.memory:
        found: dict[str, dict[date, Sense]] = {}
        for move in both_sides(record, one, other):
            found.setdefault(move.entry, {})[move.day] = move.sense
        record.memory[key] = found
    return record.memory[key]  # type: ignore[return-value]


def _steps(record: Record, measure: Measure, toward: str) -> Iterator[Move]:
    """The moves in the life of a measure, those taken back before they took effect among them."""
    taken = {each.number: each for each in remembered(record, measure).passages}
    eases = record.vocabulary["instruments"]
    turned = measure.instrument in eases and eases[measure.instrument].moves == "eases"
    by, of = record.state_of(measure.by), unit(record, measure)
    back: list[Sense] = []
    hardened: set[date] = set()
    public = [(told, number) for number, step in enumerate(measure.steps) if (told := _made_public(step))]
    for told, number in sorted(public):
        step, passage = measure.steps[number], taken.get(number)
        if step.by and not _own(record, by, step.by):
            continue
        sense = _withdrawal(back) if step.step == "withdraw" else _sense(step, passage)
        if sense is None or (sense == "easing" and told in hardened and _later(step, told)):
            continue
        if sense in ("tightening", "tightening renewed"):
            hardened.add(told)
        if passage is None:
            back.append(sense)
        if turned:
            sense = _turned(sense)
        names = (measure.id, f"{measure.id}#{step.id}") if step.id else (measure.id,)
        # In order and not by name: a large record has tens of thousands of moves.
        yield Move(told, by, toward, sense, f"{step.step}: {measure.title}", measure.id, number, names, step.answers,
                   step.under, measure.series, _change(step, passage), of)  # fmt: skip


def _made_public(step: MeasureStep) -> date | None:
    told, effective = step.announced or step.signed, step.effective
    if told and effective:
        return min(known_day(told), known_day(effective))
    either = told or effective
    return known_day(either) if either else None


def _later(step: MeasureStep, told: date) -> bool:
    """True if a step takes effect only after the day on which it was made public."""
    return step.effective is not None and known_day(step.effective) > told


def _own(record: Record, state: str, by: str) -> bool:
    """True if who took a step belongs to that state and is no court."""
    return record.state_of(by) == state and not _court(record, by)


def _court(record: Record, party: str) -> bool:
    found = record.entry(party) if party in record else None
    return isinstance(found, Party) and found.form == "court"


_SENSES: dict[str, Sense] = {"impose": "tightening", "raise": "tightening", "resume": "tightening", "lower": "easing",
                             "stop": "easing"}  # fmt: skip


def _sense(step: MeasureStep, passage: Passage | None) -> Sense | None:
    """Whether a step eases or tightens; None if it is no move (announced only, expired, struck down)."""
    if step.step not in ("extend", "suspend"):
        return _SENSES.get(step.step)
    before = passage.before if passage else None
    paused = _paused(before)
    if step.step == "extend":
        return "easing renewed" if paused else "tightening renewed"
    if paused and passage:
        changed = _applied(passage.after) - _applied(before)
        return "tightening" if changed > 0 else "easing" if changed else "easing renewed"
    return "easing"


def _withdrawal(back: list[Sense]) -> Sense:
    """What taking back steps that were decided, but not yet in effect, amounts to; they are then settled."""
    sense = _OPPOSITE.get(back[0], "threat withdrawn") if back else "threat withdrawn"
    back.clear()
    return sense


def _turned(sense: Sense) -> Sense:
    """The sense of a step of an instrument that itself eases, such as an exclusion from a duty."""
    renewed = {"easing renewed": _RENEWED["tightening"], "tightening renewed": _RENEWED["easing"]}
    return _OPPOSITE.get(sense) or renewed.get(sense, sense)


def _paused(state: State | None) -> bool:
    return state is not None and state.status in ("suspended", "partly suspended")


def _applied(state: State | None) -> Decimal:
    return (state.level if state else None) or Decimal(0)


def _change(step: MeasureStep, passage: Passage | None) -> Decimal | None:
    """The change in the level that applies; in the level that will come back, if a raise or cut came in a pause."""
    if passage is None or step.step in ("extend", "withdraw"):
        return None
    before, after = passage.before, passage.after
    if before and before.full is not None and step.step in ("raise", "lower") and _paused(before):
        return (after.full or Decimal(0)) - before.full
    if after.level is None and (before is None or before.level is None):
        return None
    return _applied(after) - _applied(before)


def _acts(record: Record, by: str, toward: str) -> Iterator[Move]:
    senses: dict[str, Sense] = {"eases": "easing", "tightens": "tightening"}
    kinds = record.vocabulary["acts"]
    own: dict[str, bool] = {}  # looked up once: a large record has tens of thousands of acts
    aimed: dict[tuple[str, ...], bool] = {}
    for act in record.of(Act):
        if act.by not in own:
            own[act.by] = _own(record, by, act.by)
        if act.toward not in aimed:
            aimed[act.toward] = record.bears_on(act.toward, toward)
        if own[act.by] and aimed[act.toward]:
            moves = act.moves or (kinds[act.kind].moves if act.kind in kinds else "neither")
            if sense := senses.get(moves):
                yield Move(
                    known_day(act.on), by, toward, sense, act.title, act.id, 0, (act.id,), act.answers, act.under
                )


def _with_deeds(record: Record, listed: list[Move], by: str, toward: str) -> list[Move]:
    """The moves with every commitment carried out in full, unless one of them already is what carried it out."""
    done = [(promise, full) for promise in record.of(Commitment)
            if promise.performance and not promise.standing and record.state_of(promise.obligor) == by
            and (full := _carried_out(promise)) and record.bears_on(promise.obligee, toward)]  # fmt: skip
    shown = {full.entry for _, full in done if full.entry}
    places: dict[str, int] = {}
    for place, move in enumerate(listed):
        for name in move.names:
            if name in shown:
                places.setdefault(name, place)
    for promise, full in done:
        place = places.get(full.entry, -1) if full.entry else -1
        if place >= 0:
            same = listed[place]
            listed[place] = same._replace(also=(*same.also, promise.id), names=(*same.names, promise.id))
            continue
        listed.append(
            Move(day=known_day(full.on), by=by, toward=toward, sense="easing", entry=promise.id, names=(promise.id,),
                 what=f"performed: {promise.text}", agreement=promise.agreement)
        )  # fmt: skip
    return listed


def _carried_out(promise: Commitment) -> Performance | None:
    """The first evidence that a promise was carried out in full."""
    full = [each for each in promise.performance if each.score == FULL]
    return min(full, key=lambda each: known_day(each.on)) if full else None
