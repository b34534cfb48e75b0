"""Words of deeds found by our own lists, in any form, with a gap where the list allows one."""

from __future__ import annotations

import pytest

from talleyrand.reading.language import phrases
from talleyrand.record.vocabulary import vocabulary


def kinds(text: str) -> list[str]:
    return [each.name for each in phrases.lists("acts").within(phrases.words_of(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcadia lodged a sharp protest", "protest"),
        ("Arcadia has withheld the shipment", "sanction"),
        ("Arcadia resumed beef exports", "ease"),
        ("Arcadia declined the offer", "reject"),
    ],
)
def test_a_phrase_is_found_in_any_form(text: str, kind: str) -> None:
    assert kinds(text)[0] == kind


def test_an_adjective_is_no_object() -> None:
    assert kinds("Arcadia issued papers of limited worth") == []


def test_every_kind_of_the_lists_is_one_of_the_vocabulary() -> None:
    names = {each.name for found in phrases.lists("acts").openings.values() for each in found}
    assert names <= set(vocabulary()["acts"])
