"""What the textbooks can say of a bargain in one formula, for teaching and for checking the larger models against.

Patience is a factor from 0 to 1: what a gain in the next period is worth now, as a share of the same gain now.
"""

from __future__ import annotations

from typing import NamedTuple

from talleyrand.errors import WrongValue


class Between(NamedTuple):
    """A stretch of the line on which two sides bargain: from `low` to `high`; empty if low is above high."""

    low: float
    high: float


class Demand(NamedTuple):
    """What a side asks for, and the chance that it is refused and fought over."""

    share: float
    war: float


def rubinstein(first: float, second: float) -> float:
    """The share of a pie that the side that offers first gets, when offers go to and fro without end.

    Args:
        first: patience of the side that offers first, from 0 to below 1.
        second: patience of the other.

    Raises:
        WrongValue: if a patience is none.
    Source: Rubinstein 1982, main theorem.

    >>> round(rubinstein(0.9, 0.8), 6)
    0.714286
    """
    if not (0 <= first < 1 and 0 <= second < 1):
        raise WrongValue(f"patience {first} and {second}: each is from 0 to below 1")
    return (1 - second) / (1 - first * second)


def alternating(rounds: int, first: float, second: float) -> float:
    """The share that the side that offers first gets, when the last of so many offers is followed by nothing.

    Args:
        rounds: offers in all, at least one; the sides take turns.
        first: patience of the side that offers first.
        second: patience of the other.

    Raises:
        WrongValue: if there is no round.
    Source: Ståhl 1972; backward induction.

    >>> [round(alternating(n, 0.9, 0.9), 3) for n in (1, 2, 3, 4)]
    [1.0, 0.1, 0.91, 0.181]
    """
    if rounds < 1:
        raise WrongValue(f"{rounds} rounds: at least one offer is made")
    share = 1.0
    for left in range(rounds - 1, 0, -1):
        answers = second if left % 2 else first  # who would make the next offer has what waiting for it is worth
        share = 1 - answers * share
    return share


def bargaining_range(win: float, cost: float, their_cost: float) -> Between:
    """The shares for a side that both would rather have than fight.

    Args:
        win: the chance that the side wins all.
        cost: what fighting costs it, as a share of all.
        their_cost: what it costs the other.
    Source: Fearon 1995, p. 387.
    """
    return Between(win - cost, win + their_cost)


def risk_return(win: float, cost: float, most_cost: float) -> Demand:
    """What a side asks for when the other's cost of fighting is hidden, and the chance of a fight that it then takes.

    Args:
        win: the chance that the asking side wins all.
        cost: what fighting costs it.
        most_cost: the other's cost is as likely to be anything from 0 to this.
    Source: Fearon 1995, p. 411; Powell 1999, chapter 3.

    >>> demand = risk_return(0.5, 0.1, 0.6)
    >>> round(demand.share, 4), round(demand.war, 4)
    (0.75, 0.4167)
    """
    share = min(1.0, max(win, win + (most_cost - cost) / 2))
    return Demand(share, min(1.0, max(0.0, (share - win) / most_cost)))


def preventive_war(win_now: float, win_later: float, cost: float, patience: float) -> bool:
    """True if a declining side would rather fight now than see the rising one take all that it can later.

    Args:
        win_now: the rising side's chance to win now.
        win_later: its chance in every later period.
        cost: what fighting costs the declining side, as a share of one period.
        patience: of the declining side.
    Source: Fearon 1995, p. 405, with the rising side taking all later surplus.
    """
    return patience * win_later - win_now > cost * (1 - patience) ** 2


def setter_with_veto(status_quo: float, median: float, setter: float) -> float:
    """Where policy ends on a line, when one side proposes and another must consent.

    Args:
        status_quo: what stands if the proposal falls.
        median: the point that whoever must consent likes best.
        setter: the point that the proposer likes best.
    Source: Romer and Rosenthal 1978.

    >>> setter_with_veto(-1, 0, 2), setter_with_veto(-1, 0, 0.5), setter_with_veto(0.3, 0, 2)
    (1, 0.5, 0.3)
    """
    low, high = sorted((status_quo, 2 * median - status_quo))
    return min(max(setter, low), high)


def grim(temptation: float, reward: float, punishment: float, *, lag: float = 1, turnover: float = 0) -> float:
    """The least patience at which keeping one's word pays, when a breach ends the deal for good; above 1 if none does.

    Args:
        temptation: what a period brings that one breaks it unseen.
        reward: what a period brings that both keep it.
        punishment: what a period brings afterwards.
        lag: periods until a breach is answered.
        turnover: chance in a period that whoever decides is replaced, and does not mind what comes after.

    Raises:
        WrongValue: if a reward does not lie between its punishment and its temptation, or a lag or chance is none.
    Source: Friedman 1971; with a lag, Abreu, Milgrom and Pearce 1991.

    >>> grim(5, 3, 1), round(grim(5, 3, 1, lag=3), 4)
    (0.5, 0.7937)
    """
    if not temptation > reward > punishment:
        raise WrongValue("temptation, reward and punishment must stand in that order, the greatest first")
    if not 0 <= turnover < 1 or lag <= 0:
        raise WrongValue(f"lag {lag}, turnover {turnover}: a lag is above 0, a chance from 0 to below 1")
    return float(((temptation - reward) / (temptation - punishment)) ** (1 / lag)) / (1 - turnover)


def tit_for_tat(temptation: float, reward: float, punishment: float, sucker: float) -> float:
    """The least patience at which tit for tat holds against itself: no gain from breaking for good, nor by turns.

    Args:
        temptation: what a period brings that one breaks it and the other keeps it.
        reward: what a period brings that both keep it.
        punishment: what a period brings that both break it.
        sucker: what a period brings that one keeps it and the other breaks it.
    Source: Axelrod 1984, appendix B, theorem 2.

    >>> round(tit_for_tat(5, 3, 1, 0), 4)
    0.6667
    """
    return max((temptation - reward) / (temptation - punishment), (temptation - reward) / (reward - sucker))
