"""All dated moves in one list: acts, steps of measures, agreements and channels, promises, readings, meetings.

Move    one dated move: who, toward whom, what, and what it answers

A move is dated to the day it was made public, which for a measure can be before it takes effect.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from talleyrand.books.scope import Scope, scope
from talleyrand.books.statement import Row, Statement, cited, columns
from talleyrand.books.stretches import asked_again
from talleyrand.errors import WrongValue
from talleyrand.record.dates import Moment, When, shifted, starts
from talleyrand.record.entries import (
    Act,
    Agreement,
    Channel,
    Commitment,
    Entry,
    Measure,
    MeasureStep,
    Meeting,
    Performance,
    Reading,
)
from talleyrand.record.record import Record


class Move(NamedTuple):
    """One dated move.

    Attributes:
        day: the day or hour it was made public.
        by: who made it; several where they made it together.
        toward: toward whom, empty for what was done together.
        kind: the kind of entry that holds it.
        step: what sort of move: the kind of act, the step, promised, performed, a reading's stance.
        what: the entry's own line.
        issues: what it concerns.
        entries: ids of the entries behind it, the chief one first.
        answers: what its author declared it to answer.
        level: for a step of a measure, the level it sets.
        effective: for a step of a measure, when it takes effect.
    """

    day: When
    by: tuple[str, ...]
    toward: tuple[str, ...]
    kind: str
    step: str
    what: str
    issues: tuple[str, ...]
    entries: tuple[str, ...]
    answers: tuple[str, ...] = ()
    level: Decimal | None = None
    effective: When | None = None


TIMELINE = columns("day", "by", "*toward", "*kind", "step", "what", "level", "*effective", "*issue", "*answers")


def timeline(
    record: Record,
    *,
    on: Moment,
    known: Moment,
    since: Moment | None = None,
    party: str | None = None,
    issue: str | None = None,
    limit: int | None = None,
) -> Statement:
    """Every dated move up to a day, in order.

    Args:
        since: the first day shown.
        party: only moves by this party or toward it.
        issue: only moves about this issue or what falls under it.
        limit: only so many of the latest moves.

    Raises:
        WrongValue: if limit is negative.
    """
    if limit is not None and limit < 0:
        raise WrongValue(f"limit is {limit}: how many moves are shown is 0 or more")
    then = record.as_known(known)
    wanted = scope(then, party, issue)
    every = moves(then)
    found = _between(then, every, since, on)
    if wanted.party or wanted.issue:
        found = [place for place in found if _wanted(wanted, every[place])]
    shown = found[len(found) - min(limit, len(found)) :] if limit is not None else found
    cautions = (f"{len(found) - len(shown)} earlier moves are not shown.",) if len(shown) < len(found) else ()
    return Statement(title="Timeline", on=on, known=known, columns=TIMELINE,
                     rows=_rows(then, every, shown), cautions=cautions)  # fmt: skip


def _between(record: Record, every: Sequence[Move], since: Moment | None, on: Moment) -> Sequence[int]:
    """The places of the moves between two moments: by their hour where those have one, else by local day."""
    first = bisect_left(every, since.day, key=_first) if since and not since.instant else 0
    last = bisect_right(every, on.day, key=_first) if not on.instant else len(every)
    found: Sequence[int] = range(first, last)
    if on.instant:
        found = [place for place in found if moment_of(record, every[place]) <= on.instant]
    if since and since.instant:
        found = [place for place in found if moment_of(record, every[place]) >= since.instant]
    return found


def _first(move: Move) -> date:
    return move.day.first


def _wanted(wanted: Scope, move: Move) -> bool:
    return (wanted.done_by(move.by) or wanted.bears_on(move.toward)) and wanted.about(move.issues)


def _rows(record: Record, every: Sequence[Move], places: Sequence[int]) -> tuple[Row, ...]:
    """The rows of some moves; a row is the same on every day, so it is made once and shared by all answers."""
    kept: list[Row | None] = record.memory.setdefault(_rows, [None] * len(every))  # type: ignore[assignment]
    for place in places:
        if kept[place] is None:
            kept[place] = _row(every[place])
    if isinstance(places, range):
        return tuple(kept[places.start : places.stop])  # type: ignore[arg-type]  # all of them have just been made
    return tuple([kept[place] for place in places])  # type: ignore[misc]  # as above


def _row(move: Move) -> Row:
    # Written out and not in a loop: a large record has tens of thousands of rows.
    day, by, toward, kind, step, what, issues, entries, answers, level, effective = move
    later = effective if effective and effective.text != day.text else None
    cells = (
        day, by[0] if len(by) == 1 else ", ".join(by), toward[0] if len(toward) == 1 else ", ".join(toward) or None,
        kind, step, what, level, later, issues[0] if len(issues) == 1 else ", ".join(issues) or None, answers,
    )  # fmt: skip
    return Row(cells, cited(entries, [each.partition("#")[0] for each in answers]) if answers else entries)


def moves(record: Record) -> tuple[Move, ...]:
    """Every dated move of a record, in order of local day and then of moment; worked out once."""
    if moves not in record.memory:
        found = [move for kind, of in MOVES for entry in record.of(kind) for move in of(record, entry)]
        record.memory[moves] = _in_order(record, found)
    return record.memory[moves]  # type: ignore[return-value]


def during(record: Record, since: date, on: date) -> tuple[Move, ...]:
    """The moves of some days, the first and the last included, in order."""
    if moves in record.memory or asked_again(record, during, Moment(on)):
        every = moves(record)
        return every[bisect_left(every, since, key=_first) : bisect_right(every, on, key=_first)]
    kept = record.memory.get(during)  # of one stretch alone: a brief asks for the same days several times
    if isinstance(kept, tuple) and kept[0] == (since, on):
        return kept[1]  # type: ignore[no-any-return]
    told = record.told_since(since)
    made = [move for kind, of in MOVES for entry in told if type(entry) is kind for move in of(record, entry)]
    found = _in_order(record, [move for move in made if since <= move.day.first <= on])
    record.memory[during] = (since, on), found
    return found


def newest(record: Record, on: date) -> date | None:
    """The day of the newest move up to a day, or None if there is none."""
    end = min(on, record.known.day) if record.known else on
    if lately := during(record, shifted(end, -_LATELY), on):
        return lately[-1].day.first
    every = moves(record)
    past = bisect_right(every, on, key=_first)
    return every[past - 1].day.first if past else None


_LATELY = 60  # days in which the newest move is looked for first


def _in_order(record: Record, found: Iterable[Move]) -> tuple[Move, ...]:
    zones: dict[str, str] = {}  # looked up once: a large record has as many moves as entries

    def when_made(move: Move) -> int:
        author = move.by[0] if move.by else ""
        if author not in zones:
            zones[author] = record.zone(author) if author else "Etc/UTC"
        day = move.day
        return _hour_place(day.first, day.instant) if day.instant else _day_place(day.first, zones[author])

    return tuple(sorted(found, key=when_made))


# Where a date stands among all: by the local day, and then by the second from midnight in UTC of that day.


def _hour_place(day: date, at: datetime) -> int:
    return day.toordinal() * _STEP + int((at - datetime(day.year, day.month, day.day, tzinfo=UTC)).total_seconds())


@lru_cache(maxsize=65536)
def _day_place(day: date, zone: str) -> int:
    ahead = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return day.toordinal() * _STEP - ahead.days * 86400 - ahead.seconds


_STEP = 10**6  # more than the seconds of the longest day, from its first beginning on earth to its last end


def moment_of(record: Record, move: Move) -> datetime:
    """The moment in UTC at which the move's day or hour begins, where its author is."""
    return starts(move.day, record.zone(move.by[0]) if move.by else "Etc/UTC")


# --- moves of each kind of entry -----------------------------------------------------------------


def _acts(_: Record, act: Act) -> Iterator[Move]:
    yield Move(act.on, (act.by,), act.toward, "act", act.kind, act.title, (act.issue,),
               (act.id, act.under) if act.under else (act.id,), act.answers)  # fmt: skip


def _steps(_: Record, measure: Measure) -> Iterator[Move]:
    for step in measure.steps:
        told = _public(step)
        if told:
            yield Move(
                told, (step.by or measure.by,), measure.toward, "measure", step.step, measure.title, (measure.issue,),
                (measure.id, step.under) if step.under else (measure.id,), step.answers, step.level, step.effective,
            )  # fmt: skip


def _public(step: MeasureStep) -> When | None:
    return step.announced or step.signed or step.effective or step.disclosed


def _agreed(_: Record, deal: Agreement) -> Iterator[Move]:
    for step in deal.steps:
        by = (step.by,) if step.by else deal.parties
        yield Move(step.announced or step.on, by, _others(by, deal.parties), "agreement", step.step, deal.title,
                   deal.issues, (deal.id, deal.meeting) if deal.meeting else (deal.id,))  # fmt: skip


def _promised(_: Record, promise: Commitment) -> Iterator[Move]:
    behind = (promise.id, promise.agreement) if promise.agreement else (promise.id,)

    def move(day: When, by: str, step: str, entry: str | None = None) -> Move:
        return Move(day, (by,), _others((by,), (promise.obligor, *promise.obligee)), "commitment", step, promise.text,
                    (promise.issue,), (*behind, entry) if entry else behind)  # fmt: skip

    yield move(promise.made, promise.obligor, "promised")
    for shown in promise.performance:
        yield move(shown.on, promise.obligor, _performed(shown), shown.entry)
    if promise.voided:
        yield move(promise.voided.on, promise.voided.by or promise.obligor, "voided")


def _performed(shown: Performance) -> str:
    words = {None: "reported on", 0: "not performed", 3: "performed"}
    return words.get(shown.score, "part performed")


def _read(record: Record, reading: Reading) -> Iterator[Move]:
    issues, parties = _subject(record, reading.of)
    yield Move(reading.on, (reading.by,), _others((reading.by,), parties), "reading",
               "complains" if reading.complains else reading.stance, reading.words, issues,
               (reading.id, reading.of.partition("#")[0]))  # fmt: skip


_MET = ("held", "refused", "cancelled")


def _met(_: Record, meeting: Meeting) -> Iterator[Move]:
    for step in meeting.steps:
        if step.step in _MET:
            by = (step.by,) if step.by and step.step != "held" else meeting.parties
            yield Move(step.on, by, _others(by, meeting.parties), "meeting", step.step, meeting.title, meeting.issues,
                       (meeting.id, meeting.channel) if meeting.channel else (meeting.id,))  # fmt: skip


def _channelled(_: Record, channel: Channel) -> Iterator[Move]:
    for step in channel.steps:
        by = (step.by,) if step.by else channel.parties
        yield Move(step.announced or step.on, by, _others(by, channel.parties), "channel", step.step, channel.title,
                   channel.issues, (channel.id, step.under) if step.under else (channel.id,), step.answers)  # fmt: skip


def _others(by: Iterable[str], parties: Iterable[str]) -> tuple[str, ...]:
    """The parties beside those who made the move."""
    return tuple([each for each in parties if each not in by])


def _subject(record: Record, of: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The issues and the parties of what was read."""
    whole, _, clause = of.partition("#")
    entry = record.entry(whole) if whole in record else None
    if isinstance(entry, Agreement):
        read = next((each for each in entry.clauses if each.clause == clause), None)
        return ((read.issue,) if read and read.issue else entry.issues), entry.parties
    if isinstance(entry, Commitment):
        return (entry.issue,), (entry.obligor, *entry.obligee)
    if isinstance(entry, Act | Measure):
        return (entry.issue,), (entry.by, *entry.toward)
    if isinstance(entry, Meeting):
        return entry.issues, entry.parties
    return (), ()


_Of = Callable[[Record, Any], Iterator[Move]]
MOVES: tuple[tuple[type[Entry], _Of], ...] = (
    (Act, _acts), (Measure, _steps), (Agreement, _agreed), (Commitment, _promised), (Reading, _read), (Meeting, _met),
    (Channel, _channelled),
)  # fmt: skip
