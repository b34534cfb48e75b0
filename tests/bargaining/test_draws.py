"""Draws against throwing away, from plain draws, whatever breaks what is told."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from talleyrand.bargaining.draws import Draws, draws
from talleyrand.bargaining.entries import (
    Comparison,
    Guess,
    Heading,
    Interaction,
    Issue,
    Option,
    Order,
    Part,
    Score,
    Side,
    Weight,
)
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.errors import WrongValue
from talleyrand.record.dates import when


def negotiation(**told: object) -> Negotiation:
    """Two issues of two options, the first side's numbers uncertain, and whatever is told of it beside."""
    issues = [
        Issue(id=name, title=name, options=(Option(option="no", text="-"), Option(option="yes", text="-")))
        for name in ("a", "b")
    ]
    weights = tuple(Weight(issue=name, best=Decimal(50), low=Decimal(10), high=Decimal(90)) for name in ("a", "b"))
    scores = tuple(Score(issue=name, option=option, best=Decimal(best), low=Decimal(low), high=Decimal(high))
                   for name in ("a", "b") for option, best, low, high in (("no", 0, 0, 60), ("yes", 100, 40, 100)))  # fmt: skip
    sides = [Side(id=name, name=name, weights=weights, scores=scores, no_deal=Guess(best=Decimal(30)), **(told if name == "X" else {}))  # type: ignore[arg-type]
             for name in ("X", "Y")]  # fmt: skip
    heading = Heading(id="n", title="n", between=("X", "Y"), on=when("2026-01-01"), authors=("we",))
    return Negotiation((heading, *issues, *sides))


def column(found: Draws, of: str, what: str) -> np.ndarray:
    return found.values[:, found.names.index(("X", of, what))]


def drawn(count: int = 4000, seed: int = 5, **told: object) -> Draws:
    case = negotiation(**told)
    return draws(case, case.principals, count=count, rng=np.random.default_rng(seed))


BETTER = Comparison(better=(Part(issue="a", option=("yes",)), Part(issue="b", option=("no",))),
                    than=(Part(issue="a", option=("no",)), Part(issue="b", option=("yes",))))  # fmt: skip


def test_without_anything_told_each_number_is_anywhere_in_its_range() -> None:
    found = drawn()
    weights = column(found, "weight", "a")
    assert weights.min() >= 10
    assert weights.max() <= 90
    assert [np.mean(weights <= each) for each in (30, 50, 70)] == pytest.approx([0.25, 0.5, 0.75], abs=0.03)


def test_an_order_of_issues_is_kept_and_nothing_else_changes() -> None:
    found = drawn(orders=(Order(first=("a", "b")),))
    one, other = column(found, "weight", "a"), column(found, "weight", "b")
    plain = np.random.default_rng(1).uniform(10, 90, size=(200_000, 2))
    kept = plain[plain[:, 0] >= plain[:, 1]]
    assert (one >= other).all()
    assert [one.mean(), other.mean()] == pytest.approx(kept.mean(axis=0), abs=1.2)
    assert [one.std(), other.std()] == pytest.approx(kept.std(axis=0), abs=1.2)


def test_a_comparison_of_packages_leaves_what_throwing_away_the_others_leaves() -> None:
    found = drawn(comparisons=(BETTER,))
    rng = np.random.default_rng(2)
    weights = rng.uniform(10, 90, size=(400_000, 2))
    no, yes = rng.uniform(0, 60, size=(400_000, 2)), rng.uniform(40, 100, size=(400_000, 2))
    kept = weights[:, 0] * (yes - no)[:, 0] >= weights[:, 1] * (yes - no)[:, 1]
    for what, truth in (("a", weights[kept, 0]), ("b", weights[kept, 1])):
        assert column(found, "weight", what).mean() == pytest.approx(truth.mean(), abs=1.3)
    assert column(found, "score", "a: yes").mean() == pytest.approx(yes[kept, 0].mean(), abs=1.2)
    assert column(found, "score", "b: yes").mean() == pytest.approx(yes[kept, 1].mean(), abs=1.2)


def test_what_is_worth_more_together_counts_in_a_comparison() -> None:
    burden = Interaction(parts=BETTER.better, worth=Guess(best=Decimal(-40)))
    found = drawn(comparisons=(BETTER,), interactions=(burden,))
    one, other = (column(found, "weight", each) for each in "ab")
    worth = [
        column(found, "score", f"{issue}: {option}")
        for issue, option in (("a", "yes"), ("b", "no"), ("a", "no"), ("b", "yes"))
    ]
    gain = one * (worth[0] - worth[2]) + other * (worth[1] - worth[3]) - 40 * (one + other)
    assert gain.min() >= -1e-6


def test_a_best_guess_that_breaks_what_is_told_is_no_hindrance() -> None:
    order = Order(issue="a", first=("no", "yes"))
    found = drawn(count=300, orders=(order,))
    assert (column(found, "score", "a: no") >= column(found, "score", "a: yes")).all()


def test_what_leaves_no_room_is_refused_by_name() -> None:
    with pytest.raises(WrongValue, match="ranges of 'X'"):
        drawn(count=50, orders=(Order(first=("a", "b")),), comparisons=(
            Comparison(better=(Part(issue="a", option=("no",)),), than=(Part(issue="a", option=("yes",)),)),
            Comparison(better=(Part(issue="b", option=("no",)),), than=(Part(issue="b", option=("yes",)),)),
            Comparison(better=(Part(issue="a", option=("no",)), Part(issue="b", option=("yes",))),
                       than=(Part(issue="a", option=("yes",)), Part(issue="b", option=("no",)))),
            Comparison(better=(Part(issue="a", option=("yes",)), Part(issue="b", option=("yes",))),
                       than=(Part(issue="a", option=("no",)), Part(issue="b", option=("no",)))),
        ), interactions=(Interaction(parts=BETTER.than, worth=Guess(best=Decimal(-90))),))  # fmt: skip


def test_the_same_seed_draws_the_same() -> None:
    one, other = drawn(count=50, comparisons=(BETTER,)), drawn(count=50, comparisons=(BETTER,))
    assert one.values.tobytes() == other.values.tobytes()


def test_a_draws_tables_are_shares_of_the_weights_times_the_scores() -> None:
    found = drawn(count=20)
    one, other = (column(found, "weight", each) for each in "ab")
    for n, each in enumerate(found):
        expected = one[n] / (one[n] + other[n]) * column(found, "score", "a: yes")[n]
        assert each.tables[0][1, 0] == round(expected * 10_000)
        assert each.no_deal.tolist() == [300_000, 300_000]
