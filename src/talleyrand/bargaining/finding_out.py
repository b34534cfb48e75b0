"""What is worth finding out before the talks: how much better one would choose if one knew a number.

Clue  a number that is not known for sure, and what knowing it would be worth

The choice is the package that brings most to whichever side gains least, on average over the draws. To know a number is
to choose anew in each tenth of its range. Even knowing nothing looks like a gain when few draws are cut into tenths:
that is measured by shuffling, and taken off.

Source: Raiffa and Schlaifer 1961 (expected value of partial perfect information); Strong, Oakley and Brennan 2014.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.negotiation import Settled
from talleyrand.bargaining.robust import Outlook

Floats = NDArray[np.float64]

PARTS = 10
SHUFFLES = 400
TRIED = 60  # packages among which one chooses


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A number that is not known for sure, and what knowing it would be worth.

    Attributes:
        side: whose.
        of: weight, score, no deal or together.
        what: of which issue and option.
        worth: by how much the choice would gain on average, in points of the scale; never below nothing.
        noise: what a number that says nothing would seem to be worth, at most, in 19 of 20 cases.
        turns: how often one would choose another package than without knowing it.
    """

    side: str
    of: str
    what: str
    worth: float
    noise: float
    turns: float

    @property
    def counts(self) -> bool:
        """True if it is worth more than a number that says nothing."""
        return self.worth > self.noise


def clues(outlook: Outlook, *, rng: np.random.Generator) -> tuple[Clue, ...]:
    """What is worth finding out, the most first; numbers that are sure are left out."""
    choices = _choices(outlook)
    if not choices:
        return ()
    least = np.stack([outlook.gains(each).min(axis=1) for each in choices], axis=1) / scale.UNIT
    usual = int(least.mean(axis=0).argmax())
    tenths = np.arange(len(least)) * PARTS // len(least)
    nothing = np.array([_gained(rng.permutation(tenths), least)[0] for _ in range(SHUFFLES)])  # the same for any number
    found = [
        _clue(name, values, usual, least, nothing)
        for name, values in zip(outlook.draws.names, outlook.draws.values.T, strict=True)
        if np.ptp(values) > 0
    ]
    return tuple(sorted(found, key=lambda each: (-each.worth, each.side, each.of, each.what)))


def _choices(outlook: Outlook) -> Sequence[Settled]:
    """The packages among which one chooses: candidates, those first that bring most to whichever side gains least."""
    ranked = sorted(outlook.candidates, key=lambda each: -float(outlook.gains(each).min(axis=1).mean()))
    return tuple(dict.fromkeys([*ranked[: TRIED // 2], *outlook.candidates[: TRIED // 2]]))


def _clue(name: tuple[str, str, str], values: Floats, usual: int, least: Floats, nothing: Floats) -> Clue:
    tenths = np.empty(len(values), dtype=np.int64)
    tenths[np.argsort(values, kind="stable")] = np.arange(len(values)) * PARTS // len(values)
    gained, chosen = _gained(tenths, least)
    side, of, what = name
    return Clue(
        side=side, of=of, what=what, worth=max(0.0, gained - float(nothing.mean())),
        noise=float(np.percentile(nothing, 95) - nothing.mean()),
        turns=sum(each != usual for each in chosen) / len(chosen),
    )  # fmt: skip


def _gained(parts: NDArray[np.int64], least: Floats) -> tuple[float, list[int]]:
    """What choosing anew in each part brings beyond one choice for all, and the choices."""
    sums, counts = np.zeros((PARTS, least.shape[1])), np.bincount(parts, minlength=PARTS)
    begun = (counts.cumsum() - counts)[counts > 0]
    sums[counts > 0] = np.add.reduceat(least[np.argsort(parts, kind="stable")], begun)
    return float(sums.max(axis=1).sum() - sums.sum(axis=0).max()) / len(least), sums.argmax(axis=1).tolist()
