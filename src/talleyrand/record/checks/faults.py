"""What a rule yields: a fault, or a notice, with its place and the rule's own name.

Rule  a function from a record and today's date to the problems that it finds
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from talleyrand.record.entries import AnyKind
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

Rule = Callable[[Record, date], Iterator[Problem]]


def fault(rule: Rule, record: Record, entry: AnyKind, message: str, *path: str | int) -> Problem:
    """A fault in an entry, at the field that the path names."""
    return _problem(rule, record, entry, message, path, notice=False)


def notice(rule: Rule, record: Record, entry: AnyKind, message: str, *path: str | int) -> Problem:
    """Something in a sound entry that wants attention."""
    return _problem(rule, record, entry, message, path, notice=True)


def _problem(
    rule: Rule, record: Record, entry: AnyKind, message: str, path: tuple[str | int, ...], *, notice: bool
) -> Problem:
    return Problem(
        place=record.place(entry.id, path),
        rule=rule.__name__,
        message=_visible(f"{entry.KIND} {entry.id}: {message}"),
        entry=entry.id,
        notice=notice,
    )


def _visible(text: str) -> str:
    """The text with what cannot be seen written out, so that a message shows what stands in the file."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
