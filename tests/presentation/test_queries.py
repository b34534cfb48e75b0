"""Questions in SQL: right answers, and nothing but answers, whatever is asked; in this process and in one apart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import active_count
from typing import Protocol

import pytest

from talleyrand.books.statement import Statement
from talleyrand.errors import QueryError
from talleyrand.presentation.answering import answer
from talleyrand.presentation.apart import Clerk
from talleyrand.presentation.machine import as_json
from talleyrand.presentation.queries import enquiry, query, statement, tables
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import KINDS, Measure, Source
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example

DAY = moment("2026-07-01")

REFUSED = [
    ("SELECT * FROM '/etc/passwd'", "there is no table"),
    ("SELECT * FROM read_csv('/etc/passwd')", "Cannot access file"),
    ("SELECT * FROM read_text('/etc/passwd')", "Cannot access file"),
    ("SELECT md5(content) FROM read_blob('/proc/self/environ')", "Cannot access file"),
    ("SELECT * FROM glob('/etc/*')", "Cannot access file"),
    ("SELECT * FROM sniff_csv('/etc/passwd')", "Cannot access file"),
    ("SELECT * FROM read_parquet('s3://bucket/x.parquet')", "Cannot access file"),
    ("SELECT * FROM 'https://example.org/x.csv'", "Cannot access file"),
    ("SELECT * FROM duckdb_secrets()", "Cannot access directory"),
    ("SELECT getenv('HOME')", "does not exist"),
    ("SELECT id, by FROM measures", 'a column named "at" or "by" or "on" stands in double quotes'),
    ("COPY measures TO 'stolen.csv'", "one SELECT"),
    ("COPY (SELECT 1) TO 'stolen.csv'", "one SELECT"),
    ("EXPORT DATABASE 'stolen'", "one SELECT"),
    ("ATTACH 'other.db'", "one SELECT"),
    ("INSTALL httpfs", "one SELECT"),
    ("LOAD 'evil.so'", "one SELECT"),
    ("SET memory_limit = '64GB'", "one SELECT"),
    ("RESET memory_limit", "one SELECT"),
    ("PRAGMA database_list", "one SELECT"),
    ("CALL pragma_version()", "one SELECT"),
    ("CREATE TABLE mine AS SELECT 1", "one SELECT"),
    ("CREATE SECRET s (TYPE S3)", "one SELECT"),
    ("DROP TABLE measures", "one SELECT"),
    ("DELETE FROM measures", "one SELECT"),
    ("INSERT INTO parties(id) VALUES ('X')", "one SELECT"),
    ("PREPARE p AS SELECT 1", "one SELECT"),
    ("EXPLAIN ANALYZE SELECT 1", "one SELECT"),
    ("SELECT 1; SELECT 2", "one SELECT"),
    ("SELECT 1; -- harmless\nCOPY measures TO 'stolen.csv'", "one SELECT"),
    ("/* SELECT */ DROP TABLE measures", "one SELECT"),
    ("-- SELECT 1", "one SELECT"),
    ("", "one SELECT"),
    ("SELECT * FROM query('DROP TABLE measures')", "single SELECT"),
    ("SELECT " + "(" * 5000 + "1" + ")" * 5000, "depth"),
    ("SELECT " + "1 + " * 4500 + "1", "depth"),
    ("SELECT '" + "x" * 20_001 + "'", "at most 20000 characters"),
    ("SELECT 1\0", "characters of text"),
    ("SELECT $1", "Values were not provided"),
    ("SELECT now()", "now()::TIMESTAMP"),
    ("SELECT 99999999999::INT", "out of range"),
    ("SELECT length(repeat('x', 2000000000))", "more memory"),
    ("SELECT list(i) FROM range(1000000000) AS t(i)", "more memory"),
    ("SELECT * FROM mesures", "did you mean 'measures'?"),
    ("SELECT tittle FROM measures", "title"),
    ("SELEC 1", "syntax error"),
    ("UPDATE EXTENSIONS", "one SELECT"),
    ("IMPORT DATABASE 'stolen'", "one SELECT"),
    ("EXECUTE p", "one SELECT"),
    ("CREATE FUNCTION f() AS 1", "one SELECT"),
    ("MERGE INTO measures USING parties p ON true WHEN MATCHED THEN DELETE", "one SELECT"),
    ("SELECT 1 /* ; */; /* */ DROP TABLE measures", "one SELECT"),
    ("SELECT * FROM read_csv_auto('http://127.0.0.1/x.csv')", "Cannot access file"),
    ("SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')", "Cannot access file"),
    ("SELECT * FROM query_table('/etc/' || 'passwd')", "there is no table"),
    ("SELECT * FROM read_blob('/dev/stdin')", "Cannot access file"),
    ("FROM enable_logging('QueryLog', storage_path = 'log')", "configuration has been locked"),
    ("FROM enable_profiling()", "configuration has been locked"),
    ("FROM pandas_scan()", "requires a dataframe"),
    ("FROM python_map_function((SELECT 1))", "requires a callable"),
    ("SELECT load_extension('httpfs')", "does not exist"),
    ("ＳＥＬＥＣＴ 1", "syntax error"),  # noqa: RUF001 - wide letters are none of SQL's
    ('SELECT * FROM U&"\\006D"', "syntax error"),
    ("SELECT '\ud800'", "characters of text"),
]

ENDLESS = [
    "SELECT count(*) FROM range(100000000000) a, range(100000) b",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
]


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


class Ask(Protocol):
    """What answers a question: this process, or a Clerk's."""

    def __call__(self, record: Record, question: str, *, on: Moment, known: Moment) -> Statement: ...


@pytest.fixture(scope="module", params=["here", "apart"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Both ways to have a question answered."""
    if request.param == "here":
        yield query
    else:
        with Clerk() as clerk:
            yield clerk.query


@pytest.fixture(scope="module", params=["here", "apart"])
def ask_in_haste(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Both ways, with half a second for an answer."""
    if request.param == "here":
        yield hasty
    else:
        with Clerk(seconds=0.5) as clerk:
            yield clerk.query


def hasty(record: Record, question: str, *, on: Moment, known: Moment) -> Statement:
    """The answer of this process, if it has one within half a second."""
    seen = record.as_known(known)
    return statement(seen, answer(enquiry(seen, question, on=on, seconds=0.5)), on=on, known=known)


def answers(ask: Ask, record: Record, question: str) -> list[tuple[object, ...]]:
    """The cells of every row of an answer."""
    return [row.cells for row in ask(record, question, on=DAY, known=DAY).rows]


@pytest.mark.parametrize(("question", "said"), REFUSED, ids=[question[:40] for question, _ in REFUSED])
def test_what_is_not_one_harmless_select_is_refused_in_one_line(
    ask: Ask, record: Record, question: str, said: str
) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError) as fault:
        ask(record, question, on=DAY, known=DAY)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert "Traceback" not in str(fault.value)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("question", ENDLESS, ids=["product", "recursion"])
def test_a_question_without_end_is_stopped(ask_in_haste: Ask, record: Record, question: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"took more than 0\.5 seconds"):
        ask_in_haste(record, question, on=DAY, known=DAY)
    assert time.monotonic() - start < 10


def test_a_sort_too_big_for_memory_puts_nothing_on_the_disk(
    ask: Ask, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow machine its time is up before its memory is."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=r"more memory|more than 5 seconds"):
        answers(ask, record, "SELECT i FROM range(30000000) AS t(i) ORDER BY hash(i), i::VARCHAR")
    assert not list(tmp_path.iterdir())
    assert not Path("/.tmp").exists()


def test_a_huge_answer_is_cut_and_says_so(ask: Ask, record: Record) -> None:
    found = ask(record, "SELECT * FROM range(100000000000)", on=DAY, known=DAY)
    assert len(found.rows) == 10_000
    assert found.cautions == ("Only the first 10000 rows are shown.",)


def test_an_endless_recursion_that_is_only_read_from_the_front_gives_its_first_rows(ask: Ask, record: Record) -> None:
    found = ask(
        record, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n", on=DAY, known=DAY
    )
    assert [row.cells[0] for row in found.rows[:3]] == [1, 2, 3]


def test_one_question_cannot_change_what_the_next_one_sees(ask: Ask, record: Record) -> None:
    answers(ask, record, "WITH x AS (INSERT INTO parties(id) VALUES ('INTRUDER') RETURNING id) SELECT * FROM x")
    assert answers(ask, record, "SELECT count(*) FROM parties WHERE id = 'INTRUDER'") == [(0,)]


def test_variables_of_the_program_are_no_tables(ask: Ask, record: Record) -> None:
    secret = [1, 2, 3]
    assert secret
    with pytest.raises(QueryError, match="there is no table 'secret'"):
        ask(record, "SELECT * FROM secret", on=DAY, known=DAY)


def test_a_question_that_cannot_be_stopped_is_given_up(ask_in_haste: Ask, record: Record) -> None:
    """A distance between two long texts is worked out in one go, inside which the engine hears nothing."""
    start, before = time.monotonic(), active_count()
    with pytest.raises(QueryError, match="could not be stopped"):
        answers(ask_in_haste, record, "SELECT levenshtein(repeat('a', 60000), repeat('b', 60000))")
    assert time.monotonic() - start < 5
    while active_count() > before:  # the thread left to itself must not outlive the tests
        time.sleep(0.1)


def test_a_count_is_what_python_counts(ask: Ask, record: Record) -> None:
    expected = sum(len(measure.steps) for measure in record.of(Measure))
    assert answers(ask, record, "SELECT count(*) FROM measure_steps") == [(expected,)]
    assert expected == 4


def test_a_join_over_citations_is_what_python_finds(ask: Ask, record: Record) -> None:
    """Which sources are cited by measures themselves, with how often."""
    expected: dict[str, int] = {}
    for measure in record.of(Measure):
        for citation in measure.sources:
            expected[citation.source] = expected.get(citation.source, 0) + 1
    found = answers(
        ask,
        record,
        "SELECT c.source, count(*) FROM citations c JOIN measures m ON c.entry = m.id WHERE c.part = '' GROUP BY 1",
    )
    assert {str(source): count for source, count in found} == expected
    assert expected["harbour-accord-text"] == 2


@pytest.mark.parametrize(
    "question",
    [
        "SELECT count(*) FROM query_table('mea' || 'sures')",
        "SELECT count(*) FROM query('SELECT * FROM ' || 'mea' || 'sures')",
        'SELECT count(*) FROM "MEASURES"',
        "WITH m AS (FROM measures) SELECT count(*) FROM m",
        "SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'mea' || 'sures'",
    ],
)
def test_a_table_is_there_in_full_however_it_is_reached(ask: Ask, record: Record, question: str) -> None:
    assert answers(ask, record, question) == [(2,)]


def test_dates_stand_as_written_and_as_first_and_last_day(ask: Ask, record: Record) -> None:
    found = answers(ask, record, "SELECT \"on\", on_first, on_last FROM meeting_steps WHERE step = 'held'")
    assert found == [("2026-05-18/2026-05-19", date(2026, 5, 18), date(2026, 5, 19))]


def test_states_are_those_of_the_day_asked_about(ask: Ask, record: Record) -> None:
    """The duty of 25 was suspended to 10 from 27 May."""
    question = "SELECT state, level FROM states WHERE entry = 'arc-timber-duty'"
    before = ask(record, question, on=moment("2026-05-01"), known=DAY)
    after = ask(record, question, on=DAY, known=DAY)
    assert before.rows[0].cells == ("in force", Decimal(25))
    assert after.rows[0].cells == ("partly suspended", Decimal(10))


def test_what_was_not_yet_known_is_not_in_the_tables(ask: Ask, record: Record) -> None:
    asked = ask(record, "SELECT count(*) FROM agreements", on=DAY, known=moment("2026-05-01"))
    assert asked.rows[0].cells == (0,)


def test_rows_cite_the_entries_whose_ids_they_show(ask: Ask, record: Record) -> None:
    found = ask(record, "SELECT id, title FROM measures ORDER BY id", on=DAY, known=DAY)
    assert [row.entries for row in found.rows] == [("arc-timber-duty",), ("bor-answer-duty",)]
    assert len(answers(ask, record, "SELECT id FROM sources")) == len(record.of(Source))


def test_every_kind_of_entry_has_a_table() -> None:
    meanings = {table.meaning for table in tables()}
    assert {f"each {kind}" for kind in KINDS} <= meanings


def test_what_is_no_number_is_text_and_json_can_hold_it(ask: Ask, record: Record) -> None:
    found = ask(record, "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, 0.1 + 0.2 AS c", on=DAY, known=DAY)
    assert found.rows[0].cells == ("nan", "inf", Decimal("0.3"))
    assert "NaN" not in as_json(found)


def test_columns_of_one_name_are_told_apart(ask: Ask, record: Record) -> None:
    found = ask(record, "SELECT 1 AS x, 2 AS x, 3 AS entries, '中😀' AS \"a b\"", on=DAY, known=DAY)
    assert [column.name for column in found.columns] == ["x", "x_2", "entries_2", "a b"]
