"""Which points are at least as good as which, for any number of objectives; more is better."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CHUNK = 256


def efficient(points: Ints) -> Ints:
    """The places of the points that no other is at least as good as; of points alike, one.

    >>> import numpy as np
    >>> efficient(np.array([[1, 5], [3, 3], [2, 3], [3, 3]])).tolist()
    [1, 0]
    """
    return best_in_each(points, np.zeros(len(points), dtype=np.int64))


def best_in_each(points: Ints, group: Ints) -> Ints:
    """The places of the points that no other of their group is at least as good as; of points alike, one.

    Args:
        points: shape (point, objective).
        group: a number from 0 for each point.
    """
    if len(points) == 0:
        return np.zeros(0, dtype=np.int64)
    if points.shape[1] == 2:
        return _best_of_two(points - points.min(axis=0), group)
    found = [places[_best(points[places])] for _, places in _groups(group)]
    return np.concatenate(found)


def dominated(points: Ints, by: Ints, group: Ints, by_group: Ints) -> Bools:
    """For each point, whether one of `by` of its group is at least as good for every objective.

    Args:
        points: shape (point, objective).
        by: those that they are held against, shape (other, objective).
        group: a number from 0 for each point.
        by_group: a number from 0 for each of the others.
    """
    found = np.zeros(len(points), dtype=bool)
    if len(points) == 0 or len(by) == 0:
        return found
    kept = best_in_each(by, by_group)
    by, by_group = by[kept], by_group[kept]
    if points.shape[1] == 2:
        return _below(points, by, group, by_group)
    others = dict(_groups(by_group))
    for one, places in _groups(group):
        for start in range(0, len(others.get(one, ())), CHUNK):
            left = places[~found[places]]
            found[left] = _covered(points[left], by[others[one][start : start + CHUNK]])
    return found


def _below(points: Ints, by: Ints, group: Ints, by_group: Ints) -> Bools:
    """The same for two objectives, with one search: as the first objective rises, the second of `by` falls."""
    firsts = np.unique(by[:, 0])
    ranks, by_ranks = np.searchsorted(firsts, points[:, 0]), np.searchsorted(firsts, by[:, 0])
    keys = by_group * (len(firsts) + 1) + by_ranks
    order = np.argsort(keys)
    next_up = np.searchsorted(keys[order], group * (len(firsts) + 1) + ranks)
    there = order[np.minimum(next_up, len(order) - 1)]
    return np.asarray((next_up < len(order)) & (by_group[there] == group) & (by[there, 1] >= points[:, 1]))


def _covered(points: Ints, by: Ints) -> Bools:
    held = np.ones((len(points), len(by)), dtype=bool)
    for objective in range(points.shape[1]):
        held &= by[None, :, objective] >= points[:, None, objective]
    return np.asarray(held.any(axis=1))


def _best_of_two(points: Ints, group: Ints) -> Ints:
    """All groups in one sort: by group, then the first objective from the top, then the second; of alike, the first."""
    wide, high = (int(each) + 1 for each in points.max(axis=0))
    if (int(group.max()) + 1) * wide * high < 2**62:
        keys = (group * wide + (wide - 1 - points[:, 0])) * high + (high - 1 - points[:, 1])
        by = np.argsort(keys)
        keys = keys[by]
        if (alike := keys[1:] == keys[:-1]).any():  # which of them comes first in a sort is chance
            by = np.minimum.reduceat(by, np.append(0, np.flatnonzero(~alike) + 1))
    else:
        by = np.lexsort((-points[:, 1], -points[:, 0], group))
    raised = points[by, 1] + group[by] * high  # each group above the ones before it
    kept = np.ones(len(by), dtype=bool)
    kept[1:] = raised[1:] > np.maximum.accumulate(raised)[:-1]
    return np.asarray(by[kept])


def _groups(group: Ints) -> list[tuple[int, Ints]]:
    """The groups that there are, each with its places."""
    by = np.argsort(group, kind="stable")
    parts = np.split(by, np.flatnonzero(np.diff(group[by])) + 1) if len(by) else []
    return [(int(group[part[0]]), part) for part in parts]


def _best(points: Ints) -> Ints:
    """Of one group, any number of objectives: from the largest sum down, since a larger sum is never dominated."""
    by = np.lexsort((*points.T, points.sum(axis=1)))[::-1]
    kept = np.zeros(0, dtype=np.int64)
    for start in range(0, len(by), CHUNK):
        chunk = by[start : start + CHUNK]
        if len(kept):
            chunk = chunk[~_covered(points[chunk], points[kept])]
        held = (points[chunk][None, :, :] >= points[chunk][:, None, :]).all(axis=2)
        held &= np.tri(len(chunk), k=-1, dtype=bool)  # only by one before it: of points alike the first stays
        kept = np.append(kept, chunk[~held.any(axis=1)])
    return kept
