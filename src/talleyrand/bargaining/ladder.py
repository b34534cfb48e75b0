"""A deal in stages: at what patience neither side gains by leaving at any month, and the least change that holds it.

Rung    a stage as one side sees it: monthly worths, months, and how long a breach goes unanswered
Hold    the least patience at which a side keeps a stage, for best guesses and for the best and worst of the ranges
Repair  one change that makes a stage hold, and how large it must be

While both keep a stage a side has its *gain* each month; if it breaks it, it has the *temptation* until that is seen
and answered, pays what it gave as a bond, and has what it has *broken* ever after. The last stage goes on for good. A
side that is replaced does not mind what comes after: patience counts only so far as whoever decides is still there.

Source: Friedman 1971 (keeping by the shadow of the future); Watson 1999 (starting small); the lag as in `theory.grim`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal

import numpy as np

from talleyrand.bargaining.entries import Judged, Side, Stage
from talleyrand.bargaining.negotiation import Negotiation

View = Literal["best", "worst", "kindest"]

AHEAD = 480  # months that are counted one by one after the last stage has begun; what follows is taken as steady
FINEST = 1e-9
NEVER = 1.0  # a patience that nobody has: no side keeps the stage
MOST_PARTS = 12
HINGES = ("gain", "temptation", "broken", "lag", "bond", "drift")  # the numbers of a rung that have a range
MOST_ORDERS = 6  # stages that are tried in every order


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A stage as one side sees it, a month at a time, in points of the scale.

    Attributes:
        gain: what it has while both keep the stage.
        temptation: what it has while only the other keeps it.
        broken: what it has once it is broken.
        months: how long the stage lasts.
        lag: months until a breach is seen and answered.
        bond: what it forfeits when its breach is seen, once.
        drift: by how much what it has once broken grows each month.
    """

    gain: float
    temptation: float
    broken: float
    months: float
    lag: float
    bond: float = 0.0
    drift: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The least patience, for a year, at which a side keeps a stage; 1 if none is enough.

    A side for which no deal grows better with the years may leave again at more patience than that: what it does at the
    patience it has is looked at by itself.

    Attributes:
        stage: id.
        side: id.
        needed: at the best guesses.
        needed_low: with every range at its kindest to the deal.
        needed_high: with every range at its worst.
        has: the side's patience, low, best and high.
        has_left: the same times the chance that whoever decides stays.
        sure: true if it keeps the stage at its lowest, best and highest patience, with every range at its worst.
        possible: true if it keeps it at one of them, with every range at its kindest.
        keeps: true if it keeps it at the best guesses.
    """

    stage: str
    side: str
    needed: float
    needed_low: float
    needed_high: float
    has: tuple[float, float, float]
    has_left: tuple[float, float, float]
    sure: bool
    possible: bool
    keeps: bool

    @property
    def verdict(self) -> Literal["holds", "may hold", "does not hold"]:
        """Whether it holds over all of the ranges, over some of them, or over none."""
        if self.sure:
            return "holds"
        return "may hold" if self.possible else "does not hold"

    @property
    def slack(self) -> float:
        """By how much the patience there is exceeds what is needed, at the best guesses."""
        return self.has_left[1] - self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change that makes a stage hold for a side at the best guesses.

    Attributes:
        stage: id.
        side: id; empty if it is for all sides.
        change: shorten the lag, add a bond, split the stage, or reorder.
        size: to how many months, how many points, into how many parts.
        order: for reorder, the stages in their new order.
    """

    stage: str
    side: str
    change: Literal["shorten the lag", "add a bond", "split the stage", "reorder"]
    size: float
    order: tuple[str, ...] = ()


def rungs(stages: Sequence[Stage], side: Side, view: View = "best") -> tuple[Rung, ...]:
    """The stages as a side sees them, at the best guesses or at the end of the ranges worst or kindest to the deal."""
    return tuple(_rung(stage, side, view) for stage in stages)


def _rung(stage: Stage, side: Side, view: View) -> Rung:
    (stake,) = (each for each in stage.stakes if each.by == side.id)
    up, down = (_at(view, high=False), _at(view, high=True))
    bond = sum(up(each.worth) for each in stage.bonds if each.by == side.id)
    drift = down(side.drift) / 12 if side.drift is not None else 0.0
    return Rung(gain=up(stake.gain), temptation=down(stake.temptation), broken=down(stake.broken), bond=bond,
                drift=drift, months=float(stage.months), lag=max(FINEST, down(stage.lag)))  # fmt: skip


def _at(view: View, *, high: bool) -> Callable[[Judged], float]:
    """What picks a number out of a range; the worst for the deal is the high end for temptations, the low for gains."""

    def pick(number: Judged) -> float:
        if view == "best":
            return float(number.best)
        end = number.high if (view == "worst") == high else number.low
        return float(number.best if end is None else end)

    return pick


def needed(ladder: Sequence[Rung], at: int) -> float:
    """The least patience, for a year, at which a side keeps one stage of a ladder at each of its months; 1 if none.

    Args:
        ladder: the stages as the side sees them.
        at: which of them.
    """
    tried = [FINEST, *np.linspace(0.0, 1.0, 201)[1:-1].tolist(), 1 - FINEST]
    first = next((n for n, patience in enumerate(tried) if _margin(ladder, at, patience) >= 0), None)
    if first is None:
        return NEVER
    return _between(ladder, at, tried[first - 1], tried[first]) if first else 0.0


def _between(ladder: Sequence[Rung], at: int, low: float, high: float) -> float:
    while high - low > FINEST:
        middle = (low + high) / 2
        low, high = (low, middle) if _margin(ladder, at, middle) >= 0 else (middle, high)
    return high


def _margin(ladder: Sequence[Rung], at: int, patience: float) -> float:
    """The least, over the months of a stage, of what keeping brings beyond breaking."""
    month = float(patience ** (1 / 12))
    rung, last = ladder[at], ladder[-1]
    after = _kept_after(ladder[at + 1 :], month) if at + 1 < len(ladder) else 0.0
    found = []
    start = sum(each.months for each in ladder[:at])
    for gone in _months(rung.months) if rung is not last else (0.0,):
        left = rung.months - gone
        keep = rung.gain / (1 - month) if rung is last else _sum(month, left) * rung.gain + month**left * after
        found.append(keep - _breaking(rung, month, start + gone))
    return min(found)


def _months(length: float) -> Iterator[float]:
    """Each month at which a side may leave a stage."""
    yield from (float(n) for n in range(max(1, int(np.ceil(length)))))


def _kept_after(ladder: Sequence[Rung], month: float) -> float:
    """What the stages bring if all of them are kept, the last for good."""
    worth, discount = 0.0, 1.0
    for rung in ladder[:-1]:
        worth += discount * _sum(month, rung.months) * rung.gain
        discount *= float(month**rung.months)
    return worth + discount * ladder[-1].gain / (1 - month)


def _breaking(rung: Rung, month: float, when: float) -> float:
    """What a breach brings: the temptation until it is answered, the bond lost, and what is had once broken."""
    answered = float(month**rung.lag)
    steady = (rung.broken + rung.drift * (when + rung.lag)) / (1 - month)
    growing = rung.drift * (month * (1 - month**AHEAD) / (1 - month) ** 2) if rung.drift else 0.0
    return _sum(month, rung.lag) * rung.temptation + answered * (steady + growing - rung.bond)


def _sum(month: float, months: float) -> float:
    """What one point a month is worth now, for so many months."""
    return float((1 - month**months) / (1 - month))


def holds(negotiation: Negotiation) -> tuple[Hold, ...]:
    """For each stage and each side at the table, the least patience at which it keeps the stage, and what it has."""
    stages = negotiation.stages
    views: tuple[View, ...] = ("best", "worst", "kindest")
    found: list[Hold] = []
    for side in negotiation.principals:
        seen = {view: rungs(stages, side, view) for view in views}
        has = _range(side.patience, 1.0)
        goes = _range(side.turnover, 0.0)
        left = (has[0] * (1 - goes[2]), has[1] * (1 - goes[1]), has[2] * (1 - goes[0]))
        found.extend(_hold(stage.id, side.id, seen, at, has, left) for at, stage in enumerate(stages))
    return tuple(sorted(found, key=lambda each: [stage.id for stage in stages].index(each.stage)))


def _hold(
    stage: str, side: str, seen: dict[View, tuple[Rung, ...]], at: int, has: tuple[float, ...], left: tuple[float, ...]
) -> Hold:
    at_hand = [min(max(each, FINEST), 1 - FINEST) for each in left]
    return Hold(
        stage=stage,
        side=side,
        needed=needed(seen["best"], at),
        needed_low=needed(seen["kindest"], at),
        needed_high=needed(seen["worst"], at),
        has=(has[0], has[1], has[2]),
        has_left=(left[0], left[1], left[2]),
        sure=all(_margin(seen["worst"], at, each) >= 0 for each in at_hand),
        possible=any(_margin(seen["kindest"], at, each) >= 0 for each in at_hand),
        keeps=_margin(seen["best"], at, at_hand[1]) >= 0,
    )


def hinge(negotiation: Negotiation, hold: Hold) -> str:
    """The number of a stage between whose ends the patience needed differs most, by its name; empty if by none."""
    stages, side = negotiation.stages, negotiation.side(hold.side)
    at = next(n for n, stage in enumerate(stages) if stage.id == hold.stage)
    ladder, worst, kindest = rungs(stages, side), rungs(stages, side, "worst")[at], rungs(stages, side, "kindest")[at]

    def at_an_end(name: str, end: Rung) -> float:
        return needed((*ladder[:at], replace(ladder[at], **{name: getattr(end, name)}), *ladder[at + 1 :]), at)

    gaps = {name: at_an_end(name, worst) - at_an_end(name, kindest) for name in HINGES}
    return max(gaps, key=lambda name: gaps[name]) if any(gaps.values()) else ""


def _range(number: Judged | None, otherwise: float) -> tuple[float, float, float]:
    if number is None:
        return otherwise, otherwise, otherwise
    best = float(number.best)
    return (
        best if number.low is None else float(number.low),
        best,
        best if number.high is None else float(number.high),
    )


def repairs(negotiation: Negotiation) -> tuple[Repair, ...]:
    """The least changes, one at a time, that make each stage hold which does not at the best guesses."""
    found: list[Repair] = []
    for hold in holds(negotiation):
        if hold.keeps:
            continue
        side = negotiation.side(hold.side)
        ladder = rungs(negotiation.stages, side)
        at = next(n for n, stage in enumerate(negotiation.stages) if stage.id == hold.stage)
        found.extend(_repairs(ladder, at, hold))
    if found and (order := _reordered(negotiation)):
        found.append(Repair(stage="", side="", change="reorder", size=0, order=order))
    return tuple(found)


def _repairs(ladder: tuple[Rung, ...], at: int, hold: Hold) -> Iterator[Repair]:
    patience = min(hold.has_left[1], 1 - FINEST)
    rung = ladder[at]

    def keeps(*instead: Rung) -> bool:
        changed = (*ladder[:at], *instead, *ladder[at + 1 :])
        return all(_margin(changed, at + n, patience) >= 0 for n in range(len(instead)))

    if keeps(replace(rung, lag=FINEST)):
        lag = _least(lambda lag: not keeps(replace(rung, lag=lag)), FINEST, rung.lag)
        yield Repair(stage=hold.stage, side=hold.side, change="shorten the lag", size=lag)
    lacking = -_margin(ladder, at, patience) / patience ** (rung.lag / 12)
    yield Repair(stage=hold.stage, side=hold.side, change="add a bond", size=lacking)
    for parts in range(2, MOST_PARTS + 1):
        if keeps(*split(rung, parts)):
            yield Repair(stage=hold.stage, side=hold.side, change="split the stage", size=parts)
            break


def _least(breaks: Callable[[float], bool], low: float, high: float) -> float:
    """The greatest number up to which something does not break, between one that keeps and one that breaks."""
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if breaks(middle) else (middle, high)
    return low


def split(rung: Rung, parts: int) -> tuple[Rung, ...]:
    """A stage in so many parts: each brings its share of the gain, and only what it brings can be cheated on.

    >>> whole = Rung(gain=4, temptation=10, broken=1, months=6, lag=1)
    >>> [(each.gain, each.temptation) for each in split(whole, 3)]
    [(2.0, 4.0), (3.0, 5.0), (4.0, 6.0)]
    """
    steps = [(n + 1) / parts for n in range(parts)]
    gains = [rung.broken + (rung.gain - rung.broken) * each for each in steps]
    tempting = (rung.temptation - rung.gain) / parts
    return tuple(replace(rung, gain=gain, temptation=gain + tempting, months=rung.months / parts) for gain in gains)


def _reordered(negotiation: Negotiation) -> tuple[str, ...]:
    """The order nearest to the present one in which every stage holds at the best guesses; empty if there is none."""
    stages = negotiation.stages
    if not 2 <= len(stages) <= MOST_ORDERS:
        return ()
    sides = [(rungs(stages, side), _left(side)) for side in negotiation.principals]
    for order in sorted(permutations(range(len(stages))), key=_moved):
        if all(_margin([ladder[n] for n in order], at, patience) >= 0
               for ladder, patience in sides for at in range(len(stages))):  # fmt: skip
            return tuple(stages[n].id for n in order)
    return ()


def _left(side: Side) -> float:
    return min(_range(side.patience, 1.0)[1] * (1 - _range(side.turnover, 0.0)[1]), 1 - FINEST)


def _moved(order: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return sum(1 for n, each in enumerate(order) for other in order[n + 1 :] if other < each), order
