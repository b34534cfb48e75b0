"""How a fault of a negotiation file is told: which rule it breaks, where, and what there is instead.

Rule  a function from a file as read, and the record, to what breaks it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from talleyrand.bargaining.entries import AnyKind, Judged
from talleyrand.bargaining.sheets import Sheet
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record
from talleyrand.record.syntax import Path

Rule = Callable[[Sheet, Record | None], Iterator[Problem]]


def fault(rule: Rule, sheet: Sheet, entry: AnyKind, message: str, *path: str | int) -> Problem:
    """What breaks a rule, with the place of the field at a path of an entry."""
    return _problem(rule, sheet, entry, message, path, notice=False)


def notice(rule: Rule, sheet: Sheet, entry: AnyKind, message: str, *path: str | int) -> Problem:
    """The same for what is no fault, but better otherwise."""
    return _problem(rule, sheet, entry, message, path, notice=True)


def _problem(rule: Rule, sheet: Sheet, entry: AnyKind, message: str, path: Path, *, notice: bool) -> Problem:
    said = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in f"{entry.KIND} {entry.id}: {message}")
    return Problem(place=sheet.place(entry, path), rule=rule.__name__, message=said, entry=entry.id, notice=notice)


def these(names: Sequence[str], what: str) -> str:
    """The names that there are, as the end of a sentence on one that there is not."""
    if not names:
        return f"; the file has no {what}"
    listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"; it is one of {listed}" if len(names) > 1 else f"; the only {what} is {listed}"


def lowest(number: Judged) -> Decimal:
    """How low a number may be."""
    return number.best if number.low is None else number.low


def highest(number: Judged) -> Decimal:
    """How high it may be."""
    return number.best if number.high is None else number.high
