"""What is in force between two parties on a day, what changed between two days, and how long levels held.

Live     the measures that stand on a day (announced, in force or suspended) with their states
Change   one measure before and after

`measures`, `difference`, `across` and `spells` are the statements made from them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Annotated
from zoneinfo import ZoneInfo

from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.errors import NotFound, WrongValue
from talleyrand.record import lives
from talleyrand.record.dates import Moment, When, asked
from talleyrand.record.entries import Agreement, Clause, Commitment, Measure, Party
from talleyrand.record.lives import LIVE, State
from talleyrand.record.record import Record

Live = Mapping[str, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One measure before and after; None where it did not stand."""

    measure: str
    before: State | None
    after: State | None


def live(record: Record, by: str, toward: str, on: Moment) -> Live:
    """The measures by one party toward another that stand on a day, with their states."""
    return {measure.id: now for measure, now in lives.states(record, by, toward, on) if now.status in LIVE}


def changes(before: Live, after: Live) -> tuple[Change, ...]:
    """What differs between two sets of standing measures."""
    return tuple(
        [Change(measure=each, before=before.get(each), after=after.get(each))
         for each in dict.fromkeys((*before, *after)) if before.get(each) != after.get(each)]
    )  # fmt: skip


def applied(before: Live, difference: Iterable[Change]) -> Live:
    """The standing measures that changes lead to; what holds on one day and the changes to another give that other."""
    after = dict(before)
    for change in difference:
        after.pop(change.measure, None)
        if change.after:
            after[change.measure] = change.after
    return after


def both_ways(by: str, toward: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two directions between two parties, the first-named party's own first."""
    return (by, toward), (toward, by)


# --- statements ----------------------------------------------------------------------------------

IN_FORCE = columns(
    "by", "toward", "measure", "series", "status", "level", "*unit", "since", "suspended_until",
    "*basis", "*extended_to", "*until", "*instrument",
)  # fmt: skip


def measures(
    record: Record, by: str, toward: str, series: str | None = None, *, on: Moment, known: Moment
) -> Statement:
    """What stands between two parties on a day, both ways, with the sum of each series that is summed.

    Args:
        by: id of one party.
        toward: id of the other; measures of both toward each other are shown.
        series: only the measures of this series; all of them, those of no series too, if left out.

    Raises:
        NotFound: if there is no such series.
    """
    then = record.as_known(known)
    of = f"{then.vocabulary.term('series', series).label} in force" if series else "Measures in force"
    rows = []
    for one, other in both_ways(by, toward):
        standing = live(then, one, other, on)
        found = [(then.find(each, Measure), now) for each, now in standing.items()]
        found = [pair for pair in found if not series or pair[0].series == series]
        found.sort(key=lambda pair: not _summed(then, pair[0]))
        rows += [_row(then, measure, other, now, on) for measure, now in found]
    return Statement(
        title=f"{of} between {record.name_of(by)} and {record.name_of(toward)}",
        on=on, known=known, columns=IN_FORCE, rows=tuple(rows), totals=_totals(then, by, toward, on, series),
        cautions=_unsummed(then, rows),
    )  # fmt: skip


def _summed(record: Record, measure: Measure) -> bool:
    term = record.vocabulary["series"].get(measure.series or "")
    return term is not None and term.summed


def _row(record: Record, measure: Measure, toward: str, now: State, on: Moment) -> Row:
    step = measure.steps[now.step]
    cells = (
        record.state_of(measure.by), toward, measure.title, measure.series, now.status, now.level,
        unit(record, measure), since(record, measure, on), now.suspended_until, now.bases,
        extended_to(record, measure, now), now.until, measure.instrument,
    )  # fmt: skip
    return Row(cells, cited(measure.id, step.under))


def extended_to(record: Record, measure: Measure, now: State) -> When | None:
    """The last day that later extensions gave to the running suspension or term, as far as was known; else None."""
    ends = (now.suspended_until, now.until)
    if ends == (None, None):
        return None
    lived = [spell.state for spell in lives.spells(record, measure)]
    for later in lived[lived.index(now) + 1 :]:
        if later.status != now.status or measure.steps[later.step].step != "extend":
            break
        ends = (later.suspended_until, later.until)
    last = ends[0] or ends[1]
    return None if last == (now.suspended_until or now.until) else last


def unit(record: Record, measure: Measure) -> str | None:
    """The unit of a measure's level: its series' unit, or its own; None for a series without levels."""
    if measure.series and measure.series in record.vocabulary["series"]:
        of_series = record.vocabulary["series"][measure.series].unit
        return None if of_series == "none" else of_series
    return measure.unit


def since(record: Record, measure: Measure, on: Moment) -> str | None:
    """The local day since which the measure has had the status and level that it has."""
    zone = record.zone(measure.by)
    at = asked(on, zone)
    lived = lives.spells(record, measure)
    last = bisect_right(lived, at, key=lambda spell: spell.start) - 1
    while last > 0 and _same(lived[last - 1].state, lived[last].state):
        last -= 1
    return local_day(lived[last].start, zone) if last >= 0 else None


def _same(one: State, other: State) -> bool:
    return (one.status, one.level) == (other.status, other.level)


def local_day(at: datetime, zone: str) -> str:
    """The local day of a moment, as text."""
    return local_date(at, zone).isoformat() if at.year < 9999 else ".."


def _totals(record: Record, by: str, toward: str, on: Moment, series: str | None = None) -> tuple[Tally, ...]:
    tallies = []
    for one, other in both_ways(by, toward):
        for term in record.vocabulary["series"].values():
            if not term.summed or (series and term.code != series):
                continue
            total = lives.total(record, one, other, term.code, on)
            values = (
                ("by", one),
                ("toward", other),
                ("series", term.code),
                ("level", total.level),
                ("unit", total.unit),
            )
            tallies.append(Tally(values, total.entries))
    return tuple(tallies)


def _unsummed(record: Record, rows: list[Row]) -> tuple[str, ...]:
    place = [column.name for column in IN_FORCE].index("series")
    return kept_apart(record, [str(row.cells[place]) for row in rows if row.cells[place]])


def kept_apart(record: Record, series: Iterable[str]) -> tuple[str, ...]:
    """What a reader must bear in mind of those of some series whose levels do not add up; nothing if all do."""
    apart = sorted({*series} - {term.code for term in record.vocabulary["series"].values() if term.summed})
    return (f"Levels of {', '.join(apart)} cover different things and are not summed.",) if apart else ()


CHANGES = columns(
    "by", "toward", "what", "before", "level_before", "after", "level_after", "until", "*effective", "*unit",
    "*said_by", "*kind",
)  # fmt: skip


def difference(record: Record, by: str, toward: str, *, before: Moment, on: Moment, known: Moment) -> Statement:
    """What changed in force between two parties from one day to another, both ways."""
    then = record.as_known(known)
    rows = []
    for one, other in both_ways(by, toward):
        found = changes(live(then, one, other, before), live(then, one, other, on))
        rows += [_changed(then, each, other, on) for each in found]
    return Statement(
        title=f"What changed between {before} and {on}", on=on, known=known, columns=CHANGES, rows=tuple(rows)
    )


def _changed(record: Record, change: Change, toward: str, on: Moment) -> Row:
    measure = record.find(change.measure, Measure)
    after = change.after or lives.state(record, measure, on)
    step = measure.steps[after.step] if after else None
    day = since(record, measure, on)
    if change.before and change.after and _same(change.before, change.after):  # only its term or ground is another
        day = _begun(record, measure, on)
    cells = (
        record.state_of(measure.by), toward, measure.title,
        change.before.status if change.before else "not there", change.before.level if change.before else None,
        after.status if after else "not there", after.level if after else None,
        (after.suspended_until or after.until) if after else None, day, unit(record, measure),
        None, "measure",
    )  # fmt: skip
    return Row(cells, cited(measure.id, step.under if step else None))


def _begun(record: Record, measure: Measure, on: Moment) -> str | None:
    """The local day on which the present spell of a measure began."""
    zone = record.zone(measure.by)
    past = [spell.start for spell in lives.spells(record, measure) if spell.start <= asked(on, zone)]
    return local_day(past[-1], zone) if past else None


def across(record: Record, agreement: str, *, on: Moment, known: Moment) -> Statement:
    """What an agreement changed: every measure step taken under it, before and after, and all that it says."""
    then = record.as_known(known)
    deal = then.find(agreement, Agreement)
    rows = [row for measure in then.of(Measure) for row in _under(then, measure, deal)]
    promises = [each for each in then.of(Commitment) if each.agreement == deal.id]
    rows += [_promised(then, each) for each in promises]
    promised = {(each.clause or "").rpartition("#")[2] for each in promises}
    rows += [_declared(then, deal, each) for each in deal.clauses if each.clause not in promised]
    order = [then.state_of(each) for each in deal.parties]
    rows.sort(key=lambda row: order.index(str(row.cells[0])) if row.cells[0] in order else len(order))
    cautions = () if rows else ("The record holds no measure step, commitment or clause of this agreement.",)
    return Statement(
        title=f"What {deal.title} changed",
        on=on,
        known=known,
        columns=CHANGES,
        rows=tuple(rows),
        cautions=cautions,
    )


def _under(record: Record, measure: Measure, deal: Agreement) -> list[Row]:
    """The measure just before the first and just after the last of its steps under an agreement."""
    own = [number for number, step in enumerate(measure.steps) if step.under == deal.id]
    if not own:
        return []
    zone = record.zone(measure.by)
    lived = lives.spells(record, measure)
    moments = [spell.start for spell in lived if spell.state.step in own]
    if not moments:
        return []
    before = next((spell.state for spell in reversed(lived) if spell.start < moments[0]), None)
    last = [spell for spell in lived if spell.state.step in own and spell.start == _taken(lived, own)]
    after = last[-1].state
    cells = (
        record.state_of(measure.by), ", ".join(measure.toward), measure.title,
        before.status if before else "not there", before.level if before else None, after.status, after.level,
        after.suspended_until or after.until, local_day(moments[0], zone), unit(record, measure), None, "measure",
    )  # fmt: skip
    return [Row(cells, cited(measure.id, deal.id))]


def _taken(lived: tuple[lives.Spell, ...], own: list[int]) -> datetime:
    """The moment at which the last of these steps took effect, not the later lapse of its term."""
    numbers = {spell.state.step for spell in lived} & set(own)
    return min(spell.start for spell in lived if spell.state.step == max(numbers))


def _promised(record: Record, promise: Commitment) -> Row:
    said = [claim.by for claim in promise.asserted if claim.stance == "affirms"]
    cells = (
        record.state_of(promise.obligor), ", ".join(promise.obligee), promise.text, "not there", None, "promised",
        promise.target.amount if promise.target else None, promise.deadline, promise.made.text,
        promise.target.unit if promise.target else None,
        ", ".join(dict.fromkeys(record.state_of(each) for each in said)) or None, "commitment",
    )  # fmt: skip
    return Row(cells, cited(promise.id, promise.agreement))


def _declared(record: Record, deal: Agreement, clause: Clause) -> Row:
    """A clause that the record holds no promise for: what the parties declared, or agreed in general."""
    bound = cited(map(record.state_of, clause.parties or deal.parties))
    rest = [each for each in map(record.state_of, deal.parties) if each not in bound]
    cells = (
        ", ".join(bound), ", ".join(rest or bound), clause.text, "not there", None, "agreed", None, None,
        deal.steps[0].on.text if deal.steps else None, None, None, "clause",
    )  # fmt: skip
    return Row(cells, cited(deal.id))


SPELLS = columns("by", "toward", "series", "level:percent", "since", "until", "days", "running")
SummedSeries = Annotated[str, "a series whose levels add up"]


def spells(record: Record, by: str, toward: str, series: SummedSeries, *, on: Moment, known: Moment) -> Statement:
    """How long each level of a summed series held, up to a day, both ways.

    Raises:
        NotFound: if there is no such series.
        WrongValue: if levels of that series do not add up; ask for `lives` of its measures.
    """
    then = record.as_known(known)
    term = then.vocabulary.term("series", series)
    if not term.summed:
        raise WrongValue(f"levels of '{series}' are not summed: ask for the lives of its measures")
    rows = [row for one, other in both_ways(by, toward) for row in _levels(then, one, other, series, on)]
    return Statement(
        title=f"{term.label}: how long each level held", on=on, known=known, columns=SPELLS, rows=tuple(rows)
    )


def _levels(record: Record, by: str, toward: str, series: str, on: Moment) -> list[Row]:
    zone = record.zone(by)
    end = asked(on, zone)
    every = _held(record, by, toward, series)
    held = every[: bisect_right(every, end, key=itemgetter(0))]
    rows = []
    for number, (start, level, entries) in enumerate(held):
        following = held[number + 1][0] if number + 1 < len(held) else None
        days = (local_date(following or end, zone) - local_date(start, zone)).days
        upto = local_day(following, zone) if following else None
        cells = (by, toward, series, level, local_day(start, zone), upto, days, following is None)
        rows.append(Row(cells, entries or held[number - 1][2]))
    return rows


_Held = list[tuple[datetime, Decimal, tuple[str, ...]]]


def _held(record: Record, by: str, toward: str, series: str) -> _Held:
    """Each moment at which the sum of the levels of a series changed, the sum, and what makes it up; added up once."""
    key = (_held, by, toward, series)
    if key not in record.memory:
        record.memory[key] = _added_up(record, lives.of_series(record, by, toward, series))
    return record.memory[key]  # type: ignore[return-value]


def _added_up(record: Record, own: tuple[Measure, ...]) -> _Held:
    begun = [(spell.start, place, spell.state) for place, measure in enumerate(own)
             for spell in lives.spells(record, measure)]  # fmt: skip
    begun.sort(key=itemgetter(0, 1))
    applied: dict[int, Decimal] = {}
    held: _Held = []
    for start, together in groupby(begun, key=itemgetter(0)):
        for _, place, state in together:
            applied[place] = (state.level or Decimal(0)) if state.active else Decimal(0)
        level = sum(applied.values(), Decimal(0))
        if level != (held[-1][1] if held else 0):
            entries = tuple([own[place].id for place in sorted(applied) if applied[place]])
            held.append((start, level, entries))
    return held


def local_date(at: datetime, zone: str) -> date:
    """The local day of a moment; at the ends of the calendar, where no zone can be reckoned, the day in UTC."""
    return at.astimezone(ZoneInfo(zone)).date() if 1 < at.year < 9999 else at.date()


def principals(record: Record) -> tuple[str, str]:
    """The two states with most measures between them, in the order of their ids' first standing in the record.

    Raises:
        NotFound: if no measure of the record lies between two states.
    """
    counts: Counter[tuple[str, str]] = Counter()
    states = {party.id: place for place, party in enumerate(record.of(Party)) if party.form == "state"}
    for measure in record.of(Measure):
        by = record.state_of(measure.by)
        for each in {record.state_of(each) for each in measure.toward} - {by}:
            if by in states and each in states:
                counts[(by, each) if states[by] < states[each] else (each, by)] += 1
    if not counts:
        raise NotFound("the record holds no measure between two states: name two parties")
    return counts.most_common(1)[0][0]
