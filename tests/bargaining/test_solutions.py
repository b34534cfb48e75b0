"""Each solution by the property that defines it, and against printed cases."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.bargaining.frontier import frontier
from talleyrand.bargaining.solutions import SOLUTIONS, egalitarian, kalai_smorodinsky, max_min, nash, rational

points = st.lists(st.tuples(*[st.integers(0, 60)] * 3), min_size=1, max_size=30).map(np.array)
NOTHING = np.zeros(3, dtype=np.int64)


@given(points)
def test_nash_has_the_greatest_product_of_gains(drawn: np.ndarray) -> None:
    gains = drawn.tolist()
    chosen = nash(drawn, NOTHING)
    if max(map(prod, gains)) > 0:
        assert {prod(gains[each]) for each in chosen} == {max(map(prod, gains))}


@given(points, st.tuples(*[st.integers(1, 9)] * 3), st.tuples(*[st.integers(-50, 50)] * 3))
def test_nash_does_not_heed_the_scale_of_any_side(
    drawn: np.ndarray, scale: tuple[int, ...], shift: tuple[int, ...]
) -> None:
    assert nash(drawn * np.array(scale) + np.array(shift), np.array(shift)) == nash(drawn, NOTHING)


@given(points, st.data())
def test_nash_heeds_no_point_that_it_would_not_choose(drawn: np.ndarray, data: st.DataObject) -> None:
    chosen = {tuple(drawn[each]) for each in nash(drawn, NOTHING)}
    # A side that could gain only at a point left out is compared no more, so that all keep their most here.
    most = {tuple(drawn[n]) for n in drawn.argmax(axis=0)}
    left = [each for each in drawn.tolist() if tuple(each) in chosen | most or data.draw(st.booleans())]
    assert {tuple(left[each]) for each in nash(np.array(left), NOTHING)} == chosen


@given(points)
def test_max_min_lets_the_least_gain_be_greatest(drawn: np.ndarray) -> None:
    could = drawn[:, drawn.max(axis=0) > 0]
    for each in max_min(drawn, NOTHING):
        assert could.shape[1] == 0 or could[each].min() == could.min(axis=1).max()


@given(points)
def test_egalitarian_is_one_of_max_min_and_is_efficient(drawn: np.ndarray) -> None:
    chosen = egalitarian(drawn, NOTHING)
    assert set(chosen) <= set(max_min(drawn, NOTHING))
    for each in chosen:
        assert not ((drawn >= drawn[each]).all(axis=1) & (drawn > drawn[each]).any(axis=1)).any()


@given(points)
def test_kalai_smorodinsky_makes_the_least_share_of_the_most_greatest(drawn: np.ndarray) -> None:
    most = drawn.max(axis=0)
    shares = [
        min((Fraction(int(g), int(m)) for g, m in zip(each, most, strict=True) if m), default=Fraction(0))
        for each in drawn
    ]
    assert {shares[each] for each in kalai_smorodinsky(drawn, NOTHING)} == {max(shares)}


@settings(max_examples=30)
@given(points, st.permutations([0, 1, 2]))
@pytest.mark.parametrize("name", SOLUTIONS)
def test_the_sides_may_be_swapped(name: str, drawn: np.ndarray, order: list[int]) -> None:
    assert SOLUTIONS[name](drawn[:, order], NOTHING) == SOLUTIONS[name](drawn, NOTHING)


@pytest.mark.parametrize("name", SOLUTIONS)
def test_none_leaves_a_side_worse_off_than_no_deal(name: str) -> None:
    drawn, no_deal = np.array([[9, 1], [4, 4], [1, 9]]), np.array([2, 2])
    assert rational(drawn, no_deal) == (1,)
    assert SOLUTIONS[name](drawn, no_deal) == (1,)
    assert SOLUTIONS[name](drawn, np.array([5, 5])) == ()


def test_the_textbook_frontier() -> None:
    """Worth x to one and the root of 1 - x to the other: Nash at two thirds, Kalai–Smorodinsky where x is that root."""
    fine = 10**5
    drawn = np.array([(n * fine, isqrt((fine - n) * fine**3)) for n in range(fine + 1)], dtype=np.int64)
    nothing = np.zeros(2, dtype=np.int64)
    (equal,) = kalai_smorodinsky(drawn, nothing)
    best = max(nash(drawn, nothing), key=lambda n: n)
    assert equal / fine == pytest.approx((5**0.5 - 1) / 2, abs=1e-5)
    assert best / fine == pytest.approx(2 / 3, abs=1e-5)


def test_bill_and_jack_and_the_panama_canal() -> None:
    bills, jacks = [(2, 4), (2, 2), (2, 1), (2, 2), (4, 1)], [(10, 1), (4, 1), (6, 2), (2, 2)]
    goods = [np.array([[0, 0], [-b, j]]) for b, j in bills] + [np.array([[0, 0], [b, -j]]) for b, j in jacks]
    swaps = frontier(goods).points
    assert [swaps[each].tolist() for each in nash(swaps, np.zeros(2, dtype=np.int64))] == [[12, 5]]
    first, second = (22, 22, 15, 14, 11, 6, 4, 2, 2, 2), (9, 15, 15, 3, 15, 5, 11, 7, 7, 13)
    wholes = frontier([np.array([[a, 0], [0, b]]) for a, b in zip(first, second, strict=True)]).points
    assert [wholes[each].tolist() for each in max_min(wholes, np.zeros(2, dtype=np.int64))] == [[64, 68]]
