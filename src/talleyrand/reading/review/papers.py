"""What lies in the inbox: documents that were read, what was proposed from them, and what a person decided.

Proposed  a proposal with the passage that a person must see to judge it
Edited    one entry's text before and after a decision put it into the record
Decision  what a person decided about a proposal, who, when and why
Paper     one document, with all that was proposed from it and decided
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from talleyrand.reading.proposals import Proposal
from talleyrand.record.syntax import Raw

Verdict = Literal["accepted", "amended", "refused", "taken back"]
State = Literal["waiting", "accepted", "amended", "refused"]
STATES: tuple[State, ...] = ("waiting", "accepted", "amended", "refused")


class Marked(NamedTuple):
    """A passage in three: what stands before the quoted words, the words, and what stands after."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal with the passage that a person must see to judge it.

    Attributes:
        passage: the words around the quote, as they stand in the document's text.
        begins: where the passage begins in that text.
        at: where that is for people: a page or paragraph; empty if the document has but one.
    """

    proposal: Proposal
    passage: str
    begins: int
    at: str = ""

    @property
    def key(self) -> str:
        """The proposal's key."""
        return self.proposal.key

    @property
    def marked(self) -> Marked:
        """The passage with its quoted words set off."""
        start, end = (each - self.begins for each in (self.proposal.start, self.proposal.end))
        return Marked(self.passage[:start], self.passage[start:end], self.passage[end:])

    @property
    def sentence(self) -> str:
        """The sentences that the quote stands in."""
        start, end = (min(max(0, each - self.begins), len(self.passage)) for each in self.proposal.within)
        return " ".join(self.passage[start:end].split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One entry's text before and after a decision put it into the record.

    Attributes:
        file: the file, as named in the record's folder.
        id: the entry's id.
        before: its text before, empty if it was added.
        after: its text afterwards.
        commit: the number under which git keeps the edit; empty if the record lies in no repository.
    """

    file: str
    id: str
    before: str
    after: str
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a proposal.

    Attributes:
        key: of the proposal.
        verdict: accepted as it stood, accepted as amended, refused; or that the last decision was taken back.
        who: decided it.
        when: with its zone.
        reason: for a refusal.
        entry: the entry that it became, was added to, or confirmed.
        source: the entry of the document.
        confirms: true if it confirmed what the record had.
        values: what was accepted instead of what was proposed; empty if nothing was amended.
        quote: the words that were cited.
        edits: what it changed in the record.
    """

    key: str
    verdict: Verdict
    who: str
    when: datetime
    reason: str = ""
    entry: str = ""
    source: str = ""
    confirms: bool = False
    values: Mapping[str, Raw] | None = None
    quote: str = ""
    edits: tuple[Edited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document, with all that was proposed from it and decided.

    Attributes:
        digest: SHA-256 of the original.
        date: its own day as written; empty if it does not tell.
        media: its kind, as `text/html`.
        taken: when it was put into the inbox.
        archived: true if the archive beside the record keeps the original.
        doubts: what a person should know of the document itself, as that it hides words.
        proposals: in order of place.
        decisions: in order of time; none is ever taken out.
    """

    digest: str
    title: str
    publisher: str = ""
    date: str = ""
    language: str = ""
    address: str = ""
    media: str = "text/plain"
    taken: datetime
    archived: bool = False
    doubts: tuple[str, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def standing(self) -> Mapping[str, Decision]:
        """The decision that holds for each proposal about which there is one, by its key."""
        found: dict[str, Decision] = {}
        for each in self.decisions:
            if each.verdict == "taken back":
                found.pop(each.key, None)
            else:
                found[each.key] = each
        return found

    def state(self, key: str) -> State:
        """What became of a proposal so far."""
        held = self.standing().get(key)
        return held.verdict if held and held.verdict != "taken back" else "waiting"

    def waiting(self) -> tuple[Proposed, ...]:
        """The proposals about which nothing is decided."""
        decided = self.standing()
        return tuple([each for each in self.proposals if each.key not in decided])

    def counts(self) -> Mapping[State, int]:
        """How many proposals are in each state."""
        decided = self.standing()
        found: dict[State, int] = dict.fromkeys(STATES, 0)
        for each in self.proposals:
            held = decided.get(each.key)
            found[held.verdict if held and held.verdict != "taken back" else "waiting"] += 1
        return found
