"""Rules about parties and the people in their posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.checks.names import Names
from talleyrand.record.dates import is_zone
from talleyrand.record.entries import Party, Person, Post
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

HANDING_OVER = timedelta(days=14)
_ZONES = ("America/New_York", "Asia/Shanghai", "Asia/Taipei", "Asia/Tokyo", "Europe/Berlin", "Europe/Brussels",
          "Europe/London", "Europe/Moscow", "Europe/Paris", "Etc/UTC")  # fmt: skip


def ends_after_it_begins(record: Record, _today: date) -> Iterator[Problem]:
    """A post is left after it was taken up."""
    for person in record.of(Person):
        for number, post in enumerate(person.posts):
            if post.until and post.until.last < post.since.first:
                message = f"'{post.post}' is left on {post.until}, before it was taken up, {post.since}"
                yield fault(ends_after_it_begins, record, person, message, "posts", number, "until")


def holds_a_post_alone(record: Record, _today: date) -> Iterator[Problem]:
    """No two people hold the same post at once, save acting holders and two weeks of handing over."""
    for held in _holders(record).values():
        held.sort(key=lambda each: (each[2].since.first, each[2].until is None, each[0].id))
        former, _, before = held[0]
        for person, number, post in held[1:]:
            # A date given as a month leaves room: only days on which both surely held the post count.
            if before.until is None or before.until.first - post.since.last > HANDING_OVER:
                until = f"until {before.until}" if before.until else "with no end"
                message = (f"'{post.post}' since {post.since}, but '{former.id}' holds it {until}; "
                           "end one, or say 'acting: yes'")  # fmt: skip
                yield fault(holds_a_post_alone, record, person, message, "posts", number)
            if before.until and (post.until is None or post.until.last > before.until.last):
                former, before = person, post


def _holders(record: Record) -> dict[tuple[str, str], list[tuple[Person, int, Post]]]:
    """The holders of each post of each party, acting ones left out."""
    posts: dict[tuple[str, str], list[tuple[Person, int, Post]]] = {}
    for person in record.of(Person):
        for number, post in enumerate(person.posts):
            if not post.acting:
                posts.setdefault((post.of, post.post.casefold()), []).append((person, number, post))
    return posts


def has_held_a_post(record: Record, _today: date) -> Iterator[Problem]:
    """A person has held some post."""
    for person in record.of(Person):
        if not person.posts:
            yield notice(has_held_a_post, record, person, "no post is given; say for whom this person acts")


def belongs_to_factions_only(record: Record, _today: date) -> Iterator[Problem]:
    """The factions that a person is placed in are parties of the form `faction`."""
    for person in record.of(Person):
        for number, name in enumerate(person.factions):
            party = record.entry(name) if name in record else None
            if isinstance(party, Party) and party.form != "faction":
                message = f"'{name}' is no faction but a {party.form}; a post belongs in 'posts'"
                yield fault(belongs_to_factions_only, record, person, message, "factions", number)


def lives_in_a_known_time_zone(record: Record, _today: date) -> Iterator[Problem]:
    """A party's time zone exists, and a state has one."""
    for party in record.of(Party):
        if party.zone and not is_zone(party.zone):
            message = (
                f"'{party.zone}' is no time zone{Names(_ZONES).nearest(party.zone) or '; write Asia/Shanghai, say'}"
            )
            yield fault(lives_in_a_known_time_zone, record, party, message, "zone")
        elif party.form == "state" and not party.zone:
            message = "a state needs 'zone', so that its days begin and end at the right hour"
            yield fault(lives_in_a_known_time_zone, record, party, message)


def is_no_part_of_itself(record: Record, _today: date) -> Iterator[Problem]:
    """No party is part of itself, however many steps up."""
    above = {party.id: party.of for party in record.of(Party)}
    for party in record.of(Party):
        climbed, top = [party.id], party.of
        while top and top not in climbed:
            climbed.append(top)
            top = above.get(top)
        if top == party.id:
            message = f"it is part of itself: {' of '.join([*climbed, top])}"
            yield fault(is_no_part_of_itself, record, party, message, "of")


def is_known_by_its_own_name(record: Record, _today: date) -> Iterator[Problem]:
    """No two parties, and no two people, share a name or an alias."""
    kinds: tuple[tuple[Party | Person, ...], ...] = (record.of(Party), record.of(Person))
    for kind in kinds:
        seen: dict[str, str] = {}
        for entry in kind:
            for name in dict.fromkeys(
                each.casefold() for each in (entry.id, entry.name, *entry.aliases, *(n.text for n in entry.names))
            ):
                if name in seen:
                    message = f"'{name}' is also a name of '{seen[name]}'; whoever asks for it gets only one of them"
                    yield fault(is_known_by_its_own_name, record, entry, message)
                seen.setdefault(name, entry.id)


def has_members_only_as_a_bloc(record: Record, _today: date) -> Iterator[Problem]:
    """Only a bloc has members."""
    for party in record.of(Party):
        if party.includes and party.form != "bloc":
            message = f"a {party.form} has no members; a part of it says 'of: {party.id}'"
            yield fault(has_members_only_as_a_bloc, record, party, message, "includes")


RULES: tuple[Rule, ...] = (
    ends_after_it_begins, holds_a_post_alone, has_held_a_post, belongs_to_factions_only, lives_in_a_known_time_zone,
    is_no_part_of_itself, is_known_by_its_own_name, has_members_only_as_a_bloc,
)  # fmt: skip
