"""What each side can carry at home: how likely a package is carried, on whom it hangs, and what would turn it.

Carried   for a side at the table, how likely its institutions all carry a package
House     the same for one institution, with its members
Member    on how often the outcome hangs on a member, and what it would take to win it

A ratifier carries a package that is worth at least its threshold to it (its `no_deal`). Its preferences are drawn from
their ranges; the thresholds of an institution's members move together as far as `together` says, low to high.

Source: Putnam 1988 (two levels); Penrose 1946 and Banzhaf 1965 (on whom a vote hangs), here weighted by how likely each
division of the house is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, erf, gcd, lcm, sqrt

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.draws import Draws, by_wants, draws
from talleyrand.bargaining.entries import Institution, Judged, Side
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.robust import Share, share
from talleyrand.errors import WrongValue

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COUNT = 2000
MOST_SUMS = 20_000  # numbers of votes that members may come to together
NOTHING = 3  # places of a point up to which a package may fall short
SIMPLE = 10  # greatest denominator of a share that may have been rounded, such as 0.667


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """On how often the outcome hangs on a member, and what it would take to win it.

    Attributes:
        side: id of the ratifier.
        seats: its votes.
        for_it: how often it would carry the package.
        pivotal: how often the institution would decide otherwise if it alone did.
        lacks: what is lacking for it, in points of the scale, where it is against: the median; 0 if it never is.
        paid: how often it is among those whom it is cheapest to win, where the institution would not carry.
    """

    side: str
    seats: float
    for_it: Share
    pivotal: Share
    lacks: float
    paid: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """How likely an institution carries a package.

    Attributes:
        institution: id.
        needed: false if this package does not need it.
        carried: how often; its interval spans how far the members may move together.
        members: the most pivotal first.
        price: the least that must be added to the package for its members, in points of the scale, in 50 and in 95 of
            100 draws; 0 where it is carried anyway.
    """

    institution: str
    needed: bool
    carried: Share
    members: tuple[Member, ...]
    price: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How likely a side carries a package at home.

    Attributes:
        side: id of the side at the table.
        carried: how often all its institutions do.
        houses: each of them.
        hangs_on: the ratifier who alone would most often turn that; empty if none ever would.
    """

    side: str
    carried: Share
    houses: tuple[House, ...]
    hangs_on: str


def ratify(
    negotiation: Negotiation, settled: Settled, *, count: int = COUNT, rng: np.random.Generator | None = None
) -> tuple[Carried, ...]:
    """How likely each side at the table carries a package at home; a side without institutions carries all."""
    source = rng or np.random.default_rng(negotiation.heading.seed)
    deciding = tuple({each.side: None for house in negotiation.institutions for each in house.members})
    sides = by_wants([negotiation.side(each) for each in deciding])
    drawn = draws(negotiation, sides, count=count, rng=source)
    normal = source.standard_normal((count, len(sides) + 1))
    return tuple(_carried(negotiation, side, settled, drawn, normal) for side in negotiation.principals)


def _carried(negotiation: Negotiation, side: Side, settled: Settled, drawn: Draws, normal: Floats) -> Carried:
    houses = [each for each in negotiation.institutions if each.of == side.id]
    lacks = [[_lacking(negotiation, each, settled, drawn, normal, end) for end in (0, 1, 2)] for each in houses]
    put = [needs(negotiation, each, settled) for each in houses]
    divided = [[(house, each[end] <= 0) for house, each, asked in zip(houses, lacks, put, strict=True) if asked]
               for end in (0, 1, 2)]  # fmt: skip
    ends = [share(_all_carry(each, len(drawn))) for each in divided]
    told = tuple(_house(house, each, asked) for house, each, asked in zip(houses, lacks, put, strict=True))
    return Carried(side=side.id, carried=_spanned(ends), houses=told, hangs_on=_hangs_on(divided[1], len(drawn)))


Divided = Sequence[tuple[Institution, Bools]]  # institutions, each with the votes of its members in each draw


def _all_carry(houses: Divided, count: int) -> Bools:
    carry = np.ones(count, dtype=bool)
    for house, votes in houses:
        carry &= decided(house, votes)
    return carry


def _hangs_on(houses: Divided, count: int) -> str:
    """The ratifier who alone would most often turn whether a side carries it everywhere; empty if none ever would."""
    usual, turns = _all_carry(houses, count), {"": 0.0}
    for side in dict.fromkeys(member.side for house, _ in houses for member in house.members):
        turned = [(house, votes ^ [member.side == side for member in house.members]) for house, votes in houses]
        turns[side] = float((_all_carry(turned, count) != usual).mean())
    return max(turns, key=lambda side: turns[side])


def needs(negotiation: Negotiation, house: Institution, settled: Settled) -> bool:
    """True if a package must be put to an institution."""
    parts = scale.clause(negotiation, house.needed)
    return house.rule != "notice" and (not parts or any(settled[issue] in options for issue, options in parts))


def decided(house: Institution, votes: Bools) -> Bools:
    """Whether an institution carries, from the votes of its members, shape (…, member)."""
    seats, quota = _seats(house)
    return np.asarray(votes @ np.array(seats, dtype=np.int64) >= quota)


@lru_cache(maxsize=64)
def _seats(house: Institution) -> tuple[tuple[int, ...], int]:
    """The votes of the members as whole numbers, and how many of them carry."""
    if house.rule != "vote":
        return (1,) * len(house.members), {"all": len(house.members), "any": 1, "notice": 0}[house.rule]
    seats = [Fraction(each.seats) for each in house.members]
    parts = lcm(*(each.denominator for each in seats))
    whole = [int(each * parts) for each in seats]
    most = gcd(*whole)
    return tuple(each // most for each in whole), ceil(_share_meant(house) * sum(whole) / most)


def _share_meant(house: Institution) -> Fraction:
    """The share that carries a vote; one of three places or more as the fraction that it rounds, if it rounds one.

    That is a simple fraction, as 2/3 for 0.667, or else one of the seats there are, as 41/58 for 0.7069.
    """
    written = Fraction(house.share or 0)
    places = -int(Decimal(house.share or 0).as_tuple().exponent)
    seats = sum(Fraction(each.seats) for each in house.members)
    meant = [written.limit_denominator(SIMPLE)] if places >= 3 else []
    meant += (
        [Fraction(round(written * seats), 1) / seats] if meant and seats <= 10**places else []
    )  # so few that one at most rounds
    return next((each for each in meant if round(each, places) == written), written)


def _house(house: Institution, lacks: Sequence[Floats], put: bool) -> House:
    usual = lacks[1]
    votes, carry = usual <= 0, decided(house, usual <= 0)
    price, paid = _cheapest(house, np.maximum(usual, 0))
    members = []
    for n, member in enumerate(house.members):
        turned = votes.copy()
        turned[:, n] = ~turned[:, n]
        against = usual[~votes[:, n], n]
        members.append(Member(
            side=member.side, seats=float(member.seats), for_it=_spanned([share(each[:, n] <= 0) for each in lacks]),
            pivotal=share(decided(house, turned) != carry), lacks=float(np.median(against)) if len(against) else 0.0,
            paid=share(paid[~carry, n]),
        ))  # fmt: skip
    members.sort(key=lambda each: (-each.pivotal.value, each.side))
    return House(
        institution=house.id, needed=put, members=tuple(members),
        carried=_spanned([share(decided(house, each <= 0)) for each in lacks]),
        price=(float(np.percentile(price, 50)), float(np.percentile(price, 95))),
    )  # fmt: skip


def _lacking(
    negotiation: Negotiation, house: Institution, settled: Settled, drawn: Draws, normal: Floats, end: int
) -> Floats:
    """By how much a package falls short of each member's threshold, in points, shape (draw, member); 0 or less: enough.

    Args:
        end: 0 with the members as far apart as they may be, 1 at the best guess, 2 as much together as they may be.
    """
    together = _three(house.together)[end]
    worths = drawn.worth(settled) / scale.UNIT
    names = [each.id for each in drawn.sides]
    found = []
    for member in house.members:
        at = names.index(member.side)
        pulled = sqrt(together) * normal[:, -1] + sqrt(1 - together) * normal[:, at]
        low, _, high = _three(negotiation.side(member.side).no_deal)
        found.append(low + (high - low) * _normal_share(pulled) - worths[:, at])
    lacking = np.stack(found, axis=1) if found else np.zeros((len(drawn), 0))
    return np.round(lacking, NOTHING)


def _normal_share(values: Floats) -> Floats:
    return np.array([0.5 * (1 + erf(each / sqrt(2))) for each in values.tolist()])


def _three(number: Judged | None) -> tuple[float, float, float]:
    if number is None:
        return 0.0, 0.0, 0.0
    best = float(number.best)
    return (
        best if number.low is None else float(number.low),
        best,
        best if number.high is None else float(number.high),
    )


def _spanned(shares: Sequence[Share]) -> Share:
    """The middle one of three, with an interval that spans those of all."""
    return Share(value=shares[1].value, low=min(each.low for each in shares), high=max(each.high for each in shares),
                 n=shares[1].n)  # fmt: skip


def _cheapest(house: Institution, lacks: Floats) -> tuple[Floats, Bools]:
    """The least that wins an institution in each draw, and who is then won; nothing where it carries anyway."""
    seats, quota = _seats(house)
    lacking = [np.array([quota])]  # before each member, the votes that may still be lacking
    for votes in seats:
        lacking.append(np.unique(np.maximum(np.append(lacking[-1], lacking[-1] - votes), 0)))
        if len(lacking[-1]) > MOST_SUMS:
            raise WrongValue(
                f"the seats of '{house.id}' add up in too many ways; put members who decide alike together"
            )
    price = lacks + (lacks > 0) * 1e-9  # of two ways that cost the same, the one that wins fewer
    cost = np.tile(np.where(lacking[-1] > 0, np.inf, 0.0), (len(lacks), 1))
    wins = []  # for each member, last first: whether it is won, by draw and by how many votes are lacking before it
    for n in reversed(range(len(seats))):
        without = cost[:, np.searchsorted(lacking[n + 1], lacking[n])]
        after = np.maximum(lacking[n] - seats[n], 0)
        won = cost[:, np.searchsorted(lacking[n + 1], after)] + price[:, [n]]
        wins.append(won < without)
        cost = np.minimum(won, without)
    chosen, left = np.zeros(lacks.shape, dtype=bool), np.full(len(lacks), quota)
    for n, won_there in enumerate(reversed(wins)):
        chosen[:, n] = won_there[np.arange(len(lacks)), np.searchsorted(lacking[n], left)]
        left = np.maximum(left - chosen[:, n] * seats[n], 0)
    return np.asarray((lacks * chosen).sum(axis=1)), chosen & (lacks > 0)
