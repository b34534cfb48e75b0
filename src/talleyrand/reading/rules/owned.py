"""Deeds that a noun names whose owner stands behind it, or that two sides did: "the insistence of Arcadia that ...".

Also the outbreak of a trade war, which each side wages, and a visit that is told as support for a third party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from talleyrand.reading.deeds.nominal import Named, differ, phrase_end
from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.parties.actors import Mention

_INSISTS = re.compile(r"\b(?P<noun>insistence) (?:of|by)(?: the)? $")
_REFUSES = re.compile(r"\b(?P<noun>refusal) (?:of|by)(?: the)? $")
_THAT = re.compile(r"(?:['’]s? [a-z]+)?(?: (?:in|at) [A-Z]\w+)? that (?:the )?")
_TO = re.compile(r"(?:['’]s? [a-z]+)? to (?!comment\b|say\b)(?=[a-z])")
_SHALL = re.compile(r" (?:[a-z]+ )?(?:should|must|agree|accept|stop|end|lift|drop|give|open|cut|pay|withdraw|allow)\b")
_BY_BOTH = re.compile(
    r"\b(?P<noun>accusations|recriminations)(?: and [\w-]+)? (?:by|between)"
    r"(?: the| both)?(?: top| senior| leading)? $"
)
_BREAKS_OUT = re.compile(r"\b(?:commencement|start|outbreak|beginning|onset) of (?:the|an?) (?:[a-z]+ )?$")
_FEARED = re.compile(
    r"\b(?:risks?|fears?|dangers?|threat|prospects?|possibility|chances?|avoid\w*|prevent\w*)"
    r" (?:of )?(?:the )?\w+ of (?:the|an?) (?:[a-z]+ )?$"
)
_WAR = re.compile(
    r" (?P<noun>(?:trade|tariff|customs) war) in (?:(?:early|late|mid)[ -])?(?:[A-Z][a-z]+ )?(?:19|20)\d\d"
)
_BACKS = re.compile(r"(?:['’]s)? (?:support|backing) for $")
_VISITS = re.compile(
    r", (?:including|such as) (?:the )?(?:[a-z]+[- ])?(?:[A-Z]\w+ ){1,6}?[A-Z]\w+['’]s"
    r" (?:[A-Z][a-z]+ )?(?:19|20)\d\d (?P<noun>visit|trip)\b"
)
_OBJECTS = re.compile(
    r"\b(?:destabili[sz]\w+|provocati\w+|object\w*|protest\w*|condemn\w*|violat\w+|ang(?:er|ry)\w*)\b"
)
_BOTH = 2
_HELD = re.compile(
    r"\b(?:talks|meetings?|summit|negotiations|consultations|round|dialogue|session)\b[^,.;:]{0,80}?"
    r" (?:(?:was|were|has been|have been) )?(?P<verb>held|convened|concluded|took place) (?:in|on|at|between|last)\b"
)
_NOT_BOTH = re.compile(r"\b(?:with|including) (?:a )?third\b|\b(?:domestic|internal|within)\b")
_NEXT_OWNER = re.compile(r" and (?=[A-Z]\w*['’]s )")


def behind(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """What a noun names of the owner behind it: "the refusal of Arcadia to meet"."""
    for place, owner in enumerate(mentions):
        if not (owner.party or owner.state) or owner.how == "group":
            continue
        before = sentence[: owner.start]
        insists, refuses = _INSISTS.search(before), _REFUSES.search(before)
        found = insists or refuses
        opened = (_THAT if insists else _TO).match(sentence, owner.end) if found else None
        if found is None or opened is None:
            continue
        other = mentions[place + 1] if place + 1 < len(mentions) else None
        if insists and (other is None or other.start != opened.end() or not _SHALL.match(sentence, other.end)):
            continue  # that something is so, not that the other is to do it
        end = phrase_end(sentence, opened.end())
        joint = _NEXT_OWNER.search(sentence, opened.end(), end)
        name = "request" if insists else "reject"
        yield _named(mentions, (owner,), found, name, (found.start(), joint.start() if joint else end))


def mutual(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """What each of two sides did to the other: "accusations by Arcadian and Borealian ministers"."""
    for one, other in pairwise(mentions):
        if not differ(one, other) or not (one.party or one.state) or "group" in (one.how, other.how):
            continue
        before, between = sentence[: one.start], sentence[one.end : other.start]
        if between == " and " and (said := _BY_BOTH.search(before)):
            end = phrase_end(sentence, other.end)
            yield _named((), (one, other), said, "accuse", (said.start(), end))
        war = _WAR.match(sentence, other.end)
        if between in ("-", "–", "—") and war and _BREAKS_OUT.search(before) and not _FEARED.search(before):
            yield _named((), (one, other), war, "sanction", (one.start, war.end()))


def visits(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """A visit that one side is told to have made in support of a third, and to which the other objects."""
    for owner, third in pairwise(mentions):
        if not differ(owner, third) or not (third.party or third.state):
            continue
        found = _VISITS.match(sentence, third.end)
        if found and _BACKS.fullmatch(sentence[owner.end : third.start]) and _OBJECTS.search(sentence):
            yield _named((), (owner,), found, "visit-third", (owner.start, found.end()))


def held(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Talks of two sides told without who held them: "the talks between Arcadia and Borealia were held in Newhaven"."""
    sides = {each.who: each for each in mentions if each.who and each.how not in ("capital", "seat")}
    found = _HELD.search(sentence)
    if found is None or len(sides) != _BOTH or _NOT_BOTH.search(sentence):
        return
    deed = Deed(
        actor=tuple(sides.values()), verb=found.span("verb"), target=(), clause=(found.start(), len(sentence)),
        passive=False, mutual=True, speaker=(), speech=None,
    )  # fmt: skip
    yield Named(deed=deed, name="held", noun="")


def _named(
    mentions: Sequence[Mention],
    actor: tuple[Mention, ...],
    found: re.Match[str],
    name: str,
    clause: tuple[int, int],
) -> Named:
    target = tuple(each for each in mentions if actor[-1].end <= each.start < clause[1] and differ(each, actor[0]))
    deed = Deed(
        actor=actor, verb=found.span("noun"), target=target, clause=clause, passive=False, mutual=len(actor) > 1,
        speaker=(), speech=None,
    )  # fmt: skip
    return Named(deed=deed, name=name, noun=found["noun"])
