"""Who holds which post on a day, since when, and whom they deal with on the other side.

Holder   a person in a post on a day

`people` and `posts` are the statements made from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from talleyrand.books.channels import names
from talleyrand.books.held import Growing, ever_held, held
from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.books.stretches import asked_again
from talleyrand.errors import NotFound, nearest
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Meeting, Party, Person, Post
from talleyrand.record.record import Record


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post on a day."""

    person: Person
    post: Post


def holders(record: Record, on: Moment) -> tuple[Holder, ...]:
    """Everyone in a post on a day, first and last day included, in the record's order."""
    return tuple([Holder(person, post) for person in record.of(Person) for post in person.posts if held_on(post, on)])


def held_on(post: Post, on: Moment) -> bool:
    """True if a post was held on a day; a date of month or year precision counts from its first to its last day."""
    return post.since.first <= on.day and (post.until is None or on.day <= post.until.last)


PEOPLE = columns(
    "person", "post", "of", "since", "*acting", "counterpart", "met:times", "*meetings", "last_met", "*factions"
)


def people(
    record: Record, *, on: Moment, known: Moment, party: str | None = None, post: str | None = None
) -> Statement:
    """Everyone in a post on a day, with the counterpart met most often up to then.

    Args:
        party: only posts of this party.
        post: only posts whose name contains this, capitals apart.

    Raises:
        NotFound: if the record has no such party, or no post of such a name.
    """
    then = record.as_known(known)
    wanted = scope(then, party)
    everyone = holders(then, on)
    shown = [each for each in everyone if wanted.done_by((each.post.of,)) and _named(each.post, post)]
    if post and not shown:
        _known_post(then, post)
    attended = _attended(then, on, {each.person.id for each in shown})
    sides = {each.person.id: then.state_of(each.post.of) for each in everyone}
    order = {each.id: place for place, each in enumerate(then.of(Party))}
    shown.sort(key=lambda each: order.get(then.state_of(each.post.of), len(order)))
    rows = tuple([_row(then, each, attended.get(each.person.id, []), sides) for each in shown])
    return Statement(title="People in posts", on=on, known=known, columns=PEOPLE, rows=rows,
                     totals=_by_state(then, shown))  # fmt: skip


def _named(post: Post, wanted: str | None) -> bool:
    return wanted is None or wanted.casefold() in post.post.casefold()


def _known_post(record: Record, wanted: str) -> None:
    """Nothing, if anyone ever held a post of such a name.

    Raises:
        NotFound: if nobody ever did.
    """
    every = {each.post.casefold() for person in record.of(Person) for each in person.posts}
    if not any(wanted.casefold() in each for each in every):
        raise NotFound(f"'{wanted}' is no post of the record{nearest(wanted, every)}")


class _Met(NamedTuple):
    """A meeting, when it was held, and who was there, each once."""

    day: When
    meeting: Meeting
    people: tuple[str, ...]


def _attended(record: Record, on: Moment, ids: Set[str]) -> Mapping[str, list[_Met]]:
    """The meetings up to a day that each of these people attended, the latest last."""
    if asked_again(record, _attended, on):
        ever = _ever_attended(record)
        return {each: ever[each].by(on.day) for each in ids if each in ever}
    attended: dict[str, list[_Met]] = defaultdict(list)
    for day, meeting in held(record, on):
        met = _met(day, meeting)
        for person in met.people:
            if person in ids:
                attended[person].append(met)
    return attended


def _ever_attended(record: Record) -> Mapping[str, Growing[_Met]]:
    """The meetings that each person attended on whatever day."""
    if _ever_attended not in record.memory:
        attended: dict[str, Growing[_Met]] = defaultdict(Growing)
        for each in ever_held(record):
            met = _met(each.day, each.meeting)
            for person in met.people:
                attended[person].add(each.since, each.until, met)
        record.memory[_ever_attended] = dict(attended)
    return record.memory[_ever_attended]  # type: ignore[return-value]


def _met(day: When, meeting: Meeting) -> _Met:
    people = meeting.people
    return _Met(day, meeting, people if len(set(people)) == len(people) else tuple(dict.fromkeys(people)))


def _row(record: Record, holder: Holder, met: list[_Met], sides: Mapping[str, str]) -> Row:
    person, post = holder.person, holder.post
    others, times = _counterparts(person.id, record.state_of(post.of), met, sides)
    cells = (
        person.name, post.post, post.of, post.since, post.acting, names(record, others),
        times or None, len(met), met[-1].day if met else None, person.factions,
    )  # fmt: skip
    return Row(cells, cited(person.id, others, met[-1].meeting.id if met else None))


def _counterparts(person: str, side: str, met: Iterable[_Met], sides: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """The people in posts of another side met most often, and how often; all of them where several tie."""
    count = Counter(chain.from_iterable([each.people for each in met]))
    found: list[str] = []
    most = 0
    for each, times in count.items():
        if times >= most and each != person and sides.get(each, side) != side:
            if times > most:
                most, found = times, []
            found.append(each)
    return tuple(found), most


def _by_state(record: Record, shown: Iterable[Holder]) -> tuple[Tally, ...]:
    states: dict[str, list[Holder]] = defaultdict(list)
    for each in shown:
        states[record.state_of(each.post.of)].append(each)
    return tuple(
        [Tally((("of", state), ("posts", len(own)), ("acting", sum(each.post.acting for each in own))),
               cited(each.person.id for each in own)) for state, own in states.items()]
    )  # fmt: skip


POSTS = columns("post", "of", "person", "since", "until", "days:days", "*acting", "running")


def posts(record: Record, *, on: Moment, known: Moment, party: str | None = None, post: str | None = None) -> Statement:
    """Everyone who ever held each post up to a day, post by post in order of time.

    Args:
        party: only posts of this party.
        post: only posts whose name contains this, capitals apart.

    Raises:
        NotFound: if the record has no such party, or no post of such a name.
    """
    then = record.as_known(known)
    wanted = scope(then, party)
    found = [Holder(person, each) for person in then.of(Person) for each in person.posts
             if each.since.first <= on.day and wanted.done_by((each.of,)) and _named(each, post)]  # fmt: skip
    if post and not found:
        _known_post(then, post)
    order = {each.id: place for place, each in enumerate(then.of(Party))}
    first: dict[tuple[str, str], int] = {}
    for place, holder in enumerate(found):
        first.setdefault((holder.post.of, holder.post.post), place)
    found.sort(key=lambda holder: (
        order.get(then.state_of(holder.post.of), len(order)), first[holder.post.of, holder.post.post],
        holder.post.since.first, holder.person.id,
    ))  # fmt: skip
    return Statement(title="Who held which post", on=on, known=known, columns=POSTS,
                     rows=tuple(_spells(then, found, on)))  # fmt: skip


def _spells(record: Record, found: Iterable[Holder], on: Moment) -> Iterator[Row]:
    """A row for each; that of a post that was left by the day asked about is the same on every later day."""
    kept: dict[tuple[str, int], Row] = record.memory.setdefault(_spells, {})  # type: ignore[assignment]
    for each in found:
        if each.post.until is None or each.post.until.last >= on.day:
            yield _spell(each, on, ended=False)
            continue
        key = each.person.id, id(each.post)  # the record keeps its posts as long as this
        if key not in kept:
            kept[key] = _spell(each, on, ended=True)
        yield kept[key]


def _spell(holder: Holder, on: Moment, *, ended: bool) -> Row:
    person, post = holder.person, holder.post
    end = post.until.last if ended and post.until else on.day
    days = (end - post.since.first).days if post.since.first > date.min else None
    cells = (
        post.post, post.of, person.name, post.since, post.until, days, post.acting, not ended
    )  # fmt: skip
    return Row(cells, (person.id,))
