"""What a question is narrowed to: a party with all that is part of it, an issue with all that falls under it.

Scope   the party and the issue asked about, either of them left open
scope   the scope that a party's name and an issue's path give
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from talleyrand.errors import NotFound, nearest
from talleyrand.record.entries import Issue, Party
from talleyrand.record.record import Record


@dataclass(frozen=True, slots=True)
class Scope:
    """The party and the issue asked about.

    Attributes:
        record: where parties are looked up.
        party: the party's id, None for every party.
        members: that party and every party that is part of it.
        issue: the issue's path, None for every issue.
    """

    record: Record
    party: str | None
    members: frozenset[str]
    issue: str | None

    def done_by(self, parties: Iterable[str]) -> bool:
        """True if one of these parties is the one asked about or part of it."""
        return self.party is None or any(each in self.members for each in parties)

    def bears_on(self, parties: Iterable[str]) -> bool:
        """True if what is aimed at these parties reaches the one asked about."""
        return self.party is None or self.record.bears_on(parties, self.party)

    def about(self, issues: Iterable[str | None]) -> bool:
        """True if one of these issues is the one asked about or falls under it."""
        return self.issue is None or any(
            each is not None and (each == self.issue or each.startswith(self.issue + "/")) for each in issues
        )


def scope(record: Record, party: str | None = None, issue: str | None = None) -> Scope:
    """The scope that a party's name and an issue's path give.

    Raises:
        NotFound: if the record has no such party, or neither record nor vocabulary has such an issue.
    """
    asked = record.party(party).id if party else None
    if issue:
        known = issues(record)
        if issue not in known:
            raise NotFound(f"'{issue}' is no issue of the record{nearest(issue, known)}")
    return Scope(record, asked, _members(record, asked) if asked else frozenset(), issue or None)


def issues(record: Record) -> frozenset[str]:
    """Every issue that may be asked about: those of the vocabulary, the record's own, and the paths above."""
    paths = {*record.vocabulary["issues"], *(each.id for each in record.of(Issue))}
    return frozenset({path[:end] for path in paths for end in _ends(path)})


def _ends(path: str) -> list[int]:
    return [place for place, sign in enumerate(path) if sign == "/"] + [len(path)]


def _members(record: Record, party: str) -> frozenset[str]:
    above = {each.id: each.of for each in record.of(Party)}
    members = {party}
    for start in above:
        climbed: list[str] = []
        at: str | None = start
        while at is not None and at not in members and at not in climbed:
            climbed.append(at)
            at = above.get(at)
        if at in members:
            members.update(climbed)
    return frozenset(members)
