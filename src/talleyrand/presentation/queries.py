"""One SELECT over the record's tables, in a database in memory that can reach nothing else.

Table   a table's name and its columns with their SQL types
tables  what there is to ask about: a table for each kind of entry, for each list of parts, and for citations
query   the answer to one SELECT, as a Statement

The database is made anew for each question. Before the question is read, access to files, the network,
extensions and settings is shut off; then only one SELECT is let through, for five seconds at most. There are
single functions that the engine does not stop inside; such a question is given up after ten seconds and left to
its thread, so a program that asks for strangers must run in a process that it can end.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from threading import Thread, active_count
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import duckdb
import msgspec

from talleyrand.books.statement import Cell, Column, Row, Statement
from talleyrand.errors import QueryError, nearest
from talleyrand.record import fates, lives
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import KINDS, Citation, Entry, Measure
from talleyrand.record.record import Record

SECONDS = 5.0
MOST_ROWS = 10_000
LONGEST = 20_000  # characters of a question
MEMORY = "512MB"
CALLS = 20  # to stop, before a question is given up as one that cannot be stopped
MOST_MEMORY = 1024**3  # bytes that the process may grow by
CITING = ("id", "entry", *KINDS)  # columns that name an entry

# Words of questions that can reach a table without its name, or that count what is in all of them.
ROUNDABOUT = ("query", "duckdb_", "pragma", "information_schema", "u&", "execute_serialized", "database_size")

_PLURALS = {"party": "parties", "person": "people", "talks": "talks"}
_SQL = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", Decimal: "DECIMAL(38,10)", When: "VARCHAR"}
_LOCKS = (
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    f"SET memory_limit = '{MEMORY}'",
    "SET max_temp_directory_size = '0B'",
    "SET threads = 2",
    "SET lock_configuration = true",
)

Values = dict[str, Any]
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns with their SQL types, and what a line of it is."""

    name: str
    columns: tuple[tuple[str, str], ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a class of entries: how its value becomes columns, and how its parts become lines of a table."""

    name: str
    columns: tuple[tuple[str, str], ...]
    spread: Callable[[Any], Values]
    parts: type | None = None


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
                    Table(name=f"{kind}_{field.name}", columns=parts, meaning=f"each of a {kind}'s {field.name}")
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


def _lines(record: Record, on: Moment, wanted: frozenset[str]) -> dict[str, list[Values]]:
    """Every line of the tables wanted."""
    lines: dict[str, list[Values]] = {name: [] for name in wanted}
    shape: Any
    for kind, shape in KINDS.items():
        name = _PLURALS.get(kind, f"{kind}s")
        if name in wanted:
            lines[name] = [_line(entry, shape) for entry in record.of(shape)]
        for field in _fields(shape):
            if field.parts and (part_table := f"{kind}_{field.name}") in wanted:
                lines[part_table] = [
                    {kind: entry.id, "number": number, **_line(part, field.parts)}
                    for entry in record.of(shape)
                    for number, part in enumerate(getattr(entry, field.name), 1)
                ]
        if "citations" in wanted:
            lines["citations"] += [line for entry in record.of(shape) for line in _cited(entry, shape)]
    if "states" in wanted:
        lines["states"] = list(_states(record, on))
    return lines


def _cited(entry: Any, shape: type) -> Iterator[Values]:
    """A line for each citation in an entry and in its parts."""
    yield from _quoted(entry.id, "", entry.sources)
    for field in _fields(shape):
        if field.parts and field.parts is not Citation:
            for number, part in enumerate(getattr(entry, field.name), 1):
                yield from _quoted(entry.id, f"{field.name} {number}", getattr(part, "sources", ()))


def _quoted(entry: str, part: str, citations: Iterable[Citation]) -> list[Values]:
    return [{"entry": entry, "part": part, **_line(each, Citation)} for each in citations]


def _states(record: Record, on: Moment) -> Iterable[Values]:
    entry: Entry
    for entry in record.entries:
        word = fates.state_word(record, entry, on)
        if word:
            now = lives.state(record, entry, on) if isinstance(entry, Measure) else None
            yield {"entry": entry.id, "kind": entry.KIND, "state": word, "level": now.level if now else None}


def _filled(record: Record, on: Moment, question: str) -> duckdb.DuckDBPyConnection:
    """A database in memory with the record's tables, those filled that a question names, shut off from all else."""
    base = duckdb.connect(":memory:", config={"custom_user_agent": "talleyrand"})
    lines = _lines(record, on, _named(question))
    for table in tables():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
        base.execute(f'CREATE TABLE "{table.name}" ({columns})')
        if lines.get(table.name):
            shape = ", ".join(f'"{name}":"{kind}"' for name, kind in table.columns)
            text = msgspec.json.encode(lines[table.name], enc_hook=str).decode()
            names = ", ".join(f'line."{name}"' for name, _ in table.columns)
            base.execute(
                f'INSERT INTO "{table.name}" SELECT {names} FROM (SELECT unnest(from_json(?::JSON, ?)) AS line)',  # noqa: S608 - names are our own
                [text, "[{" + shape + "}]"],
            )
    for lock in _LOCKS:
        base.execute(lock)
    return base


# --- asking --------------------------------------------------------------------------------------


def query(record: Record, question: str, *, on: Moment, known: Moment) -> Statement:
    """The answer to one SELECT over the record's tables, as known on a day; at most 10,000 rows.

    A column called `id`, `entry` or by a kind of entry tells which entry a row rests on.

    Raises:
        QueryError: if it is not one SELECT, names what is not there, fails, or takes more than five seconds.
    """
    if "\0" in question or len(question) > LONGEST:
        raise QueryError(f"a query is at most {LONGEST} characters of text")
    base, before = _filled(record.as_known(known), on, question), active_count()
    try:
        statement = _one_select(base, question)
        names, rows = _answer(base, statement)
    finally:
        if active_count() == before:  # closing would wait for a question that cannot be stopped
            base.close()
    cautions = (f"Only the first {MOST_ROWS} rows are shown.",) if len(rows) > MOST_ROWS else ()
    cites = [number for number, name in enumerate(names) if name in CITING]
    lines = tuple([Row(tuple(map(_cell, row)), _ids(record, row, cites)) for row in rows[:MOST_ROWS]])
    columns = tuple([Column(name) for name in _distinct(names)])
    return Statement(title="Query", on=on, known=known, columns=columns, rows=lines, cautions=cautions)


def _one_select(base: duckdb.DuckDBPyConnection, question: str) -> duckdb.Statement:
    try:
        statements = base.extract_statements(question)
    except duckdb.Error as fault:
        raise QueryError(_clear(fault)) from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError("a query is one SELECT and nothing else")
    return statements[0]


def _answer(base: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> tuple[list[str], Rows]:
    """The names and rows of the answer, worked out in a thread that can be stopped, or in the worst case left."""
    told: list[tuple[list[str], Rows] | Exception] = []

    def work() -> None:
        try:
            result = base.execute(statement)
            told.append(([each[0] for each in result.description], result.fetchmany(MOST_ROWS + 1)))
        except Exception as fault:  # noqa: BLE001 - it is raised again where the question was asked
            told.append(fault)

    worker = Thread(target=work, daemon=True)
    with _capped_memory():
        worker.start()
        _wait(worker, base)
    if isinstance(told[0], Exception):
        raise _refusal(told[0]) from None
    return told[0]


def _wait(worker: Thread, base: duckdb.DuckDBPyConnection) -> None:
    """Wait for an answer; when time is up, call on the engine to stop, again and again: one call can be missed."""
    try:
        worker.join(SECONDS)
        for _ in range(CALLS):
            if not worker.is_alive():
                return
            base.interrupt()
            worker.join(SECONDS / CALLS)
    except BaseException:  # the user will not wait any longer
        base.interrupt()
        raise
    if worker.is_alive():
        raise QueryError("the query could not be stopped: it hangs in a function that the database cannot leave")


def _refusal(fault: Exception) -> QueryError:
    if isinstance(fault, duckdb.OutOfMemoryException | MemoryError):
        return QueryError("the query needs more memory than it may have")
    if isinstance(fault, duckdb.InterruptException):
        return QueryError(f"the query took more than {SECONDS:g} seconds and was stopped")
    return QueryError(_clear(fault))


@contextmanager
def _capped_memory() -> Iterator[None]:
    """Hold the process to so much more memory than it has: the engine's own limit does not count one huge text."""
    sizes = Path("/proc/self/statm")
    if not sizes.exists():
        yield
        return
    import resource  # only there on Unix, as is the path above

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    now = int(sizes.read_text().split()[0]) * resource.getpagesize()
    limit = now + MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, now + MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _clear(fault: Exception) -> str:
    """The engine's message on one line, with the nearest table there is where one is missing."""
    text = str(fault).split("\n\nLINE")[0].split("\nLINE")[0]
    if "'pytz'" in text:
        return "a time with a zone cannot be shown: cast it, as in now()::TIMESTAMP"
    line = " ".join(text.partition("Traceback")[0].split())
    if "Table with name" in line:
        name = line.partition("Table with name ")[2].split(" ")[0]
        return f"there is no table '{name}'{nearest(name, [table.name for table in tables()])}"
    return line[:400]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(map(str, value))
    if value is None or isinstance(value, str | bool | int | Decimal | date):
        return value.normalize() if isinstance(value, Decimal) else value
    return Decimal(str(value)) if isinstance(value, float) and isfinite(value) else str(value)


def _ids(record: Record, row: tuple[Any, ...], cites: list[int]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(row[number] for number in cites if isinstance(row[number], str) and row[number] in record)
    )


def _distinct(names: list[str]) -> list[str]:
    """Column names, a repeated one numbered, and none called `entries`, which every row has already."""
    seen: dict[str, int] = {"entries": 1}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out
