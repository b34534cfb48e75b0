"""One scale for all: what each option is worth to each side, in whole numbers, and what may not stand together.

A package is worth 0 to a side if it is the worst on every issue and 100 if it is the best on every issue. What stands
here is whole numbers, in parts of a point that suit each side's own weights and scores: packages worth the same to it
are then equal, and none is better or worse by rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import ceil, lcm

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining.clauses import Bonus, Clause
from talleyrand.bargaining.entries import Linkage, Part, Parts, Side
from talleyrand.bargaining.negotiation import Negotiation

Ints = NDArray[np.int64]
UNIT = 10_000  # parts of a point: as many in every draw, and at least as many at the best guesses
FINEST = 10**9  # parts of a point; what would need more is rounded to UNIT
ROUNDED = 6  # places from which on a number may be a fraction that was cut off, such as 66.666667
SIMPLE = 1000  # greatest denominator of such a fraction


@lru_cache(maxsize=256)  # asked again for every package
def unit(side: Side) -> int:
    """Into how many parts a point is cut for a side: at the best guesses every worth is a whole number of them."""
    worths = (*_worths(side).values(), *(Fraction(each.worth.best) for each in side.interactions))
    exact = 1
    for each in worths:
        exact = lcm(exact, each.denominator)
        if exact > FINEST:
            return UNIT
    finer = lcm(exact, _meant(side.no_deal.best).denominator)
    exact = finer if finer <= FINEST else exact
    return exact * ceil(UNIT / exact)


@lru_cache(maxsize=256)
def _worths(side: Side) -> dict[tuple[str, str], Fraction]:
    """What each issue and option adds to a package for a side, in points."""
    weights = {each.issue: _meant(each.best) for each in side.weights}
    whole = sum(weights.values()) or 1
    return {(each.issue, each.option): weights.get(each.issue, Fraction(0)) / whole * _meant(each.best)
            for each in side.scores}  # fmt: skip


def _meant(number: Decimal) -> Fraction:
    """A number as it is written; one of many places as the simple fraction that it rounds, if there is one."""
    exact = Fraction(number)
    if int(number.as_tuple().exponent) > -ROUNDED:
        return exact
    simple = exact.limit_denominator(SIMPLE)
    return simple if abs(simple - exact) <= Fraction(1, 2 * 10**ROUNDED) else exact


def tables(negotiation: Negotiation, sides: Sequence[Side]) -> tuple[Ints, ...]:
    """For each issue, the worth of its options to each side at the best guesses, shape (option, side).

    An option without a score is worth nothing to a side, as is every option of an issue without a weight.
    """
    found = [np.zeros((len(issue.options), len(sides)), dtype=np.int64) for issue in negotiation.issues]
    for column, side in enumerate(sides):
        parts = unit(side)
        for (issue, option), worth in _worths(side).items():
            found[negotiation.place(issue)][negotiation.option(issue, option), column] = units(worth, parts)
    return tuple(found)


def units(points: Decimal | Fraction | int, parts: int = UNIT) -> int:
    """Points of the scale in units of a table, in which a point has so many parts."""
    return round(Fraction(points) * parts)


def points(units: int, parts: int = UNIT) -> Decimal:
    """Units of a table in points of the scale.

    >>> points(123_456)
    Decimal('12.3456')
    """
    return (Decimal(int(units)) / parts).normalize() + 0


def forbidden(negotiation: Negotiation, *, soft: bool = False) -> tuple[tuple[str, Clause], ...]:
    """What may not stand together in a package, each clause with the id of the red line or linkage that says so.

    Args:
        soft: true to take red lines that may give way as if they could not.
    """
    lines = [each for each in negotiation.red_lines if each.hard or soft]
    found = [(each.id, clause(negotiation, each.never)) for each in lines]
    for linkage in negotiation.linkages:
        found.extend((linkage.id, each) for each in _linked(negotiation, linkage))
    return tuple(found)


def bonuses(negotiation: Negotiation, sides: Sequence[Side]) -> tuple[Bonus, ...]:
    """What options are worth to the sides beyond their sum when they stand together, at the best guesses."""
    found: list[Bonus] = []
    for column, side in enumerate(sides):
        for each in side.interactions:
            worth = [0] * len(sides)
            worth[column] = units(each.worth.best, unit(side))
            found.append((clause(negotiation, each.parts), tuple(worth)))
    return tuple(found)


def clause(negotiation: Negotiation, parts: Parts) -> Clause:
    """Parts of a package by the numbers of their issues and options."""
    return tuple((negotiation.place(part.issue), _options(negotiation, part)) for part in parts)


def _options(negotiation: Negotiation, part: Part) -> frozenset[int]:
    return frozenset(negotiation.option(part.issue, each) for each in part.option)


def _linked(negotiation: Negotiation, linkage: Linkage) -> Iterable[Clause]:
    """The clauses of a linkage: each forbids one way of breaking it."""
    parts = clause(negotiation, linkage.parts)
    sizes = [len(issue.options) for issue in negotiation.issues]

    def other(part: tuple[int, frozenset[int]]) -> tuple[int, frozenset[int]]:
        return part[0], frozenset(range(sizes[part[0]])) - part[1]

    if linkage.form == "forbid":
        yield parts
    elif linkage.form == "require":
        yield from ((*parts, other(each)) for each in clause(negotiation, linkage.then))
    elif linkage.form == "at most":
        yield from combinations(parts, (linkage.most or 0) + 1)
    else:
        yield from ((one, other(another)) for one in parts for another in parts if one is not another)
