"""The kind of act that a deed is: by the verb or noun that names it, its object, how it is put, and when it is done."""

from __future__ import annotations

import re

from talleyrand.reading.language import phrases
from talleyrand.reading.rules.told import Told

CLOSE = 8  # characters between a verb and its object
SAYS = re.compile(r"\b(?:indicat|sa[iy]|signal|announc|declar|confirm)\w*$")
DRAWS = re.compile(r"\b(?:draw|earn|win|meet|attract|elicit)(?:s|ing)?$|\b(?:drew|won|earned)$")  # "from" whoever acts
HARMFUL = frozenset({"sanction", "coerce", "attack", "expel", "exercise", "investigate", "protest", "threaten"})
# The sides of the rule of time: what is only promised or planned is an agreement or a threat.
_HELPFUL = frozenset({"agree", "cooperate", "aid", "ease", "release", "withhold", "purchase", "praise", "offer"})
_SPOKEN = frozenset({"request", "accuse", "reject", "threaten", "praise", "statement", "offer", "agree"})
_REFUSES = re.compile(r"\b(?:refus\w+|declin\w+|rul\w+ out|unwilling|balk\w+)\b")
_PLANNED = frozenset({"promised", "announced"})
_HITS_BACK = re.compile(r"\b(?:retaliat\w+|respond in kind|countermeasures|hit back|strike back|punish\w*)\b")
_HARDENS = re.compile(
    r"\bto (?:\w+ly )?(?:(?:impose|ban|tighten|sanction|expel|blacklist|bar)\b"
    r"|(?:double|triple|raise|increase|hike)\b[^.;]{0,40}\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|fee|surcharge))"
)
_TOGETHER = frozenset({"consult", "statement", "praise"})  # who only says that it was done did it not
_WARNS = re.compile(r"\b(?:warn|threat)")
_RULED = frozenset({"request", "sanction", "reject", "ease", "ruling"})
_ADDRESSED = frozenset({"request", "threaten"})
_OWN_PEOPLE = re.compile(
    r"\s*(?:its|their|his|her) (?:own )?(?:citizens|nationals|people|public|companies|firms|troops)\b"
)
_OWN = re.compile(r"\s*(?:its|their)\b")
_LITTLE = re.compile(r"\W*(?:\w+ly )?(?:little|nothing|no|few|zero|scant|neither)\b")
_NEVER = re.compile(r"\b(?:will|would|shall) (?:[“\"‘'])?never\b")
_COURT = re.compile(r"\b[Cc]ourt\b")
_HANGS = re.compile(r"\b(?:if|unless|provided|once|in (?:return|exchange)|on condition)\b")
_NEAR = 25
_ORDERS = re.compile(r"\b(?:order|tell|told|instruct)\w*$")
_STOPS = re.compile(r"\bto (?:stop|halt|suspend|cease|end|cut|block|restrict)\b")
_BARE = re.compile(r"(?:(?:will|would|has|have|had|to|not|also)\W*)+")
_DETERMINER = re.compile(r"\b(?:the|an?|its|their|these|those|this|all) (?=[a-z])")
_GOES_ON = re.compile(r"\s*(?:will|would|shall|is|are|has|have|must|may|can)\b")
_LET_GO = re.compile(
    r"\b(?:will|would|is to|are to) (?:\w+ly )?be (?:suspended|lifted|dropped|eased|removed|paused|waived|halted"
    r"|ended)\b"
)


def kind_of(told: Told) -> tuple[str, str]:
    """The kind of act, by the words of the deed and how it is put; and those words."""
    words = phrases.words_of(told.text)
    start, end = told.deed.verb
    if _BARE.fullmatch(told.verb.strip()):
        end = min(end + 26, told.deed.clause[1])
    if told.governed:
        return "", ""
    lets_go = _LET_GO.search(told.words) and SAYS.search(told.verb)
    if told.form == "noun" or lets_go:
        return told.named if told.form == "noun" else "agree", told.verb
    if told.deed.passive and not DRAWS.search(told.verb):
        return _passive_kind(told)
    group = told.text[max(0, start - 30) : start]
    found = list(phrases.lists("acts").within(words, start, end))
    if not found:
        kind = kind_of_object_before(told)
        return (_in_time(told, kind, group + told.verb), told.verb) if kind else ("", "")
    best = found[-1] if found[-1].size >= found[0].size or found[-1].start > found[0].start else found[0]
    reason = told.text[best.start : best.end]
    return _in_time(told, best.name, group + told.verb), reason


def kind_of_object_before(told: Told) -> str:
    """The kind of act of a verb whose object stands before its subject: "the embargo that Arcadia imposed"."""
    before = object_before(told)
    if before is None or not re.match(r"\W*(?:on|to|in|at|for|since|last|this|will|$)", told.text[told.deed.verb[1] :]):
        return ""
    words = phrases.words_of(f"{told.verb.split()[-1]} {before[1].replace('-', ' ')}")
    best = phrases.lists("acts").at(words, 0) if words else None
    inside = told.mood.modality != "done" and _GOES_ON.match(told.text, told.deed.verb[1])  # says only which is meant
    return best.name if best and best.size > 1 and not inside else ""


def object_before(told: Told) -> re.Match[str] | None:
    """The noun and its adjectives that stand before a subject; None if there are none."""
    first = min((each.start for each in told.deed.actor), default=0)
    found = re.search(r"((?:[a-z][\w-]* ){1,5})(?:(?:that|which) )?(?:the |both )?$", told.text[:first])
    opened = list(_DETERMINER.finditer(told.text, found.start(), found.end(1))) if found else []
    return re.compile(r"((?:[a-z][\w-]* ){1,5})").match(told.text, opened[-1].end()) if opened else None


def _passive_kind(told: Told) -> tuple[str, str]:
    """The kind of act of a passive verb, whose object stands before it."""
    subject = told.text[told.deed.clause[0] : told.deed.verb[0]]
    words = phrases.words_of(f"{told.verb.split()[-1]} {subject}")
    best = phrases.lists("acts").at(words, 0) if words else None
    if best is None or (best.name in _TOGETHER and not told.deed.actor and told.deed.target == ()):
        return "", ""
    return _in_time(told, best.name, told.verb), told.verb


def _in_time(told: Told, kind: str, group: str) -> str:
    """The kind that an act is given how it is put: what it is done to, whether it is refused, and when it is done."""
    after = told.text[told.deed.verb[1] :]
    if told.noun == "move" and kind in _HELPFUL | HARMFUL:
        return kind
    if _REFUSES.search(group) and kind != "reject":
        return "withhold" if kind in ("accuse", "threaten") or "retaliat" in told.words else "reject"
    if kind in _HELPFUL and _NEVER.search(told.text, told.deed.verb[0], told.deed.verb[1] + CLOSE):
        return "threaten" if told.mood.modality in _PLANNED else ""
    nothing = (kind in _HELPFUL and _LITTLE.match(after)) or (kind in _ADDRESSED and _OWN_PEOPLE.match(after))
    if nothing or (told.mood.negated and kind not in ("reject", "withhold")):
        return ""
    if kind == "request" and _ORDERS.search(told.verb) and not _asks_target(told):
        kind = "sanction" if _STOPS.search(told.words) and not _OWN.match(after) else ""
    if (
        told.mood.modality == "done"
        and kind in _RULED
        and _COURT.search(told.text[told.deed.clause[0] : told.deed.verb[0]])
    ):
        return "ruling"
    return _ruled_by_time(told, kind)


def _ruled_by_time(told: Told, kind: str) -> str:
    """The kind by the rule of time: help that is only ahead is an agreement, harm that is only ahead a threat."""
    modality = told.mood.modality
    plans_harm = kind == "offer" and "propos" in told.verb and _HARDENS.search(told.words)
    if plans_harm or (kind == "agree" and _HITS_BACK.search(told.words)):
        kind = "threaten"
    if modality not in ("conditional", *_PLANNED) or (kind == "sanction" and modality == "announced"):
        return kind
    ahead = modality == "conditional"
    if ahead and not _HANGS.search(told.text):
        return ""
    if kind in (_HELPFUL if ahead else _HELPFUL - {"praise", "offer", "agree"}):
        return "offer" if ahead else "agree"
    if kind == "sanction" and _is_decided(told):
        return kind
    if kind == "accuse" or kind in HARMFUL - {"investigate"}:
        return "threaten"
    return kind if kind in _SPOKEN and not ahead else ""


def _is_decided(told: Told) -> bool:
    """True of what its own side tells as settled: "the firms will be barred, the ministry said"."""
    said = told.text[slice(*told.deed.speech)] if told.deed.speech else ""
    return told.deed.passive and bool(said) and not _WARNS.search(said)


def _asks_target(told: Told) -> bool:
    """True if whoever is asked is the other side, or one of theirs."""
    return any(each.start - told.deed.verb[1] < _NEAR for each in told.deed.target)
