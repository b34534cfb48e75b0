"""How far two accounts of one thing agree, field by field: days, words of vocabularies, amounts, places, prose.

Point   what one field of both says for or against their being the same, with the words for it
Prose   a title or a sentence, as its rarer words and its numbers

A point weighs as much as the field tells: one day more than a month, a month more than a year. What only one of the
two says is no point at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from talleyrand.reading.language.amounts import amounts
from talleyrand.reading.language.stems import stem
from talleyrand.record.dates import When

NEAR = 7  # days by which two accounts of one event are at odds; what lies further apart is another event
_FEW_DAYS, _MONTH = 4, 31
_LITTLE = 0.5  # words that tell less than half of one rare word tell nothing
_LATEST_YEAR = 9000  # what begins or ends beyond it is open
_MOST_PROSE = 2_000  # characters of a text that are compared
_PLAIN = frozenset(
    """the of and to in on for with by an at from as its is are was were be been has have had it this that these those
    all any no not or but over under into after before between both their his her which who will would than more most
    one other some such also per new say says said""".split()  # noqa: SIM905 - a list of words reads better
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")


class Point(NamedTuple):
    """What one field says for or against two accounts being of the same thing.

    Attributes:
        what: the field, as a reason names it.
        weight: how much it tells.
        likeness: 1 if both say the same, 0 if they do not, or between.
        said: a clause that tells what agrees or does not; `what` alone if empty.
        odds: true if it contradicts: then the two are never taken to be the same.
        bars: true if it shows that they are two things.
        finer: what it adds where two things of the record are equally near.
    """

    what: str
    weight: float
    likeness: float
    said: str = ""
    odds: bool = False
    bars: bool = False
    finer: float = 0.0


# --- days ----------------------------------------------------------------------------------------


def span(given: When) -> int:
    """Days that a date can mean, from first to last; an open end counts as very many."""
    return (given.last - given.first).days + 1 if _closed(given) else 100_000


def _closed(given: When) -> bool:
    return given.first.year > 1 and given.last.year < _LATEST_YEAR


def weight_of(days: int) -> float:
    """What agreement within so many days tells, against 1 for one day."""
    return next(
        (
            weight
            for most, weight in ((_FEW_DAYS, 1.0), (10, 0.8), (_MONTH, 0.5), (93, 0.35), (366, 0.2))
            if days <= most
        ),
        0.1,
    )


def gap(here: When, there: When) -> int:
    """Days between two dates; 0 if they overlap."""
    return max(0, (there.first - here.last).days, (here.first - there.last).days)


def same_day(here: When, there: When) -> bool:
    """True if both name one day or one stretch of days, and the same."""
    return (here.first, here.last) == (there.first, there.last)


def of_dates(what: str, weight: float, here: When, there: When, *, lasting: bool = False) -> Point:
    """What two dates of one thing say.

    Args:
        lasting: true of what may last for days, so that a stretch of days that is longer contradicts.

    >>> from talleyrand.record.dates import when
    >>> of_dates("day", 3, when("2025-05"), when("2025-05-12")).weight
    1.5
    """
    apart = gap(here, there)
    unsure = here.uncertain or there.uncertain
    if apart:
        return _apart(what, weight, here, there, apart, unsure=unsure)
    within = here.first >= there.first and here.last <= there.last
    about = there.first >= here.first and there.last <= here.last
    stretch = "/" in here.text and (span(here) < NEAR if lasting else "/" in there.text)
    if (within or about) and not (stretch and not same_day(here, there) and not (lasting and within)):
        told = weight * weight_of(max(span(here), span(there))) * (0.6 if unsure else 1)
        return Point(what, told, 1.0, _alike(here, there))
    return Point(what, weight, 0.5, f"the record has {what} {there}, not {here}", odds=not unsure)


def _alike(here: When, there: When) -> str:
    """How two dates agree, if they do not name the same day."""
    if not same_day(here, there):
        return f"{here} fits {there}"
    return "" if span(there) <= _FEW_DAYS else f"both {there}"


def _apart(what: str, weight: float, here: When, there: When, days: int, *, unsure: bool) -> Point:
    """What two dates say that do not meet; one that is marked as uncertain may be out by a month."""
    said = f"the record has {what} {there}, not {here}"
    if unsure and days <= _MONTH:
        return Point(what, weight / 2, 0.4, said, odds=True)
    return Point(what, weight, 0.3 if days == 1 else 0.0, said, odds=True, bars=days > NEAR)


def months(given: When) -> Iterable[int]:
    """Every month that a date and the week on both sides of it touch, as a number; none if it is open or too long."""
    if not _closed(given) or span(given) > 800:
        return ()
    margin = timedelta(days=NEAR + (_MONTH if given.uncertain else 0))
    first, last = given.first - margin, given.last + margin
    return range(_numbered(first), _numbered(last) + 1)


def _numbered(day: date) -> int:
    return day.year * 12 + day.month - 1


# --- numbers and names ---------------------------------------------------------------------------


def of_numbers(what: str, weight: float, here: Decimal, there: Decimal, unit: str = "") -> Point:
    """What two amounts of one unit say: other amounts contradict, one that is the other rounded does not.

    >>> of_numbers("level", 2, Decimal(24), Decimal(34), "percent").said
    'the record has level 34, not 24 percent'
    """
    if here == there:
        return Point(what, weight, 1.0, f"both {plain(here)} {unit}".strip())
    if rounded(here, there) or rounded(there, here):
        return Point(what, weight, 0.8, f"{plain(here)} here is {plain(there)} rounded")
    return Point(
        what, weight, 0.0, f"the record has {what} {plain(there)}, not {f'{plain(here)} {unit}'.strip()}", True
    )


def rounded(rough: Decimal, fine: Decimal) -> bool:
    """True if one number is another with fewer places after the point.

    >>> rounded(Decimal("143"), Decimal("143.2")), rounded(Decimal("140"), Decimal("143"))
    (True, False)
    """
    places = _places(rough)
    return _places(fine) > places and round(fine, places) == rough


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(number: Decimal) -> str:
    """A number as people write it."""
    return f"{number.normalize():f}"


def of_sets(what: str, weight: float, here: frozenset[str], there: frozenset[str], *, at_odds: bool = False) -> Point:
    """What two sets of names say: as much as the smaller has in common with the other.

    Args:
        at_odds: true if sets with nothing in common contradict.
    """
    shared = here & there
    likeness = len(shared) / min(len(here), len(there))
    said = f"the record has {what} {', '.join(sorted(there))}, not {', '.join(sorted(here))}"
    return Point(what, weight, likeness, "" if shared else said, odds=at_odds and not shared)


def of_places(what: str, weight: float, here: str, there: str) -> Point:
    """What two places say; "Geneva" and "Geneva, Switzerland" are one.

    >>> of_places("place", 2, "London", "Geneva").odds
    True
    """
    ours, theirs = (frozenset(each.casefold() for each in _WORD.findall(text)) for text in (here, there))
    if ours and theirs and (ours <= theirs or theirs <= ours or (ours & theirs) - _PLAIN):
        return Point(
            what, weight, 1.0, "" if here.casefold() == there.casefold() else f"{here} and {there} are one place"
        )
    return Point(what, weight, 0.0, f"the record has {what} {there}, not {here}", odds=True)


# --- prose ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """A title or a sentence: the stems of its words, and in Chinese its pairs of characters."""

    text: str
    stems: frozenset[str]


@lru_cache(maxsize=65_536)
def prose(text: str) -> Prose:
    """A text as its words.

    >>> sorted(prose("It cut the duties").stems)
    ['cut', 'duty']
    """
    cut = text[:_MOST_PROSE]
    found = {stem(word) for word in _WORD.findall(_HAN.sub(" ", cut)) if len(word) > 1 and word.lower() not in _PLAIN}
    found |= {run[at : at + 2] for run in _HAN.findall(cut) for at in range(len(run) - 1)}
    return Prose(text, frozenset(found))


def rarities(texts: Iterable[Prose]) -> Mapping[str, float]:
    """How much each word tells in these texts: 1 if it stands in one of them, near 0 if in all."""
    counts: dict[str, int] = {}
    size = 1
    for each in texts:
        size += 1
        for one in each.stems:
            counts[one] = counts.get(one, 0) + 1
    return {one: math.log(size / count) / math.log(size) for one, count in counts.items()}


def of_prose(
    weight: float, here: Prose, there: Prose, quote: Prose, rare: Mapping[str, float], *, title: Prose | None = None
) -> Point | None:
    """What the words of two texts say; those of the quote count for ours. None if there is too little to compare.

    Args:
        rare: how much each word tells; one that the record does not hold tells most.
        title: the first of their texts, by which things that are told in like words are told apart.
    """
    own = here if here.stems else quote
    least = min(_mass(own.stems, rare), _mass(there.stems, rare))
    if least < _LITTLE:
        return None
    shared = (own.stems | quote.stems) & there.stems
    likeness = min(1.0, _mass(shared, rare) / (0.6 * least))
    best = sorted(shared, key=lambda each: (-rare.get(each, 1.0), each))[:3]
    said = f"{_quoted(best, there.text)} in both" if best and likeness >= 0.5 else ""
    return Point("words", weight, likeness, said, finer=3 * _cosine(own.stems, (title or there).stems, rare))


def _mass(stems: Iterable[str], rare: Mapping[str, float]) -> float:
    return sum(rare.get(each, 1.0) for each in stems)


def _cosine(here: frozenset[str], there: frozenset[str], rare: Mapping[str, float]) -> float:
    """How alike two sets of words are, from 0 to 1, words of ours that theirs lack counted too."""
    whole = math.sqrt(_mass(here, rare) * _mass(there, rare))
    return _mass(here & there, rare) / whole if whole else 0.0


def _quoted(stems: list[str], text: str) -> str:
    """Words of a text by their stems, as they stand there."""
    standing = {stem(word): word for word in _WORD.findall(text)}
    found = [f"'{standing.get(each, each)}'" for each in stems]
    return f"the word {found[0]}" if len(found) == 1 else f"the words {', '.join(found[:-1])} and {found[-1]}"


@lru_cache(maxsize=4096)
def figures(text: str) -> frozenset[tuple[str, Decimal]]:
    """The numbers of a text, each with what it is an amount of.

    >>> sorted(figures("The third flight took back 116 people"))
    [('count', Decimal('116')), ('ordinal', Decimal('3'))]
    """
    return frozenset((each.kind, each.value) for each in amounts(text[:_MOST_PROSE]) if each.value is not None)


def of_figures(weight: float, here: str, there: str, quote: str, *, but: frozenset[str] = frozenset()) -> Point | None:
    """What the numbers in two texts say: numbers of one kind of which none is in both contradict.

    Args:
        but: kinds of amounts that are left aside.
    """
    ours, theirs = ({each for each in figures(text) if each[0] not in but} for text in (here, there))
    shared = ours & theirs
    if shared:
        both = sorted({value for _, value in shared})
        return Point("figures", weight, 1.0, f"both {', '.join(map(plain, both))}")
    quoted = {value for _, value in figures(quote)}
    for kind in sorted({kind for kind, _ in ours} & {kind for kind, _ in theirs}):
        mine = {value for each, value in ours if each == kind}
        held = {value for each, value in theirs if each == kind}
        if not held & quoted and not any(rounded(a, b) or rounded(b, a) for a in mine for b in held):
            said = f"the record has {', '.join(map(plain, sorted(held)))}, not {', '.join(map(plain, sorted(mine)))}"
            return Point("figures", weight, 0.0, said, odds=True)
    return None
