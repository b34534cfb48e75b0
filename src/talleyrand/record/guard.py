"""Keeps an edit from breaking a record: the whole record is checked with the edit before a byte is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from talleyrand.errors import Refused
from talleyrand.record.editing import Validate
from talleyrand.record.problems import Problem
from talleyrand.record.states import States

SHOWN = 3
_LINE = re.compile(r"(\.ya?ml:|\bline )\d+")


def no_new_faults(states: States, *, today: date) -> Validate:
    """The test that an edit of a record must pass: it may leave faults that were there, and add none.

    The test raises `Refused`, with the new faults, if the edit would add any. Notices do not count.

    Args:
        states: of the record's folder. A state that was checked before is not checked again.
    """

    def validate(changed: Mapping[str, bytes]) -> None:
        before = _faults(states.now().problems(today))
        found = states.would_be(changed).problems(today)
        added = _faults(found) - before
        if added:
            new = tuple([each for each in found if not each.notice and _mark(each) in added])
            told = "; ".join(dict.fromkeys(map(str, new[:SHOWN])))
            raise Refused(f"the edit would add {_counted(added.total())}: {told}", new)

    return validate


def _counted(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"


def _faults(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    return Counter(_mark(each) for each in problems if not each.notice)


def _mark(problem: Problem) -> tuple[str, str, str]:
    """A fault without lines, its own and those that it names, which an edit above them moves."""
    return problem.rule, problem.entry, _LINE.sub(r"\1", problem.message)
