"""Proposals of documents for people and machines: blocks on the terminal, one table for Markdown and CSV, JSON whole.

Taken  a document, what was proposed from it, and what its reader wants known
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talleyrand.books.statement import Cell, Row, Statement, cited, columns
from talleyrand.presentation import layout
from talleyrand.presentation.tables import text_of
from talleyrand.reading.proposals import Proposal
from talleyrand.record.dates import Moment
from talleyrand.record.syntax import Raw
from talleyrand.sources.documents import Document

VERDICTS = {"same": "in the record", "different": "new", "unsure": "perhaps in the record"}
COLUMNS = columns("document", "kind", "what", "by", "toward", "on", "record", "*quote", "*place", "*modality", "*into",
                  "*doubts", "*reasons", "*score", "*reader", "*key")  # fmt: skip
_SHOWN = ("kind", "issue", "instrument", "form", "level", "place", "of", "deadline", "series", "stance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document, what was proposed from it, and what its reader wants known.

    Attributes:
        name: under which the user named the document.
        notes: what its reader wants known, each a sentence.
    """

    name: str
    document: Document
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()


def statement(taken: Sequence[Taken], known: Moment) -> Statement:
    """All proposals as one table, each row citing the entry of the record that it is or may be."""
    rows = [_row(each.name, proposal) for each in taken for proposal in each.proposals]
    notes = tuple(f"{each.name}: {note}" for each in taken for note in each.notes)
    title = f"Proposed from {_counted(len(taken), 'document')}"
    return Statement(title=title, on=known, known=known, columns=COLUMNS, rows=tuple(rows), cautions=notes)


def _row(name: str, proposal: Proposal) -> Row:
    place = f"{proposal.start}-{proposal.end}"
    cells: tuple[Cell, ...] = (
        name, _kind(proposal), what(proposal), *_sides(proposal.values), day(proposal.values),
        VERDICTS[proposal.match.verdict], proposal.quote, place, proposal.modality, proposal.into,
        "; ".join(proposal.doubts), "; ".join(proposal.reasons), f"{proposal.score:.2f}", proposal.reader, proposal.key,
    )  # fmt: skip
    return Row(tuple(map(_printed, cells)), cited(proposal.match.entry, proposal.into))


def _printed(cell: Cell) -> Cell:
    """A cell whose text, a stranger's, can do nothing to a terminal."""
    return _UNPRINTED.sub(lambda found: ascii(found[0])[1:-1], cell) if isinstance(cell, str) else cell


_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _kind(proposal: Proposal) -> str:
    return f"part of {proposal.kind}" if proposal.into else proposal.kind


def what(proposal: Proposal) -> str:
    """What is proposed, in one line."""
    values = proposal.values
    for field in ("title", "text", "words"):
        if values.get(field) and isinstance(values[field], str):
            return str(values[field])
    return ", ".join(f"{name} {value}" for name, value in values.items() if isinstance(value, str) and value != "...")


def _sides(values: Mapping[str, Raw]) -> tuple[str, str]:
    doer = values.get("by") or values.get("obligor") or values.get("parties") or ""
    other = values.get("toward") or values.get("obligee") or ""
    return _listed(doer), _listed(other)


def _listed(value: Raw) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def day(values: Mapping[str, Raw]) -> str:
    """The day of what is proposed, as written."""
    for field in ("on", "made", "effective", "announced", "period"):
        if isinstance(values.get(field), str):
            return str(values[field])
    steps = values.get("steps")
    if isinstance(steps, list | tuple) and steps and isinstance(steps[0], Mapping):
        return day(steps[0])
    return ""


def as_text(taken: Sequence[Taken], width: int) -> str:
    """For each document a heading, and for each proposal a block with its quote and its doubts."""
    lines: list[str] = []
    for each in taken:
        lines += [*layout.wrap(text_of(_heading(each)), width), ""]
        for number, proposal in enumerate(each.proposals, 1):
            lines += [*_block(number, proposal, width), ""]
        for note in each.notes:
            lines += [*layout.wrap(f"Note: {text_of(note)}", width), ""]
    lines += [_summary(taken)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(taken: Taken) -> str:
    of = f", {taken.document.date}" if taken.document.date else ", no date given"
    title = taken.document.title if taken.document.title not in taken.name else ""
    return f"{taken.name}{of}{': ' if title else ''}{title}"


def _block(number: int, proposal: Proposal, width: int) -> Iterator[str]:
    head = f"{number:>3}  {_kind(proposal)}, {VERDICTS[proposal.match.verdict]}"
    head += f" [{proposal.match.entry}]" if proposal.match.entry else ""
    yield from layout.wrap(head, width)
    inside = max(20, width - 5)
    by, toward = _sides(proposal.values)
    facts = [f"{by} → {toward}" if toward else by, day(proposal.values), proposal.modality, *_facts(proposal)]
    for text in (
        what(proposal),
        " · ".join(each for each in facts if each),
        f"“{proposal.quote}”",
        *(f"doubt: {each}" for each in proposal.doubts),
        *([f"record: {proposal.match.reason}"] if proposal.match.entry else []),
    ):
        yield from ("     " + line for line in layout.wrap(text_of(text), inside))


def _facts(proposal: Proposal) -> Iterator[str]:
    values = proposal.values
    yield from (f"{values[name]}" for name in _SHOWN if isinstance(values.get(name), str) and values[name])
    if isinstance(target := values.get("target"), Mapping):
        yield " ".join(str(target[name]) for name in ("bound", "amount", "unit") if target.get(name))
    if proposal.into:
        yield f"to {proposal.into}"
    for part in [values, *(values.get("steps") or [])]:
        if isinstance(part, Mapping) and part.get("step"):
            yield str(part["step"]) + (f" {part['level']}" if part.get("level") else "")


def _summary(taken: Sequence[Taken]) -> str:
    proposals = [proposal for each in taken for proposal in each.proposals]
    new = sum(each.match.verdict == "different" for each in proposals)
    there = sum(each.match.verdict == "same" for each in proposals)
    rest = len(proposals) - new - there
    return (
        f"{_counted(len(proposals), 'proposal')} from {_counted(len(taken), 'document')}: "
        f"{new} new, {there} in the record, {rest} perhaps"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(taken: Iterable[Taken], known: Moment) -> str:
    """Every document and proposal whole, as JSON text."""
    data = {"known": str(known), "documents": [_document(each) for each in taken]}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _document(taken: Taken) -> dict[str, Any]:
    document = taken.document
    return {
        "name": taken.name, "title": document.title, "publisher": document.publisher, "date": str(document.date or ""),
        "language": document.language, "address": document.address, "digest": document.digest,
        "doubts": list(document.doubts), "notes": list(taken.notes),
        "proposals": [_proposal(each) for each in taken.proposals],
    }  # fmt: skip


def _proposal(proposal: Proposal) -> dict[str, Any]:
    match = proposal.match
    return {
        "key": proposal.key, "kind": proposal.kind, "into": proposal.into, "values": proposal.values,
        "quote": proposal.quote, "start": proposal.start, "end": proposal.end, "within": list(proposal.within),
        "modality": proposal.modality, "score": proposal.score, "reasons": list(proposal.reasons),
        "doubts": list(proposal.doubts), "reader": proposal.reader,
        "match": {"verdict": match.verdict, "entry": match.entry, "score": match.score, "reason": match.reason},
    }  # fmt: skip
