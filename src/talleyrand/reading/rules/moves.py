"""Acts: what one side did toward the other that is no step of a measure, by the verb or noun that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from talleyrand.reading.deeds import chains
from talleyrand.reading.kinds.classifier import NONE, QUADS, Classifier
from talleyrand.reading.kinds.topics import Topic
from talleyrand.reading.language import phrases
from talleyrand.reading.rules.told import NO_ISSUE, Draft, Told, shortened
from talleyrand.record.entries import Agreement
from talleyrand.record.syntax import Raw

# The sides of the rule of time: what is only promised or planned is an agreement or a threat.
_HELPFUL = frozenset({"agree", "cooperate", "aid", "ease", "release", "withhold", "purchase", "praise", "offer"})
_HARMFUL = frozenset({"sanction", "coerce", "attack", "expel", "exercise", "investigate", "protest", "threaten"})
_DEEDS = frozenset({"ease", "release", "withhold"})
_SPOKEN = frozenset({"request", "accuse", "reject", "threaten", "praise", "statement", "offer", "agree"})
_REFUSES = re.compile(r"\b(?:refus\w+|declin\w+|rul\w+ out|unwilling|balk\w+)\b")
_PLANNED = frozenset({"promised", "announced"})
# Types of act under which the classifier may file each kind; a kind that is not among its likelier types is dropped.
_TYPES = {
    "request": {"REQUEST", "AGREE", "CONSULT", "REJECT"},
    "reject": {"REJECT", "SANCTION", "ACCUSE", "THREATEN"},
    "offer": {"AGREE", "CONSULT", "REQUEST", "CONCEDE"},
    "agree": {"AGREE", "COOPERATE", "CONCEDE", "CONSULT", "RETREAT", "AID", "SUPPORT"},
    "accuse": {"ACCUSE", "REJECT", "PROTEST", "THREATEN"},
    "threaten": {"THREATEN", "ACCUSE", "COERCE", "SANCTION", "REJECT"},
    "protest": {"PROTEST", "ACCUSE", "REJECT", "SANCTION", "REQUEST"},
    "sanction": {"SANCTION", "COERCE", "ACCUSE", "REJECT", "THREATEN", "RETREAT", "CONCEDE"},
    "ease": {"CONCEDE", "RETREAT", "COOPERATE", "AGREE", "SUPPORT", "AID"},
    "release": {"RETREAT", "CONCEDE", "COOPERATE", "AGREE"},
    "cooperate": {"COOPERATE", "CONCEDE", "AGREE", "CONSULT", "SUPPORT", "COERCE", "RETREAT"},
    "aid": {"AID", "AGREE", "COOPERATE", "SUPPORT"},
    "purchase": {"COOPERATE", "AGREE", "AID", "CONSULT"},
    "expel": {"SANCTION", "COERCE", "PROTEST"},
    "exercise": {"MOBILIZE", "ASSAULT", "COERCE", "COOPERATE"},
    "coerce": {"COERCE", "ASSAULT", "SANCTION"},
    "attack": {"ASSAULT", "MOBILIZE", "COERCE"},
    "investigate": {"ACCUSE", "COERCE"},
    "consult": {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"},
    "praise": {"SUPPORT", "AGREE", "CONSULT", "CONCEDE", "COOPERATE"},
}  # fmt: skip
_HITS_BACK = re.compile(r"\b(?:retaliat\w+|respond in kind|countermeasures|hit back|strike back|punish\w*)\b")
_HARDENS = re.compile(
    r"\bto (?:\w+ly )?(?:(?:impose|ban|tighten|sanction|expel|blacklist|bar)\b"
    r"|(?:double|triple|raise|increase|hike)\b[^.;]{0,40}\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|fee|surcharge))"
)
_RULED = frozenset({"request", "sanction", "reject", "ease", "ruling"})
_FEW = 4  # words of a clause that says nothing of its matter
_MOST_OF = 0.5  # share of a sentence that a clause must be for the rest to say what it is about
_THIS = re.compile(
    r"\b(?:this|these|that|those|both|such|it|them|the (?:proposals?|talks|offer|request|move|plan"
    r"|measures?|decision|rationale))\b",
    re.I,
)
_ITS_OWN = re.compile(r"\s*(?:its|their|his|her) own\b")
_ADDRESSED = frozenset({"request", "threaten"})
_OWN_PEOPLE = re.compile(
    r"\s*(?:its|their|his|her) (?:own )?(?:citizens|nationals|people|public|companies|firms|troops)\b"
)
_OWN = re.compile(r"\s*(?:its|their)\b")
_LITTLE = re.compile(r"\W*(?:\w+ly )?(?:little|nothing|no|few|zero|scant|neither)\b")
_COURT = re.compile(r"\b[Cc]ourt\b")
_HANGS = re.compile(r"\b(?:if|unless|provided|once|in (?:return|exchange)|on condition)\b")
_NEAR = 25
_ORDERS = re.compile(r"\b(?:order|tell|told|instruct)\w*$")
_STOPS = re.compile(r"\bto (?:stop|halt|suspend|cease|end|cut|block|restrict)\b")
_CLOSE = 8  # characters between a verb and its object
_SURE = 0.85  # from here on the classifier has a veto
_BARE = re.compile(r"(?:(?:will|would|has|have|had|to|not|also)\W*)+")
_SEEMS = re.compile(r"\b(?:seems?|seemed|appears?|appeared)\b")
_AIDS_ONLY = re.compile(r"\b(?:support|back|recogni|endors|reassur|apologi)\w*$")
# What sums up many acts, or tells how a side is minded, is no act of a day.
_SUMMARY = re.compile(
    r"\b(?:on (?:multiple|several|many|numerous|various|countless|a number of) occasions|time and again|repeatedly"
    r"|(?:dozens|scores|hundreds) of times|up to now|so far|to date|year after year|from time to time)\b",
    re.I,
)
_MINDED = re.compile(
    r"(?:(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?|has|have|had)\W+)(?:(?:been|remained|\w+ly|also|long|still|not)\W+)*"
    r"(?:vocal|unwilling|willing|reluctant|critical|wary|keen|eager|hesitant|dismissive|supportive|opposed|open)\b"
)
_WIDE = 4  # days of a date from which on a verb in the present tells of a habit
_MEASURE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|export (?:controls?|licen[cs]\w+)|licensing|port fees?|quotas?)\b", re.I
)
_SAYS = re.compile(r"\b(?:indicat|sa[iy]|signal|announc|declar|confirm)\w*$")
_WILL = re.compile(r" (?:that )?(?:it|they|he|she) (?:will|would)\b")
_DETERMINER = re.compile(r"\b(?:the|an?|its|their|these|those|this|all) (?=[a-z])")
_DRAWS = re.compile(r"\b(?:draw|earn|win|meet|attract|elicit)(?:s|ing)?$|\b(?:drew|won|earned)$")  # "from" whoever acts
_RETALIATES = re.compile(r"(?:has |have |had )?(?:retaliated|hit back|struck back)$")
_SPEECH = re.compile(
    r"(?:describe|characteri[sz]e|define)s? (?:its|their|his|her) [\w ]{3,30} as “(?=[^”]+”)"
)  # word for word
_LISTED = re.compile(r"\b(?:including|such as) (?:the )?$")
_GOES_ON = re.compile(r"\s*(?:will|would|shall|is|are|has|have|must|may|can)\b")
_QUOTED = re.compile(r",? (?P<words>[“\"][^”\"]{8,}?[”\"])")
_NAMES = re.compile(r"(?<=[a-z] )[A-Z][\w-]+")
_MOST_DAYS = 100  # of a date that is too wide for a measure told as an act
_LET_GO = re.compile(
    r"\b(?:will|would|is to|are to) (?:\w+ly )?be (?:suspended|lifted|dropped|eased|removed|paused|waived|halted"
    r"|ended)\b"
)
_FIELDS = re.compile(
    r"(?:[\w-]+(?: [\w-]+)?, ){2,}(?:and )?[\w-]+(?: [\w-]+)? (?:issues|topics|areas|matters|fields|questions|tracks)\b"
)
_LEADS = re.compile(r"^[“\"]?(?:When|After|As|While) (?P<lead>[^;]{12,}?),\s*$")
# Verbs whose past is spelt as their present.
_SAME = frozenset({"cut", "hit", "put", "set", "let", "shut", "quit", "cast", "spread", "read", "bet", "cost", "hurt"})


def acts(told: Told, classifier: Classifier) -> Iterator[Draft]:
    """The act that a deed is, if it is one."""
    kind, reason = _kind(told)
    if not kind or told.day is None or not told.by or not told.toward:
        return
    if _SAYS.search(told.verb) and _WILL.match(told.text, told.deed.verb[1]):  # what is announced is the deed
        return
    if told.governor in chains.PROMISES or _ITS_OWN.match(told.text, told.deed.verb[1]):
        return
    if told.supposed or _SEEMS.search(told.clause) or _is_beside_the_point(told, kind):
        return
    toward = [each for each in told.toward if each != told.by[0]]
    if not toward:
        return
    score, doubt = _weighed(told, kind, classifier)
    if score <= 0:
        return
    topic = _issue(told)
    values: dict[str, Raw] = {
        "act": "...", "title": _title(told), "by": told.by[0], "toward": list(toward), "kind": kind,
        "on": _on(told), "issue": topic.id or "relationship",
    }  # fmt: skip
    if told.person:
        values["person"] = told.person
    draws = _DRAWS.search(told.verb) is not None  # whom the ire is drawn from stands behind whoever draws it
    days = {str(values["on"])} if told.at.span is None else set()
    since = "" if str(values["on"]) == str(told.at.when) else "since when is not in the words"
    from_deal = topic.reason in {each.entry for each in told.landmarks}
    of_deal = f"the issue is that of {topic.reason} in the record" if from_deal else ""
    doubts = [told.at.doubt, since, doubt, of_deal, *([] if topic.id else [NO_ISSUE])]
    if len(told.by) > 1:
        doubts.append("both sides did it: the entry has it from one of them")
    draft = Draft(
        kind="act", values=values, spans=_spans(told), score=score, modality=told.mood.modality,
        elsewhere=frozenset({*told.inferred, *days, *(toward if draws else ())}),
        mutual=told.deed.mutual or len(told.by) > 1 or _owned_behind(told),
        reasons=tuple(each for each in (reason, told.mood.reason) if each),
        doubts=tuple(each for each in doubts if each),
    )  # fmt: skip
    yield draft
    if len(told.by) > 1 and _is_of_each(told, kind):
        name = told.scene.record.name_of
        title = str(values["title"]).replace(f"{name(told.by[0])}: ", f"{name(toward[0])}: ", 1)
        title = _war(told, toward[0], told.by[0]) if _is_war(told) else title
        yield replace(draft, values={**values, "by": toward[0], "toward": [told.by[0]], "title": title})


def _on(told: Told) -> str:
    """The day; one of several things listed may be older than the term of office of somebody else."""
    on = str(told.at.when)
    listed = told.form == "noun" and _LISTED.search(told.text[: told.deed.actor[0].start])
    _, found, who = told.at.doubt.partition("days of office of ")
    if not listed or not found or who in {each.person for each in told.deed.actor} or "/" not in on:
        return on
    return f"../{on.partition('/')[2]}"


def _is_of_each(told: Told, kind: str) -> bool:
    """True if what two sides do is an act of each: to the other, or together by a noun or under "the two sides"."""
    if kind in _HARMFUL | _DEEDS:
        return True
    return (kind in ("accuse", "cooperate") and told.form == "noun") or (
        kind == "cooperate" and all(each.how == "group" for each in told.deed.actor)
    )


def _owned_behind(told: Told) -> bool:
    """True if who acts is told by "of" behind the noun: the order of the names then says nothing of who does it."""
    return told.form == "noun" and told.deed.actor[0].start >= told.deed.verb[1]


def _is_no_event(told: Told, kind: str) -> bool:
    """True of a habit, a mood or a sum of many acts, of a deal told again, and of a measure without a date."""
    if kind == "agree" and len(told.by) > 1 and _has_deal(told):
        return True
    if told.at.span is not None:
        return False
    if _SUMMARY.search(told.text) or _MINDED.match(told.text, told.deed.verb[0]):
        return True
    if _is_present(told.verb) and told.form == "verb" and told.days > _WIDE and not _SPEECH.match(told.words):
        return True
    if _RETALIATES.match(told.verb):
        return False
    return kind == "sanction" and told.days > _MOST_DAYS and _MEASURE.search(told.words) is not None


def _has_deal(told: Told) -> bool:
    """True if the passage names an agreement of the record that the two sides have made by then."""
    marks = (*told.landmarks, *told.passage)
    return any(each.sure and each.day.first <= told.at.when.last for each in marks)


def _is_present(verb: str) -> bool:
    """True of one verb in the present: "rejects", but not "has rejected", "rejected" or "cut"."""
    words = [each for each in verb.lower().split() if not each.endswith("ly") and each not in ("also", "now", "still")]
    if len(words) != 1 or words[0] in _SAME or words[0].endswith(("ed", "ing")):
        return False
    bases = phrases.first_words("acts")
    return words[0] in bases or any(
        words[0].endswith(end) and words[0].removesuffix(end) in bases for end in ("s", "es")
    )


def _is_beside_the_point(told: Told, kind: str) -> bool:
    """True of what a side does to its own, of no event, of another's claim, and of support for nobody named."""
    aids_nobody = kind == "praise" and _AIDS_ONLY.search(told.verb) and not told.deed.target
    return bool(aids_nobody) or _within_own_side(told) or _is_no_event(told, kind) or _is_others_claim(told, kind)


def _is_others_claim(told: Told, kind: str) -> bool:
    """True if the harm is told inside a quotation in which its doer is named, so that somebody else speaks."""
    if kind not in _HARMFUL or not told.deed.actor:
        return False
    before = told.text[: told.deed.actor[0].start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _within_own_side(told: Told) -> bool:
    """True if whoever stands just after the verb is of the side that acts."""
    if len(told.by) > 1:  # what two sides do may be to what is of one: "the two agreed to lift Arcadia's ban"
        return False
    record = told.scene.record
    after = (each for each in told.mentions if each.start >= told.deed.verb[1] and not each.doubt.endswith("venue"))
    first = next(after, None)
    if (
        first is None
        or not first.party
        or first in told.deed.actor
        or first.start - told.deed.verb[1] > _CLOSE
        or told.form == "noun"
    ):
        return False
    return not told.deed.target and record.state_of(first.party) == record.state_of(told.by[0])


def _kind(told: Told) -> tuple[str, str]:
    """The kind of act, by the words of the deed and how it is put; and those words."""
    words = phrases.words_of(told.text)
    start, end = told.deed.verb
    if _BARE.fullmatch(told.verb.strip()):
        end = min(end + 26, told.deed.clause[1])
    if told.governed:
        return "", ""
    lets_go = _LET_GO.search(told.words) and _SAYS.search(told.verb)
    if told.form == "noun" or lets_go:
        return told.named if told.form == "noun" else "agree", told.verb
    if told.deed.passive and not _DRAWS.search(told.verb):
        return _passive_kind(told)
    group = told.text[max(0, start - 30) : start]
    found = list(phrases.lists("acts").within(words, start, end))
    if not found:
        kind = _of_object_before(told)
        return (_in_time(told, kind, group + told.verb), told.verb) if kind else ("", "")
    best = found[-1] if found[-1].size >= found[0].size or found[-1].start > found[0].start else found[0]
    reason = told.text[best.start : best.end]
    return _in_time(told, best.name, group + told.verb), reason


def _of_object_before(told: Told) -> str:
    """The kind of act of a verb whose object stands before its subject: "the embargo that Arcadia imposed"."""
    before = _object_before(told)
    if before is None or not re.match(r"\W*(?:on|to|in|at|for|since|last|this|will|$)", told.text[told.deed.verb[1] :]):
        return ""
    words = phrases.words_of(f"{told.verb.split()[-1]} {before[1].replace('-', ' ')}")
    best = phrases.lists("acts").at(words, 0) if words else None
    inside = told.mood.modality != "done" and _GOES_ON.match(told.text, told.deed.verb[1])  # says only which is meant
    return best.name if best and best.size > 1 and not inside else ""


def _object_before(told: Told) -> re.Match[str] | None:
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
    return (_in_time(told, best.name, told.verb), told.verb) if best else ("", "")


def _in_time(told: Told, kind: str, group: str) -> str:
    """The kind that an act is given how it is put: what it is done to, whether it is refused, and when it is done."""
    after = told.text[told.deed.verb[1] :]
    if told.noun == "move" and kind in _HELPFUL | _HARMFUL:
        return kind
    if _REFUSES.search(group) and kind != "reject":
        return "withhold" if kind in ("accuse", "threaten") or "retaliat" in told.words else "reject"
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
    if kind == "accuse" or kind in _HARMFUL - {"investigate"}:
        return "threaten"
    return kind if kind in _SPOKEN and not ahead else ""


def _asks_target(told: Told) -> bool:
    """True if whoever is asked is the other side, or one of theirs."""
    return any(each.start - told.deed.verb[1] < _NEAR for each in told.deed.target)


def _weighed(told: Told, kind: str, classifier: Classifier) -> tuple[float, str]:
    """How sure the reader is, by its lists and by its classifier; 0 if the two part ways."""
    if kind not in _TYPES:
        return 0.6, ""
    actor = told.text[told.deed.actor[0].start : told.deed.actor[0].end] if told.deed.actor else ""
    others = told.deed.target or (told.deed.actor[1:] if kind == "cooperate" and told.form == "noun" else ())
    target = told.text[others[0].start : others[0].end] if others else ""
    judged = classifier.judge(told.clause if len(told.clause) > 30 else told.text, actor, target)
    ranked = dict(judged.ranked)
    likely = sum(ranked.get(each, 0.0) for each in _TYPES[kind])
    best = judged.ranked[0]
    if best[1] >= _SURE and best[0] not in _TYPES[kind] and (best[0] == NONE or not _same_side(best[0], _TYPES[kind])):
        return 0.0, ""
    agrees = judged.type in _TYPES[kind]
    doubt = "" if agrees else "the classifier is not sure that this is such an act"
    return round(0.6 + 0.35 * likely if agrees else 0.45 + 0.3 * likely, 3), doubt


def _issue(told: Told) -> Topic:
    if _FIELDS.search(told.clause):  # of several, none stands out
        return Topic(id="")
    topic = told.scene.topics.issue(told.matter(*told.deed.clause))
    if not topic.id and _DRAWS.search(told.verb) and (place := _governing(told)):
        topic = told.scene.topics.issue(told.matter(*place))
    if not topic.id and (len(told.clause) > _MOST_OF * len(told.text) or len(told.clause.split()) <= _FEW):
        topic = told.scene.topics.issue(told.matter())
    if not topic.id and told.before and _THIS.search(told.clause):
        topic = told.scene.topics.issue(f"{told.before} {told.matter()}")
    if not topic.id:  # a thing's own name may tell: "the Ebola crisis"
        topic = told.scene.topics.issue(" ".join(_NAMES.findall(told.matter(told.deed.verb[1], told.deed.clause[1]))))
    return topic if topic.id else _issue_of_deal(told)


def _issue_of_deal(told: Told) -> Topic:
    """The first issue of the agreement of the record that is said to do the deed; none if it is no agreement's."""
    for each in told.landmarks:
        deal = told.scene.record.entry(each.entry)
        does = each.sure and 0 <= told.deed.verb[0] - each.end <= 1
        if does and isinstance(deal, Agreement) and deal.issues:
            return Topic(id=deal.issues[0], reason=deal.id)
    return Topic(id="")


def _title(told: Told) -> str:
    """What was done, in the words of the clause, with who did it before it where they do not say so."""
    words = told.clause
    if _is_war(told):
        return _war(told, told.by[0], next(each for each in told.toward if each != told.by[0]))
    begins = told.deed.actor and told.deed.clause[0] <= told.deed.actor[0].start <= told.deed.verb[0]
    if begins and (said := _SPEECH.match(told.words)):
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
    if told.form == "verb" and not told.deed.target and _of_object_before(told) and (before := _object_before(told)):
        words = re.split(
            r" (?:will|would|is|are|was|were|has|have) ", told.text[before.start() : told.deed.clause[1]] + " "
        )[0]
        return f"{told.scene.record.name_of(told.by[0])}: {shortened(words, 22)}"
    lead = _LEADS.match(told.text[: told.deed.actor[0].start]) if begins else None
    if lead and len(words.split()) <= _FEW:
        words = f"{words.strip(' .')} when {lead['lead']}"
    if _DRAWS.search(told.verb) and told.deed.passive:  # what it did is that it was angry
        words = words.partition(told.verb)[2].rstrip(" .") + _at_what(told)
    if begins and told.form == "verb" and (quoted := _QUOTED.match(told.text, told.deed.clause[1])):
        words = f"{words.strip()}: {quoted['words']}"
    plain = shortened(
        re.sub(r"^(?:(?:and|but|while|that|then|also|it|they|he|she|instead|the administration)\s+)+", "", words), 22
    )
    who = told.scene.record.name_of(told.by[0])
    return plain[:1].upper() + plain[1:] if begins and told.by[0] not in told.inferred else f"{who}: {plain}"


def _is_war(told: Told) -> bool:
    return told.form == "noun" and told.noun.endswith(" war")


def _war(told: Told, by: str, other: str) -> str:
    record = told.scene.record
    return f"{record.name_of(by)}: begins a {told.noun} with {record.in_text(other)}"


def _governing(told: Told) -> tuple[int, int] | None:
    """Where the clause stands that says what drew the ire: from the other side's name to the comma before the verb."""
    sides = {told.scene.record.state_of(each) for each in told.toward}
    stop = told.text.rfind(",", 0, told.deed.verb[0])
    named = (
        each.start for each in told.mentions if each.start < stop and told.scene.record.state_of(each.party) in sides
    )
    start = next(named, stop)
    return (start, stop) if 0 <= start < stop else None


def _at_what(told: Told) -> str:
    place = _governing(told)
    return f" when {told.text[slice(*place)]}" if place else ""


def _spans(told: Told) -> tuple[tuple[int, int], ...]:
    target = () if _DRAWS.search(told.verb) else told.deed.target
    named = [(each.start, each.end) for each in (*told.deed.actor, *target)]
    if said := _SPEECH.match(told.words):  # to the end of what is quoted
        named.append((told.deed.verb[0], told.text.find("”", told.deed.verb[0] + said.end()) + 1))
    day = [told.day.span] if told.day and told.day.span else []
    return (told.deed.verb, *named, *day)


def _same_side(kind: str, others: set[str]) -> bool:
    """True if a type of act is cooperation or conflict as one of the others is."""
    return QUADS[kind].split()[-1] in {QUADS[each].split()[-1] for each in others}
