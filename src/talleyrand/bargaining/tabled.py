"""What could be put on the table, at the best guesses: the efficient packages, and what is amiss with a draft."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talleyrand.bargaining import conflicts, packages
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.telling import SCALE, behind, changes, side_columns, titled, worths
from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.errors import WrongValue
from talleyrand.record.dates import Moment


def frontier(negotiation: Negotiation, *, on: Moment, known: Moment) -> Statement:
    """The packages that leave nothing on the table, at the best guesses, and those that theory picks.

    Raises:
        WrongValue: if no package can be signed; it names what leaves none.
    """
    found = packages.efficient(negotiation)
    refuse_if_none(negotiation, found)
    rows = [
        Row(
            (
                n,
                *worths(each.worth, negotiation),
                ", ".join(each.solutions) or None,
                changes(negotiation, each.settled),
            ),
            behind(negotiation, each.settled),
        )
        for n, each in enumerate(found, start=1)
    ]
    made = (*columns("package"), *side_columns(negotiation), *columns("picked_by", "settles"))
    told = Tally(
        (("packages", len(found)), ("of", int(np.prod([float(len(each.options)) for each in negotiation.issues]))))
    )
    return Statement(
        title=titled(negotiation, "Efficient packages"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        totals=(told,),
        cautions=(SCALE, "At the best guesses alone: see which packages survive when these move (robust)."),
    )


def draft(negotiation: Negotiation, settled: Settled, *, on: Moment, known: Moment) -> Statement:
    """What stands against a draft, what is better than it, and the nearest that can be."""
    against = packages.objections(negotiation, settled)
    hard = any(each.hard for each in against)
    others = packages.nearest(negotiation, settled) if hard else packages.better(negotiation, settled)
    rows = [
        Row((each.kind, each.name, each.reason, *(None,) * len(negotiation.principals)), each.entries)
        for each in against
    ]
    word = "nearest that can be" if hard else "better for one, worse for none"
    rows += [
        Row(
            (word, None, changes(negotiation, each.settled, settled), *worths(each.worth, negotiation)),
            behind(negotiation, each.settled),
        )
        for each in others
    ]
    has = packages.worth(negotiation, settled)
    told = Tally(
        (
            ("draft", changes(negotiation, settled) or "everything as it stands"),
            *zip([each.id for each in negotiation.principals], worths(has, negotiation), strict=True),
        )
    )
    made = (*columns("what", "name", "told"), *side_columns(negotiation))
    return Statement(
        title=titled(negotiation, "A draft"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        totals=(told,),
        cautions=(SCALE,),
    )


def refuse_if_none(negotiation: Negotiation, found: Sequence[packages.Package]) -> None:
    """Raise if there is no package to speak of.

    Raises:
        WrongValue: it names what leaves none.
    """
    if found:
        return
    if names := conflicts.conflict(negotiation):
        raise WrongValue(f"no package keeps all of {', '.join(names)}: give up one of them, or make it a soft red line")
    raise WrongValue(
        "every package leaves some side with less than no deal, at the best guesses; see 'robust' for how sure that is"
    )
