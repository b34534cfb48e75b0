"""What was promised or done: amounts, deadlines and terms against the words of promises, clauses, acts and measures.

An amount that the record's words hold bears the claim out; a noun that they do not hold makes it imprecise; another
amount contradicts only where one promise alone can be meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees, day, shown
from talleyrand.reading.auditing.verdicts.polarity import denies
from talleyrand.reading.auditing.verdicts.setting import Setting, due, of_another, overlapping, past
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record.dates import When
from talleyrand.record.entries import Agreement, Commitment, Measure

LEAST = 4.5  # weight below which a fact is not thought of
TELLING = 3.0  # weight of a word that no plain word of diplomacy has
MANY = 3  # promises that a claim may be about and still be told to be none of them
SURE = 10.0  # and from which it is, if its day is the one said
LIKELY = 6.5  # weight of shared words from which a fact may be the one meant
_PROMISE = re.compile(
    r"\b(?:pledg|promis|commit|agree|vow|undert[ao]|guarantee|target|goal|deal|accord|clause|requir|call(?:s|ed) for"
    r"|provid(?:e|es|ed) for)\w*", re.I
)  # fmt: skip
# What stands before the agreement of which something is said to be part.
_SOURCE = re.compile(r"(?:\b(?:under|by|in|with|through|it was)(?: the)? |^(?:the )?)$", re.I)
_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b", re.I)
_MONEY = re.compile(r"\$|€|£|yuan|dollar|euro", re.I)
_SCALES = (("trillion", 10**12), ("billion", 10**9), ("bn", 10**9), ("million", 10**6), ("thousand", 1000))
_NOUN_AFTER = re.compile(r"\s+(?:of |in |more |additional |worth of |new )*(?P<noun>[a-z][\w-]*(?: [a-z][\w-]*)?)")
_PLAIN = words(
    "extra total overall annual big huge certain several key own main full whole further future direct domestic foreign"
    " global national agreed so-called"
)
_LISTED = ("entities", "firms", "companies", "bodies", "organisations", "individuals", "people")
WEAK = words(
    "above below level levels share total rate rates points percent tons tonnes times people dollars worth goods year"
    " increase rise cut drop fall more less least most additional new reduction chance per"
)


@dataclass(frozen=True, slots=True)
class _Said:
    fact: Fact
    score: float
    amounts: tuple[Amount, ...]
    of_deal: bool


def stated(claim: Claim, setting: Setting) -> Finding | None:
    """What the record's words say to an amount; None if none of them is about what the claim is."""
    amount = claim.amount
    if amount is None or amount.value is None:
        return None
    found = [each for each in _likely(claim, setting) if each.amounts]
    right = [(each, has) for each in found for has in each.amounts if same_kind(amount, has) and equal(amount, has)]
    right = [
        pair
        for pair in right
        if pair[0].score + _tells(amount) >= LIKELY and _of_the_same(claim, setting, amount, *pair)
    ]
    if right and (other := _of_another_deal(claim, setting, [pair[0] for pair in right])):
        return other
    best = max(right, key=lambda pair: pair[0].score, default=None)
    if best and not (amount.kind == "money" and _of_another_good(claim, setting, best[0], found)):
        return _borne_out(claim, setting, amount, best[0], [pair[0] for pair in right])
    return _another(claim, setting, amount, found)


def _of_another_deal(claim: Claim, setting: Setting, right: list[_Said]) -> Finding | None:
    """What is said of one agreement alone, and what the record has only in another."""
    marks = [each for each in setting.named(claim.text, past(claim)) if each.sure and each.kind == "agreement"]
    named, own = {each.entry for each in marks}, {each.fact.agreement for each in right}
    if len(named) != 1 or named & own or len(own) != 1 or "" in own or not _SOURCE.search(claim.text[: marks[0].start]):
        return None
    deal, has = (setting.record.find(each.pop(), Agreement) for each in (named, own))
    if any(overlapping(x.days, y.days) for x in setting.facts.of(deal.id) for y in setting.facts.of(has.id)):
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(right[0].fact.entry, has.id), said=deal.title,
                   has=has.title, reason=f"The record has this in “{has.title}”: {right[0].fact.text}")  # fmt: skip


def _of_another_good(claim: Claim, setting: Setting, right: _Said, found: Iterable[_Said]) -> bool:
    """True if another promise of the same agreement, and of another sum, is nearer to the claim by its own words."""
    own = setting.telling(claim.text) & words(right.fact.text)
    return any(
        each.fact.kind == right.fact.kind == "commitment" and each.fact.agreement == right.fact.agreement
        and own < setting.telling(claim.text) & words(each.fact.text)
        for each in found
    )  # fmt: skip


def _tells(amount: Amount) -> float:
    """How much an amount tells by itself: a large one, or one that is not round, more than a small one."""
    value = amount.value or Decimal(0)
    return 2.0 if value >= 1000 or value != value.to_integral_value() else 0.0


def falls_due(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to the day by which something was promised; None if no one promise can be told."""
    said = [each for each in claim.dates if each.bound in ("by", "until") and not each.doubt]
    if len(said) != 1 or claim.amount is not None or not _PROMISE.search(claim.said):
        return None
    when = said[0].when
    found = [each for each in _likely(claim, setting) if each.fact.kind == "commitment" and each.fact.until]
    fits = [each for each in found if each.fact.until and overlapping([each.fact.until], [when])]
    fits = [each for each in fits if each.score >= SURE and len(words(each.fact.text) & words(claim.text)) > 1]
    found = [each for each in found if each.score >= LIKELY and _covers(claim, setting, each)]
    best = max(fits or found, key=lambda each: each.score, default=None)
    if best is None or best.fact.until is None:
        return None
    promise = setting.record.find(best.fact.entry, Commitment)
    again = [each.deadline for each in promise.restated]
    if not fits and (len({each.fact.until for each in found}) != 1 or overlapping(again, [when])):
        return None
    return Finding(claim=claim, verdict="supported" if fits else "contradicted", entries=(promise.id,),
                   said=day(when), has=day(best.fact.until),
                   reason=f"The record has it due by {day(best.fact.until)}: “{promise.text}”")  # fmt: skip


def _likely(claim: Claim, setting: Setting) -> Iterator[_Said]:
    """The facts that may be meant, each with how much speaks for it."""
    stems = setting.telling(claim.text)
    around = setting.telling(claim.said) - stems
    states = set(setting.states(f"{claim.lead} {claim.said}"))
    own_states = set(setting.states(claim.said))
    deals = {each.entry for each in setting.named(f"{claim.lead} {claim.said}")}
    days = (*past(claim), *due(claim))
    led = [each.fact for each in setting.facts.sharing((stems | around) - WEAK, most=60)]
    led += [fact for deal in deals for fact in setting.facts.under(deal)]
    for fact in dict.fromkeys(led):
        if fact.kind in ("indicator", "channel"):
            continue
        bound = {*fact.by, *fact.toward, *setting.states(fact.text)}
        if (states and fact.by and not states & bound) or not setting.concerns(claim, fact):
            continue
        if denies(claim.text) != denies(fact.text):
            continue
        if own_states and fact.kind == "commitment" and not own_states & set(fact.by):
            continue
        shared = (fact.stems | words(fact.text)) & stems
        score = setting.facts.weight(shared) + setting.facts.weight(fact.stems & around) / 2
        score += 4 * (fact.agreement in deals) + _timely(claim, days, setting, fact)
        if shared and score >= LEAST:
            of_deal = fact.agreement in deals
            yield _Said(fact, score, tuple(_amounts(setting, fact)), of_deal)


def _timely(claim: Claim, days: tuple[When, ...], setting: Setting, fact: Fact) -> float:
    at = _days(fact)
    if days:
        return 3.0 if overlapping(days, at) else -2.0
    return 1.0 if any(setting.near(claim, each) for each in fact.days) else 0.0


def _amounts(setting: Setting, fact: Fact) -> Iterator[Amount]:
    """The amounts that a fact states: in its words, and as the target of a promise."""
    for each in amounts(fact.text):
        if each.kind not in ("reference", "ordinal") and each.value is not None:
            yield each
    if fact.kind == "measure":
        yield from _levels(setting, fact)
    promise = _promise(setting, fact)
    yield from _target(promise) if promise else ()


def of_promise(promise: Commitment) -> tuple[Amount, ...]:
    """The amounts of a promise: in its words, and as its target."""
    told = (
        each for each in amounts(promise.text) if each.kind not in ("reference", "ordinal") and each.value is not None
    )
    return (*told, *_target(promise))


def _target(promise: Commitment) -> Iterator[Amount]:
    target = promise.target
    if target is None:
        return
    scale = next((size for name, size in _SCALES if name in target.unit.lower()), 1)
    money, share = _MONEY.search(target.unit), re.search(r"per ?cent|%", target.unit)
    kind = "money" if money else "percent" if share else "count"
    yield Amount(start=0, end=0, kind=kind, value=target.amount * scale, unit=target.unit)  # type: ignore[arg-type]


def _levels(setting: Setting, fact: Fact) -> Iterator[Amount]:
    """The level of a measure that counts things, as the firms on a list."""
    measure = setting.record.find(fact.entry, Measure)
    unit = measure.unit or setting.record.vocabulary["series"][measure.series].unit if measure.series else ""
    for step in measure.steps:
        if step.level is not None and unit and not re.search(r"percent|per ", unit):
            yield Amount(start=0, end=0, kind="count", value=step.level, unit=unit)


def _promise(setting: Setting, fact: Fact) -> Commitment | None:
    if fact.kind == "clause":
        return _of_clauses(setting).get(fact.entry)
    return setting.record.find(fact.entry, Commitment) if fact.kind == "commitment" else None


def _of_clauses(setting: Setting) -> dict[str, Commitment]:
    """The promise of each clause that holds but one, made once."""
    memory = setting.record.memory
    if _of_clauses not in memory:
        named = [(f"{each.agreement}#{_clause(each)}", each) for each in setting.record.of(Commitment)]
        often = Counter(name for name, _ in named)
        memory[_of_clauses] = {name: each for name, each in named if often[name] == 1}
    return memory[_of_clauses]  # type: ignore[return-value]


def _terms(setting: Setting, fact: Fact) -> frozenset[str]:
    """The words in which a fact is told, and no note about it."""
    promise = _promise(setting, fact)
    if promise is None:
        return words(fact.text)
    clause = next((each for each in setting.facts.of(f"{promise.agreement}#{_clause(promise)}")), None)
    unit = promise.target.unit if promise.target else ""
    quotes = " ".join(each.quote or "" for each in promise.sources)
    return words(f"{fact.text} {promise.done_when or ''} {unit} {quotes} {clause.text if clause else ''}")


def _clause(promise: Commitment) -> str:
    return (promise.clause or "").rpartition("#")[2]


def same_kind(said: Amount, has: Amount) -> bool:
    """True if two amounts are of one kind: a quantity is a count, and points are percent."""
    plain = {"quantity": "count", "points": "percent"}
    return plain.get(said.kind, said.kind) == plain.get(has.kind, has.kind)


def equal(said: Amount, has: Amount) -> bool:
    """True if an amount as said is the record's: "at least" binds a promise, and is no range."""
    if said.value is None or has.value is None:
        return False
    if said.bound == "more than":
        return said.value < has.value <= said.value * Decimal("1.1")
    plain = replace(said, bound="") if said.bound in ("at least", "at most") else said
    return agrees(plain, has.value) or (has.upper is not None and agrees(plain, has.upper))


def _of_the_same(claim: Claim, setting: Setting, said: Amount, fact: _Said, has: Amount) -> bool:
    """True if a telling word or the agreement is shared, and, where both count things, the word for those."""
    both = words(fact.fact.text) & setting.telling(claim.said)
    if not fact.of_deal and not any(setting.facts.weight((each,)) >= TELLING for each in both):
        return False
    if said.kind != "count" or not said.unit:
        return said.kind != "duration" or said.unit[:3] == has.unit[:3]
    noun = words(said.unit)
    if has.unit in _LISTED and noun & words(" ".join(_LISTED)):
        return True
    return bool(noun & words(has.unit)) or (bool(noun) and noun <= _terms(setting, fact.fact))


# --- borne out, or nearly --------------------------------------------------------------------------


def _borne_out(claim: Claim, setting: Setting, amount: Amount, fact: _Said, others: Iterable[_Said]) -> Finding | None:
    told = fact.fact
    said = claim.said[amount.start : amount.end]
    entries = tuple(dict.fromkeys([told.entry, *([told.agreement] if told.agreement else [])]))
    text = told.text
    if told.kind in ("commitment", "clause") and of_what_was_done(claim):
        return None
    if base := _another_baseline(claim, told):
        return Finding(claim=claim, verdict="contradicted", entries=entries, said=base[0], has=base[1],
                       reason=f"The amount is the record's, but it counts from {base[1]}: “{text}”")  # fmt: skip
    if late := _another_deadline(claim, setting, told, others):
        return Finding(claim=claim, verdict="contradicted", entries=entries, said=late[0], has=late[1],
                       reason=f"The amount is the record's, but not the date: “{text}” ({late[1]}).")  # fmt: skip
    if past(claim) and told.kind in ("act", "measure") and not overlapping(past(claim), _all_days(setting, told)):
        return _on_another_day(claim, setting, fact)
    if term := _foreign_term(claim, setting, amount, fact):
        noun, own = term
        return Finding(claim=claim, verdict="imprecise", entries=entries, said=f"{said} {noun}", has=text,
                       reason=f"The record's words are “{own}”, not “{noun}”: “{text}”")  # fmt: skip
    when = f" ({day(told.days[0])})" if told.days else ""
    return Finding(claim=claim, verdict="supported", entries=entries, said=said, has=text,
                   reason=f"The record has this amount{when}: {text.rstrip('.')}.")  # fmt: skip


def of_what_was_done(claim: Claim) -> bool:
    """True of goods said to have been bought or delivered: that it was promised does not bear that out."""
    return _DONE.search(claim.text) is not None and not _PROMISE.search(claim.text)


_DONE = re.compile(
    r"\b(?:bought|purchased|taken delivery|took delivery|received|delivered|imported|shipped|landed|spent)\b", re.I
)
_BASE = re.compile(
    r"\b(?:below|above|over|than|from|against|relative to|compared (?:to|with))(?: the)?(?: levels?)?(?: (?:of|in))? "
    r"(?P<year>(?:19|20)\d\d)\b", re.I
)  # fmt: skip


def _another_baseline(claim: Claim, fact: Fact) -> tuple[str, str] | None:
    """The year from which an amount is said to count, and the record's, if they are not the same."""
    said, has = _BASE.search(claim.said), _BASE.search(fact.text)
    return (said["year"], has["year"]) if said and has and said["year"] != has["year"] else None


def _all_days(setting: Setting, fact: Fact) -> list[When]:
    """The dates of an entry and the ends of its terms: an amount may be told of any of its steps."""
    return [each for one in setting.facts.of(fact.entry) for each in _days(one)]


def _on_another_day(claim: Claim, setting: Setting, fact: _Said) -> Finding | None:
    """A contradiction, if the amount is that of one act, told by most of its words, but the day is another."""
    days, told = past(claim), fact.fact
    if told.kind != "act" or len(days) != 1 or (days[0].last - days[0].first).days > 31 or not told.days[0].exact:
        return None
    if any(each.doubt for each in claim.dates) or of_another(claim) or not _covers(claim, setting, fact):
        return None
    if abs((told.days[0].first - days[0].first).days) > 400:
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(told.entry,), said=day(days[0]), has=day(told.days[0]),
                   reason=f"The record has this on {day(told.days[0])}: {told.text.rstrip('.')}.")  # fmt: skip


def _another_deadline(claim: Claim, setting: Setting, fact: Fact, others: Iterable[_Said]) -> tuple[str, str] | None:
    """A deadline said and the record's, if they are apart and no like promise has the one said."""
    promise = _promise(setting, fact)
    if promise is None or promise.deadline is None:
        return None
    said = [each for each in claim.dates if each.bound in ("by", "until") and not each.doubt]
    if len(said) != 1 or _is_of_another(claim, said[0].start):
        return None
    known = [promise.deadline, *(each.deadline for each in promise.restated)]
    known += [each for each in (promise.target.period if promise.target else None,) if each]
    known += [each.fact.until for each in others if each.fact.until]
    if overlapping(known, [said[0].when]) or any(said[0].when.last == each.last for each in known):
        return None
    return day(said[0].when), day(promise.deadline)


def _is_of_another(claim: Claim, at: int) -> bool:
    """True if the last amount before a date is another than the claim's: "9 by June and 12 later"."""
    before = [each for each in amounts(claim.said) if each.start < at and each.kind not in ("reference", "ordinal")]
    return bool(before) and claim.amount is not None and before[-1].start != claim.amount.start


def _foreign_term(claim: Claim, setting: Setting, amount: Amount, fact: _Said) -> tuple[str, str] | None:
    """A term of the claim and the record's own for it, if the record's words do not hold what tells the claim's."""
    if fact.fact.kind not in ("commitment", "clause") or amount.kind == "duration":
        return None
    return _other_modifier(claim, setting, fact) or _other_noun(claim, setting, amount, fact)


def _other_modifier(claim: Claim, setting: Setting, fact: _Said) -> tuple[str, str] | None:
    """Two terms of one head, "renewable energy" and "non-fossil fuels", of which the record has only the second."""
    around = setting.telling(claim.said)
    own = [each for each in _pairs(fact.fact.text) if not each.modifier & around]
    for said in _pairs(claim.text):
        if _ordinary(said, setting) or any(_held(each, _terms(setting, fact.fact)) for each in said.modifier):
            continue
        for has in own:
            if has.head == said.head:
                return said.text, has.text
    return None


@dataclass(frozen=True, slots=True)
class _Pair:
    text: str
    modifier: frozenset[str]
    head: frozenset[str]


def _pairs(text: str) -> Iterator[_Pair]:
    """Each word with the word before it, in small letters both."""
    for match in re.finditer(r"(?=\b(?P<modifier>[a-z]{2,}(?:-[a-z]+)?) (?P<head>[a-z]{4,})\b)", text):
        modifier, head = words(match["modifier"]), words(match["head"])
        if modifier and head and len(head) == 1:
            yield _Pair(f"{match['modifier']} {match['head']}", modifier, head)


def _ordinary(pair: _Pair, setting: Setting) -> bool:
    """True if the first word tells nothing of its own: not a rare word, or one of size and time."""
    return bool(pair.modifier & (WEAK | _PLAIN | setting.cast.stems))


def _other_noun(claim: Claim, setting: Setting, amount: Amount, fact: _Said) -> tuple[str, str] | None:
    """The noun counted in the claim and the record's term for it, if the record's words do not hold the noun."""
    match = _NOUN_AFTER.match(claim.said[amount.end : amount.end + 60])
    noun = amount.unit if amount.kind == "count" else match["noun"].split(" in ")[0] if match else ""
    noun = " ".join(each for each in noun.split() if words(each) - WEAK - setting.cast.stems)
    stems = words(noun) - WEAK - setting.cast.stems
    stems = frozenset(each for each in stems if "-" not in each)
    if not stems or any(_held(each, _terms(setting, fact.fact)) for each in stems):
        return None
    around = setting.telling(claim.said)
    own = _own_term(fact.fact.text, around)
    head = {each for each in words(fact.fact.text) & around if "-" not in each} - WEAK
    return (noun, own) if own and head else None


def _held(stem: str, terms: frozenset[str]) -> bool:
    return any(stem in each or each in stem for each in terms if len(each) > 3)


def _own_term(text: str, around: frozenset[str]) -> str:
    """The first term of a promise's words, a modifier of two parts and its head, that the claim does not hold."""
    return next((each.text for each in _pairs(text) if "-" in each.text and not each.modifier & around), "")


# --- another amount --------------------------------------------------------------------------------


def _another(claim: Claim, setting: Setting, amount: Amount, found: list[_Said]) -> Finding | None:
    """A contradiction, if one promise alone is of the same thing, for the same time, and has another amount."""
    if amount.kind not in ("money", "quantity", "count", "percent") or not _PROMISE.search(claim.said):
        return None
    if amount.role == "from" or _DUTY.search(claim.text):
        return None
    noun = noun_of(claim, amount) - setting.cast.stems
    noun = noun or frozenset(each for each in setting.telling(claim.text) if setting.facts.weight((each,)) >= TELLING)
    if not noun or amount.bound in ("more than", "less than"):
        return None
    like = [
        (each, has) for each in found if each.fact.kind in ("commitment", "act") and each.score >= LIKELY + 4
        for has in each.amounts if same_kind(amount, has) and noun & (words(each.fact.text) | words(has.unit))
    ]  # fmt: skip
    days = [*past(claim), *due(claim)]
    if days:
        like = [pair for pair in like if overlapping(days, _days(pair[0].fact))]
    covered = [pair for pair in like if _covers(claim, setting, pair[0])]
    values = {has.value for _, has in covered if has.value is not None}
    like_it = [each for each in amounts(claim.said) if each.kind == amount.kind]  # "9, up from 6": it was raised later
    sums = (*values, sum(values, Decimal(0)))
    if not values or len(values) > MANY or any(agrees(one, each) for one in like_it for each in sums):
        return None
    fact, has = max(covered, key=lambda pair: (pair[0].score, pair[1].value))
    value = has.value or Decimal(0)
    share = value / amount.value if amount.value else Decimal(0)
    if not Decimal("0.2") < share < 5 or Decimal("0.98") < share < Decimal("1.02"):
        return None
    return Finding(
        claim=claim, verdict="contradicted", entries=(fact.fact.entry,), said=claim.said[amount.start : amount.end],
        has=fact.fact.text, reason=f"The record has {shown(value)}: “{fact.fact.text}”",
    )  # fmt: skip


def noun_of(claim: Claim, amount: Amount) -> frozenset[str]:
    """The telling words for what is counted."""
    after = re.split(r"[,;]|(?<![A-Z])\.(?:\s|$)", claim.said[amount.end : amount.end + 50])[0]
    before = claim.said[max(0, amount.start - 40) : amount.start] if amount.kind == "percent" else ""
    counted = words(amount.unit) if amount.kind == "count" else frozenset[str]()
    return (words(after) | counted | words(before)) - WEAK


def _days(fact: Fact) -> list[When]:
    return [*fact.days, *([fact.until] if fact.until else [])]


def _covers(claim: Claim, setting: Setting, fact: _Said) -> bool:
    """True if the claim holds most of what tells the promise."""
    own = words(fact.fact.text) - setting.cast.stems - WEAK
    shared = own & setting.telling(claim.said)
    return len(shared) >= 2 and setting.facts.weight(shared) >= setting.facts.weight(own) * 0.6
