"""Sections of a brief: sentences, each with the entries and the sources that it rests on.

Sentence  one statement of fact
Section   sentences under one name, with how many were left out

A sentence without a source is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

from talleyrand.books.statement import Row, cited
from talleyrand.record.dates import Moment
from talleyrand.record.entries import KINDS, AnyKind, Citation, Source
from talleyrand.record.record import Record

ENOUGH = 40  # entries of one sentence whose sources are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement of fact.

    Attributes:
        text: the sentence.
        entries: ids of the entries it rests on.
        chief: ids of the sources of the very step that it tells of, where there is one.
    """

    text: str
    entries: tuple[str, ...]
    chief: tuple[str, ...] = ()


class Section(NamedTuple):
    """A section: its name, its rows, how many sentences were left out for length, and how many for want of a source."""

    name: str
    rows: tuple[Row, ...]
    more: int
    bare: int


Said = Sentence | Callable[[], Sentence]  # or what makes it: of the changes of years, only a few are told


def section(record: Record, name: str, told: Iterable[Said], most: int | None, *, known: Moment) -> Section:
    """What is told under a name.

    Args:
        most: sentences, beyond which they are only counted; None for all.
        known: the day of knowledge.
    """
    rows: list[Row] = []
    more = bare = 0
    for said in told:
        if len(rows) == most:
            more += 1
            continue
        one = said if isinstance(said, Sentence) else said()
        if sources := _sources(record, one, known):
            rows.append(Row((name, _doubted(record, one), sources), one.entries))
        else:
            bare += 1
    return Section(name, tuple(rows), more, bare)


def sentence(text: str, entries: Iterable[str], sources: Iterable[Citation] = ()) -> Sentence:
    """A sentence, its first letter large.

    Args:
        sources: of the very step that it tells of.
    """
    chief = tuple(citation.source for citation in sources)
    return Sentence(text=text[:1].upper() + text[1:], entries=cited(entries), chief=chief)


def _sources(record: Record, one: Sentence, known: Moment) -> tuple[str, ...]:
    """The ids of the sources that a sentence rests on, the chief one first; of very many entries, of the first.

    What was published after the day of knowledge comes last: it bears out what was known, but nobody had read it.
    """
    entries = [entry for each in one.entries[:ENOUGH] if (entry := record.get(each))]
    sources = cited(one.chief, *map(sources_of, entries))
    later = {each for each in sources if _came_later(record.get(each), known)}
    return tuple(sorted(sources, key=later.__contains__)) if later else sources


def _came_later(source: AnyKind | None, known: Moment) -> bool:
    return isinstance(source, Source) and source.issued is not None and source.issued.first > known.day


def _doubted(record: Record, one: Sentence) -> str:
    """The sentence with the least confidence given for its entries, where that is not high."""
    stated = [entry.confidence for each in one.entries if (entry := record.get(each))]
    levels = {each.level if each else "high" for each in stated}
    doubt = next((level for level in ("low", "medium") if level in levels), None)
    if doubt is None:
        return one.text
    part = "in part " if "high" in levels or (doubt == "low" and "medium" in levels) else ""
    return f"{one.text} ({part}{doubt} confidence)"


def sources_of(entry: AnyKind) -> tuple[str, ...]:
    """The ids of the sources that an entry cites, its own first and then its parts' from the latest back."""
    own = [citation.source for citation in entry.sources]
    parts: list[str] = []
    for name in _OTHERS[type(entry)]:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            for part in reversed(value):
                parts += [citation.source for citation in getattr(part, "sources", ())]
    return cited(own, parts)


_OTHERS = {kind: tuple([field.name for field in fields(kind) if field.name != "sources"]) for kind in KINDS.values()}
