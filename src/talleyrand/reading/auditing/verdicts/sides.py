"""Who took a step of the entry that a claim names or goes back to, under which deal, on what ground, by what vote."""

from __future__ import annotations

import re

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts import events, measures
from talleyrand.reading.auditing.verdicts.finding import Finding, judged, title_of
from talleyrand.reading.auditing.verdicts.referring import Meant, akin, doers, entries_of, held_then
from talleyrand.reading.auditing.verdicts.setting import Setting, overlaps, past
from talleyrand.record.entries import Act, Agreement, Channel, Measure, Meeting

_SECTION = re.compile(r"\bsections? (?P<number>\d{3})\b", re.I)
_GROUND = re.compile(r"\b(?:under|basis|based on|invok\w+|authority|rested|relied|used|using|by)\b", re.I)


def ground(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """The section of a law that a measure is said to rest on, against its legal basis in the record."""
    said = _SECTION.search(claim.text)
    if said is None or not _GROUND.search(claim.text):
        return None
    measured = [each for each in entries_of(setting, found) if isinstance(each, Measure)]
    for entry in measured:
        basis = " ".join(dict.fromkeys(step.basis for step in entry.steps if step.basis))
        numbers = {match["number"] for match in _SECTION.finditer(f"{basis} {entry.title}")}
        if said["number"] in numbers:
            return judged(claim, entry, "supported", said[0], basis, f"The record gives this basis: {basis}.")
        if (numbers or "IEEPA" in basis) and entry is measured[0] and len(measured) == 1:
            return judged(claim, entry, "contradicted", said[0], basis,
                            f"The record has “{entry.title}” rest on {basis}.")  # fmt: skip
    return None


_BY: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\b(?:refus|declin|turned down|reject)\w*", re.I), frozenset({"refused"})),
    (re.compile(r"\b(?:cancel|call(?:ed)? off|postpon|put off)\w*", re.I),
     frozenset({"cancelled", "moved", "suspended"})),
    (re.compile(r"\b(?:suspend|halt|froze|broke off|cut off)\w*", re.I), frozenset({"suspended", "cancelled"})),
)  # fmt: skip
_ASKED_FOR = re.compile(
    r"\b(?:requested|asked for|sought|initiated)\b|\bat (?P<whose>[^,.;]{2,40}?)['’]s? request\b", re.I
)


def requested(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Which side asked for a meeting or call."""
    match, days = _ASKED_FOR.search(claim.text), past(claim)
    if match is None:
        return None
    doer = (
        next(iter(setting.states(match["whose"])), "")
        if match["whose"]
        else agent(claim, setting) or setting.doer(claim)
    )
    called = "call" in claim.text and len(days) == 1 and days[0].exact
    calls = [each for each in setting.record.of(Meeting) if called and each.form == "call" and held_then(each, days)]
    for each in (*entries_of(setting, found), *calls):
        if not isinstance(each, Meeting) or not each.asked_by or not doer or doer not in setting.record:
            continue
        asked = setting.record.state_of(each.asked_by)
        word = f", by the word of {setting.record.in_text(each.asked_said_by)}" if each.asked_said_by else ""
        return judged(claim, each, "supported" if asked == doer else "contradicted", setting.record.name_of(doer),
                        setting.record.name_of(asked), f"In the record {setting.record.in_text(asked)} asked for "
                        f"“{each.title}”{word}.")  # fmt: skip
    return None


def _called_off(claim: Claim, setting: Setting, steps: frozenset[str]) -> list[Meeting]:
    """The meetings of those whom the claim names of which such a step is of the days said."""
    people, days = set(setting.people(claim.text)), past(claim) or ((claim.told,) if claim.told else ())
    return [
        each for each in setting.record.of(Meeting) if people & set(each.people)
        and any(step.step in steps and step.by and any(overlaps(step.on, one) for one in days) for step in each.steps)
    ]  # fmt: skip


def by_another(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """A measure said to have been taken, or ended, by a side that took no step of it."""
    side = agent(claim, setting)
    if not side or side not in setting.record or not measures.kinds_anywhere(claim):
        return None
    own = [each for each in entries_of(setting, found) if isinstance(each, Measure)]
    if not own or any(side in doers(setting, each) for each in own):
        return None
    by = setting.record.state_of(own[0].by)
    has, told = setting.record.name_of(by), setting.record.in_text(by)
    return judged(claim, own[0], "contradicted", setting.record.name_of(side), has,
                    f"The record has this of {told}: “{own[0].title}”.")  # fmt: skip


_PASSIVE = re.compile(r"\bby (?:the )?$")


def by_whom(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Which side refused, cancelled or suspended a meeting or channel."""
    steps = next((steps for form, steps in _BY if form.search(claim.text)), None)
    doer = setting.doer(claim) or agent(claim, setting)
    if steps is None or not doer or doer not in setting.record:
        return None
    for entry in (*entries_of(setting, found), *_called_off(claim, setting, steps)):
        if not isinstance(entry, (Meeting, Channel)):
            continue
        by = {setting.record.state_of(step.by) for step in entry.steps if step.step in steps and step.by}
        if not by or (len(by) > 1 and doer in by):
            continue
        who, told = setting.record.name_of(min(by)), setting.record.in_text(min(by))
        return judged(claim, entry, "supported" if doer in by else "contradicted", setting.record.name_of(doer), who,
                        f"The record has this of {told}: “{title_of(entry)}”.")  # fmt: skip
    return None


def of_organ(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """Which organ of a state is said to have taken a measure, against the one that the record has."""
    named = [each for each in setting.actors(claim.text) if each.party and each.party != each.state
             and _PASSIVE.search(claim.text[: each.start])]  # fmt: skip
    entry = next((each for each in entries_of(setting, found) if isinstance(each, Measure)), None)
    if len(named) != 1 or entry is None or not (kinds := measures.kinds_anywhere(claim)):
        return None
    by: set[str] = {step.by for step in entry.steps if step.step in kinds and step.by}
    state = setting.record.state_of
    if not by or named[0].party in by or any(state(each) != named[0].state for each in by) or by & {named[0].state}:
        return None
    has, said = setting.record.name_of(sorted(by)[0]), setting.record.name_of(named[0].party)
    return judged(claim, entry, "contradicted", said, has, f"The record has this of {has}: “{entry.title}”.")


_UNDER = re.compile(
    r"\b(?:under|by|at|in|with|through)(?: the)?(?: \w+ (?:agreed|reached|made))?(?: (?:at|in))?(?: the)? $", re.I
)


def under(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """The agreement under which something is said to have been done, against the record's."""
    marks = [each for each in setting.named(claim.text, past(claim)) if each.sure]
    marks = [each for each in marks if _UNDER.search(claim.text[: each.start])]
    if len({each.entry for each in marks}) != 1:
        return None
    said = {marks[0].entry, *akin(setting, marks[0].entry)}
    for entry in entries_of(setting, found):
        if not isinstance(entry, (Measure, Channel)) or entry.id in said:
            continue
        under = _done_under(claim, entry)
        if under and "" not in under and not under & said:
            has = setting.record.find(sorted(under)[0], Agreement)
            return judged(claim, entry, "contradicted", claim.text[marks[0].start : marks[0].end], has.title,
                            f"The record has this under “{has.title}”.")  # fmt: skip
    return None


def _done_under(claim: Claim, entry: Measure | Channel) -> set[str]:
    """The agreements under which an entry's steps were taken that the claim's verb can be; of a step under none, ""."""
    if isinstance(entry, Channel):
        return {step.under or "" for step in entry.steps if events.did(claim, step.step)}
    kinds = measures.kinds_anywhere(claim)
    return {step.under or "" for step in entry.steps if step.step in kinds}


def agent(claim: Claim, setting: Setting) -> str:
    """The state by which something is said to have been done; empty if none is told."""
    return next((each.state for each in setting.actors(claim.text) if _PASSIVE.search(claim.text[: each.start])), "")


_VOTES = re.compile(r"\b(\d{1,3}|[a-z]{3,6})(?:[-–]| to )(\d{1,3}|[a-z]{3,6})\b", re.I)
_COUNTED = """zero one two three four five six seven eight nine ten eleven twelve""".split()  # noqa: SIM905
_VOTED = re.compile(r"\b(?:vote[ds]?|ruling|ruled|majority|split|held|by|justices|judges|court)\b", re.I)


def votes(claim: Claim, setting: Setting, found: Meant) -> Finding | None:
    """By how many votes to how many a court or chamber is said to have decided."""
    said = _tally(claim.text) if _VOTED.search(claim.text) else None
    for entry in entries_of(setting, found) if said else ():
        has = _tally(f"{entry.title} {entry.note or ''}") if isinstance(entry, Act) else None
        if said and has:
            return judged(claim, entry, "supported" if said == has else "contradicted", f"{said[0]} to {said[1]}",
                            f"{has[0]} to {has[1]}", f"The record has “{title_of(entry)}”.")  # fmt: skip
    return None


def _tally(text: str) -> tuple[int, int] | None:
    """The votes for and against that a text tells, in figures or in words."""
    for match in _VOTES.finditer(text):
        both = [each.lower() for each in match.groups()]
        if all(each.isdigit() or each in _COUNTED for each in both):
            won, lost = (int(each) if each.isdigit() else _COUNTED.index(each) for each in both)
            return won, lost
    return None
