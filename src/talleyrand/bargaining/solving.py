"""The exact set of efficient packages: found issue by issue, or by a solver where linkages are too dense for that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import exact
from talleyrand.bargaining import frontier as merge
from talleyrand.bargaining.clauses import MOST_OPEN, Bonus, Clause, half_met_at_once
from talleyrand.bargaining.frontier import Frontier

Ints = NDArray[np.int64]


def efficient_set(scores: Sequence[Ints], forbidden: Sequence[Clause] = (), bonuses: Sequence[Bonus] = ()) -> Frontier:
    """Every efficient point of all packages that no clause forbids, the best for the first objective first.

    Args:
        scores: for each issue, the worth of its options to each objective, shape (option, objective); more is better.
        forbidden: clauses, each of which forbids the packages in which all its parts hold.
        bonuses: clauses, each with what it is worth to each objective when all its parts hold.

    Raises:
        WrongValue: if a clause names what is not there; or if OR-Tools is needed for it and is not installed.
    """
    if half_met_at_once(forbidden, bonuses, [len(each) for each in scores]) <= MOST_OPEN:
        return merge.frontier(scores, forbidden, bonuses)
    return exact.frontier(scores, forbidden, bonuses)
