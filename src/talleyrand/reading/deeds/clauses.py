"""A clause as it is being understood, and toward whom its verb is done.

Clause  a verb with what belongs to it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from talleyrand.reading.deeds.line import Line
from talleyrand.reading.language.grammar import (
    ASIDE,
    DETERMINERS,
    GOING,
    MARKS,
    MEETING,
    MUTUAL,
    OPENERS,
    PLACES,
    PREPOSITIONS,
    RECEIVING,
    STATES,
    TOWARD,
    WISHING,
)
from talleyrand.reading.language.verbs import Group
from talleyrand.reading.parties.actors import Mention

_PRESSED = re.compile(
    r"(?:under|amid|facing|bowing to|yielding to|in response to|responding to|after|at|following|in talks with|with|"
    r"in retaliation (?:for|against)|angered by|stung by|defying|ignoring)\b"
)


@dataclass(slots=True)
class Clause:
    """A verb with what belongs to it, as it is being understood. Places count words.

    Attributes:
        group: the words of the verb.
        start: where the clause begins, with its subject.
        stop: where what may belong to the verb ends.
        subject: whoever the subject names.
        target: whoever is named as its object.
        agents: whoever is named after "by" of a passive verb, or after "from" of one of receiving.
        mutual: whether those named do it together.
        inverted: whether the subject stands after the verb, as in '"…", said China'.
        that: whether it is what a verb before it says.
        of_noun: whether it is an infinitive that belongs to a noun: "China's decision to ban".
        speaker: whoever is said to say so.
        speech: where the words of saying stand.
    """

    group: Group
    start: int
    stop: int
    subject: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    agents: tuple[Mention, ...] = ()
    mutual: bool = False
    inverted: bool = False
    that: bool = False
    of_noun: bool = False
    speaker: tuple[Mention, ...] = ()
    speech: tuple[int, int] | None = None


def find_objects(line: Line, clause: Clause, floor: int) -> None:
    """Toward whom the verb is done, and after "by" of a passive verb, who does it."""
    group = clause.group
    own = {each.who for each in clause.subject}
    phrases = list(_phrases(line, clause))
    if group.passive:
        by = next((at for at in range(group.main + 1, clause.stop) if line.words[at].low == "by"), None)
        clause.agents = line.subject_in(by + 1, clause.stop) if by else ()
        phrases = [(link, who) for link, who in phrases if link != "by"]
    going = group.stem in GOING
    usable = [
        (link, others) for link, who in phrases
        if (link not in PLACES or going) and link not in ASIDE
        and (others := tuple(each for each in who if each.who and each.who not in own))
    ]  # fmt: skip
    if group.stem in RECEIVING and not group.passive and clause.subject:
        clause.agents = next((who for link, who in usable if link in {"from", "of"} or link == "by"), ())
        if clause.agents:
            return
    if not usable and group.stem in WISHING:
        usable = [("", who) for who in _wished(line, clause, own)]
    best = next((who for link, who in usable if link == ""), None) or next((who for _, who in usable), ())
    if clause.inverted:
        best = ()
    if group.stem in {"be", "have"} and not group.passive:
        best = next((who for link, who in usable if link in TOWARD), ())
    clause.target = best or (_pressed(line, clause, own, floor) if not clause.mutual else ())
    if clause.subject and clause.target and group.stem in MEETING:
        clause.mutual = True
    if clause.mutual and group.stem not in MUTUAL:
        clause.mutual = not clause.target and group.stem not in STATES


def _phrases(line: Line, clause: Clause) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """The names after a verb, those side by side together, each with the preposition that leads to them."""
    link, at = "", clause.group.main + 1
    while at < clause.stop:
        word = line.words[at]
        if word.mention >= 0:
            who = line.who(at)
            at = line.end_of_mention(at)
            at = line.over_nouns(at, clause.stop)
            while at + 1 < clause.stop and (line.words[at].low in {"and", "&", ",", "-"}) and (
                line.words[at + 1].mention >= 0 or (
                    at + 2 < clause.stop and line.words[at + 1].low in DETERMINERS and line.words[at + 2].mention >= 0)
            ):  # fmt: skip
                at += 1 if line.words[at + 1].mention >= 0 else 2
                who += line.who(at)
                at = line.over_nouns(line.end_of_mention(at), clause.stop)
            yield link, who
            continue
        if word.low in PREPOSITIONS or word.low in OPENERS:
            link = word.low if link not in ASIDE else link
        elif word.low in MARKS:
            link = "," if word.low == "," else link
        at += 1


def _wished(line: Line, clause: Clause, own: set[str]) -> Iterator[tuple[Mention, ...]]:
    """Whoever is to act in "demanded that Japan withdraw"."""
    at = clause.group.main + 1
    if at + 1 < len(line.words) and line.words[at].low == "that":
        at += 2 if line.words[at + 1].low in DETERMINERS else 1
        if at < len(line.words) and line.words[at].mention >= 0:
            who = tuple(each for each in line.who(at) if each.who and each.who not in own)
            if who:
                yield who


def _pressed(line: Line, clause: Clause, own: set[str], floor: int) -> tuple[Mention, ...]:
    """Whoever is named in the words that lead in: "under pressure from Rome, Malta yielded"."""
    if not clause.subject or clause.start == 0 or clause.group.form != "finite":
        return ()
    lead = line.words[floor].start if floor < clause.start else line.words[clause.start].start
    text = line.sentence[lead : line.words[clause.start].start]
    if not _PRESSED.match(text[:1].lower() + text[1:]):
        return ()
    names = [each for each in line.mentions if lead <= each.start < line.words[clause.start].start]
    others = tuple(each for each in names if each.who and each.who not in own)
    return others[:1] if len({each.who for each in others}) == 1 else ()
