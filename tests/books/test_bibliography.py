"""The documents that a record rests on."""

from __future__ import annotations

import pytest

from talleyrand.books.bibliography import bibliography
from talleyrand.books.statement import Statement
from talleyrand.errors import NotFound
from talleyrand.record.dates import moment
from tests.conftest import record_from

TEXT = """
- source: b-order
  title: Order
  publisher: Gazette of Arcadia
  issued: 2025-02-01
  voice: COURT
- source: a-order
  title: Order
  publisher: Gazette of Arcadia
  issued: 2025-02-01
  voice: ARC
- source: undated
  title: Leaflet
  publisher: Nobody
- source: later
  title: Answer
  publisher: Herald of Borealia
  issued: 2025-03
  voice: BOR
- act: answer
  title: Answer
  by: BOR
  toward: ARC
  kind: statement
  on: 2025-02-20
  issue: trade
  sources: [b-order, later]
"""


def asked(on: str = "2025-06-01", known: str | None = None, **narrowed: str) -> Statement:
    return bibliography(record_from(TEXT), on=moment(on), known=moment(known or on), **narrowed)


def test_the_newest_stand_first_those_of_one_day_by_id_and_those_without_a_day_last() -> None:
    assert asked().column("source") == ("later", "a-order", "b-order", "undated")


def test_each_source_tells_how_many_entries_rest_on_it() -> None:
    assert dict(zip(asked().column("source"), asked().column("cited"), strict=True)) == {
        "later": 1, "a-order": 0, "b-order": 1, "undated": 0}  # fmt: skip
    assert asked().cautions == ("On 2 of these sources no entry rests.",)


def test_a_source_is_shown_from_the_day_it_was_published_and_known() -> None:
    """A month begins on its first day, and is surely known on its last."""
    assert "later" not in asked("2025-02-28").column("source")
    assert "later" not in asked("2025-06-01", "2025-03-30").column("source")
    assert "later" in asked("2025-03-01", "2025-03-31").column("source")


def test_an_entry_not_yet_known_rests_on_nothing() -> None:
    assert asked("2025-02-10").column("cited") == (0, 0, 0)


def test_a_party_speaks_through_its_agencies_too() -> None:
    assert asked(party="Arcadia").column("source") == ("a-order", "b-order")
    assert asked(party="COURT").column("source") == ("b-order",)


def test_a_publisher_is_found_by_a_part_of_its_name_and_the_nearest_is_offered() -> None:
    assert asked(publisher="gazette").column("source") == ("a-order", "b-order")
    with pytest.raises(NotFound, match="did you mean 'Nobody'"):
        asked(publisher="Nobodi")


def test_totals_count_the_sources_of_each_state() -> None:
    assert [(total["voice"], total["sources"]) for total in asked().totals] == [
        ("ARC", 2), ("nobody's", 1), ("BOR", 1)]  # fmt: skip
