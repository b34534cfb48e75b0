"""Which kinds of act the words of a sentence speak of, by our own lists (`lexicon.yaml`).

Hit       a phrase of the lists found in a sentence: where, and of which class
Lexicon   the lists, made ready for finding
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from talleyrand.reading.language.stems import stem

GAP = 5
OBJECT_REACH = 7
PASSIVE_REACH = 8
PLAIN = ("how", "do", "of")
BE = frozenset(("be", "get"))
ENDS = frozenset(".;!?")

Stems = tuple[str, ...]
# For a first stem: the opening stems, the classes they have alone, and what may follow after a gap.
Opening = tuple[Stems, tuple[str, ...], dict[str, tuple[tuple[Stems, str], ...]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lists found in a sentence.

    Attributes:
        at: the place of its first word, or of its verb where the object came first.
        kind: its class, such as "aid.money"; the part before the stop is the type.
        words: how many words of the lists it matched.
    """

    at: int
    kind: str
    words: int

    @property
    def type(self) -> str:
        """The type of act it speaks for, or "how", "do", "of"."""
        return self.kind.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists, made ready for finding."""

    phrases: dict[str, tuple[str, ...]]
    openings: dict[str, tuple[Opening, ...]]
    pairs: dict[tuple[str, str], str]

    def hits(self, stems: Sequence[str]) -> list[Hit]:
        """Every phrase of the lists in a sentence, in its order; a longer one hides shorter ones of its start."""
        found: list[Hit] = []
        for at, first in enumerate(stems):
            if first in self.openings:
                found += _longest([hit for opening in self.openings[first] for hit in _matches(opening, stems, at)])
        return found

    def paired(self, stems: Sequence[str], found: Sequence[Hit]) -> list[Hit]:
        """Plain verbs joined with the objects near them, as hits of the class "pair.TYPE"."""
        objects = [hit for hit in found if hit.type == "of"]
        joined = []
        for verb in (hit for hit in found if hit.type == "do"):
            after = [
                o for o in objects if verb.at < o.at <= verb.at + OBJECT_REACH and not _ended(stems, verb.at, o.at)
            ]
            if not after and _passive(stems, verb.at):
                after = [o for o in objects if verb.at - PASSIVE_REACH <= o.at < verb.at]
            for thing in after[:3]:
                kind = self.pairs.get((verb.kind[3:], thing.kind[3:]))
                if kind:
                    joined.append(Hit(verb.at, f"pair.{kind}", 2))
        return joined


def _matches(opening: Opening, stems: Sequence[str], at: int) -> Iterator[Hit]:
    """What one opening finds at a place: alone, and with each of its continuations."""
    first, alone, rest = opening
    end = at + len(first)
    if tuple(stems[at:end]) != first:
        return
    for kind in alone:
        yield Hit(at, kind, len(first))
    if not rest:
        return
    places = list(range(end, min(end + GAP + 1, len(stems))))
    if _passive(stems, at):
        places += range(max(0, at - PASSIVE_REACH), at)
    for place in places:
        if place >= end and stems[place] in ENDS:
            break
        for second, kind in rest.get(stems[place], ()):
            if tuple(stems[place : place + len(second)]) == second:
                yield Hit(at, kind, len(first) + len(second))


def _passive(stems: Sequence[str], at: int) -> bool:
    """Whether a form of "be" stands just before a place."""
    return any(word in BE for word in stems[max(0, at - 2) : at])


def _ended(stems: Sequence[str], start: int, end: int) -> bool:
    """Whether a sentence ends between two places."""
    return any(word in ENDS for word in stems[start:end])


def _longest(hits: list[Hit]) -> list[Hit]:
    """The hits of one start: all plain classes, and of the types only those with the most words."""
    most = max((hit.words for hit in hits if hit.type not in PLAIN), default=0)
    return [hit for hit in dict.fromkeys(hits) if hit.type in PLAIN or hit.words == most]


@cache
def shipped() -> Lexicon:
    """The lists that come with the package."""
    return lexicon(files("talleyrand.reading.language").joinpath("lexicon.yaml").read_text(encoding="utf-8"))


def lexicon(text: str) -> Lexicon:
    """The lists of a YAML text, ready for finding.

    Args:
        text: classes with their phrases, and `pairs`; see the head of lexicon.yaml.
    """
    classes: dict[str, str] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    pairs = {(verb, thing): kind for verb, thing, kind in (p.split() for p in classes.pop("pairs").split(","))}
    phrases = {kind: tuple(p.strip() for p in text.split(",") if p.strip()) for kind, text in classes.items()}
    return Lexicon(phrases, _openings(phrases), pairs)


def _openings(phrases: dict[str, tuple[str, ...]]) -> dict[str, tuple[Opening, ...]]:
    """Phrases by their first stem."""
    grown: dict[Stems, tuple[dict[str, None], dict[str, list[tuple[Stems, str]]]]] = {}
    for kind, listed in phrases.items():
        for phrase in listed:
            first, _, second = (tuple(map(stem, part.split())) for part in phrase.partition(".."))
            alone, rest = grown.setdefault(first, ({}, {}))
            if second:
                rest.setdefault(second[0], []).append((second, kind))
            else:
                alone[kind] = None
    out: dict[str, list[Opening]] = {}
    for first, (alone, rest) in grown.items():
        out.setdefault(first[0], []).append((first, tuple(alone), {k: tuple(v) for k, v in rest.items()}))
    return {first: tuple(openings) for first, openings in out.items()}
