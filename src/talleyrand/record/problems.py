"""Faults as values: where, what is wrong, the nearest right answer, and the rule's name.

Place    a line and column of a file
Problem  one fault or notice, with its place and the rule that found it
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file as named in the record's folder, a line and a column, from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """One thing wrong with a record.

    Attributes:
        place: where it stands.
        rule: name of the rule that found it, as in the reference.
        message: what is wrong and, where there is one, the nearest right answer.
        entry: id of the entry concerned, empty if none could be read.
        notice: true if the record is sound but wants attention (a stale part, a passed deadline).
    """

    place: Place
    rule: str
    message: str
    entry: str = ""
    notice: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}]"
