"""What two sides would each take of things that can be split, so that neither has more: the adjusted winner.

Sharing  how much of each thing the first side takes, and what each side then has

A benchmark beside the packages, whose options cannot be split: how far they fall short of it says how much is lost
because they cannot. Each side has a hundred points to lay on the things. The outcome is equitable (both have as many
points), free of envy (each has at least half of its own) and efficient (nothing else is better for both).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from talleyrand.errors import WrongValue

WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How things are shared.

    Attributes:
        first: how much of each thing the first side takes, from 0 to 1; the other takes the rest. At most one is split.
        points: what each side has, of its hundred points.
    """

    first: tuple[Fraction, ...]
    points: Fraction


def adjusted_winner(first: Sequence[int | Fraction], second: Sequence[int | Fraction]) -> Sharing:
    """How two sides share things so that both have the same part of what they wish.

    The first side takes things in the order of how much dearer they are to it than to the other, until what it has is
    what the other has in the rest. Of things alike in that, the earlier go to the first side: the points are the same.

    Args:
        first: what each thing is worth to the first side, on any scale.
        second: the same for the second side, on any scale of its own.

    Raises:
        WrongValue: if they are not of one length, or a worth is below nothing, or nothing is worth anything to a side.
    Source: Brams and Taylor 1996, Fair Division, chapter 4.

    >>> adjusted_winner([70, 30], [50, 50])
    Sharing(first=(Fraction(5, 6), Fraction(0, 1)), points=Fraction(175, 3))
    """
    ours, theirs = _hundred(first, "first"), _hundred(second, "second")
    if len(ours) != len(theirs):
        raise WrongValue(f"the first side prizes {len(ours)} things, the second {len(theirs)}: they must be the same")
    taken = [Fraction(0)] * len(ours)
    have, left = Fraction(0), Fraction(WHOLE)
    for n in sorted(range(len(ours)), key=lambda n: _dearer(ours[n], theirs[n]), reverse=True):
        both = ours[n] + theirs[n]
        taken[n] = min(Fraction(1), (left - have) / both) if both else Fraction(0)
        have, left = have + taken[n] * ours[n], left - taken[n] * theirs[n]
        if have == left:
            break
    return Sharing(first=tuple(taken), points=have)


def _hundred(worths: Sequence[int | Fraction], side: str) -> list[Fraction]:
    whole = sum(map(Fraction, worths))
    if min(worths, default=0) < 0 or whole <= 0:
        raise WrongValue(f"what things are worth to the {side} side: {list(worths)}; none below 0, and not all 0")
    return [Fraction(each) * WHOLE / whole for each in worths]


def _dearer(one: Fraction, other: Fraction) -> Fraction:
    """The part that one side's worth has in both; half for a thing that neither wants."""
    return one / (one + other) if one + other else Fraction(1, 2)
