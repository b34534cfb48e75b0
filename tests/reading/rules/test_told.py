"""What is told of one deed, and words shortened to a phrase."""

from __future__ import annotations

from talleyrand.reading.language.times import dates
from talleyrand.reading.rules.told import ahead, shortened
from talleyrand.record.dates import when


def test_words_are_cut_after_a_whole_phrase() -> None:
    assert shortened("One two, three four.", 3) == "One two"
    assert shortened("One two.", 3) == "One two"


def test_a_date_in_full_stays_as_it_is() -> None:
    (written,) = dates("from 1 October 2025", None)
    assert str(ahead(written, when("2026-09-09"))) == "2025-10-01"
