"""Keeps an edit from breaking a record: the whole record is checked with the edit before a byte is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from talleyrand.errors import Refused
from talleyrand.record.checks import check
from talleyrand.record.editing import Validate
from talleyrand.record.loading import load
from talleyrand.record.problems import Problem

SHOWN = 3


def no_new_faults(root: Path, *, today: date) -> Validate:
    """The test that an edit of a record must pass: it may leave faults that were there, and add none.

    The test raises `Refused`, with the new faults, if the edit would add any. Notices do not count.
    """

    def validate(changed: Mapping[str, bytes]) -> None:
        before = _faults(check(load(root), today=today))
        found = check(load(root, changed=changed), today=today)
        added = _faults(found) - before
        if added:
            new = tuple([each for each in found if _mark(each) in added])
            told = "; ".join(map(str, new[:SHOWN]))
            raise Refused(f"the edit would add {added.total()} faults: {told}", new)

    return validate


def _faults(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    return Counter(_mark(each) for each in problems if not each.notice)


def _mark(problem: Problem) -> tuple[str, str, str]:
    """A fault without its line, which an edit above it moves."""
    return problem.rule, problem.entry, problem.message
