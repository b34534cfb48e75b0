"""What each side takes the same words to mean, side by side, and what each did afterwards.

Subject   what was read: a clause of an agreement, or a commitment, act, meeting or measure
Side      one state's reading of a subject by a day: its stance, its terms, its first complaint
Verdict   agreed, silent, contested or contradicted, for a pair of sides
Dispute   a subject that two states read in two ways, with their sides and the entries behind it
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations
from typing import Literal, NamedTuple

from talleyrand.books.statement import Cell, Row, Statement, Tally, cited, columns
from talleyrand.record import fates
from talleyrand.record.asof import known_day
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Act, Agreement, Commitment, Measure, Meeting, Party, Reading
from talleyrand.record.record import Record

COLUMNS = columns(
    "side_a", "side_b", "subject", "term", "value_a", "value_b", "verdict", "*first_complaint_a", "*first_complaint_b",
    "*read_a", "*read_b", "*conduct_a", "*conduct_b", "*agreement",
)  # fmt: skip
_MOST = 3  # deeds named in a cell

Verdict = Literal["agreed", "silent", "contested", "contradicted"]
VERDICTS: tuple[Verdict, ...] = ("agreed", "silent", "contested", "contradicted")
DIFFERING: tuple[Verdict, ...] = ("contested", "contradicted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One state's reading of a subject by a day.

    Attributes:
        state: whose.
        latest: its latest reading; None if it has given none.
        terms: what it last took each term to mean, and the reading that says so.
        complained: its first reading that accuses the other side.
    """

    state: str
    latest: Reading | None = None
    terms: tuple[tuple[str, str, str], ...] = ()
    complained: Reading | None = None

    @property
    def values(self) -> dict[str, str]:
        """Its value of each term."""
        return {term: value for term, value, _ in self.terms}

    @property
    def entries(self) -> tuple[str, ...]:
        """The readings that it rests on, the latest first."""
        said = (self.latest, self.complained)
        return cited((each.id for each in said if each), (reading for _, _, reading in self.terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was read, and its place: its agreement and clause, its issue, the states it lies between."""

    id: str
    agreement: str | None = None
    clause: str | None = None
    issue: str | None = None
    states: tuple[str, ...] = ()


def interpretations(
    record: Record, *, on: Moment, known: Moment, agreement: str | None = None, party: str | None = None
) -> Statement:
    """The readings that each side had given by a day, term by term, with verdicts and later conduct.

    Args:
        agreement: only its clauses and commitments, and the agreement itself.
        party: only pairs of sides of which this state is one.

    Raises:
        NotFound: if there is no such agreement or party.
    """
    within = record.find(agreement, Agreement).id if agreement else None
    whose = record.state_of(record.party(party).id) if party else None
    then = record.as_known(known)
    rows: list[Row] = []
    verdicts: list[tuple[Verdict, str]] = []
    found = [
        (subject, pair)
        for subject, pairs in _subjects(then, on)
        if within in (None, subject.agreement)
        for pair in pairs
        if whose is None or whose in (pair.one.state, pair.other.state)
    ]
    deeds = _deeds(then, on, [subject for subject, _ in found])
    for subject, pair in found:
        verdicts.append((pair.verdict, subject.id.partition("#")[0]))
        rows += _rows(subject, pair, deeds)
    under = f" under {record.find(within, Agreement).title}" if within else ""
    return Statement(
        title=f"Readings side by side{under}", on=on, known=known, columns=COLUMNS,
        rows=tuple(rows), totals=_totals(verdicts), cautions=_cautions(rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A subject that two states read in two ways, with the side of each and the entries that it rests on."""

    subject: Subject
    one: Side
    other: Side
    verdict: Verdict
    entries: tuple[str, ...]

    @property
    def terms(self) -> tuple[tuple[str, str | None, str | None], ...]:
        """Each term that either side has given a value, and what each took it to mean."""
        names = dict.fromkeys((*self.one.values, *self.other.values))
        return tuple([(name, _value(self.one, name), _value(self.other, name)) for name in names])

    @property
    def latest(self) -> date:
        """The last day of the later of the two readings that stand."""
        return max(side.latest.on.last for side in (self.one, self.other) if side.latest)


def disputes(record: Record, one: str, other: str, on: Moment) -> list[Dispute]:
    """What two states have both read by a day, and in two ways; of what each did afterwards, only the rows tell."""
    return [
        Dispute(subject=subject, one=pair.one, other=pair.other, verdict=pair.verdict,
                entries=_cites(subject, pair.one, pair.other, ()))
        for subject, pairs in _subjects(record, on, {one, other})
        for pair in pairs
        if pair.verdict in DIFFERING and {pair.one.state, pair.other.state} == {one, other}
    ]  # fmt: skip


# --- sides ---------------------------------------------------------------------------------------


class _Pair(NamedTuple):
    """Two sides of a subject, and what their readings come to."""

    one: Side
    other: Side
    verdict: Verdict


class _Read(NamedTuple):
    """What was read, its readings in order of date with their days, and its pairs of sides by how many of them."""

    name: str
    readings: list[Reading]
    days: list[date]
    pairs: dict[int, tuple[_Pair, ...]]


def _every(record: Record) -> list[_Read]:
    """Everything that was ever read, what was read first in front; put in order once."""
    if _every not in record.memory:
        groups: dict[str, list[Reading]] = {}
        for reading in sorted(record.of(Reading), key=lambda each: (known_day(each.on), each.id)):
            groups.setdefault(reading.of, []).append(reading)
        found = [_Read(name, readings, [known_day(each.on) for each in readings], {})
                 for name, readings in groups.items()]  # fmt: skip
        record.memory[_every] = sorted(found, key=lambda each: (each.days[0], each.name))
    return record.memory[_every]  # type: ignore[return-value]


def _subjects(
    record: Record, on: Moment, states: set[str] | None = None
) -> Iterator[tuple[Subject, tuple[_Pair, ...]]]:
    """Everything read by a day with the pairs of sides that read it, what was read first in front.

    Args:
        states: only what every one of these has read, be it later.
    """
    for name, readings, days, pairs in _every(record):
        if days[0] > on.day:
            return
        if states and not states <= {record.state_of(each.by) for each in readings}:
            continue
        given = len(days) if days[-1] <= on.day else bisect_right(days, on.day)
        subject = _subject(record, name)
        if given not in pairs:
            sides = _pairs(record, subject, readings[:given])
            pairs[given] = tuple([_Pair(one, other, verdict(one, other)) for one, other in sides])
        yield subject, pairs[given]


def _subject(record: Record, name: str) -> Subject:
    known: dict[str, Subject] = record.memory.setdefault(_subject, {})  # type: ignore[assignment]  # worked out once
    if name not in known:
        known[name] = _placed(record, name)
    return known[name]


def _placed(record: Record, name: str) -> Subject:
    whole, _, clause = name.partition("#")
    entry = record.entry(whole) if whole in record else None
    if isinstance(entry, Agreement):
        issue = next((each.issue for each in entry.clauses if each.clause == clause), None)
        return Subject(
            id=name, agreement=whole, clause=clause or None, issue=issue, states=_states(record, entry.parties)
        )
    if isinstance(entry, Commitment):
        clause = (entry.clause or "").rpartition("#")[2]
        return Subject(id=name, agreement=entry.agreement, clause=clause or None, issue=entry.issue,
                       states=_states(record, (entry.obligor, *entry.obligee)))  # fmt: skip
    if isinstance(entry, Act | Measure):
        under = entry.under if isinstance(entry, Act) else None
        return Subject(id=name, agreement=under, issue=entry.issue, states=_states(record, (entry.by, *entry.toward)))
    if isinstance(entry, Meeting):
        return Subject(id=name, states=_states(record, entry.parties))
    return Subject(id=name)


def _states(record: Record, parties: Iterable[str]) -> tuple[str, ...]:
    """The states that parties belong to, each once; blocs and everyone read nothing, unless one did."""
    single = []
    for each in parties:
        party = record.entry(each) if each in record else None
        if not isinstance(party, Party) or (party.form != "bloc" and not party.everyone):
            single.append(record.state_of(each))
    return cited(single)


def _pairs(record: Record, subject: Subject, readings: list[Reading]) -> list[tuple[Side, Side]]:
    """Each two sides that have read a subject; if only one has, that one beside each other state concerned."""
    read = cited(record.state_of(each.by) for each in readings)
    order = cited(subject.states, read)
    sides = {state: _side(record, state, readings) for state in order}
    if len(order) == 1:
        return [(sides[order[0]], Side(state=""))]
    if len(read) > 1:
        return [(sides[one], sides[other]) for one, other in combinations([each for each in order if each in read], 2)]
    return [(sides[one], sides[other]) for one, other in combinations(order, 2) if read[0] in (one, other)]


def _side(record: Record, state: str, readings: list[Reading]) -> Side:
    own = [each for each in readings if record.state_of(each.by) == state]
    terms = {value.term: (value.term, value.value, each.id) for each in own for value in each.terms}
    return Side(state=state, latest=own[-1] if own else None, terms=tuple(terms.values()),
                complained=next((each for each in own if each.complains), None))  # fmt: skip


def verdict(one: Side, other: Side) -> Verdict:
    """What two sides' readings come to, by the latest stance of each and what each last took the terms to mean."""
    a, b = one.latest, other.latest
    if a is None or b is None or "silent" in (a.stance, b.stance):
        return "silent"
    if a.stance != b.stance:
        return "contradicted"
    shared = one.values.keys() & other.values.keys()
    if a.complains or b.complains or any(not alike(one.values[term], other.values[term]) for term in shared):
        return "contested"
    return "agreed" if shared or not (one.terms or other.terms) else "silent"


def alike(one: str, other: str) -> bool:
    """True if two values are the same words, capitals and spaces apart."""
    return one.casefold().split() == other.casefold().split()


# --- conduct -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something one state did about a subject: a step of a measure, an act, or a promise carried out so far."""

    day: date
    text: str
    entry: str
    issue: str | None = None


_Made = dict[tuple[str, str], list[Deed]]  # by state, and by the agreement, clause or entry that they are about


class _Deeds(NamedTuple):
    """What each state did, about what somebody asks, and up to which day."""

    made: _Made
    about: set[str]
    last: date

    def of(self, state: str, name: str) -> Iterable[Deed]:
        """What a state did about something by the day."""
        found = self.made.get((state, name), ()) if name in self.about else ()
        return [deed for deed in found if deed.day <= self.last]


def _deeds(record: Record, on: Moment, subjects: Iterable[Subject]) -> _Deeds:
    """What each state did by a day under the agreements that were read, or in declared answer to what was read."""
    return _Deeds(_made(record), _names(subjects), on.day)


def _names(subjects: Iterable[Subject]) -> set[str]:
    return {name for each in subjects for name in (each.id, each.agreement) if name}


def _made(record: Record) -> _Made:
    """The deeds of every day about all that was ever read; gathered once."""
    if _made not in record.memory:
        about = _names(_subject(record, each.name) for each in _every(record))
        deeds: _Made = {}
        for done in chain(_steps(record, about), _acts(record, about), _progress(record, about)):
            day = known_day(done.at)
            deed = Deed(day=day, text=f"{day} {done.what}", entry=done.entry, issue=done.issue)
            for name in done.names:
                if name in about:
                    deeds.setdefault((record.state_of(done.by), name), []).append(deed)
        record.memory[_made] = deeds
    return record.memory[_made]  # type: ignore[return-value]


class _Done(NamedTuple):
    """A deed of which somebody may ask: who, about what, when, what, and its entry."""

    by: str
    names: tuple[str | None, ...]
    at: When
    what: str
    entry: str
    issue: str | None


def _steps(record: Record, about: set[str]) -> Iterator[_Done]:
    for measure in record.of(Measure):
        for step in measure.steps:
            if step.under not in about and about.isdisjoint(step.answers):
                continue
            told = step.announced or step.signed or step.effective
            if told and step.step not in ("expire", "strike down"):
                names = (step.under, *step.answers)
                what = f"{step.step} {measure.id}"
                yield _Done(step.by or measure.by, names, told, what, measure.id, measure.issue)


def _acts(record: Record, about: set[str]) -> Iterator[_Done]:
    for act in record.of(Act):
        if act.under in about or not about.isdisjoint(act.answers):
            yield _Done(act.by, (act.under, *act.answers), act.on, f"{act.kind} {act.id}", act.id, act.issue)


def _progress(record: Record, about: set[str]) -> Iterator[_Done]:
    """How far the promises that were read had got, at each piece of evidence."""
    for promise in record.of(Commitment):
        clause = f"{promise.agreement}#{(promise.clause or '').rpartition('#')[2]}"
        if promise.id in about or clause in about:
            for each in fates.evidence(promise, Moment(date.max)):
                what = f"{promise.id} at {each.score} of {fates.FULL}"
                yield _Done(promise.obligor, (promise.id, clause), each.on, what, promise.id, None)


def _later(deeds: _Deeds, subject: Subject, state: str, since: date) -> list[Deed]:
    """What a state did about a subject after a day; of a promise, only how far it had got last."""
    clause = f"{subject.agreement}#{subject.clause}"
    found: dict[tuple[str, str], Deed] = {}
    for name in cited(subject.agreement, clause, subject.id):
        for deed in deeds.of(state, name):
            if deed.day > since and (name != subject.agreement or _related(deed.issue, subject.issue)):
                progress = deed.issue is None
                found[(deed.entry, "" if progress else deed.text)] = deed
    return sorted(found.values(), key=lambda each: (each.day, each.text))


def _related(one: str | None, other: str | None) -> bool:
    """True if one issue is the other or lies below it, or either is unknown."""
    if not one or not other:
        return True
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _listed(deeds: list[Deed]) -> str | None:
    named = "; ".join(deed.text for deed in deeds[:_MOST])
    return (f"{named} and {len(deeds) - _MOST} more" if len(deeds) > _MOST else named) or None


# --- rows ----------------------------------------------------------------------------------------


def _rows(subject: Subject, pair: _Pair, deeds: _Deeds) -> list[Row]:
    """A row for each term that either side has given a value; one row without a term if neither has."""
    one, other, found = pair
    later = _conduct(deeds, subject, one, other)
    entries = _cites(subject, one, other, later)
    rows = []
    for term in dict.fromkeys((*one.values, *other.values)) or (None,):
        cells: tuple[Cell, ...] = (
            one.state, other.state or None, subject.id, term, _value(one, term), _value(other, term), found,
            *(side.complained.on if side.complained else None for side in (one, other)),
            *(side.latest.on if side.latest else None for side in (one, other)),
            *(_listed(each) for each in later),
            subject.agreement,
        )  # fmt: skip
        rows.append(Row(cells, entries))
    return rows


def _conduct(deeds: _Deeds, subject: Subject, one: Side, other: Side) -> tuple[list[Deed], list[Deed]]:
    """What each side did about a subject after its latest reading; after the other's, if it has given none."""
    first = min(known_day(each.latest.on) for each in (one, other) if each.latest)
    a, b = (_later(deeds, subject, side.state, known_day(side.latest.on) if side.latest else first)
            for side in (one, other))  # fmt: skip
    return a, b


def _cites(subject: Subject, one: Side, other: Side, later: Iterable[list[Deed]]) -> tuple[str, ...]:
    return cited(one.entries, other.entries, subject.id.partition("#")[0], subject.agreement,
                 *([deed.entry for deed in each] for each in later))  # fmt: skip


def _value(side: Side, term: str | None) -> str | None:
    """A side's value of a term; its stance where it has given none."""
    if term in side.values:
        return side.values[term]
    if side.latest is None:
        return None
    return side.latest.stance if term is None or side.latest.stance != "affirms" else None


def _totals(verdicts: list[tuple[Verdict, str]]) -> tuple[Tally, ...]:
    """How many pairs of readings come to each verdict."""
    number = Counter(word for word, _ in verdicts)
    return tuple(
        [Tally((("verdict", word), ("pairs", number[word])), cited(entry for each, entry in verdicts if each == word))
         for word in VERDICTS]
    )  # fmt: skip


def _cautions(rows: list[Row]) -> tuple[str, ...]:
    if not rows:
        return ("The record holds no readings here.",)
    return ("A side is taken to hold what it last said until it says otherwise; conduct is what followed, not why.",)
