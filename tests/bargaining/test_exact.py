"""The solver finds what going through the issues finds, and what writing out all packages gives where that cannot."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from talleyrand.bargaining import exact
from talleyrand.bargaining.clauses import MOST_OPEN, Clause
from talleyrand.bargaining.frontier import frontier
from talleyrand.errors import WrongValue
from tests.bargaining.test_frontier import drawn, every

Ints = NDArray[np.int64]
asked = pytest.mark.skipif(not exact.installed(), reason="OR-Tools is not installed")


@asked
@pytest.mark.parametrize("objectives", [1, 2, 3])
@pytest.mark.parametrize("seed", range(20))
def test_it_finds_the_same_points(seed: int, objectives: int) -> None:
    scores, clauses = drawn(seed, objectives=objectives, options=4)
    half, rng = len(clauses) // 2, np.random.default_rng(seed)
    bonuses = [(each, tuple(rng.integers(-30, 30, size=objectives).tolist())) for each in clauses[:half]]
    found = exact.frontier(scores, clauses[half:], bonuses)
    assert found.points.tolist() == frontier(scores, clauses[half:], bonuses).points.tolist()
    for package, point in zip(found.packages.tolist(), found.points.tolist(), strict=True):
        worth = sum(table[option] for table, option in zip(scores, package, strict=True))
        paid = [added for clause, added in bonuses if all(package[issue] in options for issue, options in clause)]
        assert (worth + np.array([*paid, [0] * objectives]).sum(axis=0)).tolist() == point


def dense() -> tuple[list[Ints], list[Clause]]:
    """Twelve issues of two options of which no three may all be the second, nor some four the first."""
    rng = np.random.default_rng(5)
    threes = [tuple((issue, frozenset({1})) for issue in each) for each in combinations(range(12), 3)]
    return [rng.integers(0, 30, size=(2, 2)) for _ in range(12)], threes


@asked
def test_linkages_too_dense_to_go_through_are_no_hindrance() -> None:
    scores, clauses = dense()
    with pytest.raises(WrongValue, match=f"more than {MOST_OPEN} linkages are half met at once"):
        frontier(scores, clauses)
    assert {tuple(each) for each in exact.frontier(scores, clauses).points.tolist()} == every(scores, clauses)


@asked
def test_the_same_question_has_the_same_packages() -> None:
    scores, clauses = dense()
    one, other = exact.frontier(scores, clauses), exact.frontier(scores, clauses)
    assert one.packages.tolist() == other.packages.tolist()


@asked
def test_nothing_is_left_when_everything_is_forbidden() -> None:
    scores, _ = drawn(1)
    found = exact.frontier(scores, [()])
    assert found.points.shape == (0, 2)
    assert found.packages.shape == (0, 5)


@asked
def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(WrongValue, match="issue 0, options"):
        exact.frontier([np.array([[1, 1]])], [((0, frozenset({7})),)])
    with pytest.raises(WrongValue, match="the solver takes sums up to"):
        exact.frontier([np.array([[2**60, 1]])])


@pytest.mark.skipif(exact.installed(), reason="OR-Tools is installed")
def test_without_the_solver_it_says_how_to_install_it() -> None:
    with pytest.raises(WrongValue, match=r"needs OR-Tools, which is not installed; .*talleyrand\[exact\]"):
        exact.frontier([np.array([[1, 1]])])
