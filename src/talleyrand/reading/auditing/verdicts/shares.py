"""Rates, shares and amounts of what a claim names or goes back to, and what was agreed in it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts import terms
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict, agrees, judged, shown, title_of
from talleyrand.reading.auditing.verdicts.polarity import same_way
from talleyrand.reading.auditing.verdicts.referring import END, VERBS, Meant, akin, entries_of, promises_of
from talleyrand.reading.auditing.verdicts.setting import Setting
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record.dates import When
from talleyrand.record.entries import Commitment, Measure

_RATE = re.compile(
    r"\b(?:rate|dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharge|stood|raised|charged|levied|reached|set|cut|lowered|halved|doubled"
    r"|rose|fell)\b", re.I
)  # fmt: skip
_SHARE_OF = re.compile(r" of\b")
_ALSO = re.compile(r"\b(?:by|to|of) (?:nearly |about )?\d+ points?\b", re.I)
_NOT_SO = re.compile(
    r"\b(?:would|could|might|threat\w*|propos\w*|plann?\w*|meant|another|further|average|combined|total)\b", re.I
)


def rate(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """The rate of a duty that is gone back to, against every level that it has had."""
    amount = claim.amount
    if amount is None or amount.kind != "percent" or amount.role in ("from", "by"):
        return None
    if not found.back and (len(found.ids) > 1 or not _SHARE_OF.match(claim.said[amount.end :])):
        return None
    duties = [each for each in entries_of(setting, found) if isinstance(each, Measure) and _in_percent(setting, each)]
    if not duties or not (_RATE.search(claim.text) or not found.back) or _NOT_SO.search(claim.text):
        return None
    said = claim.said[amount.start : amount.end]
    for entry in duties:
        if any(step.level is not None and agrees(amount, step.level) for step in entry.steps):
            return judged(claim, entry, "supported", said, said, f"The record has “{title_of(entry)}” at {said}.")
    levels = [step.level for step in duties[0].steps if step.level is not None]
    if not levels or len(duties) > 1 or _ALSO.search(claim.text):
        return None
    has = ", ".join(f"{shown(each)} percent" for each in dict.fromkeys(levels))
    return judged(claim, duties[0], "contradicted", said, has, f"The record has “{title_of(duties[0])}” at {has}.")


def _in_percent(setting: Setting, measure: Measure) -> bool:
    """True if the level of a measure is a share: a duty, or what must be paid of a revenue."""
    series = setting.record.vocabulary["series"].get(measure.series or "")
    unit = measure.unit or (series.unit if series else "") or ""
    return measure.instrument == "tariff" or re.search(r"per ?cent|%", unit) is not None


_COVERS = re.compile(r"\b(?:cover|appl|owned|hold|reach|includ|extend)\w*\b", re.I)


def coverage(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """A share that tells what a measure covers, against the one in its title and coverage."""
    amount = claim.amount
    if amount is None or amount.kind != "percent" or not _COVERS.search(claim.text):
        return None
    said = claim.said[amount.start : amount.end]
    for entry in entries_of(setting, found):
        text = f"{entry.title}. {entry.coverage or ''}" if isinstance(entry, Measure) else ""
        has = {each.value for each in amounts(text) if each.kind == "percent" and each.value is not None}
        if len(has) == 1 and isinstance(entry, Measure) and entry.instrument != "tariff":
            value = has.pop()
            verdict: Verdict = "supported" if agrees(replace(amount, bound=""), value) else "contradicted"
            return judged(claim, entry, verdict, said, f"{shown(value)} percent",
                            f"The record has {shown(value)} percent in “{title_of(entry)}”.")  # fmt: skip
    return None


_A_YEAR = re.compile(r"\b(?:a|per|each|every) year\b|\b(?:annual|yearly)", re.I)
_YEAR = 366  # days of the longest
_MORE = re.compile(r"\b(?:more|extra|additional|increase|part|above|over 20\d\d)\b", re.I)


def _counted_otherwise(claim: Claim, promise: Commitment) -> bool:
    """True if a yearly sum is set against one of several years, or a whole against what comes on top of a base."""
    yearly, told = _A_YEAR.search(claim.said), f"{claim.before} {claim.said}"
    several = promise.target is not None and promise.target.period is not None and not _one_year(promise.target.period)
    return (bool(yearly) and several) or (bool(_MORE.search(promise.text)) and not _MORE.search(told))


def _one_year(period: When) -> bool:
    return (period.last - period.first).days <= _YEAR


def promised(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """The amount of a promise that was part of the agreement named or gone back to."""
    amount = claim.amount
    if amount is None or amount.kind not in ("money", "percent", "quantity", "count") or amount.role == "from":
        return None
    named = [] if terms.of_what_was_done(claim) else _of_promises(claim, setting, found, amount)
    said = claim.said[amount.start : amount.end]
    for each, has in named:
        if terms.equal(amount, has):
            return judged(claim, each, "supported", said, each.text, f"The record has this amount: “{each.text}”")
    noun = terms.noun_of(claim, amount) - setting.cast.stems
    named = [(each, has) for each, has in named if not noun or noun & words(f"{each.text} {has.unit}")]
    others = any(terms.same_kind(one, amount) and one != amount for one in amounts(claim.said))
    if (
        len({has.value for _, has in named}) != 1
        or len(named) > _FEW
        or others
        or _counted_otherwise(claim, named[0][0])
    ):
        return None
    each, value = named[0][0], named[0][1].value or Decimal(0)
    if not amount.value or not _LEAST < value / amount.value < 1 / _LEAST:
        return None
    return judged(claim, each, "contradicted", said, each.text, f"The record has {shown(value)}: “{each.text}”")


def _of_promises(claim: Claim, setting: Setting, found: Meant, amount: Amount) -> list[tuple[Commitment, Amount]]:
    """The amounts of that kind of the promises that share most with a claim: of those meant, and of those just told."""
    stems = setting.telling(claim.text) - VERBS
    told = claim.of[: claim.of.index(END)] if END in claim.of else claim.of
    spoken = Meant(tuple(dict.fromkeys((*found.ids, *(setting.record.entry(each).id for each in told)))))
    weighed = [(setting.facts.weight(words(each.text) & stems), each) for each in promises_of(setting, spoken)]
    most = max((weight for weight, _ in weighed), default=0.0)
    return [(each, has) for weight, each in weighed if weight >= most * 0.99 and weight >= _TELLING
            for has in terms.of_promise(each) if terms.same_kind(amount, has) and has.value]  # fmt: skip


_FEW = 3  # amounts of promises, of which no one is meant beyond doubt where there are more
_LEAST = Decimal("0.2")  # of one amount to another that may be set against it
_TELLING = 2.5  # weight of the words that a claim shares with a promise of what was told before
_AGREED = re.compile(r"\b(?:agree|pledg|promis|commit|undert[ao]|said|vow|restor|call)\w*", re.I)
_NOT_THAT = re.compile(r",? (?:and )?not \w|\b(?:rather than|instead of)\b", re.I)
_WHOLE, _MOST = 6.0, 0.6  # weight, and share of its weight, that a clause shares with what bears it out


def agreed(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """What is said to have been agreed, against the clauses and promises of the agreement meant."""
    if claim.amount is not None or claim.dates or not _AGREED.search(claim.text) or _NOT_THAT.search(claim.text):
        return None
    stems = setting.telling(claim.text)
    for each in dict.fromkeys(chain.from_iterable((one, *akin(setting, one)) for one in found.ids)):
        for fact in setting.facts.under(each):
            title = words(fact.text) - setting.cast.stems
            shared = setting.facts.weight(title & stems)
            if fact.kind not in ("clause", "commitment") or shared < _WHOLE or not same_way(claim, fact):
                continue
            if shared >= _MOST * setting.facts.weight(title):
                return judged(claim, setting.record.entry(fact.entry), "supported", "", fact.text,
                                f"The record has this in it: {fact.text}")  # fmt: skip
    return None
