"""What falls due after a day, and what lapsed before it without a word.

Due    one thing that falls due or has lapsed: its day, its kind, what and whose it is

What is to come is what could be foreseen on the day: steps told by then, with the terms that they set.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.books.stretches import Told, asked_again, days_of, told
from talleyrand.errors import WrongValue
from talleyrand.record import lives
from talleyrand.record.dates import Moment, When, asked, ends, starts
from talleyrand.record.entries import (
    Agreement,
    Commitment,
    Entry,
    Measure,
    MeasureStep,
    Meeting,
    Question,
    Restatement,
)
from talleyrand.record.fates import chapter, outcome, standing
from talleyrand.record.record import Record

_SETTLED = ("kept", "kept late", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that falls due or has lapsed.

    Attributes:
        stated: the date as the record states it.
        kind: what happens on it.
        what: the measure, promise, agreement, meeting or question concerned.
        by: whose it is.
        entries: ids of the entries behind it.
        alarm: true if its day has passed without a word.
    """

    stated: When
    kind: str
    what: str
    by: str | None
    entries: tuple[str, ...]
    alarm: bool = False

    @property
    def day(self) -> date:
        """The last day of the date as stated."""
        return self.stated.last


CALENDAR = columns("day", "in_days:days", "alarm", "kind", "what", "by", "*stated")


def calendar(record: Record, *, on: Moment, known: Moment, days: int | None = 365) -> Statement:
    """What lapsed before a day without a word, and then what falls due after it, in order of day.

    Args:
        days: how many days to look ahead, and back for alarms; None for no limit.

    Raises:
        WrongValue: if days is negative.
    """
    if days is not None and days < 0:
        raise WrongValue(f"days is {days}: how far the calendar looks is 0 or more days")
    dues = sorted(falling(record.as_known(known), on), key=lambda due: (not due.alarm, due.day, due.kind, due.entries))
    shown = [due for due in dues if days is None or abs((due.day - on.day).days) <= days]
    rows = tuple([_row(due, on) for due in shown])
    alarms = sum(due.alarm for due in shown)
    totals = (Tally((("alarms", alarms), ("due", len(shown) - alarms))),)
    return Statement(title="Calendar", on=on, known=known, columns=CALENDAR, rows=rows, totals=totals,
                     cautions=_left_out(dues, shown))  # fmt: skip


def _row(due: Due, on: Moment) -> Row:
    exact = due.stated.text == due.day.isoformat()
    cells = (due.day, (due.day - on.day).days, due.alarm, due.kind, due.what, due.by, None if exact else due.stated)
    return Row(cells, due.entries)


def _left_out(dues: list[Due], shown: list[Due]) -> tuple[str, ...]:
    alarms = sum(due.alarm for due in dues) - sum(due.alarm for due in shown)
    later = len(dues) - len(shown) - alarms
    counted = [f"{number} {what}" for number, what in ((alarms, "lapsed earlier"), (later, "to come later")) if number]
    return (f"Outside the days asked for: {', '.join(counted)}.",) if counted else ()


def falling(record: Record, on: Moment, first: date = date.min, last: date = date.max) -> tuple[Due, ...]:
    """Everything that falls due on or after a day or has lapsed before it, in no order.

    Args:
        first: first day of those wanted; an entry none of whose dates lies among them is not looked into.
        last: last day of those wanted.
    """
    if asked_again(record, falling, on):
        found = _again(record, on)
        whole = (first, last) == (date.min, date.max)
        return found if whole else tuple([due for due in found if first <= due.day <= last])
    return tuple(
        [due for kind, dates, _, dues in PARTS for entry in record.of(kind)
         if _among(dates(entry), first, last)
         for due in dues(record, entry, on) if first <= due.day <= last]
    )  # fmt: skip


def _among(dates: Iterable[When | None], first: date, last: date) -> bool:
    """True if one of some dates ends on one of the days."""
    return bool([each for each in dates if each and first <= each.last <= last])  # a list is made sooner than any()


def _again(record: Record, on: Moment) -> tuple[Due, ...]:
    """The same of a record that is asked about one day after another, where most of it was said of another day."""
    last = record.memory.get((_again, "last"))  # the first page asks for the calendar, and the brief on it again
    if isinstance(last, tuple) and last[0] == on:
        return last[1]  # type: ignore[no-any-return]
    if _again not in record.memory:
        record.memory[_again] = [
            (dues, [_told(record, entry, turns) for entry in record.of(kind)]) for kind, _, turns, dues in PARTS
        ]
    table: list[tuple[_Dues, list[Told]]] = record.memory[_again]  # type: ignore[assignment]
    days: dict[str, date | datetime] = {"": on.day}
    found: list[Due] = []
    for dues, entries in table:
        for entry, zone, turns, said in entries:
            if zone not in days:
                days[zone] = asked(on, zone)
            place = bisect_right(turns, days[zone])
            if said[place] is None:
                said[place] = tuple(dues(record, entry, on))
            if said[place]:
                found += said[place]
    record.memory[_again, "last"] = on, tuple(found)
    return tuple(found)


def _told(record: Record, entry: Any, turns: Callable[[Any], Iterable[When | None]]) -> Told:
    """An entry with the days on which what is due of it may change; of a measure, the moments in its party's zone."""
    dates = dict.fromkeys(each for each in turns(entry) if each)
    if not isinstance(entry, Measure):
        return told(entry, days_of(dates))
    zone = record.zone(entry.by)
    return told(entry, (turn for each in dates for turn in (starts(each, zone), ends(each, zone))), zone)


# --- measures ------------------------------------------------------------------------------------


def of_measure(record: Record, whole: Measure, on: Moment) -> Iterator[Due]:
    """Suspensions and terms that run out, and announced steps that have not yet taken effect."""
    zone = record.zone(whole.by)
    at = asked(on, zone)
    measure, lived = _foreseen(record, whole, at, zone)
    yield from _lapses(record, measure, lived, at)
    yield from _to_come(record, measure, at, zone)


def _foreseen(record: Record, measure: Measure, at: datetime, zone: str) -> tuple[Measure, tuple[lives.Spell, ...]]:
    """The measure with the steps told by a moment, and the life that they foresaw."""
    public = tuple([step for step in measure.steps if _public(step, zone) <= at])
    if len(public) == len(measure.steps):
        return measure, lives.spells(record, measure)
    trimmed = replace(measure, steps=public)
    return trimmed, lives.life(trimmed, zone)


def _public(step: MeasureStep, zone: str) -> datetime:
    dates = (step.announced or step.signed or step.effective or step.disclosed, step.effective)
    return min([starts(each, zone) for each in dates if each], default=lives.LAST)


def _lapses(record: Record, measure: Measure, lived: tuple[lives.Spell, ...], at: datetime) -> Iterator[Due]:
    """Terms that run out by themselves: those to come, and one that ran out and nobody has spoken since."""
    zone = record.zone(measure.by)
    for place, (before, after) in enumerate(pairwise(lived), 1):
        expires = after.state.status == "expired"
        until = before.state.until if expires else before.state.suspended_until
        if until is None or after.state.step != before.state.step:
            continue
        past = after.start <= at
        followed = place + 1 < len(lived) and lived[place + 1].start <= at
        if past and (followed or _spoken(measure, after.start, zone)):
            continue
        kind = ("measure expires", "measure ran out") if expires else ("suspension ends", "suspension ran out")
        under = measure.steps[before.state.step].under
        yield Due(stated=until, kind=kind[past], what=measure.title, by=record.state_of(measure.by),
                  entries=cited(measure.id, under), alarm=past)  # fmt: skip


def _spoken(measure: Measure, lapse: datetime, zone: str) -> bool:
    """True if a step told or taking effect from a lapse on says something of it, be it only that it lapsed."""
    dates = [each for step in measure.steps for each in (step.announced, step.effective) if each]
    return any(starts(each, zone) >= lapse for each in dates)


_SETS = ("impose", "raise", "lower")  # steps that set the level


def _to_come(record: Record, measure: Measure, at: datetime, zone: str) -> Iterator[Due]:
    for number, step in enumerate(measure.steps):
        effective = step.effective
        if not effective or step.step in ("announce", "withdraw") or starts(effective, zone) <= at:
            continue
        if all(passage.number != number for passage in lives.lived(measure, zone).passages):  # it was taken back
            continue
        if step.step in _SETS and any(
            later.step in _SETS and later.effective == effective for later in measure.steps[number + 1 :]
        ):  # replaced before it begins
            continue
        level = f" {step.level}" if step.level is not None else ""
        yield Due(stated=effective, kind="step takes effect", what=f"{step.step}{level}: {measure.title}",
                  by=record.state_of(step.by or measure.by), entries=cited(measure.id, step.under))  # fmt: skip


# --- the rest ------------------------------------------------------------------------------------


def of_commitment(record: Record, promise: Commitment, on: Moment) -> Iterator[Due]:
    """Deadlines as first stated and as restated, and conditions that lapse."""
    lapse = promise.condition.lapse if promise.condition else None
    if promise.made.first > on.day or not (promise.deadline or promise.restated or lapse):
        return
    dues = tuple(_deadlines(promise, on))
    if not dues and not (lapse and lapse.last >= on.day):
        return
    if standing(record, promise, on).status in _SETTLED:
        return
    yield from dues
    if lapse and lapse.last >= on.day:
        yield _promised(promise, lapse, "condition lapses")


def _deadlines(promise: Commitment, on: Moment) -> Iterator[Due]:
    again = _latest_restated(promise, on)
    stated = [(promise.deadline, "deadline")] if promise.deadline else []
    stated += [(each.deadline, "restated deadline") for each in again]
    for deadline, kind in stated:
        if deadline.last >= on.day:
            yield _promised(promise, deadline, kind)
    spoken = any(each.on.first <= on.day for each in promise.performance)
    if stated and not spoken:
        last, kind = max(stated, key=lambda pair: pair[0].last)
        if last.last < on.day:
            yield replace(_promised(promise, last, f"{kind} passed"), alarm=True)


def _latest_restated(promise: Commitment, on: Moment) -> list[Restatement]:
    """The latest restatement by each party that restated the deadline."""
    latest: dict[str | None, Restatement] = {}
    for again in promise.restated:
        if again.on.first <= on.day:
            latest[again.by] = again
    return list(latest.values())


def _promised(promise: Commitment, day: When, kind: str) -> Due:
    return Due(stated=day, kind=kind, what=promise.text, by=promise.obligor,
               entries=cited(promise.id, promise.agreement))  # fmt: skip


def of_agreement(_: Record, deal: Agreement, on: Moment) -> Iterator[Due]:
    """The term of an agreement that ends, or that ended with no later step."""
    now = chapter(deal, on)
    if now is None or now.date is None or now.date.last == date.max:
        return
    ran_out = now.state == "lapsed" and deal.steps[now.step].step != "lapsed"
    if ran_out or now.state in ("agreed", "in force"):
        yield Due(stated=now.date, kind="agreement ran out" if ran_out else "agreement ends", what=deal.title,
                  by=", ".join(deal.parties), entries=(deal.id,), alarm=ran_out)  # fmt: skip


def of_meeting(_: Record, meeting: Meeting, on: Moment) -> Iterator[Due]:
    """A meeting planned, or one whose planned day passed with no further word."""
    now = chapter(meeting, on)
    if now is None or now.state != "planned" or now.date is None or now.date.last == date.max:
        return
    passed = now.date.last < on.day
    yield Due(stated=now.date, kind="meeting day passed" if passed else "meeting planned", what=meeting.title,
              by=", ".join(meeting.parties), entries=cited(meeting.id, meeting.channel), alarm=passed)  # fmt: skip


def of_question(record: Record, question: Question, on: Moment) -> Iterator[Due]:
    """A question that closes, or one past its close that nothing has settled."""
    if question.opens.first > on.day or outcome(record, question, on):
        return
    if question.closes.last >= on.day:
        yield Due(stated=question.closes, kind="question closes", what=question.text, by=None,
                  entries=(question.id,))  # fmt: skip
    elif question.rule is None or question.rule.on.last <= on.day:
        yield Due(stated=question.closes, kind="question unresolved", what=question.text, by=None,
                  entries=(question.id,), alarm=True)  # fmt: skip


# --- dates ---------------------------------------------------------------------------------------


def _of_steps(measure: Measure) -> list[When | None]:
    return [each for step in measure.steps for each in (step.effective, step.until)]


def _of_tidings(measure: Measure) -> list[When | None]:
    return [each for step in measure.steps
            for each in (step.announced, step.signed, step.effective, step.disclosed, step.until)]  # fmt: skip


def _of_promise(promise: Commitment) -> list[When | None]:
    lapse = promise.condition.lapse if promise.condition else None
    return [promise.deadline, lapse, *[each.deadline for each in promise.restated]]


def _of_deeds(promise: Commitment) -> list[When | None]:
    voided = promise.voided.on if promise.voided else None
    said = [*[each.on for each in promise.performance], *[each.on for each in promise.restated]]
    return [promise.made, voided, *said, *_of_promise(promise)]


def _of_terms(deal: Agreement) -> list[When | None]:
    return [step.until for step in deal.steps]


def _of_chapters(deal: Agreement) -> list[When | None]:
    return [each for step in deal.steps for each in (step.on, step.until)]


def _of_days(meeting: Meeting) -> list[When | None]:
    return [each for step in meeting.steps for each in (step.on, step.date)]


def _of_close(question: Question) -> list[When | None]:
    return [question.closes]


def _of_outcome(question: Question) -> list[When | None]:
    rule, settled = question.rule, question.resolution
    return [question.opens, question.closes, rule.on if rule else None, settled.on if settled else None]


_Dates = Callable[[Any], list[When | None]]
_Dues = Callable[[Record, Any, Moment], Iterator[Due]]
# Each kind of entry with something due, every date of it on which that can be, every date on which what is due of it
# may change, and what is due.
PARTS: tuple[tuple[type[Entry], _Dates, _Dates, _Dues], ...] = (
    (Measure, _of_steps, _of_tidings, of_measure), (Commitment, _of_promise, _of_deeds, of_commitment),
    (Agreement, _of_terms, _of_chapters, of_agreement), (Meeting, _of_days, _of_days, of_meeting),
    (Question, _of_close, _of_outcome, of_question),
)  # fmt: skip
