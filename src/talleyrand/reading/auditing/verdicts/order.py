"""Which came first: two deeds told as one before or after the other, against their days in the record."""

from __future__ import annotations

import re

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees, day
from talleyrand.reading.auditing.verdicts.meetings import RARE
from talleyrand.reading.auditing.verdicts.setting import Setting, overlaps
from talleyrand.reading.language.amounts import Amount
from talleyrand.record import lives
from talleyrand.record.dates import When
from talleyrand.record.entries import Measure

_ORDER = re.compile(r"\b(?P<word>before|after)\b(?! (?:the end|long|then|now|that|this|all)\b)", re.I)
_SURE = 6.0


_DID = re.compile(r"\b(?P<word>before|after) (?P<who>[^,.;]{2,40}?) (?:did|had)\b", re.I)


def before_the_other(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to one state's duties told as having come to a rate before, or after, the other's did."""
    match, amount = _DID.search(claim.text), claim.amount
    one = setting.subject(claim)
    others = setting.states(match["who"]) if match else ()
    if match is None or amount is None or amount.kind != "percent" or not one or len(others) != 1 or one == others[0]:
        return None
    first, second = (_reached(setting, amount, *pair) for pair in ((one, others[0]), (others[0], one)))
    if first is None or second is None or overlaps(first[1], second[1]):
        return None
    same = (first[1].last < second[1].first) == (match["word"].lower() == "before")
    has = "; ".join(f"“{each.title}” {day(on)}" for each, on in (first, second))
    return Finding(claim=claim, verdict="supported" if same else "contradicted", entries=(first[0].id, second[0].id),
                   said=match["word"].lower(), has=has, reason=f"The record has {has}.")  # fmt: skip


def _reached(setting: Setting, amount: Amount, by: str, toward: str) -> tuple[Measure, When] | None:
    """The duty of a state on another that first came to a rate, and the day."""
    told = [
        (measure, step.effective) for measure in lives.between(setting.record, by, toward)
        if measure.instrument == "tariff" and measure.series == "across-the-board"
        for step in measure.steps if step.level is not None and step.effective and agrees(amount, step.level)
    ]  # fmt: skip
    return min(told, key=lambda pair: pair[1].first, default=None)


def came_first(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to one deed told as before or after another; None unless both can be told for sure."""
    match = _ORDER.search(claim.said)
    if match is None or claim.dates:
        return None
    one = _meant(claim.said[: match.start()], setting)
    other = _meant(claim.said[match.end() :], setting)
    if one is None or other is None or one.entry == other.entry:
        return None
    first, second = (one, other) if match["word"].lower() == "before" else (other, one)
    began, followed = first.days[0], second.days[0]
    if began.last >= followed.first and followed.last >= began.first:
        return None
    same = began.last < followed.first
    has = f"{day(began)}: {first.text.rstrip('.')}; {day(followed)}: {second.text.rstrip('.')}"
    return Finding(claim=claim, verdict="supported" if same else "contradicted", entries=(one.entry, other.entry),
                   said=match["word"].lower(), has=has,
                   reason=f"In the record the first is of {day(began)}, the second of {day(followed)}.")  # fmt: skip


def _meant(text: str, setting: Setting) -> Fact | None:
    """The one fact of an exact day that some words tell, by most of its title and a rare word."""
    marks = {each.entry for each in setting.named(text) if each.sure}
    if len(marks) == 1:
        made = (
            each for each in setting.facts.of(marks.pop()) if each.step in ("held", "signed", "agreed", "published")
        )
        return max(made, key=lambda each: each.step == "signed", default=None)
    stems, states = setting.telling(text), set(setting.states(text))
    found = []
    for each in setting.facts.sharing(stems, most=12):
        fact = each.fact
        title = words(fact.text) - setting.cast.stems
        both = each.shared & title
        whole, weight = setting.facts.weight(title), setting.facts.weight(both)
        rare = any(setting.facts.weight((one,)) >= RARE for one in both)
        done = fact.kind in ("act", "agreement") or (fact.kind, fact.step) in (
            ("meeting", "held"),
            ("measure", "impose"),
        )
        by = not states or not fact.by or bool(states & set(fact.by))
        if done and by and rare and weight >= _SURE and weight >= whole * 0.6 and fact.days and fact.days[0].exact:
            found.append(fact)
    return found[0] if len({each.entry for each in found}) == 1 else None
