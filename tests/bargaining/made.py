"""Negotiations made up from a seed, small enough to write out every package."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from talleyrand.bargaining.entries import (
    AnyKind,
    Guess,
    Heading,
    Institution,
    Interaction,
    Issue,
    Linkage,
    Member,
    Option,
    Part,
    RedLine,
    Score,
    Side,
    Weight,
)
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.record.dates import when


def made(
    seed: int, *, issues: int = 4, options: int = 3, sides: int = 2, spread: int = 20, together: bool = True
) -> Negotiation:
    """A negotiation of so many issues, options and sides, with ranges that wide, a red line and a linkage."""
    rng = np.random.default_rng(seed)
    names = [f"issue-{n}" for n in range(issues)]
    entries: list[AnyKind] = [
        Heading(id="made", title="Made up", between=tuple("ABCD"[:sides]), on=when("2026-01-01"), authors=("chance",), seed=seed),
        *(Issue(id=name, title=name, today="o0", options=tuple(Option(option=f"o{n}", text="-") for n in range(options))) for name in names),
    ]  # fmt: skip
    entries.extend([_side(side, names, options, spread, together, rng) for side in "ABCD"[:sides]])
    one, other = rng.choice(names, size=2, replace=False).tolist()
    entries.append(RedLine(id="line", by="A", never=(Part(issue=one, option=("o1",)),), reason="-"))
    entries.append(Linkage(id="link", form="forbid", reason="-",
                           parts=(Part(issue=one, option=("o0",)), Part(issue=other, option=("o2", "o1")))))  # fmt: skip
    return Negotiation(tuple(entries))


def at_home(seed: int, rule: str = "vote", *, issues: int = 3, options: int = 3, **told: object) -> Negotiation:
    """The same between the first two sides; the others sit in the house of the first, with three seats and two."""
    case = made(seed, sides=4, issues=issues, options=options)
    members = tuple(Member(side=name, seats=Decimal(seats)) for name, seats in (("C", 3), ("D", 2)))
    share = Decimal("0.5") if rule == "vote" else None
    return Negotiation((
        *(replace(each, between=("A", "B")) if isinstance(each, Heading)
          else replace(each, home="A") if isinstance(each, Side) and each.id in "CD" else each for each in case),
        Institution(id="house", title="-", of="A", rule=rule, members=members, share=share, **told),  # type: ignore[arg-type]
    ))  # fmt: skip


def _side(name: str, issues: list[str], options: int, spread: int, together: bool, rng: np.random.Generator) -> Side:
    scores = []
    for issue in issues:
        best = rng.permutation([0, 100, *rng.integers(1, 100, size=max(0, options - 2)).tolist()][:options])
        scores += [Score(issue=issue, option=f"o{n}", best=Decimal(int(each)), low=Decimal(max(0, int(each) - spread)),
                         high=Decimal(min(100, int(each) + spread))) for n, each in enumerate(best)]  # fmt: skip
    weights = tuple(Weight(issue=issue, best=Decimal(int(each)), low=Decimal(int(each) // 2), high=Decimal(int(each) * 2))
                    for issue, each in zip(issues, rng.integers(5, 40, size=len(issues)), strict=True))  # fmt: skip
    pair = (Part(issue=issues[0], option=("o0",)), Part(issue=issues[1], option=("o0", "o1")))
    more = Interaction(parts=pair, worth=Guess(best=Decimal(int(rng.integers(-15, 15)))))
    return Side(id=name, name=name, weights=weights, scores=tuple(scores), interactions=(more,) if together else (),
                no_deal=Guess(best=Decimal(30), low=Decimal(20), high=Decimal(40)))  # fmt: skip
