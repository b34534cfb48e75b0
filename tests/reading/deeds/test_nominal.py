"""Deeds that nouns name."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.reading.deeds import nominal
from tests.reading.articles import reader

TOLD = [
    ("Arcadia's refusal of talks with Borealia angered traders.", [("reject", "refusal")]),
    ("A Borealian pledge to cut subsidies is old.", [("open", "pledge")]),
    ("Borealia's decision to lift the ban came late.", [("open", "decision")]),
    ("Arcadia's mills are old.", []),
    ("The appeal was heard.", []),
]


@pytest.mark.parametrize(("text", "found"), TOLD)
def test_the_owner_of_a_noun_acts(text: str, found: list[tuple[str, str]]) -> None:
    mentions = reader().actors.mentions(text, date(2026, 9, 10))
    assert [(each.name, each.noun) for each in nominal.named(text, mentions)] == found


def test_what_two_did_together_is_found_by_its_noun() -> None:
    text = "The flood led to a joint Arcadia-Borealia response."
    mentions = reader().actors.mentions(text, date(2026, 9, 10))
    assert [each.name for each in nominal.joint(text, mentions)] == ["cooperate"]


def test_what_somebody_does_beside_the_sentence_is_found() -> None:
    text = "The quarrel went on, with Arcadia quickly imposing new duties."
    mentions = reader().actors.mentions(text, date(2026, 9, 10))
    assert [text[slice(*each.deed.verb)] for each in nominal.beside(text, mentions)] == ["imposing"]


def test_aid_to_its_own_makers_is_not_aid_to_the_other_side() -> None:
    text = "Borealia looked into Arcadian aid to its carmakers."
    assert not list(nominal.named(text, reader().actors.mentions(text, date(2026, 9, 10))))
