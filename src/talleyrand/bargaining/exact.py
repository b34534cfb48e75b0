"""The exact set of efficient packages where linkages are too dense to go through issue by issue: by a solver.

Model  a solver's question: one yes or no for each option, what may not stand together, and what each objective sums

The same answer as `frontier.frontier`, each point proven by OR-Tools CP-SAT on whole numbers; some hundredths of a
second to a second for each point. The package does not need OR-Tools for anything else.

Source: Haimes, Lasdon and Wismer 1971 (one objective bounded, the other made greatest); for three objectives and more,
Sylva and Crema 2004: the greatest sum among all that no point found is at least as good as.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining.clauses import Bonus, Clause, simplified
from talleyrand.bargaining.frontier import Frontier
from talleyrand.errors import WrongValue

Ints = NDArray[np.int64]

INSTALL = "pip install 'talleyrand[exact]'"
LARGEST = 2**50  # of a sum; the solver's own numbers end at 2**63
SEED = 1


def installed() -> bool:
    """True if the solver can be asked."""
    return find_spec("ortools") is not None


def frontier(scores: Sequence[Ints], forbidden: Iterable[Clause] = (), bonuses: Iterable[Bonus] = ()) -> Frontier:
    """Every efficient point of all packages that no clause forbids, the best for the first objective first.

    Args:
        scores: for each issue, the worth of its options to each objective, shape (option, objective); more is better.
        forbidden: clauses, each of which forbids the packages in which all its parts hold.
        bonuses: clauses, each with what it is worth to each objective when all its parts hold.

    Raises:
        WrongValue: if OR-Tools is not there, a clause names what is not there, or a worth is too large for it.
    """
    model = _model([np.asarray(each, dtype=np.int64) for each in scores], forbidden, bonuses)
    found = list(_of_two(model) if len(model.sums) == 2 else _of_any(model))
    points = np.array([point for point, _ in found], dtype=np.int64).reshape(-1, len(model.sums))
    packages = np.array([package for _, package in found], dtype=np.int16).reshape(-1, len(scores))
    by = np.lexsort(points.T[::-1])[::-1]
    return Frontier(points=points[by], packages=packages[by])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A solver's question.

    Attributes:
        solver: the library.
        asked: the solver's own model.
        taken: for each issue and option, whether it is taken.
        sums: what each objective sums to.
        most: what each can sum to at most.
    """

    solver: Any
    asked: Any
    taken: tuple[tuple[Any, ...], ...]
    sums: tuple[Any, ...]
    most: tuple[int, ...]


Found = tuple[list[int], list[int]]  # what it is worth to each objective, and the option of each issue


def _model(tables: Sequence[Ints], forbidden: Iterable[Clause], bonuses: Iterable[Bonus]) -> Model:
    if not installed():
        raise WrongValue(f"this needs OR-Tools, which is not installed; install it with: {INSTALL}")
    solver = import_module("ortools.sat.python.cp_model")
    asked, sizes = solver.CpModel(), [len(each) for each in tables]
    taken = tuple(tuple(asked.new_bool_var("") for _ in range(size)) for size in sizes)
    for issue in taken:
        asked.add_exactly_one(issue)

    def parts(clause: Clause) -> list[Any]:
        return [sum(taken[issue][each] for each in sorted(options)) for issue, options in clause]

    for clause in (simplified(each, sizes) for each in forbidden):
        if clause is not None:
            asked.add(sum(parts(clause)) <= len(clause) - 1)
    paid = []
    for given, worth in bonuses:
        clause = simplified(given, sizes)
        if clause is not None:
            met = asked.new_bool_var("")
            asked.add(sum(parts(clause)) <= len(clause) - 1 + met)
            for part in parts(clause):
                asked.add(met <= part)
            paid.append((met, worth))
    kinds = range(tables[0].shape[1])
    sums = tuple(
        sum(
            int(worth) * var
            for table, vars in zip(tables, taken, strict=True)
            for worth, var in zip(table[:, k], vars, strict=True)
        )
        + sum(worth[k] * met for met, worth in paid)
        for k in kinds
    )
    most = tuple(_most(tables, [worth for _, worth in paid], k) for k in kinds)
    return Model(solver=solver, asked=asked, taken=taken, sums=sums, most=most)


def _most(tables: Sequence[Ints], paid: Sequence[tuple[int, ...]], k: int) -> int:
    least = sum(int(each[:, k].min()) for each in tables) + sum(min(0, worth[k]) for worth in paid)
    most = sum(int(each[:, k].max()) for each in tables) + sum(max(0, worth[k]) for worth in paid)
    if max(-least, most) > LARGEST:
        raise WrongValue(f"packages worth {least:,} to {most:,}: the solver takes sums up to {LARGEST:,}")
    return most


def _of_two(model: Model) -> Iterator[Found]:
    """The best for the first objective, of these the best for the second; then with the second ever better."""
    one, other = model.sums
    while (best := _greatest(model, one)) is not None:
        asked = model.asked.clone()
        asked.add(one == best[0][0])
        point = _greatest(model, other, asked)
        if point is None:
            raise AssertionError("the solver lost the package that it had found")
        yield point
        model.asked.add(other >= point[0][1] + 1)


def _of_any(model: Model) -> Iterator[Found]:
    """The greatest sum of all objectives among the packages that are better for some than each point found."""
    while (point := _greatest(model, sum(model.sums))) is not None:
        yield point
        better = []
        for each, most, has in zip(model.sums, model.most, point[0], strict=True):
            if has < most:
                beyond = model.asked.new_bool_var("")
                model.asked.add(each >= has + 1).only_enforce_if(beyond)
                better.append(beyond)
        model.asked.add_bool_or(better)


def _greatest(model: Model, objective: Any, asked: Any = None) -> Found | None:
    """A package of the greatest worth; None if no package is left."""
    question = model.asked if asked is None else asked
    question.maximize(objective)
    search = model.solver.CpSolver()
    search.parameters.num_workers = 1  # with several, packages of the same worth would change from run to run
    search.parameters.random_seed = SEED
    status = search.solve(question)
    if status == model.solver.INFEASIBLE:
        return None
    if status != model.solver.OPTIMAL:
        raise WrongValue(f"the solver gave up: {search.status_name(status)}")
    package = [next(n for n, each in enumerate(issue) if search.boolean_value(each)) for issue in model.taken]
    return [int(search.value(each)) for each in model.sums], package
