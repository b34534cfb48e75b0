"""How the deeds of a sentence hang together."""

from __future__ import annotations

from datetime import date

from talleyrand.reading.deeds.chains import Linked, heads, linked
from talleyrand.reading.deeds.roles import deeds
from talleyrand.reading.language.times import dates
from tests.reading.articles import reader


def links(text: str) -> list[Linked]:
    mentions = reader().actors.mentions(text, date(2026, 9, 10))
    return list(linked(text, deeds(text, mentions), dates(text, date(2026, 9, 10))))


def test_an_infinitive_is_governed_by_the_verb_before_it() -> None:
    asked, withdraw = links("Borealia asked Arcadia to withdraw the duty.")
    assert (asked.complement, withdraw.governor) == (True, "ask")


def test_a_clause_is_stretched_over_what_depends_on_its_verb() -> None:
    text = "Borealia asked Arcadia to withdraw the duty."
    assert text[slice(*links(text)[0].deed.clause)].rstrip(".") == text.rstrip(".")


def test_a_listed_verb_that_was_passed_over_is_found() -> None:
    text = "On Monday Arcadia closed two ports, and seized the ships of Borealia."
    assert "seized" in [text[slice(*each.deed.verb)] for each in links(text)]


def test_a_date_belongs_to_the_verb_in_whose_clause_it_stands() -> None:
    first, second = (each for each in links("In May Arcadia banned beef, and Borealia in June banned salmon."))
    assert [str(day.when) for group in second.days[:1] for day in group] == ["2026-06"]
    assert not any(str(day.when) == "2026-06" for day in first.days[0])


def test_a_verb_group_is_headed_by_its_last_word() -> None:
    assert heads("has not agreed") == heads("agreed")


def test_a_second_adjective_is_no_verb() -> None:
    text = "Arcadia will lift its current and proposed controls on timber."
    found = linked(text, deeds(text, ()), ())
    assert [text[slice(*each.deed.verb)] for each in found] == ["will lift"]
