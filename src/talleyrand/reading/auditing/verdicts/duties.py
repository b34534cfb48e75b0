"""Rates of duty: a level said, or how far it was moved, against the sums that were in force.

Way  one direction between two states: whose duties, on whose goods
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from talleyrand.books.measures import principals
from talleyrand.errors import NotFound
from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees, day, shown
from talleyrand.reading.auditing.verdicts.setting import Setting, overlapping, past
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record import lives
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Measure, MeasureStep
from talleyrand.record.record import Record

RARE = 3.0  # weight of a word that tells one measure from the others
_DUTY = re.compile(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|surcharge|surtax)s?\b|关税", re.I)
_BOTH = re.compile(r"\b(?:both|each|the two|two) (?:sides|nations|countries|governments|powers|capitals|states)\b"
                   r"|\beach other\b|\bmutual\w*|\breciprocal\w*|\bboth\b|\beach\b(?! year| month)"
                   r"|双方|各自", re.I)  # fmt: skip
_CUT = re.compile(
    r"\b(?:cut|reduc|lower|slash|drop|remov|trim|roll|brought down|bring down|decreas|eas)\w*|取消|降低|下调|降至", re.I
)
_RISE = re.compile(r"\b(?:rais|increas|hik|add|jack|rose|ris|escalat)\w*|加征|提高|上调", re.I)
_BY_HOW_MUCH = re.compile(
    r"\b(?:reductions?|cuts?|increases?|hikes?|rises?)\b.{0,30}?\b(?:of|totall?ing|by|amounting to|worth) "
    r"(?:\w+ ){0,2}$",
    re.I,
)
_THEN_MOVE = re.compile(r"^[- ]?(?:\w+ ){0,3}?(?:increase|hike|rise|cut|reduction)", re.I)
_ON = re.compile(r"\b(?:on|against)\b (?P<whose>.{2,60})", re.I)
_ON_CHINESE = re.compile(r"对(?P<whose>.{1,12}?)(?:商品|产品|货物|进口|加征)")
_SOME_GOODS = re.compile(
    r"\b(?:steel|alumini?um|cars?|autos?|vehicles?|EVs?|chips?|semiconductors?|solar|batter\w+|wine|whiskey|farm|agricultur\w+"
    r"|soybeans?|coal|gas|oil|ships?|cranes?|fentanyl|average|effective|parcels?|medical|list)\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One direction between two states: whose duties, on whose goods."""

    by: str
    toward: str


@dataclass(frozen=True, slots=True)
class _Moved:
    way: Way
    series: str
    before: Decimal
    after: Decimal
    entries: tuple[str, ...]
    on: date

    @property
    def points(self) -> Decimal:
        return abs(self.after - self.before)

    def told(self, record: Record) -> str:
        """The change in words: whose, how far, from where to where."""
        return (
            f"{record.name_of(self.way.by)} {shown(self.points)} points ({shown(self.before)} to {shown(self.after)})"
        )


def duty(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to a rate of duty or a change of one; None if the claim is of none that can be told."""
    amount = claim.amount
    if amount is None or amount.kind not in ("percent", "points") or not _of_duties(claim, amount):
        return None
    ways, sure = _ways(claim, setting)
    deal, own = _deal(claim, setting)
    if deal is not None and (own or not past(claim)):
        one = [each for way in ways for each in _of_one(claim, setting, deal, way)]
        moved = one or [each for way in ways for each in _across(setting, deal, way)]
        if moved:
            return _against_deal(claim, setting, amount, deal, moved, sure=sure, one=bool(one))
        if own and _is_change(claim, amount):
            return None
    return _against_steps(claim, amount, setting, ways, sure=sure)


def _of_duties(claim: Claim, amount: Amount) -> bool:
    """True if a duty is named with the amount, or in the part just before it."""
    return bool(_DUTY.search(claim.text)) or bool(
        _DUTY.search(claim.said[: claim.at[1]])
        and re.match(r"[^.]{0,25}(?:increase|hike|rate|cut)", claim.said[amount.end :])
    )


def _ways(claim: Claim, setting: Setting) -> tuple[list[Way], bool]:
    """The directions that the claim may be about, and whether its words tell them."""
    pair = _pair(claim, setting)
    if not pair:
        return [], False
    both = [Way(*pair), Way(pair[1], pair[0])]
    if _BOTH.search(claim.text):
        return both, True
    on = _ON.search(claim.text, _first_duty(claim)) or _ON_CHINESE.search(claim.text)
    bears = next((each for each in setting.states(on["whose"])), "") if on else ""
    doers = [each for each in setting.states(claim.said[: claim.at[0] + _first_duty(claim)]) if each in pair]
    if bears in pair:
        return [way for way in both if way.toward == bears], True
    if len(set(doers)) == 1:
        return [way for way in both if way.by == doers[0]], True
    if doers:
        return [way for way in both if way.by == doers[0]], False
    return both, False


def _pair(claim: Claim, setting: Setting) -> tuple[str, str] | None:
    """The two states of the claim, or else those of the record."""
    record = setting.record
    named = [each for each in setting.states(claim.said) if each in record]
    if len(named) == 2:
        return named[0], named[1]
    try:
        return principals(record)
    except NotFound:
        return None


def _first_duty(claim: Claim) -> int:
    found = _DUTY.search(claim.text)
    return found.start() if found else 0


def _deal(claim: Claim, setting: Setting) -> tuple[Agreement | None, bool]:
    """The agreement that the claim is about, and whether its own words name it; else the last named before it."""
    for text, own in ((claim.text, True), (claim.said, True), (claim.lead, False)):
        for mark in reversed(setting.named(text, past(claim))):
            found = _agreement(setting, mark.entry)
            if found:
                return found, own
        if placed := _made_there(setting, text):
            return placed, own
    return None, False


def _made_there(setting: Setting, text: str) -> Agreement | None:
    """The one agreement made at a place that the text names and under which a duty was moved."""
    memory = setting.record.memory
    if _made_there not in memory:
        under = {step.under for measure in setting.record.of(Measure) for step in measure.steps if measure.series}
        memory[_made_there] = tuple(
            (fact.place.partition(",")[0], deal)
            for deal in setting.record.of(Agreement) if deal.id in under
            for fact in setting.facts.of(deal.id)[:1] if fact.place
        )  # fmt: skip
    places: tuple[tuple[str, Agreement], ...] = memory[_made_there]  # type: ignore[assignment]
    found = [deal for place, deal in places if place in text]
    return found[0] if len(found) == 1 else None


def _agreement(setting: Setting, entry: str) -> Agreement | None:
    made = setting.record.entry(entry)
    if isinstance(made, Agreement):
        return made
    return next((each for each in setting.record.of(Agreement) if each.meeting == entry), None)


# --- across an agreement ---------------------------------------------------------------------------


def _across(setting: Setting, deal: Agreement, way: Way) -> Iterator[_Moved]:
    """How each sum that is kept moved by the steps taken under an agreement, one direction at a time."""
    record = setting.record
    for term in record.vocabulary["series"].values():
        if not term.summed:
            continue
        own = [(measure, step) for measure in lives.of_series(record, way.by, way.toward, term.code)
               for step in measure.steps if step.under == deal.id and step.effective]  # fmt: skip
        if not own:
            continue
        first = min(step.effective.first for _, step in own if step.effective)
        last = max(
            step.effective.first for _, step in own if step.effective and (step.effective.first - first).days < 30
        )
        before = lives.total(record, way.by, way.toward, term.code, Moment(first - timedelta(days=1)))
        after = lives.total(record, way.by, way.toward, term.code, Moment(last))
        if before.level != after.level:
            ids = tuple(dict.fromkeys(measure.id for measure, _ in own))
            yield _Moved(way, term.code, before.level, after.level, (*ids, deal.id), last)


def _of_one(claim: Claim, setting: Setting, deal: Agreement, way: Way) -> Iterator[_Moved]:
    """How the one measure moved that the claim tells apart by a rare word of its title."""
    stems = setting.telling(claim.text)
    for measure in lives.between(setting.record, way.by, way.toward):
        own = [step for step in measure.steps if step.under == deal.id and step.level is not None and step.effective]
        rare = [each for each in words(measure.title) & stems if setting.facts.weight((each,)) >= RARE]
        if own and rare and measure.instrument == "tariff" and own[0].effective:
            first = own[0].effective.first
            before = lives.state(setting.record, measure, Moment(first - timedelta(days=1)))
            after = lives.state(setting.record, measure, Moment(first))
            if before and after and before.level is not None and after.level is not None:
                yield _Moved(way, measure.series or "", before.level, after.level, (measure.id, deal.id), first)


def _against_deal(
    claim: Claim, setting: Setting, amount: Amount, deal: Agreement, moved: list[_Moved], *, sure: bool, one: bool
) -> Finding | None:
    words_of = claim.said[amount.start : amount.end]
    said = f"{amount.bound} {words_of}" if amount.bound else words_of
    entries = tuple(dict.fromkeys(each for one in moved for each in one.entries))
    has = "; ".join(dict.fromkeys(each.told(setting.record) for each in moved))
    if _is_change(claim, amount):
        right = [each for each in moved if agrees(amount, each.points)]
        shares = [each for each in moved if each.before and agrees(amount, each.points / each.before * 100)]
        if right or (shares and amount.kind == "percent"):
            loose = not shares and amount.kind == "percent"
            reason = f"Across “{deal.title}” the sum of the duties moved by {has}"
            reason += ": a change of rates is in points, not percent." if loose else "."
            return Finding(claim=claim, verdict="imprecise" if loose else "supported", entries=entries, said=said,
                           has=has, reason=reason)  # fmt: skip
    else:
        levels = [(each.before, each.after) for each in moved]
        wanted = [one[0] if amount.role == "from" else one[1] for one in levels if amount.role in ("from", "to")]
        wanted = wanted or [each for one in levels for each in one]
        if any(agrees(amount, each) for each in wanted):
            return Finding(claim=claim, verdict="supported", entries=entries, said=said, has=has,
                           reason=f"Across “{deal.title}” the sum of the duties went so: {has}.")  # fmt: skip
        if amount.role not in ("from", "to"):
            return None
    if _told_in_part(setting, amount, deal):
        return None
    moves_so = _CUT.search(claim.text) if moved[0].after < moved[0].before else _RISE.search(claim.text)
    if not sure or not moves_so or (_SOME_GOODS.search(claim.text) and not one):
        return None
    unit = (
        "; a change of rates is in points, not percent"
        if _is_change(claim, amount) and amount.kind == "percent"
        else ""
    )
    return Finding(claim=claim, verdict="contradicted", entries=entries, said=said, has=has,
                   reason=f"Across “{deal.title}” the record has {has}, not {said}{unit}.")  # fmt: skip


def _told_in_part(setting: Setting, amount: Amount, deal: Agreement) -> bool:
    """True if the words of an agreement or of its promises hold the amount, as one of several cuts."""
    return any(
        each.kind in ("percent", "points") and each.value is not None and agrees(amount, each.value)
        for fact in setting.facts.under(deal.id) if _DUTY.search(fact.text) for each in amounts(fact.text)
    )  # fmt: skip


def _is_change(claim: Claim, amount: Amount) -> bool:
    """True if the amount is how far the duty was moved, not where it stands."""
    before, after = claim.said[: amount.start], claim.said[amount.end :]
    before = re.sub(r"\b(?:nearly|about|almost|around|some|roughly|over|more than|at least|up to) $", "", before)
    return (
        amount.role == "by" or bool(_BY_HOW_MUCH.search(before) or _THEN_MOVE.search(after)) or amount.kind == "points"
    )


# --- by the steps of measures ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    measure: Measure
    step: MeasureStep
    before: Decimal
    days: tuple[When, ...]


def _steps(setting: Setting, ways: Iterable[Way]) -> Iterator[_Step]:
    for way in ways:
        for measure in lives.between(setting.record, way.by, way.toward):
            if measure.instrument != "tariff":
                continue
            level = Decimal(0)
            for step in measure.steps:
                days = tuple(each for each in (step.announced, step.signed, step.effective) if each)
                yield _Step(measure, step, level, days)
                level = step.level if step.level is not None else level


def _against_steps(claim: Claim, amount: Amount, setting: Setting, ways: list[Way], *, sure: bool) -> Finding | None:
    """Support by a step of a measure or by a sum that was in force; contradiction by the one step of those days."""
    said, days = claim.said[amount.start : amount.end], past(claim)
    steps = [each for each in _steps(setting, ways) if not days or overlapping(each.days, days)]
    steps = [each for each in steps if days or any(setting.near(claim, one) for one in each.days)]
    for each in steps:
        level = each.step.level
        if level is not None and (
            agrees(amount, level) or (agrees(amount, abs(level - each.before)) and level != each.before)
        ):
            if loose := _in_percent(claim, amount, each):
                return loose
            when = next((one for one in reversed(each.days) if not days or overlapping((one,), days)), each.days[0])
            return Finding(
                claim=claim, verdict="supported", entries=(each.measure.id,), said=said,
                has=f"{shown(each.before)} to {shown(level)} percent, {day(when)}",
                reason=f"The record has “{each.measure.title}” go from {shown(each.before)} to {shown(level)} percent, "
                       f"{day(when)}.",
            )  # fmt: skip
    return (
        _against_sums(claim, amount, setting, ways)
        or _one_other(claim, amount, setting, steps, sure=sure)
        or _at_most(claim, amount, setting, ways, sure=sure)
    )


def _in_percent(claim: Claim, amount: Amount, each: _Step) -> Finding | None:
    """Imprecise, if a duty is said to have been moved by so many percent that moved by so many points."""
    level = each.step.level
    by = re.search(r"\bby (?:\w+ ){0,2}$", claim.said[: amount.start])
    if amount.kind != "percent" or not by or not each.before or level is None:
        return None
    points = abs(level - each.before)
    if not agrees(amount, points) or agrees(amount, points / each.before * 100):
        return None
    has = f"{shown(points)} points ({shown(each.before)} to {shown(level)})"
    return Finding(claim=claim, verdict="imprecise", entries=(each.measure.id,), has=has,
                   said=claim.said[amount.start : amount.end],
                   reason=f"The record has {has}: a change of rates is in points, not percent.")  # fmt: skip


def _against_sums(claim: Claim, amount: Amount, setting: Setting, ways: list[Way]) -> Finding | None:
    """Support by the sum of a series in force at some time, on the days said if there are any."""
    record, days = setting.record, past(claim)
    if _is_change(claim, amount):
        return None
    for way in ways:
        for term in record.vocabulary["series"].values():
            if not term.summed:
                continue
            for at in _changes(setting, way, term.code):
                if days and not any(each.first <= at <= each.last for each in days):
                    continue
                total = lives.total(record, way.by, way.toward, term.code, Moment(at))
                if total.level and at <= setting.on.day and agrees(amount, total.level):
                    return Finding(
                        claim=claim, verdict="supported", entries=total.entries,
                        said=claim.said[amount.start : amount.end], has=f"{shown(total.level)} percent from {at}",
                        reason=f"The duties of {record.in_text(way.by)} came to {shown(total.level)} percent on {at}.",
                    )  # fmt: skip
    return None


_PEAK = re.compile(r"\b(?:peak|reach|as high as|total|combined|cumulative|stood at|climb|soar)\w*", re.I)


def _at_most(claim: Claim, amount: Amount, setting: Setting, ways: list[Way], *, sure: bool) -> Finding | None:
    """A contradiction, if a sum said to be reached in a month was never the sum of that month."""
    record, days = setting.record, past(claim)
    if (
        not sure
        or len(ways) != 1
        or not _PEAK.search(claim.text)
        or _SOME_GOODS.search(claim.text)
        or _is_change(claim, amount)
    ):
        return None
    if len(days) != 1 or (days[0].last - days[0].first).days > 31 or days[0].last > setting.on.day:
        return None
    for term in record.vocabulary["series"].values():
        if not term.summed:
            continue
        at = [
            days[0].first,
            *(each for each in _changes(setting, ways[0], term.code) if days[0].first <= each <= days[0].last),
        ]
        sums = [lives.total(record, ways[0].by, ways[0].toward, term.code, Moment(each)) for each in at]
        top = max(sums, key=lambda each: each.level)
        if top.level and not any(agrees(amount, each.level) for each in sums):
            return Finding(
                claim=claim, verdict="contradicted", entries=top.entries, said=claim.said[amount.start : amount.end],
                has=f"{shown(top.level)} percent",
                reason=f"The sum in force in {day(days[0])} was {shown(top.level)} percent at most.",
            )  # fmt: skip
    return None


def _changes(setting: Setting, way: Way, series: str) -> list[date]:
    days = {each.effective.first for measure in lives.of_series(setting.record, way.by, way.toward, series)
            for each in measure.steps if each.effective}  # fmt: skip
    return sorted(days)


def _one_other(claim: Claim, amount: Amount, setting: Setting, steps: list[_Step], *, sure: bool) -> Finding | None:
    """A contradiction, if the days said have one step of a duty on all goods and it is another."""
    if (
        not sure
        or not past(claim)
        or _SOME_GOODS.search(claim.text)
        or any((each.last - each.first).days > 31 for each in past(claim))
    ):
        return None
    summed = [each for each in steps if (term := setting.record.vocabulary["series"].get(each.measure.series or ""))
              and term.summed and each.step.level is not None]  # fmt: skip
    if len(summed) != 1 or len(steps) != 1:
        return None
    each = summed[0]
    level = each.step.level or Decimal(0)
    has = f"{shown(each.before)} to {shown(level)} percent"
    return Finding(
        claim=claim, verdict="contradicted", entries=(each.measure.id,), said=claim.said[amount.start : amount.end],
        has=has, reason=f"The one step that the record has then takes “{each.measure.title}” from {has}.",
    )  # fmt: skip
