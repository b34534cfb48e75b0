"""How the deeds of one sentence hang together: which governs which, what shares a subject, which date is whose.

Linked  a deed with the verb that governs it, its words with what depends on it, and the dates that are its own
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.language.stems import stem
from talleyrand.reading.language.times import Dated

_TO = re.compile(r"(?:not )?to\b")
_BY_DOING = re.compile(r"\bby (?:\w+ly )?$")  # "hit them by raising duties": what is done, and how
_OPEN = re.compile(r"\b(?:can|could|may|might|must|shall|should|will|would|to)\b")
_DEPENDS = re.compile(r"\b(?:from|of|by|in|for|without|with|on|to) (?:\w+ly )?$")
_LISTED_NOUNS = re.compile(r"[“\"][\w-]+(?:, [\w-]+)*(?:,| and|, and) $")  # the “harassment, ramming and blocking”
_AND_DOING = re.compile(
    r"\b(?:of|for|on|about|from|without) (?:\w+ly )?\w+ing\b[^,;:]* and $"
)  # "talked of meeting and opening"
REDUCED = re.compile(r"(?:[a-z]+ed|made|taken|put|held|sent|sold|bound|meant|born|hit)")  # "the duty linked to timber"
_RELATIVE = re.compile(r"(?:that|which|who|whose)\b|.{0,40}\b(?:which|who)\b")
_SAYS = frozenset(
    stem(each)
    for each in [
        "insist",
        "demand",
        "request",
        "propose",
        "agree",
        "pledge",
        "promise",
        "vow",
        "warn",
        "argue",
        "claim",
        "urge",
        "say",
        "announce",
        "declare",
        "maintain",
        "reiterate",
        "indicate",
        "suggest",
        "contend",
    ]
)
# What these verbs govern is done, or begun.
FACTS = frozenset(
    stem(each)
    for each in [
        "prompt",
        "cause",
        "drive",
        "induce",
        "provoke",
        "force",
        "compel",
        "manage",
        "begin",
        "start",
        "continue",
        "proceed",
        "help",
        "move",
        "rush",
    ]
)
# What these govern is only promised, or decided.
PROMISES = frozenset(stem(each) for each in "agree pledge promise vow commit undertake guarantee consent swear".split())  # noqa: SIM905
DECIDES = frozenset(stem(each) for each in "decide plan intend choose announce prepare opt due set schedule".split())  # noqa: SIM905
_WHEN = re.compile(r"\bwhen(?: the)? $")
LETS = frozenset({"let", "mak", "help", "hav"})
NEAR = 60
# "both current and proposed controls", "an aggressive and coordinated campaign": no verb, but a second adjective.
_ADJECTIVES = re.compile(
    r"\b(?:an?|the|its|their|any|all|both|such) (?:\w+ly )?"
    r"(?:[\w-]+(?:ive|al|ic|ous|ful|ant|able|ible)|current|existing|present|past|new|future) (?:and|or) $"
)
_NO_VERB = frozenset({"goods", "under", "May", "soon", "means", "last", "next", "past", "quickly"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A deed and what hangs on it.

    Attributes:
        deed: with its clause stretched over what depends on its verb.
        governor: the stem of the verb that governs it; empty if none does.
        complement: true if another verb depends on it.
        days: the dates of the sentence that may be its own, the likeliest group first.
    """

    deed: Deed
    governor: str
    complement: bool
    days: tuple[tuple[Dated, ...], ...]


def linked(sentence: str, deeds: Sequence[Deed], days: Sequence[Dated]) -> tuple[Linked, ...]:
    """The deeds of a sentence, each with what hangs on it."""
    deeds = _with_listed(sentence, [_active(sentence, each) for each in _verbs_only(sentence, deeds)])
    governors = [_governor(sentence, deeds, place) for place in range(len(deeds))]
    owners = [_owner(sentence, deeds, day) for day in days]
    found = []
    for place, deed in enumerate(deeds):
        end = _end(sentence, deeds, governors, place)
        group = _groups(sentence, deeds, governors, place)
        own = tuple(tuple(day for day, owner in zip(days, owners, strict=True) if owner in each) for each in group)
        governor = governors[place]
        found.append(
            Linked(
                deed=replace(deed, clause=(deed.clause[0], max(end, deed.verb[1]))),
                governor=_stem(sentence, deeds[governor]) if governor is not None else _loose(sentence, deed),
                complement=place in governors,
                days=own,
            )
        )
    return tuple(found)


def _loose(sentence: str, deed: Deed) -> str:
    """A mark for a verb that names no deed of its own: a purpose, or what stands after a preposition."""
    if _TO.match(sentence, deed.verb[0]):
        return "purpose"
    ing = re.match(r"(?:not )?(?:\w+ly )?\w+ing\b", sentence[slice(*deed.verb)])
    before = sentence[max(0, deed.verb[0] - 24) : deed.verb[0]]
    done = _BY_DOING.search(before) and not _OPEN.search(sentence[: deed.verb[0]])
    head = sentence[: deed.verb[0]]
    depends = _DEPENDS.search(before) or _AND_DOING.search(head) or _LISTED_NOUNS.search(head)
    return "purpose" if ing and depends and not done else ""


def heads(verb: str) -> str:
    """The stem of the last word of a verb group."""
    words = re.findall(r"[\w-]+", verb)
    return stem(words[-1]) if words else ""


def _stem(sentence: str, deed: Deed) -> str:
    return heads(sentence[slice(*deed.verb)])


def _governor(sentence: str, deeds: Sequence[Deed], place: int) -> int | None:
    """The deed whose verb governs an infinitive; None if it is none."""
    verb = deeds[place].verb
    if place == 0 or not _TO.match(sentence, verb[0]):
        return None
    before = place - 1
    between = sentence[deeds[before].verb[1] : verb[0]]
    while (
        before > 0
        and re.fullmatch(r"[^;:—]*\b(?:and|or) (?:also )?", between)
        and _TO.match(sentence, deeds[before].verb[0])
    ):
        return _governor(sentence, deeds, before)
    return before if len(between) <= NEAR and not re.search(r"[;:—]", between) else None


def _end(sentence: str, deeds: Sequence[Deed], governors: Sequence[int | None], place: int) -> int:
    """Where the words that depend on a deed's verb end."""
    end, first = deeds[place].clause[1], deeds[place]
    heads = {place}
    for ahead in range(place + 1, len(deeds)):
        deed = deeds[ahead]
        if deed.clause[0] > end + 8 or re.search(r"[;:—]", sentence[end : deed.clause[0]]):
            break
        said = first.verb == deed.speech or (ahead == place + 1 and _stem(sentence, first) in _SAYS)
        hangs = governors[ahead] in heads or _DEPENDS.search(sentence[max(0, deed.verb[0] - 24) : deed.verb[0]])
        joined = (
            not sentence[:end].rstrip().endswith((",", ";"))
            and re.fullmatch(r"[\s“\"]*(?:that\b.*)?", sentence[end : deed.verb[0]])
            and deed.clause[0] >= end - 1
        )
        lets = _stem(sentence, deeds[ahead - 1]) in LETS and not re.search(
            r"[,;:]", sentence[deeds[ahead - 1].verb[1] : deed.verb[0]]
        )
        bare = not deed.actor and REDUCED.fullmatch(sentence, *deed.verb) and sentence[end : deed.verb[0]] == " "
        if not (said or hangs or joined or lets or bare):
            end = _before(sentence, end, deed, first)
            break
        heads.add(ahead)
        end = max(end, deed.clause[1])
    return end


def _verbs_only(sentence: str, deeds: Sequence[Deed]) -> list[Deed]:
    """The deeds without those whose verb is a noun, which the clause before them takes in."""
    kept: list[Deed] = []
    for deed in deeds:
        verb = sentence[slice(*deed.verb)]
        noun = (
            not deed.actor
            and re.fullmatch(r"[a-z]+[^s]s", verb)
            and not re.search(r"\b(?:which|that|who|it|he|she) $", sentence[: deed.verb[0]])
        )
        noun = noun or (not deed.passive and _ADJECTIVES.search(sentence[: deed.verb[0]]) and verb.endswith("ed"))
        if verb not in _NO_VERB and not (noun and kept):
            kept.append(deed)
        elif kept:
            kept[-1] = replace(kept[-1], clause=(kept[-1].clause[0], max(kept[-1].clause[1], deed.clause[1])))
    return kept


def _with_listed(sentence: str, deeds: Sequence[Deed]) -> list[Deed]:
    """The deeds with those of a list that were passed over: "banned X, seized Y, and closed Z"."""
    found: list[Deed] = []
    for place, given in enumerate(deeds):
        deed = given
        if found and not deed.actor and _is_listed(sentence, found[-1], deed):
            deed = replace(deed, actor=found[-1].actor, clause=(deed.verb[0], deed.clause[1]), passive=False)
        found.append(deed)
        limit = deeds[place + 1].clause[0] if place + 1 < len(deeds) else len(sentence)
        if deed.actor and sentence[slice(*deed.verb)].endswith("ed"):
            for verb in _passed_over(sentence, deed.verb[1], limit):
                last = found.pop()
                cut = min(last.clause[1], verb[0])
                found += [
                    replace(last, clause=(last.clause[0], cut)),
                    replace(deed, verb=verb, clause=(verb[0], limit), target=()),
                ]
    return found


def _is_listed(sentence: str, before: Deed, deed: Deed) -> bool:
    """True if a verb without a subject stands in a list with the verb before it."""
    near = re.search(r",(?: and)? $", sentence[: deed.verb[0]]) is not None
    return bool(before.actor) and near and re.fullmatch(r"[a-z]+ed", sentence[slice(*deed.verb)]) is not None


def _passed_over(sentence: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    """Verbs in -ed after "and" or a comma that have an object or a preposition of their own."""
    for verb in _LISTED.finditer(sentence, start, limit):
        if not _APART.search(sentence, start, verb.start()) and _OBJECT.match(sentence, verb.end()):
            yield verb.span("verb")


_LISTED = re.compile(r"(?:, and |, | and )(?:\w+ly )?(?P<verb>[a-z]{3,}ed)\b")
_APART = re.compile(r"[;:]|\b(?:that|which|who)\b")
_OBJECT = re.compile(r" (?:the|a|an|its|their|his|her|on|with|in|to|for|all|some|more|[a-z]+-[a-z]+|\d)\b")


def _active(sentence: str, deed: Deed) -> Deed:
    """A deed whose verb was taken for a passive although whoever stands before it does it."""
    if (
        not deed.passive
        or deed.actor
        or not deed.target
        or re.search(r"\b(?:be|been|being|is|are|was|were|got)\b", sentence[slice(*deed.verb)])
    ):
        return deed
    lead = sentence[deed.clause[0] : deed.target[0].start]
    does = sentence[deed.target[0].end : deed.verb[0]] == " " and re.fullmatch(
        r"(?:(?:when|while|as|after|before|since|and|but|the) ?)*", lead, re.I
    )
    return replace(deed, actor=deed.target[:1], target=deed.target[1:], passive=False) if does else deed


def _before(sentence: str, end: int, deed: Deed, first: Deed) -> int:
    """The end of a clause, cut before a verb of another that it ran into."""
    if first.verb[1] < deed.verb[0] < end:
        end = deed.verb[0]
        if deed.clause[0] > first.verb[1]:
            end = min(end, deed.clause[0])
    words = sentence[first.clause[0] : end]
    return first.clause[0] + len(re.sub(r"[\s,]+(?:and|or|but)?\s*$", "", words))


def _owner(sentence: str, deeds: Sequence[Deed], day: Dated) -> int | None:
    """The deed in whose clause a date stands; None if it stands in none."""
    inside = [place for place, deed in enumerate(deeds) if deed.clause[0] <= day.start < deed.clause[1]]
    # What stands before a verb in -ing belongs to the verb before: "left it in 2008, with many doubting that".
    ahead = [place for place in inside if day.start >= deeds[place].verb[1] or not _is_gerund(sentence, deeds[place])]
    return max(ahead or inside, key=lambda place: deeds[place].clause[0], default=None)


def _is_gerund(sentence: str, deed: Deed) -> bool:
    return re.fullmatch(r"[a-z]+ing", sentence[slice(*deed.verb)]) is not None


def _groups(sentence: str, deeds: Sequence[Deed], governors: Sequence[int | None], place: int) -> list[set[int | None]]:
    """Whose dates may be a deed's, the likeliest first: its chain's, its subject's, nobody's, a speaker's."""
    chain: set[int | None] = {place}
    above = governors[place]
    while above is not None and above not in chain:
        chain.add(above)
        above = governors[above]
    if _stem(sentence, deeds[place]) in FACTS:
        chain |= {each for each, governor in enumerate(governors) if governor == place}
    deed = deeds[place]
    shared: set[int | None] = {
        each for each in range(place)
        if deeds[each].actor and _same(deeds[each], deed) and not _is_relative(sentence, deeds[each])
        and not sentence[deeds[each].verb[0] :].startswith("had ")
    }  # fmt: skip
    says: set[int | None] = {each for each, other in enumerate(deeds) if deed.speech and other.verb == deed.speech}
    lead: set[int | None] = set()
    if re.match(
        r"(?:When|While)\b|(?:In|At|During|With) (?:a|an|the|its|their) [^,]{4,90},[”\"]? ", sentence
    ):  # what is told first sets the time of what follows
        lead = {each for each in range(place) if deeds[each].clause[1] <= deed.clause[0]}
    below: set[int | None] = {
        each for each, governor in enumerate(governors) if governor == place
    }  # "asked them to talk on 3 May"
    eve: set[int | None] = {  # "broke with them after they had met in 2016"
        each for each in range(place + 1, len(deeds))
        if any(sentence[:start].endswith(("after ", "after the ")) for start in _starts(deeds[each]))
    }  # fmt: skip
    then: set[int | None] = {  # "imposed it when ties soured in 2020", and the other way round
        one for one, ahead in ((place + 1, place + 1), (place - 1, place))
        if one >= 0 and ahead < len(deeds) and any(_WHEN.search(sentence[:start]) for start in _starts(deeds[ahead]))
    }  # fmt: skip
    nobody: set[int | None] = {None}
    return [
        chain, shared - chain, then - chain, nobody, lead - chain, below - chain, eve - chain - shared, says - chain,
    ]  # fmt: skip


def _starts(deed: Deed) -> tuple[int, ...]:
    return deed.clause[0], *(each.start for each in deed.actor[:1])


def _same(one: Deed, other: Deed) -> bool:
    """True if the same sides act in both, under whatever name."""
    return one.actor == other.actor or (
        bool(one.actor) and {each.party for each in one.actor} == {each.party for each in other.actor} != {""}
    )


def _is_relative(sentence: str, deed: Deed) -> bool:
    return bool(_RELATIVE.match(sentence, deed.clause[0]))
