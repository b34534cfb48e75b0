"""What a question about a negotiation is asked with, once for all questions.

Asked  a negotiation with everything that a question about it may need
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from talleyrand.bargaining import conflicts, robust
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.robust import COUNT, ENOUGH, Outlook
from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record

FEWEST, MOST = 20, 20_000  # draws


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A negotiation with everything that a question about it may need.

    Attributes:
        negotiation: which.
        record: whose people, channels and days a roadmap is checked against.
        on: the day asked about.
        known: the day of knowledge.
        package: issues with options; what is left out stands as today. If empty, the package that survives best.
        draws: how many draws of what the sides may want.
        enough: the gain over no deal that is asked for every side, in points.
        side: id of the side at the table whose home asks for more; the first if None.
        situation: id of the situation whose states are asked about; the first if None.
    """

    negotiation: Negotiation
    record: Record
    on: Moment
    known: Moment
    package: tuple[tuple[str, str], ...] = ()
    draws: int = COUNT
    enough: Decimal = ENOUGH
    side: str | None = None
    situation: str | None = None

    @property
    def outlook(self) -> Outlook:
        """How everything fares over the draws; worked out once for a negotiation."""
        return _outlook(self.negotiation, self.draws, self.enough)

    @property
    def settled(self) -> Settled:
        """The package asked about, or the one that survives best.

        Raises:
            NotFound: if an issue or option is not there, or the present state of one left out is not told.
            WrongValue: if none is named, and none can be signed.
        """
        if self.package:
            return self.negotiation.settled(self.package)
        if not self.outlook.standings:
            raise conflicts.nothing_to_sign(self.negotiation)
        return self.outlook.standings[0].settled

    @property
    def at_home(self) -> str:
        """The side at the table whose home asks for more.

        Raises:
            NotFound: if it is none of those at the table.
        """
        between = self.negotiation.heading.between
        if self.side is not None and self.side not in between:
            hint = nearest(self.side, between) or f"; there are: {', '.join(between)}"
            raise NotFound(f"there is no side '{self.side}' at the table{hint}")
        return self.side or between[0]


@lru_cache(maxsize=4)
def _outlook(negotiation: Negotiation, draws: int, enough: Decimal) -> Outlook:
    if not FEWEST <= draws <= MOST:
        raise WrongValue(f"draws: {draws} is not from {FEWEST} to {MOST}")
    if not 0 <= enough <= 100:
        raise WrongValue(f"enough: {enough} is no number of points from 0 to 100")
    return robust.outlook(negotiation, count=draws, enough=enough)


def package(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Issues with options from texts such as `duty: lift`, or several in one with semicolons between.

    Raises:
        WrongValue: if one is not of that form, or an issue is named twice.

    >>> package(["duty: lift; water: half"])
    (('duty', 'lift'), ('water', 'half'))
    """
    found: dict[str, str] = {}
    for text in (each for one in texts for each in one.split(";") if each.strip()):
        issue, colon, option = (each.strip() for each in text.partition(":"))
        if not (issue and colon and option):
            raise WrongValue(f"'{text.strip()}' is no part of a package; 'issue: option' is expected")
        if found.setdefault(issue, option) != option:
            raise WrongValue(f"the package settles '{issue}' twice: {found[issue]} and {option}")
    return tuple(found.items())


def seeded(negotiation: Negotiation, seed: int) -> Negotiation:
    """The same negotiation with chance started elsewhere."""
    heading = negotiation.heading
    return Negotiation(tuple(replace(heading, seed=seed) if each is heading else each for each in negotiation))
