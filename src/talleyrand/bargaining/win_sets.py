"""What every home would carry, at the best guesses, and what it brings a side that its home asks for more.

WinSet  the efficient packages among those that every home carries
Terms   what a tighter home brings: the terms of the deal, and whether there is one

There may be too many packages to try each. They are settled issue by issue, and a beginning is left as soon as it
breaks a linkage, as no way to go on could still win a house that it must be put to, or as the best that could still
come of it is no better than a package already known to be carried. What is left is exact.

Source: Putnam 1988 (win-sets); Romer and Rosenthal 1978 (the setter's terms); Schelling 1960 (tied hands); Land and
Doig 1960 (branch and bound).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import packages, scale
from talleyrand.bargaining.clauses import Clause
from talleyrand.bargaining.dominance import dominated, efficient
from talleyrand.bargaining.entries import Institution, Side
from talleyrand.bargaining.frontier import Frontier
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.ratify import decided
from talleyrand.bargaining.solutions import nash

Ints = NDArray[np.int64]
Places = NDArray[np.int16]
Bools = NDArray[np.bool_]

STEPS = (0, 5, 10, 15, 20, 25, 30, 40, 50, 60)  # points that a home asks for more
MOST_LOOKED_AT = 20_000_000  # beginnings
CHUNK = 2000  # beginnings that are taken further together: few, so that good packages are known soon
CORNERS = 16  # points in which what may still come is summed up
MOST_TO_COME = 2000  # points of what may still come that are told apart before


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WinSet:
    """The efficient packages among those that every home carries.

    Attributes:
        frontier: those that no side at the table would refuse.
        whole: false if the search was broken off, so that there may be others.
    """

    frontier: Frontier
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a home that asks for more brings the side at the table.

    Attributes:
        side: whose home asks for more.
        tighter: by how many points.
        packages: efficient packages that both homes would carry, at the best guesses.
        worth: what the one that Nash picks is worth to each side at the table; empty if there is none.
        settled: that package; None if there is none.
        whole: false if not all packages could be looked at.
    """

    side: str
    tighter: float
    packages: int
    worth: tuple[float, ...]
    settled: Settled | None
    whole: bool


def terms(negotiation: Negotiation, side: str, steps: Sequence[float] = STEPS) -> tuple[Terms, ...]:
    """What it brings a side at the table that its home asks for more, point by point, at the best guesses."""
    least = packages.no_deal(negotiation.principals)
    parts = [scale.unit(each) for each in negotiation.principals]
    known, found = _usual(negotiation), []
    for step in steps:
        carried = win_set(negotiation, tighter={side: float(step)}, known=known)
        known = np.concatenate([known, carried.frontier.packages])
        held = carried.frontier
        places = nash(held.points, least)
        found.append(Terms(
            side=side, tighter=float(step), packages=len(held.points), whole=carried.whole,
            worth=tuple((held.points[held.first(places)] / parts).tolist()) if places else (),
            settled=tuple(held.packages[held.first(places)].tolist()) if places else None,
        ))  # fmt: skip
    return tuple(found)


def carries(negotiation: Negotiation, taken: Places, tighter: dict[str, float] | None = None) -> Ints:
    """The places of the packages that every institution carries at the best guesses.

    Args:
        taken: shape (package, issue).
        tighter: for a side at the table, by how many points its home asks for more.
    """
    case = _case(negotiation, tighter or {})
    return np.flatnonzero(_could_carry(case, len(case.order), taken, _worth(case, taken)))


def win_set(
    negotiation: Negotiation, *, tighter: dict[str, float] | None = None, known: Places | None = None
) -> WinSet:
    """The efficient packages that every home would carry at the best guesses, and no side at the table would refuse.

    Args:
        tighter: for a side at the table, by how many points its home asks for more.
        known: packages that break no linkage and that no side at the table would refuse, shape (package, issue). They
            make the search shorter and change nothing else; the efficient ones if None.
    """
    case = _case(negotiation, tighter or {})
    taken = _usual(negotiation) if known is None else known
    worth = _worth(case, taken)
    carried = _could_carry(case, len(case.order), taken, worth)
    taken, points, whole = _search(case, *_best(taken[carried], worth[carried, : len(case.least)]))
    by = np.lexsort(points.T[::-1])[::-1]
    return WinSet(frontier=Frontier(points=points[by], packages=taken[by]), whole=whole)


def _usual(negotiation: Negotiation) -> Places:
    """The packages that are efficient whatever the homes may say."""
    settled = [each.settled for each in packages.efficient(negotiation)]
    return np.array(settled, dtype=np.int16).reshape(len(settled), len(negotiation.issues))


def _best(taken: Places, points: Ints) -> tuple[Places, Ints]:
    kept = efficient(points)
    return taken[kept], points[kept]


# --- the search -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Case:
    """What the search is made with; sides are those at the table, then those at home.

    Attributes:
        order: the issues as they are settled: those with linkages first, then those on which most hangs.
        tables: for each issue, shape (option, side).
        forbidden: clauses that no package may meet.
        bonuses: clauses, each with what it is worth to each side.
        to_come: for each number of issues settled, the most that the others may add, shape (step, side).
        best_to_come: the same for those at the table: points, of which what may still come is nowhere above all.
        least: what each side at the table has with no deal.
        houses: each with the places of its members among the sides, what they ask for, and when it must be asked.
    """

    order: tuple[int, ...]
    tables: tuple[Ints, ...]
    forbidden: tuple[Clause, ...]
    bonuses: tuple[tuple[Clause, Ints], ...]
    to_come: Ints
    best_to_come: tuple[Ints, ...]
    least: Ints
    houses: tuple[tuple[Institution, list[int], Ints, Clause], ...]


def _case(negotiation: Negotiation, tighter: dict[str, float]) -> _Case:
    table = negotiation.principals
    houses = [each for each in negotiation.institutions if each.rule != "notice"]
    homes = tuple({each.side: negotiation.side(each.side) for house in houses for each in house.members}.values())
    sides = (*table, *homes)
    tables = scale.tables(negotiation, sides)
    forbidden = tuple(clause for _, clause in scale.forbidden(negotiation))
    bonuses = tuple((clause, np.array(added)) for clause, added in scale.bonuses(negotiation, sides))
    order = _order(tables, forbidden, len(table))
    return _Case(
        order=order, tables=tables, forbidden=forbidden, bonuses=bonuses, to_come=_to_come(order, tables, bonuses),
        best_to_come=_best_to_come(order, [each[:, : len(table)] for each in tables], bonuses),
        least=packages.no_deal(table),
        houses=tuple(_house(negotiation, each, homes, len(table), tighter.get(each.of, 0)) for each in houses),
    )  # fmt: skip


def _house(
    negotiation: Negotiation, house: Institution, homes: Sequence[Side], before: int, more: float
) -> tuple[Institution, list[int], Ints, Clause]:
    names = [each.id for each in homes]
    members = [names.index(each.side) for each in house.members]
    sides = [homes[each] for each in members]
    more_asked = [scale.units(Fraction(more), scale.unit(each)) for each in sides]
    asked = packages.no_deal(sides) + np.array(more_asked, dtype=np.int64)
    return house, [before + each for each in members], asked, scale.clause(negotiation, house.needed)


def _order(tables: Sequence[Ints], forbidden: Sequence[Clause], at_table: int) -> tuple[int, ...]:
    linked = [sum(issue in dict(clause) for clause in forbidden) for issue in range(len(tables))]
    hangs = [int(np.ptp(each[:, :at_table], axis=0).sum()) for each in tables]
    return tuple(sorted(range(len(tables)), key=lambda issue: (-linked[issue], -hangs[issue], issue)))


def _to_come(order: Sequence[int], tables: Sequence[Ints], bonuses: Sequence[tuple[Clause, Ints]]) -> Ints:
    most = np.array([tables[issue].max(axis=0) for issue in order])
    found = np.concatenate([np.cumsum(most[::-1], axis=0)[::-1], np.zeros_like(most[:1])])
    for clause, added in bonuses:
        found[: _last(order, clause) + 1] += np.maximum(added, 0)
    return found


def _best_to_come(
    order: Sequence[int], tables: Sequence[Ints], bonuses: Sequence[tuple[Clause, Ints]]
) -> tuple[Ints, ...]:
    """For each number of issues settled, a few points that no sum of the others is better than all of."""
    sums = np.zeros((1, tables[0].shape[1]), dtype=np.int64)
    found = [sums]
    for step in range(len(order) - 1, -1, -1):
        sums = (sums[:, None, :] + tables[order[step]]).reshape(-1, sums.shape[1])
        sums = _corners(sums[efficient(sums)], MOST_TO_COME)
        paid = np.zeros(sums.shape[1], dtype=np.int64)
        for _, added in (each for each in bonuses if _last(order, each[0]) >= step):
            paid += np.maximum(added[: sums.shape[1]], 0)
        found.append(_corners(sums, CORNERS) + paid)
    return tuple(reversed(found))


def _corners(points: Ints, most: int) -> Ints:
    """At most so many points, so that each of the given ones is no better than one of them."""
    if len(points) <= most:
        return points
    by = np.argsort(points[:, 0], kind="stable")
    return np.array([points[part].max(axis=0) for part in np.array_split(by, most)])


def _last(order: Sequence[int], clause: Clause) -> int:
    """The step with which it is known whether a clause is met."""
    return max((order.index(issue) for issue, _ in clause), default=0)


def _search(case: _Case, taken: Places, points: Ints) -> tuple[Places, Ints, bool]:
    """All that is efficient and carried, from some that are known to be; and whether nothing was left out."""
    looked_at = 0
    waiting = [(0, np.zeros((1, len(case.order)), np.int16), np.zeros((1, case.to_come.shape[1]), np.int64))]
    while waiting:
        step, begun, worth = waiting.pop()
        if step == len(case.order):
            ends = worth[:, : len(case.least)]
            taken, points = _best(np.concatenate([taken, begun]), np.concatenate([points, ends]))
            continue
        if looked_at > MOST_LOOKED_AT:
            return taken, points, False
        begun, worth = _gone_on(case, step, begun, worth)
        looked_at += len(begun)
        kept = _could_better(case, step + 1, worth, points)
        kept[kept] = _could_carry(case, step + 1, begun[kept], worth[kept])
        begun, worth = begun[kept], worth[kept]
        by = np.argsort(worth[:, : len(case.least)].min(axis=1), kind="stable")  # the most promising is taken up next
        begun, worth = begun[by], worth[by]
        parts = range(0, len(begun), CHUNK)
        waiting.extend((step + 1, begun[at : at + CHUNK], worth[at : at + CHUNK]) for at in parts)
    return taken, points, True


def _gone_on(case: _Case, step: int, begun: Places, worth: Ints) -> tuple[Places, Ints]:
    """Each beginning with each option of the next issue, but for those that break a red line or linkage."""
    issue = case.order[step]
    table = case.tables[issue]
    worth = (worth[:, None, :] + table).reshape(-1, worth.shape[1])
    begun = np.repeat(begun, len(table), axis=0)
    begun[:, issue] = np.tile(np.arange(len(table)), len(begun) // len(table))
    allowed = np.ones(len(begun), dtype=bool)
    for clause in (each for each in case.forbidden if _last(case.order, each) == step):
        allowed &= ~_met(begun, clause)
    begun, worth = begun[allowed], worth[allowed]
    for clause, added in ((each, added) for each, added in case.bonuses if _last(case.order, each) == step):
        worth = worth + _met(begun, clause)[:, None] * added
    return begun, worth


def _could_carry(case: _Case, settled: int, begun: Places, worth: Ints) -> Bools:
    """Whether every home may still carry a beginning with so many issues settled; with all of them, whether it does."""
    could = np.ones(len(begun), dtype=bool)
    most = worth + case.to_come[settled]
    there = set(case.order[:settled])
    for house, members, asked, needed in case.houses:
        put = np.full(len(begun), not needed)
        for issue, options in needed:
            if issue in there:
                put |= _takes(begun, issue, options)
        could &= ~put | decided(house, most[:, members] >= asked)
    return could


def _could_better(case: _Case, settled: int, worth: Ints, known: Ints) -> Bools:
    """Whether something may still come of a beginning that no known package is at least as good as."""
    could = np.zeros(len(worth), dtype=bool)
    for corner in case.best_to_come[settled]:
        left = np.flatnonzero(~could)
        reached = worth[left, : len(case.least)] + corner
        signed = np.asarray((reached >= case.least).all(axis=1))
        none = np.zeros(len(left), dtype=np.int64)
        could[left] = signed & ~dominated(reached, known, none, np.zeros(len(known), dtype=np.int64))
    return could


def _worth(case: _Case, taken: Places) -> Ints:
    """What packages are worth, shape (package, side)."""
    worth: Ints = np.zeros((len(taken), case.to_come.shape[1]), dtype=np.int64)
    for issue, table in enumerate(case.tables):
        worth += table[taken[:, issue]]
    for clause, added in case.bonuses:
        worth += _met(taken, clause)[:, None] * added
    return worth


def _met(taken: Places, clause: Clause) -> Bools:
    met = np.ones(len(taken), dtype=bool)
    for issue, options in clause:
        met &= _takes(taken, issue, options)
    return met


def _takes(taken: Places, issue: int, options: frozenset[int]) -> Bools:
    held = np.zeros(int(taken[:, issue].max(initial=0)) + 1 + max(options, default=0), dtype=bool)
    held[list(options)] = True
    return np.asarray(held[taken[:, issue]])
