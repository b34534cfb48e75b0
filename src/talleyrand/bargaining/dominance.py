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
    found = [places[_best(points[places])] for places in _places(group)]
    return np.concatenate(found)


def dominated(points: Ints, by: Ints) -> Bools:
    """For each point, whether one of `by` is at least as good for every objective."""
    if len(points) == 0 or len(by) == 0:
        return np.zeros(len(points), dtype=bool)
    by = by[efficient(by)]
    if points.shape[1] == 2:
        by = by[np.argsort(by[:, 0])]  # the first objective rises, so the second falls
        least = min(points[:, 1].min(), by[:, 1].min()) - 1
        there = np.append(by[:, 1], least)[np.searchsorted(by[:, 0], points[:, 0])]
        return np.asarray(there >= points[:, 1])
    found = np.zeros(len(points), dtype=bool)
    for start in range(0, len(by), CHUNK):
        left = np.flatnonzero(~found)
        found[left] = _covered(points[left], by[start : start + CHUNK])
    return found


def _covered(points: Ints, by: Ints) -> Bools:
    held = np.ones((len(points), len(by)), dtype=bool)
    for objective in range(points.shape[1]):
        held &= by[None, :, objective] >= points[:, None, objective]
    return np.asarray(held.any(axis=1))


def _best_of_two(points: Ints, group: Ints) -> Ints:
    """All groups in one sort: by group, then the first objective from the top, then the second."""
    wide, high = (int(each) + 1 for each in points.max(axis=0))
    if (int(group.max()) + 1) * wide * high < 2**62:
        by = np.argsort((group * wide + (wide - 1 - points[:, 0])) * high + (high - 1 - points[:, 1]))
    else:
        by = np.lexsort((-points[:, 1], -points[:, 0], group))
    raised = points[by, 1] + group[by] * high  # each group above the ones before it
    kept = np.ones(len(by), dtype=bool)
    kept[1:] = raised[1:] > np.maximum.accumulate(raised)[:-1]
    return np.asarray(by[kept])


def _places(group: Ints) -> list[Ints]:
    by = np.argsort(group, kind="stable")
    return np.split(by, np.flatnonzero(np.diff(group[by])) + 1)


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
