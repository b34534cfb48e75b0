"""How a fault of a negotiation file is told: which rule it breaks, where, and what there is instead.

Rule  a function from a file as read, and the record, to what breaks it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
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


NAMING = ("names_what_is_there", "names_an_option_of_its_issue", "names_what_the_record_has")  # one slip, many faults
LINES = 5  # of the lines that name it too, so many are told


def once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """What is wrong, but of a name that is not there: where it stands first, and on which other lines."""
    lines: dict[tuple[str, str], dict[int, None]] = {}
    for each in problems:
        lines.setdefault(_about(each), {})[each.place.line] = None
    for each in problems:
        if each.rule not in NAMING:
            yield each
        elif named := tuple(lines.pop(_about(each), ())):
            yield replace(each, message=each.message + _also(named[1:]))


def _about(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message.partition(": ")[2]  # whatever entry it stands in


def _also(lines: Sequence[int]) -> str:
    """On which other lines a name stands, as the end of a sentence."""
    if not lines:
        return ""
    listed = ", ".join(map(str, lines[:LINES])) + (", …" if len(lines) > LINES else "")
    return f" (so on {len(lines)} more line{'' if len(lines) == 1 else 's'}: {listed})"


def lowest(number: Judged) -> Decimal:
    """How low a number may be."""
    return number.best if number.low is None else number.low


def highest(number: Judged) -> Decimal:
    """How high it may be."""
    return number.best if number.high is None else number.high
