"""Who could speak to whom, and who did: standing channels, what was cut of them, and meetings.

Use    what came of a channel up to a day: the meetings held on it, and what they produced

`channels`, `cuts`, `meetings` and `by_year` are the statements made from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import is_

from talleyrand.books.held import Growing, ever_held, held
from talleyrand.books.scope import Scope, scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.books.stretches import asked_again, chapters
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Channel, ChannelStep, Commitment, Meeting, Party, Person
from talleyrand.record.fates import Chapter
from talleyrand.record.record import Record

_STATES = ("open", "suspended", "cancelled", "replaced", "ended")
_OVER = ("replaced", "ended")
_CUT = ("suspended", "cancelled")
_CALLS = ("call", "video")
_FATES = {"restored": "back", "opened": "back", "replaced": "replaced", "ended": "ended"}


@dataclass(frozen=True, slots=True)
class Use:
    """What came of a channel up to a day.

    Attributes:
        held: the meetings held on it, with their dates, the latest last.
        outputs: ids of the agreements those meetings made and of the commitments in them.
    """

    held: tuple[tuple[When, Meeting], ...] = ()
    outputs: tuple[str, ...] = ()


def uses(record: Record, on: Moment) -> Mapping[str, Use]:
    """What came of each channel on which a meeting was held by a day."""
    made = _outputs(record)
    meetings_of: dict[str, list[tuple[When, Meeting]]] = defaultdict(list)
    for day, meeting in held(record, on):
        if meeting.channel:
            meetings_of[meeting.channel].append((day, meeting))
    return {
        channel: Use(tuple(pairs), tuple([each for _, meeting in pairs for since, each in made.get(meeting.id, ())
                                          if since <= on.day]))
        for channel, pairs in meetings_of.items()
    }  # fmt: skip


def _outputs(record: Record) -> Mapping[str, list[tuple[date, str]]]:
    """The agreements that each meeting made, and the commitments in them, each with its first day."""
    if _outputs not in record.memory:
        made: dict[str, list[tuple[date, str]]] = defaultdict(list)
        maker: dict[str, tuple[str, date]] = {}
        for agreement in record.of(Agreement):
            if agreement.meeting and agreement.steps:
                since = min(step.on.first for step in agreement.steps)
                maker[agreement.id] = agreement.meeting, since
                made[agreement.meeting].append((since, agreement.id))
        for promise in record.of(Commitment):
            if promise.agreement in maker:
                meeting, since = maker[promise.agreement]
                made[meeting].append((max(since, promise.made.first), promise.id))
        record.memory[_outputs] = made
    return record.memory[_outputs]  # type: ignore[return-value]


# --- statements ----------------------------------------------------------------------------------

CHANNELS = columns(
    "channel", "state", "*since", "last_used", "days_silent:days", "meetings", "outputs", "*level", "*purpose", "*by"
)  # fmt: skip


def channels(
    record: Record, *, on: Moment, known: Moment, party: str | None = None, issue: str | None = None
) -> Statement:
    """Every channel, how it stands on a day, and what use was made of it: effort against output.

    Args:
        party: only channels of this party.
        issue: only channels about this issue or what falls under it.
    """
    then = record.as_known(known)
    wanted, used = scope(then, party, issue), uses(then, on)
    found = [(each, now) for each, now in chapters(then, Channel, on)
             if wanted.done_by(each.parties) and wanted.about(each.issues)]  # fmt: skip
    found.sort(key=lambda pair: _place(then, *pair))
    uses_found = [used.get(each.id, Use()) for each, _ in found]
    rows = [_row(each, now, use, on) for (each, now), use in zip(found, uses_found, strict=True)]
    totals = (*_open_by_level(then, found), *_by_year([pair for use in uses_found for pair in use.held]))
    return Statement(title="Channels", on=on, known=known, columns=CHANNELS, rows=tuple(rows),
                     totals=totals, cautions=_unused(uses_found))  # fmt: skip


def _place(record: Record, channel: Channel, now: Chapter) -> tuple[int, int, date, str]:
    """Where a channel stands in the list: open ones first, then by level from the top, then by age."""
    return _STATES.index(now.state), rank(record, channel.level), channel.steps[now.step].on.first, channel.id


def rank(record: Record, level: str) -> int:
    """The rank of a level, 1 at the top; levels that the vocabulary does not know come last."""
    levels = record.vocabulary["levels"]
    return levels[level].rank if level in levels else len(levels) + 1


def _row(channel: Channel, now: Chapter, use: Use, on: Moment) -> Row:
    step = channel.steps[now.step]
    last, meeting = use.held[-1] if use.held else (None, None)
    cells = (
        channel.title, now.state, step.on, last, silence(last, on) if last and now.state not in _OVER else None,
        len(use.held), len(use.outputs), channel.level, channel.purpose, step.by,
    )  # fmt: skip
    return Row(cells, cited(channel.id, meeting.id if meeting else None, use.outputs))


def silence(last: When, on: Moment) -> int:
    """Days from the last day of a meeting to the day asked about; 0 while it goes on."""
    return (on.day - min(last.last, on.day)).days


def _open_by_level(record: Record, found: Iterable[tuple[Channel, Chapter]]) -> tuple[Tally, ...]:
    levels: dict[str, list[str]] = defaultdict(list)
    for channel, now in found:
        if now.state == "open":
            levels[channel.level].append(channel.id)
    ranked = sorted(levels.items(), key=lambda pair: rank(record, pair[0]))
    return tuple([_tally("channels open", level, len(ids), ids) for level, ids in ranked])


def _by_year(pairs: Iterable[tuple[When, Meeting]]) -> tuple[Tally, ...]:
    years: dict[int, list[str]] = defaultdict(list)
    for day, meeting in pairs:
        years[day.first.year].append(meeting.id)
    return tuple([_tally("meetings held", str(year), len(ids), ids) for year, ids in sorted(years.items())])


def _tally(total: str, of: str, number: int, ids: Iterable[str]) -> Tally:
    return Tally((("total", total), ("of", of), ("number", number)), cited(ids))


def _unused(used: Iterable[Use]) -> tuple[str, ...]:
    silent = sum(not use.held for use in used)
    if not silent:
        return ()
    return (f"The record holds no meeting on {silent} of these channels; that is no proof that none was held.",)


CUTS = columns("day", "channel", "*level", "step", "by", "*answers", "fate", "back_on", "days_gone:days")


def cuts(record: Record, *, on: Moment, known: Moment, party: str | None = None, issue: str | None = None) -> Statement:
    """Every suspension and cancellation of a channel up to a day, and what came back after how long.

    Args:
        party: only cuts of channels of this party.
        issue: only cuts of channels about this issue or what falls under it.
    """
    then = record.as_known(known)
    wanted = scope(then, party, issue)
    found = [(step.on.first, row)
             for each in then.of(Channel) if wanted.done_by(each.parties) and wanted.about(each.issues)
             for step, row in _cut(each, on)]  # fmt: skip
    rows = tuple([row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].entries[0]))])
    return Statement(title="Channels cut", on=on, known=known, columns=CUTS, rows=rows, totals=_by_day(rows))


def _cut(channel: Channel, on: Moment) -> list[tuple[ChannelStep, Row]]:
    past = [step for step in channel.steps if step.on.first <= on.day]
    cut = []
    for number, step in enumerate(past):
        if step.step not in _CUT:
            continue
        after = next((later for later in past[number + 1 :] if later.step in _FATES), None)
        fate = _FATES[after.step] if after else "still gone"
        back = after.on if after and fate in ("back", "replaced") else None
        gone = ((back.first if back else on.day) - step.on.first).days
        cells = (step.on, channel.title, channel.level, step.step, step.by, step.answers, fate, back, gone)
        under = after.under if after else None
        cut.append((step, Row(cells, cited(channel.id, (each.partition("#")[0] for each in step.answers), under))))
    return cut


def _by_day(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """For each day and author: how much was cut, and how much of it is back."""
    days: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        by = row.cells[4]
        days[str(row.cells[0]), str(by) if by else None].append(row)
    tallies = []
    for (day, by), cut in days.items():
        count = Counter([row.cells[3] for row in cut] + [row.cells[6] for row in cut])
        values = (("day", day), ("by", by), ("cancelled", count["cancelled"]), ("suspended", count["suspended"]),
                  ("back", count["back"]), ("still_gone", count["still gone"]))  # fmt: skip
        tallies.append(Tally(values, cited(row.entries[0] for row in cut)))
    return tuple(tallies)


MEETINGS = columns("date", "meeting", "state", "*moved:times", "form", "level", "*people", "*asked_by", "*said_by")


def meetings(
    record: Record, *, on: Moment, known: Moment, party: str | None = None, issue: str | None = None
) -> Statement:
    """Every meeting asked for, planned, held, refused or cancelled by a day.

    Args:
        party: only meetings of this party.
        issue: only meetings about this issue or what falls under it.
    """
    then = record.as_known(known)
    wanted = scope(then, party, issue)
    found = [(each, now) for each, now in chapters(then, Meeting, on)
             if wanted.done_by(each.parties) and wanted.about(each.issues)]  # fmt: skip
    found.sort(key=lambda pair: (pair[1].date.first if pair[1].date else date.max, pair[0].id))
    kept: dict[tuple[str, int], Row] = then.memory.setdefault(_met, {})  # type: ignore[assignment]
    rows = tuple([kept.get((each.id, now.step)) or _met(then, each, now, on, kept) for each, now in found])
    states = Counter(now.state for _, now in found)
    totals = [_tally("meetings", state, number, ()) for state, number in sorted(states.items())]
    years = _by_year([(now.date, each) for each, now in found if now.state == "held" and now.date])
    return Statement(title="Meetings", on=on, known=known, columns=MEETINGS, rows=rows, totals=(*totals, *years))


def _met(record: Record, meeting: Meeting, now: Chapter, on: Moment, kept: dict[tuple[str, int], Row]) -> Row:
    """The row of a meeting, kept for the days that see no further step."""
    past = [step for step in meeting.steps if step.on.first <= on.day]
    asked_by = meeting.asked_by or next((step.by for step in past if step.step == "asked"), None)
    cells = (
        now.date, meeting.title, now.state, sum(step.step == "moved" for step in past), meeting.form, meeting.level,
        names(record, meeting.people), asked_by, meeting.asked_said_by,
    )  # fmt: skip
    row = Row(cells, cited(meeting.id, meeting.channel))
    if all(one.on.first <= other.on.first for one, other in pairwise(meeting.steps)):
        kept[meeting.id, now.step] = row
    return row


BY_YEAR = columns("between", "level", "*channel", "year", "meetings", "calls")


def by_year(
    record: Record, *, on: Moment, known: Moment, party: str | None = None, issue: str | None = None
) -> Statement:
    """How often who spoke to whom: the meetings and calls held up to a day, by sides, level, channel and year.

    Args:
        party: only meetings of this party.
        issue: only meetings about this issue or what falls under it.
    """
    then = record.as_known(known)
    kept = asked_again(then, by_year, on) and party is None and issue is None
    rows = tuple(_every_spoken(then, on) if kept else _spoken_of(then, on, scope(then, party, issue)))
    return Statement(title="Meetings and calls by year", on=on, known=known, columns=BY_YEAR, rows=rows,
                     totals=_every_year(then, rows), cautions=_few_made_public(rows))  # fmt: skip


_Group = tuple[str, str, str | None, int]  # the sides, the level, the channel and the year


def _spoken_of(record: Record, on: Moment, wanted: Scope) -> Iterator[Row]:
    groups: dict[_Group, list[Meeting]] = defaultdict(list)
    for day, meeting in held(record, on):
        if wanted.done_by(meeting.parties) and wanted.about(meeting.issues):
            groups[_group(record, day, meeting)].append(meeting)
    for key in sorted(groups, key=lambda key: _in_order(record, key)):
        yield _spoken(record, key, groups[key])


def _every_spoken(record: Record, on: Moment) -> Iterator[Row]:
    """The same of all meetings; what is over by the day asked about is counted once for all days."""
    if _every_spoken not in record.memory:
        found: dict[_Group, Growing[Meeting]] = defaultdict(Growing)
        for each in ever_held(record):
            found[_group(record, each.day, each.meeting)].add(each.since, each.until, each.meeting)
        ordered = sorted(found.items(), key=lambda pair: _in_order(record, pair[0]))
        record.memory[_every_spoken] = ordered
    groups: list[tuple[_Group, Growing[Meeting]]] = record.memory[_every_spoken]  # type: ignore[assignment]
    for key, group in groups:
        own = group.by(on.day)
        if group.whole(own):
            group.kept = group.kept or _spoken(record, key, own)
            yield group.kept
        elif own:
            yield _spoken(record, key, own)


def _group(record: Record, day: When, meeting: Meeting) -> _Group:
    return _sides(record, meeting), meeting.level, meeting.channel, day.first.year


def _in_order(record: Record, key: _Group) -> tuple[str, int, str, str, int]:
    return key[0], rank(record, key[1]), key[1], key[2] or "", key[3]


def _sides(record: Record, meeting: Meeting) -> str:
    """The states that met, in the record's order, so that the same two always make the same pair."""
    kept: dict[tuple[str, ...], str] = record.memory.setdefault(_sides, {})  # type: ignore[assignment]
    if meeting.parties not in kept:
        order = {each.id: place for place, each in enumerate(record.of(Party))}
        states = cited(map(record.state_of, meeting.parties))
        kept[meeting.parties] = ", ".join(sorted(states, key=lambda state: (order.get(state, len(order)), state)))
    return kept[meeting.parties]


def _spoken(record: Record, key: tuple[str, str, str | None, int], own: list[Meeting]) -> Row:
    sides, level, channel, year = key
    line = record.entry(channel) if channel and channel in record else None
    calls = sum(each.form in _CALLS for each in own)
    cells = (sides, level, line.title if isinstance(line, Channel) else channel, year, len(own) - calls, calls)
    return Row(cells, cited((each.id for each in own), channel))


def _every_year(record: Record, rows: Iterable[Row]) -> tuple[Tally, ...]:
    """For each year: how many meetings and calls were held; added up once for the years of which no row has changed."""
    kept: dict[int, tuple[list[Row], Tally]] = record.memory.setdefault(_every_year, {})  # type: ignore[assignment]
    years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        years[row.cells[3]].append(row)  # type: ignore[index]  # always a number
    tallies = []
    for year, own in sorted(years.items()):
        before = kept.get(year)
        if before is None or len(before[0]) != len(own) or not all(map(is_, before[0], own)):
            before = kept[year] = own, _in_year(year, own)
        tallies.append(before[1])
    return tuple(tallies)


def _in_year(year: int, own: Iterable[Row]) -> Tally:
    met, called = (sum(int(str(row.cells[place])) for row in own) for place in (4, 5))
    return Tally((("year", year), ("meetings", met), ("calls", called)), cited(*(row.entries for row in own)))


def _few_made_public(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return (
        ("Few contacts are made public; a year without any is a year in which the record holds none.",) if rows else ()
    )


def names(record: Record, people: Iterable[str]) -> tuple[str, ...]:
    """The usual names of people, or the id of whoever the record does not have."""
    if names not in record.memory:
        record.memory[names] = {each.id: each.name for each in record.of(Person)}
    known: dict[str, str] = record.memory[names]  # type: ignore[assignment]
    return tuple([known.get(each, each) for each in people])
