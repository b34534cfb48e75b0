"""Who holds a post: a title that stands beside a name, against the posts that the record gives the person."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from talleyrand.books.people import held_on
from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts.finding import Finding, day
from talleyrand.reading.auditing.verdicts.setting import Actor, Setting, overlaps, past, term
from talleyrand.record.dates import Moment
from talleyrand.record.entries import Person, Post

_OFFICE = (
    r"President|Vice President|Premier|Vice Premier|Prime Minister|Chancellor|King|Queen|Minister|Secretary|Adviser"
    r"|Advisor|Ambassador|Envoy|Representative|Director|Commissioner|Chairman|Chair|Speaker|Governor|Chief|Commander"
    r"|Counselor|Councillor"
)
_TITLE = re.compile(
    rf"(?P<then>\b[Tt]hen[- ]|\b[Ff]ormer |\b[Ee]x-|\blate )?"
    rf"(?P<title>(?:\b[A-Za-z][\w.&’'-]*[ -]){{0,4}}(?i:{_OFFICE})"
    rf"(?:(?: of| for)(?: the)?(?: [A-Z][\w-]+){{1,2}})?)(?:,? | )$"
)
_AFTER = re.compile(
    rf"^, (?:(?P<then>then|former|the then|the former) )?(?:the |its |his |her |China['’]s )?"
    rf"(?P<title>(?:[\w.’'-]+ ){{0,4}}(?i:{_OFFICE})(?: of [A-Z][\w-]+| for [\w-]+)?)(?=[,.;)]|$)"
)
_SMALL = frozenset(
    [
        "when",
        "as",
        "after",
        "before",
        "with",
        "and",
        "the",
        "while",
        "where",
        "under",
        "but",
        "then",
        "former",
        "in",
        "on",
        "by",
    ]
)
_FILLER = words("the then former acting top senior chief new current us u.s. united")
_BENEATH = words("vice deputy assistant under acting")
_SAME = {"advisor": "adviser", "affair": "foreign"}


@dataclass(frozen=True, slots=True)
class _Titled:
    person: Person
    stems: frozenset[str]
    title: str
    former: bool
    start: int
    end: int


def holds_post(claim: Claim, setting: Setting) -> tuple[Finding, ...]:
    """What the record says to each post that the words of a claim give a person of the record."""
    found = []
    for actor in setting.actors(claim.text):
        titled = _titled(claim.text, actor, setting) if actor.person else None
        if titled is None:
            continue
        start = claim.start + titled.start
        own = replace(claim, sort="post", text=claim.text[titled.start : titled.end], start=start,
                      end=claim.start + titled.end, amount=None)  # fmt: skip
        if finding := _judged(own, titled, setting):
            found.append(finding)
    return tuple(found)


def _titled(text: str, actor: Actor, setting: Setting) -> _Titled | None:
    """The person with the title beside the name; None if none stands there."""
    start, end = _name(text, actor, setting)
    before, after = _TITLE.search(text[max(0, start - 70) : start]), _AFTER.match(text[end:][:70])
    match = before or after
    if match is None:
        return None
    person = setting.record.find(actor.person, Person)
    title = _trimmed(match["title"].strip()) if before else match["title"].strip()
    stems = _stems(title) - (setting.cast.stems - words("state")) - _FILLER
    begin = start - len(before[0]) + before[0].rfind(title) if before else actor.start
    end = end if before else end + match.end()
    return _Titled(person, stems, title, bool(match["then"]), begin, end) if stems else None


def _name(text: str, actor: Actor, setting: Setting) -> tuple[int, int]:
    """Where the name itself stands: those who find names take the title beside one as a part of it."""
    named = text[actor.start : actor.end]
    names = [name for name in setting.cast.names(actor.person) if name in named]
    if not names:
        return actor.start, actor.end
    name = max(names, key=len)
    start = actor.start + named.find(name)
    return start, start + len(name)


def _trimmed(title: str) -> str:
    """A title without the words of the sentence before it."""
    said = title.split()
    capital = said[-1][:1].isupper()
    start = len(said) - 1
    while start and (said[start - 1][:1].isupper() == capital or said[start - 1] in ("of", "the", "for")):
        start -= 1
    return " ".join(each for each in said[start:] if each.lower() not in _SMALL)


def _stems(title: str) -> frozenset[str]:
    plain = re.sub(r"['’]s\b|\bUnited States\b|\bU\.?S\.?", "", title)
    return frozenset(_SAME.get(each, each) for each in words(plain))


def _judged(claim: Claim, titled: _Titled, setting: Setting) -> Finding | None:
    fits = [post for post in titled.person.posts if _fits(titled.stems, post)]
    days = past(claim)
    at = days[0].first if len(days) == 1 else None
    if fits:
        return _in_time(claim, titled, fits, at)
    told = claim.told.first if claim.told else None
    return _another(claim, titled, at or told or setting.written, setting)


def _fits(said: frozenset[str], post: Post) -> bool:
    """True if a title as said names a post of the record: all its words, or those that tell one post from another."""
    has = _stems(post.post)
    return bool(said) and (said <= has or has <= said) and (said & _BENEATH) == (has & _BENEATH)


def _in_time(claim: Claim, titled: _Titled, fits: list[Post], at: date | None) -> Finding:
    held = next((post for post in fits if at and held_on(post, Moment(at))), fits[-1])
    span = f"since {day(held.since)}" + (f" until {day(held.until)}" if held.until else "")
    has = f"{held.post}, {span}"
    days = past(claim) if all(each.how == "written" for each in claim.dates) else ()
    during = not days or titled.former or any(overlaps(days[0], term(post)) for post in fits)
    reason = f"The record has {titled.person.name} as {has}."
    if not during:
        reason = f"On {at} {titled.person.name} did not hold this post: the record has {has}."
    return Finding(claim=claim, verdict="supported" if during else "imprecise", entries=(titled.person.id,),
                   said=titled.title, has=has, reason=reason)  # fmt: skip


def _another(claim: Claim, titled: _Titled, at: date | None, setting: Setting) -> Finding | None:
    """A contradiction, if the post is one of the record's, was held by another then, and the person held another."""
    if at is None or titled.former or len(titled.stems) < 2:
        return None
    own = [post for post in titled.person.posts if held_on(post, Moment(at))]
    state = setting.record.state_of(titled.person.posts[0].of) if titled.person.posts else ""
    holders = [
        (person, post) for person in setting.record.of(Person) for post in person.posts
        if _stems(post.post) == titled.stems and setting.record.state_of(post.of) == state
        and held_on(post, Moment(at))
    ]  # fmt: skip
    if not own or len(holders) != 1:
        return None
    other, post = holders[0]
    return Finding(
        claim=claim, verdict="contradicted", entries=(titled.person.id, other.id), said=titled.title,
        has=own[0].post,
        reason=f"In the record {other.name} was {post.post} then; {titled.person.name} was {own[0].post}.",
    )  # fmt: skip
