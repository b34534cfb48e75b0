"""Where the merge cannot go, the solver is asked."""

from __future__ import annotations

import numpy as np
import pytest

from talleyrand.bargaining import exact
from talleyrand.bargaining.clauses import MOST_OPEN, Clause, half_met_at_once
from talleyrand.bargaining.solving import efficient_set
from talleyrand.errors import WrongValue
from tests.bargaining.test_frontier import drawn, every


def dense() -> tuple[list[np.ndarray], list[Clause]]:
    """Four issues of nine options, in which more pairs are forbidden than can be kept apart by bits."""
    rng = np.random.default_rng(1)
    scores = [rng.integers(0, 100, size=(9, 2)) for _ in range(4)]
    clauses = {
        (tuple(sorted(rng.choice(4, size=2, replace=False).tolist())), *rng.integers(0, 9, size=2).tolist())
        for _ in range(220)
    }
    return scores, [((a, frozenset({x})), (b, frozenset({y}))) for (a, b), x, y in sorted(clauses)]


@pytest.mark.parametrize("seed", range(10))
def test_what_can_be_merged_is_merged(seed: int) -> None:
    scores, clauses = drawn(seed)
    assert half_met_at_once(clauses, (), [len(each) for each in scores]) <= MOST_OPEN
    assert {tuple(each) for each in efficient_set(scores, clauses).points.tolist()} == every(scores, clauses)


def test_too_many_linkages_for_the_merge_are_counted() -> None:
    scores, clauses = dense()
    assert half_met_at_once(clauses, (), [len(each) for each in scores]) > MOST_OPEN


@pytest.mark.skipif(not exact.installed(), reason="needs OR-Tools (the extra 'exact')")
def test_too_many_linkages_for_the_merge_go_to_the_solver() -> None:
    scores, clauses = dense()
    assert {tuple(each) for each in efficient_set(scores, clauses).points.tolist()} == every(scores, clauses)


@pytest.mark.skipif(exact.installed(), reason="OR-Tools is installed")
def test_without_the_solver_it_is_told_what_to_install() -> None:
    with pytest.raises(WrongValue, match="pip install"):
        efficient_set(*dense())
