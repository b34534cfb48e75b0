"""A measure told by the words of its title: when its steps were taken, how high it was, how many it lists.

Only what the words tell beyond doubt is contradicted: several measures that they may mean are taken together, and a
day on which anything alike was done contradicts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import chain

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict, agrees, day, shown
from talleyrand.reading.auditing.verdicts.setting import SO_LONG, Setting, one_day, overlapping, past
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record import lives
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Measure, MeasureStep

RARE = 3.3  # weight of a word that stands in about one fact of thirty
_WHOLE = 5.0  # weight of the words of a whole title that needs no rare one
_NAMED = 6.0  # what a number that names a measure is worth, as "List 3"
_FEW = 3  # measures that share a number or a word of a title that tells which is meant
_NEARLY = 0.75  # of the best: measures that are meant with it
_YEAR = 400  # days by which a wrong date may be off
# Words that tell when and how, not of which measure.
WEAK = words(
    "January February March April May June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday today now force effect place remain requirement add go follow stand"
    " widen apply charge repeal withdraw list put took rose rise fell fall further another additional percent"
)
_LISTED = words("entities firms companies bodies organisations individuals people affiliates bureaus subsidiaries")
_SORTS = words("duty licence list ban probe fee sanction visa")
_NUMBER = re.compile(r"\b(list|section|announcement|order|proclamation)s? (?:no\. ?)?(\w*\d\w*)", re.I)
# "The ban", "it": what the sentence before tells.
_BACK = re.compile(
    r"(?:it|they|both|(?:the|(?P<this>this|that|these|those)) (?P<noun>(?:[a-z]+ ){0,2}?(?:bans?|dut(?:y|ies)|tariffs?"
    r"|lev(?:y|ies)|surcharge|controls?|curbs?|restrictions?|fees?|listings?|licen[cs]es?|probes?|rules?|measures?"
    r"|sanctions?)))\b(?! (?:on|of|for|over|against|to|by) )", re.I
)  # fmt: skip
LAW = re.compile(r"\b(?:under|of|on|was|were|is) sections? \d{3}\b(?: of (?:the )?[A-Z][\w ]+)?|\bsections? \d{3}\b")
# What is said to have been done to a measure, and the steps of the record that are that; the first that fits.
_STEPS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\b(?:suspend|paus)\w*|暂停", re.I), frozenset({"suspend"})),
    (re.compile(r"\b(?:lifted|removed|dropped|ended|repealed|revoked|rescinded|withdr[ae]wn?|terminated|cancell?ed"
                r"|scrapped|abolished|expired|lapsed|struck down)\b|取消|撤销|解除|废除", re.I),
     frozenset({"stop", "withdraw", "expire", "strike down", "lower"})),
    (re.compile(r"\b(?:extended|prolonged|renewed)\b|延长", re.I), frozenset({"extend"})),
    (re.compile(r"\b(?:cut|lowered|reduced|halved)\b|降至|下调|降低|减半", re.I),
     frozenset({"lower", "suspend", "stop"})),
    (re.compile(r"\b(?:impos|introduc|announc|publish|unveil|issu|charg|collect|levi|schedul|launch|requir|restrict|prohibit|bann|rais"
                r"|increas|widen|tighten|follow)(?:ed|d)\b|\b(?:put|placed|added|opened|listed|began|signed|sent"
                r"|went out|took effect|takes effect|came into (?:force|effect)|entered into force|effective)\b"
                r"|加征|提高|上调|宣布|公布|实施|实行|生效|列入", re.I),
     frozenset({"announce", "impose", "raise", "resume"})),
)  # fmt: skip
_RATE_AFTER = re.compile(
    r"^[- ]?(?:[\w-]+ ){0,2}?(?:tariff|dut(?:y|ies)|lev(?:y|ies)|surcharge|rate)|^的?(?:对等)?关税", re.I
)
_RATE_BEFORE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharge|rate)\b[^.;]{0,80}\b(?:of|at|was|were|is|to) (?:only |just )?$"
    r"|关税[^，。；]{0,8}(?:至|到|为)$",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:announc|threat|propos|plan|consider|agree|promis|pledg|said|declar|decid|would|could|might|report)\w*", re.I
)
_ALL = re.compile(r"\b(?:total|overall|combined|average|effective|cumulative|sum|up to)\b", re.I)
_PART = re.compile(r"\b(?:including|among|of (?:them|which|whom))\b", re.I)


def told(claim: Claim, setting: Setting) -> tuple[Measure, ...]:
    """The measures that the claim's words tell, the best by their titles first; none if the words tell none.

    "The ban" and "it" go back to what the sentence before tells.
    """
    back = _BACK.match(claim.text) if claim.before else None
    own = () if back and back["this"] else _told(claim, setting, claim.about)
    if own or back is None:
        return own
    noun = words(back["noun"] or "")
    found = _told(claim, setting, f"{claim.before} {claim.about}" if noun else claim.before)
    return tuple([each for each in found if not noun or noun & words(f"{each.title} {each.instrument}")])


def titled(claim: Claim, setting: Setting) -> tuple[Measure, ...]:
    """The measures that the claim's own words tell, whatever law it says that they rest on."""
    return _told(claim, setting, LAW.sub("", claim.about))


def _told(claim: Claim, setting: Setting, text: str, *, anyone: bool = False) -> tuple[Measure, ...]:
    stems = setting.telling(text) - WEAK
    named = frozenset(
        each for each in _numbers(text) if any(each in numbers for numbers, _ in _names(setting).values())
    )
    money = frozenset(each.value for each in amounts(claim.said) if each.kind == "money")
    states = set(setting.states(text))
    known = sum(weight for each in stems if (weight := setting.facts.weight((each,))) >= RARE)
    scores: dict[str, float] = {}
    for fact, shared in _measures(setting, stems, named, money):
        measure = setting.record.find(fact.entry, Measure)
        numbers, sums = _names(setting)[measure.id]
        title = words(fact.text) - setting.cast.stems
        both = shared & title
        weight, whole = setting.facts.weight(both), setting.facts.weight(title)
        rare = [each for each in shared if setting.facts.weight((each,)) >= RARE]
        if measure.instrument == "tariff" and "duty" in stems:
            few = [each for each in both - set(rare) if _duties(setting)[each] <= _FEW]
            rare += [each for each in few if not setting.facts.plain(each)]
        extra = _NAMED * len(named & numbers) + _NAMED * bool(money & sums)
        if (named and not extra) or not (anyone or setting.concerns(claim, fact)):
            continue
        held = setting.facts.weight(rare)
        enough = (both & set(rare) and (len(rare) > 1 or weight >= whole * 0.6 or held >= known)) or extra
        enough = enough or (weight >= max(_WHOLE, whole * 0.9) and set(setting.states(fact.text)) <= states)
        if enough and (extra or held >= known / 2):
            score = weight + setting.facts.weight(shared - title) / 2 + extra
            scores[measure.id] = max(score, scores.get(measure.id, 0.0))
    best = max(scores.values(), default=0.0)
    found = sorted((each for each in scores if scores[each] >= best * _NEARLY), key=lambda each: -scores[each])
    return tuple([setting.record.find(each, Measure) for each in found])


def _measures(
    setting: Setting,
    stems: frozenset[str],
    named: frozenset[str] = frozenset(),
    money: frozenset[Decimal | None] = frozenset(),
) -> Iterator[tuple[Fact, frozenset[str]]]:
    """The steps of measures that share words with a claim, and those whose number or sum of money it names."""
    for found in setting.facts.sharing(stems, most=80):
        if found.fact.kind == "measure":
            yield found.fact, found.shared
    for measure, (numbers, sums) in _names(setting).items() if named or money else ():
        if named & numbers or money & sums:
            yield from ((fact, fact.stems & stems) for fact in setting.facts.of(measure)[:1])


def _names(setting: Setting) -> Mapping[str, tuple[frozenset[str], frozenset[Decimal | None]]]:
    """The numbers and the sums of money by which each measure can be named; made once for a record."""
    memory = setting.record.memory
    if _names not in memory:
        every = setting.record.of(Measure)
        own = {each.id: _numbers(" ".join([each.title, *(step.basis or "" for step in each.steps)])) for each in every}
        often = Counter(chain.from_iterable(own.values()))
        memory[_names] = {
            each.id: (
                frozenset(one for one in own[each.id] if often[one] <= _FEW),  # "section 301" names no one duty
                frozenset(one.value for one in amounts(each.title) if one.kind == "money"),
            )
            for each in every
        }
    return memory[_names]  # type: ignore[return-value]


def _duties(setting: Setting) -> Counter[str]:
    """In how many titles of duties each word stands; made once for a record."""
    memory = setting.record.memory
    if _duties not in memory:
        every = [words(each.title) for each in setting.record.of(Measure) if each.instrument == "tariff"]
        memory[_duties] = Counter(chain.from_iterable(every))
    return memory[_duties]  # type: ignore[return-value]


def _numbers(text: str) -> frozenset[str]:
    """The names of lists, sections of laws and orders that are numbers: "list 4a"."""
    return frozenset(f"{match[1]} {match[2]}".lower() for match in _NUMBER.finditer(text))


def dates(steps: Iterable[MeasureStep]) -> tuple[When, ...]:
    """The days of some steps, each once."""
    every = (when for step in steps for when in (step.announced, step.signed, step.effective, step.disclosed))
    return tuple(dict.fromkeys(each for each in every if each))


# --- when ------------------------------------------------------------------------------------------


def on_another_day(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if what is said to have been done to a measure was done on other days, and nothing on this."""
    said, done = one_day(claim), kinds(claim)
    if said is None or len(claim.dates) != 1 or claim.dates[0].bound or not done or SO_LONG.search(claim.said):
        return None
    days = (said,)
    found = tuple([each for each in told(claim, setting) if _of_the_sort(claim, each)])
    own = dates(step for each in found for step in each.steps if step.step in done)
    apart = [abs((each.first - days[0].first).days) for each in own]
    if not own or not 1 < min(apart) <= _YEAR or _alike(claim, setting, found, days):
        return None
    nearest = own[apart.index(min(apart))]
    measure = next(each for each in found if nearest in dates(each.steps))
    has = ", ".join(day(each) for each in dates(step for step in measure.steps if step.step in done))
    return Finding(claim=claim, verdict="contradicted", entries=(measure.id,), said=day(days[0]), has=has,
                   reason=f"The record has this step of “{measure.title}” on {has}.")  # fmt: skip


def _of_the_sort(claim: Claim, measure: Measure) -> bool:
    """True unless the claim speaks of one sort of instrument and the measure's title of another."""
    said, has = words(claim.text) & _SORTS, words(measure.title) & _SORTS
    return not said or not has or bool(said & has)


def kinds(claim: Claim) -> frozenset[str]:
    """The steps that the verb nearest before the claim's date can be, or else the first after it."""
    if not claim.dates:
        return frozenset()
    at = claim.dates[0].start - claim.at[0]
    verbs = sorted((match.start(), steps) for form, steps in _STEPS for match in form.finditer(claim.text))
    before = [steps for start, steps in verbs if start < at]
    return before[-1] if before else verbs[0][1] if verbs else frozenset()


def kinds_anywhere(claim: Claim) -> frozenset[str]:
    """The steps that the first verb of a claim can be, whether it has a date or not."""
    verbs = sorted((match.start(), sorted(steps)) for form, steps in _STEPS for match in form.finditer(claim.text))
    return frozenset(verbs[0][1]) if verbs else frozenset()


def _alike(claim: Claim, setting: Setting, found: Iterable[Measure], days: tuple[When, ...]) -> bool:
    """True if any step of these measures, or anything that shares a rare word with the claim, is of the days said."""
    if any(overlapping(dates(each.steps), days) for each in found):
        return True
    stems = setting.telling(claim.about) - WEAK
    return any(
        overlapping(each.fact.days, days) and any(setting.facts.weight((one,)) >= RARE for one in each.shared)
        for each in setting.facts.sharing(stems, most=120)
    )


_REPEALED = re.compile(r"\b(?:repealed|abolished|revoked|rescinded|terminated|scrapped|annulled)\b", re.I)


def only_suspended(claim: Claim, setting: Setting) -> Finding | None:
    """Imprecise, if a measure is said to have been repealed that the record has as suspended, and never as ended."""
    match = _REPEALED.search(claim.text)
    found = told(claim, setting) if match else ()
    if match is None or len(found) != 1:
        return None
    steps = [step.step for step in found[0].steps]
    days = dates(step for step in found[0].steps if step.step == "suspend")
    if not days or set(steps) & {"stop", "withdraw", "expire", "strike down"}:
        return None
    if past(claim) and not overlapping(days, past(claim)):
        return None
    return Finding(claim=claim, verdict="imprecise", entries=(found[0].id,), said=match[0], has="suspended",
                   reason=f"The record has “{found[0].title}” as suspended ({day(days[0])}), not ended.")  # fmt: skip


def by_another(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if one state is said to have done what the record has of the other on that very day."""
    doer, said, done = setting.doer(claim), one_day(claim), kinds(claim)
    if not doer or not done or said is None:
        return None
    days = (said,)
    state = setting.record.state_of
    found = [
        each for each in _told(claim, setting, claim.about, anyone=True)
        if overlapping(dates(step for step in each.steps if step.step in done), days)
    ]  # fmt: skip
    others = {state(each.by) for each in found}
    if len(others) != 1 or doer in others or doer not in setting.record:
        return None
    stems = setting.telling(claim.about) - WEAK
    for each in setting.facts.sharing(stems, most=120):
        rare = any(setting.facts.weight((one,)) >= RARE for one in each.shared)
        if rare and doer in each.fact.by and overlapping(each.fact.days, days):
            return None
    name = setting.record.name_of(others.pop())
    return Finding(claim=claim, verdict="contradicted", entries=(found[0].id,), said=setting.record.name_of(doer),
                   has=name, reason=f"The record has this of {name}: “{found[0].title}”.")  # fmt: skip


# --- how high --------------------------------------------------------------------------------------


def level(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to the rate of a duty that the claim tells, on the days said or at any time."""
    amount = claim.amount
    if amount is None or amount.kind != "percent" or amount.role in ("from", "by") or not _is_rate(claim, amount):
        return None
    if _NOT_YET.search(claim.said) or _ALL.search(claim.said):
        return None
    found = [each for each in told(claim, setting) if each.instrument == "tariff"]
    days = past(claim)
    if wrong := _moved_on_another_day(claim, amount, found, days):
        return wrong
    values = {value for each in found for value in _levels(setting, each, days)}
    if len(found) == 1 and len(values) == 1 and any(agrees(amount, each) for each in values):
        return _of_level(claim, amount, found, "supported", values)
    doer = setting.subject(claim)
    goods = [each for each in _of_these_goods(claim, setting) if not doer or setting.record.state_of(each.by) == doer]
    may = {value for each in goods for value in _levels(setting, each, days)}
    if not values or any(agrees(amount, each) for each in values | may) or any(each.doubt for each in claim.dates):
        return None
    return _of_level(claim, amount, found, "contradicted", values)


def _of_level(claim: Claim, amount: Amount, found: list[Measure], verdict: Verdict, values: set[Decimal]) -> Finding:
    has, days = ", ".join(f"{shown(each)} percent" for each in sorted(values)), past(claim)
    when = f" ({', '.join(map(day, days))})" if days else ""
    return Finding(claim=claim, verdict=verdict, entries=tuple(each.id for each in found), has=has,
                   said=claim.said[amount.start : amount.end],
                   reason=f"The record has “{found[0].title}” at {has}{when}.")  # fmt: skip


def _moved_on_another_day(claim: Claim, amount: Amount, found: list[Measure], days: tuple[When, ...]) -> Finding | None:
    """A contradiction, if one duty alone is said to have been moved to a level on a day, and was on another."""
    if len(found) != 1 or len(days) != 1 or not days[0].exact or amount.role != "to":
        return None
    steps = [step for step in found[0].steps if step.level is not None and agrees(amount, step.level)]
    own = dates(steps)
    apart = [abs((each.first - days[0].first).days) for each in own]
    if not own or not 1 < min(apart) <= _YEAR or any(each.doubt or each.bound for each in claim.dates):
        return None
    has = ", ".join(map(day, own))
    return Finding(claim=claim, verdict="contradicted", entries=(found[0].id,), said=day(days[0]), has=has,
                   reason=f"The record has “{found[0].title}” go there on {has}.")  # fmt: skip


def _of_these_goods(claim: Claim, setting: Setting) -> Iterator[Measure]:
    """Every duty with a rare word of the claim in its title: several goods may be told in one breath."""
    rare = {each for each in setting.telling(claim.about) - WEAK if setting.facts.weight((each,)) >= RARE}
    for measure in setting.record.of(Measure):
        if measure.instrument == "tariff" and rare & words(measure.title):
            yield measure


def _is_rate(claim: Claim, amount: Amount) -> bool:
    before, after = claim.said[: amount.start], claim.said[amount.end :]
    if re.search(r"\b(?:another|further|more) $", before):
        return False
    return bool(_RATE_AFTER.search(after) or _RATE_BEFORE.search(before))


def _levels(setting: Setting, measure: Measure, days: tuple[When, ...]) -> Iterator[Decimal]:
    """The levels of a measure on some days, just before them, and of steps told of on them; without days, all."""
    for step in measure.steps:
        if step.level is not None and (not days or overlapping(dates([step]), days)):
            yield step.level
    for each in days:
        for at in (each.first - timedelta(days=1), each.last):
            now = lives.state(setting.record, measure, Moment(at))
            if now and now.level is not None:
                yield now.level


# --- how many --------------------------------------------------------------------------------------


def listed(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to how many were put on a list on a day; None if no list can be told."""
    amount, when = claim.amount, one_day(claim)
    if amount is None or amount.kind != "count" or when is None or _PART.search(claim.text):
        return None
    days = (when,)
    there = [
        (weight, fact, counts) for fact, shared in _measures(setting, setting.telling(claim.about))
        if overlapping(fact.days, days) and setting.concerns(claim, fact)
        and (weight := setting.facts.weight(shared & words(fact.text))) >= RARE
        and (counts := _counts(setting, fact, words(amount.unit)))
    ]  # fmt: skip
    if not there:
        return None
    weight, fact, counts = max(there, key=lambda each: each[0])
    values = {value for _, _, each in there for value in each}
    said, has = claim.said[amount.start : amount.end], ", ".join(map(shown, sorted(counts)))
    if any(agrees(amount, each) for each in counts):
        return Finding(claim=claim, verdict="supported", entries=(fact.entry,), said=said, has=fact.text,
                       reason=f"The record has this number on {day(fact.days[0])}: {fact.text}.")  # fmt: skip
    others = [each for each in amounts(claim.said) if each.value is not None and each != amount]
    told = {one.value for each in there for one in amounts(_called(setting, each[1])) if one.value is not None}
    sums = {*values, *told, sum(values, Decimal(0))}
    if any(agrees(one, each) for one in (amount, *others) for each in sums):
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(fact.entry,), said=said, has=fact.text,
                   reason=f"The record has {has} on {day(fact.days[0])}: {fact.text}.")  # fmt: skip


def _called(setting: Setting, fact: Fact) -> str:
    measure = setting.record.find(fact.entry, Measure)
    return f"{measure.title} {measure.coverage or ''}"


def _counts(setting: Setting, fact: Fact, noun: frozenset[str]) -> frozenset[Decimal]:
    """The numbers of such things that a measure counts: its levels, and those in its title and coverage."""
    measure = setting.record.find(fact.entry, Measure)
    series = setting.record.vocabulary["series"].get(measure.series or "")
    unit = measure.unit or (series.unit if series else "") or ""
    found = {each.value for text in (measure.title, measure.coverage or "") for each in amounts(text)
             if each.kind == "count" and each.value is not None and _same_noun(words(each.unit), noun)}  # fmt: skip
    if not found:
        return frozenset()
    if "percent" not in unit and found & {step.level for step in measure.steps}:
        found |= {step.level for step in measure.steps if step.level is not None}
    return frozenset(found)


def _same_noun(one: frozenset[str], other: frozenset[str]) -> bool:
    """True if two words for what is counted may mean the same: firms are entities too."""
    return bool(one & other) or bool(one & _LISTED and other & _LISTED)
