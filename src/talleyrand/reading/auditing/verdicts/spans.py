"""The day of an entry that a claim names or goes back to, the end of its term, and how long it lasted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts import events, measures, rows
from talleyrand.reading.auditing.verdicts.finding import Finding, day, judged, title_of
from talleyrand.reading.auditing.verdicts.referring import (
    Meant,
    akin,
    doers,
    entries_of,
    promises_of,
    row_of,
)
from talleyrand.reading.auditing.verdicts.setting import (
    SO_LONG,
    Setting,
    apart,
    due,
    of_another,
    one_day,
    overlaps,
    past,
)
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.record.dates import When
from talleyrand.record.entries import Act, Agreement, AnyKind, Channel, Commitment, Measure, Meeting

_FAR = 800  # and a wrong deadline
_YEAR = 400  # days by which a wrong date may be off
_HELD = re.compile(r"\b(?:held|took place|met|convened|gathered|sat down|signed|launched|struck|followed)\b", re.I)
_SEVERAL = 4  # days that an entry may have for one verb and still be contradicted
_DEADLINE = re.compile(
    r"\b(?:until|through|deadline|due|exten\w+|expir\w+|run|runs|ran|last(?:s|ed)?|ends|lapses|valid"
    r"|suspen\w+|held by|be \w+ed by"
    r"|promis\w+|pledg\w+|agreed|undert\w+|was to|were to|renew\w+)\b", re.I
)  # fmt: skip


def on_day(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Support by any entry meant that has this step then; contradiction by the first that has such a step at all."""
    days = past(claim)
    if not days:
        return None
    told = [(entry, own) for entry in entries_of(setting, found) if (own := _own_days(claim, entry))]
    told = [(entry, own) for entry, own in told if not _of_another_side(claim, setting, entry)]
    for entry, own in told:
        if met := next((each for each in own for one in days if overlaps(each, one)), None):
            return judged(claim, entry, "supported", ", ".join(map(day, days)), day(met),
                            f"The record has “{title_of(entry)}” with this on {day(met)}.")  # fmt: skip
    if answer := _of_row(claim, setting, found, days):
        return answer
    said = one_day(claim)
    if not told or said is None or claim.dates[0].bound or of_another(claim) or SO_LONG.search(claim.said):
        return None
    return _on_another_day(claim, setting, found, said, *told[0])


def _of_row(claim: Claim, setting: Setting, found: Meant, days: tuple[When, ...]) -> Finding | None:
    """Support by a meeting of the channel meant that was held then."""
    for meeting, on in row_of(setting, found) if _HELD.search(claim.text) else ():
        if overlaps(on, days[0]):
            return judged(claim, meeting, "supported", ", ".join(map(day, days)), day(on),
                          f"The record has “{meeting.title}” then.")  # fmt: skip
    return None


def _on_another_day(
    claim: Claim, setting: Setting, found: Meant, said: When, entry: AnyKind, own: tuple[When, ...]
) -> Finding | None:
    """A contradiction, if the entry has but few such days, all others than the one said, and nothing else is of it."""
    if len(own) > _SEVERAL or (isinstance(entry, Measure) and not found.back):
        return None
    near = min(own, key=lambda each: apart(each, said))
    if not 1 < apart(near, said) <= _YEAR or _something_else(claim, setting, entry, said):
        return None
    has = ", ".join(map(day, own))
    return judged(
        claim, entry, "contradicted", day(said), has, f"The record has “{title_of(entry)}” with this on {has}."
    )


def _of_another_side(claim: Claim, setting: Setting, entry: AnyKind) -> bool:
    """True if a measure or act is told of a side that did not do it."""
    doer = setting.subject(claim) if isinstance(entry, (Measure, Act)) else ""
    return bool(doer) and isinstance(entry, (Measure, Act)) and doer not in doers(setting, entry)


def _own_days(claim: Claim, entry: AnyKind) -> tuple[When, ...]:
    """The days of an entry on which it may have been done what the claim's verb tells."""
    if isinstance(entry, Meeting):
        on = [step.on for step in entry.steps if step.step == "held"]
        return tuple(on) if _HELD.search(claim.text) and not rows.said_elsewhere(claim, entry) else ()
    if isinstance(entry, Measure):
        kinds = measures.kinds(claim)
        return measures.dates(step for step in entry.steps if step.step in kinds)
    if isinstance(entry, Agreement):
        steps = events.became(claim)
        return tuple([each for step in entry.steps if step.step in steps for each in (step.on, step.announced) if each])
    if isinstance(entry, Channel):
        return tuple([step.on for step in entry.steps if events.did(claim, step.step)])
    if isinstance(entry, Act) and _same_words(claim, entry):
        return (entry.on,)
    return ()


def _same_words(claim: Claim, act: Act) -> bool:
    return bool(words(claim.text) & words(act.title))


def _something_else(claim: Claim, setting: Setting, entry: AnyKind, said: When) -> bool:
    """True if the entry, or one akin to it, has any step that day, or another fact of the day shares a rare word."""
    own = [entry.id, *akin(setting, entry.id)]
    if any(overlaps(each, said) for one in own for fact in setting.facts.of(one) for each in fact.days):
        return True
    return any(
        any(overlaps(each, said) for each in found.fact.days)
        and any(setting.facts.weight((one,)) >= measures.RARE for one in found.shared)
        for found in setting.facts.sharing(setting.telling(claim.text), most=80)
    )


def until(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """The end of a term of the entry, or the deadline of a promise, against the day said."""
    said = due(claim)
    if len(said) != 1 or any(each.doubt for each in claim.dates) or not _DEADLINE.search(claim.text):
        return None
    stems = setting.telling(claim.text)
    promised = [each for each in promises_of(setting, found)
                if each.id in found.ids or setting.facts.weight(words(each.text) & stems) >= measures.RARE]  # fmt: skip
    ends = [(entry, each) for entry in (*promised, *entries_of(setting, found)) for each in _terms(entry)]
    for entry, end in ends:
        if apart(end, said[0]) <= 1:
            return judged(claim, entry, "supported", day(said[0]), day(end),
                            f"The record has “{title_of(entry)}” run to {day(end)}.")  # fmt: skip
    if not ends or min(apart(end, said[0]) for _, end in ends) > _FAR:
        return None
    entry = ends[0][0]
    has = ", ".join(dict.fromkeys(day(end) for one, end in ends if one is entry))
    return judged(claim, entry, "contradicted", day(said[0]), has,
                    f"The terms that the record has of “{title_of(entry)}” run to {has}.")  # fmt: skip


def _terms(entry: AnyKind) -> list[When]:
    """The ends of an entry's terms."""
    if isinstance(entry, (Agreement, Measure)):
        return [step.until for step in entry.steps if step.until and step.until.text[-2:] != ".."]
    return [entry.deadline] if isinstance(entry, Commitment) and entry.deadline else []


_LONG = re.compile(
    r"\b(?:for|lasts|lasted|lasting|to last|limited to|runs?(?: for)?|running(?: for)?|ran(?: for)?|by)"
    r"(?: (?:only|barely|just|about|some|another|a further|the next|nearly|almost))? $", re.I
)  # fmt: skip
_COULD = re.compile(r"\b(?:could|would|may|might|can)\b", re.I)
_WENT_ON = re.compile(
    r"\b(?:lasted|lasting|ran|went on|stayed|spent)\b|-days? (?:visit|talks|meeting|trip|summit|drills?)\b", re.I
)
_AWAY = re.compile(r"^[- ]?(?:later|after|before|ago|earlier|from|since|into|old|of talks|notice|in advance)\b", re.I)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_OFF = {"day": 1, "week": 3, "month": 4, "year": 8}  # days by which each of these told may be off


def lasts(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """How long the entry, or its term, lasted or was to last."""
    amount = claim.amount
    if amount is None or amount.kind != "duration" or amount.value is None or amount.unit not in _DAYS:
        return None
    told = _LONG.search(claim.said[: amount.start]) or "-" in claim.said[amount.start : amount.end]
    if not told or _COULD.search(claim.text) or _AWAY.search(claim.said[amount.end :]):
        return None
    every = ((entry, each) for entry in entries_of(setting, found) if (each := _lengths(claim, entry)))
    lengths = [(entry, each) for entry, own in islice(every, 1) for each in own]
    days, off = int(amount.value * _DAYS[amount.unit]), _off(amount)
    said = claim.said[amount.start : amount.end]
    for entry, has in lengths:
        if abs(has - days) <= (off if isinstance(entry, (Agreement, Measure)) else off - 1):
            return judged(claim, entry, "supported", said, _days(has),
                            f"By the days that the record has of “{title_of(entry)}” it is {_days(has)}.")  # fmt: skip
    if not lengths or amount.bound not in ("", "nearly", "at most") or not amount.exact:
        return None
    entry, has = lengths[0]
    return judged(claim, entry, "contradicted", said, _days(has),
                    f"By the days that the record has of “{title_of(entry)}” it is {_days(has)}.")  # fmt: skip


def _off(amount: Amount) -> int:
    """By how many days a length may be off: one, if it is told in days; more, if in longer units."""
    return 1 if amount.unit == "day" else _OFF[amount.unit] * max(1, int(amount.value or 1))


def _lengths(claim: Claim, entry: AnyKind) -> list[int]:
    """The lengths in days that an entry has: of its terms, of the meeting or act, of what its clauses name."""
    if isinstance(entry, (Meeting, Act)):
        on = [step.on for step in entry.steps if step.step == "held"] if isinstance(entry, Meeting) else [entry.on]
        return list(map(_span, on)) if _WENT_ON.search(claim.text) else []
    if isinstance(entry, Agreement):
        steps = [(step.on, step.until) for step in entry.steps]
        texts = " ".join(each.text for each in entry.clauses)
        told = [
            int(each.value) for each in amounts(texts) if each.kind == "duration" and each.unit == "day" and each.value
        ]
        return [*_ran(steps), *told]
    if isinstance(entry, Measure):
        kinds = measures.kinds(claim) or frozenset({"impose", "suspend", "extend"})
        dated = [(step.effective or step.announced, step.until) for step in entry.steps]
        return [*_ran(dated), *_in_force(entry)] if kinds else []
    return []


def _ran(steps: Iterable[tuple[When | None, When | None]]) -> list[int]:
    return [(until.last - on.first).days for on, until in steps if on and until and until.text[-2:] != ".."]


def _in_force(entry: Measure) -> list[int]:
    """The days from a measure's beginning to its end."""
    began = [step.effective for step in entry.steps if step.step == "impose" and step.effective]
    over = [step.effective for step in entry.steps
            if step.step in ("stop", "withdraw", "expire", "strike down") and step.effective]  # fmt: skip
    return [(over[0].first - began[0].first).days] if began and over else []


def _span(on: When) -> int:
    return (on.last - on.first).days + 1


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
