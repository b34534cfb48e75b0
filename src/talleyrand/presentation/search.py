"""Finds entries, people, parties, issues and sources by a few letters, in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.presentation.index import UNSPACED, Index, called, day_of, index_of, names_of, texts_of, words_of
from talleyrand.record.dates import Moment
from talleyrand.record.entries import KINDS, AnyKind
from talleyrand.record.record import Record

FOUND = columns("kind", "id", "name", "day", "where", "*words")

MOST_WORDS, MOST_LETTERS = 8, 200
SLIP = 2  # letters more or fewer that a word meant for another has at most
SHOWN = 160  # letters of a text in which a word was found
UNKNOWN, WHOLE, PART = 0, 1, 2


def search(
    record: Record, words: str, *, on: Moment, known: Moment, kind: str | None = None, limit: int = 50
) -> Statement:
    """Everything in which each of some words begins a word, the best first.

    Best is what bears the words as its id or name; then what begins with them; then what has them whole in its name;
    then in part; then elsewhere. Among equals the newer comes first. Sources come after what else was found.

    Args:
        words: a few letters are enough; in a script without spaces, any part of a word.
        kind: only entries of this kind, as in person.
        limit: how many are shown.

    Raises:
        NotFound: if there is no such kind of entry.
        WrongValue: if limit is negative.
    """
    if kind is not None and kind not in KINDS:
        raise NotFound(f"'{kind}' is no kind of entry{nearest(kind, KINDS)}")
    if limit < 0:
        raise WrongValue(f"limit is {limit}: how many are shown is 0 or more")
    then = record.as_known(known)
    every = list(dict.fromkeys(words_of(words[:MOST_LETTERS])))
    sought = every[:MOST_WORDS]
    index = index_of(record.whole)
    found = _known_of(index, then, index.ranked(sought), sought)
    if kind is not None:
        number = list(KINDS).index(kind)
        found = [place for place in found if index.kinds[place] == number]
    rows = tuple([_row(then, _now(then, index.items[place]), sought) for place in found[:limit]])
    hints = (_apart(index, then, sought),) if sought and not found and kind is None else ()
    title = f"Found for {' '.join(words[:MOST_LETTERS].split())}" if sought else "Search"
    return Statement(title=title, on=on, known=known, columns=FOUND, rows=rows, totals=_by_kind(index, found),
                     cautions=(*_cautions(every, len(found), len(rows)), *hints))  # fmt: skip


def _cautions(every: Sequence[str], found: int, shown: int) -> tuple[str, ...]:
    told = []
    if not every:
        told.append("Give a few letters of what you look for.")
    if len(every) > MOST_WORDS:
        told.append(f"Only the first {MOST_WORDS} words were looked for.")
    if found > shown:
        told.append(f"{found - shown} more were found and are not shown: add a word, or name a kind.")
    return tuple(told)


def _apart(index: Index, then: Record, sought: Sequence[str]) -> str:
    """Why nothing has all of some words: how much each finds by itself, or the nearest to one that finds nothing."""
    alone = {word: len(_known_of(index, then, index.ranked([word]), [word])) for word in sought}
    wrong = next((word for word, number in alone.items() if not number), None)
    if wrong is not None:
        alike = [each for each in index.named.led_by(wrong[0]) if abs(len(each) - len(wrong)) <= SLIP]
        known = [each for each in get_close_matches(wrong, alike, cutoff=0.6)
                 if _known_of(index, then, index.ranked([each]), [each])]  # fmt: skip
        meant = f"; did you mean '{known[0]}'?" if known else "."
        return f"No word begins with '{wrong}'{meant}"
    told = ", ".join([f"'{word}' finds {number}" for word, number in alone.items()])
    return f"Nothing has all of these words; alone, {told}."


def _by_kind(index: Index, found: Iterable[int]) -> tuple[Tally, ...]:
    kinds = Counter(map(index.kinds.__getitem__, found))
    names = list(KINDS)
    return tuple([Tally((("kind", names[each]), ("found", number))) for each, number in sorted(kinds.items())])


def _row(record: Record, item: AnyKind, sought: Sequence[str]) -> Row:
    labels, text = _why(item, sought) or ((), None)
    cells = (item.KIND, item.id, called(item), day_of(item), labels, text)
    return Row(cells, (item.id,) if item.id in record else ())


def _why(item: AnyKind, sought: Sequence[str]) -> tuple[tuple[str, ...], str | None] | None:
    """What the words were found in, and the text of it if that is no name; None if one was not found."""
    labels: dict[str, None] = {}
    text = None
    missing = list(sought)
    for named in (names_of, texts_of):
        for label, said in named(item):
            words = words_of(said)
            there = [each for each in missing if _in(each, words)]
            if there:
                labels[label] = None
                text = text or (said[:SHOWN] if label not in ("id", "name") else None)
                missing = [each for each in missing if each not in there]
            if not missing:
                return tuple(labels), text
    return None


def _in(sought: str, words: Iterable[str]) -> bool:
    if UNSPACED.match(sought):
        return any(sought in each for each in words)
    return any(each.startswith(sought) for each in words)


# --- what was known ------------------------------------------------------------------------------


def _known_of(index: Index, then: Record, found: Sequence[int], sought: Sequence[str]) -> list[int]:
    """Those places at which something known by then stands, the words being in what was known of it."""
    known = _known(index, then)
    if PART not in known:
        return [place for place in found if known[place]]
    return [
        place for place in found
        if known[place] == WHOLE or (known[place] and _why(_now(then, index.items[place]), sought))
    ]  # fmt: skip


def _known(index: Index, then: Record) -> bytes:
    """For each place, whether what stands there was known: not, whole, or in part; worked out once."""
    if _known not in then.memory:
        then.memory[_known] = bytes([
            (WHOLE if then.entry(item.id) is item else PART) if item.id in then
            else WHOLE if place in index.terms else UNKNOWN
            for place, item in enumerate(index.items)
        ])  # fmt: skip
    return then.memory[_known]  # type: ignore[return-value]


def _now(then: Record, item: AnyKind) -> AnyKind:
    return then.entry(item.id) if item.id in then else item
