"""One SELECT over the record's tables, as known on a day.

tables     what there is to ask about: a table for each kind of entry, for each list of parts, and for citations
enquiry    a question with the tables that it names, ready for the database
statement  what the database found, with the entries that each row rests on
query      the answer to one SELECT, as a Statement

`query` answers in this process, for someone who asks about a record of their own. A server asks through
`apart`, which answers in processes that can be ended.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from talleyrand.books.statement import Column, Row, Statement
from talleyrand.errors import QueryError
from talleyrand.presentation.enquiries import MOST_ROWS, SECONDS, Enquiry, Finding, Piece, Table
from talleyrand.record import fates, lives
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import KINDS, Citation, Entry, Measure
from talleyrand.record.record import Record

LONGEST = 20_000  # characters of a question
LINES = 1_000  # of a piece
CITING = ("id", "entry", *KINDS)  # columns that name an entry

# Words of questions that can reach a table without its name, or that count what is in all of them.
ROUNDABOUT = ("query", "duckdb_", "pragma", "information_schema", "u&", "execute_serialized", "database_size")

_PLURALS = {"party": "parties", "person": "people", "talks": "talks"}
_SQL = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", Decimal: "DECIMAL(38,10)", When: "VARCHAR"}

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a class of entries: how its value becomes columns, and how its parts become lines of a table."""

    name: str
    columns: tuple[tuple[str, str], ...]
    spread: Callable[[Any], Values]
    parts: type | None = None


@cache
def tables() -> tuple[Table, ...]:
    """Every table that a question may ask about."""
    found = []
    shape: Any
    for kind, shape in KINDS.items():
        name = _PLURALS.get(kind, f"{kind}s")
        found.append(Table(name=name, columns=_columns(shape), meaning=f"each {kind}"))
        for field in _fields(shape):
            if field.parts and field.parts is not Citation:
                parts: tuple[tuple[str, str], ...] = ((kind, "VARCHAR"), ("number", "BIGINT"), *_columns(field.parts))
                found.append(
                    Table(
                        name=f"{kind}_{field.name}",
                        columns=parts,
                        meaning=f"each of {'an' if kind[0] in 'aeiou' else 'a'} {kind}'s {field.name}",
                    )
                )
    quotes: tuple[tuple[str, str], ...] = (("entry", "VARCHAR"), ("part", "VARCHAR"), *_columns(Citation))
    found.append(
        Table(name="citations", columns=quotes, meaning="each citation of a source by an entry or a part of it")
    )
    states: tuple[tuple[str, str], ...] = (
        ("entry", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("state", "VARCHAR"),
        ("level", "DECIMAL(38,10)"),
    )
    found.append(Table(name="states", columns=states, meaning="what each entry is in on the day asked about"))
    return tuple(found)


def _columns(shape: type) -> tuple[tuple[str, str], ...]:
    return tuple(column for field in _fields(shape) if not field.parts for column in field.columns)


@cache
def _fields(shape: type) -> tuple[_Field, ...]:
    hints = get_type_hints(shape, include_extras=True)
    return tuple(
        _field(each.name, hints[each.name]) for each in fields(shape) if get_origin(hints[each.name]) is not ClassVar
    )


def _field(name: str, hint: Any) -> _Field:
    bare = _bare(hint)
    if get_origin(bare) is tuple:
        inner = _bare(get_args(bare)[0])
        if isinstance(inner, type) and is_dataclass(inner):
            return _Field(name, (), lambda _: {}, inner)
        return _Field(name, ((name, "VARCHAR[]"),), lambda value: {name: value})
    if bare is When:
        dates = ((name, "VARCHAR"), (f"{name}_first", "DATE"), (f"{name}_last", "DATE"))
        return _Field(name, dates, lambda value: _dated(name, value))
    if isinstance(bare, type) and is_dataclass(bare):
        inner_fields = [each for each in _fields(bare) if not each.parts]
        columns = tuple((f"{name}_{column}", kind) for each in inner_fields for column, kind in each.columns)
        return _Field(name, columns, lambda value: _prefixed(name, value, bare))
    sql = "VARCHAR" if get_origin(bare) is Literal else _SQL[bare]
    return _Field(name, ((name, sql),), lambda value: {name: value})


def _bare(hint: Any) -> Any:
    """The type without annotations and without None."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    return hint


def _dated(name: str, value: When | None) -> Values:
    if value is None:
        return {}
    first, last = (None if day in (date.min, date.max) else day for day in (value.first, value.last))
    return {name: value.text, f"{name}_first": first, f"{name}_last": last}


def _prefixed(name: str, value: Any, shape: type) -> Values:
    return {f"{name}_{column}": cell for column, cell in _line(value, shape).items()} if value else {}


def _line(value: Any, shape: type) -> Values:
    """An entry or part as the columns of its table."""
    line: Values = {}
    for field in _fields(shape):
        if not field.parts and (cell := getattr(value, field.name)) is not None:
            line.update(field.spread(cell))
    return line


# --- filling -------------------------------------------------------------------------------------


def _named(question: str) -> frozenset[str]:
    """The tables that a question names; all of them if it could name one in a roundabout way."""
    text = question.casefold()
    roundabout = any(word in text for word in ROUNDABOUT)
    return frozenset(table.name for table in tables() if roundabout or table.name in text)


def _filling(record: Record, on: Moment, wanted: frozenset[str]) -> Iterator[Piece]:
    """Every line of the tables wanted, a thousand at a time: all at once would be a hundred megabytes and more."""
    for name, lines in _lines(record, on):
        if name in wanted:
            while some := list(islice(lines, LINES)):
                yield Piece(name, msgspec.json.encode(some, enc_hook=str))


def _lines(record: Record, on: Moment) -> Iterator[tuple[str, Iterator[Values]]]:
    """Each table's name and lines, which are made when they are read."""
    shape: Any
    for kind, shape in KINDS.items():
        yield _PLURALS.get(kind, f"{kind}s"), (_line(entry, shape) for entry in record.of(shape))
        for field in _fields(shape):
            if field.parts:
                yield f"{kind}_{field.name}", _parts(record, kind, shape, field)
        yield "citations", (line for entry in record.of(shape) for line in _cited(entry, shape))
    yield "states", _states(record, on)


def _parts(record: Record, kind: str, shape: type[Entry], field: _Field) -> Iterator[Values]:
    if field.parts:
        for entry in record.of(shape):
            for number, part in enumerate(getattr(entry, field.name), 1):
                yield {kind: entry.id, "number": number, **_line(part, field.parts)}


def _cited(entry: Any, shape: type) -> Iterator[Values]:
    """A line for each citation in an entry and in its parts."""
    yield from _quoted(entry.id, "", entry.sources)
    for field in _fields(shape):
        if field.parts and field.parts is not Citation:
            for number, part in enumerate(getattr(entry, field.name), 1):
                yield from _quoted(entry.id, f"{field.name} {number}", getattr(part, "sources", ()))


def _quoted(entry: str, part: str, citations: Iterable[Citation]) -> list[Values]:
    return [{"entry": entry, "part": part, **_line(each, Citation)} for each in citations]


def _states(record: Record, on: Moment) -> Iterator[Values]:
    entry: Entry
    for entry in record.entries:
        word = fates.state_word(record, entry, on)
        if word:
            now = lives.state(record, entry, on) if isinstance(entry, Measure) else None
            yield {"entry": entry.id, "kind": entry.KIND, "state": word, "level": now.level if now else None}


# --- asking --------------------------------------------------------------------------------------


def query(record: Record, question: str, *, on: Moment, known: Moment) -> Statement:
    """The answer to one SELECT over the record's tables, as known on a day; at most 10,000 rows.

    A column called `id`, `entry` or by a kind of entry tells which entry a row rests on.

    Raises:
        QueryError: if it is not one SELECT, names what is not there, fails, or takes more than five seconds.
    """
    from talleyrand.presentation.answering import answer  # loads the engine, which a server must not

    seen = record.as_known(known)
    return statement(seen, answer(enquiry(seen, question, on=on)), on=on, known=known)


def enquiry(record: Record, question: str, *, on: Moment, seconds: float = SECONDS) -> Enquiry:
    """A question and the tables that it names, of a record as known on the day.

    Raises:
        QueryError: if it is too long or no text.
    """
    if "\0" in question or len(question) > LONGEST or not _is_text(question):
        raise QueryError(f"a query is at most {LONGEST} characters of text")
    pieces = _filling(record, on, _named(question))
    return Enquiry(question=question, tables=tables(), pieces=pieces, seconds=seconds)


def statement(record: Record, found: Finding, *, on: Moment, known: Moment) -> Statement:
    """What was found in the tables of a record as known on the day, each row with the entries it names."""
    cites = [number for number, name in enumerate(found.names) if name in CITING]
    lines = tuple([Row(row, _ids(record, row, cites)) for row in found.rows])
    columns = tuple([Column(name) for name in _distinct(found.names)])
    cautions = (f"Only the first {MOST_ROWS} rows are shown.",) if found.cut else ()
    return Statement(title="Query", on=on, known=known, columns=columns, rows=lines, cautions=cautions)


def _is_text(question: str) -> bool:
    """False of half a character, as comes of bytes that are not UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in question)


def _ids(record: Record, row: tuple[Any, ...], cites: list[int]) -> tuple[str, ...]:
    named = (row[number] for number in cites)
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str) and each in record))


def _distinct(names: Iterable[str]) -> list[str]:
    """Column names, a repeated one numbered, and none called `entries`, which every row has already."""
    seen: dict[str, int] = {"entries": 1}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out
