"""Whether the record has a proposal already: the same, different or unsure, with the reason.

Matcher   the record by kind, side and month, built once and asked for each proposal

A second article on an event confirms it and must not double it; an account that has another amount, day or place for
the same event is never taken as the same: it may be a contradiction, and a person should see both. Sides that are
swapped never match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from talleyrand.reading.proof import likeness, sketches
from talleyrand.reading.proof.comparing import Given, states
from talleyrand.reading.proof.likeness import Point, prose
from talleyrand.reading.proof.schemes import EVENT, MEASURE, PARTS, SCHEMES, Scheme
from talleyrand.reading.proof.sketches import Fields, Sketch
from talleyrand.reading.proposals import Match, Verdict
from talleyrand.record.dates import Moment
from talleyrand.record.entries import KINDS, Party
from talleyrand.record.record import Record

_SAME, _MAYBE = 0.7, 0.5  # share of what both say that must agree
_FEW = 0.6  # of what is needed, what must agree before a person is asked
_NEARER = 0.6  # points by which one entry must be nearer than the next
_AGREES = 0.6
_NARROW, _ABOUT = 0.8, 0.5  # what a day tells within days, within a month
_HINTS = frozenset(("issue", "person", "agreement", "words read"))
_AMOUNTS = frozenset(("level", "value", "target", "amount"))
_MOST = 300  # entries compared in full
_OPEN = -1  # the month of what has none, or too many
_PARTS = {"measure": "", "indicator": "figure", "commitment": "performance"}
_AS = {"measure": "a step of a measure", "act": "an act", "agreement": "an agreement", "meeting": "a meeting",
       "commitment": "a promise"}  # fmt: skip
_ELSEWHERE = {
    "act": ("measure", "meeting", "agreement", "commitment"),
    "measure": ("act",),
    "meeting": ("act",),
    "agreement": ("meeting",),
}


@dataclass(frozen=True, slots=True)
class _Near:
    """A thing of the record and what compares with it."""

    sketch: Sketch
    points: tuple[Point, ...]

    @property
    def agreed(self) -> float:
        return sum(each.weight * each.likeness for each in self.points)

    @property
    def score(self) -> float:
        whole = sum(each.weight for each in self.points)
        return self.agreed / whole if whole else 0.0

    @property
    def net(self) -> float:
        """Points for less points against, and what tells apart what is told alike."""
        return sum(each.weight * (2 * each.likeness - 1) + each.finer for each in self.points)

    @property
    def odds(self) -> bool:
        return any(each.odds for each in self.points)

    @property
    def barred(self) -> bool:
        return any(each.bars for each in self.points)

    def agrees(self, among: Iterable[str]) -> bool:
        wanted = set(among)
        return any(each.what in wanted and each.likeness >= _AGREES and not each.odds for each in self.points)


class Matcher:
    """The record by kind, side and month; it guards that each thing is compared with all that it may be."""

    def __init__(self, record: Record, *, known: Moment | None = None) -> None:
        """Sort the record.

        Args:
            known: leave out what the world learned later.
        """
        self._record = record.as_known(known)
        self._sides: dict[tuple[str, str], list[Sketch]] = {}
        self._months: dict[tuple[str, str, int], list[Sketch]] = {}
        for entry in self._record.entries:
            if entry.KIND in SCHEMES:
                for sketch in sketches.of_entry(entry):
                    self._file(sketch)

    def _file(self, sketch: Sketch) -> None:
        months = {month for _, day in sketch.days for month in likeness.months(day)} or {_OPEN}
        for side in ("", *self._under(sketch)):
            self._sides.setdefault((sketch.kind, side), []).append(sketch)
            for month in months:
                self._months.setdefault((sketch.kind, side, month), []).append(sketch)

    def _under(self, sketch: Sketch) -> frozenset[str]:
        """The states under which something is looked for: who does it, or all of them if they do it together."""
        if sketch.by and not sketch.parties:
            return frozenset((self._record.state_of(sketch.by),))
        return states(self._record, sketch) if sketch.parties else frozenset()

    @cached_property
    def _rare(self) -> Mapping[str, float]:
        every = (each for (_, side), listed in self._sides.items() if not side for each in listed)
        rare = dict(likeness.rarities({each.prose.text: each.prose for each in every}.values()))
        for party in self._record.of(Party):  # who it is about is compared apart
            for name in (party.name, *party.aliases):
                rare.update(dict.fromkeys(prose(name).stems, 0.0))
        return rare

    # --- asked ---

    def match(self, kind: str, values: Fields, into: str = "", *, quote: str = "", on: date | None = None) -> Match:
        """Whether the record has an entry, or the part of one, already.

        Args:
            kind: of the entry.
            values: the entry, or the part that is to be added to one, as the record's reader would give it.
            into: the entry to which the part is to be added; empty if `values` is an entry.
            quote: the words that it rests on.
            on: the day of the document.
        """
        if kind not in SCHEMES or (into and not self._holds(into, kind)):
            return Match(verdict="different", reason=f"the record has no {kind} '{into or kind}'")
        given = Given(self._record, prose(quote), on, self._rare)
        if into and kind != "measure":
            return self._part(given, kind, values, into)
        found = [self._whole(given, each) for each in self._ours(kind, values, into)]
        return found[0] if len(found) == 1 else _together(found, kind)

    def _holds(self, entry_id: str, kind: str) -> bool:
        return entry_id in self._record and isinstance(self._record.entry(entry_id), KINDS[kind])

    def _ours(self, kind: str, values: Fields, into: str) -> tuple[Sketch, ...]:
        if not into:
            return sketches.of_values(kind, values)
        return (sketches.of_part(self._record.entry(into), values),)

    def _part(self, given: Given, kind: str, values: Fields, into: str) -> Match:
        entry = self._record.entry(into)
        ours = sketches.of_part(entry, values)
        scheme = PARTS[_PARTS.get(kind) or "step"]
        near = _compared(given, scheme, ours, sketches.of_parts(entry))
        found = _judged(near, scheme, ours)
        if found is None and kind == "indicator":
            found = _judged(_compared(given, scheme, ours, self._sides.get((kind, ""), ())), scheme, ours)
        return found or Match(verdict="different", reason=f"'{into}' has nothing like it{_nearest(near)}")

    def _whole(self, given: Given, ours: Sketch) -> Match:
        scheme = SCHEMES[ours.kind]
        near = _compared(given, scheme, ours, self._candidates(given, ours))
        found = _judged(near, scheme, ours)
        if found and found.verdict == "same":
            return found
        other = found or self._elsewhere(given, ours) or self._without_step(given, ours)
        return other or Match(verdict="different", reason=self._nothing(ours) + _nearest(near))

    def _candidates(self, given: Given, ours: Sketch) -> list[Sketch]:
        """What the sketch may be: of its kind and side, and of its months if its kind goes by them."""
        sides = self._under(ours) or {""}
        side = min(sides, key=lambda each: len(self._sides.get((ours.kind, each), ())))
        listed: Sequence[Sketch] = self._sides.get((ours.kind, side), ())
        months = {month for _, day in ours.days for month in likeness.months(day)}
        if months and SCHEMES[ours.kind].dated:
            keys = [(ours.kind, side, month) for month in (*sorted(months), _OPEN)]
            listed = list({id(each): each for key in keys for each in self._months.get(key, ())}.values())
        if len(listed) > _MOST:
            words = ours.prose.stems | given.quote.stems
            told = sorted(listed, key=lambda each: -sum(self._rare.get(one, 0.0) for one in each.prose.stems & words))
            return told[:_MOST]
        return list(listed)

    def _elsewhere(self, given: Given, ours: Sketch) -> Match | None:
        """The same event under another kind: an act that the record has as a step of a measure, or as a meeting."""
        if _precision(ours) < _ABOUT:
            return None
        for kind in _ELSEWHERE.get(ours.kind, ()):
            alike = replace(ours, kind=kind)
            best = next(iter(_ranked(_compared(given, EVENT, alike, self._candidates(given, alike)))), None)
            odds = {each.what for each in best.points if each.odds} if best else set()
            if odds and not (odds == {"day"} and any(day.uncertain for _, day in ours.days)):
                continue  # a day that is only taken from the document's may be off
            if best and best.agreed >= EVENT.needs and best.agrees(EVENT.among):
                reason = f"the record has it as {_AS[kind]}: {_reason(best.points)}"
                return Match(verdict="unsure", reason=reason, entry=best.sketch.entry, score=round(best.score, 3))
        return None

    def _without_step(self, given: Given, ours: Sketch) -> Match | None:
        """A measure that the record has, though not this step of it."""
        if ours.kind != "measure":
            return None
        best = next(
            iter(_ranked(_compared(given, MEASURE, ours, self._candidates(given, replace(ours, days=()))))), None
        )
        if best is None or best.odds or best.agreed < MEASURE.needs or not best.agrees(MEASURE.among):
            return None
        reason = f"the record has the measure, but no such step: {_reason(best.points)}"
        return Match(verdict="unsure", reason=reason, entry=best.sketch.whole, score=round(best.score, 3))

    def _nothing(self, ours: Sketch) -> str:
        names = self._record.in_text
        between = " and ".join(map(names, ours.parties)) if ours.parties else ""
        who = f" between {between}" if between else f" of {names(ours.by)}" if ours.by else ""
        to = f" toward {', '.join(map(names, ours.toward))}" if ours.toward and not between else ""
        return f"the record has no such {ours.kind}{who}{to}"


# --- judged --------------------------------------------------------------------------------------


def _compared(given: Given, scheme: Scheme, ours: Sketch, theirs: Iterable[Sketch]) -> list[_Near]:
    """Each thing with what compares, up to the first point that shows it to be another."""
    return [_Near(each, tuple(_points(given, scheme, ours, each))) for each in theirs]


def _points(given: Given, scheme: Scheme, ours: Sketch, theirs: Sketch) -> Iterator[Point]:
    for comparison in scheme.comparisons:
        for point in comparison(given, ours, theirs):
            yield point
            if point.bars:
                return


def _ranked(near: list[_Near]) -> list[_Near]:
    return sorted((each for each in near if not each.barred), key=lambda each: (-each.net, each.sketch.entry))


def _judged(near: list[_Near], scheme: Scheme, ours: Sketch) -> Match | None:
    """The verdict on the nearest, or nothing if none is near enough."""
    ranked = [each for each in _ranked(near) if _verdict(each, scheme)]
    if not ranked:
        return None
    best = ranked[0]
    verdict = _verdict(best, scheme)
    if verdict == "same" and not _timed(best, scheme, ours):
        verdict = "unsure"
    rivals = [each for each in ranked[1:] if best.net - each.net < _NEARER and each.sketch.entry != best.sketch.entry]
    reason = _reason(best.points)
    if rivals:
        verdict = "unsure"
        listed = ", ".join(f"'{each.sketch.entry}'" for each in rivals[:3])
        listed += f" and {len(rivals) - 3} more" if len(rivals) > 3 else ""
        reason = f"as near to '{best.sketch.entry}' as to {listed}: {reason}"
    elif verdict == "unsure" and not best.odds:
        reason += "; that is not enough to be sure"
    return Match(verdict=verdict or "unsure", reason=reason, entry=best.sketch.entry, score=round(best.score, 3))


def _verdict(near: _Near, scheme: Scheme) -> Verdict | None:
    """Same, unsure or nothing; what contradicts is still the same event only if its subject agrees."""
    if near.agreed < _FEW * scheme.needs or near.score < _MAYBE:
        return None
    if not near.agrees(scheme.among - _HINTS) and not _told_well(near, scheme):
        return None
    odds = {each.what for each in near.points if each.odds}
    if odds - _AMOUNTS and not near.agrees(scheme.among - {"issue"}):
        return None
    if len(odds - _AMOUNTS) > 1 and near.score < _SAME:
        return None
    sure = near.agreed >= scheme.needs and near.score >= _SAME and not odds and near.agrees(scheme.among)
    return "same" if sure else "unsure"


def _told_well(near: _Near, scheme: Scheme) -> bool:
    """True if the day is told so well, or so much else agrees, that a person should see both."""
    day = max(
        (_precision(near.sketch) for each in near.points if each.what == "day" and each.likeness > _AGREES), default=0.0
    )
    told = max((each.weight for each in near.points if each.what == "day"), default=0.0) / 3
    sure = min(day, told)
    return sure >= _NARROW or ((sure >= _ABOUT or not scheme.dated) and near.agrees(_HINTS))


def _precision(sketch: Sketch) -> float:
    """How well the day of something is known: 1 to the day, 0 not at all."""
    return max((likeness.weight_of(likeness.span(day)) for _, day in sketch.days), default=0.0)


def _timed(near: _Near, scheme: Scheme, ours: Sketch) -> bool:
    """True if the day says enough: a year alone, or none, needs an amount, a place, people or telling words beside."""
    if not scheme.dated:
        return True
    if not ours.days:
        return False
    if min(likeness.span(day) for _, day in ours.days) <= 31:
        return True
    telling = ("level", "place", "people", "figures", "legal basis")
    return near.agrees(telling) or any(each.what == "words" and each.likeness >= 0.9 for each in near.points)


def _reason(points: Sequence[Point]) -> str:
    """What agrees and what does not, in one sentence without its full stop."""
    same = [each.what for each in points if each.likeness >= _AGREES and not each.said]
    told = [each.said for each in points if each.likeness >= 0.5 and each.said and not each.odds]
    but = [each.said or f"another {each.what}" for each in points if each.odds or (each.likeness < 0.5 and each.said)]
    agreed = "; ".join(([f"same {_listed(same)}"] if same else []) + told)
    if not but:
        return agreed or "little to compare"
    return f"{agreed}, but {'; '.join(but)}" if agreed else "; ".join(but)


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    if {"side", "other side"} <= set(unique):
        unique = ["sides", *(each for each in unique if each not in ("side", "other side"))]
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def _nearest(near: list[_Near]) -> str:
    """The nearest thing with what tells it apart, for a verdict of different."""
    told = [each for each in near if each.net > 0]
    if not told:
        return ""
    best = max(told, key=lambda each: each.net)
    return f"; nearest is '{best.sketch.entry}': {_reason(best.points)}"


def _together(found: Sequence[Match], kind: str) -> Match:
    """One verdict on several steps or figures of one proposal."""
    held = [each for each in found if each.verdict == "same"]
    if len(held) == len(found):
        whole = {each.entry.partition("#")[0] for each in found}
        if len(whole) == 1:
            return Match(
                verdict="same", reason=found[0].reason, entry=whole.pop(), score=min(each.score for each in found)
            )
    near = [each for each in found if each.entry]
    if not near:
        return found[0] if found else Match(verdict="different", reason=f"the record has no such {kind}")
    best = max(near, key=lambda each: each.score)
    reason = f"the record has {len(held)} of its {len(found)} steps; {best.reason}"
    return Match(verdict="unsure", reason=reason, entry=best.entry.partition("#")[0], score=best.score)
