"""A term of office as a date, where the words tell no other."""

from __future__ import annotations

from tests.reading.articles import only


def test_a_term_of_office_is_a_date_where_there_is_no_other() -> None:
    act = only("The Vale administration accused Borealia of bad faith.", "act", published="")
    assert str(act.values["on"]).startswith("2020-01-10/")
    assert any("days of office" in doubt for doubt in act.doubts)
