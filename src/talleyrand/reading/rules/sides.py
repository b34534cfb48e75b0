"""Who does a deed and toward whom: as its words name them, or as what stands about it tells.

Sides  the parties that act and those acted toward, which of them other words give, and who is in no party of the record
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.rules.told import Scene

_PLACED = re.compile(r"\b(?:in|at|near|from|to|outside|via)(?: the)? $")
_COURTS = frozenset({"WTO", "ICJ", "ICC"})  # a case before them is against another
_BODIES = frozenset({"UN", "AU"})
_PRONOUNS = frozenset({"it", "he", "she", "they"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Who does a deed toward whom.

    Attributes:
        by: ids of the parties that act; empty if nobody of the record does, or a side does it to its own.
        toward: ids of those toward whom they act.
        inferred: the ids among them that other words of the document give.
        unknown: the states of the general list for want of which one of the two is empty.
    """

    by: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


def sides_of(scene: Scene, text: str, deed: Deed, mentions: Sequence[Mention]) -> Sides:
    """The parties that act and those acted toward, by the words of the deed and by what stands about it."""
    state_of = scene.record.state_of
    by = _ids(deed.actor)
    if by and deed.target and all(each.party and state_of(each.party) == state_of(by[0]) for each in deed.target):
        return Sides()
    spoken = not by and deed.passive and bool(deed.speaker)
    by = _ids(deed.speaker) if spoken else by
    unknown = tuple(each.state for each in (*deed.actor, *deed.target) if not each.party and each.state)
    if not by:
        return Sides(unknown=unknown)
    inferred = _stood_for(text, deed) | frozenset(by if spoken else ())
    states = {state_of(each) for each in by}
    toward = tuple(each for each in _ids(deed.target) if state_of(each) not in states)
    others = any(each.state and not each.party and each.state not in _COURTS for each in deed.target)
    if toward or others:
        return Sides(by, toward, inferred, () if toward else unknown)
    if len(states) > 1:
        return Sides(by, tuple(each for each in by[1:] if state_of(each) != state_of(by[0])), inferred)
    other = _other_side(scene, text, deed, mentions, states)
    return Sides(by, (other,), inferred | {other}) if other else Sides(by, (), inferred, unknown)


def _stood_for(text: str, deed: Deed) -> frozenset[str]:
    """The parties and people for whom "the two sides" or a pronoun stands."""
    groups = {each.party for each in (*deed.actor, *deed.target) if each.how == "group"}
    pronouns = [each for each in deed.actor if text[each.start : each.end].lower() in _PRONOUNS]
    return frozenset(name for name in (*groups, *(x for each in pronouns for x in (each.party, each.person))) if name)


def _other_side(scene: Scene, text: str, deed: Deed, mentions: Sequence[Mention], states: set[str]) -> str:
    """Toward whom a deed is that names nobody: the one other state of the sentence, or of the document; or nobody."""
    state_of = scene.record.state_of
    near = {state_of(each.party) for each in mentions if each.party and state_of(each.party) not in states}
    if len(near) == 1:
        return next(iter(near))
    other = [each for each in scene.sides if each not in states]
    alone = len(other) == 1 and bool(states & set(scene.sides))
    return other[0] if alone and not _names_a_stranger(text, deed, mentions) else ""


def _names_a_stranger(text: str, deed: Deed, mentions: Sequence[Mention]) -> bool:
    """True if a sentence names a state that is no party of the record, other than as the place of what was done."""
    strangers = [each for each in mentions if each.state and not each.party and _is_state(each)]
    start, end = deed.clause
    return any(
        (start <= each.start < end and each.state.isalpha()) or not _PLACED.search(text[: each.start])
        for each in strangers
    )


def _is_state(who: Mention) -> bool:
    """True if a mention is of a state, not of a body of states."""
    return len(who.state) == 2 and who.state not in _BODIES


def _ids(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.party for each in mentions if each.party))
