"""What passes between record and database arrives as it was sent, or is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from talleyrand.errors import QueryError
from talleyrand.presentation.enquiries import (
    Enquiry,
    Finding,
    Piece,
    Table,
    as_lines,
    as_reply,
    read_enquiry,
    read_reply,
)

TABLE = Table(name="acts", columns=(("id", "VARCHAR"),), meaning="each act")
ENQUIRY = Enquiry(
    question="SELECT '\n'", tables=(TABLE,), pieces=(Piece("acts", b"[]"), Piece("acts", b'[{"id":"a"}]'))
)

texts = some.text(some.characters(exclude_categories=["Cs"]))
cells = (
    some.none() | some.booleans() | some.integers() | texts | some.dates() | some.datetimes()
    | some.decimals(allow_nan=False, allow_infinity=False) | some.lists(texts).map(tuple)
)  # fmt: skip


@given(some.lists(some.lists(cells, min_size=2, max_size=2).map(tuple)))
def test_every_cell_arrives_as_what_it_was(rows: list[tuple[object, ...]]) -> None:
    found = Finding(names=("a", "a"), rows=tuple(rows), cut=True)  # type: ignore[arg-type]
    arrived = read_reply(as_reply(found))
    assert arrived == found
    assert [list(map(type, row)) for row in arrived.rows] == [list(map(type, row)) for row in rows]


def test_an_enquiry_arrives_as_it_was_sent() -> None:
    arrived = read_enquiry(BytesIO(b"".join(as_lines(ENQUIRY))))
    assert arrived
    assert (arrived.question, arrived.tables, arrived.seconds) == (ENQUIRY.question, (TABLE,), 5)
    assert [(piece.table, piece.lines.strip()) for piece in arrived.pieces] == [
        ("acts", b"[]"),
        ("acts", b'[{"id":"a"}]'),
    ]


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_an_enquiry_that_breaks_off_is_none(lost: int) -> None:
    arrived = read_enquiry(BytesIO(b"".join(as_lines(ENQUIRY))[:-lost]))
    assert arrived
    with pytest.raises(EOFError):
        list(arrived.pieces)


def test_nothing_is_no_enquiry() -> None:
    assert read_enquiry(BytesIO()) is None


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"{",
        b"[]",
        b'{"rows":[[1.5]]}',
        b'{"rows":[["x1"]]}',
        b'{"rows":[["dnever"]]}',
        b'{"rows":[["nx"]]}',
        b'{"rows":[[""]]}',
    ],
)
def test_a_reply_that_is_not_whole_is_refused(reply: bytes) -> None:
    with pytest.raises(QueryError, match="broke off"):
        read_reply(reply)


def test_a_refusal_arrives_in_its_own_words() -> None:
    with pytest.raises(QueryError, match=r"^a query is one SELECT$"):
        read_reply(as_reply(QueryError("a query is one SELECT")))


def test_a_reply_larger_than_may_be_sent_is_not_even_read() -> None:
    with pytest.raises(QueryError, match="larger than 20 MB"):
        read_reply(b" " * 20_000_001)


def test_kinds_of_cells_have_examples() -> None:
    row = (
        1,
        2**70,
        Decimal("1.50"),
        date(2026, 7, 1),
        datetime.fromisoformat("2026-07-01T12:00"),
        ("a", "b"),
        "s",
        None,
        True,
    )
    reply = as_reply(Finding(names=("a",) * 9, rows=(row,), cut=False))
    assert (
        b'[1,"i1180591620717411303424","n1.50","d2026-07-01","m2026-07-01T12:00:00",["a","b"],"ss",null,true]' in reply
    )
