"""Stages against the closed form of one stage, against adding up every month, and by what repairs are to bring about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from talleyrand.bargaining.entries import Bond, Guess, Heading, Side, Stage, Stake
from talleyrand.bargaining.ladder import Rung, hinge, holds, needed, repairs, rungs, split
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.theory import grim
from talleyrand.record.dates import when

GRIM = Rung(gain=3, temptation=5, broken=1, months=12, lag=1)
LONG = 9_000  # months: patience to the power of so many is nothing


def kept_less_broken(ladder: list[Rung], at: int, gone: int, patience: float) -> float:
    """Keeping less breaking at a month of a stage, month by month."""
    month = patience ** (1 / 12)
    start = sum(int(each.months) for each in ladder[:at]) + gone
    path = [each.gain for each in ladder[:-1] for _ in range(int(each.months))]
    keep = sum(month**n * (path[start + n] if start + n < len(path) else ladder[-1].gain) for n in range(LONG))
    rung, lag = ladder[at], int(ladder[at].lag)
    leave = sum(month**n * rung.temptation for n in range(lag)) - month**lag * rung.bond
    leave += sum(month**n * (rung.broken + rung.drift * (start + lag + min(n - lag, 480))) for n in range(lag, LONG))
    return keep - leave


@pytest.mark.parametrize("lag", [0.5, 1, 2, 3, 6, 12])
def test_one_stage_asks_for_the_patience_of_the_closed_form(lag: float) -> None:
    assert needed([replace(GRIM, lag=lag)], 0) == pytest.approx(grim(5, 3, 1, lag=lag) ** 12, abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(1, 5), st.floats(0.1, 6), st.floats(0.1, 3), st.integers(1, 9), st.integers(1, 6), st.floats(0, 5)
        ),
        min_size=1,
        max_size=3,
    ),
    st.data(),
)
def test_at_the_patience_needed_some_month_is_as_well_broken_as_kept(
    drawn: list[tuple[float, ...]], data: st.DataObject
) -> None:
    ladder = [
        Rung(gain=g, temptation=g + t, broken=g - b, months=m, lag=lag, bond=bond) for g, t, b, m, lag, bond in drawn
    ]
    at = data.draw(st.integers(0, len(ladder) - 1))
    least = needed(ladder, at)
    assume(0.01 < least < 0.9)
    months = range(int(ladder[at].months)) if at + 1 < len(ladder) else range(1)
    assert min(kept_less_broken(ladder, at, gone, least + 0.002) for gone in months) > 0
    assert min(kept_less_broken(ladder, at, gone, least) for gone in months) == pytest.approx(0, abs=1e-3)


def test_a_growing_way_out_asks_for_more_and_is_added_up_month_by_month() -> None:
    ladder = [replace(GRIM, drift=0.002), replace(GRIM, gain=4, drift=0.002)]
    least = needed(ladder, 0)
    assert least > needed([GRIM, replace(GRIM, gain=4)], 0)
    assert min(kept_less_broken(ladder, 0, gone, least) for gone in range(12)) == pytest.approx(0, abs=1e-3)


@given(st.floats(0.2, 12), st.floats(0.2, 12))
def test_the_longer_a_breach_goes_unanswered_the_more_patience_is_needed(one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert needed([replace(GRIM, lag=short)], 0) <= needed([replace(GRIM, lag=long)], 0) + 1e-8


@given(st.floats(0, 3), st.floats(0, 3))
def test_the_larger_the_bond_the_less_patience_is_needed(one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert needed([replace(GRIM, bond=large)], 0) <= needed([replace(GRIM, bond=small)], 0) + 1e-8


def test_something_better_to_come_helps_to_keep_a_stage() -> None:
    assert needed([GRIM, replace(GRIM, gain=4.5)], 0) < needed([GRIM, GRIM], 0)


def test_a_side_whose_way_out_grows_may_keep_a_stage_at_the_patience_it_has_and_not_at_more() -> None:
    """Ten points of no deal in forty years: who counts those years leaves, who does not stays."""
    growing = [replace(GRIM, drift=0.02)]
    least = needed(growing, 0)
    assert 0 < least < 0.5
    assert kept_less_broken(growing, 0, 0, least + 0.1) > 0 > kept_less_broken(growing, 0, 0, 0.99)


def test_what_never_pays_is_kept_at_no_patience() -> None:
    assert needed([replace(GRIM, gain=1, broken=2)], 0) == 1


def test_the_parts_of_a_stage_add_up_to_it() -> None:
    parts = split(GRIM, 4)
    assert sum(each.months for each in parts) == GRIM.months
    assert parts[-1].gain == GRIM.gain
    assert sum(each.temptation - each.gain for each in parts) == pytest.approx(GRIM.temptation - GRIM.gain)


def ladder(*, patience: str = "0.9", **stage: Guess | tuple[Bond, ...]) -> Negotiation:
    """Two stages between two sides; the second tempts the second side."""

    def stake(by: str, gain: int, temptation: int) -> Stake:
        return Stake(by=by, gain=Guess(best=Decimal(gain), low=Decimal(gain) - 1, reason="-"), temptation=Guess(best=Decimal(temptation)),
                     cheated=Guess(best=Decimal(0)), broken=Guess(best=Decimal(1)))  # fmt: skip

    common = {
        "deeds": (),
        "benchmark": "-",
        "evidence": "-",
        "months": Decimal(6),
        "title": "-",
        "lag": Guess(best=Decimal(1)),
    }
    stages = [
        Stage(id="small", stakes=(stake("A", 3, 4), stake("B", 3, 4)), **common),  # type: ignore[arg-type]
        Stage(id="large", stakes=(stake("A", 4, 6), stake("B", 4, 400)), **(common | stage)),
    ]  # type: ignore[arg-type]
    sides = [Side(id=name, name=name, weights=(), scores=(), no_deal=Guess(best=Decimal(30)), patience=Guess(best=Decimal(patience)),
                  turnover=Guess(best=Decimal("0.1"))) for name in "AB"]  # fmt: skip
    heading = Heading(id="n", title="n", between=("A", "B"), on=when("2026-01-01"), authors=("we",))
    return Negotiation((heading, *sides, *stages))


def test_a_stage_is_told_for_each_side_and_its_verdict_goes_by_the_whole_range() -> None:
    found = {(each.stage, each.side): each for each in holds(ladder())}
    assert list(found) == [("small", "A"), ("small", "B"), ("large", "A"), ("large", "B")]
    assert found["small", "A"].verdict == "holds"
    assert found["large", "B"].verdict == "does not hold"
    assert found["large", "B"].has_left[1] == pytest.approx(0.81)
    assert found["large", "A"].needed_low <= found["large", "A"].needed <= found["large", "A"].needed_high


@pytest.mark.parametrize("change", ["shorten the lag", "add a bond"])
def test_a_repair_just_makes_the_stage_hold(change: str) -> None:
    (repair,) = (each for each in repairs(ladder()) if each.change == change)
    assert (repair.stage, repair.side) == ("large", "B")

    def slack(size: float) -> float:
        if change == "add a bond":
            mended = ladder(bonds=(Bond(by="B", worth=Guess(best=Decimal(str(size)))),))
        else:
            mended = ladder(lag=Guess(best=Decimal(str(size))))
        return next(each.slack for each in holds(mended) if (each.stage, each.side) == ("large", "B"))

    closer = 0.98 if change == "shorten the lag" else 1.02
    assert slack(repair.size * closer) > 0 > slack(repair.size / closer)


def test_what_holds_needs_no_repair() -> None:
    assert repairs(ladder(lag=Guess(best=Decimal("0.001")))) == ()


def test_the_sides_may_be_swapped() -> None:
    one = ladder()
    swapped = Negotiation(
        tuple(replace(each, between=("B", "A")) if isinstance(each, Heading) else each for each in one)
    )
    assert {(e.stage, e.side, e.needed) for e in holds(swapped)} == {(e.stage, e.side, e.needed) for e in holds(one)}


def test_a_range_is_seen_at_its_worst_and_at_its_kindest() -> None:
    case = ladder()
    worst, kindest = (rungs(case.stages, case.side("A"), view)[0] for view in ("worst", "kindest"))
    assert (worst.gain, kindest.gain) == (2, 3)


@pytest.mark.parametrize(("name", "spread"), [("lag", "0.1"), ("lag", "0.9"), ("gain", "0")])
def test_a_promise_hangs_on_the_number_whose_ends_ask_for_the_most_different_patience(name: str, spread: str) -> None:
    """The gain of each stage may be a point less: beside a lag that is sure it hangs on that, else on the lag."""
    one = Decimal(1)
    case = ladder(lag=Guess(best=one, low=one - Decimal(spread), high=one + 20 * Decimal(spread), reason="-"))
    hold = next(each for each in holds(case) if (each.stage, each.side) == ("large", "A"))
    assert hinge(case, hold) == name


def test_a_promise_of_which_all_is_sure_hangs_on_nothing() -> None:
    case = ladder()
    sure = Negotiation(
        tuple(
            replace(each, stakes=tuple(replace(one, gain=replace(one.gain, low=None)) for one in each.stakes))
            if isinstance(each, Stage)
            else each
            for each in case
        )
    )
    assert {hinge(sure, each) for each in holds(sure)} == {""}
