"""What of two accounts is compared for each kind of thing, and how much each part tells.

Scheme  the comparisons for a kind, how much must agree, and what must be among it

The same sides, day and instrument may be two things; so besides a number of points that must agree, each kind names
what must be among them: an amount, a place, words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talleyrand.reading.proof import comparing
from talleyrand.reading.proof.comparing import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How things of a kind are compared.

    Attributes:
        comparisons: in the order in which a reason names them.
        needs: how many points must agree before two are the same.
        among: the fields of which one must agree.
        dated: true if an account without a day, or with a year alone, is never surely of the same thing.
    """

    comparisons: tuple[Comparison, ...]
    needs: float
    among: frozenset[str]
    dated: bool = True


_SUBJECT = frozenset(("words", "figures", "issue", "person", "quoted words"))
SCHEMES: Mapping[str, Scheme] = {
    "act": Scheme(
        comparisons=(
            comparing.sides,
            comparing.days(3),
            comparing.act,
            comparing.subject,
            comparing.names("person", 1.5, "person"),
            comparing.words(3),
            comparing.figures(),
            comparing.quoted,
        ),
        needs=7,
        among=_SUBJECT,
    ),
    "measure": Scheme(
        comparisons=(
            comparing.sides,
            comparing.own,
            comparing.days(3),
            comparing.code("instrument", 1.5, bars=True),
            comparing.code("series", 0.5),
            comparing.step,
            comparing.level,
            comparing.ends("until", 1, "last day"),
            comparing.law,
            comparing.words(2),
            comparing.figures("percent", "points", "duration"),
            comparing.quoted,
        ),
        needs=7,
        among=frozenset(("measure", "level", "words", "quoted words", "legal basis", "last day")),
    ),
    "agreement": Scheme(
        comparisons=(
            comparing.sides,
            comparing.days(3),
            comparing.code("form", 1),
            comparing.code("meeting", 2),
            comparing.subject,
            comparing.words(3),
            comparing.quoted,
        ),
        needs=6,
        among=frozenset(("words", "quoted words", "meeting")),
    ),
    "channel": Scheme(
        comparisons=(comparing.sides, comparing.days(2), comparing.subject, comparing.words(4), comparing.quoted),
        needs=5,
        among=frozenset(("words", "quoted words")),
        dated=False,
    ),
    "commitment": Scheme(
        comparisons=(
            comparing.sides,
            comparing.days(1.5, bars=False),
            comparing.code("agreement", 2),
            comparing.code("clause", 2, odds=True),
            comparing.amount("amount", 2.5, "target"),
            comparing.ends("deadline", 1.5, "deadline"),
            comparing.subject,
            comparing.words(4),
            comparing.quoted,
        ),
        needs=6,
        among=frozenset(("words", "quoted words", "target", "clause")),
        dated=False,
    ),
    "reading": Scheme(
        comparisons=(
            comparing.sides,
            comparing.days(3),
            comparing.of,
            comparing.code("stance", 1, odds=True),
            comparing.names("person", 1.5, "person"),
            comparing.words(3),
            comparing.quoted,
        ),
        needs=6.5,
        among=_SUBJECT,
    ),
    "meeting": Scheme(
        comparisons=(
            comparing.sides,
            comparing.days(3, lasting=True),
            comparing.place,
            comparing.names("people", 2, "people", odds=True),
            comparing.form,
            comparing.code("level", 1),
            comparing.code("channel", 1),
            comparing.outcome,
            comparing.subject,
            comparing.words(3),
            comparing.quoted,
        ),
        needs=6,
        among=frozenset(("place", "people", "words", "quoted words", "channel", "form")),
    ),
    "indicator": Scheme(
        comparisons=(
            comparing.period,
            comparing.amount("value", 3, "value"),
            comparing.code("vintage", 1),
            comparing.code("publisher", 1.5),
            comparing.code("unit", 1),
            comparing.words(3),
        ),
        needs=5,
        among=frozenset(("value", "words")),
        dated=False,
    ),
}

# Parts that are added to an entry of the record: the entry is the same, so only the part is compared.
PARTS: Mapping[str, Scheme] = {
    "step": Scheme(
        comparisons=(
            comparing.days(3),
            comparing.code("step", 2),
            comparing.ends("until", 1, "last day"),
            comparing.ends("date", 2, "date set"),
            comparing.sides,
        ),
        needs=4,
        among=frozenset(("step",)),
    ),
    "performance": Scheme(
        comparisons=(
            comparing.days(3),
            comparing.amount("amount", 3, "amount"),
            comparing.amount("score", 1, "score"),
            comparing.words(1.5),
        ),
        needs=3,
        among=frozenset(("amount", "words", "score")),
    ),
    "figure": Scheme(
        comparisons=(comparing.period, comparing.amount("value", 3, "value"), comparing.code("vintage", 1)),
        needs=5,
        among=frozenset(("value",)),
        dated=False,
    ),
}

# A measure by itself, whatever its steps.
MEASURE = Scheme(
    comparisons=(
        comparing.sides,
        comparing.code("instrument", 1.5, bars=True),
        comparing.code("series", 0.5),
        comparing.law,
        comparing.words(3),
        comparing.figures("percent", "points", "duration"),
    ),
    needs=5,
    among=frozenset(("words", "legal basis")),
    dated=False,
)

# The same event under another kind: what both kinds have.
EVENT = Scheme(
    comparisons=(*SCHEMES["act"].comparisons, comparing.told_level),
    needs=5.5,
    among=frozenset(("words", "figures", "quoted words")),
)
