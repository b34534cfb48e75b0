"""A detail of an entry that is named, or was named just before: its day, length, place, number, ground, who did it.

What goes back to the sentence before is contradicted only where nothing told there has it as said.
"""

from __future__ import annotations

from collections.abc import Callable

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts import measures, rows, shares, sides, spans
from talleyrand.reading.auditing.verdicts.finding import Finding
from talleyrand.reading.auditing.verdicts.referring import VERBS, Meant, akin, meant
from talleyrand.reading.auditing.verdicts.setting import Setting

# What is asked of each entry, the surest first.
_ASKED: tuple[Callable[[Claim, Setting, Meant], Finding | None], ...] = (
    sides.by_whom,
    sides.requested,
    sides.by_another,
    sides.of_organ,
    sides.under,
    rows.which,
    rows.ends_of_row,
    rows.times,
    rows.where,
    sides.ground,
    sides.votes,
    spans.until,
    spans.lasts,
    shares.rate,
    shares.coverage,
    shares.promised,
    shares.agreed,
    spans.on_day,
)
_AGAINST = (
    sides.by_whom,
    sides.by_another,
    sides.of_organ,
    sides.under,
    rows.which,
    rows.where,
    sides.ground,
    sides.votes,
)


def detail(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to a detail of the entry that a claim names or goes back to; None if it tells none."""
    found = meant(claim, setting)
    sure = Meant(tuple([each for each in found.ids if not _alien(claim, setting, each)]), found.back)
    wrong = next((each for each in _answers(claim, setting, sure) if each.verdict == "contradicted"), None)
    answers = [each for each in _answers(claim, setting, found) if each.verdict == "supported"]
    if claim.amount is not None:  # the rest of the sentence may be right and the amount not
        answers = [each for each in answers if each.said == claim.said[claim.amount.start : claim.amount.end]]
    return wrong or next(iter(answers), None)


def _answers(claim: Claim, setting: Setting, found: Meant) -> list[Finding]:
    return [answer for ask in _ASKED if (answer := ask(claim, setting, found))]


def against(claim: Claim, setting: Setting, found: Finding) -> Finding | None:
    """A contradiction in another detail by the very entry that bears a claim out: who, where, which, on what ground."""
    of = Meant(tuple(dict.fromkeys(setting.record.entry(each).id for each in found.entries[:1])))
    for ask in _AGAINST:
        answer = ask(claim, setting, of)
        if answer and answer.verdict == "contradicted":
            return answer
    return None


def _alien(claim: Claim, setting: Setting, entry: str) -> bool:
    """True if the claim has a rare word of the record that is foreign to the entry: it may be of another thing."""
    own = frozenset[str]().union(*(setting.facts.told_of(each) for each in (entry, *akin(setting, entry))))
    text = claim.text
    for each in reversed([each for each in setting.actors(text) if each.party and not each.person]):
        text = f"{text[: each.start]} {text[each.end :]}"
    said = setting.telling(rows.IN.sub("", measures.LAW.sub("", text)))  # a wrong place is no other thing
    return any(setting.facts.weight((each,)) >= measures.RARE for each in said - own - VERBS)
