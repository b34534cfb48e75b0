"""Who is named in a text: parties and people of the record, and states of the general list.

Actors  all names of a record, ready to be found; they give `Mention`s

The record's own names come first, then those of the general list. The longest name wins. A title is read as of the
document's day; a family name alone only where nobody else can be meant or the full name stood before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from talleyrand.reading.parties.incumbents import Incumbents
from talleyrand.reading.parties.mentions import Hit, Mention, Text, mention_of, of_many
from talleyrand.reading.parties.naming import Naming, Sense, folded, naming
from talleyrand.reading.parties.shortforms import ShortForms
from talleyrand.reading.parties.spotting import plain
from talleyrand.reading.parties.states import atlas
from talleyrand.reading.parties.surroundings import (
    AFTER,
    BEFORE,
    FRONT,
    FUNCTION,
    TITLES,
    WORDS,
    begins,
    in_another_body,
    is_heading,
    is_prefixed,
    may_follow,
    meaning,
    stands_alone,
)
from talleyrand.reading.parties.titles import Titles
from talleyrand.record.dates import Moment
from talleyrand.record.entries import Party
from talleyrand.record.record import Record

__all__ = ["Actors", "Mention"]

REMEMBERED = 400  # mentions of what stood before that are looked at
NEAR = 60  # mentions of the text itself that are looked back at for a family name
_SUBJECT = 4  # characters before which a sentence begins with its subject
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Between the words for a state and a title or an organ of it.
_OWN = re.compile(
    r"(?:'s?)? ?(?:(?:the|its|own|new|newly|appointed|elected|former|then|then-|top|acting|current|outgoing|incoming|"
    r"late|ex-|longtime) ?){0,3}"
)
_GOVERNS = re.compile(
    r"(?:,? (?:and|or) [A-Z]\w+ administrations|(?:'s)? (?:[Aa]dministrations?|government|cabinet|regime|team"
    r"|White House|presidency))\b"
)
_PRONOUN = re.compile(
    r"[\"“]?(It|He|She|They)\b(?! (?:is|was|will be|would be|remains?|seems?) (?:\w+ )?(?:that|to)\b)"
)


class Actors:
    """All names of a record, ready to be found in texts.

    It guards one invariant: every mention comes from the names of one record, as known at one moment.
    """

    def __init__(self, record: Record, *, known: Moment | None = None) -> None:
        self.record = record.as_known(known)
        self._naming: Naming = naming(self.record, atlas())
        self._posts = Incumbents(self.record, self._naming)
        self._titles = Titles(self.record, self._naming, self._posts)
        self._short = ShortForms(self.record, atlas(), self._naming)

    @property
    def all_names(self) -> Mapping[str, tuple[str, ...]]:
        """For each party and person of the record, the names under which it may stand in a text."""
        return self._naming.listed

    @property
    def parties(self) -> Mapping[str, str]:
        """For each code of the general list, the party of the record."""
        return self._naming.parties

    def names(self, id: str) -> tuple[str, ...]:
        """The names under which a party or person may stand in a text; none for an id that the record has not."""
        return self._naming.listed.get(id, ())

    def mentions(self, text: str, on: date | None, *, before: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        """Everyone named in a text, in order.

        Args:
            text: a sentence, or several.
            on: the document's day, as of which titles are read; None if it is not known.
            before: the mentions of what stood before in the document, so that a family name alone, "the two sides"
                and a pronoun at the start can be understood.
        """
        even = plain(text)
        read = Text(even, on, self._hits(even), before[-REMEMBERED:])
        found: list[Mention] = []
        place = 0
        while place < len(read.hits):
            place = self._read(read, place, found)
        if _CHINESE.search(even):
            found = _merged(found, self._short.find(even))
        found = self._with_pronoun(read, found)
        return tuple(self._with_groups(read, found))

    # --- finding ---

    def _hits(self, text: str) -> tuple[Hit, ...]:
        """Names and titles, the longest where two overlap."""
        every = [Hit(start, end, senses) for start, end, senses in self._naming.names.find(text)]
        every += [
            Hit(start, end, (), office) for start, end, office in self._naming.offices.find(folded(text))
            if not text.startswith("-", end)
        ]  # fmt: skip
        every.sort(key=lambda hit: (hit.start - hit.end, hit.office is not None and not hit.office.organs))
        taken: set[int] = set()
        kept = []
        for hit in every:
            if hit.start not in taken and hit.end - 1 not in taken:
                taken.update(range(hit.start, hit.end))
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _read(self, text: Text, place: int, found: list[Mention]) -> int:
        """Add what stands at a place among the hits; the place to go on from."""
        hit = text.hits[place]
        follower = text.hits[place + 1] if place + 1 < len(text.hits) else None
        owner = hit.land
        if owner is None and hit.people and follower and follower.office and text.gap(place).startswith("'"):
            owner = self._posts.acts_for(hit.people[0].person, text.on)
        qualifies = owner and not is_prefixed(text.plain, hit.start) and _OWN.fullmatch(text.gap(place))
        if owner and qualifies and follower and follower.office and follower.office.kind != "group":
            return self._titles.read(text, place + 1, found, owner=owner, start=hit.start)
        if hit.land and qualifies and follower and follower.senses and follower.senses[0].organ:
            found.append(self._titles.organ(follower.senses, hit.land, hit.start, follower.end))
            return place + 2
        if hit.office:
            return self._titles.read(text, place, found, owner=None, start=hit.start)
        found += self._named(text, place, found)
        return place + 1

    # --- names ---

    def _named(self, text: Text, place: int, found: list[Mention]) -> Iterator[Mention]:
        """What a name stands for, if it stands for anyone here."""
        hit = text.hits[place]
        if not hit.senses:
            return
        if hit.people:
            yield from self._person(text, place, found)
        elif hit.senses[0].organ and in_another_body(text.plain, hit.start):
            return
        elif len(hit.senses) > 1:
            yield of_many(hit)
        elif sense := meaning(text.plain, hit.start, hit.end, hit.senses[0]):
            mention = mention_of(hit.start, hit.end, sense)
            last = found[-1] if found else None
            if last and text.plain[last.end : hit.start] == "'s " and stands_alone(text.plain, hit.end):
                found.pop()
                mention = replace(mention, start=last.start)
            yield mention

    def _person(self, text: Text, place: int, found: list[Mention]) -> Iterator[Mention]:
        """A person by a full name, or by a family name alone."""
        hit = text.hits[place]
        full = [each.person for each in hit.people if not each.surname]
        if full:
            yield self._titles.acting(full[0], text.on, hit.start, hit.end)
            return
        if governs := _GOVERNS.match(text.plain, hit.end):
            sides = {self._posts.acts_for(each.person, None) for each in hit.people}
            if len(sides) == 1 and (side := sides.pop()):
                end = hit.end if governs[0].endswith("administrations") else governs.end()
                yield Mention(start=hit.start, end=end, party=side.party, state=side.state, how="seat")
            return
        start = self._start_of_name(text, place)
        if start is not None:
            yield from self._surname(text, hit, found, start)

    def _start_of_name(self, text: Text, place: int) -> int | None:
        """Where a family name alone begins with the title or given name before it; None if it is another's name."""
        hit = text.hits[place]
        words = text.plain[hit.start : hit.end]
        follows = AFTER.match(text.plain, hit.end)
        if follows and words.isascii() and not may_follow(text.plain, hit.end, follows[1]):
            return None
        ahead = BEFORE.search(text.plain, max(0, hit.start - 40), hit.start)
        before = ahead[1].rstrip(".") if ahead else ""
        if any(self._is_given(before, each.person) for each in hit.people):
            return ahead.start() if ahead else hit.start
        if re.fullmatch("[A-Z]", before):  # a middle initial
            given = re.search(r"([A-Z]\w+) [A-Z]\. $", text.plain[max(0, hit.start - 40) : hit.start])
            known = given and any(given[1] in self._naming.given[each.person] for each in hit.people)
            return hit.start - len(given[0]) if given and known else None
        titled = before.lower() in TITLES
        joined = place > 0 and text.hits[place - 1].end == hit.start - 1
        if before and not titled and not joined and before.lower() not in FRONT and not is_heading(text.plain):
            return None
        small = words.lower()
        if not titled and not joined and (small in FUNCTION or (small in WORDS and begins(text.plain, hit.start))):
            return None
        return hit.start

    def _is_given(self, word: str, person: str) -> bool:
        """True if a word is, or shortens, one of a person's names: "Tim" for "Timothy"."""
        names = self._naming.given[person]
        return bool(word) and (word in names or (len(word) > 2 and any(name.startswith(word) for name in names)))

    def _surname(self, text: Text, hit: Hit, found: Sequence[Mention], start: int) -> Iterator[Mention]:
        ids = list(dict.fromkeys(each.person for each in hit.people))
        ahead = text.plain[start : hit.start].strip()
        ids = [each for each in ids if self._is_given(ahead, each)] or ids
        if len(ids) == 1:
            yield self._titles.acting(ids[0], text.on, start, hit.end)
            return
        spoken = [each.person for each in (*text.before, *found[-NEAR:]) if each.person in ids]
        if spoken:
            doubt = "" if len(set(spoken)) == 1 else self._posts.which(text.plain[hit.start : hit.end], ids)
            yield self._titles.acting(spoken[-1], text.on, start, hit.end, doubt=doubt)
            return
        serving = [each for each in ids if self._posts.serving(each, text.on)]
        doubt = self._posts.which(text.plain[hit.start : hit.end], ids)
        if len(serving) == 1:
            yield self._titles.acting(serving[0], text.on, start, hit.end, doubt=doubt)
            return
        sides = {self._posts.acts_for(each, text.on) for each in ids}
        side = sides.pop() if len(sides) == 1 else None
        party, state = (side.party, side.state) if side else ("", "")
        yield Mention(start=start, end=hit.end, party=party, state=state, how="person", doubt=doubt)

    # --- the two sides, and pronouns ---

    def _with_groups(self, text: Text, found: Sequence[Mention]) -> Iterator[Mention]:
        """The mentions, each group as its two sides."""
        chief: tuple[Mention, ...] | None = None
        for mention in found:
            if mention.how != "group" or mention.who:
                yield mention
                continue
            if chief is None:
                chief = self._chief_sides((*text.before, *(each for each in found if each.how != "group")))
            for side in chief or (Mention(start=0, end=0, doubt="which two are meant is not said"),):
                yield replace(side, start=mention.start, end=mention.end, how="group")

    def _chief_sides(self, spoken: Iterable[Mention]) -> tuple[Mention, ...]:
        """The two states most often named in the document so far; none if they do not stand out."""
        count = Counter([side for each in spoken if (side := self._top(each))])
        most = count.most_common(3)
        if len(most) < 2:
            return self._only_sides()
        if len(most) > 2 and most[2][1] == most[1][1]:
            return ()
        doubt = "others than the two are named too" if len(most) > 2 and most[2][1] * 2 > most[1][1] else ""
        sides = sorted(side for side, _ in most[:2])
        return tuple(Mention(start=0, end=0, party=party, state=state, doubt=doubt) for party, state in sides)

    def _only_sides(self) -> tuple[Mention, ...]:
        """The two states or blocs of a record that has no others."""
        tops = [
            each.id for each in self.record.of(Party)
            if each.of is None and each.form in {"state", "bloc", "body"} and not each.everyone
        ]  # fmt: skip
        if len(tops) != 2:
            return ()
        doubt = "taken for the two sides of the record, as the text does not name them"
        codes = self._naming.codes
        return tuple(
            Mention(start=0, end=0, party=each, state=codes.get(each, ""), doubt=doubt) for each in sorted(tops)
        )

    def _top(self, mention: Mention) -> tuple[str, str] | None:
        """The state for which a mention stands: its party in the record and its code."""
        if not mention.party:
            return ("", mention.state) if mention.state else None
        top = self.record.state_of(mention.party)
        return (top, self._naming.codes.get(top, ""))

    def _with_pronoun(self, text: Text, found: list[Mention]) -> list[Mention]:
        """The mentions, with one for a pronoun at the start if only one of those named just before can be meant."""
        opened = _PRONOUN.match(text.plain)
        if not opened or not text.before:
            return found
        word = opened[1]
        last = _last_sentence(text.before)
        likely = [each for each in last if _may_mean(each, word) and each.who] if word != "They" else []
        whole = {each.person or self._top(each) for each in likely}
        if len(whole) != 1:
            return found
        doubt = f"'{word}' is taken for one named in the sentence before"
        meant = replace(likely[-1], start=opened.start(1), end=opened.end(1), doubt=doubt)
        return [meant, *found]


def _may_mean(mention: Mention, word: str) -> bool:
    """True if a pronoun can mean someone; a person unknown to the record must have been the subject."""
    if word == "It" or mention.person:
        return (word == "It") != mention.human
    return mention.human and mention.start <= _SUBJECT


def _merged(found: Iterable[Mention], short: Iterable[tuple[int, int, Sense]]) -> list[Mention]:
    """The mentions with those by one-character names, where nothing else stands."""
    every = list(found)
    taken = {place for each in every for place in range(each.start, each.end)}
    for start, end, sense in short:
        if not taken.intersection(range(start, end)):
            every.append(Mention(start=start, end=end, party=sense.party, state=sense.state, how=sense.how))
    return sorted(every, key=lambda each: each.start)


def _last_sentence(before: Sequence[Mention]) -> list[Mention]:
    """The mentions of the sentence before: those at the end whose places rise."""
    last: list[Mention] = []
    for mention in reversed(before[-8:]):
        if last and mention.start > last[0].start:
            break
        last.insert(0, mention)
    return last
