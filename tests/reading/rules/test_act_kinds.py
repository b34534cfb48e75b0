"""The kind of an act: by its words, by how it is put, and by whether it is done or only ahead."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed

KINDS = [
    ("Arcadia on Monday accused Borealia of hiding loans to its timber firms.", "accuse", "ARC", "BOR"),
    ("Borealia on Monday refused to open its mills to inspectors from Arcadia.", "reject", "BOR", "ARC"),
    ("Borealia urged Arcadia on Tuesday to withdraw the duty.", "request", "BOR", "ARC"),
    ("Arcadia on Tuesday released four Borealian fishermen.", "release", "ARC", "BOR"),
    ("Arcadia lifted a ban on salmon from Borealia in July.", "ease", "ARC", "BOR"),
    ("Borealia on Monday threatened to cut off gas to Arcadia.", "threaten", "BOR", "ARC"),
    ("Borealia recalled its ambassador from Arcadia on Monday.", "protest", "BOR", "ARC"),
    ("Arcadia expelled two diplomats from Borealia on 1 September.", "expel", "ARC", "BOR"),
    ("Arcadia's refusal of talks with Borealia on Monday angered traders.", "reject", "ARC", "BOR"),
    ("On Monday Arcadia offered Borealia a new round of inspections.", "offer", "ARC", "BOR"),
    ("Arcadia and Borealia held a joint patrol on 3 September.", "cooperate", "ARC", "BOR"),
]
PROPOSED = [
    ("On Monday Arcadia proposed to double the duty on ships of Borealia.", "threaten"),
    ("On Monday Arcadia proposed to cut the duty on ships of Borealia.", "offer"),
    ("On Monday Arcadia offered to raise its purchases of grain from Borealia.", "offer"),
]
PUT = [
    ("On Monday Ana Vale vowed that Arcadia will \u201cnever allow\u201d Borealia to fish there.", "threaten"),
    ("Arcadia announced on Monday the closure of the border with Borealia.", "sanction"),
    ("On Monday Arcadia announced a cut in its fee on ships of Borealia.", "agree"),
    ("On Monday Arcadia ordered Borealia to close its consulate in Oldport.", "expel"),
    ("Borealia \u201cfirmly\u201d opposes the decision of Arcadia, it said on Monday.", "accuse"),
]


@pytest.mark.parametrize(("text", "kind", "by", "toward"), KINDS)
def test_an_act_has_its_kind_and_its_sides(text: str, kind: str, by: str, toward: str) -> None:
    act = only(text, "act").values
    assert (act["kind"], act["by"], act["toward"]) == (kind, by, [toward])


def test_help_that_is_only_ahead_is_an_agreement_and_harm_a_threat() -> None:
    assert only("Arcadia on Monday promised to respond in kind to Borealia.", "act").values["kind"] == "threaten"
    assert only("On Monday Borealia agreed to cooperate with Arcadia.", "act").values["kind"] == "agree"


def test_an_object_before_its_subject_tells_the_act() -> None:
    made = only("The truce ended the embargo that Borealia had imposed on Arcadia in April.", "act")
    assert (made.values["kind"], made.values["by"], made.values["on"]) == ("sanction", "BOR", "2026-04")


def test_to_be_taken_off_a_list_of_the_trusted_is_a_sanction() -> None:
    act = only("On Monday Arcadia removed Borealia from its list of trusted partners.", "act")
    assert act.values["kind"] == "sanction"


def test_a_warning_to_ones_own_people_threatens_nobody() -> None:
    assert proposed("On Monday Arcadia warned its citizens against travelling to Borealia.", "act") == []


def test_to_tell_somebody_that_he_must_is_a_request() -> None:
    act = only("On Monday Arcadia told Borealia that it must withdraw two diplomats by 10 October.", "act")
    assert (act.values["kind"], act.values["on"]) == ("request", "2026-09-07")


@pytest.mark.parametrize(("text", "kind"), PROPOSED)
def test_what_is_proposed_against_the_other_side_is_no_offer_to_it(text: str, kind: str) -> None:
    assert only(text, "act").values["kind"] == kind


@pytest.mark.parametrize(("text", "kind"), PUT)
def test_an_act_is_of_the_kind_that_its_words_tell(text: str, kind: str) -> None:
    assert [each.values["kind"] for each in proposed(text, "act")] == [kind]


def test_what_its_own_side_tells_as_settled_is_no_threat() -> None:
    text = "The accounts of four firms of Borealia will be frozen, Arcadia said on Monday."
    assert [each.values["kind"] for each in proposed(text, "act")] == ["sanction"]
