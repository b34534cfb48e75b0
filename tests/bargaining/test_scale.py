"""What is worth the same to a side is the same number, whatever its weights and scores add up to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.bargaining import scale
from talleyrand.bargaining.entries import Guess, Heading, Issue, Option, Score, Side, Weight
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import efficient, worth
from talleyrand.record.dates import when

weights = st.lists(st.integers(1, 40), min_size=1, max_size=6)


def sharing(*wishes: list[str | int], no_deal: str = "0") -> Negotiation:
    """Things that go to the second side or to the first, which wants all; the others wish that it get them not."""
    ids = "ABC"[: len(wishes)]
    things = [f"t{n}" for n in range(len(wishes[0]))]
    options = (Option(option="no", text="-"), Option(option="yes", text="-"))

    def side(name: str, wanted: list[str | int]) -> Side:
        dear = "yes" if name == "A" else "no"
        scores = tuple(Score(issue=thing, option=each, best=Decimal(100 * (each == dear)))
                       for thing in things for each in ("no", "yes"))  # fmt: skip
        told = tuple(Weight(issue=thing, best=Decimal(each)) for thing, each in zip(things, wanted, strict=True))
        return Side(id=name, name=name, weights=told, scores=scores, no_deal=Guess(best=Decimal(no_deal)))

    heading = Heading(id="n", title="n", between=tuple(ids), on=when("2026-01-01"), authors=("we",))
    issues = [Issue(id=thing, title=thing, options=options) for thing in things]
    return Negotiation((heading, *issues, *map(side, ids, wishes)))


@given(weights, st.data())
def test_a_package_is_worth_its_parts_to_the_last_place(drawn: list[int], data: st.DataObject) -> None:
    case = sharing(list(drawn), list(drawn))
    (side, _), (tables) = case.principals, scale.tables(case, case.principals[:1])
    package = data.draw(st.tuples(*[st.integers(0, 1)] * len(drawn)))
    units = sum(int(table[option, 0]) for table, option in zip(tables, package, strict=True))
    has = Fraction(100 * sum(each for each, taken in zip(drawn, package, strict=True) if taken), sum(drawn))
    assert units == has * scale.unit(side)


@pytest.mark.parametrize("thirds", [["1", "1", "1"], ["33.333333", "33.333333", "33.333333"]])
def test_three_thirds_are_the_whole(thirds: list[str | int]) -> None:
    case = sharing(thirds, ["2", "1", "1"])
    assert worth(case, (1, 1, 1))[0] == 100


@given(st.lists(st.tuples(*[st.integers(1, 6)] * 2), min_size=3, max_size=6))
def test_the_efficient_packages_are_those_of_exact_arithmetic(drawn: list[tuple[int, int]]) -> None:
    ours, theirs = [one for one, _ in drawn], [other for _, other in drawn]
    points = {(sum(one for one, taken in zip(ours, package, strict=True) if taken),
               sum(other for other, taken in zip(theirs, package, strict=True) if not taken))
              for package in product((0, 1), repeat=len(drawn))}  # fmt: skip
    best = {each for each in points if not any(o != each and o[0] >= each[0] and o[1] >= each[1] for o in points)}
    assert len(efficient(sharing(list(ours), list(theirs)))) == len(best)


def test_a_worth_of_no_simple_fraction_is_rounded() -> None:
    case = sharing(["0.4700166576535899", "0.1220816713696379", "0.2306315890690439"], [1, 1, 1])
    assert scale.unit(case.principals[0]) == scale.UNIT
