"""When a meeting was held: its days, its weekdays, whether it was held at all.

A meeting is found by its place and by who is said to have met; only where one alone can be meant does another day
contradict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.narrated import EDGE, PART
from talleyrand.reading.auditing.verdicts.finding import Finding, day
from talleyrand.reading.auditing.verdicts.setting import MONTH, Setting, apart, one_day, overlaps, past, term
from talleyrand.reading.language.gloss import english
from talleyrand.reading.language.times import WRONG_WEEKDAY
from talleyrand.reading.parties.states import atlas
from talleyrand.record.dates import When, when
from talleyrand.record.entries import Agreement, Meeting, Person

_MEETING = re.compile(
    r"\b(?:talks|met|meets?|meeting|summit|negotiat(?:ed|ions?)|consultations?|conference|rounds?|session|visit(?:s|ed)?"
    r"|spoke|spoken|call(?:s|ed)?|conversation|sat down|hosted|gathering|ceremony|dialogue|came to|went to"
    r"|travell?ed to|flew to)\b"
    r"|会谈|会晤|会见|磋商|峰会|访问|通话", re.I
)  # fmt: skip
_CALL = re.compile(r"\b(?:(?:tele)?phone(?:d)?|call(?:s|ed)?|spoke|by video|video)\b|通话", re.I)
_IN_PERSON = re.compile(
    r"\b(?:met|visit\w*|summit|in person|face-to-face|hosted|came to|went to|flew to|travel\w*|talks in|ceremony)\b"
    r"|会晤|会见|访问|峰会", re.I
)  # fmt: skip
_PLANNED = re.compile(r"\b(?:plan|schedul|set for|postpon|announc|invit|due to)\w*", re.I)
_MET = re.compile(r"\b(?:met|meets?|spoke|visit(?:s|ed)|host(?:s|ed)|sat down|flew|travell?ed)\b|会晤|会见|举行", re.I)
# A day told as so long before or after a meeting is not its own.
_APART = re.compile(
    r"(?P<so>\b(?:days?|weeks?|months?|years?) )?\b(?:before|after|ahead of|prior to|following)\b[^.;,]{0,40}$", re.I
)
# A meeting itself is told, not what came of it.
_HELD_ON = re.compile(r"\b(?:met|sat down|took place|spoke|were held|was held|hosted|received)\b", re.I)
_LEADERS = re.compile(r"\b(?:the|both|two) (?:two )?(?:leaders|presidents|prime ministers|heads of)\b", re.I)
_THEY = re.compile(r"(?:and )?(?:they|the two|both)\b", re.I)
_IN = re.compile(r"\b[Ii]n (?P<place>[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)*)")
_SURE = 6.0  # weight of a title that names a meeting without its place
_CALLS = ("call", "video")
_NAMED = ("state-visit", "summit")
_TALKS = re.compile(r"\b(?:talks|negotiations?|round)\b|会谈|磋商", re.I)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TWO = 2
RARE = 3.7  # weight of a word that stands in about one fact of fifty
_TITLED = 0.7  # share of a title's weight that a claim must hold to name a meeting by it
_WHOLE, _YEAR = 8, 400  # for the only meeting of these people at this place, more
_WINDOW = 45  # days by which a wrong date may be off


@dataclass(frozen=True, slots=True)
class _Held:
    meeting: Meeting
    on: When
    score: int


def calendar(claim: Claim, setting: Setting) -> Finding | None:  # noqa: ARG001 - asked as all others are
    """A contradiction, if a day told with its year is no such weekday: "Tuesday, 9 June 2025" was a Monday."""
    said = [each for each in claim.dates if each.doubt == WRONG_WEEKDAY]
    if len(said) != 1 or len(claim.weekdays) != 1:
        return None
    name, weekday = WEEKDAY_NAMES[claim.weekdays[0]], WEEKDAY_NAMES[said[0].when.first.weekday()]
    return Finding(claim=claim, verdict="contradicted", said=f"{name}, {day(said[0].when)}",
                   has=f"{weekday}, {day(said[0].when)}", reason=f"{day(said[0].when)} was a {weekday}.")  # fmt: skip


def held(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to the day of a meeting; None if the claim is of no meeting or of none that can be told."""
    if not _MEETING.search(claim.text) or _other_days(claim):
        return None
    found = _candidates(claim, setting)
    if not found:
        return None
    if claim.weekdays and not _in_full(claim):
        return _by_weekday(claim, setting, found)
    days = _together(past(claim))
    return _by_day(claim, setting, found, days) if days else None


def stranger(claim: Claim, setting: Setting, fact: Fact) -> str:
    """Who is named though another of the same office met there; empty if nobody."""
    return (
        _stranger(set(setting.people(claim.text)), setting, fact.people, fact.days[0]) if fact.kind == "meeting" else ""
    )


def _stranger(people: set[str], setting: Setting, met: tuple[str, ...], on: When) -> str:
    """Who did not hold then the office that one of those who met has held; empty if nobody."""
    offices = {(post.post, post.of) for each in met for post in setting.record.find(each, Person).posts}
    for each in sorted(people - set(met)):
        posts = setting.record.find(each, Person).posts
        if any((post.post, post.of) in offices for post in posts) and not any(overlaps(on, term(one)) for one in posts):
            return each
    return ""


def with_another(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if somebody is said to have met where and when the record has another of the same office."""
    said, people = one_day(claim), set(setting.people(claim.text))
    for fact in setting.facts.every if said and len(people) > 1 else ():
        if fact.kind != "meeting" or fact.step != "held" or not (said and overlaps(fact.days[0], said)):
            continue
        if not fact.place or not _at(fact.place.partition(",")[0], claim.text) or not people & set(fact.people):
            continue
        if who := stranger(claim, setting, fact):
            names = ", ".join(setting.record.find(each, Person).name for each in fact.people)
            return Finding(claim=claim, verdict="contradicted", entries=(fact.entry,), has=names,
                           said=setting.record.find(who, Person).name,
                           reason=f"The record has this of {day(fact.days[0])}: {fact.text}.")  # fmt: skip
    return None


def at_another_place(claim: Claim, setting: Setting) -> Finding | None:
    """A contradiction, if those who are said to have met somewhere on a day met elsewhere on that day."""
    people, days = set(setting.people(claim.text)) or _those_before(claim, setting), past(claim)
    if len(days) == 1 and not people and (found := _elsewhere_by_title(claim, setting, days[0])):
        return found
    if len(people) < _TWO or not _IN_PERSON.search(claim.text) or len(days) != 1 or claim.dates[0].doubt:
        return None
    said = _city(claim, setting)
    there = [each for each in setting.record.of(Meeting) if said and people <= set(each.people) and _on(each, days[0])]
    if len(there) != 1 or not there[0].place or _month_of_all(days[0], there[0]):
        return None
    place = there[0].place
    if said in place or place.partition(",")[0] in claim.said or there[0].form in _CALLS:
        return None
    return Finding(claim=claim, verdict="contradicted", entries=(there[0].id,), said=said, has=place,
                   reason=f"The record has “{there[0].title}” then, in {place}.")  # fmt: skip


def _elsewhere_by_title(claim: Claim, setting: Setting, said: When) -> Finding | None:
    """The same for a meeting told by all of its title but the place."""
    city, stems = _city(claim, setting), setting.telling(claim.text)
    for meeting in setting.record.of(Meeting) if city and not claim.dates[0].doubt else ():
        place = meeting.place or ""
        title = words(meeting.title) - words(place) - setting.cast.stems
        if not place or city in place or not _on(meeting, said) or place.partition(",")[0] in claim.said:
            continue
        if title <= stems and len(title) > _TWO and setting.facts.weight(title) >= _SURE:
            return Finding(claim=claim, verdict="contradicted", entries=(meeting.id,), said=city, has=place,
                           reason=f"The record has “{meeting.title}” then, in {place}.")  # fmt: skip
    return None


def _those_before(claim: Claim, setting: Setting) -> set[str]:
    """The two people whom "they" are that met."""
    people = setting.people(claim.before) if _THEY.match(claim.text) else ()
    return set(people) if len(people) == _TWO else set()


def _city(claim: Claim, setting: Setting) -> str:
    """The one city that a claim names as a place."""
    cities = {*setting.cast.places, *chain.from_iterable(each.capitals for each in atlas().states.values())}
    found = {match["place"] for match in _IN.finditer(claim.text) if match["place"] in cities}
    return found.pop() if len(found) == 1 else ""


def _on(meeting: Meeting, day_said: When) -> bool:
    return any(step.step == "held" and overlaps(step.on, day_said) for step in meeting.steps)


def _month_of_all(said: When, meeting: Meeting) -> bool:
    """True if neither the day said nor the meeting's is told well enough."""
    return (said.last - said.first).days > MONTH or not any(
        _is_day(step.on) for step in meeting.steps if step.step == "held"
    )


def _together(days: tuple[When, ...]) -> tuple[When, ...]:
    """The days said, those of one week made one stretch: "May 17 and 18"."""
    if len(days) < 2 or not all(each.exact for each in days):
        return days
    first, last = min(each.first for each in days), max(each.last for each in days)
    return (when(f"{first}/{last}"),) if (last - first).days < 7 else days


def _other_days(claim: Claim) -> bool:
    """True if the dates of the claim are deadlines or terms only."""
    return bool(claim.dates) and not past(claim) and not claim.weekdays


def _in_full(claim: Claim) -> bool:
    """True if a weekday stands with the day of a month, which tells more."""
    return any(each.how == "written" and each.when.exact for each in claim.dates)


def _candidates(claim: Claim, setting: Setting) -> list[_Held]:
    """The meetings held that may be meant, each with how many of place, people and form speak for it."""
    people, states = set(setting.people(claim.text)), set(setting.states(claim.said))
    elsewhere = any(_at(place, claim.text) for place in setting.cast.places)
    found = []
    for meeting in setting.record.of(Meeting):
        on = next((step.on for step in reversed(meeting.steps) if step.step == "held"), None)
        if on is None or on.first > setting.on.day or not _form_fits(claim, meeting):
            continue
        placed = _placed(claim, meeting)
        if not placed and elsewhere and meeting.form not in _CALLS:
            continue
        there = people & set(meeting.people)
        if people - set(meeting.people) and (not placed or (meeting.people and _MET.search(claim.text))):
            continue
        if _stranger(people, setting, meeting.people, on):
            continue
        parties = {setting.record.state_of(each) for each in meeting.parties}
        if states and not states & parties:
            continue
        titled = not placed and _titled(claim, setting, meeting)
        leaders = bool(_LEADERS.search(claim.text)) and meeting.level == "leader"
        if placed or len(there) > 1 or leaders or titled:
            score = 4 * (placed or titled) + 2 * min(len(there), 2) + 2 * leaders + _fit(claim, meeting)
            found.append(_Held(meeting, on, score))
    return found


def _titled(claim: Claim, setting: Setting, meeting: Meeting) -> bool:
    """True if the claim holds nearly all of a meeting's title, and two words that hardly any other fact has."""
    title = words(meeting.title) - setting.cast.stems
    both = title & setting.telling(claim.text)
    rare = [each for each in both if setting.facts.weight((each,)) >= RARE]
    return len(rare) >= _TWO and setting.facts.weight(both) >= _TITLED * setting.facts.weight(title)


def _form_fits(claim: Claim, meeting: Meeting) -> bool:
    if meeting.form in _CALLS:
        return bool(_CALL.search(claim.text)) and not _IN_PERSON.search(claim.text)
    return not (_CALL.search(claim.text) and not _IN_PERSON.search(claim.text))


def _fit(claim: Claim, meeting: Meeting) -> int:
    named = 2 * (meeting.form in _NAMED and meeting.form.replace("-", " ") in claim.text.lower())
    return named + int(bool(_TALKS.search(claim.text)) == (meeting.form in ("talks", "dialogue")))


def _placed(claim: Claim, meeting: Meeting) -> bool:
    """True if the claim names the meeting's place, as a place or before what was held there."""
    if not meeting.place:
        return False
    place = meeting.place.partition(",")[0]
    return _at(place, claim.text) and not _is_apart(claim, place)


def _is_apart(claim: Claim, place: str) -> bool:
    """True if the claim's day is told as before or after what was held at a place."""
    match = _APART.search(claim.text.partition(place)[0])
    if match is None:
        return False
    return bool(match["so"]) or any(each.end - claim.at[0] <= match.start() for each in claim.dates)


def _at(place: str, text: str) -> bool:
    """True if a text names a place as one, or before what was held there."""
    if place not in text:
        return place in english(text)
    name = re.escape(place)
    form = (
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|to|visit(?:ed|s|ing)?) (?:the )?{name}\b"
        rf"|\b{name}(?:['’]s)? (?:[\w-]+ )?(?:{_MEETING.pattern})"
    )
    return re.search(form, text) is not None


def _by_weekday(claim: Claim, setting: Setting, found: list[_Held]) -> Finding | None:
    meant = _one(found, setting.written)
    if meant is None or (meant.on.last - meant.on.first).days > 6 or not _is_day(meant.on):
        return None
    told = any(
        re.search(rf"\ba {WEEKDAY_NAMES[each]}", claim.text) for each in claim.weekdays
    )  # of that day, not of now
    if not told and setting.given and setting.written and abs((setting.written - meant.on.last).days) > 28:
        return None
    weekdays = tuple(dict.fromkeys(each.weekday() for each in _days(meant.on)))
    said = " and ".join(WEEKDAY_NAMES[each] for each in claim.weekdays)
    has = f"{' and '.join(WEEKDAY_NAMES[each] for each in weekdays)}, {day(meant.on)}"
    if set(claim.weekdays) <= set(weekdays):
        return Finding(claim=claim, verdict="supported", entries=(meant.meeting.id,), said=said, has=has,
                       reason=f"The record has {_called(meant)} on these days.")  # fmt: skip
    return Finding(claim=claim, verdict="contradicted", entries=(meant.meeting.id,), said=said, has=has,
                   reason=f"The record has {_called(meant)} on {has}, not on {said}.")  # fmt: skip


def _by_day(claim: Claim, setting: Setting, found: list[_Held], days: tuple[When, ...]) -> Finding | None:
    said = ", ".join(map(day, days))
    there = [each for each in found if any(overlaps(each.on, one) for one in days)]
    if there:
        best = max(there, key=lambda each: each.score)
        return Finding(claim=claim, verdict="supported", entries=(best.meeting.id,), said=said, has=day(best.on),
                       reason=f"The record has {_called(best)} then.")  # fmt: skip
    return _on_another_day(claim, setting, found, days)


def _on_another_day(claim: Claim, setting: Setting, found: list[_Held], days: tuple[When, ...]) -> Finding | None:
    """A contradiction, if one meeting alone lies near the day said and everything but the day speaks for it."""
    if len(days) != 1 or (any(each.doubt for each in claim.dates) and not _day_of_month(claim)) or _vague(claim):
        return None
    strong = [each for each in found if each.score >= 5 and _is_day(each.on)]
    near = sorted(strong, key=lambda each: apart(each.on, days[0]))
    if not near or apart(near[0].on, days[0]) > _within(near, days[0]):
        return None
    if len(near) > 1 and apart(near[1].on, days[0]) < 3 * _WINDOW:
        return None
    meant = near[0]
    if _PLANNED.search(claim.text) and _other_steps(meant.meeting, days[0]):
        return None
    if not _HELD_ON.search(claim.text) and (deal := _came_of_it(setting, meant.meeting, days[0])):
        reason = f"The record has what came of {_called(meant)} on this day."
        return Finding(claim=claim, verdict="supported", entries=(meant.meeting.id, deal), said=day(days[0]),
                       has=day(meant.on), reason=reason)  # fmt: skip
    return Finding(claim=claim, verdict="contradicted", entries=(meant.meeting.id,), said=day(days[0]),
                   has=day(meant.on), reason=f"The record has {_called(meant)} on {day(meant.on)}.")  # fmt: skip


def _within(near: list[_Held], said: When) -> int:
    """By how many days a wrong date may be off: more, if all speaks for the nearest and no other is at all near."""
    if near[0].score < _WHOLE or (len(near) > 1 and near[0].meeting.level != "leader"):
        return _WINDOW
    return _YEAR if len(near) == 1 or apart(near[1].on, said) > 2 * _YEAR else _WINDOW


def _vague(claim: Claim) -> bool:
    """True of "at the end of June", which may mean the days about it."""
    return any(each.doubt == EDGE or PART.match(claim.said[each.start : each.end]) for each in claim.dates)


def _day_of_month(claim: Claim) -> bool:
    return all(each.when.exact for each in claim.dates)


def _other_steps(meeting: Meeting, said: When) -> bool:
    """True if the meeting was planned, asked for or set for the day said."""
    steps = (each for step in meeting.steps for each in (step.on, step.date) if each)
    return any(overlaps(each, said) for each in steps)


def _came_of_it(setting: Setting, meeting: Meeting, said: When) -> str:
    """The agreement that the meeting made, if it was agreed or published on the day said; else nothing."""
    for deal in setting.record.of(Agreement):
        if deal.meeting == meeting.id and any(
            overlaps(each, said) for step in deal.steps for each in (step.on, step.announced) if each
        ):
            return deal.id
    return ""


def _one(found: list[_Held], about: date | None) -> _Held | None:
    """The one meeting that is meant: the best by far, or the last before the document's day; None if unsure."""
    best = max(each.score for each in found)
    if best < 5 and len(found) > 1:
        return None
    leading = [each for each in found if each.score == best]
    if len(leading) > 1 and about is not None:
        near = [each for each in leading if -31 <= (about - each.on.last).days <= 200]
        leading = near or leading
    return leading[0] if len(leading) == 1 else None


def _is_day(span: When) -> bool:
    return (span.last - span.first).days <= 6


def _days(span: When) -> Iterable[date]:
    return [span.first + timedelta(days=number) for number in range((span.last - span.first).days + 1)]


def _called(meant: _Held) -> str:
    return f"“{meant.meeting.title}”"


def asked_for(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to who asked for a meeting or call; None if that cannot be told."""
    match = _AT_REQUEST.search(claim.text) or _ASKED.search(claim.text)
    if not match:
        return None
    states = setting.states(claim.text[match.start() : match.end()]) or setting.states(claim.text[: match.start()])[-1:]
    found = [each for each in _candidates(claim, setting) if each.meeting.asked_by]
    days = past(claim)
    found = [each for each in found if not days or any(overlaps(each.on, one) for one in days)]
    if len(states) != 1 or len(found) != 1:
        return None
    meeting = found[0].meeting
    record = setting.record
    asked = record.state_of(meeting.asked_by or "")
    word = f", by the word of {record.in_text(meeting.asked_said_by)}" if meeting.asked_said_by else ""
    same = asked == states[0]
    return Finding(
        claim=claim, verdict="supported" if same else "contradicted", entries=(meeting.id,),
        said=record.name_of(states[0]), has=record.name_of(asked),
        reason=f"In the record {record.in_text(asked)} asked for {_called(found[0])}{word}.",
    )  # fmt: skip


_AT_REQUEST = re.compile(r"\bat (?:the request of (?:the )?[\w. ]{2,30}|[\w.'’ -]{2,40}?request)\b", re.I)
_ASKED = re.compile(r"\b(?:requested|asked for|initiated|sought) (?:the |a |an )?(?:\w+ ){0,2}(?:call|meeting|talks)\b")
