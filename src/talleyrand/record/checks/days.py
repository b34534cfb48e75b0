"""The first and the last day that an entry tells of, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from talleyrand.record.dates import When
from talleyrand.record.entries import (
    Act,
    Agreement,
    AgreementStep,
    AnyKind,
    Channel,
    ChannelStep,
    Commitment,
    Indicator,
    Measure,
    MeasureStep,
    Meeting,
    MeetingStep,
    Person,
    Question,
    Reading,
    Source,
    Talks,
)
from talleyrand.record.record import Record


def begun(record: Record, name: str) -> date | None:
    """The first day on which what is named was there: an entry, or a step as `measure#step`."""
    if name.partition("#")[0] not in record:
        return None
    entry, part = record.entry(name), name.partition("#")[2]
    if isinstance(entry, Measure) and part:
        days = [first_day(step) for step in entry.steps if step.id == part]
    else:
        days = [day.first for day in told(entry)]
    return min([day for day in days if day], default=None)


def first_day(step: MeasureStep) -> date | None:
    """The first day on which a step was told of or took effect."""
    days = [day.first for day in (step.announced, step.signed, step.effective, step.disclosed) if day]
    return min(days, default=None)


def newest(entry: AnyKind) -> date | None:
    """The last day that an entry tells of something that had happened."""
    return max([day.first for day in told(entry)], default=None)


def told(entry: AnyKind) -> Iterator[When]:
    """The days on which something happened to an entry; terms and deadlines are not among them."""
    if isinstance(entry, Act | Reading):
        yield entry.on
    elif isinstance(entry, Measure):
        for step in entry.steps:
            yield from (day for day in (step.announced, step.signed, step.effective) if day)
    elif isinstance(entry, Agreement | Meeting | Channel):
        steps: tuple[AgreementStep | MeetingStep | ChannelStep, ...] = entry.steps
        yield from (step.on for step in steps)
    elif isinstance(entry, Commitment):
        yield entry.made
        yield from (shown.on for shown in entry.performance)
        yield from (again.on for again in entry.restated)
        yield from (claim.on for claim in entry.asserted)
    else:
        yield from _told_of_the_rest(entry)


def _told_of_the_rest(entry: AnyKind) -> Iterator[When]:
    if isinstance(entry, Talks):
        yield from (day for day in (entry.since, entry.until) if day)
    elif isinstance(entry, Person):
        yield from (post.since for post in entry.posts)
    elif isinstance(entry, Indicator):
        yield from (figure.period for figure in entry.figures)
    elif isinstance(entry, Question):
        yield entry.opens
    elif isinstance(entry, Source) and entry.issued:
        yield entry.issued
