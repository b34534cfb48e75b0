"""How an act stands in the world by the words about its verb: done, announced, promised, conditional, possible, denied.

Mood  the answer for one verb of a sentence, with the words that showed it

Three places are looked at, the nearest first: the words joined to the verb ("has agreed not to"), its clause (a
condition, a subject that is nobody), and whoever is said to say so. What a party announces or promises counts as that
as long as it is not said to have happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from talleyrand.reading.language import moods
from talleyrand.reading.proposals import Modality

_REACH = 400  # characters about the verb that are looked at, so that one long line takes bounded time
_MOST_LINKS = 10  # words of one verb group before its verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How the act of one verb stands in the world.

    Attributes:
        modality: done, announced, promised, conditional, hypothetical or denied.
        negated: true if it is said not to have happened, not to come, or to be refused.
        reported: true if somebody is said to say so.
        opinion: true for argument, prediction and recommendation, which no record can bear out.
        habitual: true for what goes on or used to go on, which is no act of a day.
        reason: the words that showed it; empty for a plain past.
    """

    modality: Modality
    negated: bool = False
    reported: bool = False
    opinion: bool = False
    habitual: bool = False
    reason: str = ""


class _Place(NamedTuple):
    """A verb and what stands about it, in small letters."""

    lead: str  # the sentence before its group
    group: str  # the words joined to the verb, and the verb
    head: str  # the last word of the verb as given
    rest: str  # the clause after the verb
    tail: str  # the sentence after the verb
    clause: str
    begins: int  # where the clause begins in `lead`


class _Told(NamedTuple):
    modality: Modality
    reason: str


def modality(sentence: str, clause: tuple[int, int], verb: tuple[int, int]) -> Mood:
    """How the act of a verb stands in the world.

    Args:
        sentence: one sentence, English or Chinese.
        clause: where the clause of the verb stands in it.
        verb: where the verb, or its whole group, stands in it.

    >>> said = "Norland agreed to cut its duty if Sudria lifts the ban."
    >>> modality(said, (0, 30), (18, 21)).modality
    'conditional'
    >>> modality("Norland cut its duty.", (0, 21), (8, 11)).modality
    'done'
    """
    if moods.HAN.search(sentence, verb[0], max(verb[1], verb[0] + 1)):
        return _chinese(sentence[max(0, clause[0] - 40) : clause[1]][:_REACH], sentence[:_REACH])
    place = _place(sentence, clause, verb)
    no = _negation(place)
    told = _told(place, denied=no)
    views = moods.VIEW.search(place.group) or moods.VIEWED.search(place.clause) or _judges(place) or _foretells(place)
    return Mood(
        modality=told.modality,
        negated=bool(no) or moods.REFUSES.search(place.head) is not None,
        reported=_reported(place),
        opinion=bool(views) or place.tail.rstrip(" \"'").endswith("?"),
        habitual=moods.HABIT.search(f"{place.group} {place.rest[:60]}") is not None,
        reason=told.reason or no or (views.group().strip() if views else ""),
    )


def _place(sentence: str, clause: tuple[int, int], verb: tuple[int, int]) -> _Place:
    """The verb with what stands about it, the words joined to it gathered."""
    start, end = max(clause[0], verb[0] - _REACH), min(clause[1], verb[1] + _REACH)
    whole = max(0, min(start, verb[0] - _REACH // 2))
    text = moods.straight(sentence[whole : verb[1] + _REACH].lower())
    at, after, start, end = verb[0] - whole, verb[1] - whole, start - whole, end - whole
    links = _links(text[start:at])
    head = text[at:after]
    return _Place(
        lead=text[: at - len(links)],
        group=links + head,
        head=head.split()[-1] if head.split() else "",
        rest=text[after:end],
        tail=text[after:],
        clause=text[start:end],
        begins=start,
    )


def _links(before: str) -> str:
    """The words just before a verb that belong to its group: auxiliaries, adverbs, "agreed to", "a promise to"."""
    start = len(before)
    for _ in range(_MOST_LINKS):
        word = moods.LAST_WORD.search(before, max(0, start - 24), start)
        if word is None or not moods.LINK.fullmatch(word.group(1)):
            break
        start = word.start(1)
    return before[start:]


def _negation(place: _Place) -> str:
    """The words by which a clause denies its verb; empty if it does not."""
    for form, text in (
        (moods.NOT, place.group),
        (moods.NOBODY, place.lead[place.begins :]),
        (moods.NOTHING, place.rest[:40]),
        (moods.SHORT_OF, place.lead[-60:] + place.group.removesuffix(place.head)),
    ):
        if found := form.search(text):
            return found.group().strip()
    return ""


def _told(place: _Place, *, denied: str) -> _Told:
    """The modality and the words that show it."""
    if place.tail.rstrip(" \"'").endswith("?"):
        return _Told("hypothetical", "?")
    ahead = _ahead(place)
    if (condition := _condition(place)) and (ahead is not None or condition.open):
        return _Told("conditional", condition.words)
    if denied and (ahead is None or moods.REFUSED.search(place.group)):
        return _Told("denied", denied)
    return ahead or _Told("done", "")


def _ahead(place: _Place) -> _Told | None:
    """The modality of what is still ahead or only possible; None for what is told as a fact."""
    hostile = moods.HOSTILE.search(f"{place.head}{place.rest[:40]}") is not None
    for form, modality_, milder in moods.GROUPS:
        if found := form.search(place.group):
            said = found.group().strip()
            if modality_ == "will":
                return _future(place, said, hostile=hostile)
            if modality_ == "would":
                return _would(place, said, hostile=hostile)
            return _Told("announced" if hostile and milder else modality_, said)
    return _headed(place, hostile=hostile) or _infinitive(place)


def _future(place: _Place, said: str, *, hostile: bool) -> _Told:
    """What "will" says: a promise, unless it is hostile, or told as a decision."""
    frame = _frame(place)
    if frame is None and moods.FORETOLD.match(place.head):
        return _Told("hypothetical", f"{said} {place.head}")
    if frame and frame.modality != "done":
        firm = hostile and frame.modality != "hypothetical"
        return _Told("announced" if firm else frame.modality, f"{said}, {frame.reason}")
    return _Told("announced" if hostile or moods.SETTLED.search(place.clause) else "promised", said)


def _would(place: _Place, said: str, *, hostile: bool) -> _Told:
    """What "would" says: what somebody said of the time ahead, or else a thing only thought of."""
    frame = _frame(place)
    if frame is None:
        return _Told("hypothetical", said)
    if frame.modality == "done":
        return _Told("announced", f"{frame.reason}, {said}")
    return _Told("announced" if hostile and frame.modality == "promised" else frame.modality, f"{frame.reason}, {said}")


def _frame(place: _Place) -> _Told | None:
    """Who says so, and as what: promised, announced, hypothetical, or only said ("done")."""
    before = place.lead[max(0, len(place.lead) - 120) :]
    before = before[max((mark.end() for mark in moods.APART.finditer(before)), default=0) :]
    for text, forms in ((before, moods.FRAMES), (place.tail, moods.AFTERWARDS)):
        for form, modality_ in forms:
            if found := form.search(text):
                return _Told(modality_, found.group(1).strip())
    return None


def _headed(place: _Place, *, hostile: bool) -> _Told | None:
    """What the verb itself says of a time ahead: "pledged", "warned", "is considering"."""
    for form, modality_ in moods.HEADS:
        if found := form.match(place.head + place.rest[:60]):
            worse = hostile and modality_ == "promised" and moods.SWEARS.match(place.head)
            return _Told("announced" if worse else modality_, found.group().strip())
    return None


def _infinitive(place: _Place) -> _Told | None:
    """What a bare "to" before the verb says: a headline's future, or a wish, an order, a purpose."""
    if not moods.BARE_TO.match(place.group):
        return None
    before = place.lead[place.begins :][-120:]
    for form, modality_ in moods.OBJECTS:
        if found := form.search(before):
            return _Told(modality_, found.group().strip()[:40] + " to")
    return _Told("hypothetical" if moods.FINITE.search(before) else "announced", "to")


class _Condition(NamedTuple):
    words: str
    open: bool  # the verb stands in the condition itself


def _condition(place: _Place) -> _Condition | None:
    """The words that make the verb hang on something else."""
    within = place.lead[place.begins :]
    if (found := moods.IF.search(within)) and not moods.APART.search(within, found.end()):
        return _Condition(found.group().strip(), "," not in within[found.end() :])
    before, after = place.lead[-200:], place.tail[:200]
    for text in (before, after):
        if found := moods.IF.search(text):
            return _Condition(found.group().strip(), open=False)
    return None


def _reported(place: _Place) -> bool:
    """Whether somebody is said to say so."""
    if moods.REPORTED.search(place.lead) or moods.REPORTED.search(place.group) or moods.REPORTED.search(place.tail):
        return True
    return _frame(place) is not None


def _foretells(place: _Place) -> re.Match[str] | None:
    """A "will" that nobody is said to have said and that names no day and no figure: the writer's own forecast."""
    found = moods.WILL.search(place.group)
    return found if found and not moods.DATED.search(place.clause) and _frame(place) is None else None


def _judges(place: _Place) -> re.Match[str] | None:
    """The words by which a clause only judges: "is a dangerous step", "China seeks"."""
    if found := moods.STATE.match(place.group):
        return found
    return moods.WORTH.search(place.rest[:80]) if moods.COPULA.search(place.group) else None


def _chinese(clause: str, sentence: str) -> Mood:
    """The mood of a Chinese clause, by the words it holds."""
    told = next(
        (_Told(modality_, found.group()) for form, modality_ in moods.CHINESE if (found := form.search(clause))), None
    )
    no = moods.CHINESE_NOT.search(clause)
    if no and (told is None or told.modality not in {"conditional", "hypothetical", "promised", "announced"}):
        told = _Told("denied", no.group())
    view = moods.CHINESE_VIEW.search(clause)
    return Mood(
        modality=told.modality if told else "done",
        negated=no is not None,
        reported=moods.CHINESE_REPORTED.search(sentence) is not None,
        opinion=view is not None,
        reason=told.reason if told else "",
    )
