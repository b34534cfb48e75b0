"""The index of a record: what can be found, and the words that lead to it, accents and capitals apart.

Index   what can be found, in the order in which equals are shown, and the words that lead to it
Words   sorted words, or beginnings of names, and the places at which each stands
Script  names and texts in a script without spaces, in which any part of a line may be looked for

It is made once for a record and serves every day of knowledge. Notes are not looked through.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import accumulate

from talleyrand.presentation.dossiers import name_of
from talleyrand.record.citing import citations
from talleyrand.record.dates import When
from talleyrand.record.entries import (
    KINDS,
    Act,
    Agreement,
    AnyKind,
    Assertion,
    Channel,
    Commitment,
    Indicator,
    Issue,
    Measure,
    Meeting,
    Party,
    Person,
    Question,
    Reading,
    Source,
    Talks,
)
from talleyrand.record.record import Record

HEAD = 24  # letters by which the beginning of a name is known
_SIGNS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNSPACED = re.compile(rf"[{_SIGNS}]")  # a sign of a script without spaces
_WORD = re.compile(rf"[{_SIGNS}]+|[^\W_{_SIGNS}]+")
# The small letters and figures of ASCII, all else a space: several times as fast as a pattern, and nearly all there is.
_PLAIN = bytes(ord(sign.lower()) if sign.isalnum() and sign.isascii() else 32 for sign in map(chr, range(256)))
_MARK = re.compile("[\u0300-\u036f\u3099\u309a]")  # accents, once they stand apart from their letters
_STROKED = str.maketrans("łøđ", "lod")  # letters whose stroke is no accent to Unicode
_STROKE = re.compile("[łøđ]")

# Beside names and citations, the fields whose words lead to an entry, and what they are called where they did.
TEXTS = ("number", "publisher", "author", "coverage", "place", "outcome", "done_when", "meaning")
PARTS = (("posts", "post", "post"), ("clauses", "text", "clause"), ("steps", "basis", "basis"))

Places = set[int]


def words_of(text: str) -> list[str]:
    """The words of a text, accents and capitals apart; a run of a script without spaces is one word.

    >>> words_of("São Tomé's 对等关税, 8541.10")
    ['sao', 'tome', 's', '对等关税', '8541', '10']
    """
    if text.isascii():
        return text.encode("ascii").translate(_PLAIN).decode("ascii").split()
    plain = _MARK.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return _WORD.findall(plain.translate(_STROKED) if _STROKE.search(plain) else plain)


def names_of(item: AnyKind) -> Iterator[tuple[str, str]]:
    """The names that lead to an entry, each with what sort of name it is."""
    yield "id", item.id
    yield "name", called(item)
    if isinstance(item, Party | Person):
        for each in item.aliases:
            yield "alias", each
        for name in item.names:
            yield f"name in {name.language}", name.text


def called(item: AnyKind) -> str:
    """The name of an entry, or what an assertion is of."""
    if isinstance(item, Assertion):
        return item.entry or f"{item.series or ''} {item.by or ''} → {item.toward or ''}".strip()
    return name_of(item)


def texts_of(item: AnyKind) -> Iterator[tuple[str, str]]:
    """The other texts that lead to an entry, each with what it is."""
    own, parts = _telling(type(item))  # type: ignore[arg-type]  # a class is hashable
    for name, label in own:
        if text := getattr(item, name):
            yield label, text
    for held, name, label in parts:
        for part in getattr(item, held):
            if text := getattr(part, name, None):
                yield label, text
    for each in citations(item):
        if each.quote:
            yield "quote", each.quote
        if each.translation:
            yield "translation", each.translation


@cache
def _telling(kind: type) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, str], ...]]:
    """The fields of a kind, and those of its parts, whose words lead to an entry; each with its name for people."""
    there = {each.name for each in fields(kind)}
    own = tuple([(name, name.replace("_", " ")) for name in TEXTS if name in there])
    return own, tuple([part for part in PARTS if part[0] in there])


def day_of(item: AnyKind) -> When | None:
    """The date that an entry stands under: of an act its day, of a measure its first step, of a meeting its own."""
    if name := _DATED.get(item.__class__):
        return getattr(item, name)  # type: ignore[no-any-return]
    if isinstance(item, Meeting):
        dates = [step.on if step.step == "held" else step.date for step in reversed(item.steps)]
        return next((each for each in dates if each), item.steps[0].on)
    if isinstance(item, Measure):
        first = item.steps[0]
        return first.announced or first.signed or first.effective or first.disclosed
    if isinstance(item, Agreement | Channel):
        return item.steps[0].on
    if isinstance(item, Indicator):
        return item.figures[-1].period if item.figures else None
    return None


_DATED: dict[type, str] = {Act: "on", Reading: "on", Assertion: "on", Commitment: "made", Source: "issued",
                           Talks: "since", Question: "opens"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Sorted words, and the places at which each stands: `places[starts[n]:starts[n + 1]]` for the n-th."""

    words: tuple[str, ...]
    starts: array[int]
    places: array[int]

    def beginning(self, letters: str) -> array[int]:
        """The places of all words that begin with some letters; a place may stand there twice."""
        first = bisect_left(self.words, letters)
        last = bisect_left(self.words, letters + "\U0010ffff", first)
        return self.places[self.starts[first] : self.starts[last]]

    def led_by(self, letters: str) -> tuple[str, ...]:
        """The words that begin with some letters."""
        first = bisect_left(self.words, letters)
        return self.words[first : bisect_left(self.words, letters + "\U0010ffff", first)]

    def being(self, word: str) -> array[int]:
        """The places of one word."""
        number = bisect_left(self.words, word)
        if number == len(self.words) or self.words[number] != word:
            return array("I")
        return self.places[self.starts[number] : self.starts[number + 1]]


@dataclass(frozen=True, slots=True)
class Script:
    """Lines in a script without spaces, where each starts in the text, and the place that it belongs to."""

    text: str
    starts: array[int]
    places: array[int]

    def holding(self, run: str) -> Places:
        """The places of the lines that hold a run of signs."""
        found: Places = set()
        at = self.text.find(run)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            found.add(self.places[line])
            at = self.text.find(run, self.starts[line + 1])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What can be found, and the words that lead to it.

    Attributes:
        items: in the order in which equals are shown: people, parties and issues, then by day, then sources.
        kinds: the number of each item's kind in the list of kinds.
        terms: the places of the vocabulary's issues, which are no entries.
        first_source: the place of the first source.
        heads: the beginnings of ids and names.
        named: the words of ids and names.
        told: the words of other texts.
        named_unspaced: names in scripts without spaces.
        told_unspaced: other texts in them.
    """

    items: tuple[AnyKind, ...]
    kinds: bytes
    terms: frozenset[int]
    first_source: int
    heads: Words
    named: Words
    told: Words
    named_unspaced: Script
    told_unspaced: Script

    def ranked(self, sought: Sequence[str]) -> list[int]:
        """The places at which every word was found, the best first."""
        taken: Places = set()
        exact, before, after = self._exact(sought), list[int](), list[int]()
        for band in self._bands(sought) if sought else ():
            ordered = sorted(band - taken - exact)
            cut = bisect_left(ordered, self.first_source)
            before += ordered[:cut]
            after += ordered[cut:]
            taken |= band
        return [*sorted(exact), *before, *after]

    def _exact(self, sought: Sequence[str]) -> Places:
        """The places at which the words are the very id or name, be it that of a source."""
        phrase = " ".join(sought)
        return set(self.heads.being(phrase)) if len(phrase) < HEAD else set()

    def _bands(self, sought: Sequence[str]) -> Iterator[Places]:
        """The places at which every word was found: beginning a name, whole in it, in part, or elsewhere."""
        named, anywhere = self._leads(sought[0])
        for word in sought[1:]:
            named_here, here = self._leads(word, anywhere)
            named, anywhere = named & named_here, here
        yield named.intersection(self.heads.beginning(" ".join(sought)[:HEAD]))
        yield self._whole(sought, named)
        yield named
        yield anywhere

    def _leads(self, word: str, among: Places | None = None) -> tuple[Places, Places]:
        """The places at which a word of a name begins so, and those at which one of any text does."""
        if UNSPACED.match(word):
            names, texts = self.named_unspaced.holding(word), self.told_unspaced.holding(word)
            return (names, names | texts) if among is None else (names & among, (names | texts) & among)
        begun, told = self.named.beginning(word), self.told.beginning(word)
        names = set(begun) if among is None else among.intersection(begun)
        texts = set(told) if among is None else among.intersection(told)
        return names, names | texts

    def _whole(self, sought: Sequence[str], named: Places) -> Places:
        """Those of some places at which each word is a whole word of a name."""
        for word in sought:
            if not UNSPACED.match(word):
                named = named.intersection(self.named.being(word))
        return named


def index_of(whole: Record) -> Index:
    """The index of a record, made once."""
    if index_of not in whole.memory:
        collecting = gc.isenabled()
        gc.disable()  # it would look through the whole record again and again, and find nothing
        try:
            whole.memory[index_of] = _indexed(whole)
        finally:
            if collecting:
                gc.enable()
    return whole.memory[index_of]  # type: ignore[return-value]


def _indexed(whole: Record) -> Index:
    own = {each.id for each in whole.of(Issue)}
    terms = [Issue(id=term.code, name=term.label, meaning=term.definition)
             for term in whole.vocabulary["issues"].values() if term.code not in own]  # fmt: skip
    items = tuple(sorted([*terms, *whole.written], key=_order))
    numbers = {kind: number for number, kind in enumerate(KINDS.values())}
    of_terms = {id(term) for term in terms}
    heads, named, told = _Gathered(), _Gathered(), _Gathered()
    for place, item in enumerate(items):
        names = [words_of(text) for _, text in names_of(item)]
        heads.add(place, [" ".join(each)[:HEAD] for each in names])
        named.add(place, [word for each in names for word in each])
        texts = [text for _, text in texts_of(item)]
        joined = "\n".join(texts)
        told.add(place, words_of(joined) if joined.isascii() else [word for each in texts for word in words_of(each)])
    return Index(
        items=items, kinds=bytes([numbers[type(each)] for each in items]),
        terms=frozenset(place for place, each in enumerate(items) if id(each) in of_terms),
        first_source=next((place for place, each in enumerate(items) if isinstance(each, Source)), len(items)),
        heads=heads.words(), named=named.words(), told=told.words(),
        named_unspaced=named.script(), told_unspaced=told.script(),
    )  # fmt: skip


def _order(item: AnyKind) -> tuple[int, int]:
    """What others are about comes first, what is about others after it, sources last; the newer before the older."""
    if isinstance(item, Party | Person | Issue):
        return 0, 0
    day = day_of(item)
    return _RANKS.get(type(item), 2), -day.first.toordinal() if day else 0


_RANKS: dict[type, int] = {Agreement: 1, Reading: 3, Assertion: 3, Source: 4}


class _Gathered:
    """The words gathered so far, each with its places."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)

    def add(self, place: int, words: Iterable[str]) -> None:
        """Note the words that stand at a place."""
        places = self._places
        for word in set(words):
            places[word].append(place)

    def words(self) -> Words:
        """The words in order, packed."""
        ordered = sorted(self._places)
        starts, places = array("I", (0,)), array("I")
        for word in ordered:
            places.extend(self._places[word])
            starts.append(len(places))
        return Words(tuple(ordered), starts, places)

    def script(self) -> Script:
        """The runs of scripts without spaces, a line each."""
        runs = [(run, place) for run in self._places if UNSPACED.match(run) for place in self._places[run]]
        starts = array("I", accumulate([len(run) + 1 for run, _ in runs], initial=0))
        return Script("\n".join([run for run, _ in runs]), starts, array("I", [place for _, place in runs]))
