"""A name in a text and whom it names; and a text with the names of our lists that stand in it.

Mention  a name in a text and whom it names
Hit      a phrase of our lists in a text, before it is known whom it names there
Text     a text as it is being read
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from talleyrand.reading.parties.naming import How, Office, Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text and whom it names.

    Attributes:
        start: its first character in the text.
        end: after its last.
        party: id in the record of the party named, or for whom the person named acts on that day; empty if none.
        state: code of the general list of the state that it is or belongs to; empty if none.
        person: id in the record; empty if none.
        how: by which sort of name. "the two sides" are two mentions of the same place, each a "group".
        doubt: what else may be meant, as a sentence; empty if nothing.
        stranger: the name of a person whom the record does not have; empty if none is named.
    """

    start: int
    end: int
    party: str = ""
    state: str = ""
    person: str = ""
    how: How = "name"
    doubt: str = ""
    stranger: str = ""

    @property
    def human(self) -> bool:
        """True if a person is meant, whom "he" or "she" can mean, and not a state."""
        return bool(self.person or self.stranger) or self.how == "post"

    @property
    def who(self) -> str:
        """The party's id, or the state's code where the record has no such party; empty if neither is known."""
        return self.party or self.state


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of our lists in a text.

    Attributes:
        start: its first character.
        end: after its last.
        senses: whom a name may name.
        office: what the words for a post, an organ or two sides may stand for; None if it is a name.
    """

    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    office: Office | None = None

    @property
    def land(self) -> Sense | None:
        """The state, territory or bloc that it names, if it names just one."""
        one = self.senses[0] if len(self.senses) == 1 else None
        return one if one and not one.person and not one.organ else None

    @property
    def people(self) -> tuple[Sense, ...]:
        """The people that it may name."""
        return tuple(each for each in self.senses if each.person)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is being read.

    Attributes:
        plain: with one kind of space, apostrophe and hyphen.
        on: the document's day.
        hits: the phrases of our lists in it, in order.
        before: the mentions of what stood before in the document.
    """

    plain: str
    on: date | None
    hits: tuple[Hit, ...]
    before: Sequence[Mention]

    def gap(self, place: int) -> str:
        """What stands between a hit and the next."""
        return self.plain[self.hits[place].end : self.hits[place + 1].start] if place + 1 < len(self.hits) else "\0"


def mention_of(start: int, end: int, sense: Sense, *, doubt: str = "") -> Mention:
    """A mention of what a name stands for."""
    return Mention(
        start=start, end=end, party=sense.party, state=sense.state, how=sense.how, doubt=doubt or sense.doubt
    )


def of_many(hit: Hit) -> Mention:
    """A name that several parties of the record bear."""
    states = {each.state for each in hit.senses}
    doubt = "it may be " + " or ".join(each.party for each in hit.senses)
    return Mention(start=hit.start, end=hit.end, state=states.pop() if len(states) == 1 else "", doubt=doubt)
