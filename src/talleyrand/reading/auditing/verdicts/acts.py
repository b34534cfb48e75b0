"""The amount of an act told by most of its words, on the day or in the month of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts.finding import Finding, day, shown
from talleyrand.reading.auditing.verdicts.setting import MONTH, Setting, overlapping, past
from talleyrand.reading.auditing.verdicts.terms import TELLING, WEAK, equal, same_kind
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record.dates import When


def of_an_act(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to an amount of an act told by most of its words, on the day or in the month of it."""
    amount, days = claim.amount, past(claim) or ((claim.told,) if claim.told else ())
    if amount is None or amount.kind not in ("money", "count", "percent") or len(days) != 1:
        return None
    if (days[0].last - days[0].first).days > MONTH:
        return None
    told = [(fact, has) for fact in _told(claim, setting, days[0]) for has in _alike(amount, fact)]
    said = claim.said[amount.start : amount.end]
    for fact, has in told:
        if equal(amount, has):
            return Finding(claim=claim, verdict="supported", entries=(fact.entry,), said=said, has=fact.text,
                           reason=f"The record has this on {day(fact.days[0])}: {fact.text}.")  # fmt: skip
    if len(told) != 1:
        return None
    fact, has = told[0]
    number = shown(has.value or Decimal(0))
    return Finding(claim=claim, verdict="contradicted", entries=(fact.entry,), said=said, has=fact.text,
                   reason=f"The record has {number} on {day(fact.days[0])}: {fact.text}.")  # fmt: skip


def _told(claim: Claim, setting: Setting, said: When) -> Iterator[Fact]:
    """The acts of the days said of whose title the claim holds half."""
    stems = setting.telling(claim.text) - WEAK
    for found in setting.facts.sharing(stems, most=60):
        title = words(found.fact.text) - setting.cast.stems - WEAK
        both = setting.facts.weight(found.shared & title)
        then = found.fact.kind == "act" and overlapping(found.fact.days, (said,))
        if then and both >= max(TELLING * 2, setting.facts.weight(title) / 2) and setting.concerns(claim, found.fact):
            yield found.fact


def _alike(amount: Amount, fact: Fact) -> list[Amount]:
    """The amounts of a fact that count what the amount said does."""
    return [
        each for each in amounts(fact.text)
        if same_kind(amount, each) and each.value is not None
        and (amount.kind != "count" or words(amount.unit) & words(each.unit))
    ]  # fmt: skip
