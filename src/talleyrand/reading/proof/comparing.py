"""The comparisons of two accounts of one thing: who, when and what.

Given       what comparisons go by: the record, the words of the quote, the document's day, how much each word tells
Comparison  two sketches to the points that one or two fields of theirs give

A side, day or step may show that the two are other things; an amount, place or person at odds only that one of both
accounts is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from talleyrand.reading.language.references import references
from talleyrand.reading.proof import likeness
from talleyrand.reading.proof.likeness import Point, Prose
from talleyrand.reading.proof.quotes import normal
from talleyrand.reading.proof.sketches import Sketch
from talleyrand.record import lives
from talleyrand.record.dates import When, moment
from talleyrand.record.entries import Party
from talleyrand.record.record import Record

_AGO, _AHEAD = timedelta(days=31), timedelta(days=7)  # what an article tells without a day happened about its own
_SHORT = 20  # characters; fewer may be quoted for anything
_REMOTE = frozenset(("call", "video"))
_EASES = frozenset(("lower", "suspend", "stop", "withdraw", "expire", "strike down"))
_TIGHTENS = frozenset(("announce", "impose", "raise", "resume"))


@dataclass(frozen=True, slots=True)
class Given:
    """What comparisons go by."""

    record: Record
    quote: Prose
    on: date | None
    rare: Mapping[str, float]


Comparison = Callable[[Given, Sketch, Sketch], Iterator[Point]]


# --- who -----------------------------------------------------------------------------------------


def states(record: Record, sketch: Sketch) -> frozenset[str]:
    """The states that have a part in something."""
    return frozenset(record.state_of(each) for each in (*sketch.parties, sketch.by, *sketch.toward) if each)


def sides(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """Who does it to whom, or between whom it is: other sides, and sides that are swapped, are another thing."""
    record = given.record
    if here.parties or there.parties:
        ours, theirs = states(record, here), states(record, there)
        if ours and theirs:
            shared = len(ours & theirs)
            few = shared < min(len(ours), len(theirs))
            said = (
                ""
                if ours == theirs
                else f"the record has it between {' and '.join(map(record.in_text, sorted(theirs)))}"
            )
            yield Point("parties", 2, shared / max(len(ours), len(theirs)), said, bars=few)
        return
    if here.by and there.by:
        yield _doer(record, here.by, there.by)
    if here.toward and there.toward:
        yield _other_side(record, here.toward, there.toward)


def _doer(record: Record, here: str, there: str) -> Point:
    ours, theirs = record.state_of(here), record.state_of(there)
    if ours != theirs:
        return Point("side", 1, 0.0, f"the record has it done by {record.in_text(there)}", bars=True)
    if here == there or ours in (here, there) or _within(record, here, there) or _within(record, there, here):
        return Point("side", 1, 1.0)
    return Point("agency", 1, 0.4, f"the record has {record.in_text(there)}, not {record.in_text(here)}", odds=True)


def _within(record: Record, lower: str, upper: str) -> bool:
    """True if one party is part of another, at whatever remove."""
    climbed: set[str] = set()
    while lower in record and lower not in climbed:
        climbed.add(lower)
        party = record.entry(lower)
        lower = (party.of or "") if isinstance(party, Party) else ""
        if lower == upper:
            return True
    return False


def _other_side(record: Record, here: tuple[str, ...], there: tuple[str, ...]) -> Point:
    reached = [each for each in here if record.bears_on(there, each)]
    reached = reached or [each for each in there if record.bears_on(here, each)]
    alike = min(1.0, len(reached) / min(len(here), len(there)))
    said = "" if alike == 1 else f"the record has it toward {', '.join(map(record.in_text, there))}"
    return Point("other side", 1, alike, said, bars=not reached)


# --- when ----------------------------------------------------------------------------------------


def days(weight: float, *, what: str = "day", bars: bool = True, lasting: bool = False) -> Comparison:
    """When it was, by whichever of its days the two have: announced on the 12th and in force on the 14th is one step.

    Args:
        bars: whether days far apart show two things.
        lasting: whether it may last for days.
    """

    def compared(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        if not here.days:
            if there.days and given.on:
                yield _about(weight / 3, given.on, there)
            return
        if not there.days:
            return
        points = [_day(given.record, weight, what, each, there, lasting) for each in here.days]
        agreed = any(not each.odds and each.likeness > 0.5 for each in points)
        for number, point in enumerate(points):
            less = point._replace(weight=point.weight if number == 0 else point.weight / 2)
            if bars and not agreed:
                yield less
            elif bars or less.bars:
                yield less._replace(bars=False)
            else:  # a promise is told on the day it was made, and on those after it
                yield less._replace(odds=False, likeness=max(less.likeness, 0.4))

    return compared


def _about(weight: float, on: date, there: Sketch) -> Point:
    """What the day of a document says of something that it gives no day for."""
    near = any(day.first <= on + _AHEAD and day.last >= on - _AGO for _, day in there.days)
    return Point("time", weight, 0.6 if near else 0.2, "about the day of the document" if near else "")


def _day(record: Record, weight: float, what: str, here: tuple[str, When], there: Sketch, lasting: bool) -> Point:
    """One day of ours against the same of theirs, or else against any of theirs."""
    name, day = here
    own = [each for each in there.days if each[0] == name] or list(there.days)
    points = [
        _zoned(record, likeness.of_dates(what, weight, day, each, lasting=lasting), day, each, there) for _, each in own
    ]
    best = max(points, key=_told)
    if best.odds:
        for other, each in there.days:
            if likeness.gap(day, each) == 0 and likeness.span(each) == 1:
                late = name in ("announced", "signed") and other == "effective"
                said = f"{day} is the day on which it was {_worded(other)}"
                return likeness.of_dates(what, weight * 0.8, day, each)._replace(
                    said=said, odds=late and own[0][0] == name
                )
    return best


def _worded(name: str) -> str:
    return {"effective": "put into effect", "on": "done", "disclosed": "disclosed"}.get(name, name)


def _zoned(record: Record, point: Point, here: When, there: When, sketch: Sketch) -> Point:
    """One hour falls on two days: the day that it was for any of the parties will do."""
    if not point.odds or likeness.gap(here, there) != 1:
        return point
    for given, other in ((here, there), (there, here)):
        if given.instant and any(
            other.first <= given.instant.astimezone(ZoneInfo(record.zone(each))).date() <= other.last
            for each in (sketch.by, *sketch.toward, *sketch.parties)
        ):
            return Point(point.what, point.weight, 1.0, f"{here} is {there} in another zone")
    return point


def _told(point: Point) -> float:
    return point.weight * (2 * point.likeness - 1)


def ends(name: str, weight: float, what: str) -> Comparison:
    """Until when it holds, or by when it is due, as first stated or as given later."""

    def compared(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        ours, theirs = here.ends.get(name), there.ends.get(name)
        if ours and theirs:
            points = [likeness.of_dates(what, weight, ours[0], each)._replace(bars=False) for each in reversed(theirs)]
            yield max(points, key=_told)

    return compared


# --- what ----------------------------------------------------------------------------------------


def code(name: str, weight: float, what: str = "", *, odds: bool = False, bars: bool = False) -> Comparison:
    """The same word of a vocabulary, or the same entry."""

    def compared(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        ours, theirs = here.codes.get(name), there.codes.get(name)
        if ours and theirs:
            said = "" if ours == theirs else f"the record has {what or name} '{theirs}', not '{ours}'"
            differs = ours != theirs
            yield Point(what or name, weight, float(not differs), said, odds=odds and differs, bars=bars and differs)

    return compared


def of(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """What was read: the same clause or entry, or one the clause of the other."""
    ours, theirs = here.codes.get("of"), there.codes.get("of")
    if ours and theirs:
        whole = ours.partition("#")[0] == theirs.partition("#")[0] and ("#" not in ours or "#" not in theirs)
        said = "" if ours == theirs else f"the record has it of '{theirs}', not of '{ours}'"
        yield Point(
            "words read", 2.5, 1.0 if ours == theirs else 0.6 if whole else 0.0, said, odds=bool(said) and not whole
        )


def own(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The measure to which a step is to be added."""
    if here.apart and here.kind == "measure" and here.whole == there.whole:
        yield Point("measure", 2, 1.0)


def act(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same sort of act, or one of the same type, or at least of the same temper."""
    ours, theirs = here.codes.get("kind", ""), there.codes.get("kind", "")
    known = given.record.vocabulary["acts"]
    if ours not in known or theirs not in known:
        return
    one, other = known[ours], known[theirs]
    said = f"the record has kind of act '{theirs}', not '{ours}'"
    if ours == theirs:
        yield Point("kind of act", 1.5, 1.0)
    elif one.plover == other.plover:
        yield Point("kind of act", 1.5, 0.7, f"'{ours}' is much like '{theirs}'")
    elif one.quad == other.quad:
        yield Point("kind of act", 1.5, 0.4, said, odds=True)
    else:
        contrary = one.quad.split()[-1] != other.quad.split()[-1]
        yield Point("kind of act", 1.5, 0.0 if contrary else 0.25, said, odds=True)


def step(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same step of a measure, or one in the same direction; one in the other direction is another."""
    ours, theirs = here.codes.get("step"), there.codes.get("step")
    if not ours or not theirs:
        return
    said = f"the record has step '{theirs}', not '{ours}'"
    level = here.amounts.get("level")
    alike = "announce" in (ours, theirs) or (level is not None and level == there.amounts.get("level"))
    if ours == theirs:
        yield Point("step", 1, 1.0)
    elif {ours, theirs} <= _TIGHTENS or {ours, theirs} <= _EASES:
        yield Point("step", 1, 0.6, said, odds=not alike)
    elif "extend" in (ours, theirs):
        yield Point("step", 1, 0.2, said, odds=True)
    else:
        yield Point("step", 1, 0.0, said, odds=True, bars=True)


def level(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same level; one that is the total of the series is told from the step's own."""
    ours, theirs = here.amounts.get("level"), there.amounts.get("level")
    if ours is None or theirs is None:
        return
    series = given.record.vocabulary["series"].get(there.codes.get("series", ""))
    unit = (series.unit if series and series.unit != "none" else "") or there.codes.get("unit", "")
    point = likeness.of_numbers("level", 2.5, ours, theirs, unit)
    if point.odds and series and series.summed and there.days and there.days[0][1].exact and there.toward:
        sums = lives.total(given.record, there.by, there.toward[0], series.code, moment(there.days[0][1]))
        if sums.level == ours:
            total = f"{likeness.plain(ours)} is the total from that day; the record has level {likeness.plain(theirs)}"
            point = point._replace(likeness=0.5, said=total + " for this step")
    yield _disputed(point, there, likeness.plain(ours))


def told_level(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The level of a step of the record, among the percentages of our title."""
    theirs = there.amounts.get("level") if there.kind == "measure" else None
    ours = sorted(value for kind, value in likeness.figures(here.title) if kind == "percent")
    if theirs is not None and ours:
        listed = ", ".join(map(likeness.plain, ours))
        said = (
            f"both {listed} percent"
            if theirs in ours
            else f"the record has level {likeness.plain(theirs)}, not {listed}"
        )
        yield Point("level", 1, float(theirs in ours), said)


def _disputed(point: Point, there: Sketch, ours: str) -> Point:
    """A point at odds, with a word if the record holds already that a source says so."""
    if point.odds and any(ours in each for each in there.says):
        return point._replace(likeness=0.5, said=f"{point.said}; it notes that a source says {ours}")
    return point


def amount(name: str, weight: float, what: str) -> Comparison:
    """The same amount, in whatever unit the two share; one that a source of the record gives is told from others."""

    def compared(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        ours, theirs = here.amounts.get(name), there.amounts.get(name)
        if ours is not None and theirs is not None:
            unit, held = (each.codes.get("unit", "") if name != "score" else "" for each in (here, there))
            words, others = _measured(unit), _measured(held)
            alike = not words or not others or words <= others or others <= words
            point = likeness.of_numbers(what, weight, ours, theirs, unit if alike else "")
            if not alike and not point.odds:  # 20 percent of one thing is not 20 percent of another
                point = Point(f"number of the {what}", weight / 2, point.likeness, f"{point.said}, but of '{held}'")
            yield _disputed(point, there, likeness.plain(ours))

    return compared


def _measured(unit: str) -> frozenset[str]:
    """The words of a unit in one form: a metric ton is a tonne, "per cent" is "percent"."""
    plain = unit.lower().replace("per cent", "percent").replace("us$", "dollars").replace("usd", "dollars")
    return frozenset(re.findall(r"\w+", re.sub(r"\b(?:metric )?ton(?:ne)?s?\b", "tonnes", plain)))


def period(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same period, to the day: the figure of twelve months is not that of a year."""
    ours, theirs = (dict(each.days).get("period") for each in (here, there))
    if ours and theirs:
        said = "" if likeness.same_day(ours, theirs) else f"the record has period {theirs}, not {ours}"
        equal = here.amounts.get("value") == there.amounts.get("value")
        overlaps = likeness.gap(ours, theirs) == 0
        yield Point("period", 3, float(not said), said, odds=bool(said), bars=bool(said) and not (equal and overlaps))


def names(name: str, weight: float, what: str, *, odds: bool = False) -> Comparison:
    """The same people or entries, or some of them."""

    def compared(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        ours, theirs = here.names.get(name), there.names.get(name)
        if ours and theirs:
            yield likeness.of_sets(what, weight, ours, theirs, at_odds=odds)

    return compared


def subject(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """What it concerns, whether as one issue or several; an issue within another counts for half."""
    ours, theirs = (
        {each.codes["issue"]} if "issue" in each.codes else each.names.get("issues", frozenset())
        for each in (here, there)
    )
    if ours and theirs:
        near = any(one.partition("/")[0] == other.partition("/")[0] for one in ours for other in theirs)
        yield Point("issue", 1, 1.0 if ours & theirs else 0.5 if near else 0.0)


def place(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same place; another is at odds even if the day is the same."""
    ours, theirs = here.codes.get("place"), there.codes.get("place")
    if ours and theirs:
        yield likeness.of_places("place", 2, ours, theirs)


def form(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """A call is no visit, whatever else agrees."""
    ours, theirs = here.codes.get("form"), there.codes.get("form")
    if ours and theirs:
        remote = (ours in _REMOTE) != (theirs in _REMOTE)
        said = "" if ours == theirs else f"the record has form '{theirs}', not '{ours}'"
        yield Point("form", 1, 1.0 if ours == theirs else 0.0 if remote else 0.5, said, odds=remote)


def outcome(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """Held, or cancelled: one of both is wrong, or they are two meetings."""
    ours, theirs = here.codes.get("step"), there.codes.get("step")
    if ours and theirs and ours != theirs and "cancelled" in (ours, theirs):
        yield Point("outcome", 1, 0.0, f"the record has it {theirs}, not {ours}", odds=True)


def law(_: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
    """The same order or notice by number."""
    ours, theirs = (frozenset(each.name for each in references(sketch.basis)) for sketch in (here, there))
    if ours and theirs:
        yield likeness.of_sets("legal basis", 2, ours, theirs, at_odds=True)


def quoted(given: Given, _: Sketch, there: Sketch) -> Iterator[Point]:
    """The very words that the record cites for it."""
    ours = normal(given.quote.text).text
    if len(ours) >= _SHORT and any(ours in each or each in ours for each in map(_normal, there.quotes)):
        yield Point("quoted words", 3, 1.0)


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    return normal(text).text


def words(weight: float) -> Comparison:
    """The same words in the titles and what they say, rare ones above all."""

    def compared(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        point = likeness.of_prose(
            weight, here.prose, there.prose, given.quote, given.rare, title=likeness.prose(there.title)
        )
        if point:
            yield point

    return compared


def figures(*but: str) -> Comparison:
    """The same numbers in both titles: "116 people" is not "122 people", a third round no fourth."""

    def compared(given: Given, here: Sketch, there: Sketch) -> Iterator[Point]:
        point = likeness.of_figures(1.5, here.title, there.title, given.quote.text, but=frozenset(but))
        if point:
            yield _disputed(point, there, point.said.rpartition("not ")[2])

    return compared
