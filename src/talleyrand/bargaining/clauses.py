"""What may not stand together in one package or is worth more together, and the best order to go through the issues.

Clause  parts that may all hold: of an issue, any of some options
Bonus   what a clause is worth to each objective when all its parts hold
Step    an issue as it is gone through: what each option does to the clauses that are half met
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from talleyrand.errors import WrongValue

Ints = NDArray[np.int64]
Clause = tuple[tuple[int, frozenset[int]], ...]
Bonus = tuple[Clause, tuple[int, ...]]

MOST_OPEN = 62  # clauses that may be half met at once: one bit each of a signed word


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paid:
    """A bonus that a step may bring.

    Attributes:
        bit: of the clause that must be half met before; 0 if the step alone meets it.
        held: for each option, whether it meets the last part.
        worth: what it is then worth, shape (draw, objective).
    """

    bit: int
    held: NDArray[np.bool_]
    worth: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """An issue as it is gone through.

    Attributes:
        issue: which.
        options: those of its options that may stand at all.
        ends: for each option, bits of the clauses that are half met no more: it breaks them, or they are through.
        bars: for each option, bits of the clauses that it would meet wholly.
        begins: for each option, bits of the clauses that it half meets for the first time.
        paid: the bonuses that it may bring.
        open_bonuses: bits of the bonuses that may be half met after it.
    """

    issue: int
    options: Ints
    ends: Ints
    bars: Ints
    begins: Ints
    paid: tuple[Paid, ...]
    open_bonuses: int

    @property
    def free(self) -> bool:
        """True if none of its options has to do with any clause."""
        return not (self.ends.any() or self.bars.any() or self.begins.any() or self.paid)


def steps(
    forbidden: Iterable[Clause], bonuses: Iterable[tuple[Clause, Ints]], sizes: Sequence[int]
) -> tuple[Step, ...]:
    """The issues in the order in which they are gone through, linked ones first.

    Args:
        forbidden: the clauses that no package may meet.
        bonuses: the clauses that are worth something, each with what, shape (draw, objective).
        sizes: how many options each issue has.

    Raises:
        WrongValue: if a clause names what is not there, or too many would be half met at once.
    """
    paid = tuple(bonuses)
    laid = _laid(tuple(forbidden), tuple([clause for clause, _ in paid]), tuple(sizes))
    worths = [worth for _, worth in paid]
    return tuple([_worthy(step, worths) if step.paid else step for step in laid])


def half_met_at_once(forbidden: Iterable[Clause], bonuses: Iterable[Bonus], sizes: Sequence[int]) -> int:
    """How many clauses may be half met at once, in the best order that is found; `steps` takes at most MOST_OPEN."""
    said = {simplified(each, sizes) for each in (*forbidden, *(clause for clause, _ in bonuses))}
    linked = [each for each in said if each is not None and len(each) > 1]
    place = {issue: at for at, issue in enumerate(_order(sorted(linked, key=_in_order), len(sizes)))}
    spans = [sorted(place[issue] for issue, _ in clause) for clause in linked]
    return max((sum(span[0] <= at < span[-1] for span in spans) for at in range(len(sizes))), default=0)


def _worthy(step: Step, worths: Sequence[Ints]) -> Step:
    """A step with the worth of each bonus in place of its number."""
    return replace(step, paid=tuple([replace(each, worth=worths[int(each.worth)]) for each in step.paid]))


@lru_cache(maxsize=64)  # the same for every draw of a negotiation
def _laid(forbidden: tuple[Clause, ...], bonuses: tuple[Clause, ...], sizes: tuple[int, ...]) -> tuple[Step, ...]:
    """The steps, the number of each bonus in place of its worth."""
    allowed = [set(range(size)) for size in sizes]
    linked: list[tuple[Clause, int | None]] = []
    never = {plain for each in forbidden if (plain := simplified(each, sizes)) is not None}
    if () in never:
        allowed[0] = set()
    for ((issue, options),) in (each for each in never if len(each) == 1):
        allowed[issue] -= options
    linked.extend((each, None) for each in sorted(never, key=_in_order) if len(each) > 1)
    for n, clause in enumerate(bonuses):
        if (plain := simplified(clause, sizes)) is not None:
            linked.append((plain or ((0, frozenset(range(sizes[0]))),), n))
    order = _order([clause for clause, _ in linked if len(clause) > 1], len(sizes))
    return tuple(_steps(linked, order, allowed))


def simplified(clause: Clause, sizes: Sequence[int]) -> Clause | None:
    """A clause with each issue once and without parts that always hold; None if it can never be met.

    Args:
        sizes: how many options each issue has.

    Raises:
        WrongValue: if it names an issue or option that is not there.
    """
    parts: dict[int, frozenset[int]] = {}
    for issue, options in clause:
        if not 0 <= issue < len(sizes) or not all(0 <= each < sizes[issue] for each in options):
            raise WrongValue(f"a clause names issue {issue}, options {sorted(options)}: not all of them are there")
        parts[issue] = parts.get(issue, options) & options
    if not all(parts.values()):
        return None
    return tuple(sorted((i, o) for i, o in parts.items() if len(o) < sizes[i]))


def _in_order(clause: Clause) -> list[tuple[int, list[int]]]:
    return [(issue, sorted(options)) for issue, options in clause]


def _order(clauses: Sequence[Clause], issues: int) -> list[int]:
    """The linked issues so that few clauses are half met at once, then the rest."""
    where = [frozenset(issue for issue, _ in clause) for clause in clauses]
    linked = frozenset[int]().union(*where)
    tried = (_from(first, linked, where) for first in sorted(linked))
    _, best = min(tried, default=(0, []))
    return best + [issue for issue in range(issues) if issue not in linked]


def _from(first: int, linked: frozenset[int], where: Sequence[frozenset[int]]) -> tuple[int, list[int]]:
    """An order that starts with an issue and always goes on with what leaves the fewest half met; and its cost."""
    taken, have, cost = [first], {first}, 0
    while left := linked - have:
        opened = {issue: sum(1 for each in where if each & (have | {issue}) and not each <= have | {issue})
                  for issue in left}  # fmt: skip
        following = min(left, key=lambda issue: (opened[issue], issue))
        cost += 1 << min(MOST_OPEN, opened[following])
        taken.append(following)
        have.add(following)
    return cost, taken


def _steps(
    linked: Sequence[tuple[Clause, int | None]], order: Sequence[int], allowed: Sequence[set[int]]
) -> Iterator[Step]:
    place = {issue: at for at, issue in enumerate(order)}
    spans = [sorted(place[issue] for issue, _ in clause) for clause, _ in linked]
    free, bit = list(range(MOST_OPEN)), [0] * len(linked)
    for at, issue in enumerate(order):
        for n in (n for n, span in enumerate(spans) if span[0] == at < span[-1]):
            if not free:
                raise WrongValue(f"more than {MOST_OPEN} linkages are half met at once")
            bit[n] = 1 << free.pop()
        options = sorted(allowed[issue])
        ends, bars, begins = np.zeros((3, len(options)), dtype=np.int64)
        paid = []
        for n, (clause, worth) in enumerate(linked):
            part = next((among for where, among in clause if where == issue), None)
            if part is None:
                continue
            held = np.array([each in part for each in options], dtype=bool)
            last = at == spans[n][-1]
            ends |= np.where(~held | last, bit[n], 0)
            begins |= np.where(held & (at == spans[n][0]) & (not last), bit[n], 0)
            if last and worth is None:
                bars |= np.where(held, bit[n], 0)
            elif last:
                paid.append(Paid(bit=bit[n], held=held, worth=np.array(worth, dtype=np.int64)))
        free.extend(bit[n].bit_length() - 1 for n, span in enumerate(spans) if span[0] < at == span[-1])
        tied = sum(bit[n] for n, span in enumerate(spans) if linked[n][1] is not None and span[0] <= at < span[-1])
        yield Step(issue=issue, options=np.array(options, dtype=np.int64), ends=ends, bars=bars, begins=begins,
                   paid=tuple(paid), open_bonuses=tied)  # fmt: skip
