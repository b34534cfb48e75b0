"""What theory calls a fair point of a set, each by the property that defines it; more than one if several have it.

All take worths above what each side has with no deal, and look at points that leave no side worse off; a side that
could gain nowhere is left out of the comparison. Whole numbers in, so that ties are ties: two points of equal product
both answer.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Places = tuple[int, ...]


def rational(points: Ints, no_deal: Ints) -> Places:
    """The places of the points that leave no side worse off than no deal.

    Args:
        points: worth to each side, shape (point, side).
        no_deal: what each side has with no deal, shape (side,).
    """
    return tuple(np.flatnonzero((points >= no_deal).all(axis=1)).tolist())


def nash(points: Ints, no_deal: Ints) -> Places:
    """The places of the greatest product of gains over no deal. Source: Nash 1950."""
    return _greatest(points, no_deal, lambda gains, _most: prod(gains))


def max_min(points: Ints, no_deal: Ints) -> Places:
    """The places where the side that gains least gains most, in points of the scale."""
    return _greatest(points, no_deal, lambda gains, _most: min(gains))


def egalitarian(points: Ints, no_deal: Ints) -> Places:
    """The places where the side that gains least gains most, and after it the one that gains next to least, and so on.

    Source: Kalai 1977, with ties broken as by Sen's leximin, since a set of packages has gaps.
    """
    return _greatest(points, no_deal, lambda gains, _most: sorted(gains))


def kalai_smorodinsky(points: Ints, no_deal: Ints) -> Places:
    """The places where each side has the greatest equal share of the most that it could gain.

    A set of packages has gaps: where no point gives all the same share, the least share is made greatest, then the
    next.

    Args:
        points: worth to each side, shape (point, side); the most that a side could gain is the most here that leaves no
            side worse off.
    Source: Kalai and Smorodinsky 1975.
    """
    return _greatest(points, no_deal, lambda gains, most: sorted(map(Fraction, gains, most)))


SOLUTIONS: dict[str, Callable[[Ints, Ints], Places]] = {
    "Nash": nash,
    "Kalai–Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "max-min gain": max_min,
}


def _greatest(points: Ints, no_deal: Ints, worth: Callable[[list[int], list[int]], Any]) -> Places:
    """The places of the greatest worth, told from the gains of the sides that could gain, and the most each could."""
    held = rational(points, no_deal)
    if not held:
        return ()
    gains = points[list(held)] - no_deal
    most = gains.max(axis=0)
    could = most > 0
    worths = [worth(each, most[could].tolist()) if could.any() else 0 for each in gains[:, could].tolist()]
    best = max(worths)
    return tuple(place for place, each in zip(held, worths, strict=True) if each == best)
