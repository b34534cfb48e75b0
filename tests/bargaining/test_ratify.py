"""Carrying a deal at home: against writing every package out, a setter's closed form, and what theory asks of it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from talleyrand.bargaining import scale
from talleyrand.bargaining.entries import Guess, Heading, Institution, Issue, Member, Option, Part, Score, Side, Weight
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import meets, worth
from talleyrand.bargaining.ratify import ratify, terms, win_set
from talleyrand.bargaining.theory import setter_with_veto
from talleyrand.errors import WrongValue
from talleyrand.record.dates import when
from tests.bargaining.made import made


def at_home(seed: int, rule: str = "vote", **told: object) -> Negotiation:
    """A made-up negotiation of four sides, of which the third and fourth sit in the house of the first."""
    case = made(seed, sides=4, issues=3)
    heading = case.heading
    members = tuple(Member(side=name, seats=Decimal(seats)) for name, seats in (("C", 3), ("D", 2)))
    entries = [Heading(id=heading.id, title="-", between=("A", "B"), on=heading.on, authors=heading.authors, seed=seed)]
    entries += [_moved(each) if isinstance(each, Side) and each.id in "CD" else each for each in case.entries[1:]]  # type: ignore[misc]
    share = Decimal("0.5") if rule == "vote" else None
    entries.append(Institution(id="house", title="-", of="A", rule=rule, members=members, share=share, **told))  # type: ignore[arg-type]
    return Negotiation(tuple(entries))


def _moved(side: Side) -> Side:
    return Side(id=side.id, name=side.name, home="A", weights=side.weights, scores=side.scores, no_deal=side.no_deal)


@pytest.mark.parametrize("rule", ["vote", "all", "any", "notice"])
@pytest.mark.parametrize("seed", range(5))
def test_the_win_set_is_what_writing_out_every_package_leaves(seed: int, rule: str) -> None:
    case = at_home(seed, rule)
    clauses = [clause for _, clause in scale.forbidden(case)]
    held = []
    for each in product(*(range(len(issue.options)) for issue in case.issues)):
        us, them, third, fourth = worth(case, each)
        votes = [third >= 30, fourth >= 30]
        carried = {"vote": votes[0], "all": all(votes), "any": any(votes), "notice": True}[rule]  # three seats of five
        if carried and us >= 30 and them >= 30 and not any(meets(each, clause) for clause in clauses):
            held.append((us, them))
    best = {each for each in held if not any(o != each and o[0] >= each[0] and o[1] >= each[1] for o in held)}
    assert {worth(case, each)[:2] for each in win_set(case).packages.tolist()} == best


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


@pytest.mark.parametrize(("quo", "setter"), [(-1.0, 2.0), (-1.0, 0.5), (0.3, 2.0), (-2.0, 5.0), (1.5, -3.0)])
def test_a_setter_whose_proposal_must_be_carried_ends_where_the_closed_form_has_it(quo: float, setter: float) -> None:
    places = [n / 10 for n in range(-60, 61)]
    issue = Issue(
        id="a", title="a", options=tuple(Option(option=f"p{n}", text=str(each)) for n, each in enumerate(places))
    )

    def side(name: str, ideal: float, home: str | None, least: float) -> Side:
        scores = tuple(
            Score(issue="a", option=f"p{n}", best=Decimal(str(round(100 - 8 * abs(each - ideal), 6))))
            for n, each in enumerate(places)
        )
        return Side(
            id=name,
            name=name,
            home=home,
            weights=(Weight(issue="a", best=Decimal(1)),),
            scores=scores,
            no_deal=Guess(best=Decimal(str(round(least, 6)))),
        )

    sides = [
        side("S", setter, None, 100 - 8 * abs(quo - setter)),
        side("T", setter, None, -999),
        side("M", 0, "S", 100 - 8 * abs(quo)),
    ]
    house = Institution(id="h", title="-", of="S", rule="all", members=(Member(side="M"),))
    case = Negotiation(
        (Heading(id="n", title="n", between=("S", "T"), on=when("2026"), authors=("we",)), issue, *sides, house)
    )
    best = win_set(case).packages[0][0]
    assert places[best] == pytest.approx(setter_with_veto(quo, 0, setter), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_a_tighter_home_leaves_fewer_deals_and_no_package_it_did_not_leave_before(seed: int) -> None:
    case = at_home(seed)
    steps = terms(case, "A", steps=(0, 5, 10, 20, 40, 70, 90))
    assert any(each.settled is None for each in steps)
    gone = [each.settled is None for each in steps]
    assert gone == sorted(gone), "once there is no deal, asking for more brings none back"


def test_a_home_that_asks_for_more_brings_better_terms_until_there_are_none() -> None:
    """Ten points of one good to divide: the member wants what its side wants."""
    issue = Issue(id="a", title="a", options=tuple(Option(option=f"p{n}", text=str(n)) for n in range(11)))

    def side(name: str, sign: int, home: str | None, least: int) -> Side:
        scores = tuple(
            Score(issue="a", option=f"p{n}", best=Decimal(10 * (n if sign > 0 else 10 - n))) for n in range(11)
        )
        return Side(
            id=name,
            name=name,
            home=home,
            weights=(Weight(issue="a", best=Decimal(1)),),
            scores=scores,
            no_deal=Guess(best=Decimal(least)),
        )

    house = Institution(id="h", title="-", of="A", rule="all", members=(Member(side="M"),))
    heading = Heading(id="n", title="n", between=("A", "B"), on=when("2026"), authors=("we",))
    case = Negotiation((heading, issue, side("A", 1, None, 0), side("B", -1, None, 20), side("M", 1, "A", 30), house))
    found = terms(case, "A", steps=(0, 10, 30, 50, 60))
    assert [each.worth for each in found] == [(40, 60), (40, 60), (60, 40), (80, 20), ()]


def test_more_packages_than_can_be_tried_are_refused_with_their_number() -> None:
    with pytest.raises(WrongValue, match="10,000,000 packages"):
        win_set(made(1, issues=7, options=10))


def test_the_same_seed_gives_the_same() -> None:
    assert ratify(at_home(2), (0, 0, 0)) == ratify(at_home(2), (0, 0, 0))
    assert np.isfinite(ratify(at_home(2), (0, 0, 0))[0].carried.value)
