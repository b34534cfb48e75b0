"""What survives when the guesses move: options, packages and what is left on the table, over every draw of preferences.

Share     how often something is so among the draws, with the interval that so many draws leave
Standing  how a package fares over all draws
Outlook   how options and packages fare over all draws of a negotiation

A package is *signable* in a draw if no side at the table has less than with no deal. It is *necessarily* efficient if
it is so in every draw, *possibly* if in some: as far as these draws can show.

Source: Lahdelma, Hokkanen and Salminen 1998 (acceptability); Greco, Mousseau and Słowiński 2008 (necessary, possible).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.draws import Draws, draws
from talleyrand.bargaining.frontier import Frontier, frontiers
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.packages import efficient, meets
from talleyrand.bargaining.solutions import nash, rational

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COUNT = 1000
AT_ONCE = 200  # draws whose packages are worked out together
CANDIDATES = 400  # packages that are tried over all draws
SHOWN = 12  # packages whose standing is worked out in full
ENOUGH = Decimal(5)  # points of the scale: a gain that is worth a signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often something is so.

    Attributes:
        value: the share of the draws; 0 if there were none.
        low: lower end of its 95 % interval.
        high: upper end.
        n: draws.
    """

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a package fares over all draws.

    Attributes:
        settled: the number of the option of each issue.
        signable: how often no side has less than with no deal.
        enough: how often every side gains at least what is asked.
        efficient: how often no package is better for one and worse for none.
        picked: how often it is the point of Nash.
        gains: for each side, the 5th, 50th and 95th percentile of its gain over no deal, in points.
        left: 95th percentile of what all sides could still gain at once by another package, in points.
    """

    settled: Settled
    signable: Share
    enough: Share
    efficient: Share
    picked: Share
    gains: tuple[tuple[float, float, float], ...]
    left: float


@dataclass(frozen=True, eq=False)
class Outlook:
    """How options and packages fare over all draws of a negotiation.

    Attributes:
        negotiation: which.
        draws: what the sides may want.
        frontiers: the efficient packages of each draw.
        enough: the gain that is asked, in points.
    """

    negotiation: Negotiation
    draws: Draws
    frontiers: tuple[Frontier, ...]
    enough: Decimal

    @cached_property
    def picks(self) -> tuple[Settled | None, ...]:
        """The package that Nash picks in each draw; None where no package leaves every side as well off."""
        found = []
        for draw, each in zip(self.draws, self.frontiers, strict=True):
            places = nash(each.points, draw.no_deal)
            found.append(tuple(each.packages[each.first(places)].tolist()) if places else None)
        return tuple(found)

    @cached_property
    def agreement(self) -> Share:
        """How often there is any package that all sides at the table would sign."""
        return share([each is not None for each in self.picks])

    def accepted(self) -> tuple[tuple[tuple[Share, Share], ...], ...]:
        """For each option of each issue, how often the package of Nash has it, and how often some efficient one has.

        Both among the draws in which some package can be signed.
        """
        picked = np.array([each for each in self.picks if each is not None], dtype=np.int64)
        held = [list(rational(each.points, draw.no_deal))
                for draw, each in zip(self.draws, self.frontiers, strict=True)]  # fmt: skip
        among = [each.packages[places] for each, places in zip(self.frontiers, held, strict=True) if places]
        draw = np.repeat(np.arange(len(among)), list(map(len, among)))
        found = []
        for n, issue in enumerate(self.negotiation.issues):
            possible = np.zeros((len(among), len(issue.options)), dtype=bool)
            if among:
                possible[draw, np.concatenate(among)[:, n]] = True
            found.append(tuple(
                (share(picked[:, n] == option if len(picked) else ()), share(possible[:, option]))
                for option in range(len(issue.options))
            ))  # fmt: skip
        return tuple(found)

    @cached_property
    def candidates(self) -> tuple[Settled, ...]:
        """Packages worth a look: those picked in draws, the most often first, and the efficient at the best guesses."""
        counted = Counter(each for each in self.picks if each is not None)
        least = [side.no_deal.best for side in self.negotiation.principals]
        usual = [each.settled for each in sorted(efficient(self.negotiation), key=lambda each: (
            -min(worth - none for worth, none in zip(each.worth, least, strict=False)), each.settled))]  # fmt: skip
        often = [each for each, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
        return tuple(dict.fromkeys([*often[:CANDIDATES], *usual[:CANDIDATES]]))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The packages that fare best: first those that most often bring every side enough, then the most signable."""
        ranked = sorted(self._improved(), key=self._fares, reverse=True)
        return tuple(self.standing(each) for each in ranked[:SHOWN])

    def standing(self, settled: Settled) -> Standing:
        """How one package fares over all draws."""
        gains = self.gains(settled)
        left, beaten = self.left(settled)
        bands = np.percentile(gains, [5, 50, 95], axis=0) / scale.UNIT
        return Standing(
            settled=settled,
            signable=share(gains.min(axis=1) >= 0),
            enough=share(gains.min(axis=1) >= scale.units(self.enough)),
            efficient=share(~beaten),
            picked=share(each == settled for each in self.picks),
            gains=tuple((float(low), float(mid), float(high)) for low, mid, high in bands.T),
            left=float(np.percentile(left, 95)) / scale.UNIT,
        )

    def left(self, settled: Settled) -> tuple[Ints, Bools]:
        """What all sides could still gain at once in each draw, in units of a table, and if anything dominates it."""
        beyond, begun, there = self._beyond(settled)
        left, beaten = np.zeros(len(there), dtype=np.int64), np.zeros(len(there), dtype=bool)
        if len(beyond):
            left[there] = np.maximum(0, np.maximum.reduceat(beyond.min(axis=1), begun))
            better = (beyond >= 0).all(axis=1) & (beyond > 0).any(axis=1)
            beaten[there] = np.logical_or.reduceat(better, begun)
        return left, beaten

    def _beyond(self, settled: Settled) -> tuple[Ints, Ints, Bools]:
        """What each efficient point brings beyond a package, where those of a draw begin, and the draws with any."""
        counts = np.array([len(each.points) for each in self.frontiers])
        points = self.draws.worth(settled)
        every = np.concatenate([each.points for each in self.frontiers])
        begun = (counts.cumsum() - counts)[counts > 0]
        return every - np.repeat(points, counts, axis=0), begun, counts > 0

    def gains(self, settled: Settled) -> Ints:
        """What a package brings each side over no deal, in units of a table, shape (draw, side)."""
        return self.draws.worth(settled) - self.draws.no_deal

    def _fares(self, settled: Settled) -> tuple[float, float, float]:
        """How often a package brings every side enough, how often it is signable, and what it brings the worst off."""
        gains = self.gains(settled).min(axis=1)
        return float((gains >= scale.units(self.enough)).mean()), float((gains >= 0).mean()), float(np.median(gains))

    def _improved(self) -> tuple[Settled, ...]:
        """The candidates, and what is reached from the best of them by changing one issue at a time for the better."""
        ranked = sorted(self.candidates, key=self._fares, reverse=True)
        found = dict.fromkeys(ranked)
        for start in ranked[:3]:
            found |= dict.fromkeys(_climbed(start, self._fares, self._neighbours))
        return tuple(found)

    def _neighbours(self, settled: Settled) -> Iterable[Settled]:
        """The packages that settle one issue otherwise and break no red line or linkage."""
        clauses = [clause for _, clause in scale.forbidden(self.negotiation)]
        for place, issue in enumerate(self.negotiation.issues):
            for option in range(len(issue.options)):
                other = (*settled[:place], option, *settled[place + 1 :])
                if option != settled[place] and not any(meets(other, clause) for clause in clauses):
                    yield other


def outlook(
    negotiation: Negotiation, *, count: int = COUNT, enough: Decimal = ENOUGH, rng: np.random.Generator | None = None
) -> Outlook:
    """How options and packages fare over so many draws of what the sides at the table may want.

    Args:
        negotiation: which.
        count: draws.
        enough: the gain over no deal that is asked for every side, in points of the scale.
        rng: chance; that of the file's own seed if left out.
    """
    source = rng or np.random.default_rng(negotiation.heading.seed)
    drawn = draws(negotiation, negotiation.principals, count=count, rng=source)
    clauses = [clause for _, clause in scale.forbidden(negotiation)]
    found: list[Frontier] = []
    for start in range(0, count, AT_ONCE):
        some = slice(start, start + AT_ONCE)
        paid = [(clause, worth[some]) for clause, worth in drawn.bonuses]
        found.extend(frontiers([each[some] for each in drawn.tables], clauses, paid))
    return Outlook(negotiation, drawn, tuple(found), enough)


def share(so: Iterable[bool]) -> Share:
    """How often something is so, with its 95 % interval. Source: Wilson 1927.

    >>> half = share([True, False, True, False])
    >>> round(half.low, 3), round(half.high, 3)
    (0.15, 0.85)
    """
    held = list(map(bool, so))
    n = len(held)
    if n == 0:
        return Share(value=0.0, low=0.0, high=1.0, n=0)
    z, rate = 1.959964, sum(held) / n
    middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (rate * (1 - rate) / n + z * z / (4 * n * n)) ** 0.5
    return Share(value=rate, low=max(0.0, middle - half), high=min(1.0, middle + half), n=n)


def _climbed(
    start: Settled, fares: Callable[[Settled], tuple[float, ...]], near: Callable[[Settled], Iterable[Settled]]
) -> list[Settled]:
    """The packages on a way from one to better and better ones, until none near is better."""
    way = [start]
    while (best := max(near(way[-1]), key=fares, default=way[-1])) and fares(best) > fares(way[-1]):
        way.append(best)
    return way
