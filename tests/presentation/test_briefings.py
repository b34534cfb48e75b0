"""A brief on paper: numbered sentences, and under them the sources."""

from __future__ import annotations

import re
from datetime import date

import pytest

import talleyrand as tl
from talleyrand.books.statement import Row, Statement, columns
from talleyrand.presentation.briefings import MOST_NOTES, as_markdown, as_text, paragraphs, reference
from talleyrand.record.dates import moment
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example

DAY = moment("2026-07-01")


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


@pytest.fixture(scope="module")
def brief(record: Record) -> Statement:
    """Its brief."""
    return tl.brief(record, "ARC", "BOR", on=DAY, known=DAY)


def test_every_sentence_has_a_footnote_and_every_footnote_a_source(record: Record, brief: Statement) -> None:
    text = as_text(brief, record, 100)
    body, _, sources = text.partition("SOURCES")
    sentences = re.split(r"\n- ", body)[1:]
    assert sentences
    assert all(re.search(r"\[\d+\]\s*$", each.split("\n\n")[0]) for each in sentences)
    cited, listed = set(re.findall(r"\[(\d+)\]", body)), re.findall(r"^\[(\d+)\]", sources, re.MULTILINE)
    assert cited == set(listed)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]


def test_a_sentence_cites_only_its_first_sources(record: Record) -> None:
    row = Row(("IN FORCE", "A sentence.", tuple(f"s-{n}" for n in range(9))), ("e",))
    many = Statement(title="T", on=DAY, known=DAY, columns=columns("section", "sentence", "sources"), rows=(row,))
    told, notes = paragraphs(many, record)
    assert told[0].notes == tuple(range(1, MOST_NOTES + 1))
    assert [note.text for note in notes] == [f"s-{number}" for number in range(MOST_NOTES)]


def test_a_footnote_says_where_the_source_is_to_be_found(record: Record) -> None:
    assert reference(record, "arc-order-12") == (
        "Order 12: duty on goods of Borealia. Gazette of Arcadia. Gazette 2026-118. 2026-03-02."
    )


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_brief_fits_its_width(record: Record, brief: Statement, width: int) -> None:
    lines = as_text(brief, record, width).split("\n")
    assert all(len(line) <= width for line in lines if "https://" not in line)


def test_markdown_has_real_footnotes(record: Record, brief: Statement) -> None:
    page = as_markdown(brief, record)
    assert page.startswith("# ")
    cited = set(re.findall(r"\[\^(\d+)\](?!:)", page))
    assert cited == set(re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE))
    assert cited


def test_marks_of_markdown_in_a_sentence_are_plain_text(record: Record) -> None:
    row = Row(("IN FORCE", "A *bold* [link](x) <b>.", ("arc-order-12",)), ("e",))
    odd = Statement(title="T", on=DAY, known=DAY, columns=columns("section", "sentence", "sources"), rows=(row,))
    assert r"A \*bold\* \[link\](x) \<b\>." in as_markdown(odd, record)
