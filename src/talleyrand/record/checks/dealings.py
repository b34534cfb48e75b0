"""Rules about agreements, meetings, channels, talks, acts and readings: who, with whom, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from talleyrand.record.checks.days import begun, first_day
from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.dates import When
from talleyrand.record.entries import (
    Act,
    Agreement,
    Channel,
    Commitment,
    Measure,
    Meeting,
    Reading,
    Talks,
)
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record
from talleyrand.record.syntax import Path

# A state may act on what was settled a few days before the agreement was announced.
AHEAD = timedelta(days=7)


def has_clauses(record: Record, _today: date) -> Iterator[Problem]:
    """An agreement says what was agreed, clause by clause."""
    for deal in record.of(Agreement):
        if not deal.clauses:
            yield notice(has_clauses, record, deal, "it has no clauses; say what was agreed, or that nobody knows")


def is_between_two_parties(record: Record, _today: date) -> Iterator[Problem]:
    """An agreement, meeting, channel or round of talks has at least two parties, each named once."""
    this = is_between_two_parties
    shared: tuple[Agreement | Meeting | Channel | Talks, ...] = (*_stepwise(record), *record.of(Talks))
    for entry in shared:
        if len(set(entry.parties)) < len(entry.parties):
            yield fault(this, record, entry, "it names the same party twice", "parties")
        elif len(entry.parties) < 2:
            yield fault(this, record, entry, f"it takes two; 'parties' has only {', '.join(entry.parties)}", "parties")


def has_steps_in_order(record: Record, _today: date) -> Iterator[Problem]:
    """The steps of an agreement, meeting or channel stand in order of date."""
    for entry in _stepwise(record):
        for number in range(1, len(entry.steps)):
            before, here = entry.steps[number - 1].on, entry.steps[number].on
            if here.first < before.first and here.last < before.last:
                message = f"{here} comes after {before}; put the steps in order of date"
                yield fault(has_steps_in_order, record, entry, message, "steps", number, "on")


def has_begun(record: Record, _today: date) -> Iterator[Problem]:
    """An agreement, meeting or channel has a step, and its first step is one that can begin it."""
    begins = {
        Agreement: ("agreed", "published", "signed", "in force"),
        Meeting: ("asked", "planned", "held", "refused"),
        Channel: ("opened", "suspended", "cancelled"),  # it may have been opened before the record begins
    }
    for entry in _stepwise(record):
        words = begins[type(entry)]
        if not entry.steps or entry.steps[0].step not in words:
            found = f"begins with '{entry.steps[0].step}'" if entry.steps else "has no step"
            message = f"it {found}; its first step is {' or '.join(map(repr, words))}"
            yield fault(has_begun, record, entry, message, "steps", 0)


def holds_until_a_later_day(record: Record, _today: date) -> Iterator[Problem]:
    """The term of an agreement, and the span of talks, end after they begin."""
    for deal in record.of(Agreement):
        for number, step in enumerate(deal.steps):
            if step.until and step.until.last < step.on.first:
                message = f"the term ends on {step.until}, before the step, {step.on}"
                yield fault(holds_until_a_later_day, record, deal, message, "steps", number, "until")
    for talks in record.of(Talks):
        if talks.until and talks.until.last < talks.since.first:
            message = f"they end on {talks.until}, before they begin, {talks.since}"
            yield fault(holds_until_a_later_day, record, talks, message, "until")


def follows_something_earlier(record: Record, _today: date) -> Iterator[Problem]:
    """What an agreement or channel carries on began before it."""
    heirs: tuple[Agreement | Channel, ...] = (*record.of(Agreement), *record.of(Channel))
    for entry in heirs:
        if not entry.follows:
            continue
        before, here = begun(record, entry.follows), begun(record, entry.id)
        if entry.follows == entry.id or (before and here and before > here):
            message = f"'{entry.follows}' began later ({before}); turn 'follows' round"
            yield fault(follows_something_earlier, record, entry, message, "follows")


_NEXT = {"opened": (None,), "suspended": ("open",), "cancelled": ("open", "suspended"),
         "restored": ("suspended", "cancelled"), "replaced": ("open", "suspended", "cancelled"),
         "ended": ("open", "suspended", "cancelled")}  # fmt: skip
_LEADS_TO = {"opened": "open", "restored": "open"}


def changes_as_a_channel_can(record: Record, _today: date) -> Iterator[Problem]:
    """A channel is opened once, cut only while open, and restored only after it was cut."""
    for channel in record.of(Channel):
        now: str | None = None
        for number, step in enumerate(channel.steps):
            if now not in _NEXT[step.step] and (number or step.step == "opened"):
                message = f"it cannot be {step.step}: it was {now or 'not there yet'} then"
                yield fault(changes_as_a_channel_can, record, channel, message, "steps", number)
            now = _LEADS_TO.get(step.step, step.step)


def has_a_successor_if_replaced(record: Record, _today: date) -> Iterator[Problem]:
    """A channel that was replaced is followed by another."""
    followed = {channel.follows for channel in record.of(Channel)}
    for channel in record.of(Channel):
        for number, step in enumerate(channel.steps):
            if step.step == "replaced" and channel.id not in followed:
                message = f"no channel says 'follows: {channel.id}'; name its successor, or write 'ended'"
                yield fault(has_a_successor_if_replaced, record, channel, message, "steps", number)


def is_held_by_today(record: Record, today: date) -> Iterator[Problem]:
    """A meeting that was held, or any other thing that was done, is not dated after today."""
    for meeting in record.of(Meeting):
        for number, step in enumerate(meeting.steps):
            if step.on.first > today:
                instead = "; write 'planned' with its 'date'" if step.step == "held" else ""
                message = f"'{step.step}' on {step.on}, after today{instead}"
                yield fault(is_held_by_today, record, meeting, message, "steps", number, "on")
    dated: tuple[Act | Reading, ...] = (*record.of(Act), *record.of(Reading))
    for entry in dated:
        if entry.on.first > today:
            yield fault(is_held_by_today, record, entry, f"it is dated {entry.on}, after today", "on")


def is_planned_for_a_later_day(record: Record, _today: date) -> Iterator[Problem]:
    """A meeting is planned for a day that is given and lies ahead."""
    this = is_planned_for_a_later_day
    for meeting in record.of(Meeting):
        for number, step in enumerate(meeting.steps):
            if step.step not in ("planned", "moved"):
                continue
            if step.date is None and step.step == "planned":
                message = "planned for when? give 'date', a month or a year if no more is known"
                yield fault(this, record, meeting, message, "steps", number)
            elif step.date and step.date.last < step.on.first:
                message = f"{step.step} on {step.on} for {step.date}, which had passed"
                yield fault(this, record, meeting, message, "steps", number, "date")


def says_who_asked(record: Record, _today: date) -> Iterator[Problem]:
    """A meeting on which somebody's word tells who asked for it says who that was."""
    for meeting in record.of(Meeting):
        if meeting.asked_said_by and not meeting.asked_by:
            message = "'asked_said_by' tells on whose word, but 'asked_by' is missing"
            yield fault(says_who_asked, record, meeting, message, "asked_said_by")


def is_aimed_at_another(record: Record, _today: date) -> Iterator[Problem]:
    """An act or measure is not aimed at the state that takes it."""
    aimed: tuple[Act | Measure, ...] = (*record.of(Act), *record.of(Measure))
    for entry in aimed:
        for number, target in enumerate(entry.toward):
            if record.state_of(target) == record.state_of(entry.by):
                message = f"'{target}' is its own author's state; 'toward' is the other side"
                yield fault(is_aimed_at_another, record, entry, message, "toward", number)


def answers_something_earlier(record: Record, _today: date) -> Iterator[Problem]:
    """What an act or step answers came before it."""
    for entry, path, last, answered, _ in _moves(record):
        for name in answered:
            before = begun(record, name)
            if before and last and before > last:
                message = f"it answers '{name}', which came later ({before})"
                yield fault(answers_something_earlier, record, entry, message, *path, "answers")


def carries_out_an_agreement_already_made(record: Record, _today: date) -> Iterator[Problem]:
    """What is done under an agreement is done no more than a week before it was made."""
    this = carries_out_an_agreement_already_made
    for entry, path, last, _, under in _moves(record):
        made = begun(record, under) if under else None
        if made and last and last + AHEAD < made:
            message = f"it carries out '{under}', which was made later ({made})"
            yield fault(this, record, entry, message, *path, "under")


def acts_under_its_own_agreement(record: Record, _today: date) -> Iterator[Problem]:
    """Whoever carries out an agreement is a party of it."""
    for entry, path, _, _, under in _moves(record):
        deal = record.entry(under) if under and under in record else None
        by = (entry.by,) if isinstance(entry, Act | Measure) else entry.parties
        if isinstance(deal, Agreement) and not any(_belongs(record, deal, each) for each in by):
            message = f"'{by[0]}' is no party of '{under}'; its parties are {', '.join(deal.parties)}"
            yield fault(acts_under_its_own_agreement, record, entry, message, *path, "under")


def is_a_reading_by_a_party(record: Record, _today: date) -> Iterator[Problem]:
    """A reading of an agreement, or of a promise in it, is by a party of it."""
    for reading in record.of(Reading):
        deal = _agreement_read(record, reading)
        if deal and not _belongs(record, deal, reading.by):
            message = f"'{reading.by}' is no party of '{deal.id}'; a third party's view belongs in a 'note'"
            yield fault(is_a_reading_by_a_party, record, reading, message, "by")


def _agreement_read(record: Record, reading: Reading) -> Agreement | None:
    if reading.of.partition("#")[0] not in record:
        return None
    read = record.entry(reading.of)
    if isinstance(read, Commitment):
        read = record.entry(read.agreement) if read.agreement and read.agreement in record else read
    return read if isinstance(read, Agreement) else None


def _belongs(record: Record, deal: Agreement, party: str) -> bool:
    """True if a party is one of an agreement's, or is not in the record, which is a fault of its own."""
    return party not in record or record.bears_on(deal.parties, party)


def reads_what_is_there_already(record: Record, _today: date) -> Iterator[Problem]:
    """A reading comes no more than a week before what it reads."""
    for reading in record.of(Reading):
        there = begun(record, reading.of)
        last = _last(reading.on)
        if there and last and last + AHEAD < there:
            message = f"it reads '{reading.of}' on {reading.on}, before it was there ({there})"
            yield fault(reads_what_is_there_already, record, reading, message, "on")


def takes_each_term_once(record: Record, _today: date) -> Iterator[Problem]:
    """A reading gives each term one value."""
    for reading in record.of(Reading):
        names = [value.term for value in reading.terms]
        for number, name in enumerate(names):
            if name in names[:number]:
                message = f"the term '{name}' has two values; write a second reading if it changed"
                yield fault(takes_each_term_once, record, reading, message, "terms", number)


def _stepwise(record: Record) -> tuple[Agreement | Meeting | Channel, ...]:
    return (*record.of(Agreement), *record.of(Meeting), *record.of(Channel))


# --- what is done, by act or by step ----------------------------------------------------------------

Done = tuple[Act | Measure | Channel, Path, date | None, tuple[str, ...], str | None]


def _moves(record: Record) -> list[Done]:
    """Acts and steps that answer something or carry something out: entry, path, day, answered, agreement."""
    if _moves not in record.memory:
        found: list[Done] = [(act, (), _last(act.on), act.answers, act.under) for act in record.of(Act)]
        for measure in record.of(Measure):
            for number, step in enumerate(measure.steps):
                day = step.effective or step.announced
                last = _last(day) if day else first_day(step)
                found.append((measure, ("steps", number), last, step.answers, step.under))
        for channel in record.of(Channel):
            for number, cut in enumerate(channel.steps):
                found.append((channel, ("steps", number), _last(cut.on), cut.answers, cut.under))
        record.memory[_moves] = [each for each in found if each[3] or each[4]]
    return record.memory[_moves]  # type: ignore[return-value]


def _last(day: When) -> date | None:
    """The last day that a date can mean, or None if it has no end."""
    return day.last if day.last < date.max - AHEAD else None


RULES: tuple[Rule, ...] = (
    has_clauses, is_between_two_parties, has_steps_in_order, has_begun, holds_until_a_later_day,
    follows_something_earlier, changes_as_a_channel_can, has_a_successor_if_replaced, is_held_by_today,
    is_planned_for_a_later_day, says_who_asked, is_aimed_at_another, answers_something_earlier,
    carries_out_an_agreement_already_made, acts_under_its_own_agreement, is_a_reading_by_a_party,
    reads_what_is_there_already, takes_each_term_once,
)  # fmt: skip
