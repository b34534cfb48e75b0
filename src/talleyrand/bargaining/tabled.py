"""What could be put on the table, at the best guesses: the efficient packages, and what is amiss with a draft."""

from __future__ import annotations

import numpy as np

from talleyrand.bargaining import conflicts, packages
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.telling import SCALE, behind, changes, side_columns, stated, worths
from talleyrand.books.statement import Row, Statement, Tally, columns


def frontier(asked: Asked) -> Statement:
    """The packages that leave nothing on the table, at the best guesses, and those that theory picks.

    Raises:
        WrongValue: if no package can be signed; it names what leaves none.
    """
    negotiation = asked.negotiation
    found = packages.efficient(negotiation)
    if not found:
        raise conflicts.nothing_to_sign(negotiation)
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
    cautions = SCALE, "At the best guesses alone: see which packages survive when these move (robust)."
    return stated(asked, "Efficient packages", made, rows, totals=(told,), cautions=cautions)


def draft(asked: Asked) -> Statement:
    """What stands against a draft, what is better than it, and the nearest that can be."""
    negotiation, settled = asked.negotiation, asked.settled
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
    return stated(asked, "A draft", made, rows, totals=(told,), cautions=(SCALE,))
