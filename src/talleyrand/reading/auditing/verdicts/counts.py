"""How often: meetings, calls and visits said to have been held, against those that the record holds.

The record may hold fewer than there were. So only where it holds more than are said is the claim contradicted.
"""

from __future__ import annotations

import re

from talleyrand.books.held import held
from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees
from talleyrand.reading.auditing.verdicts.setting import Setting, overlaps, past
from talleyrand.record.entries import Meeting

_UNITS = {
    "meeting": "", "summit": "", "encounter": "", "call": "call", "conversation": "call", "visit": "visit",
    "round": "talks", "session": "talks",
}  # fmt: skip
_VERBS = ((re.compile(r"\b(?:spoke|spoken|called|talked)\b", re.I), "call"), (re.compile(r"\bmet\b", re.I), ""))
_FORMS = {"call": ("call", "video"), "visit": ("visit", "state-visit"), "talks": ("talks", "dialogue")}
_LEADERS = re.compile(r"\b(?:the|both|two) (?:two )?(?:leaders|presidents|prime ministers)\b", re.I)
_FEWEST = 2


def counted(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to how many meetings or calls there were; None if the claim counts none."""
    amount = claim.amount
    if amount is None or amount.kind != "count" or amount.value is None:
        return None
    form = _form(claim, amount.unit)
    people, days = set(setting.people(claim.about)), past(claim)
    leaders = bool(_LEADERS.search(claim.about))
    if form is None or not (len(people) >= _FEWEST or leaders) or len(days) > 1:
        return None
    there = [
        meeting for on, meeting in held(setting.record, setting.on)
        if (not days or overlaps(on, days[0])) and _fits(meeting, form)
        and (people <= set(meeting.people) if people else meeting.level == "leader")
    ]  # fmt: skip
    said = claim.said[amount.start : amount.end]
    has = str(len(there))
    ids = tuple(each.id for each in there)
    if agrees(amount, len(there) + amount.value * 0):
        return Finding(claim=claim, verdict="supported", entries=ids, said=said, has=has,
                       reason=f"The record holds {has}.")  # fmt: skip
    if len(there) > amount.value and amount.bound in ("", "at most", "less than") and amount.exact:
        return Finding(claim=claim, verdict="contradicted", entries=ids, said=said, has=has,
                       reason=f"The record holds {has}, which is more.")  # fmt: skip
    return Finding(claim=claim, verdict="not in the record", entries=ids, said=said, has=has,
                   reason=f"The record holds {has}; there may have been more than it knows of.")  # fmt: skip


def _form(claim: Claim, unit: str) -> str | None:
    """Which meetings are counted: calls, visits, talks, or any in person; None if none are."""
    if unit in ("times", "time"):
        return next((form for verb, form in _VERBS if verb.search(claim.about)), None)
    return _UNITS.get(unit.removesuffix("s"))


def _fits(meeting: Meeting, form: str) -> bool:
    return meeting.form in _FORMS[form] if form else meeting.form not in _FORMS["call"]
