"""How things stand: promises kept or missed, measures and agreements in force or over, terms that lasted so long."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts import measures, referring
from talleyrand.reading.auditing.verdicts.finding import Finding
from talleyrand.reading.auditing.verdicts.setting import Setting, of_another, past
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Channel, Commitment, Measure
from talleyrand.record.fates import standing, state_word

_MISSED = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?\b|unfulfilled|unmet|did not (?:meet|keep|deliver|honou?r|live up)|fell short"
    r"|falls? short|broke|broken|breach\w*|violat\w+|missed|never (?:met|kept|delivered))\b", re.I
)  # fmt: skip
_KEPT = re.compile(
    r"\b(?:kept|honou?red|lived up to|fulfill?ed|met (?:its|their|all|the)|delivered on|in full)\b", re.I
)
_PROMISE = re.compile(
    r"\b(?:pledg|promis|commit|target|purchas|obligation|undertaking|deal|agreement|goal|word|vow)\w*", re.I
)
_REPORTED = re.compile(r"\b(?:says?|said|saying|claim\w*|accus\w*|alleg\w*|insist\w*|argu\w*|maintain\w*)\b", re.I)
_DEAL = re.compile(r"\b(?:agreement|deal|accord|truce|framework|pact|treaty)s?\b", re.I)
_AT = re.compile(r"\b(?:at|in|under|by|after|before|since|with) (?:the )?$", re.I)
_CLOSE = 10  # days by which counts of a term may differ
_NAMED = 2.5  # weight of shared words from which a promise is the one spoken of
_BY_STATUS = {"missed": _MISSED, "partial": _MISSED, "kept": _KEPT, "kept late": _KEPT}
_DAYS = re.compile(r"\b(?P<number>\d{1,4})[- ]days?\b", re.I)
_TERM = re.compile(r"\b(?:truce|pause|suspension|window|extension|period|agreement|deal|ceasefire)\b", re.I)


def kept(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to a promise said to be kept or missed; None if no promise can be told."""
    missed, well = _MISSED.search(claim.text), _KEPT.search(claim.text)
    cue = missed or well
    if cue is None or (missed and well) or not _PROMISE.search(claim.text):
        return None
    found = _weighed(claim, setting, claim.text[max(0, cue.start() - 70) : cue.end() + 70])
    back = referring.promises(claim, setting)
    if back and (not found or found[0][0] < _NAMED):
        return _judged(claim, setting, back, cue[0], missed=bool(missed))
    if not found:
        return None
    if found[0][0] < _NAMED:
        return _whole(claim, setting, [each for _, each in found], cue[0], missed=bool(missed))
    best = [promise for weight, promise in found if weight >= found[0][0] * 0.99]
    return _judged(claim, setting, best, cue[0], missed=bool(missed))


def _judged(claim: Claim, setting: Setting, best: list[Commitment], said: str, *, missed: bool) -> Finding | None:
    """What is said of a promise, against how the largest of those that may be meant stands."""
    promise = max(best, key=lambda each: each.target.amount if each.target else 0)
    now = standing(setting.record, promise, on_day(setting))
    stand = {_BY_STATUS.get(standing(setting.record, each, on_day(setting)).status) for each in best}
    if now.status not in _BY_STATUS:
        return None
    same = (_BY_STATUS[now.status] is _MISSED) == missed
    if not same and (len(stand) > 1 or _REPORTED.search(claim.said)):
        return None
    evidence = f" {now.evidence.text}" if now.evidence and now.evidence.text else ""
    return Finding(
        claim=claim, verdict="supported" if same else "contradicted", entries=(promise.id,), said=said,
        has=now.status, reason=f"In the record “{promise.text}” stands as {now.status}.{evidence}",
    )  # fmt: skip


def _whole(claim: Claim, setting: Setting, promises: list[Commitment], said: str, *, missed: bool) -> Finding | None:
    """What is said of an agreement as a whole, against how its promises stand."""
    deals = {each.agreement for each in promises}
    if len(deals) != 1 or not _DEAL.search(claim.text):
        return None
    tally = Counter(standing(setting.record, each, on_day(setting)).status for each in promises)
    well, badly = tally["kept"] + tally["kept late"], tally["missed"] + tally["partial"]
    if not well and not badly:
        return None
    same = not (well if missed else badly)
    other = not (badly if missed else well)
    if other and (len(promises) > well + badly or _REPORTED.search(claim.said)):
        return None
    has = ", ".join(f"{number} {status}" for status, number in tally.most_common())
    ids = (str(next(iter(deals))), *(each.id for each in promises))
    return Finding(claim=claim, verdict="supported" if same else "contradicted" if other else "imprecise", entries=ids,
                   said=said, has=has, reason=f"Of its promises in the record: {has}.")  # fmt: skip


def _weighed(claim: Claim, setting: Setting, about: str) -> list[tuple[float, Commitment]]:
    """The promises of the agreement named, each with the weight of the words that it shares with the claim."""
    named = [_deal(setting, each.entry) for text in (claim.said, claim.lead) for each in setting.named(text)]
    stems, doers = setting.telling(about), set(setting.states(claim.said))
    found = []
    for promise in setting.record.of(Commitment):
        if promise.agreement not in named[:1] or promise.made.first > setting.on.day:
            continue
        if doers and setting.record.state_of(promise.obligor) not in doers:
            continue
        own = words(f"{promise.text} {promise.done_when or ''}")
        found.append((setting.facts.weight(own & stems), promise))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].id))


def _deal(setting: Setting, entry: str) -> str:
    if isinstance(setting.record.entry(entry), Agreement):
        return entry
    return next((each.id for each in setting.record.of(Agreement) if each.meeting == entry), "")


_IN_FORCE = re.compile(
    r"\b(?:(?:still|remains?|is|are|stays?) in (?:force|place|effect)|still (?:appl(?:y|ies)|(?:being )?(?:charged"
    r"|levied|collected|enforced)))\b",
    re.I,
)
_SUSPENDED = re.compile(
    r"\b(?:is|are|was|were|remains?|been) (?:now |still |partly )?(?:suspended|paused|on hold)\b", re.I
)
_OVER = re.compile(
    r"\b(?:(?:has|have|had) (?:expired|lapsed)|expired|lapsed|(?:is|are|was|were|been) (?:lifted|ended|dropped"
    r"|rescinded|revoked|struck down|scrapped|terminated))\b", re.I
)  # fmt: skip
_UNDER = re.compile(r"\b(?:under|by|through)(?: the)? $", re.I)
_WAS = re.compile(r"(?:was|were|been|lifted|ended|expired|lapsed)\b", re.I)
_STATES = (
    (_IN_FORCE, frozenset({"in force", "partly suspended", "agreed", "open"})),
    (_SUSPENDED, frozenset({"suspended", "cancelled", "partly suspended"})),
    (
        _OVER,
        frozenset({"stopped", "cancelled", "replaced", "expired", "struck down", "lapsed", "ended", "never effective"}),
    ),
)


def stands(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to a measure or agreement said to be in force, suspended or over."""
    told = next(((form.search(claim.text), states) for form, states in _STATES if form.search(claim.text)), None)
    found = _standing(claim, setting)
    if told is None or told[0] is None or not found:
        return None
    cue, states = told[0][0], told[1]
    days = past(claim)
    if days and _WAS.match(cue):  # on what day it came to be so
        return _not_over(claim, setting, found, days[-1]) if states is _STATES[-1][1] else None
    at = Moment(days[0].last) if len(days) == 1 and days[0].exact else on_day(setting)
    now = {state_word(setting.record, each, at) for each in found}
    same = {each in states for each in now}
    if None in now or "announced" in now or len(same) > 1:
        return None
    if True not in same and not (setting.given or days or setting.written is None):
        return None
    has = ", ".join(sorted(map(str, now)))
    return Finding(claim=claim, verdict="supported" if True in same else "contradicted", said=cue, has=has,
                   entries=tuple(each.id for each in found),
                   reason=f"In the record “{found[0].title}” is {has} on {at}.")  # fmt: skip


def _not_over(
    claim: Claim, setting: Setting, found: tuple[Measure | Agreement | Channel, ...], by: When
) -> Finding | None:
    """A contradiction, if what is said to have been ended by a day has no end in the record and was in force then."""
    at = Moment(min(by.last, setting.on.day))
    over = any(step.step in ("stop", "withdraw", "expire", "strike down", "lapsed", "ended", "suspend", "suspended")
               for each in found for step in each.steps)  # fmt: skip
    now = {state_word(setting.record, each, at) for each in found}
    if over or not now <= {"in force", "open"} or of_another(claim) or not _mostly(claim, setting, found[0].title):
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(found[0].id,), said="ended", has="in force",
                   reason=f"The record has no end of “{found[0].title}”: it was in force on {at}.")  # fmt: skip


def _mostly(claim: Claim, setting: Setting, title: str) -> bool:
    """True if a claim, with the sentence before it, holds half of what tells a title."""
    own = words(title) - setting.cast.stems
    shared = own & setting.telling(f"{claim.before} {claim.said}")
    return setting.facts.weight(shared) >= setting.facts.weight(own) / 2


def of_another_deal(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if a channel is said to have been opened or restored under one deal and was under another."""
    marks = [each for each in setting.named(claim.text) if each.sure and each.kind == "agreement"]
    if len({each.entry for each in marks}) != 1 or not _UNDER.search(claim.text[: marks[0].start]):
        return None
    under = {step.under for each in referring.channels(claim, setting) for step in each.steps if step.under}
    if len(under) != 1 or marks[0].entry in under:
        return None
    said, has = (setting.record.find(each, Agreement) for each in (marks[0].entry, under.pop()))
    return Finding(claim=claim, verdict="contradicted", entries=(has.id,), said=said.title, has=has.title,
                   reason=f"The record has this under “{has.title}”.")  # fmt: skip


def _standing(claim: Claim, setting: Setting) -> tuple[Measure | Agreement | Channel, ...]:
    """The agreement that the claim names, or else the measures that it tells."""
    marks = [each for each in setting.named(claim.text) if each.sure and each.kind == "agreement"]
    named = {each.entry for each in marks if not _AT.search(claim.text[: each.start])}
    if len(named) == 1:
        return (setting.record.find(named.pop(), Agreement),)
    return measures.told(claim, setting) or referring.channels(claim, setting) or _gone_back_to(claim, setting)


def _gone_back_to(claim: Claim, setting: Setting) -> tuple[Measure | Agreement | Channel, ...]:
    """The measure, agreement or channel that "it" or "the ban" goes back to."""
    found = referring.meant(claim, setting)
    for each in found.ids if found.back else ():
        entry = setting.record.entry(each)
        if isinstance(entry, (Measure, Agreement, Channel)):
            return (entry,)
    return ()


def lasts(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to how long an agreement or suspension is to run; None if none is named."""
    amount = claim.amount
    if amount is None or amount.kind != "duration" or amount.unit != "day" or amount.value is None:
        return None
    if not _TERM.search(claim.text):
        return None
    for text in (claim.said, claim.lead):
        marks = [each for each in setting.named(text, [one.when for one in claim.around]) if each.sure]
        deal = next((found for mark in marks if (found := _deal(setting, mark.entry))), "")
        terms = [length for fact in setting.facts.of(deal) if (length := _length(fact))]
        if terms:
            judged = _of_length(claim, deal, claim.said[amount.start : amount.end], int(amount.value), terms)
            return judged if text is claim.said or (judged and judged.verdict == "supported") else None
    return None


def _of_length(claim: Claim, deal: str, said: str, days: int, terms: list[int]) -> Finding | None:
    near = [each for each in terms if abs(each - days) <= 1]
    if near:
        return Finding(claim=claim, verdict="supported", entries=(deal,), said=said, has=f"{near[0]} days",
                       reason=f"In the record a term of it runs for {near[0]} days.")  # fmt: skip
    if abs(terms[0] - days) < _CLOSE:
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(deal,), said=said, has=f"{terms[0]} days",
                   reason=f"In the record its first term runs for {terms[0]} days.")  # fmt: skip


def _length(fact: Fact) -> int:
    """Days from a step to the end of the term that it gives; 0 if it gives none."""
    if fact.until is None or not fact.days or fact.kind != "agreement":
        return 0
    start: date = fact.days[0].first
    return (fact.until.last - start).days


def on_day(setting: Setting) -> Moment:
    """The day on which a status is judged: the document's if it tells one, else the day asked about."""
    return Moment(setting.written) if setting.given and setting.written else setting.on
