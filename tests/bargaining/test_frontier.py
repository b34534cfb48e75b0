"""The efficient set against every package written out, and against what is printed of known cases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from talleyrand.bargaining.clauses import Bonus, Clause
from talleyrand.bargaining.frontier import frontier
from talleyrand.errors import WrongValue

Ints = NDArray[np.int64]
# Nash 1950, "The Bargaining Problem", the example of Bill and Jack: what each thing is worth to Bill and to Jack.
BILLS = [(2, 4), (2, 2), (2, 1), (2, 2), (4, 1)]  # book, whip, ball, bat, box
JACKS = [(10, 1), (4, 1), (6, 2), (2, 2)]  # pen, toy, knife, hat
# Raiffa 1982 by way of Brams and Taylor: points that the United States and Panama put on ten issues.
FIRST, SECOND = (22, 22, 15, 14, 11, 6, 4, 2, 2, 2), (9, 15, 15, 3, 15, 5, 11, 7, 7, 13)


def every(
    scores: Sequence[Ints], forbidden: Sequence[Clause] = (), bonuses: Sequence[Bonus] = ()
) -> set[tuple[int, ...]]:
    """The efficient points, by writing out all packages and comparing each with each that is worth as much in sum."""
    taken = np.indices([len(each) for each in scores]).reshape(len(scores), -1)
    points = sum(table[taken[issue]] for issue, table in enumerate(scores))
    for clause, worth in bonuses:
        points = points + _met(clause, taken)[:, None] * np.array(worth)
    for clause in forbidden:
        met = _met(clause, taken)
        points, taken = points[~met], taken[:, ~met]
    distinct = np.unique(points, axis=0)
    return {
        tuple(each)
        for each in distinct.tolist()
        if not ((distinct >= each).all(axis=1) & (distinct > each).any(axis=1)).any()
    }


def _met(clause: Clause, taken: Ints) -> NDArray[np.bool_]:
    return np.logical_and.reduce([np.isin(taken[issue], sorted(options)) for issue, options in clause])


def drawn(seed: int, *, objectives: int = 2, issues: int = 5, options: int = 6) -> tuple[list[Ints], list[Clause]]:
    rng = np.random.default_rng(seed)
    scores = [rng.integers(-40, 40, size=(rng.integers(1, options + 1), objectives)) for _ in range(issues)]
    clauses: list[Clause] = []
    for _ in range(rng.integers(0, 14)):
        where = rng.choice(issues, size=rng.integers(1, 4), replace=False).tolist()
        sizes = [len(scores[each]) for each in where]
        clauses.append(tuple((issue, frozenset(rng.integers(0, size, size=rng.integers(1, 3)).tolist()))
                             for issue, size in zip(where, sizes, strict=True)))  # fmt: skip
    return scores, clauses


@pytest.mark.parametrize("objectives", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(25))
def test_it_is_what_writing_out_all_packages_gives(seed: int, objectives: int) -> None:
    scores, clauses = drawn(seed, objectives=objectives)
    found = frontier(scores, clauses)
    assert {tuple(each) for each in found.points.tolist()} == every(scores, clauses)
    assert len({tuple(each) for each in found.points.tolist()}) == len(found.points)


@pytest.mark.parametrize("objectives", [2, 3])
@pytest.mark.parametrize("seed", range(30))
def test_what_options_are_worth_together_counts_for_and_against(seed: int, objectives: int) -> None:
    scores, clauses = drawn(seed, objectives=objectives)
    half, rng = len(clauses) // 2, np.random.default_rng(seed)
    bonuses = [(each, tuple(rng.integers(-30, 30, size=objectives).tolist())) for each in clauses[:half]]
    found = frontier(scores, clauses[half:], bonuses)
    assert {tuple(each) for each in found.points.tolist()} == every(scores, clauses[half:], bonuses)


@pytest.mark.parametrize("seed", range(25))
def test_each_package_is_worth_its_point_and_breaks_no_clause(seed: int) -> None:
    scores, clauses = drawn(seed, objectives=3)
    found = frontier(scores, clauses)
    for package, point in zip(found.packages.tolist(), found.points.tolist(), strict=True):
        assert sum(table[option] for table, option in zip(scores, package, strict=True)).tolist() == point
        assert not any(all(package[issue] in options for issue, options in clause) for clause in clauses)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(5)))
def test_the_order_of_the_issues_makes_no_difference(seed: int, order: list[int]) -> None:
    scores, clauses = drawn(seed)
    moved = [scores[each] for each in order]
    renamed = [tuple((order.index(issue), options) for issue, options in clause) for clause in clauses]
    assert frontier(moved, renamed).points.tolist() == frontier(scores, clauses).points.tolist()


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_swapping_the_sides_swaps_the_points_and_keeps_the_packages_even_of_many_alike(seed: int) -> None:
    scores, clauses = drawn(seed)
    for each in (scores, [table // 20 for table in scores]):
        here, there = frontier(each, clauses), frontier([table[:, ::-1] for table in each], clauses)
        assert there.points[::-1, ::-1].tolist() == here.points.tolist()
        assert there.packages[::-1].tolist() == here.packages.tolist()


def test_nothing_is_left_when_everything_is_forbidden() -> None:
    scores, _ = drawn(1)
    found = frontier(scores, [()])
    assert found.points.shape == (0, 2)
    assert found.packages.shape == (0, 5)


def test_a_clause_that_names_what_is_not_there_is_refused() -> None:
    with pytest.raises(WrongValue, match=r"issue 0, options \[7\]"):
        frontier([np.array([[1, 1]])], [((0, frozenset({7})),)])


def test_bill_and_jack_of_nash() -> None:
    given_or_kept = [np.array([[0, 0], [-bill, jack]]) for bill, jack in BILLS]
    taken_or_left = [np.array([[0, 0], [bill, -jack]]) for bill, jack in JACKS]
    points = frontier([*given_or_kept, *taken_or_left]).points
    rational = [each for each in points.tolist() if min(each) >= 0]
    assert rational == [[18, 0], [16, 2], [14, 4], [12, 5], [8, 6], [6, 7], [2, 8]]
    assert max(rational, key=lambda gains: gains[0] * gains[1]) == [12, 5]


def test_the_panama_canal_issues_as_wholes() -> None:
    scores = [np.array([[one, 0], [0, other]]) for one, other in zip(FIRST, SECOND, strict=True)]
    found = frontier(scores)
    assert len(found.points) == 20
    best = int(np.argmax(found.points[:, 0] * found.points[:, 1]))
    assert found.points[best].tolist() == [64, 68]
    assert [place + 1 for place, option in enumerate(found.packages[best]) if option == 0] == [1, 2, 4, 6]


def test_a_space_that_nobody_could_write_out() -> None:
    rng = np.random.default_rng(3)
    scores = [rng.integers(0, 1000, size=(10, 2)) for _ in range(30)]
    found = frontier(scores)
    assert found.points[0, 0] == sum(table[:, 0].max() for table in scores)
    assert found.points[-1, 1] == sum(table[:, 1].max() for table in scores)
    for weight in (0.2, 0.5, 0.8):
        along = np.array([weight, 1 - weight])
        assert (found.points @ along).max() == pytest.approx(sum((table @ along).max() for table in scores))
