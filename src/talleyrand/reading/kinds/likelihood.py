"""How strongly words speak for each of several answers, from phrases that are given and titles that have one.

Said     a phrase that speaks for an answer, and how much
Scored   an answer with its share and the words that spoke for it
Weights  all of it, made ready for texts

A title's word counts by the log of how much oftener it stands in the titles with that answer than in the others, drawn
toward nothing where titles are few.

Source: Monroe, Colaresi and Quinn 2008, on log-odds with an informative prior; the form here is simpler.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from talleyrand.reading.language.stems import stem

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+|\d[\d.,]*%?|[.;:!?()]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 2000  # characters of a text that are read
_LONGEST_GRAM = 3  # words
_FEW = 3.0  # titles at which a word counts half of what it would with many
_PRIOR = 1.5  # titles that a word must outweigh
_SMALLEST, _LARGEST = 0.25, 2.2
_MOST_REASONS = 3
_HEAT = 1.6  # by what the sums are divided before they become shares
_SILENCE = 1.2  # what speaks for no answer at all
_LONGER = 0.25  # how much more a phrase says for each further word


class Said(NamedTuple):
    """A phrase that speaks for an answer."""

    code: str
    phrase: str
    weight: float
    whole: bool = False  # only as a phrase, not each word of it


class Scored(NamedTuple):
    """An answer with its share of all that was said."""

    code: str
    score: float
    strength: float  # all that its words said for it, half of what they say by titles only
    reasons: str  # the words that spoke for it, the strongest first


@dataclass(frozen=True, slots=True)
class Weights:
    """What each gram says for each answer.

    Attributes:
        codes: the answers.
        of: for a gram, the places of answers in `codes`, how much it says for them, and how far that can be trusted.
        prior: for each answer, how much is said before any word.
        least: the margin below which an answer is not given.
    """

    codes: tuple[str, ...]
    of: Mapping[str, tuple[tuple[int, float, float], ...]]
    prior: tuple[float, ...]
    least: float

    def ranked(self, text: str, among: Collection[str] = ()) -> list[Scored]:
        """Every answer that a word speaks for, with its share, the best first; silence has a share too.

        Args:
            text: the words to judge by.
            among: the only answers to choose from; all if left out.
        """
        sums = list(self.prior)
        spoke: dict[int, list[tuple[float, str]]] = {}
        trusted = [0.0] * len(sums)
        for gram in dict.fromkeys(grams(text[:_LONGEST])):
            for place, weight, trust in self.of.get(gram, ()):
                sums[place] += weight
                trusted[place] += trust
                spoke.setdefault(place, []).append((weight, gram))
        chosen = [place for place in spoke if not among or self.codes[place] in among]
        top = max((sums[place] for place in chosen), default=0.0)
        raised = {place: math.exp((sums[place] - top) / _HEAT) for place in chosen}
        whole = sum(raised.values()) + math.exp((_SILENCE - top) / _HEAT)
        order = sorted(chosen, key=lambda place: (-raised[place], self.codes[place]))
        return [Scored(self.codes[each], raised[each] / whole, trusted[each], _reasons(spoke[each])) for each in order]


def _reasons(spoke: Iterable[tuple[float, str]]) -> str:
    return ", ".join(gram for _, gram in sorted(spoke, key=lambda each: (-each[0], each[1]))[:_MOST_REASONS])


def grams(text: str) -> Iterator[str]:
    """The stems of a text, one to three in a row, and of Chinese each two to four signs in a row.

    >>> list(grams("rare earths"))
    ['rar', 'rar earth', 'earth']
    """
    run: list[str] = []
    for token in _TOKEN.findall(text):
        if _HAN.match(token):
            yield from (token[at : at + size] for size in (1, 2, 3, 4) for at in range(len(token) - size + 1))
            run = []
        elif token[0].isalpha():
            run.append(stem(token))
        if not token[0].isalpha():
            yield from _rows(run)
            run = []
    yield from _rows(run)


def _rows(run: list[str]) -> Iterator[str]:
    for at, first in enumerate(run):
        yield first
        for size in range(2, min(_LONGEST_GRAM, len(run) - at) + 1):
            yield " ".join(run[at : at + size])


def weights(
    said: Iterable[Said],
    titles: Iterable[tuple[str, str]],
    *,
    stop: Collection[str] = (),
    names: Collection[str] = (),
    least: float = 0.0,
) -> Weights:
    """What each gram says, from phrases with their weights and titles with their answers.

    Args:
        said: phrases that speak for answers.
        titles: an answer and a title that has it, one after another.
        stop: words that say nothing.
        names: words of who acts: in titles they say nothing of what is done, whoever has done it most so far; one
            that ends in "-" stands for all words that begin so.
        least: the margin below which no answer is given.
    """
    silent = {stem(each) for each in stop}
    given: dict[str, dict[str, float]] = defaultdict(dict)
    codes: dict[str, None] = {}
    for each in said:
        codes[each.code] = None
        found = list(_phrase(each, silent))
        words = max(1, sum(" " not in gram for gram in found))
        for gram in found:
            part = 1.0 if each.whole else math.sqrt(min(1.0, (1 + gram.count(" ")) / words))
            weight = each.weight * part * (1 + _LONGER * gram.count(" "))
            given[gram][each.code] = max(given[gram].get(each.code, 0.0), weight)
    counted, per_code = _counted(titles, silent, _named(names))
    codes |= dict.fromkeys(per_code)
    places = {code: place for place, code in enumerate(codes)}
    held = {gram: {code: (each, each) for code, each in _shares(by_code)} for gram, by_code in given.items()}
    for gram, by_code in counted.items():
        own = held.setdefault(gram, {})
        for code, weight in _odds(by_code, per_code):
            before, trust = own.get(code, (0.0, 0.0))
            own[code] = (before + weight, trust + weight / 2)
    of = {gram: tuple((places[code], *both) for code, both in each.items()) for gram, each in held.items() if each}
    prior = tuple(0.25 * math.log1p(per_code[code]) for code in codes)
    return Weights(tuple(codes), of, prior, least)


def _phrase(said: Said, silent: Collection[str]) -> Iterator[str]:
    """The grams of a phrase: the longest only if it counts as a whole."""
    if said.whole:
        yield max(grams(said.phrase), key=len, default="")
        return
    yield from (gram for gram in grams(said.phrase) if not _says_nothing(gram, silent))


def _says_nothing(gram: str, silent: Collection[str]) -> bool:
    """True if a gram begins or ends with a word that says nothing of a subject."""
    return gram.partition(" ")[0] in silent or gram.rpartition(" ")[2] in silent


def _shares(by_code: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """A phrase that speaks for several answers says less for each, and least for those that it speaks for least."""
    whole = sum(by_code.values())
    yield from ((code, weight * math.sqrt(weight / whole)) for code, weight in by_code.items())


def _named(names: Collection[str]) -> re.Pattern[str]:
    """Finds a name in a gram."""
    whole = sorted({re.escape(stem(each)) for each in names if not each.endswith("-")})
    begun = sorted({re.escape(each[:-1].lower()) + r"\w*" for each in names if each.endswith("-")})
    return re.compile(rf"\b(?:{'|'.join(whole + begun)})\b") if whole or begun else re.compile(r"(?!)")


def _counted(
    titles: Iterable[tuple[str, str]], silent: Collection[str], named: re.Pattern[str]
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """In how many titles of each answer a gram stands, and how many titles each answer has."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    per_code: Counter[str] = Counter()
    for code, title in titles:
        per_code[code] += 1
        for gram in set(grams(title)):
            if not _says_nothing(gram, silent) and not named.search(gram):
                counted[gram][code] += 1
    return counted, per_code


def _odds(by_code: Counter[str], per_code: Counter[str]) -> Iterator[tuple[str, float]]:
    """How much a gram says for each answer, where that is enough to count."""
    everywhere, titles = sum(by_code.values()), sum(per_code.values())
    share = everywhere / titles
    if everywhere < 2:
        return
    for code, count in by_code.items():
        here = (count + _PRIOR * share) / (per_code[code] + _PRIOR)
        rest = (everywhere - count + _PRIOR * share) / (titles - per_code[code] + _PRIOR)
        weight = math.log(here / rest) * count / (count + _FEW)
        if weight >= _SMALLEST:
            yield code, min(weight, _LARGEST)
