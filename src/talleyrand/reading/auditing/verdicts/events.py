"""When something was done: a date said of an agreement, an act or a step, against the dates of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, Found, words
from talleyrand.reading.auditing.verdicts import measures, meetings
from talleyrand.reading.auditing.verdicts.finding import Finding, day
from talleyrand.reading.auditing.verdicts.polarity import same_way
from talleyrand.reading.auditing.verdicts.setting import Setting, due, of_another, one_day, overlapping, past
from talleyrand.reading.language.amounts import amounts
from talleyrand.record.dates import When
from talleyrand.record.entries import Agreement, Measure

SURE = 5.0  # weight of shared words from which a fact of the same day is the one told
MOST, ALL = 0.45, 0.8  # shares of a title's weight that a claim must hold for another day to contradict it
_NEARLY_ALL = 0.7  # the share if the claim gives a month only
PLAIN = 20.0  # weight of shared words from which a fact is meant although only its year is said
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
SINGLE = 5.5  # weight of a word that stands in hardly any fact but one
_SEVERAL = 2
# What is said to have become of an agreement, and the steps of the record that are that.
_BECAME: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\bsign(?:ed|ing|ature)\b|\binked\b", re.I), frozenset({"signed", "agreed"})),
    (re.compile(r"\b(?:took effect|came into (?:force|effect)|entered into force|in force since|effective)\b", re.I),
     frozenset({"in force"})),
    (re.compile(r"\b(?:reached|concluded|struck|agreed|clinched|sealed|made|announced|unveiled|issued)\b", re.I),
     frozenset({"agreed", "published", "signed"})),
    (re.compile(r"\b(?:broke down|collapsed|ended|lapsed|expired|fell apart|ran out)\b", re.I),
     frozenset({"ended", "lapsed"})),
    (re.compile(r"\b(?:extend(?:ed|s)?|extension|prolonged|renewed)\b", re.I), frozenset({"extended"})),
)  # fmt: skip
_PROMISED = re.compile(r"\b(?:pledg|promis|commit|agree|vow|undert[ao])\w*", re.I)
_PLANNED = re.compile(r"\b(?:plan|schedul|set for|postpon|announc|invit|ask|request|cancel|refus)\w*", re.I)
_BACK = re.compile(r"(?:the|this|that) (?:agreement|deal|accord|truce|framework|pact|treaty)\b", re.I)
_NEVER = re.compile(r"(?!)")
_STEP_OF = {
    "opened": re.compile(r"\b(?:open|launch|set up|establish|creat|began|(?:was|were|been) agreed)\w*", re.I),
    "suspended": re.compile(r"\b(?:suspend|cancel|halt|broke off|cut off|call(?:ed|s) off)\w*", re.I),
    "cancelled": re.compile(r"\b(?:suspend|cancel|halt|broke off|cut off|call(?:ed|s) off)\w*", re.I),
    "replaced": re.compile(r"\b(?:replac|supersed|gave way)\w*", re.I),
    "restored": re.compile(r"\b(?:restor|reopen|resum|reviv|took up)\w*", re.I),
}
DEAL = re.compile(
    r"agreements?|deals?|accords?|truce|frameworks?|pact|treaty|statement|declaration|arrangement|ceasefire|announcement|understandings?"
    r"|memorand(?:um|a)",
    re.I,
)


def dated(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to the day on which something was done; None if nothing of it can be told."""
    days = past(claim)
    if not days:
        return None
    return (
        _of_agreement(claim, setting, days) or _of_fact(claim, setting, days) or _on_another_day(claim, setting, days)
    )


def _of_fact(claim: Claim, setting: Setting, days: tuple[When, ...]) -> Finding | None:
    """Support, if a fact of these days shares enough telling words with the claim."""
    stems = setting.telling(claim.about)
    around = setting.telling(claim.said) - stems
    best: tuple[float, Found] | None = None
    for found in setting.facts.sharing(stems | around):
        fact = found.fact
        if not overlapping(fact.days, days) or not _happened(claim, fact):
            continue
        if not setting.concerns(claim, fact) or not same_way(claim, fact) or _of_another_side(claim, setting, fact):
            continue
        if not _tells(setting, fact, found.shared & stems, days) or meetings.stranger(claim, setting, fact):
            continue
        own = setting.facts.weight(found.shared & stems)
        weight = own + setting.facts.weight(found.shared & around) / 2 + _exact(days) + _people(claim, setting, fact)
        if own >= 3 and (best is None or weight > best[0]):
            best = weight, found
    if best is None or best[0] < SURE + 2 or len(best[1].shared & stems) < _SEVERAL:
        return None
    fact = best[1].fact
    when = next(each for each in fact.days if overlapping((each,), days))
    return Finding(claim=claim, verdict="supported", entries=(fact.entry,), said=", ".join(map(day, days)),
                   has=f"{fact.text} ({day(when)})",
                   reason=f"The record has this on {day(when)}: {fact.text.rstrip('.')}.")  # fmt: skip


def _of_another_side(claim: Claim, setting: Setting, fact: Fact) -> bool:
    """True if the claim's subject is a side that the fact is not of, or it has a name that is foreign to the fact."""
    if fact.kind not in ("act", "measure"):
        return False
    doer = setting.subject(claim)
    if doer and fact.by and doer not in fact.by and doer in setting.record:
        return True
    names = words(" ".join(_NAME.findall(claim.text))) - setting.cast.stems - setting.facts.told_of(fact.entry)
    return any(setting.facts.weight((each,)) >= meetings.RARE for each in names)


def _happened(claim: Claim, fact: Fact) -> bool:
    """True of what was done; of a meeting only planned, if the claim speaks of plans."""
    if fact.kind == "meeting" and fact.step != "held":
        return _PLANNED.search(claim.text) is not None
    if fact.kind == "meeting":
        return bool(fact.place) and fact.place.partition(",")[0] in claim.text
    return fact.kind not in ("indicator", "talks")


def _tells(setting: Setting, fact: Fact, shared: frozenset[str], days: tuple[When, ...]) -> bool:
    """True if the words shared hold what is rare in a fact's title, or most of it."""
    title = words(fact.text) - setting.cast.stems
    both = shared & title
    rare = [each for each in both if setting.facts.weight((each,)) >= meetings.RARE]
    most = setting.facts.weight(both) >= setting.facts.weight(title) / 2
    if not _exact(days):
        return bool(rare) and (most or setting.facts.weight(shared) >= PLAIN)
    single = any(setting.facts.weight((each,)) >= SINGLE for each in shared)
    return (most and setting.facts.weight(both) >= SURE) or bool(rare) or single


def _exact(days: Iterable[When]) -> float:
    """How much a date tells by itself: a day more than a month, a month more than a year."""
    spans = [(each.last - each.first).days for each in days]
    return 3.0 if min(spans) < 4 else 1.5 if min(spans) < 32 else 0.0


def _people(claim: Claim, setting: Setting, fact: Fact) -> float:
    return 2.0 * len(set(setting.people(claim.text)) & set(fact.people))


def _of_agreement(claim: Claim, setting: Setting, days: tuple[When, ...]) -> Finding | None:
    """What the record says to the day on which an agreement that the claim names was made, began or was extended."""
    about = f"{claim.before} {claim.about}" if _BACK.match(claim.text) else claim.about
    marks = [each for each in setting.named(about, days) if each.kind == "agreement" and each.sure]
    steps = became(claim) or None
    named = {each.entry for each in marks} or by_title(claim, setting)
    titled = any(not setting.record.find(each, Agreement).meeting for each in named)
    if len(named) != 1 or steps is None or len(days) != 1 or not (titled or DEAL.search(about)):
        return None
    deal = setting.record.find(next(iter(named)), Agreement)
    when = days[0]
    at = [each for step in deal.steps for each in (step.on, step.announced) if each]
    own = [each for step in deal.steps if step.step in steps for each in (step.on, step.announced) if each]
    if overlapping(own, days) or overlapping(at, days):
        met = next(each for each in (*own, *at) if overlapping((each,), days))
        return Finding(claim=claim, verdict="supported", entries=(deal.id,), said=day(when), has=day(met),
                       reason=f"The record has this step of “{deal.title}” on {day(met)}.")  # fmt: skip
    if not own or overlapping(_about(setting, deal), days) or _far(own, when) or any(x.doubt for x in claim.dates):
        return None
    has = ", ".join(map(day, own))
    return Finding(claim=claim, verdict="contradicted", entries=(deal.id,), said=day(when), has=has,
                   reason=f"The record has this step of “{deal.title}” on {has}.")  # fmt: skip


def became(claim: Claim) -> frozenset[str]:
    """The steps of an agreement that the claim's verb can be."""
    return next((steps for form, steps in _BECAME if form.search(claim.text)), frozenset())


def did(claim: Claim, step: str) -> bool:
    """True if the claim's words can tell this step of a channel."""
    return _STEP_OF.get(step, _NEVER).search(claim.text) is not None


def _on_another_day(claim: Claim, setting: Setting, days: tuple[When, ...]) -> Finding | None:
    """A contradiction, if one act alone is told, by nearly all of its words, and the record has it on another day."""
    if one_day(claim) is None or of_another(claim):
        return None
    channels = any(form.search(claim.text) for form in _STEP_OF.values())
    stems = setting.telling(claim.about)
    told = []
    for found in setting.facts.sharing(stems):
        fact = found.fact
        title = words(fact.text) - setting.cast.stems
        both = found.shared & title
        rare = [each for each in both if setting.facts.weight((each,)) >= meetings.RARE]
        part = setting.facts.weight(both) / (setting.facts.weight(title) or 1)
        most = MOST if days[0].exact else _NEARLY_ALL
        enough = (part >= most and len(rare) >= _SEVERAL) or (part >= ALL and rare and len(both) >= _SEVERAL)
        if enough and setting.concerns(claim, fact) and not (channels and fact.step in ("held", "made", "clause")):
            told.append(fact)
    told = [each for each in told if each.kind != "channel" or did(claim, each.step)]
    if (
        len({each.entry for each in told}) != 1
        or told[0].kind not in ("act", "channel")
        or not all(x.exact or "/" in x.text for x in told[0].days)
        or any(overlapping(each.days, days) for each in told)
    ):
        return None
    at = min((each for fact in told for each in fact.days), key=lambda each: abs((each.first - days[0].first).days))
    if not 0 < abs((at.first - days[0].first).days) <= 400:
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(told[0].entry,), said=day(days[0]), has=day(at),
                   reason=f"The record has this on {day(at)}: {told[0].text}.")  # fmt: skip


def by_another(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if one state is said to have done what the record has the other do to it on that very day."""
    doer, said = setting.doer(claim), one_day(claim)
    if not doer or said is None or not said.exact:
        return None
    stems, told = setting.telling(claim.about), []
    for found in setting.facts.sharing(stems):
        fact = found.fact
        both = found.shared & words(fact.text) - setting.cast.stems
        rare = [each for each in both if setting.facts.weight((each,)) >= meetings.RARE]
        if rare and overlapping(fact.days, (said,)) and doer in fact.by:
            return None
        title = setting.facts.weight(words(fact.text) - setting.cast.stems)
        most = len(rare) >= _SEVERAL or setting.facts.weight(both) >= title / 2
        if fact.kind == "act" and most and rare and doer in setting.record and overlapping(fact.days, (said,)):
            told.append(fact)
    if not told or {each for fact in told for each in fact.by} & {doer}:
        return None
    name = setting.record.name_of(told[0].by[0])
    return Finding(claim=claim, verdict="contradicted", entries=(told[0].entry,), said=setting.record.name_of(doer),
                   has=name, reason=f"The record has this of {name}: {told[0].text.rstrip('.')}.")  # fmt: skip


def done(claim: Claim, setting: Setting) -> Finding | None:
    """Support for a deed told without a day: a fact near the document's day of whose title the claim holds most."""
    stems = setting.telling(claim.about)
    deals = {each.entry for each in setting.named(f"{claim.lead} {claim.said}")}
    kinds = ("act", "measure", "commitment", "clause") if _PROMISED.search(claim.said) else ("act", "measure")
    for found in setting.facts.sharing(stems):
        fact = found.fact
        if (
            fact.kind not in kinds
            or not any(setting.near(claim, each) for each in fact.days)
            or not setting.concerns(claim, fact)
        ):
            continue
        if not same_way(claim, fact):
            continue
        title = words(fact.text) - setting.cast.stems
        both = found.shared & title
        rare = [each for each in both if setting.facts.weight((each,)) >= meetings.RARE - 1]
        weight, whole = setting.facts.weight(both), setting.facts.weight(title)
        enough = len(rare) >= _SEVERAL or (fact.agreement in deals and weight >= SURE)
        if enough and weight >= whole * 0.6:
            return Finding(claim=claim, verdict="supported", entries=(fact.entry,), has=fact.text,
                           reason=f"The record has this on {day(fact.days[0])}: {fact.text.rstrip('.')}.")  # fmt: skip
    return None


def lasting(claim: Claim, setting: Setting) -> Finding | None:
    """The same for a deed said to last so long, unless the fact tells of another length of time."""
    amount = claim.amount
    if amount is None or amount.kind != "duration":
        return None
    found = done(claim, setting)
    others = [each for each in amounts(found.has) if each.kind == "duration"] if found else []
    return found if all(each.value in (None, amount.value) for each in others) else None


def by_title(claim: Claim, setting: Setting) -> set[str]:
    """The agreement of whose title the claim holds a rare word, if it is but one."""
    stems = setting.telling(claim.about)
    found = set()
    for deal in setting.record.of(Agreement):
        title = words(deal.title) - setting.cast.stems - measures.WEAK
        both = title & stems
        most = setting.facts.weight(both) >= setting.facts.weight(title) / 2
        if most and any(setting.facts.weight((each,)) >= meetings.RARE for each in both):
            found.add(deal.id)
    return found if len(found) == 1 else set()


def _far(own: Iterable[When], when: When) -> bool:
    return all(abs((each.first - when.first).days) > 800 for each in own)


def _about(setting: Setting, deal: Agreement) -> list[When]:
    """The days of the measures taken under an agreement, and of the meeting that made it."""
    found = [each for fact in setting.facts.of(deal.meeting or "") for each in fact.days]
    for measure in setting.record.of(Measure):
        for step in measure.steps:
            if step.under == deal.id:
                found += [each for each in (step.announced, step.signed, step.effective) if each]
    return found


def ends(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to the end of the term of an agreement or measure that the claim names."""
    days = due(claim)
    if len(days) != 1 or not re.search(
        r"\b(?:until|through|expir\w+|extend\w*|extension|run(?:s)?)\b", claim.text, re.I
    ):
        return None
    marks = [each for each in setting.named(claim.text) if each.sure and each.kind == "agreement"]
    named = {each.entry for each in marks} or by_title(claim, setting)
    if len(named) != 1:
        return None
    deal = next(iter(named))
    terms = [fact.until for fact in setting.facts.of(deal) if fact.until and fact.kind == "agreement"]
    near = [each for each in terms if _within_a_day(each, days[0])]
    if near:
        return Finding(claim=claim, verdict="supported", entries=(deal,), said=day(days[0]), has=day(near[0]),
                       reason=f"The record has this term of it run to {day(near[0])}.")  # fmt: skip
    if not terms or not days[0].exact or any(each.doubt for each in claim.dates):
        return None
    has = ", ".join(map(day, terms))
    return Finding(claim=claim, verdict="contradicted", entries=(deal,), said=day(days[0]), has=has,
                   reason=f"The terms that the record has of it run to {has}.")  # fmt: skip


def _within_a_day(one: When, other: When) -> bool:
    """True if two dates are the same, or a day apart, as the ends of a term are in two time zones."""
    return overlapping((one,), (other,)) or abs((one.last - other.last).days) <= 1
