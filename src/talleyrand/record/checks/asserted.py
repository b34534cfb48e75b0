"""Rules about `assert` entries: what a source says the state was, against the state that the record computes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from talleyrand.record import lives
from talleyrand.record.checks.faults import Rule, fault
from talleyrand.record.checks.judged import unjudgeable
from talleyrand.record.dates import Moment, When, moment
from talleyrand.record.entries import Assertion, Measure
from talleyrand.record.fates import state_word
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record


def asserts_something_that_can_be_computed(record: Record, _today: date) -> Iterator[Problem]:
    """An `assert` names a total (by, toward, series, level) or an entry (with state, level or until), on one day."""
    this = asserts_something_that_can_be_computed
    for claim in record.of(Assertion):
        if claim.entry is None:
            wanted = [name for name in ("by", "toward", "series", "level") if getattr(claim, name) is None]
            if wanted:
                yield fault(this, record, claim, f"a total also needs {', '.join(map(repr, wanted))}")
            elif claim.state or claim.until:
                yield fault(this, record, claim, "a total has neither 'state' nor 'until'; name an 'entry'")
        elif "#" in claim.entry:
            message = f"'{claim.entry}' is part of an entry and has no state of its own; name the whole entry"
            yield fault(this, record, claim, message, "entry")
        elif claim.by or claim.toward or claim.series:
            yield fault(this, record, claim, "it names both an entry and a total; write two of them", "entry")
        elif claim.state is None and claim.level is None and claim.until is None:
            yield fault(this, record, claim, "it says nothing of the entry: give 'state', 'level' or 'until'", "entry")
        for field, day in (("on", claim.on), ("known", claim.known)):
            if day and not day.exact:
                yield fault(
                    this, record, claim, f"'{field}' is {day}; it must be one day, or an hour with its zone", field
                )


def agrees_with_the_computed_state(record: Record, today: date) -> Iterator[Problem]:
    """What an `assert` says is what the record computes."""
    for claim in record.of(Assertion):
        if not claim.on.exact or (claim.known and not claim.known.exact):
            continue
        known = moment(claim.known) if claim.known else Moment(today)
        then, on = record.as_known(known), moment(claim.on)
        if claim.entry is None:
            yield from _total(record, then, claim, on)
        elif claim.entry in unjudgeable(record):
            continue
        elif claim.entry in then:
            yield from _entry(record, then, claim, on)
        elif claim.entry in record:
            message = f"of '{claim.entry}' nothing was known on {known}"
            yield fault(agrees_with_the_computed_state, record, claim, message, "entry")


def _total(record: Record, then: Record, claim: Assertion, on: Moment) -> Iterator[Problem]:
    if not (claim.by and claim.toward and claim.series) or claim.level is None:
        return
    if claim.series not in record.vocabulary["series"]:
        return
    found = lives.total(then, claim.by, claim.toward, claim.series, on)
    if found.level != claim.level:
        parts = [f"{each} {_level(lives.state(then, then.find(each, Measure), on))}" for each in found.entries]
        made = f" ({' + '.join(parts)})" if parts else ""
        message = (f"it says that {claim.series} duties of {claim.by} toward {claim.toward} stood at {claim.level} "
                   f"on {on}; the record computes {found.level}{made}")  # fmt: skip
        yield fault(agrees_with_the_computed_state, record, claim, message, "level")


def _level(now: lives.State | None) -> Decimal | None:
    return now.level if now else None


def _entry(record: Record, then: Record, claim: Assertion, on: Moment) -> Iterator[Problem]:
    """Faults of what is said of one entry: its state, its level, its end."""
    entry = then.entry(claim.entry or "")
    word = state_word(then, entry, on)
    now = lives.state(then, entry, on) if isinstance(entry, Measure) else None
    brought = f" (step {now.step + 1}, '{entry.steps[now.step].step}')" if now and isinstance(entry, Measure) else ""
    found: list[tuple[str, object, object]] = []
    if claim.state and claim.state != word:
        found.append(("state", claim.state, word or "nothing yet"))
    if claim.level is not None and (now is None or now.level != claim.level):
        found.append(("level", claim.level, "none" if now is None or now.level is None else now.level))
    if claim.until and not _same_end(claim.until, now):
        end = (now.suspended_until or now.until) if now else None
        found.append(("until", claim.until, end or "no end"))
    for field, said, computed in found:
        message = (
            f"it says that '{entry.id}' had the {field} '{said}' on {on}; the record computes '{computed}'{brought}"
        )
        yield fault(agrees_with_the_computed_state, record, claim, message, field)


def _same_end(said: When, now: lives.State | None) -> bool:
    """True if the state runs until then: the same text, the same day, or the same moment."""
    end = (now.suspended_until or now.until) if now else None
    if end is None:
        return False
    if said.instant and end.instant:
        return said.instant == end.instant
    return said.first == end.first and said.last == end.last


RULES: tuple[Rule, ...] = (asserts_something_that_can_be_computed, agrees_with_the_computed_state)
