"""Proposals as blocks on a terminal, as one table, and as JSON; what a stranger wrote acts on nothing."""

from __future__ import annotations

import json

from talleyrand.presentation import machine, proposed, tables
from talleyrand.presentation.proposed import Taken
from talleyrand.record.dates import moment
from tests.reading.articles import article, reader

KNOWN = moment("2026-10-01")
TEXT = (
    "On Monday Arcadia accused Borealia of hiding loans. On Tuesday Borealia pledged to buy at least 3 million tonnes of "
    "Arcadian grain by the end of 2027."
)


def taken(text: str = TEXT) -> Taken:
    document = article(text)
    return Taken(name="a.txt", document=document, proposals=reader().read(document).proposals, notes=("one note",))


def test_a_block_shows_what_who_when_the_words_and_the_doubts() -> None:
    shown = proposed.as_text([taken()], 80)
    assert "act, new" in shown
    assert "ARC → BOR · 2026-09-07 · done" in shown
    assert "“On Monday Arcadia accused Borealia of hiding loans.”" in shown
    assert "at least 3 million tonnes" in shown
    assert "doubt: " in shown
    assert shown.splitlines()[-1].startswith("2 proposals from 1 document: ")
    assert max(map(len, shown.splitlines())) <= 80


def test_the_table_has_a_row_for_each_proposal_and_cites_what_it_matches() -> None:
    statement = proposed.statement([taken()], KNOWN)
    assert statement.column("kind") == ("act", "commitment")
    assert statement.column("on") == ("2026-09-07", "2026-09-08")
    assert len(machine.as_csv(statement).splitlines()) == 3
    assert "one note" in tables.as_markdown(statement)


def test_json_holds_every_value_and_place() -> None:
    (document,) = json.loads(proposed.as_json([taken()], KNOWN))["documents"]
    first = document["proposals"][0]
    assert first["values"]["kind"] == "accuse"
    assert TEXT[first["start"] : first["end"]] == first["quote"]
    assert first["match"]["verdict"] == "different"


def test_what_would_act_on_a_terminal_is_shown_as_its_code() -> None:
    shown = proposed.as_text([taken("On Monday Arcadia accused Borealia of \x1b[31mhiding loans.")], 80)
    assert "\x1b" not in shown


def test_no_document_gives_a_summary_only() -> None:
    assert proposed.as_text([], 80) == "0 proposals from 0 documents: 0 new, 0 in the record, 0 perhaps\n"
