"""Commitments: promises that are discrete, specific, public and about the future, with deadline and quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from talleyrand.reading.deeds import chains
from talleyrand.reading.language import phrases
from talleyrand.reading.language.amounts import Amount
from talleyrand.reading.language.times import Dated
from talleyrand.reading.rules.dating import Day
from talleyrand.reading.rules.told import NO_ISSUE, Draft, Told, ahead, shortened
from talleyrand.record.dates import when
from talleyrand.record.entries import Agreement, Commitment
from talleyrand.record.syntax import Raw

_WILL = re.compile(r"\b(?:will|would|shall) (?:not )?(?:also |soon |then )?([a-z]+)")
_REFRAIN = re.compile(
    r"\b(?:refrain|abstain|never|not to|not (?!only)|no longer|stop|cease|would not|will not|maintain)\b"
)
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
_AFTER = 30  # characters after a promise in which its end may stand
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
    ends = [each for place in places if (each := _end(told, place)) and each.bound in _BOUNDED]
    for place in places:
        if not _concrete(told.text[slice(*place)]):
            continue
        own = _own_doer(told, place)
        for by in (own,) if own else told.by:
            toward = [each for each in (*told.toward, *told.by) if each != by][:1]
            # The term of a deal is no day by which to perform, and what is for a time does not stand without end.
            endless = _FOR_A_TIME.match(told.text[slice(*place)]) and not (_end(told, place) or ends)
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
    text = _plain(words)
    issue = _issue(told, place)
    deal = _deal(told, by)
    at = _made_in(told, deal)
    made = str(at.when)
    values: dict[str, Raw] = {
        "commitment": "...", "text": text, "obligor": by, "obligee": list(toward), "made": made,
        "issue": issue or "relationship", "done_when": f"It is seen to be so: {text[:1].lower()}{text[1:]}",
        "asserted": [{"by": by, "on": made}],
    }  # fmt: skip
    deadline = _end(told, place)
    borrowed = deadline is None and shared is not None and not _REFRAIN.search(words)
    deadline = shared if borrowed else deadline
    elsewhere = set(told.inferred) | ({made} if at.span is None else set())
    spans = [
        told.deed.verb,
        place,
        *([at.span] if at.span else []),
        *((each.start, each.end) for each in told.deed.actor),
    ]
    doubts = [at.doubt]
    if deadline is not None and ahead(deadline, told.at.when).last > told.at.when.first:
        values["deadline"] = _deadline(told, deadline)
        if values["deadline"] != str(deadline.when):
            elsewhere.add(str(values["deadline"]))
        spans.append((deadline.start, deadline.end))
        if borrowed:
            doubts.append("the deadline stands with another promise of the same words")
        if deadline.doubt:
            doubts.append(f"deadline: {deadline.doubt}")
    else:
        values["standing"] = "yes"
        if not _REFRAIN.search(words):
            doubts.append("no deadline in the words: it stands until it is kept")
    if (amount := _amount(told, place)) is not None:
        values["target"] = _target(amount, words)
        spans.append((amount.start, amount.end))
    if deal:
        values["agreement"] = deal
        twin = _twin(told, by, deal, values.get("target"))
        if twin is not None and twin.deadline and "standing" in values:
            del values["standing"]
            values["deadline"] = str(twin.deadline)
            elsewhere.add(str(twin.deadline))
            doubts = [each for each in doubts if "deadline in the words" not in each]
            doubts.append(f"no deadline in the words: it is that of {twin.id} in the record")
    doubts += _reserves(told, issue)
    return Draft(
        kind="commitment", values=values, spans=tuple(spans), score=0.75, modality="promised",
        elsewhere=frozenset(elsewhere), negated=None, mutual=len(told.by) > 1, reasons=(told.verb,),
        doubts=tuple(each for each in doubts if each),
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


def _twin(told: Told, by: str, deal: str, target: Raw | None) -> Commitment | None:
    """The commitment of the record under the same deal with the same quantity."""
    amount = target.get("amount") if isinstance(target, dict) else None
    found = [
        each for each in told.scene.record.of(Commitment)
        if each.agreement == deal and told.scene.record.state_of(each.obligor) == by
        and each.target and amount and each.target.amount == Decimal(str(amount))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    text = _BARE.sub("", " ".join(words.split()))
    text = re.sub(r" (?:that |which )?(?:it|they|he|she|we)$", "", text)
    text = re.sub(r"^(?:(?:that|to|will|would|shall|reportedly|also|then|soon)\s+)+", "", text)
    if _OF_DEED.match(f" {text}"):
        text = re.sub(r"^(?:an?|the) ", "", text)
    text = shortened(text, 24)
    return text[:1].upper() + text[1:]


def _end(told: Told, place: tuple[int, int]) -> Dated | None:
    """The date by which a promise is to be kept: one told as its end, or else one that lies ahead of it."""
    near = [each for each in told.dates if place[0] <= each.start < place[1] + _AFTER]
    ends = [each for each in near if each.bound in ("by", "until", "before", "within")]
    last = told.at.when.last
    ahead_of = [
        each for each in near if not each.bound and each.end <= place[1] and ahead(each, told.at.when).first > last
    ]
    return next(iter((*ends, *ahead_of)), None)


def _deadline(told: Told, deadline: Dated) -> str:
    """The last day; counted from the day of the promise where it is told as "within two months"."""
    written, made = told.scene.written, told.at.when.last
    if deadline.bound == "within" and deadline.how != "written" and written is not None and made < written:
        return (made + (deadline.when.last - written)).isoformat()
    return _last(ahead(deadline, told.at.when).last, str(ahead(deadline, told.at.when)))


def _last(day: date, text: str) -> str:
    return day.isoformat() if len(text) <= 8 else text.partition("/")[2] or text


def _amount(told: Told, place: tuple[int, int]) -> Amount | None:
    """The one quantity promised."""
    found = [each for each in told.amounts if place[0] <= each.start < place[1] and each.value is not None
             and each.kind in ("percent", "points", "money", "quantity", "count") and each.role != "from"]  # fmt: skip
    found = [each for each in found if each.kind != "count" or (each.value or 0) > 1]
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
