"""What passes between the record and the database: an Enquiry goes there, a Finding comes back, here or as bytes.

Table    a table's name and its columns with their SQL types
Piece    some lines of one table, as a JSON text
Enquiry  one SELECT with the tables it may ask about
Finding  the names and cells of an answer

Nothing here loads the engine or the record, so that both ends of a pipe can have it for little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import msgspec

from talleyrand.errors import QueryError

SECONDS = 5.0
HANDING_OVER = 20.0  # seconds at most for the tables to be filled
GRACE = 2.0  # seconds after which a process that should have answered is ended
MOST_ROWS = 10_000
MOST_CELLS = 500_000  # that are sent from one process to another; each part of a list is one too
MOST_BYTES = 20_000_000

TOO_MUCH_MEMORY = "the query needs more memory than it may have"
NOT_STOPPED = "the query could not be stopped: it hangs in a function that the database cannot leave"
UNFINISHED = "the database broke off before it had answered; ask again, or ask for less"

_END = b".\n"

Plain = str | int | Decimal | bool | date | datetime | tuple[str, ...] | None
_Sent = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns with their SQL types, and what a line of it is."""

    name: str
    columns: tuple[tuple[str, str], ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a table.

    Attributes:
        table: the table's name.
        lines: a JSON list of objects, of which each name is a column.
    """

    table: str
    lines: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """One SELECT and what it may be asked of.

    Attributes:
        question: the SELECT.
        tables: every table, filled or not.
        pieces: what fills them, made as it is read and read once.
        seconds: how long the answer may take once the tables are filled.
    """

    question: str
    tables: tuple[Table, ...]
    pieces: Iterable[Piece]
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An answer: the names of its columns, its rows, and whether rows were left out."""

    names: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Head:
    question: str
    tables: tuple[Table, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Reply:
    refused: str = ""
    names: tuple[str, ...] = ()
    rows: tuple[tuple[_Sent, ...], ...] = ()
    cut: bool = False


# --- the way there -------------------------------------------------------------------------------


def as_lines(enquiry: Enquiry) -> Iterator[bytes]:
    """An enquiry as lines: its head, each piece after the name of its table, and a full stop."""
    yield msgspec.json.encode(_Head(enquiry.question, enquiry.tables, enquiry.seconds)) + b"\n"
    for piece in enquiry.pieces:
        yield b"%b %b\n" % (piece.table.encode(), piece.lines)
    yield _END


def read_enquiry(stream: BinaryIO) -> Enquiry | None:
    """The enquiry that a stream brings, its pieces not yet read; None if the stream ends first."""
    line = stream.readline()
    if not line:
        return None
    head = msgspec.json.decode(line, type=_Head)
    return Enquiry(question=head.question, tables=head.tables, seconds=head.seconds, pieces=_pieces(stream))


def _pieces(stream: BinaryIO) -> Iterator[Piece]:
    for line in iter(stream.readline, _END):
        if not line.endswith(b"\n"):
            raise EOFError("the enquiry breaks off")
        table, _, lines = line.partition(b" ")
        yield Piece(table.decode(), lines)


# --- the way back --------------------------------------------------------------------------------


def as_reply(found: Finding | QueryError) -> bytes:
    """An answer or a refusal as one JSON text; a refusal if the answer is too large to send."""
    if isinstance(found, QueryError):
        return msgspec.json.encode(_Reply(str(found)))
    cells = sum(len(cell) if isinstance(cell, tuple) else 1 for row in found.rows for cell in row)
    if cells > MOST_CELLS:
        return as_reply(QueryError(f"the answer has more than {MOST_CELLS} cells; ask for fewer columns or rows"))
    if sum(len(cell) for row in found.rows for cell in row if isinstance(cell, str)) > MOST_BYTES:
        return as_reply(_too_large())  # before it is written out in full, for which there may be no memory
    rows = tuple([tuple(map(_sent, row)) for row in found.rows])
    reply = msgspec.json.encode(_Reply("", found.names, rows, found.cut))
    return as_reply(_too_large()) if len(reply) > MOST_BYTES else reply


def read_reply(reply: bytes) -> Finding:
    """The answer that came back.

    Raises:
        QueryError: if it is a refusal, is too large, or is not whole.
    """
    if len(reply) > MOST_BYTES:
        raise _too_large()
    try:
        found = msgspec.json.decode(reply, type=_Reply)
        rows = tuple([tuple(map(_plain, row)) for row in found.rows])
    except (ValueError, LookupError, ArithmeticError):  # the faults of msgspec are ValueErrors
        raise QueryError(UNFINISHED) from None
    if found.refused:
        raise QueryError(found.refused)
    return Finding(names=found.names, rows=rows, cut=found.cut)


def _too_large() -> QueryError:
    return QueryError(f"the answer is larger than {MOST_BYTES // 1_000_000} MB; ask for fewer columns or rows")


def _sent(cell: Plain) -> _Sent:
    """A cell as JSON holds it: every text begins with the letter of what it is."""
    if cell is None or isinstance(cell, bool | tuple):
        return cell
    if isinstance(cell, int):
        return cell if -(2**63) <= cell < 2**63 else f"i{cell}"
    if isinstance(cell, str):
        return f"s{cell}"
    if isinstance(cell, Decimal):
        return f"n{cell}"
    return f"m{cell.isoformat()}" if isinstance(cell, datetime) else f"d{cell.isoformat()}"


_KINDS: dict[str, Callable[[str], Plain]] = {
    "s": str,
    "i": int,
    "n": Decimal,
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
}


def _plain(cell: _Sent) -> Plain:
    return _KINDS[cell[:1]](cell[1:]) if isinstance(cell, str) else cell
