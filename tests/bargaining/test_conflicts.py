"""The smallest conflict against trying every set of prohibitions on every package."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from talleyrand.bargaining.clauses import Clause
from talleyrand.bargaining.conflicts import smallest
from tests.bargaining.test_frontier import drawn


def _least(sizes: list[int], named: list[tuple[str, Clause]]) -> int:
    packages = list(product(*map(range, sizes)))
    names = sorted({name for name, _ in named})
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            ruling = [clause for name, clause in named if name in chosen]
            if all(any(all(p[i] in o for i, o in clause) for clause in ruling) for p in packages):
                return size
    return 0


@pytest.mark.parametrize("seed", range(40))
def test_it_is_as_small_as_any_and_leaves_no_package(seed: int) -> None:
    scores, clauses = drawn(seed, issues=3, options=2)
    more = drawn(seed + 500, issues=3, options=2)[1]
    sizes = [len(each) for each in scores]
    there = [clause for clause in (*clauses, *more) if all(max(o) < sizes[i] for i, o in clause)]
    named = [(f"line-{n % 7}", clause) for n, clause in enumerate(there)]
    found = smallest(sizes, named)
    assert len(found) == _least(sizes, named)
    if found:
        ruling = [clause for name, clause in named if name in found]
        assert all(any(all(p[i] in o for i, o in c) for c in ruling) for p in product(*map(range, sizes)))


def test_two_red_lines_that_leave_nothing_are_named_and_a_third_is_not() -> None:
    named: list[tuple[str, Clause]] = [
        ("no-third", ((0, frozenset({0})),)), ("idle", ((0, frozenset({0})), (1, frozenset({1})))),
        ("no-half", ((0, frozenset({1})),)),
    ]  # fmt: skip
    assert smallest([2, 2], named) == ("no-third", "no-half")


def test_nothing_is_named_where_some_package_can_be() -> None:
    assert smallest([2, 2], [("no-third", ((0, frozenset({0})),))]) == ()
