"""Deeds of nouns whose owner stands behind them, and of both sides: read, dated and left alone as they should be."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed

INSISTS = "The insistence of Arcadia’s envoys in May that Borealia open its mills angered traders."
REFUSES = "The refusal of Arcadia to meet envoys of Borealia on Monday angered traders."
SPECTACLE = "It ended on Monday in accusations and counteraccusations by top Arcadian and Borealian officials."
WAR = "The outbreak of the Arcadia-Borealia trade war in 2021 hurt traders."


@pytest.mark.parametrize(("text", "kind"), [(INSISTS, "request"), (REFUSES, "reject")])
def test_whose_deed_a_noun_names_may_stand_behind_it(text: str, kind: str) -> None:
    act = only(text, "act").values
    assert (act["kind"], act["by"], act["toward"]) == (kind, "ARC", ["BOR"])


def test_insisting_that_something_is_so_asks_for_nothing() -> None:
    assert not proposed("The insistence of Arcadia that Borealia hid its loans in May angered traders.", "act")


@pytest.mark.parametrize(("text", "kind", "day"), [(SPECTACLE, "accuse", "2026-09-07"), (WAR, "sanction", "2021")])
def test_what_two_sides_did_to_each_other_is_an_act_of_each(text: str, kind: str, day: str) -> None:
    acts = [each.values for each in proposed(text, "act")]
    assert {(str(each["by"]), each["kind"], each["on"]) for each in acts} == {("ARC", kind, day), ("BOR", kind, day)}


@pytest.mark.parametrize("text", [
    "The outbreak of the Arcadia-Borealia trade war hurt traders.",
    "The risk of the outbreak of an Arcadia-Borealia trade war in 2025 fell.",
    "The refusal of Arcadia to comment on Monday surprised Borealia.",
    "Arcadia's adoption of a “green card” scheme on Monday pleased Borealia.",
])  # fmt: skip
def test_what_has_no_day_was_feared_or_is_no_deed_toward_the_other_is_no_act(text: str) -> None:
    assert not proposed(text, "act")


def test_a_visit_in_support_of_a_third_party_is_one_that_the_other_side_objects_to() -> None:
    text = "Borealia calls Arcadia's support for France, including Speaker Ida Holm's August 2025 visit, a provocation."
    act = only(text, "act").values
    assert (act["kind"], act["by"], act["toward"], act["on"]) == ("visit-third", "ARC", ["BOR"], "2025-08")
    assert not proposed(text.replace(", a provocation", ""), "act")


def test_the_title_of_a_trade_war_says_that_a_side_begins_it() -> None:
    titles = {str(each.values["title"]) for each in proposed(WAR, "act")}
    assert titles == {"Arcadia: begins a trade war with Borealia", "Borealia: begins a trade war with Arcadia"}
