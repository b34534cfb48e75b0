"""Whether the record would take a proposed entry: the rules of `check`, asked of it and of what it names alone."""

from __future__ import annotations

from datetime import date

from talleyrand.record import checks
from talleyrand.record.checks import sourcing
from talleyrand.record.citing import named_in
from talleyrand.record.entries import AnyKind, Party
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

# The source is added when a proposal is accepted.
RULES = tuple(rule for rule in checks.RULES if rule not in sourcing.RULES)
_ANY_DAY = date(9000, 1, 1)  # what is dated in the future is no fault of a proposal


def faults(record: Record, entry: AnyKind) -> tuple[Problem, ...]:
    """What `check` would say of an entry beside those that it names; nothing about its sources."""
    held: dict[str, AnyKind] = {}
    waiting = [name.partition("#")[0] for name in named_in(entry)]
    while waiting:
        name = waiting.pop()
        if name in held or name == entry.id or name not in record:
            continue
        found = held[name] = record.entry(name)
        if isinstance(found, Party) and found.of:
            waiting.append(found.of)
    small = Record([*held.values(), entry])
    found_now = (problem for rule in RULES for problem in rule(small, _ANY_DAY))
    return tuple(sorted(each for each in found_now if each.entry == entry.id and not each.notice))
