"""The documents that a record rests on: who published them, in whose voice, and how many entries rest on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.errors import NotFound, nearest
from talleyrand.record.asof import known_day
from talleyrand.record.citing import times_cited
from talleyrand.record.dates import Moment
from talleyrand.record.entries import Source
from talleyrand.record.record import Record

SOURCES = columns(
    "source", "title", "publisher", "issued", "*language", "voice", "cited:entries", "*type", "*number", "*author",
    "*url",
)  # fmt: skip


def bibliography(
    record: Record, *, on: Moment, known: Moment, party: str | None = None, publisher: str | None = None
) -> Statement:
    """Every source published by a day, the newest first, with how many entries rest on it.

    Args:
        party: only sources that are the official voice of this party, or of one that is part of it.
        publisher: only sources whose publisher's name contains this, capitals apart.

    Raises:
        NotFound: if the record has no such party, or no source of such a publisher.
    """
    then = record.as_known(known)
    wanted = scope(then, party)
    published = [each for each in then.of(Source) if _published(each, on, known)]
    if publisher:
        published = _by(published, publisher)
    if wanted.party:
        published = [each for each in published if each.voice and wanted.done_by((each.voice,))]
    published.sort(key=lambda each: (-each.issued.first.toordinal() if each.issued else 0, each.id))
    times = times_cited(then)
    kept: dict[str, Row] = then.memory.setdefault(_row, {})  # type: ignore[assignment]  # the same on every day
    rows = tuple([kept.get(each.id) or kept.setdefault(each.id, _row(each, times)) for each in published])
    unused = sum(each.id not in times for each in published)
    cautions = (f"On {unused} of these sources no entry rests.",) if unused else ()
    return Statement(title="Sources", on=on, known=known, columns=SOURCES, rows=rows,
                     totals=_by_voice(then, published), cautions=cautions)  # fmt: skip


def _published(source: Source, on: Moment, known: Moment) -> bool:
    if source.issued is None:
        return True
    return source.issued.first <= on.day and known_day(source.issued) <= known.day


def _by(found: list[Source], publisher: str) -> list[Source]:
    """Those of a publisher.

    Raises:
        NotFound: if there are none.
    """
    asked = publisher.casefold()
    publishers = {each.publisher for each in found}
    meant = {each for each in publishers if asked in each.casefold()}
    if not meant:
        raise NotFound(f"'{publisher}' published no source of the record{nearest(publisher, publishers)}")
    return [each for each in found if each.publisher in meant]


def _row(source: Source, times: Mapping[str, int]) -> Row:
    cells = (
        source.id, source.title, source.publisher, source.issued, source.language, source.voice,
        times.get(source.id, 0), source.type, source.number, source.author, source.url,
    )  # fmt: skip
    return Row(cells, (source.id,))


def _by_voice(record: Record, found: Iterable[Source]) -> tuple[Tally, ...]:
    """How many sources speak for each state, its agencies included, and how many for none."""
    voices = Counter([record.state_of(each.voice) if each.voice else None for each in found])
    ordered = sorted(voices.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    return tuple([Tally((("voice", voice or "nobody's"), ("sources", number))) for voice, number in ordered])
