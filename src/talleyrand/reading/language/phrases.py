"""Words of deeds found in a sentence, by our own lists (`deeds.yaml`).

Word     a word of a sentence with its place and its stem
Phrase   a phrase of the lists found there: which list and class, and where
Lists    the lists, made ready for finding
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from talleyrand.reading.language.stems import TOKEN, stem

GAP = 6
_ENDS = frozenset(".;!?")


class Word(NamedTuple):
    """A word of a sentence with its place, its stem, and whether it ends in -ed."""

    start: int
    end: int
    stem: str
    past: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lists found in a sentence.

    Attributes:
        name: its class, as the kind of act.
        start: the first character of its first word.
        end: just after its last word.
        size: how many words of it were found.
    """

    name: str
    start: int
    end: int
    size: int


_Step = tuple[frozenset[str], bool]  # stems that may stand here, and whether a gap may come before


class _Listed(NamedTuple):
    name: str
    steps: tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The phrases of one list, by the stems that may begin them."""

    openings: Mapping[str, tuple[_Listed, ...]]

    def at(self, words: Sequence[Word], place: int) -> Phrase | None:
        """The longest phrase that begins at a word."""
        return max(self.all_at(words, place), key=lambda each: each.size, default=None)

    def all_at(self, words: Sequence[Word], place: int) -> Iterator[Phrase]:
        """Every phrase that begins at a word."""
        for listed in self.openings.get(words[place].stem, ()):
            last = _end(listed.steps, words, place)
            if last is not None:
                yield Phrase(listed.name, words[place].start, words[last].end, len(listed.steps))

    def within(self, words: Sequence[Word], start: int, end: int) -> Iterator[Phrase]:
        """The longest phrase at each word between two places of the sentence."""
        for place, word in enumerate(words):
            if start <= word.start < end and (found := self.at(words, place)):
                yield found


def _end(steps: tuple[_Step, ...], words: Sequence[Word], place: int) -> int | None:
    """The word that ends a phrase begun at a place; None if it does not go on as it must."""
    for stems, gap in steps[1:]:
        for ahead in range(place + 1, min(place + 2 + (GAP if gap else 0), len(words))):
            if words[ahead].stem in _ENDS:
                return None
            if words[ahead].stem in stems and not (gap and words[ahead].past):
                place = ahead
                break
        else:
            return None
    return place


@lru_cache(maxsize=512)
def words_of(sentence: str) -> tuple[Word, ...]:
    """The words of a sentence with their places and stems."""
    return tuple(
        [
            Word(*found.span(), stem(found[0]), found[0].endswith("ed"))
            for found in TOKEN.finditer(sentence.replace("’", "'"))
        ]
    )


@cache
def lists(name: str) -> Lists:
    """A list of `deeds.yaml` ready for finding: `acts`, `steps`, or a part as `promises.verbs`."""
    told = _part(name)
    classes = {name.rpartition(".")[2]: told} if isinstance(told, str) else told
    openings: dict[str, list[_Listed]] = {}
    for kind, text in classes.items():
        for phrase in re.sub(r"\|\s+", "|", text).split(","):  # a line of the file may end after "|"
            if phrase.strip():
                listed = _listed(kind, phrase.split())
                for first in listed.steps[0][0]:
                    openings.setdefault(first, []).append(listed)
    return Lists({first: tuple(each) for first, each in openings.items()})


@cache
def terms(name: str) -> frozenset[str]:
    """The words of a plain list of `deeds.yaml`."""
    told = _part(name)
    return frozenset(" ".join(each.split()) for each in str(told).split(",") if each.strip())


@cache
def first_words(name: str) -> frozenset[str]:
    """The words, in base form, with which the phrases of a list of `deeds.yaml` begin."""
    told = _part(name)
    texts = [told] if isinstance(told, str) else told.values()
    return frozenset(
        word
        for text in texts
        for phrase in re.sub(r"\|\s+", "|", text).split(",")
        if phrase.strip()
        for word in phrase.split()[0].split("|")
    )


def _listed(kind: str, words: Sequence[str]) -> _Listed:
    steps: list[_Step] = []
    gap = False
    for word in words:
        if word == "..":
            gap = True
            continue
        steps.append((frozenset(stem(each) for each in word.split("|") if each), gap))
        gap = False
    return _Listed(kind, tuple(steps))


def _part(name: str) -> Mapping[str, str] | str:
    """A list of the file by its path."""
    told: Any = _told()
    for part in name.split("."):
        told = told[part]
    return told  # type: ignore[no-any-return]  # our own file, whose shape a test holds


@cache
def _told() -> dict[str, Any]:
    text = files("talleyrand.reading.language").joinpath("deeds.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return]  # noqa: S506
