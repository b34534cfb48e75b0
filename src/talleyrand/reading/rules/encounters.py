"""Meetings: visits, talks and calls that the words say were held, set, asked for or called off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from talleyrand.reading.kinds.topics import Topic
from talleyrand.reading.language import phrases
from talleyrand.reading.rules.told import Draft, Told, ahead
from talleyrand.record.entries import Meeting, Person
from talleyrand.record.syntax import Raw

_PLACE = re.compile(r"\b(?:in|at|to) (?:the )?(?P<place>[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|de|el|al))*)(?:, [A-Z]\w+)?")
_NO_PLACE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|President|Prime|Secretary|Minister|Foreign|Trade|The|Chinese"
    r"|American|G20|G-20|G7|Security|Council|"
    r"United Nations|UN|Congress|Parliament|State|Treasury)\b"
)
_EVENT = re.compile(r"\b(?:Dialogue|Forum|Summit|Conference|Assembly|Council)$")
_NOUN = re.compile(
    r"\b(?P<noun>state visit|phone call|telephone call|video call|telephone conversation|round of"
    r" (?:\w+ )?(?:talks|negotiations|consultations)|talks|"
    r"summit|meetings?|negotiations|visit|trip|call|conversation)\b(?! (?:for|on the phone for) )"
)
_WITH = re.compile(r"\b(?:with|between|to|by|of)\b")
_HELD = re.compile(
    r"\b(?:follow\w+|after|during|concluded?|conclusion|ended|at|met|held|last|since|convened?|took"
    r" place|wrapped|opened|long-awaited|recent)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|would|plan\w*|scheduled|next|upcoming|expected|due|set to|to be held|future|further|later this)\b", re.I
)
_EDGE = re.compile(r"\bon the (?:sidelines|margins|fringes|edges) of\b")
# What a request or an offer is to do, and what a speaker says of a meeting, is no meeting held.
_OF_NOUN = re.compile(
    r"\b(?:requests?|offers?|invitations?|proposals?|pleas?|demands?|calls?|efforts?|attempts?|bids?)(?: to)? $"
)
_PUBLIC = re.compile(
    r"(?: \w+)? (?:public|internal|domestic|cabinet|emergency|press|news) "
)  # with nobody of the other side
_OTHERS = re.compile(r" (?:by phone |privately )?(?:to|with) (?:the )?(?:[A-Z]|reporters|journalists|media|lawmakers)")
# These want the other side named: one side chairs a meeting of its own, and its embassy receives letters.
_LONG = re.compile(r"\b(?:years?|months?|weeks?|decades?) of (?:[\w-]+ ){0,2}(?:talks|negotiations|discussions)\b")
_MANY = re.compile(r"\b(?:several|many|multiple|numerous|various|a series of) (?:[\w-]+ )?(?:rounds|meetings|talks)\b")
_AMBASSADOR = re.compile(r"\bambassador\b", re.I)  # who comes to take up the post
_ALONE = re.compile(r"(?:receiv\w+|host(?:s|ed|ing)?|chair\w*|conven\w+|attend\w*|gather\w*)$")
_ARRIVES = re.compile(r"\b(?:arriv|fl[ye]w?|travel|land)\w*$")
_COUNTERPARTS = re.compile(r"\bcounterparts?\b|\bbilateral\b|\b(?:the|both|all) (?:two )?sides\b")
_THEN_MET = re.compile(r"\b(?:and|where \w+|before|then) (?:\w+ )?(?:met|meeting|held|holding|spoke)\b")
_NEAR = 30  # characters between a verb and whom it is done with
_STRAIGHT = 4  # characters between a verb and its object
_A_NAME = re.compile(r"(?:['’]s? [\w-]+(?: [\w-]+)?)? (?:an?\b|the\b|[“\"‘'])")
_QUOTED = re.compile(r"[“\"](?:We|I|They)(?: \w+)? ?$")
_CALL = re.compile(r"\b(?:phone|telephone|video) (?:call|conversation)\b|\bcall (?:with|between)\b")
_COMING = re.compile(
    r"\b(?:will|would|could|might|next|plan(?:s|ned)?|propos\w+|request\w*|refus\w+)\b[^.;]{0,60}\bcall\b"
)
_THERE = re.compile(r"\bduring (?:his|her|their) (?:\w+ )?visit\b|\bon (?:his|her|their) (?:\w+ )?visit\b")
_BOTH = 2
_LATELY = 45  # days about the document's within which a call that is spoken of was held
_WIDE = 62  # days of a date that is too wide for a meeting
_LEADERS = re.compile(r"\b(?:the|both|their) leaders\b|\bleader-to-leader\b|\bpresident-level\b")


def meetings(told: Told) -> Iterator[Draft]:
    """The meeting that a deed is, or that its words name."""
    if told.day is None or told.governed or told.supposed or told.deed.passive or told.days > _WIDE:
        return
    step = "" if _elsewhere(told) else _step(told)
    parties = _parties(told)
    if not step or len(parties) < 2:
        return
    date = str(told.at.when)
    part: dict[str, Raw] = {"step": step, "on": date}
    if step == "planned":
        coming = next((each for each in told.dates if told.at.span != (each.start, each.end)), None)
        if coming is None:
            return
        part["date"] = str(ahead(coming, told.at.when))
    topics, record = told.scene.topics, told.scene.record
    issue = topics.issue(told.matter())
    form, level = _form(told), _level(told)
    place = _place(told)
    label = record.vocabulary["meetings"][form.id].label if form.id in record.vocabulary["meetings"] else "Meeting"
    values: dict[str, Raw] = {
        "meeting": "...", "title": _title(told, label, form.id, place),
        "parties": list(parties[:2]),
        "form": form.id or "talks", "level": level or "official", "steps": [part],
    }  # fmt: skip
    people = _people(told)
    if people:
        values["people"] = list(people)
    if place:
        values["place"] = place
    if issue.id:
        values["issues"] = [issue.id]
    doubts = [told.at.doubt, *([] if form.id else ["the form of the meeting is not told"]),
              *([] if level else ["the level of those who met is not told"])]  # fmt: skip
    taken = set() if told.at.span else {date}
    yield Draft(
        kind="meeting", values=values, spans=_spans(told), score=0.7, modality=told.mood.modality, mutual=True,
        elsewhere=frozenset({*told.inferred, *people, *parties, str(part.get("date", "")), *taken}),
        reasons=(told.verb,), doubts=tuple(each for each in doubts if each),
    )  # fmt: skip


def _elsewhere(told: Told) -> bool:
    """True if the words are of a meeting with others, or of the way to one that they tell next."""
    after = told.text[told.deed.verb[1] :]
    others = set(told.toward) <= told.inferred and not told.deed.mutual and _OTHERS.match(after)
    near = any(0 <= each.start - told.deed.verb[1] < _NEAR for each in told.deed.target)
    way = _ARRIVES.search(told.verb) and _THEN_MET.search(after)
    alone = _ALONE.search(told.verb) and not told.deed.mutual and len(told.by) == 1 and not told.deed.target
    taken = told.at.span is None and _MANY.search(told.words)
    post = _ARRIVES.search(told.verb) and _AMBASSADOR.search(told.text[: told.deed.verb[0]])
    return bool(
        _LONG.search(told.words)
        or taken
        or post
        or (others and not near)
        or way
        or (alone and not _COUNTERPARTS.search(after))
    )


def occasions(told: Told) -> Iterator[Draft]:
    """The meetings of the record that a sentence names as held: "after the talks in Newhaven the two sides ..."."""
    record = told.scene.record
    for mark in told.landmarks:
        entry = record.entry(mark.entry)
        said = told.text[mark.start : mark.end]
        if (
            not isinstance(entry, Meeting)
            or not mark.sure
            or not re.search(r"talks|meeting|summit|visit|round|negotiations", said)
        ):
            continue
        here = {record.state_of(each.party) for each in told.mentions if each.party}
        if not set(entry.parties) <= here or re.search(r"\b(?:will|would|next|planned)\b", told.text[: mark.end]):
            continue
        place = (entry.place or "").partition(",")[0]
        label = record.vocabulary["meetings"][entry.form].label
        sides = " and ".join(map(record.name_of, entry.parties[:2]))
        values: dict[str, Raw] = {
            "meeting": "...", "title": f"{label} of {sides}" + (f" in {place}" if place in told.text else ""),
            "parties": list(entry.parties), "form": entry.form, "level": entry.level,
            "steps": [{"step": "held", "on": str(mark.day)}],
        }  # fmt: skip
        if place and place in told.text:
            values["place"] = place
        yield Draft(
            kind="meeting", values=values, spans=((mark.start, mark.end),), score=0.7, modality="done", mutual=True,
            elsewhere=frozenset({*entry.parties, str(mark.day)}), reasons=(said,),
            doubts=(f"the day, form and level are those of {mark.entry} in the record",),
        )  # fmt: skip


def _main(told: Told) -> int:
    """Where the last word of the verb begins: "has accepted talks" is no talk had."""
    return told.deed.verb[1] - len(told.verb.split()[-1])


def remembered(told: Told) -> Iterator[Draft]:
    """A call of the record that a sentence without a date names by its noun: the last before the day of the words."""
    noun, written = _CALL.search(told.text), told.scene.written
    if noun is None or written is None or _COMING.search(told.text):
        return
    record = told.scene.record
    people = {each.person for each in told.mentions if each.person}
    sides = {record.state_of(each.party) for each in told.mentions if each.party}
    found = [
        (day.first, each) for each in record.of(Meeting)
        if each.form in ("call", "video") and len(people & set(each.people)) >= _BOTH and set(each.parties) <= sides
        for day in [next((step.on for step in each.steps if step.step == "held"), None)]
        if day and abs((day.first - written).days) <= _LATELY and day.last <= told.scene.known.day
    ]  # fmt: skip
    if len(found) != 1:
        return
    day, meant = found[0]
    names = tuple((each.start, each.end) for each in told.mentions if each.person in meant.people)
    label = record.vocabulary["meetings"][meant.form].label
    values: dict[str, Raw] = {
        "meeting": "...", "title": f"{label} of {' and '.join(map(record.name_of, meant.parties[:2]))}",
        "parties": list(meant.parties), "form": meant.form, "level": meant.level,
        "steps": [{"step": "held", "on": day.isoformat()}], "people": list(meant.people),
    }  # fmt: skip
    yield Draft(
        kind="meeting", values=values, spans=(noun.span(), *names), score=0.6, modality="done", mutual=True,
        elsewhere=frozenset({*meant.parties, *meant.people, day.isoformat()}), reasons=(noun[0],),
        doubts=(f"no date in the words: {meant.id} is the one call of these people in the record about that time",),
    )  # fmt: skip


def told_there(told: Told) -> Iterator[Draft]:
    """A visit of the record on which one person told another something: the one of both in the days of the words."""
    found = _THERE.search(told.text, told.deed.verb[1], told.deed.clause[1])
    if found is None or told.day is None or told.supposed or not re.match(r"told|assured|informed", told.verb):
        return
    people, record = _people(told), told.scene.record
    held = [
        (day, each) for each in record.of(Meeting)
        if "visit" in each.form and len(set(people) & set(each.people)) >= _BOTH
        for day in [next((step.on for step in each.steps if step.step == "held"), None)]
        if day and told.at.when.first <= day.first and day.last <= told.at.when.last
    ]  # fmt: skip
    if len(held) != 1:
        return
    day, meant = held[0]
    label = record.vocabulary["meetings"][meant.form].label
    values: dict[str, Raw] = {
        "meeting": "...", "title": f"{label} ({' and '.join(map(record.name_of, meant.parties[:2]))})",
        "parties": list(meant.parties), "form": meant.form, "level": meant.level,
        "steps": [{"step": "held", "on": str(day)}], "people": list(people),
    }  # fmt: skip
    yield Draft(
        kind="meeting", values=values, spans=(told.deed.verb, found.span()), score=0.6, modality="done", mutual=True,
        elsewhere=frozenset({*meant.parties, *people, str(day)}), reasons=(found[0],),
        doubts=(f"no date in the words: {meant.id} is the one visit of these people in the record about that time",),
    )  # fmt: skip


def _title(told: Told, label: str, form: str, place: str) -> str:
    """Who met and where; a visit is one side's to the other."""
    name = told.scene.record.name_of
    one, other = (name(each) for each in _parties(told)[:2])
    if "visit" in form and told.deed.actor and len(told.by) == 1:
        return f"{label} of {one} to {other}" + (f" ({place})" if place else "")
    return f"{label} of {one} and {other}" + (f" in {place}" if place else "")


_OF_STATE = re.compile(r"\bstate (?:visit|banquet|dinner)\b|\bfull honou?rs\b|国事访问", re.I)


def _form(told: Told) -> Topic:
    """The form of the meeting; on the edge of another if the words after the verb say so."""
    aside = _EDGE.search(told.text, told.deed.verb[1])
    if aside and "sidelines" in told.scene.record.vocabulary["meetings"]:
        return Topic(id="sidelines", score=1.0, margin=1.0, reason=aside[0])
    found = told.scene.topics.meeting_form(told.clause)
    if found.id == "state-visit" and not _OF_STATE.search(told.text):  # "visited the state" is a visit
        return replace(found, id="visit")
    return found


def _step(told: Told) -> str:
    """What was done to the meeting."""
    mood, words = told.mood, phrases.words_of(told.text)
    before = told.text[: told.deed.verb[0]]
    unheld = told.form == "noun" or mood.modality in ("hypothetical", "denied")
    apart = _QUOTED.search(before) or _PUBLIC.match(told.text, told.deed.verb[1])
    if unheld or _OF_NOUN.search(before) or apart:
        return ""
    start = max(told.deed.clause[0], told.deed.verb[0] - 20)
    for name in ("cancelled", "planned", "held"):
        found = told.named == name or next(
            phrases.lists(f"meetings.{name}").within(
                words, start if name == "planned" else _main(told), told.deed.verb[1]
            ),
            None,
        )
        if found is None:
            continue
        if name == "held":
            if re.match(r"call|phone|telephone", told.verb.split()[-1]) and not _rings(told):
                return ""
            if mood.negated or mood.habitual:
                return ""
            return (
                "held" if mood.modality == "done" else "planned" if mood.modality in ("announced", "promised") else ""
            )
        return name
    return ""


def _rings(told: Told) -> bool:
    """True if whoever is called is rung up, and not called something: "called Borealia a bully"."""
    whom = told.deed.target[0] if told.deed.target else None
    if whom is None or whom.start - told.deed.verb[1] >= _STRAIGHT:
        return False
    return not _A_NAME.match(told.text, whom.end)


def _parties(told: Told) -> list[str]:
    """The states that met, each once."""
    record = told.scene.record
    found = [record.state_of(each) for each in (*told.by, *told.toward)]
    return list(dict.fromkeys(found))


def _people(told: Told) -> list[str]:
    inside = [each for each in (*told.deed.actor, *told.deed.target) if each.person]
    return list(dict.fromkeys(each.person for each in inside))


def _level(told: Told) -> str:
    if _LEADERS.search(told.text):
        return "leader"
    return told.scene.topics.level(told.text, _posts(told)).id


def _posts(told: Told) -> list[str]:
    """The posts on that day of the people who met."""
    record = told.scene.record
    found: list[str] = []
    for person in _people(told):
        entry = record.entry(person)
        day = told.day.when.first if told.day else told.scene.known.day
        posts = entry.posts if isinstance(entry, Person) else ()
        found += [each.post for each in posts if each.since.first <= day and (not each.until or day <= each.until.last)]
    return found


def _place(told: Told) -> str:
    """Where they met, if a place is named after the verb that is no party's name."""
    start, stop = told.deed.clause
    names = {told.text[each.start : each.end] for each in told.mentions if each.how not in ("capital", "seat")}
    for match in _PLACE.finditer(told.text, start, stop):
        place = match["place"]
        if place not in names and not _NO_PLACE.match(place) and not _EVENT.search(place):
            return re.sub(r"['’]s$", "", place)
    return ""


def _spans(told: Told) -> tuple[tuple[int, int], ...]:
    named = [(each.start, each.end) for each in (*told.deed.actor, *told.deed.target)]
    return (told.deed.verb, *named, *([told.day.span] if told.day and told.day.span else []))
