"""Finds everything that is wrong with a record: a record comes in, faults and notices go out, sorted by place.

Rule   a function from a record and today's date to the problems that it finds; its name is the rule's name
RULES  all of them

The faults that were found while reading the files are part of the result. A notice is no fault: the record
is sound, and something in it wants attention.
"""

from __future__ import annotations

from datetime import date

from talleyrand.record.checks import (
    asserted,
    dealings,
    figures,
    forecasts,
    levels,
    life_cycles,
    people,
    promises,
    references,
    sourcing,
    texts,
    upkeep,
)
from talleyrand.record.checks.faults import Rule
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

__all__ = ["RULES", "Rule", "check", "forget"]

SUBJECTS = (references, texts, sourcing, people, life_cycles, levels, dealings, promises, figures, forecasts, asserted,
            upkeep)  # fmt: skip
RULES: tuple[Rule, ...] = tuple([rule for subject in SUBJECTS for rule in subject.RULES])


def forget(record: Record) -> None:
    """Let go of what rules remembered of a record: it has been checked, and they would not be asked again."""
    for key in list(record.memory):
        owner = key[0] if isinstance(key, tuple) else key
        if str(getattr(owner, "__module__", "")).startswith(f"{__name__}."):
            del record.memory[key]


def check(record: Record, *, today: date) -> tuple[Problem, ...]:
    """Every fault and notice of a record, sorted by place."""
    found = [problem for rule in RULES for problem in rule(record, today)]
    return tuple(sorted({*record.problems, *found}))
