"""How many of one side's easings the other side's answered in time, by their days alone, and had these come otherwise.

Days  ordinals of days, and how many easings were made on each
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from math import isqrt
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

Days = dict[int, int]
_SPARSE = 4  # days of a span to each on which something happened, beyond which the others are passed over
_MANY = 30_000  # days looked at in all, from which it is worth looking at many at once
_AT_ONCE = 200_000  # so that what is looked at takes a few megabytes
_BOUND = 2**30  # more easings than anybody makes


def shifted(days: Days, by: int, start: int, end: int) -> Days:
    """Days moved on by a number of days; what passes the end of the span comes in again at its start.

    >>> shifted({3: 1, 9: 2}, 2, 1, 10)
    {5: 1, 1: 2}
    """
    span = end - start + 1
    return {(day - start + by) % span + start: count for day, count in days.items()}


def share_answered(ours: Days, theirs: Days, window: int, on: int) -> float | None:
    """The share of our easings answered in time, of those that can be judged; None if none can.

    Easings are matched one to one, first come, first served, as the fates of easings are (`concessions`), but only
    counted: an easing in return for an earlier one of theirs, and one whose window is not over, are left out.

    Args:
        window: days within which an answer counts.
        on: day by which an answer must have come.

    >>> share_answered({1: 1, 50: 1}, {5: 1}, 10, 100)
    0.5
    """
    return _share(_together(ours, theirs), window, on)


def shares_answered(
    ours: Days, theirs: Days, window: int, on: int, shifts: Sequence[int], span: tuple[int, int]
) -> list[float | None]:
    """The same share if all their days had been moved round a span, by each of some numbers of days.

    Args:
        span: first and last day.
    """
    start, end = span
    length = end - start + 1
    if length > _SPARSE * (len(ours) + len(theirs)):
        return [_share(_together(ours, shifted(theirs, by, start, end)), window, on) for by in shifts]
    if length * len(shifts) < _MANY:
        return [_share(days, window, on) for days in _moved_round(ours, theirs, shifts, start, end)]
    some = max(1, _AT_ONCE // length)
    return [share for first in range(0, len(shifts), some)
            for share in _at_once(ours, theirs, window, on, shifts[first : first + some], span)]  # fmt: skip


# --- day by day ----------------------------------------------------------------------------------

_Both = Iterable[tuple[int, int, int]]  # days in order, with how many easings we and they made on each


def _together(ours: Days, theirs: Days) -> _Both:
    return [(day, ours.get(day, 0), theirs.get(day, 0)) for day in sorted(ours.keys() | theirs.keys())]


def _moved_round(ours: Days, theirs: Days, shifts: Iterable[int], start: int, end: int) -> Iterator[_Both]:
    span, days = end - start + 1, range(start, end + 1)
    us, them = ([side.get(day, 0) for day in days] for side in (ours, theirs))
    for by in shifts:
        moved = them[span - by :] + them[: span - by]
        yield compress(zip(days, us, moved, strict=True), map(or_, us, moved))


def _share(days: _Both, window: int, on: int) -> float | None:
    # Written out, with lists that only grow and few calls: a small record's page spends most of its time here.
    waiting: list[int] = []  # days of easings that wait, all of one side
    counts: list[int] = []  # how many of each
    head = tail = answered = unanswered = 0
    waiting_ours = True
    for day, us, them in days:
        own, coming = (us, them) if waiting_ours else (them, us)
        if coming and head < tail:
            since = day - window
            while head < tail and waiting[head] < since:
                unanswered += counts[head] if waiting_ours else 0
                head += 1
            while head < tail and coming:
                left = counts[head]
                met = left if left < coming else coming
                coming -= met
                answered += met if waiting_ours else 0
                if met == left:
                    head += 1
                else:
                    counts[head] = left - met
        if coming:
            answered += own if own < coming else coming
            if coming > own:
                waiting_ours = not waiting_ours
            own = own - coming if own > coming else coming - own
        if own:
            waiting.append(day)
            counts.append(own)
            tail += 1
    if waiting_ours:
        left_over = zip(waiting[head:], counts[head:], strict=True)
        unanswered += sum([count for day, count in left_over if day + window < on])
    return answered / (answered + unanswered) if answered + unanswered else None


# --- many at once --------------------------------------------------------------------------------
#
# What waits is a number: ours above zero, theirs below. Who came first is answered first, so what still waits is always
# what came last, and what waited too long goes when that number is held within what each side made in the window before
# a day; then the day's own are added. A run of days thus adds something and holds the sum within two bounds, and a run
# of runs does the same: runs are worked out side by side, then one after another, then each from where it begins.


def _at_once(
    ours: Days, theirs: Days, window: int, on: int, shifts: Sequence[int], span: tuple[int, int]
) -> Iterator[float | None]:
    import numpy as np  # here: a command would wait for it longer than for what it saves a small record

    start, end = span
    length = end - start + 1
    us, them = (np.array([side.get(day, 0) for day in range(start, end + 1)], np.int32) for side in (ours, theirs))
    moved = them[(np.arange(length) - np.array(shifts)[:, None]) % length]
    before = _waiting(us, moved, _lately(us[None], window), _lately(moved, window))
    answered = np.minimum(np.maximum(before + us, 0), moved).sum(axis=1)
    returned = np.minimum(np.maximum(-before, 0), us).sum(axis=1)
    left = np.maximum(before[:, -1] + us[-1] - moved[:, -1], 0)
    recent = sum(count for day, count in ours.items() if day + window >= on)
    judged = us.sum() - returned - np.minimum(left, recent)
    for met, of in zip(answered.tolist(), judged.tolist(), strict=True):
        yield met / of if of else None


def _lately(made: Ints, window: int) -> Ints:
    """How many each row made in the window before each of its days, that day left out."""
    import numpy as np

    upto = np.zeros((made.shape[0], made.shape[1] + 1), np.int32)
    np.cumsum(made, axis=1, out=upto[:, 1:])
    first = np.maximum(np.arange(made.shape[1]) - min(window, made.shape[1]), 0)
    found: Ints = upto[:, :-1] - upto[:, first]
    return found


def _waiting(us: Ints, them: Ints, most: Ints, least: Ints) -> Ints:
    """For each row, what waits as each day begins, what waited too long gone: ours above zero, theirs below."""
    import numpy as np

    rows, length = them.shape
    run = isqrt(length) + 1
    number = -(-length // run)
    low, high, added = (
        np.ascontiguousarray(_runs(each, rows, number * run, fill).reshape(rows, number, run).transpose(2, 0, 1))
        for each, fill in ((-least, -_BOUND), (most, _BOUND), (us - them, 0))
    )
    shift = np.zeros((rows, number), np.int32)
    lowest, highest = np.full_like(shift, -_BOUND), np.full_like(shift, _BOUND)
    for day in range(run):
        shift += added[day]
        lowest = lowest.clip(low[day], high[day]) + added[day]
        highest = highest.clip(low[day], high[day]) + added[day]
    begins = np.zeros((rows, number), np.int32)
    for each in range(number - 1):
        begins[:, each + 1] = (begins[:, each] + shift[:, each]).clip(lowest[:, each], highest[:, each])
    found = np.empty_like(added)
    for day in range(run):
        found[day] = begins.clip(low[day], high[day])
        begins = found[day] + added[day]
    every: Ints = found.transpose(1, 2, 0).reshape(rows, number * run)[:, :length]
    return every


def _runs(each: Ints, rows: int, length: int, fill: int) -> Ints:
    """So many rows of a length, filled up with days that change nothing."""
    import numpy as np

    full = np.full((rows, length), fill, np.int32)
    full[:, : each.shape[1]] = each
    return full
