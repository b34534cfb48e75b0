"""The exception tree, whole.

    TalleyrandError            anything this program refuses, with a message for people
    ├── WrongValue             an argument is not of its form (a date, a format, a number)
    ├── NotFound               no entry, party, agreement, command or term of that name
    ├── RecordError            a record cannot be opened or read; carries its problems
    ├── Refused                an edit would break the record; carries its problems
    ├── Conflict               the entry on disk is not the one that was read
    ├── WriteError             the record cannot be written (rights, space, a lock); all is as it was
    └── QueryError             a query is not one SELECT, or failed, or took too long

Faults inside a record are values (`record.problems.Problem`), gathered and never raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talleyrand.record.problems import Problem


class TalleyrandError(Exception):
    """Anything this program refuses to do; its text is written for the user."""


class WrongValue(TalleyrandError):
    """An argument is not of its form; the message names it, its value and what was expected."""


class NotFound(TalleyrandError):
    """A name that nothing has; the message offers the nearest names there are."""


class RecordError(TalleyrandError):
    """A record that cannot be opened or read.

    Attributes:
        problems: the faults found, if reading got so far.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class Refused(RecordError):
    """An edit that would leave the record with faults it did not have; nothing was written."""


class Conflict(TalleyrandError):
    """The entry on disk is not the one that was read; nothing was written.

    Attributes:
        expected: the text that the editor had read.
        found: the text that is on disk now.
    """

    def __init__(self, message: str, *, expected: str, found: str) -> None:
        super().__init__(message)
        self.expected = expected
        self.found = found


class WriteError(TalleyrandError):
    """A file of the record could not be written: no rights, no space, or a lock held; all is as it was."""


class QueryError(TalleyrandError):
    """A query that is not one SELECT, or that the engine refused, or that ran too long."""


def nearest(name: str, names: Iterable[str]) -> str:
    """The clause "; did you mean 'x'?" for the name nearest to one that is unknown, capitals apart, or nothing.

    >>> nearest("soybean", ["soybeans", "chips"])
    "; did you mean 'soybeans'?"
    >>> nearest("BRO", ["ARC", "BOR"])
    "; did you mean 'BOR'?"
    """
    by_folded = {each.casefold(): each for each in reversed(list(names))}
    close = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f"; did you mean '{by_folded[close[0]]}'?" if close else ""
