"""Every preference that what is said of the sides allows: many draws of all numbers at once, each as likely as another.

Draw   what the sides may want, once: a worth for each option of each issue, and for no deal
Draws  many of them, and the numbers that went into each

A number lies anywhere between its low and its high. Of such numbers only those count that put issues and options in the
orders told, and packages before packages as compared. They are found by moving one number at a time to anywhere that
the others allow (Gibbs sampling in a convex or nearly convex body), in as many chains as there are draws.

Source: Lahdelma and Salminen 2001 (stochastic acceptability); Tervonen and others 2013 (sampling weights).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.clauses import Bonus, Clause
from talleyrand.bargaining.entries import Judged, Parts, Side
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.errors import WrongValue

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEEPS = 120
FIRST = 200  # sweeps in which a chain may find its way to where everything told holds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draw:
    """What the sides may want, once, in units of a table.

    Attributes:
        tables: for each issue, the worth of its options, shape (option, side).
        bonuses: what options are worth together.
        no_deal: what each side has with no deal, shape (side,).
    """

    tables: tuple[Ints, ...]
    bonuses: tuple[Bonus, ...]
    no_deal: Ints


@dataclass(frozen=True, eq=False)
class Draws:
    """Many draws, and the numbers that went into each.

    Attributes:
        sides: whose, in order.
        names: of each number: side, what it is of (weight, score, no deal, together), and of which issue and option.
        values: shape (draw, number).
        tables: for each issue, the worth of its options in units, shape (draw, option, side).
        bonuses: clauses, each with what it is worth, shape (draw, side).
        no_deal: what each side has with no deal, in units, shape (draw, side).
    """

    sides: tuple[Side, ...]
    names: tuple[tuple[str, str, str], ...]
    values: Floats
    tables: tuple[Ints, ...]
    bonuses: tuple[tuple[Clause, Ints], ...]
    no_deal: Ints

    def __len__(self) -> int:
        return len(self.no_deal)

    def __iter__(self) -> Iterator[Draw]:
        for n, least in enumerate(self.no_deal):
            paid = tuple((clause, tuple(each[n].tolist())) for clause, each in self.bonuses)
            yield Draw(tables=tuple(each[n] for each in self.tables), bonuses=paid, no_deal=least)

    def worth(self, settled: Sequence[int]) -> Ints:
        """What a package is worth to each side in each draw, in units, shape (draw, side)."""
        total: Ints = np.sum([each[:, option] for each, option in zip(self.tables, settled, strict=True)], axis=0)
        for clause, added in self.bonuses:
            if all(settled[issue] in options for issue, options in clause):
                total = total + added
        return total


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is told of a side: a sum of products of its numbers that must not be below nothing.

    Attributes:
        terms: (sign, places of the numbers multiplied).
    """

    terms: tuple[tuple[float, tuple[int, ...]], ...]

    @property
    def places(self) -> frozenset[int]:
        """The places of all its numbers."""
        return frozenset(place for _, places in self.terms for place in places)

    def value(self, numbers: Floats) -> Floats:
        total: Floats = np.zeros(len(numbers))
        for sign, places in self.terms:
            total += sign * _product(numbers, places)
        return total

    def slope(self, numbers: Floats, place: int) -> Floats:
        """How much the sum grows with one number; no number is multiplied with itself."""
        total: Floats = np.zeros(len(numbers))
        for sign, places in self.terms:
            if place in places:
                total += sign * _product(numbers, [each for each in places if each != place])
        return total


def _product(numbers: Floats, places: Sequence[int]) -> Floats | float:
    return prod((numbers[:, each] for each in places), start=1.0)


def draws(negotiation: Negotiation, sides: Sequence[Side], *, count: int, rng: np.random.Generator) -> Draws:
    """So many draws of what the sides may want; the same ones in whatever order the sides stand.

    Raises:
        WrongValue: if nothing within the ranges of a side agrees with the orders and comparisons told of it.
    """
    names: list[tuple[str, str, str]] = []
    columns: list[Floats] = []
    made = [np.zeros((count, len(issue.options), len(sides))) for issue in negotiation.issues]
    together: list[tuple[Clause, Ints]] = []
    least = np.zeros((count, len(sides)))
    drawn = {side.id: _numbers(side, count, rng) for side in by_wants(sides)}
    for at, side in enumerate(sides):
        numbers, found = drawn[side.id]
        names.extend((side.id, *name) for name in found)
        columns.append(numbers)
        held = {name: numbers[:, n] for n, name in enumerate(found)}
        whole = np.sum([held["weight", each.issue] for each in side.weights], axis=0)
        for score in side.scores:
            share = held["weight", score.issue] / np.where(whole > 0, whole, 1)
            place, option = negotiation.place(score.issue), negotiation.option(score.issue, score.option)
            made[place][:, option, at] = share * held["score", f"{score.issue}: {score.option}"]
        for n, each in enumerate(side.interactions):
            added = np.zeros((count, len(sides)))
            added[:, at] = held["together", str(n)]
            together.append((scale.clause(negotiation, each.parts), _units(added)))
        least[:, at] = held["no deal", ""]
    return Draws(
        sides=tuple(sides),
        names=tuple(names),
        values=np.hstack(columns) if columns else np.zeros((count, 0)),
        tables=tuple(map(_units, made)),
        bonuses=tuple(together),
        no_deal=_units(least),
    )


def by_wants(sides: Sequence[Side]) -> list[Side]:
    """Sides in an order that rests on what they want alone, not on their names or places."""

    def wants(side: Side) -> str:
        return repr((side.weights, side.scores, side.no_deal, side.interactions, side.orders, side.comparisons))

    return sorted(sides, key=wants)


def _units(points: Floats) -> Ints:
    return np.rint(points * scale.UNIT).astype(np.int64)


def _numbers(side: Side, count: int, rng: np.random.Generator) -> tuple[Floats, list[tuple[str, str]]]:
    """The numbers of a side in each draw, and what each is."""
    judged: dict[tuple[str, str], Judged] = {("weight", each.issue): each for each in side.weights}
    judged |= {("score", f"{each.issue}: {each.option}"): each for each in side.scores}
    judged |= {("together", str(n)): each.worth for n, each in enumerate(side.interactions)}
    judged["no deal", ""] = side.no_deal
    low = np.array([float(each.best if each.low is None else each.low) for each in judged.values()])
    high = np.array([float(each.best if each.high is None else each.high) for each in judged.values()])
    places = {name: n for n, name in enumerate(judged)}
    rules = _rules(side, places)
    if not rules:
        return rng.uniform(low, high, size=(count, len(low))), list(judged)
    best = np.array([float(each.best) for each in judged.values()])
    tied = np.zeros(len(low), dtype=bool)  # numbers of which something is told; the others need no chain
    tied[[place for rule in rules for _, several in rule.terms for place in several]] = True
    numbers = _settled(np.tile(best, (count, 1)), np.where(tied, low, best), np.where(tied, high, best), rules, rng)
    if numbers is None:
        raise WrongValue(f"nothing within the ranges of '{side.id}' agrees with its orders and comparisons; "
                         "widen a range, or take one of them out")  # fmt: skip
    numbers[:, ~tied] = rng.uniform(low[~tied], high[~tied], size=(count, int((~tied).sum())))
    return numbers, list(judged)


def _rules(side: Side, places: dict[tuple[str, str], int]) -> list[_Rule]:
    found: list[_Rule] = []
    for order in side.orders:
        names = [
            ("weight", each) if order.issue is None else ("score", f"{order.issue}: {each}") for each in order.first
        ]
        pairs = (pair for pair in pairwise(names) if pair[0] in places and pair[1] in places)
        found.extend(_Rule(((1, (places[dear],)), (-1, (places[less],)))) for dear, less in pairs)
    for each in side.comparisons:
        terms = [*_worth(side, places, each.better, 1), *_worth(side, places, each.than, -1)]
        found.append(_Rule(tuple(terms)))
    return found


def _worth(
    side: Side, places: dict[tuple[str, str], int], parts: Parts, sign: float
) -> Iterable[tuple[float, tuple[int, ...]]]:
    """The worth of the parts of a package, times the sum of the weights, as products of numbers."""
    for part in parts:
        score = ("score", f"{part.issue}: {part.option[0]}")
        if score in places:
            yield sign, (places["weight", part.issue], places[score])
    settled = {part.issue: part.option[0] for part in parts}
    for n, each in enumerate(side.interactions):
        if all(settled.get(part.issue) in part.option for part in each.parts):
            yield from ((sign, (places["weight", weight.issue], places["together", str(n)])) for weight in side.weights)


def _settled(numbers: Floats, low: Floats, high: Floats, rules: list[_Rule], rng: np.random.Generator) -> Floats | None:
    """Chains moved until all rules hold in them and their start is forgotten; None if they come to hold in none."""
    numbers = np.clip(numbers, low, high)
    lacking = [np.maximum(0, -rule.value(numbers)) for rule in rules]
    for _ in range(FIRST):
        if not np.any(lacking):
            break
        _sweep(numbers, low, high, rules, lacking, rng)
        lacking = [
            np.minimum(before, np.maximum(0, -rule.value(numbers))) for rule, before in zip(rules, lacking, strict=True)
        ]
    sound = np.flatnonzero(np.max(lacking, axis=0) <= 1e-9)
    if not len(sound):
        return None
    numbers = numbers[rng.choice(sound, size=len(numbers))] if len(sound) < len(numbers) else numbers
    nothing = [np.zeros(len(numbers)) for _ in rules]
    for _ in range(SWEEPS):
        _sweep(numbers, low, high, rules, nothing, rng)
    return numbers


def _sweep(
    numbers: Floats, low: Floats, high: Floats, rules: list[_Rule], lacking: list[Floats], rng: np.random.Generator
) -> None:
    """Each number moved once, to anywhere that the others allow; no rule may be broken by more than it lacks."""
    involved = [rule.places for rule in rules]
    for place in np.flatnonzero(high > low).tolist():
        least, most = np.full(len(numbers), low[place]), np.full(len(numbers), high[place])
        for rule, places, lack in zip(rules, involved, lacking, strict=True):
            if place not in places:
                continue
            slope = rule.slope(numbers, place)
            rest = rule.value(numbers) - slope * numbers[:, place] + lack
            with np.errstate(divide="ignore", invalid="ignore"):
                edge = -rest / slope
            least = np.where(slope > 0, np.maximum(least, edge), least)
            most = np.where(slope < 0, np.minimum(most, edge), most)
        room = most > least
        numbers[:, place] = np.where(room, rng.uniform(least, np.where(room, most, least)), numbers[:, place])
