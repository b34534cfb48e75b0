"""By when a promise is to be kept, by its own words, by those beside it, or by the record.

Term  the last day of a promise, where that stands, and what is doubtful about it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from talleyrand.reading.language.times import Dated
from talleyrand.reading.rules.told import Told, ahead
from talleyrand.record.entries import Commitment
from talleyrand.record.syntax import Raw

_REFRAIN = re.compile(
    r"\b(?:refrain|abstain|never|not to|not (?!only)|no longer|stop|cease|would not|will not|maintain)\b"
)
_FROM_THEN = re.compile(r"\b(?:after|once|when)\b[^,.;]*$")  # "for ten years after it ends in 2026"
_AFTER = 30  # characters after a promise in which its end may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """By when a promise is to be kept.

    Attributes:
        deadline: the last day; empty if it stands until it is kept.
        end: the date in the sentence that tells it.
        inferred: true if the day stands in no word of the sentence.
        doubts: what is doubtful about it.
    """

    deadline: str = ""
    end: Dated | None = None
    inferred: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Raw]:
        """Its field of the entry."""
        return {"deadline": self.deadline} if self.deadline else {"standing": "yes"}

    @property
    def elsewhere(self) -> frozenset[str]:
        """The day, if it rests on other words than the sentence's."""
        return frozenset({self.deadline} if self.inferred else ())


def term_told(told: Told, place: tuple[int, int], shared: Dated | None) -> Term:
    """By when a promise is to be kept, by its own words or by the one date of the promises beside it."""
    refrains = _REFRAIN.search(told.text[slice(*place)])
    end = end_of(told, place)
    borrowed = end is None and shared is not None and not refrains
    end = shared if borrowed else end
    if end is None or ahead(end, told.at.when).last <= told.at.when.first:
        return Term(doubts=() if refrains else ("no deadline in the words: it stands until it is kept",))
    beside = "the deadline stands with another promise of the same words" if borrowed else ""
    doubt = f"deadline: {end.doubt}" if end.doubt else ""
    day = _deadline(told, end)
    return Term(deadline=day, end=end, inferred=day != str(end.when), doubts=(beside, doubt))


def term_of_twin(told: Told, by: str, deal: str, target: Raw | None) -> Term | None:
    """The term of the commitment of the record under the same deal with the same quantity; None if it has none."""
    twin = _twin(told, by, deal, target)
    if twin is None or not twin.deadline:
        return None
    doubt = f"no deadline in the words: it is that of {twin.id} in the record"
    return Term(deadline=str(twin.deadline), inferred=True, doubts=(doubt,))


def _twin(told: Told, by: str, deal: str, target: Raw | None) -> Commitment | None:
    """The commitment of the record under the same deal with the same quantity."""
    amount = target.get("amount") if isinstance(target, dict) else None
    found = [
        each for each in told.scene.record.of(Commitment)
        if each.agreement == deal and told.scene.record.state_of(each.obligor) == by
        and each.target and amount and each.target.amount == Decimal(str(amount))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def end_of(told: Told, place: tuple[int, int]) -> Dated | None:
    """The date by which a promise is to be kept: one told as its end, or else one that lies ahead of it."""
    near = [
        each for each in told.dates
        if place[0] <= each.start < place[1] + _AFTER and not _FROM_THEN.search(told.text[place[0] : each.start])
    ]  # fmt: skip
    ends = [each for each in near if each.bound in ("by", "until", "before", "within")]
    last = told.at.when.last
    ahead_of = [
        each for each in near if not each.bound and each.end <= place[1] and ahead(each, told.at.when).first > last
    ]
    return next(iter((*ends, *ahead_of)), None)


def _deadline(told: Told, deadline: Dated) -> str:
    """The last day; counted from the day of the promise where it is told as "within two months"."""
    written, made = told.scene.written, told.at.when.last
    if deadline.bound == "within" and deadline.how != "written" and written is not None and made < written:
        return (made + (deadline.when.last - written)).isoformat()
    return _last(ahead(deadline, told.at.when).last, str(ahead(deadline, told.at.when)))


def _last(day: date, text: str) -> str:
    return day.isoformat() if len(text) <= 8 else text.partition("/")[2] or text
