"""The adjusted winner, by the three properties that define it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.bargaining.sharing import adjusted_winner
from talleyrand.errors import WrongValue

things = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=4).filter(
    lambda each: any(one for one, _ in each) and any(other for _, other in each)
)


def points(worths: list[int], shares: list[Fraction]) -> Fraction:
    return (
        100
        * sum((Fraction(each) * share for each, share in zip(worths, shares, strict=True)), Fraction(0))
        / sum(worths)
    )


@given(things)
def test_both_have_as_many_points_and_at_least_half(drawn: list[tuple[int, int]]) -> None:
    ours, theirs = [one for one, _ in drawn], [other for _, other in drawn]
    found = adjusted_winner(ours, theirs)
    rest = [1 - each for each in found.first]
    assert points(ours, list(found.first)) == points(theirs, rest) == found.points
    assert found.points >= 50
    assert sum(0 < each < 1 for each in found.first) <= 1


@given(things)
def test_nothing_else_is_better_for_both(drawn: list[tuple[int, int]]) -> None:
    ours, theirs = [one for one, _ in drawn], [other for _, other in drawn]
    found = adjusted_winner(ours, theirs).points
    for shares in product([Fraction(n, 4) for n in range(5)], repeat=len(drawn)):
        one, other = points(ours, list(shares)), points(theirs, [1 - each for each in shares])
        assert not (one >= found and other >= found and one + other > 2 * found)


@given(things)
def test_the_sides_may_be_swapped_and_their_scales_changed(drawn: list[tuple[int, int]]) -> None:
    ours, theirs = [one for one, _ in drawn], [other for _, other in drawn]
    found = adjusted_winner(ours, theirs)
    assert adjusted_winner(theirs, ours).points == found.points
    assert adjusted_winner([7 * each for each in ours], theirs) == found


@pytest.mark.parametrize(("one", "other"), [([], []), ([1, 2], [1]), ([1, -1], [1, 1]), ([0, 0], [1, 1])])
def test_what_cannot_be_shared_is_refused(one: list[int], other: list[int]) -> None:
    with pytest.raises(WrongValue, match="things"):
        adjusted_winner(one, other)
