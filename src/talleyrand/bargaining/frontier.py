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
from talleyrand.bargaining.dominance import best_in_each, dominated

Ints = NDArray[np.int64]
Places = NDArray[np.int16]
Bonuses = tuple[Clause, Ints]  # the second of shape (draw, objective)

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

    def first(self, places: Sequence[int]) -> int:
        """Of places that are as good, the one whose package comes first, whatever the order of the objectives."""
        return min(places, key=lambda place: self.packages[place].tolist())


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
    paid = [(clause, np.array([worth], dtype=np.int64)) for clause, worth in bonuses]
    (found,) = frontiers([np.asarray(each)[None] for each in scores], forbidden, paid)
    return found


def frontiers(
    scores: Sequence[Ints], forbidden: Iterable[Clause] = (), bonuses: Iterable[Bonuses] = ()
) -> tuple[Frontier, ...]:
    """The same for many draws of the scores, all at once.

    Args:
        scores: for each issue, shape (draw, option, objective).
        forbidden: as above, the same in every draw.
        bonuses: clauses, each with what it is worth, shape (draw, objective).
    """
    tables = [np.asarray(each, dtype=np.int64) for each in scores]
    walk = steps(forbidden, bonuses, [each.shape[1] for each in tables])
    count, _, objectives = tables[0].shape
    points, draw = np.zeros((count, objectives), np.int64), np.arange(count)
    masks, at = np.zeros(1, np.int64), np.zeros(count, np.int64)
    trail: list[tuple[Ints, Ints]] = []
    for step in walk:
        table = tables[step.issue][:, step.options]
        if len(masks) == 1 and step.free:
            points, draw, parent, option = _summed(points, draw, table)
            at = np.zeros(len(points), np.int64)
            trail.append((parent, step.options[option]))
            continue
        before, (masks, followed) = masks[at], _followed(masks, step)
        after = followed[at]
        parent, option = np.nonzero(after >= 0)
        draw, at = draw[parent], after[parent, option]
        points = points[parent] + table[draw, option] + _paid(step, before[parent], draw, option)
        kept = np.sort(_worth_going_on(points, draw, at, masks, step.open_bonuses))  # so that of alike the first stays
        points, draw, at = points[kept], draw[kept], at[kept]
        trail.append((parent[kept], step.options[option[kept]]))
        used, at = np.unique(at, return_inverse=True)
        masks = masks[used]
    by = np.lexsort((*points.T[::-1], -draw))[::-1]
    ends = np.searchsorted(draw[by], np.arange(1, count))
    packages = _packages(trail, walk, len(tables))[by]
    return tuple(
        Frontier(points=each, packages=taken)
        for each, taken in zip(np.split(points[by], ends), np.split(packages, ends), strict=True)
    )


def _summed(points: Ints, draw: Ints, table: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The efficient sums of points and of the options of an issue that nothing links, of which draw and of what."""
    count, options, objectives = table.shape
    best = best_in_each(table.reshape(-1, objectives), np.repeat(np.arange(count), options))
    needed = np.zeros((count, options), dtype=bool)  # of such an issue no other option is ever needed
    needed.reshape(-1)[best] = True
    parent, option = np.nonzero(needed[draw])
    draw = draw[parent]
    sums = points[parent] + table[draw, option]
    kept = np.sort(best_in_each(sums, draw))
    return sums[kept], draw[kept], parent[kept], option[kept]


def _followed(masks: Ints, step: Step) -> tuple[Ints, Ints]:
    """The half-met clauses that occur after a step, and which of them each option leads to; -1 where it is barred."""
    after = (masks[:, None] & ~step.ends) | step.begins
    after[(masks[:, None] & step.bars) != 0] = -1
    found, places = np.unique(after, return_inverse=True)
    places = places.reshape(after.shape)
    barred = int(len(found) > 0 and found[0] == -1)
    return found[barred:], places - barred


def _paid(step: Step, before: Ints, draw: Ints, option: Ints) -> Ints:
    """What the bonuses that a step completes add to each beginning."""
    added: Ints = np.zeros((len(before), 1), dtype=np.int64)
    for each in step.paid:
        met = (before & each.bit == each.bit) & each.held[option]
        added = added + met[:, None] * each.worth[draw]
    return added


def _worth_going_on(points: Ints, draw: Ints, at: Ints, masks: Ints, bonuses: int) -> Ints:
    """The beginnings that no other of their draw makes needless: one with fewer half met, and the same bonuses."""
    alive = np.arange(len(points))
    bits = np.array([int(mask).bit_count() for mask in masks], dtype=np.int64)
    few = len(points) <= FEW * (int(draw.max(initial=0)) + 1)
    for one in np.argsort(bits, kind="stable")[: 1 if few else PRUNERS].tolist():
        tighter = ((masks & masks[one]) == masks[one]) & ((masks ^ masks[one]) & bonuses == 0)
        tighter[one] = False
        if not tighter.any():
            continue
        here, others = alive[at[alive] == one], alive[tighter[at[alive]]]
        needless = others[dominated(points[others], points[here], draw[others], draw[here])]
        alive = np.setdiff1d(alive, needless, assume_unique=True) if len(needless) else alive
    return alive[best_in_each(points[alive], draw[alive] * len(masks) + at[alive])]


def _packages(trail: list[tuple[Ints, Ints]], walk: Sequence[Step], issues: int) -> Places:
    """The packages behind the last points, read back step by step."""
    at = np.arange(len(trail[-1][0]))
    packages = np.zeros((len(at), issues), dtype=np.int16)
    for (parent, option), step in zip(reversed(trail), reversed(walk), strict=True):
        packages[:, step.issue] = option[at]
        at = parent[at]
    return packages
