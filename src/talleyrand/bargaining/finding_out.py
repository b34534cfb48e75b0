"""What is worth finding out before the talks: how much better one would choose if one knew a number.

Clue  a number that is not known for sure, and what knowing it would be worth

The choice is the package that brings most to whichever side gains least, on average over the draws. To know a number is
to choose anew in each tenth of its range. Whoever chooses by the draws by which the choice is judged seems to gain even
by knowing nothing: so for each tenth of the draws the others choose.

Any other figure hangs most on the number with whose tenths most of its differences between the draws go.

Source: Raiffa and Schlaifer 1961 (expected value of partial perfect information); Strong, Oakley and Brennan 2014;
Saltelli and others 2008 (the share of the variance that goes with one number).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.negotiation import Settled
from talleyrand.bargaining.robust import Outlook

Floats = NDArray[np.float64]

PARTS = 10
FOLDS = 10
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
        error: how far chance may lead the worth astray, in 19 of 20 cases.
        turns: how often one would choose another package than without knowing it.
    """

    side: str
    of: str
    what: str
    worth: float
    noise: float
    error: float
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
    nothing = [float(_gained(rng.permutation(tenths), least)[0].mean()) for _ in range(SHUFFLES)]  # of any number
    noise = max(0.0, float(np.percentile(nothing, 95)))
    found = [
        _clue(name, values, usual, least, noise)
        for name, values in zip(outlook.draws.names, outlook.draws.values.T, strict=True)
        if np.ptp(values) > 0
    ]
    return tuple(sorted(found, key=lambda each: (-each.worth, each.side, each.of, each.what)))


def mover(outlook: Outlook, told: Floats) -> Clue | None:
    """The number on which something that is told of each draw hangs most; None if it is the same in all of them.

    Its worth is the share of the variance of what is told that goes with its tenths, and its noise what the greatest of
    so many shares would come to by chance in 1 of 20 cases.
    """
    numbers, beyond = outlook.draws.values, told - told.mean()
    unsure = np.flatnonzero(np.ptp(numbers, axis=0) > 0) if numbers.size else np.zeros(0, dtype=np.int64)
    if not len(unsure) or not beyond.any():
        return None
    begun = np.arange(PARTS) * len(told) // PARTS
    sums = np.add.reduceat(beyond[np.argsort(numbers[:, unsure], axis=0, kind="stable")], begun)
    shares = (sums**2 / np.diff(begun, append=len(told))[:, None]).sum(axis=0) / (beyond**2).sum()
    at = int(shares.argmax())
    side, of, what = outlook.draws.names[unsure[at]]
    free = PARTS - 1
    rare = NormalDist().inv_cdf(1 - 0.05 / len(unsure)) * (2 / (9 * free)) ** 0.5
    noise = free * (1 - 2 / (9 * free) + rare) ** 3 / len(told)  # Wilson and Hilferty 1931
    return Clue(side=side, of=of, what=what, worth=float(shares[at]), noise=noise, error=0.0, turns=0.0)


def _choices(outlook: Outlook) -> Sequence[Settled]:
    """The packages among which one chooses: candidates, those first that bring most to whichever side gains least."""
    ranked = sorted(outlook.candidates, key=lambda each: -float(outlook.gains(each).min(axis=1).mean()))
    return tuple(dict.fromkeys([*ranked[: TRIED // 2], *outlook.candidates[: TRIED // 2]]))


def _clue(name: tuple[str, str, str], values: Floats, usual: int, least: Floats, noise: float) -> Clue:
    tenths = np.empty(len(values), dtype=np.int64)
    tenths[np.argsort(values, kind="stable")] = np.arange(len(values)) * PARTS // len(values)
    gained, chosen = _gained(tenths, least)
    side, of, what = name
    return Clue(
        side=side, of=of, what=what, worth=max(0.0, float(gained.mean())), noise=noise,
        error=1.959964 * float(gained.std()) / len(gained) ** 0.5,
        turns=sum(each != usual for each in chosen) / len(chosen),
    )  # fmt: skip


def _gained(parts: NDArray[np.int64], least: Floats) -> tuple[Floats, list[int]]:
    """What choosing anew in each part brings beyond one choice for all, draw by draw, and the choices of all draws."""
    draw = np.arange(len(parts))
    fold = draw % FOLDS
    sums, counts = np.zeros((PARTS * FOLDS, least.shape[1])), np.bincount(parts * FOLDS + fold, minlength=PARTS * FOLDS)
    begun = (counts.cumsum() - counts)[counts > 0]
    sums[counts > 0] = np.add.reduceat(least[np.argsort(parts * FOLDS + fold, kind="stable")], begun)
    folds = sums.reshape(PARTS, FOLDS, -1)
    whole = folds.sum(axis=1)
    anew = (whole[:, None] - folds).argmax(axis=2)[parts, fold]
    return least[draw, anew] - least[:, whole.sum(axis=0).argmax()], whole.argmax(axis=1).tolist()
