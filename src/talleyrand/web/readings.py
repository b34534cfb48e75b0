"""The same words as each side reads them: clause by clause, each side's own words beside their translation.

Subject  what was read, with its verdicts and its two sides
Side     one side's terms, its readings with their words, and what it did afterwards
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from talleyrand.books.statement import Row
from talleyrand.presentation.tables import text_of
from talleyrand.record.entries import Agreement, Reading
from talleyrand.record.record import Record
from talleyrand.web.facts import Quote, heading, quote
from talleyrand.web.sheets import Sheet, Shown, shown

_SIDES = ("a", "b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One reading: the day, what it says, and the words it rests on."""

    entry: str
    day: str
    words: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side's terms, its readings with their words, and what it did afterwards."""

    name: str
    terms: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]
    complained: str
    conduct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was read, with its verdicts and its two sides."""

    title: str
    within: Shown
    verdicts: tuple[Shown, ...]
    sides: tuple[Side, ...]


def subjects(sheet: Sheet, names: tuple[str, ...], record: Record) -> tuple[Subject, ...]:
    """The rows of a page of readings, by what was read and by whom.

    Args:
        names: of the statement's columns.
    """
    rows = [(dict(zip(names, row.cells, strict=True)), row) for row in sheet.rows]
    by_subject = groupby(rows, key=lambda pair: [pair[0][each] for each in ("subject", "side_a", "side_b")])
    return tuple([_subject(list(members), record) for _, members in by_subject])


def _subject(rows: list[tuple[dict[str, Any], Row]], record: Record) -> Subject:
    first = rows[0][0]
    entries = dict.fromkeys(each for _, row in rows for each in row.entries)
    readings = [found for each in entries if each in record and isinstance(found := record.entry(each), Reading)]
    readings.sort(key=lambda each: (each.on.first, each.id))
    verdicts = dict.fromkeys(cells["verdict"] for cells, _ in rows)
    return Subject(
        title=_title(str(first["subject"]), record), within=shown(first["subject"], "of", record),
        verdicts=tuple([shown(each, "verdict", record) for each in verdicts]),
        sides=tuple([_side(each, rows, readings, record) for each in _SIDES]),
    )  # fmt: skip


def _title(subject: str, record: Record) -> str:
    """What was read: a clause by its text, anything else by its own title."""
    whole, _, name = subject.partition("#")
    if whole not in record:
        return subject
    found = record.entry(whole)
    if isinstance(found, Agreement) and name:
        return next((text_of(each.text) for each in found.clauses if each.clause == name), name)
    return heading(found)


def _side(side: str, rows: list[tuple[dict[str, Any], Row]], readings: Iterable[Reading], record: Record) -> Side:
    first = rows[0][0]
    state = str(first[f"side_{side}"])
    own = [each for each in readings if record.state_of(each.by) == state]
    terms = [(str(cells["term"]).replace("-", " "), text_of(cells[f"value_{side}"]) or "silent") for cells, _ in rows
             if cells["term"]]  # fmt: skip
    return Side(
        name=record.name_of(state), terms=tuple(terms), said=tuple([_said(each, record) for each in own]),
        complained=text_of(first[f"first_complaint_{side}"]), conduct=text_of(first[f"conduct_{side}"]),
    )  # fmt: skip


def _said(reading: Reading, record: Record) -> Said:
    quotes = tuple([quote(each, record) for each in reading.sources])
    return Said(entry=reading.id, day=text_of(reading.on), words=text_of(reading.words), quotes=quotes)
