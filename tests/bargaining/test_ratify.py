"""Carrying a deal at home: how often, on whom it hangs and what would win it, against what can be worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from talleyrand.bargaining.entries import Guess, Heading, Institution, Issue, Member, Option, Part, Score, Side, Weight
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.ratify import decided, ratify
from talleyrand.record.dates import when
from tests.bargaining.made import at_home


def one(threshold: Guess, **told: object) -> Negotiation:
    """One issue whose second option is worth 60 to the only member of the first side's house."""
    issue = Issue(id="a", title="a", options=(Option(option="no", text="-"), Option(option="yes", text="-")))

    def side(name: str, like: int, home: str | None, least: Guess) -> Side:
        scores = tuple(
            Score(issue="a", option=option, best=Decimal(worth)) for option, worth in (("no", 0), ("yes", like))
        )
        return Side(
            id=name, name=name, home=home, weights=(Weight(issue="a", best=Decimal(1)),), scores=scores, no_deal=least
        )

    nothing = Guess(best=Decimal(0))
    sides = [
        side("A", 100, None, nothing),
        side("B", 100, None, nothing),
        side("M", 60, "A", threshold),
        side("N", 60, "A", threshold),
    ]
    members = told.pop("members", (Member(side="M"),))
    house = Institution(id="house", title="-", of="A", rule=told.pop("rule", "all"), members=members, **told)  # type: ignore[arg-type]
    return Negotiation(
        (Heading(id="n", title="n", between=("A", "B"), on=when("2026"), authors=("we",)), issue, *sides, house)
    )


UNSURE = Guess(best=Decimal(50), low=Decimal(40), high=Decimal(90), reason="-")


def test_a_member_carries_as_often_as_its_threshold_lies_below() -> None:
    (carried, _) = ratify(one(UNSURE), (1,), count=8000)
    assert carried.carried.value == pytest.approx((60 - 40) / (90 - 40), abs=0.02)
    assert carried.carried.low < 0.4 < carried.carried.high
    assert carried.hangs_on == "M"
    assert carried.houses[0].members[0].pivotal.value == 1


def test_what_is_lacking_is_the_price_and_only_where_it_is_not_carried() -> None:
    house = ratify(one(UNSURE), (1,), count=8000)[0].houses[0]
    assert house.price[0] == pytest.approx(5, abs=0.7)  # the median threshold is 65
    assert house.price[1] == pytest.approx(27.5, abs=0.7)
    assert house.members[0].lacks == pytest.approx(15, abs=0.7)
    assert house.members[0].paid.value == 1


@pytest.mark.parametrize(("together", "both"), [("0", 0.16), ("1", 0.4)])
def test_two_whose_judgements_move_together_carry_more_often_than_two_apart(together: str, both: float) -> None:
    case = one(UNSURE, members=(Member(side="M"), Member(side="N")), together=Guess(best=Decimal(together)))
    assert ratify(case, (1,), count=8000)[0].carried.value == pytest.approx(both, abs=0.02)


def test_a_range_of_how_far_they_move_together_widens_the_interval() -> None:
    pair = (Member(side="M"), Member(side="N"))
    known = one(UNSURE, members=pair, together=Guess(best=Decimal("0.5")))
    ranged = one(UNSURE, members=pair, together=Guess(best=Decimal("0.5"), low=Decimal(0), high=Decimal(1), reason="-"))
    narrow, wide = (ratify(case, (1,))[0].carried for case in (known, ranged))
    assert wide.low < narrow.low < narrow.value == wide.value < narrow.high < wide.high


def test_a_house_that_a_package_does_not_need_is_not_asked() -> None:
    case = one(Guess(best=Decimal(100)), needed=(Part(issue="a", option=("no",)),))
    assert ratify(case, (1,))[0].carried.value == 1
    assert not ratify(case, (1,))[0].houses[0].needed
    assert ratify(case, (0,))[0].carried.value == 0


def test_the_cheapest_to_win_are_won() -> None:
    members = (Member(side="M", seats=Decimal(2)), Member(side="N", seats=Decimal(1)))
    case = one(UNSURE, members=members, rule="vote", share=Decimal("0.6"))
    house = ratify(case, (1,))[0].houses[0]
    paid = {each.side: each.paid.value for each in house.members}
    assert paid == {"M": 1, "N": 0}  # the second's seat is not enough, and the first's is


def test_it_hangs_on_whoever_is_in_doubt_and_not_on_a_veto_that_is_sure() -> None:
    """The first would stop a house of its own but never does; the second decides in the other, four times in ten."""
    case = one(UNSURE, members=(Member(side="M"),))
    (house,), sure = case.institutions, replace(case.side("M"), id="L", no_deal=Guess(best=Decimal(0)))
    first = replace(house, id="first", members=(Member(side="L"),))
    (found, _) = ratify(Negotiation((*(each for each in case if each is not house), sure, first, house)), (1,))
    assert [each.members[0].pivotal.value for each in found.houses] == [1, 1]
    assert found.hangs_on == "M"


def test_two_thirds_of_three_are_two() -> None:
    members = tuple(Member(side=each) for each in "MNL")
    case = one(UNSURE, members=members, rule="vote", share=Decimal("0.667"))
    never = replace(case.side("M"), id="L", no_deal=Guess(best=Decimal(100)))
    found = ratify(Negotiation((*case, never)), (1,), count=8000)[0]
    assert found.carried.value == pytest.approx(0.16, abs=0.02)


@pytest.mark.parametrize(
    ("seats", "share", "quota"),
    [
        (58, "0.7069", 41),
        (17, "0.706", 12),
        (9, "0.7", 7),
        (2980, "0.667", 1987),
        (100, "0.501", 51),
        (435, "0.501", 218),
    ],
)
def test_a_share_that_rounds_one_of_the_seats_asks_for_those(seats: int, share: str, quota: int) -> None:
    """41 of 58 was the vote of the Council of 1973, 12 of 17 that of 1958; two thirds and more than half as usual."""
    for held in (quota - 1, quota):
        members = (Member(side="M", seats=Decimal(held)), Member(side="N", seats=Decimal(seats - held)))
        house = Institution(id="h", title="h", of="A", rule="vote", share=Decimal(share), members=members)
        assert decided(house, np.array([True, False])) == (held == quota)


def test_the_same_seed_gives_the_same() -> None:
    assert ratify(at_home(2), (0, 0, 0)) == ratify(at_home(2), (0, 0, 0))
    assert np.isfinite(ratify(at_home(2), (0, 0, 0))[0].carried.value)
