"""Where packages lie between the sides: the table that a drawing of the frontier is made from.

It holds what each side has with no deal, the efficient packages and the robust ones at the best guesses with the band
of their worth, and the package that Nash picks in each of some draws, as that draw has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from talleyrand.bargaining import packages, scale
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.packages import Package
from talleyrand.bargaining.robust import Outlook
from talleyrand.bargaining.telling import SCALE, behind, changes, percent, points, side_columns, stated, worths
from talleyrand.bargaining.win_sets import carries
from talleyrand.books.statement import Cell, Row, Statement, cited, columns

CLOUD = 150  # draws that are shown one by one
ROBUST = 3  # packages that survive best, which are shown beside the efficient ones


def landscape(asked: Asked) -> Statement:
    """What packages are worth to the sides, with the bands of that, and what is picked when the guesses move."""
    negotiation, outlook = asked.negotiation, asked.outlook
    found = packages.efficient(negotiation)
    best = [each.settled for each in outlook.standings[:ROBUST]]
    carried = _carried(negotiation, [each.settled for each in found] + best)
    rows = [_no_deal(negotiation, outlook)]
    for n, each in enumerate(found, start=1):
        rank = best.index(each.settled) + 1 if each.settled in best else None
        rows.append(_package(negotiation, outlook, each, ("efficient", n, rank, each.settled in carried)))
    there = {each.settled for each in found}
    for n, settled in enumerate(best, start=1):
        if settled not in there:
            package = Package(settled=settled, worth=packages.worth(negotiation, settled))
            rows.append(_package(negotiation, outlook, package, ("robust", None, n, settled in carried)))
    rows.extend(_cloud(negotiation, outlook))
    sides = [each.id for each in negotiation.principals]
    made = (
        *columns("what", "package", "survives"), *side_columns(negotiation),
        *columns(*(f"{each}_band" for each in sides)),
        *columns("enough:%", "carried", "picked_by", "settles"),
    )  # fmt: skip
    cautions = (
        SCALE,
        "Bands span the middle 90 of 100 draws. 'Carried' is said at the best guesses, of every home at once.",
    )
    return stated(asked, "Where packages lie", made, rows, cautions=cautions)


def _carried(negotiation: Negotiation, every: Sequence[Settled]) -> set[Settled]:
    """Those packages that every home carries at the best guesses."""
    if not every:
        return set()
    return {every[place] for place in carries(negotiation, np.array(every, dtype=np.int16)).tolist()}


def _no_deal(negotiation: Negotiation, outlook: Outlook) -> Row:
    bands = np.percentile(outlook.draws.no_deal, [5, 95], axis=0) / scale.UNIT
    has = worths((each.no_deal.best for each in negotiation.principals), negotiation)
    entries = cited(*(each.no_deal.entries for each in negotiation.principals))
    return Row(("no deal", None, None, *has, *_bands(bands.T.tolist()), None, None, None, "no deal"), entries)


def _package(
    negotiation: Negotiation, outlook: Outlook, package: Package, told: tuple[str, int | None, int | None, bool]
) -> Row:
    what, number, rank, carried = told
    worth = outlook.draws.worth(package.settled)
    gains = (worth - outlook.draws.no_deal).min(axis=1)
    enough = percent(float((gains >= scale.units(outlook.enough)).mean()))
    bands = np.percentile(worth, [5, 95], axis=0) / scale.UNIT
    cells: tuple[Cell, ...] = (
        what, number, rank, *worths(package.worth, negotiation), *_bands(bands.T.tolist()), enough, carried,
        ", ".join(package.solutions) or None, changes(negotiation, package.settled) or "everything as it stands",
    )  # fmt: skip
    return Row(cells, behind(negotiation, package.settled))


def _cloud(negotiation: Negotiation, outlook: Outlook) -> Iterator[Row]:
    """What Nash picks in each of some draws, worth what it is in that draw."""
    sides = len(negotiation.principals)
    for n, picked in enumerate(outlook.picks[:CLOUD]):
        if picked is None:
            continue
        worth = np.sum([table[n, option] for table, option in zip(outlook.draws.tables, picked, strict=True)], axis=0)
        for clause, added in outlook.draws.bonuses:
            worth = worth + added[n] * packages.meets(picked, clause)
        has: tuple[Decimal, ...] = tuple(points(each / scale.UNIT) for each in worth.tolist())
        yield Row(("one draw", None, None, *has, *(None,) * sides, None, None, "Nash",
                   changes(negotiation, picked) or "everything as it stands"), ())  # fmt: skip


def _bands(bands: Sequence[Sequence[float]]) -> tuple[str, ...]:
    return tuple(f"{low:.1f} to {high:.1f}" for low, high in bands)
