"""How a deed is put: as done, promised or only supposed, and whether it is news of the passage or an earlier matter."""

from __future__ import annotations

import re
from dataclasses import replace

from talleyrand.reading.deeds import chains
from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.language.modality import Mood, modality
from talleyrand.reading.rules.told import Told

ASIDE = re.compile(r"\b(?<!\bhours )(?<!\bminutes )(?:after|before|since|because|until)(?: the)? $", re.I)
_OTHERS_SAY = re.compile(
    r"\b(?:analysts?|critics|supporters|observers|experts|skeptics|sceptics|scholars|economists"
    r"|commentators|opponents|proponents|"
    r"commentators|many|some|others)\b.{0,80}?\b(?:argue|say|said|contend|believe|assert|claim|warn"
    r"|think|maintain|fear|suggest|expect)\w*\b",
    re.I,
)
_IN_WHICH = re.compile(
    r"\b(?:meeting|talks|visit|summit|session|war),? (?:in|at|during) which\b[^,;]*$"
)  # tells of an occasion named before
_SEEN = re.compile(r"\b(?:seen|viewed|regarded|perceived|interpreted) (?:\w+ ){0,3}as\b[^,;]{0,60}$")
_IF = re.compile(r"\b(?:if|whether|unless|should)\b[^,;]{0,70}$", re.I)
_EARLIER = re.compile(
    r"\b(?:previously|formerly|once|(?<=\w )earlier(?! (?:on|this|today|in the day)\b)|decades?|years ago|historically"
    r"|long ago|used to|traditionally)\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(?:likely|probably|may|might|could|expected|soon|eventually|inevitably|surely|almost certainly)\b"
)
_OPENS = 30  # characters of a sentence in which its main clause begins


def is_fresh(text: str, deed: Deed, mood: Mood) -> bool:
    """True if a deed is told as news of the passage: not of a time before it, nor of a habit."""
    verb = text[slice(*deed.verb)].lower()
    reduced = deed.passive or re.match(r" (?:between|by)\b", text[deed.verb[1] :])
    told_of = reduced and chains.REDUCED.fullmatch(verb)  # "the duties imposed by Arcadia"
    aside = any(ASIDE.search(text[:start]) for start in (deed.clause[0], *(each.start for each in deed.actor[:1])))
    return not (
        mood.habitual
        or _IN_WHICH.search(text[: deed.verb[0]])
        or (verb.startswith("had ") and not deed.speech)
        or told_of
        or aside
        or _EARLIER.search(text)
    )


def had_done(told: Told) -> bool:
    """True of what had been done before the news, told in a sentence of its own."""
    return told.deed.clause[0] < _OPENS and told.verb.lower().startswith("had ") and not told.deed.speech


def mood_of(text: str, deed: Deed, governor: str, *, news: bool) -> Mood:
    """How a deed is put; what a party will do is announced in the news of a day, although nobody is named who says so.

    Args:
        governor: the stem of the verb that governs the deed's; empty if none does.
        news: true if the document begins with the news of its day.
    """
    mood = _mood(text, deed, governor)
    announced = news and mood.opinion and mood.reason in ("will", "shall") and bool(deed.actor)
    return replace(mood, opinion=False, reported=True) if announced and not _HEDGED.search(text) else mood


def _mood(text: str, deed: Deed, governor: str) -> Mood:
    """How a deed is put; what is begun or managed is done, and a purpose, a guess or what others argue is no deed."""
    mood = modality(text, deed.clause, deed.verb)
    if governor in chains.FACTS and mood.modality in ("announced", "promised"):
        return replace(mood, modality="done")
    purpose = governor == "purpose" or (
        governor and governor not in chains.PROMISES | chains.DECIDES and mood.reason == "to"
    )
    before = text[: deed.verb[0]]
    if purpose or _OTHERS_SAY.search(text) or _IF.search(before) or _SEEN.search(before):
        return replace(mood, modality="hypothetical", reason="purpose" if purpose else mood.reason)
    listed = mood.reason.startswith("scheduled") and not deed.passive  # a substance, not a day
    if listed and not re.match(r" (?:to|for)\b", text[deed.verb[1] :]):
        return replace(mood, modality="done")
    if mood.opinion and "reportedly" in text:
        return replace(mood, opinion=False, reported=True)
    return mood
