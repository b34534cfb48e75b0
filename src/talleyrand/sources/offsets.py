"""Where the characters of a text stand in the original that it was taken from.

Run     a stretch of the text, and the stretch of the original that it was taken from
Extent  a stretch of characters, from its first to just after its last
Weave   a text in the making, which remembers where each part of it came from
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of a text and where it was taken from.

    If both have the same length, they agree character by character; otherwise the whole stands for the whole,
    as `&` for `&amp;` and one space for several.

    Attributes:
        start: where it begins in the text.
        length: its characters in the text.
        origin: where it begins in the original.
        taken: its characters in the original.
    """

    start: int
    length: int
    origin: int
    taken: int


class Extent(NamedTuple):
    """A stretch of characters, from its first to just after its last."""

    start: int
    end: int


class Weave:
    """A text in the making: it guards that the runs are in order and lie within the text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def take(self, text: str, origin: int, taken: int | None = None) -> None:
        """Add what stands in the original from `origin`, in place of as many characters or of `taken`."""
        if not text:
            return
        size = len(text)
        taken = size if taken is None else taken
        last = self._runs[-1] if self._runs else Run(-1, 0, -1, 1)
        if (
            taken == size
            and last.length == last.taken
            and last.start + last.length == self._length
            and last.origin + last.taken == origin
        ):
            self._runs[-1] = Run(last.start, last.length + size, last.origin, last.taken + size)
        else:
            self._runs.append(Run(self._length, size, origin, taken))
        self._pieces.append(text)
        self._length += size

    def insert(self, text: str) -> None:
        """Add what does not stand in the original: the space between two paragraphs."""
        self._pieces.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where it came from."""
        return tuple(self._runs)


def extent(runs: Sequence[Run], start: int, end: int) -> Extent:
    """The stretch of the original that holds all of a text's characters from `start` to `end`.

    Characters that were inserted stand for nothing: the stretch is that of the others, and is empty, just after
    what stands before, if there are none.

    >>> extent((Run(0, 3, 10, 3), Run(3, 1, 13, 5), Run(4, 2, 18, 2)), 2, 5)
    Extent(start=12, end=19)
    """
    first = max(bisect_right(runs, start, key=lambda run: run.start) - 1, 0)
    low, high, before = None, 0, 0
    for run in runs[first:]:
        if run.start >= end:
            break
        left, right = max(start - run.start, 0), min(end - run.start, run.length)
        if left >= right:
            before = run.origin + run.taken
            continue
        alike = run.length == run.taken
        low = run.origin + (left if alike else 0) if low is None else low
        high = run.origin + (right if alike else run.taken)
    return Extent(before, before) if low is None else Extent(low, high)
