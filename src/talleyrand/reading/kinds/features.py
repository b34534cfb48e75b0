"""What of a sentence tells who did what to whom: its words with the two named sides masked, and what our lists find.

Masked    a sentence with the actor as ACT and the target as TGT, in stems
Feature   a name such as "H:aid.money" (the act's head speaks of money given) with its weight
Block     a function from a masked sentence to features

A heading such as `H` says where a phrase stands: the head of the actor's clause, what follows it, between the sides,
before the target, or anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from talleyrand.reading.language.lexicon import PLAIN, Hit, Lexicon, shipped
from talleyrand.reading.language.stems import stem, tokens

ACTOR, TARGET, OTHER = "ACT", "TGT", "OTH"
A, T = ACTOR.lower(), TARGET.lower()
HEAD_REACH = 14
WINDOW = 3
RELATIVE = frozenset(("who", "which", "whose", "where", "whom"))
SAY = frozenset(("say", "tell", "announce", "declare", "state", "argu", "insist", "repeat", "add", "write"))
STOPS = frozenset(".;!?:")
QUOTES = frozenset('"“”')
FUTURE = frozenset(("will", "would", "shall", "may", "might", "could", "can", "to"))
NEGATIVE = frozenset(("not", "n't", "no", "never", "neither", "nor", "without", "cannot"))
IF = frozenset(("if", "unless", "provid", "once", "until", "should"))
POSSESSIVE = ("'s",)
ARTICLES = frozenset(("the", "a", "an"))
WORDS_WEIGHT, HITS_WEIGHT = 3.0, 1.0


Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A sentence with its two sides masked.

    Attributes:
        text: the sentence with masks in place of names, for blocks that read more than stems.
        stems: stems of its words; the actor is "act", the target "tgt".
        actor: where the actor first stands, -1 if it does not.
        target: where the target first stands, -1 if it does not.
        original: the sentence as it was written, for blocks that read it whole.
        sides: start and end of actor and target in the original; nothing for one that does not stand there.
    """

    text: str
    stems: tuple[str, ...]
    actor: int
    target: int
    original: str = field(default="", repr=False, compare=False)
    sides: tuple[Place | None, Place | None] = field(default=(None, None), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The words that most likely name the coded act.

    Attributes:
        hits: what our lists find there.
        following: the next typed hits after them.
        marks: how the act is put: passive, reported, future, negative, conditional.
        hows: words before the head that turn the act, such as "plan" or "refuse".
    """

    hits: tuple[Hit, ...]
    following: tuple[Hit, ...]
    marks: tuple[str, ...]
    hows: tuple[str, ...]


Feature = tuple[str, float]
Block = Callable[[Masked], Iterator[Feature]]


def masked(text: str, actor: str, target: str, others: Sequence[str] = ()) -> Masked:
    """A sentence in stems with its actor, its target and other named parties masked.

    Args:
        text: the sentence.
        actor: words of it that name who acts; may be empty.
        target: words of it that name toward whom; may be empty.
        others: further mentions, masked as a third party.

    >>> masked("Oslo praised Lima.", "Oslo", "Lima")
    Masked(text=' ACT  praised  TGT .', stems=('act', 'prais', 'tgt', '.'), actor=0, target=2)
    """
    original, sides = text, (_span(text, actor), _span(text, target))
    text = _replaced(text, actor, ACTOR)
    text = _replaced(text, target, TARGET)
    for other in others:
        text = _replaced(text, other, OTHER)
    stems = tuple(stem(word) for word in tokens(text))
    actor_at, target_at = _place(stems, A), _place(stems, T)
    return Masked(text=text, stems=stems, actor=actor_at, target=target_at, original=original, sides=sides)


def _whole(span: str) -> re.Pattern[str]:
    """What finds a span that stands as whole words."""
    return re.compile(rf"(?<!\w){re.escape(span)}(?!\w)")


def _span(text: str, span: str) -> Place | None:
    """Start and end of the first place that `_replaced` would mask."""
    if not span.strip():
        return None
    found = _whole(span).search(text) or re.search(re.escape(span), text, flags=re.IGNORECASE)
    return found.span() if found else None


def _replaced(text: str, span: str, mask: str) -> str:
    """A text with every whole occurrence of a span replaced; of a span that never stands whole, the first."""
    if not span.strip():
        return text
    replaced, count = _whole(span).subn(f" {mask} ", text)
    return replaced if count else re.sub(re.escape(span), f" {mask} ", text, count=1, flags=re.IGNORECASE)


def _place(stems: Sequence[str], word: str) -> int:
    """Where a stem first stands, -1 if it does not."""
    return stems.index(word) if word in stems else -1


def words(sentence: Masked) -> Iterator[Feature]:
    """Single stems, pairs and triples, and zones about the two sides; of one length in all."""
    stems = sentence.stems
    names = [f"w {s}" for s in stems]
    names += [f"b {one} {two}" for one, two in pairwise(stems)]
    names += [
        f"t {' '.join(stems[i : i + 3])}"
        for i in range(len(stems) - 2)
        if A in stems[i : i + 3] or T in stems[i : i + 3]
    ]
    if sentence.actor >= 0:
        names += [f"a {s}" for s in stems[sentence.actor + 1 : sentence.actor + 1 + WINDOW]]
    if sentence.target >= 0:
        names += [f"v {s}" for s in stems[max(0, sentence.target - WINDOW) : sentence.target]]
    low, high = sorted((sentence.actor, sentence.target))
    if low >= 0:
        names += [f"m {s}" for s in stems[low + 1 : high]]
    yield from _evenly(names)


def letters(sentence: Masked) -> Iterator[Feature]:
    """Four letters in a row inside stems, where they begin and where they end; of one length in all."""
    yield from _evenly([name for word in sentence.stems for name in _fours(word)])


@lru_cache(maxsize=65_536)
def _fours(word: str) -> tuple[str, ...]:
    """Every four letters in a row of a stem with its edges."""
    edged = f"^{word}$" if len(word) > 3 and word.isalpha() else ""
    return tuple(f"c {edged[at : at + 4]}" for at in range(len(edged) - 3))


def _evenly(names: Sequence[str]) -> Iterator[Feature]:
    """Each name once, with weights whose squares add up to that of `WORDS_WEIGHT`."""
    unique = dict.fromkeys(names)
    weight = WORDS_WEIGHT / sqrt(len(unique) or 1)
    for name in unique:
        yield name, weight


def acts(sentence: Masked, lists: Lexicon | None = None) -> Iterator[Feature]:
    """What our lists find, by place, and how the head of the actor's clause is put."""
    lists = lists or shipped()
    found = lists.hits(sentence.stems)
    found += lists.paired(sentence.stems, found)
    found.sort(key=lambda hit: hit.at)
    names: dict[str, float] = {}
    for hit in found:
        _counted(names, "L", hit, HITS_WEIGHT)
    low, high = sorted((sentence.actor, sentence.target))
    between = [hit for hit in found if low < hit.at < high] if low >= 0 else []
    for hit in between:
        _counted(names, "M", hit, HITS_WEIGHT)
    before = [hit for hit in found if hit.at < sentence.target and hit.type not in PLAIN]
    for hit in before:
        if before[-1].at == hit.at:
            _counted(names, "V", hit, HITS_WEIGHT)
    _headed(names, head(sentence, found))
    yield from names.items()


def _counted(names: dict[str, float], place: str, hit: Hit, weight: float) -> None:
    """A hit's class and type at a place, noted once."""
    names[f"{place}:{hit.kind}"] = weight
    kind = hit.kind[5:].lower() if hit.type == "pair" else hit.type
    if kind not in PLAIN:
        names[f"{place}={kind}"] = weight


def _headed(names: dict[str, float], top: Head) -> None:
    """The features of the head: its classes, alone and under each mark, and what follows."""
    kinds = dict.fromkeys(hit.kind[5:].lower() if hit.type == "pair" else hit.type for hit in top.hits)
    for hit in top.hits:
        names[f"H:{hit.kind}"] = 1.0
    for kind in kinds:
        names[f"H={kind}"] = 1.0 / sqrt(len(kinds))
        for mark in (*top.marks, *top.hows):
            names[f"H={kind}&{mark}"] = 0.7
        for hit in top.following:
            names[f"H={kind}>{hit.type}"] = 0.7
    for hit in top.following:
        _counted(names, "N", hit, HITS_WEIGHT)
    for mark in (*top.marks, *top.hows):
        names[f"&{mark}"] = 0.5
    if not top.hits:
        names["H-"] = 1.0


def head(sentence: Masked, found: Sequence[Hit]) -> Head:
    """Where the coded act most likely is named, by rules of English order.

    "... by ACT" looks back; "..., said ACT" looks from the start; else the first phrase of our lists after the actor,
    past an insertion between commas.
    """
    stems, actor = sentence.stems, sentence.actor
    typed = [hit for hit in found if hit.type not in PLAIN]
    start, marks = 0, ["unmarked"]
    if actor < 0:
        marks = ["lost"]
    elif _by(stems, actor):
        places = [hit.at for hit in typed if actor - HEAD_REACH <= hit.at < actor]
        return _head_at(sentence, found, places[-1] if places else -1, 0, ["by"])
    elif _said_last(stems, actor):
        marks = ["reported"]
    else:
        start = _past_insertion(stems, actor + 1)
    places = [hit.at for hit in typed if hit.at >= start and not _cut(stems, start, hit.at)]
    return _head_at(sentence, found, places[0] if places else -1, start, marks)


def _head_at(sentence: Masked, found: Sequence[Hit], at: int, start: int, marks: list[str]) -> Head:
    """The head that stands at a place, with what surrounds it."""
    stems = sentence.stems
    if at < 0:
        return Head((), (), tuple(marks), ())
    near = stems[max(start, at - 5) : at]
    if FUTURE.intersection(near):
        marks = [*marks, "future"]
    if NEGATIVE.intersection(stems[max(start, at - 4) : at + 2]):
        marks = [*marks, "negative"]
    if IF.intersection(stems):
        marks = [*marks, "if"]
    marks += _order(sentence, at)
    hows = dict.fromkeys(h.kind for h in found if h.type == "how" and max(start, at - 6) <= h.at <= at)
    here = tuple(h for h in found if h.at == at and h.type not in PLAIN)
    typed = [h for h in found if h.at > at and h.type not in PLAIN]
    following = tuple(h for h in typed if h.at == typed[0].at and h.at - at <= HEAD_REACH)
    return Head(here, following, tuple(marks), tuple(hows))


def _order(sentence: Masked, at: int) -> list[str]:
    """On which side of the head the target stands, if it is near."""
    if sentence.target < 0:
        return []
    return ["target-after" if sentence.target > at else "target-before"]


def _by(stems: Sequence[str], actor: int) -> bool:
    """Whether "by" stands before the actor, an article aside."""
    return any(word == "by" for word in stems[max(0, actor - 2) : actor]) and stems[actor - 1] in ARTICLES | {"by"}


def _said_last(stems: Sequence[str], actor: int) -> bool:
    """Whether the actor is the speaker named after what was said."""
    if actor < 6:
        return False
    after = stems[actor + 1 : actor + 4]
    said = SAY.intersection(stems[actor - 2 : actor]) or (SAY.intersection(after) and "," in stems[actor - 3 : actor])
    return bool(said) and (stems[actor - 1] in SAY | ARTICLES | {","} or "," in stems[actor - 3 : actor])


def _past_insertion(stems: Sequence[str], start: int) -> int:
    """Where the actor's clause goes on after ", which ..., " or ", once its ally, "."""
    if start < len(stems) and (stems[start] == "," or stems[start] in RELATIVE):
        for place in range(start + 2, min(start + 18, len(stems))):
            if stems[place] == ",":
                return place + 1
    return start


def _cut(stems: Sequence[str], start: int, at: int) -> bool:
    """Whether a sentence or a long reach ends between two places."""
    return at - start > HEAD_REACH or any(word in STOPS for word in stems[start:at])


def cues(sentence: Masked) -> Iterator[Feature]:
    """The order of the two sides, what stands right beside them, quotation, figures and length."""
    stems, actor, target = sentence.stems, sentence.actor, sentence.target
    yield "bias", 1.0
    if actor >= 0:
        yield f"x by {_by(stems, actor)}", 0.5
        yield f"x possessive {stems[actor + 1 : actor + 2] == POSSESSIVE}", 0.5
        yield f"x after {stems[actor + 1] if actor + 1 < len(stems) else '.'}", 0.5
        yield f"x said {_said_last(stems, actor)}", 0.5
    if actor >= 0 and target >= 0:
        yield f"x first {actor < target}", 0.5
        yield f"x apart {min(abs(actor - target) // 4, 4)}", 0.5
        if stems[target - 1] in ("and", "with", "between"):
            yield f"x beside {stems[target - 1]}", 0.5
    if QUOTES.intersection(stems):
        yield "x quoted", 0.5
    for name, marks in (("future", FUTURE), ("negative", NEGATIVE), ("if", IF)):
        if marks.intersection(stems):
            yield f"x {name}", 0.5


def is_of_words(name: str) -> bool:
    """Whether a feature is one of the sentence's own words or letters, of which rare ones tell more."""
    return name[1:2] == " " and name[0] != "x"
