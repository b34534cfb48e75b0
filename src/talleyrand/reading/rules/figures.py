"""Figures: values of indicators that the record keeps, and evidence of how a commitment was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from talleyrand.reading.language import phrases
from talleyrand.reading.language.amounts import Amount
from talleyrand.reading.rules.told import Draft, Told, shortened
from talleyrand.record.dates import When
from talleyrand.record.entries import Commitment, Indicator
from talleyrand.record.syntax import Raw

_LEAST = 2
_CLOSE = Decimal("0.02")  # share by which a figure may be rounded
_FINAL = re.compile(r"\bfinal\b", re.I)
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|may|if|should|will|target|aims?|plans?|pledged?|threat\w*"
    r"|propos\w+)\b"
)
_MOST = 0.6  # share of a title's words that must stand in the sentence
# A mean or a sum is none of what it is made of: a duty on some goods is no average duty.
_MEANS = frozenset(phrases.words_of(each)[0].stem for each in ("average", "effective", "cumulative", "total", "net"))
_IN_PERSON = re.compile(r"\s+(?:in person|face|with|again|each other|one another|at|in|on|since|for)\b")
_ALIKE = {"fatality": "death", "killing": "death", "shipment": "export", "sale": "export"}
_SCORES = (
    (1, re.compile(r"\b(?:fell short|short of|partly|uneven)\b", re.I)),
    (2, re.compile(r"\bon track\b", re.I)),
    (3, re.compile(r"\b(?:met|fulfilled|honou?red|kept)\b", re.I)),
)


def values_told(told: Told) -> Iterator[Draft]:
    """The value of an indicator of the record that a sentence gives; asked once a sentence."""
    periods = [each for each in told.dates if each.when.last <= told.scene.known.day]
    counted = [
        each
        for each in told.amounts
        if each.kind in ("count", "money", "quantity", "percent") and each.value is not None
    ]
    if len(periods) != 1 or not counted:
        return
    for amount in counted:
        near = told.text[max(0, amount.start - 70) : amount.end + 40]
        found = [] if _SUPPOSED.search(near) else _series(told, amount)
        series, value, period = _nearest(told, amount, periods[0].when, found)
        if series is None or value is None:
            continue
        yield Draft(
            kind="indicator", into=series.id, score=0.7, modality="done",
            values={"period": str(period), "value": f"{value.normalize():f}"},
            spans=((amount.start, amount.end), (periods[0].start, periods[0].end)),
            elsewhere=frozenset({str(period)} - {str(periods[0].when)}), mutual=True,
            reasons=(told.text[amount.start : amount.end],),
            doubts=tuple(each for each in (periods[0].doubt, _own_period(period, periods[0].when)) if each),
        )  # fmt: skip
        return


def _own_period(period: When, said: When) -> str:
    if period == said:
        return "whether the period is the series' own"
    return f"the words say {said}; the period is that of the series' figure within 2 percent"


def _nearest(
    told: Told, amount: Amount, period: When, found: list[Indicator]
) -> tuple[Indicator | None, Decimal | None, When]:
    """Of several series that which has about this figure in the period; else one that is not final, if no word is."""
    fit = [(each, value) for each in found if (value := _in_unit(amount, each.unit)) is not None]
    close = [
        (abs(figure.value - value), each, value, figure.period)
        for each, value in fit
        for figure in each.figures
        if period.first <= figure.period.last <= period.last and abs(figure.value - value) <= _CLOSE * figure.value
    ]
    if close and len(fit) > 1:
        return min(close, key=lambda each: each[0])[1:]
    if not fit:
        return None, None, period
    final = bool(_FINAL.search(told.text))
    best = next((each for each in fit if bool(_FINAL.search(each[0].title)) == final), fit[0])
    return *best, period


def _series(told: Told, amount: Amount) -> list[Indicator]:
    """The indicators whose titles' words stand about an amount, those of the greatest share."""
    near = told.text[max(0, amount.start - 70) : amount.end + 80]
    stems = {_ALIKE.get(each.stem, each.stem) for each in phrases.words_of(near) if len(each.stem) > 3}
    record, found = told.scene.record, []
    names = {
        word.stem
        for each in told.scene.sides
        for name in told.scene.actors.names(each)
        for word in phrases.words_of(name)
    }
    for each in record.of(Indicator):
        title = {
            _ALIKE.get(word.stem, word.stem)
            for word in phrases.words_of(each.title.partition(",")[0])
            if len(word.stem) > 3
        }
        title -= names
        if title & _MEANS and not title & _MEANS & stems:
            continue
        shared = len(title & stems)
        if title and shared >= min(_LEAST, len(title)) and shared / len(title) >= _MOST and _same_way(told, each):
            found.append((shared / len(title), each))
    found.sort(key=lambda each: -each[0])
    return [each for share, each in found if share == found[0][0]]


def _same_way(told: Told, series: Indicator) -> bool:
    """True if a series from one side to the other is told from that side: exports of X to Y are not those of Y to X."""
    record = told.scene.record
    order = [each.party for each in told.mentions if each.party]
    if not series.voice or len(set(map(record.state_of, order))) < 2:
        return True
    first = record.state_of(order[0])
    return record.state_of(series.voice) == first


def _in_unit(amount: Amount, unit: str) -> Decimal | None:
    """The amount in the series' unit; None if they are of different things."""
    low = unit.lower()
    value = amount.value or Decimal(0)
    if amount.kind == "percent":
        return value if low in ("percent", "per cent", "%") else None
    if amount.kind == "money":
        if not re.search(r"\$|dollar|usd|yuan|rmb|euro", low):
            return None
        return value / (10**9 if "billion" in low else 10**6 if "million" in low else 1)
    if amount.kind == "count":
        return None if re.search(r"\$|percent|tonne|billion|million", low) else value
    scale = 10**6 if "million" in low else 1
    return value / scale if amount.unit.split(" ")[0][:4] in low else None


def evidence(told: Told) -> Iterator[Draft]:
    """What a sentence says of how the one commitment of the record that it means was kept."""
    if (
        told.day is None
        or not told.by
        or told.mood.modality in ("hypothetical", "conditional", "promised")
        or told.mood.opinion
    ):
        return
    words = phrases.words_of(told.text)
    start = max(0, told.deed.verb[0] - 24)
    found = (
        next(phrases.lists("failing").within(words, start, told.deed.verb[1] + 1), None)
        if told.form == "verb"
        else None
    )
    if found is None or (told.text[: found.end].endswith(" met") and _IN_PERSON.match(told.text, found.end)):
        return
    promise = _promise(told)
    if promise is None:
        return
    due, on = promise.deadline, str(told.at.when)
    if told.at.span is None and due is not None and due.last <= told.scene.known.day:
        on = str(due)
    elif told.at.when.last < promise.made.first:
        return
    said = told.text[found.start : found.end]
    score = next((score for score, form in _SCORES if form.search(said)), None)
    values: dict[str, Raw] = {"on": on, "text": _shown(told, found.start)}
    if score is not None:
        values["score"] = str(score)
    yield Draft(
        kind="commitment", into=promise.id, values=values, score=0.6, modality="done",
        spans=(told.deed.verb, (found.start, found.end)),
        elsewhere=frozenset({*told.inferred, on, str(values.get("score", ""))}), reasons=(said,),
        doubts=tuple(each for each in (told.at.doubt, f"whether {promise.id} is the promise that is meant") if each),
    )  # fmt: skip


def _shown(told: Told, start: int) -> str:
    """What the evidence shows: the words from whoever acts to the end of the clause or to a dash."""
    begins = min([start, *(each.start for each in told.deed.actor if each.start <= start)])
    return shortened(re.split(r"\s[-–—]\s|[;:]", told.text[begins : told.deed.clause[1]])[0])


def _promise(told: Told) -> Commitment | None:
    """The commitment meant: of that side, before that day, under the agreement named or of the same words."""
    record = told.scene.record
    said = {each.stem for each in phrases.words_of(f"{told.before} {told.text}") if len(each.stem) > 3}
    marks = {each.entry for each in (*told.landmarks, *told.passage)}
    found = []
    for each in record.of(Commitment):
        if record.state_of(each.obligor) != record.state_of(told.by[0]):
            continue
        shared = len(said & {word.stem for word in phrases.words_of(each.text) if len(word.stem) > 3})
        shared += 3 * (each.agreement in marks)
        if shared >= _LEAST + 1:
            found.append((shared, each))
    found.sort(key=lambda each: (-each[0], -(each[1].target.amount if each[1].target else 0)))
    alike = [each for shared, each in found if shared == found[0][0]]
    if not found or len({each.agreement for each in alike}) > 1 or (len(alike) > 1 and not alike[0].target):
        return None
    return found[0][1]
