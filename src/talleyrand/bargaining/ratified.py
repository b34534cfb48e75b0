"""What each home carries, as statements: how likely and on whom it hangs, and what a tighter home brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talleyrand.bargaining import ratify, win_sets
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.telling import (
    SCALE,
    behind,
    changes,
    interval,
    percent,
    points,
    share_and_band,
    side_columns,
    stated,
    worths,
)
from talleyrand.books.statement import Cell, Row, Statement, Tally, cited, columns

BROKEN_OFF = (
    f"More than {win_sets.MOST_LOOKED_AT:,} beginnings of packages were looked at, so that a deal may be overlooked."
)


def carried(asked: Asked) -> Statement:
    """How likely each home carries a package, on whom it hangs, and what would turn it."""
    negotiation, settled = asked.negotiation, asked.settled
    found = ratify.ratify(negotiation, settled)
    needed = [house for each in found for house in each.houses if house.needed]
    made = columns(
        "home_of", "institution", "member", "for_it:%", "*for_it_band", "pivotal:%", "lacks:points", "*paid:%",
        "*needed",
    )  # fmt: skip
    cautions = (
        f"Of the package: {changes(negotiation, settled) or 'everything as it stands'}.",
        "Bands span how far the members of an institution may judge alike; a price is what must be added for them.",
    )
    return stated(
        asked, "Carrying it at home", made, list(_members(negotiation, found)),
        totals=[*map(_home, found), *(_house(negotiation, each) for each in needed)], cautions=cautions,
    )  # fmt: skip


def _members(negotiation: Negotiation, found: Sequence[ratify.Carried]) -> Iterator[Row]:
    houses = {each.id: each for each in negotiation.institutions}
    for each in found:
        for house in each.houses:
            institution = houses[house.institution]
            for member in house.members:
                cells = (
                    each.side, institution.title, member.side, *share_and_band(member.for_it),
                    percent(member.pivotal.value), points(member.lacks), percent(member.paid.value), house.needed,
                )  # fmt: skip
                yield Row(cells, cited(institution.entries, negotiation.side(member.side).no_deal.entries))


def _home(found: ratify.Carried) -> Tally:
    return Tally((
        ("side", found.side), ("carried", percent(found.carried.value)), ("band", interval(found.carried)),
        ("hangs_on", found.hangs_on or None),
    ))  # fmt: skip


def _house(negotiation: Negotiation, house: ratify.House) -> Tally:
    title = next(each.title for each in negotiation.institutions if each.id == house.institution)
    return Tally((
        ("institution", title), ("carried", percent(house.carried.value)), ("band", interval(house.carried)),
        ("price_median", points(house.price[0])), ("price_95", points(house.price[1])),
    ))  # fmt: skip


def tightened(asked: Asked) -> Statement:
    """What it brings a side at the table that its home asks for more: better terms, and then no deal."""
    negotiation, side = asked.negotiation, asked.negotiation.side(asked.at_home)
    found = win_sets.terms(negotiation, side.id)
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
    cautions = (
        SCALE,
        "At the best guesses: the package that Nash picks among those that every home carries.",
        *(() if all(each.whole for each in found) else (BROKEN_OFF,)),
    )
    return stated(asked, f"A tighter home of {side.name}", made, rows, cautions=cautions)
