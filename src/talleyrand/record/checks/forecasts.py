"""Rules about questions: odds given in time, and an outcome that the record can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

from talleyrand.record import fates, lives
from talleyrand.record.checks.faults import Rule, fault
from talleyrand.record.checks.judged import circle, unjudgeable
from talleyrand.record.checks.names import Names
from talleyrand.record.dates import Moment
from talleyrand.record.entries import (
    Agreement,
    AnyKind,
    Assertion,
    Channel,
    Commitment,
    Measure,
    Meeting,
    Question,
)
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

STATES: dict[type, tuple[str, ...]] = {
    Measure: get_args(lives.Status),
    Commitment: get_args(fates.Fate),
    Meeting: ("asked for", "refused", "planned", "held", "cancelled"),
    Channel: ("open", "suspended", "cancelled", "replaced", "ended"),
    Agreement: ("agreed", "in force", "lapsed", "ended"),
    Question: ("yes", "no", "ambiguous", "annulled"),
}


def gives_a_probability(record: Record, _today: date) -> Iterator[Problem]:
    """Odds are a probability between 0 and 1."""
    for question in record.of(Question):
        for number, odds in enumerate(question.odds):
            if not 0 <= odds.probability <= 1:
                hint = f"; write {odds.probability / 100}" if 1 < odds.probability <= 100 else ""
                message = f"{odds.probability} is no probability between 0 and 1{hint}"
                yield fault(gives_a_probability, record, question, message, "odds", number, "probability")


def closes_after_it_opens(record: Record, _today: date) -> Iterator[Problem]:
    """A question closes after it opens, and is settled after it opens."""
    for question in record.of(Question):
        if question.closes.last < question.opens.first:
            message = f"it closes on {question.closes}, before it opens, {question.opens}"
            yield fault(closes_after_it_opens, record, question, message, "closes")
        settled = question.resolution
        if settled and settled.on.last < question.opens.first:
            message = f"it was settled on {settled.on}, before it opens, {question.opens}"
            yield fault(closes_after_it_opens, record, question, message, "resolution", "on")


def gives_odds_while_open(record: Record, _today: date) -> Iterator[Problem]:
    """Odds are given between the day on which a question opens and the day on which it closes."""
    for question in record.of(Question):
        for number, odds in enumerate(question.odds):
            if odds.on.last < question.opens.first or odds.on.first > question.closes.last:
                message = f"odds of {odds.on}, while it is open only from {question.opens} to {question.closes}"
                yield fault(gives_odds_while_open, record, question, message, "odds", number, "on")


def gives_no_odds_after_the_fact(record: Record, _today: date) -> Iterator[Problem]:
    """No odds are given once the outcome could be known."""
    for question in record.of(Question):
        known = [question.resolution.on] if question.resolution else []
        known += [question.rule.on] if question.rule else []
        if not known:
            continue
        out = min(day.last for day in known)
        for number, odds in enumerate(question.odds):
            if odds.on.first > out:
                message = f"odds of {odds.on}, when the outcome could be known since {out}; delete them"
                yield fault(gives_no_odds_after_the_fact, record, question, message, "odds", number)


def gives_odds_in_order(record: Record, _today: date) -> Iterator[Problem]:
    """Odds stand in order of date."""
    for question in record.of(Question):
        for number in range(1, len(question.odds)):
            before, here = question.odds[number - 1].on, question.odds[number].on
            if here.first < before.first:
                message = f"{here} comes after {before}; put the odds in order of date"
                yield fault(gives_odds_in_order, record, question, message, "odds", number)


def can_be_settled(record: Record, today: date) -> Iterator[Problem]:
    """A question has a rule by which the record settles it, or says how it came out once it has closed."""
    for question in record.of(Question):
        rule = question.rule
        if rule is None:
            if question.resolution is None and question.closes.last < today:
                message = f"it closed on {question.closes} and nothing says how it came out; give 'resolution'"
                yield fault(can_be_settled, record, question, message)
            continue
        whole = all((rule.by, rule.toward, rule.series)) and (rule.at_least is not None or rule.at_most is not None)
        if bool(rule.entry and rule.states) == whole:
            message = ("its rule needs either 'entry' and 'states', or 'by', 'toward', 'series' "
                       "and one of 'at_least' and 'at_most'")  # fmt: skip
            yield fault(can_be_settled, record, question, message, "rule")


def came_out_as_the_record_says(record: Record, today: date) -> Iterator[Problem]:
    """The outcome that is written down is the one that the question's own rule gives."""
    this = came_out_as_the_record_says
    for question in record.of(Question):
        settled = question.resolution
        if settled is None or question.rule is None or settled.outcome not in ("yes", "no"):
            continue
        if question.id in unjudgeable(record):
            continue
        found = fates.outcome(record, replace(question, resolution=None), Moment(today))
        if found and found != settled.outcome:
            message = f"the outcome is given as '{settled.outcome}', and its rule gives '{found}'"
            yield fault(this, record, question, message, "resolution", "outcome")


def does_not_hang_on_itself(record: Record, _today: date) -> Iterator[Problem]:
    """No question, and no condition of a commitment, is decided by itself, however many steps away."""
    hanging: tuple[Question | Commitment, ...] = (*record.of(Question), *record.of(Commitment))
    for entry in hanging:
        way = circle(record, entry)
        if way and way[-1] == entry.id:
            message = f"it hangs on itself: {' on '.join(way)}"
            field = "rule" if isinstance(entry, Question) else "condition"
            yield fault(does_not_hang_on_itself, record, entry, message, field, "entry")


def names_a_possible_state(record: Record, _today: date) -> Iterator[Problem]:
    """A state that an entry is held to is one that an entry of its kind can have."""
    for question in record.of(Question):
        if question.rule and question.rule.entry:
            for number, state in enumerate(question.rule.states):
                yield from _state(record, question, question.rule.entry, state, ("rule", "states", number))
    for claim in record.of(Assertion):
        if claim.entry and claim.state:
            yield from _state(record, claim, claim.entry, claim.state, ("state",))
    for promise in record.of(Commitment):
        hangs = promise.condition
        if hangs and hangs.entry and hangs.state:
            yield from _state(record, promise, hangs.entry, hangs.state, ("condition", "state"))


def _state(record: Record, entry: AnyKind, name: str, state: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if name.partition("#")[0] not in record:
        return
    if "#" in name:
        message = f"'{name}' is part of an entry and has no state of its own; name the whole entry"
        yield fault(names_a_possible_state, record, entry, message, *path)
        return
    subject = record.entry(name)
    words = STATES.get(type(subject), ())
    if state not in words:
        hint = Names(words).nearest(state) or (f"; it is one of {', '.join(words)}" if words else "")
        one = f"an {subject.KIND}" if subject.KIND[0] in "aeiou" else f"a {subject.KIND}"
        message = f"'{state}' is no state of {one}{hint}" if words else f"{one} has no states; name another entry"
        yield fault(names_a_possible_state, record, entry, message, *path)


RULES: tuple[Rule, ...] = (
    gives_a_probability, closes_after_it_opens, gives_odds_while_open, gives_no_odds_after_the_fact,
    gives_odds_in_order, can_be_settled, came_out_as_the_record_says, does_not_hang_on_itself, names_a_possible_state,
)  # fmt: skip
