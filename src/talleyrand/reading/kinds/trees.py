"""What the parse of a sentence tells of who did what to whom: the verbs and nouns on which the two sides hang.

Sprig   one side in a parse: its word, the words above it up to a verb, and that verb
Found   the names that a parse gives: of words, and of classes of our lists
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from talleyrand.reading.kinds.features import WORDS_WEIGHT, Feature, Masked, Place
from talleyrand.reading.kinds.parsing import Tree, parsed
from talleyrand.reading.language.lexicon import PLAIN, Hit, Lexicon, shipped
from talleyrand.reading.language.stems import stem

Word = Any  # spacy.tokens.Token

OBJECTS = frozenset(("dobj", "attr", "oprd", "acomp", "nsubjpass", "dative"))
CLAUSES = frozenset(("xcomp", "ccomp", "advcl", "conj"))
WITHIN = frozenset(("xcomp", "ccomp", "advcl", "relcl", "acl"))
NO_VERBS = frozenset(("amod", "aux", "auxpass", "compound"))
CONTENT = frozenset(("NN", "VB", "JJ"))
SIDE = "*"  # stands for a word that names one of the two sides
HIGHEST = 3
DEEPEST = 4
MARK_WEIGHT, SHAPE_WEIGHT = 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Sprig:
    """One side in a parse.

    Attributes:
        key: "a" for the actor, "t" for the target.
        path: how each word hangs on the next, from the side up to its verb.
        nouns: the words between.
        verb: the first verb above, or the top of the sentence.
    """

    key: str
    path: tuple[str, ...]
    nouns: tuple[Word, ...]
    verb: Word

    @property
    def role(self) -> str:
        """How the side's part hangs on its verb."""
        return self.path[-1] if self.path else "self"


class Found:
    """The names that a parse gives.

    It guards that a word of one of the two sides is never named: it stands as `SIDE`.
    """

    def __init__(self, tree: Tree, sides: Sequence[Place | None], lists: Lexicon) -> None:
        self.stems = [stem(word.text) for word in tree]
        self.inside = {word.i for word in tree if any(_touches(word, side) for side in sides)}
        self.at: dict[int, list[Hit]] = {}
        hits = lists.hits(self.stems)
        for hit in hits + lists.paired(self.stems, hits):
            self.at.setdefault(hit.at, []).append(hit)
        self.words: dict[str, None] = {}
        self.weighted: dict[str, float] = {}

    def name(self, word: Word) -> str:
        """The stem of a word, or `SIDE`."""
        return SIDE if word.i in self.inside else self.stems[word.i]

    def say(self, what: str) -> None:
        """Notes a name made of words."""
        self.words[f"y {what}"] = None

    def shape(self, what: str) -> None:
        """Notes how the parse is built."""
        self.weighted[f"T-{what}"] = SHAPE_WEIGHT

    def classes(self, place: str, word: Word, marks: Sequence[str] = ()) -> None:
        """Notes the classes of our lists that a word opens, alone and under each mark."""
        if word.i in self.inside:
            return
        for hit in self.at.get(word.i, ()):
            kind = hit.kind[5:].lower() if hit.type == "pair" else hit.type
            self.weighted[f"T{place}:{hit.kind}"] = 1.0
            if kind not in PLAIN:
                self.weighted[f"T{place}={kind}"] = 1.0
                for mark in marks:
                    self.weighted[f"T{place}={kind}&{mark}"] = MARK_WEIGHT

    def features(self) -> Iterator[Feature]:
        """Every name with its weight; those of words are of one length in all."""
        weight = WORDS_WEIGHT / sqrt(len(self.words) or 1)
        yield from ((name, weight) for name in self.words)
        yield from self.weighted.items()


def trees(sentence: Masked) -> Iterator[Feature]:
    """The verbs, nouns and ways between on which the two sides hang, and what our lists say of them."""
    tree = parsed(sentence.original)
    found = Found(tree, sentence.sides, shipped())
    words = [_head(tree, side) for side in sentence.sides]
    for key, word in zip("at", words, strict=True):
        if word is None:
            found.shape(f"{key} lost")
        else:
            _hung(found, _sprig(found, key, word))
    if words[0] is not None and words[1] is not None:
        _between(found, words[0], words[1])
    yield from found.features()


def _touches(word: Word, side: Place | None) -> bool:
    """Whether a word lies in a side, if only in part."""
    return side is not None and word.idx < side[1] and word.idx + len(word.text) > side[0]


def _head(tree: Tree, side: Place | None) -> Word | None:
    """The word of a side on which its other words hang."""
    words = [word for word in tree if _touches(word, side)]
    within = {word.i for word in words}
    tops = [word for word in words if word.head.i not in within or word.head.i == word.i]
    return tops[0] if tops else None


def _is_verb(word: Word) -> bool:
    """Whether a word is a verb with a part of the sentence of its own."""
    return word.tag_[:2] == "VB" and word.dep_ not in NO_VERBS


def _way(word: Word) -> str:
    """How a word hangs on the next, a preposition by its name."""
    return f"prep-{word.lower_}" if word.dep_ == "prep" else str(word.dep_)


def _sprig(found: Found, key: str, word: Word) -> Sprig:
    """A side with the words above it up to a verb."""
    path, nouns = [], []
    while not _is_verb(word) and word.head.i != word.i:
        path.append(_way(word))
        word = word.head
        if word.i not in found.inside and not _is_verb(word):
            nouns.append(word)
    return Sprig(key, tuple(path), tuple(nouns), word)


def _marks(verb: Word) -> list[str]:
    """How a verb is put: negated, possible, passive, conditional, within another clause."""
    marks = []
    for child in verb.children:
        if child.dep_ == "neg":
            marks.append("neg")
        elif child.dep_ == "aux" and child.tag_ == "MD":
            marks.append("modal")
        elif child.dep_ in ("auxpass", "agent"):
            marks.append("passive")
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless"):
            marks.append("if")
    if verb.dep_ in WITHIN:
        marks.append(verb.dep_)
    return marks or ["plain"]


def _hung(found: Found, sprig: Sprig) -> None:
    """What the words above a side tell, its verb's objects and clauses, and the verbs above that."""
    key, verb = sprig.key, sprig.verb
    name = found.stems[verb.i]
    marks = _marks(verb) if _is_verb(verb) else ["noverb"]
    found.say(f"{key} {name}")
    found.say(f"{key}r {name} {sprig.role}")
    found.shape(f"{key}r {sprig.role}")
    found.shape(f"{key}d {'<'.join(sprig.path[:DEEPEST])}")
    for mark in marks:
        found.shape(f"{key}m {mark}")
    found.classes(key, verb, [*marks, sprig.role])
    for noun in sprig.nouns:
        found.say(f"{key}n {found.stems[noun.i]}")
        found.classes(f"{key}n", noun)
    _objects(found, key, verb)
    for child in verb.children:
        if child.dep_ in CLAUSES:
            found.say(f"{key}{child.dep_} {found.name(child)}")
            found.say(f"{key}v{child.dep_} {name} {found.name(child)}")
            found.classes(f"{key}{child.dep_}", child, _marks(child))
            if child.dep_ == "xcomp":
                _objects(found, f"{key}x", child)
    for _ in range(HIGHEST):
        if verb.head.i == verb.i:
            break
        found.say(f"{key}up {verb.dep_} {found.stems[verb.head.i]}")
        verb = verb.head
        found.classes(f"{key}up", verb)


def _objects(found: Found, key: str, verb: Word) -> None:
    """What a verb is done to, and with what prepositions."""
    name = found.stems[verb.i]
    for child in verb.children:
        if child.dep_ in OBJECTS:
            thing = found.name(child)
            found.say(f"{key}o {thing}")
            found.say(f"{key}vo {name} {thing}")
            found.classes(f"{key}o", child)
            for preposition, word in _after_prepositions(child):
                found.say(f"{key}op {thing} {preposition.lower_} {found.name(word)}")
                found.classes(f"{key}oo", word)
        elif child.dep_ == "prt":
            found.say(f"{key}prt {name} {child.lower_}")
    for preposition, word in _after_prepositions(verb):
        found.say(f"{key}q {name} {preposition.lower_} {found.name(word)}")
        found.say(f"{key}po {preposition.lower_} {found.name(word)}")
        found.classes(f"{key}p", word)


def _after_prepositions(word: Word) -> Iterator[tuple[Word, Word]]:
    """The prepositions that hang on a word, with what follows each."""
    for child in word.children:
        if child.dep_ in ("prep", "agent"):
            yield from ((child, after) for after in child.children if after.dep_ in ("pobj", "pcomp"))


def _between(found: Found, actor: Word, target: Word) -> None:
    """The way through the parse from actor to target, the word where it turns, and the words along it."""
    up = [actor, *actor.ancestors]
    places = {word.i: place for place, word in enumerate(up)}
    down, turn = [], target
    while turn.i not in places and turn.head.i != turn.i:
        down.append(turn)
        turn = turn.head
    if turn.i not in places:
        return
    left, right = up[: places[turn.i]], down[::-1]
    shape = "<".join(map(_way, left)), ">".join(map(_way, right))
    found.say(f"p {shape[0]}|{found.name(turn)}|{shape[1]}")
    found.shape(f"p {shape[0]}|{shape[1]}")
    found.say(f"l {found.name(turn)}")
    found.classes("l", turn, _marks(turn))
    for word in (*left[1:], *right[:-1]):
        if word.tag_[:2] in CONTENT and word.i not in found.inside:
            found.say(f"w {found.stems[word.i]}")
            found.classes("w", word)
