"""The title of an act: what was done, in the words of the document, and who did it where they do not say so."""

from __future__ import annotations

import re

from talleyrand.reading.rules.act_kinds import DRAWS, kind_of_object_before, object_before
from talleyrand.reading.rules.told import Told, shortened

FEW = 4  # words of a clause that says nothing of its matter
SPEECH = re.compile(
    r"(?:describe|characteri[sz]e|define)s? (?:its|their|his|her) [\w ]{3,30} as “(?=[^”]+”)"
)  # word for word
_QUOTED = re.compile(r",? (?P<words>[“\"][^”\"]{8,}?[”\"])")
_LEADS = re.compile(r"^[“\"]?(?:When|After|As|While) (?P<lead>[^;]{12,}?),\s*$")


def title(told: Told) -> str:
    """What was done, in the words of the clause, with who did it before it where they do not say so."""
    words = told.clause
    if is_war(told):
        return war(told, told.by[0], next(each for each in told.toward if each != told.by[0]))
    begins = told.deed.actor and told.deed.clause[0] <= told.deed.actor[0].start <= told.deed.verb[0]
    if begins and (said := SPEECH.match(told.words)):
        words = told.text[told.deed.actor[0].start : told.text.find("”", told.deed.verb[0] + said.end()) + 1]
    elif begins:
        together = told.form == "noun" and told.deed.mutual  # "a joint response of both"
        words = told.text[told.deed.clause[0] if together else told.deed.actor[0].start : told.deed.clause[1]]
    relative = re.search(r"(?:^|, )([^,]{3,60}? (?:that|which) )$", told.text[: told.deed.clause[0]])
    if relative and told.deed.clause[1] <= told.deed.verb[1] + 2:
        words = relative[1] + words
    elif told.named != "visit-third" and (len(words.split()) <= 3 or told.deed.clause[1] <= told.deed.verb[1] + 1):
        words = told.text[told.deed.actor[0].start if begins else told.deed.clause[0] :]
    words = re.sub(r"^[^,]{0,40}\bsa(?:id|ys)\b[^,]{0,30}?\b(?:it|he|she|they) ", "", words)
    if told.form == "verb" and not told.deed.target and kind_of_object_before(told) and (before := object_before(told)):
        words = re.split(
            r" (?:will|would|is|are|was|were|has|have) ", told.text[before.start() : told.deed.clause[1]] + " "
        )[0]
        return f"{told.scene.record.name_of(told.by[0])}: {shortened(words, 22)}"
    lead = _LEADS.match(told.text[: told.deed.actor[0].start]) if begins else None
    if lead and len(words.split()) <= FEW:
        words = f"{words.strip(' .')} when {lead['lead']}"
    if DRAWS.search(told.verb) and told.deed.passive:  # what it did is that it was angry
        words = words.partition(told.verb)[2].rstrip(" .") + _at_what(told)
    if begins and told.form == "verb" and (quoted := _QUOTED.match(told.text, told.deed.clause[1])):
        words = f"{words.strip()}: {quoted['words']}"
    plain = shortened(
        re.sub(
            r"^(?:(?:and|but|while|that|who|which|then|also|it|they|he|she|instead|the administration)\s+)+",
            "",
            words,
            flags=re.I,
        ),
        22,
    )
    who = told.scene.record.name_of(told.by[0])
    return plain[:1].upper() + plain[1:] if begins and told.by[0] not in told.inferred else f"{who}: {plain}"


def is_war(told: Told) -> bool:
    """True if the deed is the outbreak of a trade war, which each side wages."""
    return told.form == "noun" and told.noun.endswith(" war")


def war(told: Told, by: str, other: str) -> str:
    """The title of the outbreak of a trade war, of one of its two sides."""
    record = told.scene.record
    return f"{record.name_of(by)}: begins a {told.noun} with {record.in_text(other)}"


def drawn_by(told: Told) -> tuple[int, int] | None:
    """Where the clause stands that says what drew the ire: from the other side's name to the comma before the verb."""
    sides = {told.scene.record.state_of(each) for each in told.toward}
    stop = told.text.rfind(",", 0, told.deed.verb[0])
    named = (
        each.start for each in told.mentions if each.start < stop and told.scene.record.state_of(each.party) in sides
    )
    start = next(named, stop)
    return (start, stop) if 0 <= start < stop else None


def _at_what(told: Told) -> str:
    place = drawn_by(told)
    return f" when {told.text[slice(*place)]}" if place else ""
