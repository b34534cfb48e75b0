"""Where a meeting was held that a claim names or goes back to, and which of a row it was."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts.finding import Finding, agrees, day, judged, title_of
from talleyrand.reading.auditing.verdicts.referring import (
    NTH,
    ORDINAL,
    Meant,
    entries_of,
    held_then,
    number_of,
    row_of,
)
from talleyrand.reading.auditing.verdicts.setting import Setting, one_day, overlaps, past
from talleyrand.reading.parties.states import atlas
from talleyrand.record.entries import Channel, Meeting

_TOOK_PLACE = re.compile(r"\b(?:held|took place|met|convened|launched|struck|hosted|gathered|sat down)\b", re.I)
IN = re.compile(r"\bin (?P<place>(?!January|February|March|April|May|June|July|August|September|October|November"
                 r"|December)"
                 r"[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)*)")  # fmt: skip


def where(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Where a meeting was held, against another city that the claim names for it."""
    match = IN.search(claim.text) if _TOOK_PLACE.search(claim.text) else None
    meetings = [each for each in at_that_time(claim, setting, found) if each.place]
    if match is None or not meetings:
        return None
    said = match["place"]
    cities = {*setting.cast.places, *chain.from_iterable(each.capitals for each in atlas().states.values())}
    for each in meetings:
        if said in (each.place or ""):
            return judged(claim, each, "supported", said, each.place or "", f"The record has “{each.title}” there.")
    if said not in cities or len({each.place for each in meetings[:2]}) > 1:
        return None
    has = meetings[0].place or ""
    if has.partition(",")[0] in claim.text:
        return None
    return judged(claim, meetings[0], "contradicted", said, has,
                    f"The record has “{meetings[0].title}” in {has}.")  # fmt: skip


def said_elsewhere(claim: Claim, meeting: Meeting) -> bool:
    """True if a claim names a city for a meeting that is not in its place as the record has it."""
    said = [match["place"] for match in IN.finditer(claim.text)]
    return bool(meeting.place) and bool(said) and not any(each in (meeting.place or "") for each in said)


def at_that_time(claim: Claim, setting: Setting, found: Meant) -> list[Meeting]:
    """The meetings meant; of a row the one on the days said: "its last round, in June 2016"."""
    entries, days = entries_of(setting, found), past(claim)
    meetings = [each for each in entries if isinstance(each, Meeting)]
    channels = {each.channel for each in meetings} | {each.id for each in entries if isinstance(each, Channel)}
    there = [each for each in meetings if not days or held_then(each, days)]
    if there or not days:
        return there
    row = [each for each in setting.record.of(Meeting) if each.channel and each.channel in channels]
    return [each for each in row if held_then(each, days)]


_WAS_THE = re.compile(r"\b(?:was|were|is|as|became|its|the)\b[^.]{0,30}$")
_OF_ITS_KIND = re.compile(rf"\b(?P<nth>{'|'.join(NTH)}) (?:of (?:its|the) kind|such)\b", re.I)


def which(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Which of a row of meetings it is said to be."""
    kind = _OF_ITS_KIND.search(claim.text)
    said = ORDINAL.search(f"{kind['nth']} round") if kind else ORDINAL.search(claim.text)
    if said is None or (not kind and not _WAS_THE.search(claim.text[: said.start()])):
        return None
    for entry in entries_of(setting, found):
        has = ORDINAL.search(title_of(entry)) if isinstance(entry, Meeting) else None
        if has is None or (not kind and has["of"].lower() != said["of"].lower()):
            continue
        same = number_of(has["nth"]) == number_of(said["nth"])
        return judged(claim, entry, "supported" if same else "contradicted", said["nth"], has[0],
                        f"The record has it as “{title_of(entry)}”.")  # fmt: skip
    return None


_FIRST_MET = re.compile(
    r"\b(?:(?P<which>first|last) (?:met|meeting|round|session)|met for the (?P<time>first|last) time)\b", re.I
)


def ends_of_row(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """When those of a channel are said to have met first, or last."""
    match, days = _FIRST_MET.search(claim.text), past(claim)
    row = row_of(setting, found) if match and len(days) == 1 else []
    if not row or match is None:
        return None
    which = (match["which"] or match["time"]).lower()
    meeting, on = row[0] if which == "first" else row[-1]
    if overlaps(on, days[0]):
        return judged(claim, meeting, "supported", day(days[0]), day(on), f"The record has “{meeting.title}” then.")
    if which == "last" or one_day(claim) is None or claim.dates[0].bound or on.first > days[0].last:
        return None  # the record may not have the last
    return judged(claim, meeting, "contradicted", day(days[0]), day(on),
                    f"The record has “{meeting.title}” on {day(on)}.")  # fmt: skip


def times(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """How many rounds there are said to have been, where the last of the record is numbered as many as it holds."""
    amount = claim.amount
    if amount is None or amount.kind != "count" or amount.value is None or past(claim):
        return None
    row = row_of(setting, found) if re.match(r"(?:round|session|meeting)s?$", amount.unit) else []
    final = row[-1][0] if row else None
    last = ORDINAL.search(final.title) if final else None
    if final is None or last is None or number_of(last["nth"]) != len(row):
        return None
    said = claim.said[amount.start : amount.end]
    same = agrees(amount, Decimal(len(row)))
    return judged(claim, final, "supported" if same else "contradicted", said, str(len(row)),
                    f"The record has {len(row)}, the last of them “{final.title}”.")  # fmt: skip
