"""What each home carries, as statements: how likely and on whom it hangs, and what a tighter home brings."""

from __future__ import annotations

from talleyrand.bargaining import ratify, win_sets
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.telling import (
    SCALE,
    behind,
    changes,
    interval,
    percent,
    points,
    share_and_band,
    side_columns,
    titled,
    worths,
)
from talleyrand.books.statement import Cell, Row, Statement, Tally, cited, columns
from talleyrand.record.dates import Moment

BROKEN_OFF = (
    f"More than {win_sets.MOST_LOOKED_AT:,} beginnings of packages were looked at, so that a deal may be overlooked."
)


def carried(negotiation: Negotiation, settled: Settled, *, on: Moment, known: Moment) -> Statement:
    """How likely each home carries a package, on whom it hangs, and what would turn it."""
    found = ratify.ratify(negotiation, settled)
    houses = {each.id: each for each in negotiation.institutions}
    rows = [
        Row(
            (
                each.side,
                houses[house.institution].title,
                member.side,
                *share_and_band(member.for_it),
                percent(member.pivotal.value),
                points(member.lacks),
                percent(member.paid.value),
                house.needed,
            ),
            cited(houses[house.institution].entries, negotiation.side(member.side).no_deal.entries),
        )
        for each in found
        for house in each.houses
        for member in house.members
    ]
    totals = [
        Tally(
            (
                ("side", each.side),
                ("carried", percent(each.carried.value)),
                ("band", interval(each.carried)),
                ("hangs_on", each.hangs_on or None),
            )
        )
        for each in found
    ]
    totals += [
        Tally(
            (
                ("institution", houses[house.institution].title),
                ("carried", percent(house.carried.value)),
                ("band", interval(house.carried)),
                ("price_median", points(house.price[0])),
                ("price_95", points(house.price[1])),
            )
        )
        for each in found
        for house in each.houses
        if house.needed
    ]
    made = columns(
        "home_of",
        "institution",
        "member",
        "for_it:%",
        "*for_it_band",
        "pivotal:%",
        "lacks:points",
        "*paid:%",
        "*needed",
    )
    cautions = (
        f"Of the package: {changes(negotiation, settled) or 'everything as it stands'}.",
        "Bands span how far the members of an institution may judge alike; a price is what must be added for them.",
    )
    return Statement(
        title=titled(negotiation, "Carrying it at home"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        totals=tuple(totals),
        cautions=cautions,
    )


def tightened(negotiation: Negotiation, side: str, *, on: Moment, known: Moment) -> Statement:
    """What it brings a side at the table that its home asks for more: better terms, and then no deal."""
    found = win_sets.terms(negotiation, negotiation.side(side).id)
    none: tuple[Cell, ...] = (None,) * len(negotiation.principals)
    rows = [
        Row(
            (
                points(each.tighter),
                each.packages,
                *(worths(map(points, each.worth), negotiation) if each.worth else none),
                changes(negotiation, each.settled) or "everything as it stands" if each.settled else "no deal",
            ),
            behind(negotiation, each.settled) if each.settled is not None else (),
        )
        for each in found
    ]
    made = (*columns("tighter:points", "packages"), *side_columns(negotiation), *columns("settles"))
    return Statement(
        title=titled(negotiation, f"A tighter home of {negotiation.side(side).name}"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        cautions=(
            SCALE,
            "At the best guesses: the package that Nash picks among those that every home carries.",
            *(() if all(each.whole for each in found) else (BROKEN_OFF,)),
        ),
    )
