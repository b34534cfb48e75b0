"""Which came first: two deeds told as one before or after the other, against their days in the record."""

from __future__ import annotations

import re

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, words
from talleyrand.reading.auditing.verdicts.finding import Finding, day
from talleyrand.reading.auditing.verdicts.setting import Setting

_ORDER = re.compile(r"\b(?P<word>before|after)\b(?! (?:the end|long|then|now|that|this|all)\b)", re.I)
_SURE, _RARE = 6.0, 3.7


def came_first(claim: Claim, setting: Setting) -> Finding | None:
    """What the record says to one deed told as before or after another; None unless both can be told for sure."""
    match = _ORDER.search(claim.said)
    if match is None or claim.dates:
        return None
    one = _meant(claim.said[: match.start()], setting)
    other = _meant(claim.said[match.end() :], setting)
    if one is None or other is None or one.entry == other.entry:
        return None
    first, second = (one, other) if match["word"].lower() == "before" else (other, one)
    began, followed = first.days[0], second.days[0]
    if began.last >= followed.first and followed.last >= began.first:
        return None
    same = began.last < followed.first
    has = f"{day(began)}: {first.text.rstrip('.')}; {day(followed)}: {second.text.rstrip('.')}"
    return Finding(claim=claim, verdict="supported" if same else "contradicted", entries=(one.entry, other.entry),
                   said=match["word"].lower(), has=has,
                   reason=f"In the record the first is of {day(began)}, the second of {day(followed)}.")  # fmt: skip


def _meant(text: str, setting: Setting) -> Fact | None:
    """The one fact of an exact day that some words tell, by most of its title and a rare word."""
    stems, states = setting.telling(text), set(setting.states(text))
    found = []
    for each in setting.facts.sharing(stems, most=12):
        fact = each.fact
        title = words(fact.text) - setting.cast.stems
        both = each.shared & title
        whole, weight = setting.facts.weight(title), setting.facts.weight(both)
        rare = any(setting.facts.weight((one,)) >= _RARE for one in both)
        done = fact.kind in ("act", "agreement") or (fact.kind, fact.step) in (
            ("meeting", "held"),
            ("measure", "impose"),
        )
        by = not states or not fact.by or bool(states & set(fact.by))
        if done and by and rare and weight >= _SURE and weight >= whole * 0.6 and fact.days and fact.days[0].exact:
            found.append(fact)
    return found[0] if len({each.entry for each in found}) == 1 else None
