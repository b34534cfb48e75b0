"""Who holds which post of a record on a day, and for which party a person acts.

Incumbents  the posts of a record with those who held them
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from talleyrand.reading.parties.naming import Naming, Office, Sense
from talleyrand.record.entries import Post
from talleyrand.record.record import Record


class Incumbents:
    """The posts of a record with those who held them.

    It guards one invariant: every answer is as of the day asked about.
    """

    def __init__(self, record: Record, names: Naming) -> None:
        self.record = record
        self._naming = names

    def which(self, name: str, ids: Iterable[str]) -> str:
        """The doubt of a name that several people bear."""
        return f"{name} may be " + " or ".join(self._naming.called[each] for each in ids)

    def serving(self, person: str, on: date | None) -> list[Post]:
        """The posts that a person holds on a day, the latest last; all of them if no day is known."""
        posts = sorted(self._naming.posts.get(person, ()), key=lambda post: post.since.first)
        return [post for post in posts if on is None or _held(post, on)]

    def acts_for(self, person: str, on: date | None) -> Sense | None:
        """The party for which a person acts on a day, or acted last."""
        posts = self.serving(person, on) or self.serving(person, None)
        return self.sense(posts[-1].of) if posts else None

    def sense(self, party: str) -> Sense:
        """A party of the record with the code of its state."""
        codes = self._naming.codes
        code = codes.get(party) or codes.get(self.record.state_of(party), "")
        return Sense(party=party, state=code)

    def belongs(self, party: str, owner: Sense) -> bool:
        """True if a party is, or is a part of, the one that a name before it names."""
        top = self.record.state_of(party)
        if owner.party:
            return top == self.record.state_of(owner.party)
        return bool(owner.state) and self._naming.codes.get(top) == owner.state

    def holds(self, person: str, office: Office, owner: Sense | None, on: date | None) -> bool:
        """True if a person holds a post of that title on a day, or ever did if none is given."""
        posts = {(post.of, post.post) for post in self.serving(person, on)}
        return any(each in posts and (owner is None or self.belongs(each[0], owner)) for each in office.posts)

    def holding(self, posts: Iterable[tuple[str, str]], on: date | None) -> list[str]:
        """Whoever holds one of these posts on a day; nobody if no day is known."""
        if on is None:
            return []
        found = [who for post in posts for who, held in self._naming.holders.get(post, ()) if _held(held, on)]
        return list(dict.fromkeys(found))


def _held(post: Post, on: date) -> bool:
    return post.since.first <= on and (post.until is None or on <= post.until.last)
