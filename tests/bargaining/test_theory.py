"""Each formula against numbers of the literature and against working the game out by hand, step by step."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talleyrand.bargaining.theory import (
    alternating,
    bargaining_range,
    grim,
    preventive_war,
    risk_return,
    rubinstein,
    setter_with_veto,
    tit_for_tat,
)
from talleyrand.errors import WrongValue

shares = st.floats(0.01, 0.99)


@pytest.mark.parametrize(("first", "second", "share"), [(0.9, 0.9, 0.526315789), (0.9, 0.8, 0.714285714), (0.95, 0.99, 0.168067227)])  # fmt: skip
def test_rubinsteins_share_has_its_printed_values(first: float, second: float, share: float) -> None:
    assert rubinstein(first, second) == pytest.approx(share, abs=1e-9)


@given(shares, shares)
def test_an_offer_that_rubinstein_predicts_leaves_the_other_no_better_by_waiting(first: float, second: float) -> None:
    mine, theirs = rubinstein(first, second), rubinstein(second, first)
    assert 1 - mine == pytest.approx(second * theirs, abs=1e-9)


@given(shares, shares)
def test_ever_more_rounds_come_to_rubinsteins_share(first: float, second: float) -> None:
    assume(first * second < 0.9)
    assert alternating(2000, first, second) == pytest.approx(rubinstein(first, second), abs=1e-9)


@pytest.mark.parametrize(("patience", "printed"), [(0.5, [1, 0.5, 0.75, 0.625]), (0.9, [1, 0.1, 0.91, 0.181])])
def test_a_few_rounds_have_their_printed_shares(patience: float, printed: list[float]) -> None:
    assert [alternating(n, patience, patience) for n in (1, 2, 3, 4)] == pytest.approx(printed, abs=1e-9)


def test_the_range_is_the_chance_to_win_and_both_costs_about_it() -> None:
    assert bargaining_range(0.5, 0.1, 0.15) == pytest.approx((0.4, 0.65), abs=1e-9)


@given(shares, st.floats(0, 0.4), st.floats(0.05, 0.6))
def test_no_other_demand_brings_more_than_the_one_of_risk_and_return(win: float, cost: float, most: float) -> None:
    def brings(share: float) -> float:
        war = min(1.0, max(0.0, (share - win) / most))
        return (1 - war) * share + war * (win - cost)

    best = risk_return(win, cost, most)
    assert brings(best.share) >= max(brings(n / 2000) for n in range(2001)) - 1e-9


def test_risk_and_return_have_their_printed_values() -> None:
    assert risk_return(0.5, 0.1, 0.6) == pytest.approx((0.75, 5 / 12), abs=1e-9)


def test_a_rise_beyond_the_printed_chance_means_war() -> None:
    assert not preventive_war(0.3, 0.33444, 0.1, 0.9)
    assert preventive_war(0.3, 0.33445, 0.1, 0.9)


@given(shares, shares, st.floats(0, 0.5), st.floats(0.05, 0.95))
def test_a_war_is_preventive_where_fighting_now_beats_all_now_and_the_least_ever_after(
    now: float, later: float, cost: float, patience: float
) -> None:
    least = max(0.0, 1 - later - cost * (1 - patience))
    peace = 1 + patience * least / (1 - patience)
    war = (1 - now) / (1 - patience) - cost
    assume(abs(peace - war) > 1e-6 and least > 0)
    assert preventive_war(now, later, cost, patience) == (war > peace)


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5))
def test_a_setter_gets_the_best_that_whoever_must_consent_likes_as_well_as_what_stands(
    quo: float, median: float, setter: float
) -> None:
    end = setter_with_veto(quo, median, setter)
    assert abs(end - median) <= abs(quo - median) + 1e-9
    for n in range(-1000, 1001):
        if abs(n / 100 - median) <= abs(quo - median):
            assert abs(end - setter) <= abs(n / 100 - setter) + 1e-9


@pytest.mark.parametrize(("lag", "printed"), [(1, 0.5), (2, 0.70710678), (3, 0.7937005), (4, 0.8408964), (6, 0.8908987), (12, 0.9438743)])  # fmt: skip
def test_the_least_patience_grows_with_the_lag_as_printed(lag: int, printed: float) -> None:
    assert grim(5, 3, 1, lag=lag) == pytest.approx(printed, abs=1e-7)


@given(st.integers(1, 12), st.floats(0, 0.5))
def test_at_the_least_patience_keeping_and_breaking_bring_the_same(lag: int, turnover: float) -> None:
    patience = grim(5, 3, 1, lag=lag, turnover=turnover) * (1 - turnover)
    keep = 3 / (1 - patience)
    broken = 5 * (1 - patience**lag) / (1 - patience) + patience**lag * 1 / (1 - patience)
    assert keep == pytest.approx(broken, rel=1e-9)


def test_tit_for_tat_asks_for_more_than_grim_where_taking_turns_pays() -> None:
    assert tit_for_tat(5, 3, 1, 0) == pytest.approx(2 / 3, abs=1e-9)
    assert tit_for_tat(5, 3, 1, -9) == pytest.approx(grim(5, 3, 1), abs=1e-9)


@pytest.mark.parametrize("wrong", [lambda: rubinstein(1, 0.5), lambda: alternating(0, 0.5, 0.5), lambda: grim(1, 2, 3), lambda: grim(5, 3, 1, lag=0)])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(wrong: object) -> None:
    with pytest.raises(WrongValue):
        wrong()  # type: ignore[operator]
