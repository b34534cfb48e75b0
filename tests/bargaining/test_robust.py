"""Shares over draws against writing out every package of every draw."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from talleyrand.bargaining import scale
from talleyrand.bargaining.entries import AnyKind, Guess, Heading, Issue, Option, Score, Side, Weight
from talleyrand.bargaining.finding_out import clues, mover
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import meets
from talleyrand.bargaining.robust import Outlook, outlook, share
from talleyrand.record.dates import when
from tests.bargaining.made import made

SEEDS = range(6)


def allowed(found: Outlook) -> list[tuple[int, ...]]:
    clauses = [clause for _, clause in scale.forbidden(found.negotiation)]
    every = product(*(range(len(issue.options)) for issue in found.negotiation.issues))
    return [each for each in every if not any(meets(each, clause) for clause in clauses)]


def all_gains(found: Outlook) -> np.ndarray:
    """What every package brings over no deal, shape (draw, package, side)."""
    return np.stack([found.draws.worth(each) - found.draws.no_deal for each in allowed(found)], axis=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_picks_are_those_of_the_greatest_product_among_all_packages(seed: int) -> None:
    found = outlook(made(seed), count=60)
    for draw, (pick, gains) in enumerate(zip(found.picks, all_gains(found), strict=True)):
        could = gains[(gains >= 0).all(axis=1)].astype(object)
        if pick is None:
            assert not len(could)
        else:
            mine = (found.draws.worth(pick) - found.draws.no_deal)[draw].astype(object)
            if could.prod(axis=1).max() > 0:
                assert mine.prod() == could.prod(axis=1).max()


@pytest.mark.parametrize("seed", SEEDS)
def test_how_often_there_is_agreement_is_how_often_some_package_leaves_all_as_well_off(seed: int) -> None:
    found = outlook(made(seed), count=60)
    assert found.agreement.value == (all_gains(found) >= 0).all(axis=2).any(axis=1).mean()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_standing_is_counted_over_all_packages_of_all_draws(seed: int) -> None:
    found = outlook(made(seed, sides=3), count=40)
    gains = all_gains(found)
    for standing in found.standings[:3]:
        mine = found.gains(standing.settled)
        beaten = ((gains >= mine[:, None]).all(axis=2) & (gains > mine[:, None]).any(axis=2)).any(axis=1)
        assert standing.efficient.value == pytest.approx(1 - beaten.mean())
        assert standing.signable.value == pytest.approx((mine >= 0).all(axis=1).mean())
        left = np.maximum(0, (gains - mine[:, None]).min(axis=2).max(axis=1))
        assert standing.left == pytest.approx(np.percentile(left, 95) / scale.UNIT)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_package_of_all_fares_better_than_the_first(seed: int) -> None:
    found = outlook(made(seed), count=60)
    enough = (all_gains(found) >= scale.units(found.enough)).all(axis=2).mean(axis=0).max()
    if found.standings:
        assert found.standings[0].enough.value == pytest.approx(enough)


def test_the_shares_of_an_issues_options_add_up_to_one() -> None:
    found = outlook(made(3), count=60)
    for issue in found.accepted():
        assert sum(picked.value for picked, _ in issue) == pytest.approx(1)
        assert all(some.value >= picked.value for picked, some in issue)


def _sure_with_twins(sides: int) -> Negotiation:
    """A negotiation without ranges, in which each issue has an option that all prize as its first."""
    entries: list[AnyKind] = []
    for each in made(3, issues=5, sides=sides):
        if isinstance(each, Issue):
            entries.append(replace(each, options=(*each.options, Option(option="twin", text="-"))))
        elif isinstance(each, Side):
            twins = [replace(one, option="twin") for one in each.scores if one.option == "o0"]
            entries.append(replace(
                each, no_deal=Guess(best=each.no_deal.best),
                weights=tuple(replace(one, low=None, high=None) for one in each.weights),
                scores=tuple(replace(one, low=None, high=None) for one in (*each.scores, *twins)),
            ))  # fmt: skip
        else:
            entries.append(each)
    return Negotiation(tuple(entries))


@pytest.mark.parametrize("sides", [2, 3])
def test_where_nothing_is_unsure_every_draw_picks_the_same_package(sides: int) -> None:
    """Of packages that all prize alike, which one is taken is not left to chance."""
    assert len(set(outlook(_sure_with_twins(sides), count=300).picks)) == 1


def test_the_same_seed_gives_the_same() -> None:
    assert outlook(made(2), count=50).standings == outlook(made(2), count=50).standings


def test_an_interval_holds_the_true_share_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    held = [each.low <= 0.2 <= each.high for each in (share((rng.random(80) < 0.2).tolist()) for _ in range(2000))]
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


def decided_by(low: int, high: int) -> Negotiation:
    """Two issues of two options; what the second side makes of the first issue is not known, all else is."""
    issues = [
        Issue(id=name, title=name, options=(Option(option="no", text="-"), Option(option="yes", text="-")))
        for name in ("a", "b")
    ]

    def side(name: str, likes: tuple[int, int], weights: tuple[int, int], unsure: bool) -> Side:
        scores = [Score(issue=issue, option=option, best=Decimal(worth)) for issue, like in zip("ab", likes, strict=True)
                  for option, worth in (("no", 100 - like), ("yes", like))]  # fmt: skip
        ranged = Weight(issue="a", best=Decimal(weights[0]), low=Decimal(low), high=Decimal(high))
        known = Weight(issue="a", best=Decimal(weights[0]))
        return Side(id=name, name=name, weights=(ranged if unsure else known, Weight(issue="b", best=Decimal(weights[1]))),
                    scores=tuple(scores), no_deal=Guess(best=Decimal(10)))  # fmt: skip

    heading = Heading(id="n", title="n", between=("X", "Y"), on=when("2026-01-01"), authors=("we",))
    return Negotiation((heading, *issues, side("X", (100, 100), (50, 50), False), side("Y", (0, 0), (50, 50), True)))


def test_a_number_on_which_the_choice_hangs_is_worth_finding_out() -> None:
    (clue,) = clues(outlook(decided_by(5, 400), count=1500), rng=np.random.default_rng(0))
    assert (clue.side, clue.of, clue.what) == ("Y", "weight", "a")
    assert clue.counts
    assert clue.turns >= 0.1


def test_to_know_a_number_is_worth_what_choosing_after_it_brings() -> None:
    """One option is worth anything from 0 to 100, the other 50: who knows the first gains 12.5 on average."""
    options = tuple(Option(option=each, text="-") for each in ("unsure", "sure", "none"))
    issues = (Issue(id="a", title="a", options=options), Issue(id="z", title="z", options=options[:2]))

    def side(name: str, issue: str, worths: tuple[int, ...], **told: Decimal) -> Side:
        first, *others = [Score(issue=issue, option=each.option, best=Decimal(worth))
                          for each, worth in zip(options, worths, strict=False)]  # fmt: skip
        return Side(id=name, name=name, weights=(Weight(issue=issue, best=Decimal(1)),), no_deal=Guess(best=Decimal(0)),
                    scores=(replace(first, **told), *others))  # type: ignore[arg-type]  # fmt: skip

    heading = Heading(id="n", title="n", between=("X", "Y"), on=when("2026-01-01"), authors=("we",))
    case = Negotiation((heading, *issues, side("X", "z", (100, 0)), side("Y", "a", (100, 50, 0), low=Decimal(0))))
    (clue,) = clues(outlook(case, count=800), rng=np.random.default_rng(0))
    assert clue.counts
    assert abs(clue.worth - 12.5) < clue.error < 1.5


def test_a_number_that_turns_no_choice_is_worth_nothing() -> None:
    (clue,) = clues(outlook(decided_by(80, 400), count=1500), rng=np.random.default_rng(0))
    assert clue.worth == pytest.approx(0, abs=0.05)
    assert not clue.counts


def test_a_figure_hangs_most_on_the_number_that_it_is_made_of_and_not_on_chance() -> None:
    seen = outlook(made(2, sides=2), count=400)
    at = 3
    numbers, noise = seen.draws.values, np.random.default_rng(0).random(400)
    found = mover(seen, numbers[:, at] ** 2 + noise)
    assert found is not None
    assert (found.side, found.of, found.what) == seen.draws.names[at]
    assert 0.95 < found.worth < 1
    assert found.counts
    by_chance = mover(seen, noise)
    assert by_chance is not None
    assert not by_chance.counts
    assert mover(seen, np.ones(400)) is None
