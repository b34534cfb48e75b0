"""Who could speak to whom, and who did: standing channels, what was cut of them, and meetings.

Use    what came of a channel up to a day: the meetings held on it, and what they produced

`channels`, `cuts`, `meetings` and `by_year` are the statements made from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Channel, ChannelStep, Commitment, Meeting, Party, Person
from talleyrand.record.fates import Chapter, chapter
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


def held(record: Record, on: Moment) -> tuple[tuple[When, Meeting], ...]:
    """Every meeting held by a day, with the day or days it lasted, the latest last."""
    kept = record.memory.get(held)  # of one day alone: a server is asked about any number of them
    if isinstance(kept, tuple) and kept[0] == on:
        return kept[1]  # type: ignore[no-any-return]
    past = [(now.date, each) for each in record.of(Meeting)
            if (now := chapter(each, on)) and now.state == "held" and now.date]  # fmt: skip
    found = tuple(sorted(past, key=lambda pair: (pair[0].first, pair[1].id)))
    record.memory[held] = (on, found)
    return found


def uses(record: Record, on: Moment) -> Mapping[str, Use]:
    """What came of each channel on which a meeting was held by a day."""
    made = _outputs(record, on)
    meetings_of: dict[str, list[tuple[When, Meeting]]] = defaultdict(list)
    for day, meeting in held(record, on):
        if meeting.channel:
            meetings_of[meeting.channel].append((day, meeting))
    return {
        channel: Use(tuple(pairs), tuple([each for _, meeting in pairs for each in made.get(meeting.id, ())]))
        for channel, pairs in meetings_of.items()
    }


def _outputs(record: Record, on: Moment) -> Mapping[str, list[str]]:
    """The agreements that each meeting made, and the commitments they hold, by a day."""
    maker = {each.id: each.meeting for each in record.of(Agreement) if each.meeting and chapter(each, on)}
    made: dict[str, list[str]] = defaultdict(list)
    for agreement, meeting in maker.items():
        made[meeting].append(agreement)
    for promise in record.of(Commitment):
        if promise.agreement in maker and promise.made.first <= on.day:
            made[maker[promise.agreement]].append(promise.id)
    return made


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
    found = [(each, now) for each in then.of(Channel)
             if (now := chapter(each, on)) and wanted.done_by(each.parties) and wanted.about(each.issues)]  # fmt: skip
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
    found = [(each, now) for each in then.of(Meeting)
             if (now := chapter(each, on)) and wanted.done_by(each.parties) and wanted.about(each.issues)]  # fmt: skip
    found.sort(key=lambda pair: (pair[1].date.first if pair[1].date else date.max, pair[0].id))
    rows = tuple([_met(then, each, now, on) for each, now in found])
    states = Counter(now.state for _, now in found)
    totals = [_tally("meetings", state, number, ()) for state, number in sorted(states.items())]
    years = _by_year([(now.date, each) for each, now in found if now.state == "held" and now.date])
    return Statement(title="Meetings", on=on, known=known, columns=MEETINGS, rows=rows, totals=(*totals, *years))


def _met(record: Record, meeting: Meeting, now: Chapter, on: Moment) -> Row:
    past = [step for step in meeting.steps if step.on.first <= on.day]
    asked_by = meeting.asked_by or next((step.by for step in past if step.step == "asked"), None)
    cells = (
        now.date, meeting.title, now.state, sum(step.step == "moved" for step in past), meeting.form, meeting.level,
        tuple([name(record, each) for each in meeting.people]), asked_by, meeting.asked_said_by,
    )  # fmt: skip
    return Row(cells, cited(meeting.id, meeting.channel))


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
    wanted = scope(then, party, issue)
    order = {each.id: place for place, each in enumerate(then.of(Party))}
    groups: dict[tuple[str, str, str | None, int], list[Meeting]] = defaultdict(list)
    for day, meeting in held(then, on):
        if wanted.done_by(meeting.parties) and wanted.about(meeting.issues):
            groups[_sides(then, meeting, order), meeting.level, meeting.channel, day.first.year].append(meeting)
    keys = sorted(groups, key=lambda key: (key[0], rank(then, key[1]), key[1], key[2] or "", key[3]))
    rows = tuple([_spoken(then, key, groups[key]) for key in keys])
    return Statement(title="Meetings and calls by year", on=on, known=known, columns=BY_YEAR, rows=rows,
                     totals=_every_year(rows), cautions=_few_made_public(rows))  # fmt: skip


def _sides(record: Record, meeting: Meeting, order: Mapping[str, int]) -> str:
    """The states that met, in the record's order, so that the same two always make the same pair."""
    states = cited(map(record.state_of, meeting.parties))
    return ", ".join(sorted(states, key=lambda state: (order.get(state, len(order)), state)))


def _spoken(record: Record, key: tuple[str, str, str | None, int], own: list[Meeting]) -> Row:
    sides, level, channel, year = key
    line = record.entry(channel) if channel and channel in record else None
    calls = sum(each.form in _CALLS for each in own)
    cells = (sides, level, line.title if isinstance(line, Channel) else channel, year, len(own) - calls, calls)
    return Row(cells, cited((each.id for each in own), channel))


def _every_year(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """For each year: how many meetings and calls were held."""
    years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        years[int(str(row.cells[3]))].append(row)
    tallies = []
    for year, own in sorted(years.items()):
        met, called = (sum(int(str(row.cells[place])) for row in own) for place in (4, 5))
        tallies.append(Tally((("year", year), ("meetings", met), ("calls", called)),
                             cited(*(row.entries for row in own))))  # fmt: skip
    return tuple(tallies)


def _few_made_public(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return (
        ("Few contacts are made public; a year without any is a year in which the record holds none.",) if rows else ()
    )


def name(record: Record, person: str) -> str:
    """The usual name of a person, or the id if the record has no such person."""
    entry = record.entry(person) if person in record else None
    return entry.name if isinstance(entry, Person) else person
