"""What each side can carry at home: how likely a package is carried, on whom it hangs, and what would turn it.

Carried   for a side at the table, how likely its institutions all carry a package
House     the same for one institution, with its members
Member    on how often the outcome hangs on a member, and what it would take to win it
Terms     what a tighter home brings: the terms of the deal, and whether there is one

A ratifier carries a package that is worth at least its threshold to it (its `no_deal`). Its preferences are drawn from
their ranges; the thresholds of an institution's members move together as far as `together` says, low to high.

Source: Putnam 1988 (win-sets); Romer and Rosenthal 1978 (the setter's terms); Schelling 1960 (tied hands); Penrose 1946
and Banzhaf 1965 (on whom a vote hangs), here weighted by how likely each division of the house is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import erf, prod, sqrt

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.dominance import efficient
from talleyrand.bargaining.draws import Draws, draws
from talleyrand.bargaining.entries import Institution, Judged, Side
from talleyrand.bargaining.frontier import Frontier
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.packages import no_deal
from talleyrand.bargaining.robust import Share, share
from talleyrand.bargaining.solutions import nash
from talleyrand.errors import WrongValue

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COUNT = 2000
MOST_BLOCS = 14
MOST_WRITTEN_OUT = 4_000_000  # packages
CHUNK = 200_000


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
        hangs_on: the ratifier on whom it hangs most often; empty if on none.
    """

    side: str
    carried: Share
    houses: tuple[House, ...]
    hangs_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a home that asks for more brings the side at the table.

    Attributes:
        side: whose home asks for more.
        tighter: by how many points.
        packages: efficient packages that both homes would carry, at the best guesses.
        worth: what the one that Nash picks is worth to each side at the table; empty if there is none.
        settled: that package; None if there is none.
    """

    side: str
    tighter: float
    packages: int
    worth: tuple[float, ...]
    settled: Settled | None


# --- how likely a package is carried --------------------------------------------------------------


def ratify(
    negotiation: Negotiation, settled: Settled, *, count: int = COUNT, rng: np.random.Generator | None = None
) -> tuple[Carried, ...]:
    """How likely each side at the table carries a package at home; a side without institutions carries all."""
    source = rng or np.random.default_rng(negotiation.heading.seed)
    deciding = tuple({each.side: None for house in negotiation.institutions for each in house.members})
    sides = tuple(negotiation.side(each) for each in deciding)
    drawn = draws(negotiation, sides, count=count, rng=source)
    normal = source.standard_normal((count, len(sides) + 1))
    return tuple(_carried(negotiation, side, settled, drawn, normal) for side in negotiation.principals)


def _carried(negotiation: Negotiation, side: Side, settled: Settled, drawn: Draws, normal: Floats) -> Carried:
    houses = [each for each in negotiation.institutions if each.of == side.id]
    needed = [each for each in houses if needs(negotiation, each, settled)]
    ends = []
    for end in (0, 1, 2):
        carry = np.ones(len(drawn), dtype=bool)
        for each in needed:
            carry &= decided(each, _votes(negotiation, each, settled, drawn, normal, end))
        ends.append(share(carry.tolist()))
    told = tuple(_house(negotiation, each, settled, drawn, normal) for each in houses)
    pivots = [member for house in told if house.needed for member in house.members]
    most = max(pivots, key=lambda each: each.pivotal.value, default=None)
    return Carried(side=side.id, carried=_spanned(ends), houses=told,
                   hangs_on=most.side if most is not None and most.pivotal.value > 0 else "")  # fmt: skip


def needs(negotiation: Negotiation, house: Institution, settled: Settled) -> bool:
    """True if a package must be put to an institution."""
    parts = scale.clause(negotiation, house.needed)
    return house.rule != "notice" and (not parts or any(settled[issue] in options for issue, options in parts))


def decided(house: Institution, votes: Bools) -> Bools:
    """Whether an institution carries, from the votes of its members, shape (…, member)."""
    if house.rule == "all":
        return np.asarray(votes.all(axis=-1))
    if house.rule == "any":
        return np.asarray(votes.any(axis=-1))
    if house.rule == "notice":
        return np.ones(votes.shape[:-1], dtype=bool)
    seats = np.array([float(each.seats) for each in house.members])
    return np.asarray(votes @ seats >= float(house.share or 0) * seats.sum() - 1e-9)


def _house(negotiation: Negotiation, house: Institution, settled: Settled, drawn: Draws, normal: Floats) -> House:
    if len(house.members) > MOST_BLOCS:
        raise WrongValue(
            f"'{house.id}' has {len(house.members)} members; put those who decide alike into {MOST_BLOCS} blocs"
        )
    lacks = [_lacking(negotiation, house, settled, drawn, normal, end) for end in (0, 1, 2)]
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
        institution=house.id, needed=needs(negotiation, house, settled), members=tuple(members),
        carried=_spanned([share(decided(house, each <= 0)) for each in lacks]),
        price=(float(np.percentile(price, 50)), float(np.percentile(price, 95))),
    )  # fmt: skip


def _votes(
    negotiation: Negotiation, house: Institution, settled: Settled, drawn: Draws, normal: Floats, end: int
) -> Bools:
    return _lacking(negotiation, house, settled, drawn, normal, end) <= 0


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
    return np.stack(found, axis=1) if found else np.zeros((len(drawn), 0))


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
    chosen = np.array(list(product((False, True), repeat=len(house.members))), dtype=bool)
    cost = lacks @ chosen.T
    wins = decided(house, (lacks <= 0)[:, None, :] | chosen[None, :, :])
    best = np.where(wins, cost + chosen.sum(axis=1) * 1e-9, np.inf).argmin(axis=1)
    rows = np.arange(len(lacks))
    return cost[rows, best], chosen[best] & (lacks > 0)


# --- what a tighter home brings -------------------------------------------------------------------


def win_set(
    negotiation: Negotiation, *, tighter: dict[str, float] | None = None, among: NDArray[np.int16] | None = None
) -> Frontier:
    """The efficient packages that every home would carry at the best guesses, and no side at the table would refuse.

    Args:
        tighter: for a side at the table, by how many points its home asks for more.
        among: the packages that are tried, shape (package, issue); all that there are if None.

    Raises:
        WrongValue: if there are more packages than can be written out one by one.
    """
    points, packages = [], []
    for chunk in _written_out(negotiation) if among is None else (among,):
        kept = carries(negotiation, chunk, tighter or {})
        worths = _worths(negotiation, chunk[kept], negotiation.principals)
        kept = kept[(worths >= no_deal(negotiation.principals)).all(axis=1)]
        worths = _worths(negotiation, chunk[kept], negotiation.principals)
        best = efficient(worths)
        points.append(worths[best])
        packages.append(chunk[kept][best])
    every, taken = np.concatenate(points), np.concatenate(packages)
    best = efficient(every)
    by = best[np.lexsort(every[best].T[::-1])[::-1]]
    return Frontier(points=every[by], packages=taken[by])


def terms(
    negotiation: Negotiation,
    side: str,
    steps: Sequence[float] = (0, 5, 10, 15, 20, 25, 30),
    *,
    among: NDArray[np.int16] | None = None,
) -> tuple[Terms, ...]:
    """What it brings a side at the table that its home asks for more, point by point, at the best guesses."""
    least = no_deal(negotiation.principals)
    parts = [scale.unit(each) for each in negotiation.principals]
    found = []
    for step in steps:
        held = win_set(negotiation, tighter={side: float(step)}, among=among)
        places = nash(held.points, least)
        point = held.points[places[0]] if places else None
        found.append(Terms(
            side=side, tighter=float(step), packages=len(held.points),
            worth=() if point is None else tuple((point / parts).tolist()),
            settled=tuple(held.packages[places[0]].tolist()) if places else None,
        ))  # fmt: skip
    return tuple(found)


def _written_out(negotiation: Negotiation) -> Iterator[NDArray[np.int16]]:
    """Every package that no red line or linkage forbids, in chunks."""
    sizes = [len(issue.options) for issue in negotiation.issues]
    if prod(sizes) > MOST_WRITTEN_OUT:
        raise WrongValue(
            f"there are {prod(sizes):,} packages, more than the {MOST_WRITTEN_OUT:,} that are tried one by one"
        )
    clauses = [clause for _, clause in scale.forbidden(negotiation)]
    for start in range(0, prod(sizes), CHUNK):
        numbers = np.arange(start, min(start + CHUNK, prod(sizes)))
        chunk = np.stack(np.unravel_index(numbers, sizes), axis=1).astype(np.int16)
        for clause in clauses:
            met = np.logical_and.reduce([np.isin(chunk[:, issue], sorted(options)) for issue, options in clause])
            chunk = chunk[~met]
        yield chunk


def _worths(negotiation: Negotiation, packages: NDArray[np.int16], sides: Sequence[Side]) -> Ints:
    total = np.zeros((len(packages), len(sides)), dtype=np.int64)
    for issue, table in enumerate(scale.tables(negotiation, sides)):
        total += table[packages[:, issue]]
    for clause, added in scale.bonuses(negotiation, sides):
        met = np.logical_and.reduce([np.isin(packages[:, issue], sorted(options)) for issue, options in clause])
        total += met[:, None] * np.array(added, dtype=np.int64)
    return total


def carries(negotiation: Negotiation, packages: NDArray[np.int16], tighter: dict[str, float]) -> Ints:
    """The places of the packages that every institution carries at the best guesses."""
    carried = np.ones(len(packages), dtype=bool)
    for house in negotiation.institutions:
        sides = [negotiation.side(each.side) for each in house.members]
        more = Fraction(tighter.get(house.of, 0))
        asked = no_deal(sides) + np.array([scale.units(more, scale.unit(each)) for each in sides], dtype=np.int64)
        votes = _worths(negotiation, packages, sides) >= asked
        parts = scale.clause(negotiation, house.needed)
        put = (
            np.logical_or.reduce([np.isin(packages[:, issue], sorted(options)) for issue, options in parts])
            if parts
            else True
        )
        carried &= ~np.asarray(put, dtype=bool) | decided(house, votes)
    return np.flatnonzero(carried)
