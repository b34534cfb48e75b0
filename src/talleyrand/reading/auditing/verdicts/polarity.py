"""Whether a claim and a fact point the same way: one that eases bears out none that tightens, a denial no deed."""

from __future__ import annotations

import re

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact

_EASES = re.compile(
    r"\b(?:lift|remov|drop|end|stop|eas|suspend|paus|relax|releas|free|lower|cut|reduc|halv|restor|reopen|open|resum"
    r"|withdr[ae]w|shorten|delist|tak(?:en|ing) off|took off|rescind|revers|cancel|expir|laps|struck down|scrap|allow"
    r"|permit|let)\w*", re.I
)  # fmt: skip
_TIGHTENS = re.compile(
    r"\b(?:impos|rais|increas|hik|tighten|ban|bar|block|restrict|halt|clos|expel|seiz|detain|add|introduc|slap|doubl|extend"
    r"|blacklist|sanction|revok|put)\w*", re.I
)  # fmt: skip
_DENIES = re.compile(
    r"\b(?:not|never|no longer|neither|nor|refus\w+|reject\w*|declin\w+ to|den(?:y|ies|ied)|refrain\w*|fail\w* to)\b"
    r"|n['’]t\b", re.I
)  # fmt: skip
_EMPTY = re.compile(r"\bnot (?:only|just|merely|least|until|later than)\b", re.I)
_QUOTED = re.compile(r"[“\"][^“”\"]{1,300}[”\"]")
_EASING = frozenset({"stop", "suspend", "lower", "strike down", "expire", "withdraw"})
_TIGHTENING = frozenset({"impose", "raise", "resume", "extend", "announce"})


def same_way(claim: Claim, fact: Fact) -> bool:
    """True unless the claim denies what the fact affirms, or the one eases only and the other tightens only."""
    if denies(claim.text) != denies(fact.text):
        return False
    said = _way(claim.text)
    has = _way(fact.text)
    if fact.kind == "measure":
        has = "eases" if fact.step in _EASING else "tightens" if fact.step in _TIGHTENING else has
    return not said or not has or said == has


def denies(text: str) -> bool:
    """True if some words deny or refuse something; what they quote is another's."""
    return _DENIES.search(_EMPTY.sub("", _QUOTED.sub("", text))) is not None


def _way(text: str) -> str:
    eases, tightens = _EASES.search(text), _TIGHTENS.search(text)
    if bool(eases) == bool(tightens):
        return ""
    return "eases" if eases else "tightens"
