"""Why no package at all can be signed: the fewest red lines and linkages that leave nothing together.

Source: Ignatiev, Previti, Liffiton and Marques-Silva 2015 (smallest unsatisfiable subsets by minimal hitting sets).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from talleyrand.bargaining import scale
from talleyrand.bargaining.clauses import Clause
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.solving import efficient_set
from talleyrand.errors import WrongValue


def conflict(negotiation: Negotiation) -> tuple[str, ...]:
    """The ids of a smallest set of red lines and linkages that no package keeps; empty if some package keeps all."""
    sizes = [len(issue.options) for issue in negotiation.issues]
    return smallest(sizes, scale.forbidden(negotiation))


def nothing_to_sign(negotiation: Negotiation) -> WrongValue:
    """What to raise where no package can be signed; it names what leaves none."""
    if names := conflict(negotiation):
        return WrongValue(
            f"no package keeps all of {', '.join(names)}: give up one of them, or make it a soft red line"
        )
    return WrongValue(
        "every package leaves some side with less than no deal, at the best guesses; see 'robust' for how sure that is"
    )


def smallest(sizes: Sequence[int], forbidden: Sequence[tuple[str, Clause]]) -> tuple[str, ...]:
    """The names of a smallest set of prohibitions that no package keeps; empty if some package keeps them all.

    Args:
        sizes: how many options each issue has.
        forbidden: clauses by name; a name may have several.
    """
    names = list(dict.fromkeys(name for name, _ in forbidden))
    clauses = {name: [clause for each, clause in forbidden if each == name] for name in names}
    if _kept(sizes, clauses, names) is not None:
        return ()
    to_give_up: list[frozenset[str]] = []
    while True:
        held = _hitting(to_give_up, names)
        package = _kept(sizes, clauses, held)
        if package is None:
            return tuple(name for name in names if name in held)
        to_give_up.append(_must_go(sizes, clauses, names, held, package))


def _kept(sizes: Sequence[int], clauses: dict[str, list[Clause]], names: Iterable[str]) -> tuple[int, ...] | None:
    """A package that keeps these prohibitions, or None."""
    nothing = [np.zeros((size, 1), dtype=np.int64) for size in sizes]
    found = efficient_set(nothing, [clause for name in names for clause in clauses[name]]).packages
    return tuple(found[0].tolist()) if len(found) else None


def _must_go(
    sizes: Sequence[int],
    clauses: dict[str, list[Clause]],
    names: list[str],
    held: Iterable[str],
    package: tuple[int, ...],
) -> frozenset[str]:
    """Prohibitions one of which must go: what is left when as many as can be are kept beside those held."""
    keeps = {*held, *(name for name in names if not any(_met(package, clause) for clause in clauses[name]))}
    for name in names:
        if name not in keeps and _kept(sizes, clauses, {*keeps, name}) is not None:
            keeps.add(name)
    return frozenset(names) - keeps


def _met(package: tuple[int, ...], clause: Clause) -> bool:
    return all(package[issue] in options for issue, options in clause)


def _hitting(sets: list[frozenset[str]], names: list[str]) -> frozenset[str]:
    """The fewest names that meet each of the sets."""
    there = [name for name in names if any(name in each for each in sets)]
    for size in range(len(there) + 1):
        for chosen in combinations(there, size):
            if all(not each.isdisjoint(chosen) for each in sets):
                return frozenset(chosen)
    return frozenset(there)
