"""Commitments: promises that are discrete, specific, public and about the future, with deadline and quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from talleyrand.reading.deeds import chains
from talleyrand.reading.language import phrases
from talleyrand.reading.language.amounts import Amount
from talleyrand.reading.language.times import Dated
from talleyrand.reading.rules.dating import Day
from talleyrand.reading.rules.deadlines import end_of, term_of_twin, term_told
from talleyrand.reading.rules.told import NO_ISSUE, Draft, Told, shortened
from talleyrand.record.dates import when
from talleyrand.record.entries import Agreement
from talleyrand.record.syntax import Raw

_WILL = re.compile(r"\b(?:will|would|shall) (?:not )?(?:also |soon |then )?([a-z]+)")
_BARE = re.compile(r"^(?:to |that (?:it|he|she|they|both|the [\w ]+?|[A-Z]\w+) (?=will|would|must|shall))")
_BOUNDS = {"at least": "at least", "more than": "at least", "at most": "at most", "less than": "at most",
           "about": "about", "nearly": "about", "": ""}  # fmt: skip
_MOST = 21  # words of a promise that are quoted
_COMPLEMENT = re.compile(r"\s*(?:[\w’'.-]+ ){0,5}?(?=(?:not )?to [a-z]|that )")
# "agreed to a reduction of its duties": the deed is a noun.
_OF_DEED = re.compile(
    r" (?:to |on )?(?:an? |the )?(?P<deed>(?:temporary |immediate |partial |full |mutual |phased |further )?"
    r"(?:reductions?|cuts?|suspension|removal|lifting|resumption|release|withdrawal) (?:of|in|to) "
    r"(?:all |its |their |the )?(?:[\w-]+ ){0,3}(?:tariffs?|dut(?:y|ies)|restrictions|controls|quotas|troops|forces"
    r"|exports|imports|prisoners|sanctions|fees|visas|flights|shipments)\b)"
)
_FOR_A_TIME = re.compile(r"(?:to )?(?:an? |the )?(?:temporary|temporarily|phased)\b")
_IN_ALL = re.compile(r"\btotal(?:ing|ling|s)? (?:nearly |about |almost |some |over |more than )?$")
_DEAL = re.compile(r"\b(?:agreement|deal|accord|truce|agreed)\b")
_EXAMPLE = re.compile(r" as an? (?:example|sign|part|proof|gesture|token|show)\b")
_SEEMS = re.compile(r"\b(?:seems?|seemed|appears?|appeared) to\b")
_AND_TO = re.compile(r",? (?:and|or) (?:also )?to (?=[a-z])")
_AND = re.compile(
    r",? and (?:to )?(?P<verb>[a-z]+) (?=(?:the|a|an|its|their|all|at|up|more|less|some|new|any|[A-Z]\w+)\b|\$?\d)"
)
_SPLITS = frozenset(
    [
        "reach",
        "cut",
        "reduce",
        "lower",
        "lift",
        "remove",
        "buy",
        "pay",
        "invest",
        "publish",
        "allow",
        "permit",
        "reopen",
        "open",
        "resume",
        "restore",
        "restart",
        "suspend",
        "eliminate",
        "withdraw",
        "establish",
        "build",
        "close",
        "end",
        "stop",
        "cease",
        "halt",
        "raise",
        "increase",
        "double",
        "accept",
        "give",
        "provide",
        "let",
        "send",
        "scrap",
        "drop",
        "ease",
        "waive",
        "refrain",
        "release",
        "free",
        "repatriate",
        "extradite",
        "dismantle",
        "destroy",
        "host",
        "exempt",
        "share",
        "notify",
        "inform",
        "approve",
        "grant",
        "sign",
        "ratify",
        "repay",
        "compensate",
        "apologise",
        "recognise",
        "recognize",
        "complete",
        "launch",
        "begin",
        "start",
        "hold",
    ]
)
_SHARED = re.compile(r"\b(?:reportedly|according to|is said to|are said to|may have)\b", re.I)
_THAT = re.compile(r"\bthat (?:the )?$")
_GOES_ON = re.compile(r"\s+(?:will|would|shall|must)\b")
_OR = re.compile(r"\s+(?:or|and) [a-z]+ ")
_STOPS = re.compile(r"[;,]|\.$| (?:which|who|while|but)\b|$")
_HALVES = re.compile(r",? (?:and|while|whereas|but) (?=(?:the )?[A-Z])")
_BOUNDED = ("by", "until", "before", "within")
_NEXT = 3  # characters after a verb that has no object of its own
_THE = re.compile(r"\b(?:[Tt]he|[Bb]oth|[Tt]heir|[Ii]ts) $")  # "the two armies" are no quantity
_ON = re.compile(r"[ ,]+(?:on|in|at|during|after|following)(?: the| a)? $")
_DRAFTING = 100  # days between an agreement and its signing
_REACH = 45  # characters before the verb in which the word of promise may stand
_SHARE = re.compile(r"\b(?:cut|reduce|lower|limit|cap|curb|bring down)\b")
_OPINION = re.compile(r"\b(?:likely|unlikely|may|might|could|should|expected|if only)\b")


def commitments(told: Told) -> Iterator[Draft]:
    """The promise that a deed is, if it can be told when it is kept."""
    if told.day is None or not told.by or told.supposed or told.governed:
        return
    said = _promised(told)
    if said is None:
        return
    if _SEEMS.search(told.text[: said[0]]) or _OPINION.search(told.text[told.deed.verb[0] : said[0] + 12]):
        return
    places = list(_each(told.text, *said))
    ends = [each for place in places if (each := end_of(told, place)) and each.bound in _BOUNDED]
    for place in places:
        if not _concrete(told.text[slice(*place)]) or " " not in _plain(told.text[slice(*place)]):
            continue  # "which it has agreed to lift": what, stands elsewhere
        own = _own_doer(told, place)
        for by in (own,) if own else told.by:
            toward = [each for each in (*told.toward, *told.by) if each != by][:1]
            # The term of a deal is no day by which to perform, and what is for a time does not stand without end.
            endless = _FOR_A_TIME.match(told.text[slice(*place)]) and not (end_of(told, place) or ends)
            if toward and not endless:
                yield _draft(told, by, toward, place, ends[0] if len(ends) == 1 else None)


def _own_doer(told: Told, place: tuple[int, int]) -> str:
    """Who alone is to do what several agreed: "they agreed that Norland would cut its duty"; or nobody."""
    named = [
        each for each in told.mentions
        if each.party and each.start < place[1] and _GOES_ON.match(told.text, each.end)
        and _THAT.search(told.text[: each.start]) and not re.search(r"[,;]", told.text[each.end : place[0]])
    ]  # fmt: skip
    if not named:
        return ""
    state = told.scene.record.state_of
    return next((each for each in told.by if state(each) == state(named[-1].party)), "")


def _promised(told: Told) -> tuple[int, int] | None:
    """Where the words of the promise stand; None if the deed is none."""
    stop = _whole(told)
    if (named := _OF_DEED.search(told.text, told.deed.verb[1], stop)) and (
        cut := _STOPS.search(told.text, named.end())
    ):
        stop = min(stop, cut.start())
    if told.form == "noun":
        start = _of_noun(told)
    elif told.governor in chains.PROMISES:
        start = told.deed.verb[0] + (3 if told.verb.startswith("to ") else 0)
    elif told.complement and chains.heads(told.verb) in chains.PROMISES:
        return None  # each verb that depends on it is a promise of its own
    else:
        start = _of_verb(told)
    return (start, stop) if start >= 0 else None


def _whole(told: Told) -> int:
    """Where the words of the deed end, with a verb joined to its own by "or": "to suspend or remove its duties"."""
    stop = told.deed.clause[1]
    joined = _OR.match(told.text, told.deed.verb[1]) if stop - told.deed.verb[1] < _NEXT else None
    if joined is None:
        return stop
    return min(len(told.text.rstrip(".")), _STOPS.search(told.text, joined.end()).start())  # type: ignore[union-attr]


def _of_noun(told: Told) -> int:
    """Where what a pledge is to do begins, or -1."""
    if told.noun not in phrases.terms("promises.nouns"):
        return -1
    after, before = told.deed.actor[0].end, told.deed.verb[1]
    found = max(told.text.rfind(word, after, before) for word in (" to ", " would ", " will "))
    return found + 1 if found >= 0 else -1


def _of_verb(told: Told) -> int:
    """Where what a party agrees, or will do, begins, or -1."""
    lists, words = phrases.lists("promises.verbs"), phrases.words_of(told.text)
    window = max(told.deed.clause[0], told.deed.verb[0] - _REACH)
    for each in lists.within(words, window, told.deed.verb[1]):
        if told.text[: each.end].endswith(" to"):
            return each.end - 2
        if opened := _COMPLEMENT.match(told.text, each.end):
            return opened.end()
        if opened := _OF_DEED.match(told.text, each.end):
            return opened.start("deed")
    under = any(each.sure and each.kind == "agreement" for each in (*told.landmarks, *told.passage))
    agreed = told.mood.modality == "announced" and (under or _DEAL.search(told.text))
    will = _WILL.search(told.text, max(0, told.deed.verb[0] - 14), told.deed.clause[1])
    if will and told.deed.passive:
        return told.deed.clause[0] if told.mood.modality == "promised" or agreed else -1
    return will.start(1) if will and (told.mood.modality == "promised" or agreed) else -1


def _each(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each promise in the words of one: "to cap emissions by 2030 and reach 20 percent" holds two."""
    aside = _EXAMPLE.search(text, start, end)
    end = aside.start() if aside else end
    other = _AND_TO.search(text, start, end)  # the next infinitive is a deed of its own
    end = other.start() if other else end
    begins = start
    for joint in _AND.finditer(text, start + 8, end):
        if joint["verb"] in _SPLITS:
            yield _cut(text, begins, joint.start())
            begins = joint.start("verb")
    yield _cut(text, begins, end)


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a promise, cut before what is joined to them where they are too many to be quoted."""
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) <= _MOST:
        return start, end
    limit = start + words[_MOST - 1].end()
    joints = [
        found.start()
        for found in re.finditer(r",|;| (?:and|as well as|while|but|as|in exchange|in return)\b", text[start:limit])
    ]
    late = [each for each in joints if each > (limit - start) // 4]
    return start, start + late[-1] if late else limit


def _concrete(words: str) -> bool:
    """True if the first verb of a promise is one whose keeping can be seen, or an amount or a date is named."""
    if _OF_DEED.match(f" {words}"):
        return True
    first = re.search(r"\b(?:to|will|would|shall|that)?\s*(?:not )?(?:[a-z]+ly )?([a-z]+)", _BARE.sub("", words))
    lead = [each.stem for each in phrases.words_of(words)[:8]]
    stems = {phrases.words_of(each)[0].stem for each in phrases.terms("promises.concrete") if " " not in each}
    vague = {phrases.words_of(each)[0].stem for each in phrases.terms("promises.vague")}
    hits = [each for each in lead if each in stems or each in vague]
    return bool(first) and bool(hits) and hits[0] in stems


def _issue(told: Told, place: tuple[int, int]) -> str:
    """The issue by the words of the promise, else by those of its half of the sentence."""
    issue = told.scene.topics.issue
    return issue(told.text[slice(*place)]).id or issue(told.matter(*_half(told, place))).id


def _half(told: Told, place: tuple[int, int]) -> tuple[int, int]:
    """The half of a sentence in which a promise stands, if each side has its own: "A will ..., and B will ..."."""
    record = told.scene.record
    start, stop = 0, len(told.text)
    for joint in _HALVES.finditer(told.text):
        who = next((each for each in told.mentions if each.start >= joint.end()), None)
        if who is None or who.start - joint.end() > _NEXT + 1 or not who.party:
            continue
        others = {record.state_of(each.party) for each in told.mentions if each.party and each.start < joint.start()}
        if others and record.state_of(who.party) not in others:
            start, stop = (joint.end(), stop) if joint.end() <= place[0] else (start, min(stop, joint.start()))
    return start, stop


def _draft(told: Told, by: str, toward: list[str], place: tuple[int, int], shared: Dated | None = None) -> Draft:
    words = told.text[slice(*place)]
    text = _plain(_without_day(told, place))
    issue, deal = _issue(told, place), _deal(told, by)
    at, term, amount = _made_in(told, deal), term_told(told, place, shared), _amount(told, place)
    made = str(at.when)
    values: dict[str, Raw] = {
        "commitment": "...", "text": text, "obligor": by, "obligee": list(toward), "made": made,
        "issue": issue or "relationship", "done_when": f"It is seen to be so: {text[:1].lower()}{text[1:]}",
        "asserted": [{"by": by, "on": made}],
    }  # fmt: skip
    target: dict[str, Raw] = {"target": _target(amount, words)} if amount else {}
    under: dict[str, Raw] = {"agreement": deal} if deal else {}
    if deal and not term.deadline and (known := term_of_twin(told, by, deal, target.get("target"))):
        term = known
        values |= {**target, **under, **term.values}
    else:
        values |= {**term.values, **target, **under}
    spans = [told.deed.verb, place, *([at.span] if at.span else [])]
    spans += [(each.start, each.end) for each in (*told.deed.actor, *([term.end] if term.end else ()))]
    return Draft(
        kind="commitment", values=values, score=0.75, modality="promised",
        spans=(*spans, *([(amount.start, amount.end)] if amount else [])),
        elsewhere=told.inferred | term.elsewhere | ({made} if at.span is None else set()),
        negated=None, mutual=len(told.by) > 1, reasons=(told.verb,),
        doubts=tuple(each for each in (at.doubt, *term.doubts, *_reserves(told, issue)) if each),
    )  # fmt: skip


def _reserves(told: Told, issue: str) -> Iterator[str]:
    """What else is doubtful about a promise."""
    if _SHARED.search(told.text):
        yield "it is only reported: that the side itself says so is not in the words"
    if told.mood.modality == "conditional":
        yield "it hangs on a condition, which is to be written down with it"
    if not issue:
        yield NO_ISSUE


def _deal(told: Told, by: str) -> str:
    """The agreement of that side that the passage names; empty if it names none."""
    record = told.scene.record
    named = (each.entry for each in (*told.landmarks, *told.passage) if each.kind == "agreement" and each.sure)
    first = next(named, "")
    return first if first and by in getattr(record.entry(first), "parties", ()) else ""


def _made_in(told: Told, deal: str) -> Day:
    """The day of a promise: its own, or from the day on which its deal was agreed to that on which it was signed."""
    entry = told.scene.record.entry(deal) if deal else None
    if told.at.span is not None or not isinstance(entry, Agreement):
        return told.at
    days = [each.on for each in entry.steps if each.step in ("agreed", "signed")]
    if len(days) < 2 or (days[-1].last - days[0].first).days > _DRAFTING:
        return told.at
    text = f"{days[0].first.isoformat()}/{days[-1].last.isoformat()}"
    return Day(when=when(text), doubt=f"the days are those of {deal} in the record, agreed and signed")


def _plain(words: str) -> str:
    text = _BARE.sub("", " ".join(words.split()))
    text = re.sub(r" (?:that |which )?(?:it|they|he|she|we)$", "", text)
    text = re.sub(r"^(?:(?:that|to|will|would|shall|reportedly|also|then|soon)\s+)+", "", text)
    if _OF_DEED.match(f" {text}"):
        text = re.sub(r"^(?:an?|the) ", "", text)
    text = re.sub(r" as (?:soon|long)$", "", shortened(text, 24))
    return text[:1].upper() + text[1:]


def _without_day(told: Told, place: tuple[int, int]) -> str:
    """The words of a promise up to those that tell when it was made: "to lift it, during last week's talks"."""
    day = told.day.span if told.day else None
    if day is None or not place[0] < day[0] < place[1]:
        return told.text[slice(*place)]
    said = _ON.sub("", told.text[place[0] : day[0]])
    return said if " " in said.removeprefix("to ") else told.text[slice(*place)]


def _amount(told: Told, place: tuple[int, int]) -> Amount | None:
    """The one quantity promised."""
    found = [each for each in told.amounts if place[0] <= each.start < place[1] and each.value is not None
             and each.kind in ("percent", "points", "money", "quantity", "count") and each.role != "from"]  # fmt: skip
    found = [each for each in found if each.kind != "count" or (each.value or 0) > 1]
    found = [each for each in found if each.kind != "count" or not _THE.search(told.text[: each.start])]
    found = [each for each in found if not _IN_ALL.search(told.text[: each.start])]  # of both sides, or of many
    return found[0] if len(found) == 1 else None


def _target(amount: Amount, words: str) -> dict[str, Raw]:
    value, unit = amount.value or Decimal(0), amount.unit or "units"
    if amount.kind == "money" and value >= 10**9:
        value, unit = value / 10**9, f"{unit} billion"
    elif value >= 10**6 and amount.kind in ("money", "quantity", "count"):
        value, unit = value / 10**6, f"{unit} million" if amount.kind == "money" else f"million {unit}"
    bound = _BOUNDS[amount.bound] or ("at most" if _SHARE.search(words) and amount.role == "to" else "at least")
    return {"amount": f"{value.normalize():f}", "unit": unit, "bound": bound}
