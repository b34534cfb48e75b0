"""One scale for all: what each option is worth to each side, in whole numbers, and what may not stand together.

A package is worth 0 to a side if it is the worst on every issue and 100 if it is the best on every issue. What stands
here is in ten-thousandths of a point, whole numbers, so that no package is better or worse by a machine's rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining.clauses import Bonus, Clause
from talleyrand.bargaining.entries import Linkage, Part, Parts, Side
from talleyrand.bargaining.negotiation import Negotiation

Ints = NDArray[np.int64]
UNIT = 10_000  # units of a table in one point of the scale
TOP = 100 * UNIT


def tables(negotiation: Negotiation, sides: Sequence[Side]) -> tuple[Ints, ...]:
    """For each issue, the worth of its options to each side at the best guesses, shape (option, side).

    An option without a score is worth nothing to a side, as is every option of an issue without a weight.
    """
    found = [np.zeros((len(issue.options), len(sides)), dtype=np.int64) for issue in negotiation.issues]
    for column, side in enumerate(sides):
        shares = {each.issue: Fraction(each.best) for each in side.weights}
        whole = sum(shares.values()) or 1
        for score in side.scores:
            share = shares.get(score.issue, Fraction(0)) / whole
            place = negotiation.place(score.issue)
            worth = round(share * Fraction(score.best) * UNIT)
            found[place][negotiation.option(score.issue, score.option), column] = worth
    return tuple(found)


def units(points: Decimal | Fraction | int) -> int:
    """Points of the scale in units of a table."""
    return round(Fraction(points) * UNIT)


def points(units: int) -> Decimal:
    """Units of a table in points of the scale, exactly.

    >>> points(123_456)
    Decimal('12.3456')
    """
    return (Decimal(int(units)) / UNIT).normalize() + 0


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
            worth[column] = units(each.worth.best)
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
