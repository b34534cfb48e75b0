"""What the words of an act are about: issue, instrument, series, kind of act, form of meeting, level.

Topic   an answer, how sure it is, and the words that spoke for it
Topics  what one record holds, made ready for asking

Three things speak for an answer: our own words for it (`topics.yaml`), its label and definition, and the titles of the
entries of the record that have it already. Where nothing speaks clearly enough, the answer is empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

import yaml

from talleyrand.reading.kinds.likelihood import Said, Weights, grams, weights
from talleyrand.reading.language.modality import Mood
from talleyrand.record.entries import (
    Act,
    Agreement,
    Channel,
    Commitment,
    Entry,
    Indicator,
    Issue,
    Measure,
    Meeting,
    Party,
    Person,
    Question,
    Talks,
)
from talleyrand.record.record import Record

_MOST_TITLES = 6000  # of one kind: more than that tells nothing new and takes time
_ENOUGH = 1.2  # what must be said for an answer: about one of our own words for it
_CLEARLY = 0.2  # by how much another kind of act must outweigh the usual one of its type
_LABEL, _DEFINITION, _CUE = 2.0, 1.0, 1.6
_GENERAL = 0.6  # what the words of a wide subject count beside those of its parts
_HELPFUL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_HARMFUL = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_ISSUED: tuple[type[Entry], ...] = (Act, Measure, Commitment, Meeting, Agreement, Talks, Channel, Question, Indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What the words are about.

    Attributes:
        id: the issue, or the code of the vocabulary; empty if nothing speaks for one clearly enough.
        score: between 0 and 1, the share of all that speaks for it.
        margin: the score less that of the next best.
        reason: the words that spoke for it most.
    """

    id: str
    score: float = 0.0
    margin: float = 0.0
    reason: str = ""


class Topics:
    """What one record holds, made ready for asking."""

    __slots__ = ("_acts", "_forms", "_instruments", "_issues", "_levels", "_series")

    def __init__(self, record: Record) -> None:
        """Reads the vocabulary, our lists, and the titles of the record once.

        Args:
            record: its issues and entries say what things are called there.
        """
        words, names = record.vocabulary, _names(record, {"state", "bloc", "body"})
        self._issues = _weighed(_issue_words(record), _issue_titles(record), _names(record), least=0.12)
        self._instruments = _coded(record, "instruments", _measured(record, "instrument"), names, least=0.15)
        self._series = _coded(record, "series", _measured(record, "series"), names, least=0.2)
        self._acts = _coded(record, "acts", [(each.kind, each.title) for each in record.of(Act)], names, least=0.0)
        self._forms = _coded(
            record, "meetings", [(each.form, each.title) for each in record.of(Meeting)], names, least=0.1
        )
        self._levels = _levels({code: term.rank for code, term in words["levels"].items()})

    def issue(self, text: str) -> Topic:
        """The issue that a text is about; the wider one where it lies between two of its parts."""
        found = _answer(self._issues, text)
        return found if found.id else self._wider(found, text)

    def instrument(self, text: str) -> Topic:
        """The sort of instrument that a text speaks of."""
        return _answer(self._instruments, text)

    def series(self, text: str) -> Topic:
        """The series that the level of a measure belongs to."""
        return _answer(self._series, text)

    def meeting_form(self, text: str) -> Topic:
        """The form of a meeting: visit, talks, call and so on."""
        return _answer(self._forms, text)

    def level(self, text: str, *sides: Sequence[str]) -> Topic:
        """The level of those who met: the highest post, but leaders only if both sides had one.

        A minister whom a president receives meets as a minister.

        Args:
            text: words that name them; read only if no post of a side is known.
            sides: for each side the posts of those who took part, if known.
        """
        posts = [found for each in sides if (found := sorted(self._levels.found(" ; ".join(each))))]
        found = sorted(each for side in posts for each in side) or sorted(self._levels.found(text))
        if not found:
            return Topic(id="")
        lower = [each for each in found if each[0] > found[0][0]]
        alone = len(found) - len(lower) == 1 or any(each[0][0] > found[0][0] for each in posts)
        _, code, said = lower[0] if found[0][0] == 1 and alone and lower else found[0]
        sure = 1 / len({code for _, code, _ in found})
        return Topic(id=code, score=sure, margin=sure, reason=said)

    def act(self, text: str, type: str, mood: Mood | None = None) -> str:
        """The code of the kind of act, or empty if the words tell of none.

        Args:
            text: the words that tell of it.
            type: its type of act (`classifier.TYPES`).
            mood: how it stands in the world: help that is only promised is an agreement, harm only ahead a threat.
        """
        turned = _turned(type, mood)
        if turned in _lists().alone:
            return turned
        among = _lists().types.get(turned, ())
        if not among:
            return ""
        ranked = {each.code: each.score for each in self._acts.ranked(text, among)}
        best = max(ranked, key=ranked.__getitem__, default=among[0])
        return best if ranked.get(best, 0.0) - ranked.get(among[0], 0.0) >= _CLEARLY else among[0]

    def _wider(self, found: Topic, text: str) -> Topic:
        """The issue above the two best, if they lie in one family that is well ahead of all others."""
        ranked = self._issues.ranked(text)
        if not ranked or ranked[0].strength < _ENOUGH:
            return found
        family = ranked[0].code.partition("/")[0]
        inside = [each for each in ranked if each.code.partition("/")[0] == family]
        share = sum(each.score for each in inside)
        other = max((each.score for each in ranked if each not in inside), default=0.0)
        if len(inside) < 2 or family not in self._issues.codes or share - other < 2 * self._issues.least:
            return found
        return Topic(id=family, score=share, margin=share - other, reason=ranked[0].reasons)


def _turned(type_: str, mood: Mood | None) -> str:
    """The type of act as it stands in the world, or the code of the vocabulary that it comes to."""
    if mood is None or mood.modality == "done":
        return "REJECT" if mood and mood.negated and type_ in _HELPFUL else type_
    if mood.modality == "denied":
        return "reject" if type_ in _HELPFUL and "refus" in mood.reason else ""
    if type_ in _HARMFUL:
        return "" if mood.negated else "threaten"
    if type_ in _HELPFUL:
        return "offer" if mood.modality in {"conditional", "hypothetical"} else "agree"
    return type_


def _answer(held: Weights, text: str) -> Topic:
    """The best answer, empty if nothing speaks for it or its margin is too small."""
    ranked = held.ranked(text)
    if not ranked or ranked[0].strength < _ENOUGH:
        return Topic(id="")
    best, second = ranked[0], ranked[1].score if len(ranked) > 1 else 0.0
    sure = best.score - second >= held.least
    return Topic(id=best.code if sure else "", score=best.score, margin=best.score - second, reason=best.reasons)


# --- what speaks for each answer ---


def _weighed(
    words: Iterable[Said], titles: Iterable[tuple[str, str]], names: Collection[str], *, least: float
) -> Weights:
    return weights(words, titles, stop=_lists().stop, names=names, least=least)


def _names(record: Record, forms: Collection[str] = ()) -> frozenset[str]:
    """The words of the names of people and of states that act, and how words made from them begin.

    Args:
        record: whose people and parties.
        forms: parties of these forms count too, whether they act or not.
    """
    acting = {each.by for each in islice(record.of(Measure), _MOST_TITLES)}
    acting |= {each.by for each in islice(record.of(Act), _MOST_TITLES)}
    acting |= {party for each in islice(record.of(Meeting), _MOST_TITLES) for party in each.parties}
    states = [
        each
        for each in record.of(Party)
        if each.form in forms or (each.id in acting and each.form in {"state", "bloc"})
    ]
    spelt = [name for each in states for name in (each.id, each.name, *each.aliases)]
    spelt += [name for each in record.of(Person) for name in (each.name, *each.aliases)]
    begun = {
        f"{name[: max(4, len(name) - 2)]}-" for each in states for name in (each.name, *each.aliases) if " " not in name
    }
    return frozenset({word for name in spelt for word in re.findall(r"[^\W\d_]+", name)} | begun)


def _coded(
    record: Record, name: str, titles: Iterable[tuple[str, str]], names: Collection[str], *, least: float
) -> Weights:
    """Weights for a list of the vocabulary."""
    cues = _lists().cues[name]
    words = [
        said
        for code, term in record.vocabulary[name].items()
        for said in (
            Said(code, term.label, _LABEL),
            Said(code, term.definition, _DEFINITION),
            *(Said(code, cue, _CUE, whole=True) for cue in cues.get(code, ())),
        )
    ]
    return _weighed(words, titles, names, least=least)


def _measured(record: Record, field: str) -> Iterator[tuple[str, str]]:
    for each in islice(record.of(Measure), _MOST_TITLES):
        if code := getattr(each, field):
            yield code, f"{each.title} {each.coverage or ''}"


def _issue_words(record: Record) -> Iterator[Said]:
    """What the lists and the names of issues say for each issue; those of the record's own come on top."""
    named = {code: (term.label, term.definition) for code, term in record.vocabulary["issues"].items()}
    named |= {each.id: (each.name, each.meaning) for each in record.of(Issue)}
    own = {each.id for each in record.of(Issue)}
    for code, (label, definition) in named.items():
        raise_ = 1.3 if code in own else 1.0
        yield Said(code, label, _LABEL * raise_)
        yield Said(code, label, _LABEL * raise_, whole=True)
        yield Said(code, definition, (_LABEL / 2 if code in own else _DEFINITION))
        called = set(grams(f"{label} . {code.rpartition('/')[2].replace('-', ' ')}"))
        for concept in _lists().concepts.values():
            if called & concept.named:
                for cue in concept.cues:
                    yield Said(code, cue, _CUE * raise_ * (_GENERAL if concept.general else 1.0), whole=True)


def _issue_titles(record: Record) -> Iterator[tuple[str, str]]:
    """Each issue that an entry has, with the entry's title."""
    for kind in _ISSUED:
        for each in islice(record.of(kind), _MOST_TITLES):
            parts = (getattr(each, field, None) for field in ("title", "text", "coverage"))
            title = " . ".join(part for part in parts if part)
            for issue in getattr(each, "issues", None) or (getattr(each, "issue", None),):
                if issue:
                    yield issue, title


# --- our lists ---


@dataclass(frozen=True, slots=True)
class _Concept:
    named: frozenset[str]
    cues: tuple[str, ...]
    general: bool


@dataclass(frozen=True, slots=True)
class _Lists:
    """What topics.yaml holds."""

    stop: frozenset[str]
    concepts: Mapping[str, _Concept]
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]
    types: Mapping[str, tuple[str, ...]]
    alone = frozenset({"", "threaten", "agree", "offer", "reject"})


@cache
def _lists() -> _Lists:
    """The lists that come with the package, read once."""
    text = files("talleyrand.reading.kinds").joinpath("topics.yaml").read_text(encoding="utf-8")
    held = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    return _Lists(
        stop=frozenset(held["stop"].split()),
        concepts={
            name: _Concept(frozenset(_whole(each["named"])), _split(each["cues"]), general=bool(each.get("general")))
            for name, each in held["concepts"].items()
        },
        cues={
            name: {code: _split(said) for code, said in held[name].items()}
            for name in ("instruments", "series", "acts", "meetings", "levels")
        },
        types={name: _split(said) for name, said in held["types"].items()},
    )


def _split(listed: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in listed.split(",") if each.strip())


def _whole(listed: str) -> Iterator[str]:
    """Each phrase of a list as one gram, the longest it makes."""
    for each in _split(listed):
        yield max(grams(each), key=len)


@dataclass(frozen=True, slots=True)
class _Levels:
    """Posts by level, found the longest first, so that a vice president is no president."""

    form: re.Pattern[str]
    codes: Mapping[str, str]
    ranks: Mapping[str, int]

    def found(self, text: str) -> list[tuple[int, str, str]]:
        """Rank, code and words of each post that a text names."""
        said = (match.group(1) for match in self.form.finditer(text.lower()))
        return [(self.ranks[self.codes[each]], self.codes[each], each) for each in said]


def _levels(ranks: Mapping[str, int]) -> _Levels:
    codes = {post: code for code, posts in _lists().cues["levels"].items() if code in ranks for post in posts}
    longest = sorted(codes, key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(each)}\b" if each.isascii() else re.escape(each) for each in longest)
    return _Levels(re.compile(f"({pattern})"), codes, ranks)
