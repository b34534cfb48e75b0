"""What every home carries: against writing every package out, a setter's closed form, and the set without any home."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from talleyrand.bargaining import scale, win_sets
from talleyrand.bargaining.entries import Guess, Heading, Institution, Issue, Member, Option, Part, Score, Side, Weight
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import efficient, meets, worth
from talleyrand.bargaining.theory import setter_with_veto
from talleyrand.bargaining.win_sets import terms, win_set
from talleyrand.record.dates import when
from tests.bargaining.made import at_home


def written_out(case: Negotiation, more: Decimal = Decimal(0)) -> set[tuple[Decimal, Decimal]]:
    """The efficient points of all packages that the house of the first side, three seats of five for C, carries."""
    clauses = [clause for _, clause in scale.forbidden(case)]
    house = case.institutions[0]
    put = scale.clause(case, house.needed)
    held = []
    for each in product(*(range(len(issue.options)) for issue in case.issues)):
        us, them, third, fourth = worth(case, each)
        votes = [third >= 30 + more, fourth >= 30 + more]
        carried = {"vote": votes[0], "all": all(votes), "any": any(votes), "notice": True}[house.rule]
        asked = not put or any(each[issue] in options for issue, options in put)
        if (carried or not asked) and us >= 30 and them >= 30 and not any(meets(each, clause) for clause in clauses):
            held.append((us, them))
    return {each for each in held if not any(o != each and o[0] >= each[0] and o[1] >= each[1] for o in held)}


@pytest.mark.parametrize("rule", ["vote", "all", "any", "notice"])
@pytest.mark.parametrize("seed", range(5))
def test_the_win_set_is_what_writing_out_every_package_leaves(seed: int, rule: str) -> None:
    needed = (Part(issue="issue-0", option=("o0", "o2")), Part(issue="issue-1", option=("o1",)))
    for told in ({}, {"issues": 5, "options": 3, "needed": needed}):
        case = at_home(seed, rule, **told)  # type: ignore[arg-type]
        for more in (0, 15):
            found = win_set(case, tighter={"A": more})
            assert found.whole
            points = [worth(case, each)[:2] for each in found.frontier.packages.tolist()]
            assert len(points) == len(set(points))
            assert set(points) == written_out(case, Decimal(more))


@pytest.mark.parametrize("seed", range(3))
def test_of_a_million_million_packages_those_that_nobody_at_home_stops_are_the_efficient_ones(seed: int) -> None:
    case = at_home(seed, "notice", issues=12, options=10)
    points = [worth(case, each)[:2] for each in win_set(case).frontier.packages.tolist()]
    assert points == [each.worth[:2] for each in efficient(case)]
    held = [
        worth(case, each) for each in win_set(at_home(seed, "all", issues=12, options=10)).frontier.packages.tolist()
    ]
    assert held
    assert all(min(each) >= 30 for each in held)


def test_a_search_that_is_broken_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(win_sets, "MOST_LOOKED_AT", 20)
    assert not win_set(at_home(1, "all", issues=6)).whole
    assert not terms(at_home(1, "all", issues=6), "A")[0].whole


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
    best = win_set(case).frontier.packages[0][0]
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
