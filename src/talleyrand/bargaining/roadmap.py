"""From a deal to dated steps: who does what by when, checked against the calendar, channels and people of the record.

Leg   a step with its days
Snag  what is missing or does not go together, and which entries show it
Road  the legs in order, and the snags

A step begins when all that must come before it is done, and not before the day it is set for. The first stage begins
after the signing; the next when it has been seen whether the benchmark of the one before was met, and when the review
that closes that one, if there is one, is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Literal

from talleyrand.bargaining.entries import Move, Side, Stage
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.books.calendar import Due, falling
from talleyrand.books.channels import rank
from talleyrand.books.people import held_on
from talleyrand.books.statement import cited
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import Agreement, Channel, Measure, Person
from talleyrand.record.fates import chapter
from talleyrand.record.record import Record

MONTH = 30.4375  # days
USUAL = (
    "private message",
    "agenda",
    "leads",
    "round",
    "ministers",
    "leaders",
)  # the order in which rounds that work go
AGREED = ("signing", "stage", "review")  # steps at which what is said has been agreed before
RUNS_OUT = ("measure expires", "suspension ends", "agreement ends")
LED = ("leads", "round", "ministers", "leaders", "review")  # steps that somebody must lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A step with its days.

    Attributes:
        id: of the move or stage.
        form: what sort of step.
        title: in one line.
        by: ids of the sides that take it.
        first: its first day.
        last: its last day.
        leads: ids of the people who lead it.
        level: at which it is.
        channel: id of the channel that it uses; empty if none.
        entries: entries of the record that it rests on.
        kind: move or stage; one of each may have the same id.
    """

    id: str
    form: str
    title: str
    by: tuple[str, ...]
    first: date
    last: date
    leads: tuple[str, ...] = ()
    level: str = ""
    channel: str = ""
    entries: tuple[str, ...] = ()
    kind: Literal["move", "stage"] = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snag:
    """What is missing or does not go together.

    Attributes:
        leg: id of the step; empty if it is about the whole road.
        what: missing lead, not in post, no channel, channel closed, too soon, too late, red line made public, missing
            step.
        message: in a sentence, with what would mend it.
        entries: entries of the record that show it.
    """

    leg: str
    what: str
    message: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """Dated steps in order, and what is wrong with them."""

    legs: tuple[Leg, ...]
    snags: tuple[Snag, ...]


def road(negotiation: Negotiation, record: Record, *, on: Moment, known: Moment) -> Road:
    """The steps of a negotiation by their days, and what is missing for them.

    Args:
        negotiation: which.
        record: people, channels and what falls due.
        on: the day from which the road is planned; a step that is set for an earlier day keeps it.
        known: the day of knowledge.
    """
    legs = _legs(negotiation, on.day)
    then = record.as_known(known)
    said = [snag for check in CHECKS for snag in check(negotiation, then, legs, on)]
    return Road(legs=legs, snags=tuple(said))


def _legs(negotiation: Negotiation, start: date) -> tuple[Leg, ...]:
    done: dict[str, Leg] = {}
    waiting = list(negotiation.moves)
    while waiting:
        ready = [each for each in waiting if all(before in done for before in each.after)]
        for each in ready:
            done[each.id] = _leg(each, [done[before] for before in each.after], start)
        waiting = [each for each in waiting if each not in ready]
    stages = _stages(negotiation, tuple(done.values()), start)
    return tuple(sorted((*done.values(), *stages), key=lambda leg: (leg.first, leg.last, leg.id)))


def _leg(move: Move, before: list[Leg], start: date) -> Leg:
    first = max((each.last + timedelta(days=1) for each in before), default=start)
    if move.on is not None:
        first = move.on.first if not before else max(first, move.on.first)
    days = max(1, (move.on.last - move.on.first).days + 1 if move.on is not None else move.days)
    return Leg(id=move.id, form=move.form, title=move.title, by=move.by, first=first, entries=move.entries,
               last=first + timedelta(days=days - 1), leads=move.leads, level=move.level or "",
               channel=move.channel or "")  # fmt: skip


def _stages(negotiation: Negotiation, legs: tuple[Leg, ...], start: date) -> Iterator[Leg]:
    """The stages one after another, each after the steps that open it.

    What opens the first, if none is said to, is every signing; without one, every step that is no review.
    """
    first = start
    for n, stage in enumerate(negotiation.stages):
        opening = _steps_of(negotiation, stage, legs, ("signing", "stage"))
        if n == 0 and not opening:
            signed = [leg for leg in legs if leg.form == "signing"]
            opening = signed or [leg for leg in legs if leg.form != "review"]
        first = max(first, _after(opening, start))
        by = tuple(dict.fromkeys(each.by for each in stage.deeds)) or negotiation.heading.between
        leg = Leg(kind="stage", id=stage.id, form="stage", title=stage.title, by=by, first=first,
                  last=first + timedelta(days=_days(float(stage.months)) - 1))  # fmt: skip
        yield leg
        seen = seen_by(stage, leg) + timedelta(days=1)
        first = max(seen, _after(_steps_of(negotiation, stage, legs, ("review",)), start))


def _after(legs: Iterable[Leg], start: date) -> date:
    """The day after the last of some steps; the day from which the road is planned if there are none."""
    return max((leg.last + timedelta(days=1) for leg in legs), default=start)


def _steps_of(negotiation: Negotiation, stage: Stage, legs: tuple[Leg, ...], forms: tuple[str, ...]) -> list[Leg]:
    """The steps of some forms that open or close a stage."""
    named = {move.id for move in negotiation.moves if move.stage == stage.id}
    return [leg for leg in legs if leg.kind == "move" and leg.id in named and leg.form in forms]


def _days(months: float) -> int:
    return max(1, ceil(months * MONTH))


def seen_by(stage: Stage, leg: Leg) -> date:
    """The day by which it is seen, at the best guess, whether the benchmark of a stage was met."""
    return leg.last + timedelta(days=_days(float(stage.lag.best)))


# --- what may be wrong ---------------------------------------------------------------------------

Check = Callable[[Negotiation, Record, tuple[Leg, ...], Moment], Iterator[Snag]]


def has_every_step(_negotiation: Negotiation, _record: Record, legs: tuple[Leg, ...], _on: Moment) -> Iterator[Snag]:
    """A private message, an agreed agenda, named leads, working rounds, ministers and leaders, in that order."""
    for form in USUAL:
        if not any(leg.form == form for leg in legs):
            yield Snag(
                leg="",
                what="missing step",
                message=f"no step is of the form '{form}'; talks that bring results have one",
            )
    firsts = [(form, min((leg.first for leg in legs if leg.form == form), default=None)) for form in USUAL]
    known = [(form, first) for form, first in firsts if first is not None]
    for (one, first), (other, second) in pairwise(known):
        if first > second:
            yield Snag(leg="", what="missing step", message=f"{other} begins on {second}, before {one} on {first}")
    if not any(leg.form == "review" for leg in legs):
        message = "no step is a review, at which leaders see what was done and open the next stage"
        yield Snag(leg="", what="missing step", message=message)


def is_led_for_each_side(
    negotiation: Negotiation, record: Record, legs: tuple[Leg, ...], _on: Moment
) -> Iterator[Snag]:
    """Each side that takes a step has a lead for it, in a post of that side on its first day."""
    for leg in legs:
        held = {lead: _states_of(record, lead, leg.first) for lead in leg.leads if lead in record}
        for side in (negotiation.side(each) for each in leg.by if leg.form in LED):
            if side.party is not None and not any(record.state_of(side.party) in states for states in held.values()):
                message = (
                    f"{leg.title}: nobody is named who leads it for {side.name} and holds a post there on {leg.first}"
                )
                yield Snag(leg=leg.id, what="missing lead", message=message, entries=leg.leads)
        for lead, states in held.items():
            if not states:
                person = record.find(lead, Person)
                message = f"{leg.title}: {person.name} is not known to hold a post on {leg.first}"
                yield Snag(leg=leg.id, what="not in post", message=message, entries=(lead,))


def _states_of(record: Record, person: str, day: date) -> set[str]:
    """The states in whose posts a person is on a day."""
    found = record.find(person, Person)
    return {record.state_of(each.of) for each in found.posts if held_on(each, moment(day))}


def has_a_channel(negotiation: Negotiation, record: Record, legs: tuple[Leg, ...], on: Moment) -> Iterator[Snag]:
    """The channel that a step uses is open; a step between the sides that names none has one open at its level."""
    for leg in legs:
        parties = {party for each in leg.by if (party := negotiation.side(each).party) is not None}
        if leg.channel:
            channel = record.find(leg.channel, Channel) if leg.channel in record else None
            now = chapter(channel, on) if channel is not None else None
            if now is None or now.state != "open":
                name, state = (channel.title, now.state) if channel and now else (leg.channel, "not yet open")
                message = f"{leg.title}: '{name}' is {state} on {on.day}"
                yield Snag(leg=leg.id, what="channel closed", message=message, entries=(leg.channel,))
        elif leg.level and len(parties) > 1 and not _open(record, parties, leg.level, on):
            message = f"{leg.title}: no channel between the sides at level '{leg.level}' is open on {on.day}"
            yield Snag(leg=leg.id, what="no channel", message=message)


def _open(record: Record, parties: set[str], level: str, on: Moment) -> bool:
    """True if a channel between the states of these parties is open at a level or one next to it."""
    states = {record.state_of(each) for each in parties}
    for channel in record.of(Channel):
        if states <= {record.state_of(each) for each in channel.parties}:
            now = chapter(channel, on)
            if now is not None and now.state == "open" and abs(rank(record, channel.level) - rank(record, level)) <= 1:
                return True
    return False


def is_seen_in_time(negotiation: Negotiation, record: Record, legs: tuple[Leg, ...], on: Moment) -> Iterator[Snag]:
    """A stage can be verified before it expires or is reviewed; nothing between the sides runs out before the first."""
    by_id = {leg.id: leg for leg in legs if leg.kind == "stage"}
    for stage in negotiation.stages:
        seen = seen_by(stage, by_id[stage.id])
        if stage.expires is not None and stage.expires.last < seen:
            message = (f"{stage.title}: it expires on {stage.expires.last}, and whether its benchmark was met is seen "
                       f"only by {seen}: shorten it, or look sooner")  # fmt: skip
            yield Snag(leg=stage.id, what="too late", message=message)
        for leg in _steps_of(negotiation, stage, legs, ("review",)):
            if leg.first <= seen:
                message = (
                    f"{leg.title}: it begins on {leg.first}; whether '{stage.title}' was kept is seen only by {seen}"
                )
                yield Snag(leg=leg.id, what="too soon", message=message)
    if negotiation.stages:
        yield from _run_out(negotiation, record, by_id[negotiation.stages[0].id], on)


def _run_out(negotiation: Negotiation, record: Record, first: Leg, on: Moment) -> Iterator[Snag]:
    """What stands between the sides and runs out before the first stage begins, day by day."""
    states = {record.state_of(each.party) for each in negotiation.principals if each.party is not None}
    days: dict[date, list[Due]] = {}
    for due in falling(record, on, on.day, first.first - timedelta(days=1)):
        if (
            due.kind in RUNS_OUT
            and not due.alarm
            and any(len(states) > 1 and states <= _between(record, each) for each in due.entries)
        ):
            days.setdefault(due.day, []).append(due)
    for day, dues in sorted(days.items()):
        dues.sort(key=lambda due: due.entries)
        more = f" and {len(dues) - 1} more" if len(dues) > 1 else ""
        message = f"{dues[0].what}{more}: {dues[0].kind} on {day}, before the first stage begins on {first.first}"
        yield Snag(leg=first.id, what="too late", message=message, entries=cited(*(due.entries for due in dues)))


def _between(record: Record, name: str) -> set[str]:
    """The states between which a measure or an agreement stands."""
    entry = record.entry(name)
    if isinstance(entry, Measure):
        return {record.state_of(each) for each in (entry.by, *entry.toward)}
    return {record.state_of(each) for each in entry.parties} if isinstance(entry, Agreement) else set()


def keeps_red_lines_private(
    negotiation: Negotiation, _record: Record, legs: tuple[Leg, ...], _on: Moment
) -> Iterator[Snag]:
    """No public step towards a deal touches an issue on which a side has a red line that it has not made public."""
    moves = {each.id: each for each in negotiation.moves}
    for leg in legs:
        move = moves.get(leg.id) if leg.kind == "move" else None
        if move is None or not move.public or move.form in AGREED:
            continue
        for line in negotiation.red_lines:
            if not line.public and {part.issue for part in line.never} & set(move.issues):
                side: Side = negotiation.side(line.by)
                message = (
                    f"{leg.title}: it is public and touches '{line.id}', a red line that {side.name} keeps private"
                )
                yield Snag(leg=leg.id, what="red line made public", message=message, entries=line.entries)


CHECKS: tuple[Check, ...] = (
    has_every_step,
    is_led_for_each_side,
    has_a_channel,
    is_seen_in_time,
    keeps_red_lines_private,
)
