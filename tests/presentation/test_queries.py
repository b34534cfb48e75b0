"""Questions in SQL: right answers, and nothing but answers, whatever is asked."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from talleyrand.errors import QueryError
from talleyrand.presentation import queries
from talleyrand.presentation.machine import as_json
from talleyrand.presentation.queries import query, tables
from talleyrand.record.dates import moment
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
]

ENDLESS = [
    "SELECT count(*) FROM range(100000000000) a, range(100000) b",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
]


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


def answers(record: Record, question: str) -> list[tuple[object, ...]]:
    """The cells of every row of an answer."""
    return [row.cells for row in query(record, question, on=DAY, known=DAY).rows]


@pytest.mark.parametrize(("question", "said"), REFUSED, ids=[question[:40] for question, _ in REFUSED])
def test_what_is_not_one_harmless_select_is_refused_in_one_line(record: Record, question: str, said: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError) as fault:
        query(record, question, on=DAY, known=DAY)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert "Traceback" not in str(fault.value)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("question", ENDLESS, ids=["product", "recursion"])
def test_a_question_without_end_is_stopped(record: Record, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"took more than 0\.5 seconds"):
        query(record, question, on=DAY, known=DAY)
    assert time.monotonic() - start < 10


def test_a_huge_answer_is_cut_and_says_so(record: Record) -> None:
    found = query(record, "SELECT * FROM range(100000000000)", on=DAY, known=DAY)
    assert len(found.rows) == 10_000
    assert found.cautions == ("Only the first 10000 rows are shown.",)


def test_an_endless_recursion_that_is_only_read_from_the_front_gives_its_first_rows(record: Record) -> None:
    found = query(
        record, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n", on=DAY, known=DAY
    )
    assert [row.cells[0] for row in found.rows[:3]] == [1, 2, 3]


def test_one_question_cannot_change_what_the_next_one_sees(record: Record) -> None:
    answers(record, "WITH x AS (INSERT INTO parties(id) VALUES ('INTRUDER') RETURNING id) SELECT * FROM x")
    assert answers(record, "SELECT count(*) FROM parties WHERE id = 'INTRUDER'") == [(0,)]


def test_variables_of_the_program_are_no_tables(record: Record) -> None:
    secret = [1, 2, 3]
    assert secret
    with pytest.raises(QueryError, match="there is no table 'secret'"):
        query(record, "SELECT * FROM secret", on=DAY, known=DAY)


def test_a_question_that_cannot_be_stopped_is_given_up(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distance between two long texts is worked out in one go, inside which the engine hears nothing."""
    monkeypatch.setattr(queries, "SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(QueryError, match="could not be stopped"):
        answers(record, "SELECT levenshtein(repeat('a', 30000), repeat('b', 30000))")
    assert time.monotonic() - start < 5


def test_a_count_is_what_python_counts(record: Record) -> None:
    expected = sum(len(measure.steps) for measure in record.of(Measure))
    assert answers(record, "SELECT count(*) FROM measure_steps") == [(expected,)]
    assert expected == 4


def test_a_join_over_citations_is_what_python_finds(record: Record) -> None:
    """Which sources are cited by measures themselves, with how often."""
    expected: dict[str, int] = {}
    for measure in record.of(Measure):
        for citation in measure.sources:
            expected[citation.source] = expected.get(citation.source, 0) + 1
    found = answers(
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
def test_a_table_is_there_in_full_however_it_is_reached(record: Record, question: str) -> None:
    assert answers(record, question) == [(2,)]


def test_dates_stand_as_written_and_as_first_and_last_day(record: Record) -> None:
    found = answers(record, "SELECT \"on\", on_first, on_last FROM meeting_steps WHERE step = 'held'")
    assert found == [("2026-05-18/2026-05-19", date(2026, 5, 18), date(2026, 5, 19))]


def test_states_are_those_of_the_day_asked_about(record: Record) -> None:
    """The duty of 25 was suspended to 10 from 27 May."""
    question = "SELECT state, level FROM states WHERE entry = 'arc-timber-duty'"
    before = query(record, question, on=moment("2026-05-01"), known=DAY)
    after = query(record, question, on=DAY, known=DAY)
    assert before.rows[0].cells == ("in force", Decimal(25))
    assert after.rows[0].cells == ("partly suspended", Decimal(10))


def test_what_was_not_yet_known_is_not_in_the_tables(record: Record) -> None:
    asked = query(record, "SELECT count(*) FROM agreements", on=DAY, known=moment("2026-05-01"))
    assert asked.rows[0].cells == (0,)


def test_rows_cite_the_entries_whose_ids_they_show(record: Record) -> None:
    found = query(record, "SELECT id, title FROM measures ORDER BY id", on=DAY, known=DAY)
    assert [row.entries for row in found.rows] == [("arc-timber-duty",), ("bor-answer-duty",)]
    assert len(answers(record, "SELECT id FROM sources")) == len(record.of(Source))


def test_every_kind_of_entry_has_a_table() -> None:
    meanings = {table.meaning for table in tables()}
    assert {f"each {kind}" for kind in KINDS} <= meanings


def test_what_is_no_number_is_text_and_json_can_hold_it(record: Record) -> None:
    found = query(record, "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, 0.1 + 0.2 AS c", on=DAY, known=DAY)
    assert found.rows[0].cells == ("nan", "inf", Decimal("0.3"))
    assert "NaN" not in as_json(found)


def test_columns_of_one_name_are_told_apart(record: Record) -> None:
    found = query(record, "SELECT 1 AS x, 2 AS x, 3 AS entries, '中😀' AS \"a b\"", on=DAY, known=DAY)
    assert [column.name for column in found.columns] == ["x", "x_2", "entries_2", "a b"]
