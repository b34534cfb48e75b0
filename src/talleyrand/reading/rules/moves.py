"""Acts: what one side did toward the other that is no step of a measure, by the verb or noun that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from talleyrand.reading.deeds import chains
from talleyrand.reading.kinds.classifier import NONE, QUADS, Classifier
from talleyrand.reading.kinds.topics import Topic
from talleyrand.reading.language import phrases
from talleyrand.reading.rules.act_kinds import CLOSE, DRAWS, HARMFUL, SAYS, kind_of
from talleyrand.reading.rules.act_titles import FEW, SPEECH, drawn_by, is_war, title, war
from talleyrand.reading.rules.told import NO_ISSUE, Draft, Told
from talleyrand.record.entries import Agreement
from talleyrand.record.syntax import Raw

_DEEDS = frozenset({"ease", "release", "withhold"})
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
_MOST_OF = 0.5  # share of a sentence that a clause must be for the rest to say what it is about
_THIS = re.compile(
    r"\b(?:this|these|that|those|both|such|it|them|the (?:proposals?|talks|offer|request|move|plan"
    r"|measures?|decision|rationale))\b",
    re.I,
)
_ITS_OWN = re.compile(r"\s*(?:its|their|his|her) own\b")
_SURE = 0.85  # from here on the classifier has a veto
_SEEMS = re.compile(r"\b(?:seems?|seemed|appears?|appeared)\b")
_AIDS_ONLY = re.compile(r"\b(?:support|back|recogni|endors|reassur|apologi)\w*$")
# What sums up many acts, or tells how a side is minded, is no act of a day.
_SUMMARY = re.compile(
    r"\b(?:on (?:multiple|several|many|numerous|various|countless|a number of) occasions|time and again|repeatedly"
    r"|(?:dozens|scores|hundreds) of times|up to now|so far|to date|year after year|from time to time)\b",
    re.I,
)
_COMMENT = re.compile(r"(?:has |have |had )?(?:\w+ly )?(?:declin|refus)\w+ to (?:\w+ly )?(?:comment|say|elaborate)\b")
_OF_WHAT = re.compile(r"(?: and \w+)? (?:of|to|that|against|over|for|on|about|by|from|in|with|at)\b")
_PAST_ONES = re.compile(r"\b(?:previous|past|earlier|repeated|long-?standing)\b[^,;]{0,24}$")
_LASTS = re.compile(
    r"\b(?:currently|at present|simultaneously|traditionally|still|usually|routinely|each year)\b", re.I
)
_MINDED = re.compile(
    r"(?:(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?|has|have|had)\W+)(?:(?:been|remained|\w+ly|also|long|still|not)\W+)*"
    r"(?:vocal|unwilling|willing|reluctant|critical|wary|keen|eager|hesitant|dismissive|supportive|opposed|open)\b"
)
_WIDE = 4  # days of a date from which on a verb in the present tells of a habit
_MEASURE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|export (?:controls?|licen[cs]\w+)|licensing|port fees?|quotas?)\b", re.I
)
_WILL = re.compile(
    r"(?: (?:late |early )?(?:on )?[A-Z]\w+day)? (?:that )?(?:it|they|he|she) (?:will|would|is|was|has|had|are|were)\b"
)
_RETALIATES = re.compile(r"(?:has |have |had )?(?:retaliated|hit back|struck back)$")
_LISTED = re.compile(r"\b(?:including|such as) (?:the )?$")
_NAMES = re.compile(r"(?<=[a-z] )[A-Z][\w-]+")
_MOST_DAYS = 100  # of a date that is too wide for a measure told as an act
_FIELDS = re.compile(
    r"(?:[\w-]+(?: [\w-]+)?, ){2,}(?:and )?[\w-]+(?: [\w-]+)? (?:issues|topics|areas|matters|fields|questions|tracks)\b"
)
_OF_THING = re.compile(
    r" (?:as\b|is\b|are\b|was\b|were\b|has\b|have\b|remains?\b|will\b|would\b)"
)  # "a meeting they described as"
# Verbs whose past is spelt as their present.
_SAME = frozenset({"cut", "hit", "put", "set", "let", "shut", "quit", "cast", "spread", "read", "bet", "cost", "hurt"})


def acts(told: Told, classifier: Classifier) -> Iterator[Draft]:
    """The act that a deed is, if it is one."""
    kind, reason = kind_of(told)
    if not kind or not _is_an_act(told, kind):
        return
    toward = [each for each in told.toward if each != told.by[0]]
    score, doubt = _weighed(told, kind, classifier) if toward else (0.0, "")
    if score <= 0:
        return
    topic = _issue(told)
    values: dict[str, Raw] = {
        "act": "...", "title": title(told), "by": told.by[0], "toward": list(toward), "kind": kind,
        "on": _on(told), "issue": topic.id or "relationship",
    }  # fmt: skip
    if told.person:
        values["person"] = told.person
    draws = DRAWS.search(told.verb) is not None  # whom the ire is drawn from stands behind whoever draws it
    days = {str(values["on"])} if told.at.span is None else set()
    draft = Draft(
        kind="act", values=values, score=score, modality=told.mood.modality,
        spans=(*_spans(told), *([told.deed.clause] if kind == "statement" else [])),
        elsewhere=frozenset({*told.inferred, *days, *(toward if draws else ())}),
        mutual=told.deed.mutual or len(told.by) > 1 or _owned_behind(told),
        reasons=tuple(each for each in (reason, told.mood.reason) if each),
        doubts=tuple(each for each in _doubts(told, topic, str(values["on"]), doubt) if each),
    )  # fmt: skip
    yield draft
    if len(told.by) > 1 and _is_of_each(told, kind):
        yield _turned(told, draft, toward[0])


def _is_an_act(told: Told, kind: str) -> bool:
    """True if a deed of that kind is told as done, by one side toward the other, on some day."""
    if told.day is None or not told.by or not told.toward:
        return False
    if SAYS.search(told.verb) and _WILL.match(told.text, told.deed.verb[1]):  # what is announced is the deed
        return False
    if told.governor in chains.PROMISES or _ITS_OWN.match(told.text, told.deed.verb[1]):
        return False
    return not (told.supposed or _SEEMS.search(told.clause) or _is_beside_the_point(told, kind))


def _doubts(told: Told, topic: Topic, on: str, classified: str) -> Iterator[str]:
    """What is doubtful about an act, `classified` among it; empty where there is no doubt."""
    yield told.at.doubt
    if on != str(told.at.when):
        yield "since when is not in the words"
    yield classified
    if topic.reason in {each.entry for each in told.landmarks}:
        yield f"the issue is that of {topic.reason} in the record"
    if not topic.id:
        yield NO_ISSUE
    if len(told.by) > 1:
        yield "both sides did it: the entry has it from one of them"


def _turned(told: Told, draft: Draft, other: str) -> Draft:
    """The same act as one of the other side's."""
    name = told.scene.record.name_of
    named = str(draft.values["title"]).replace(f"{name(told.by[0])}: ", f"{name(other)}: ", 1)
    named = war(told, other, told.by[0]) if is_war(told) else named
    return replace(draft, values={**draft.values, "by": other, "toward": [told.by[0]], "title": named})


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
    if kind in HARMFUL | _DEEDS:
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
    start, end = told.deed.verb
    comment = _COMMENT.match(told.text, start) is not None
    if comment or told.at.span is not None:
        return comment
    if _SUMMARY.search(told.text) or _MINDED.match(told.text, start):
        return True
    past = (told.form == "noun" or told.named) and _PAST_ONES.search(told.text[:start])
    many = told.form == "noun" and told.noun.endswith("s") and not _OF_WHAT.match(told.text, end)  # "his threats"
    if past or many or (told.form == "verb" and _is_habit(told)):
        return True
    if _RETALIATES.match(told.verb):
        return False
    return kind == "sanction" and told.days > _MOST_DAYS and _MEASURE.search(told.words) is not None


def _is_habit(told: Told) -> bool:
    """True of a verb in the present that tells what is usual, not what was done on the day."""
    present = _is_present(told.verb)
    if (present or told.verb.endswith("ing")) and _LASTS.search(told.text):
        return True
    return present and told.days > _WIDE and not SPEECH.match(told.words)


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
    of_thing = kind == "statement" and _OF_THING.match(told.text, told.deed.verb[1])
    return (
        bool(aids_nobody or of_thing)
        or _within_own_side(told)
        or _is_no_event(told, kind)
        or _is_others_claim(told, kind)
    )


def _is_others_claim(told: Told, kind: str) -> bool:
    """True if the harm is told inside a quotation in which its doer is named, so that somebody else speaks."""
    if kind not in HARMFUL or not told.deed.actor:
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
        or first.start - told.deed.verb[1] > CLOSE
        or told.form == "noun"
    ):
        return False
    return not told.deed.target and record.state_of(first.party) == record.state_of(told.by[0])


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
    if not topic.id and DRAWS.search(told.verb) and (place := drawn_by(told)):
        topic = told.scene.topics.issue(told.matter(*place))
    if not topic.id and (len(told.clause) > _MOST_OF * len(told.text) or len(told.clause.split()) <= FEW):
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


def _spans(told: Told) -> tuple[tuple[int, int], ...]:
    target = () if DRAWS.search(told.verb) else told.deed.target
    named = [(each.start, each.end) for each in (*told.deed.actor, *target)]
    if said := SPEECH.match(told.words):  # to the end of what is quoted
        named.append((told.deed.verb[0], told.text.find("”", told.deed.verb[0] + said.end()) + 1))
    day = [told.day.span] if told.day and told.day.span else []
    return (told.deed.verb, *named, *day)


def _same_side(kind: str, others: set[str]) -> bool:
    """True if a type of act is cooperation or conflict as one of the others is."""
    return QUADS[kind].split()[-1] in {QUADS[each].split()[-1] for each in others}
