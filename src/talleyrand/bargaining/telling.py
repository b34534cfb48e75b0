"""How the figures of a plan are told: points, percents and bands, and what a package settles otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.robust import Share
from talleyrand.books.statement import Cell, Column, Row, Statement, Tally, cited, columns

SCALE = (
    "Worth is in points: 0 the worst of every issue to a side, 100 the best; points of different sides do not compare."
)


def stated(
    asked: Asked,
    title: str,
    made: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    totals: Sequence[Tally] = (),
    cautions: tuple[str, ...] = (),
) -> Statement:
    """What answers a question about a negotiation: its title says what it is, and of which negotiation."""
    return Statement(
        title=f"{title}: {asked.negotiation.heading.title}", on=asked.on, known=asked.known, columns=made,
        rows=tuple(rows), totals=tuple(totals), cautions=cautions,
    )  # fmt: skip


def side_columns(negotiation: Negotiation) -> tuple[Column, ...]:
    """A column for each side at the table, in points."""
    return columns(*(f"{each.id}:points" for each in negotiation.principals))


def worths(worth: Iterable[Decimal], negotiation: Negotiation) -> tuple[Cell, ...]:
    """What each side at the table has, to a tenth of a point."""
    return tuple(each.quantize(Decimal("0.1")) for each, _ in zip(worth, negotiation.principals, strict=False))


def points(value: float) -> Decimal:
    """A figure to a tenth."""
    return Decimal(str(round(value, 1))) + 0


def percent(value: float) -> Decimal:
    """A share as a percentage, to a tenth."""
    return Decimal(str(round(100 * value, 1))) + 0


def share_and_band(found: Share) -> tuple[Decimal, str]:
    """How often something is so, and the band of that, as two cells."""
    return percent(found.value), interval(found)


def interval(found: Share) -> str:
    """The interval of a share, in percent."""
    return between(found.low, found.high)


def between(low: float, high: float) -> str:
    """A band of shares, in percent."""
    return f"{100 * low:.0f} to {100 * high:.0f}"


def band(gain: tuple[float, float, float]) -> str:
    """A median with the middle 90 of 100 draws."""
    low, middle, high = gain
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"


def changes(negotiation: Negotiation, settled: Settled, since: Settled | None = None) -> str | None:
    """What a package settles otherwise than today, or than another package."""
    told = []
    for n, (issue, option) in enumerate(zip(negotiation.issues, settled, strict=True)):
        before = issue.today if since is None else issue.options[since[n]].option
        if issue.options[option].option != before:
            told.append(f"{issue.id}: {issue.options[option].option}")
    return "; ".join(told) or None


def behind(negotiation: Negotiation, settled: Settled) -> tuple[str, ...]:
    """The entries that the options of a package rest on, and the scores that the sides at the table give them."""
    chosen = negotiation.named(settled)
    options = (issue.options[n].entries for issue, n in zip(negotiation.issues, settled, strict=True))
    scores = (
        score.entries for side in negotiation.principals for score in side.scores if chosen[score.issue] == score.option
    )
    return cited(chain.from_iterable(options), chain.from_iterable(scores))
