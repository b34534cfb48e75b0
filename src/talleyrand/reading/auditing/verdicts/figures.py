"""Figures: a number said of a period against the series of the record, and how a series moved.

A figure is looked for in the series whose titles share the claim's telling words. One that is right but belongs to
another period is told as that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees, day, shown
from talleyrand.reading.auditing.verdicts.setting import Setting, overlaps, past
from talleyrand.reading.language.amounts import Amount
from talleyrand.record.dates import When, when
from talleyrand.record.entries import Indicator

_YEAR_TO = re.compile(r"\b(?:twelve|12) months to\b|\b12-month\b|\btwelve-month\b|\byear to the month\b", re.I)
_FELL = re.compile(
    r"\b(?:dropp?|declin|decreas|shrank|shrunk|shrink|plung|plummet|slump)\w*|\bfell\b|\bfall(?:s|en)?\b", re.I
)
_ROSE = re.compile(r"\b(?:ris|grow|increas|climb|jump|surg|soar)\w*|\brose\b|\bgrew\b|\bgrown\b", re.I)
_FIRST = re.compile(
    r"\bfirst (?:\w+ ){0,2}?(?P<move>drop|fall|decline|decrease|rise|increase|growth)\b.*?"
    r"\bsince (?P<year>(?:19|20)\d\d)",
    re.I,
)
_MONEY = re.compile(r"\$|€|£|yuan|dollar|euro|rupee|yen", re.I)
_SCALES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000))
# Words of titles that tell how a series is made, not what it counts.
_MAKING = words(
    "calendar year twelve final provisional counts months given month monthly yearly quarterly number total basis"
    " figures"
    " published average series estimate"
)
_CORE = 2
_DEFICIT = re.compile(r"\b(?:deficit|shortfall|gap)\b", re.I)  # what a series has as less than nothing
_FEW = 4  # telling words of a claim that goes on from the sentence before
_PROMISED = re.compile(r"\b(?:undert[ao]\w+|promis\w+|pledg\w+|agreed|commit\w*|would|will|vow\w*)\b[^.;]*$", re.I)
_OF_BEFORE = re.compile(r"\b(?:it|they|count|figure|number|toll|total|tally|deficit|share)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class _Point:
    series: Indicator
    period: When
    value: Decimal


def figure(claim: Claim, setting: Setting) -> Finding | None:
    """What the series of the record say to an amount; None if no series is of what it counts."""
    amount = claim.amount
    if amount is None or amount.value is None or _PROMISED.search(claim.said[: amount.start]):
        return None
    series = tuple(_series(claim, setting, amount))
    if not series:
        return None
    if amount.kind == "percent" and (_FELL.search(claim.text) or _ROSE.search(claim.text)):
        return _moved(claim, amount, series)
    points = [each for one in series for each in _points(one)]
    return _of_period(claim, setting, amount, points)


def _series(claim: Claim, setting: Setting, amount: Amount) -> Iterator[Indicator]:
    """The series that count what the claim does."""
    stems = setting.telling(claim.text)
    around = setting.telling(claim.said) | stems
    if _OF_BEFORE.search(claim.text) and claim.amount is not None and past(claim):
        around |= setting.telling(claim.before)
        stems = around if len(stems) <= _FEW else stems
    for found in setting.facts.sharing(around):
        if found.fact.kind != "indicator":
            continue
        series = setting.record.find(found.fact.entry, Indicator)
        core = setting.telling(series.title) - _MAKING
        if not _told(core, stems, around) and not _told_by_states(claim, setting, series, core & stems):
            continue
        if not _same_order(claim, setting, series):
            continue
        if amount.kind == "percent" or _kind(series.unit) == _plain(amount):
            yield series


def _told(core: frozenset[str], stems: frozenset[str], around: frozenset[str]) -> bool:
    """True if the claim holds what tells a series, but for one word of three or more."""
    return len(core & stems) >= min(_CORE, len(core)) and len(core - around) <= (len(core) > _CORE)


def _told_by_states(claim: Claim, setting: Setting, series: Indicator, shared: frozenset[str]) -> bool:
    """True if the claim names both states of a series, and what goes between them."""
    title = setting.states(series.title)
    return bool(shared) and len(title) > 1 and set(title) <= set(setting.states(claim.text))


def _same_order(claim: Claim, setting: Setting, series: Indicator) -> bool:
    """True unless the claim names the states of a series the other way round."""
    title, said = setting.states(series.title), setting.states(claim.text)
    both = [each for each in said if each in title]
    return both == [each for each in title if each in both]


def _kind(unit: str) -> str:
    if _MONEY.search(unit):
        return "money"
    return "percent" if re.search(r"per ?cent|%", unit) else "count"


def _plain(amount: Amount) -> str:
    return amount.kind if amount.kind in ("money", "percent") else "count"


def _points(series: Indicator) -> Iterator[_Point]:
    """The figures of a series in full numbers, each with the whole period that it covers."""
    scale = next((size for name, size in _SCALES if name in series.unit.lower()), 1)
    runs = bool(_YEAR_TO.search(series.title))
    for each in series.figures:
        period = _year_to(each.period) if runs else each.period
        yield _Point(series, period, each.value * scale)


def _year_to(month: When) -> When:
    """The twelve months that end with a month."""
    last = month.last
    first = date(last.year - 1 + last.month // 12, last.month % 12 + 1, 1)
    return when(f"{first:%Y-%m}/{last:%Y-%m}")


def _of_period(claim: Claim, setting: Setting, amount: Amount, points: list[_Point]) -> Finding | None:
    said, days = claim.said[amount.start : amount.end], past(claim)
    if _DEFICIT.search(f"{claim.text} {claim.before}"):
        points = [replace(each, value=abs(each.value)) for each in points]
    right = [each for each in points if agrees(amount, each.value)]
    if not days:
        if not right:
            return None
        best = max(right, key=lambda each: each.period.last)
        return _finding(claim, "supported", (best,), said, f"{shown(best.value)} for {day(best.period)}",
                        f"The record has this figure for {day(best.period)}.")  # fmt: skip
    period = days[0]
    there = [each for each in points if _same_period(each.period, period)]
    fits = [each for each in right if each in there]
    if fits:
        return _finding(claim, "supported", fits, said, f"{shown(fits[0].value)} for {day(fits[0].period)}",
                        "The record has this figure for this period.")  # fmt: skip
    near = [each for each in right if overlaps(each.period, period) and not each.period.exact]
    if near:
        return _of_another(claim, said, period, near[0], there)
    close = [each for each in there if abs(each.value - amount.value) < amount.value / 2] if amount.value else []
    if close and setting.telling(close[0].series.title) - _MAKING <= setting.telling(claim.text):
        best = close[-1]
        small = amount.value is not None and abs(best.value - amount.value) < abs(best.value) / 50
        reason = f"The record has {shown(best.value)} for {day(best.period)} ({best.series.title})."
        verdict = "imprecise" if small else "contradicted"
        return _finding(claim, verdict, close, f"{said} for {day(period)}", shown(best.value), reason)
    return None


def _of_another(claim: Claim, said: str, period: When, point: _Point, there: list[_Point]) -> Finding:
    """The figure is one of the record's, but of another period than the one said."""
    has = f"{shown(point.value)} for {_span(point.period)}"
    reason = f"The figure belongs to {_span(point.period)}, not to {day(period)}"
    if there:
        other = there[-1]
        has += f"; {shown(other.value)} for {day(other.period)}"
        reason += f", for which the record has {shown(other.value)}"
    verdict = "contradicted" if there else "imprecise"
    return _finding(claim, verdict, (point, *there), f"{said} for {day(period)}", has, reason + ".")


def _span(period: When) -> str:
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if months == 12 and period.first.month != 1 and period.first.day == 1:
        return f"the twelve months to {period.last:%B %Y}"
    return day(period)


def _same_period(one: When, other: When) -> bool:
    return abs((one.first - other.first).days) <= 3 and abs((one.last - other.last).days) <= 3


def _finding(claim: Claim, verdict: str, points: Iterable[_Point], said: str, has: str, reason: str) -> Finding:
    ids = tuple(dict.fromkeys(each.series.id for each in points))
    return Finding(claim=claim, verdict=verdict, entries=ids, said=said, has=has, reason=reason)  # type: ignore[arg-type]


# --- how a series moved ----------------------------------------------------------------------------


def _moved(claim: Claim, amount: Amount, series: Iterable[Indicator]) -> Finding | None:
    """Support, if a series of the record moved by the share said from one figure to the like one of a year before."""
    down = bool(_FELL.search(claim.text))
    days = past(claim)
    for one in series:
        points = sorted(_points(one), key=lambda each: each.period.last)
        for before, after in _year_apart(points):
            if days and not overlaps(after.period, days[0]):
                continue
            share = (after.value - before.value) / before.value * 100 if before.value else Decimal(0)
            if (share < 0) == down and agrees(amount, abs(share)):
                has = f"{shown(before.value)} to {shown(after.value)}, {'−' if share < 0 else '+'}{abs(share):.1f}%"
                return _finding(
                    claim, "supported", (after,), claim.said[amount.start : amount.end], has,
                    f"From {_span(before.period)} to {_span(after.period)} the series goes from {has}.",
                )  # fmt: skip
    return None


def _year_apart(points: list[_Point]) -> Iterator[tuple[_Point, _Point]]:
    for after in reversed(points):
        for before in points:
            if 350 <= (after.period.last - before.period.last).days <= 380:
                yield before, after


def first_since(claim: Claim, setting: Setting) -> Finding | None:
    """What the series say to "the first fall since 2018"; None if none is of what is said to fall."""
    match = _FIRST.search(claim.text)
    if match is None:
        return None
    year, down = int(match["year"]), match["move"].lower() not in ("rise", "increase", "growth")
    probe = Amount(start=0, end=0, kind="percent", value=Decimal(0))
    for series in _series(claim, setting, probe):
        points = sorted(_points(series), key=lambda each: each.period.last)
        runs = [(a, b) for a, b in pairwise(points) if a.period.first.year >= year]
        moves = [(a, b) for a, b in runs if (b.value < a.value) == down and a.value != b.value]
        if not moves or not _enough(points, year):
            continue
        latest = max(each.period.last for one in _series(claim, setting, probe) for each in _points(one))
        before, after = moves[0]
        if after.period.last.year >= min(latest.year, (setting.written or latest).year - 1):
            continue
        has = f"{shown(before.value)} for {_span(before.period)}, {shown(after.value)} for {_span(after.period)}"
        return _finding(claim, "contradicted", (after,), match[0], has,
                        f"The series moved so earlier: {has}.")  # fmt: skip
    return None


def _enough(points: list[_Point], year: int) -> bool:
    return any(each.period.first.year <= year for each in points) and len(points) > 3
