"""Which packages are worth tabling, what is better than a draft, and why a wished package cannot be.

Package  one option of every issue, what it is worth to each side, and what stands against it

`efficient`, `better` and `against` are the statements made from them, all at the best guesses: how far these may be
relied on, `robust` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import lcm

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import scale
from talleyrand.bargaining.clauses import Bonus, Clause
from talleyrand.bargaining.entries import Linkage, RedLine, Side
from talleyrand.bargaining.frontier import Frontier
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.solutions import SOLUTIONS
from talleyrand.bargaining.solving import efficient_set

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One option of every issue.

    Attributes:
        settled: the number of the option of each issue, in the order of the file.
        worth: what it is worth to each side at the table, and then to each at home, in points of the scale.
        solutions: the solutions of theory that pick it from the efficient packages.
    """

    settled: Settled
    worth: tuple[Decimal, ...]
    solutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What stands against a package.

    Attributes:
        name: id of the red line, linkage or side that says so.
        kind: red line, soft red line, linkage, or too little.
        reason: why, in a sentence.
        entries: entries of the record that show it.
        hard: true if the package cannot be because of it.
    """

    name: str
    kind: str
    reason: str
    entries: tuple[str, ...]
    hard: bool


def efficient(negotiation: Negotiation) -> tuple[Package, ...]:
    """The packages that leave nothing on the table and no side at it worse off than no deal.

    The best for the first side first. Of packages worth the same to all sides at the table, one.
    """
    sides = negotiation.principals
    found = efficient_set(scale.tables(negotiation, sides), _clauses(negotiation), scale.bonuses(negotiation, sides))
    return _packages(negotiation, found)


def _packages(negotiation: Negotiation, found: Frontier) -> tuple[Package, ...]:
    """The packages of a set that no side at the table would rather have no deal than sign."""
    least = no_deal(negotiation.principals)
    alike = _alike(negotiation.principals)
    picked = {name: set(pick(found.points * alike, least * alike)) for name, pick in SOLUTIONS.items()}
    return tuple(
        Package(settled=tuple(settled), worth=worth(negotiation, settled),
                solutions=tuple(name for name, places in picked.items() if place in places))
        for place, (point, settled) in enumerate(zip(found.points, found.packages.tolist(), strict=True))
        if (point >= least).all()
    )  # fmt: skip


def no_deal(sides: Sequence[Side]) -> Ints:
    """What each side has with no deal, at the best guess, in units of a table."""
    return np.array([scale.units(each.no_deal.best, scale.unit(each)) for each in sides], dtype=np.int64)


def _alike(sides: Sequence[Side]) -> NDArray[np.object_]:
    """What brings the units of all sides to the same part of a point; these may be large, so Python's own numbers."""
    parts = [scale.unit(each) for each in sides]
    return np.array([lcm(*parts) // each for each in parts], dtype=object)


def worth(negotiation: Negotiation, settled: Sequence[int]) -> tuple[Decimal, ...]:
    """What a package is worth to each side at the table and then to each at home, in points of the scale."""
    units = _units(negotiation, settled).tolist()
    return tuple(map(scale.points, units, _parts(negotiation)))


def _units(negotiation: Negotiation, settled: Sequence[int]) -> Ints:
    tables, bonuses = _whole(negotiation)
    found = np.sum([table[option] for table, option in zip(tables, settled, strict=True)], axis=0)
    for clause, added in bonuses:
        if meets(settled, clause):
            found = found + np.array(added)
    return np.asarray(found, dtype=np.int64)


@lru_cache(maxsize=8)
def _parts(negotiation: Negotiation) -> tuple[int, ...]:
    """Into how many parts a point is cut for every side."""
    return tuple(map(scale.unit, (*negotiation.principals, *negotiation.ratifiers)))


@lru_cache(maxsize=8)
def _whole(negotiation: Negotiation) -> tuple[tuple[Ints, ...], tuple[Bonus, ...]]:
    """The worth of options, alone and together, to every side; worked out once for a negotiation."""
    sides = (*negotiation.principals, *negotiation.ratifiers)
    return scale.tables(negotiation, sides), scale.bonuses(negotiation, sides)


def meets(settled: Sequence[int], clause: Clause) -> bool:
    """True if all parts of a clause hold in a package."""
    return all(settled[issue] in options for issue, options in clause)


def objections(negotiation: Negotiation, settled: Settled) -> tuple[Objection, ...]:
    """What stands against a package: red lines and linkages that it breaks, and sides for which it is too little."""
    found: dict[str, Objection] = {}
    soft = {each.id for each in negotiation.red_lines if not each.hard}
    lines: dict[str, RedLine | Linkage] = {each.id: each for each in negotiation.red_lines}
    lines |= {each.id: each for each in negotiation.linkages}
    for name, clause in scale.forbidden(negotiation, soft=True):
        if meets(settled, clause):
            line = lines[name]
            kind = ("soft red line" if name in soft else "red line") if isinstance(line, RedLine) else "linkage"
            found[name] = Objection(name=name, kind=kind, reason=line.reason, entries=line.entries,
                                    hard=name not in soft)  # fmt: skip
    sides = (*negotiation.principals, *negotiation.ratifiers)
    least, units = no_deal(sides), _units(negotiation, settled)
    for n, (side, has) in enumerate(zip(sides, worth(negotiation, settled), strict=True)):
        if units[n] < least[n]:
            what = "the least it would carry" if side.home else "what it has with no deal"
            reason = f"it is worth {has:.1f} to {side.name}, and {what} is {side.no_deal.best:.1f}"
            found[f"side {side.id}"] = Objection(name=side.id, kind="too little", reason=reason,
                                                 entries=side.no_deal.entries, hard=not side.home)  # fmt: skip
    return tuple(found.values())


def better(negotiation: Negotiation, settled: Settled) -> tuple[Package, ...]:
    """The packages that are better than a draft for a side at the table and worse for none, the least changed first.

    Of the packages that change as few issues, only efficient ones are given.
    """
    sides = negotiation.principals
    found = _with_changes(negotiation, settled)
    draft = _units(negotiation, settled)[: len(sides)]
    gains = found.points[:, : len(sides)] - draft
    kept = np.flatnonzero((gains >= 0).all(axis=1) & (gains > 0).any(axis=1))
    kept = kept[np.argsort(-found.points[kept, -1], kind="stable")]
    return tuple(Package(settled=tuple(each), worth=worth(negotiation, each)) for each in found.packages[kept].tolist())


def nearest(negotiation: Negotiation, settled: Settled) -> tuple[Package, ...]:
    """The packages nearest to one that cannot be: of those with the fewest issues settled otherwise, the efficient.

    Only those are given that no side at the table would refuse, if there are any; never the package itself.
    """
    found = _with_changes(negotiation, settled)
    if not len(found.points):
        return ()
    least = no_deal(negotiation.principals)
    signable = np.flatnonzero((found.points[:, : len(least)] >= least).all(axis=1))
    there = signable if len(signable) else np.flatnonzero(found.points[:, -1] < 0)
    if not len(there):
        return ()
    changed = found.points[there, -1]
    kept = there[changed == changed.max()]
    return tuple(Package(settled=tuple(each), worth=worth(negotiation, each)) for each in found.packages[kept].tolist())


def _with_changes(negotiation: Negotiation, settled: Settled) -> Frontier:
    """The efficient set with one objective more: to change as few issues of a package as can be."""
    sides = negotiation.principals
    tables = [np.column_stack([table, -(np.arange(len(table)) != option).astype(np.int64)])
              for table, option in zip(scale.tables(negotiation, sides), settled, strict=True)]  # fmt: skip
    paid = [(clause, (*added, 0)) for clause, added in scale.bonuses(negotiation, sides)]
    return efficient_set(tables, _clauses(negotiation), paid)


def _clauses(negotiation: Negotiation) -> list[Clause]:
    return [clause for _, clause in scale.forbidden(negotiation)]
