"""What was known on a day: entries with everything taken out that the world learned later.

The known day of a thing is the day the world could know it: a step's `announced` day, or its own; the day
that evidence was published; `disclosed` where it became public later; the day a correction was recorded.
A thing dated to a month or a year counts as known from the end of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from operator import is_
from typing import Any, TypeVar

from talleyrand.record.dates import Moment, When, starts
from talleyrand.record.entries import (
    Act,
    Agreement,
    AgreementStep,
    AnyKind,
    Assertion,
    Channel,
    ChannelStep,
    Commitment,
    Figure,
    Indicator,
    Measure,
    MeasureStep,
    Meeting,
    Performance,
    Person,
    Question,
    Reading,
    Talks,
)

Seen = Callable[[When | None], bool]
_Stepped = TypeVar("_Stepped", Agreement, Channel)


def seen_by(known: Moment, zone: str) -> Seen:
    """The test whether something of a date was known by a moment; what has no date always was.

    Args:
        zone: of the party whose days the dates are; only an hour is in another zone on another day.
    """
    day, instant = known.day, known.instant

    def seen(at: When | None) -> bool:
        return at is None or known_day(at) <= day

    def seen_by_hour(at: When | None) -> bool:
        if at is None or instant is None or (at.instant is None and at.last != at.first):
            return seen(at)
        return starts(at, zone) <= instant

    return seen_by_hour if instant else seen


def known_day(at: When) -> date:
    """The first day on which something of this date was surely known: its last, unless its end is open."""
    return at.first if at.last == date.max else at.last


def learned(step: MeasureStep) -> When | None:
    """The date from which a step of a measure was known."""
    return step.disclosed or step.announced or step.signed or step.effective


def evident(performance: Performance) -> When:
    """The date from which evidence of performance was known."""
    return performance.published or performance.on


def told(step: AgreementStep | ChannelStep) -> When:
    """The date from which a step of an agreement or channel was known."""
    return step.announced or step.on


def _released(figure: Figure) -> When:
    return figure.published or figure.period


def as_known(entry: AnyKind, seen: Seen) -> AnyKind | None:
    """The entry without what was learned later, or None if nothing of it was known yet."""
    if not seen(entry.disclosed) or (entry.corrects and not seen(entry.recorded)):
        return None
    trim = _TRIMS.get(type(entry))
    return trim(entry, seen) if trim else entry


def last_learned(entry: AnyKind) -> date:
    """The day from which all of an entry was known: on it and after it, `as_known` gives the entry itself.

    What was made known before its own day, which a sound record has not, counts from its own day.
    """
    days = [date.min]

    def noted(at: When | None) -> bool:
        if at is not None:
            days.append(known_day(at))
        return True

    as_known(entry, noted)
    if isinstance(entry, Measure):
        for step in entry.steps:
            noted(step.announced or step.signed or step.effective if step.disclosed else None)
    elif isinstance(entry, Commitment):
        for shown in entry.performance:
            noted(shown.on if shown.published else None)
    return max(days)


def _kept(parts: tuple[Any, ...], date_of: Callable[[Any], When | None], seen: Seen) -> tuple[Any, ...]:
    kept = tuple([part for part in parts if seen(date_of(part))])
    return parts if len(kept) == len(parts) else kept


def _measure(measure: Measure, seen: Seen) -> Measure | None:
    steps = _kept(measure.steps, learned, seen)
    aims = _kept(measure.aims, lambda aim: aim.on, seen)
    if not steps:
        return None
    unchanged = steps is measure.steps and aims is measure.aims
    return measure if unchanged else replace(measure, steps=steps, aims=aims)


def _stepped(entry: _Stepped, seen: Seen) -> _Stepped | None:
    steps = _kept(entry.steps, told, seen)
    if not steps:
        return None
    return entry if steps is entry.steps else replace(entry, steps=steps)


def _commitment(promise: Commitment, seen: Seen) -> Commitment | None:
    if not seen(promise.made):
        return None
    asserted = _kept(promise.asserted, lambda claim: claim.on, seen)
    restated = _kept(promise.restated, lambda again: again.on, seen)
    performance = _kept(promise.performance, evident, seen)
    voided = promise.voided if promise.voided and seen(promise.voided.on) else None
    now = (asserted, restated, performance, voided)
    if all(map(is_, now, (promise.asserted, promise.restated, promise.performance, promise.voided))):
        return promise
    return replace(promise, asserted=asserted, restated=restated, performance=performance, voided=voided)


def _meeting(meeting: Meeting, seen: Seen) -> Meeting | None:
    steps = _kept(meeting.steps, lambda step: step.on, seen)
    if not steps:
        return None
    if steps is meeting.steps:
        return meeting
    return replace(meeting, steps=steps, outcome=None)


def _talks(talks: Talks, seen: Seen) -> Talks | None:
    if not seen(talks.since):
        return None
    if talks.until is None or seen(talks.until):
        return talks
    return replace(talks, until=None, result="open", outcome=None, meetings=(), agreements=(),
                   leaders=None, aims=None, benefit=None, structure=None)  # fmt: skip


def _person(person: Person, seen: Seen) -> Person:
    posts = tuple(
        [post if seen(post.until) else replace(post, until=None) for post in person.posts if seen(post.since)]
    )
    return person if posts == person.posts else replace(person, posts=posts)


def _indicator(indicator: Indicator, seen: Seen) -> Indicator:
    figures = _kept(indicator.figures, _released, seen)
    return indicator if figures is indicator.figures else replace(indicator, figures=figures)


def _question(question: Question, seen: Seen) -> Question | None:
    if not seen(question.opens):
        return None
    odds = _kept(question.odds, lambda given: given.on, seen)
    resolution = question.resolution if question.resolution and seen(question.resolution.on) else None
    unchanged = odds is question.odds and resolution is question.resolution
    return question if unchanged else replace(question, odds=odds, resolution=resolution)


def _on(entry: Act | Reading | Assertion, seen: Seen) -> Act | Reading | Assertion | None:
    return entry if seen(entry.on) else None


_TRIMS: dict[type, Callable[[Any, Seen], AnyKind | None]] = {
    Measure: _measure, Agreement: _stepped, Channel: _stepped, Commitment: _commitment, Meeting: _meeting,
    Talks: _talks, Person: _person, Indicator: _indicator, Question: _question,
    Act: _on, Reading: _on, Assertion: _on,
}  # fmt: skip
