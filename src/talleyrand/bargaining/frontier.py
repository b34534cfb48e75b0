"""The exact set of efficient packages, however many packages there are.

Clause    options of several issues that may not all stand in one package
Frontier  the efficient points, the best for the first objective first, and a package for each

A package takes one option of every issue; its worth to each objective is the sum over the issues, and what options are
worth together. It is found issue by issue: a beginning of a package is dropped when another is at least as good for
every objective and may go on in every way in which the first may. What may still come is told by the clauses that are
half met, one bit for each.

Source: Nemhauser and Ullmann 1969 (sums); the bits of half-met clauses, and dropping across them, are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining.clauses import Bonus, Clause, Step, steps
from talleyrand.bargaining.dominance import best_in_each, dominated, efficient

Ints = NDArray[np.int64]
Places = NDArray[np.int16]

FEW = 5000  # beginnings, up to which it does not pay to hold them against more than one
PRUNERS = 24  # beginnings with the fewest half-met clauses, against which the others are held


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frontier:
    """The efficient points, the best for the first objective first, and a package for each.

    Attributes:
        points: worth to each objective, shape (point, objective), no two alike.
        packages: the option taken of each issue, shape (point, issue). Of several packages with the same worth, one.
    """

    points: Ints
    packages: Places


def frontier(scores: Sequence[Ints], forbidden: Iterable[Clause] = (), bonuses: Iterable[Bonus] = ()) -> Frontier:
    """Every efficient point of all packages that no clause forbids; empty if every package is forbidden.

    Args:
        scores: for each issue, the worth of its options to each objective, shape (option, objective); more is better.
        forbidden: clauses, each of which forbids the packages in which all its parts hold.
        bonuses: clauses, each with what it is worth to each objective when all its parts hold.

    Raises:
        WrongValue: if a clause names what is not there, or too many are half met at once; then ask `exact.frontier`.

    >>> import numpy as np
    >>> found = frontier([np.array([[0, 4], [3, 0]]), np.array([[0, 1], [1, 0]])])
    >>> found.points.tolist()
    [[4, 0], [3, 1], [1, 4], [0, 5]]
    """
    tables = [np.asarray(each, dtype=np.int64) for each in scores]
    walk = steps(forbidden, bonuses, [len(each) for each in tables])
    points, masks, at = np.zeros((1, tables[0].shape[1]), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64)
    trail: list[tuple[Ints, Ints]] = []
    for step in walk:
        table = tables[step.issue][step.options]
        if len(masks) == 1 and step.free:
            points, parent, option = _summed(points, table)
            at = np.zeros(len(points), np.int64)
            trail.append((parent, step.options[option]))
            continue
        before, (masks, followed) = masks[at], _followed(masks, step)
        after = followed[at]
        parent, option = np.nonzero(after >= 0)
        points, at = points[parent] + table[option] + _paid(step, before[parent], option), after[parent, option]
        kept = _worth_going_on(points, at, masks, step.open_bonuses)
        points, at = points[kept], at[kept]
        trail.append((parent[kept], step.options[option[kept]]))
        used, at = np.unique(at, return_inverse=True)
        masks = masks[used]
    packages = _packages(trail, walk, len(tables))
    by = np.lexsort(points.T[::-1])[::-1]
    return Frontier(points=points[by], packages=packages[by])


def _summed(points: Ints, table: Ints) -> tuple[Ints, Ints, Ints]:
    """The efficient sums of points and of the options of an issue that nothing links, with both that each is of."""
    options = efficient(table)  # of such an issue no other option is ever needed
    sums = (points[:, None, :] + table[options]).reshape(-1, table.shape[1])
    kept = efficient(sums)
    parent, option = np.divmod(kept, len(options))
    return sums[kept], parent, options[option]


def _followed(masks: Ints, step: Step) -> tuple[Ints, Ints]:
    """The half-met clauses that occur after a step, and which of them each option leads to; -1 where it is barred."""
    after = (masks[:, None] & ~step.ends) | step.begins
    after[(masks[:, None] & step.bars) != 0] = -1
    found, places = np.unique(after, return_inverse=True)
    places = places.reshape(after.shape)
    barred = int(len(found) > 0 and found[0] == -1)
    return found[barred:], places - barred


def _paid(step: Step, before: Ints, option: Ints) -> Ints:
    """What the bonuses that a step completes add to each beginning."""
    added: Ints = np.zeros((len(before), 1), dtype=np.int64)
    for each in step.paid:
        met = (before & each.bit == each.bit) & each.held[option]
        added = added + met[:, None] * each.worth
    return added


def _worth_going_on(points: Ints, at: Ints, masks: Ints, bonuses: int) -> Ints:
    """The beginnings that no other makes needless: one with fewer prohibitions half met, and the same bonuses."""
    alive = np.arange(len(points))
    bits = np.array([int(mask).bit_count() for mask in masks], dtype=np.int64)
    for one in np.argsort(bits, kind="stable")[: PRUNERS if len(points) > FEW else 1].tolist():
        tighter = ((masks & masks[one]) == masks[one]) & ((masks ^ masks[one]) & bonuses == 0)
        tighter[one] = False
        if not tighter.any():
            continue
        here, others = alive[at[alive] == one], alive[tighter[at[alive]]]
        needless = others[dominated(points[others], points[here])]
        alive = np.setdiff1d(alive, needless, assume_unique=True) if len(needless) else alive
    return alive[best_in_each(points[alive], at[alive])]


def _packages(trail: list[tuple[Ints, Ints]], walk: Sequence[Step], issues: int) -> Places:
    """The packages behind the last points, read back step by step."""
    at = np.arange(len(trail[-1][0]))
    packages = np.zeros((len(at), issues), dtype=np.int16)
    for (parent, option), step in zip(reversed(trail), reversed(walk), strict=True):
        packages[:, step.issue] = option[at]
        at = parent[at]
    return packages
