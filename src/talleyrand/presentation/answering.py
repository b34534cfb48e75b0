"""One SELECT answered by a database in memory that can reach nothing else.

answer       what an Enquiry finds
answer_from  the same in a database that is given
database     a new one, empty

The database is made anew for each question. Before the question is read, access to files, the network,
extensions and settings is shut off; then only one SELECT is let through, for five seconds at most. There are
single functions that the engine does not stop inside; such a question is given up after ten seconds and left to
its thread, so a program that asks for strangers must do so in a process that it can end: `apart` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from threading import Thread, active_count
from typing import Any

import duckdb
import msgspec

from talleyrand.errors import QueryError, nearest
from talleyrand.presentation.enquiries import MOST_ROWS, NOT_STOPPED, TOO_MUCH_MEMORY, Enquiry, Finding, Plain, Table

ZONED = "a time with a zone cannot be shown: cast it, as in now()::TIMESTAMP"
MEMORY = "512MB"
_WORDS_OF_SQL = frozenset({"at", "by", "on"})  # names of columns that the engine reads as words of its own
CALLS = 20  # to stop, before a question is given up as one that cannot be stopped
MOST_MEMORY = 1024**3  # bytes that the process may grow by

_LOCKS = (
    "SET enable_progress_bar = false",  # it would be drawn into the answer
    "SET temp_directory = ''",  # while it may be set; or else a folder is made, though nothing may be put there
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    f"SET memory_limit = '{MEMORY}'",
    "SET max_temp_directory_size = '0B'",
    "SET threads = 1",  # with two, an endless recursion now and then hangs where no interrupt is heard
    "SET lock_configuration = true",
)

Rows = list[tuple[Any, ...]]


def database() -> duckdb.DuckDBPyConnection:
    """A database in memory, empty and still open to all."""
    return duckdb.connect(":memory:", config={"custom_user_agent": "talleyrand"})


def answer(enquiry: Enquiry) -> Finding:
    """What an enquiry finds in a database of its own, closed afterwards; at most 10,000 rows.

    Raises:
        QueryError: if it is not one SELECT, names what is not there, fails, or takes longer than it may.
    """
    before, base = active_count(), database()
    try:
        return answer_from(base, enquiry)
    finally:
        if active_count() == before:  # closing would wait for a question that cannot be stopped
            base.close()


def answer_from(base: duckdb.DuckDBPyConnection, enquiry: Enquiry) -> Finding:
    """What an enquiry finds in a new database, which is filled and shut off, and left open.

    Raises:
        QueryError: as `answer` does.
    """
    _fill(base, enquiry)
    names, rows = _answer(base, _one_select(base, enquiry), enquiry)
    cells = tuple([tuple(map(_cell, row)) for row in rows[:MOST_ROWS]])
    return Finding(names=tuple(names), rows=cells, cut=len(rows) > MOST_ROWS)


def _fill(base: duckdb.DuckDBPyConnection, enquiry: Enquiry) -> None:
    """Make the tables, fill them, and shut the database off from all else."""
    inserts = {table.name: _insert(table) for table in enquiry.tables}
    for table in enquiry.tables:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
        base.execute(f'CREATE TABLE "{table.name}" ({columns})')
    for piece in enquiry.pieces:
        insert, shape = inserts[piece.table]
        base.execute(insert, [piece.lines.decode(), shape])
    for lock in _LOCKS:
        base.execute(lock)


def _insert(table: Table) -> tuple[str, str]:
    """The statement that fills a table from a JSON text, and the shape of that text."""
    shape = msgspec.json.encode([dict(table.columns)]).decode()
    names = ", ".join(f'line."{name}"' for name, _ in table.columns)
    lines = "SELECT unnest(from_json(?::JSON, ?)) AS line"
    return f'INSERT INTO "{table.name}" SELECT {names} FROM ({lines})', shape  # noqa: S608 - names are our own


def _one_select(base: duckdb.DuckDBPyConnection, enquiry: Enquiry) -> duckdb.Statement:
    try:
        statements = base.extract_statements(enquiry.question)
    except duckdb.Error as fault:
        raise QueryError(_clear(fault, enquiry.tables)) from None
    if len(statements) != 1 or not _selects(statements[0]):
        raise QueryError("a query is one SELECT and nothing else")
    return statements[0]


def _selects(statement: duckdb.Statement) -> bool:
    try:
        return statement.type == duckdb.StatementType.SELECT
    except ValueError:  # a kind that the engine's own door has no name for
        return False


def _answer(base: duckdb.DuckDBPyConnection, statement: duckdb.Statement, enquiry: Enquiry) -> tuple[list[str], Rows]:
    """The names and rows of the answer, worked out in a thread that can be stopped, or in the worst case left."""
    told: list[tuple[list[str], Rows] | Exception] = []

    def work() -> None:
        try:
            result = base.execute(statement)
            if any(str(each[1]) == "TIMESTAMP WITH TIME ZONE" for each in result.description):
                raise QueryError(ZONED)  # whether or not a package that could show it happens to be installed
            told.append(([each[0] for each in result.description], result.fetchmany(MOST_ROWS + 1)))
        except Exception as fault:  # noqa: BLE001 - it is raised again where the question was asked
            told.append(fault)

    worker = Thread(target=work, daemon=True)
    with _capped_memory():
        worker.start()
        _wait(worker, base, enquiry.seconds)
    if isinstance(told[0], Exception):
        raise _refusal(told[0], enquiry) from None
    return told[0]


def _wait(worker: Thread, base: duckdb.DuckDBPyConnection, seconds: float) -> None:
    """Wait for an answer; when time is up, call on the engine to stop, again and again: one call can be missed."""
    try:
        worker.join(seconds)
        for _ in range(CALLS):
            if not worker.is_alive():
                return
            base.interrupt()
            worker.join(seconds / CALLS)
    except BaseException:  # the user will not wait any longer
        base.interrupt()
        raise
    if worker.is_alive():
        raise QueryError(NOT_STOPPED)


def _refusal(fault: Exception, enquiry: Enquiry) -> QueryError:
    if isinstance(fault, QueryError):
        return fault
    if isinstance(fault, duckdb.OutOfMemoryException | MemoryError):
        return QueryError(TOO_MUCH_MEMORY)
    if isinstance(fault, duckdb.InterruptException):
        return QueryError(f"the query took more than {enquiry.seconds:g} seconds and was stopped")
    return QueryError(_clear(fault, enquiry.tables))


@contextmanager
def _capped_memory() -> Iterator[None]:
    """Hold the process to so much more memory than it has: the engine's own limit does not count one huge text."""
    try:
        sizes = Path("/proc/self/statm").read_text()
    except OSError:  # not on this system, or the process may open no file and has its limits already
        yield
        return
    import resource  # only there on Unix, as is the path above

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    now = int(sizes.split()[0]) * resource.getpagesize()
    limit = now + MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, now + MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _clear(fault: Exception, tables: tuple[Table, ...]) -> str:
    """The engine's message on one line, with the nearest table there is where one is missing."""
    text = str(fault).split("\n\nLINE")[0].split("\nLINE")[0]
    if "'pytz'" in text:
        return ZONED
    line = " ".join(text.partition("Traceback")[0].split())
    if "Table with name" in line:
        name = line.partition("Table with name ")[2].split(" ")[0]
        return f"there is no table '{name}'{nearest(name, [table.name for table in tables])}"
    odd = sorted({f'"{name}"' for table in tables for name, _ in table.columns if name in _WORDS_OF_SQL})
    if "syntax error" in line and odd:
        return f"{line[:300]}; a column named {' or '.join(odd)} stands in double quotes, being a word of SQL too"
    return line[:400]


def _cell(value: Any) -> Plain:
    if isinstance(value, list):
        return tuple(map(str, value))
    if value is None or isinstance(value, str | bool | int | Decimal | date):
        return value.normalize() if isinstance(value, Decimal) else value
    return Decimal(str(value)) if isinstance(value, float) and isfinite(value) else str(value)
