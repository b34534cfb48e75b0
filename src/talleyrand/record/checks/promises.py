"""Rules about commitments: whether it is one at all, and whether what followed fits what was promised.

A commitment enters only if it is discrete, specific, public and about the future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.entries import Agreement, Commitment, Source
from talleyrand.record.fates import FULL
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

_TWO_THINGS = re.compile(r";\s|\.\s+[A-Z]")


def promises_one_thing(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment is discrete: its text is one sentence, and it either stands for good or falls due."""
    for promise in record.of(Commitment):
        if promise.standing and promise.deadline:
            message = "it both stands without an end and has a deadline; write two commitments, or drop one of them"
            yield fault(promises_one_thing, record, promise, message, "deadline")
        if _TWO_THINGS.search(promise.text):
            message = "its text seems to promise more than one thing; write one commitment for each"
            yield notice(promises_one_thing, record, promise, message, "text")


def says_what_counts_as_done(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment is specific: it says what would count as done, or gives a target."""
    for promise in record.of(Commitment):
        if not promise.done_when and not promise.target:
            message = "nobody could tell when it is done; give 'done_when' or a 'target'"
            yield fault(says_what_counts_as_done, record, promise, message)


def is_public(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment is public: somebody is on record that it exists, or a source that anyone can find shows it."""
    for promise in record.of(Commitment):
        if not any(claim.stance == "affirms" for claim in promise.asserted) and not _shown(record, promise):
            message = "nobody is on record that it exists; give 'asserted', or cite a source that shows it"
            yield fault(is_public, record, promise, message)


def _shown(record: Record, promise: Commitment) -> bool:
    cited = [record.entry(each.source) for each in promise.sources if each.source in record]
    if len(cited) < len(promise.sources):
        return True  # a source that is not there has a fault of its own
    return any(isinstance(each, Source) and (each.url or each.number) for each in cited)


def looks_to_the_future(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment is about the future: it has a deadline or a condition, or it stands for good."""
    for promise in record.of(Commitment):
        if not (promise.deadline or promise.condition or promise.standing):
            message = "it has no end: give a 'deadline' or a 'condition', or say 'standing: yes'"
            yield fault(looks_to_the_future, record, promise, message)


def falls_due_after_it_is_made(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment falls due, lapses or is voided after it was made."""
    for promise in record.of(Commitment):
        ends = [
            ("deadline", promise.deadline),
            ("condition", promise.condition and promise.condition.lapse),
            ("voided", promise.voided and promise.voided.on),
        ]
        for field, day in ends:
            if day and day.last < promise.made.first:
                message = f"'{field}' is {day}, before it was made, {promise.made}"
                yield fault(falls_due_after_it_is_made, record, promise, message, field)


def binds_a_party_of_its_agreement(record: Record, _today: date) -> Iterator[Problem]:
    """Who promised is a party of the agreement that holds the commitment."""
    for promise in record.of(Commitment):
        deal = record.entry(promise.agreement) if promise.agreement and promise.agreement in record else None
        if not isinstance(deal, Agreement):
            continue
        if promise.obligor in record and not record.bears_on(deal.parties, promise.obligor):
            message = f"'{promise.obligor}' is no party of '{deal.id}'; its parties are {', '.join(deal.parties)}"
            yield fault(binds_a_party_of_its_agreement, record, promise, message, "obligor")


def is_owed_to_another(record: Record, _today: date) -> Iterator[Problem]:
    """Nobody owes a commitment to itself."""
    for promise in record.of(Commitment):
        if promise.obligor in promise.obligee:
            message = f"'{promise.obligor}' promises to itself; 'obligee' is the other side"
            yield fault(is_owed_to_another, record, promise, message, "obligee")


def says_who_restated_the_deadline(record: Record, _today: date) -> Iterator[Problem]:
    """A restated deadline says who restated it."""
    for promise in record.of(Commitment):
        for number, again in enumerate(promise.restated):
            if not again.by and not again.person:
                message = f"the deadline {again.deadline} has no author; give 'by' or 'person'"
                yield fault(says_who_restated_the_deadline, record, promise, message, "restated", number)


def restates_after_it_is_made(record: Record, _today: date) -> Iterator[Problem]:
    """A deadline is restated after the commitment was made, each time later than the last."""
    for promise in record.of(Commitment):
        last = promise.made
        for number, again in enumerate(promise.restated):
            if again.on.last < last.first:
                message = f"restated on {again.on}, which is before {last}, the day before it in the entry"
                yield fault(restates_after_it_is_made, record, promise, message, "restated", number, "on")
            last = again.on


def restates_another_deadline(record: Record, _today: date) -> Iterator[Problem]:
    """A restated deadline differs from the one before."""
    for promise in record.of(Commitment):
        last = promise.deadline
        for number, again in enumerate(promise.restated):
            if last and (again.deadline.first, again.deadline.last) == (last.first, last.last):
                message = f"{again.deadline} is the deadline that it already had; leave it out"
                yield fault(restates_another_deadline, record, promise, message, "restated", number)
            last = again.deadline


def is_performed_after_it_is_made(record: Record, _today: date) -> Iterator[Problem]:
    """Evidence of performance speaks to a day after the commitment was made."""
    for promise in record.of(Commitment):
        for number, each in enumerate(promise.performance):
            if each.on.last < promise.made.first:
                message = f"evidence of {each.on}, before it was made, {promise.made}"
                yield fault(is_performed_after_it_is_made, record, promise, message, "performance", number, "on")


def has_evidence_in_order(record: Record, _today: date) -> Iterator[Problem]:
    """Evidence of performance stands in order of date."""
    for promise in record.of(Commitment):
        for number in range(1, len(promise.performance)):
            before, here = promise.performance[number - 1].on, promise.performance[number].on
            if here.first < before.first and here.last < before.last:
                message = f"{here} comes after {before}; put the evidence in order of date"
                yield fault(has_evidence_in_order, record, promise, message, "performance", number)


def is_scored_from_0_to_3(record: Record, _today: date) -> Iterator[Problem]:
    """Performance is scored 0, 1, 2 or 3."""
    for promise in record.of(Commitment):
        for number, each in enumerate(promise.performance):
            if each.score is not None and not 0 <= each.score <= FULL:
                message = f"{each.score} is no score: 0 not begun, 1 little, 2 in good part, 3 in full"
                yield fault(is_scored_from_0_to_3, record, promise, message, "performance", number, "score")


def is_scored_as_its_amount_says(record: Record, _today: date) -> Iterator[Problem]:
    """The score is 3 only if the amount reaches the target, and then it is 3."""
    this = is_scored_as_its_amount_says
    for promise in record.of(Commitment):
        target = promise.target
        for number, each in enumerate(promise.performance):
            if not target or each.score is None or each.amount is None or target.bound == "about":
                continue  # how near is near enough is for a person to say
            reached = each.amount >= target.amount if target.bound == "at least" else each.amount <= target.amount
            message = (f"scored {each.score} with {each.amount} {target.unit}, where {target.bound} "
                       f"{target.amount} was promised")  # fmt: skip
            if each.score == FULL and not reached:
                yield fault(this, record, promise, message, "performance", number, "score")
            elif each.score < FULL and reached and target.bound == "at least":
                yield notice(this, record, promise, message, "performance", number, "score")


def counts_towards_a_target(record: Record, _today: date) -> Iterator[Problem]:
    """An amount in the evidence has a target that it counts towards."""
    for promise in record.of(Commitment):
        for number, each in enumerate(promise.performance):
            if each.amount is not None and promise.target is None:
                message = f"{each.amount} of what? the commitment has no 'target'"
                yield fault(counts_towards_a_target, record, promise, message, "performance", number, "amount")


def has_a_condition_that_can_be_judged(record: Record, _today: date) -> Iterator[Problem]:
    """A condition names an entry and its state, a commitment in return, or the day on which it lapses."""
    for promise in record.of(Commitment):
        hangs = promise.condition
        if hangs and not (hangs.lapse or hangs.counter or (hangs.entry and hangs.state)):
            message = "the record cannot tell when the condition comes about; give 'entry' and 'state', or 'lapse'"
            yield notice(has_a_condition_that_can_be_judged, record, promise, message, "condition")


RULES: tuple[Rule, ...] = (
    promises_one_thing, says_what_counts_as_done, is_public, looks_to_the_future, falls_due_after_it_is_made,
    binds_a_party_of_its_agreement, is_owed_to_another, says_who_restated_the_deadline, restates_after_it_is_made,
    restates_another_deadline, is_performed_after_it_is_made, has_evidence_in_order, is_scored_from_0_to_3,
    is_scored_as_its_amount_says, counts_towards_a_target, has_a_condition_that_can_be_judged,
)  # fmt: skip
